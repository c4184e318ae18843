//! `wijkthuis stelsel reken FILE.json`: the money of the stelsel from input to outcome, section by section, in the shape of the worked
//! example. The format is described in `docs/stelsel-reken.md`. No database; everything is computed by `kern`.

mod afspraken;
mod json;
mod pad;
mod pot;
mod verdeling;
mod zorg;

use self::json::{Fout, Plek, Uit};
use super::{BEVINDING, FOUT_GEBRUIK, GOED, ONLEESBAAR};
use clap::Subcommand;
use kern::stam::{Cent, Gemeentecode};
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};

/// Largest file that is read.
const BYTES_MAX: usize = 20_000_000;

#[derive(Debug, Subcommand)]
pub(super) enum StelselOpdracht {
    /// Reken de afdelingen A tot en met I van een rekenbestand uit en toon de uitkomsten als JSON
    Reken {
        /// Bestand met de invoer; uitkomsten die er ook in staan tellen niet mee
        bestand: PathBuf,
        /// Leg de uitkomsten die in het bestand staan ernaast en toon alleen de verschillen
        #[arg(long)]
        vergelijk: bool,
    },
}

/// What later sections need of earlier ones.
#[derive(Debug, Default)]
pub(super) struct Tussen {
    /// Names by code, of section A.
    pub(super) namen: BTreeMap<Gemeentecode, String>,
    /// Gemeenten of the region.
    pub(super) regio: Vec<Gemeentecode>,
    /// Objective amount per gemeente.
    pub(super) objectief: Vec<(Gemeentecode, Cent)>,
    /// Inhabitants per gemeente.
    pub(super) inwoners: BTreeMap<Gemeentecode, u32>,
    /// What each gemeente of the region brings in, by schedule and step.
    pub(super) inbreng: BTreeMap<(String, usize), Vec<(Gemeentecode, Cent)>>,
}

/// A section: its letter, and what computes it.
type Afdeling = (&'static str, fn(&Plek<'_>, &mut Tussen) -> json::Uitkomst<Uit>);

/// In the order in which they need each other.
const AFDELINGEN: &[Afdeling] = &[
    ("A", verdeling::reken),
    ("B", pad::reken),
    ("C", afspraken::wlz),
    ("D", zorg::casus),
    ("E", pot::reken),
    ("F", afspraken::index),
    ("G", zorg::pgb),
    ("H", zorg::deel_van_maand),
    ("I", afspraken::cohort),
];

pub(super) fn voer_uit(o: StelselOpdracht) -> anyhow::Result<u8> {
    let StelselOpdracht::Reken { bestand, vergelijk } = o;
    let tekst = match std::fs::read_to_string(&bestand) {
        Ok(t) if t.len() <= BYTES_MAX => t,
        Ok(_) => return Ok(zeg(FOUT_GEBRUIK, "Dit bestand is te groot.")),
        Err(e) => return Ok(zeg(ONLEESBAAR, &format!("{}: {e}", bestand.display()))),
    };
    let invoer: Value = match serde_json::from_str(&tekst) {
        Ok(v) => v,
        Err(e) => return Ok(zeg(ONLEESBAAR, &format!("{}: geen JSON ({e})", bestand.display()))),
    };
    let (uit, fouten) = reken(&invoer);
    fouten.iter().for_each(|f| eprintln!("{}", f.0));
    if uit.is_empty() {
        return Ok(zeg(FOUT_GEBRUIK, "Er is geen afdeling (A tot en met I) uit te rekenen."));
    }
    if vergelijk {
        return verschillen(&invoer, &uit, !fouten.is_empty());
    }
    println!("{}", serde_json::to_string_pretty(&Uit::Object(uit))?);
    Ok(if fouten.is_empty() { GOED } else { BEVINDING })
}

fn zeg(uitgang: u8, zin: &str) -> u8 {
    eprintln!("{zin}");
    uitgang
}

/// Every section that is in the input; what cannot be computed is a finding and does not stop the others.
fn reken(invoer: &Value) -> (Vec<(String, Uit)>, Vec<Fout>) {
    let (mut uit, mut fouten, mut tussen) = (Vec::new(), Vec::new(), Tussen::default());
    for (letter, doe) in AFDELINGEN {
        let Some(waarde) = invoer.get(letter) else { continue };
        let plek = Plek { pad: (*letter).to_owned(), waarde };
        match plek.object().and_then(|_| doe(&plek, &mut tussen)) {
            Ok(u) => uit.push(((*letter).to_owned(), u)),
            Err(Fout(zin)) if zin.starts_with(letter) => fouten.push(Fout(zin)),
            Err(Fout(zin)) => fouten.push(Fout(format!("{letter}: {zin}"))),
        }
    }
    (uit, fouten)
}

/// Lays the outcomes that stand in the file beside the computed ones.
fn verschillen(invoer: &Value, uit: &[(String, Uit)], fouten: bool) -> anyhow::Result<u8> {
    let (mut gelijk, mut anders) = (0usize, Vec::new());
    for (letter, u) in uit {
        let berekend = serde_json::to_value(u)?;
        if let Some(staat_er) = invoer.get(letter) {
            leg_naast(letter, staat_er, &berekend, &mut gelijk, &mut anders);
        }
    }
    anders.iter().for_each(|a| println!("{a}"));
    println!("{gelijk} uitkomsten gelijk, {} verschillend.", anders.len());
    Ok(if anders.is_empty() && !fouten { GOED } else { BEVINDING })
}

fn leg_naast(pad: &str, staat_er: &Value, berekend: &Value, gelijk: &mut usize, anders: &mut Vec<String>) {
    match (staat_er, berekend) {
        (Value::Object(a), Value::Object(b)) => {
            for (k, v) in b {
                if let Some(s) = a.get(k) {
                    leg_naast(&format!("{pad}.{k}"), s, v, gelijk, anders);
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (s, v)) in a.iter().zip(b).enumerate() {
                leg_naast(&format!("{pad}[{i}]"), s, v, gelijk, anders);
            }
        }
        (a, b) if a == b => *gelijk += 1,
        (a, b) => anders.push(format!("{pad}: in het bestand {a}, berekend {b}")),
    }
}
