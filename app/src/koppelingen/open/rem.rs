//! How often one address may ask for open figures. In memory and per process: enough against a program that runs wild.

use crate::huis::opslag::Moment;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Requests per address in the minute that runs.
#[derive(Default)]
pub struct Rem(Mutex<(i64, HashMap<String, i64>)>);

impl Rem {
    /// Counts a request. `Some`: too many, with the seconds until there is room again.
    pub fn te_veel(&self, adres: &str, nu: Moment, max: i64) -> Option<i64> {
        let (minuut, seconde) = (nu.as_second().div_euclid(60), nu.as_second().rem_euclid(60));
        // A panic elsewhere cannot leave the counts half changed.
        let mut staat = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if staat.0 != minuut {
            *staat = (minuut, HashMap::new());
        }
        let n = staat.1.entry(adres.to_owned()).or_default();
        *n += 1;
        (*n > max).then_some(60 - seconde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn na_het_laatste_verzoek_van_de_minuut_wacht_een_adres_en_een_ander_niet() {
        let rem = Rem::default();
        let op = |s: i64| Moment::from_second(1_700_000_040 + s).expect("moment");
        assert_eq!((rem.te_veel("a", op(0), 2), rem.te_veel("a", op(1), 2)), (None, None));
        assert_eq!((rem.te_veel("a", op(20), 2), rem.te_veel("b", op(20), 2)), (Some(40), None));
        assert_eq!(rem.te_veel("a", op(60), 2), None, "a new minute");
    }
}
