//! Commands that give figures to other programs.

use super::{FOUT_GEBRUIK, GOED, Open, Waar, open};
use crate::koppelingen::analyse::{self, Plek, Pseudoniemsleutel};
use clap::Subcommand;
use kern::stam::JournaalNr;
use std::path::{Path, PathBuf};

/// What leaves, and where.
#[derive(Debug, Subcommand)]
pub(super) enum UitvoerOpdracht {
    /// Maak in PostgreSQL views voor Power BI, Metabase, Superset en Excel, onder een rol die alleen die views leest
    Views {
        /// Schema waarin de views komen
        #[arg(long, default_value = "analyse")]
        schema: String,
        /// Rol die de views mag lezen; wordt zonder aanmelding gemaakt als zij er niet is
        #[arg(long, default_value = "wijkthuis_lezer")]
        rol: String,
        /// Maak nieuwe pseudoniemen; die van eerder passen er dan niet meer bij
        #[arg(long)]
        nieuwe_sleutel: bool,
    },
    /// Schrijf dezelfde tabellen als Parquet-bestanden, uit beide soorten database
    Parquet {
        /// Map waarin de bestanden komen
        #[arg(long)]
        uit: PathBuf,
        /// Zoals bekend na deze handeling (nummer in het journaal; standaard: nu)
        #[arg(long)]
        bekend: Option<i64>,
    },
}

pub(super) async fn voer_uit(waar: &Waar, o: UitvoerOpdracht) -> anyhow::Result<u8> {
    match o {
        UitvoerOpdracht::Views { schema, rol, nieuwe_sleutel } => {
            views(waar, Plek { schema, rol, nieuwe_sleutel }).await
        }
        UitvoerOpdracht::Parquet { uit, bekend } => parquet(waar, &uit, bekend).await,
    }
}

async fn views(waar: &Waar, plek: Plek) -> anyhow::Result<u8> {
    let app = open(waar, Open::default()).await?;
    let uitkomst = analyse::maak(&app, &plek).await?;
    app.db.sluit().await;
    Ok(match uitkomst {
        Ok(zin) => {
            println!("{zin}");
            println!(
                "Geef een gebruiker deze rol met: CREATE ROLE naam LOGIN PASSWORD '…' IN ROLE {};",
                plek.rol
            );
            GOED
        }
        Err(weigering) => {
            eprintln!("{weigering}");
            FOUT_GEBRUIK
        }
    })
}

async fn parquet(waar: &Waar, uit: &Path, bekend: Option<i64>) -> anyhow::Result<u8> {
    let app = open(waar, Open::default()).await?;
    let sleutel = Pseudoniemsleutel::nieuw()?;
    let u = analyse::naar_map(&app, uit, bekend.map(JournaalNr), &sleutel).await?;
    app.db.sluit().await;
    for (naam, rijen, _) in &u.bestanden {
        println!("{naam}\t{rijen}");
    }
    println!(
        "{} bestanden in {}, zoals bekend na handeling {}. Controlegetal {}. De pseudoniemen passen bij geen andere uitvoer.",
        u.bestanden.len(),
        uit.display(),
        u.bekend,
        u.sha256
    );
    Ok(GOED)
}
