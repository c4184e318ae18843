//! Is there a place, on every day that it is needed.

use crate::inkoop::{Capaciteit, Vorm, plaatsen_op};
use crate::stam::{Datum, Gemeentecode, Periode, Weigering};
use alloc::{collections::BTreeSet, format};

/// How full an aanbieder is in a gemeente on the tightest day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bezetting {
    /// Places agreed on that day.
    pub plaatsen: u32,
    /// Places taken on that day.
    pub bezet: u32,
    /// The day itself.
    pub dag: Datum,
}

impl Bezetting {
    /// Places left; 0 when more are taken than agreed.
    pub fn vrij(&self) -> u32 {
        self.plaatsen.saturating_sub(self.bezet)
    }
    /// Whether more are taken than agreed.
    pub fn is_te_vol(&self) -> bool {
        self.plaatsen < self.bezet
    }
}

/// Finds the tightest day of a period: the day with the fewest places left, the first of equals. Only days on which
/// places or stays begin or end can be the tightest, so only those are looked at.
pub fn plaats_vrij(
    capaciteiten: &[Capaciteit],
    bezet: &[Periode],
    gemeente: Gemeentecode,
    periode: &Periode,
) -> Bezetting {
    let grenzen = capaciteiten
        .iter()
        .filter(|c| c.gemeente == gemeente)
        .map(|c| c.periode)
        .chain(bezet.iter().copied());
    let dagen: BTreeSet<Datum> = grenzen
        .flat_map(|p| [Some(p.van()), p.tot()])
        .flatten()
        .filter(|dag| periode.bevat(*dag))
        .chain([periode.van()])
        .collect();
    let op = |dag: Datum| Bezetting {
        plaatsen: plaatsen_op(capaciteiten, gemeente, dag),
        bezet: u32::try_from(bezet.iter().filter(|b| b.bevat(dag)).count()).unwrap_or(u32::MAX),
        dag,
    };
    let ruimte = |b: &Bezetting| i64::from(b.plaatsen) - i64::from(b.bezet);
    dagen
        .into_iter()
        .map(op)
        .reduce(|a, b| if ruimte(&b) < ruimte(&a) { b } else { a })
        .unwrap_or(op(periode.van()))
}

/// Whether somebody can be placed. Beschermd wonen always needs a place; support at home only counts places when the
/// contract names a number for that product. Refused with LEV-03.
pub fn toets_plaats(
    vorm: Vorm,
    capaciteiten: &[Capaciteit],
    bezet: &[Periode],
    gemeente: Gemeentecode,
    periode: &Periode,
) -> Result<(), Weigering> {
    match vorm {
        Vorm::Bw => {}
        Vorm::Bt | Vorm::WmoBegeleiding if capaciteiten.is_empty() => return Ok(()),
        Vorm::Bt | Vorm::WmoBegeleiding => {}
    }
    let b = plaats_vrij(capaciteiten, bezet, gemeente, periode);
    if b.vrij() > 0 {
        return Ok(());
    }
    let zin = if b.plaatsen == 0 {
        format!("Er zijn op {} geen plekken afgesproken in deze gemeente.", b.dag.voluit())
    } else {
        format!("Op {} zijn alle {} plekken bezet.", b.dag.voluit(), b.plaatsen)
    };
    Err(Weigering::nieuw("LEV-03", "contract", zin).bij("aanbieder"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{vec, vec::Vec};
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn p(van: &str, tot: Option<&str>) -> Periode {
        Periode::nieuw(d(van), tot.map(d)).expect("test period")
    }
    fn helmond() -> Gemeentecode {
        Gemeentecode::lees("0794").expect("code")
    }
    fn deurne() -> Gemeentecode {
        Gemeentecode::lees("0762").expect("code")
    }
    fn plekken(plaatsen: u32, periode: Periode) -> Capaciteit {
        Capaciteit { gemeente: helmond(), plaatsen, periode }
    }

    #[test]
    fn een_plek_moet_elke_dag_van_de_toewijzing_vrij_zijn() {
        let c = vec![plekken(2, p("2026-01-01", Some("2027-01-01"))), plekken(1, p("2027-01-01", None))];
        let een = p("2026-03-01", Some("2026-09-01"));
        for (naam, bezet, vraag, vrij) in [
            ("leeg huis", vec![], p("2026-01-01", None), 1), // the tightest day is after the places shrink
            ("leeg dit jaar", vec![], p("2026-01-01", Some("2027-01-01")), 2),
            ("één buur", vec![een], p("2026-01-01", Some("2027-01-01")), 1),
            ("vol in de zomer", vec![een, een], p("2026-01-01", Some("2027-01-01")), 0),
            ("buur is net weg", vec![een, een], p("2026-09-01", Some("2027-01-01")), 2),
            ("voor de afspraak", vec![], p("2025-12-31", Some("2026-02-01")), 0),
        ] {
            assert_eq!(plaats_vrij(&c, &bezet, helmond(), &vraag).vrij(), vrij, "{naam}");
        }
        assert_eq!(plaats_vrij(&c, &[], deurne(), &p("2026-01-01", None)).vrij(), 0, "other gemeente");
    }

    #[test]
    fn beschermd_wonen_vraagt_altijd_een_plek_en_beschermd_thuis_alleen_als_die_is_afgesproken() {
        let nu = p("2026-01-01", Some("2026-07-01"));
        let een = vec![plekken(1, p("2020-01-01", None))];
        for (vorm, capaciteit, bezet, verwacht) in [
            (Vorm::Bw, vec![], vec![], Err("LEV-03")),
            (Vorm::Bt, vec![], vec![], Ok(())),
            (Vorm::WmoBegeleiding, vec![], vec![nu, nu], Ok(())),
            (Vorm::Bt, een.clone(), vec![nu], Err("LEV-03")),
            (Vorm::Bw, een.clone(), vec![nu], Err("LEV-03")),
            (Vorm::Bw, een, vec![], Ok(())),
        ] {
            let uit = toets_plaats(vorm, &capaciteit, &bezet, helmond(), &nu).map_err(|w| w.code);
            assert_eq!(uit, verwacht, "{vorm}");
        }
    }

    fn een_periode() -> impl Strategy<Value = Periode> {
        (0i64..120, proptest::option::of(1i64..90)).prop_map(|(begin, duur)| {
            let van = d("2026-01-01").plus_dagen(begin);
            Periode::nieuw(van, duur.map(|n| van.plus_dagen(n))).expect("not empty")
        })
    }

    proptest! {
        /// Looking only at the days where something changes gives the same answer as looking at every day.
        #[test]
        fn de_krapste_dag_is_de_krapste_van_alle_dagen(
            caps in proptest::collection::vec((0u32..4, een_periode()), 0..4),
            bezet in proptest::collection::vec(een_periode(), 0..6),
            vraag in een_periode(),
        ) {
            let caps: Vec<Capaciteit> = caps.into_iter().map(|(n, p)| plekken(n, p)).collect();
            let snel = plaats_vrij(&caps, &bezet, helmond(), &vraag);
            let ruimte = |dag| i64::from(plaatsen_op(&caps, helmond(), dag))
                - i64::try_from(bezet.iter().filter(|b| b.bevat(dag)).count()).expect("small");
            let traag = (0..400).map(|n| d("2026-01-01").plus_dagen(n)).filter(|dag| vraag.bevat(*dag)).map(ruimte).min();
            prop_assert_eq!(Some(i64::from(snel.plaatsen) - i64::from(snel.bezet)), traag);
        }
    }
}
