//! A report: the same content as an HTML fragment and as PDF.

use crate::blok::{Blok, Dag};
use crate::pdf::{Pdf, PdfFout};

/// A chapter: a heading and what stands under it. [`Blok::Kop`] makes sections inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hoofdstuk {
    /// The heading.
    pub kop: String,
    /// The content.
    pub blokken: Vec<Blok>,
}

/// A term of the report with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begrip {
    /// The term.
    pub term: String,
    /// What it means, or how it is counted.
    pub uitleg: String,
}

/// A report: everything that is printed, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapport {
    /// The title; also the title of the PDF.
    pub titel: String,
    /// The subtitle, or empty.
    pub ondertitel: String,
    /// Who publishes it; also the author in the PDF.
    pub organisatie: String,
    /// The day the figures are about.
    pub peildatum: Dag,
    /// The day on which the figures were known as they stand here; also the creation date inside the PDF.
    pub bekend_op: Dag,
    /// Number of the uitgave, or empty.
    pub uitgave: String,
    /// Hash of the frozen figures, or empty. Printed on the front page.
    pub hash: String,
    /// Further lines on the front page, label and value ("Journaal", "tot en met nr. 12.345").
    pub kenmerken: Vec<(String, String)>,
    /// The chapters.
    pub hoofdstukken: Vec<Hoofdstuk>,
    /// The definitions, printed as the chapter "Begrippen"; empty = no such chapter.
    pub begrippen: Vec<Begrip>,
    /// Paragraphs on how the figures were made and which were suppressed, printed as the chapter
    /// "Over deze cijfers"; empty = no such chapter.
    pub verantwoording: Vec<String>,
}

impl Rapport {
    /// Sets the report as PDF/UA-1 + PDF/A-2a. The same report gives the same bytes.
    ///
    /// The figures of all charts stand in an annex "Cijfers bij de grafieken".
    ///
    /// # Errors
    /// [`PdfFout::ZonderBeschrijving`] without a title or with a chart without text,
    /// [`PdfFout::TeGroot`], [`PdfFout::Zetfout`]; [`PdfFout::PdfUit`] without the feature `pdf`.
    pub fn pdf(&self) -> Result<Pdf, PdfFout> {
        crate::pdf::van_rapport(self)
    }

    /// The same report as an HTML fragment: no `html`, `head` or `h1`; headings start at `h2`.
    ///
    /// The page puts [`Rapport::titel`] in its own `h1`. No inline style, no script; all text is escaped.
    pub fn html(&self) -> String {
        crate::html::rapport(self)
    }
}
