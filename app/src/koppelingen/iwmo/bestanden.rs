//! Files and folders with messages: the command `inlezen`, and the folder for what comes in.

use super::{
    envelop::{self, Post},
    gevolg::Uitkomst,
    inlezen::ontvang,
    uit,
};
use crate::huis::{App, Fout};
use crate::levering::berichten::veilige_naam;
use ::iwmo::Bericht;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Larger files are not even opened; messages have at most 25 MB (iWmo OP179).
const BESTAND_MAX: u64 = 64 * 1024 * 1024;
/// A file in the folder for incoming messages that changed less than this ago may still be growing.
const RUST: Duration = Duration::from_secs(3);

/// Reads files, and the files in folders, in an order in which they can build on each other. Each gets an outcome.
pub async fn inlezen(app: &App, bestanden: &[PathBuf]) -> Vec<Uitkomst> {
    let mut alle = Vec::new();
    for b in bestanden {
        alle.extend(uitvouwen(b));
    }
    let mut geordend: Vec<(Plaats, PathBuf)> = alle.into_iter().map(|b| (plaats(&b), b)).collect();
    geordend.sort();
    let mut uit = Vec::new();
    for (_, b) in geordend {
        uit.push(lees_een(app, &b).await);
    }
    uit
}

/// Reads what lies in the folder for incoming messages and puts each file aside when it was kept. A file that was written within the
/// last three seconds is left for the next round: whoever lays it there may not be ready.
pub async fn haal_op(app: &App) -> Vec<Uitkomst> {
    let Some(map) = app.instelling.inmap.clone() else { return Vec::new() };
    let rustig = uitvouwen(&map).into_iter().filter(|b| !wordt_geschreven(b));
    let mut geordend: Vec<(Plaats, PathBuf)> = rustig.map(|b| (plaats(&b), b)).collect();
    geordend.sort();
    let mut uit = Vec::new();
    for (_, b) in geordend {
        let mut u = lees_een(app, &b).await;
        if u.bericht_id.is_some()
            && let Err(e) = uit::zet_opzij(&b)
        {
            // Left in place it is read again next time and found to be double: nothing happens twice.
            u.zinnen.push(format!("Het bestand kon niet worden verplaatst: {e}."));
        }
        uit.push(u);
    }
    uit
}

/// Whether a file changed just now. Without a time, or with one that lies ahead of the clock of this machine, nothing can be said.
fn wordt_geschreven(bestand: &Path) -> bool {
    let gewijzigd = std::fs::metadata(bestand).and_then(|m| m.modified()).ok();
    gewijzigd.and_then(|t| t.elapsed().ok()).is_some_and(|d| d < RUST)
}

/// A file is itself; a folder is the files directly in it.
fn uitvouwen(pad: &Path) -> Vec<PathBuf> {
    if !pad.is_dir() {
        return vec![pad.to_owned()];
    }
    let Ok(inhoud) = std::fs::read_dir(pad) else { return vec![pad.to_owned()] };
    let zichtbaar =
        |p: &PathBuf| p.is_file() && !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    inhoud.filter_map(Result::ok).map(|e| e.path()).filter(zichtbaar).collect()
}

/// Place in the order of reading: retours, then starts and stops in the order in which they happened, then requests, then declaraties
/// by month. The order of arrival means nothing (iWmo OP080).
type Plaats = (u8, Option<::iwmo::Datum>, u8);

fn plaats(bestand: &Path) -> Plaats {
    const ACHTERAAN: Plaats = (9, None, 0);
    let groot = std::fs::metadata(bestand).is_ok_and(|m| m.len() > BESTAND_MAX);
    let Some(bytes) = (!groot).then(|| std::fs::read(bestand).ok()).flatten() else { return ACHTERAAN };
    let binnen = match envelop::open(&bytes) {
        Post::Los(b) | Post::Verpakt(_, b) => b,
        Post::Fout(_) | Post::Dicht(_) => return ACHTERAAN,
    };
    let bericht = ::iwmo::lees(&binnen).ok().and_then(|g| g.bericht().ok());
    match bericht {
        Some(Bericht::Wmo302(_) | Bericht::Wmo320(_)) => (0, None, 0),
        Some(Bericht::Wmo305(b)) => (1, b.client.producten.iter().map(|p| p.begindatum).min(), 0),
        Some(Bericht::Wmo307(b)) => (1, b.client.producten.iter().map(|p| p.einddatum).min(), 1),
        Some(Bericht::Wmo315(_) | Bericht::Wmo317(_)) => (2, None, 0),
        Some(Bericht::Wmo323(b)) => (3, Some(b.declaratie.periode.begin), 0),
        _ => ACHTERAAN,
    }
}

async fn lees_een(app: &App, bestand: &Path) -> Uitkomst {
    let naam = bestand.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let niet = |zin: String| niet_gelezen(&naam, zin);
    let grootte = match std::fs::metadata(bestand) {
        Ok(m) => m.len(),
        Err(e) => return niet(format!("Het bestand kan niet worden geopend: {e}.")),
    };
    if grootte > BESTAND_MAX {
        return niet(format!(
            "Het bestand is {} MB en blijft staan; een bericht is ten hoogste 25 MB.",
            grootte / 1_048_576
        ));
    }
    let bytes = match std::fs::read(bestand) {
        Ok(b) => b,
        Err(e) => return niet(format!("Het bestand kan niet worden gelezen: {e}.")),
    };
    lees_inhoud(app, &naam, &bytes).await
}

/// Reads the contents of one file; what could not even be kept says so, and the files after it are read all the same.
pub(super) async fn lees_inhoud(app: &App, naam: &str, bytes: &[u8]) -> Uitkomst {
    match ontvang(app, naam, bytes).await {
        Ok(u) => u,
        Err(e) => {
            tracing::error!(fout = %e, "message could not be processed");
            let zin = "Er ging iets mis bij het verwerken; het bericht is niet bewaard. Lees dit bestand opnieuw in.";
            niet_gelezen(naam, format!("{zin} {}", fout_zin(&e)))
        }
    }
}

fn niet_gelezen(naam: &str, zin: String) -> Uitkomst {
    let bestand = veilige_naam(naam);
    Uitkomst { bestand, uitkomst: "niet gelezen", zinnen: vec![zin], ..Uitkomst::default() }
}

fn fout_zin(e: &Fout) -> String {
    format!("({e})")
}
