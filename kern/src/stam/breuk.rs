//! Exact fractions: everything between the numbers that came in and the one place where is rounded.

use super::{Cent, Onleesbaar, groot::Groot};
use alloc::string::{String, ToString};
use core::{cmp::Ordering, fmt};

/// Most digits that are read on either side of the decimal sign.
const CIJFERS_MAX: usize = 30;

/// An exact fraction of any size, in lowest terms. Printed as a decimal number when it ends, else as `teller/noemer`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Breuk {
    negatief: bool,
    teller: Groot,
    noemer: Groot,
}

impl Breuk {
    fn maak(negatief: bool, teller: Groot, noemer: Groot) -> Breuk {
        if teller.is_nul() {
            return Breuk { negatief: false, teller, noemer: Groot::een() };
        }
        let ggd = teller.ggd(&noemer);
        Breuk { negatief, teller: teller.deel(&ggd).0, noemer: noemer.deel(&ggd).0 }
    }

    /// A whole number.
    pub fn heel(x: i128) -> Breuk {
        Breuk::maak(x < 0, Groot::van(x.unsigned_abs()), Groot::een())
    }

    /// `teller / noemer`; `None` when the noemer is zero.
    pub fn nieuw(teller: i128, noemer: i128) -> Option<Breuk> {
        Breuk::heel(teller).gedeeld_door(&Breuk::heel(noemer))
    }

    /// An amount, in cents.
    pub fn van_cent(c: Cent) -> Breuk {
        Breuk::heel(i128::from(c.0))
    }

    /// Reads `12`, `-0,25`, `0.25`, `25%` or `1/3`: one decimal sign, no signs between thousands.
    ///
    /// # Errors
    /// Anything else, more than 30 digits on a side, or a noemer of zero.
    pub fn lees(tekst: &str) -> Result<Breuk, Onleesbaar> {
        let fout = || Onleesbaar("Een getal heeft de vorm 12, 0,25, 25% of 1/3.");
        let t = tekst.trim();
        if let Some(p) = t.strip_suffix('%') {
            return Breuk::lees(p)?.gedeeld_door(&Breuk::heel(100)).ok_or_else(fout);
        }
        if let Some((a, b)) = t.split_once('/') {
            return Breuk::lees(a)?.gedeeld_door(&Breuk::lees(b)?).ok_or_else(fout);
        }
        let (negatief, t) = t.strip_prefix('-').map_or((false, t), |r| (true, r));
        let (heel, deel) = t.split_once([',', '.']).unwrap_or((t, ""));
        let cijfers = |s: &str| s.len() <= CIJFERS_MAX && s.bytes().all(|b| b.is_ascii_digit());
        if heel.is_empty() || t.ends_with([',', '.']) || !cijfers(heel) || !cijfers(deel) {
            return Err(fout());
        }
        let tel = |uit: Groot, c: u8| uit.maal(&Groot::van(10)).plus(&Groot::van(u128::from(c - b'0')));
        let teller = heel.bytes().chain(deel.bytes()).fold(Groot::default(), tel);
        let decimalen = u32::try_from(deel.len()).map_err(|_| fout())?;
        Ok(Breuk::maak(negatief, teller, Groot::tien_tot(decimalen)))
    }

    /// Sum.
    #[must_use]
    pub fn plus(&self, b: &Breuk) -> Breuk {
        let (x, y) = (self.teller.maal(&b.noemer), b.teller.maal(&self.noemer));
        let noemer = self.noemer.maal(&b.noemer);
        if self.negatief == b.negatief {
            return Breuk::maak(self.negatief, x.plus(&y), noemer);
        }
        match x.cmp(&y) {
            Ordering::Less => Breuk::maak(b.negatief, y.minus(&x), noemer),
            Ordering::Equal | Ordering::Greater => Breuk::maak(self.negatief, x.minus(&y), noemer),
        }
    }

    /// Difference.
    #[must_use]
    pub fn minus(&self, b: &Breuk) -> Breuk {
        self.plus(&b.tegengesteld())
    }

    /// Product.
    #[must_use]
    pub fn maal(&self, b: &Breuk) -> Breuk {
        let negatief = self.negatief != b.negatief;
        Breuk::maak(negatief, self.teller.maal(&b.teller), self.noemer.maal(&b.noemer))
    }

    /// Quotient; `None` when `b` is zero.
    pub fn gedeeld_door(&self, b: &Breuk) -> Option<Breuk> {
        if b.is_nul() {
            return None;
        }
        let omgekeerd = Breuk { negatief: b.negatief, teller: b.noemer.clone(), noemer: b.teller.clone() };
        Some(self.maal(&omgekeerd))
    }

    /// The same with the other sign.
    #[must_use]
    pub fn tegengesteld(&self) -> Breuk {
        Breuk { negatief: !self.negatief && !self.is_nul(), ..self.clone() }
    }

    /// Without its sign.
    #[must_use]
    pub fn zonder_teken(&self) -> Breuk {
        Breuk { negatief: false, ..self.clone() }
    }

    /// Whether it is zero.
    pub fn is_nul(&self) -> bool {
        self.teller.is_nul()
    }

    /// Whether it is less than zero.
    pub fn is_negatief(&self) -> bool {
        self.negatief
    }

    /// The nearest whole number; halves go away from zero.
    fn afgerond(&self) -> (bool, Groot) {
        let (q, rest) = self.teller.deel(&self.noemer);
        let omhoog = rest.plus(&rest) >= self.noemer;
        let heel = if omhoog { q.plus(&Groot::een()) } else { q };
        (self.negatief && !heel.is_nul(), heel)
    }

    /// The nearest whole number, halves away from zero; `None` when it does not fit in 128 bits.
    pub fn naar_heel(&self) -> Option<i128> {
        let (negatief, heel) = self.afgerond();
        let heel = i128::try_from(heel.klein()?).ok()?;
        Some(if negatief { -heel } else { heel })
    }

    /// The largest whole number that is not larger; `None` when it does not fit in 128 bits.
    pub fn naar_beneden(&self) -> Option<i128> {
        let (q, rest) = self.teller.deel(&self.noemer);
        let heel = i128::try_from(q.klein()?).ok()?;
        Some(if self.negatief { -heel - i128::from(!rest.is_nul()) } else { heel })
    }

    /// Taken as cents: the nearest cent, halves away from zero. `None` when it does not fit.
    pub fn naar_cent(&self) -> Option<Cent> {
        i64::try_from(self.naar_heel()?).ok().map(Cent)
    }

    /// With a fixed number of decimals and a point, halves away from zero: `1.168487404`.
    pub fn met_decimalen(&self, decimalen: u32) -> String {
        let schaal = Breuk { negatief: false, teller: Groot::tien_tot(decimalen), noemer: Groot::een() };
        let (negatief, heel) = self.maal(&schaal).afgerond();
        let n = usize::try_from(decimalen).unwrap_or(0);
        let cijfers = alloc::format!("{:0>breedte$}", heel.cijfers(), breedte = n + 1);
        let (voor, achter) = cijfers.split_at(cijfers.len() - n);
        let teken = if negatief { "-" } else { "" };
        if n == 0 { alloc::format!("{teken}{voor}") } else { alloc::format!("{teken}{voor}.{achter}") }
    }
}

impl PartialOrd for Breuk {
    fn partial_cmp(&self, b: &Breuk) -> Option<Ordering> {
        Some(self.cmp(b))
    }
}
impl Ord for Breuk {
    fn cmp(&self, b: &Breuk) -> Ordering {
        let verschil = self.minus(b);
        match (verschil.is_nul(), verschil.negatief) {
            (true, _) => Ordering::Equal,
            (false, true) => Ordering::Less,
            (false, false) => Ordering::Greater,
        }
    }
}

impl fmt::Display for Breuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A fraction ends as a decimal number when its noemer divides a power of ten.
        for n in 0..=CIJFERS_MAX {
            let n = u32::try_from(n).unwrap_or(0);
            if Groot::tien_tot(n).deel(&self.noemer).1.is_nul() {
                return f.write_str(&self.met_decimalen(n).replace('.', ","));
            }
        }
        let teken = if self.negatief { "-" } else { "" };
        write!(f, "{teken}{}/{}", self.teller.cijfers(), self.noemer.cijfers())
    }
}

impl fmt::Debug for Breuk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn b(t: &str) -> Breuk {
        Breuk::lees(t).expect("test fraction")
    }

    #[test]
    fn een_breuk_leest_en_schrijft_zonder_verlies() {
        for (t, uit) in [
            ("12", "12"),
            ("0,2500", "0,25"),
            ("-0.25", "-0,25"),
            ("25%", "0,25"),
            ("4,957%", "0,04957"),
            ("1/3", "1/3"),
            ("-2/6", "-1/3"),
            ("0", "0"),
            ("-0", "0"),
            ("123456789012345678901234567890,5", "123456789012345678901234567890,5"),
        ] {
            assert_eq!(b(t).to_string(), uit, "{t}");
        }
        for fout in ["", ",5", "5,", "1.234,56", "1/0", "a", "--1", "1e3", "%"] {
            assert!(Breuk::lees(fout).is_err(), "{fout}");
        }
    }

    #[test]
    fn een_half_gaat_van_nul_af() {
        for (t, heel, beneden) in [
            ("0,5", 1, 0),
            ("-0,5", -1, -1),
            ("2,5", 3, 2),
            ("2,4999", 2, 2),
            ("-2,5", -3, -3),
            ("-7", -7, -7),
            ("-0,4", 0, -1),
        ] {
            assert_eq!((b(t).naar_heel(), b(t).naar_beneden()), (Some(heel), Some(beneden)), "{t}");
        }
        assert_eq!(b("65641532,5").naar_cent(), Some(Cent(65_641_533)));
        assert_eq!(b("-0,004").met_decimalen(2), "0.00");
        assert_eq!(b("-1,005").met_decimalen(2), "-1.01");
        assert_eq!(b("2/3").met_decimalen(6), "0.666667");
        assert_eq!(b("9,99").met_decimalen(0), "10");
        assert_eq!(b("100000000000000000000").naar_cent(), None);
    }

    proptest! {
        #[test]
        fn rekenen_met_breuken_is_precies(a in -10_000i128..10_000, n in 1i128..500, c in -10_000i128..10_000, m in 1i128..500) {
            let (x, y) = (Breuk::nieuw(a, n).expect("not zero"), Breuk::nieuw(c, m).expect("not zero"));
            prop_assert_eq!(x.plus(&y), Breuk::nieuw(a * m + c * n, n * m).expect("not zero"));
            prop_assert_eq!(x.minus(&y).plus(&y), x.clone());
            prop_assert_eq!(x.maal(&y), Breuk::nieuw(a * c, n * m).expect("not zero"));
            prop_assert_eq!(x.cmp(&y), (a * m).cmp(&(c * n)));
            if c != 0 {
                prop_assert_eq!(x.gedeeld_door(&y).expect("not zero").maal(&y), x.clone());
            }
            prop_assert_eq!(x.naar_beneden(), Some(a.div_euclid(n)));
        }
    }
}
