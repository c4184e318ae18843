//! The street runs one way, and the rooms carry the same names in both crates.

use super::{Bestand, geen, kamerbronnen};
use std::collections::BTreeSet;

/// Rooms in the order of the street; a room imports only rooms to its left.
pub const STRAAT: &[&str] = &[
    "inkoop",
    "sociale_kaart",
    "toegang",
    "woonplaats",
    "trajectregie",
    "besluit",
    "levering",
    "werkvoorraad",
    "wonen",
    "stelsel",
    "financien",
    "monitor",
    "prognose",
    "rapport",
    "uitvoeringsagenda",
    "privacy",
    "beheer",
];
/// Under every room; these import no room.
const KELDER: &[&str] = &["stam", "huis", "termijnen"];
/// Around the street: they bring rooms together and may import all of them.
const OM_DE_STRAAT: &[&str] = &["koppelingen", "opdracht", "zaai", "routes", "lib", "main"];
/// Rooms whose rules are there before their pages, each with who uses them.
const ALLEEN_KERN: &[(&str, &str)] = &[];
/// Rooms that only exist in `app`, with the reason.
const ALLEEN_APP: &[(&str, &str)] = &[
    ("werkvoorraad", "shows what other rooms asked for; has no law of its own"),
    ("beheer", "keeps who may come in; what they may do is decided by `huis::rechten`"),
];

/// Names after `crate::` or `kern::` in a line: one name, or those of a group.
fn genoemd(regel: &str) -> Vec<String> {
    let mut uit = Vec::new();
    for voor in ["crate::", "kern::"] {
        for (plek, _) in regel.match_indices(voor) {
            let los = regel[..plek]
                .chars()
                .next_back()
                .is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == '$'));
            if los {
                uit.extend(namen(&regel[plek + voor.len()..]));
            }
        }
    }
    uit
}

fn namen(rest: &str) -> Vec<String> {
    let naam =
        |t: &str| t.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(groep) = rest.strip_prefix('{') else { return vec![naam(rest)] };
    let (mut diepte, mut begin, mut uit) = (0, 0, Vec::new());
    for (i, c) in groep.char_indices() {
        match c {
            '{' => diepte += 1,
            '}' if diepte == 0 => {
                uit.push(naam(&groep[begin..i]));
                break;
            }
            '}' => diepte -= 1,
            ',' if diepte == 0 => {
                uit.push(naam(&groep[begin..i]));
                begin = i + 1;
            }
            _ => {}
        }
    }
    uit
}

/// Source without comments, with groups of imports on one line, each with the number of its first line.
fn opdrachten(b: &Bestand) -> Vec<(usize, String)> {
    let mut uit: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for r in b.regels() {
        let kaal = r.tekst.trim();
        if open {
            if let Some((_, vorige)) = uit.last_mut() {
                vorige.push_str(kaal);
            }
        } else {
            uit.push((r.nr, kaal.to_owned()));
        }
        let begin = kaal.starts_with("use ") || kaal.starts_with("pub use ");
        open = (open || begin) && !kaal.ends_with(';');
    }
    uit
}

/// What is wrong with one import, if anything.
fn tegen_de_stroom(van: &str, naar: &str) -> Option<String> {
    let plaats = |k: &str| STRAAT.iter().position(|s| *s == k);
    let naar_plaats = plaats(naar)?;
    if OM_DE_STRAAT.contains(&van) {
        return None;
    }
    if KELDER.contains(&van) {
        return Some(format!(
            "the cellar `{van}` imports the room `{naar}`: hand the value in as an argument"
        ));
    }
    match plaats(van) {
        None => Some(format!("`{van}` is not on the street: give it a place in tidy/straat.rs, with an ADR")),
        Some(p) if p < naar_plaats => Some(format!(
            "`{van}` imports `{naar}`, which is to its right: move the type that travels to `{van}`"
        )),
        Some(_) => None,
    }
}

#[test]
fn een_kamer_neemt_alleen_van_kamers_links_van_haar() {
    let mut fout = Vec::new();
    for b in kamerbronnen() {
        let van = b.kamer().unwrap_or_default();
        for (nr, regel) in opdrachten(&b) {
            for naar in genoemd(&regel) {
                if let Some(f) = tegen_de_stroom(van, &naar) {
                    fout.push(format!("{}:{nr}: {f}", b.pad));
                }
            }
        }
    }
    geen("imports against the stream", &fout);
}

#[test]
fn buitenvormen_blijven_bij_de_koppelingen() {
    // Types of the message standard may enter the rooms that deliver and pay; envelopes and XML may not.
    let mag = ["koppelingen", "levering", "financien", "opdracht", "routes", "zaai"];
    let mut fout = Vec::new();
    for b in kamerbronnen().iter().filter(|b| b.pad.starts_with("app/")) {
        for r in b.regels().iter().filter(|r| r.tekst.contains("iwmo::") && !r.toets) {
            if !mag.contains(&b.kamer().unwrap_or_default()) {
                fout.push(format!("{}:{}: iWmo outside koppelingen: translate it there", b.pad, r.nr));
            }
        }
    }
    geen("outside formats in a room", &fout);
}

#[test]
fn kern_en_app_hebben_dezelfde_kamers() {
    let kamers = |boven: &str| -> BTreeSet<String> {
        kamerbronnen()
            .iter()
            .filter(|b| b.pad.starts_with(boven))
            .filter_map(|b| b.kamer().map(str::to_owned))
            .filter(|k| STRAAT.contains(&k.as_str()))
            .collect()
    };
    let (kern, app) = (kamers("kern/"), kamers("app/"));
    let mut fout: Vec<String> = app
        .difference(&kern)
        .filter(|k| !ALLEEN_APP.iter().any(|(naam, _)| naam == k))
        .map(|k| format!("app/src/{k} has no kern/src/{k}: put its rules there, or name it in ALLEEN_APP"))
        .collect();
    fout.extend(
        kern.difference(&app)
            .filter(|k| !ALLEEN_KERN.iter().any(|(naam, _)| naam == k))
            .map(|k| format!("kern/src/{k} has no app/src/{k}: nobody uses its rules")),
    );
    geen("rooms that are in one crate only", &fout);
}

#[test]
fn alles_onder_src_heeft_een_plaats() {
    let fout: Vec<String> = kamerbronnen()
        .iter()
        .filter(|b| {
            let k = b.kamer().unwrap_or_default();
            !STRAAT.contains(&k) && !KELDER.contains(&k) && !OM_DE_STRAAT.contains(&k)
        })
        .map(|b| format!("{}: not a room, cellar or known place", b.pad))
        .collect();
    geen("files without a place on the street", &fout);
}

#[test]
fn een_import_naar_rechts_wordt_gezien() {
    let b = Bestand {
        pad: "app/src/toegang/web.rs".to_owned(),
        tekst: "use crate::{\n    huis::{opslag::Db, kader},\n    besluit::web,\n};\n// crate::rapport\n"
            .to_owned(),
    };
    let gezien: Vec<String> = opdrachten(&b).iter().flat_map(|(_, r)| genoemd(r)).collect();
    assert_eq!(gezien, ["huis", "besluit", ""]);
    assert!(tegen_de_stroom("toegang", "besluit").is_some());
    assert!(tegen_de_stroom("besluit", "toegang").is_none());
    assert!(tegen_de_stroom("huis", "toegang").is_some());
    assert!(tegen_de_stroom("routes", "toegang").is_none());
}
