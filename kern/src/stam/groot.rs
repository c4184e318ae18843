//! Whole numbers of any size, zero or more, for exact fractions. Limbs of 32 bits, the smallest first, no zeros on top.

use alloc::{string::String, vec, vec::Vec};
use core::cmp::Ordering;

const BASIS_BITS: u32 = 32;
/// Largest power of ten that fits in a limb, for printing nine digits at a time.
const MILJARD: u32 = 1_000_000_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Groot(Vec<u32>);

/// The low 32 bits, and what is carried.
fn splits(x: u64) -> (u32, u64) {
    let laag = u32::try_from(x & u64::from(u32::MAX)).expect("32 bits are kept");
    (laag, x >> BASIS_BITS)
}

impl Groot {
    pub(super) fn van(mut x: u128) -> Groot {
        let mut uit = Vec::new();
        while x > 0 {
            uit.push(u32::try_from(x & u128::from(u32::MAX)).expect("32 bits are kept"));
            x >>= BASIS_BITS;
        }
        Groot(uit)
    }

    pub(super) fn een() -> Groot {
        Groot(vec![1])
    }

    pub(super) fn is_nul(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn klein(&self) -> Option<u128> {
        let schuif = |uit: u128, l: &u32| (uit << BASIS_BITS) | u128::from(*l);
        (self.0.len() <= 4).then(|| self.0.iter().rev().fold(0, schuif))
    }

    fn kap(mut self) -> Groot {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    fn limb(&self, i: usize) -> u64 {
        u64::from(self.0.get(i).copied().unwrap_or(0))
    }

    pub(super) fn plus(&self, b: &Groot) -> Groot {
        let (mut uit, mut over) = (Vec::new(), 0);
        for i in 0..=self.0.len().max(b.0.len()) {
            let (laag, mee) = splits(self.limb(i) + b.limb(i) + over);
            uit.push(laag);
            over = mee;
        }
        Groot(uit).kap()
    }

    /// `self - b`; `b` is not the larger.
    pub(super) fn minus(&self, b: &Groot) -> Groot {
        let (mut uit, mut leen) = (Vec::new(), 0u64);
        for i in 0..self.0.len() {
            let (laag, _) = splits(self.limb(i) + (1 << BASIS_BITS) - b.limb(i) - leen);
            leen = u64::from(self.limb(i) < b.limb(i) + leen);
            uit.push(laag);
        }
        Groot(uit).kap()
    }

    pub(super) fn maal(&self, b: &Groot) -> Groot {
        let mut uit = vec![0u32; self.0.len() + b.0.len() + 1];
        for i in 0..self.0.len() {
            let mut over = 0;
            for j in 0..=b.0.len() {
                let (laag, mee) = splits(u64::from(uit[i + j]) + self.limb(i) * b.limb(j) + over);
                uit[i + j] = laag;
                over = mee;
            }
        }
        Groot(uit).kap()
    }

    fn bits(&self) -> u32 {
        let hele = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_mul(BASIS_BITS);
        hele - self.0.last().map_or(0, |l| l.leading_zeros())
    }

    /// This times two to the power `n`.
    fn schuif_op(&self, n: u32) -> Groot {
        let mut uit = vec![0; usize::try_from(n / BASIS_BITS).unwrap_or(0)];
        let mut over = 0;
        for l in &self.0 {
            let (laag, hoog) = splits(u64::from(*l) << (n % BASIS_BITS));
            uit.push(laag | over);
            over = u32::try_from(hoog).expect("less than 32 bits are carried");
        }
        uit.push(over);
        Groot(uit).kap()
    }

    /// Half of this, rounded down.
    fn halveer(&mut self) {
        let mut over = 0;
        for l in self.0.iter_mut().rev() {
            let laag = *l & 1;
            *l = (*l >> 1) | (over << (BASIS_BITS - 1));
            over = laag;
        }
        if self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Quotient and remainder; `d` is not zero.
    pub(super) fn deel(&self, d: &Groot) -> (Groot, Groot) {
        if let (Some(a), Some(b)) = (self.klein(), d.klein()) {
            return (Groot::van(a / b), Groot::van(a % b));
        }
        let (mut q, mut rest) = (Groot::default(), self.clone());
        if rest < *d {
            return (q, rest);
        }
        let stappen = self.bits() - d.bits();
        let mut stuk = d.schuif_op(stappen);
        for n in (0..=stappen).rev() {
            if rest >= stuk {
                rest = rest.minus(&stuk);
                q = q.plus(&Groot::een().schuif_op(n));
            }
            stuk.halveer();
        }
        (q, rest)
    }

    /// Greatest common divisor (Euclid).
    pub(super) fn ggd(&self, b: &Groot) -> Groot {
        let (mut a, mut b) = (self.clone(), b.clone());
        while !b.is_nul() {
            let rest = a.deel(&b).1;
            a = b;
            b = rest;
        }
        a
    }

    pub(super) fn tien_tot(n: u32) -> Groot {
        let tien = Groot::van(10);
        (0..n).fold(Groot::een(), |uit, _| uit.maal(&tien))
    }

    pub(super) fn cijfers(&self) -> String {
        let (mut delen, mut rest) = (Vec::new(), self.clone());
        while !rest.is_nul() {
            let (q, r) = rest.deel(&Groot::van(u128::from(MILJARD)));
            delen.push(r.klein().unwrap_or(0));
            rest = q;
        }
        let mut uit = alloc::format!("{}", delen.pop().unwrap_or(0));
        delen.iter().rev().for_each(|d| uit.push_str(&alloc::format!("{d:09}")));
        uit
    }
}

impl PartialOrd for Groot {
    fn partial_cmp(&self, b: &Groot) -> Option<Ordering> {
        Some(self.cmp(b))
    }
}
impl Ord for Groot {
    fn cmp(&self, b: &Groot) -> Ordering {
        self.0.len().cmp(&b.0.len()).then_with(|| self.0.iter().rev().cmp(b.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groot(cijfers: &str) -> Groot {
        cijfers.bytes().fold(Groot::default(), |uit, c| {
            uit.maal(&Groot::van(10)).plus(&Groot::van(u128::from(c - b'0')))
        })
    }

    #[test]
    fn getallen_van_meer_dan_128_bits_tellen_goed() {
        let a = groot("340282366920938463463374607431768211456000000000000000000007");
        assert_eq!(a.cijfers(), "340282366920938463463374607431768211456000000000000000000007");
        let (q, r) = a.deel(&groot("1000000000000000000000000000000000000000000"));
        assert_eq!(
            (q.cijfers().as_str(), r.cijfers().as_str()),
            ("340282366920938463", "463374607431768211456000000000000000000007")
        );
        assert_eq!(
            Groot::tien_tot(50).ggd(&Groot::tien_tot(45).maal(&Groot::van(3))).cijfers(),
            Groot::tien_tot(45).cijfers()
        );
        assert_eq!(Groot::default().cijfers(), "0");
    }

    proptest! {
        #[test]
        fn delen_en_vermenigvuldigen_keren_elkaar_om(a in any::<u128>(), b in 1u128.., c in any::<u128>()) {
            let (ga, gb, gc) = (Groot::van(a), Groot::van(b), Groot::van(c));
            let rest = gc.deel(&gb).1;
            let (q, r) = ga.maal(&gb).plus(&rest).deel(&gb);
            prop_assert_eq!(q.klein(), Some(a));
            prop_assert_eq!(r, rest);
            prop_assert_eq!(ga.plus(&gc).minus(&gc), ga);
        }
    }
}
