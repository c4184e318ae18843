//! What comes out as PDF, and what can go wrong.

use std::fmt;

/// A finished PDF/UA-1 + PDF/A-2a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file. The same input gives the same bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub paginas: usize,
    /// Characters that the embedded font cannot print and that were replaced by "□", each once, sorted.
    /// Show them to whoever makes the letter: a name may need another spelling.
    pub vervangen: Vec<char>,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfFout {
    /// This program was built without the feature `pdf`.
    PdfUit,
    /// A chart, the document or a table has no title or description, so it would not be accessible.
    ZonderBeschrijving(String),
    /// More text than [`TEKST_BYTES_MAX`]; the number is the size that was asked.
    TeGroot(usize),
    /// The typesetter refused; the text is for the log, not for the screen.
    Zetfout(String),
}

impl fmt::Display for PdfFout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PdfUit => write!(f, "Deze versie van het programma kan geen PDF maken."),
            Self::ZonderBeschrijving(wat) => write!(f, "Er ontbreekt een titel of beschrijving bij: {wat}."),
            Self::TeGroot(bytes) => {
                write!(f, "Het document is te groot: {bytes} bytes, toegestaan is {TEKST_BYTES_MAX}.")
            }
            Self::Zetfout(reden) => write!(f, "De PDF kon niet worden gemaakt: {reden}"),
        }
    }
}

impl std::error::Error for PdfFout {}

/// The most text (with charts) that goes into one document: 8 MB is a report of more than a thousand pages.
pub const TEKST_BYTES_MAX: usize = 8_000_000;
