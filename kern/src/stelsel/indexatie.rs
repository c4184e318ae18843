//! Indexation of tarieven: OVA for people, ppc for things.

use super::herleiding::{Bewerking, Cijferbron, Grootheid, Term};
use super::model::te_groot;
use crate::stam::{Breuk, Cent, Weigering};
use alloc::{format, string::String, vec, vec::Vec};

const ART_3_2: &str = "Contractstandaard Wmo v1.2 art. 3.2";

/// One component of an index (people or things) with its share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexdeel {
    /// `OVA` or `ppc`.
    pub naam: String,
    /// Share in the price, 0 to 1.
    pub weging: Breuk,
    /// Provisional figure for the year that ends.
    pub voorlopig_vorig: Breuk,
    /// Definitive figure for that year; the same as provisional when there is none yet.
    pub definitief_vorig: Breuk,
    /// Provisional figure for the new year.
    pub voorlopig: Breuk,
    /// Where the figures come from.
    pub bron: Cijferbron,
}

/// An index for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Correction for the year that ends; none in the first year of a contract.
    pub nacalculatie: Breuk,
    /// Provisional part for the new year.
    pub voorlopig: Breuk,
    /// How it came about.
    pub herleiding: Term,
}

/// Index for year t+1: prognosis of t+1, plus what the definitive figure of t differs from its prognosis; per component, weighted.
/// In the first year after a new contract the correction is left out. Refused when the shares are not together one (STL-10).
pub fn index(delen: &[Indexdeel], eerste_contractjaar: bool) -> Result<Index, Weigering> {
    let som = delen.iter().fold(Breuk::heel(0), |s, d| s.plus(&d.weging));
    if som != Breuk::heel(1) {
        let zin = format!("De wegingen van de index zijn samen {som}. Dat moet 1 zijn.");
        return Err(Weigering::nieuw("STL-10", ART_3_2, zin));
    }
    let gewogen = |wat: fn(&Indexdeel) -> Breuk| {
        delen.iter().fold(Breuk::heel(0), |s, d| s.plus(&d.weging.maal(&wat(d))))
    };
    let nacalculatie = if eerste_contractjaar {
        Breuk::heel(0)
    } else {
        gewogen(|d| d.definitief_vorig.minus(&d.voorlopig_vorig))
    };
    let termen = delen.iter().map(|d| herleid(d, eerste_contractjaar)).collect::<Option<Vec<Term>>>();
    let herleiding = termen
        .and_then(|t| Term::reken("Index", Grootheid::Aandeel, Bewerking::Som, t))
        .ok_or_else(te_groot)?;
    Ok(Index { nacalculatie, voorlopig: gewogen(|d| d.voorlopig.clone()), herleiding })
}

fn herleid(d: &Indexdeel, eerste_contractjaar: bool) -> Option<Term> {
    let cijfer = |naam: &str, waarde: &Breuk| {
        Term::gegeven(format!("{} {naam}", d.naam), Grootheid::Aandeel, waarde.clone(), &d.bron)
    };
    let mut delen = vec![cijfer("voorlopig nieuw jaar", &d.voorlopig)];
    if !eerste_contractjaar {
        let verschil = vec![
            cijfer("definitief vorig jaar", &d.definitief_vorig),
            cijfer("voorlopig vorig jaar", &d.voorlopig_vorig),
        ];
        delen.push(Term::reken(
            format!("{} nacalculatie", d.naam),
            Grootheid::Aandeel,
            Bewerking::Verschil,
            verschil,
        )?);
    }
    let totaal = Term::reken(format!("{} totaal", d.naam), Grootheid::Aandeel, Bewerking::Som, delen)?;
    let weging = cijfer("weging", &d.weging);
    Term::reken(format!("{} gewogen", d.naam), Grootheid::Aandeel, Bewerking::Product, vec![totaal, weging])
}

impl Index {
    /// The exact index, such as 0.04957.
    pub fn totaal(&self) -> Breuk {
        self.nacalculatie.plus(&self.voorlopig)
    }

    /// The index as it is published, as a share with four decimals (two in percents): 0.0496. Not for counting with: some tarieven
    /// differ a cent.
    pub fn gepubliceerd(&self) -> Breuk {
        Breuk::lees(&self.totaal().met_decimalen(4)).expect("a number that was just written can be read")
    }
}

/// A tarief after indexation: `tarief × (1 + index)`, rounded once, halves away from zero. Refused when it does not fit (STL-05).
pub fn indexeer(tarief: Cent, index: &Breuk) -> Result<Cent, Weigering> {
    let factor = Breuk::heel(1).plus(index);
    Breuk::van_cent(tarief).maal(&factor).naar_cent().ok_or_else(te_groot)
}

#[cfg(test)]
mod tests {
    use super::super::Cijferstatus;
    use super::super::verdeling_toets::bron;
    use super::*;

    fn deel(naam: &str, weging: &str, cijfers: [&str; 3]) -> Indexdeel {
        let b = |t: &str| Breuk::lees(t).expect("number");
        let [voorlopig_vorig, definitief_vorig, voorlopig] = cijfers.map(b);
        Indexdeel {
            naam: naam.into(),
            weging: b(weging),
            voorlopig_vorig,
            definitief_vorig,
            voorlopig,
            bron: bron(Cijferstatus::Gepubliceerd),
        }
    }
    /// VNG advice for 2025: 90% OVA, 10% ppc.
    fn vng() -> Vec<Indexdeel> {
        vec![
            deel("OVA", "0,90", ["0,0494", "0,0600", "0,0418"]),
            deel("ppc", "0,10", ["0,0251", "0,0310", "0,0182"]),
        ]
    }

    #[test]
    fn de_index_van_2025_is_precies_4_957_procent() {
        let i = index(&vng(), false).expect("index");
        let b = |t: &str| Breuk::lees(t).expect("number");
        assert_eq!((&i.nacalculatie, &i.voorlopig, i.totaal()), (&b("0,01013"), &b("0,03944"), b("0,04957")));
        assert_eq!(i.gepubliceerd(), b("0,0496"));
        assert_eq!(i.herleiding.waarde(), &i.totaal());
        assert!(i.herleiding.klopt());
        assert_eq!(i.herleiding.gegevens().len(), 8);
        assert_eq!(i.herleiding.toon(), "4,96%");
    }

    #[test]
    fn het_eerste_contractjaar_kent_geen_nacalculatie() {
        let i = index(&vng(), true).expect("index");
        assert!(i.nacalculatie.is_nul());
        assert_eq!(i.totaal(), Breuk::lees("0,03944").expect("number"));
        assert_eq!((i.herleiding.waarde(), i.herleiding.gegevens().len()), (&i.totaal(), 4));
        let scheef = [deel("OVA", "0,9", ["0", "0", "0"])];
        assert_eq!(index(&scheef, false).expect_err("not one").code, "STL-10");
        assert_eq!(index(&[], false).expect_err("not one").code, "STL-10");
    }

    #[test]
    fn een_tarief_wordt_met_de_precieze_index_verhoogd() {
        let exact = Breuk::lees("0,04957").expect("number");
        let rond = Breuk::lees("0,0496").expect("number");
        for (tarief, nieuw, met_rond) in [
            (17_489, 18_356, 18_356),
            (16_090, 16_888, 16_888),
            (7_887, 8_278, 8_278),
            (3_940, 4_135, 4_135),
            (933, 979, 979),
            (2_425, 2_545, 2_545),
            (3_587, 3_765, 3_765),
            (6_758, 7_093, 7_093),
            (10_538, 11_060, 11_061),
            (8_480, 8_900, 8_901),
        ] {
            assert_eq!(indexeer(Cent(tarief), &exact), Ok(Cent(nieuw)));
            assert_eq!(indexeer(Cent(tarief), &rond), Ok(Cent(met_rond)), "{tarief}");
        }
        assert_eq!(indexeer(Cent(50), &Breuk::lees("0,01").expect("number")), Ok(Cent(51)), "half goes up");
        assert_eq!(indexeer(Cent(i64::MAX), &exact).expect_err("too large").code, "STL-05");
    }
}
