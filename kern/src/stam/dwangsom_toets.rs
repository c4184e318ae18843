//! The penalty by the day, against sums made by hand.

use super::*;
use crate::stam::feestdagen::tests::feestdagen;
use crate::stam::{
    Bron,
    termijnen::{Grondslag, Termijneenheid},
};
use alloc::vec;

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

fn regels() -> Dwangsomregels {
    let trap = |cent| Dwangsomtrap { dagen: 14, per_dag: Cent(cent) };
    Dwangsomregels {
        wachttijd: Termijnregel {
            aantal: 2,
            eenheid: Termijneenheid::Weken,
            grondslag: Grondslag::Wet,
            terug: false,
            bron: Bron { artikel: "Awb art. 4:17 lid 3".into(), status: "vastgesteld".into() },
        },
        trappen: vec![trap(2_300), trap(3_500), trap(4_500)],
        dagen_hoogstens: 42,
    }
}

/// Term until Friday 1 March 2024, notice on Monday 4 March: two weeks later is Monday 18 March, so the first day is the 19th.
fn op(dag: &str, beslist: Option<&str>) -> Dwangsom {
    let v = Verzuim { uiterlijk: d("2024-03-01"), ingebreke_op: d("2024-03-04"), beslist_op: beslist.map(d) };
    dwangsom(&v, d(dag), &regels(), &wet())
}

#[test]
fn de_dwangsom_loopt_in_drie_trappen_tot_42_dagen() {
    for (dag, dagen, cent) in [
        ("2024-03-18", 0, 0),
        ("2024-03-19", 1, 2_300),
        ("2024-04-01", 14, 32_200),
        ("2024-04-02", 15, 35_700),
        ("2024-04-15", 28, 81_200),
        ("2024-04-16", 29, 85_700),
        ("2024-04-29", 42, 144_200),
        ("2024-12-31", 42, 144_200),
    ] {
        let uit = op(dag, None);
        assert_eq!((uit.dagen, uit.bedrag), (dagen, Cent(cent)), "{dag}");
        assert_eq!(uit.eerste_dag, Some(d("2024-03-19")));
        assert_eq!(uit.beroep_vanaf, Some(d("2024-03-19")));
    }
}

#[test]
fn een_besluit_stopt_de_dwangsom() {
    assert_eq!(op("2024-06-01", Some("2024-03-19")).dagen, 0);
    assert_eq!(op("2024-06-01", Some("2024-03-21")).bedrag, Cent(4_600));
    assert_eq!(op("2024-03-20", Some("2024-03-25")).dagen, 2, "a decision in the future does not count yet");
    assert_eq!(op("2024-03-20", Some("2024-03-01")).dagen, 0);
}

#[test]
fn een_ingebrekestelling_die_te_vroeg_komt_telt_niet() {
    let bij = |ingebreke: &str| {
        let v = Verzuim { uiterlijk: d("2024-03-01"), ingebreke_op: d(ingebreke), beslist_op: None };
        dwangsom(&v, d("2024-06-01"), &regels(), &wet())
    };
    let vroeg = bij("2024-03-01");
    assert_eq!((vroeg.eerste_dag, vroeg.beroep_vanaf, vroeg.dagen, vroeg.bedrag), (None, None, 0, Cent(0)));
    assert_eq!(vroeg.uitleg.stappen.len(), 1);
    // Saturday 2 March: two weeks later is Saturday 16 March, which moves to Monday.
    assert_eq!(bij("2024-03-02").eerste_dag, Some(d("2024-03-19")));
}

#[test]
fn elke_stap_van_de_dwangsom_heeft_haar_regel() {
    let codes = |u: Dwangsom| -> Vec<String> {
        u.uitleg.stappen.iter().map(|s| s.code.clone().into_owned()).collect()
    };
    assert_eq!(codes(op("2024-03-18", None)), ["TRM-10", "TRM-01", "TRM-11", "TRM-14", "TRM-13"]);
    assert_eq!(codes(op("2024-04-02", None)), ["TRM-10", "TRM-01", "TRM-11", "TRM-14", "TRM-12"]);
    let uit = op("2024-04-02", None);
    let zin = &uit.uitleg.stappen.last().expect("steps").zin;
    assert_eq!(
        zin,
        &alloc::format!("14 dagen van {}. 1 dag van {}. Samen {}.", Cent(2_300), Cent(3_500), Cent(35_700))
    );
}
