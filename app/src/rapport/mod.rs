//! The voortgangsrapportage of a quarter, frozen as an uitgave: asking again gives the same bytes (UP 5.3).

pub mod cijfers;
pub mod herreken;
pub mod maak;
mod opmaak;
pub mod opslag;
pub mod web;

use crate::h;
use crate::huis::{Rol, Route, Veldklasse, doe, lees};
use Rol::{Bestuur, FinancieelAdviseur, Teamleider, Trajectregisseur};

/// Who reads reports.
const LEZERS: &[Rol] = &[Trajectregisseur, Teamleider, FinancieelAdviseur, Bestuur];
/// Who makes them.
const MAKERS: &[Rol] = &[Teamleider, FinancieelAdviseur, Bestuur];

/// The pages of this room.
pub const ROUTES: &[Route] = &[
    lees("/rapporten", h!(web::lijst), LEZERS, "rapporten zoeken", Veldklasse::Geen),
    doe("/rapporten", h!(web::maak), MAKERS, "rapport uitgeven", Veldklasse::Geen),
    lees("/rapporten/{uitgave}", h!(web::toon), LEZERS, "rapport lezen", Veldklasse::Geen),
    lees("/rapporten/{uitgave}/pdf", h!(web::pdf), LEZERS, "rapport opslaan", Veldklasse::Geen),
    lees(
        "/rapporten/{uitgave}/cijfers",
        h!(web::cijfers),
        LEZERS,
        "cijfers van een rapport opslaan",
        Veldklasse::Geen,
    ),
    lees("/rapporten/{uitgave}/herreken", h!(web::herreken), MAKERS, "rapport narekenen", Veldklasse::Geen),
];
