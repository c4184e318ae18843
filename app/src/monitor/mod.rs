//! The monitor: aantallen, status and realisatie at any peildatum, as known at any moment (UP 5.3).

pub mod achter;
pub mod beeld;
mod borden;
pub mod cijfers;
pub mod geheugen;
pub mod grafiek;
mod kaart;
pub mod kijk;
pub mod opslag;
pub mod toon;
mod tweede_doelgroep;
pub mod tweede_weg;
pub mod uitvoer;
mod uitsplitsing;
mod verschil;
pub mod web;

use crate::h;
use crate::huis::{Rol, Route, Veldklasse, doe, lees};
use Rol::{Aandachtsfunctionaris, Bestuur, FinancieelAdviseur, Teamleider, Trajectregisseur};

/// Who looks at figures.
const LEZERS: &[Rol] = &[Aandachtsfunctionaris, Trajectregisseur, Teamleider, FinancieelAdviseur, Bestuur];
/// Who sees more than what was released.
const INTERN: &[Rol] = &[Aandachtsfunctionaris, Trajectregisseur, Teamleider, FinancieelAdviseur];

/// The pages of this room.
pub const ROUTES: &[Route] = &[
    lees("/monitor", h!(web::toon), LEZERS, "cijfers van de regio lezen", Veldklasse::Geen),
    doe("/monitor/borden", h!(borden::bewaar), LEZERS, "dashboard bewaren", Veldklasse::Geen),
    doe("/monitor/borden/{bord}/weg", h!(borden::weg), LEZERS, "dashboard weghalen", Veldklasse::Geen),
    lees(
        "/monitor/begrippen",
        h!(web::begrippen),
        LEZERS,
        "begrippen van de monitor lezen",
        Veldklasse::Geen,
    ),
    lees(
        "/monitor/csv/{tabel}",
        h!(uitvoer::bestand),
        LEZERS,
        "cijfers van de regio opslaan",
        Veldklasse::Geen,
    ),
    lees(
        "/monitor/uitsplitsing",
        h!(uitsplitsing::toon),
        INTERN,
        "cijfers van de regio uitsplitsen",
        Veldklasse::Geen,
    ),
    lees(
        "/monitor/verschil",
        h!(verschil::toon),
        INTERN,
        "gevallen achter een verschil lezen",
        Veldklasse::Basis,
    ),
    lees("/monitor/achter", h!(achter::toon), INTERN, "gevallen achter een cijfer lezen", Veldklasse::Basis),
];
