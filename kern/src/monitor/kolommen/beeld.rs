//! The facts of the monitor as columns, one set of rows per maat, kept up to date act by act.

use super::{
    blok::{Inrichting, Strook},
    dag::{NOOIT, Vakken, dag, eigen_nummer},
    lopen::Cijferreeksen,
    stroken::{Indeling, Stroken},
    tellen::{Venster, Waarde, bijgeteld},
    waarneming::{Waarnemer, Wijziging, groeit, maten, zijden},
};
use crate::monitor::{
    blik::{Gekozen, Gevraagd, Telwijze},
    codes::{Codes, Sleutel},
    feiten::{BoekingFeit, Feiten, Geldsoort},
    maat::{Eenheid, Maat, Splitsing},
    tel::{Nodig, SPLITSINGEN_MAX, Telling, Uitkomst, Vraag, tel},
};
use crate::stam::{Datum, DossierId, JournaalNr, Peil, Periode};
use alloc::{collections::BTreeMap, sync::Arc, vec, vec::Vec};

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

    /// Counts what is asked, as [`tel`] does, as far as it is needed. What the columns do not hold (begroot; a side that a maat is not
    /// split by; days before 1950 or after 2128; an act after the last one) is counted row by row.
    pub fn tel(&self, feiten: &Feiten, peil: Peil, vraag: &Vraag, hoe: Telwijze<'_>) -> Vec<Telling> {
        self.tel_in_kolommen(&feiten.codes, peil, vraag, hoe).unwrap_or_else(|| tel(feiten, peil, vraag))
    }

    /// The same from the columns alone; `None` when they do not hold what is asked.
    pub fn tel_in_kolommen(
        &self,
        codes: &Codes,
        peil: Peil,
        vraag: &Vraag,
        hoe: Telwijze<'_>,
    ) -> Option<Vec<Telling>> {
        self.tel_over(codes, peil, vraag, (vraag.tijdvak.periode(peil), hoe))
    }

    /// The same over any period, in place of the stretch of time of the question.
    pub fn tel_over(
        &self,
        codes: &Codes,
        peil: Peil,
        vraag: &Vraag,
        (periode, hoe): (Periode, Telwijze<'_>),
    ) -> Option<Vec<Telling>> {
        let uit = self.tel_los(peil, vraag, (periode, None), hoe)?;
        Some(afgerond(uit, vraag, codes))
    }

    /// The same from an answer that knew the acts up to a number: counts and sums, changed by what later acts wrote.
    pub fn tel_bij(
        &self,
        codes: &Codes,
        peil: Peil,
        vraag: &Vraag,
        (na, eerder): (JournaalNr, &[Telling]),
    ) -> Option<Vec<Telling>> {
        let reeks = self.reeks(vraag.maat)?;
        let (indeling, venster) = self.vertaal(reeks, peil, vraag, vraag.tijdvak.periode(peil))?;
        let keuze = reeks.kies(&indeling, venster, nr32(na));
        let waarde = Waarde { basis: groeit(vraag.maat).then(|| peil.op.dagnummer()), hoogstens: None };
        let erbij = reeks.tellingen(&indeling, &keuze, waarde, Nodig::default());
        let mut uit = bijgeteld(eerder, erbij);
        if vraag.maat == Maat::Clienten {
            uit.iter_mut().for_each(|t| t.uitkomst = personen(t.uitkomst.aantal));
        }
        Some(afgerond(uit, vraag, codes))
    }

    /// The same for the cases whose value is at most `hoogstens` (days), not split; `None` when the columns do not hold what is asked.
    pub fn tel_tot(&self, peil: Peil, vraag: &Vraag, hoogstens: i64, hoe: Telwijze<'_>) -> Option<Uitkomst> {
        let vraag = Vraag { splitsingen: Vec::new(), ..vraag.clone() };
        let periode = vraag.tijdvak.periode(peil);
        let geteld = self.tel_los(peil, &vraag, (periode, Some(hoogstens)), hoe)?;
        Some(geteld.first().map(|t| t.uitkomst).unwrap_or_default())
    }

    /// In no order.
    fn tel_los(
        &self,
        peil: Peil,
        vraag: &Vraag,
        (periode, hoogstens): (Periode, Option<i64>),
        hoe: Telwijze<'_>,
    ) -> Option<Vec<Telling>> {
        let (maat, reeks) = (vraag.maat, self.reeks(vraag.maat)?);
        let (indeling, venster) = self.vertaal(reeks, peil, vraag, periode)?;
        let groep = vraag.filter.iter().find(|(s, _)| Some(s) == zijden(maat).first()).map(|(_, g)| *g);
        let bekend = indeling.bekend.min(reeks.laatste());
        let wat = Gekozen { maat, venster, bekend, groep };
        let eerder = hoe.geheugen.and_then(|g| g.vind_keuze(&wat));
        let keuze = match eerder {
            Some((nr, keuze)) if nr == bekend => keuze,
            eerder => {
                let na = eerder.as_ref().map_or(0, |(nr, _)| *nr);
                let erbij = reeks.kies(&indeling, venster, na);
                let keuze = Arc::new(eerder.map_or_else(|| erbij.clone(), |(_, k)| k.met(&erbij)));
                if let Some(g) = hoe.geheugen {
                    g.bewaar_keuze(wat, &keuze);
                }
                keuze
            }
        };
        let waarde = Waarde { basis: groeit(maat).then(|| peil.op.dagnummer()), hoogstens };
        // Where everybody counts once, their number says it all.
        let iedereen = maat == Maat::Clienten;
        let nodig = if iedereen { Nodig::default() } else { hoe.nodig };
        let mut uit = reeks.tellingen(&indeling, &keuze, waarde, nodig);
        if iedereen {
            uit.iter_mut().for_each(|t| t.uitkomst = personen(t.uitkomst.aantal));
        }
        Some(uit)
    }

    /// What is asked, as it can be remembered with these columns and those that acts make of them; not when another year of the
    /// money book is read. `None` when the columns do not hold it.
    pub fn gevraagd(&self, peil: Peil, vraag: &Vraag, nodig: Nodig) -> Option<Gevraagd> {
        let reeks = self.reeks(vraag.maat)?;
        let periode = vraag.tijdvak.periode(peil);
        self.vertaal(reeks, peil, vraag, periode)?;
        let bekend = peil.bekend.min(JournaalNr(i64::from(reeks.laatste())));
        Some(Gevraagd { vraag: vraag.clone(), op: peil.op, bekend, nodig })
    }

    /// A question in terms of the columns; `None` when they do not hold what is asked.
    fn vertaal<'a>(
        &self,
        reeks: &Stroken,
        peil: Peil,
        vraag: &'a Vraag,
        periode: Periode,
    ) -> Option<(Indeling<'a>, Venster)> {
        let maat = vraag.maat;
        let per = &vraag.splitsingen[..vraag.splitsingen.len().min(SPLITSINGEN_MAX)];
        let tot = periode.tot()?;
        let bekend = if peil.bekend == JournaalNr::NU { self.bekend } else { peil.bekend };
        let past = [peil.op, peil.op.plus_dagen(1), periode.van(), tot].into_iter().all(eigen_nummer)
            && per.iter().chain(vraag.filter.iter().map(|(s, _)| s)).all(|s| reeks.kent(*s))
            && bekend <= self.bekend;
        if !past {
            return None;
        }
        let na = peil.op.plus_dagen(1);
        let venster = match (maat.over_tijdvak(), is_geld(maat)) {
            (false, _) => Venster::Op(dag(peil.op)),
            (true, true) => Venster::Tussen(dag(periode.van()), dag(tot)),
            (true, false) => Venster::Tussen(dag(periode.van()), dag(tot.min(na))),
        };
        Some((Indeling { per, waar: &vraag.filter, bekend: nr32(bekend) }, venster))
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

/// An answer as it is given: without groups of which nothing is left, in the order of their values ([`Sleutel::volgorde`]), and one
/// figure when nothing was split.
fn afgerond(mut tellingen: Vec<Telling>, vraag: &Vraag, codes: &Codes) -> Vec<Telling> {
    tellingen.retain(|t| t.uitkomst.aantal != 0);
    let mut waarden: Vec<Sleutel> = tellingen.iter().flat_map(|t| t.sleutels.iter().copied()).collect();
    waarden.sort_unstable_by_key(|s| s.pak_in());
    waarden.dedup();
    waarden.sort_by_cached_key(|s| s.volgorde(codes));
    let mut plekken = vec![0u16; usize::from(u16::MAX) + 1];
    waarden.iter().zip(0u16..).for_each(|(s, plek)| plekken[usize::from(s.pak_in())] = plek);
    let plek = |t: &Telling| {
        let mut uit = [0; SPLITSINGEN_MAX];
        uit.iter_mut().zip(&t.sleutels).for_each(|(u, s)| *u = plekken[usize::from(s.pak_in())]);
        uit
    };
    tellingen.sort_by_cached_key(plek);
    if tellingen.is_empty() && vraag.splitsingen.is_empty() {
        tellingen.push(Telling { sleutels: Vec::new(), uitkomst: Uitkomst::default() });
    }
    tellingen
}

/// Everybody counts once: a number of persons as a figure.
fn personen(n: i64) -> Uitkomst {
    let een = (n > 0).then_some(1);
    Uitkomst { aantal: n, personen: n, som: n, mediaan: een, p90: een, grootste: i64::from(n > 0) }
}
