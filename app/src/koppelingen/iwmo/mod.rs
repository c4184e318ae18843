//! iWmo 3.2 with aanbieders: sends toewijzingen, reads what comes back, answers it.

mod administratie;
mod antwoord;
mod bestanden;
mod declareren;
mod inlezen;
mod regie;
mod retour301;
mod toewijzen;
mod uitmap;
pub(crate) mod vertaal;
mod verzend;

pub use bestanden::{haal_op, inlezen};
pub use inlezen::{Uitkomst, verwerk};
pub use toewijzen::{client, toets_client};

/// A day before all messages: for messages whose own date lies outside what we can hold.
const GRENS: fn() -> kern::stam::Datum = || kern::stam::Datum::nieuw(2015, 1, 1).expect("1 January 2015 exists");
