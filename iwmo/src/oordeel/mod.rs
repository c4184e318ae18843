//! Levels 3 and 4: judging a message with what is known beside it.
//!
//! The functions here are pure: they ask an [`Administratie`] (starts, stops, declaraties) or a [`Berichtenboek`] (toewijzingen, requests,
//! answers) and give back retourcodes. Building the answer from them is the work of [`crate::retour`].

mod administratie;
mod boek;
mod declaratie;
mod declaratieantwoord;
mod gemeente;
mod kop;
mod prestatie;
mod regie;
mod stand;
mod verzoek;
mod wijziging;

pub use administratie::{Administratie, Prestatiestand, Regiebericht, Tarief, Toewijzingstand};
pub use boek::{Berichtenboek, Verzoekkennis};
pub use declaratie::{ClientOordeel, DeclaratieOordeel, declaratie};
pub use declaratieantwoord::{Overtreding, declaratieantwoord};
pub use gemeente::{AntwoordOordeel, antwoord, toewijzing};
pub use regie::{RegieOordeel, Wachtend, start, stop};
pub use stand::Gemeld;
pub use verzoek::{WijzigingOordeel, aanvraag, wijziging};

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
        NUMMER_BEZET = "9332";
        DECLARATIENUMMER = "9333";
        TOEWIJZING_ONBEKEND = "9338";
        CATEGORIE = "9339";
        PRODUCTCODE = "9340";
        EENHEID = "9341";
        BEDRAG = "9346";
        REFERENTIE_AANBIEDER = "9347";
        NIET_ALLE_ACTUELE = "9349";
        ONGEWIJZIGD_ONBEKEND = "9350";
        TE_WIJZIGEN_ONBEKEND = "9351";
        VERZOEK_ONBEKEND = "9355";
        MET_TERUGWERKENDE_KRACHT = "9357";
        AL_TOEGEWEZEN = "9359";
        AL_IN_ONDERZOEK = "9360";
        OVERLAP = "9361";
        AL_AFGEWEZEN = "9365";
        BUDGET = "9369";
        BUDGET_HALVERWEGE = "9373";
        VERZOEK_ONDERHANDEN = "9374";
        OMVANG_ZONDER_PRODUCT = "9375";
        REFERENTIE_ONTERECHT = "9379";
        VERWIJDERD = "9384";
        AL_GEDECLAREERD = "9385";
        BEGIN_VAN_MAAND = "9387";
        EIND_VAN_MAAND = "9388";
        DEBET_BEKEND = "9389";
        AL_GECREDITEERD = "9390";
        OMVANG_LEEG = "9411";
        OMVANG_ZONDER_CODE = "9412";
        TWEEDE_TIJDELIJKE = "9413";
        EERDER_DAN_STOP = "9414";
        AL_DEFINITIEF = "9415";
        GEMEENTE = "S300";
        PRODUCT_CATEGORIE = "S329";
    }
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
