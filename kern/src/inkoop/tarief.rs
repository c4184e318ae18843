//! Contracts and prices by date.

use super::Productcode;
use crate::stam::{AanbiederId, Cent, Datum, Periode, Weigering};
use alloc::{format, vec::Vec};

const REELE_PRIJS: &str = "Uitvoeringsbesluit Wmo 2015 art. 5.4";

/// A price of one product under one contract, for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tarief {
    /// Key of the tarief.
    pub tarief_id: i64,
    /// For which product.
    pub product: Productcode,
    /// Cents per unit, more than 0.
    pub tarief: Cent,
    /// When it holds.
    pub periode: Periode,
}

/// An agreement with an aanbieder, with its prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Key of the contract.
    pub contract_id: i64,
    /// With whom.
    pub aanbieder: AanbiederId,
    /// When it holds.
    pub periode: Periode,
    /// Its prices.
    pub tarieven: Vec<Tarief>,
}

/// The price that holds on a day, and the contract that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TariefOp {
    /// Contract it comes from.
    pub contract_id: i64,
    /// Key of the tarief.
    pub tarief_id: i64,
    /// Cents per unit.
    pub tarief: Cent,
}

/// Finds the price of a product on a day in the contracts of one aanbieder. Refused without a running contract (INK-01),
/// without a price that day (INK-02), or when two contracts both give one (INK-03): the software never chooses a price.
pub fn tarief_op(contracten: &[Contract], product: &Productcode, dag: Datum) -> Result<TariefOp, Weigering> {
    let lopend: Vec<&Contract> = contracten.iter().filter(|c| c.periode.bevat(dag)).collect();
    if lopend.is_empty() {
        let zin = format!("Op {} loopt er geen contract met deze aanbieder.", dag.voluit());
        return Err(Weigering::nieuw("INK-01", REELE_PRIJS, zin));
    }
    let gevonden: Vec<TariefOp> = lopend
        .iter()
        .flat_map(|c| c.tarieven.iter().map(|t| (c.contract_id, t)))
        .filter(|(_, t)| t.product == *product && t.periode.bevat(dag))
        .map(|(contract_id, t)| TariefOp { contract_id, tarief_id: t.tarief_id, tarief: t.tarief })
        .collect();
    match gevonden.as_slice() {
        [een] => Ok(*een),
        [] => {
            let zin = format!("Product {product} heeft op {} geen tarief in het contract.", dag.voluit());
            Err(Weigering::nieuw("INK-02", REELE_PRIJS, zin))
        }
        [_, _, ..] => {
            let zin = format!("Product {product} heeft op {} meer dan één tarief.", dag.voluit());
            Err(Weigering::nieuw("INK-03", REELE_PRIJS, zin))
        }
    }
}

/// What must happen to a dated series (prices, places) when a new value starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invoeging {
    /// When the new value holds: until the next value starts or the frame ends.
    pub periode: Periode,
    /// The running value that ends the day before: its key and its new period.
    pub ingekort: Option<(i64, Periode)>,
}

/// Lets a new value start on a day, so that on every day at most one value holds. Refused when the day lies outside the
/// frame (INK-04) or when another value starts on the same day (INK-05).
pub fn voeg_in(bestaand: &[(i64, Periode)], vanaf: Datum, kader: &Periode) -> Result<Invoeging, Weigering> {
    if !kader.bevat(vanaf) {
        let zin = format!("{} valt buiten de looptijd van het contract.", vanaf.voluit());
        return Err(Weigering::nieuw("INK-04", "", zin).bij("vanaf"));
    }
    if bestaand.iter().any(|(_, p)| p.van() == vanaf) {
        let zin = format!("Vanaf {} geldt al een waarde. Kies een andere dag.", vanaf.voluit());
        return Err(Weigering::nieuw("INK-05", "", zin).bij("vanaf"));
    }
    let volgende = bestaand.iter().map(|(_, p)| p.van()).filter(|v| *v > vanaf).min();
    let tot = match (volgende, kader.tot()) {
        (Some(v), Some(k)) => Some(v.min(k)),
        (v, k) => v.or(k),
    };
    let ingekort = bestaand
        .iter()
        .find(|(_, p)| p.bevat(vanaf))
        .and_then(|(id, p)| Periode::nieuw(p.van(), Some(vanaf)).map(|kort| (*id, kort)));
    let periode =
        Periode::nieuw(vanaf, tot).expect("both ends lie after the day: see the two refusals above");
    Ok(Invoeging { periode, ingekort })
}

/// Ends a running value: it holds up to and including the day before `tot`. Refused when that leaves no day (INK-06) or
/// when it ended earlier already (INK-07).
pub fn sluit_op(periode: &Periode, tot: Datum) -> Result<Periode, Weigering> {
    if periode.tot().is_some_and(|t| t <= tot) {
        return Err(Weigering::nieuw("INK-07", "", "Dit is al eerder beëindigd.").bij("tot"));
    }
    Periode::nieuw(periode.van(), Some(tot)).ok_or_else(|| {
        let zin = format!("Dit begint pas op {}. Kies een latere dag.", periode.van().voluit());
        Weigering::nieuw("INK-06", "", zin).bij("tot")
    })
}

/// Checks a price as typed: more than nothing (INK-08).
pub fn toets_tarief(tarief: Cent) -> Result<Cent, Weigering> {
    if tarief > Cent::NUL {
        Ok(tarief)
    } else {
        Err(Weigering::nieuw("INK-08", REELE_PRIJS, "Een tarief is hoger dan € 0,00.").bij("tarief"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn p(van: &str, tot: Option<&str>) -> Periode {
        Periode::nieuw(d(van), tot.map(d)).expect("test period")
    }
    fn code(t: &str) -> Productcode {
        Productcode::lees(t).expect("test code")
    }
    fn contract(id: i64, periode: Periode, tarieven: &[(&str, i64, Periode)]) -> Contract {
        let tarieven = tarieven
            .iter()
            .zip(1..)
            .map(|((c, cent, periode), n)| Tarief {
                tarief_id: id * 10 + n,
                product: code(c),
                tarief: Cent(*cent),
                periode: *periode,
            })
            .collect();
        Contract { contract_id: id, aanbieder: AanbiederId(1), periode, tarieven }
    }

    #[test]
    fn het_tarief_is_dat_van_de_dag_zelf() {
        let c = [contract(
            1,
            p("2021-01-01", Some("2025-01-01")),
            &[
                ("15A60", 17_000, p("2021-01-01", Some("2024-01-01"))),
                ("15A60", 17_489, p("2024-01-01", None)),
                ("15A76", 3_587, p("2024-01-01", None)),
            ],
        )];
        for (product, dag, verwacht) in [
            ("15A60", "2023-12-31", Ok(17_000)),
            ("15A60", "2024-01-01", Ok(17_489)),
            ("15A76", "2024-01-01", Ok(3_587)),
            ("15A60", "2025-01-01", Err("INK-01")), // the contract ended, whatever the price says
            ("15A76", "2023-12-31", Err("INK-02")),
            ("15A99", "2024-06-01", Err("INK-02")),
            ("15A60", "2020-12-31", Err("INK-01")),
        ] {
            let uit = tarief_op(&c, &code(product), d(dag)).map(|t| t.tarief.0).map_err(|w| w.code);
            assert_eq!(uit, verwacht, "{product} {dag}");
        }
    }

    #[test]
    fn twee_contracten_met_een_tarief_is_een_vraag_voor_een_mens() {
        let een = contract(1, p("2021-01-01", None), &[("15A60", 1, p("2021-01-01", None))]);
        let twee = contract(2, p("2023-01-01", None), &[("15A60", 2, p("2023-01-01", None))]);
        let c = [een, twee];
        assert!(tarief_op(&c, &code("15A60"), d("2022-12-31")).is_ok());
        let w = tarief_op(&c, &code("15A60"), d("2023-01-01")).expect_err("ambiguous");
        assert_eq!(w.code, "INK-03");
    }

    #[test]
    fn een_nieuw_tarief_beeindigt_het_lopende_de_dag_ervoor() {
        let kader = p("2021-01-01", Some("2026-01-01"));
        let bestaand = vec![(1, p("2021-01-01", None)), (2, p("2025-01-01", None))];
        let i = voeg_in(&bestaand[..1], d("2024-01-01"), &kader).expect("fits");
        assert_eq!(i.periode, p("2024-01-01", Some("2026-01-01")));
        assert_eq!(i.ingekort, Some((1, p("2021-01-01", Some("2024-01-01")))));
        let tussen = voeg_in(&bestaand, d("2024-01-01"), &kader).expect("fits between");
        assert_eq!(tussen.periode, p("2024-01-01", Some("2025-01-01")));
        for (dag, regel) in [("2020-12-31", "INK-04"), ("2026-01-01", "INK-04"), ("2025-01-01", "INK-05")] {
            assert_eq!(voeg_in(&bestaand, d(dag), &kader).expect_err("refused").code, regel, "{dag}");
        }
    }

    #[test]
    fn beeindigen_kan_alleen_na_het_begin_en_voor_het_einde() {
        let loopt = p("2024-01-01", Some("2025-01-01"));
        assert_eq!(sluit_op(&loopt, d("2024-07-01")), Ok(p("2024-01-01", Some("2024-07-01"))));
        assert_eq!(sluit_op(&loopt, d("2024-01-01")).expect_err("empty").code, "INK-06");
        assert_eq!(sluit_op(&loopt, d("2025-01-01")).expect_err("ended").code, "INK-07");
    }

    #[test]
    fn een_tarief_is_meer_dan_niets() {
        assert!(toets_tarief(Cent(1)).is_ok());
        assert_eq!(toets_tarief(Cent::NUL).expect_err("zero").code, "INK-08");
    }

    proptest! {
        /// Whatever order prices are added in, every day has at most one.
        #[test]
        fn op_elke_dag_geldt_hoogstens_een_waarde(dagen in proptest::collection::vec(0i64..400, 1..20)) {
            let kader = p("2024-01-01", Some("2025-01-01"));
            let mut rij: Vec<(i64, Periode)> = Vec::new();
            for (n, dag) in dagen.iter().enumerate() {
                let vanaf = kader.van().plus_dagen(*dag);
                if let Ok(i) = voeg_in(&rij, vanaf, &kader) {
                    if let Some((id, kort)) = i.ingekort {
                        rij.iter_mut().filter(|(x, _)| *x == id).for_each(|r| r.1 = kort);
                    }
                    rij.push((i64::try_from(n).expect("small"), i.periode));
                }
            }
            for dag in 0..400 {
                let op = kader.van().plus_dagen(dag);
                prop_assert!(rij.iter().filter(|(_, p)| p.bevat(op)).count() <= 1);
            }
        }
    }
}
