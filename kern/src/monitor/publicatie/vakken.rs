//! The figures of a publication: each place once, with its true value and whether it is shown.

use crate::monitor::{
    Telwijze,
    codes::Sleutel,
    feiten::Feiten,
    geval::gevallen,
    kolommen::Kolommen,
    maat::{Eenheid, Maat, Splitsing},
    onderdruk::Inhoud,
    tabel::{Cijfer, Cijfertabel, Coordinaat, Soort},
    tel::{Uitkomst, Vraag, groepeer},
};
use crate::stam::{Datum, JournaalNr, Peil, Periode};
use alloc::{collections::BTreeMap, vec::Vec};

/// What is counted, over which days, and only where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Plek {
    pub(super) maat: Maat,
    pub(super) van: Datum,
    pub(super) tot: Datum,
    /// In order.
    pub(super) waar: Vec<(Splitsing, Sleutel)>,
}

impl Plek {
    pub(super) fn van_coordinaat(c: &Coordinaat) -> Plek {
        let v = &c.vraag;
        let na = c.peil.op.plus_dagen(1);
        let (van, tot) = match v.maat.over_tijdvak() || v.maat == Maat::Begroot {
            true => {
                let p = v.tijdvak.periode(c.peil);
                (p.van(), p.tot().unwrap_or(na))
            }
            false => (c.peil.op, na),
        };
        let tot = if v.maat.eenheid() == Eenheid::Cent { tot } else { tot.min(na) };
        let mut waar = v.filter.clone();
        waar.sort_unstable();
        waar.dedup();
        // How long people stay is told of the same people.
        let maat = match v.maat {
            Maat::Verblijfsduur => Maat::Clienten,
            Maat::VerblijfsduurUitstroom => Maat::Uitstroom,
            maat => maat,
        };
        Plek { maat, van, tot, waar }
    }
    pub(super) fn inhoud(&self) -> Inhoud {
        if self.maat.eenheid() == Eenheid::Cent { Inhoud::Bedrag } else { Inhoud::Aantal }
    }
    /// The same place with one more condition.
    pub(super) fn en(&self, s: Splitsing, w: Sleutel) -> Plek {
        let mut p = self.clone();
        p.waar.push((s, w));
        p.waar.sort_unstable();
        p
    }
    /// The same over other days.
    pub(super) fn over(&self, van: Datum, tot: Datum) -> Plek {
        Plek { van, tot, ..self.clone() }
    }
}

/// What a reader knows of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Staat {
    /// It is in no table, but what is in the tables says something about it.
    Ongezegd,
    /// It is shown for the first time, and may be hidden yet.
    Getoond,
    /// It is in a table and hidden.
    Verborgen,
    /// It was shown before, or is no secret.
    Vast,
}

#[derive(Debug, Clone)]
pub(super) struct Vak {
    pub(super) plek: Plek,
    pub(super) uitkomst: Uitkomst,
    pub(super) staat: Staat,
}

impl Vak {
    pub(super) fn waarde(&self) -> i64 {
        match self.plek.inhoud() {
            Inhoud::Aantal => self.uitkomst.aantal,
            Inhoud::Bedrag => self.uitkomst.som,
        }
    }
}

/// All figures.
pub(super) struct Vakboek<'a> {
    pub(super) feiten: &'a Feiten,
    kolommen: &'a Kolommen,
    pub(super) vakken: Vec<Vak>,
    /// By what was known and place.
    pub(super) index: BTreeMap<(JournaalNr, Plek), usize>,
    /// By place and value: the same figure, known on two days, is one figure.
    uniek: BTreeMap<(Plek, i64), usize>,
}

impl<'a> Vakboek<'a> {
    pub(super) fn nieuw(feiten: &'a Feiten, kolommen: &'a Kolommen) -> Vakboek<'a> {
        Vakboek { feiten, kolommen, vakken: Vec::new(), index: BTreeMap::new(), uniek: BTreeMap::new() }
    }

    /// Takes up the figures of a table that add up. A median does not; it is hidden with the number it rests on.
    pub(super) fn neem_tabel(&mut self, t: &Cijfertabel, getoond: Staat) {
        for rij in &t.rijen {
            for (cel, kolom) in rij.cellen.iter().zip(&t.kolommen) {
                let Some(c) = &cel.achter else { continue };
                let staat = match cel.cijfer {
                    Cijfer::Verborgen => Staat::Verborgen,
                    _ if c.vraag.maat.over_personen() => getoond,
                    _ => Staat::Vast,
                };
                if matches!(kolom.soort, Soort::Aantal | Soort::Cent) {
                    let vak = self.vak(c.peil.bekend, Plek::van_coordinaat(c));
                    self.vakken[vak].staat = self.vakken[vak].staat.max(staat);
                }
            }
        }
    }

    /// The figure at a place, counted when it was not there yet.
    pub(super) fn vak(&mut self, bekend: JournaalNr, plek: Plek) -> usize {
        if let Some(vak) = self.index.get(&(bekend, plek.clone())) {
            return *vak;
        }
        let uitkomst = self.tel(bekend, &plek);
        let nieuw = Vak { plek: plek.clone(), uitkomst, staat: Staat::Ongezegd };
        let vak = *self.uniek.entry((plek.clone(), nieuw.waarde())).or_insert(self.vakken.len());
        if vak == self.vakken.len() {
            self.vakken.push(nieuw);
        }
        self.index.insert((bekend, plek), vak);
        vak
    }

    /// What is left of a whole beside its parts; nobody asks what it is made of.
    pub(super) fn rest(&mut self, geheel: usize, waarde: i64) -> usize {
        let uitkomst = Uitkomst { aantal: waarde, personen: i64::MAX, som: waarde, ..Uitkomst::default() };
        self.vakken.push(Vak { plek: self.vakken[geheel].plek.clone(), uitkomst, staat: Staat::Ongezegd });
        self.vakken.len() - 1
    }

    fn tel(&self, bekend: JournaalNr, plek: &Plek) -> Uitkomst {
        let laatste = plek.tot.plus_dagen(-1);
        let peil = Peil { op: if plek.maat == Maat::Begroot { plek.van } else { laatste }, bekend };
        let Some(periode) = Periode::nieuw(plek.van, Some(plek.tot)) else { return Uitkomst::default() };
        let vraag = Vraag { filter: plek.waar.clone(), ..Vraag::nieuw(plek.maat) };
        let geteld = self
            .kolommen
            .tel_over(&self.feiten.codes, peil, &vraag, (periode, Telwijze::ALLES))
            .unwrap_or_else(|| {
                let mut lijst = gevallen(self.feiten, peil, plek.maat, periode);
                lijst.retain(|g| plek.waar.iter().all(|(s, w)| g.sleutel(self.feiten, peil, *s) == *w));
                groepeer(self.feiten, peil, &lijst, &[])
            });
        geteld.first().map(|t| t.uitkomst).unwrap_or_default()
    }

    /// Whether a figure can be below zero: amounts with counter-entries.
    pub(super) fn kan_negatief(&self, vak: usize) -> bool {
        self.vakken[vak].waarde() < 0
    }

    /// A figure that is hidden in one edition is hidden in every new one, also when it changed a little since.
    pub(super) fn gelijk_verborgen(&mut self) {
        let verborgen = |v: &&Vak| v.staat == Staat::Verborgen;
        let plekken: Vec<Plek> = self.vakken.iter().filter(verborgen).map(|v| v.plek.clone()).collect();
        plekken.iter().for_each(|p| self.verberg_plek(p));
    }

    pub(super) fn verberg(&mut self, vak: usize) {
        let plek = self.vakken[vak].plek.clone();
        self.verberg_plek(&plek);
    }

    fn verberg_plek(&mut self, plek: &Plek) {
        let van = (plek.clone(), i64::MIN);
        let zelfde: Vec<usize> =
            self.uniek.range(van..).take_while(|((p, _), _)| p == plek).map(|(_, vak)| *vak).collect();
        for vak in zelfde {
            if self.vakken[vak].staat == Staat::Getoond {
                self.vakken[vak].staat = Staat::Verborgen;
            }
        }
    }

    /// What it costs to hide a figure: details before totals, small before large; hiding nothing helps least.
    pub(super) fn kosten(&self, vak: usize) -> (bool, core::cmp::Reverse<usize>, i64) {
        let v = &self.vakken[vak];
        (v.waarde() == 0, core::cmp::Reverse(v.plek.waar.len()), v.waarde().abs())
    }

    /// Whether the figure behind a cell is hidden; for days, the number of cases they rest on.
    pub(super) fn is_verborgen(&self, c: &Coordinaat, soort: Soort) -> bool {
        let vak = self.index.get(&(c.peil.bekend, Plek::van_coordinaat(c)));
        soort != Soort::Promille && vak.is_some_and(|v| self.vakken[*v].staat == Staat::Verborgen)
    }
}
