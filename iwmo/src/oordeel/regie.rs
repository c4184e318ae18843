//! Judging starts and stops (WMO305, WMO307).

use super::stand::{Gemeld, Stand, stop_hoort_bij, volgt_op, zelfde_start, zelfde_stop};
use super::{Administratie, Regiebericht, codes, kop};
use crate::bericht::Berichtsoort;
use crate::code::{RedenBeeindiging, Retourcode, StatusAanlevering};
use crate::datum::Datum;
use crate::typen::{Kop, Product, StartProduct, StopProduct, Wmo305, Wmo307};
use crate::waarde::{Bsn, Toewijzingnummer};
use std::collections::BTreeSet;

/// Refusals that another message about the same toewijzing can mend.
const VOLGORDE: &[Retourcode] = &[
    codes::NIETS_TE_VERWIJDEREN,
    codes::GEEN_START,
    codes::START_GESTOPT,
    codes::SLEUTEL_BEKEND,
    codes::NIET_GESTOPT,
    codes::TWEEDE_TIJDELIJKE,
    codes::EERDER_DAN_STOP,
    codes::AL_DEFINITIEF,
];
/// At most this many messages that wait are looked at together: every choice out of them is tried.
const WACHTEND_MAX: usize = 8;

/// A start or stop message that was received, has no answer yet and may become right together with others (OP080).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wachtend {
    /// Whom it is about.
    pub bsn: Bsn,
    /// Date of the message.
    pub dagtekening: Datum,
    /// What it reports, all of it or nothing.
    pub meldingen: Vec<Regiebericht>,
}

impl Wachtend {
    /// A start message as one that waits.
    #[must_use]
    pub fn van_start(b: &Wmo305) -> Wachtend {
        let meldingen = b.client.producten.iter().cloned().map(Regiebericht::Start).collect();
        Wachtend { bsn: b.client.bsn, dagtekening: b.kop.dagtekening, meldingen }
    }

    /// A stop message as one that waits.
    #[must_use]
    pub fn van_stop(b: &Wmo307) -> Wachtend {
        let meldingen = b.client.producten.iter().cloned().map(Regiebericht::Stop).collect();
        Wachtend { bsn: b.client.bsn, dagtekening: b.kop.dagtekening, meldingen }
    }

    /// The toewijzingen that it names.
    pub fn nummers(&self) -> impl Iterator<Item = Toewijzingnummer> + '_ {
        self.meldingen.iter().filter_map(nummer_van)
    }
}

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
    dossier.met_wachtende(producten, &Wachtend::van_start(bericht))
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
    dossier.met_wachtende(producten, &Wachtend::van_stop(bericht))
}

/// What is known about the client, and what this message added so far.
struct Dossier<'a, A> {
    administratie: &'a A,
    kop: &'a Kop,
    bsn: Bsn,
    nieuw: Vec<Regiebericht>,
}

impl<A: Administratie> Dossier<'_, A> {
    fn oordeel_start(&self, product: &StartProduct) -> Vec<Retourcode> {
        let Some(nummer) = product.nummer else { return vec![codes::GEEN_TOEWIJZING] };
        let stand = self.stand(nummer);
        if product.status == StatusAanlevering::Verwijderen {
            // No other checks on a removal (TR063) than that it is about this client: the BSN is part of the key (TR101).
            let dag = Some(self.kop.dagtekening);
            let bekend = stand.starts.iter().any(|s| s.0 <= dag && zelfde_start(&s.1, product));
            if !bekend || !self.is_van_client(nummer, self.bsn) {
                return vec![codes::NIETS_TE_VERWIJDEREN];
            }
            return if stand.is_gestopt(product) { vec![codes::START_GESTOPT] } else { Vec::new() };
        }
        let mut uit = self.gekoppeld(nummer, product.product.as_ref(), product.begindatum);
        if !uit.contains(&codes::GEEN_TOEWIJZING) {
            if stand.starts.iter().any(|s| zelfde_start(&s.1, product)) {
                uit.push(codes::SLEUTEL_BEKEND);
            } else if stand.starts.iter().any(|s| !stand.is_gestopt(&s.1) || self.ligt_voor(product, &s.1)) {
                uit.push(codes::NIET_GESTOPT);
            }
        }
        uit
    }

    /// A start before one that is known needs its stop as well, when the order of receipt may not matter.
    fn ligt_voor(&self, product: &StartProduct, bekend: &StartProduct) -> bool {
        self.administratie.volgorde_telt_niet() && product.begindatum < bekend.begindatum
    }

    fn oordeel_stop(&self, product: &StopProduct) -> Vec<Retourcode> {
        let Some(nummer) = product.nummer else { return vec![codes::GEEN_TOEWIJZING] };
        let stand = self.stand(nummer);
        if product.status == StatusAanlevering::Verwijderen {
            let dag = Some(self.kop.dagtekening);
            let bekend = stand.stops.iter().any(|s| s.0 <= dag && zelfde_stop(&s.1, product));
            let eigen = self.is_van_client(nummer, self.bsn);
            return if bekend && eigen { Vec::new() } else { vec![codes::NIETS_TE_VERWIJDEREN] };
        }
        let mut uit = self.gekoppeld(nummer, product.product.as_ref(), product.einddatum);
        if uit.contains(&codes::GEEN_TOEWIJZING) {
            return uit;
        }
        if stand.stops.iter().any(|s| zelfde_stop(&s.1, product)) {
            uit.push(codes::SLEUTEL_BEKEND);
            return uit;
        }
        if !stand.starts.iter().any(|start| stop_hoort_bij(product, &start.1)) {
            uit.push(codes::GEEN_START);
        }
        uit.extend(volgt_op(product, stand.stops.iter().map(|s| &s.1)));
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

    fn is_van_client(&self, nummer: Toewijzingnummer, bsn: Bsn) -> bool {
        let Kop { gemeente, aanbieder, .. } = *self.kop;
        self.administratie.toewijzing(gemeente, aanbieder, nummer).is_some_and(|t| t.bsn == bsn)
    }

    /// What still counts on a toewijzing: everything received, removals applied.
    fn stand(&self, nummer: Toewijzingnummer) -> Stand {
        let mut gemeld = self.bekend(nummer);
        gemeld.extend(
            self.nieuw
                .iter()
                .filter(|b| nummer_van(b) == Some(nummer))
                .map(|b| Gemeld { dagtekening: Some(self.kop.dagtekening), bericht: b.clone() }),
        );
        Stand::van(&gemeld)
    }

    fn bekend(&self, nummer: Toewijzingnummer) -> Vec<Gemeld> {
        let Kop { gemeente, aanbieder, .. } = *self.kop;
        self.administratie.regieboek(gemeente, aanbieder, nummer)
    }

    /// No meaning may be attached to the order of receipt (OP080): a message that is only refused for what is there or not there yet is
    /// accepted when it is right together with messages that wait. Those are judged again after it, and then it is there.
    fn met_wachtende(&self, producten: Vec<Vec<Retourcode>>, eigen: &Wachtend) -> RegieOordeel {
        let uit = RegieOordeel { producten, ..RegieOordeel::default() };
        let alleen_volgorde = uit.producten.iter().flatten().all(|c| VOLGORDE.contains(c));
        let kan = self.administratie.volgorde_telt_niet() && self.kan_mee(eigen);
        if uit.is_akkoord() || !alleen_volgorde || !kan {
            return uit;
        }
        let anderen: Vec<Wachtend> = self
            .administratie
            .wachtend()
            .into_iter()
            .filter(|w| self.kan_mee(w))
            .take(WACHTEND_MAX)
            .collect();
        let past = (0u32..1 << anderen.len()).any(|keuze| {
            let mee = anderen.iter().enumerate().filter(|(n, _)| keuze & (1 << n) != 0).map(|(_, w)| w);
            self.klopt_met(&mee.chain([eigen]).collect::<Vec<_>>())
        });
        if past { RegieOordeel { producten: vec![Vec::new(); uit.producten.len()], ..uit } } else { uit }
    }

    /// Whether a message that waits can be tied to the toewijzingen that it names.
    fn kan_mee(&self, w: &Wachtend) -> bool {
        let Kop { gemeente, aanbieder, .. } = *self.kop;
        let toewijzing = |n| self.administratie.toewijzing(gemeente, aanbieder, n);
        w.meldingen.iter().all(|m| {
            let (product, op, weg) = match m {
                Regiebericht::Start(s) => (s.product.as_ref(), s.begindatum, s.status),
                Regiebericht::Stop(s) => (s.product.as_ref(), s.einddatum, s.status),
            };
            let weg = weg == StatusAanlevering::Verwijderen;
            let bestaat = product.is_none_or(|p| self.administratie.product_bestaat(gemeente, p, op));
            let eigen = |t: super::Toewijzingstand| t.bsn == w.bsn && (weg || !t.verwijderd);
            (weg || bestaat) && nummer_van(m).and_then(toewijzing).is_some_and(eigen)
        })
    }

    /// Whether everything that was accepted can stand together with these messages.
    fn klopt_met(&self, berichten: &[&Wachtend]) -> bool {
        let nummers: BTreeSet<Toewijzingnummer> = berichten.iter().flat_map(|w| w.nummers()).collect();
        nummers.into_iter().all(|nummer| {
            let mut gemeld = self.bekend(nummer);
            for w in berichten {
                let eigen = w.meldingen.iter().filter(|m| nummer_van(m) == Some(nummer));
                gemeld.extend(eigen.map(|m| Gemeld { dagtekening: Some(w.dagtekening), bericht: m.clone() }));
            }
            Stand::van(&gemeld).klopt()
        })
    }
}

fn nummer_van(bericht: &Regiebericht) -> Option<Toewijzingnummer> {
    match bericht {
        Regiebericht::Start(s) => s.nummer,
        Regiebericht::Stop(s) => s.nummer,
    }
}
