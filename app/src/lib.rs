//! The office of Wijkthuis: storage, pages, letters, links to the outside and commands.
//!
//! `huis` is the cellar that every room stands on. The rooms carry the same names as in `kern` and import only rooms
//! to their left on the street; `tests/it/tidy.rs` holds that.

pub mod huis;
pub mod termijnen;

pub mod inkoop;
pub mod toegang;
pub mod woonplaats;
pub mod trajectregie;
pub mod besluit;
pub mod levering;
pub mod werkvoorraad;
pub mod stelsel;
pub mod financien;
pub mod monitor;
pub mod rapport;
pub mod beheer;

pub mod koppelingen;
pub mod opdracht;
pub mod routes;
pub mod zaai;
