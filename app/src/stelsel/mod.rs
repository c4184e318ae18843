//! Stelsel: where the money for beschermd wonen comes from, per gemeente and year, down to each source. Nothing of the objective
//! model is in force; zero percent objective is the way it works today.

mod boom;
mod keuze;
pub mod opslag;
pub mod rekenen;
mod uitvoer;
pub mod vastleggen;
mod web;
mod web_bedragen;
mod web_gemeente;
mod web_index;
mod web_model;
mod web_pad;
mod web_tabel;
mod web_vergelijk;
mod web_wlz;
mod woorden;

use crate::h;
use crate::huis::Rol::{Bestuur as BE, FinancieelAdviseur as FA, Teamleider as TL};
use crate::huis::{Rol, Route, Veldklasse, Verzoek, doe, lees};

/// Wethouders read with the role bestuur.
const LEZERS: &[Rol] = &[FA, BE, TL];
const BEHEER: &[Rol] = &[FA];
const GEEN: Veldklasse = Veldklasse::Geen;

const LEES: &str = "verdeling van het budget lezen";
const VOER_UIT: &str = "verdeling van het budget uitvoeren";
const MODEL: &str = "verdeelmodel vastleggen";
const PAD: &str = "ingroeipad vastleggen";
const BEDRAG: &str = "bedragen van het Rijk vastleggen";
const WLZ: &str = "uitname voor de Wlz vastleggen";

/// Routes of this room. No personal data on any of them.
pub static ROUTES: &[Route] = &[
    lees("/stelsel", h!(web::toon), LEZERS, LEES, GEEN),
    lees("/stelsel/verdeling.csv", h!(uitvoer::verdeling_csv), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/verdeling.xlsx", h!(uitvoer::verdeling_xlsx), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/gemeente/{gemeente}", h!(web_gemeente::toon), LEZERS, LEES, GEEN),
    lees(
        "/stelsel/gemeente/{gemeente}/berekening.xlsx",
        h!(uitvoer::berekening_xlsx),
        LEZERS,
        VOER_UIT,
        GEEN,
    ),
    lees("/stelsel/vergelijk", h!(web_vergelijk::toon), LEZERS, LEES, GEEN),
    lees("/stelsel/vergelijk.csv", h!(uitvoer::vergelijk_csv), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/vergelijk.xlsx", h!(uitvoer::vergelijk_xlsx), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/modellen", h!(web_model::lijst), LEZERS, LEES, GEEN),
    lees("/stelsel/modellen/nieuw", h!(web_model::formulier), BEHEER, MODEL, GEEN),
    doe("/stelsel/modellen/nieuw", h!(web_model::voeg_toe), BEHEER, MODEL, GEEN),
    lees("/stelsel/modellen/{model}", h!(web_model::toon), LEZERS, LEES, GEEN),
    doe("/stelsel/modellen/{model}", h!(web_model::zet_status), BEHEER, MODEL, GEEN),
    lees("/stelsel/modellen/{model}/tabel", h!(web_tabel::formulier), BEHEER, MODEL, GEEN),
    doe("/stelsel/modellen/{model}/tabel", h!(web_tabel::lees_in), BEHEER, MODEL, GEEN).met_bestanden(),
    lees("/stelsel/modellen/{model}/tabel/{tabel}", h!(web_tabel::download), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/paden/nieuw", h!(web_pad::formulier), BEHEER, PAD, GEEN),
    doe("/stelsel/paden/nieuw", h!(web_pad::voeg_toe), BEHEER, PAD, GEEN),
    lees("/stelsel/paden/{pad}", h!(web_pad::toon), BEHEER, PAD, GEEN),
    doe("/stelsel/paden/{pad}", h!(web_pad::wijzig), BEHEER, PAD, GEEN),
    lees("/stelsel/bedragen", h!(web_bedragen::lijst), LEZERS, LEES, GEEN),
    lees("/stelsel/bedragen.csv", h!(web_bedragen::als_csv), LEZERS, VOER_UIT, GEEN),
    lees("/stelsel/bedragen/nieuw", h!(web_bedragen::formulier), BEHEER, BEDRAG, GEEN),
    doe("/stelsel/bedragen/nieuw", h!(web_bedragen::voeg_toe), BEHEER, BEDRAG, GEEN),
    doe("/stelsel/bedragen/{bedrag}", h!(web_bedragen::vervalt), BEHEER, BEDRAG, GEEN),
    lees("/stelsel/wlz", h!(web_wlz::lijst), LEZERS, LEES, GEEN),
    lees("/stelsel/wlz/nieuw", h!(web_wlz::formulier), BEHEER, WLZ, GEEN),
    doe("/stelsel/wlz/nieuw", h!(web_wlz::voeg_toe), BEHEER, WLZ, GEEN),
    doe("/stelsel/wlz/{wlz}", h!(web_wlz::vervalt), BEHEER, WLZ, GEEN),
    lees("/stelsel/index", h!(web_index::toon), LEZERS, LEES, GEEN),
    doe("/stelsel/index", h!(web_index::bewaar), BEHEER, "indexcijfer vastleggen", GEEN),
];

/// Whether this person keeps models, paths and amounts.
fn mag_wijzigen(vz: &Verzoek) -> bool {
    BEHEER.contains(&vz.actor.rol)
}

/// How sure a number is, in words, for a template.
fn zeker(status: &str) -> &'static str {
    web_model::zeker(status)
}

/// The beginning of a hash, enough to compare by eye.
fn kort(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}
