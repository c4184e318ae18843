//! The uitname for the Wlz: what was taken out beforehand, what it should have been, and what that does to the historic budget.
//! And the yearly mutations of that budget.

use super::herleiding::{Bewerking, Cijferbron, Grootheid, Term};
use super::model::te_groot;
use crate::stam::{Breuk, Cent, Datum, Gemeentecode, Weigering, verdeel_naar_rato};
use alloc::{vec, vec::Vec};

const UITNAME: &str = "Nacalculatie uitname Wlz-ggz, septembercirculaire gemeentefonds 2021";

/// What the uitname of a centrumgemeente is computed from. Every factor is input: none was published per centrumgemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitnamebasis {
    /// Costs in the base year of the clients who went to the Wlz.
    pub kosten_basisjaar: Cent,
    /// Index from the base year to the price level of the budget, as a factor (1.0357, not 3.57%).
    pub index: Breuk,
    /// What gemeenten keep: costs that run on, costs of doing the work.
    pub compensatie: Cent,
    /// What was taken out beforehand.
    pub ex_ante: Cent,
    /// The historic budget before the uitname.
    pub historisch_oud: Cent,
    /// Where these come from.
    pub bron: Cijferbron,
}

/// The uitname as it turns out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitname {
    /// Definitive uitname.
    pub definitief: Cent,
    /// Definitive minus ex ante: more than nothing is taken from the region, less is given back.
    pub verrekening: Cent,
    /// The historic budget from now on.
    pub historisch_nieuw: Cent,
    /// How the definitive uitname came about.
    pub herleiding: Term,
}

/// Computes the definitive uitname: costs × index, less the compensation, rounded once, halves away from zero. Refused when the
/// amounts do not fit (STL-05).
pub fn uitname(b: &Uitnamebasis) -> Result<Uitname, Weigering> {
    let kosten = Term::bedrag("Kosten in het basisjaar", b.kosten_basisjaar, &b.bron);
    let index = Term::gegeven("Index", Grootheid::Factor, b.index.clone(), &b.bron);
    let compensatie = Term::bedrag("Compensatie", b.compensatie, &b.bron);
    let stap = |naam: &str, bewerking, delen| {
        Term::reken(naam, Grootheid::Geld, bewerking, delen).ok_or_else(te_groot)
    };
    let nu = stap("Kosten op het prijspeil van nu", Bewerking::Product, vec![kosten, index])?;
    let na = stap("Kosten na compensatie", Bewerking::Verschil, vec![nu, compensatie])?;
    let herleiding = stap("Definitieve uitname", Bewerking::Afgerond, vec![na])?;
    let definitief = herleiding.waarde().naar_cent().ok_or_else(te_groot)?;
    Ok(Uitname {
        definitief,
        verrekening: definitief - b.ex_ante,
        historisch_nieuw: b.historisch_oud - definitief,
        herleiding,
    })
}

/// A client who went to the Wlz, as the region itself knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WlzOvergang {
    /// Day of the application at the CIZ.
    pub aanvraag_op: Datum,
    /// First day of the Wlz.
    pub ingang_op: Datum,
    /// What the Wmo cost in the base year.
    pub kosten_basisjaar: Cent,
}

/// What the region finds when it counts the uitname itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EigenTelling {
    /// Number of clients whose application counts.
    pub clienten: usize,
    /// What they cost in the base year.
    pub kosten: Cent,
}

/// Counts who belongs to the uitname: the application at the CIZ was made before `aanvraag_tot`, whenever it was decided
/// (principle: the budget follows the client; applications of 2020 count, also when decided later).
pub fn eigen_telling(overgangen: &[WlzOvergang], aanvraag_tot: Datum) -> EigenTelling {
    let telt: Vec<&WlzOvergang> = overgangen.iter().filter(|o| o.aanvraag_op < aanvraag_tot).collect();
    EigenTelling { clienten: telt.len(), kosten: telt.iter().map(|o| o.kosten_basisjaar).sum() }
}

/// The share of one centrumgemeente in a yearly mutation: `mutatie × budget : som`, halves away from zero. Refused when the budgets
/// are together nothing (STL-09).
pub fn mutatie_van(mutatie: Cent, budget: Cent, som: Cent) -> Result<Cent, Weigering> {
    let deel = Breuk::van_cent(mutatie).maal(&Breuk::van_cent(budget)).gedeeld_door(&Breuk::van_cent(som));
    deel.ok_or_else(geen_budget)?.naar_cent().ok_or_else(te_groot)
}

/// Splits a yearly mutation over all centrumgemeenten by their share in the historic macrobudget; the parts sum to it. Refused when
/// the budgets are together nothing (STL-09).
pub fn verdeel_mutatie(
    mutatie: Cent,
    budgetten: &[(Gemeentecode, Cent)],
) -> Result<Vec<(Gemeentecode, Cent)>, Weigering> {
    let gewichten: Vec<i128> = budgetten.iter().map(|b| i128::from(b.1.0)).collect();
    let delen = verdeel_naar_rato(mutatie, &gewichten).ok_or_else(geen_budget)?;
    Ok(budgetten.iter().map(|b| b.0).zip(delen).collect())
}

pub(super) fn geen_budget() -> Weigering {
    let zin = "De historische budgetten zijn samen niets. Dan is er geen aandeel om naar te verdelen.";
    Weigering::nieuw("STL-09", UITNAME, zin)
}

#[cfg(test)]
mod tests {
    use super::super::Cijferstatus;
    use super::super::verdeling_toets::{bron, g};
    use super::*;
    use proptest::prelude::*;

    fn basis(index: &str) -> Uitnamebasis {
        Uitnamebasis {
            kosten_basisjaar: Cent(1_000_000_001),
            index: Breuk::lees(index).expect("number"),
            compensatie: Cent(25_000_000),
            ex_ante: Cent(950_000_000),
            historisch_oud: Cent(2_600_000_000),
            bron: bron(Cijferstatus::Illustratief),
        }
    }

    #[test]
    fn de_uitname_wordt_een_keer_afgerond_en_werkt_door_in_het_budget() {
        let u = uitname(&basis("1,0355")).expect("computes");
        // 10,000,000.01 × 1.0355 = 10,355,000.010355
        assert_eq!(
            (u.definitief, u.verrekening, u.historisch_nieuw),
            (Cent(1_010_500_001), Cent(60_500_001), Cent(1_589_499_999))
        );
        assert!(
            u.herleiding.klopt()
                && u.herleiding.gegevens().len() == 3
                && u.herleiding.status().is_voorbeeld()
        );
        // 1,000,000,001 × 0.5 = 500,000,000.5 cents: half away from zero.
        assert_eq!(uitname(&basis("0,5")).expect("computes").definitief, Cent(475_000_001));
        assert!(uitname(&basis("0,5")).expect("computes").verrekening < Cent::NUL, "given back");
        assert_eq!(uitname(&basis("1000000000000")).expect_err("too large").code, "STL-05");
    }

    #[test]
    fn de_aanvraag_telt_ook_als_zij_later_is_beslist() {
        let dag = |t: &str| Datum::lees(t).expect("date");
        let o = |aanvraag: &str, kosten| WlzOvergang {
            aanvraag_op: dag(aanvraag),
            ingang_op: dag("2021-06-01"),
            kosten_basisjaar: Cent(kosten),
        };
        let telling = eigen_telling(
            &[o("2020-03-01", 100), o("2020-12-31", 20), o("2021-01-01", 3)],
            dag("2021-01-01"),
        );
        assert_eq!(telling, EigenTelling { clienten: 2, kosten: Cent(120) });
    }

    #[test]
    fn een_mutatie_volgt_het_aandeel_in_het_historische_budget() {
        // 90 mln × 15.75 mln : 1,400 mln.
        let deel = mutatie_van(Cent(9_000_000_000), Cent(1_575_000_000), Cent(140_000_000_000));
        assert_eq!(deel, Ok(Cent(101_250_000)));
        assert_eq!(mutatie_van(Cent(1), Cent(1), Cent(0)).expect_err("no budget").code, "STL-09");
        assert_eq!(
            mutatie_van(Cent(i64::MAX), Cent(i64::MAX), Cent(1)).expect_err("too large").code,
            "STL-05"
        );
        let alle = [(g("0794"), Cent(1_575_000_000)), (g("9999"), Cent(138_425_000_000))];
        let delen = verdeel_mutatie(Cent(9_000_000_000), &alle).expect("splits");
        assert_eq!(delen, [(g("0794"), Cent(101_250_000)), (g("9999"), Cent(8_898_750_000))]);
        assert_eq!(verdeel_mutatie(Cent(1), &[]).expect_err("no budget").code, "STL-09");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn elke_mutatie_sluit(m in -1_000_000_000i64..1_000_000_000, h in proptest::collection::vec(1i64..9_000_000_000, 1..44)) {
            let b: Vec<_> = h.iter().enumerate().map(|(i, c)| (g(&alloc::format!("{i:04}")), Cent(*c))).collect();
            let delen = verdeel_mutatie(Cent(m), &b).expect("splits");
            prop_assert_eq!(delen.iter().map(|d| d.1).sum::<Cent>(), Cent(m));
            let som = b.iter().map(|x| x.1).sum();
            for (deel, budget) in delen.iter().zip(&b) {
                let los = mutatie_van(Cent(m), budget.1, som).expect("fits");
                prop_assert!((los - deel.1).0.abs() <= 1);
            }
        }
    }
}
