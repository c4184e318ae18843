//! How long inwoners waited, and who waits now.

use super::{
    codes::Code,
    feiten::{BesluitFeit, Feiten, IndicatieFeit, LeveringFeit, MeldingFeit, WachtFeit},
    geval::{Brontabel, Geval},
    stand::is_client,
};
use crate::stam::{Datum, DossierId, Peil, Periode};
use alloc::vec::Vec;

/// From which day waiting for the start of care is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vanaf {
    /// From the besluit.
    Besluit,
    /// From the melding.
    Melding,
}

/// Days between two days; never below zero, for help may start before the paper (Wmo 2015 art. 2.3.3).
fn dagen(van: Datum, tot: Datum) -> i64 {
    van.dagen_tot(tot).max(0)
}

fn melding(feiten: &Feiten, peil: Peil, b: &BesluitFeit) -> Option<MeldingFeit> {
    feiten.meldingen.bekend(b.dossier, peil.bekend).find(|m| m.melding_id == b.melding.0).copied()
}

/// Melding to besluit: the first toekenning or afwijzing on each melding, when it fell in the period.
pub(super) fn tot_besluit(feiten: &Feiten, peil: Peil, tijdvak: Periode) -> Vec<Geval> {
    let (toekenning, afwijzing) = (feiten.codes.zoek("toekenning"), feiten.codes.zoek("afwijzing"));
    let mut uit = Vec::new();
    for rij in feiten.besluiten.per_dossier() {
        let mut eerste: Vec<&BesluitFeit> = Vec::new();
        let telt = |b: &&BesluitFeit| {
            b.formeel.bekend(peil.bekend) && (Some(b.soort) == toekenning || Some(b.soort) == afwijzing)
        };
        let mut besluiten: Vec<&BesluitFeit> = rij.iter().filter(telt).collect();
        besluiten.sort_by_key(|b| (b.genomen_op, b.besluit_id));
        for b in besluiten {
            if !eerste.iter().any(|e| e.melding == b.melding) {
                eerste.push(b);
            }
        }
        for b in eerste.into_iter().filter(|b| tijdvak.bevat(b.genomen_op) && b.genomen_op <= peil.op) {
            if let Some(m) = melding(feiten, peil, b) {
                uit.push(Geval {
                    waarde: dagen(m.ontvangen_op, b.genomen_op),
                    besluit: Some(b.id()),
                    ..Geval::nieuw(b.dossier, Brontabel::Besluit, b.besluit_id, b.genomen_op)
                });
            }
        }
    }
    uit
}

impl BesluitFeit {
    fn id(&self) -> crate::stam::BesluitId {
        crate::stam::BesluitId(self.besluit_id)
    }
}

/// To the start of care: the first start under each toekenning of BW or BT that is no herindicatie, when it fell in the
/// period.
pub(super) fn tot_start(feiten: &Feiten, peil: Peil, tijdvak: Periode, vanaf: Vanaf) -> Vec<Geval> {
    let toekenning = feiten.codes.zoek("toekenning");
    let mut uit = Vec::new();
    for rij in feiten.leveringen.per_dossier() {
        let Some(dossier) = rij.first().map(|l| l.dossier) else { continue };
        // Only dossiers with a start in the period can count; that spares most of them the search below.
        if !rij.iter().any(|l| tijdvak.bevat(l.van) && l.van <= peil.op) {
            continue;
        }
        for b in feiten.besluiten.bekend(dossier, peil.bekend).filter(|b| Some(b.soort) == toekenning) {
            let Some((l, i)) = eerste_start(feiten, peil, rij, b) else { continue };
            let Some(m) = melding(feiten, peil, b).filter(|m| !m.herindicatie) else { continue };
            if tijdvak.bevat(l.van) && l.van <= peil.op {
                let begin = match vanaf {
                    Vanaf::Besluit => b.genomen_op,
                    Vanaf::Melding => m.ontvangen_op,
                };
                uit.push(Geval {
                    waarde: dagen(begin, l.van),
                    besluit: Some(b.id()),
                    vorm: Some(i.vorm),
                    ..Geval::nieuw(dossier, Brontabel::Levering, l.levering_id, l.van)
                });
            }
        }
    }
    uit
}

fn eerste_start<'a>(
    feiten: &'a Feiten,
    peil: Peil,
    leveringen: &'a [LeveringFeit],
    b: &BesluitFeit,
) -> Option<(&'a LeveringFeit, &'a IndicatieFeit)> {
    let van_besluit = |id: i64| {
        let mut rijen = feiten.indicaties.bekend(b.dossier, peil.bekend);
        rijen.find(|i| i.indicatie_id == id && i.besluit == b.id() && is_client(i.vorm))
    };
    leveringen
        .iter()
        .filter(|l| l.formeel.bekend(peil.bekend))
        .filter_map(|l| van_besluit(l.indicatie_id).map(|i| (l, i)))
        .min_by_key(|(l, _)| (l.van, l.levering_id))
}

/// Everybody on the waiting list on the peildatum, with the days so far.
pub(super) fn wachtenden(feiten: &Feiten, peil: Peil) -> Vec<Geval> {
    let wacht = |w: &&WachtFeit| {
        w.formeel.bekend(peil.bekend) && w.sinds_op <= peil.op && w.tot_op.is_none_or(|t| peil.op < t)
    };
    let maak = |w: &WachtFeit| {
        let i = indicatie(feiten, peil, w.dossier, w.indicatie_id);
        Geval {
            waarde: dagen(w.sinds_op, peil.op),
            vorm: i.map(|i| i.vorm),
            besluit: i.map(|i| i.besluit),
            overbrugging: Some(if w.overbrugging {
                Code::MET_OVERBRUGGING
            } else {
                Code::ZONDER_OVERBRUGGING
            }),
            ..Geval::nieuw(w.dossier, Brontabel::Wachtplek, w.wachtplek_id, peil.op)
        }
    };
    feiten.wachtplekken.rijen().filter(wacht).map(maak).collect()
}

fn indicatie(feiten: &Feiten, peil: Peil, dossier: DossierId, id: i64) -> Option<&IndicatieFeit> {
    feiten.indicaties.bekend(dossier, peil.bekend).find(|i| i.indicatie_id == id)
}
