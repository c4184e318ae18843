//! iWmo 3.2, the Dutch message standard between gemeenten and aanbieders of support under the Wmo 2015: read, check, answer.
mod bericht;
mod bevinding;
mod boom;
pub mod code;
pub mod codelijst;
mod datum;
mod gelezen;
mod lees;
mod naam;
mod niveau2;
mod omzet;
mod schema;
pub mod typen;
pub mod waarde;
mod waardetoets;
mod xml;

pub use bericht::{BERICHT_SUBVERSIE, BERICHT_VERSIE, Berichtsoort, RUIMTE_BASIS, XSD_VERSIE, XSLT_VERSIE};
pub use bevinding::{Bevinding, Niveau, Onleesbaar, Plaats, Reden};
pub use datum::{Datum, Tijd, Weekdag};
pub use gelezen::{Bericht, Gelezen};
pub use lees::{ATTRIBUTEN_MAX, DIEPTE_MAX, GROOTTE_MAX, lees};
