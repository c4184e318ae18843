//! The questions that one pass over the columns answers.
//!
//! Figures of many moments come from the two ends of a row, looked up in a table of days, without comparing the row to every
//! moment; and the rows of one gemeente lie together, so that the counters fit the fastest memory.

use super::{
    blok::Blok,
    dag::Vakken,
    stroken::{Indeling, Kaart, Stroken},
};
use crate::monitor::codes::Sleutel;
use alloc::{collections::BTreeMap, vec, vec::Vec};

/// Figures of a number of compartments (moments, months, quarters), for each combination of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijferreeksen {
    /// Number of values at the head of a row.
    pub zijden: usize,
    /// Number of figures in a row.
    pub vakken: usize,
    /// Number of rows.
    pub aantal: usize,
    /// The values, row by row.
    pub koppen: Vec<Sleutel>,
    /// The figures, row by row.
    pub cijfers: Vec<i64>,
}

impl Cijferreeksen {
    /// The rows: values and figures.
    pub fn rijen(&self) -> impl Iterator<Item = (&[Sleutel], &[i64])> {
        let kop = |nr: usize| &self.koppen[nr * self.zijden..(nr + 1) * self.zijden];
        let cijfers = |nr: usize| &self.cijfers[nr * self.vakken..(nr + 1) * self.vakken];
        (0..self.aantal).map(move |nr| (kop(nr), cijfers(nr)))
    }

    /// Adds the figures of rows that came in since: sums of the whole are sums of the parts.
    pub fn tel_op(&mut self, ander: &Cijferreeksen) {
        for (kop, cijfers) in ander.rijen() {
            let gevonden =
                (0..self.aantal).find(|nr| self.koppen[nr * self.zijden..(nr + 1) * self.zijden] == *kop);
            let nr = gevonden.unwrap_or_else(|| {
                self.koppen.extend_from_slice(kop);
                self.cijfers.resize((self.aantal + 1) * self.vakken, 0);
                self.aantal += 1;
                self.aantal - 1
            });
            let rij = &mut self.cijfers[nr * self.vakken..(nr + 1) * self.vakken];
            rij.iter_mut().zip(cijfers).for_each(|(a, b)| *a += b);
        }
    }
}

/// Finds the row of an answer that a row of a block belongs to.
struct Rijen {
    apart: bool,
    nummers: BTreeMap<Vec<Sleutel>, usize>,
    aantal: usize,
}

impl Rijen {
    fn nieuw(apart: bool) -> Rijen {
        Rijen { apart, nummers: BTreeMap::new(), aantal: 0 }
    }
    /// The number of the row, and whether it is new.
    fn nummer(&mut self, kop: &[Sleutel]) -> (usize, bool) {
        let nieuw = self.aantal;
        let nr = if self.apart { nieuw } else { *self.nummers.entry(kop.to_vec()).or_insert(nieuw) };
        self.aantal = self.aantal.max(nr + 1);
        (nr, nr == nieuw)
    }
}

fn kop(koppen: &[Sleutel], zijden: usize, nr: usize) -> &[Sleutel] {
    &koppen[nr * zijden..(nr + 1) * zijden]
}

/// A counter with room for a wrap: the sums at the end are right as long as they fit.
fn tel<T>(t: &mut T, f: impl Fn(T) -> T)
where
    T: Copy,
{
    *t = f(*t);
}

impl Stroken {
    /// Runs `pas` over every block with counters of its own (`breed` per row) and lets `af` add every row of counters to
    /// its row of `vakken` figures.
    pub(super) fn verzamel<T: Copy + Default>(
        &self,
        i: &Indeling<'_>,
        (vakken, breed): (usize, usize),
        pas: impl Fn(&Blok, usize, &Kaart, &mut [T]),
        af: impl Fn(&[T], &mut [i64]),
    ) -> Cijferreeksen {
        let plan = self.plan(i);
        let zijden = plan.zijden();
        let mut rijen = Rijen::nieuw(self.apart(i));
        let mut uit = Cijferreeksen { zijden, vakken, aantal: 0, koppen: Vec::new(), cijfers: Vec::new() };
        let mut tellers: Vec<T> = Vec::new();
        for (groep, b) in self.tellende(i) {
            let kaart = plan.kaart(groep, b, breed);
            tellers.clear();
            tellers.resize(kaart.rijen.max(1) * breed, T::default());
            pas(b, b.bekend(i.bekend), &kaart, &mut tellers);
            for (r, rij) in tellers.chunks(breed).take(kaart.rijen).enumerate() {
                let kop = kop(&kaart.koppen, zijden, r);
                let (nr, nieuw) = rijen.nummer(kop);
                if nieuw {
                    uit.koppen.extend_from_slice(kop);
                    uit.cijfers.resize((nr + 1) * vakken, 0);
                }
                af(rij, &mut uit.cijfers[nr * vakken..(nr + 1) * vakken]);
            }
        }
        uit.aantal = rijen.aantal;
        uit
    }

    /// How many rows hold on each moment. Moments as from [`Vakken::momenten`].
    pub fn standen(&self, i: &Indeling<'_>, momenten: &Vakken) -> Cijferreeksen {
        let breed = momenten.aantal + 1;
        let vak = &*momenten.vak;
        let pas = |b: &Blok, n: usize, k: &Kaart, t: &mut [i32]| {
            for ((s, v), e) in b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.tot[..n]) {
                let (plek, teken) = k.plek[usize::from(*s)];
                let plek = plek as usize;
                tel(&mut t[plek + usize::from(vak[usize::from(*v)])], |t| t.wrapping_add(teken));
                tel(&mut t[plek + usize::from(vak[usize::from(*e)])], |t| t.wrapping_sub(teken));
            }
        };
        let af = |t: &[i32], uit: &mut [i64]| {
            let mut stand = 0i64;
            for (t, u) in t.iter().zip(uit) {
                stand += i64::from(*t);
                *u += stand;
            }
        };
        self.verzamel(i, (momenten.aantal, breed), pas, af)
    }

    /// How many rows begin, and how many end, in each period: first the beginnings of all periods, then the ends.
    pub fn stromen(&self, i: &Indeling<'_>, perioden: &Vakken) -> Cijferreeksen {
        let vakken = perioden.aantal;
        let (breed, eind) = (2 * (vakken + 1), vakken + 1);
        let vak = &*perioden.vak;
        let pas = |b: &Blok, n: usize, k: &Kaart, t: &mut [i32]| {
            for ((s, v), e) in b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.tot[..n]) {
                let (plek, teken) = k.plek[usize::from(*s)];
                let plek = plek as usize;
                tel(&mut t[plek + usize::from(vak[usize::from(*v)])], |t| t.wrapping_add(teken));
                tel(&mut t[plek + eind + usize::from(vak[usize::from(*e)])], |t| t.wrapping_add(teken));
            }
        };
        let af = |t: &[i32], uit: &mut [i64]| {
            let (begin, eind) = t.split_at(eind);
            for (t, u) in begin[..vakken].iter().chain(&eind[..vakken]).zip(uit) {
                *u += i64::from(*t);
            }
        };
        self.verzamel(i, (2 * vakken, breed), pas, af)
    }

    /// The value of every row times the days that it shares with each period. Periods as from [`Vakken::lopend`].
    pub fn bestedingen(&self, i: &Indeling<'_>, perioden: &Vakken) -> Cijferreeksen {
        let vakken = perioden.aantal;
        let dagtabel = perioden.dagtabel();
        // Two counters per period: what falls in the period of the event itself, and what runs on per day after it.
        let pas = |b: &Blok, n: usize, k: &Kaart, t: &mut [[i64; 2]]| {
            if k.is_een_rij() && b.past_overal() && n > 1_000 {
                return een_rij(b, n, perioden, t);
            }
            let rijen = b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.tot[..n]).zip(&b.waarde[..n]);
            for (rij, (((s, v), e), w)) in rijen.enumerate() {
                let (plek, teken) = k.plek[usize::from(*s)];
                let w = if *w == i32::MIN { b.waarde_van(rij) } else { i64::from(*w) };
                let w = w.wrapping_mul(i64::from(teken));
                for (dag, w) in [(*v, w), (*e, w.wrapping_neg())] {
                    let (vak, dagen) = vak_en_rest(dagtabel, dag);
                    tel(&mut t[plek as usize + vak], |[a, b]| {
                        [a.wrapping_add(w.wrapping_mul(dagen)), b.wrapping_add(w)]
                    });
                }
            }
        };
        let af = |t: &[[i64; 2]], uit: &mut [i64]| {
            let mut per_dag = 0i64;
            for (([ineens, erna], u), lengte) in t.iter().zip(uit).zip(&perioden.lengte) {
                *u += ineens + per_dag * i64::from(*lengte);
                per_dag += erna;
            }
        };
        self.verzamel(i, (vakken, vakken + 1), pas, af)
    }

    /// How long the rows waited that began in each period: `lees` makes of every distribution what is asked.
    pub fn verdelingen<R: Clone + Default>(
        &self,
        i: &Indeling<'_>,
        perioden: &Vakken,
        lees: impl Fn(&Verdeling<'_>) -> R,
    ) -> Vec<(Vec<Sleutel>, Vec<R>)> {
        let (plan, apart) = (self.plan(i), self.apart(i));
        let mut rijen = Rijen::nieuw(apart);
        let mut samen: Vec<Vec<(u16, u16, i32)>> = Vec::new();
        let mut uit: Vec<(Vec<Sleutel>, Vec<R>)> = Vec::new();
        for (groep, b) in self.tellende(i) {
            let hoog = usize::from(b.wacht_hoogst) + 1;
            let n = b.bekend(i.bekend);
            // Counters must be walked whole, loose rows must be sorted: about forty counters cost as much as one row.
            let in_bakken = apart && n * 40 > perioden.aantal * hoog * plan.rijen_hoogstens(b);
            let kaart = plan.kaart(groep, b, if in_bakken { (perioden.aantal + 1) * hoog } else { 1 });
            let bakken = if in_bakken { bakken(b, n, &kaart, perioden) } else { Vec::new() };
            let los = if in_bakken { Vec::new() } else { losse_rijen(b, n, &kaart, perioden) };
            let mut los = los.into_iter();
            for r in 0..kaart.rijen {
                let kop = kop(&kaart.koppen, plan.zijden(), r);
                let (nr, nieuw) = rijen.nummer(kop);
                if nieuw {
                    uit.push((kop.to_vec(), Vec::new()));
                    samen.push(Vec::new());
                }
                if in_bakken {
                    let rij = bakken.chunks((perioden.aantal + 1) * hoog).nth(r).unwrap_or_default();
                    uit[nr]
                        .1
                        .extend(rij.chunks(hoog).take(perioden.aantal).map(|t| lees(&Verdeling::bakken(t))));
                } else {
                    samen[nr].extend(los.next().unwrap_or_default());
                }
            }
        }
        for ((_, uit), rijen) in uit.iter_mut().zip(&mut samen).filter(|(u, _)| u.1.is_empty()) {
            rijen.sort_unstable();
            uit.resize(perioden.aantal, lees(&Verdeling::rij(&[])));
            for groep in rijen.chunk_by(|a, b| a.0 == b.0) {
                uit[usize::from(groep[0].0)] = lees(&Verdeling::rij(groep));
            }
        }
        uit
    }
}

/// The compartment of a day, and the days to the end of it.
fn vak_en_rest(dagtabel: &[u32; 1 << 16], dag: u16) -> (usize, i64) {
    let samen = dagtabel[usize::from(dag)];
    ((samen >> 16) as usize & 255, i64::from(samen & 0xffff))
}

/// Many rows that all count in one row of figures. Two thirds of all days fall before the first period or after the last; a counter that
/// is written again and again waits for itself, so every counter has neighbours that take turns.
fn een_rij(b: &Blok, n: usize, perioden: &Vakken, t: &mut [[i64; 2]]) {
    const NAAST: usize = 4;
    let dagtabel = perioden.dagtabel();
    let mut tellers = [[[0i64; 2]; NAAST]; 256];
    for (i, ((v, e), w)) in b.van[..n].iter().zip(&b.tot[..n]).zip(&b.waarde[..n]).enumerate() {
        let w = i64::from(*w);
        for (dag, w) in [(*v, w), (*e, -w)] {
            let (vak, dagen) = vak_en_rest(dagtabel, dag);
            tel(&mut tellers[vak][i % NAAST], |[a, b]| {
                [a.wrapping_add(w.wrapping_mul(dagen)), b.wrapping_add(w)]
            });
        }
    }
    for ([ineens, erna], naast) in t.iter_mut().zip(&tellers) {
        *ineens += naast.iter().map(|t| t[0]).sum::<i64>();
        *erna += naast.iter().map(|t| t[1]).sum::<i64>();
    }
}

/// Many rows: a counter for every number of days.
fn bakken(b: &Blok, n: usize, k: &Kaart, perioden: &Vakken) -> Vec<i32> {
    let hoog = usize::from(b.wacht_hoogst) + 1;
    let vak = &*perioden.vak;
    let mut t = vec![0i32; k.rijen.max(1) * (perioden.aantal + 1) * hoog];
    for ((s, v), w) in b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.wacht[..n]) {
        let (plek, teken) = k.plek[usize::from(*s)];
        let bak = plek as usize + usize::from(vak[usize::from(*v)]) * hoog + usize::from(*w);
        tel(&mut t[bak], |t| t.wrapping_add(teken));
    }
    t
}

/// Few rows: period, days and sign of every row, per row of the answer.
fn losse_rijen(b: &Blok, n: usize, k: &Kaart, perioden: &Vakken) -> Vec<Vec<(u16, u16, i32)>> {
    let mut uit = vec![Vec::new(); k.rijen];
    for ((s, v), w) in b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.wacht[..n]) {
        let (plek, teken) = k.plek[usize::from(*s)];
        let vak = perioden.vak[usize::from(*v)];
        if teken != 0 && usize::from(vak) < perioden.aantal {
            uit[plek as usize].push((u16::from(vak), *w, teken));
        }
    }
    uit
}

/// How many rows have each number of days.
pub struct Verdeling<'a> {
    /// A counter per number of days.
    bakken: &'a [i32],
    /// Or rows in order of the number of days.
    rij: &'a [(u16, u16, i32)],
    /// Number of rows.
    pub aantal: i64,
}

impl<'a> Verdeling<'a> {
    fn bakken(bakken: &'a [i32]) -> Verdeling<'a> {
        Verdeling { bakken, rij: &[], aantal: bakken.iter().map(|t| i64::from(*t)).sum() }
    }
    fn rij(rij: &'a [(u16, u16, i32)]) -> Verdeling<'a> {
        Verdeling { bakken: &[], rij, aantal: rij.iter().map(|r| i64::from(r.2)).sum() }
    }
    /// The value at a rank, counted from 1; `None` when there are not so many rows.
    pub fn op_rang(&self, rang: i64) -> Option<i64> {
        if !(1..=self.aantal).contains(&rang) {
            return None;
        }
        let mut nog = rang;
        let bakken = (0i64..).zip(self.bakken).map(|(d, t)| (d, *t));
        // A row and its counter-row have the same number of days: they must be taken together.
        let rij = self.rij.chunk_by(|a, b| a.1 == b.1);
        let rij = rij.map(|g| (i64::from(g[0].1), g.iter().map(|r| r.2).sum()));
        for (dagen, t) in bakken.chain(rij) {
            nog -= i64::from(t);
            if nog <= 0 && t > 0 {
                return Some(dagen);
            }
        }
        None
    }
    /// The smallest value that at least `teller/noemer` of the rows do not exceed.
    pub fn deel(&self, teller: i64, noemer: i64) -> Option<i64> {
        self.op_rang((self.aantal * teller + noemer - 1) / noemer.max(1))
    }
}
