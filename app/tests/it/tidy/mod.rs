//! Reads the source tree and holds the rules of the house. Every message names the file, the line and what to do.
//!
//! Lists that are generated (rule codes, woordenlijst, privacy) are written with
//! `WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis tidy`, and only compared otherwise.

mod documenten;
mod kolommen;
mod maten;
mod privacy;
mod regelcodes;
mod routes;
mod sjablonen;
mod straat;
mod tabellen;
mod woordenlijst;

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn wortel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("app stands in the repository").to_owned()
}

/// A file of the repository.
pub struct Bestand {
    /// From the top, with forward slashes.
    pub pad: String,
    pub tekst: String,
}

impl Bestand {
    /// Rust source: tests live in `tests/`, in `*_toets.rs`, in `tests.rs` and `proef.rs`.
    pub fn is_toets(&self) -> bool {
        self.pad.contains("/tests/")
            || ["_toets.rs", "/toets.rs", "/tests.rs", "/proef.rs"].iter().any(|e| self.pad.ends_with(e))
    }

    /// The room that a file of `kern` or `app` belongs to: the first name below `src`.
    pub fn kamer(&self) -> Option<&str> {
        let rest = self.pad.strip_prefix("kern/src/").or_else(|| self.pad.strip_prefix("app/src/"))?;
        Some(rest.split(['/', '.']).next().unwrap_or_default())
    }

    /// Lines with their number and whether they belong to a unit test, comments left out.
    pub fn regels(&self) -> Vec<Regel<'_>> {
        let (mut uit, mut toets) = (Vec::new(), self.is_toets());
        for (i, tekst) in self.tekst.lines().enumerate() {
            // Unit tests close a file in this house, so that everything below the attribute is test.
            toets |= tekst.trim_start().starts_with("#[cfg(test)]") && !self.volgende_is_mod(i);
            let kaal = tekst.trim_start();
            if !kaal.starts_with("//") {
                uit.push(Regel { nr: i + 1, tekst, toets });
            }
        }
        uit
    }

    /// `#[cfg(test)] mod x;` names another file: what follows in this one is not test.
    fn volgende_is_mod(&self, i: usize) -> bool {
        let volgende = self.tekst.lines().skip(i + 1).find(|r| !r.trim_start().starts_with("#["));
        volgende.is_some_and(|r| r.trim().ends_with(';'))
    }
}

/// One line of source.
pub struct Regel<'a> {
    pub nr: usize,
    pub tekst: &'a str,
    pub toets: bool,
}

/// Everything under a folder with one of these extensions, in order; built and vendored files left out.
pub fn bestanden(onder: &str, uitgangen: &[&str]) -> Vec<Bestand> {
    let (boven, mut uit) = (wortel(), Vec::new());
    verzamel(&boven.join(onder), uitgangen, &mut |pad| {
        let naam = pad.strip_prefix(&boven).expect("below the top").to_string_lossy().replace('\\', "/");
        let tekst = std::fs::read_to_string(pad).expect("a source file is text");
        uit.push(Bestand { pad: naam, tekst });
    });
    uit.sort_by(|a, b| a.pad.cmp(&b.pad));
    uit
}

/// Rust files of the two crates that have rooms.
pub fn kamerbronnen() -> Vec<Bestand> {
    let mut b = bestanden("kern/src", &["rs"]);
    b.extend(bestanden("app/src", &["rs"]));
    b
}

fn verzamel(map: &Path, uitgangen: &[&str], doe: &mut impl FnMut(&Path)) {
    let Ok(inhoud) = std::fs::read_dir(map) else { return };
    for item in inhoud.flatten() {
        let (pad, naam) = (item.path(), item.file_name());
        let naam = naam.to_string_lossy();
        if pad.is_dir() {
            if !["target", "vendor", "node_modules", ".git", "gegevens"].contains(&naam.as_ref()) {
                verzamel(&pad, uitgangen, doe);
            }
        } else if uitgangen.iter().any(|u| naam.ends_with(&format!(".{u}"))) {
            doe(&pad);
        }
    }
}

/// Fails with all findings at once.
pub fn geen(wat: &str, bevindingen: &[String]) {
    assert!(bevindingen.is_empty(), "{wat}:\n  {}\n", bevindingen.join("\n  "));
}

/// Compares a generated document with what is in the repository, or writes it.
pub fn gelijk_of_schrijf(pad: &str, moet: &str) {
    let waar = wortel().join(pad);
    if std::env::var_os("WIJKTHUIS_SCHRIJF").is_some() {
        std::fs::create_dir_all(waar.parent().expect("a file has a folder")).expect("folder");
        std::fs::write(&waar, moet).expect("written");
        return;
    }
    let is = std::fs::read_to_string(&waar).unwrap_or_default();
    let anders = moet.lines().zip(is.lines().chain(std::iter::repeat(""))).find(|(a, b)| a != b);
    assert!(
        is == moet,
        "{pad} is not what the source says (first difference: {anders:?}); run \
         WIJKTHUIS_SCHRIJF=1 cargo nextest run -p wijkthuis tidy, and read the diff"
    );
}

/// Every double-quoted literal of a text with the byte at which it begins. Escapes and line continuations are undone.
pub fn teksten(bron: &str) -> Vec<(usize, String)> {
    let (bytes, mut i, mut uit) = (bron.as_bytes(), 0, Vec::new());
    while i < bytes.len() {
        match bytes[i] {
            b'/' if bytes.get(i + 1) == Some(&b'/') => {
                i += bron[i..].find('\n').unwrap_or(bron.len() - i);
            }
            // A character literal; a lifetime has no closing quote two places on.
            b'\'' if bytes.get(i + 1) == Some(&b'\\') => i += 4,
            b'\'' if bytes.get(i + 2) == Some(&b'\'') => i += 3,
            b'"' => {
                let (tekst, lengte) = tekst_vanaf(&bron[i + 1..]);
                uit.push((i, tekst));
                i += lengte + 2;
            }
            _ => i += 1,
        }
    }
    uit
}

fn tekst_vanaf(bron: &str) -> (String, usize) {
    let (mut uit, mut tekens) = (String::new(), bron.char_indices().peekable());
    while let Some((i, c)) = tekens.next() {
        match c {
            '"' => return (uit, i),
            '\\' => match tekens.next() {
                Some((_, '\n')) => while tekens.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                Some((_, 'n')) => uit.push('\n'),
                Some((_, ander)) => uit.push(ander),
                None => break,
            },
            ander => uit.push(ander),
        }
    }
    (uit, bron.len())
}

#[test]
fn teksten_worden_heel_gelezen() {
    let bron = "a(\"een\", 'x', '\"', \"twee \\\n   drie\"); // \"niet\"\n\"vier\"";
    let uit: Vec<String> = teksten(bron).into_iter().map(|t| t.1).collect();
    assert_eq!(uit, ["een", "twee drie", "vier"]);
}
