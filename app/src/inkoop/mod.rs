//! Inkoop: aanbieders, products, contracts, prices and places.

mod controle;
pub mod opslag;
pub mod velden;
pub mod web;
mod wijzig;

pub use controle::controleer;

use crate::h;
use crate::huis::Rol::{
    Contractmanager as CM, FinancieelAdviseur as FA, Teamleider as TL, Trajectregisseur as TR,
};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};

const LEZERS: &[Rol] = &[TR, TL, CM, FA];
const BEHEER: &[Rol] = &[CM];
const GEEN: Veldklasse = Veldklasse::Geen;

/// Routes of this room. No personal data on any of them.
pub static ROUTES: &[Route] = &[
    lees("/aanbieders", h!(web::lijst), LEZERS, "aanbieders lezen", GEEN),
    lees("/aanbieders/nieuw", h!(wijzig::aanbieder_formulier), BEHEER, "aanbieder toevoegen", GEEN),
    doe("/aanbieders/nieuw", h!(wijzig::voeg_aanbieder_toe), BEHEER, "aanbieder toevoegen", GEEN),
    lees("/aanbieders/{aanbieder}", h!(web::toon), LEZERS, "aanbieder lezen", GEEN),
    lees(
        "/aanbieders/{aanbieder}/contract",
        h!(wijzig::contract_formulier),
        BEHEER,
        "contract toevoegen",
        GEEN,
    ),
    doe(
        "/aanbieders/{aanbieder}/contract",
        h!(wijzig::voeg_contract_toe),
        BEHEER,
        "contract toevoegen",
        GEEN,
    ),
    lees(
        "/aanbieders/{aanbieder}/contract/{contract}/tarief",
        h!(wijzig::tarief_formulier),
        BEHEER,
        "tarief toevoegen",
        GEEN,
    ),
    doe(
        "/aanbieders/{aanbieder}/contract/{contract}/tarief",
        h!(wijzig::voeg_tarief_toe),
        BEHEER,
        "tarief toevoegen",
        GEEN,
    ),
    lees(
        "/aanbieders/{aanbieder}/tarief/{tarief}/einde",
        h!(wijzig::einde_formulier),
        BEHEER,
        "tarief beëindigen",
        GEEN,
    ),
    doe(
        "/aanbieders/{aanbieder}/tarief/{tarief}/einde",
        h!(wijzig::beeindig_tarief),
        BEHEER,
        "tarief beëindigen",
        GEEN,
    ),
    lees("/producten", h!(web::producten), LEZERS, "producten lezen", GEEN),
    lees("/producten/nieuw", h!(wijzig::product_formulier), BEHEER, "product toevoegen", GEEN),
    doe("/producten/nieuw", h!(wijzig::voeg_product_toe), BEHEER, "product toevoegen", GEEN),
];
