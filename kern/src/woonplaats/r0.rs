//! The law in force: Wmo 2015 art. 1.2.1.

use super::{
    feiten::{Feiten, Product, Regels, Regime},
    keten,
    poort::door_de_poort,
    uitkomst::{Status, Taak, Verantwoordelijk, Werk},
};
use alloc::format;

pub(super) fn beoordeel(feiten: &Feiten, regels: &Regels<'_>) -> Verantwoordelijk {
    let werk = Werk::nieuw(regels, Regime::R0, feiten.melding_op);
    match door_de_poort(werk, Regime::R0, feiten) {
        Err(antwoord) => antwoord,
        Ok((werk, Product::Bw)) => {
            waar_gemeld(werk, feiten, "Wmo 2015 art. 1.2.1 onder b, 2.3.1 en 2.3.5 lid 1 onder b")
        }
        Ok((werk, Product::Opvang)) => {
            waar_gemeld(werk, feiten, "Wmo 2015 art. 1.2.1 onder c, 2.3.1 en 2.3.5 lid 1 onder b")
        }
        Ok((werk, Product::Bt)) => waar_ingezetene(werk, feiten),
    }
}

/// R0.1: the college that the person turns to, whatever the BRP says.
fn waar_gemeld(mut werk: Werk<'_>, feiten: &Feiten, artikel: &'static str) -> Verantwoordelijk {
    let hier = feiten.melding_gemeente;
    let zin = format!(
        "Deze persoon heeft zich gemeld bij {}. Daarom behandelt deze gemeente de melding. \
         Het adres in de BRP maakt daarvoor niet uit.",
        werk.naam(hier)
    );
    werk.stap("WPB-10", artikel, zin);
    let lopend = feiten.eerder_bw.iter().filter(|b| b.periode.bevat(feiten.melding_op));
    for elders in lopend.filter_map(|b| b.verstrekt_door).filter(|g| *g != hier) {
        let zin = format!(
            "Er loopt al beschermd wonen via {}. Overleg voordat u een nieuw besluit neemt.",
            werk.naam(elders)
        );
        werk.stap("WPB-13", "Wmo 2015 art. 2.6.1 lid 1", zin);
        werk.taak(Taak::OverlegMet(elders));
    }
    werk.klaar(Status::Beslist, hier, "WPB-10")
}

/// R0.2: for help at home the gemeente of which the person is ingezetene.
fn waar_ingezetene(mut werk: Werk<'_>, feiten: &Feiten) -> Verantwoordelijk {
    const INGEZETENE: &str = "Wmo 2015 art. 1.2.1 onder a en 2.3.5 lid 1 onder a";
    let dag = feiten.melding_op;
    let voorstel = keten::laatste_gewone_woonadres(feiten, dag).map(|a| a.gemeente);
    let Some(adres) = keten::woonadres_op(feiten, dag) else {
        let zin =
            "Ondersteuning thuis komt van de gemeente waar iemand woont. Er is nu geen woonadres in de BRP.";
        werk.stap("WPB-12", INGEZETENE, zin);
        return werk.mens(voorstel, "WPB-12");
    };
    if adres.in_onderzoek {
        werk.taak(Taak::Terugmelden);
        let zin = "Ondersteuning thuis komt van de gemeente waar iemand woont. Het adres is in onderzoek en mag niet \
                   zonder meer worden gebruikt.";
        werk.stap("WPB-12", "Wet BRP art. 1.7 lid 2 en 2.26", zin);
        return werk.mens(Some(adres.gemeente), "WPB-12");
    }
    let zin = format!(
        "Ondersteuning thuis komt van de gemeente waar iemand woont. Het woonadres is in {}.",
        werk.naam(adres.gemeente)
    );
    werk.stap("WPB-11", INGEZETENE, zin);
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-11")
}
