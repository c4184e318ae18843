//! The star as Parquet files in a folder, from either database, as known after one act.

use super::{
    Cel,
    parquet::{Kolom, Schrijver, Type, Waarde},
    pseudoniem::Pseudoniemsleutel,
    rijen,
    ster::{self, Soort, TABELLEN, Tabel},
};
use crate::huis::{App, Fout, Wie, geheim::sha256, opslag::Handeling};
use crate::koppelingen::uitlevering;
use crate::monitor;
use kern::stam::JournaalNr;
use std::path::Path;

/// What was written.
#[derive(Debug, Clone)]
pub struct Uitvoer {
    /// Last act that counts.
    pub bekend: JournaalNr,
    /// Files: name, rows, SHA-256.
    pub bestanden: Vec<(String, usize, String)>,
    /// SHA-256 over the lines of the list of files; kept with the uitlevering.
    pub sha256: String,
}

impl Uitvoer {
    /// The list of files as text, one line each, as `sha256sum --check` reads it.
    pub fn lijst(&self) -> String {
        self.bestanden.iter().map(|(naam, _, sha)| format!("{sha}  {naam}\n")).collect()
    }
}

/// Writes every table of the star to a folder, as known after act `bekend` (now, when `None`), and keeps that it was done.
pub async fn naar_map(
    app: &App,
    map: &Path,
    bekend: Option<JournaalNr>,
    sleutel: &Pseudoniemsleutel,
) -> Result<Uitvoer, Fout> {
    let laatste = monitor::opslag::laatste_nr(&app.db).await?;
    let bekend = bekend.unwrap_or(laatste).min(laatste);
    tokio::fs::create_dir_all(map).await?;
    let mut bestanden = Vec::new();
    for t in TABELLEN {
        let alle = rijen(&app.db, t, bekend, sleutel).await?;
        let bytes = bestand(t, &alle, bekend)?;
        let naam = format!("{}.parquet", t.naam);
        tokio::fs::write(map.join(&naam), &bytes).await?;
        bestanden.push((naam, alle.len(), sha256(&bytes)));
    }
    let mut uit = Uitvoer { bekend, bestanden, sha256: String::new() };
    let lijst = uit.lijst();
    tokio::fs::write(map.join("SHA256SUMS"), &lijst).await?;
    uit.sha256 = sha256(lijst.as_bytes());
    leg_vast(app, &uit).await?;
    Ok(uit)
}

async fn leg_vast(app: &App, uit: &Uitvoer) -> Result<(), Fout> {
    let mut tx = app.db.begin(Wie::systeem(&app.klok, "uitvoer")).await?;
    let id = tx.nieuw_id()?;
    let h = Handeling {
        wat: "analysebestanden geschreven",
        onderwerp: "uitlevering",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    let rijen = uit.bestanden.iter().map(|b| b.1).sum::<usize>();
    let nieuw = uitlevering::Nieuw {
        soort: "parquet",
        tijdvak: String::new(),
        beschrijving: format!("ster, {} tabellen", uit.bestanden.len()),
        peil_op: tx.vandaag(),
        peil_nr: uit.bekend,
        rijen: i64::try_from(rijen).unwrap_or(i64::MAX),
        bevindingen: 0,
        sha256: uit.sha256.clone(),
    };
    uitlevering::leg_vast(&mut tx, id, &nieuw).await?;
    tx.commit().await?;
    Ok(())
}

fn bestand(t: &Tabel, rijen: &[Vec<Cel>], bekend: JournaalNr) -> Result<Vec<u8>, Fout> {
    let kolom = |k: &ster::Kolom| Kolom {
        naam: k.naam.to_owned(),
        ty: match k.soort {
            Soort::Sleutel(_) | Soort::Tekst => Type::Tekst,
            Soort::Getal | Soort::Dagen(..) => Type::Getal,
            Soort::Dag => Type::Dag,
            Soort::Bedrag => Type::Bedrag,
        },
        leeg: k.leeg,
    };
    let mut s = Schrijver::nieuw(t.kolommen.iter().map(kolom).collect());
    s.schrijf(rijen.len(), |r, k| match &rijen[r][k] {
        Cel::Leeg => Waarde::Leeg,
        Cel::Getal(n) => Waarde::Getal(*n),
        Cel::Tekst(t) => Waarde::Tekst(t),
        Cel::Dag(d) => Waarde::Dag(*d),
    })?;
    s.sluit(&[
        ("wijkthuis.tabel", t.naam.to_owned()),
        ("wijkthuis.betekenis", t.betekenis.to_owned()),
        ("wijkthuis.bekend", bekend.to_string()),
    ])
}
