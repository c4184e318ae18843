//! Money in whole cents, and the one way to split it.

use super::{Breuk, Onleesbaar};
use alloc::{string::String, vec, vec::Vec};
use core::fmt;

/// An amount in whole eurocents; may be negative. Arithmetic panics on overflow in every build (about 92 quadrillion euro).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cent(pub i64);

impl Cent {
    /// No money.
    pub const NUL: Cent = Cent(0);

    /// Reads `1234`, `1.234,5` or `€ 1.234,56`; at most two decimals. A point only marks thousands: `1000.50` and `1.00,50` are
    /// refused, for a point that is thrown away makes an amount a hundred times too large.
    pub fn lees(tekst: &str) -> Result<Cent, Onleesbaar> {
        let fout = Onleesbaar("Een bedrag heeft de vorm 1.234,56.");
        let t: String = tekst.chars().filter(|c| !matches!(c, '€' | ' ' | '\u{a0}')).collect();
        let (min, t) = t.strip_prefix('-').map_or((1, t.as_str()), |r| (-1, r));
        let (heel, deel) = t.split_once(',').unwrap_or((t, ""));
        let cijfers = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let heel = zonder_punten(heel).ok_or(fout.clone())?;
        if heel.is_empty() || deel.len() > 2 || !cijfers(&heel) || !cijfers(deel) {
            return Err(fout);
        }
        if heel.len() > 13 {
            return Err(Onleesbaar("Dit bedrag is te groot om mee te rekenen."));
        }
        let euro: i64 = heel.parse().map_err(|_| fout.clone())?;
        let mut cent: i64 = if deel.is_empty() { 0 } else { deel.parse().map_err(|_| fout)? };
        if deel.len() == 1 {
            cent *= 10;
        }
        Ok(Cent(min * (euro * 100 + cent)))
    }

    /// `quantity × rate`, refused when it does not fit.
    pub fn maal(self, aantal: i64) -> Option<Cent> {
        self.0.checked_mul(aantal).map(Cent)
    }
}

/// Whole euros without the points between thousands; `None` when a point stands elsewhere.
fn zonder_punten(heel: &str) -> Option<String> {
    let mut groepen = heel.split('.');
    let eerste = groepen.next()?;
    let los = eerste.len() == heel.len();
    let past = los || ((1..=3).contains(&eerste.len()) && groepen.all(|g| g.len() == 3));
    past.then(|| heel.chars().filter(|c| *c != '.').collect())
}

impl core::ops::Add for Cent {
    type Output = Cent;
    fn add(self, r: Cent) -> Cent {
        Cent(self.0 + r.0)
    }
}
impl core::ops::Sub for Cent {
    type Output = Cent;
    fn sub(self, r: Cent) -> Cent {
        Cent(self.0 - r.0)
    }
}
impl core::ops::AddAssign for Cent {
    fn add_assign(&mut self, r: Cent) {
        self.0 += r.0;
    }
}
impl core::ops::Neg for Cent {
    type Output = Cent;
    fn neg(self) -> Cent {
        Cent(-self.0)
    }
}
impl core::iter::Sum for Cent {
    fn sum<I: Iterator<Item = Cent>>(i: I) -> Cent {
        i.fold(Cent::NUL, |a, b| a + b)
    }
}

/// As people write it: `€ 1.234,56`, with a minus sign before the euro sign.
impl fmt::Display for Cent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (euro, cent) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let cijfers = alloc::format!("{euro}");
        let mut met_punten = String::new();
        for (i, c) in cijfers.chars().enumerate() {
            if i > 0 && (cijfers.len() - i) % 3 == 0 {
                met_punten.push('.');
            }
            met_punten.push(c);
        }
        write!(f, "{}€ {met_punten},{cent:02}", if self.0 < 0 { "-" } else { "" })
    }
}

/// Splits `totaal` over whole weights so that the parts sum to it: each gets its floor, the cents that remain go to the
/// largest remainders, ties to the first. Empty or all-zero weights give zeros only when `totaal` is zero, else `None`.
pub fn verdeel_grootste_rest(totaal: Cent, gewichten: &[u64]) -> Option<Vec<Cent>> {
    let som: i128 = gewichten.iter().map(|g| i128::from(*g)).sum();
    if som == 0 {
        return (totaal == Cent::NUL).then(|| vec![Cent::NUL; gewichten.len()]);
    }
    let gewichten: Vec<i128> = gewichten.iter().map(|g| i128::from(*g)).collect();
    verdeel_naar_rato(totaal, &gewichten)
}

/// The same for weights of any size and sign, as exact numerators over one common denominator. The sum of the weights must be
/// more than zero; a negative total is split by its floors too. `None` when it is not, or when a product does not fit.
pub fn verdeel_naar_rato(totaal: Cent, gewichten: &[i128]) -> Option<Vec<Cent>> {
    let som = gewichten.iter().try_fold(0i128, |s, g| s.checked_add(*g)).filter(|s| *s > 0)?;
    let t = i128::from(totaal.0);
    let mut delen = Vec::with_capacity(gewichten.len());
    let mut rest: Vec<(i128, usize)> = Vec::with_capacity(gewichten.len());
    let mut over = t;
    for (i, g) in gewichten.iter().enumerate() {
        let product = t.checked_mul(*g)?;
        let deel = product.div_euclid(som);
        over -= deel;
        delen.push(deel);
        rest.push((product - deel * som, i));
    }
    // Only the largest `over` remainders matter, so a full sort is not needed.
    let aantal = usize::try_from(over).ok()?;
    if aantal > 0 && aantal < rest.len() {
        rest.select_nth_unstable_by(aantal - 1, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    }
    for (_, i) in rest.iter().take(aantal) {
        delen[*i] += 1;
    }
    delen.into_iter().map(|d| i64::try_from(d).ok().map(Cent)).collect()
}

/// The same for exact fractions: slower, for notations whose noemers differ per row.
pub fn verdeel_breuken(totaal: Cent, gewichten: &[Breuk]) -> Option<Vec<Cent>> {
    let som = gewichten.iter().fold(Breuk::heel(0), |s, g| s.plus(g));
    if som.is_negatief() {
        return None;
    }
    let t = Breuk::van_cent(totaal);
    let exact: Vec<Breuk> = gewichten.iter().map(|g| t.maal(g).gedeeld_door(&som)).collect::<Option<_>>()?;
    let mut delen: Vec<i128> = exact.iter().map(Breuk::naar_beneden).collect::<Option<_>>()?;
    let mut rest: Vec<(Breuk, usize)> =
        exact.iter().zip(&delen).enumerate().map(|(i, (e, d))| (e.minus(&Breuk::heel(*d)), i)).collect();
    rest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let over = i128::from(totaal.0) - delen.iter().sum::<i128>();
    for (_, i) in rest.iter().take(usize::try_from(over).ok()?) {
        delen[*i] += 1;
    }
    delen.into_iter().map(|d| i64::try_from(d).ok().map(Cent)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    #[test]
    fn een_bedrag_leest_en_schrijft_zoals_mensen_schrijven() {
        for (t, c) in [
            ("1.234,56", 123_456),
            ("€ 0,05", 5),
            ("12,5", 1_250),
            ("-3", -300),
            ("1000000", 100_000_000),
            ("-12.345.678", -1_234_567_800),
        ] {
            assert_eq!(Cent::lees(t), Ok(Cent(c)), "{t}");
        }
        for t in [
            "",
            ",50",
            "1,234",
            "12e3",
            "--1",
            "99999999999999",
            "1000.50",
            "1.00,50",
            "1.2345",
            ".500",
            "1234.567",
            "1..000",
            "1.000.",
            "1,5.0",
        ] {
            assert!(Cent::lees(t).is_err(), "{t}");
        }
        assert_eq!(Cent(-123_456_789).to_string(), "-€ 1.234.567,89");
    }

    #[test]
    fn een_tekort_en_gelijke_resten_worden_ook_tot_de_cent_verdeeld() {
        let naar_rato = |t: i64, g: &[i128]| {
            verdeel_naar_rato(Cent(t), g).map(|d| d.iter().map(|c| c.0).collect::<Vec<_>>())
        };
        assert_eq!(naar_rato(100, &[1, 1, 1]), Some(vec![34, 33, 33]), "a tie goes to the first");
        assert_eq!(naar_rato(-100, &[1, 1, 1]), Some(vec![-33, -33, -34]));
        assert_eq!(naar_rato(10, &[3, -1]), Some(vec![15, -5]), "a negative weight is no error");
        assert_eq!(naar_rato(10, &[1, -1]), None);
        assert_eq!(naar_rato(10, &[]), None);
        assert_eq!(naar_rato(i64::MAX, &[i128::MAX]), None, "does not fit");
        assert_eq!(verdeel_grootste_rest(Cent(0), &[0, 0]), Some(vec![Cent(0); 2]));
        assert_eq!(verdeel_grootste_rest(Cent(1), &[0, 0]), None);
    }

    proptest! {
        /// Each part lies less than a cent from its exact share.
        #[test]
        fn elk_deel_ligt_binnen_een_cent_van_zijn_aandeel(t in -1_000_000_000i64..1_000_000_000, g in proptest::collection::vec(-500i128..10_000, 1..40)) {
            let som: i128 = g.iter().sum();
            prop_assume!(som > 0);
            let delen = verdeel_naar_rato(Cent(t), &g).expect("fits");
            prop_assert_eq!(delen.iter().copied().sum::<Cent>(), Cent(t));
            let breuken: Vec<Breuk> = g.iter().map(|w| Breuk::nieuw(*w, 7).expect("not zero")).collect();
            prop_assert_eq!(verdeel_breuken(Cent(t), &breuken), Some(delen.clone()));
            for (d, w) in delen.iter().zip(&g) {
                prop_assert!((i128::from(d.0) * som - i128::from(t) * w).abs() < som);
            }
        }

        #[test]
        fn verdelen_behoudt_het_totaal(t in -1_000_000_000_000i64..1_000_000_000_000, g in proptest::collection::vec(0u64..1_000_000, 1..50)) {
            prop_assume!(g.iter().any(|x| *x > 0));
            let delen = verdeel_grootste_rest(Cent(t), &g).expect("weights are not all zero");
            prop_assert_eq!(delen.iter().copied().sum::<Cent>(), Cent(t));
        }
    }
}
