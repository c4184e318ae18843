//! Financien: budget, and what was granted, declared and paid.

mod begroten;
pub mod betalen;
mod controle;
pub mod declaratie;
mod dossier;
pub mod opslag;
pub mod stand;
mod web;

pub use controle::controleer;

use crate::huis::Rol::{FinancieelAdviseur as FA, Trajectregisseur as TR};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};
use crate::{h, in_handeling};

in_handeling!("financien: boek wat is beschikt", opslag::volg_besluiten);

const GELD: &[Rol] = &[FA];
const FINANCIEEL: Veldklasse = Veldklasse::Financieel;
const GEEN: Veldklasse = Veldklasse::Geen;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees("/geld", h!(web::toon), GELD, "geld lezen", GEEN),
    lees("/geld.csv", h!(web::als_csv), GELD, "geld uitvoeren", GEEN),
    lees("/geld/boekingen", h!(web::boekingen), GELD, "boekingen lezen", FINANCIEEL),
    lees("/geld/boekingen.csv", h!(web::boekingen_csv), GELD, "boekingen uitvoeren", FINANCIEEL),
    lees("/geld/betalen", h!(betalen::toon), GELD, "te betalen lezen", GEEN),
    doe("/geld/betalen", h!(betalen::betaal), GELD, "betaalrun boeken", GEEN),
    lees("/begroting", h!(begroten::toon), GELD, "begroting lezen", GEEN),
    doe("/begroting", h!(begroten::bewaar), GELD, "begroting vastleggen", GEEN),
    lees("/dossiers/{dossier}/geld", h!(dossier::toon), &[TR, FA], "geld van dossier lezen", FINANCIEEL),
];
