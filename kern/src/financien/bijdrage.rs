//! The eigen bijdrage: the CAK sets and collects it; here are the duties towards the CAK and the comparison of both administrations.

use crate::inkoop::Leveringsvorm;
use crate::stam::{Breuk, Cent, Datum, InwonerId, Periode};
use alloc::{collections::BTreeMap, vec::Vec};

/// Terms towards the CAK, from the rule file (Uitvoeringsregeling Wmo 2015 art. 2f-2h).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caktermijnen {
    /// Months within which data of zorg in natura must be there.
    pub zin_maanden: i32,
    /// Months within which data of a pgb must be there.
    pub pgb_maanden: i32,
    /// Months within which both administrations must be compared again.
    pub vergelijking_maanden: i32,
}

impl Caktermijnen {
    /// Last day on which the CAK must have the data of support that started.
    pub fn uiterlijk(&self, start: Datum, vorm: Leveringsvorm) -> Datum {
        match vorm {
            Leveringsvorm::Zin => start.plus_maanden(self.zin_maanden),
            Leveringsvorm::Pgb => start.plus_maanden(self.pgb_maanden),
        }
    }
    /// Last day of the next comparison.
    pub fn volgende_vergelijking(&self, laatste: Datum) -> Datum {
        laatste.plus_maanden(self.vergelijking_maanden)
    }
}

/// The contribution for part of a month: `maandbedrag × 12 × dagen : dagen per jaar`, rounded once, halves away from zero
/// (Uitvoeringsbesluit Wmo 2015 art. 3.19). `None` for a year without days, or an amount that does not fit. An indication only.
pub fn deel_van_maand(maandbedrag: Cent, dagen: u32, dagen_per_jaar: u32) -> Option<Cent> {
    const MAANDEN: i128 = 12;
    let teller = i128::from(maandbedrag.0) * MAANDEN * i128::from(dagen);
    Breuk::nieuw(teller, i128::from(dagen_per_jaar))?.naar_cent()
}

/// A stay as one of both administrations has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cakregel {
    /// Who, by the number that stands for a person.
    pub inwoner: InwonerId,
    /// When the stay was; without an end it still runs.
    pub periode: Periode,
    /// Monthly contribution, when this side has it.
    pub maandbedrag: Option<Cent>,
}

/// One difference between both administrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cakverschil {
    /// We have a stay that the CAK does not have: send it.
    OntbreektBijCak(Cakregel),
    /// The CAK has a stay that we do not have: find out why.
    OntbreektBijOns(Cakregel),
    /// Both have the stay, with another end.
    AnderEinde {
        /// Ours.
        wij: Cakregel,
        /// Theirs.
        cak: Cakregel,
    },
    /// Both have the stay, with another amount.
    AnderBedrag {
        /// Ours.
        wij: Cakregel,
        /// Theirs.
        cak: Cakregel,
    },
}

impl Cakverschil {
    /// Who it is about.
    pub fn inwoner(&self) -> InwonerId {
        match self {
            Cakverschil::OntbreektBijCak(r) | Cakverschil::OntbreektBijOns(r) => r.inwoner,
            Cakverschil::AnderEinde { wij, .. } | Cakverschil::AnderBedrag { wij, .. } => wij.inwoner,
        }
    }
    /// The Dutch words for a screen.
    pub fn tekst(&self) -> &'static str {
        match self {
            Cakverschil::OntbreektBijCak(_) => "Staat niet bij het CAK",
            Cakverschil::OntbreektBijOns(_) => "Staat niet bij ons",
            Cakverschil::AnderEinde { .. } => "Het CAK heeft een andere einddatum",
            Cakverschil::AnderBedrag { .. } => "Het CAK heeft een ander bedrag",
        }
    }
}

/// Compares both administrations: a stay is the same when person and first day are. Differences in the order of persons and days. A
/// person with the same first day twice on one side is compared in order. Amounts are compared only when both sides have one.
pub fn vergelijk_cak(wij: &[Cakregel], cak: &[Cakregel]) -> Vec<Cakverschil> {
    let mut paren: BTreeMap<(InwonerId, Datum), (Vec<Cakregel>, Vec<Cakregel>)> = BTreeMap::new();
    for r in wij {
        paren.entry((r.inwoner, r.periode.van())).or_default().0.push(*r);
    }
    for r in cak {
        paren.entry((r.inwoner, r.periode.van())).or_default().1.push(*r);
    }
    let mut uit = Vec::new();
    for (mut a, mut b) in paren.into_values() {
        a.sort();
        b.sort();
        let samen = a.len().min(b.len());
        for (wij, cak) in a.iter().copied().zip(b.iter().copied()) {
            if wij.periode != cak.periode {
                uit.push(Cakverschil::AnderEinde { wij, cak });
            }
            if wij.maandbedrag.zip(cak.maandbedrag).is_some_and(|(x, y)| x != y) {
                uit.push(Cakverschil::AnderBedrag { wij, cak });
            }
        }
        uit.extend(a[samen..].iter().copied().map(Cakverschil::OntbreektBijCak));
        uit.extend(b[samen..].iter().copied().map(Cakverschil::OntbreektBijOns));
    }
    uit
}

/// A pgb price as it was published: per day and per year. Neither may be derived from the other, because the published day price is
/// itself rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pgbprijs {
    /// Published price per day.
    pub etmaal: Cent,
    /// Published price per year.
    pub jaar: Cent,
    /// Days of that year.
    pub dagen: u32,
}

impl Pgbprijs {
    /// Price per day × days, to lay beside the published year. `None` when it does not fit.
    pub fn etmaal_maal_dagen(&self) -> Option<Cent> {
        self.etmaal.maal(i64::from(self.dagen))
    }
}

/// A share of a price, rounded once, halves away from zero: 90% for a zzp'er. `None` when it does not fit.
pub fn deel_van_prijs(prijs: Cent, deel: &Breuk) -> Option<Cent> {
    Breuk::van_cent(prijs).maal(deel).naar_cent()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("date")
    }
    fn regel(wie: i64, van: &str, tot: Option<&str>, cent: Option<i64>) -> Cakregel {
        let periode = Periode::nieuw(d(van), tot.map(d)).expect("period");
        Cakregel { inwoner: InwonerId(wie), periode, maandbedrag: cent.map(Cent) }
    }

    #[test]
    fn een_deel_van_een_maand_telt_naar_dagen_van_het_jaar() {
        // 228,460 × 12 × 15 : 365 = 112,665.2…; 100 × 12 × 73 : 365 = 240.
        for (maand, dagen, jaar, uit) in [
            (228_460, 15, 365, 112_665),
            (100, 73, 365, 240),
            (15_860, 31, 365, 16_164),
            (5, 73, 120, 37),
            (-5, 73, 120, -37),
        ] {
            assert_eq!(deel_van_maand(Cent(maand), dagen, jaar), Some(Cent(uit)));
        }
        assert_eq!(deel_van_maand(Cent(1), 1, 0), None);
        assert_eq!(deel_van_maand(Cent(i64::MAX), 365, 365), None);
    }

    #[test]
    fn het_cak_heeft_de_gegevens_op_tijd() {
        let t = Caktermijnen { zin_maanden: 1, pgb_maanden: 4, vergelijking_maanden: 2 };
        assert_eq!(t.uiterlijk(d("2026-01-31"), Leveringsvorm::Zin), d("2026-02-28"));
        assert_eq!(t.uiterlijk(d("2026-01-31"), Leveringsvorm::Pgb), d("2026-05-31"));
        assert_eq!(t.volgende_vergelijking(d("2026-03-15")), d("2026-05-15"));
    }

    #[test]
    fn de_vergelijking_vindt_elk_verschil_en_niets_anders() {
        let wij = [
            regel(1, "2026-01-01", None, None),
            regel(2, "2026-01-01", Some("2026-03-01"), Some(100)),
            regel(3, "2026-01-01", None, Some(100)),
            regel(4, "2026-01-01", None, None),
            regel(4, "2026-02-01", None, None),
            regel(6, "2026-01-01", None, None),
            regel(6, "2026-01-01", Some("2026-02-01"), None),
        ];
        let cak = [
            regel(1, "2026-01-01", None, Some(50)),
            regel(2, "2026-01-01", None, Some(101)),
            regel(3, "2026-01-01", None, Some(100)),
            regel(4, "2026-01-01", None, None),
            regel(5, "2026-01-01", None, None),
            regel(6, "2026-01-01", None, None),
        ];
        let gezien = vergelijk_cak(&wij, &cak);
        let kort: Vec<(i64, &str)> = gezien.iter().map(|v| (v.inwoner().0, v.tekst())).collect();
        assert_eq!(
            kort,
            [
                (2, "Het CAK heeft een andere einddatum"),
                (2, "Het CAK heeft een ander bedrag"),
                (4, "Staat niet bij het CAK"),
                (5, "Staat niet bij ons"),
                (6, "Staat niet bij het CAK"),
            ]
        );
        assert_eq!(gezien[2], Cakverschil::OntbreektBijCak(wij[4]));
        assert_eq!(vergelijk_cak(&wij, &wij), []);
        let om = vergelijk_cak(&cak, &wij);
        assert_eq!(om.iter().filter(|v| matches!(v, Cakverschil::OntbreektBijOns(_))).count(), 2);
    }

    #[test]
    fn een_pgb_prijs_per_dag_is_niet_de_prijs_per_jaar_gedeeld() {
        let p = Pgbprijs { etmaal: Cent(9_677), jaar: Cent(3_541_788), dagen: 366 };
        assert_eq!(p.etmaal_maal_dagen(), Some(Cent(3_541_782)));
        let negentig = Breuk::lees("90%").expect("number");
        assert_eq!(deel_van_prijs(p.jaar, &negentig), Some(Cent(3_187_609)));
        assert_eq!(deel_van_prijs(Cent(785_282), &negentig), Some(Cent(706_754)));
        assert_eq!(Pgbprijs { etmaal: Cent(i64::MAX), ..p }.etmaal_maal_dagen(), None);
    }
}
