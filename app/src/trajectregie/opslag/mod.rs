//! What is stored about a dossier and the work in it.

pub mod doelen;
pub mod dossier;
pub mod inzage;
pub mod onderzoek;
