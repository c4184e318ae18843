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
    // The demo history quotes the codes of the rooms whose acts it writes down.
    for b in kamerbronnen().into_iter().filter(|b| b.kamer() != Some("zaai")) {
        let toets_vanaf = b.regels().iter().find(|r| r.toets).map_or(usize::MAX, |r| r.nr);
        let literalen = teksten(&b.tekst);
        for (plek, tekst) in &literalen {
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
                (regel.artikel, regel.zin) = artikel_en_zin(&b, *plek, tekst);
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

/// The article and the sentence that stand after a code, as the next two arguments of the same call.
fn artikel_en_zin(b: &Bestand, plek: usize, code: &str) -> (String, String) {
    let rest = &b.tekst[plek + code.len() + 2..];
    let (artikel, na) = argument(b, plek, rest);
    let (zin, _) = argument(b, plek, na);
    // `return Err(w("X-01"))` and codes that are only compared have neither.
    if zin.contains(' ') { (artikel, zin) } else { (String::new(), String::new()) }
}

/// The text of the next argument, and what follows it. A variable or constant is looked up in the file.
fn argument<'a>(b: &Bestand, plek: usize, rest: &'a str) -> (String, &'a str) {
    let open = rest.trim_start_matches([',', ' ', '\n', '\t']);
    if !rest.starts_with(',') {
        return (String::new(), "");
    }
    let mut los = open.trim_start_matches("alloc::").trim_start_matches("Cow::Borrowed(");
    if let Some(na) = los.strip_prefix("format!(") {
        los = na.trim_start();
        let eind = sluithaak(na);
        return (teksten(los).into_iter().next().map_or(String::new(), |t| t.1), &na[eind..]);
    }
    if let Some(na) = los.strip_prefix('"') {
        let (tekst, lengte) = super::tekst_vanaf(na);
        let na = &na[(lengte + 1).min(na.len())..];
        return (tekst, &na[na.find([',', ')']).unwrap_or(na.len())..]);
    }
    let naam: String = los.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let na = &los[naam.len()..];
    let na = if na.starts_with('(') { &na[1 + sluithaak(&na[1..])..] } else { na };
    (waarde_van(b, plek, &naam), na)
}

/// How far the bracket that is open goes, closing bracket included.
fn sluithaak(tekst: &str) -> usize {
    let mut diepte = 0;
    for (i, c) in tekst.char_indices() {
        match c {
            '(' => diepte += 1,
            ')' if diepte == 0 => return i + 1,
            ')' => diepte -= 1,
            _ => {}
        }
    }
    tekst.len()
}

/// The first text that a name stands for: the last `let` above, or a constant or function of the file.
fn waarde_van(b: &Bestand, plek: usize, naam: &str) -> String {
    if naam.is_empty() {
        return String::new();
    }
    let boven = &b.tekst[..plek];
    let functie = boven.rfind("\nfn ").max(boven.rfind("\npub fn ")).max(boven.rfind("    fn ")).unwrap_or(0);
    let hier = [format!("let {naam} ="), format!("let {naam}:")];
    let begin = hier.iter().filter_map(|h| boven[functie..].rfind(h).map(|i| functie + i)).max();
    let elders = [format!("const {naam}:"), format!("fn {naam}(")];
    let begin = begin.or_else(|| elders.iter().find_map(|e| b.tekst.find(e)));
    begin.and_then(|i| teksten(&b.tekst[i..]).into_iter().next()).map_or(String::new(), |t| t.1)
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
