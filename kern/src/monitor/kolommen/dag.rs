//! Days as small numbers, and the boundaries that a question puts between them.

use crate::stam::Datum;
use alloc::{boxed::Box, vec, vec::Vec};

/// Every day has a place in a table of this size.
const DAGEN: usize = 1 << 16;
/// Day 0: 1950-01-01. What lies before it counts as day 0, so a question must lie after it.
const BEGIN: i64 = -7305;
/// A day that never comes: care that still runs, or has not begun.
pub const NOOIT: u16 = u16::MAX;

/// The day as a number since 1950-01-01, held between 0 and the last number before [`NOOIT`] (2129).
pub fn dag(d: Datum) -> u16 {
    u16::try_from((d.dagnummer() - BEGIN).clamp(0, i64::from(NOOIT) - 1)).unwrap_or(NOOIT)
}

/// The same, never when there is none.
pub fn dag_of_nooit(d: Option<Datum>) -> u16 {
    d.map_or(NOOIT, dag)
}

/// Whether a day has a number of its own, so that before, on and after it can be told apart.
pub fn eigen_nummer(d: Datum) -> bool {
    (1..i64::from(NOOIT) - 2).contains(&(d.dagnummer() - BEGIN))
}

/// For every day the compartment that it falls in: what a question over many moments asks of a day, found with one
/// look in a table that fits the fastest memory.
pub struct Vakken {
    /// Compartment per day; the number of compartments itself for a day that is in none.
    pub(super) vak: Box<[u8; DAGEN]>,
    /// Compartment (times 65,536) and days from this day to the end of it, together: one look gives both. Empty when nobody asks.
    pub(super) vak_en_rest: Vec<u32>,
    /// Number of compartments.
    pub(super) aantal: usize,
    /// Length of every compartment in days.
    pub(super) lengte: [u16; Vakken::MAX],
}

fn tabel<T: Copy>(waarde: T) -> Box<[T; DAGEN]> {
    // A box of a slice of this length always becomes a box of an array of this length.
    vec![waarde; DAGEN].into_boxed_slice().try_into().ok().expect("the slice has the length of the array")
}

impl Vakken {
    /// The most moments or periods in one question.
    pub const MAX: usize = 250;

    /// Moments in ascending order: a day falls to the first moment that is not before it. Of more than [`Vakken::MAX`]
    /// the first are taken.
    pub fn momenten(momenten: &[u16]) -> Vakken {
        let mut v = Vakken::leeg(momenten.len());
        let mut dag = 0usize;
        for (nr, m) in (0u8..).zip(momenten.iter().take(Vakken::MAX)) {
            let tot = usize::from(*m) + 1;
            v.vak[dag.min(tot)..tot].fill(nr);
            dag = dag.max(tot);
        }
        v
    }

    /// Periods that join: from each boundary to the next, in ascending order. Of more than [`Vakken::MAX`] the first
    /// are taken.
    pub fn perioden(grenzen: &[u16]) -> Vakken {
        let mut v = Vakken::leeg(grenzen.len().saturating_sub(1));
        for (nr, g) in (0u8..).zip(grenzen.windows(2).take(Vakken::MAX)) {
            v.lengte[usize::from(nr)] = g[1].saturating_sub(g[0]);
            v.vak[usize::from(g[0])..usize::from(g[1])].fill(nr);
        }
        v
    }

    /// As [`Vakken::perioden`], with everything before the first boundary taken as on it: for what runs on.
    pub fn lopend(grenzen: &[u16]) -> Vakken {
        let mut v = Vakken::perioden(grenzen);
        if v.aantal > 0 {
            v.vak[..usize::from(grenzen[0])].fill(0);
        }
        let rest = |dag: u16, vak: u8| {
            let eind = grenzen.get(usize::from(vak) + 1).filter(|_| usize::from(vak) < v.aantal)?;
            // Before the first boundary the whole first period is still to come.
            Some(eind.saturating_sub(dag.max(grenzen[0])))
        };
        let dagen = (0..=u16::MAX).zip(v.vak.iter());
        v.vak_en_rest =
            dagen.map(|(d, vak)| (u32::from(*vak) << 16) | u32::from(rest(d, *vak).unwrap_or(0))).collect();
        v
    }

    /// The table of compartments with days.
    pub(super) fn dagtabel(&self) -> &[u32; DAGEN] {
        static LEEG: [u32; DAGEN] = [0; DAGEN];
        self.vak_en_rest.as_slice().try_into().unwrap_or(&LEEG)
    }

    fn leeg(aantal: usize) -> Vakken {
        let aantal = aantal.min(Vakken::MAX);
        let geen = u8::try_from(aantal).unwrap_or(u8::MAX);
        Vakken { vak: tabel(geen), vak_en_rest: Vec::new(), aantal, lengte: [0; Vakken::MAX] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dag_nul_is_1_januari_1950() {
        let d = |t: &str| Datum::lees(t).expect("test date");
        assert_eq!((dag(d("1950-01-01")), dag(d("1950-01-02")), dag(d("1850-06-01"))), (0, 1, 0));
        assert_eq!(dag(d("2199-12-31")), NOOIT - 1);
        assert!(
            !eigen_nummer(d("1950-01-01")) && eigen_nummer(d("2026-01-01")) && !eigen_nummer(d("2150-01-01"))
        );
    }

    #[test]
    fn een_dag_valt_in_een_vak() {
        let v = Vakken::momenten(&[10, 20]);
        assert_eq!([0, 10, 11, 20, 21, usize::from(NOOIT)].map(|d| v.vak[d]), [0, 0, 1, 1, 2, 2]);
        let v = Vakken::perioden(&[10, 20, 25]);
        assert_eq!([9, 10, 19, 20, 24, 25].map(|d| v.vak[d]), [2, 0, 0, 1, 1, 2]);
        let v = Vakken::lopend(&[10, 20, 25]);
        let vak_en_rest = [0, 9, 10, 19, 20, 24, 25, 65_535].map(|d| v.vak_en_rest[d]);
        let samen = |(vak, rest): (u32, u32)| (vak << 16) + rest;
        let moet = [(0, 10), (0, 10), (0, 10), (0, 1), (1, 5), (1, 1), (2, 0), (2, 0)];
        assert_eq!(vak_en_rest, moet.map(samen));
    }
}
