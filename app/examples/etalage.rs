//! The showcase: every component in every state, and a page of each kind, as files to look at and to test.
//!
//! `cargo run --example etalage -- target/etalage` writes the pages and what they need; `node tests/browser/etalage.mjs`
//! then serves them with the headers of the product and runs the browser checks over them. Nothing of this is in the
//! binary. All persons are made up.

#[path = "etalage"]
mod bladen {
    pub mod cijfers;
    pub mod dossier;
    pub mod formulieren;
    pub mod kader;
    pub mod lijst;
}

use askama::DynTemplate;
use bladen::{cijfers, dossier, formulieren, lijst};
use std::{fs, io, path::Path};
use wijkthuis::huis;
use wijkthuis::huis::foutpagina::Foutpagina;
use wijkthuis::huis::kader::{Dichtheid, Kader};

fn main() -> io::Result<()> {
    let uit = std::env::args().nth(1).unwrap_or_else(|| "target/etalage".to_owned());
    let uit = Path::new(&uit);
    let statisch = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/statisch");
    fs::create_dir_all(uit.join("statisch"))?;
    fs::write(uit.join("statisch/wijkthuis.css"), bundel(&statisch)?)?;
    for naam in ["wijkthuis.js", "iconen.svg", "logo.svg"] {
        fs::copy(statisch.join(naam), uit.join("statisch").join(naam))?;
    }
    for (naam, blad) in alle() {
        fs::write(uit.join(format!("{naam}.html")), blad.dyn_render().map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// All pages: file name without extension, and the page.
fn alle() -> Vec<(&'static str, Box<dyn DynTemplate>)> {
    let leeg = Kader {
        css_url: "/statisch/wijkthuis.css".into(),
        js_url: "/statisch/wijkthuis.js".into(),
        ..Kader::default()
    };
    vec![
        ("werkvoorraad", Box::new(lijst::Werkvoorraad::vol(Dichtheid::Compact))),
        ("werkvoorraad-ruim", Box::new(lijst::Werkvoorraad::vol(Dichtheid::Ruim))),
        ("werkvoorraad-leeg", Box::new(lijst::Werkvoorraad::leeg())),
        ("dossier", Box::new(dossier::Dossier::nieuw())),
        ("woonplaats", Box::new(dossier::Woonplaats::nieuw())),
        ("melding", Box::new(formulieren::Melding::nieuw())),
        ("inloggen", Box::new(formulieren::Inloggen::nieuw())),
        ("conflict", Box::new(formulieren::Samen::nieuw())),
        ("onderdelen", Box::new(formulieren::Onderdelen::nieuw())),
        ("monitor", Box::new(cijfers::Monitor::nieuw())),
        ("fout-404", Box::new(Foutpagina::van_status(bladen::kader::kader("", ""), 404, "7f3a-19c2"))),
        ("fout-500", Box::new(Foutpagina::van_status(leeg, 500, "7f3a-19c2"))),
    ]
}

/// The stylesheets in the order of `bundel.txt`, one after the other.
fn bundel(map: &Path) -> io::Result<String> {
    let lijst = fs::read_to_string(map.join("bundel.txt"))?;
    let namen = lijst.lines().map(str::trim).filter(|r| !r.is_empty() && !r.starts_with('#'));
    namen.map(|naam| fs::read_to_string(map.join(naam))).collect()
}
