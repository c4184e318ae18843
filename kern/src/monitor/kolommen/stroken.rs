//! A set of rows as columns, grouped by gemeente.
//!
//! Rows are only added, each with the act that made it known and with a sign; so what was known after an act is the front of
//! every column, and every count is a sum of signs.

use super::blok::{Blok, Inrichting, Strook};
use crate::monitor::{codes::Sleutel, maat::Splitsing};
use alloc::{collections::BTreeMap, vec::Vec};

/// A set of rows of one kind.
#[derive(Debug, Clone)]
pub struct Stroken {
    inrichting: Inrichting,
    zijden: Vec<Splitsing>,
    pub(super) blokken: Vec<(Sleutel, Blok)>,
    /// The block of a group that rows are added to.
    open: BTreeMap<Sleutel, usize>,
    vast: bool,
}

/// By what a figure is split, and which rows count.
#[derive(Debug, Clone, Copy)]
pub struct Indeling<'a> {
    /// Sides of the answer.
    pub per: &'a [Splitsing],
    /// Only rows with these values.
    pub waar: &'a [(Splitsing, Sleutel)],
    /// Only what was known after this act.
    pub bekend: u32,
}

impl Indeling<'_> {
    /// Everything that is known, split by these sides.
    pub fn per(per: &[Splitsing]) -> Indeling<'_> {
        Indeling { per, waar: &[], bekend: u32::MAX }
    }
}

/// For one block: where each combination of values is counted, and its sign.
pub(super) struct Kaart {
    /// Start of the row in the counters of this block, and sign; 0 for rows that do not count.
    pub(super) plek: Vec<(u32, i32)>,
    /// The values of every row of the answer, in the order of the counters.
    pub(super) koppen: Vec<Sleutel>,
    /// Number of rows.
    pub(super) rijen: usize,
}

/// The places of the sides of a question among the sides of the rows.
pub(super) struct Plan {
    per: Vec<Plek>,
    waar: Vec<(usize, u16)>,
}

enum Plek {
    Groep,
    Zijde(usize),
    Onbekend,
}

impl Stroken {
    /// An empty set. The first side is the group: rows of one gemeente lie together.
    pub fn nieuw(zijden: &[Splitsing], inrichting: Inrichting) -> Stroken {
        Stroken {
            inrichting,
            zijden: zijden.to_vec(),
            blokken: Vec::new(),
            open: BTreeMap::new(),
            vast: false,
        }
    }

    /// Takes up a row in the group of its first value. Before [`Stroken::sluit`] in any order; after it in the order of
    /// the journal.
    pub fn neem_op(&mut self, s: &Strook<'_>) {
        let Some((groep, rest)) = s.sleutels.split_first() else { return };
        let s = Strook { sleutels: rest, ..*s };
        let (in_, los) = (self.inrichting, !self.vast);
        let nieuw = self.blokken.len();
        let plek = *self.open.entry(*groep).or_insert(nieuw);
        if plek == nieuw {
            self.blokken.push((*groep, Blok::default()));
        }
        if !self.blokken[plek].1.neem_op(&s, in_, los) {
            // No room for one more combination of values: the group goes on in a new block.
            self.blokken.push((*groep, Blok::default()));
            self.open.insert(*groep, nieuw);
            self.blokken[nieuw].1.neem_op(&s, in_, los);
        }
    }

    /// Ends the first load: from here rows come in the order of the journal.
    pub fn sluit(&mut self) {
        for (_, b) in &mut self.blokken {
            b.sluit();
        }
        self.blokken.shrink_to_fit();
        self.vast = true;
    }

    /// Number of rows.
    pub fn aantal(&self) -> usize {
        self.blokken.iter().map(|(_, b)| b.len()).sum()
    }
    /// Bytes of memory in use.
    pub fn bytes(&self) -> usize {
        self.blokken.iter().map(|(_, b)| b.bytes() + size_of::<Sleutel>()).sum()
    }
    /// Whether the rows have a side.
    pub fn kent(&self, s: Splitsing) -> bool {
        self.zijden.contains(&s)
    }

    /// Whether every row of an answer comes from one block only.
    pub(super) fn apart(&self, i: &Indeling<'_>) -> bool {
        let groep = self.zijden.first();
        i.per.iter().any(|s| Some(s) == groep) && self.open.len() == self.blokken.len()
    }

    /// The blocks whose group can count.
    pub(super) fn tellende<'a>(&'a self, i: &Indeling<'a>) -> impl Iterator<Item = (Sleutel, &'a Blok)> {
        let groep = self.zijden.first().copied();
        let waar = i.waar;
        let telt = move |g: Sleutel| waar.iter().all(|(s, w)| Some(*s) != groep || *w == g);
        self.blokken.iter().filter(move |(g, _)| telt(*g)).map(|(g, b)| (*g, b))
    }

    /// Finds the sides of a question.
    pub(super) fn plan(&self, i: &Indeling<'_>) -> Plan {
        let plek = |s: &Splitsing| match self.zijden.iter().position(|z| z == s) {
            Some(0) => Plek::Groep,
            Some(p) => Plek::Zijde(p - 1),
            None => Plek::Onbekend,
        };
        let zijde = |(s, w): &(Splitsing, Sleutel)| match plek(s) {
            Plek::Groep => None,
            Plek::Zijde(p) => Some((p, w.pak_in())),
            // A side that the rows do not have is not recorded for any of them.
            Plek::Onbekend => (*w != Sleutel::Onbekend).then_some((usize::MAX, 0)),
        };
        Plan { per: i.per.iter().map(plek).collect(), waar: i.waar.iter().filter_map(zijde).collect() }
    }
}

impl Plan {
    /// Number of sides of the answer.
    pub(super) fn zijden(&self) -> usize {
        self.per.len()
    }

    fn zonder_zijde(&self) -> bool {
        self.per.iter().all(|p| !matches!(p, Plek::Zijde(_)))
    }

    /// How many rows of the answer a block can give.
    pub(super) fn rijen_hoogstens(&self, b: &Blok) -> usize {
        if self.zonder_zijde() { 1 } else { b.lijst.aantal().max(1) }
    }

    /// The map of a block; `breed` is the number of counters in a row.
    pub(super) fn kaart(&self, groep: Sleutel, b: &Blok, breed: usize) -> Kaart {
        let aantal = b.lijst.aantal();
        let mut k = Kaart { plek: Vec::with_capacity(aantal), koppen: Vec::new(), rijen: 0 };
        let mut nummers: BTreeMap<Vec<Sleutel>, usize> = BTreeMap::new();
        let mut kop: Vec<Sleutel> = Vec::with_capacity(self.per.len());
        let zonder_zijde = self.zonder_zijde();
        for nr in 0..aantal {
            let rij = b.lijst.rij(nr);
            if !self.waar.iter().all(|(p, w)| rij.get(*p) == Some(w)) {
                k.plek.push((0, 0));
                continue;
            }
            kop.clear();
            kop.extend(self.per.iter().map(|p| match p {
                Plek::Groep => groep,
                Plek::Zijde(p) => Sleutel::pak_uit(rij[*p]),
                Plek::Onbekend => Sleutel::Onbekend,
            }));
            let nummer = if zonder_zijde { 0 } else { k.zoek(&kop, &mut nummers) };
            if nummer == k.rijen {
                k.rijen += 1;
                k.koppen.extend_from_slice(&kop);
            }
            k.plek.push((u32::try_from(nummer * breed).unwrap_or(0), i32::from(b.lijst.tekens[nr])));
        }
        k
    }
}

impl Kaart {
    /// Whether every row of the block counts once, in one row of figures.
    pub(super) fn is_een_rij(&self) -> bool {
        self.plek.iter().all(|p| *p == (0, 1))
    }

    /// The row with these values; few rows are walked, many are looked up.
    fn zoek(&self, kop: &[Sleutel], nummers: &mut BTreeMap<Vec<Sleutel>, usize>) -> usize {
        const WEINIG: usize = 24;
        let gezien = self.koppen.chunks(kop.len().max(1)).take(WEINIG).position(|k| k == kop);
        match gezien {
            Some(nummer) => nummer,
            None if self.rijen < WEINIG => self.rijen,
            None => match nummers.get(kop) {
                Some(nummer) => *nummer,
                None => {
                    nummers.insert(kop.to_vec(), self.rijen);
                    self.rijen
                }
            },
        }
    }
}
