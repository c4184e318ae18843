//! Judging requests: verzoek om toewijzing (WMO315) and verzoek om wijziging (WMO317).

use super::wijziging::{Gevraagd, te_wijzigen};
use super::{Berichtenboek, RegieOordeel, Toewijzingstand, codes, kop};
use crate::bericht::Berichtsoort;
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::niveau2::{OverlapRij, overlappend};
use crate::typen::{Product, Wmo315, Wmo317};
use crate::waarde::Toewijzingnummer;

/// The judgement of a verzoek om wijziging. One code that refuses, refuses the whole message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WijzigingOordeel {
    /// Codes on the message as a whole; when there are any, nothing else was judged.
    pub kop: Vec<Retourcode>,
    /// Codes on the request as a whole.
    pub verzoek: Vec<Retourcode>,
    /// Codes per unchanged product, in the order of the message.
    pub ongewijzigd: Vec<Vec<Retourcode>>,
    /// Codes per product to change.
    pub te_wijzigen: Vec<Vec<Retourcode>>,
    /// Codes per new product.
    pub nieuw: Vec<Vec<Retourcode>>,
}

impl WijzigingOordeel {
    /// Tells whether the message is accepted.
    #[must_use]
    pub fn is_akkoord(&self) -> bool {
        let mut delen = self.ongewijzigd.iter().chain(&self.te_wijzigen).chain(&self.nieuw);
        self.kop.is_empty() && self.verzoek.is_empty() && delen.all(Vec::is_empty)
    }
}

/// Judges a verzoek om toewijzing: TR056, TR135, TR347, TR374, TR378, TR381.
#[must_use]
pub fn aanvraag(bericht: &Wmo315, boek: &impl Berichtenboek, vandaag: Datum) -> RegieOordeel {
    let client = &bericht.client;
    let dagen = client.producten.iter().map(|p| p.ingangsdatum);
    let kop = kop::op_ingangsdata(Berichtsoort::Wmo315, &bericht.kop, boek, vandaag, dagen);
    if !kop.is_empty() {
        return RegieOordeel { kop, ..RegieOordeel::default() };
    }
    let (gemeente, aanbieder) = (bericht.kop.gemeente, bericht.kop.aanbieder);
    let onderhanden = boek.heeft_open_verzoek(gemeente, aanbieder, client.bsn);
    let producten = client.producten.iter().map(|p| {
        let mut uit = Vec::new();
        if boek.verzoek(aanbieder, &p.referentie).is_some() {
            uit.push(codes::REFERENTIE_AANBIEDER);
        }
        if onderhanden {
            uit.push(codes::VERZOEK_ONDERHANDEN);
        }
        if p.product.as_ref().is_some_and(|product| !boek.product_bestaat(gemeente, product, p.ingangsdatum))
        {
            uit.push(codes::PRODUCT_CATEGORIE);
        }
        uit
    });
    RegieOordeel { producten: producten.collect(), ..RegieOordeel::default() }
}

/// Judges a verzoek om wijziging: TR056, TR135, TR304, TR347, TR349, TR350, TR351, TR357, TR361, TR373, TR374, TR375, TR378, TR381, TR411
/// and TR412.
///
/// A toewijzing is current when it is valid on the dagtekening of the message or later: that is the day on which the aanbieder looked
/// (OP095).
#[must_use]
pub fn wijziging(bericht: &Wmo317, boek: &impl Berichtenboek, vandaag: Datum) -> WijzigingOordeel {
    let (gemeente, aanbieder) = (bericht.kop.gemeente, bericht.kop.aanbieder);
    let (bsn, verzoek) = (bericht.client.bsn, &bericht.client.verzoek);
    let standen = boek.toewijzingen_van(gemeente, aanbieder, bsn);
    let dagen = standen.iter().map(|(_, t)| t.ingangsdatum);
    let kop = kop::op_toewijzingen(Berichtsoort::Wmo317, &bericht.kop, boek, vandaag, dagen);
    if !kop.is_empty() {
        return WijzigingOordeel { kop, ..WijzigingOordeel::default() };
    }
    let op = bericht.kop.dagtekening;
    let actueel: Vec<_> = standen.iter().filter(|(_, t)| t.is_actueel(op)).collect();
    let zoek = |nummer: Toewijzingnummer| actueel.iter().find(|(n, _)| *n == nummer).map(|(_, t)| t);
    let onbekend = |nummer, code| match boek.toewijzing(gemeente, aanbieder, nummer) {
        Some(t) if t.bsn != bsn => codes::ANDERE_CLIENT,
        Some(_) | None => code,
    };
    let mut uit = WijzigingOordeel::default();
    if boek.verzoek(aanbieder, &verzoek.referentie).is_some() {
        uit.verzoek.push(codes::REFERENTIE_AANBIEDER);
    }
    let genoemd = |nummer| {
        verzoek.ongewijzigd.iter().any(|o| o.nummer == nummer)
            || verzoek.te_wijzigen.iter().any(|w| w.nummer == nummer)
    };
    if actueel.iter().any(|(nummer, _)| !genoemd(*nummer)) {
        uit.verzoek.push(codes::NIET_ALLE_ACTUELE);
    }
    if boek.heeft_open_verzoek(gemeente, aanbieder, bsn) {
        uit.verzoek.push(codes::VERZOEK_ONDERHANDEN);
    }
    for o in &verzoek.ongewijzigd {
        let bekend = zoek(o.nummer).is_some();
        let code = || onbekend(o.nummer, codes::ONGEWIJZIGD_ONBEKEND);
        uit.ongewijzigd.push(if bekend { Vec::new() } else { vec![code()] });
    }
    for w in &verzoek.te_wijzigen {
        uit.te_wijzigen.push(match zoek(w.nummer) {
            Some(stand) => te_wijzigen(w, stand, op),
            None => vec![onbekend(w.nummer, codes::TE_WIJZIGEN_ONBEKEND)],
        });
    }
    for n in &verzoek.nieuw {
        let bestaat = |p: &Product| boek.product_bestaat(gemeente, p, n.gewenste_ingangsdatum);
        let klopt = n.product.as_ref().is_none_or(bestaat);
        uit.nieuw.push(if klopt { Vec::new() } else { vec![codes::PRODUCT_CATEGORIE] });
    }
    overlap(bericht, &actueel, &mut uit);
    uit
}

/// TR361: the wanted set as a whole holds no product twice at the same time.
fn overlap(bericht: &Wmo317, actueel: &[&(Toewijzingnummer, Toewijzingstand)], uit: &mut WijzigingOordeel) {
    let verzoek = &bericht.client.verzoek;
    let zoek = |nummer| actueel.iter().find(|(n, _)| *n == nummer).map(|(_, t)| t);
    let mut rijen = Vec::new();
    for (i, o) in verzoek.ongewijzigd.iter().enumerate() {
        if let Some(t) = zoek(o.nummer) {
            rijen.push(rij(Gevraagd::Ongewijzigd(i), t.product.as_ref(), t.ingangsdatum, t.einddatum));
        }
    }
    for (i, w) in verzoek.te_wijzigen.iter().enumerate() {
        if let Some(t) = zoek(w.nummer) {
            rijen.push(rij(
                Gevraagd::TeWijzigen(i),
                t.product.as_ref(),
                w.gewenste_ingangsdatum,
                w.einddatum,
            ));
        }
    }
    for (i, n) in verzoek.nieuw.iter().enumerate() {
        rijen.push(rij(Gevraagd::Nieuw(i), n.product.as_ref(), n.gewenste_ingangsdatum, n.einddatum));
    }
    for wat in overlappend(rijen) {
        match wat {
            Gevraagd::Ongewijzigd(i) => uit.ongewijzigd[i].push(codes::OVERLAP),
            Gevraagd::TeWijzigen(i) => uit.te_wijzigen[i].push(codes::OVERLAP),
            Gevraagd::Nieuw(i) => uit.nieuw[i].push(codes::OVERLAP),
        }
    }
}

fn rij(wat: Gevraagd, product: Option<&Product>, begin: Datum, eind: Option<Datum>) -> OverlapRij<Gevraagd> {
    OverlapRij {
        wat,
        categorie: product.map(|p| p.categorie.code().to_owned()),
        code: product.and_then(|p| p.code.as_ref()).map(ToString::to_string),
        begin,
        eind,
    }
}
