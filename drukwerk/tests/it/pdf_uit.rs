//! A build without typst says so, as a value.

use drukwerk::pdf::PdfFout;

use crate::voorbeeld::{brief, rapport};

#[test]
fn zonder_pdf_is_er_een_duidelijke_fout() {
    assert_eq!(brief("x").pdf(), Err(PdfFout::PdfUit));
    assert_eq!(rapport("x").pdf(), Err(PdfFout::PdfUit));
    assert_eq!(PdfFout::PdfUit.to_string(), "Deze versie van het programma kan geen PDF maken.");
}
