//! Counts, sums and ranks of the rows in a window: one pass over the columns, and no more kept of a row than the question needs.

use super::{
    blok::Blok,
    lijst::Zijde,
    stroken::{Indeling, Nummers, Plan, Stroken},
};
use crate::monitor::{
    codes::Sleutel,
    tel::{Nodig, SPLITSINGEN_MAX, Telling, Uitkomst, rang},
};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::ops::Range;

/// Which rows count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Venster {
    /// Those that hold on a day.
    Op(u16),
    /// Those of a day from the first, before the second.
    Tussen(u16, u16),
}

/// How the value of a row is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Waarde {
    /// The day up to which a value counts, for rows that keep the day they count from.
    pub(super) basis: Option<i64>,
    /// Only rows with at most this value.
    pub(super) hoogstens: Option<i64>,
}

/// What is kept of one row of an answer while the blocks are walked.
#[derive(Debug, Clone, Default)]
struct Bak {
    aantal: i64,
    som: i64,
    /// The rows themselves; only when somebody asks.
    rijen: Vec<Bakrij>,
}

/// A row of a figure.
#[derive(Debug, Clone, Copy)]
struct Bakrij {
    dossier: u32,
    teken: i32,
    waarde: i64,
}

impl Bak {
    fn neem_op(&mut self, ander: Bak) {
        self.aantal += ander.aantal;
        self.som += ander.som;
        if self.rijen.is_empty() {
            self.rijen = ander.rijen;
        } else {
            self.rijen.extend_from_slice(&ander.rijen);
        }
    }

    /// The figure. A row and the row that takes it back cancel out.
    fn uitkomst(mut self, nodig: Nodig) -> Uitkomst {
        let mut uit = Uitkomst { aantal: self.aantal, som: self.som, ..Uitkomst::default() };
        if nodig.personen {
            self.rijen.sort_unstable_by_key(|r| r.dossier);
            for dossier in self.rijen.chunk_by(|a, b| a.dossier == b.dossier) {
                let over: i32 = dossier.iter().map(|r| r.teken).sum();
                let som: i64 = dossier.iter().map(|r| r.waarde * i64::from(r.teken)).sum();
                uit.personen += i64::from(over > 0);
                uit.grootste = uit.grootste.max(som.abs());
            }
        }
        if nodig.rang {
            (uit.mediaan, uit.p90) = rangen(&self.rijen);
        }
        uit
    }
}

/// Median and nine tenths of the values that were not taken back. Days are few different numbers: those are counted, not sorted.
fn rangen(rijen: &[Bakrij]) -> (Option<i64>, Option<i64>) {
    const BREED: usize = 1 << 16;
    let laag = rijen.iter().map(|r| r.waarde).min().unwrap_or(0);
    let hoog = rijen.iter().map(|r| r.waarde).max().unwrap_or(0);
    let breed = usize::try_from(hoog - laag).unwrap_or(usize::MAX);
    if breed >= BREED {
        let mut waarden = waarden(rijen);
        return (rang(&mut waarden, 1, 2), rang(&mut waarden, 9, 10));
    }
    let mut per_waarde = vec![0i64; breed + 1];
    let mut aantal = 0;
    for r in rijen {
        // It lies between the lowest and the highest.
        per_waarde[usize::try_from(r.waarde - laag).unwrap_or(0)] += i64::from(r.teken);
        aantal += i64::from(r.teken);
    }
    let op = |teller: i64, noemer: i64| {
        let plek = (aantal * teller + noemer - 1) / noemer;
        let mut gezien = 0;
        let mut waarden = (laag..).zip(&per_waarde);
        let gevonden = waarden.find(|(_, n)| {
            gezien += **n;
            plek <= gezien
        });
        gevonden.map(|(w, _)| w).filter(|_| aantal > 0)
    };
    (op(1, 2), op(9, 10))
}

/// The values that were not taken back, in no order.
fn waarden(rijen: &[Bakrij]) -> Vec<i64> {
    let met = |teken: i32| rijen.iter().filter(move |r| r.teken == teken).map(|r| r.waarde);
    let (mut erbij, mut eraf): (Vec<i64>, Vec<i64>) = (met(1).collect(), met(-1).collect());
    erbij.sort_unstable();
    eraf.sort_unstable();
    let mut eraf = eraf.into_iter().peekable();
    erbij.retain(|w| eraf.next_if_eq(w).is_none());
    erbij
}

/// The rows in a window, block by block, for questions that split the same rows in another way.
#[derive(Debug, Clone, Default)]
pub struct Keuze(Vec<Blokkeuze>);

/// The rows of one block that were chosen, each with its combination of values.
#[derive(Debug, Clone, Default)]
struct Blokkeuze {
    rijen: Vec<u32>,
    combinaties: Vec<u16>,
}

impl Keuze {
    /// The same with the rows that were chosen after it.
    pub(super) fn met(&self, erbij: &Keuze) -> Keuze {
        let samen = |(nr, nieuw): (usize, &Blokkeuze)| {
            let mut b = self.0.get(nr).cloned().unwrap_or_default();
            b.rijen.extend_from_slice(&nieuw.rijen);
            b.combinaties.extend_from_slice(&nieuw.combinaties);
            b
        };
        Keuze(erbij.0.iter().enumerate().map(samen).collect())
    }
    /// Number of rows.
    pub fn aantal(&self) -> usize {
        self.0.iter().map(|b| b.rijen.len()).sum()
    }
}

impl Stroken {
    /// The rows in a window that acts after `na` wrote, of the blocks that can count.
    pub(super) fn kies(&self, i: &Indeling<'_>, venster: Venster, na: u32) -> Keuze {
        let mut klad = Vec::new();
        let kies = |(_, b): (Sleutel, &Blok)| {
            let rijen = gekozen(b, b.bekend(na)..b.bekend(i.bekend), venster, &mut klad).to_vec();
            let combinaties = rijen.iter().map(|r| b.sleutel[*r as usize]).collect();
            Blokkeuze { rijen, combinaties }
        };
        Keuze(self.tellende(i).map(kies).collect())
    }

    /// The rows of a choice ([`Stroken::kies`] for the same groups) that were not taken back, counted per combination of values.
    /// In no order, and with those of which nothing is left.
    pub(super) fn tellingen(&self, i: &Indeling<'_>, keuze: &Keuze, w: Waarde, nodig: Nodig) -> Vec<Telling> {
        let plan = self.plan(i);
        let apart = self.apart(i);
        let mut nummers: BTreeMap<[u16; SPLITSINGEN_MAX], usize> = BTreeMap::new();
        let mut uit: Vec<(Vec<Sleutel>, Bak)> = Vec::new();
        for ((groep, b), keuze) in self.tellende(i).zip(&keuze.0) {
            for (combinatie, bak) in bakken(&plan, b, keuze, w, nodig) {
                let kop = plan.kop(groep, b, combinatie);
                let nieuw = uit.len();
                let nr = if apart { nieuw } else { *nummers.entry(ingepakt(&kop)).or_insert(nieuw) };
                if nr == nieuw {
                    uit.push((kop, bak));
                } else {
                    uit[nr].1.neem_op(bak);
                }
            }
        }
        let telling =
            |(sleutels, bak): (Vec<Sleutel>, Bak)| Telling { sleutels, uitkomst: bak.uitkomst(nodig) };
        uit.into_iter().map(telling).collect()
    }
}

/// Adds what acts did to what was counted before them. In no order.
pub(super) fn bijgeteld(eerder: &[Telling], erbij: Vec<Telling>) -> Vec<Telling> {
    let mut plekken: BTreeMap<[u16; SPLITSINGEN_MAX], usize> =
        erbij.iter().map(|t| ingepakt(&t.sleutels)).zip(0..).collect();
    let mut uit = erbij;
    for t in eerder {
        match plekken.remove(&ingepakt(&t.sleutels)) {
            Some(plek) => {
                uit[plek].uitkomst.aantal += t.uitkomst.aantal;
                uit[plek].uitkomst.som += t.uitkomst.som;
            }
            None => uit.push(t.clone()),
        }
    }
    uit
}

/// Values as numbers, to compare them fast.
fn ingepakt(kop: &[Sleutel]) -> [u16; SPLITSINGEN_MAX] {
    let mut uit = [0; SPLITSINGEN_MAX];
    uit.iter_mut().zip(kop).for_each(|(u, s)| *u = s.pak_in());
    uit
}

/// The chosen rows of one block, per combination of values that a question asks for; each with a combination of the block that has them.
fn bakken(plan: &Plan, b: &Blok, keuze: &Blokkeuze, w: Waarde, nodig: Nodig) -> Vec<(usize, Bak)> {
    let Some(waar) = plan.waar_van(b) else { return Vec::new() };
    let over = beperkt(b, keuze, &waar, w);
    let keuze = over.as_ref().unwrap_or(keuze);
    let mut nummers = Nummers::nieuw(keuze.combinaties.len());
    for zijde in plan.zijden_van(b) {
        nummers.splits(zijde, keuze.combinaties.iter().map(|c| zijde.nummers[usize::from(*c)]));
    }
    let mut uit: Vec<(usize, Bak)> = Vec::new();
    let mut bak_van = vec![u32::MAX; nummers.soorten];
    for (nummer, c) in nummers.per.iter_mut().zip(&keuze.combinaties) {
        let bak = &mut bak_van[*nummer as usize];
        if *bak == u32::MAX {
            *bak = u32::try_from(uit.len()).unwrap_or(u32::MAX);
            uit.push((usize::from(*c), Bak::default()));
        }
        *nummer = *bak;
    }
    let tekens = &b.lijst.tekens;
    if b.waarde.is_empty() && nodig == Nodig::default() {
        for (nummer, c) in nummers.per.iter().zip(&keuze.combinaties) {
            uit[*nummer as usize].1.aantal += i64::from(tekens[usize::from(*c)]);
        }
        uit.iter_mut().for_each(|(_, bak)| bak.som = bak.aantal);
        return uit;
    }
    let bewaar = nodig.personen || nodig.rang;
    for ((nummer, c), rij) in nummers.per.iter().zip(&keuze.combinaties).zip(&keuze.rijen) {
        let (rij, teken) = (*rij as usize, i32::from(tekens[usize::from(*c)]));
        let (bak, waarde) = (&mut uit[*nummer as usize].1, w.van(b, rij));
        bak.aantal += i64::from(teken);
        bak.som += waarde * i64::from(teken);
        if bewaar {
            let dossier = b.dossier.get(rij).copied().unwrap_or(0);
            bak.rijen.push(Bakrij { dossier, teken, waarde });
        }
    }
    uit
}

impl Waarde {
    fn van(self, b: &Blok, rij: usize) -> i64 {
        let waarde = b.waarde_van(rij);
        self.basis.map_or(waarde, |op| op - waarde)
    }
}

/// The chosen rows with the values that count; `None` when all of them do.
fn beperkt(b: &Blok, keuze: &Blokkeuze, waar: &[(&Zijde, u16)], w: Waarde) -> Option<Blokkeuze> {
    if waar.is_empty() && w.hoogstens.is_none() {
        return None;
    }
    let telt = |(c, rij): &(u16, u32)| {
        waar.iter().all(|(z, plek)| z.nummers[usize::from(*c)] == *plek)
            && w.hoogstens.is_none_or(|h| w.van(b, *rij as usize) <= h)
    };
    let paren = keuze.combinaties.iter().copied().zip(keuze.rijen.iter().copied());
    let (combinaties, rijen) = paren.filter(telt).unzip();
    Some(Blokkeuze { rijen, combinaties })
}

/// The rows among these that lie in the window. Every row is written and most are written over: a step that is always the
/// same is faster than one that must be guessed.
fn gekozen<'k>(b: &Blok, rijen: Range<usize>, venster: Venster, klad: &'k mut Vec<u32>) -> &'k [u32] {
    klad.resize(klad.len().max(rijen.len()), 0);
    let uit = &mut klad[..rijen.len()];
    let mut aantal = 0;
    let mut kies = |rij: u32, telt: bool| {
        uit[aantal] = rij;
        aantal += usize::from(telt);
    };
    let nummers = u32::try_from(rijen.start).unwrap_or(u32::MAX)..;
    match venster {
        Venster::Op(op) => {
            let dagen = b.van[rijen.clone()].iter().zip(&b.tot[rijen]);
            nummers.zip(dagen).for_each(|(r, (v, t))| kies(r, (*v <= op) & (op < *t)));
        }
        Venster::Tussen(van, tot) => {
            nummers.zip(&b.van[rijen]).for_each(|(r, v)| kies(r, (van <= *v) & (*v < tot)));
        }
    }
    &klad[..aantal]
}
