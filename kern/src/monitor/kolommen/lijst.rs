//! The different combinations of values in a block, side by side, so that a question looks at the sides it asks for only.

use crate::monitor::codes::Sleutel;
use alloc::{vec, vec::Vec};

/// No combination: an open place in the table.
const OPEN: u16 = u16::MAX;

/// The different combinations of values in a block, each with a sign. Room for 65,535.
#[derive(Debug, Clone, Default)]
pub(super) struct Lijst {
    /// Every side of the combinations.
    zijden: Vec<Zijde>,
    /// The sign of every combination.
    pub(super) tekens: Vec<i8>,
    /// Numbers of the combinations, at the place that their values lead to; a power of two long.
    tafel: Vec<u16>,
}

/// One side of the combinations: its different values, and which of them each combination has.
#[derive(Debug, Clone, Default)]
pub(super) struct Zijde {
    /// The different values as numbers ([`Sleutel::pak_in`]), in the order in which they came.
    pub(super) waarden: Vec<u16>,
    /// The same in ascending order, each with its place in `waarden`.
    zoek: Vec<(u16, u16)>,
    /// Place in `waarden` of the value of every combination.
    pub(super) nummers: Vec<u16>,
}

impl Zijde {
    /// The place of a value; `None` when no combination has it.
    pub(super) fn plek(&self, waarde: u16) -> Option<u16> {
        self.zoek.binary_search_by_key(&waarde, |z| z.0).ok().map(|p| self.zoek[p].1)
    }

    /// The value of a combination.
    pub(super) fn waarde(&self, nr: usize) -> u16 {
        self.waarden[usize::from(self.nummers[nr])]
    }

    /// Takes up the value of the next combination. There are never more values than combinations, so its place fits.
    fn neem_op(&mut self, waarde: u16) {
        let plek = match self.zoek.binary_search_by_key(&waarde, |z| z.0) {
            Ok(p) => self.zoek[p].1,
            Err(p) => {
                let plek = u16::try_from(self.waarden.len()).unwrap_or(OPEN);
                self.waarden.push(waarde);
                self.zoek.insert(p, (waarde, plek));
                plek
            }
        };
        self.nummers.push(plek);
    }

    fn bytes(&self) -> usize {
        (self.waarden.capacity() + self.nummers.capacity()) * 2 + self.zoek.capacity() * 4
    }
}

impl Lijst {
    /// Number of combinations.
    pub(super) fn aantal(&self) -> usize {
        self.tekens.len()
    }
    /// A side; `None` when the combinations do not have it.
    pub(super) fn zijde(&self, nr: usize) -> Option<&Zijde> {
        self.zijden.get(nr)
    }

    /// The number of a combination, new when it was not there; `None` when there is no room for a new one.
    pub(super) fn nummer(&mut self, sleutels: &[Sleutel], teken: i8) -> Option<u16> {
        const BREED: usize = 16;
        let mut ingepakt = [0u16; BREED];
        ingepakt.iter_mut().zip(sleutels).for_each(|(p, s)| *p = s.pak_in());
        let waarden = &ingepakt[..sleutels.len().min(BREED)];
        if self.tafel.len() <= self.aantal() * 4 / 3 {
            self.groei();
        }
        let mut plek = self.begin(waarden, teken);
        loop {
            match self.tafel[plek] {
                OPEN => break,
                nr if self.is(usize::from(nr), waarden, teken) => return Some(nr),
                _ => plek = (plek + 1) % self.tafel.len(),
            }
        }
        let nr = u16::try_from(self.aantal()).ok().filter(|nr| *nr != OPEN)?;
        self.zijden.resize(waarden.len(), Zijde::default());
        self.zijden.iter_mut().zip(waarden).for_each(|(z, w)| z.neem_op(*w));
        self.tekens.push(teken);
        self.tafel[plek] = nr;
        Some(nr)
    }

    fn is(&self, nr: usize, waarden: &[u16], teken: i8) -> bool {
        self.tekens[nr] == teken && self.zijden.iter().zip(waarden).all(|(z, w)| z.waarde(nr) == *w)
    }

    /// Where to begin to look for a combination. FNV-1a over its numbers.
    fn begin(&self, waarden: &[u16], teken: i8) -> usize {
        const PRIEM: u64 = 0x0100_0000_01b3;
        const BEGIN: u64 = 0xcbf2_9ce4_8422_2325;
        let zaad = if teken < 0 { !BEGIN } else { BEGIN };
        let som = waarden.iter().fold(zaad, |s, w| (s ^ u64::from(*w)).wrapping_mul(PRIEM));
        // The upper bits are mixed best, and 24 of them are more than the table is long.
        let hoog = usize::try_from(som >> 40).unwrap_or(0);
        hoog % self.tafel.len()
    }

    /// Makes the table twice as long.
    fn groei(&mut self) {
        self.tafel = vec![OPEN; (self.tafel.len() * 2).max(16)];
        for nr in 0..self.aantal() {
            let waarden: Vec<u16> = self.zijden.iter().map(|z| z.waarde(nr)).collect();
            let mut plek = self.begin(&waarden, self.tekens[nr]);
            while self.tafel[plek] != OPEN {
                plek = (plek + 1) % self.tafel.len();
            }
            self.tafel[plek] = u16::try_from(nr).unwrap_or(OPEN);
        }
    }

    /// Gives back the room that is not used.
    pub(super) fn krimp(&mut self) {
        for z in &mut self.zijden {
            z.waarden.shrink_to_fit();
            z.zoek.shrink_to_fit();
            z.nummers.shrink_to_fit();
        }
        self.tekens.shrink_to_fit();
    }

    /// Bytes of memory in use, room that is not filled included.
    pub(super) fn bytes(&self) -> usize {
        self.zijden.iter().map(Zijde::bytes).sum::<usize>()
            + self.tekens.capacity()
            + self.tafel.capacity() * 2
    }
}
