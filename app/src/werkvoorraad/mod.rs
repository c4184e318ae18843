//! Today's work: what must be done, by whom, before when; and finding a dossier.

mod opslag;
mod tips;
mod verdelen;
mod web;
mod zeef;
mod zoeken;

use crate::{
    h,
    huis::{Rol, Route, Veldklasse, doe, lees},
};

const BEHANDELAARS: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur, Rol::Teamleider];

/// Rows of the route table.
pub static ROUTES: &[Route] = &[
    lees("/", h!(web::vandaag), &Rol::ALLE, "startpagina", Veldklasse::Geen),
    lees("/werkvoorraad", h!(web::lijst), BEHANDELAARS, "werkvoorraad bekijken", Veldklasse::Basis),
    lees(
        "/werkvoorraad/uitvoer",
        h!(web::uitvoer),
        BEHANDELAARS,
        "werkvoorraad uitvoeren",
        Veldklasse::Basis,
    ),
    doe(
        "/werkvoorraad/weergaven",
        h!(web::bewaar_weergave),
        BEHANDELAARS,
        "weergave bewaren",
        Veldklasse::Geen,
    ),
    doe(
        "/werkvoorraad/weergaven/weg",
        h!(web::verwijder_weergave),
        BEHANDELAARS,
        "weergave verwijderen",
        Veldklasse::Geen,
    ),
    doe(
        "/werkvoorraad/verdelen",
        h!(verdelen::voorbeeld),
        &[Rol::Teamleider],
        "verdeling bekijken",
        Veldklasse::Basis,
    ),
    doe(
        "/werkvoorraad/verdelen/doe",
        h!(verdelen::voer_uit),
        &[Rol::Teamleider],
        "dossiers verdelen",
        Veldklasse::Basis,
    ),
    doe("/zoeken", h!(zoeken::zoek), BEHANDELAARS, "zoeken naar een inwoner", Veldklasse::Basis),
];
