//! Levering: toewijzing, start and stop, places, waiting list, messages.

pub mod bereik;
pub mod berichten;
pub mod berichtstand;
mod capaciteit;
mod controle;
pub mod handel;
mod kies;
mod lijsten;
pub mod opslag;
pub mod verzoeken;
pub mod vervul;
pub mod verloop;
mod volg;
pub mod wachtlijst;
pub mod web;
mod wijzig;

pub use controle::controleer;

use crate::h;
use crate::huis::Rol::{
    Aandachtsfunctionaris as AF, Contractmanager as CM, FinancieelAdviseur as FA, Teamleider as TL,
    Trajectregisseur as TR,
};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};

const HOUDERS: &[Rol] = &[AF, TR];
const GEZOND: Veldklasse = Veldklasse::Gezondheid;
const GEEN: Veldklasse = Veldklasse::Geen;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees(web::DEEL, h!(web::toon), HOUDERS, "levering lezen", GEZOND),
    lees(
        "/dossiers/{dossier}/levering/{indicatie}/toewijzen",
        h!(kies::formulier),
        HOUDERS,
        "toewijzing kiezen",
        GEZOND,
    ),
    doe(
        "/dossiers/{dossier}/levering/{indicatie}/toewijzen",
        h!(kies::wijs_toe),
        HOUDERS,
        "toewijzing geven",
        GEZOND,
    ),
    lees(
        "/dossiers/{dossier}/levering/{indicatie}/wachtlijst",
        h!(web::wachtformulier),
        HOUDERS,
        "wachtlijst kiezen",
        GEZOND,
    ),
    doe(
        "/dossiers/{dossier}/levering/{indicatie}/wachtlijst",
        h!(web::zet_op_wachtlijst),
        HOUDERS,
        "op wachtlijst zetten",
        GEZOND,
    ),
    lees(
        "/dossiers/{dossier}/levering/wachtplek/{wachtplek}",
        h!(web::wachtplek),
        HOUDERS,
        "wachtplek lezen",
        GEZOND,
    ),
    doe(
        "/dossiers/{dossier}/levering/wachtplek/{wachtplek}",
        h!(web::bekijk_wachtplek),
        HOUDERS,
        "wachtplek bekijken",
        GEZOND,
    ),
    lees(
        "/dossiers/{dossier}/levering/toewijzing/{toewijzing}",
        h!(wijzig::formulier),
        HOUDERS,
        "toewijzing lezen",
        GEZOND,
    ),
    doe(
        "/dossiers/{dossier}/levering/toewijzing/{toewijzing}/einde",
        h!(wijzig::einde),
        HOUDERS,
        "einde van toewijzing wijzigen",
        GEZOND,
    ),
    doe(
        "/dossiers/{dossier}/levering/toewijzing/{toewijzing}/intrekken",
        h!(wijzig::trek_in),
        HOUDERS,
        "toewijzing intrekken",
        GEZOND,
    ),
    lees("/wachtlijst", h!(lijsten::wachtlijst), &[TR, TL], "wachtlijst lezen", Veldklasse::Basis),
    lees("/plekken", h!(lijsten::plekken), &[TR, TL, CM, FA], "plekken lezen", GEEN),
    lees(
        "/aanbieders/{aanbieder}/plekken",
        h!(lijsten::plekken_van),
        &[TR, TL, CM, FA],
        "plekken lezen",
        GEEN,
    ),
    lees("/aanbieders/{aanbieder}/plekken/nieuw", h!(capaciteit::formulier), &[CM], "plekken wijzigen", GEEN),
    doe("/aanbieders/{aanbieder}/plekken/nieuw", h!(capaciteit::wijzig), &[CM], "plekken wijzigen", GEEN),
];
