//! Every class that a template names exists in the stylesheets, and every class of our own layer is named somewhere.
//!
//! A renamed component in a new version of the vendored CSS would otherwise leave a page bare without anybody noticing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// All files below a folder with one of these extensions.
fn bestanden(map: &Path, uitgangen: &[&str], uit: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(map).expect("the source folder can be read").flatten() {
        let pad = item.path();
        if pad.is_dir() {
            bestanden(&pad, uitgangen, uit);
        } else if pad.extension().is_some_and(|e| uitgangen.iter().any(|u| e == *u)) {
            uit.push(pad);
        }
    }
}

fn tekst_van(map: &str, uitgangen: &[&str]) -> String {
    let mut paden = Vec::new();
    bestanden(&Path::new(env!("CARGO_MANIFEST_DIR")).join(map), uitgangen, &mut paden);
    paden.sort();
    paden.iter().map(|p| std::fs::read_to_string(p).expect("a source file is text")).collect()
}

/// A character that a class name of ours can hold.
fn is_deel(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Class names in CSS: what follows a dot outside numbers.
fn in_css(css: &str) -> BTreeSet<String> {
    css.split('.')
        .skip(1)
        .map(|s| s.chars().take_while(|c| is_deel(*c)).collect::<String>())
        .filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

/// Names in HTML and Rust that look like classes of the design system or of us. What stands before `{{` is the
/// beginning of a name that is completed when the page is drawn; those come back with a `*`.
fn genoemd(tekst: &str) -> BTreeSet<String> {
    let mut uit = BTreeSet::new();
    for voor in ["bw-", "utrecht-"] {
        for (plek, _) in tekst.match_indices(voor) {
            let los = tekst[..plek].chars().next_back().is_none_or(|c| !is_deel(c) && c != '.' && c != '#');
            let naam: String = tekst[plek..].chars().take_while(|c| is_deel(*c)).collect();
            let rest = &tekst[plek + naam.len()..];
            if los && rest.starts_with("{{") {
                uit.insert(format!("{naam}*"));
            } else if los {
                uit.insert(naam);
            }
        }
    }
    uit
}

#[test]
fn elke_klasse_in_een_sjabloon_bestaat_in_de_stijl() {
    let css = in_css(&tekst_van("src/statisch", &["css"]));
    let html = genoemd(&(tekst_van("src", &["html"]) + &tekst_van("examples", &["html"])));
    let weg: Vec<_> = html
        .iter()
        .filter(|n| match n.strip_suffix('*') {
            Some(begin) => !css.iter().any(|c| c.starts_with(begin)),
            None => !css.contains(*n),
        })
        .collect();
    assert!(html.len() > 100, "the templates were found: {}", html.len());
    assert!(weg.is_empty(), "classes without a rule: {weg:?}");
}

#[test]
fn elke_eigen_klasse_in_de_stijl_wordt_ergens_genoemd() {
    let css = in_css(&tekst_van("src/statisch", &["css"]));
    let mut rest = tekst_van("src", &["html", "rs"]) + &tekst_van("examples", &["html"]);
    rest.push_str(&tekst_van("src/statisch", &["js"]));
    rest.push_str(&tekst_van("../drukwerk/src", &["rs"]));
    let namen = genoemd(&rest);
    let dood: Vec<_> = css
        .iter()
        .filter(|c| c.starts_with("bw-"))
        .filter(|c| {
            !namen.contains(*c)
                && !namen.iter().any(|n| n.strip_suffix('*').is_some_and(|b| c.starts_with(b)))
        })
        .collect();
    assert!(dood.is_empty(), "rules for classes that nothing uses: {dood:?}");
}

#[test]
fn elk_icoon_dat_een_sjabloon_noemt_staat_in_het_blad() {
    let blad = tekst_van("src/statisch", &["svg"]);
    let html = tekst_van("src", &["html"]) + &tekst_van("examples", &["html"]);
    for aanroep in ["icoon(\"", "icoon_naam=\"", "icon_url }}#"] {
        for (plek, _) in html.match_indices(aanroep) {
            let naam: String = html[plek + aanroep.len()..].chars().take_while(|c| is_deel(*c)).collect();
            assert!(
                naam.is_empty() || blad.contains(&format!("id=\"{naam}\"")),
                "no symbol {naam:?} in iconen.svg"
            );
        }
    }
}
