//! Every table says its kind and how long it is kept, and no statement breaks what the kind promises.

use super::{bestanden, geen, wortel};
use std::collections::{BTreeMap, BTreeSet};
use wijkthuis::huis::opslag::{Opdracht, Tabel, inventory, tabellen};

/// Where statements may break the promise of a kind, with the reason.
const UITZONDERINGEN: &[(&str, &str)] =
    &[("app/src/privacy/", "destruction when the retention term has passed")];

fn per_naam() -> BTreeMap<String, Tabel> {
    tabellen().into_iter().map(|t| (t.naam.clone(), t)).collect()
}

#[test]
fn elke_tabel_heeft_een_soort() {
    let fout: Vec<String> = tabellen()
        .iter()
        .filter(|t| !["boek", "register", "kaart"].contains(&t.soort.as_str()))
        .map(|t| format!("table {}: begin its comment with `-- {}: boek|register|kaart.`", t.naam, t.naam))
        .collect();
    geen("tables without a kind", &fout);
}

#[test]
fn een_register_heeft_twee_tijdassen_en_een_boek_geen_sluitnummer() {
    let mut fout = Vec::new();
    for t in tabellen() {
        let heeft = |n: &str| t.kolommen.iter().any(|k| k.naam == n);
        if t.soort == "register" && !(heeft("vanaf_nr") && heeft("tot_nr")) {
            fout.push(format!("register {}: needs vanaf_nr and tot_nr", t.naam));
        }
        if t.soort == "boek" && heeft("tot_nr") {
            fout.push(format!("boek {}: is never closed, so tot_nr has no place", t.naam));
        }
    }
    geen("tables that do not have the shape of their kind", &fout);
}

/// Names in a rule file are its sections.
fn bewaarklassen() -> BTreeSet<String> {
    bestanden("regels", &["toml"])
        .iter()
        .filter(|b| b.pad.starts_with("regels/bewaartermijnen"))
        .flat_map(|b| b.tekst.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|r| r.trim().strip_prefix('[')?.strip_suffix(']').map(str::to_owned))
        .collect()
}

#[test]
fn elke_tabel_heeft_een_bewaartermijn() {
    let klassen = bewaarklassen();
    assert!(!klassen.is_empty(), "{} has no rule files with bewaartermijnen", wortel().display());
    let fout: Vec<String> = tabellen()
        .iter()
        .filter(|t| !klassen.contains(&t.bewaren))
        .map(|t| {
            format!("table {}: `Bewaren: {}.` is not in regels/bewaartermijnen_*.toml", t.naam, t.bewaren)
        })
        .collect();
    geen("tables without a bewaartermijn", &fout);
    let gebruikt: BTreeSet<String> = tabellen().into_iter().map(|t| t.bewaren).collect();
    let dood: Vec<String> = klassen
        .difference(&gebruikt)
        .map(|k| format!("regels/bewaartermijnen: [{k}] is used by no table: take it out"))
        .collect();
    geen("bewaartermijnen without a table", &dood);
}

/// The changes in a statement: word, table, and what follows.
fn wijzigingen(sql: &str) -> Vec<(&'static str, String, String)> {
    let woorden: Vec<&str> = sql.split_whitespace().collect();
    let mut uit = Vec::new();
    for (i, w) in woorden.iter().enumerate() {
        let (soort, tabel) = match w.to_ascii_uppercase().as_str() {
            // `DO UPDATE SET` belongs to the INSERT before it; `FOR UPDATE` changes nothing.
            "UPDATE" if i > 0 && woorden[i - 1].eq_ignore_ascii_case("DO") => ("UPDATE", na_insert(&woorden)),
            "UPDATE" if i == 0 || !woorden[i - 1].eq_ignore_ascii_case("FOR") => {
                ("UPDATE", woorden.get(i + 1).copied())
            }
            "DELETE" => ("DELETE", woorden.get(i + 2).copied()),
            "TRUNCATE" | "DROP" => ("DROP", woorden.get(i + 1).copied()),
            _ => continue,
        };
        uit.push((soort, tabel.unwrap_or_default().to_owned(), woorden[i..].join(" ")));
    }
    uit
}

fn na_insert<'a>(woorden: &[&'a str]) -> Option<&'a str> {
    let i = woorden.iter().position(|w| w.eq_ignore_ascii_case("INTO"))?;
    woorden.get(i + 1).copied()
}

/// Closing a version sets `tot_nr` and nothing else.
fn sluit_alleen(rest: &str) -> bool {
    let Some((_, na)) = rest.split_once("SET ") else { return false };
    let zet = na.split(" WHERE ").next().unwrap_or_default();
    zet.trim_start().starts_with("tot_nr =") && !zet.contains(',')
}

fn belofte(soort: &str, wat: &str, rest: &str) -> Option<&'static str> {
    match (soort, wat) {
        ("kaart", _) => None,
        ("register", "UPDATE") if sluit_alleen(rest) => None,
        ("register", _) => Some("a register is closed (tx.sluit) and added to, never changed"),
        _ => Some("a boek is appended, never changed: add a row that corrects"),
    }
}

#[test]
fn een_boek_wordt_nooit_gewijzigd_en_een_register_alleen_gesloten() {
    let tabellen = per_naam();
    let mut fout = Vec::new();
    for o in inventory::iter::<Opdracht> {
        if UITZONDERINGEN.iter().any(|(map, _)| o.bestand.contains(map)) {
            continue;
        }
        for (wat, tabel, rest) in wijzigingen(o.sql) {
            let soort = tabellen.get(&tabel).map_or("", |t| t.soort.as_str());
            if let Some(regel) = belofte(soort, wat, &rest) {
                fout.push(format!("{}:{}: {wat} on {tabel} in {}: {regel}", o.bestand, o.regel, o.naam));
            }
        }
    }
    geen("statements that break the promise of a table", &fout);
}

/// Changing statements that are put together at run time, outside `sql!`, with the reason.
const SAMENGESTELD: &[(&str, &str)] = &[
    ("app/src/huis/opslag/tx.rs", "tx.sluit closes the current version of any register: SET tot_nr only"),
    ("app/src/huis/opslag/migratie.rs", "writes the list of migrations, which exists before any table"),
    (
        "app/src/huis/opslag/kopie.rs",
        "puts a reservekopie back in an empty database, whose counter stands at zero",
    ),
    (
        "app/src/huis/opslag/bulk.rs",
        "inserts many rows at once in a database that was empty; never closes or changes one",
    ),
    (
        "app/src/koppelingen/analyse/views.rs",
        "builds views for other tools in a schema of their own; no table of ours is touched, names are checked",
    ),
];

#[test]
fn elke_wijzigende_opdracht_staat_in_sql() {
    let geregistreerd: BTreeSet<&str> = inventory::iter::<Opdracht>.into_iter().map(|o| o.sql).collect();
    let mut fout = Vec::new();
    for b in bestanden("app/src", &["rs"]) {
        if SAMENGESTELD.iter().any(|(pad, _)| *pad == b.pad) || b.is_toets() {
            continue;
        }
        for (plek, tekst) in super::teksten(&b.tekst) {
            let begin = tekst.trim_start();
            if ["UPDATE ", "DELETE FROM ", "INSERT INTO ", "DROP ", "TRUNCATE "]
                .iter()
                .any(|w| begin.starts_with(w))
                && !geregistreerd.contains(tekst.as_str())
            {
                let nr = b.tekst[..plek].lines().count();
                fout.push(format!(
                    "{}:{nr}: name this statement with sql!, so that it is prepared and checked",
                    b.pad
                ));
            }
        }
    }
    geen("changing statements that no test sees", &fout);
}

#[test]
fn een_wijziging_wordt_herkend() {
    let w = wijzigingen("UPDATE besluit SET tot_nr = $1 WHERE besluit_id = $2");
    assert_eq!((w[0].0, w[0].1.as_str()), ("UPDATE", "besluit"));
    assert!(belofte("register", w[0].0, &w[0].2).is_none());
    assert!(belofte("boek", w[0].0, &w[0].2).is_some());
    let w = wijzigingen("UPDATE besluit SET tot_nr = $1, soort = $2 WHERE besluit_id = $2");
    assert!(belofte("register", w[0].0, &w[0].2).is_some());
    let w = wijzigingen("INSERT INTO werkitem (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 1");
    assert_eq!(w[0].1, "werkitem");
    let w = wijzigingen("DELETE FROM boeking WHERE boeking_id = $1");
    assert_eq!((w[0].0, w[0].1.as_str()), ("DELETE", "boeking"));
}
