//! iWmo 3.2, the Dutch message standard with which gemeenten and aanbieders arrange support under the Wmo 2015: read, check, judge,
//! answer.
//!
//! No dependencies, no I/O, no clock, no `unsafe`. Names are those of the standard, in Dutch; findings are Dutch sentences for the
//! people who work with them; the documentation is English.
//!
//! # From file to answer
//!
//! ```
//! use iwmo::{Bericht, retour::{self, Retourgegevens}};
//!
//! # let bestand = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/valid_305.xml");
//! let bytes = std::fs::read(bestand)?;
//! let gelezen = iwmo::lees(&bytes)?;                  // no XML, too large, another standard: `Onleesbaar`
//! let gegevens = Retourgegevens { identificatie: "R0001".parse()?, dagtekening: "2025-04-07".parse()? };
//! if !gelezen.niveau1().is_empty() {
//!     // The structure is wrong: no retour is possible, the sender must hear it otherwise (OP090x2).
//! } else if !gelezen.niveau2().is_empty() {
//!     let _retour = retour::technisch(&gelezen, &gegevens);    // refused as a whole, with 0001
//! } else if let Ok(Bericht::Wmo305(start)) = gelezen.bericht() {
//!     // Judge it with `oordeel::start`, then answer with `retour::wmo306`.
//!     assert_eq!(start.client.producten.len(), 2);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is where
//!
//! - [`lees`] reads a message and checks level 1 (structure and values) on the way; [`Gelezen::niveau2`] checks the 58 rules within one
//!   message, with the findings of the official stylesheet.
//! - [`typen`] holds the messages as types and [`waarde`], [`code`] the values in them, each valid by existing. Writing gives the same
//!   bytes for the same content, and reading them back gives the same content.
//! - [`oordeel`] judges every kind of message with what is known beside it (levels 3 and 4), [`retour`] builds the answer.
//! - [`zend`] is the sending side: what goes into a WMO301, and the last check before it leaves. [`toestand`] holds deliveries and requests
//!   as states, [`volume`] the arithmetic of weeks.
//! - [`envelop`] wraps and unwraps for the gemeentelijk gegevensknooppunt.
//! - [`regels`] and [`codelijst`] say what the rules and the codes mean.

mod bericht;
mod bevinding;
mod boom;
pub mod code;
pub mod codelijst;
mod datum;
pub mod envelop;
mod gelezen;
mod lees;
mod naam;
mod niveau2;
mod omzet;
pub mod oordeel;
pub mod regels;
pub mod retour;
mod schema;
#[cfg(any(test, feature = "simulator"))]
pub mod simulator;
pub mod toestand;
pub mod typen;
pub mod volume;
pub mod waarde;
mod waardetoets;
mod xml;
pub mod zend;

pub use bericht::{
    BERICHT_SUBVERSIE, BERICHT_VERSIE, Berichtsoort, HUIDIG, RELEASES, RUIMTE_BASIS, Release, XSD_VERSIE,
    XSLT_VERSIE,
};
pub use bevinding::{Bevinding, Niveau, Onleesbaar, Plaats, Reden};
pub use datum::{Datum, Tijd, Weekdag};
pub use gelezen::{Bericht, Gelezen};
pub use lees::{ATTRIBUTEN_MAX, DIEPTE_MAX, GROOTTE_MAX, lees, lees_tot};
