//! Judging starts and stops (WMO305, WMO307).

use super::{Administratie, Regiebericht, codes, kop};
use crate::bericht::Berichtsoort;
use crate::code::{RedenBeeindiging, Retourcode, StatusAanlevering};
use crate::datum::Datum;
use crate::typen::{Kop, Product, StartProduct, StopProduct, Wmo305, Wmo307};
use crate::waarde::{Bsn, Toewijzingnummer};

/// The judgement of a start or stop message. One code that refuses, refuses the whole message (IV032).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RegieOordeel {
    /// Codes on the message as a whole; when there are any, nothing else was judged.
    pub kop: Vec<Retourcode>,
    /// Codes on the client. No rule of this release puts one here; it is part of the form of a retour.
    pub client: Vec<Retourcode>,
    /// Codes per product, in the order of the message; empty for a product that is in order.
    pub producten: Vec<Vec<Retourcode>>,
}

impl RegieOordeel {
    /// Tells whether the message is accepted.
    #[must_use]
    pub fn is_akkoord(&self) -> bool {
        self.kop.is_empty() && self.client.is_empty() && self.producten.iter().all(Vec::is_empty)
    }
}

/// Judges a start message: TR019, TR056, TR063, TR071, TR074, TR135, TR326, TR378, TR381.
#[must_use]
pub fn start(bericht: &Wmo305, administratie: &impl Administratie, vandaag: Datum) -> RegieOordeel {
    let dagen = bericht.client.producten.iter().filter_map(|p| p.toewijzing_ingangsdatum);
    let kop = kop::op_toewijzingen(Berichtsoort::Wmo305, &bericht.kop, administratie, vandaag, dagen);
    if !kop.is_empty() {
        return RegieOordeel { kop, ..RegieOordeel::default() };
    }
    let client = &bericht.client;
    let mut dossier = Dossier { administratie, kop: &bericht.kop, bsn: client.bsn, nieuw: Vec::new() };
    let mut producten = vec![Vec::new(); client.producten.len()];
    // Removals first: a correction of the key sends 3 and 1 in one message (IV008).
    let mut volgorde: Vec<_> = client.producten.iter().enumerate().collect();
    volgorde.sort_by_key(|(_, p)| (p.status != StatusAanlevering::Verwijderen, p.begindatum));
    for (index, product) in volgorde {
        let uit = dossier.oordeel_start(product);
        if uit.is_empty() {
            dossier.nieuw.push(Regiebericht::Start(product.clone()));
        }
        producten[index] = uit;
    }
    RegieOordeel { producten, ..RegieOordeel::default() }
}

/// Judges a stop message: TR019, TR056, TR063, TR074, TR135, TR378, TR381, TR382, TR413, TR414, TR415.
#[must_use]
pub fn stop(bericht: &Wmo307, administratie: &impl Administratie, vandaag: Datum) -> RegieOordeel {
    let dagen = bericht.client.producten.iter().filter_map(|p| p.toewijzing_ingangsdatum);
    let kop = kop::op_toewijzingen(Berichtsoort::Wmo307, &bericht.kop, administratie, vandaag, dagen);
    if !kop.is_empty() {
        return RegieOordeel { kop, ..RegieOordeel::default() };
    }
    let client = &bericht.client;
    let mut dossier = Dossier { administratie, kop: &bericht.kop, bsn: client.bsn, nieuw: Vec::new() };
    let mut producten = vec![Vec::new(); client.producten.len()];
    let mut volgorde: Vec<_> = client.producten.iter().enumerate().collect();
    // Removals first, then by last day, a temporary stop before a definitive one.
    volgorde.sort_by_key(|(_, p)| {
        (p.status != StatusAanlevering::Verwijderen, p.einddatum, p.reden != RedenBeeindiging::Tijdelijk)
    });
    for (index, product) in volgorde {
        let uit = dossier.oordeel_stop(product);
        if uit.is_empty() {
            dossier.nieuw.push(Regiebericht::Stop(product.clone()));
        }
        producten[index] = uit;
    }
    RegieOordeel { producten, ..RegieOordeel::default() }
}

/// What is known about the client, and what this message added so far.
struct Dossier<'a, A> {
    administratie: &'a A,
    kop: &'a Kop,
    bsn: Bsn,
    nieuw: Vec<Regiebericht>,
}

/// The starts and stops on a toewijzing that still count.
#[derive(Default)]
struct Stand {
    starts: Vec<StartProduct>,
    stops: Vec<StopProduct>,
}

impl<A: Administratie> Dossier<'_, A> {
    fn oordeel_start(&self, product: &StartProduct) -> Vec<Retourcode> {
        let Some(nummer) = product.nummer else { return vec![codes::GEEN_TOEWIJZING] };
        let stand = self.stand(nummer);
        if product.status == StatusAanlevering::Verwijderen {
            // No other checks on a removal (TR063).
            if !stand.starts.iter().any(|s| zelfde_start(s, product)) {
                return vec![codes::NIETS_TE_VERWIJDEREN];
            }
            let gestopt = stand.stops.iter().any(|s| stop_hoort_bij(s, product));
            return if gestopt { vec![codes::START_GESTOPT] } else { Vec::new() };
        }
        let mut uit = self.gekoppeld(nummer, product.product.as_ref(), product.begindatum);
        if !uit.contains(&codes::GEEN_TOEWIJZING) {
            if stand.starts.iter().any(|s| zelfde_start(s, product)) {
                uit.push(codes::SLEUTEL_BEKEND);
            } else if stand.starts.iter().any(|s| !stand.stops.iter().any(|stop| stop_hoort_bij(stop, s))) {
                uit.push(codes::NIET_GESTOPT);
            }
        }
        uit
    }

    fn oordeel_stop(&self, product: &StopProduct) -> Vec<Retourcode> {
        let Some(nummer) = product.nummer else { return vec![codes::GEEN_TOEWIJZING] };
        let stand = self.stand(nummer);
        if product.status == StatusAanlevering::Verwijderen {
            let bekend = stand.stops.iter().any(|s| zelfde_stop(s, product));
            return if bekend { Vec::new() } else { vec![codes::NIETS_TE_VERWIJDEREN] };
        }
        let mut uit = self.gekoppeld(nummer, product.product.as_ref(), product.einddatum);
        if uit.contains(&codes::GEEN_TOEWIJZING) {
            return uit;
        }
        if stand.stops.iter().any(|s| zelfde_stop(s, product)) {
            uit.push(codes::SLEUTEL_BEKEND);
            return uit;
        }
        if !stand.starts.iter().any(|start| stop_hoort_bij(product, start)) {
            uit.push(codes::GEEN_START);
        }
        uit.extend(volgt_op(product, &stand.stops));
        uit
    }

    /// TR019 and TR381. The BSN must be that of the toewijzing; otherwise the message cannot be tied to it.
    fn gekoppeld(&self, nummer: Toewijzingnummer, product: Option<&Product>, op: Datum) -> Vec<Retourcode> {
        let Kop { gemeente, aanbieder, .. } = *self.kop;
        let toewijzing = self.administratie.toewijzing(gemeente, aanbieder, nummer);
        if !toewijzing.is_some_and(|t| t.bsn == self.bsn && !t.verwijderd) {
            return vec![codes::GEEN_TOEWIJZING];
        }
        let bestaat = product.is_none_or(|p| self.administratie.product_bestaat(gemeente, p, op));
        if bestaat { Vec::new() } else { vec![codes::PRODUCT_CATEGORIE] }
    }

    /// What still counts on a toewijzing: everything received, removals applied.
    fn stand(&self, nummer: Toewijzingnummer) -> Stand {
        let Kop { gemeente, aanbieder, .. } = *self.kop;
        let eerder = self.administratie.regieberichten(gemeente, aanbieder, nummer);
        let nu = self.nieuw.iter().filter(|b| nummer_van(b) == Some(nummer)).cloned();
        let mut stand = Stand::default();
        for bericht in eerder.into_iter().chain(nu) {
            match bericht {
                Regiebericht::Start(s) if s.status == StatusAanlevering::Verwijderen => {
                    stand.starts.retain(|oud| !zelfde_start(oud, &s));
                }
                Regiebericht::Start(s) => stand.starts.push(s),
                Regiebericht::Stop(s) if s.status == StatusAanlevering::Verwijderen => {
                    stand.stops.retain(|oud| !zelfde_stop(oud, &s));
                }
                Regiebericht::Stop(s) => stand.stops.push(s),
            }
        }
        stand
    }
}

fn nummer_van(bericht: &Regiebericht) -> Option<Toewijzingnummer> {
    match bericht {
        Regiebericht::Start(s) => s.nummer,
        Regiebericht::Stop(s) => s.nummer,
    }
}

/// TR413, TR414 and TR415: how a stop may follow the stops on the same start.
fn volgt_op(product: &StopProduct, stops: &[StopProduct]) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    for eerder in stops.iter().filter(|s| s.begindatum == product.begindatum) {
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

fn zelfde_start(a: &StartProduct, b: &StartProduct) -> bool {
    (a.nummer, &a.product, a.begindatum) == (b.nummer, &b.product, b.begindatum)
}

fn zelfde_stop(a: &StopProduct, b: &StopProduct) -> bool {
    (a.nummer, &a.product, a.begindatum, a.reden, a.einddatum)
        == (b.nummer, &b.product, b.begindatum, b.reden, b.einddatum)
}

/// TR382: a stop repeats the key of its start.
fn stop_hoort_bij(stop: &StopProduct, start: &StartProduct) -> bool {
    (stop.nummer, &stop.product, stop.begindatum) == (start.nummer, &start.product, start.begindatum)
}
