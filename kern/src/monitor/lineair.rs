//! What a reader can work out from sums: the lowest and highest value of every unknown in a set of linear equations over
//! numbers that are not negative.
//!
//! Simplex in whole numbers: all entries share one denominator, so nothing is rounded (Edmonds 1967; Bareiss 1968). A number
//! that outgrows 128 bits ends the search without an answer, which whoever asks must read as "not proved safe".

use alloc::{vec, vec::Vec};

/// Without bound.
pub(super) const ONBEGRENSD: i64 = i64::MAX / 4;

/// Σ factor × unknown = sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vergelijking {
    pub(super) termen: Vec<(usize, i64)>,
    pub(super) som: i64,
}

/// A set of equations in a form from which every unknown can be driven up or down.
pub(super) struct Stelsel {
    onbekenden: usize,
    /// Entries per equation, the right-hand side last; each is a numerator over `noemer`.
    rijen: Vec<Vec<i128>>,
    /// The unknown that each equation gives; from `onbekenden` on those of the first phase.
    basis: Vec<usize>,
    noemer: i128,
    /// Lowest and highest whole value that was seen in a solution.
    gezien: Vec<(i64, i64)>,
}

fn naar_i64(n: i128) -> i64 {
    i64::try_from(n).unwrap_or(if n < 0 { -ONBEGRENSD } else { ONBEGRENSD }).clamp(-ONBEGRENSD, ONBEGRENSD)
}

impl Stelsel {
    /// Finds a first solution. `None` when there is none, or when numbers grow too large.
    pub(super) fn nieuw(onbekenden: usize, vergelijkingen: &[Vergelijking]) -> Option<Stelsel> {
        let rij = |v: &Vergelijking| {
            let mut r = vec![0i128; onbekenden + 1];
            for (x, f) in &v.termen {
                r[*x] += i128::from(*f);
            }
            r[onbekenden] = i128::from(v.som);
            if v.som < 0 {
                r.iter_mut().for_each(|e| *e = -*e);
            }
            r
        };
        let rijen: Vec<Vec<i128>> = vergelijkingen.iter().map(rij).collect();
        let basis = (onbekenden..onbekenden + rijen.len()).collect();
        let gezien = vec![(ONBEGRENSD, -1); onbekenden];
        let mut s = Stelsel { onbekenden, rijen, basis, noemer: 1, gezien };
        s.eerste_oplossing()?;
        s.onthoud();
        Some(s)
    }

    fn kunstmatig(&self, rij: usize) -> bool {
        self.basis[rij] >= self.onbekenden
    }

    fn eerste_oplossing(&mut self) -> Option<()> {
        loop {
            let som = |s: &Stelsel, k: usize| -> i128 {
                (0..s.rijen.len()).filter(|r| s.kunstmatig(*r)).map(|r| s.rijen[r][k]).sum()
            };
            if som(self, self.onbekenden) == 0 {
                break;
            }
            let kolom = (0..self.onbekenden).find(|k| som(self, *k) > 0)?;
            let rij = self.krapste(kolom)??;
            self.ruil(rij, kolom)?;
        }
        // Equations that still have no unknown of their own say nothing, or can give any unknown without moving it.
        let mut r = 0;
        while r < self.rijen.len() {
            if !self.kunstmatig(r) {
                r += 1;
                continue;
            }
            match (0..self.onbekenden).find(|k| self.rijen[r][*k] != 0) {
                Some(k) => {
                    if self.rijen[r][k] < 0 {
                        self.rijen[r].iter_mut().for_each(|e| *e = -*e);
                    }
                    self.ruil(r, k)?;
                    r += 1;
                }
                None => {
                    self.rijen.remove(r);
                    self.basis.remove(r);
                }
            }
        }
        Some(())
    }

    /// The equation that stops an unknown first when it grows, if one does. `None` when numbers grow too large.
    fn krapste(&self, kolom: usize) -> Option<Option<usize>> {
        let n = self.onbekenden;
        let mut beste: Option<usize> = None;
        for r in (0..self.rijen.len()).filter(|r| self.rijen[*r][kolom] > 0) {
            let Some(b) = beste else {
                beste = Some(r);
                continue;
            };
            let (hier, daar) = (&self.rijen[r], &self.rijen[b]);
            let links = hier[n].checked_mul(daar[kolom])?;
            let rechts = daar[n].checked_mul(hier[kolom])?;
            // At a tie an unknown of the first phase, else the one with the lowest number: then it ends (Bland 1977).
            let voor = match (self.kunstmatig(r), self.kunstmatig(b)) {
                (true, false) => true,
                (false, true) => false,
                _ => self.basis[r] < self.basis[b],
            };
            if links < rechts || (links == rechts && voor) {
                beste = Some(r);
            }
        }
        Some(beste)
    }

    /// Lets an unknown take the place of the one that an equation gives.
    fn ruil(&mut self, rij: usize, kolom: usize) -> Option<()> {
        let spil = self.rijen[rij][kolom];
        let bron = core::mem::take(&mut self.rijen[rij]);
        for r in (0..self.rijen.len()).filter(|r| *r != rij) {
            veeg(&mut self.rijen[r], &bron, kolom, spil, self.noemer)?;
        }
        self.rijen[rij] = bron;
        self.basis[rij] = kolom;
        self.noemer = spil;
        Some(())
    }

    /// Writes down what the unknowns are in this solution.
    fn onthoud(&mut self) {
        let mut nul = vec![true; self.onbekenden];
        for (r, b) in self.rijen.iter().zip(&self.basis).filter(|(_, b)| **b < self.onbekenden) {
            nul[*b] = false;
            let (teller, g) = (r[self.onbekenden], &mut self.gezien[*b]);
            g.0 = g.0.min(naar_i64((teller + self.noemer - 1).div_euclid(self.noemer)));
            g.1 = g.1.max(naar_i64(teller.div_euclid(self.noemer)));
        }
        for (g, _) in self.gezien.iter_mut().zip(nul).filter(|(_, nul)| *nul) {
            *g = (g.0.min(0), g.1.max(0));
        }
    }

    /// Drives an unknown as far up (or down) as it goes. `None` when numbers grow too large.
    fn drijf(&mut self, x: usize, omhoog: bool) -> Option<()> {
        let n = self.onbekenden;
        // The gain per unknown, over the same denominator.
        let teken = if omhoog { 1 } else { -1 };
        let mut winst = vec![0i128; n + 1];
        winst[x] = self.noemer * teken;
        if let Some(r) = self.basis.iter().position(|b| *b == x) {
            for (w, e) in winst.iter_mut().zip(&self.rijen[r]) {
                *w -= teken * e;
            }
        }
        while let Some(kolom) = (0..n).find(|k| winst[*k] > 0) {
            let Some(rij) = self.krapste(kolom)? else {
                self.gezien[x].1 = ONBEGRENSD;
                return Some(());
            };
            let bron = self.rijen[rij].clone();
            veeg(&mut winst, &bron, kolom, bron[kolom], self.noemer)?;
            self.ruil(rij, kolom)?;
            self.onthoud();
        }
        Some(())
    }

    /// Lowest and highest whole value that an unknown can have. When `genoeg` says that what was seen is wide enough, the
    /// search stops there. `None` when numbers grow too large.
    pub(super) fn grenzen(&mut self, x: usize, genoeg: impl Fn((i64, i64)) -> bool) -> Option<(i64, i64)> {
        for omhoog in [true, false] {
            if genoeg(self.gezien[x]) {
                break;
            }
            self.drijf(x, omhoog)?;
        }
        Some(self.gezien[x])
    }
}

/// Takes away so much of `bron` that the column becomes zero; the division is exact.
fn veeg(rij: &mut [i128], bron: &[i128], kolom: usize, spil: i128, noemer: i128) -> Option<()> {
    let factor = rij[kolom];
    if factor == 0 && spil == noemer {
        return Some(());
    }
    for (e, b) in rij.iter_mut().zip(bron) {
        *e = e.checked_mul(spil)?.checked_sub(factor.checked_mul(*b)?)? / noemer;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn een_som_begrenst_haar_delen() {
        let v = |termen: &[(usize, i64)], som| Vergelijking { termen: termen.to_vec(), som };
        let mut s =
            Stelsel::nieuw(3, &[v(&[(0, 1), (1, 1)], 7), v(&[(1, 1), (2, -1)], 2)]).expect("has a solution");
        let g = |s: &mut Stelsel, x| s.grenzen(x, |_| false);
        assert_eq!([0, 1, 2].map(|x| g(&mut s, x)), [Some((0, 5)), Some((2, 7)), Some((0, 5))]);
        let mut s = Stelsel::nieuw(2, &[v(&[(0, 1), (1, -1)], 3)]).expect("has a solution");
        assert_eq!([0, 1].map(|x| g(&mut s, x)), [Some((3, ONBEGRENSD)), Some((0, ONBEGRENSD))]);
        assert!(Stelsel::nieuw(1, &[v(&[(0, 1)], -1)]).is_none(), "no solution");
        let mut s = Stelsel::nieuw(1, &[v(&[(0, 2)], 6), v(&[(0, 1)], 3)]).expect("the same twice");
        assert_eq!(g(&mut s, 0), Some((3, 3)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn elke_hele_oplossing_ligt_binnen_de_grenzen(
            x in proptest::collection::vec(0i64..4, 4),
            factoren in proptest::collection::vec(proptest::collection::vec(-1i64..=1, 4), 1..5),
        ) {
            let som = |f: &[i64], x: &[i64]| f.iter().zip(x).map(|(f, x)| f * x).sum::<i64>();
            let v: Vec<Vergelijking> = factoren
                .iter()
                .map(|f| Vergelijking { termen: f.iter().copied().enumerate().collect(), som: som(f, &x) })
                .collect();
            let mut s = Stelsel::nieuw(4, &v).expect("x is a solution");
            let grenzen: Vec<(i64, i64)> = (0..4).map(|k| s.grenzen(k, |_| false).expect("small numbers")).collect();
            for n in 0..10_000usize {
                let y = [n / 1000, n / 100 % 10, n / 10 % 10, n % 10].map(|d| i64::try_from(d).expect("a digit"));
                if factoren.iter().all(|f| som(f, &y) == som(f, &x)) {
                    let binnen = y.iter().zip(&grenzen).all(|(y, (laag, hoog))| laag <= y && y <= hoog);
                    prop_assert!(binnen, "{:?} {:?}", y, grenzen);
                }
            }
            prop_assert!(x.iter().zip(&grenzen).all(|(x, g)| g.0 <= *x && *x <= g.1));
        }
    }
}
