//! The facts of the monitor as columns, one set of rows per maat, kept up to date act by act.

use super::{
    blok::{Inrichting, Strook},
    dag::{NOOIT, Vakken, dag, eigen_nummer},
    lopen::Cijferreeksen,
    stroken::{Indeling, Stroken},
    waarneming::{Waarnemer, Wijziging, groeit, maten, zijden},
};
use crate::monitor::{
    codes::{Codes, Sleutel},
    feiten::{BoekingFeit, Feiten, Geldsoort},
    maat::{Eenheid, Maat, Splitsing},
    tel::{SPLITSINGEN_MAX, Sleutelrij, Telling, Uitkomst, Vraag, groepeer_rijen, tel},
};
use crate::stam::{Datum, DossierId, JournaalNr, Peil, Periode};
use alloc::{collections::BTreeMap, vec, vec::Vec};

/// The facts as columns. Made from the facts, kept up to date with the dossiers that were touched, and safe to drop.
#[derive(Debug, Clone)]
pub struct Kolommen {
    bekend: JournaalNr,
    reeksen: Vec<(Maat, Stroken)>,
    /// Entries of the money book that were taken up, per year.
    geboekt: BTreeMap<i16, usize>,
}

/// How the rows of a maat are kept.
fn inrichting(maat: Maat) -> Inrichting {
    let stand = !maat.over_tijdvak();
    let waarde = maat.eenheid() != Eenheid::Aantal || groeit(maat);
    Inrichting { tot: stand, wacht: false, waarde, dossier: true }
}

fn is_geld(maat: Maat) -> bool {
    maat.eenheid() == Eenheid::Cent && maat != Maat::Begroot
}

fn nr32(nr: JournaalNr) -> u32 {
    u32::try_from(nr.0.max(0)).unwrap_or(u32::MAX)
}

impl Kolommen {
    /// All facts up to and including an act. Journal numbers and dossier numbers fit 32 bits for the first four
    /// thousand million.
    pub fn bouw(feiten: &Feiten, bekend: JournaalNr) -> Kolommen {
        let reeks = |m: Maat| (m, Stroken::nieuw(zijden(m), inrichting(m)));
        let reeksen = maten().chain(Maat::ALLE.into_iter().filter(|m| is_geld(*m))).map(reeks).collect();
        let mut k = Kolommen { bekend: JournaalNr(0), reeksen, geboekt: BTreeMap::new() };
        let mut waarnemer = Waarnemer::nieuw(feiten);
        let mut wijzigingen = Vec::new();
        for dossier in feiten.alle_dossiers() {
            waarnemer.wijzigingen(feiten, dossier, JournaalNr(0), &mut wijzigingen);
            wijzigingen.drain(..).filter(|w| w.nr <= bekend).for_each(|w| k.neem_op(&w));
        }
        k.boek(feiten, bekend);
        k.reeksen.iter_mut().for_each(|(_, r)| r.sluit());
        k.bekend = bekend;
        k
    }

    /// Takes up what the acts after the last one did to these dossiers ([`Feiten::aangeraakt`]), up to and including
    /// the act `bekend`.
    pub fn werk_bij(&mut self, feiten: &Feiten, dossiers: &[DossierId], bekend: JournaalNr) {
        let mut waarnemer = Waarnemer::nieuw(feiten);
        let mut wijzigingen: Vec<Wijziging> = Vec::new();
        for dossier in dossiers {
            waarnemer.wijzigingen(feiten, *dossier, self.bekend, &mut wijzigingen);
        }
        wijzigingen.retain(|w| w.nr <= bekend);
        wijzigingen.sort_by_key(|w| w.nr);
        wijzigingen.iter().for_each(|w| self.neem_op(w));
        // A year that was read later, or anew, has entries that are older than the last act: then the money is made anew.
        let gegroeid =
            |(jaar, n): (&i16, &usize)| feiten.boekingen.jaren().any(|(j, r)| j == *jaar && r.len() >= *n);
        let zelfde =
            feiten.boekingen.jaren().count() == self.geboekt.len() && self.geboekt.iter().all(gegroeid);
        if !zelfde {
            self.geboekt.clear();
            for (m, r) in self.reeksen.iter_mut().filter(|(m, _)| is_geld(*m)) {
                *r = Stroken::nieuw(zijden(*m), inrichting(*m));
            }
        }
        self.boek(feiten, bekend);
        if !zelfde {
            self.reeksen.iter_mut().filter(|(m, _)| is_geld(*m)).for_each(|(_, r)| r.sluit());
        }
        self.bekend = bekend;
    }

    fn neem_op(&mut self, w: &Wijziging) {
        let sleutels = &w.rij.sleutels[..zijden(w.rij.maat).len()];
        let strook = Strook {
            sleutels,
            teken: w.teken,
            van: w.rij.van,
            tot: w.rij.tot,
            wacht: 0,
            waarde: w.rij.waarde,
            dossier: u32::try_from(w.dossier.0.max(0)).unwrap_or(u32::MAX),
            nr: nr32(w.nr),
        };
        if let Some(r) = self.reeks_mut(w.rij.maat) {
            r.neem_op(&strook);
        }
    }

    /// Takes up the entries of the money book that were not there yet.
    fn boek(&mut self, feiten: &Feiten, bekend: JournaalNr) {
        let mut nieuw: Vec<&BoekingFeit> = Vec::new();
        for (jaar, rijen) in feiten.boekingen.jaren() {
            let gezien = self.geboekt.entry(jaar).or_insert(0);
            nieuw.extend(rijen.iter().skip(*gezien).filter(|b| b.nr <= bekend));
            *gezien = rijen.len();
        }
        nieuw.sort_by_key(|b| b.nr);
        for b in nieuw {
            let maat = match b.soort {
                Geldsoort::Beschikt => Maat::Beschikt,
                Geldsoort::Gedeclareerd => Maat::Gedeclareerd,
                Geldsoort::Betaald => Maat::Betaald,
            };
            let sleutels: Vec<Sleutel> =
                zijden(maat).iter().map(|s| zijde_van_boeking(feiten, b, *s)).collect();
            let strook = Strook {
                sleutels: &sleutels,
                teken: 1,
                van: dag(b.maand),
                tot: NOOIT,
                wacht: 0,
                waarde: b.bedrag_cent,
                dossier: u32::try_from(b.dossier.0.max(0)).unwrap_or(u32::MAX),
                nr: nr32(b.nr),
            };
            if let Some(r) = self.reeks_mut(maat) {
                r.neem_op(&strook);
            }
        }
    }

    fn reeks_mut(&mut self, maat: Maat) -> Option<&mut Stroken> {
        self.reeksen.iter_mut().find(|(m, _)| *m == maat).map(|(_, r)| r)
    }
    /// The rows of a maat.
    pub fn reeks(&self, maat: Maat) -> Option<&Stroken> {
        self.reeksen.iter().find(|(m, _)| *m == maat).map(|(_, r)| r)
    }
    /// The last act that was taken up.
    pub fn bekend(&self) -> JournaalNr {
        self.bekend
    }
    /// Number of rows.
    pub fn aantal(&self) -> usize {
        self.reeksen.iter().map(|(_, r)| r.aantal()).sum()
    }
    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        self.reeksen.iter().map(|(_, r)| r.bytes()).sum()
    }

    /// Counts what is asked, as [`tel`] does. What the columns do not hold (begroot; a side that a maat is not split by;
    /// days before 1950 or after 2128; an act after the last one) is counted row by row.
    pub fn tel(&self, feiten: &Feiten, peil: Peil, vraag: &Vraag) -> Vec<Telling> {
        self.tel_in_kolommen(&feiten.codes, peil, vraag).unwrap_or_else(|| tel(feiten, peil, vraag))
    }

    /// The same from the columns alone; `None` when they do not hold what is asked.
    pub fn tel_in_kolommen(&self, codes: &Codes, peil: Peil, vraag: &Vraag) -> Option<Vec<Telling>> {
        self.tel_over(codes, peil, vraag, vraag.tijdvak.periode(peil))
    }

    /// The same over any period, in place of the stretch of time of the question.
    pub fn tel_over(
        &self,
        codes: &Codes,
        peil: Peil,
        vraag: &Vraag,
        periode: Periode,
    ) -> Option<Vec<Telling>> {
        let (maat, reeks) = (vraag.maat, self.reeks(vraag.maat)?);
        let per = &vraag.splitsingen[..vraag.splitsingen.len().min(SPLITSINGEN_MAX)];
        let tot = periode.tot()?;
        let bekend = if peil.bekend == JournaalNr::NU { self.bekend } else { peil.bekend };
        let past = [peil.op, peil.op.plus_dagen(1), periode.van(), tot].into_iter().all(eigen_nummer)
            && per.iter().chain(vraag.filter.iter().map(|(s, _)| s)).all(|s| reeks.kent(*s))
            && bekend <= self.bekend;
        if !past {
            return None;
        }
        let indeling = Indeling { per, waar: &vraag.filter, bekend: nr32(bekend) };
        let na = peil.op.plus_dagen(1);
        let venster = match (maat.over_tijdvak(), is_geld(maat)) {
            (false, _) => Venster::Op(dag(peil.op)),
            (true, true) => Venster::Tussen(dag(periode.van()), dag(tot)),
            (true, false) => Venster::Tussen(dag(periode.van()), dag(tot.min(na))),
        };
        let mut uit = if maat == Maat::Clienten {
            personen(&reeks.tel_op(&indeling, dag(peil.op)))
        } else {
            let basis = groeit(maat).then(|| peil.op.dagnummer());
            groepeer_rijen(reeks.rijen_in(&indeling, venster, basis), per.len())
        };
        uit.sort_by_cached_key(|t| t.sleutels.iter().map(|s| s.volgorde(codes)).collect::<Vec<_>>());
        if uit.is_empty() && per.is_empty() {
            uit.push(Telling { sleutels: Vec::new(), uitkomst: Uitkomst::default() });
        }
        Some(uit)
    }

    /// How many hold on each of a number of days, for a maat that looks at a day: a trend in one pass.
    pub fn verloop(&self, maat: Maat, i: &Indeling<'_>, dagen: &[Datum]) -> Option<Cijferreeksen> {
        let reeks = self.reeks(maat).filter(|_| !maat.over_tijdvak())?;
        let past = dagen.iter().all(|d| eigen_nummer(*d)) && dagen.is_sorted() && dagen.len() <= Vakken::MAX;
        let dagen: Vec<u16> = dagen.iter().map(|d| dag(*d)).collect();
        past.then(|| reeks.standen(i, &Vakken::momenten(&dagen)))
    }
}

/// A side of an entry of the money book, as it stands in the entry.
fn zijde_van_boeking(feiten: &Feiten, b: &BoekingFeit, s: Splitsing) -> Sleutel {
    match s {
        Splitsing::Gemeente => feiten.sleutel_gemeente(Some(b.gemeente)),
        Splitsing::Vorm => Sleutel::Code(b.vorm),
        Splitsing::Leveringsvorm => Sleutel::Code(b.leveringsvorm),
        Splitsing::Kenmerk => Sleutel::Code(b.kenmerk),
        Splitsing::Product => Sleutel::Code(b.product),
        _ => Sleutel::Onbekend,
    }
}

/// Which rows count.
#[derive(Debug, Clone, Copy)]
pub(super) enum Venster {
    /// Those that hold on a day.
    Op(u16),
    /// Those of a day from the first, before the second.
    Tussen(u16, u16),
}

/// Everybody counts once: numbers of persons as figures.
fn personen(reeksen: &Cijferreeksen) -> Vec<Telling> {
    let telling = |(kop, cijfers): (&[Sleutel], &[i64])| {
        let n = cijfers[0];
        let een = (n > 0).then_some(1);
        let uitkomst =
            Uitkomst { aantal: n, personen: n, som: n, mediaan: een, p90: een, grootste: i64::from(n > 0) };
        Telling { sleutels: kop.to_vec(), uitkomst }
    };
    reeksen.rijen().filter(|(_, c)| c[0] != 0).map(telling).collect()
}

impl Stroken {
    /// How many rows hold on one day.
    fn tel_op(&self, i: &Indeling<'_>, op: u16) -> Cijferreeksen {
        let pas = |b: &super::blok::Blok, n: usize, k: &super::stroken::Kaart, t: &mut [i32]| {
            for ((s, v), e) in b.sleutel[..n].iter().zip(&b.van[..n]).zip(&b.tot[..n]) {
                let (plek, teken) = k.plek[usize::from(*s)];
                let telt = i32::from(*v <= op) & i32::from(op < *e);
                t[plek as usize] = t[plek as usize].wrapping_add(teken * telt);
            }
        };
        self.verzamel(i, (1, 1), pas, |t, uit| uit[0] += i64::from(t[0]))
    }

    /// The rows in a window that were not taken back, each with its values, dossier and value. `basis` is the day up to which
    /// a value counts, for rows that keep the day they count from.
    fn rijen_in(&self, i: &Indeling<'_>, venster: Venster, basis: Option<i64>) -> Vec<Sleutelrij> {
        let plan = self.plan(i);
        let mut gevonden: Vec<(Sleutelrij, i32)> = Vec::new();
        for (groep, b) in self.tellende(i) {
            let kaart = plan.kaart(groep, b, 1);
            let koppen: Vec<[Sleutel; SPLITSINGEN_MAX]> = (0..kaart.rijen)
                .map(|r| {
                    let mut kop = [Sleutel::Onbekend; SPLITSINGEN_MAX];
                    let van = &kaart.koppen[r * plan.zijden()..(r + 1) * plan.zijden()];
                    kop[..van.len()].copy_from_slice(van);
                    kop
                })
                .collect();
            for r in 0..b.bekend(i.bekend) {
                let van = b.van[r];
                let telt = match venster {
                    Venster::Op(op) => van <= op && op < b.tot[r],
                    Venster::Tussen(begin, eind) => begin <= van && van < eind,
                };
                let (plek, teken) = kaart.plek[usize::from(b.sleutel[r])];
                if telt && teken != 0 {
                    let waarde = b.waarde_van(r);
                    let waarde = basis.map_or(waarde, |op| op - waarde);
                    gevonden
                        .push(((koppen[plek as usize], DossierId(i64::from(b.dossier[r])), waarde), teken));
                }
            }
        }
        gevonden.sort_unstable();
        let mut uit = Vec::with_capacity(gevonden.len());
        for groep in gevonden.chunk_by(|a, b| a.0 == b.0) {
            let over = groep.iter().map(|g| g.1).sum::<i32>();
            uit.extend(vec![groep[0].0; usize::try_from(over).unwrap_or(0)]);
        }
        uit
    }
}
