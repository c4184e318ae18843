//! Begroot, beschikt, gedeclareerd, betaald.

use super::{
    feiten::{BegrotingFeit, BoekingFeit, Feiten, Geldsoort},
    geval::{Brontabel, Geval},
    maat::Maat,
};
use crate::stam::{BesluitId, Datum, DossierId, Peil, Periode};
use alloc::vec::Vec;

/// The adopted begroting of the year of the peildatum.
pub(super) fn begroot(feiten: &Feiten, peil: Peil) -> Vec<Geval> {
    let telt =
        |b: &&BegrotingFeit| b.vastgesteld && b.jaar == peil.op.jaar() && b.formeel.bekend(peil.bekend);
    let dag = Datum::nieuw(peil.op.jaar(), 1, 1).unwrap_or(peil.op);
    let maak = |b: &BegrotingFeit| Geval {
        waarde: b.bedrag_cent,
        gemeente: Some(b.gemeente),
        vorm: Some(b.vorm),
        ..Geval::nieuw(DossierId(0), Brontabel::Begroting, b.begroting_id, dag)
    };
    feiten.begrotingen.iter().filter(telt).map(maak).collect()
}

/// The entries of one column whose month begins in the period.
pub(super) fn geboekt(feiten: &Feiten, peil: Peil, maat: Maat, tijdvak: Periode) -> Vec<Geval> {
    let soort = match maat {
        Maat::Beschikt => Geldsoort::Beschikt,
        Maat::Gedeclareerd => Geldsoort::Gedeclareerd,
        Maat::Betaald => Geldsoort::Betaald,
        _ => return Vec::new(),
    };
    let telt = |b: &&BoekingFeit| b.soort == soort && b.nr <= peil.bekend;
    let maak = |b: &BoekingFeit| Geval {
        waarde: b.bedrag_cent,
        gemeente: Some(b.gemeente),
        vorm: Some(b.vorm),
        leveringsvorm: Some(b.leveringsvorm),
        kenmerk: Some(b.kenmerk),
        product: Some(b.product),
        besluit: None::<BesluitId>,
        ..Geval::nieuw(b.dossier, Brontabel::Boeking, b.indicatie_id, b.maand)
    };
    feiten.boekingen.binnen(tijdvak).filter(telt).map(maak).collect()
}
