//! The same facts for tools of others: a star schema as views in PostgreSQL under a reading role, and as Parquet files from
//! either database. Dossiers are pseudonyms, persons are absent, and both time axes are kept.

mod document;
pub mod parquet;
mod pseudoniem;
mod rijen;
mod ster;
mod uitvoer;
mod vaste;
mod views;
mod vragen;

pub use document::document;
pub use pseudoniem::Pseudoniemsleutel;
pub use rijen::{Cel, rijen};
pub use ster::{Kolom, Soort, TABELLEN, Tabel};
pub use uitvoer::{Uitvoer, naar_map};
pub use views::{Plek, maak};
