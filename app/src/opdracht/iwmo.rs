//! Checks of iWmo files without a database: `wijkthuis iwmo controleer` and `wijkthuis iwmo retour`.

use super::{BEVINDING, FOUT_GEBRUIK, GOED, ONLEESBAAR};
use ::iwmo::retour::{self, Retourgegevens};
use ::iwmo::{Berichtsoort, Bevinding, Gelezen};
use clap::Subcommand;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(super) enum IwmoOpdracht {
    /// Controleer bestanden op niveau 1 (opbouw) en 2 (regels binnen het bericht)
    Controleer {
        /// Bestanden
        #[arg(required = true)]
        bestanden: Vec<PathBuf>,
        /// Schrijf per bestand één JSON-object op een regel
        #[arg(long)]
        json: bool,
    },
    /// Toon de retour die een heenbericht op niveau 1 en 2 krijgt
    Retour {
        /// Bestand met een heenbericht
        bestand: PathBuf,
        /// IdentificatieRetour (standaard: die van het heenbericht)
        #[arg(long)]
        identificatie: Option<String>,
        /// DagtekeningRetour (standaard: vandaag)
        #[arg(long)]
        dagtekening: Option<String>,
    },
}

/// Where and what, of level 1.
#[derive(Serialize)]
struct Opbouwfout {
    pad: String,
    melding: String,
}

/// Rule, where and what, of level 2.
#[derive(Serialize)]
struct Regelfout {
    code: &'static str,
    pad: String,
    melding: String,
}

/// What is known about one file.
#[derive(Serialize)]
struct Uitkomst {
    bestand: String,
    bericht: Option<String>,
    niveau1: Vec<Opbouwfout>,
    niveau2: Vec<&'static str>,
    regels: Vec<Regelfout>,
    #[serde(skip_serializing_if = "Option::is_none")]
    onleesbaar: Option<String>,
}

pub(super) fn voer_uit(o: IwmoOpdracht) -> anyhow::Result<u8> {
    match o {
        IwmoOpdracht::Controleer { bestanden, json } => controleer(&bestanden, json),
        IwmoOpdracht::Retour { bestand, identificatie, dagtekening } => {
            toon_retour(&bestand, identificatie.as_deref(), dagtekening.as_deref())
        }
    }
}

fn controleer(bestanden: &[PathBuf], json: bool) -> anyhow::Result<u8> {
    let mut slechtste = GOED;
    for bestand in bestanden {
        let uitkomst = bekijk(bestand);
        slechtste = slechtste.max(uitgang(&uitkomst));
        if json {
            println!("{}", serde_json::to_string(&uitkomst)?);
        } else {
            vertel(&uitkomst);
        }
    }
    Ok(slechtste)
}

fn uitgang(u: &Uitkomst) -> u8 {
    if u.onleesbaar.is_some() {
        ONLEESBAAR
    } else if u.niveau1.is_empty() && u.niveau2.is_empty() {
        GOED
    } else {
        BEVINDING
    }
}

fn bekijk(bestand: &Path) -> Uitkomst {
    let naam = bestand.display().to_string();
    let bytes = match std::fs::read(bestand) {
        Ok(bytes) => bytes,
        Err(e) => return onleesbaar(naam, e.to_string()),
    };
    match ::iwmo::lees(&bytes) {
        Ok(gelezen) => bevonden(naam, &gelezen),
        Err(e) => onleesbaar(naam, e.to_string()),
    }
}

fn onleesbaar(bestand: String, reden: String) -> Uitkomst {
    let (niveau1, niveau2, regels) = (Vec::new(), Vec::new(), Vec::new());
    Uitkomst { bestand, bericht: None, niveau1, niveau2, regels, onleesbaar: Some(reden) }
}

fn bevonden(bestand: String, gelezen: &Gelezen<'_>) -> Uitkomst {
    let opbouw = |b: &Bevinding| Opbouwfout { pad: b.pad.clone(), melding: plaats(b) };
    let mut regels: Vec<Regelfout> = gelezen
        .niveau2()
        .iter()
        .map(|b| Regelfout { code: b.code, pad: b.pad.clone(), melding: plaats(b) })
        .collect();
    regels.sort_by_key(|r| r.code);
    let mut niveau2: Vec<&'static str> = regels.iter().map(|r| r.code).collect();
    niveau2.dedup();
    Uitkomst {
        bestand,
        bericht: Some(gelezen.soort().naam()),
        niveau1: gelezen.niveau1().iter().map(opbouw).collect(),
        niveau2,
        regels,
        onleesbaar: None,
    }
}

/// The sentence with its place, so that an editor finds it.
fn plaats(b: &Bevinding) -> String {
    format!("{} (regel {}, kolom {})", b.melding, b.plaats.regel, b.plaats.kolom)
}

fn vertel(u: &Uitkomst) {
    let soort = u.bericht.as_deref().unwrap_or("geen bericht");
    if let Some(reden) = &u.onleesbaar {
        println!("{}: {reden}", u.bestand);
    } else if uitgang(u) == GOED {
        println!("{}: {soort}, in orde.", u.bestand);
    } else {
        println!("{}: {soort}", u.bestand);
        u.niveau1.iter().for_each(|f| println!("  opbouw  {}: {}", f.pad, f.melding));
        u.regels.iter().for_each(|f| println!("  {:<7} {}: {}", f.code, f.pad, f.melding));
    }
}

/// Prints the retour on standard output; when there is none, says why on standard error.
fn toon_retour(bestand: &Path, identificatie: Option<&str>, dagtekening: Option<&str>) -> anyhow::Result<u8> {
    let bytes = match std::fs::read(bestand) {
        Ok(bytes) => bytes,
        Err(e) => return Ok(geen(ONLEESBAAR, &format!("{}: {e}", bestand.display()))),
    };
    let gelezen = match ::iwmo::lees(&bytes) {
        Ok(gelezen) => gelezen,
        Err(e) => return Ok(geen(ONLEESBAAR, &format!("{}: {e}", bestand.display()))),
    };
    if gelezen.soort().heensoort().is_some() {
        return Ok(geen(FOUT_GEBRUIK, "Dit bericht is zelf een antwoord; daarop komt geen retour."));
    }
    if !gelezen.niveau1().is_empty() {
        let zin =
            "De opbouw klopt niet. Dan is er geen retour; de afzender hoort het met een Fo01 (StUF055).";
        return Ok(geen(BEVINDING, zin));
    }
    let gegevens = retourgegevens(&gelezen, identificatie, dagtekening)?;
    if !gelezen.niveau2().is_empty() {
        print!("{}", retour::technisch(&gelezen, &gegevens).unwrap_or_default());
        return Ok(BEVINDING);
    }
    if gelezen.soort() == Berichtsoort::Wmo323 {
        let zin =
            "In orde op niveau 1 en 2. Het antwoord (WMO325) vraagt de toewijzingen: lees het bestand in.";
        return Ok(geen(GOED, zin));
    }
    print!("{}", retour::akkoord(&gelezen, &gegevens).unwrap_or_default());
    Ok(GOED)
}

fn geen(uitgang: u8, zin: &str) -> u8 {
    eprintln!("{zin}");
    uitgang
}

fn retourgegevens(
    gelezen: &Gelezen<'_>,
    identificatie: Option<&str>,
    dagtekening: Option<&str>,
) -> anyhow::Result<Retourgegevens> {
    let kop = gelezen.kop().ok_or_else(|| anyhow::anyhow!("de kop van het bericht is niet te lezen"))?;
    let identificatie = match identificatie {
        Some(tekst) => tekst.parse()?,
        None => kop.identificatie,
    };
    let dagtekening = match dagtekening {
        Some(tekst) => tekst.parse()?,
        None => crate::huis::Klok::Systeem.vandaag().to_string().parse()?,
    };
    Ok(Retourgegevens { identificatie, dagtekening })
}
