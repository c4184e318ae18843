//! The law and the arithmetic of Wijkthuis: pure functions over values, without I/O, clock, SQL or HTML.
//!
//! The modules below are the rooms of one street, in order. A room imports only rooms above it; a tidy test
//! in the app crate holds that. `stam` is the cellar that every room stands on.
#![no_std]
extern crate alloc;

pub mod stam;

pub mod inkoop;
pub mod toegang;
pub mod woonplaats;
pub mod trajectregie;
pub mod besluit;
pub mod levering;
pub mod stelsel;
pub mod financien;
pub mod monitor;
pub mod rapport;
