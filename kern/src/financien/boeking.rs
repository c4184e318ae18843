//! Bookings: what was granted, declared and paid, per gemeente, product and month.

use crate::inkoop::{Leveringsvorm, Productcode, Vorm, codelijst, maanden};
use crate::stam::{
    AanbiederId, Cent, Datum, DossierId, Gemeentecode, Onleesbaar, Periode, Weigering, verdeel_grootste_rest,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::fmt;

codelijst! {
    /// Column of the money report (uitvoeringsplan Thuis in de wijk 2022-2025, 5.3: begroot, beschikt, betaald).
    Boeksoort, "Onbekende soort boeking." {
        /// What the beschikking promises.
        Beschikt = "beschikt", "Beschikt";
        /// What the aanbieder asked and we granted.
        Gedeclareerd = "gedeclareerd", "Gedeclareerd";
        /// What was paid.
        Betaald = "betaald", "Betaald";
    }
}

codelijst! {
    /// Which side of the ingroeipad a client is on (uitvoeringsplan 5.2).
    Kenmerk, "Onbekend kenmerk." {
        /// New client: falls under the objective budget.
        Nieuw = "nieuw", "Nieuw";
        /// Historic client: falls under the historic budget.
        Historisch = "historisch", "Historisch";
    }
}

/// What a booking is about; bookings on the same post add up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Boekpost {
    /// Column of the report.
    pub soort: Boeksoort,
    /// Dossier.
    pub dossier: DossierId,
    /// Indicatie it rests on.
    pub indicatie_id: i64,
    /// Toewijzing, for zorg in natura that was declared.
    pub toewijzing_id: Option<i64>,
    /// Aanbieder, likewise.
    pub aanbieder: Option<AanbiederId>,
    /// Declared line, likewise.
    pub declaratieregel_id: Option<i64>,
    /// Gemeente that pays.
    pub gemeente: Gemeentecode,
    /// Product.
    pub product: Productcode,
    /// Form.
    pub vorm: Vorm,
    /// In natura or pgb.
    pub leveringsvorm: Leveringsvorm,
    /// New or historic client.
    pub kenmerk: Kenmerk,
    /// First day of the month it belongs to.
    pub maand: Datum,
}

/// One entry that must be in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boeking {
    /// What it is about.
    pub post: Boekpost,
    /// Cents; negative for a credit or a counter-entry.
    pub bedrag: Cent,
}

/// One entry that is in the book already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geboekt {
    /// Key of the entry.
    pub boeking_id: i64,
    /// The entry.
    pub boeking: Boeking,
    /// The entry that this one undoes.
    pub tegenboeking_van: Option<i64>,
}

/// One entry to add, and the entry that it undoes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijboeking {
    /// The entry.
    pub boeking: Boeking,
    /// The entry that it undoes.
    pub tegenboeking_van: Option<i64>,
}

/// Spreads what was granted over the months of its period by days, so that the months add up to the cent: cents that
/// remain go to the months with the largest remainder. A period without an end cannot be spread (FIN-01).
pub fn beschikt(post: &Boekpost, bedrag: Cent, periode: &Periode) -> Result<Vec<Boeking>, Weigering> {
    let geen_einde = || {
        let zin = "Een indicatie zonder einddatum heeft geen bedrag over de hele periode.";
        Weigering::nieuw("FIN-01", "BBV art. 17", zin)
    };
    let lijst: Vec<(Datum, u32)> = maanden(periode).ok_or_else(geen_einde)?.collect();
    let dagen: Vec<u64> = lijst.iter().map(|(_, n)| u64::from(*n)).collect();
    let delen = verdeel_grootste_rest(bedrag, &dagen).ok_or_else(geen_einde)?;
    Ok(lijst
        .iter()
        .zip(delen)
        .map(|((maand, _), bedrag)| Boeking { post: Boekpost { maand: *maand, ..post.clone() }, bedrag })
        .filter(|b| b.bedrag != Cent::NUL)
        .collect())
}

/// The entries that bring the book to the wanted state: what is in the book and no longer wanted gets a counter-entry, what is
/// wanted and not in the book is added. Asking twice gives nothing the second time.
pub fn bij_te_boeken(stand: &[Geboekt], doel: &[Boeking]) -> Vec<Bijboeking> {
    let mut nodig: BTreeMap<(&Boekpost, Cent), usize> = BTreeMap::new();
    for b in doel.iter().filter(|b| b.bedrag != Cent::NUL) {
        *nodig.entry((&b.post, b.bedrag)).or_default() += 1;
    }
    let mut bij = Vec::new();
    for g in open_boekingen(stand) {
        match nodig.get_mut(&(&g.boeking.post, g.boeking.bedrag)) {
            Some(n) if *n > 0 => *n -= 1,
            Some(_) | None => bij.push(tegen(g)),
        }
    }
    for ((post, bedrag), aantal) in nodig {
        let nieuw = Bijboeking { boeking: Boeking { post: post.clone(), bedrag }, tegenboeking_van: None };
        bij.extend(core::iter::repeat_n(nieuw, aantal));
    }
    bij
}

/// Entries that were not undone and do not undo another.
fn open_boekingen(stand: &[Geboekt]) -> impl Iterator<Item = &Geboekt> {
    let ongedaan: BTreeSet<i64> = stand.iter().filter_map(|g| g.tegenboeking_van).collect();
    stand.iter().filter(move |g| g.tegenboeking_van.is_none() && !ongedaan.contains(&g.boeking_id))
}

/// The counter-entry of an entry.
fn tegen(g: &Geboekt) -> Bijboeking {
    let boeking = Boeking { post: g.boeking.post.clone(), bedrag: -g.boeking.bedrag };
    Bijboeking { boeking, tegenboeking_van: Some(g.boeking_id) }
}

/// What must be paid now: every granted declared line that was not paid yet, once, with the same amount (a credit takes money
/// back). `betaald` holds the declared lines that were paid.
pub fn te_betalen(gedeclareerd: &[Geboekt], betaald: &BTreeSet<i64>) -> Vec<Boeking> {
    gedeclareerd
        .iter()
        .filter(|g| g.boeking.post.soort == Boeksoort::Gedeclareerd)
        .filter(|g| g.boeking.post.declaratieregel_id.is_some_and(|r| !betaald.contains(&r)))
        .map(|g| Boeking {
            post: Boekpost { soort: Boeksoort::Betaald, ..g.boeking.post.clone() },
            bedrag: g.boeking.bedrag,
        })
        .collect()
}

/// The budget of a year per month: twelve parts that add up to the year.
pub fn begroot_per_maand(jaarbedrag: Cent) -> Vec<Cent> {
    const MAANDEN: usize = 12;
    verdeel_grootste_rest(jaarbedrag, &[1; MAANDEN])
        .expect("twelve equal weights are not all zero, and parts are smaller")
}

/// Checks a budget as typed: nothing or more (FIN-02), for a year that people plan (FIN-03).
pub fn toets_begroting(jaar: i64, bedrag: Cent) -> Result<(), Weigering> {
    const EERSTE_JAAR: i64 = 2015; // Wmo 2015 came into force on 1 January 2015.
    const LAATSTE_JAAR: i64 = 2100;
    if !(EERSTE_JAAR..=LAATSTE_JAAR).contains(&jaar) {
        let zin = "Kies een jaar vanaf 2015.";
        return Err(Weigering::nieuw("FIN-03", "BBV art. 7", zin).bij("jaar"));
    }
    if bedrag < Cent::NUL {
        return Err(
            Weigering::nieuw("FIN-02", "BBV art. 8", "Een begroot bedrag is niet negatief.").bij("bedrag")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn p(van: &str, tot: &str) -> Periode {
        Periode::nieuw(d(van), Some(d(tot))).expect("test period")
    }
    fn post() -> Boekpost {
        Boekpost {
            soort: Boeksoort::Beschikt,
            dossier: DossierId(1),
            indicatie_id: 10,
            toewijzing_id: None,
            aanbieder: None,
            declaratieregel_id: None,
            gemeente: Gemeentecode::lees("0794").expect("code"),
            product: Productcode::lees("15A60").expect("code"),
            vorm: Vorm::Bw,
            leveringsvorm: Leveringsvorm::Zin,
            kenmerk: Kenmerk::Nieuw,
            maand: d("2024-01-01"),
        }
    }
    /// Adds entries to a book, numbering on.
    fn boek(stand: &mut Vec<Geboekt>, bij: Vec<Bijboeking>) {
        for b in bij {
            let boeking_id = i64::try_from(stand.len()).expect("small") + 1;
            stand.push(Geboekt { boeking_id, boeking: b.boeking, tegenboeking_van: b.tegenboeking_van });
        }
    }
    fn som(stand: &[Geboekt]) -> Cent {
        stand.iter().map(|g| g.boeking.bedrag).sum()
    }

    #[test]
    fn het_beschikte_bedrag_valt_naar_dagen_over_de_maanden() {
        // 366 days × 174.89 (published day price 2024): each month its days × 174.89.
        let uit = beschikt(&post(), Cent(6_400_974), &p("2024-01-01", "2025-01-01")).expect("has an end");
        assert_eq!(uit.len(), 12);
        assert_eq!(uit[1].bedrag, Cent(29 * 17_489));
        let half = beschikt(&post(), Cent(100), &p("2024-01-31", "2024-02-03")).expect("has an end");
        let delen: Vec<(Datum, Cent)> = half.iter().map(|b| (b.post.maand, b.bedrag)).collect();
        assert_eq!(delen, [(d("2024-01-01"), Cent(33)), (d("2024-02-01"), Cent(67))]);
        let open = Periode::nieuw(d("2024-01-01"), None).expect("period");
        assert_eq!(beschikt(&post(), Cent(100), &open).expect_err("no end").code, "FIN-01");
    }

    #[test]
    fn een_intrekking_boekt_tegen_en_een_tweede_keer_vragen_verandert_niets() {
        let mut stand = Vec::new();
        let heel = beschikt(&post(), Cent(36_600), &p("2024-01-01", "2025-01-01")).expect("has an end");
        boek(&mut stand, bij_te_boeken(&[], &heel));
        assert_eq!((stand.len(), som(&stand)), (12, Cent(36_600)));
        assert!(bij_te_boeken(&stand, &heel).is_empty());
        // Withdrawn from 1 July: 182 days remain.
        let korter = beschikt(&post(), Cent(18_200), &p("2024-01-01", "2024-07-01")).expect("has an end");
        let bij = bij_te_boeken(&stand, &korter);
        assert_eq!(bij.iter().filter(|b| b.tegenboeking_van.is_some()).count(), 6, "July to December");
        assert_eq!(bij.len(), 6, "the first half stays as it was");
        boek(&mut stand, bij);
        assert_eq!(som(&stand), Cent(18_200));
        assert!(bij_te_boeken(&stand, &korter).is_empty());
        let alles_terug = bij_te_boeken(&stand, &[]);
        boek(&mut stand, alles_terug);
        assert_eq!(som(&stand), Cent::NUL);
    }

    #[test]
    fn wat_twee_keer_is_geboekt_wordt_een_keer_tegengeboekt() {
        let mut stand = Vec::new();
        let een = beschikt(&post(), Cent(3_100), &p("2024-01-01", "2024-02-01")).expect("has an end");
        boek(&mut stand, bij_te_boeken(&[], &een));
        boek(&mut stand, bij_te_boeken(&[], &een));
        let bij = bij_te_boeken(&stand, &een);
        assert_eq!(
            bij.iter().map(|b| (b.tegenboeking_van, b.boeking.bedrag.0)).collect::<Vec<_>>(),
            [(Some(2), -3_100)]
        );
    }

    #[test]
    fn een_andere_gemeente_die_betaalt_geeft_een_tegenboeking_en_een_nieuwe_boeking() {
        let mut stand = Vec::new();
        let helmond = beschikt(&post(), Cent(3_100), &p("2024-01-01", "2024-02-01")).expect("has an end");
        boek(&mut stand, bij_te_boeken(&[], &helmond));
        let deurne = Boekpost { gemeente: Gemeentecode::lees("0762").expect("code"), ..post() };
        let doel = beschikt(&deurne, Cent(3_100), &p("2024-01-01", "2024-02-01")).expect("has an end");
        let bij = bij_te_boeken(&stand, &doel);
        assert_eq!(bij.iter().map(|b| b.boeking.bedrag.0).collect::<Vec<_>>(), [-3_100, 3_100]);
        assert_eq!(bij[0].tegenboeking_van, Some(1));
    }

    #[test]
    fn elke_toegekende_regel_wordt_een_keer_betaald() {
        let regel = |id: i64, bedrag: i64| Geboekt {
            boeking_id: id,
            boeking: Boeking {
                post: Boekpost { soort: Boeksoort::Gedeclareerd, declaratieregel_id: Some(id), ..post() },
                bedrag: Cent(bedrag),
            },
            tegenboeking_van: None,
        };
        let rij = [regel(1, 500), regel(2, -200), regel(3, 700)];
        let nu = te_betalen(&rij, &BTreeSet::from([1]));
        assert_eq!(
            nu.iter().map(|b| (b.post.declaratieregel_id, b.bedrag.0)).collect::<Vec<_>>(),
            [(Some(2), -200), (Some(3), 700)]
        );
        assert!(nu.iter().all(|b| b.post.soort == Boeksoort::Betaald));
        assert!(te_betalen(&rij, &BTreeSet::from([1, 2, 3])).is_empty());
    }

    #[test]
    fn de_begroting_van_een_jaar_is_de_som_van_haar_maanden() {
        let delen = begroot_per_maand(Cent(100_000_003));
        assert_eq!(delen.len(), 12);
        assert_eq!(delen.iter().copied().sum::<Cent>(), Cent(100_000_003));
        assert!(toets_begroting(2026, Cent(0)).is_ok());
        assert_eq!(toets_begroting(2026, Cent(-1)).expect_err("negative").code, "FIN-02");
        assert_eq!(toets_begroting(26, Cent(1)).expect_err("no year").code, "FIN-03");
    }

    proptest! {
        /// Whatever was granted before, the book ends at what is granted now, and nothing is left to do.
        #[test]
        fn het_boek_sluit_altijd_aan_op_wat_nu_is_beschikt(reeks in proptest::collection::vec((0i64..1_000, 1i64..800, 0i64..10_000_000), 1..6)) {
            let mut stand: Vec<Geboekt> = Vec::new();
            for (begin, duur, cent) in reeks {
                let van = d("2020-01-15").plus_dagen(begin);
                let periode = Periode::nieuw(van, Some(van.plus_dagen(duur))).expect("not empty");
                let doel = beschikt(&post(), Cent(cent), &periode).expect("has an end");
                let bij = bij_te_boeken(&stand, &doel);
                boek(&mut stand, bij);
                prop_assert_eq!(som(&stand), Cent(cent));
                prop_assert!(bij_te_boeken(&stand, &doel).is_empty());
            }
            let mut per_maand: BTreeMap<Datum, Cent> = BTreeMap::new();
            for g in &stand {
                *per_maand.entry(g.boeking.post.maand).or_default() += g.boeking.bedrag;
            }
            prop_assert!(per_maand.values().all(|c| *c >= Cent::NUL));
        }
    }
}
