//! Which gemeente is responsible: the facts, the answer by the law of the day and by herkomst, and what a human decided.

pub mod beeld;
pub mod opslag;
pub mod vastleggen;
mod web;
mod web_feiten;
mod web_verhuizing;
mod woorden;

use crate::{
    h,
    huis::{Rol, Route, Veldklasse, doe, lees},
};

/// Who works on it: the holders. The rights function sees to the relation.
const BEHANDELAARS: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur, Rol::Teamleider];
const GEZONDHEID: Veldklasse = Veldklasse::Gezondheid;

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
