//! What comes out as PDF, and what can go wrong.

#[cfg(feature = "pdf")]
mod json;
#[cfg(feature = "pdf")]
mod model;
#[cfg(feature = "pdf")]
mod tekens;
#[cfg(feature = "pdf")]
mod zetter;

use std::fmt;

use crate::brief::Brief;
use crate::rapport::Rapport;

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

/// The most text (with charts) that goes into one document: 2 MB is a report of several hundred pages, and bounds the
/// time and memory that one request can ask for.
pub const TEKST_BYTES_MAX: usize = 2_000_000;

/// Sets a letter.
#[cfg(feature = "pdf")]
pub(crate) fn van_brief(brief: &Brief) -> Result<Pdf, PdfFout> {
    let mut model = model::Model::default();
    let data = model.brief(brief)?;
    zet(zetter::Sjabloon::Brief, &data, model)
}

/// Sets a report.
#[cfg(feature = "pdf")]
pub(crate) fn van_rapport(rapport: &Rapport) -> Result<Pdf, PdfFout> {
    let mut model = model::Model::default();
    let data = model.rapport(rapport)?;
    zet(zetter::Sjabloon::Rapport, &data, model)
}

#[cfg(feature = "pdf")]
fn zet(sjabloon: zetter::Sjabloon, data: &json::Json, model: model::Model) -> Result<Pdf, PdfFout> {
    let data = data.schrijf();
    if data.len() > TEKST_BYTES_MAX {
        return Err(PdfFout::TeGroot(data.len()));
    }
    let mut pdf = zetter::zet(sjabloon, data)?;
    pdf.vervangen = model.vervangen();
    Ok(pdf)
}

/// Sets a letter; not in this build.
#[cfg(not(feature = "pdf"))]
pub(crate) fn van_brief(_: &Brief) -> Result<Pdf, PdfFout> {
    Err(PdfFout::PdfUit)
}

/// Sets a report; not in this build.
#[cfg(not(feature = "pdf"))]
pub(crate) fn van_rapport(_: &Rapport) -> Result<Pdf, PdfFout> {
    Err(PdfFout::PdfUit)
}
