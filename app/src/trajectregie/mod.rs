//! The dossier: what is going on, what is worked on together, what comes next, and who looked.

pub mod opslag;
pub mod regels;
mod web;

use crate::{
    h,
    huis::{Rol, Route, Veldklasse, doe, lees},
};

/// Who holds dossiers.
const HOUDERS: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur];
/// Who may see that a dossier exists and who holds it.
const ROND_DOSSIER: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur, Rol::Teamleider];
/// Who judges a use of the noodknop.
const TOEZICHT: &[Rol] = &[Rol::Teamleider, Rol::Fg];
const GEEN: Veldklasse = Veldklasse::Geen;
const BASIS: Veldklasse = Veldklasse::Basis;
const GEZONDHEID: Veldklasse = Veldklasse::Gezondheid;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees("/dossiers/{dossier}", h!(web::dossier::toon), ROND_DOSSIER, "dossier bekijken", BASIS),
    doe("/dossiers/{dossier}/bsn", h!(web::dossier::toon_bsn), HOUDERS, "BSN tonen", Veldklasse::Bsn),
    doe(
        "/dossiers/{dossier}/notitie",
        h!(web::dossier::notitie),
        HOUDERS,
        "notitie toevoegen",
        Veldklasse::Notitie,
    ),
    lees(
        "/dossiers/{dossier}/onderzoek",
        h!(web::onderzoek::toon),
        ROND_DOSSIER,
        "onderzoek bekijken",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek",
        h!(web::onderzoek::bewaar),
        HOUDERS,
        "leefgebieden vastleggen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek/begin",
        h!(web::onderzoek::begin),
        HOUDERS,
        "onderzoek beginnen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek/overnemen",
        h!(web::onderzoek::neem_over),
        HOUDERS,
        "vorige scores overnemen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek/verslag",
        h!(web::onderzoek::rond_af),
        HOUDERS,
        "onderzoek afronden",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek/concept",
        h!(web::onderzoek_concept::bewaar),
        HOUDERS,
        "eigen concept bewaren",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/onderzoek/concept/weg",
        h!(web::onderzoek_concept::weg),
        HOUDERS,
        "eigen concept weggooien",
        GEZONDHEID,
    ),
    lees("/dossiers/{dossier}/doelen", h!(web::doelen::toon), ROND_DOSSIER, "doelen bekijken", GEZONDHEID),
    doe("/dossiers/{dossier}/doelen", h!(web::doelen::stel), HOUDERS, "doel stellen", GEZONDHEID),
    lees("/dossiers/{dossier}/doelen/{doel}", h!(web::doel::toon), ROND_DOSSIER, "doel bekijken", GEZONDHEID),
    doe(
        "/dossiers/{dossier}/doelen/{doel}/activiteit",
        h!(web::doel::activiteit),
        HOUDERS,
        "activiteit toevoegen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/doelen/{doel}/evaluatie",
        h!(web::doel::evaluatie),
        HOUDERS,
        "doel evalueren",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/doelen/{doel}/vervallen",
        h!(web::doel::vervallen),
        HOUDERS,
        "doel laten vervallen",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/documenten",
        h!(web::documenten::toon),
        ROND_DOSSIER,
        "brieven bekijken",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/documenten/{brief}",
        h!(web::documenten::haal),
        ROND_DOSSIER,
        "brief openen",
        GEZONDHEID,
    ),
    lees("/dossiers/{dossier}/wie-keek", h!(web::wie_keek::toon), ROND_DOSSIER, "inzage bekijken", BASIS),
    lees("/dossiers/{dossier}/wie-keek/csv", h!(web::wie_keek::csv), ROND_DOSSIER, "inzage uitvoeren", BASIS),
    // No class on purpose: who breaks the glass has no access yet, and the page shows nothing but the number of the dossier.
    lees(
        "/dossiers/{dossier}/noodknop",
        h!(web::noodknop::waarschuw),
        ROND_DOSSIER,
        "noodknop overwegen",
        GEEN,
    ),
    lees(
        "/dossiers/{dossier}/noodknop/reden",
        h!(web::noodknop::formulier),
        ROND_DOSSIER,
        "noodknop overwegen",
        GEEN,
    ),
    doe("/dossiers/{dossier}/noodknop/reden", h!(web::noodknop::gebruik), ROND_DOSSIER, "noodknop", GEEN),
    doe(
        "/dossiers/{dossier}/noodknop/{noodknop}/gezien",
        h!(web::noodknop::gezien),
        HOUDERS,
        "noodknop gezien",
        BASIS,
    ),
    lees("/beheer/noodknop", h!(web::beoordeling::lijst), TOEZICHT, "gebruik van de noodknop bekijken", GEEN),
    doe(
        "/beheer/noodknop/{noodknop}",
        h!(web::beoordeling::oordeel),
        TOEZICHT,
        "gebruik van de noodknop beoordelen",
        GEEN,
    ),
];
