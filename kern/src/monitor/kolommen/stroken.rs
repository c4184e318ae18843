//! A set of rows as columns, grouped by gemeente.
//!
//! Rows are only added, each with the act that made it known and with a sign; so what was known after an act is the front of
//! every column, and every count is a sum of signs.

use super::{
    blok::{Blok, Inrichting, Strook},
    lijst::Zijde,
};
use crate::monitor::{codes::Sleutel, maat::Splitsing};
use alloc::{collections::BTreeMap, vec, vec::Vec};

/// A set of rows of one kind.
#[derive(Debug, Clone)]
pub struct Stroken {
    inrichting: Inrichting,
    zijden: Vec<Splitsing>,
    pub(super) blokken: Vec<(Sleutel, Blok)>,
    /// The block of a group that rows are added to.
    open: BTreeMap<Sleutel, usize>,
    vast: bool,
    /// The last act that wrote a row.
    laatste: u32,
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
            laatste: 0,
        }
    }

    /// Takes up a row in the group of its first value. Before [`Stroken::sluit`] in any order; after it in the order of
    /// the journal.
    pub fn neem_op(&mut self, s: &Strook<'_>) {
        let Some((groep, rest)) = s.sleutels.split_first() else { return };
        let s = Strook { sleutels: rest, ..*s };
        let (in_, los) = (self.inrichting, !self.vast);
        self.laatste = self.laatste.max(s.nr);
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

    /// The last act that wrote a row; 0 when there are none.
    pub fn laatste(&self) -> u32 {
        self.laatste
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

    /// The sides of a block that the question splits by; the group and what the rows do not have split nothing.
    pub(super) fn zijden_van<'b>(&self, b: &'b Blok) -> impl Iterator<Item = &'b Zijde> {
        let plek = |p: &Plek| if let Plek::Zijde(z) = p { Some(*z) } else { None };
        self.per.iter().filter_map(plek).filter_map(|z| b.lijst.zijde(z))
    }

    /// The sides of a block on which only one value counts, with its place; `None` when no row has it.
    pub(super) fn waar_van<'b>(&self, b: &'b Blok) -> Option<Vec<(&'b Zijde, u16)>> {
        let plek = |(zijde, waarde): &(usize, u16)| {
            let zijde = b.lijst.zijde(*zijde)?;
            Some((zijde, zijde.plek(*waarde)?))
        };
        self.waar.iter().map(plek).collect()
    }

    /// The values of a combination on the sides of the answer.
    pub(super) fn kop(&self, groep: Sleutel, b: &Blok, combinatie: usize) -> Vec<Sleutel> {
        let waarde = |p: &Plek| match p {
            Plek::Groep => groep,
            Plek::Zijde(p) => {
                b.lijst.zijde(*p).map_or(Sleutel::Onbekend, |z| Sleutel::pak_uit(z.waarde(combinatie)))
            }
            Plek::Onbekend => Sleutel::Onbekend,
        };
        self.per.iter().map(waarde).collect()
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
        let mut nummers = Nummers::nieuw(aantal);
        self.zijden_van(b).for_each(|z| nummers.splits(z, z.nummers.iter().copied()));
        let telt = self.tellende(b);
        let mut k = Kaart { plek: Vec::with_capacity(aantal), koppen: Vec::new(), rijen: 0 };
        let mut rij_van = vec![u32::MAX; nummers.soorten];
        for (nr, nummer) in nummers.per.iter().enumerate() {
            if !telt.get(nr).copied().unwrap_or(true) {
                k.plek.push((0, 0));
                continue;
            }
            let rij = &mut rij_van[*nummer as usize];
            if *rij == u32::MAX {
                *rij = u32::try_from(k.rijen * breed).unwrap_or(u32::MAX);
                k.rijen += 1;
                k.koppen.extend(self.kop(groep, b, nr));
            }
            k.plek.push((*rij, i32::from(b.lijst.tekens[nr])));
        }
        k
    }

    /// Which combinations of a block have the values that are asked for; empty when all of them do.
    fn tellende(&self, b: &Blok) -> Vec<bool> {
        let mut telt = Vec::new();
        match self.waar_van(b) {
            Some(waar) => {
                for (zijde, plek) in waar {
                    telt.resize(b.lijst.aantal(), true);
                    telt.iter_mut().zip(&zijde.nummers).for_each(|(t, n)| *t &= *n == plek);
                }
            }
            None => telt.resize(b.lijst.aantal(), false),
        }
        telt
    }
}

/// For every row (or combination of values) a number for its values on the sides of a question: the same values, the same number.
pub(super) struct Nummers {
    pub(super) per: Vec<u32>,
    /// The numbers are lower than this.
    pub(super) soorten: usize,
}

impl Nummers {
    /// More numbers than this are made to join: most of them stand for nothing.
    const RUIM: usize = 1 << 16;

    pub(super) fn nieuw(aantal: usize) -> Nummers {
        Nummers { per: vec![0; aantal], soorten: 1 }
    }

    /// Tells the values of one more side apart: `plekken` gives for every row the place of its value among those of the side.
    pub(super) fn splits(&mut self, zijde: &Zijde, plekken: impl Iterator<Item = u16>) {
        let breed = u32::try_from(zijde.waarden.len().max(1)).unwrap_or(u32::MAX);
        self.per
            .iter_mut()
            .zip(plekken)
            .for_each(|(p, n)| *p = p.wrapping_mul(breed).wrapping_add(u32::from(n)));
        self.soorten *= zijde.waarden.len().max(1);
        if self.soorten > Nummers::RUIM {
            let mut in_gebruik = self.per.clone();
            in_gebruik.sort_unstable();
            in_gebruik.dedup();
            // A block has at most 65,535 combinations, and a side no more values than that: every product fits.
            let plek = |p: &u32| u32::try_from(in_gebruik.partition_point(|g| g < p)).unwrap_or(0);
            self.per.iter_mut().for_each(|p| *p = plek(p));
            self.soorten = in_gebruik.len().max(1);
        }
    }
}

impl Kaart {
    /// Whether every row of the block counts once, in one row of figures.
    pub(super) fn is_een_rij(&self) -> bool {
        self.plek.iter().all(|p| *p == (0, 1))
    }
}
