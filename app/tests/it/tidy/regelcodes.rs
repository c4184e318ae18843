//! Rule codes are stable and public: each has one room, a heading in `docs/regels.md` and a test.

use super::{Bestand, bestanden, geen, gelijk_of_schrijf, kamerbronnen, teksten};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Codes without a test of their own, with the reason why.
const ZONDER_TOETS: &[(&str, &str)] = &[];

/// What the source says about a code.
#[derive(Default)]
struct Regel {
    kamers: BTreeSet<String>,
    bestanden: BTreeSet<String>,
    artikel: String,
    zin: String,
    toetsen: BTreeSet<String>,
}

/// `WPB-03`: two to four capitals, a dash, two digits.
fn is_code(t: &str) -> bool {
    t.split_once('-').is_some_and(|(a, b)| {
        (2..=4).contains(&a.len())
            && a.chars().all(|c| c.is_ascii_uppercase())
            && b.len() == 2
            && b.chars().all(|c| c.is_ascii_digit())
    })
}

/// Codes of formats that are not ours.
fn is_vreemd(t: &str) -> bool {
    t.starts_with("UTF-") || t.starts_with("SHA-")
}

fn verzamel() -> BTreeMap<String, Regel> {
    let mut alle: BTreeMap<String, Regel> = BTreeMap::new();
    for b in kamerbronnen() {
        let toets_vanaf = b.regels().iter().find(|r| r.toets).map_or(usize::MAX, |r| r.nr);
        let literalen = teksten(&b.tekst);
        for (i, (plek, tekst)) in literalen.iter().enumerate() {
            if !is_code(tekst) || is_vreemd(tekst) {
                continue;
            }
            let regel = alle.entry(tekst.clone()).or_default();
            let nr = b.tekst[..*plek].matches('\n').count() + 1;
            if nr >= toets_vanaf {
                regel.toetsen.insert(b.pad.clone());
                continue;
            }
            regel.kamers.insert(b.kamer().unwrap_or_default().to_owned());
            regel.bestanden.insert(b.pad.clone());
            if regel.zin.is_empty() {
                (regel.artikel, regel.zin) = artikel_en_zin(&b, *plek, &literalen[i..]);
            }
        }
    }
    let mut toetsbestanden = bestanden("kern/tests", &["rs", "json"]);
    toetsbestanden.extend(bestanden("app/tests", &["rs", "snap"]));
    for b in toetsbestanden.iter().filter(|b| !b.pad.contains("/tidy/")) {
        for (code, regel) in &mut alle {
            if b.tekst.contains(code.as_str()) {
                regel.toetsen.insert(b.pad.clone());
            }
        }
    }
    alle.retain(|_, r| !r.bestanden.is_empty());
    alle
}

/// The article and the sentence that stand after a code: arguments of the same call, a constant of the same file, or
/// the text that was put in a variable just above.
fn artikel_en_zin(b: &Bestand, plek: usize, literalen: &[(usize, String)]) -> (String, String) {
    let mut na =
        literalen[1..].iter().take_while(|(p, _)| p - plek < 600).map(|(_, t)| t).take_while(|t| !is_code(t));
    let rest = &b.tekst[plek + literalen[0].1.len() + 2..];
    let argument = rest.trim_start_matches([',', ' ', '\n', '\t']);
    let artikel = if argument.starts_with('"') {
        na.next().cloned().unwrap_or_default()
    } else {
        constante(b, argument).unwrap_or_default()
    };
    let is_zin = |t: &&String| t.contains(' ') && t.ends_with(['.', '?', ':']);
    let zin = na.find(is_zin).cloned().or_else(|| zin_erboven(b, plek)).unwrap_or_default();
    (artikel, zin)
}

fn constante(b: &Bestand, argument: &str) -> Option<String> {
    let naam: String =
        argument.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_' || c.is_ascii_digit()).collect();
    let plek = (naam.len() > 1).then(|| b.tekst.find(&format!("const {naam}:")))??;
    teksten(&b.tekst[plek..]).into_iter().next().map(|t| t.1)
}

fn zin_erboven(b: &Bestand, plek: usize) -> Option<String> {
    let begin = b.tekst[..plek].rfind("\nfn ").max(b.tekst[..plek].rfind("fn ")).unwrap_or(0);
    teksten(&b.tekst[begin..plek])
        .into_iter()
        .map(|t| t.1)
        .rfind(|t| t.contains(' ') && t.ends_with(['.', '?']))
}

fn document(alle: &BTreeMap<String, Regel>) -> String {
    let mut uit = String::from(
        "# Regels\n\nEvery rule of Wijkthuis has a stable code. It stands in the refusal or the explanation that people see, in the\n\
         receipt of a besluit, and here. This file is written by `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis tidy`.\n\
         A place between braces is filled in when the sentence is shown.\n",
    );
    let mut kamer = String::new();
    for (code, r) in alle {
        let deze = r.kamers.iter().next().cloned().unwrap_or_default();
        if deze != kamer {
            write!(
                uit,
                "\n## {deze}\n\n| code | artikel of bron | zin | in | toets |\n|---|---|---|---|---|\n"
            )
            .expect("text");
            kamer = deze;
        }
        let lijst = |s: &BTreeSet<String>| s.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(" ");
        let cel = |t: &str| t.replace('|', "\\|").replace('\n', " ");
        let (artikel, zin) = (cel(&r.artikel), cel(&r.zin));
        writeln!(uit, "| {code} | {artikel} | {zin} | {} | {} |", lijst(&r.bestanden), lijst(&r.toetsen))
            .expect("text");
    }
    uit
}

#[test]
fn elke_regelcode_hoort_bij_een_kamer() {
    let mut fout = Vec::new();
    let mut voorvoegsels: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (code, r) in verzamel() {
        voorvoegsels
            .entry(code.split('-').next().unwrap_or_default().to_owned())
            .or_default()
            .extend(r.kamers.clone());
        if r.kamers.len() > 1 {
            fout.push(format!(
                "{code} is used in {:?}: a code means one thing, give each room its own",
                r.bestanden
            ));
        }
    }
    for (v, kamers) in voorvoegsels.iter().filter(|(_, k)| k.len() > 1) {
        fout.push(format!("{v}-nn stands in the rooms {kamers:?}: a prefix belongs to one room"));
    }
    geen("rule codes that mean more than one thing", &fout);
}

#[test]
fn elke_regelcode_heeft_een_toets() {
    let alle = verzamel();
    let fout: Vec<String> = alle
        .iter()
        .filter(|(code, r)| r.toetsen.is_empty() && !ZONDER_TOETS.iter().any(|(c, _)| c == code))
        .map(|(code, r)| format!("{code} ({:?}): add a test that names it", r.bestanden))
        .collect();
    geen("rule codes without a test", &fout);
    let dood: Vec<String> = ZONDER_TOETS
        .iter()
        .filter(|(c, _)| alle.get(*c).is_none_or(|r| !r.toetsen.is_empty()))
        .map(|(c, _)| format!("{c} has a test now, or is gone: take it out of ZONDER_TOETS"))
        .collect();
    geen("exceptions that are no longer needed", &dood);
}

#[test]
fn elke_regelcode_staat_in_het_document() {
    gelijk_of_schrijf("docs/regels.md", &document(&verzamel()));
}
