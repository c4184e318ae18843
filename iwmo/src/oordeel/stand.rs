//! What the starts and stops on one toewijzing come to, whatever the order in which they were received (OP080).

use super::codes;
use crate::code::{RedenBeeindiging, Retourcode, StatusAanlevering};
use crate::datum::Datum;
use crate::oordeel::Regiebericht;
use crate::typen::{StartProduct, StopProduct};

/// A start or stop with the date of the message it came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gemeld {
    /// Dagtekening of its message; nothing when that is not known: then it came before everything else.
    pub dagtekening: Option<Datum>,
    /// What was reported.
    pub bericht: Regiebericht,
}

/// The starts and stops on a toewijzing that still count.
#[derive(Default)]
pub(super) struct Stand {
    pub(super) starts: Vec<(Option<Datum>, StartProduct)>,
    pub(super) stops: Vec<(Option<Datum>, StopProduct)>,
    /// Something was taken back that is not there.
    schuld: bool,
}

impl Stand {
    /// What is left when every removal takes back one earlier report with its key. A message cannot be about one that was written on a
    /// later day, so a removal never touches that.
    pub(super) fn van(gemeld: &[Gemeld]) -> Stand {
        let mut stand = Stand::default();
        let (mut starts_weg, mut stops_weg) = (Vec::new(), Vec::new());
        for g in gemeld {
            let dag = g.dagtekening;
            match &g.bericht {
                Regiebericht::Start(s) if s.status == StatusAanlevering::Verwijderen => {
                    starts_weg.push((dag, s));
                }
                Regiebericht::Start(s) => stand.starts.push((dag, s.clone())),
                Regiebericht::Stop(s) if s.status == StatusAanlevering::Verwijderen => {
                    stops_weg.push((dag, s));
                }
                Regiebericht::Stop(s) => stand.stops.push((dag, s.clone())),
            }
        }
        stand.starts.sort_by_key(|s| s.0);
        stand.stops.sort_by_key(|s| s.0);
        starts_weg.sort_by_key(|s| s.0);
        stops_weg.sort_by_key(|s| s.0);
        for (dag, weg) in starts_weg {
            match stand.starts.iter().position(|s| s.0 <= dag && zelfde_start(&s.1, weg)) {
                Some(plek) => drop(stand.starts.remove(plek)),
                None => stand.schuld = true,
            }
        }
        for (dag, weg) in stops_weg {
            match stand.stops.iter().position(|s| s.0 <= dag && zelfde_stop(&s.1, weg)) {
                Some(plek) => drop(stand.stops.remove(plek)),
                None => stand.schuld = true,
            }
        }
        stand
    }

    /// Whether a start has a stop.
    pub(super) fn is_gestopt(&self, start: &StartProduct) -> bool {
        self.stops.iter().any(|s| stop_hoort_bij(&s.1, start))
    }

    /// Whether all of it can stand together: nothing twice (TR074), nothing taken back that is not there (TR063), no stop without its start
    /// (TR071, TR382), every start but the last one stopped (TR326), and per start at most one temporary stop with a definitive one after it
    /// (TR413, TR414, TR415).
    pub(super) fn klopt(&self) -> bool {
        !self.schuld && self.starts_kloppen() && self.stops_kloppen()
    }

    fn starts_kloppen(&self) -> bool {
        let laatste = self.starts.iter().map(|s| s.1.begindatum).max();
        let mut open = self.starts.iter().filter(|s| !self.is_gestopt(&s.1));
        let eerste = open.next();
        eerste.is_none_or(|s| Some(s.1.begindatum) == laatste)
            && open.next().is_none()
            && uniek(&self.starts, zelfde_start)
    }

    fn stops_kloppen(&self) -> bool {
        let op_volgorde = {
            let mut s: Vec<&StopProduct> = self.stops.iter().map(|s| &s.1).collect();
            s.sort_by_key(|s| (s.begindatum, s.einddatum, s.reden != RedenBeeindiging::Tijdelijk));
            s
        };
        let volgt = op_volgorde.iter().enumerate().all(|(n, stop)| {
            let eerder: Vec<StopProduct> = op_volgorde[..n].iter().map(|s| (*s).clone()).collect();
            volgt_op(stop, eerder.iter()).is_empty()
        });
        let met_start = self.stops.iter().all(|s| self.starts.iter().any(|t| stop_hoort_bij(&s.1, &t.1)));
        volgt && met_start && uniek(&self.stops, zelfde_stop)
    }
}

fn uniek<T>(rij: &[(Option<Datum>, T)], zelfde: fn(&T, &T) -> bool) -> bool {
    rij.iter().enumerate().all(|(n, a)| !rij[..n].iter().any(|b| zelfde(&a.1, &b.1)))
}

/// TR413, TR414 and TR415: how a stop may follow the stops on the same start.
pub(super) fn volgt_op<'a>(
    product: &StopProduct,
    stops: impl Iterator<Item = &'a StopProduct>,
) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    for eerder in stops.filter(|s| s.begindatum == product.begindatum) {
        if eerder.reden != RedenBeeindiging::Tijdelijk {
            uit.push(codes::AL_DEFINITIEF);
        } else if product.reden == RedenBeeindiging::Tijdelijk {
            uit.push(codes::TWEEDE_TIJDELIJKE);
        }
        if product.einddatum < eerder.einddatum {
            uit.push(codes::EERDER_DAN_STOP);
        }
    }
    uit.sort_unstable();
    uit.dedup();
    uit
}

pub(super) fn zelfde_start(a: &StartProduct, b: &StartProduct) -> bool {
    (a.nummer, &a.product, a.begindatum) == (b.nummer, &b.product, b.begindatum)
}

pub(super) fn zelfde_stop(a: &StopProduct, b: &StopProduct) -> bool {
    (a.nummer, &a.product, a.begindatum, a.reden, a.einddatum)
        == (b.nummer, &b.product, b.begindatum, b.reden, b.einddatum)
}

/// TR382: a stop repeats the key of its start.
pub(super) fn stop_hoort_bij(stop: &StopProduct, start: &StartProduct) -> bool {
    (stop.nummer, &stop.product, stop.begindatum) == (start.nummer, &start.product, start.begindatum)
}
