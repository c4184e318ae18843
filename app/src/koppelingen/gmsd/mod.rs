//! The half-yearly file for the Gemeentelijke Monitor Sociaal Domein of CBS, by a description in `regels/`.

mod beschrijving;
mod maak;
mod rijen;
mod web;

pub use beschrijving::{Beschrijving, Halfjaar, Kolom};
pub use maak::{Bestand, Bevinding, maak, voorbeeld};

use crate::h;
use crate::huis::{
    Rol::{FinancieelAdviseur, Teamleider},
    Route, Veldklasse, lees,
};

/// Routes of this link. The file itself is not behind a page: it holds BSNs, and no role sees those in bulk.
pub static ROUTES: &[Route] = &[lees(
    "/uitleveren/gmsd",
    h!(web::toon),
    &[Teamleider, FinancieelAdviseur],
    "aanlevering aan het CBS controleren",
    Veldklasse::Basis,
)
.gelogd()];
