//! Besluit: aanvraag, besluit, indicatie, op- en afschaling, uitstroom. See README.md of this folder.

mod beeld;
pub mod bewijs;
pub mod brief;
mod invoer;
pub mod opslag;
mod overnemen;
pub mod regels;
pub mod stand;
pub mod vastleggen;
mod voorbereiden;
mod web;
mod web_bezwaar;
mod web_nieuw;
mod web_schaling;
mod web_uitstroom;
mod web_wijzigen;

use crate::h;
use crate::huis::{Rol, Route, Veldklasse::Gezondheid, doe, lees};

/// Who works with besluiten (Uitvoeringsplan 2.2). An aandachtsfunctionaris decides on Wmo-begeleiding only: rule BSL-07.
const ROLLEN: &[Rol] = &[Rol::Trajectregisseur, Rol::Aandachtsfunctionaris];

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees("/dossiers/{dossier}/besluiten", h!(web::overzicht), ROLLEN, "besluiten lezen", Gezondheid),
    lees(
        "/dossiers/{dossier}/besluiten/aanvraag",
        h!(web_nieuw::aanvraag_formulier),
        ROLLEN,
        "aanvraag voorbereiden",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/besluiten/aanvraag",
        h!(web_nieuw::aanvraag),
        ROLLEN,
        "aanvraag vastleggen",
        Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/besluiten/nieuw",
        h!(web_nieuw::formulier_leeg),
        ROLLEN,
        "besluit voorbereiden",
        Gezondheid,
    ),
    doe("/dossiers/{dossier}/besluiten/nieuw", h!(web_nieuw::besluit), ROLLEN, "besluit nemen", Gezondheid),
    lees("/dossiers/{dossier}/besluiten/{besluit}", h!(web::toon), ROLLEN, "besluit lezen", Gezondheid),
    lees(
        "/dossiers/{dossier}/besluiten/{besluit}/herspeel",
        h!(web::herspeel),
        ROLLEN,
        "besluit herspelen",
        Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/besluiten/{besluit}/brief/{brief}",
        h!(web::brief),
        ROLLEN,
        "beschikking lezen",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/besluiten/{besluit}/bezwaar",
        h!(web_bezwaar::bezwaar),
        ROLLEN,
        "bezwaar vastleggen",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/besluiten/{besluit}/bezwaar/uitspraak",
        h!(web_bezwaar::uitspraak),
        ROLLEN,
        "uitspraak op bezwaar vastleggen",
        Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/besluiten/{besluit}/herzien",
        h!(web_wijzigen::herzien_formulier),
        ROLLEN,
        "herziening voorbereiden",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/besluiten/{besluit}/herzien",
        h!(web_wijzigen::herzien),
        ROLLEN,
        "besluit herzien",
        Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/besluiten/{besluit}/intrekken",
        h!(web_wijzigen::intrekken_formulier),
        ROLLEN,
        "intrekking voorbereiden",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/besluiten/{besluit}/intrekken",
        h!(web_wijzigen::intrekken),
        ROLLEN,
        "besluit intrekken",
        Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/schaling",
        h!(web_schaling::schaling_formulier),
        ROLLEN,
        "schaling voorbereiden",
        Gezondheid,
    ),
    doe("/dossiers/{dossier}/schaling", h!(web_schaling::schaling), ROLLEN, "op- of afschalen", Gezondheid),
    lees(
        "/dossiers/{dossier}/uitstroom",
        h!(web_uitstroom::uitstroom_formulier),
        ROLLEN,
        "uitstroom voorbereiden",
        Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/uitstroom",
        h!(web_uitstroom::uitstroom),
        ROLLEN,
        "uitstroom vastleggen",
        Gezondheid,
    ),
];
