//! From the facts of one dossier to rows: what every maat counts, on every day, after every act.
//!
//! The cases come from the same function as the figures that are counted row by row, so there is one definition of every maat.

use super::dag::{NOOIT, dag, dag_of_nooit};
use crate::monitor::{
    codes::{LEEFTIJDEN, Sleutel},
    feiten::{Feit, Feiten, Register},
    geval::{Brontabel, Geval, gevallen},
    maat::{Maat, Splitsing},
    stand::{STROMEN, alle_stromen},
};
use crate::stam::{Datum, DossierId, JournaalNr, Peil, Periode};
use alloc::vec::Vec;

/// The most sides of a maat, the gemeente first.
pub(super) const ZIJDEN: usize = 12;

/// The maten that are counted per dossier; money comes from its own book.
pub(super) fn maten() -> impl Iterator<Item = Maat> {
    use crate::monitor::maat::Eenheid;
    Maat::ALLE.into_iter().filter(|m| m.eenheid() != Eenheid::Cent)
}

/// Whether the value of a case is the number of days up to the peildatum: such a row keeps the day it counts from.
pub(super) fn groeit(maat: Maat) -> bool {
    matches!(maat, Maat::Wachtenden | Maat::Verblijfsduur)
}

/// A row of a maat as it was known after an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rij {
    pub(super) maat: Maat,
    bron: (Brontabel, i64),
    pub(super) van: u16,
    pub(super) sleutels: [Sleutel; ZIJDEN],
    pub(super) tot: u16,
    pub(super) waarde: i64,
}

/// A row that an act added, or took back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wijziging {
    pub(super) dossier: DossierId,
    pub(super) nr: JournaalNr,
    pub(super) teken: i8,
    pub(super) rij: Rij,
}

/// Looks at the facts of one dossier after another.
pub(super) struct Waarnemer {
    deel: Feiten,
    toen: Vec<Rij>,
    nu: Vec<Rij>,
    dagen: Vec<Datum>,
}

impl Waarnemer {
    /// For facts with these codes and this region.
    pub(super) fn nieuw(feiten: &Feiten) -> Waarnemer {
        let deel = Feiten { codes: feiten.codes.clone(), regio: feiten.regio.clone(), ..Feiten::default() };
        Waarnemer { deel, toen: Vec::new(), nu: Vec::new(), dagen: Vec::new() }
    }

    /// What the acts after `sinds` changed in the rows of a dossier, in the order of the acts.
    pub(super) fn wijzigingen(
        &mut self,
        feiten: &Feiten,
        dossier: DossierId,
        sinds: JournaalNr,
        uit: &mut Vec<Wijziging>,
    ) {
        self.deel.neem_deel(feiten, dossier);
        self.toen.clear();
        let f = &self.deel;
        // Before the first of these there is nothing to count.
        let tellend =
            [eerste(&f.indicaties), eerste(&f.besluiten), eerste(&f.leveringen), eerste(&f.wachtplekken)];
        let Some(begin) = tellend.into_iter().flatten().min() else { return };
        let mut nrs = f.handelingen();
        nrs.retain(|nr| begin <= *nr);
        let ervoor = nrs.first().is_some_and(|eerste| *eerste <= sinds);
        nrs.retain(|nr| {
            *nr > sinds && (*nr == begin || raakt(&self.deel.leveringen, *nr) || self.raakt_meer(*nr))
        });
        if ervoor && !nrs.is_empty() {
            self.neem_waar(sinds, true);
            core::mem::swap(&mut self.toen, &mut self.nu);
        }
        for nr in nrs {
            self.neem_waar(nr, false);
            verschil(&self.toen, &self.nu, |rij, teken| uit.push(Wijziging { dossier, nr, teken, rij }));
            core::mem::swap(&mut self.toen, &mut self.nu);
        }
    }

    /// All rows of all maten after an act, in order. Of an act that only wrote a start of care, the maten of waiting for it are looked
    /// at anew and the rest is what it was; unless it must be looked at as a whole.
    fn neem_waar(&mut self, bekend: JournaalNr, geheel: bool) {
        const STARTEN: [Maat; 2] = [Maat::WachttijdStart, Maat::WachttijdTotaal];
        self.nu.clear();
        if !geheel && self.is_alleen_start(bekend) {
            self.nu.extend(self.toen.iter().filter(|r| !STARTEN.contains(&r.maat)));
            STARTEN.into_iter().for_each(|m| self.gebeurtenissen(m, bekend));
        } else {
            self.merk_dagen(bekend);
            for maat in maten() {
                match (maat.over_tijdvak(), STROMEN.iter().any(|(m, _)| *m == maat)) {
                    (true, true) => {} // all at once, below
                    (true, false) => self.gebeurtenissen(maat, bekend),
                    (false, _) => self.standen(maat, bekend),
                }
            }
            self.stromen(bekend);
        }
        self.nu.sort_unstable();
    }

    fn is_alleen_start(&self, nr: JournaalNr) -> bool {
        raakt(&self.deel.leveringen, nr) && !self.raakt_meer(nr)
    }

    /// Whether an act changed something that is counted, other than a start of care.
    fn raakt_meer(&self, nr: JournaalNr) -> bool {
        let f = &self.deel;
        raakt(&f.dossiers, nr)
            || raakt(&f.indicaties, nr)
            || raakt(&f.besluiten, nr)
            || raakt(&f.meldingen, nr)
            || raakt(&f.instromen, nr)
            || raakt(&f.verantwoordelijken, nr)
            || raakt(&f.gemeentefeiten, nr)
            || raakt(&f.schalingen, nr)
            || raakt(&f.wachtplekken, nr)
            || raakt(&f.geboorten, nr)
            || raakt(&f.aanbieders, nr)
    }

    /// The days on which something can change.
    fn merk_dagen(&mut self, bekend: JournaalNr) {
        let f = &self.deel;
        let dagen = &mut self.dagen;
        dagen.clear();
        let mut tussen = |van: Datum, tot: Option<Datum>| {
            dagen.push(van);
            dagen.extend(tot);
        };
        f.indicaties.rijen().filter(|r| r.formeel.bekend(bekend)).for_each(|r| tussen(r.van, r.tot));
        f.wachtplekken
            .rijen()
            .filter(|r| r.formeel.bekend(bekend))
            .for_each(|r| tussen(r.sinds_op, r.tot_op));
        f.gemeentefeiten.rijen().filter(|r| r.formeel.bekend(bekend)).for_each(|r| tussen(r.van, r.tot));
        f.verantwoordelijken
            .rijen()
            .filter(|r| r.formeel.bekend(bekend))
            .for_each(|r| tussen(r.bevestigd_op, None));
        f.instromen.rijen().filter(|r| r.formeel.bekend(bekend)).for_each(|r| tussen(r.bepaald_op, None));
        f.schalingen
            .rijen()
            .filter(|r| r.formeel.bekend(bekend))
            .for_each(|r| tussen(r.op, Some(r.op.plus_dagen(1))));
        f.aanbieders.rijen().filter(|r| r.formeel.bekend(bekend)).for_each(|r| tussen(r.van, r.tot));
        for g in f.geboorten.rijen().filter(|r| r.formeel.bekend(bekend)) {
            // Born on 29 February: a year older on 1 March, the day after the 28th.
            for (jaren, _) in LEEFTIJDEN {
                let jarig = g.geboren_op.plus_jaren(i32::from(jaren));
                tussen(jarig, Some(jarig.plus_dagen(1)));
            }
        }
        dagen.sort_unstable();
        dagen.dedup();
    }

    /// What holds from day to day: one row for as long as nothing changes.
    fn standen(&mut self, maat: Maat, bekend: JournaalNr) {
        let begin = self.nu.len();
        for (nr, op) in self.dagen.iter().enumerate() {
            let Some(periode) = Periode::nieuw(*op, None) else { continue };
            let (van, tot) = (dag(*op), dag_of_nooit(self.dagen.get(nr + 1).copied()));
            if van == tot {
                continue; // both before the first day that has a number of its own
            }
            for g in gevallen(&self.deel, Peil { op: *op, bekend }, maat, periode) {
                let waarde = if groeit(maat) { op.dagnummer() - g.waarde } else { g.waarde };
                let rij = self.rij(maat, &g, bekend);
                self.nu.push(Rij { van, tot, waarde, ..rij });
            }
        }
        self.nu[begin..].sort_unstable_by_key(|r| (r.bron, r.sleutels, r.waarde, r.van));
        let mut laatste = begin;
        for r in begin + 1..self.nu.len() {
            let (v, rij) = (self.nu[laatste], self.nu[r]);
            if v.tot == rij.van && (Rij { van: v.van, tot: rij.tot, ..v } == Rij { van: v.van, ..rij }) {
                self.nu[laatste].tot = rij.tot;
            } else {
                laatste += 1;
                self.nu[laatste] = rij;
            }
        }
        self.nu.truncate((laatste + 1).min(self.nu.len()));
    }

    /// The steps from form to form.
    fn stromen(&mut self, bekend: JournaalNr) {
        let Some((peil, alles)) = altijd(bekend) else { return };
        for (maat, g) in alle_stromen(&self.deel, peil, alles) {
            let rij = self.rij(maat, &g, bekend);
            self.nu.push(Rij { van: dag(g.dag), waarde: g.waarde, ..rij });
        }
    }

    /// What happens on a day.
    fn gebeurtenissen(&mut self, maat: Maat, bekend: JournaalNr) {
        let Some((peil, alles)) = altijd(bekend) else { return };
        for g in gevallen(&self.deel, peil, maat, alles) {
            let mut rij = self.rij(maat, &g, bekend);
            (rij.van, rij.waarde) = (dag(g.dag), g.waarde);
            self.nu.push(rij);
        }
    }

    fn rij(&self, maat: Maat, g: &Geval, bekend: JournaalNr) -> Rij {
        let peil = Peil { op: g.dag, bekend };
        let mut sleutels = [Sleutel::Onbekend; ZIJDEN];
        for (plek, s) in sleutels.iter_mut().zip(maat.splitsingen()) {
            *plek = g.sleutel(&self.deel, peil, *s);
        }
        Rij { maat, bron: (g.bron, g.bron_id), van: 0, sleutels, tot: NOOIT, waarde: 1 }
    }
}

/// The sides of a maat: the gemeente comes first in every one of them.
pub(super) fn zijden(maat: Maat) -> &'static [Splitsing] {
    let alle = maat.splitsingen();
    &alle[..alle.len().min(ZIJDEN)]
}

/// Every day, as known after an act.
fn altijd(bekend: JournaalNr) -> Option<(Peil, Periode)> {
    let peil = Peil { op: Datum::nieuw(2199, 12, 31)?, bekend };
    Some((peil, Periode::nieuw(Datum::nieuw(1800, 1, 1)?, None)?))
}

/// Whether an act changed what a register says. A version that only replaces one that says the same changes nothing: a toewijzing
/// gets a status, a dossier a phase.
fn raakt<T: Feit>(register: &Register<T>, nr: JournaalNr) -> bool {
    let (nieuw, oud) = (|r: &&T| r.formeel().vanaf == nr, |r: &&T| r.formeel().tot == Some(nr));
    let rijen = || register.rijen();
    rijen().filter(nieuw).any(|n| !rijen().filter(oud).any(|o| o.zegt_hetzelfde(n)))
        || rijen().filter(oud).any(|o| !rijen().filter(nieuw).any(|n| n.zegt_hetzelfde(o)))
}

/// The first act that wrote in a register.
fn eerste<T: Feit>(register: &Register<T>) -> Option<JournaalNr> {
    register.rijen().map(|r| r.formeel().vanaf).min()
}

/// What two ordered lists do not share: -1 for what only the first has, 1 for what only the second has.
fn verschil(toen: &[Rij], nu: &[Rij], mut geef: impl FnMut(Rij, i8)) {
    let (mut toen, mut nu) = (toen.iter().peekable(), nu.iter().peekable());
    loop {
        match (toen.peek(), nu.peek()) {
            (Some(a), Some(b)) if a == b => {
                toen.next();
                nu.next();
            }
            (Some(a), b) if b.is_none_or(|b| *a < *b) => {
                geef(**a, -1);
                toen.next();
            }
            (_, Some(b)) => {
                geef(**b, 1);
                nu.next();
            }
            (_, None) => return,
        }
    }
}
