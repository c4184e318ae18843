//! A term enters the code after it has a meaning and a source in the woordenlijst.

use super::{bestanden, geen, gelijk_of_schrijf, kamerbronnen};
use std::collections::{BTreeMap, BTreeSet};

/// Public types of `kern` that Rust names, not the law: no term of the domain.
const MACHINERIE: &[&str] = &[];

/// Terms from the fragments: term, and the whole row.
fn rijen() -> BTreeMap<(String, String), (String, String)> {
    let mut uit = BTreeMap::new();
    for b in bestanden("docs/woordenlijst.d", &["md"]) {
        for (i, regel) in b.tekst.lines().enumerate() {
            let cellen: Vec<&str> = regel.trim().trim_matches('|').split('|').map(str::trim).collect();
            if !regel.starts_with('|')
                || regel.starts_with("|-")
                || regel.starts_with("| -")
                || cellen[0] == "term"
            {
                continue;
            }
            let sleutel = (cellen[0].trim_matches('`').to_lowercase(), cellen[0].to_owned());
            uit.entry(sleutel)
                .or_insert((format!("| {} |", cellen.join(" | ")), format!("{}:{}", b.pad, i + 1)));
        }
    }
    uit
}

#[test]
fn elke_rij_is_compleet() {
    let fout: Vec<String> = rijen()
        .values()
        .filter(|(rij, _)| {
            let cellen: Vec<&str> = rij.trim_matches('|').split('|').map(str::trim).collect();
            cellen.len() != 5 || cellen[..4].iter().any(|c| c.is_empty())
        })
        .map(|(_, waar)| format!("{waar}: a row is | term | betekenis | bron | English | waar in de code |"))
        .collect();
    geen("incomplete rows of the woordenlijst", &fout);
}

#[test]
fn de_woordenlijst_is_de_som_van_de_delen() {
    let mut moet = String::from(
        "# Woordenlijst\n\nOne word, one thing, one source. Law, region and standards name the domain in Dutch; this list says what the words\n\
         mean and gives an English gloss. It is put together from `docs/woordenlijst.d/`, one file per subject, by\n\
         `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis tidy`: change a term there.\n\n\
         | term | betekenis | bron | English | waar in de code |\n|---|---|---|---|---|\n",
    );
    for (rij, _) in rijen().into_values() {
        moet.push_str(&rij);
        moet.push('\n');
    }
    gelijk_of_schrijf("docs/woordenlijst.md", &moet);
}

/// Names of public structs, enums, traits and aliases, and of those that a macro of the file makes.
fn publieke_typen() -> BTreeMap<String, String> {
    let mut uit = BTreeMap::new();
    for b in kamerbronnen().iter().filter(|b| b.pad.starts_with("kern/") && !b.is_toets()) {
        for r in b.regels().iter().filter(|r| !r.toets) {
            let kaal = r.tekst.trim_start();
            for voor in ["pub struct ", "pub enum ", "pub trait ", "pub type "] {
                let Some(rest) = kaal.strip_prefix(voor) else { continue };
                let naam: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                if !naam.is_empty() {
                    uit.entry(naam).or_insert_with(|| format!("{}:{}", b.pad, r.nr));
                }
            }
        }
    }
    uit
}

#[test]
fn elk_publiek_type_van_kern_staat_in_de_woordenlijst() {
    let termen: BTreeSet<String> = rijen().into_keys().map(|(t, _)| t.replace(' ', "")).collect();
    let fout: Vec<String> = publieke_typen()
        .iter()
        .filter(|(naam, _)| !MACHINERIE.contains(&naam.as_str()) && !termen.contains(&naam.to_lowercase()))
        .map(|(naam, waar)| format!("{waar}: {naam} has no row in docs/woordenlijst.d/<kamer>.md"))
        .collect();
    geen("types without a term", &fout);
}
