//! The verdeelmodel: maatstaven with weights, and their values per gemeente.

use super::herleiding::Cijferbron;
use crate::stam::{Breuk, Gemeentecode, Onleesbaar, Weigering};
use alloc::{format, string::String, vec::Vec};
use core::fmt;

const MILJOENSTE: i128 = 1_000_000;

pub(super) const FVW_11: &str = "Financiële-verhoudingswet art. 11";
pub(super) const FVW_10: &str = "Financiële-verhoudingswet art. 10";

/// A number with at most six decimals, between about -9 and +9 trillion. Kept in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimaal(i64);

impl Decimaal {
    /// A whole number.
    pub fn heel(x: u32) -> Decimaal {
        Decimaal(i64::from(x) * 1_000_000)
    }

    /// From a fraction.
    ///
    /// # Errors
    /// More than six decimals, or too large.
    pub fn van(b: &Breuk) -> Result<Decimaal, Onleesbaar> {
        let fout = Onleesbaar("Een gewicht of waarde heeft ten hoogste zes decimalen.");
        let groot = b.maal(&Breuk::heel(MILJOENSTE));
        let heel = groot.naar_heel().and_then(|h| i64::try_from(h).ok()).ok_or(fout.clone())?;
        if Breuk::heel(i128::from(heel)) == groot { Ok(Decimaal(heel)) } else { Err(fout) }
    }

    /// In millionths.
    pub fn miljoensten(self) -> i64 {
        self.0
    }

    /// As a fraction.
    pub fn breuk(self) -> Breuk {
        Breuk::nieuw(i128::from(self.0), MILJOENSTE).expect("a million is not zero")
    }
}

impl fmt::Display for Decimaal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.breuk())
    }
}

pub(super) fn te_groot() -> Weigering {
    Weigering::nieuw("STL-05", FVW_10, "De getallen zijn te groot om precies mee te rekenen.")
}

/// One measure of need, with what one unit of it weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maatstaf {
    /// Name of the column, such as `inwoners`.
    pub code: String,
    /// What it measures.
    pub naam: String,
    /// Euro per unit; may be negative.
    pub gewicht: Decimaal,
    /// Where the weight comes from.
    pub bron: Cijferbron,
}

/// One version of the objectief verdeelmodel. A new circulaire with other weights is a new version; old ones stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdeelmodel {
    /// Name of the version, such as `2023-09`.
    pub versie: String,
    /// Its measures, in the order of the columns of its table.
    pub maatstaven: Vec<Maatstaf>,
}

/// The values of one gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeenterij {
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// Inhabitants, for amounts per inhabitant.
    pub inwoners: u32,
    /// A value per maatstaf of the model, in the same order.
    pub waarden: Vec<Decimaal>,
}

/// The values of all gemeenten, in the order of their codes, each gemeente once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maatstaftabel {
    rijen: Vec<Gemeenterij>,
    bron: Cijferbron,
}

impl Maatstaftabel {
    /// Orders the rows by code. Refused when a gemeente stands in it twice (STL-01).
    pub fn nieuw(mut rijen: Vec<Gemeenterij>, bron: Cijferbron) -> Result<Maatstaftabel, Weigering> {
        rijen.sort_by_key(|r| r.gemeente);
        if let Some(dubbel) = rijen.windows(2).find(|w| w[0].gemeente == w[1].gemeente) {
            let zin = format!("Gemeente {} staat twee keer in de tabel.", dubbel[0].gemeente);
            return Err(Weigering::nieuw("STL-01", FVW_11, zin));
        }
        Ok(Maatstaftabel { rijen, bron })
    }

    /// The rows, by code.
    pub fn rijen(&self) -> &[Gemeenterij] {
        &self.rijen
    }
    /// Where the values come from.
    pub fn bron(&self) -> &Cijferbron {
        &self.bron
    }
    /// The row of a gemeente.
    pub fn van(&self, gemeente: Gemeentecode) -> Option<&Gemeenterij> {
        self.rijen.binary_search_by_key(&gemeente, |r| r.gemeente).ok().map(|i| &self.rijen[i])
    }
}

impl Verdeelmodel {
    /// The uitkeringsbasis of a row in millionths of millionths of a euro: Σ gewicht × waarde (Financiële-verhoudingswet art. 11).
    /// Refused when a value is missing (STL-02).
    pub(super) fn basis(&self, rij: &Gemeenterij) -> Result<i128, Weigering> {
        if rij.waarden.len() != self.maatstaven.len() {
            let zin = format!("Gemeente {} heeft niet bij elke maatstaf een waarde.", rij.gemeente);
            return Err(Weigering::nieuw("STL-02", FVW_11, zin));
        }
        let product = |(m, w): (&Maatstaf, &Decimaal)| i128::from(m.gewicht.0) * i128::from(w.0);
        let mut producten = self.maatstaven.iter().zip(&rij.waarden).map(product);
        producten.try_fold(0i128, i128::checked_add).ok_or_else(te_groot)
    }

    /// The same in the notation per inhabitant: Σ gewicht × (waarde : inwoners), in euro. Refused without inhabitants (STL-03).
    pub fn per_inwoner(&self, rij: &Gemeenterij) -> Result<Breuk, Weigering> {
        self.basis(rij)?;
        let inwoners = Breuk::heel(i128::from(rij.inwoners));
        let deel = |(m, w): (&Maatstaf, &Decimaal)| {
            Some(m.gewicht.breuk().maal(&w.breuk().gedeeld_door(&inwoners)?))
        };
        let delen = self.maatstaven.iter().zip(&rij.waarden).map(deel).collect::<Option<Vec<Breuk>>>();
        let zin = format!("Gemeente {} heeft geen inwoners, dus geen bedrag per inwoner.", rij.gemeente);
        let delen = delen.ok_or_else(|| Weigering::nieuw("STL-03", FVW_11, zin))?;
        Ok(delen.iter().fold(Breuk::heel(0), |s, d| s.plus(d)))
    }
}
