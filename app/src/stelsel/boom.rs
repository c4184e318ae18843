//! A figure with everything under it, as a list that opens, and its sources as a table.

use askama::{Template, filters::HtmlSafe};
use kern::stelsel::Term;

/// A figure on the screen: its name and value, how it came about, and its parts. Every text in it is escaped by its own template.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "stelsel/_tak.html")]
pub struct Tak {
    /// What it is called.
    pub naam: String,
    /// Its value as people write it.
    pub waarde: String,
    /// How it follows from its parts, or where it comes from.
    pub zin: String,
    /// Status of its least sure number, shown when that is no real figure.
    pub status: String,
    /// Opened from the start.
    pub open: bool,
    /// The parts.
    pub delen: Vec<Tak>,
}

impl HtmlSafe for Tak {}

impl Tak {
    /// The figure; `diep` says how many levels are open from the start.
    pub fn van(t: &Term, diep: u8) -> Tak {
        Tak {
            naam: t.naam().to_owned(),
            waarde: t.toon(),
            zin: t.zin(),
            status: if t.status().is_voorbeeld() { t.status().tekst().to_owned() } else { String::new() },
            open: 0 < diep,
            delen: t.delen().iter().map(|d| Tak::van(d, diep.saturating_sub(1))).collect(),
        }
    }
}

/// A number that was given, with its source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bronregel {
    /// Document.
    pub bron: String,
    /// How sure.
    pub status: &'static str,
    /// What was taken from it.
    pub wat: Vec<String>,
}

/// The sources behind a figure, each with what was taken from it.
pub fn bronnen(t: &Term) -> Vec<Bronregel> {
    let mut uit: Vec<Bronregel> = Vec::new();
    for g in t.gegevens() {
        let Some(b) = g.bron() else { continue };
        let wat = format!("{}: {}", g.naam(), g.toon());
        match uit.iter_mut().find(|r| r.bron == b.bron && r.status == b.status.tekst()) {
            Some(r) if r.wat.contains(&wat) => {}
            Some(r) => r.wat.push(wat),
            None => uit.push(Bronregel { bron: b.bron.clone(), status: b.status.tekst(), wat: vec![wat] }),
        }
    }
    uit
}
