//! Judging what a gemeente sends: toewijzing (WMO301) and antwoord op verzoek (WMO319).
//!
//! The gemeente asks this before it sends; an aanbieder asks the same when it receives.

use super::{Berichtenboek, RegieOordeel, codes, kop};
use crate::bericht::Berichtsoort;
use crate::code::Retourcode;
use crate::datum::Datum;
use crate::toestand::Verzoekstand;
use crate::typen::{ToegewezenProduct, Wmo301, Wmo319};
use crate::waarde::Bsn;

/// The judgement of an antwoord op verzoek.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AntwoordOordeel {
    /// Codes on the message as a whole; when there are any, nothing else was judged.
    pub kop: Vec<Retourcode>,
    /// Codes on the answer.
    pub antwoord: Vec<Retourcode>,
}

impl AntwoordOordeel {
    /// Tells whether the message is accepted.
    #[must_use]
    pub fn is_akkoord(&self) -> bool {
        self.kop.is_empty() && self.antwoord.is_empty()
    }
}

/// Judges a toewijzing: TR056, TR135, TR332, TR378, TR379, TR381, TR385.
#[must_use]
pub fn toewijzing(bericht: &Wmo301, boek: &impl Berichtenboek, vandaag: Datum) -> RegieOordeel {
    let client = &bericht.client;
    let dagen = client.producten.iter().map(|p| p.ingangsdatum);
    let kop = kop::op_ingangsdata(Berichtsoort::Wmo301, &bericht.kop, boek, vandaag, dagen);
    if !kop.is_empty() {
        return RegieOordeel { kop, ..RegieOordeel::default() };
    }
    let producten = client.producten.iter().map(|p| product(bericht, client.bsn, p, boek)).collect();
    RegieOordeel { producten, ..RegieOordeel::default() }
}

fn product(bericht: &Wmo301, bsn: Bsn, p: &ToegewezenProduct, boek: &impl Berichtenboek) -> Vec<Retourcode> {
    let (gemeente, aanbieder) = (bericht.kop.gemeente, bericht.kop.aanbieder);
    let mut uit = Vec::new();
    if boek.houder(gemeente, p.nummer).is_some_and(|houder| houder != (aanbieder, bsn)) {
        uit.push(codes::NUMMER_BEZET);
    }
    if let Some(referentie) = &p.referentie_aanbieder {
        // Only as the direct result of a request of this client, and the first time only (IV097).
        let verzoek = boek.verzoek(aanbieder, referentie);
        if !verzoek.is_some_and(|v| v.bsn == bsn && v.stand.is_open()) {
            uit.push(codes::REFERENTIE_ONTERECHT);
        }
    }
    if p.is_verwijderd() && boek.prestaties_op(gemeente, aanbieder, p.nummer).iter().any(|s| s.staat()) {
        uit.push(codes::AL_GEDECLAREERD);
    }
    if p.product.as_ref().is_some_and(|product| !boek.product_bestaat(gemeente, product, p.ingangsdatum)) {
        uit.push(codes::PRODUCT_CATEGORIE);
    }
    uit
}

/// Judges an antwoord op verzoek: TR056, TR135, TR355, TR359, TR360, TR365, TR378.
#[must_use]
pub fn antwoord(bericht: &Wmo319, boek: &impl Berichtenboek, vandaag: Datum) -> AntwoordOordeel {
    let kop = kop::op_dagtekening(Berichtsoort::Wmo319, &bericht.kop, boek, vandaag);
    if !kop.is_empty() {
        return AntwoordOordeel { kop, ..AntwoordOordeel::default() };
    }
    let klasse = &bericht.antwoord;
    let antwoord = match boek.verzoek(bericht.kop.aanbieder, &klasse.referentie) {
        None => vec![codes::VERZOEK_ONBEKEND],
        Some(verzoek) => verzoek.stand.bezwaren(klasse.antwoord),
    };
    AntwoordOordeel { antwoord, ..AntwoordOordeel::default() }
}

impl Verzoekstand {
    /// The retourcodes that this answer would get now: TR359, TR360, TR365.
    #[must_use]
    pub fn bezwaren(self, antwoord: crate::code::VerzoekAntwoord) -> Vec<Retourcode> {
        let in_onderzoek = antwoord == crate::code::VerzoekAntwoord::InOnderzoek;
        match self {
            Verzoekstand::Open => Vec::new(),
            Verzoekstand::InOnderzoek if in_onderzoek => vec![codes::AL_IN_ONDERZOEK],
            Verzoekstand::InOnderzoek => Vec::new(),
            Verzoekstand::Toegewezen => vec![codes::AL_TOEGEWEZEN],
            Verzoekstand::Afgewezen if in_onderzoek => vec![codes::AL_IN_ONDERZOEK, codes::AL_AFGEWEZEN],
            Verzoekstand::Afgewezen => vec![codes::AL_AFGEWEZEN],
        }
    }
}
