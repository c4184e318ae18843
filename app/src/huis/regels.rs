//! The numbers of the law and of the region, read from `regels/*.toml`.
//!
//! One file per regulation per date. A file counts from its `geldig_van` until the next file of the same regulation.
//! Each value has `waarde`, `eenheid`, `bron` and `status`. Asking for what is not there is a failure, never a default:
//! a decision on a made-up number is worse than no decision.

use super::geheim::sha256;
pub use super::regelfout::RegelFout;
use kern::stam::feestdagen::{Feestdagen, Gelijkgesteld, Koningsdag, Paasgebonden, VasteFeestdag};
use kern::stam::termijnen::{Grondslag, Termijneenheid, Termijnenwet, Termijnregel};
use kern::stam::{Bron, Datum};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, path::Path};

#[derive(rust_embed::RustEmbed)]
#[folder = "../regels"]
struct Ingebed;

/// One value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regel<T> {
    /// The value.
    pub waarde: T,
    /// What it counts: `weken`, `dagen`, `eurocent`, `promille`, `lijst`.
    pub eenheid: String,
    /// Article and status.
    pub bron: Bron,
}

/// An item of a list of the law: a ground, a reason, a destination.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Keuze {
    /// Stored code.
    pub code: String,
    /// Dutch text.
    pub naam: String,
    /// Article, when the list has one per item.
    #[serde(default)]
    pub artikel: String,
    /// Forms (`bw`, `bt`, `wmo_begeleiding`) that it is meant for; empty means all.
    #[serde(default)]
    pub vormen: Vec<String>,
    /// Code of the legal ground that goes with it, when there is one.
    #[serde(default)]
    pub grond: String,
}

/// Which file was used, for the receipt of a besluit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versie {
    /// Regulation.
    pub regeling: String,
    /// Name of the file.
    pub bestand: String,
    /// First day on which it counts.
    pub geldig_van: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// One rule file.
#[derive(Debug, Clone)]
pub struct Regelbestand {
    /// Name of the file.
    pub bestand: String,
    /// Regulation.
    pub regeling: String,
    /// Full name of the regulation.
    pub naam: String,
    /// First day on which it counts.
    pub geldig_van: Datum,
    /// Address or place of the text that was read.
    pub bron: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Values by name.
    pub waarden: BTreeMap<String, Waarde>,
}

/// A value as it stands in a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waarde {
    waarde: toml::Value,
    eenheid: String,
    bron: String,
    status: String,
    #[serde(default)]
    toelichting: String,
}

#[derive(Deserialize)]
struct Kop {
    regeling: String,
    naam: String,
    geldig_van: String,
    bron: String,
    #[serde(flatten)]
    waarden: BTreeMap<String, Waarde>,
}

/// All rule files of an installation.
#[derive(Debug, Clone)]
pub struct Regels {
    /// By regulation, then by first day.
    bestanden: Vec<Regelbestand>,
    hash: String,
}

impl Regels {
    /// The rules that came with the program.
    pub fn ingebed() -> Result<Regels, RegelFout> {
        Regels::lees(None)
    }

    /// The rules that came with the program, with the files of a folder over them: the same name replaces, a new name adds.
    pub fn met_map(map: &Path) -> Result<Regels, RegelFout> {
        Regels::lees(Some(map))
    }

    fn lees(map: Option<&Path>) -> Result<Regels, RegelFout> {
        let mut teksten: BTreeMap<String, Vec<u8>> = Ingebed::iter()
            .filter(|naam| naam.ends_with(".toml"))
            .filter_map(|naam| Ingebed::get(&naam).map(|f| (naam.into_owned(), f.data.into_owned())))
            .collect();
        if let Some(map) = map {
            teksten.extend(uit_map(map)?);
        }
        let mut bestanden = Vec::with_capacity(teksten.len());
        for (naam, bytes) in &teksten {
            bestanden.push(ontleed(naam, bytes)?);
        }
        bestanden.sort_by(|a, b| (&a.regeling, a.geldig_van).cmp(&(&b.regeling, b.geldig_van)));
        for paar in bestanden.windows(2) {
            if (&paar[0].regeling, paar[0].geldig_van) == (&paar[1].regeling, paar[1].geldig_van) {
                let wat = format!("{} begint op dezelfde dag als {}", paar[1].regeling, paar[0].bestand);
                return Err(RegelFout::Vorm { bestand: paar[1].bestand.clone(), wat });
            }
        }
        let hash = hash_van(&bestanden.iter().map(Regelbestand::versie).collect::<Vec<_>>());
        Ok(Regels { bestanden, hash })
    }

    /// SHA-256 over the names and hashes of all files.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// All files, by regulation and first day.
    pub fn bestanden(&self) -> &[Regelbestand] {
        &self.bestanden
    }

    /// The file of a regulation that counts on a day.
    pub fn bestand(&self, regeling: &str, op: Datum) -> Result<&Regelbestand, RegelFout> {
        self.bestanden
            .iter()
            .rfind(|b| b.regeling == regeling && b.geldig_van <= op)
            .ok_or_else(|| RegelFout::GeenBestand { regeling: regeling.to_owned(), op })
    }

    /// The files of some regulations that count on a day, for a receipt.
    pub fn versies(&self, regelingen: &[&str], op: Datum) -> Result<Vec<Versie>, RegelFout> {
        regelingen.iter().map(|r| self.bestand(r, op).map(Regelbestand::versie)).collect()
    }

    /// All files of a regulation whose values count together, for a receipt.
    pub fn alle_versies(&self, regeling: &str) -> Vec<Versie> {
        self.bestanden.iter().filter(|b| b.regeling == regeling).map(Regelbestand::versie).collect()
    }

    /// A value of any form that serde can read.
    pub fn waarde<T: DeserializeOwned>(
        &self,
        regeling: &str,
        sleutel: &str,
        op: Datum,
    ) -> Result<Regel<T>, RegelFout> {
        self.bestand(regeling, op)?.waarde(sleutel)
    }

    /// A whole number.
    pub fn getal(&self, regeling: &str, sleutel: &str, op: Datum) -> Result<Regel<i64>, RegelFout> {
        self.waarde(regeling, sleutel, op)
    }

    /// A text.
    pub fn tekst(&self, regeling: &str, sleutel: &str, op: Datum) -> Result<Regel<String>, RegelFout> {
        self.waarde(regeling, sleutel, op)
    }

    /// A list of items with code and name.
    pub fn lijst(&self, regeling: &str, sleutel: &str, op: Datum) -> Result<Regel<Vec<Keuze>>, RegelFout> {
        self.waarde(regeling, sleutel, op)
    }

    /// A term: the number in its unit. Units in `werkdagen` and regulations that are no law count as agreement; a negative
    /// number counts back.
    pub fn termijn(&self, regeling: &str, sleutel: &str, op: Datum) -> Result<Termijnregel, RegelFout> {
        let bestand = self.bestand(regeling, op)?;
        let r: Regel<i64> = bestand.waarde(sleutel)?;
        let eenheid = Termijneenheid::lees(&r.eenheid).map_err(|e| bestand.vorm(sleutel, &e.to_string()))?;
        let aantal = u16::try_from(r.waarde.unsigned_abs())
            .map_err(|_| bestand.vorm(sleutel, "een termijn is ten hoogste 65535"))?;
        let afspraak = eenheid == Termijneenheid::Werkdagen || AFSPRAKEN.contains(&regeling);
        Ok(Termijnregel {
            aantal,
            eenheid,
            grondslag: if afspraak { Grondslag::Afspraak } else { Grondslag::Wet },
            terug: r.waarde < 0,
            bron: r.bron,
        })
    }

    /// The Algemene termijnenwet as it counts on a day, with the days that any decree made equal to a holiday.
    pub fn termijnenwet(&self, op: Datum) -> Result<Termijnenwet, RegelFout> {
        let atw = self.bestand(ATW, op)?;
        let getal = |sleutel: &str| {
            let r: Regel<u16> = atw.waarde(sleutel)?;
            Ok::<u16, RegelFout>(r.waarde)
        };
        Ok(Termijnenwet {
            feestdagen: self.feestdagen(atw)?,
            werkdagen_vanaf_dagen: getal("werkdagen_vanaf_dagen")?,
            werkdagen_minstens: getal("werkdagen_minstens")?,
            dagen_hoogstens: getal("dagen_hoogstens")?,
            weken_hoogstens: getal("weken_hoogstens")?,
            maanden_hoogstens: getal("maanden_hoogstens")?,
        })
    }

    fn feestdagen(&self, atw: &Regelbestand) -> Result<Feestdagen, RegelFout> {
        let vast: Regel<Vec<Vast>> = atw.waarde("vaste_feestdagen")?;
        let paas: Regel<Vec<Paas>> = atw.waarde("paasgebonden_feestdagen")?;
        let koning: Regel<Vec<Koning>> = atw.waarde("koningsdag")?;
        let mut gelijkgesteld = Vec::new();
        for b in self.bestanden.iter().filter(|b| b.regeling == GELIJKSTELLING) {
            let dagen: Regel<Vec<String>> = b.waarde("dagen")?;
            for dag in dagen.waarde {
                let dag = Datum::lees(&dag).map_err(|e| b.vorm("dagen", e.0))?;
                gelijkgesteld.push(Gelijkgesteld { dag, besluit: b.naam.clone() });
            }
        }
        Ok(Feestdagen {
            vast: vast
                .waarde
                .into_iter()
                .map(|v| VasteFeestdag { maand: v.maand, dag: v.dag, naam: v.naam })
                .collect(),
            paasgebonden: paas
                .waarde
                .into_iter()
                .map(|p| Paasgebonden { dagen: p.dagen, naam: p.naam })
                .collect(),
            koningsdag: koning.waarde.into_iter().map(Koning::naar_kern).collect(),
            gelijkgesteld,
        })
    }
}

/// Regulation of the Algemene termijnenwet.
const ATW: &str = "algemene_termijnenwet";
/// Regulation of the decrees that make days equal to a holiday.
const GELIJKSTELLING: &str = "gelijkstelling";
/// Regulations that are no law: the Algemene termijnenwet does not apply to their terms.
const AFSPRAKEN: [&str; 2] = ["werkafspraken", "iwmo"];
/// What a status may be.
const STATUSSEN: [&str; 3] = ["concept", "vastgesteld", "vervallen"];

#[derive(Deserialize)]
struct Vast {
    maand: i8,
    dag: i8,
    naam: String,
}

#[derive(Deserialize)]
struct Paas {
    dagen: i64,
    naam: String,
}

#[derive(Deserialize)]
struct Koning {
    vanaf_jaar: i16,
    maand: i8,
    dag: i8,
    zondag_verschuift: i64,
    naam: String,
}

impl Koning {
    fn naar_kern(self) -> Koningsdag {
        Koningsdag {
            vanaf_jaar: self.vanaf_jaar,
            maand: self.maand,
            dag: self.dag,
            zondag_verschuift: self.zondag_verschuift,
            naam: self.naam,
        }
    }
}

impl Regelbestand {
    /// Name, date and hash, for a receipt.
    pub fn versie(&self) -> Versie {
        Versie {
            regeling: self.regeling.clone(),
            bestand: self.bestand.clone(),
            geldig_van: self.geldig_van.to_string(),
            sha256: self.sha256.clone(),
        }
    }

    fn vorm(&self, sleutel: &str, wat: &str) -> RegelFout {
        RegelFout::Vorm { bestand: self.bestand.clone(), wat: format!("{sleutel}: {wat}") }
    }

    fn waarde<T: DeserializeOwned>(&self, sleutel: &str) -> Result<Regel<T>, RegelFout> {
        let w = self.waarden.get(sleutel).filter(|w| w.status != "vervallen").ok_or_else(|| {
            RegelFout::GeenWaarde { bestand: self.bestand.clone(), sleutel: sleutel.to_owned() }
        })?;
        let waarde = w.waarde.clone().try_into().map_err(|e| self.vorm(sleutel, &e.to_string()))?;
        let bron = Bron { artikel: w.bron.clone(), status: w.status.clone() };
        Ok(Regel { waarde, eenheid: w.eenheid.clone(), bron })
    }
}

impl Waarde {
    /// The value as text, for the page that shows the rules.
    pub fn tekst(&self) -> String {
        self.waarde.to_string()
    }
    /// Unit, source and status, and a remark that may be empty.
    pub fn herkomst(&self) -> (&str, &str, &str, &str) {
        (&self.eenheid, &self.bron, &self.status, &self.toelichting)
    }
}

/// One hash over several files: SHA-256 over `name hash` lines in order of name.
pub fn hash_van(versies: &[Versie]) -> String {
    let mut regels: Vec<String> = versies.iter().map(|v| format!("{} {}\n", v.bestand, v.sha256)).collect();
    regels.sort();
    sha256(regels.concat().as_bytes())
}

fn uit_map(map: &Path) -> Result<Vec<(String, Vec<u8>)>, RegelFout> {
    let fout = |wat: String| RegelFout::Vorm { bestand: map.display().to_string(), wat };
    let mut uit = Vec::new();
    for item in std::fs::read_dir(map).map_err(|e| fout(e.to_string()))? {
        let pad = item.map_err(|e| fout(e.to_string()))?.path();
        if pad.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let naam = pad.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        uit.push((naam, std::fs::read(&pad).map_err(|e| fout(e.to_string()))?));
    }
    Ok(uit)
}

fn ontleed(naam: &str, bytes: &[u8]) -> Result<Regelbestand, RegelFout> {
    let fout = |wat: String| RegelFout::Vorm { bestand: naam.to_owned(), wat };
    let tekst = std::str::from_utf8(bytes).map_err(|e| fout(e.to_string()))?;
    let kop: Kop = toml::from_str(tekst).map_err(|e| fout(e.to_string()))?;
    let geldig_van = Datum::lees(&kop.geldig_van).map_err(|e| fout(format!("geldig_van: {e}")))?;
    for (sleutel, w) in &kop.waarden {
        if !STATUSSEN.contains(&w.status.as_str()) {
            return Err(fout(format!("{sleutel}: status moet concept, vastgesteld of vervallen zijn")));
        }
        if w.bron.is_empty() || w.eenheid.is_empty() {
            return Err(fout(format!("{sleutel}: bron en eenheid mogen niet leeg zijn")));
        }
    }
    Ok(Regelbestand {
        bestand: naam.to_owned(),
        regeling: kop.regeling,
        naam: kop.naam,
        geldig_van,
        bron: kop.bron,
        sha256: sha256(bytes),
        waarden: kop.waarden,
    })
}

#[cfg(test)]
#[path = "regels_toets.rs"]
mod tests;
