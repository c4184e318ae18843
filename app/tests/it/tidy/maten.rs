//! Short enough to see whole, no shortcuts, no floats where money or law is counted.

use super::{Bestand, bestanden, geen};

const BESTAND_MAX: usize = 400;
const FUNCTIE_MAX: usize = 60;
/// Files that are still a few lines too long, and functions; each is to be split and then leaves this list.
const NOG_TE_LANG: &[&str] = &[
    "app/src/besluit/bewijs.rs: vergelijk",
    "app/src/financien/web.rs",
    "app/src/toegang/melden.rs",
    "app/src/woonplaats/web.rs: beslis",
    "app/tests/it/besluit.rs",
    "app/tests/it/inkoop.rs: een_contractmanager_legt_aanbieder_contract_en_tarief_vast",
    "app/tests/it/monitor_feiten.rs",
    "app/tests/it/trajectregie.rs",
    "kern/src/besluit/toets.rs",
];

/// Own source of every kind, data and vendored files left out.
fn eigen_bron() -> Vec<Bestand> {
    let mut b = bestanden("", &["rs", "html", "css", "sql", "js", "mjs", "sh", "typ"]);
    b.retain(|b| !b.pad.contains("/vendor/"));
    b
}

fn rust() -> Vec<Bestand> {
    bestanden("", &["rs"])
}

#[test]
fn elk_bestand_is_te_overzien() {
    let fout: Vec<String> = eigen_bron()
        .iter()
        .filter(|b| b.tekst.lines().count() > BESTAND_MAX && !NOG_TE_LANG.contains(&b.pad.as_str()))
        .map(|b| format!("{}: {} lines; split it by meaning", b.pad, b.tekst.lines().count()))
        .collect();
    geen("files of more than 400 lines", &fout);
}

/// Length of every function: from its `fn` to the brace that closes it at the same indent.
fn functies(b: &Bestand) -> Vec<(usize, String, usize)> {
    let regels: Vec<&str> = b.tekst.lines().collect();
    let mut uit = Vec::new();
    for (i, r) in regels.iter().enumerate() {
        let kaal = r.trim_start();
        let inspring = &r[..r.len() - kaal.len()];
        let woorden = kaal.split("fn ").next().unwrap_or_default();
        let begin = kaal.contains("fn ")
            && woorden.split_whitespace().all(|w| {
                w.starts_with("pub")
                    || ["async", "const", "unsafe", "extern", "in", "super)", "\"C\""].contains(&w)
            });
        // A body on one line, a declaration without a body, and text that speaks of functions have no closing brace.
        let sluit = format!("{inspring}}}");
        if begin
            && !kaal.ends_with(';')
            && !(kaal.contains('{') && kaal.ends_with('}'))
            && let Some(eind) = regels[i..].iter().position(|r| *r == sluit || *r == format!("{sluit};"))
        {
            let naam = kaal.split("fn ").nth(1).unwrap_or_default();
            let naam = naam.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            uit.push((i + 1, naam, eind + 1));
        }
    }
    uit
}

#[test]
fn elke_functie_is_te_overzien() {
    let mut fout = Vec::new();
    for b in rust() {
        for (nr, naam, lengte) in functies(&b) {
            // The showcase is example data in a row; it says so with a reason that clippy checks.
            let erboven = b.tekst.lines().nth(nr.saturating_sub(2)).unwrap_or_default();
            let voorbeeld = b.pad.contains("/examples/")
                && erboven.starts_with("#[expect(clippy::too_many_lines, reason");
            if lengte > FUNCTIE_MAX
                && !voorbeeld
                && !NOG_TE_LANG.contains(&format!("{}: {naam}", b.pad).as_str())
            {
                fout.push(format!(
                    "{}:{nr}: {naam} has {lengte} lines; give a part a name of its own",
                    b.pad
                ));
            }
        }
    }
    geen("functions of more than 60 lines", &fout);
}

#[test]
fn geen_unwrap_buiten_toetsen() {
    let mut fout = Vec::new();
    for b in rust().iter().filter(|b| b.pad.contains("/src/")) {
        for r in b.regels() {
            if !r.toets && (r.tekst.contains(".unwrap()") || r.tekst.contains(".unwrap_err()")) {
                fout.push(format!(
                    "{}:{}: return a Fout, or use expect and say why it cannot happen",
                    b.pad, r.nr
                ));
            }
        }
    }
    geen("unwrap outside tests", &fout);
}

#[test]
fn geen_kommagetallen_in_kern_en_iwmo() {
    let mut fout = Vec::new();
    for map in ["kern/src", "iwmo/src", "app/src/financien", "app/src/levering"] {
        for b in bestanden(map, &["rs"]) {
            for r in b.regels() {
                let los =
                    |w: &str| r.tekst.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|d| d == w);
                if los("f64") || los("f32") {
                    fout.push(format!("{}:{}: count in whole cents, promille or minutes", b.pad, r.nr));
                }
            }
        }
    }
    geen("floating point where money or law is counted", &fout);
}

#[test]
fn kern_kent_geen_buitenwereld() {
    let mut fout = Vec::new();
    for b in bestanden("kern/src", &["rs"]) {
        for r in b.regels().iter().filter(|r| !r.toets) {
            for woord in ["std::", "HashMap", "extern crate std"] {
                if r.tekst.contains(woord) {
                    fout.push(format!("{}:{}: {woord} has no place in kern: hand the value in", b.pad, r.nr));
                }
            }
        }
    }
    let lib =
        bestanden("kern/src", &["rs"]).into_iter().find(|b| b.pad == "kern/src/lib.rs").expect("exists");
    assert!(lib.tekst.contains("#![no_std]"), "kern/src/lib.rs: kern is no_std, so that it cannot do I/O");
    geen("kern reaches outside", &fout);
}

/// Words that announce work that was not done.
#[test]
fn niets_is_half_af() {
    let woorden = [
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "to".to_owned() + "do!(",
        "unimple".to_owned() + "mented!(",
        "#[ig".to_owned() + "nore",
    ];
    let mut fout = Vec::new();
    for b in eigen_bron() {
        for (i, r) in b.tekst.lines().enumerate() {
            if let Some(w) = woorden.iter().find(|w| r.contains(w.as_str())) {
                fout.push(format!("{}:{}: {w}: finish it or take it out", b.pad, i + 1));
            }
        }
    }
    geen("unfinished work", &fout);
}

#[test]
fn elk_toetsbestand_doet_mee() {
    let mut fout = Vec::new();
    for map in ["app/tests/it", "iwmo/tests/it", "drukwerk/tests/it"] {
        let alle = bestanden(map, &["rs"]);
        for b in &alle {
            let (ouder, naam) = b.pad.rsplit_once('/').expect("a path");
            let (ouder, naam) = match naam {
                "main.rs" => continue,
                "mod.rs" => ouder.rsplit_once('/').expect("a path"),
                _ => (ouder, naam.trim_end_matches(".rs")),
            };
            let noemt = [format!("{ouder}/main.rs"), format!("{ouder}/mod.rs"), format!("{ouder}.rs")];
            let regel = format!("mod {naam};");
            if !alle
                .iter()
                .any(|a| noemt.contains(&a.pad) && a.tekst.lines().any(|r| r.trim_end().ends_with(&regel)))
            {
                fout.push(format!("{}: add `{regel}` to {}", b.pad, noemt[0]));
            }
        }
    }
    geen("test files that nobody runs", &fout);
}
