//! Logging in and out, settings of the user, and the demo's one-click login.
//!
//! Local accounts: password (argon2id) and a TOTP code. OpenID Connect will be a third way to reach
//! [`super::sessie::begin`]; nothing else has to know.

mod eigen;
mod gebruikers;
mod wachtwoord;
mod web;

pub use gebruikers::{Inlog, NieuweGebruiker, geef_inlog, maak, nieuwe_inlog, stel_in, zoek_id};

use super::{Rol, Route, Veldklasse, doe, lees, openbaar_doe, openbaar_lees};
use crate::h;

/// Routes that always exist.
pub static ROUTES: &[Route] = &[
    openbaar_lees("/inloggen", h!(web::formulier), "inlogpagina"),
    openbaar_doe("/inloggen", h!(web::meld_aan), "aanmelden"),
    openbaar_lees("/inloggen/code", h!(web::code_formulier), "tweede stap van aanmelden"),
    openbaar_doe("/inloggen/code", h!(web::code), "tweede stap van aanmelden"),
    openbaar_doe("/uitloggen", h!(web::meld_af), "afmelden"),
    openbaar_lees("/toegankelijkheid", h!(web::toegankelijkheid), "toegankelijkheidsverklaring"),
    openbaar_lees("/-/gezond", h!(web::gezond), "leeft het programma"),
    doe("/sessie/verleng", h!(web::verleng), &Rol::ALLE, "sessie verlengen", Veldklasse::Geen),
    doe("/sessie/rol", h!(web::kies_rol), &Rol::ALLE, "andere rol kiezen", Veldklasse::Geen),
    lees("/instellingen", h!(web::instellingen), &Rol::ALLE, "eigen instellingen", Veldklasse::Geen),
    doe(
        "/instellingen",
        h!(web::bewaar_instellingen),
        &Rol::ALLE,
        "eigen instellingen wijzigen",
        Veldklasse::Geen,
    ),
    lees("/hulp", h!(web::hulp), &Rol::ALLE, "hulp", Veldklasse::Geen),
];

/// Routes that exist in demo mode only; `routes::alle` adds them when, and only when, the program runs as a demo.
pub static DEMO_ROUTES: &[Route] =
    &[openbaar_doe("/demo/kies", h!(web::kies_demo_persoon), "demo-persoon kiezen")];
