//! The double-entry boek of the region: entries are added, and undone by a tegenboeking.

pub mod boek;
pub mod crediteuren;
pub mod formulier;
pub mod lijst;
pub mod maand;
pub mod ontvangst;
pub mod opslag;
pub mod run;
pub mod schuld;
pub mod tegen;

/// Balance account through which money comes and goes.
pub const LIQUIDE: &str = "liquide middelen";
/// Balance account of the regional reserve.
pub const RESERVE: &str = "regionale reserve beschermd wonen";
/// Balance account between the pot and the gemeenten.
pub const TE_VERREKENEN: &str = "te verrekenen met de pot";
