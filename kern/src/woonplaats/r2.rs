//! Gemeente van herkomst, as the region counts it (Uitvoeringsplan Thuis in de wijk § 2.4 and 5.3). For the monitor and for
//! consultation; never a ground to refuse a melding.

use super::{
    feiten::{Feiten, Regels, Regime},
    keten,
    stappen::Stapfeit,
    uitkomst::{Klaar, Status, Verslag, Werk},
};
use crate::stam::{Datum, Gemeentecode};

pub(super) fn beoordeel<V: Verslag>(feiten: &Feiten, regels: &Regels<'_>, verslag: V) -> Klaar<V> {
    let mut werk = Werk::nieuw(regels, Regime::R2, feiten.melding_op, verslag);
    werk.stap(Stapfeit::HerkomstDoel);
    match keten::begin_van_keten(feiten, feiten.melding_op, |_| true) {
        Some(begin) => voor_verblijf(werk, feiten, begin),
        None => laatste(werk, feiten),
    }
}

fn voor_verblijf<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, begin: Datum) -> Klaar<V> {
    werk.stap(Stapfeit::VerblijftSinds(begin));
    let eerder =
        keten::inschrijving_op(feiten, begin.plus_dagen(-1)).filter(|a| a.gemeente != Gemeentecode::RNI);
    let Some(adres) = eerder else { return niet_actueel(werk, feiten, begin) };
    werk.stap(Stapfeit::HerkomstVoorVerblijf(adres.gemeente));
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-30")
}

fn laatste<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten) -> Klaar<V> {
    let nu = keten::inschrijving_op(feiten, feiten.melding_op).filter(|a| a.gemeente != Gemeentecode::RNI);
    let Some(adres) = nu else { return niet_actueel(werk, feiten, feiten.melding_op) };
    werk.stap(Stapfeit::HerkomstNu(adres.gemeente, adres.functie));
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-31")
}

fn niet_actueel<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, voor: Datum) -> Klaar<V> {
    if let Some(adres) = keten::laatste_inschrijving(feiten, voor) {
        werk.stap(Stapfeit::HerkomstEerder(adres.gemeente));
        return werk.klaar(Status::Bevestigen, adres.gemeente, "WPB-32");
    }
    werk.stap(Stapfeit::HerkomstOnbekend);
    werk.mens(None, "WPB-33")
}
