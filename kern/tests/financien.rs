//! The tables of the region in `regels/` can be read, and every stream of money has a taakveld every day since 2017.

use kern::financien::{Geldstroom, Taakveldtabel, kalender, lees_cyclus};
use kern::stam::Datum;

#[test]
fn elke_geldstroom_heeft_elke_dag_een_taakveld() {
    let tabel = Taakveldtabel::lees(include_str!("../../regels/taakvelden_2017-01-01.csv")).expect("reads");
    for dag in ["2017-01-01", "2022-12-31", "2023-01-01", "2040-01-01"] {
        let dag = Datum::lees(dag).expect("date");
        for stroom in Geldstroom::ALLE.iter().filter(|s| !s.op_balans()) {
            let regel = tabel.op(*stroom, None, dag).expect("one taakveld");
            // Since the begroting of 2023 the old 6.81 and 6.71 may no longer be used.
            let oud = matches!(regel.taakveld.to_string().as_str(), "6.81" | "6.71");
            assert!(!oud || dag.jaar() < 2023, "{stroom} {dag}");
        }
    }
}

#[test]
fn de_cyclus_van_de_regio_heeft_elf_momenten_op_volgorde() {
    let momenten = lees_cyclus(include_str!("../../regels/cyclus_2023-01-01.csv")).expect("reads");
    let jaar = kalender(&momenten, 2027);
    assert_eq!(jaar.len(), 11);
    assert_eq!(jaar[0].1.code, "kadernota");
    assert_eq!(jaar[10].1.code, "jaarstukken");
    assert!(momenten.iter().all(|m| m.status == "concept"), "no date of the cycle was found in a law");
}
