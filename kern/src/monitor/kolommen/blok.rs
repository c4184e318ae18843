//! The columns of one group of rows (the rows of one gemeente), in the order in which the journal made them known.

use super::lijst::Lijst;
use crate::monitor::codes::Sleutel;
use alloc::{collections::BTreeMap, vec::Vec};

/// How many rows lie between two places where the journal number is written in full, at most.
const STAP: usize = 256;
/// An amount that does not fit its column stands beside it.
const GROOT: i32 = i32::MIN;

/// Which columns a set of rows has; a column that is not there takes no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inrichting {
    /// Rows run from a day to a day; without, they are events on a day.
    pub tot: bool,
    /// Rows have a number of days (waiting).
    pub wacht: bool,
    /// Rows have a value (cents, cents per day, days).
    pub waarde: bool,
    /// Rows belong to a dossier, so that different persons can be counted.
    pub dossier: bool,
}

/// A row to take up. What was known before is never changed: a correction is a counter-row with `teken` -1 and a new
/// row, both with the number of the act that corrected.
#[derive(Debug, Clone, Copy)]
pub struct Strook<'a> {
    /// Values of the sides, in the order of the set.
    pub sleutels: &'a [Sleutel],
    /// 1, or -1 to take back a row.
    pub teken: i8,
    /// First day, or the day of the event.
    pub van: u16,
    /// First day no longer.
    pub tot: u16,
    /// Number of days.
    pub wacht: u16,
    /// Value.
    pub waarde: i64,
    /// Number of the dossier.
    pub dossier: u32,
    /// Act that made it known.
    pub nr: u32,
}

/// The columns of one group.
#[derive(Debug, Clone, Default)]
pub(super) struct Blok {
    pub(super) sleutel: Vec<u16>,
    pub(super) van: Vec<u16>,
    pub(super) tot: Vec<u16>,
    pub(super) wacht: Vec<u16>,
    pub(super) waarde: Vec<i32>,
    pub(super) dossier: Vec<u32>,
    /// Journal number less that of the last mark.
    stap: Vec<u16>,
    /// Row and journal number.
    merken: Vec<(u32, u32)>,
    /// While rows come in any order: their journal numbers.
    los: Vec<u32>,
    /// Values that do not fit, by row.
    groot: BTreeMap<u32, i64>,
    pub(super) lijst: Lijst,
    pub(super) wacht_hoogst: u16,
    /// The last act that wrote a row.
    laatste: u32,
}

/// Grows by a quarter, not twofold: these columns are most of the memory.
fn zet_bij<T>(kolom: &mut Vec<T>, waarde: T) {
    if kolom.len() == kolom.capacity() {
        kolom.reserve_exact((kolom.len() / 4).max(16));
    }
    kolom.push(waarde);
}

impl Blok {
    pub(super) fn len(&self) -> usize {
        self.sleutel.len()
    }

    /// Takes up a row. While the block is open (`los`) rows come in any order. False when there is no room for a new
    /// combination of values.
    pub(super) fn neem_op(&mut self, s: &Strook<'_>, in_: Inrichting, los: bool) -> bool {
        let Some(nummer) = self.lijst.nummer(s.sleutels, s.teken) else { return false };
        let rij = u32::try_from(self.len()).unwrap_or(u32::MAX);
        zet_bij(&mut self.sleutel, nummer);
        zet_bij(&mut self.van, s.van);
        if in_.tot {
            zet_bij(&mut self.tot, s.tot);
        }
        if in_.wacht {
            zet_bij(&mut self.wacht, s.wacht);
            self.wacht_hoogst = self.wacht_hoogst.max(s.wacht);
        }
        if in_.waarde {
            let past = i32::try_from(s.waarde).ok().filter(|w| *w != GROOT);
            if past.is_none() {
                self.groot.insert(rij, s.waarde);
            }
            zet_bij(&mut self.waarde, past.unwrap_or(GROOT));
        }
        if in_.dossier {
            zet_bij(&mut self.dossier, s.dossier);
        }
        self.laatste = self.laatste.max(s.nr);
        if los {
            zet_bij(&mut self.los, s.nr);
        } else {
            self.merk(rij, s.nr);
        }
        true
    }

    /// Writes the journal number of the next row.
    fn merk(&mut self, rij: u32, nr: u32) {
        let laatste =
            self.merken.last().copied().filter(|(r, _)| usize::try_from(rij - r).is_ok_and(|n| n < STAP));
        let stap = laatste.and_then(|(_, n)| u16::try_from(nr.checked_sub(n)?).ok());
        let stap = stap.unwrap_or_else(|| {
            zet_bij(&mut self.merken, (rij, nr));
            0
        });
        zet_bij(&mut self.stap, stap);
    }

    /// Puts the rows in the order of the journal and takes back the room that is not used.
    pub(super) fn sluit(&mut self) {
        let nrs = core::mem::take(&mut self.los);
        if nrs.is_sorted() {
            for (rij, nr) in (0u32..).zip(&nrs) {
                self.merk(rij, *nr);
            }
        } else {
            let mut orde: Vec<u32> = (0u32..).take(nrs.len()).collect();
            orde.sort_by_key(|r| nrs[plek(*r)]);
            herschik(&mut self.sleutel, &orde);
            herschik(&mut self.van, &orde);
            herschik(&mut self.tot, &orde);
            herschik(&mut self.wacht, &orde);
            herschik(&mut self.waarde, &orde);
            herschik(&mut self.dossier, &orde);
            let groot = core::mem::take(&mut self.groot);
            for (nieuw, oud) in (0u32..).zip(&orde) {
                self.groot.extend(groot.get(oud).map(|w| (nieuw, *w)));
                self.merk(nieuw, nrs[plek(*oud)]);
            }
        }
        for k in [&mut self.sleutel, &mut self.van, &mut self.tot, &mut self.wacht, &mut self.stap] {
            k.shrink_to_fit();
        }
        self.waarde.shrink_to_fit();
        self.dossier.shrink_to_fit();
        self.merken.shrink_to_fit();
        self.lijst.krimp();
    }

    /// How many rows were known after an act: those at the front.
    pub(super) fn bekend(&self, nr: u32) -> usize {
        if self.laatste <= nr {
            return self.len();
        }
        let m = self.merken.partition_point(|(_, n)| *n <= nr);
        let Some((rij, begin)) = m.checked_sub(1).map(|m| self.merken[m]) else { return 0 };
        let van = plek(rij);
        let tot = self.merken.get(m).map_or(self.len(), |(r, _)| plek(*r));
        van + self.stap[van..tot].partition_point(|s| begin + u32::from(*s) <= nr)
    }

    /// Value of a row.
    pub(super) fn waarde_van(&self, rij: usize) -> i64 {
        match self.waarde.get(rij) {
            Some(&GROOT) => u32::try_from(rij).ok().and_then(|r| self.groot.get(&r)).copied().unwrap_or(0),
            Some(w) => i64::from(*w),
            None => 1,
        }
    }

    /// Whether every value fits its column.
    pub(super) fn past_overal(&self) -> bool {
        self.groot.is_empty()
    }

    /// Bytes of memory in use, room that is not filled included.
    pub(super) fn bytes(&self) -> usize {
        let twee = [&self.sleutel, &self.van, &self.tot, &self.wacht, &self.stap].map(Vec::capacity);
        twee.iter().sum::<usize>() * 2
            + (self.waarde.capacity() + self.dossier.capacity() + self.los.capacity()) * 4
            + self.merken.capacity() * 8
            + self.groot.len() * 24
            + self.lijst.bytes()
            + size_of::<Blok>()
    }
}

fn plek(rij: u32) -> usize {
    usize::try_from(rij).unwrap_or(usize::MAX)
}

fn herschik<T: Copy>(kolom: &mut Vec<T>, orde: &[u32]) {
    if !kolom.is_empty() {
        *kolom = orde.iter().map(|r| kolom[plek(*r)]).collect();
    }
}
