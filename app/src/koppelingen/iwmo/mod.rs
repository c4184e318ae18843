//! iWmo 3.2 with aanbieders: sends toewijzingen, reads what comes back, answers it.

mod administratie;
mod behandel;
mod beslis;
mod bestanden;
mod boek;
mod declareren;
mod envelop;
mod fo01;
mod gevolg;
mod inlezen;
mod lijst;
mod opnieuw;
mod regie;
mod retour301;
mod retour319;
mod toekennen;
pub(crate) mod toewijzen;
mod uit;
pub(crate) mod vertaal;
mod verzend;
mod verzendfout;
mod verzoek;
mod volgorde;
mod web;

pub use bestanden::{haal_op, inlezen};
pub use gevolg::Uitkomst;
pub use inlezen::{ontvang, verwerk};
pub use opnieuw::ronde;
pub(crate) use {declareren::regelzin, gevolg::onleesbaar, regie::regel_van};

use crate::h;
use crate::huis::Rol::{
    Aandachtsfunctionaris as AF, Applicatiebeheerder as AB, Contractmanager as CM, FinancieelAdviseur as FA,
    Trajectregisseur as TR,
};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};

/// Roles that may feed in files.
const INLEZERS: &[Rol] = &[TR, FA, AB];
const LEZERS: &[Rol] = &[TR, FA, CM, AB];

/// A day before all messages: for messages whose own date lies outside what we can hold.
const GRENS: fn() -> kern::stam::Datum =
    || kern::stam::Datum::nieuw(2015, 1, 1).expect("1 January 2015 exists");

/// Routes of this link.
pub static ROUTES: &[Route] = &[
    lees("/berichten", h!(lijst::toon), LEZERS, "berichten lezen", Veldklasse::Geen),
    lees("/berichten.csv", h!(lijst::als_csv), LEZERS, "berichten uitvoeren", Veldklasse::Geen),
    doe("/berichten", h!(web::lees_in), INLEZERS, "berichten inlezen", Veldklasse::Geen).met_bestanden(),
    doe("/berichten/ophalen", h!(web::lees_map), INLEZERS, "berichten ophalen", Veldklasse::Geen),
    lees("/berichten/{bericht}", h!(web::toon), LEZERS, "bericht lezen", Veldklasse::Basis),
    lees(
        "/dossiers/{dossier}/berichten",
        h!(web::van_dossier),
        &[AF, TR],
        "berichten lezen",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/berichten/{bericht}",
        h!(web::inhoud),
        &[AF, TR],
        "bericht met BSN downloaden",
        Veldklasse::Bsn,
    ),
];
