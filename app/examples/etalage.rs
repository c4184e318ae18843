//! The showcase: every component in every state, and a page of each kind, as files to look at and to test.
//!
//! `cargo run --example etalage -- target/etalage` writes the pages and what they need; `node tests/browser/etalage.mjs`
//! then serves them with the headers of the product and runs the browser checks over them. Nothing of this is in the
//! binary. All persons are made up.

#[path = "../src/huis"]
mod huis {
    pub mod figuur;
    pub mod formulier;
    pub mod foutpagina;
    pub mod kader;
    pub mod onderdelen;
}
#[path = "etalage/bladen.rs"]
mod bladen;


use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let uit = std::env::args().nth(1).unwrap_or_else(|| "target/etalage".to_owned());
    let uit = Path::new(&uit);
    let statisch = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/statisch");
    fs::create_dir_all(uit.join("statisch"))?;
    fs::write(uit.join("statisch/wijkthuis.css"), bundel(&statisch)?)?;
    for naam in ["wijkthuis.js", "iconen.svg", "merk.svg"] {
        fs::copy(statisch.join(naam), uit.join("statisch").join(naam))?;
    }
    for (naam, blad) in bladen::alle() {
        fs::write(uit.join(format!("{naam}.html")), blad.dyn_render().map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// The stylesheets in the order of `bundel.txt`, one after the other.
fn bundel(map: &Path) -> io::Result<String> {
    let lijst = fs::read_to_string(map.join("bundel.txt"))?;
    let namen = lijst.lines().map(str::trim).filter(|r| !r.is_empty() && !r.starts_with('#'));
    namen.map(|naam| fs::read_to_string(map.join(naam))).collect()
}
