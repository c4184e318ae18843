//! Bill 36288, not in force. Of art. 1.2.1a only the opening and item a could be read in full, so items b, c and d yield
//! `Voorlopig` or `Mens`. Off until a koninklijk besluit sets a date (`Regels::r1_vanaf`).

use super::{
    feiten::{Adres, EerderBw, Feiten, Instelling, Product, Regels, Regime},
    keten,
    poort::door_de_poort,
    uitkomst::{Status, Taak, Verantwoordelijk, Werk},
};
use crate::stam::{Datum, Gemeentecode};
use alloc::{format, vec::Vec};

const ONDER_A: &str = "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder a";
const ONDER_B: &str = "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder b (tekst niet volledig bekend)";

pub(super) fn beoordeel(feiten: &Feiten, regels: &Regels<'_>) -> Verantwoordelijk {
    let werk = Werk::nieuw(regels, Regime::R1, feiten.melding_op);
    match door_de_poort(werk, Regime::R1, feiten) {
        Err(antwoord) => antwoord,
        Ok((werk, Product::Bw | Product::Opvang)) => eerder_beschermd(werk, feiten),
        // The bill leaves art. 1.2.1 a alone: help at home stays with the gemeente of which one is ingezetene.
        Ok((werk, Product::Bt)) => woonadres(werk, feiten),
    }
}

/// R1.a0 and R1.a: beschermd wonen that runs, or ended less than a year ago.
fn eerder_beschermd(mut werk: Werk<'_>, feiten: &Feiten) -> Verantwoordelijk {
    let dag = feiten.melding_op;
    let lopend: Vec<&EerderBw> = feiten.eerder_bw.iter().filter(|b| b.periode.bevat(dag)).collect();
    if !lopend.is_empty() {
        return match een_college(&lopend) {
            Some(college) => {
                let zin = format!(
                    "Er loopt al beschermd wonen. De gemeente die dat verstrekt, {}, blijft verantwoordelijk.",
                    werk.naam(college)
                );
                werk.stap("WPB-20", ONDER_A, zin);
                werk.klaar(Status::Voorlopig, college, "WPB-20")
            }
            None => geen_college(werk, "WPB-20"),
        };
    }
    let Some(eind) = feiten.eerder_bw.iter().filter_map(|b| b.periode.tot()).filter(|t| *t <= dag).max()
    else {
        return woonadres(werk, feiten);
    };
    let grens = eind.plus_maanden(werk.regels.eerder_bw_maanden);
    if grens.dagen_tot(dag).abs() <= 1 {
        werk.hoogstens(Status::Bevestigen);
        let zin = "De melding valt binnen één dag van de grens van twaalf maanden. Controleer de einddatum.";
        werk.stap("WPB-21", ONDER_A, zin);
    }
    if dag >= grens {
        return woonadres(werk, feiten);
    }
    let laatste: Vec<&EerderBw> = feiten.eerder_bw.iter().filter(|b| b.periode.tot() == Some(eind)).collect();
    let Some(college) = een_college(&laatste) else { return geen_college(werk, "WPB-21") };
    let zin = format!(
        "Het vorige beschermd wonen eindigde op {}, minder dan twaalf maanden geleden. Daarom blijft {} verantwoordelijk.",
        eind.plus_dagen(-1).voluit(),
        werk.naam(college)
    );
    werk.stap("WPB-21", ONDER_A, zin);
    match voor_instelling(&werk, feiten) {
        Some(ander) if ander != college => {
            let zin = format!(
                "Onderdeel b wijst naar {}. Welk onderdeel voorgaat, staat niet vast.",
                werk.naam(ander)
            );
            werk.stap("WPB-24", ONDER_B, zin);
            werk.klaar_maar(Status::Voorlopig, college, ander, "WPB-21")
        }
        Some(_) | None => werk.klaar(Status::Beslist, college, "WPB-21"),
    }
}

fn een_college(bw: &[&EerderBw]) -> Option<Gemeentecode> {
    let eerste = bw.first()?.verstrekt_door?;
    bw.iter().all(|b| b.verstrekt_door == Some(eerste)).then_some(eerste)
}

fn geen_college(mut werk: Werk<'_>, regel: &'static str) -> Verantwoordelijk {
    werk.stap(regel, ONDER_A, "Niet vast staat welk college het beschermd wonen verstrekte.");
    werk.mens(None, regel)
}

/// R1.w, R1.q, R1.b, R1.b*, R1.m and R1.h: the woonadres on the day of the melding.
fn woonadres(mut werk: Werk<'_>, feiten: &Feiten) -> Verantwoordelijk {
    let dag = feiten.melding_op;
    let Some(adres) = keten::woonadres_op(feiten, dag) else {
        let zin = "Er is nu geen woonadres in de BRP. De regel hiervoor moet een medewerker toepassen.";
        werk.stap("WPB-22", "Wetsvoorstel 36288, art. 1.2.1a lid 1 onder c en d (tekst niet bekend)", zin);
        let voorstel = keten::laatste_gewone_woonadres(feiten, dag).map(|a| a.gemeente);
        return werk.mens(voorstel, "WPB-22");
    };
    if adres.in_onderzoek {
        werk.taak(Taak::Terugmelden);
        let zin = "Het adres is in onderzoek. Het mag niet zonder meer worden gebruikt.";
        werk.stap("WPB-23", "Wet BRP art. 1.7 lid 2 en 2.34 lid 1", zin);
        return werk.mens(Some(adres.gemeente), "WPB-23");
    }
    match adres.instelling {
        Some(soort) if werk.regels.overslaan.contains(&soort) => in_instelling(werk, feiten),
        Some(_) => buiten_de_lijst(werk, feiten, adres),
        None => gewoon_adres(werk, feiten, adres),
    }
}

/// R1.b: the address is an institution on the list, so the woonadres just before it counts.
fn in_instelling(mut werk: Werk<'_>, feiten: &Feiten) -> Verantwoordelijk {
    if let Some(gemeente) = voor_instelling(&werk, feiten) {
        let zin = format!(
            "Dit adres is van een instelling. We kijken naar het woonadres direct daarvoor: {}.",
            werk.naam(gemeente)
        );
        werk.stap("WPB-24", ONDER_B, zin);
        return werk.klaar(Status::Voorlopig, gemeente, "WPB-24");
    }
    werk.stap(
        "WPB-24",
        ONDER_B,
        "Dit adres is van een instelling. Direct daarvoor is geen zeker woonadres bekend.",
    );
    let voorstel = keten::laatste_gewone_woonadres(feiten, feiten.melding_op).map(|a| a.gemeente);
    werk.mens(voorstel, "WPB-24")
}

fn buiten_de_lijst(mut werk: Werk<'_>, feiten: &Feiten, adres: &Adres) -> Verantwoordelijk {
    let zin = format!(
        "Het woonadres is in {}. Het is een instelling die niet op de lijst staat.",
        werk.naam(adres.gemeente)
    );
    werk.stap("WPB-27", ONDER_B, zin);
    let begin = keten::begin_van_keten(feiten, feiten.melding_op, |_| true);
    let eerder = begin.and_then(|b| keten::woonadres_op(feiten, b.plus_dagen(-1)));
    match eerder {
        Some(e) => werk.klaar_maar(Status::Voorlopig, adres.gemeente, e.gemeente, "WPB-27"),
        None => werk.klaar(Status::Voorlopig, adres.gemeente, "WPB-27"),
    }
}

fn gewoon_adres(mut werk: Werk<'_>, feiten: &Feiten, adres: &Adres) -> Verantwoordelijk {
    if let Some(begin) = verhuisd_tijdens_verblijf(&werk, feiten, adres) {
        werk.taak(Taak::Terugmelden);
        let zin =
            "De inschrijving is veranderd tijdens het verblijf. Controleer waar deze persoon echt woonde.";
        werk.stap("WPB-25", ONDER_B, zin);
        let voorstel = keten::woonadres_op(feiten, begin.plus_dagen(-1)).map(|a| a.gemeente);
        return werk.mens(voorstel, "WPB-25");
    }
    let later = feiten.aanvraag_op.and_then(|op| keten::woonadres_op(feiten, op));
    if later.is_some_and(|l| l.gemeente != adres.gemeente && !l.herindeling) {
        werk.stap(
            "WPB-26",
            "Wetsvoorstel 36288 (peilmoment niet bekend)",
            "Er is verhuisd tijdens de procedure.",
        );
        return werk.mens(Some(adres.gemeente), "WPB-26");
    }
    werk.stap(
        "WPB-27",
        "Wetsvoorstel 36288, art. 1.2.1 onder b",
        format!("Het woonadres is in {}.", werk.naam(adres.gemeente)),
    );
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-27")
}

/// The gemeente of the woonadres just before the chain of institutions at whose address the person is registered now.
fn voor_instelling(werk: &Werk<'_>, feiten: &Feiten) -> Option<Gemeentecode> {
    let telt = |i: Instelling| werk.regels.overslaan.contains(&i);
    keten::woonadres_op(feiten, feiten.melding_op)?.instelling.filter(|i| telt(*i))?;
    let begin = keten::begin_van_keten(feiten, feiten.melding_op, telt)?;
    let eerder = keten::woonadres_op(feiten, begin.plus_dagen(-1))?;
    (!eerder.in_onderzoek && eerder.instelling.is_none()).then_some(eerder.gemeente)
}

/// First day of the stay during which the registration changed to this address, when it did.
fn verhuisd_tijdens_verblijf(werk: &Werk<'_>, feiten: &Feiten, adres: &Adres) -> Option<Datum> {
    let begin = keten::begin_van_keten(feiten, feiten.melding_op, |i| werk.regels.overslaan.contains(&i))?;
    (!adres.herindeling && begin < adres.periode.van()).then_some(begin)
}
