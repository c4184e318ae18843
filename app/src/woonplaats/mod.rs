//! Which gemeente is responsible: the facts, the answer by the law of the day and by herkomst, and what a human decided.

pub mod beeld;
mod bewijs;
mod herindeling;
pub mod opslag;
pub mod overleg;
mod overleg_opslag;
pub mod vastleggen;
mod web;
mod web_feiten;
mod web_overleg;
mod web_overleggen;
mod web_verhuizing;
mod woorden;

pub use bewijs::controleer;

use crate::{
    h,
    huis::{Rol, Route, Veldklasse, doe, lees},
};

/// Who works on it: the holders. The rights function sees to the relation.
const BEHANDELAARS: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur, Rol::Teamleider];
const GEZONDHEID: Veldklasse = Veldklasse::Gezondheid;
const BASIS: Veldklasse = Veldklasse::Basis;
/// Pages about the law itself name nobody.
const IEDEREEN: &[Rol] = &Rol::ALLE;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees(
        "/dossiers/{dossier}/woonplaats",
        h!(web::toon),
        BEHANDELAARS,
        "verantwoordelijke gemeente bekijken",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/afdruk",
        h!(web::afdruk),
        BEHANDELAARS,
        "verantwoordelijke gemeente afdrukken",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats/bereken",
        h!(web::bereken),
        BEHANDELAARS,
        "verantwoordelijke gemeente berekenen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats",
        h!(web::beslis),
        BEHANDELAARS,
        "verantwoordelijke gemeente vaststellen",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/adres",
        h!(web_feiten::nieuw_adres),
        BEHANDELAARS,
        "adres toevoegen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats/adres",
        h!(web_feiten::leg_adres_vast),
        BEHANDELAARS,
        "adres toevoegen",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/adres/{adres}",
        h!(web_feiten::adres),
        BEHANDELAARS,
        "adres bekijken",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats/adres/{adres}",
        h!(web_feiten::verbeter_adres),
        BEHANDELAARS,
        "adres verbeteren",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/verblijf",
        h!(web_feiten::nieuw_verblijf),
        BEHANDELAARS,
        "verblijf toevoegen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats/verblijf",
        h!(web_feiten::leg_verblijf_vast),
        BEHANDELAARS,
        "verblijf toevoegen",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/verblijf/{verblijf}",
        h!(web_feiten::verblijf),
        BEHANDELAARS,
        "verblijf bekijken",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/woonplaats/verblijf/{verblijf}",
        h!(web_feiten::verbeter_verblijf),
        BEHANDELAARS,
        "verblijf verbeteren",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/woonplaats/bewijs/{bewijs}",
        h!(bewijs::toon),
        BEHANDELAARS,
        "bewijs van de verantwoordelijke gemeente narekenen",
        GEZONDHEID,
    ),
    lees(
        "/dossiers/{dossier}/overleg",
        h!(web_overleg::toon),
        BEHANDELAARS,
        "overleg tussen gemeenten bekijken",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/overleg",
        h!(web_overleg::zet_stap),
        BEHANDELAARS,
        "stap in overleg tussen gemeenten vastleggen",
        GEZONDHEID,
    ),
    lees(
        "/overleggen",
        h!(web_overleggen::lijst),
        BEHANDELAARS,
        "overleggen tussen gemeenten bekijken",
        BASIS,
    ),
    lees(
        "/overleggen/uitvoer",
        h!(web_overleggen::uitvoer),
        BEHANDELAARS,
        "overleggen tussen gemeenten uitvoeren",
        BASIS,
    ),
    lees("/herindelingen", h!(herindeling::lijst), IEDEREEN, "herindelingen bekijken", Veldklasse::Geen),
    lees(
        "/herindelingen.csv",
        h!(herindeling::als_csv),
        IEDEREEN,
        "herindelingen uitvoeren",
        Veldklasse::Geen,
    ),
    lees(
        "/dossiers/{dossier}/verhuizing",
        h!(web_verhuizing::formulier),
        BEHANDELAARS,
        "verhuizing vastleggen",
        GEZONDHEID,
    ),
    doe(
        "/dossiers/{dossier}/verhuizing",
        h!(web_verhuizing::leg_vast),
        BEHANDELAARS,
        "verhuizing vastleggen",
        GEZONDHEID,
    ),
];
