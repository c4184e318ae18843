//! The words that every room speaks: dates, periods, money, gemeenten, numbers of persons, refusals and explanations.

mod bedrag;
mod breuk;
mod datum;
pub mod dwangsom;
pub mod feestdagen;
mod gemeente;
mod gemeenten;
mod getal;
mod groot;
mod nummers;
pub mod termijnen;
pub mod termijnhandeling;
mod uitleg;

pub use bedrag::{Cent, verdeel_breuken, verdeel_grootste_rest, verdeel_naar_rato};
pub use breuk::Breuk;
pub use datum::{Datum, Kwartaal, Peil, Periode};
pub use gemeente::Gemeentecode;
pub use gemeenten::{Gemeenten, Opvolging};
pub use getal::{lees_bedrag, lees_getal};
pub use nummers::{AanbiederId, BesluitId, Bsn, DossierId, InwonerId, JournaalNr, MeldingId};
pub use uitleg::{Bron, Stap, Uitleg, Weigering};

/// Text that could not be read as the value that was asked for; `0` says in Dutch what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onleesbaar(pub &'static str);

impl core::fmt::Display for Onleesbaar {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.0)
    }
}
