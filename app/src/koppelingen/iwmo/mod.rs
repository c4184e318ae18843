//! iWmo 3.2 with aanbieders: sends toewijzingen, reads what comes back, answers it.

mod administratie;
mod afhandelen;
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
mod onbekend;
mod opnieuw;
mod regie;
mod retour301;
mod retour319;
mod signaal;
mod toekennen;
pub(crate) mod toewijzen;
mod uit;
pub(crate) mod vertaal;
mod verkeer;
mod verzend;
mod verzendfout;
mod verzoek;
mod volgorde;
mod wachtrij;
mod web;
mod web_verzoek;

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
/// Roles that may see amounts of one inwoner.
const SIGNAALLEZERS: &[Rol] = &[TR, FA];

/// A day before all messages: for messages whose own date lies outside what we can hold.
const GRENS: fn() -> kern::stam::Datum =
    || kern::stam::Datum::nieuw(2015, 1, 1).expect("1 January 2015 exists");

/// Routes of this link.
pub static ROUTES: &[Route] = &[
    lees("/berichten", h!(lijst::toon), LEZERS, "berichten lezen", Veldklasse::Geen),
    lees("/berichten.csv", h!(lijst::als_csv), LEZERS, "berichten uitvoeren", Veldklasse::Geen),
    doe("/berichten", h!(web::lees_in), INLEZERS, "berichten inlezen", Veldklasse::Geen).met_bestanden(),
    doe("/berichten/ophalen", h!(web::lees_map), INLEZERS, "berichten ophalen", Veldklasse::Geen),
    lees("/berichten/verkeer", h!(verkeer::toon), LEZERS, "berichtenverkeer lezen", Veldklasse::Geen),
    lees(
        "/berichten/verkeer.csv",
        h!(verkeer::als_csv),
        LEZERS,
        "berichtenverkeer uitvoeren",
        Veldklasse::Geen,
    ),
    doe(
        "/berichten/versturen",
        h!(verkeer::verstuur),
        INLEZERS,
        "berichten opnieuw versturen",
        Veldklasse::Geen,
    ),
    lees(
        "/berichten/verzoeken",
        h!(web_verzoek::openstaand),
        LEZERS,
        "verzoeken van aanbieders lezen",
        Veldklasse::Geen,
    ),
    lees(
        "/berichten/verzoeken/{verzoek}",
        h!(web_verzoek::toon),
        &[TR],
        "verzoek van aanbieder lezen",
        Veldklasse::Basis,
    ),
    doe(
        "/berichten/verzoeken/{verzoek}/antwoord",
        h!(web_verzoek::antwoord),
        &[TR],
        "verzoek van aanbieder beantwoorden",
        Veldklasse::Basis,
    ),
    doe(
        "/berichten/verzoeken/{verzoek}/inwoner",
        h!(web_verzoek::inwoner),
        &[TR],
        "verzoek van aanbieder: inwoner zoeken of melden",
        Veldklasse::Basis,
    ),
    lees(
        "/berichten/signalen",
        h!(signaal::toon),
        SIGNAALLEZERS,
        "signalen over berichten lezen",
        Veldklasse::Financieel,
    ),
    lees(
        "/berichten/signalen.csv",
        h!(signaal::als_csv),
        SIGNAALLEZERS,
        "signalen over berichten uitvoeren",
        Veldklasse::Financieel,
    ),
    lees("/berichten/{bericht}", h!(web::toon), LEZERS, "bericht lezen", Veldklasse::Basis),
    doe(
        "/berichten/{bericht}/opnieuw",
        h!(afhandelen::opnieuw),
        INLEZERS,
        "bericht opnieuw verwerken",
        Veldklasse::Basis,
    ),
    doe(
        "/berichten/{bericht}/afhandelen",
        h!(afhandelen::handel_af),
        INLEZERS,
        "bericht afhandelen",
        Veldklasse::Basis,
    ),
    lees(
        "/dossiers/{dossier}/verzoeken",
        h!(web_verzoek::van_dossier),
        &[AF, TR],
        "verzoeken van aanbieders lezen",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/verzoeken/{verzoek}",
        h!(web_verzoek::toon),
        &[AF, TR],
        "verzoek van aanbieder lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/verzoeken/{verzoek}/antwoord",
        h!(web_verzoek::antwoord),
        &[AF, TR],
        "verzoek van aanbieder beantwoorden",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/verzoeken/{verzoek}/toewijzen",
        h!(web_verzoek::wijs_toe),
        &[AF, TR],
        "verzoek van aanbieder toewijzen",
        Veldklasse::Gezondheid,
    ),
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
