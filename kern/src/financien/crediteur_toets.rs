//! Posting makes a debt, paying takes it away; whatever the order, the boek is in balance and the result does not move.

use super::*;
use crate::inkoop::{Leveringsvorm, Productcode, Vorm};
use crate::stam::{AanbiederId, Cent, Datum, DossierId, Gemeentecode};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use proptest::prelude::*;

fn hier() -> Gemeentecode {
    Gemeentecode::lees("0794").expect("code")
}
fn bank() -> Rekening {
    Rekening::balans(hier(), "liquide middelen")
}
fn deel(aanbieder: i64, jaar: i16) -> Crediteur {
    Crediteur { aanbieder: AanbiederId(aanbieder), jaar }
}
fn post(overboekingen: Vec<Overboeking>) -> Journaalpost {
    let datum = Datum::lees("2026-04-01").expect("date");
    Journaalpost { datum, omschrijving: "x".into(), stuk: "x".into(), overboekingen }
}
fn regel(aanbieder: i64, maand: &str, vorm: Vorm, bedrag: i64) -> Boeking {
    let post = Boekpost {
        soort: Boeksoort::Betaald,
        dossier: DossierId(1),
        indicatie_id: 1,
        toewijzing_id: Some(1),
        aanbieder: Some(AanbiederId(aanbieder)),
        declaratieregel_id: Some(1),
        gemeente: hier(),
        product: Productcode::lees("15A60").expect("code"),
        vorm,
        leveringsvorm: Leveringsvorm::Zin,
        kenmerk: Kenmerk::Nieuw,
        maand: Datum::lees(maand).expect("date"),
    };
    Boeking { post, bedrag: Cent(bedrag) }
}

#[test]
fn een_deel_leest_terug_wat_het_schrijft() {
    let c = deel(12, 2026);
    assert_eq!((alloc::format!("{c}").as_str(), Crediteur::lees("12/2026")), ("12/2026", Ok(c)));
    for fout in ["", "12", "x/2026", "12/x", "/"] {
        assert!(Crediteur::lees(fout).is_err(), "{fout}");
    }
}

#[test]
fn een_betaalrun_is_een_regel_per_aanbieder_en_jaar_van_de_zorg() {
    let regels = [
        regel(1, "2025-12-01", Vorm::Bw, 500),
        regel(1, "2026-01-01", Vorm::Bt, 300),
        regel(1, "2026-02-01", Vorm::Bw, -100),
        regel(2, "2026-01-01", Vorm::Bw, -40),
        regel(3, "2026-01-01", Vorm::Bw, 7),
        regel(3, "2026-01-01", Vorm::Bw, -7),
        // Paid from the books of the gemeente itself.
        regel(1, "2026-01-01", Vorm::WmoBegeleiding, 9_000),
    ];
    let per = per_crediteur(&regels);
    let verwacht = PerCrediteur::from([
        (deel(1, 2025), Cent(500)),
        (deel(1, 2026), Cent(200)),
        (deel(2, 2026), Cent(-40)),
    ]);
    assert_eq!(per, verwacht);
    let over = betaling(&bank(), &per).expect("moves");
    let kort: Vec<_> =
        over.iter().map(|o| (o.debet().crediteur, o.credit().crediteur, o.bedrag().0)).collect();
    assert_eq!(
        kort,
        [(Some(deel(1, 2025)), None, 500), (Some(deel(1, 2026)), None, 200), (None, Some(deel(2, 2026)), 40)]
    );
    let gedeclareerd = Boeking {
        post: Boekpost { soort: Boeksoort::Gedeclareerd, ..regels[0].post.clone() },
        bedrag: Cent(1),
    };
    assert!(per_crediteur(&[gedeclareerd]).is_empty(), "only what is paid");
    assert_eq!(betaling(&bank(), &PerCrediteur::new()), Ok(vec![]));
}

#[test]
fn wat_zonder_aanbieder_stond_gaat_naar_wie_het_krijgt() {
    let los = schuld(hier(), None);
    let mut over = vec![Overboeking::nieuw(bank(), los, Cent(900)).expect("moves")];
    over.push(Overboeking::nieuw(schuld(hier(), Some(deel(3, 2026))), bank(), Cent(50)).expect("moves"));
    let doel = PerCrediteur::from([(deel(1, 2025), Cent(950)), (deel(3, 2026), Cent(-100))]);
    let elders = Gemeentecode::lees("0762").expect("code");
    assert!(openstaand(over.iter(), elders).is_empty());
    over.extend(splits(hier(), &openstaand(over.iter(), hier()), &doel).expect("moves"));
    let na = openstaand(over.iter(), hier());
    assert_eq!(na[&None], Cent::NUL);
    assert!(doel.iter().all(|(c, b)| na[&Some(*c)] == *b));
    assert_eq!(splits(hier(), &na, &doel), Ok(vec![]), "asking twice gives nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Months are posted and paid in any order, runs are undone: debet is credit, what is open is what was posted and not paid, and the
    /// result is the costs alone.
    #[test]
    fn wat_open_staat_is_geboekt_en_niet_betaald(
        reeks in proptest::collection::vec((0u8..3, 1i64..4, 2024i16..2027, 1i64..1_000_000), 1..40)
    ) {
        let mut boek = Grootboek::default();
        let lasten = Rekening::resultaat(hier(), Rekeningsoort::Lasten, &Taakveld::lees("6.81a").expect("taakveld"), "programma_bw");
        let mut verwacht: BTreeMap<Crediteur, Cent> = BTreeMap::new();
        let mut kosten = Cent::NUL;
        for (wat, aanbieder, jaar, cent) in reeks {
            let c = deel(aanbieder, jaar);
            if wat == 0 {
                let o = Overboeking::nieuw(lasten.clone(), schuld(hier(), Some(c)), Cent(cent)).expect("moves");
                boek.boek(post(vec![o])).expect("books");
                *verwacht.entry(c).or_default() += Cent(cent);
                kosten += Cent(cent);
                continue;
            }
            let per = PerCrediteur::from([(c, Cent(if wat == 1 { cent } else { -cent }))]);
            let nr = boek.boek(post(betaling(&bank(), &per).expect("moves"))).expect("books");
            if cent % 3 == 0 {
                boek.boek_tegen(nr, Datum::lees("2026-05-01").expect("date"), "niet uitgevoerd").expect("once");
            } else {
                *verwacht.entry(c).or_default() += -per[&c];
            }
        }
        let over: Vec<Overboeking> = boek.posten().iter().flat_map(|p| p.post.overboekingen.clone()).collect();
        let open = openstaand(over.iter(), hier());
        for (c, bedrag) in &verwacht {
            prop_assert_eq!(open.get(&Some(*c)).copied().unwrap_or_default(), *bedrag);
        }
        prop_assert_eq!(open.values().copied().sum::<Cent>(), verwacht.values().copied().sum::<Cent>());
        prop_assert_eq!(boek.saldi().values().copied().sum::<Cent>(), Cent::NUL);
        prop_assert_eq!(boek.resultaat(hier()), -kosten);
    }
}
