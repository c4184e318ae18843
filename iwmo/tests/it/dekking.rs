//! Every rule has a test that breaks it: a rule without one fails here. `docs/dekking.md` says the same to people.

use std::fmt::Write as _;
use std::path::PathBuf;

use iwmo::regels::{self, Afspraak, Regel};

use crate::{gevallen, oordeel, orakel, schema};

/// The first case of the table of this rule that breaks it.
fn toets(regel: &Regel) -> Option<String> {
    let bevat = |codes: &[&str]| codes.contains(&regel.code);
    match regel.toets {
        "oracle" => {
            orakel::gevallen().into_iter().find(|(_, c)| c.iter().any(|c| c == regel.code)).map(|g| g.0)
        }
        "geval" => gevallen::GEVALLEN.iter().find(|g| bevat(g.verwacht)).map(|g| g.naam.to_owned()),
        "schema" => {
            // The three rules that the schema enforces are found under the code of the fault against the schema.
            let vast = ["CS015", "CS025"].contains(&regel.code);
            let code = if vast {
                "N1-VAST"
            } else if regel.code == "CS319" {
                "N1-PATROON"
            } else {
                regel.code
            };
            let geval = schema::GEVALLEN.iter().find(|(.., codes)| codes.contains(&code));
            geval.map(|(basis, ..)| format!("{basis}, {code}"))
        }
        "oordeel" => {
            let geval = |(_, codes): &(&str, &[&str])| {
                bevat(codes) || regel.retourcode.is_some_and(|r| codes.contains(&r))
            };
            oordeel::namen().into_iter().find(geval).map(|g| g.0.to_owned())
        }
        ander => panic!("{}: unknown table of tests {ander}", regel.code),
    }
}

/// A file of this crate.
fn pad(naam: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(naam)
}

fn bron(waar: &str) -> Option<String> {
    let kandidaten = [format!("src/{waar}.rs"), format!("src/{waar}/mod.rs")];
    kandidaten.iter().find_map(|k| std::fs::read_to_string(pad(k)).ok())
}

#[test]
fn elke_regel_heeft_een_toets_die_hem_breekt() {
    let zonder: Vec<_> = regels::alle().iter().filter(|r| toets(r).is_none()).map(|r| r.code).collect();
    assert_eq!(zonder, Vec::<&str>::new(), "a rule needs a case that breaks it");
}

#[test]
fn elke_regel_staat_in_het_bestand_dat_genoemd_wordt() {
    for regel in regels::alle() {
        let tekst =
            bron(regel.waar).unwrap_or_else(|| panic!("{}: {} does not exist", regel.code, regel.waar));
        // The codes of level 1 are given where the value or the element is looked at.
        let eigen = regel.niveau == 1
            || tekst.contains(regel.code)
            || regel.retourcode.is_some_and(|r| tekst.contains(r));
        assert!(eigen || in_reeks(&tekst, regel.code), "{} is not in {}", regel.code, regel.waar);
    }
    for afspraak in regels::afspraken() {
        let bestaat = afspraak.waar.is_none_or(|waar| bron(waar).is_some());
        assert!(bestaat, "{}: {:?} does not exist", afspraak.code, afspraak.waar);
    }
}

/// A rule named in a series such as `CD075 to CD079`.
fn in_reeks(tekst: &str, code: &str) -> bool {
    let woorden: Vec<_> = tekst.split(|c: char| !c.is_alphanumeric()).collect();
    woorden
        .windows(3)
        .any(|w| w[1] == "to" && w[0].len() == 5 && w[0][..2] == code[..2] && w[0] < code && code < w[2])
}

#[test]
fn elke_bevinding_hoort_bij_een_regel_uit_de_lijst() {
    for (_, codes) in orakel::gevallen() {
        for code in codes {
            assert!(regels::zoek(&code).is_some(), "{code}");
        }
    }
}

/// The table for people.
fn dekking() -> String {
    let mut uit = String::from(
        "# Dekking van iWmo 3.2\n\n\
         Which rules of the standard `iwmo` keeps, where, and which test breaks each. Written by\n\
         `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p iwmo dekking` out of `iwmo/gegevens/` and the tables of tests; do not edit.\n\n",
    );
    let _ = writeln!(uit, "Source: {}. The wording is ours.\n", regels::BRON);
    for (niveau, kop) in [
        (1, "Niveau 1: opbouw"),
        (2, "Niveau 2: regels binnen het bericht"),
        (3, "Niveau 3: tegen eerdere berichten"),
        (4, "Niveau 4: tegen andere bronnen"),
    ] {
        let regels: Vec<_> = regels::alle().iter().filter(|r| r.niveau == niveau).collect();
        let _ = writeln!(uit, "## {kop} ({})\n", regels.len());
        uit.push_str(
            "| regel | berichten | retourcode | betekenis | waar | toets |\n|---|---|---|---|---|---|\n",
        );
        for r in regels {
            let toets = toets(r).unwrap_or_else(|| "geen".to_owned());
            let _ = writeln!(
                uit,
                "| {} | {} | {} | {} | `{}` | {}: {toets} |",
                r.code,
                r.berichten,
                r.retourcode.unwrap_or("-"),
                r.omschrijving,
                r.waar,
                r.toets,
            );
        }
        uit.push('\n');
    }
    let (kan, kan_niet): (Vec<Afspraak>, Vec<Afspraak>) =
        regels::afspraken().iter().copied().partition(|a| a.waar.is_some());
    let _ = writeln!(
        uit,
        "## Bedrijfsregels en invulinstructies die de opbouw van `iwmo` bewaart ({})\n",
        kan.len()
    );
    uit.push_str("| afspraak | waar | hoe |\n|---|---|---|\n");
    for a in kan {
        let _ = writeln!(uit, "| {} | `{}` | {} |", a.code, a.waar.unwrap_or("-"), a.hoe);
    }
    let _ = writeln!(uit, "\n## Wat een bericht niet kan bewijzen ({})\n", kan_niet.len());
    uit.push_str("| afspraak | waarom niet |\n|---|---|\n");
    for a in kan_niet {
        let _ = writeln!(uit, "| {} | {} |", a.code, a.hoe);
    }
    uit
}

#[test]
fn het_overzicht_van_de_dekking_is_bij() {
    let bestand = pad("../docs/dekking.md");
    let moet = dekking();
    if std::env::var_os("WIJKTHUIS_SCHRIJF").is_some() {
        std::fs::write(&bestand, &moet).unwrap();
    }
    let is = std::fs::read_to_string(&bestand).unwrap_or_default();
    assert!(
        is == moet,
        "docs/dekking.md is not up to date: WIJKTHUIS_SCHRIJF=1 cargo nextest run -p iwmo dekking"
    );
}
