//! Paper and charts: typed letters and reports to PDF/UA, reports to HTML, charts to SVG.
//!
//! This crate knows no database and no other crate of the project. Callers hand over plain data and plain
//! strings; nothing a caller passes is ever read as markup. The same input always gives the same bytes.
//!
//! * [`svg`]: accessible charts, the same picture for page and paper, with the table that belongs under it.
//! * [`blok`]: the building blocks that letters and reports share (paragraph, list, table, box, chart).
//! * [`brief`]: a letter of a gemeente, to PDF/UA-1 + PDF/A-2a.
//! * [`rapport`]: a report, to an HTML fragment and to PDF/UA-1 + PDF/A-2a.
//! * [`blad`]: spreadsheets, to XLSX and ODS, and back to text.
//! * [`pdf`]: what comes out ([`pdf::Pdf`]) and what can go wrong ([`pdf::PdfFout`]).
//!
//! Without the cargo feature `pdf` everything still compiles and charts and HTML still work;
//! the `pdf()` functions then return [`pdf::PdfFout::PdfUit`].

#[cfg(feature = "blad")]
pub mod blad;
pub mod blok;
pub mod brief;
mod html;
pub mod pdf;
pub mod rapport;
pub mod svg;
