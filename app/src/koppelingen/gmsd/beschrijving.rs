//! What the file looks like, as far as it is known, and for which half-year it is.

use crate::huis::{Fout, regels::Regels};
use kern::stam::{Datum, Periode, Weigering};
use serde::Deserialize;
use std::fmt;

/// A half-year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Halfjaar {
    jaar: i16,
    deel: i8,
}

impl Halfjaar {
    /// Reads `2026-1` or `2026-2` (GMS-01).
    pub fn lees(tekst: &str) -> Result<Halfjaar, Weigering> {
        let fout = || {
            let zin = "Een halfjaar heeft de vorm jjjj-1 of jjjj-2, bijvoorbeeld 2026-1.";
            Weigering::nieuw("GMS-01", "", zin).bij("halfjaar")
        };
        let (j, d) = tekst.trim().split_once('-').ok_or_else(fout)?;
        let (Ok(jaar), Ok(deel)) = (j.parse(), d.parse()) else { return Err(fout()) };
        let h = Halfjaar { jaar, deel };
        if j.len() == 4 && (2015..=2198).contains(&jaar) && (1..=2).contains(&deel) {
            Ok(h)
        } else {
            Err(fout())
        }
    }
    /// The last half-year that was over on a day.
    pub fn voor(dag: Datum) -> Halfjaar {
        if dag.maand() > 6 {
            Halfjaar { jaar: dag.jaar(), deel: 1 }
        } else {
            Halfjaar { jaar: dag.jaar() - 1, deel: 2 }
        }
    }
    /// The one before.
    #[must_use]
    pub fn vorige(self) -> Halfjaar {
        if self.deel == 2 { Halfjaar { deel: 1, ..self } } else { Halfjaar { jaar: self.jaar - 1, deel: 2 } }
    }
    /// Its days.
    pub fn periode(self) -> Option<Periode> {
        let van = Datum::nieuw(self.jaar, if self.deel == 1 { 1 } else { 7 }, 1)?;
        Periode::nieuw(van, Some(van.plus_maanden(6)))
    }
    /// In words.
    pub fn naam(self) -> String {
        format!("{} halfjaar {}", if self.deel == 1 { "1e" } else { "2e" }, self.jaar)
    }
}

impl fmt::Display for Halfjaar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.jaar, self.deel)
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kolom {
    /// Which of our values goes in; `onbekend` when we have none.
    pub veld: String,
    /// Name of the column; empty when it is not known.
    pub kop: String,
    /// What it means.
    pub betekenis: String,
    /// Whether a row without it is refused.
    pub verplicht: bool,
}

impl Kolom {
    /// The name in the file; says so itself when it is not known.
    pub fn kopregel(&self) -> String {
        if self.kop.is_empty() { format!("ONBEKEND ({})", self.betekenis) } else { self.kop.clone() }
    }
}

/// The description in force.
#[derive(Debug, Clone)]
pub struct Beschrijving {
    /// Columns in order.
    pub kolommen: Vec<Kolom>,
    /// Between fields.
    pub scheidingsteken: String,
    /// Where it comes from.
    pub bron: String,
    /// Name of the file of rules with its date: kept with a delivery.
    pub versie: String,
    /// What is not confirmed, in Dutch.
    pub onzeker: Vec<String>,
}

impl Beschrijving {
    /// The description that counts on a day.
    pub fn op(regels: &Regels, op: Datum) -> Result<Beschrijving, Fout> {
        let kolommen: Vec<Kolom> = regels.waarde::<Vec<Kolom>>("gmsd", "kolommen", op)?.waarde;
        let bestand = regels.bestand("gmsd", op)?;
        let zonder_kop = kolommen.iter().filter(|k| k.kop.is_empty()).count();
        let mut onzeker = Vec::new();
        if zonder_kop > 0 {
            onzeker
                .push(format!("Van {zonder_kop} van de {} kolommen is de naam niet bekend.", kolommen.len()));
        }
        for k in kolommen.iter().filter(|k| k.veld == "onbekend") {
            onzeker
                .push(format!("Voor ‘{}’ heeft Wijkthuis geen gegeven: de kolom blijft leeg.", k.betekenis));
        }
        let teken = regels.tekst("gmsd", "scheidingsteken", op)?;
        for (wat, r) in [
            ("Het teken tussen de velden", &teken),
            ("De schrijfwijze van een datum", &regels.tekst("gmsd", "datumvorm", op)?),
        ] {
            if r.bron.status != "vastgesteld" {
                onzeker.push(format!("{wat} is niet bevestigd."));
            }
        }
        Ok(Beschrijving {
            kolommen,
            scheidingsteken: teken.waarde,
            bron: bestand.bron.clone(),
            versie: format!("gmsd {}", bestand.geldig_van),
            onzeker,
        })
    }
}
