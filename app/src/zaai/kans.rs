//! Chance that is the same every time: SplitMix64, seeded by what it is for.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(super) struct Kans(u64);

impl Kans {
    /// The stream of one subject: the same subject always gets the same numbers, whatever else is made.
    pub(super) fn voor(onderwerp: u64) -> Kans {
        let mut k = Kans(0x5749_4a4b_5448_5549 ^ onderwerp.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        k.volgende();
        k
    }

    /// The next number.
    pub(super) fn volgende(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including `n`; 0 when `n` is 0.
    pub(super) fn onder(&mut self, n: u64) -> u64 {
        self.volgende() % n.max(1)
    }

    /// From `a` up to and including `b`.
    pub(super) fn tussen(&mut self, a: i64, b: i64) -> i64 {
        let breedte = u64::try_from(b - a + 1).unwrap_or(1);
        a + i64::try_from(self.onder(breedte)).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub(super) fn procent(&mut self, p: u64) -> bool {
        self.onder(100) < p
    }

    /// One of a list.
    pub(super) fn kies<T: Copy>(&mut self, uit: &[T]) -> T {
        let n = self.onder(uit.len() as u64) as usize;
        uit[n]
    }

    /// One of a list with weights.
    pub(super) fn gewogen<T: Copy>(&mut self, uit: &[(T, u64)]) -> T {
        let mut rest = self.onder(uit.iter().map(|(_, g)| g).sum());
        for (wat, gewicht) in uit {
            if rest < *gewicht {
                return *wat;
            }
            rest -= gewicht;
        }
        uit[0].0
    }
}
