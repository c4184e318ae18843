//! Charts, HTML and PDF as a reader gets them.

mod grafiek;
mod html;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(not(feature = "pdf"))]
mod pdf_uit;
mod voorbeeld;
