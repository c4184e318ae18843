//! One pot of the gemeenten: what goes in and out, who carries whom, and how the result is settled.

pub mod afrekening;
pub mod besluit;
pub mod opslag;
pub mod reken;
mod tabel;
pub mod web;
