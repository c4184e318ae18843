//! The historic budget of a centrumgemeente over the years: what it began with, its share in each yearly mutation of the macrobudget,
//! and what went to the Wlz.

use super::herleiding::{Bewerking, Cijferbron, Grootheid, Term};
use super::wlz::{Uitname, geen_budget};
use crate::stam::{Breuk, Cent, Weigering};
use alloc::{format, string::String, vec, vec::Vec};

/// A structural change of the historic macrobudget from a year on, such as the loon- en prijsbijstelling of a circulaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutatie {
    /// First year for which it holds.
    pub jaar: i16,
    /// What it is.
    pub naam: String,
    /// For the whole country, in cents; may be negative.
    pub bedrag: Cent,
    /// Circulaire.
    pub bron: Cijferbron,
}

/// What is known about the historic budget of one centrumgemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Historie {
    /// First year of the amount.
    pub jaar: i16,
    /// The amount, in cents.
    pub budget: Cent,
    /// Where it comes from.
    pub bron: Cijferbron,
    /// The same for the whole country, needed as soon as there are mutations.
    pub totaal: Option<(Cent, Cijferbron)>,
    /// Yearly mutations, in any order; those of the first year and before are in the amount already.
    pub mutaties: Vec<Mutatie>,
    /// Uitnames for the Wlz, with their first year; those of the first year and before are in the amount already.
    pub uitnames: Vec<(i16, Uitname)>,
}

impl Historie {
    /// The budget in a year, with everything it is made of; `None` before the first year. Each share in a mutation is rounded by
    /// itself, halves away from zero. Refused when there are mutations and the budgets of the country are not known or nothing
    /// (STL-09).
    pub fn in_jaar(&self, jaar: i16) -> Result<Option<Term>, Weigering> {
        if jaar < self.jaar {
            return Ok(None);
        }
        let telt = |j: i16| self.jaar < j && j <= jaar;
        let begin = Term::bedrag(format!("Historisch budget vanaf {}", self.jaar), self.budget, &self.bron);
        let mut bij = vec![begin];
        for m in self.mutaties.iter().filter(|m| telt(m.jaar)) {
            bij.push(self.aandeel_in(m)?);
        }
        let mut delen = vec![if bij.len() == 1 {
            bij.remove(0)
        } else {
            som(Bewerking::Som, "Budget voor de Wlz-uitname", bij)?
        }];
        for (j, u) in self.uitnames.iter().filter(|u| telt(u.0)) {
            let naam = format!("Wlz-uitname vanaf {j}");
            delen.push(som(Bewerking::Som, &naam, vec![u.herleiding.clone()])?);
        }
        som(Bewerking::Verschil, &format!("Historisch budget {jaar}"), delen).map(Some)
    }

    fn aandeel_in(&self, m: &Mutatie) -> Result<Term, Weigering> {
        let (totaal, bron) = self.totaal.as_ref().ok_or_else(geen_budget)?;
        let aandeel = vec![
            Term::bedrag("Eigen historisch budget", self.budget, &self.bron),
            Term::bedrag("Alle historische budgetten", *totaal, bron),
        ];
        let aandeel =
            Term::reken("Aandeel in het historische budget", Grootheid::Factor, Bewerking::Quotient, aandeel)
                .ok_or_else(geen_budget)?;
        let landelijk = Term::gegeven(
            format!("{} (landelijk)", m.naam),
            Grootheid::Geld,
            Breuk::van_cent(m.bedrag),
            &m.bron,
        );
        let exact = som(Bewerking::Product, "Landelijke mutatie maal aandeel", vec![landelijk, aandeel])?;
        som(Bewerking::Afgerond, &format!("{} vanaf {}", m.naam, m.jaar), vec![exact])
    }
}

fn som(hoe: Bewerking, naam: &str, delen: Vec<Term>) -> Result<Term, Weigering> {
    Term::reken(naam, Grootheid::Geld, hoe, delen).ok_or_else(super::model::te_groot)
}

#[cfg(test)]
mod tests {
    use super::super::verdeling_toets::bron;
    use super::super::{Cijferstatus, Uitnamebasis, uitname};
    use super::*;

    fn historie() -> Historie {
        Historie {
            jaar: 2022,
            budget: Cent(1_575_000_000),
            bron: bron(Cijferstatus::Illustratief),
            totaal: Some((Cent(140_000_000_000), bron(Cijferstatus::Gepubliceerd))),
            mutaties: vec![Mutatie {
                jaar: 2023,
                naam: "Meicirculaire".into(),
                bedrag: Cent(9_000_000_000),
                bron: bron(Cijferstatus::Gepubliceerd),
            }],
            uitnames: Vec::new(),
        }
    }

    fn cent(h: &Historie, jaar: i16) -> Option<Cent> {
        let t = h.in_jaar(jaar).expect("computes")?;
        assert!(t.klopt());
        t.waarde().naar_cent()
    }

    #[test]
    fn een_mutatie_telt_vanaf_haar_jaar_naar_het_aandeel() {
        let h = historie();
        assert_eq!(
            [2021, 2022, 2023, 2030].map(|j| cent(&h, j)),
            [
                None,
                Some(Cent(1_575_000_000)),
                Some(Cent(1_575_000_000 + 101_250_000)),
                Some(Cent(1_676_250_000))
            ]
        );
        let in_basis = Historie { jaar: 2023, ..h.clone() };
        assert_eq!(cent(&in_basis, 2023), Some(Cent(1_575_000_000)), "in the amount already");
        let zonder = Historie { totaal: None, ..h.clone() };
        assert_eq!(cent(&zonder, 2022), Some(Cent(1_575_000_000)));
        assert_eq!(zonder.in_jaar(2023).expect_err("no total").code, "STL-09");
        let nul = Historie { totaal: Some((Cent(0), bron(Cijferstatus::Concept))), ..h };
        assert_eq!(nul.in_jaar(2023).expect_err("nothing to share").code, "STL-09");
    }

    #[test]
    fn de_uitname_gaat_er_structureel_af() {
        let u = uitname(&Uitnamebasis {
            kosten_basisjaar: Cent(100_000_000),
            index: Breuk::lees("1,05").expect("number"),
            compensatie: Cent(5_000_000),
            ex_ante: Cent(90_000_000),
            historisch_oud: Cent(1_575_000_000),
            bron: bron(Cijferstatus::Illustratief),
        })
        .expect("computes");
        let h = Historie { uitnames: vec![(2024, u)], ..historie() };
        assert_eq!(cent(&h, 2023), Some(Cent(1_676_250_000)));
        assert_eq!(cent(&h, 2024), Some(Cent(1_576_250_000)));
        assert_eq!(cent(&h, 2025), Some(Cent(1_576_250_000)));
        let t = h.in_jaar(2024).expect("computes").expect("known");
        assert_eq!(t.status(), Cijferstatus::Illustratief);
        assert_eq!(t.gegevens().len(), 7);
    }
}
