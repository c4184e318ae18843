//! Levering: toewijzing, start and stop, waiting list, messages.

pub mod berichten;
pub mod fase;
pub mod handel;
mod kies;
pub mod opslag;
pub mod verloop;
mod volg;
pub mod wachtlijst;
pub mod web;

use crate::h;
use crate::huis::Rol::{Aandachtsfunctionaris as AF, Trajectregisseur as TR};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};

const HOUDERS: &[Rol] = &[AF, TR];
const GEZOND: Veldklasse = Veldklasse::Gezondheid;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees(web::DEEL, h!(web::toon), HOUDERS, "levering lezen", GEZOND),
    lees("/dossiers/{dossier}/levering/{indicatie}/toewijzen", h!(kies::formulier), HOUDERS, "toewijzing kiezen", GEZOND),
    doe("/dossiers/{dossier}/levering/{indicatie}/toewijzen", h!(kies::wijs_toe), HOUDERS, "toewijzing geven", GEZOND),
    lees("/dossiers/{dossier}/levering/{indicatie}/wachtlijst", h!(web::wachtformulier), HOUDERS, "wachtlijst kiezen", GEZOND),
    doe("/dossiers/{dossier}/levering/{indicatie}/wachtlijst", h!(web::zet_op_wachtlijst), HOUDERS, "op wachtlijst zetten", GEZOND),
    lees("/dossiers/{dossier}/levering/wachtplek/{wachtplek}", h!(web::wachtplek), HOUDERS, "wachtplek lezen", GEZOND),
    doe("/dossiers/{dossier}/levering/wachtplek/{wachtplek}", h!(web::bekijk_wachtplek), HOUDERS, "wachtplek bekijken", GEZOND),
];
