//! The split of the macrobudget over the gemeenten, with three ways in: the whole table, a published factor, published outcomes.

use super::herleiding::{Bewerking, Cijferbron, Grootheid, Term};
use super::model::{FVW_10, Gemeenterij, Maatstaftabel, Verdeelmodel, te_groot};
use crate::stam::{Breuk, Cent, Gemeentecode, Weigering, verdeel_breuken, verdeel_naar_rato};
use alloc::{format, vec, vec::Vec};

/// Parts of a cent in which an uitkeringsbasis is kept: a weight and a value have six decimals each.
const BASIS_PER_CENT: i128 = 10_000_000_000;

/// How a split came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weg {
    /// Macrobudget over the whole table; sums to the cent.
    Tabel,
    /// Each uitkeringsbasis times a published factor; each amount rounded by itself.
    Factor,
    /// Amounts as published.
    Uitkomsten,
}

/// What one gemeente gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uitkering {
    /// Which gemeente.
    pub gemeente: Gemeentecode,
    /// What it gets.
    pub objectief: Cent,
    basis: i128,
}

impl Uitkering {
    /// Uitkeringsbasis in cents, before scaling; nothing when only outcomes were published.
    pub fn basis(&self) -> Breuk {
        in_centen(self.basis)
    }
}

/// A split of money over gemeenten, in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdeling {
    weg: Weg,
    uitkeringen: Vec<Uitkering>,
    factor: Option<Breuk>,
}

fn in_centen(basis: i128) -> Breuk {
    Breuk::nieuw(basis, BASIS_PER_CENT).expect("not zero")
}

/// Splits the macrobudget in proportion to the uitkeringsbases, so that the parts sum to it: whole cents down, the cents that
/// remain to the largest remainders, ties to the lowest code. Refused when the bases are not together more than nothing (STL-04)
/// or too large to count exactly (STL-05).
pub fn verdeel(
    model: &Verdeelmodel,
    tabel: &Maatstaftabel,
    macrobudget: Cent,
) -> Result<Verdeling, Weigering> {
    let bases = tabel.rijen().iter().map(|r| model.basis(r)).collect::<Result<Vec<i128>, Weigering>>()?;
    let codes: Vec<Gemeentecode> = tabel.rijen().iter().map(|r| r.gemeente).collect();
    verdeel_bases(&codes, &bases, macrobudget)
}

/// The same for uitkeringsbases that were published as amounts. `bases` is in the order of the codes.
pub fn verdeel_op_basis(bases: &[(Gemeentecode, Cent)], macrobudget: Cent) -> Result<Verdeling, Weigering> {
    let mut bases = bases.to_vec();
    bases.sort();
    let codes: Vec<Gemeentecode> = bases.iter().map(|b| b.0).collect();
    let delen: Vec<i128> = bases.iter().map(|b| i128::from(b.1.0) * BASIS_PER_CENT).collect();
    verdeel_bases(&codes, &delen, macrobudget)
}

fn verdeel_bases(codes: &[Gemeentecode], bases: &[i128], macrobudget: Cent) -> Result<Verdeling, Weigering> {
    let som = bases.iter().try_fold(0i128, |s, b| s.checked_add(*b)).ok_or_else(te_groot)?;
    if som <= 0 {
        let zin = "De uitkeringsbases zijn samen niet meer dan nul. Dan is er niets om naar te verdelen.";
        return Err(Weigering::nieuw("STL-04", FVW_10, zin));
    }
    // Weights with few decimals leave many zeros: without them the products stay small.
    let ggd = bases.iter().fold(som.unsigned_abs(), |g, b| ggd(b.unsigned_abs(), g));
    let ggd = i128::try_from(ggd).map_err(|_| te_groot())?;
    let klein: Vec<i128> = bases.iter().map(|b| b / ggd).collect();
    let delen = verdeel_naar_rato(macrobudget, &klein).ok_or_else(te_groot)?;
    let maak = |((gemeente, basis), objectief): ((&Gemeentecode, &i128), Cent)| Uitkering {
        gemeente: *gemeente,
        objectief,
        basis: *basis,
    };
    let uitkeringen = codes.iter().zip(bases).zip(delen).map(maak).collect();
    let factor = Breuk::van_cent(macrobudget).gedeeld_door(&in_centen(som));
    Ok(Verdeling { weg: Weg::Tabel, uitkeringen, factor })
}

fn ggd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { ggd(b, a % b) }
}

/// The same split in the notation per inhabitant, counted along another road: for each gemeente the amount per inhabitant times
/// its inhabitants. Must give the same cents.
pub fn verdeel_per_inwoner(
    model: &Verdeelmodel,
    tabel: &Maatstaftabel,
    macrobudget: Cent,
) -> Result<Vec<(Gemeentecode, Cent)>, Weigering> {
    let bases = tabel
        .rijen()
        .iter()
        .map(|r| Ok(model.per_inwoner(r)?.maal(&Breuk::heel(i128::from(r.inwoners)))))
        .collect::<Result<Vec<Breuk>, Weigering>>()?;
    let zin = "De uitkeringsbases zijn samen niet meer dan nul. Dan is er niets om naar te verdelen.";
    let delen =
        verdeel_breuken(macrobudget, &bases).ok_or_else(|| Weigering::nieuw("STL-04", FVW_10, zin))?;
    Ok(tabel.rijen().iter().map(|r| r.gemeente).zip(delen).collect())
}

/// For who has only the rows of a region: each uitkeringsbasis times the published uitkeringsfactor, rounded by itself. The sum of
/// a country would not be exact this way (Besluit financiële verhouding 2001 art. 1).
pub fn verdeel_met_factor(
    model: &Verdeelmodel,
    tabel: &Maatstaftabel,
    factor: &Breuk,
) -> Result<Verdeling, Weigering> {
    let maak = |r: &Gemeenterij| {
        let basis = model.basis(r)?;
        met_factor(r.gemeente, basis, factor)
    };
    let uitkeringen = tabel.rijen().iter().map(maak).collect::<Result<Vec<Uitkering>, Weigering>>()?;
    Ok(Verdeling { weg: Weg::Factor, uitkeringen, factor: Some(factor.clone()) })
}

/// The same for uitkeringsbases that were published as amounts.
pub fn verdeel_basis_met_factor(
    bases: &[(Gemeentecode, Cent)],
    factor: &Breuk,
) -> Result<Verdeling, Weigering> {
    let mut bases = bases.to_vec();
    bases.sort();
    let maak = |b: &(Gemeentecode, Cent)| met_factor(b.0, i128::from(b.1.0) * BASIS_PER_CENT, factor);
    let uitkeringen = bases.iter().map(maak).collect::<Result<Vec<Uitkering>, Weigering>>()?;
    Ok(Verdeling { weg: Weg::Factor, uitkeringen, factor: Some(factor.clone()) })
}

fn met_factor(gemeente: Gemeentecode, basis: i128, factor: &Breuk) -> Result<Uitkering, Weigering> {
    let objectief = in_centen(basis).maal(factor).naar_cent();
    let objectief = objectief.ok_or_else(te_groot)?;
    Ok(Uitkering { gemeente, objectief, basis })
}

/// Takes amounts as published; nothing is computed.
pub fn neem_uitkomsten(uitkomsten: &[(Gemeentecode, Cent)]) -> Verdeling {
    let mut uitkeringen: Vec<Uitkering> = uitkomsten
        .iter()
        .map(|(gemeente, objectief)| Uitkering { gemeente: *gemeente, objectief: *objectief, basis: 0 })
        .collect();
    uitkeringen.sort_by_key(|u| u.gemeente);
    Verdeling { weg: Weg::Uitkomsten, uitkeringen, factor: None }
}

impl Verdeling {
    /// How it came about.
    pub fn weg(&self) -> Weg {
        self.weg
    }
    /// What each gemeente gets, by code.
    pub fn uitkeringen(&self) -> &[Uitkering] {
        &self.uitkeringen
    }
    /// Macrobudget : sum of the uitkeringsbases, or the published factor; none for published outcomes.
    pub fn uitkeringsfactor(&self) -> Option<&Breuk> {
        self.factor.as_ref()
    }
    /// What a gemeente gets.
    pub fn van(&self, gemeente: Gemeentecode) -> Option<&Uitkering> {
        self.uitkeringen.binary_search_by_key(&gemeente, |u| u.gemeente).ok().map(|i| &self.uitkeringen[i])
    }
    /// Sum over all gemeenten.
    pub fn totaal(&self) -> Cent {
        self.uitkeringen.iter().map(|u| u.objectief).sum()
    }
    /// Sum of the uitkeringsbases, in cents.
    pub fn som_bases(&self) -> Breuk {
        in_centen(self.uitkeringen.iter().map(|u| u.basis).sum())
    }
    /// Pairs of gemeente and amount, as the ingroeipad takes them.
    pub fn bedragen(&self) -> Vec<(Gemeentecode, Cent)> {
        self.uitkeringen.iter().map(|u| (u.gemeente, u.objectief)).collect()
    }

    /// How the amount of a gemeente came about, down to each maatstaf, weight and source. `bron` is the source of the macrobudget,
    /// the factor or the outcomes, whichever was given. `None` when the gemeente is not in the split.
    pub fn herleid(
        &self,
        gemeente: Gemeentecode,
        model: &Verdeelmodel,
        tabel: &Maatstaftabel,
        bron: &Cijferbron,
    ) -> Option<Term> {
        let u = self.van(gemeente)?;
        let naam = "Objectieve uitkering";
        if self.weg == Weg::Uitkomsten {
            return Some(Term::bedrag(naam, u.objectief, bron));
        }
        let basis = model.herleid_basis(tabel.van(gemeente)?, tabel.bron())?;
        let factor = self.herleid_factor(bron)?;
        let exact = Term::reken(
            "Uitkeringsbasis maal factor",
            Grootheid::Geld,
            Bewerking::Product,
            vec![basis, factor],
        )?;
        match self.weg {
            Weg::Tabel => Some(Term::grootste_rest(naam, exact, u.objectief)),
            Weg::Factor => Term::reken(naam, Grootheid::Geld, Bewerking::Afgerond, vec![exact]),
            Weg::Uitkomsten => None,
        }
    }

    fn herleid_factor(&self, bron: &Cijferbron) -> Option<Term> {
        let factor = self.factor.clone()?;
        match self.weg {
            Weg::Tabel => {
                let delen = vec![
                    Term::bedrag("Macrobudget", self.totaal(), bron),
                    Term::gegeven("Som van alle uitkeringsbases", Grootheid::Geld, self.som_bases(), bron),
                ];
                Term::reken("Uitkeringsfactor", Grootheid::Factor, Bewerking::Quotient, delen)
            }
            Weg::Factor | Weg::Uitkomsten => {
                Some(Term::gegeven("Uitkeringsfactor", Grootheid::Factor, factor, bron))
            }
        }
    }
}

impl Verdeelmodel {
    /// The uitkeringsbasis of a gemeente as a sum of weight × value.
    pub fn herleid_basis(&self, rij: &Gemeenterij, bron: &Cijferbron) -> Option<Term> {
        let deel = |(m, w): (&super::model::Maatstaf, &super::model::Decimaal)| {
            let gewicht = m.gewicht.breuk().maal(&Breuk::heel(100));
            let delen = vec![
                Term::gegeven(format!("Aantal {}", m.naam), Grootheid::Aantal, w.breuk(), bron),
                Term::gegeven(format!("Gewicht van {}", m.naam), Grootheid::GeldPer, gewicht, &m.bron),
            ];
            Term::reken(m.naam.clone(), Grootheid::Geld, Bewerking::Product, delen)
        };
        let delen = self.maatstaven.iter().zip(&rij.waarden).map(deel).collect::<Option<Vec<Term>>>()?;
        Term::reken("Uitkeringsbasis", Grootheid::Geld, Bewerking::Som, delen)
    }
}
