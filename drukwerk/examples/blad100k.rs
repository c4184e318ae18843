//! Writes 100,000 rows of 10 columns as XLSX and ODS, and says what that costs.
//!
//! `cargo run --release -p drukwerk --no-default-features --features blad --example blad100k`
use drukwerk::blad::{Blad, Cel, Kolom, Soort, Werkboek, lees, ods, xlsx};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kolommen =
        (0..10).map(|i| Kolom::nieuw(format!("Kolom {i}"), if i < 4 { Soort::Tekst } else { Soort::Euro }));
    let rij = |r: i64| {
        let cel = |k: i64| match k {
            0 => Cel::Tekst(format!("Regel {r}")),
            1..4 => Cel::Tekst(
                ["Helmond", "Deurne", "Gemert-Bakel", "Someren"][usize::try_from((r + k) % 4).unwrap_or(0)]
                    .into(),
            ),
            k => Cel::Cent(r * 7919 % 10_000_019 + k),
        };
        (0..10).map(cel).collect()
    };
    let blad = Blad {
        naam: "Regels".into(),
        toelichting: Vec::new(),
        kolommen: kolommen.collect(),
        rijen: (0..100_000).map(rij).collect(),
        totaal: true,
    };
    let boek = Werkboek { titel: "Honderdduizend regels".into(), bladen: vec![blad] };
    println!("in memory before writing: {} MB", geheugen());
    for vorm in ["xlsx", "ods"] {
        let begin = Instant::now();
        let bytes = if vorm == "xlsx" { xlsx(&boek) } else { ods(&boek) }?;
        println!(
            "{vorm}: {} ms, {} kB, highest memory {} MB",
            begin.elapsed().as_millis(),
            bytes.len() / 1000,
            geheugen()
        );
        let begin = Instant::now();
        println!(
            "{vorm}: {} rows read back in {} ms",
            lees(&bytes)?[0].rijen.len(),
            begin.elapsed().as_millis()
        );
    }
    Ok(())
}

/// Highest memory of this process so far, MB; 0 where the system does not say.
fn geheugen() -> u64 {
    let stand = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let regel = stand.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    regel.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
