//! Toegang: search before create, melding, vraagverheldering with three sporen, warme overdracht, tandem, doelgroeptoets.
//! The rules are in [`kern::toegang`]; here are the tables, the pages and the letter.

mod adres;
pub mod brieven;
pub mod concept;
mod controleren;
mod correctie;
mod doelgroep;
mod eigen;
mod gegevens;
mod gegevens_lezen;
mod innemen;
pub mod inwoner;
mod lezen;
mod melden;
mod opgaven;
pub mod opslag;
pub mod overdragen;
mod registreren;
pub mod spoor_opslag;
mod sporen;
mod tandem;
pub mod tandem_opslag;
pub mod toets_opslag;
mod tonen;
mod vondst;
mod zoeken;

use crate::h;
use crate::huis::{
    Rol, Route, Veldklasse, Verzoek, doe, lees,
    rechten::Relatie,
    verschil::{Deel, Soort},
};
pub(crate) use opgaven::opgave_inhoud;
use opslag::{DossierRij, RolRij};

/// Name of the melding among the drafts.
pub const FORMULIER: &str = "melding";

const TOEGANG: &[Rol] = &[Rol::Aandachtsfunctionaris, Rol::Trajectregisseur];

/// UP §2.1: the vraagverheldering is done by the own gemeente.
const LOKAAL: &[Rol] = &[Rol::Aandachtsfunctionaris];

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees("/meldingen/nieuw", h!(zoeken::nieuw), TOEGANG, "nieuwe melding: zoeken", Veldklasse::Geen),
    doe("/meldingen/zoeken", h!(zoeken::zoek), TOEGANG, "zoeken of een inwoner bekend is", Veldklasse::Geen),
    doe(
        "/meldingen/concept",
        h!(zoeken::begin),
        TOEGANG,
        "concept van een melding beginnen",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/weg",
        h!(zoeken::gooi_weg),
        TOEGANG,
        "eigen concept weggooien",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/bewaar",
        h!(melden::bewaar),
        TOEGANG,
        "eigen concept bewaren",
        Veldklasse::Geen,
    ),
    lees(
        "/meldingen/concept/{concept}/wie",
        h!(melden::wie),
        TOEGANG,
        "eigen concept: inwoner",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/wie",
        h!(melden::zet_wie),
        TOEGANG,
        "eigen concept: inwoner",
        Veldklasse::Geen,
    ),
    lees(
        "/meldingen/concept/{concept}/vraag",
        h!(melden::vraag),
        TOEGANG,
        "eigen concept: vraag",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/vraag",
        h!(melden::zet_vraag),
        TOEGANG,
        "eigen concept: vraag",
        Veldklasse::Geen,
    ),
    lees(
        "/meldingen/concept/{concept}/contact",
        h!(melden::contact),
        TOEGANG,
        "eigen concept: adres",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/contact",
        h!(melden::zet_contact),
        TOEGANG,
        "eigen concept: adres",
        Veldklasse::Geen,
    ),
    lees(
        "/meldingen/concept/{concept}/controle",
        h!(controleren::toon),
        TOEGANG,
        "eigen concept: controleren",
        Veldklasse::Geen,
    ),
    doe(
        "/meldingen/concept/{concept}/registreer",
        h!(registreren::registreer),
        TOEGANG,
        "melding registreren",
        Veldklasse::Geen,
    ),
    lees(
        "/meldingen/gedaan/{melding}",
        h!(eigen::toon),
        TOEGANG,
        "eigen melding in een dossier van een ander",
        Veldklasse::Geen,
    ),
    lees(
        "/dossiers/{dossier}/gegevens",
        h!(gegevens::toon),
        TOEGANG,
        "gegevens van de inwoner bekijken",
        Veldklasse::Contact,
    ),
    doe(
        "/dossiers/{dossier}/gegevens",
        h!(gegevens::bewaar),
        TOEGANG,
        "gegevens van de inwoner wijzigen",
        Veldklasse::Bsn,
    ),
    doe(
        "/dossiers/{dossier}/opgave/{opgave}",
        h!(opgaven::kies),
        TOEGANG,
        "opgave van gegevens beoordelen",
        Veldklasse::Contact,
    ),
    doe(
        "/dossiers/{dossier}/melding/{melding}/inname",
        h!(innemen::neem_in),
        TOEGANG,
        "melding van een collega in behandeling nemen",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/melding/{melding}",
        h!(tonen::toon),
        TOEGANG,
        "melding lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/melding/{melding}/spoed",
        h!(tonen::handel_spoed_af),
        TOEGANG,
        "spoed afhandelen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/melding/{melding}/intrekken",
        h!(tonen::trek_in),
        TOEGANG,
        "melding intrekken",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/melding/{melding}/brief",
        h!(brieven::maak_opnieuw),
        TOEGANG,
        "ontvangst bevestigen",
        Veldklasse::Contact,
    ),
    lees(
        "/dossiers/{dossier}/vraagverheldering/{melding}",
        h!(sporen::toon),
        TOEGANG,
        "vraagverheldering lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/vraagverheldering/{melding}",
        h!(sporen::kies),
        LOKAAL,
        "spoor kiezen",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/overdracht/{overdracht}",
        h!(overdragen::toon),
        TOEGANG,
        "warme overdracht lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/overdracht/{overdracht}/bevestig",
        h!(overdragen::bevestig),
        TOEGANG,
        "warme overdracht bevestigen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/overdracht/{overdracht}/terug",
        h!(overdragen::geef_terug),
        TOEGANG,
        "warme overdracht teruggeven",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/tandem/{tandem}",
        h!(tandem::toon),
        TOEGANG,
        "tandem lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/tandem/{tandem}",
        h!(tandem::bewaar),
        TOEGANG,
        "tandem beantwoorden",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/tandem/{tandem}/klaar",
        h!(tandem::rond_af),
        TOEGANG,
        "tandem afronden",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/doelgroep",
        h!(doelgroep::toon),
        TOEGANG,
        "doelgroeptoets lezen",
        Veldklasse::Gezondheid,
    ),
    doe(
        "/dossiers/{dossier}/doelgroep",
        h!(doelgroep::beslis),
        TOEGANG,
        "doelgroep beoordelen",
        Veldklasse::Gezondheid,
    ),
    lees(
        "/dossiers/{dossier}/brieven/{brief}",
        h!(brieven::download),
        TOEGANG,
        "brief lezen",
        Veldklasse::Gezondheid,
    ),
];

/// What this person is to a dossier that is not in the path.
pub(crate) fn relatie(v: &Verzoek, d: &DossierRij, rollen: &[RolRij]) -> Relatie {
    if rollen.iter().any(|r| r.gebruiker_id == v.actor.gebruiker_id) {
        Relatie::Houder
    } else if v.actor.dekt(d.gemeente) {
        Relatie::Gebied
    } else {
        Relatie::Geen
    }
}

/// One side of a difference: what went is on the other side.
pub(crate) fn zonder_weg(delen: Vec<Deel>) -> Vec<Deel> {
    delen.into_iter().filter(|d| d.soort != Soort::Weg).collect()
}
