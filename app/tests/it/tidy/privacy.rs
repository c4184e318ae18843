//! The register of columns in `docs/privacy/kolommen.md`, written from the migrations.

use super::{bestanden, gelijk_of_schrijf};
use std::fmt::Write as _;
use wijkthuis::huis::opslag::{Tabel, tabellen};

const KLASSEN: &[(&str, &str)] = &[
    ("persoon", "says who somebody is"),
    ("bijzonder", "special category: health, care and what comes near (AVG art. 9)"),
    ("vrije_tekst", "written by people, can hold anything"),
    ("pseudoniem", "a key that stands for a person"),
];

/// What the line of a column says after its class.
fn toelichting(tabel: &str, kolom: &str) -> String {
    let mut in_tabel = false;
    for b in bestanden("app/migraties", &["sql"]) {
        for r in b.tekst.lines() {
            if let Some(naam) = r.strip_prefix("CREATE TABLE ") {
                in_tabel = naam.trim_end_matches(" (") == tabel;
            } else if in_tabel && r.split_whitespace().next() == Some(kolom) {
                let na = r.split_once("-- ").map_or("", |(_, na)| na);
                return na.split_once(": ").map_or("", |(_, t)| t).replace('|', "\\|");
            }
        }
    }
    String::new()
}

fn deel(uit: &mut String, klasse: &str, betekenis: &str, tabellen: &[Tabel]) {
    write!(uit, "\n## {klasse}\n\n{betekenis}.\n\n| tabel | kolom | wat | bewaren |\n|---|---|---|---|\n")
        .expect("text");
    for t in tabellen {
        for k in t.kolommen.iter().filter(|k| k.klasse == klasse) {
            let wat = toelichting(&t.naam, &k.naam);
            writeln!(uit, "| {} | {} | {wat} | {} |", t.naam, k.naam, t.bewaren).expect("text");
        }
    }
}

#[test]
fn het_register_van_kolommen_is_bij() {
    let alle = tabellen();
    let mut uit = String::from(
        "# Kolommen met gegevens over mensen\n\nWritten from the migrations by `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis tidy`. Columns of class\n\
         `geen` are left out. How long each table is kept: `regels/bewaartermijnen_*.toml`.\n",
    );
    for (klasse, betekenis) in KLASSEN {
        deel(&mut uit, klasse, betekenis, &alle);
    }
    gelijk_of_schrijf("docs/privacy/kolommen.md", &uit);
}
