//! Every column has a privacy class, and identity lives in one table.

use super::geen;
use wijkthuis::huis::opslag::tabellen;

const KLASSEN: &[&str] = &["geen", "pseudoniem", "persoon", "bijzonder", "vrije_tekst"];

/// Columns of class `persoon` outside `inwoner`, with the reason why they cannot live there.
const BUITEN_INWONER: &[(&str, &str, &str)] = &[
    ("gebruiker", "gebruikersnaam", "an employee, not an inwoner"),
    ("gebruiker", "naam", "an employee, not an inwoner"),
    ("melding", "melder_naam", "somebody else than the inwoner who reports; has no row of its own"),
    ("melding", "melder_contact", "somebody else than the inwoner who reports; has no row of its own"),
    (
        "opgave",
        "inhoud",
        "told by somebody and not yet true of the inwoner: encrypted, until a holder has chosen",
    ),
];

#[test]
fn elke_kolom_heeft_een_klasse() {
    let mut fout = Vec::new();
    for t in tabellen() {
        for k in t.kolommen.iter().filter(|k| !KLASSEN.contains(&k.klasse.as_str())) {
            fout.push(format!("{}.{}: end its line with `-- {}: …`", t.naam, k.naam, KLASSEN.join("|")));
        }
    }
    geen("columns without a privacy class", &fout);
}

#[test]
fn wie_iemand_is_staat_alleen_bij_inwoner() {
    let mut fout = Vec::new();
    for t in tabellen().iter().filter(|t| t.naam != "inwoner") {
        for k in t.kolommen.iter().filter(|k| k.klasse == "persoon") {
            if !BUITEN_INWONER.iter().any(|(tabel, kolom, _)| *tabel == t.naam && *kolom == k.naam) {
                fout.push(format!(
                    "{}.{}: move it to inwoner, or give the reason in BUITEN_INWONER",
                    t.naam, k.naam
                ));
            }
        }
    }
    geen("identity outside inwoner", &fout);
}

#[test]
fn elke_uitzondering_bestaat_nog() {
    let alle = tabellen();
    let fout: Vec<String> = BUITEN_INWONER
        .iter()
        .filter(|(tabel, kolom, _)| {
            !alle.iter().any(|t| {
                t.naam == *tabel && t.kolommen.iter().any(|k| k.naam == *kolom && k.klasse == "persoon")
            })
        })
        .map(|(tabel, kolom, _)| {
            format!("{tabel}.{kolom} is no column of class persoon: take it out of the list")
        })
        .collect();
    geen("exceptions that are no longer needed", &fout);
}
