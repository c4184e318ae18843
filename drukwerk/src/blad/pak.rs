//! The zip file around the parts, and text in XML.

use super::BladFout;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Speed before size: half as large again as the best, five times as fast.
const NIVEAU: i64 = 1;

/// A file of parts, in the order in which they are added.
pub(super) struct Pak(ZipWriter<Cursor<Vec<u8>>>);

impl Pak {
    pub(super) fn nieuw() -> Pak {
        Pak(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Begins a part; what is written after this is in it.
    pub(super) fn deel(&mut self, naam: &str) -> Result<(), BladFout> {
        let opties = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(NIVEAU))
            .last_modified_time(DateTime::default());
        self.0.start_file(naam, opties).map_err(fout)
    }

    /// A part that is not compressed, as the first part of an ODS must be.
    pub(super) fn plat(&mut self, naam: &str, tekst: &str) -> Result<(), BladFout> {
        let opties = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.0.start_file(naam, opties).map_err(fout)?;
        self.schrijf(tekst)
    }

    /// A whole part.
    pub(super) fn heel(&mut self, naam: &str, tekst: &str) -> Result<(), BladFout> {
        self.deel(naam)?;
        self.schrijf(tekst)
    }

    pub(super) fn schrijf(&mut self, tekst: &str) -> Result<(), BladFout> {
        self.0.write_all(tekst.as_bytes()).map_err(fout)
    }

    pub(super) fn klaar(self) -> Result<Vec<u8>, BladFout> {
        Ok(self.0.finish().map_err(fout)?.into_inner())
    }
}

fn fout(e: impl std::fmt::Display) -> BladFout {
    BladFout::Onmogelijk(e.to_string())
}

/// Adds text as XML: escaped, and without the characters that XML does not have.
pub(super) fn tekst_in(uit: &mut String, tekst: &str) {
    for c in tekst.chars() {
        match c {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '"' => uit.push_str("&quot;"),
            '\t' | '\n' | '\r' => uit.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => uit.push(c),
        }
    }
}

/// Text as XML.
pub(super) fn tekst(t: &str) -> String {
    let mut uit = String::with_capacity(t.len());
    tekst_in(&mut uit, t);
    uit
}
