//! Checks files and prints one JSON object per file on a line: levels 1 and 2.
//!
//! `cargo run -p iwmo --example controleer -- FILE…`; exit code 0 all valid, 1 findings, 2 a file could not be read.

use std::fmt::Write as _;
use std::process::ExitCode;

use iwmo::{Bericht, Bevinding};

fn main() -> ExitCode {
    let mut slechtste = 0;
    for bestand in std::env::args().skip(1) {
        let (regel, uitkomst) = controleer(&bestand);
        println!("{regel}");
        slechtste = slechtste.max(uitkomst);
    }
    ExitCode::from(slechtste)
}

fn controleer(bestand: &str) -> (String, u8) {
    let bytes = match std::fs::read(bestand) {
        Ok(bytes) => bytes,
        Err(fout) => return (onleesbaar(bestand, &fout.to_string()), 2),
    };
    let gelezen = match iwmo::lees(&bytes) {
        Ok(gelezen) => gelezen,
        Err(fout) => return (onleesbaar(bestand, &fout.to_string()), 2),
    };
    let niveau2 = gelezen.niveau2();
    let mut codes: Vec<_> = niveau2.iter().map(|b| json(b.code)).collect();
    codes.sort();
    codes.dedup();
    let heen_en_weer = gelezen.bericht().is_ok_and(|bericht| komt_terug(&bericht));
    let regel = format!(
        "{{\"bestand\":{},\"bericht\":{},\"niveau1\":[{}],\"niveau2\":[{}],\"regels\":[{}],\"heen_en_weer\":{heen_en_weer}}}",
        json(bestand),
        json(&gelezen.soort().naam()),
        lijst(gelezen.niveau1()),
        codes.join(","),
        lijst(&niveau2),
    );
    (regel, u8::from(!gelezen.niveau1().is_empty() || !niveau2.is_empty()))
}

/// Written and read again it is the same.
fn komt_terug(bericht: &Bericht) -> bool {
    let geschreven = bericht.schrijf();
    iwmo::lees(geschreven.as_bytes()).is_ok_and(|terug| terug.bericht().as_ref() == Ok(bericht))
}

fn onleesbaar(bestand: &str, reden: &str) -> String {
    format!("{{\"bestand\":{},\"onleesbaar\":{}}}", json(bestand), json(reden))
}

fn lijst(bevindingen: &[Bevinding]) -> String {
    let een = |b: &Bevinding| {
        let (code, pad, melding) = (json(b.code), json(&b.pad), json(&b.melding));
        let (regel, kolom) = (b.plaats.regel, b.plaats.kolom);
        format!("{{\"code\":{code},\"pad\":{pad},\"regel\":{regel},\"kolom\":{kolom},\"melding\":{melding}}}")
    };
    bevindingen.iter().map(een).collect::<Vec<_>>().join(",")
}

fn json(tekst: &str) -> String {
    let mut uit = String::from("\"");
    for teken in tekst.chars() {
        match teken {
            '"' | '\\' => uit.extend(['\\', teken]),
            c if u32::from(c) < 0x20 => drop(write!(uit, "\\u{:04x}", u32::from(c))),
            c => uit.push(c),
        }
    }
    uit.push('"');
    uit
}
