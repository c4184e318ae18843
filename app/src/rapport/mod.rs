//! Reports per quarter and per year, and the doelgroepanalyse, frozen as uitgaven: asking again gives the same bytes (UP 5.3).

mod blad;
pub mod herreken;
pub mod maak;
mod opmaak;
pub mod opslag;
pub mod publicatie;
pub mod teksten;
mod vergelijk;
mod verschillen;
pub mod web;
mod web_tekst;

pub use crate::monitor::cijfers;

use crate::h;
use crate::huis::{Rol, Route, Veldklasse, doe, lees};
use Rol::{Bestuur, FinancieelAdviseur, Teamleider, Trajectregisseur};

/// Who reads reports.
const LEZERS: &[Rol] = &[Trajectregisseur, Teamleider, FinancieelAdviseur, Bestuur];
/// Who makes them.
const MAKERS: &[Rol] = &[Teamleider, FinancieelAdviseur, Bestuur];
/// Who writes words with the figures.
const SCHRIJVERS: &[Rol] = &[Teamleider, FinancieelAdviseur];
/// Who adopts them: not those who write them.
const VASTSTELLERS: &[Rol] = &[Bestuur];

/// The pages of this room.
pub const ROUTES: &[Route] = &[
    lees("/rapporten", h!(web::lijst), LEZERS, "rapporten zoeken", Veldklasse::Geen),
    doe("/rapporten", h!(web::maak), MAKERS, "rapport uitgeven", Veldklasse::Geen),
    lees("/rapporten/teksten", h!(web_tekst::toon), SCHRIJVERS, "rapporttekst lezen", Veldklasse::Geen),
    doe("/rapporten/teksten", h!(web_tekst::schrijf), SCHRIJVERS, "rapporttekst schrijven", Veldklasse::Geen),
    lees("/rapporten/{uitgave}", h!(web::toon), LEZERS, "rapport lezen", Veldklasse::Geen),
    doe(
        "/rapporten/{uitgave}/vaststellen",
        h!(web::stel_vast),
        VASTSTELLERS,
        "rapport vaststellen",
        Veldklasse::Geen,
    ),
    lees("/rapporten/{uitgave}/pdf", h!(web::pdf), LEZERS, "rapport opslaan", Veldklasse::Geen),
    lees(
        "/rapporten/{uitgave}/rekenblad/{vorm}",
        h!(web::rekenblad),
        LEZERS,
        "rapport als rekenblad opslaan",
        Veldklasse::Geen,
    ),
    lees(
        "/rapporten/{uitgave}/cijfers",
        h!(web::cijfers),
        LEZERS,
        "cijfers van een rapport opslaan",
        Veldklasse::Geen,
    ),
    lees(
        "/rapporten/{uitgave}/verschillen",
        h!(verschillen::toon),
        LEZERS,
        "verschillen tussen rapporten lezen",
        Veldklasse::Geen,
    ),
    lees(
        "/rapporten/{uitgave}/vergelijken",
        h!(vergelijk::toon),
        LEZERS,
        "rapporten vergelijken",
        Veldklasse::Geen,
    ),
    lees("/rapporten/{uitgave}/herreken", h!(web::herreken), MAKERS, "rapport narekenen", Veldklasse::Geen),
];
