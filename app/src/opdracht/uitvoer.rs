//! Commands that give figures to other programs.

use super::{BEVINDING, FOUT_GEBRUIK, GOED, Open, Waar, open};
use crate::huis::Wie;
use crate::koppelingen::{
    analyse::{self, Plek, Pseudoniemsleutel},
    gmsd::{self, Halfjaar},
};
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
    /// Maak het bestand voor de Gemeentelijke Monitor Sociaal Domein van het CBS; er staan burgerservicenummers in
    Gmsd {
        /// Halfjaar, bijvoorbeeld 2026-1
        #[arg(long)]
        halfjaar: String,
        /// Bestand dat nog niet bestaat
        #[arg(long)]
        uit: PathBuf,
    },
}

pub(super) async fn voer_uit(waar: &Waar, o: UitvoerOpdracht) -> anyhow::Result<u8> {
    match o {
        UitvoerOpdracht::Views { schema, rol, nieuwe_sleutel } => {
            views(waar, Plek { schema, rol, nieuwe_sleutel }).await
        }
        UitvoerOpdracht::Gmsd { halfjaar, uit } => cbs(waar, &halfjaar, &uit).await,
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

async fn cbs(waar: &Waar, halfjaar: &str, uit: &Path) -> anyhow::Result<u8> {
    let halfjaar = match Halfjaar::lees(halfjaar) {
        Ok(h) => h,
        Err(w) => {
            eprintln!("{w}");
            return Ok(FOUT_GEBRUIK);
        }
    };
    let app = open(waar, Open::default()).await?;
    // First the file, that nobody else may read, and only then the act: what was not written was not delivered.
    let mut bestand = alleen_voor_mij(uit)?;
    let uitkomst = gmsd::maak(&app, Wie::systeem(&app.klok, "uitvoer"), halfjaar).await?;
    app.db.sluit().await;
    let b = match uitkomst {
        Ok(b) => b,
        Err(weigering) => {
            std::fs::remove_file(uit)?;
            eprintln!("{weigering}");
            return Ok(FOUT_GEBRUIK);
        }
    };
    std::io::Write::write_all(&mut bestand, b.bytes())?;
    println!("{}: {} regels over {} inwoners.", uit.display(), b.rijen, b.personen);
    for o in &b.beschrijving.onzeker {
        println!("Niet zeker: {o}");
    }
    for x in &b.bevindingen {
        let gevolg = if x.weggelaten { " (niet in het bestand)" } else { "" };
        println!("{} regels: {}{gevolg}", x.rijen, x.zin);
    }
    println!(
        "Het bestand bevat burgerservicenummers. Verstuur het langs een veilige weg en gooi het daarna weg."
    );
    Ok(if b.bevindingen.is_empty() && b.beschrijving.onzeker.is_empty() { GOED } else { BEVINDING })
}

fn alleen_voor_mij(pad: &Path) -> anyhow::Result<std::fs::File> {
    use anyhow::Context as _;
    let mut hoe = std::fs::OpenOptions::new();
    hoe.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut hoe, 0o600);
    hoe.open(pad).with_context(|| format!("{} kan niet worden gemaakt", pad.display()))
}
