//! The law in force: Wmo 2015 art. 1.2.1. Bill 36288 leaves items a and c alone, so opvang and help at home are decided here
//! under both.

use super::{
    feiten::{Feiten, Product, Regels, Regime},
    keten,
    poort::door_de_poort,
    stappen::Stapfeit,
    uitkomst::{Klaar, Status, Taak, Verslag, Werk},
};

pub(super) fn beoordeel<V: Verslag>(feiten: &Feiten, regels: &Regels<'_>, verslag: V) -> Klaar<V> {
    let werk = Werk::nieuw(regels, Regime::R0, feiten.melding_op, verslag);
    match door_de_poort(werk, feiten) {
        Err(antwoord) => antwoord,
        Ok((werk, product @ (Product::Bw | Product::Opvang))) => waar_gemeld(werk, feiten, product),
        Ok((werk, Product::Bt)) => waar_ingezetene(werk, feiten),
    }
}

/// R0.1: the college that the person turns to, whatever the BRP says.
pub(super) fn waar_gemeld<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten, product: Product) -> Klaar<V> {
    let hier = feiten.melding_gemeente;
    werk.stap(Stapfeit::Gemeld(product, hier));
    let lopend = feiten.eerder_bw.iter().filter(|b| b.periode.bevat(feiten.melding_op));
    for elders in lopend.filter_map(|b| b.verstrekt_door).filter(|g| *g != hier) {
        werk.stap(Stapfeit::LooptElders(elders));
        werk.taak(Taak::OverlegMet(elders));
    }
    werk.klaar(Status::Beslist, hier, "WPB-10")
}

/// R0.2: for help at home the gemeente of which the person is ingezetene.
pub(super) fn waar_ingezetene<V: Verslag>(mut werk: Werk<'_, V>, feiten: &Feiten) -> Klaar<V> {
    let dag = feiten.melding_op;
    let Some(adres) = keten::woonadres_op(feiten, dag) else {
        werk.stap(Stapfeit::IngezeteneOnbekend);
        let voorstel = keten::laatste_gewone_woonadres(feiten, dag).map(|a| a.gemeente);
        return werk.mens(voorstel, "WPB-12");
    };
    if adres.in_onderzoek {
        werk.taak(Taak::Terugmelden);
        werk.stap(Stapfeit::IngezeteneTwijfel);
        return werk.mens(Some(adres.gemeente), "WPB-12");
    }
    werk.stap(Stapfeit::Ingezetene(adres.gemeente));
    werk.klaar(Status::Beslist, adres.gemeente, "WPB-11")
}
