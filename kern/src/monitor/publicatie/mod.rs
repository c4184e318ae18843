//! Suppression over everything that is published: all tables of an edition together, and with the editions before it.
//!
//! Each table is protected by itself (`onderdruk`). But tables share figures: gemeenten add up to the same region, the stock at
//! two ends of a quarter tells what came in less what went out, and of two sums over twelve months the difference is a quarter. Here
//! every figure that is published is one unknown or one known of a single set of equations; what was published before is known and
//! stays known. A hidden figure that can be worked out within too narrow bounds gets more hidden figures beside it, until none is left.
//! Where nothing is left to hide, because it was published before, a figure of many may become known; one of few never.
//!
//! Shown figures are taken as known exactly, also where the edition rounds them: who reads rounded figures knows less than this.

mod vakken;
mod verband;

use super::{
    codes::Sleutel,
    feiten::Feiten,
    kolommen::Kolommen,
    lineair::{Stelsel, Vergelijking},
    maat::Splitsing,
    onderdruk::{Inhoud, Profiel},
    tabel::{Cel, Cijfer, Cijfertabel, Kop},
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use vakken::{Staat, Vakboek};

/// A hidden figure that can still be worked out too closely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lek {
    /// Where it counts.
    pub waar: Vec<(Splitsing, Sleutel)>,
    /// What is counted.
    pub maat: super::Maat,
    /// Lowest value that agrees with all that is shown.
    pub laag: i64,
    /// Highest value.
    pub hoog: i64,
}

/// Hides in `nieuw` what must be hidden beside what each table hides by itself, given what was published `eerder`. Gives the tables and
/// what could not be protected, because it was given away before: an edition with a leak is not to be published.
pub fn publiceer(
    feiten: &Feiten,
    kolommen: &Kolommen,
    profiel: &Profiel,
    mut nieuw: Vec<Cijfertabel>,
    eerder: &[&[Cijfertabel]],
) -> (Vec<Cijfertabel>, Vec<Lek>) {
    let mut p = Publicatie::nieuw(feiten, kolommen, profiel, &nieuw, eerder);
    let lekken = p.bescherm();
    nieuw.iter_mut().for_each(|t| p.verberg(t));
    (nieuw, lekken)
}

/// What a reader of all these tables can work out too closely. Empty is good.
pub fn lekken(feiten: &Feiten, kolommen: &Kolommen, profiel: &Profiel, alle: &[&[Cijfertabel]]) -> Vec<Lek> {
    let p = Publicatie::nieuw(feiten, kolommen, profiel, &[], alle);
    p.zwakke().into_iter().filter(|(v, _)| p.telt(*v)).map(|(v, grenzen)| p.lek(v, grenzen)).collect()
}

struct Publicatie<'a> {
    boek: Vakboek<'a>,
    profiel: &'a Profiel,
    verbanden: Vec<Vec<(usize, i64)>>,
    /// Relations per figure.
    van_vak: Vec<Vec<usize>>,
}

impl<'a> Publicatie<'a> {
    fn nieuw(
        feiten: &'a Feiten,
        kolommen: &'a Kolommen,
        profiel: &'a Profiel,
        nieuw: &[Cijfertabel],
        eerder: &[&[Cijfertabel]],
    ) -> Publicatie<'a> {
        let mut boek = Vakboek::nieuw(feiten, kolommen);
        eerder.iter().flat_map(|e| e.iter()).for_each(|t| boek.neem_tabel(t, Staat::Vast));
        nieuw.iter().for_each(|t| boek.neem_tabel(t, Staat::Getoond));
        let verbanden = verband::verbanden(&mut boek);
        boek.gelijk_verborgen();
        let mut van_vak = vec![Vec::new(); boek.vakken.len()];
        for (nr, v) in verbanden.iter().enumerate() {
            v.iter().for_each(|(vak, _)| van_vak[*vak].push(nr));
        }
        Publicatie { boek, profiel, verbanden, van_vak }
    }

    fn onbekend(&self, vak: usize) -> bool {
        matches!(self.boek.vakken[vak].staat, Staat::Verborgen | Staat::Ongezegd)
    }

    /// Whether a figure must stay hidden: what was hidden, and what was never shown but is too small to show.
    fn geheim(&self, vak: usize) -> bool {
        let v = &self.boek.vakken[vak];
        match v.staat {
            Staat::Verborgen => true,
            Staat::Ongezegd => {
                v.plek.maat.over_personen() && self.profiel.te_klein(&v.uitkomst, v.plek.inhoud())
            }
            Staat::Getoond | Staat::Vast => false,
        }
    }

    /// Whether a figure says something about few people by itself. Another that is hidden is hidden to guard such a one; when what was
    /// published before gives it away after all, nobody is known by it, and the equations that guard the small one already count with it.
    fn gevoelig(&self, vak: usize) -> bool {
        let v = &self.boek.vakken[vak];
        self.profiel.te_klein(&v.uitkomst, v.plek.inhoud())
    }

    /// Whether a weak figure is a leak: one of few, or one beside an amount below zero of few, whose bounds are not computed.
    fn telt(&self, vak: usize) -> bool {
        let negatief = |b: usize| self.onbekend(b) && self.boek.kan_negatief(b) && self.gevoelig(b);
        self.gevoelig(vak)
            || self.van_vak[vak].iter().flat_map(|r| &self.verbanden[*r]).any(|(b, _)| negatief(*b))
    }

    fn gehaald(&self, vak: usize, grenzen: (i64, i64)) -> bool {
        let v = &self.boek.vakken[vak];
        self.profiel.voldoende(v.waarde(), grenzen, v.plek.inhoud())
    }

    /// The figures that hang together through unknown ones, each group once.
    fn groepen(&self) -> Vec<Vec<usize>> {
        let mut gezien = vec![false; self.boek.vakken.len()];
        let mut uit = Vec::new();
        for begin in 0..gezien.len() {
            if gezien[begin] || !self.onbekend(begin) {
                continue;
            }
            gezien[begin] = true;
            let mut groep = vec![begin];
            let mut plek = 0;
            while let Some(vak) = groep.get(plek).copied() {
                plek += 1;
                for buur in self.van_vak[vak].iter().flat_map(|r| &self.verbanden[*r]).map(|(b, _)| *b) {
                    if self.onbekend(buur) && !core::mem::replace(&mut gezien[buur], true) {
                        groep.push(buur);
                    }
                }
            }
            uit.push(groep);
        }
        uit
    }

    /// The equations that a reader has about a group of unknowns. An amount that can be below zero is the difference of two.
    fn vergelijkingen(&self, groep: &[usize]) -> (Vec<Vergelijking>, usize) {
        let mut kolom = vec![usize::MAX; self.boek.vakken.len()];
        groep.iter().enumerate().for_each(|(k, vak)| kolom[*vak] = k);
        let mut onbekenden = groep.len();
        let mut min = vec![usize::MAX; groep.len()];
        for (k, vak) in groep.iter().enumerate().filter(|(_, v)| self.boek.kan_negatief(**v)) {
            debug_assert_eq!(kolom[*vak], k, "the place of an unknown");
            min[k] = onbekenden;
            onbekenden += 1;
        }
        let verbanden: BTreeSet<usize> =
            groep.iter().flat_map(|v| self.van_vak[*v].iter().copied()).collect();
        let maak = |r: usize| {
            let mut v = Vergelijking { termen: Vec::new(), som: 0 };
            for (vak, factor) in &self.verbanden[r] {
                match kolom[*vak] {
                    usize::MAX => v.som -= factor * self.boek.vakken[*vak].waarde(),
                    k => {
                        v.termen.push((k, *factor));
                        v.termen.extend((min[k] != usize::MAX).then_some((min[k], -*factor)));
                    }
                }
            }
            v
        };
        (verbanden.into_iter().map(maak).collect(), onbekenden)
    }

    /// The figures of a group that can be worked out too closely, with their bounds. What outgrows the arithmetic counts as known.
    fn zwakke_van(&self, groep: &[usize]) -> Vec<(usize, (i64, i64))> {
        let geheim: Vec<(usize, usize)> =
            groep.iter().copied().enumerate().filter(|(_, vak)| self.geheim(*vak)).collect();
        if geheim.is_empty() {
            return Vec::new();
        }
        let (vergelijkingen, onbekenden) = self.vergelijkingen(groep);
        let mut stelsel = Stelsel::nieuw(onbekenden, &vergelijkingen);
        let mut grenzen = |(k, vak): (usize, usize)| {
            let waarde = self.boek.vakken[vak].waarde();
            if self.boek.kan_negatief(vak) {
                // Both halves have no bound of their own; it is safe when another unknown moves with it in every relation.
                let alleen = self.van_vak[vak]
                    .iter()
                    .any(|r| self.verbanden[*r].iter().filter(|(b, _)| self.onbekend(*b)).count() == 1);
                return if alleen { (vak, (waarde, waarde)) } else { (vak, (-i64::MAX / 4, i64::MAX / 4)) };
            }
            let g = stelsel.as_mut().and_then(|s| s.grenzen(k, |g| self.gehaald(vak, g)));
            (vak, g.unwrap_or((waarde, waarde)))
        };
        geheim.into_iter().map(&mut grenzen).filter(|(vak, g)| !self.gehaald(*vak, *g)).collect()
    }

    fn zwakke(&self) -> Vec<(usize, (i64, i64))> {
        self.groepen().iter().flat_map(|g| self.zwakke_van(g)).collect()
    }

    fn lek(&self, vak: usize, (laag, hoog): (i64, i64)) -> Lek {
        let p = &self.boek.vakken[vak].plek;
        Lek { waar: p.waar.clone(), maat: p.maat, laag, hoog }
    }

    /// Hides more until nothing is weak; gives what stays weak and tells of few people.
    fn bescherm(&mut self) -> Vec<Lek> {
        let mut over: Vec<(usize, (i64, i64))> = Vec::new();
        loop {
            let mut verder = false;
            over.clear();
            for groep in self.groepen() {
                let zwak = self.zwakke_van(&groep);
                // One more figure per group, and look again: hiding one often protects many.
                let keus = zwak.iter().find_map(|(vak, _)| self.kies(*vak));
                match keus {
                    Some(vak) => {
                        self.boek.verberg(vak);
                        verder = true;
                    }
                    None => over.extend(zwak),
                }
            }
            if !verder {
                over.retain(|(v, _)| self.telt(*v));
                return over.into_iter().map(|(v, g)| self.lek(v, g)).collect();
            }
        }
    }

    /// The figure that costs least to hide among the nearest that can give `vak` room.
    fn kies(&self, vak: usize) -> Option<usize> {
        let mut gezien: BTreeSet<usize> = BTreeSet::from([vak]);
        let mut rand = vec![vak];
        while !rand.is_empty() {
            let buren: BTreeSet<usize> = rand
                .iter()
                .flat_map(|v| &self.van_vak[*v])
                .flat_map(|r| self.verbanden[*r].iter().map(|(b, _)| *b))
                .collect();
            let te_kiezen = buren.iter().filter(|b| self.boek.vakken[**b].staat == Staat::Getoond);
            if let Some(b) = te_kiezen.min_by_key(|b| self.boek.kosten(**b)) {
                return Some(*b);
            }
            rand = buren.into_iter().filter(|b| self.onbekend(*b) && gezien.insert(*b)).collect();
        }
        None
    }

    /// Hides in a table what the whole publication hides.
    fn verberg(&self, t: &mut Cijfertabel) {
        let soorten: Vec<_> = t.kolommen.iter().map(|k| k.soort).collect();
        for rij in &mut t.rijen {
            let mut meer = false;
            for (cel, soort) in rij.cellen.iter_mut().zip(&soorten) {
                let Some(c) = &cel.achter else { continue };
                if cel.cijfer != Cijfer::Verborgen && self.boek.is_verborgen(c, *soort) {
                    cel.cijfer = Cijfer::Verborgen;
                    meer = true;
                }
            }
            // What was computed from a figure that is hidden now would give it away.
            let berekend = |c: &&mut Cel| c.achter.is_none() && matches!(c.cijfer, Cijfer::Getal(_));
            rij.cellen
                .iter_mut()
                .filter(|_| meer)
                .filter(berekend)
                .for_each(|c| c.cijfer = Cijfer::Verborgen);
        }
        if t.code == super::Tabelnaam::UitstroomReden.code() {
            self.zonder_volgorde(t);
        }
    }

    /// In a table that is sorted by its figures the place of a hidden one would tell its size: hidden rows go last.
    fn zonder_volgorde(&self, t: &mut Cijfertabel) {
        let n = t.gewone_rijen().len();
        t.rijen[..n].sort_by_key(|r| {
            let verborgen = r.cellen.iter().any(|c| c.cijfer == Cijfer::Verborgen);
            let kop = match r.kop {
                Kop::Waarde(s) if verborgen => Some(s.volgorde(&self.boek.feiten.codes)),
                _ => None,
            };
            (verborgen, kop)
        });
    }
}

impl Profiel {
    /// Whether bounds leave a hidden figure unknown enough: a number of cases as wide as the threshold, an amount twice as wide as the
    /// margin. Where in those bounds an amount lies does not matter here: of a sum over a year so far everybody knows that it grew.
    fn voldoende(&self, waarde: i64, (laag, hoog): (i64, i64), inhoud: Inhoud) -> bool {
        let breed = hoog.saturating_sub(laag);
        match inhoud {
            Inhoud::Aantal => breed >= self.drempel,
            Inhoud::Bedrag => {
                i128::from(breed) * 1000 >= 2 * i128::from(waarde.abs()) * i128::from(self.marge_promille)
            }
        }
    }
}

#[cfg(test)]
mod toets;
#[cfg(test)]
mod geld_toets;
#[cfg(test)]
mod lezer_toets;
#[cfg(test)]
mod regio_toets;
