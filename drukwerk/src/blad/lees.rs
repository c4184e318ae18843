//! Reads XLSX and ODS as text, with a limit on what a small file can unfold to.

use super::BladFout;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::io::Cursor;

/// Most bytes that the parts of a file may unfold to.
const UITGEVOUWEN_MAX: u64 = 256 * 1024 * 1024;
/// Most cells of a file, empty ones in between included.
const CELLEN_MAX: usize = 5_000_000;

/// A sheet as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeesBlad {
    /// Name on the tab.
    pub naam: String,
    /// Rows from the first that is not empty; cells as text: days as 2026-11-22, numbers with a decimal point, truths as true and false.
    pub rijen: Vec<Vec<String>>,
}

/// Reads all sheets. Fails on what is not a spreadsheet, is damaged, or unfolds to too much.
pub fn lees(bytes: &[u8]) -> Result<Vec<LeesBlad>, BladFout> {
    weeg(bytes)?;
    let mut boek = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(onleesbaar)?;
    let mut uit = Vec::new();
    let mut cellen = 0usize;
    for naam in boek.sheet_names() {
        let bereik = boek.worksheet_range(&naam).map_err(onleesbaar)?;
        cellen += bereik.get_size().0.saturating_mul(bereik.get_size().1);
        if cellen > CELLEN_MAX {
            return Err(BladFout::Onleesbaar("het bestand heeft te veel cellen".into()));
        }
        let rijen = bereik.rows().map(|r| r.iter().map(cel).collect()).collect();
        uit.push(LeesBlad { naam, rijen });
    }
    Ok(uit)
}

/// Refuses a file whose parts unfold to more than anybody has in a spreadsheet.
fn weeg(bytes: &[u8]) -> Result<(), BladFout> {
    let mut pak = zip::ZipArchive::new(Cursor::new(bytes)).map_err(onleesbaar)?;
    let mut som = 0u64;
    for i in 0..pak.len() {
        som = som.saturating_add(pak.by_index_raw(i).map_err(onleesbaar)?.size());
    }
    if som > UITGEVOUWEN_MAX {
        return Err(BladFout::Onleesbaar("het bestand is uitgepakt te groot".into()));
    }
    Ok(())
}

fn onleesbaar(e: impl std::fmt::Display) -> BladFout {
    BladFout::Onleesbaar(e.to_string())
}

fn cel(c: &Data) -> String {
    match c {
        Data::Empty => String::new(),
        Data::String(t) | Data::DateTimeIso(t) | Data::DurationIso(t) => t.clone(),
        Data::Int(n) => n.to_string(),
        // The shortest text that gives the same number again: what was typed, as far as the file still knows it.
        Data::Float(f) => f.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(d) => {
            let (j, m, dag, ..) = d.to_ymd_hms_milli();
            format!("{j:04}-{m:02}-{dag:02}")
        }
        anders => anders.to_string(),
    }
}
