//! Plays the aanbieder in a demonstration: answers a toewijzing with the next message, written to standard output.
//!
//! `cargo run -p iwmo --example aanbieder -- LETTERS aanvaard 301.xml VANDAAG`
//! `… LETTERS start 301.xml VANDAAG EERSTE-DAG`
//! `… LETTERS declareer 301.xml VANDAAG DAG-IN-DE-MAAND VOLUME TARIEF-IN-CENTEN [DAG-IN-DE-DECLARATIEMAAND]`
//! `… LETTERS stop 301.xml VANDAAG EERSTE-DAG LAATSTE-DAG`
//!
//! LETTERS: at most four letters or digits with which the references of this message start; another for every message.
//! Exit code 0 done, 2 wrong use or a file that is no toewijzing.

use std::process::ExitCode;

use iwmo::code::RedenBeeindiging;
use iwmo::simulator::{Aanbieder, Levering};
use iwmo::typen::Wmo301;
use iwmo::{Bericht, Datum};

fn main() -> ExitCode {
    let woorden: Vec<String> = std::env::args().skip(1).collect();
    let delen: Vec<&str> = woorden.iter().map(String::as_str).collect();
    match maak(&delen) {
        Ok(xml) => {
            println!("{xml}");
            ExitCode::SUCCESS
        }
        Err(fout) => {
            eprintln!("{fout}");
            ExitCode::from(2)
        }
    }
}

fn maak(delen: &[&str]) -> Result<String, String> {
    let [letters, wat, bestand, vandaag, rest @ ..] = delen else {
        return Err("use: LETTERS aanvaard|start|declareer|stop 301.xml VANDAAG …".to_owned());
    };
    let mut wie = Aanbieder::nieuw(letters).map_err(|fout| fout.to_string())?;
    let toewijzing = toewijzing(bestand)?;
    let vandaag = dag(vandaag)?;
    match (*wat, rest) {
        ("aanvaard", []) => Ok(wie.aanvaard(&toewijzing, vandaag).schrijf()),
        ("start", [eerste]) => Ok(wie.start(&toewijzing, dag(eerste)?, vandaag).schrijf()),
        ("stop", [eerste, laatste]) => {
            let start = wie.start(&toewijzing, dag(eerste)?, vandaag);
            Ok(wie.stop(&start, dag(laatste)?, RedenBeeindiging::VolgensPlan, vandaag).schrijf())
        }
        ("declareer", [maand, volume, tarief, later @ ..]) if later.len() < 2 => {
            let (volume, tarief_cent) = (getal(volume)?, getal(tarief)?);
            let levering = Levering { toewijzing: &toewijzing, product: 0, volume, tarief_cent };
            let mut bericht =
                wie.declareer(&[levering], dag(maand)?, vandaag).map_err(|fout| fout.to_string())?;
            // Care of an earlier month in the declaratie of a later one: who was told late, declares late.
            if let Some(later) = later.first() {
                let in_maand = dag(later)?;
                bericht.declaratie.periode.begin = in_maand.eerste_van_maand();
                bericht.declaratie.periode.eind = in_maand.laatste_van_maand();
            }
            Ok(bericht.schrijf())
        }
        (onbekend, _) => Err(format!("{onbekend}: unknown, or with the wrong number of words")),
    }
}

fn toewijzing(bestand: &str) -> Result<Wmo301, String> {
    let bytes = std::fs::read(bestand).map_err(|fout| format!("{bestand}: {fout}"))?;
    let gelezen = iwmo::lees(&bytes).map_err(|fout| format!("{bestand}: {fout}"))?;
    match gelezen.bericht() {
        Ok(Bericht::Wmo301(toewijzing)) => Ok(toewijzing),
        Ok(_) => Err(format!("{bestand}: is no WMO301")),
        Err(fout) => Err(format!("{bestand}: {fout:?}")),
    }
}

fn dag(tekst: &str) -> Result<Datum, String> {
    tekst.parse().map_err(|_| format!("{tekst}: is no date as 2026-03-01"))
}

fn getal(tekst: &str) -> Result<u32, String> {
    tekst.parse().map_err(|_| format!("{tekst}: is no number"))
}
