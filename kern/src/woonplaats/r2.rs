//! Gemeente van herkomst, as the region counts it (Uitvoeringsplan Thuis in de wijk § 2.4 and 5.3). For the monitor and for
//! consultation; never a ground to refuse a melding.

use super::{
    feiten::{Feiten, Functie, Regels, Regime},
    keten,
    uitkomst::{Status, Verantwoordelijk, Werk},
};
use crate::stam::{Datum, Gemeentecode};
use alloc::format;

const PLAN: &str = "Uitvoeringsplan Thuis in de wijk § 2.4";

pub(super) fn beoordeel(feiten: &Feiten, regels: &Regels<'_>) -> Verantwoordelijk {
    let mut werk = Werk::nieuw(regels, Regime::R2, feiten.melding_op);
    let zin = "De gemeente van herkomst is voor de monitor en voor overleg. Het is nooit een reden om een melding te weigeren.";
    werk.stap("WPB-09", "Uitvoeringsplan Thuis in de wijk § 5.3", zin);
    match keten::begin_van_keten(feiten, feiten.melding_op, |_| true) {
        Some(begin) => voor_verblijf(werk, feiten, begin),
        None => laatste(werk, feiten),
    }
}

fn voor_verblijf(mut werk: Werk<'_>, feiten: &Feiten, begin: Datum) -> Verantwoordelijk {
    let zin = format!("Deze persoon verblijft in een instelling sinds {}.", begin.voluit());
    werk.stap("WPB-30", PLAN, zin);
    let eerder =
        keten::inschrijving_op(feiten, begin.plus_dagen(-1)).filter(|a| a.gemeente != Gemeentecode::RNI);
    let Some(adres) = eerder else { return niet_actueel(werk, feiten, begin) };
    let zin = format!("Herkomst: {}, de inschrijving voor het verblijf.", werk.naam(adres.gemeente));
    werk.stap("WPB-30", PLAN, zin);
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-30")
}

fn laatste(mut werk: Werk<'_>, feiten: &Feiten) -> Verantwoordelijk {
    let nu = keten::inschrijving_op(feiten, feiten.melding_op).filter(|a| a.gemeente != Gemeentecode::RNI);
    let Some(adres) = nu else { return niet_actueel(werk, feiten, feiten.melding_op) };
    let soort = match adres.functie {
        Functie::Woonadres => "de laatste inschrijving",
        Functie::Briefadres => "de laatste inschrijving (een briefadres)",
    };
    werk.stap("WPB-31", PLAN, format!("Herkomst: {}, {soort}.", werk.naam(adres.gemeente)));
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-31")
}

fn niet_actueel(mut werk: Werk<'_>, feiten: &Feiten, voor: Datum) -> Verantwoordelijk {
    if let Some(adres) = keten::laatste_inschrijving(feiten, voor) {
        let zin = format!(
            "Herkomst waarschijnlijk {}. Deze inschrijving is niet actueel.",
            werk.naam(adres.gemeente)
        );
        werk.stap("WPB-32", PLAN, zin);
        return werk.klaar(Status::Bevestigen, adres.gemeente, "WPB-32");
    }
    werk.stap("WPB-33", PLAN, "Herkomst onbekend: er is geen eerdere inschrijving bekend.");
    werk.mens(None, "WPB-33")
}
