//! The law as rows: rule, first day, last day.

use super::*;
use crate::stam::feestdagen::{Gelijkgesteld, tests::feestdagen};
use alloc::{string::ToString, vec};
use proptest::prelude::*;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

fn wet() -> Termijnenwet {
    Termijnenwet {
        feestdagen: feestdagen(),
        werkdagen_vanaf_dagen: 3,
        werkdagen_minstens: 2,
        dagen_hoogstens: 90,
        weken_hoogstens: 12,
        maanden_hoogstens: 3,
    }
}

fn regel(aantal: u16, eenheid: &str) -> Termijnregel {
    Termijnregel {
        aantal,
        eenheid: Termijneenheid::lees(eenheid).expect("test unit"),
        grondslag: Grondslag::Wet,
        terug: false,
        bron: Bron { artikel: "Testwet art. 1".into(), status: "vastgesteld".into() },
    }
}

fn toets(aantal: u16, eenheid: &str, begin: &str, uiterlijk: &str) {
    let t = bereken(&regel(aantal, eenheid), d(begin), &[], &wet());
    assert_eq!(t.uiterlijk.to_string(), uiterlijk, "{aantal} {eenheid} from {begin}: {:?}", t.uitleg);
}

#[test]
fn een_termijn_die_op_een_feestdag_eindigt_loopt_door_tot_de_volgende_werkdag() {
    toets(6, "weken", "2026-02-23", "2026-04-07"); // Easter Monday
    toets(7, "dagen", "2026-04-20", "2026-04-28"); // King's day
    toets(2, "weken", "2026-04-30", "2026-05-15"); // Ascension
    toets(6, "weken", "2026-04-24", "2026-06-05"); // nothing in the way
    toets(6, "weken", "2025-11-14", "2025-12-29"); // second Christmas day, then a weekend
    toets(2, "weken", "2026-03-20", "2026-04-07"); // Good Friday, weekend, Easter Monday
    toets(2, "weken", "2024-12-18", "2025-01-02"); // New Year
    toets(2, "weken", "2026-04-21", "2026-05-06"); // 5 May
}

#[test]
fn een_gelijkgestelde_dag_telt_als_feestdag() {
    let mut w = wet();
    w.feestdagen.gelijkgesteld =
        vec![Gelijkgesteld { dag: d("2026-05-15"), besluit: "Besluit gelijkstelling 2026-2028".into() }];
    let t = bereken(&regel(2, "weken"), d("2026-04-30"), &[], &w);
    // Ascension, the Friday made equal to a holiday, then a weekend.
    assert_eq!(t.uiterlijk, d("2026-05-18"));
    assert_eq!(
        t.uitleg.stappen[1].zin,
        "14 mei 2026 is Hemelvaartsdag. 15 mei 2026 is gelijkgesteld aan een feestdag (Besluit gelijkstelling 2026-2028). 16 mei 2026 is een zaterdag. \
         17 mei 2026 is een zondag. Daarom is de laatste dag maandag 18 mei 2026."
    );
}

#[test]
fn een_termijn_eindigt_niet_in_het_weekend() {
    toets(2, "weken", "2026-03-07", "2026-03-23"); // a Saturday
    toets(2, "weken", "2026-03-08", "2026-03-23"); // a Sunday
    toets(1, "maand", "2026-01-31", "2026-03-02"); // 28 February is a Saturday
}

#[test]
fn een_korte_termijn_bevat_twee_werkdagen() {
    // Friday + 3 days is Monday: only one working day, so Tuesday.
    toets(3, "dagen", "2026-03-06", "2026-03-10");
    // Two days is shorter than three: article 2 does not apply, article 1 does.
    toets(2, "dagen", "2026-03-06", "2026-03-09");
    // 24 December 2026 (Thursday) + 3 days ends on Sunday; the first two working days are the 28th and 29th.
    toets(3, "dagen", "2026-12-24", "2026-12-29");
}

#[test]
fn een_lange_of_teruggerekende_termijn_schuift_niet_op() {
    toets(1, "jaar", "2025-02-28", "2026-02-28"); // a Saturday stays
    toets(13, "weken", "2026-01-03", "2026-04-04"); // more than twelve weeks
    toets(12, "weken", "2026-01-03", "2026-03-30"); // twelve weeks do move: 28 March is a Saturday
    toets(4, "maanden", "2026-01-04", "2026-05-04");
    toets(91, "dagen", "2026-01-03", "2026-04-04");
    let terug = Termijnregel { terug: true, ..regel(8, "weken") };
    assert_eq!(bereken(&terug, d("2026-05-31"), &[], &wet()).uiterlijk, d("2026-04-05"));
}

#[test]
fn een_werkafspraak_telt_werkdagen_en_schuift_niet_op() {
    let afspraak = Termijnregel { grondslag: Grondslag::Afspraak, ..regel(2, "werkdagen") };
    assert_eq!(bereken(&afspraak, d("2026-04-02"), &[], &wet()).uiterlijk, d("2026-04-08"));
    let weken = Termijnregel { grondslag: Grondslag::Afspraak, ..regel(1, "week") };
    assert_eq!(bereken(&weken, d("2026-03-07"), &[], &wet()).uiterlijk, d("2026-03-14"));
}

#[test]
fn opschorting_verlengt_de_termijn_met_de_dagen_dat_zij_stilstond() {
    let o = |van, tot| Opschorting::nieuw(d(van), d(tot), "De aanvraag was niet compleet.").expect("days");
    let bij = |os: &[Opschorting]| bereken(&regel(2, "weken"), d("2026-03-02"), os, &wet()).uiterlijk;
    assert_eq!(bij(&[]), d("2026-03-16"));
    assert_eq!(bij(&[o("2026-03-05", "2026-03-10")]), d("2026-03-23")); // 16 + 5 = 21, a Saturday
    assert_eq!(bij(&[o("2026-03-17", "2026-03-20")]), d("2026-03-16")); // begins after the last day: too late
    assert_eq!(bij(&[o("2026-03-16", "2026-03-18")]), d("2026-03-18")); // begins on the last day: in time
    // The second begins in time only because the first moved the last day; the shared days count once.
    assert_eq!(bij(&[o("2026-03-08", "2026-03-12"), o("2026-03-10", "2026-03-13")]), d("2026-03-23"));
    assert!(Opschorting::nieuw(d("2026-03-05"), d("2026-03-05"), "").is_none());
}

/// Which rules moved the day, or say why it did not move.
#[test]
fn elke_stap_noemt_zijn_regel() {
    let stil =
        Opschorting::nieuw(d("2026-03-05"), d("2026-03-10"), "De aanvraag was niet compleet.").expect("days");
    let wettelijk = regel(2, "weken");
    let terug = Termijnregel { terug: true, ..regel(8, "weken") };
    let afspraak = Termijnregel { grondslag: Grondslag::Afspraak, ..regel(2, "werkdagen") };
    for (r, begin, stil, verwacht) in [
        (&wettelijk, "2026-03-02", vec![], vec!["TRM-01"]),
        (&wettelijk, "2026-03-02", vec![stil], vec!["TRM-01", "TRM-02", "TRM-03"]),
        (&wettelijk, "2026-03-07", vec![], vec!["TRM-01", "TRM-03"]),
        (&regel(3, "dagen"), "2026-03-06", vec![], vec!["TRM-01", "TRM-04"]),
        (&regel(1, "jaar"), "2025-02-28", vec![], vec!["TRM-01", "TRM-05"]),
        (&terug, "2026-05-31", vec![], vec!["TRM-01", "TRM-05"]),
        (&afspraak, "2026-04-02", vec![], vec!["TRM-01", "TRM-06"]),
    ] {
        let t = bereken(r, d(begin), &stil, &wet());
        let codes: Vec<&str> = t.uitleg.stappen.iter().map(|s| s.code.as_ref()).collect();
        assert_eq!(codes, verwacht);
    }
}

#[test]
fn de_uitleg_zegt_waarom_deze_dag() {
    let t = bereken(&regel(6, "weken"), d("2026-02-23"), &[], &wet());
    let zinnen: Vec<&str> = t.uitleg.stappen.iter().map(|s| s.zin.as_str()).collect();
    assert_eq!(
        zinnen,
        [
            "De termijn is 6 weken. 6 weken na 23 februari 2026 is maandag 6 april 2026.",
            "6 april 2026 is Tweede paasdag. Daarom is de laatste dag dinsdag 7 april 2026.",
        ]
    );
    assert_eq!(t.uitleg.stappen[0].artikel, "Testwet art. 1");
}

proptest! {
    #[test]
    fn een_wettelijke_termijn_eindigt_altijd_op_een_werkdag_en_nooit_te_vroeg(dag in 0i64..60_000, n in 1u16..12, weken in proptest::bool::ANY) {
        let begin = d("1970-01-01").plus_dagen(dag);
        let r = regel(n, if weken { "weken" } else { "dagen" });
        let t = bereken(&r, begin, &[], &wet());
        let kaal = begin.plus_dagen(i64::from(n) * if weken { 7 } else { 1 });
        prop_assert!(wet().feestdagen.is_werkdag(t.uiterlijk));
        prop_assert!(t.uiterlijk >= kaal && kaal.dagen_tot(t.uiterlijk) <= 6, "{} {}", kaal, t.uiterlijk);
        // No earlier working day was skipped, unless article 2 asked for a second one.
        let verlengd = t.uitleg.stappen.iter().any(|s| s.code == "TRM-04");
        let eerder = (0..kaal.dagen_tot(t.uiterlijk)).any(|i| wet().feestdagen.is_werkdag(kaal.plus_dagen(i)));
        prop_assert!(verlengd || !eerder);
    }
}

#[test]
fn een_verdaging_telt_vanaf_de_dag_voordat_een_feestdag_haar_verschoof() {
    let zes = regel(6, "weken");
    // Six weeks from 23 February 2026 end on Easter Monday; the adjournment counts from there, not from the Tuesday.
    let t = bereken_verdaagd(&zes, &zes, d("2026-02-23"), &[], &wet());
    assert_eq!(t.uiterlijk, d("2026-05-18"));
    let codes = |t: &Termijn| t.uitleg.stappen.iter().map(|s| s.code.to_string()).collect::<Vec<_>>();
    assert_eq!(codes(&t), ["TRM-01", "TRM-07"]);
    assert_eq!(
        t.uitleg.stappen[1].zin,
        "De beslissing is 6 weken verdaagd. De laatste dag wordt maandag 18 mei 2026."
    );
    // The new last day moves like any other, and a suspension comes first.
    let t = bereken_verdaagd(&zes, &zes, d("2026-03-02"), &[], &wet());
    assert_eq!(
        (t.uiterlijk, codes(&t)),
        (d("2026-05-26"), vec!["TRM-01".into(), "TRM-07".into(), "TRM-03".into()])
    );
    let stil =
        Opschorting::nieuw(d("2026-03-05"), d("2026-03-10"), "De aanvraag was niet compleet.").expect("days");
    let t = bereken_verdaagd(&zes, &zes, d("2026-02-23"), &[stil], &wet());
    assert_eq!(
        (t.uiterlijk, codes(&t)),
        (d("2026-05-26"), vec!["TRM-01".into(), "TRM-02".into(), "TRM-07".into(), "TRM-03".into()])
    );
    assert_eq!(t.begin, d("2026-02-23"));
}

#[test]
fn terugrekenen_gaat_in_elke_eenheid_naar_voren() {
    for (n, eenheid, begin, dag) in [
        (3, "dagen", "2026-03-10", "2026-03-07"),
        (2, "werkdagen", "2026-03-09", "2026-03-05"),
        (1, "week", "2026-03-10", "2026-03-03"),
        (1, "maand", "2026-03-31", "2026-02-28"),
        (2, "jaren", "2026-03-31", "2024-03-31"),
    ] {
        let t = bereken(&Termijnregel { terug: true, ..regel(n, eenheid) }, d(begin), &[], &wet());
        assert_eq!(t.uiterlijk, d(dag), "{n} {eenheid}");
        assert!(t.uitleg.stappen[0].zin.contains(" voor "), "{}", t.uitleg.stappen[0].zin);
    }
}

#[test]
fn de_langste_termijn_die_opschuift_schuift_nog_op() {
    toets(90, "dagen", "2026-01-04", "2026-04-07");
    toets(3, "maanden", "2026-01-04", "2026-04-07");
    toets(1, "jaar", "2025-04-04", "2026-04-04");
}

#[test]
fn elke_eenheid_heeft_enkelvoud_en_meervoud() {
    for (n, eenheid, woorden) in [
        (1, "dag", "1 dag "),
        (2, "dagen", "2 dagen "),
        (1, "werkdag", "1 werkdag "),
        (2, "werkdagen", "2 werkdagen "),
        (1, "week", "1 week "),
        (2, "weken", "2 weken "),
        (1, "maand", "1 maand "),
        (2, "maanden", "2 maanden "),
        (1, "jaar", "1 jaar "),
        (2, "jaren", "2 jaar "),
    ] {
        let t = bereken(&regel(n, eenheid), d("2026-03-02"), &[], &wet());
        assert!(t.uitleg.stappen[0].zin.contains(woorden), "{}", t.uitleg.stappen[0].zin);
    }
    assert!(Termijneenheid::lees("kwartier").is_err());
    let stil = |tot| Opschorting::nieuw(d("2026-03-05"), d(tot), "Zo.").expect("days");
    let zin = |tot| {
        bereken(&regel(2, "weken"), d("2026-03-02"), &[stil(tot)], &wet()).uitleg.stappen[1].zin.clone()
    };
    assert!(
        zin("2026-03-06").contains("stond 1 dag stil") && zin("2026-03-07").contains("stond 2 dagen stil")
    );
}

#[test]
fn een_dag_heeft_zijn_weekdag() {
    let namen: Vec<_> = (0..7).map(|n| met_weekdag(d("2026-03-02").plus_dagen(n))).collect();
    assert_eq!(namen[0], "maandag 2 maart 2026");
    assert_eq!(namen[6], "zondag 8 maart 2026");
    let t = vaste_dag(d("2026-03-02"), d("2026-03-05"), "Awb art. 4:14", "Zo afgesproken.");
    assert_eq!((t.begin, t.uiterlijk, t.uitleg.stappen.len()), (d("2026-03-02"), d("2026-03-05"), 1));
}
