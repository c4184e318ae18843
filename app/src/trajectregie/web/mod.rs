//! Pages of the dossier.

pub mod beoordeling;
pub mod documenten;
pub mod doel;
pub mod doelen;
pub mod dossier;
pub mod noodknop;
pub mod onderzoek;
pub mod onderzoek_concept;
pub mod stappen;
pub mod wie_keek;
