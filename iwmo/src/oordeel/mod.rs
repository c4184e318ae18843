//! Levels 3 and 4: judging a message of the aanbieder with what the gemeente itself knows.
//!
//! The functions here are pure: they ask an [`Administratie`] and give back retourcodes. Building the answer from them is the work of
//! [`crate::retour`].

mod administratie;
mod declaratie;
mod prestatie;
mod regie;

pub use administratie::{Administratie, Prestatiestand, Regiebericht, Tarief, Toewijzingstand};
pub use declaratie::{ClientOordeel, DeclaratieOordeel, declaratie};
pub use regie::{RegieOordeel, start, stop};

use crate::bericht::Berichtsoort;
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::typen::Kop;

/// The retourcodes of levels 3 and 4 that these functions give.
pub(crate) mod codes {
    use crate::code::Retourcode;

    macro_rules! codes {
        ($($naam:ident = $code:literal;)*) => {
            $(pub(crate) const $naam: Retourcode = Retourcode::vast($code);)*
            #[cfg(test)]
            pub(crate) const ALLE: &[Retourcode] = &[$($naam),*];
        };
    }

    codes! {
        TARIEF = "0611";
        GEEN_DEBET = "8017";
        REFERENTIE_BEKEND = "8021";
        ANDERE_CLIENT = "8187";
        DECLARATIEPERIODE = "8214";
        DAGTEKENING = "8848";
        GEEN_TOEWIJZING = "9019";
        IDENTIFICATIE = "9056";
        NIETS_TE_VERWIJDEREN = "9063";
        GEEN_START = "9069";
        START_GESTOPT = "9071";
        SLEUTEL_BEKEND = "9074";
        BEGIN_BUITEN_TOEWIJZING = "9307";
        EIND_BUITEN_TOEWIJZING = "9308";
        VOLUME_PERIODE = "9321";
        VOLUME_TOTAAL = "9322";
        NIET_GESTOPT = "9326";
        DECLARATIENUMMER = "9333";
        TOEWIJZING_ONBEKEND = "9338";
        CATEGORIE = "9339";
        PRODUCTCODE = "9340";
        EENHEID = "9341";
        BEDRAG = "9346";
        BUDGET = "9369";
        VERWIJDERD = "9384";
        BEGIN_VAN_MAAND = "9387";
        EIND_VAN_MAAND = "9388";
        DEBET_BEKEND = "9389";
        AL_GECREDITEERD = "9390";
        TWEEDE_TIJDELIJKE = "9413";
        EERDER_DAN_STOP = "9414";
        AL_DEFINITIEF = "9415";
        GEMEENTE = "S300";
        PRODUCT_CATEGORIE = "S329";
    }
}

/// The codes on the header: TR056, TR135 and TR378.
fn kop(
    soort: Berichtsoort,
    kop: &Kop,
    administratie: &impl Administratie,
    vandaag: Datum,
) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    if administratie.bericht_bekend(soort, kop) {
        uit.push(codes::IDENTIFICATIE);
    }
    if kop.dagtekening > vandaag {
        uit.push(codes::DAGTEKENING);
    }
    if !administratie.gemeente_bestaat(kop.gemeente, kop.dagtekening) {
        uit.push(codes::GEMEENTE);
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::codes;
    use crate::codelijst::Lijst;

    #[test]
    fn elke_gebruikte_retourcode_staat_in_de_lijst() {
        for code in codes::ALLE {
            assert!(Lijst::WJ001.zoek(code.code()).is_some(), "{code}");
            assert!(code.is_afwijzing(), "{code}");
        }
    }
}
