//! Stelsel: where the money for beschermd wonen comes from. The objectief verdeelmodel, the ingroeipad from historic to objective
//! budgets, the uitname for the Wlz, yearly mutations and indexation.
//!
//! Nothing of this is in force yet: centrumgemeenten still get the historic budget. So model, weights, path and start year are data
//! with a status, and zero percent objective is a way of working like any other.

mod cohort;
mod herleiding;
mod historisch;
mod indexatie;
mod ingroeipad;
mod inlezen;
mod model;
mod verdeling;
mod wlz;

#[cfg(test)]
mod ingroeipad_toets;
#[cfg(test)]
mod verdeling_toets;

pub use cohort::{Cohort, Cohortjaar, Toestand, mape};
pub use herleiding::{Bewerking, Cijferbron, Cijferstatus, Grootheid, Term};
pub use historisch::{Historie, Mutatie};
pub use indexatie::{Index, Indexdeel, index, indexeer};
pub use ingroeipad::{
    Aandeel, Afronding, Ingroeipad, Padjaar, Padrij, Padverschil, Schema, herleid_padjaar, padjaar, vergelijk,
};
pub use inlezen::{Inlezing, RIJEN_MAX, Rijfout, lees_bedragen, lees_csv, lees_maatstaven, maak_tabel};
pub use model::{Decimaal, Gemeenterij, Maatstaf, Maatstaftabel, Verdeelmodel};
pub use verdeling::{
    Uitkering, Verdeling, Weg, neem_uitkomsten, verdeel, verdeel_basis_met_factor, verdeel_met_factor,
    verdeel_op_basis, verdeel_per_inwoner,
};
pub use wlz::{
    EigenTelling, Uitname, Uitnamebasis, WlzOvergang, eigen_telling, mutatie_van, uitname, verdeel_mutatie,
};
