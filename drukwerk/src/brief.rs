//! A letter of a gemeente.

use crate::blok::{Blok, Dag};
use crate::pdf::{Pdf, PdfFout};

/// Who sends the letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Afzender {
    /// The organisation: "Gemeente Helmond".
    pub naam: String,
    /// The team, or empty.
    pub onderdeel: String,
    /// Address lines of the office.
    pub adres: Vec<String>,
    /// Label and value: ("Telefoon", "14 0492"), ("E-mail", "…").
    pub contact: Vec<(String, String)>,
}

/// How the letter closes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ondertekening {
    /// "Met vriendelijke groet,"
    pub groet: String,
    /// On whose behalf: "Namens het college van burgemeester en wethouders van Helmond,", or empty.
    pub namens: String,
    /// Name of who signs.
    pub naam: String,
    /// Function of who signs, or empty.
    pub functie: String,
}

/// A letter: everything that is printed, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Who sends it.
    pub afzender: Afzender,
    /// Name and address lines of who gets it, top to bottom.
    pub adres: Vec<String>,
    /// The day on the letter; also the creation date inside the PDF.
    pub datum: Dag,
    /// Our reference.
    pub kenmerk: String,
    /// Their reference, or empty.
    pub uw_kenmerk: String,
    /// What it is about; also the title of the PDF.
    pub onderwerp: String,
    /// "Beste mevrouw De Vries,"
    pub aanhef: String,
    /// The text.
    pub blokken: Vec<Blok>,
    /// How it closes.
    pub ondertekening: Ondertekening,
    /// Names of what is enclosed.
    pub bijlagen: Vec<String>,
    /// Small line at the foot of the last page, for example the rule version and receipt number; or empty.
    pub voetregel: String,
}

impl Brief {
    /// Sets the letter as PDF/UA-1 + PDF/A-2a. The same letter gives the same bytes.
    ///
    /// # Errors
    /// [`PdfFout::ZonderBeschrijving`] without onderwerp or with a chart without text,
    /// [`PdfFout::TeGroot`], [`PdfFout::Zetfout`]; [`PdfFout::PdfUit`] without the feature `pdf`.
    pub fn pdf(&self) -> Result<Pdf, PdfFout> {
        crate::pdf::van_brief(self)
    }
}
