//! The folders that messages pass through: in and out.

use crate::huis::{App, Fout};
use std::path::Path;

/// Writes an outgoing message to the folder for it, when there is one. First under another name, so that whoever collects
/// the folder never sees half a file.
pub fn schrijf(app: &App, naam: &str, inhoud: &[u8]) -> Result<(), Fout> {
    let Some(map) = &app.instelling.uitmap else { return Ok(()) };
    std::fs::create_dir_all(map)?;
    let tijdelijk = map.join(format!(".{naam}.deel"));
    std::fs::write(&tijdelijk, inhoud)?;
    std::fs::File::open(&tijdelijk)?.sync_all()?;
    std::fs::rename(&tijdelijk, map.join(naam))?;
    Ok(())
}

/// Puts a file that was read aside, inside the folder it came from. A name that is taken gets a number.
pub fn zet_opzij(bestand: &Path) -> Result<(), Fout> {
    const POGINGEN_MAX: u32 = 10_000;
    let (Some(map), Some(naam)) = (bestand.parent(), bestand.file_name()) else { return Ok(()) };
    let opzij = map.join("verwerkt");
    std::fs::create_dir_all(&opzij)?;
    for n in 0..POGINGEN_MAX {
        let naam = if n == 0 { naam.to_owned() } else { format!("{n}-{}", naam.to_string_lossy()).into() };
        let doel = opzij.join(naam);
        if !doel.exists() {
            std::fs::rename(bestand, doel)?;
            return Ok(());
        }
    }
    Err(Fout::nieuw("de map met verwerkte berichten is vol"))
}
