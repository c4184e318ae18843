//! Financien: budget, and what was granted, declared and paid.

mod begroten;
mod boekingen;
pub mod betalen;
pub mod cak;
mod controle;
pub mod declaratie;
mod dossier;
pub mod grootboek;
mod dagen;
mod kalender;
pub mod meerjaren;
mod nav;
pub mod opslag;
pub mod pot;
pub mod stand;
mod stuk;
pub mod tabellen;
mod uitvoer;
mod velden;
pub mod verrekening;
mod web;

pub use controle::controleer;

use crate::huis::Rol::{FinancieelAdviseur as FA, Trajectregisseur as TR};
use crate::huis::{Rol, Route, Veldklasse, doe, lees};
use crate::{h, in_handeling};
use grootboek::{crediteuren, formulier, lijst, maand, ontvangst};
use nav::LEZERS;
use verrekening::overeenkomst;

in_handeling!("financien: boek wat is beschikt", opslag::volg_besluiten);

const GELD: &[Rol] = &[FA];
const FINANCIEEL: Veldklasse = Veldklasse::Financieel;
const GEEN: Veldklasse = Veldklasse::Geen;

/// Routes of this room.
pub static ROUTES: &[Route] = &[
    lees("/geld", h!(web::toon), GELD, "geld lezen", GEEN),
    lees("/geld.csv", h!(web::als_csv), GELD, "geld uitvoeren", GEEN),
    lees("/geld/boekingen", h!(boekingen::toon), GELD, "boekingen lezen", FINANCIEEL),
    lees("/geld/boekingen.csv", h!(boekingen::als_csv), GELD, "boekingen uitvoeren", FINANCIEEL),
    lees("/geld/betalen", h!(betalen::toon), GELD, "te betalen lezen", GEEN),
    doe("/geld/betalen", h!(betalen::betaal), GELD, "betaalrun boeken", GEEN),
    lees("/geld/boekingen/{boeking}", h!(dagen::toon), GELD, "dagen achter een boeking lezen", FINANCIEEL),
    lees("/geld/kalender", h!(kalender::toon), LEZERS, "kalender lezen", GEEN),
    lees("/geld/begroting", h!(meerjaren::web::toon), LEZERS, "begroting lezen", GEEN),
    lees("/geld/begroting/bedragen", h!(begroten::toon), GELD, "begroting lezen", GEEN),
    doe("/geld/begroting/bedragen", h!(begroten::bewaar), GELD, "begroting vastleggen", GEEN),
    doe("/geld/begroting/begin", h!(meerjaren::begin::neem_over), GELD, "begroting beginnen", GEEN),
    lees("/geld/begroting/regel", h!(meerjaren::regel::formulier), GELD, "begrotingsregel lezen", GEEN),
    doe("/geld/begroting/regel", h!(meerjaren::regel::bewaar), GELD, "begrotingsregel vastleggen", GEEN),
    doe("/geld/begroting/stap", h!(meerjaren::stap::zet), GELD, "stap van begroting vastleggen", GEEN)
        .met_bestanden(),
    lees("/geld/begroting/wijziging", h!(meerjaren::wijziging::formulier), GELD, "begroting wijzigen", GEEN),
    doe("/geld/begroting/wijziging", h!(meerjaren::wijziging::bewaar), GELD, "begroting wijzigen", GEEN)
        .met_bestanden(),
    lees("/geld/pot", h!(pot::web::toon), LEZERS, "pot lezen", GEEN),
    lees("/geld.xlsx", h!(uitvoer::uitgaven), GELD, "geld uitvoeren", GEEN),
    lees("/geld/pot.xlsx", h!(uitvoer::pot), LEZERS, "pot uitvoeren", GEEN),
    lees("/geld/begroting.xlsx", h!(uitvoer::begroting), LEZERS, "begroting uitvoeren", GEEN),
    lees("/geld/begroting.csv", h!(uitvoer::begroting_csv), LEZERS, "begroting uitvoeren", GEEN),
    lees("/geld/grootboek/journaal.csv", h!(uitvoer::journaal), GELD, "journaalposten uitvoeren", GEEN),
    lees("/geld/pot/sleutel", h!(pot::besluit::formulier), GELD, "verdeelsleutel vastleggen", GEEN),
    doe("/geld/pot/sleutel", h!(pot::besluit::bewaar), GELD, "verdeelsleutel vastleggen", GEEN)
        .met_bestanden(),
    doe("/geld/pot/afrekening", h!(pot::afrekening::reken), GELD, "jaar afrekenen", GEEN),
    lees("/geld/grootboek", h!(lijst::toon), GELD, "grootboek lezen", GEEN),
    lees("/geld/grootboek/ontvangst", h!(ontvangst::formulier), GELD, "ontvangst boeken", GEEN),
    doe("/geld/grootboek/ontvangst", h!(ontvangst::bewaar), GELD, "ontvangst boeken", GEEN).met_bestanden(),
    lees("/geld/grootboek/nieuw", h!(formulier::formulier), GELD, "boeking toevoegen", GEEN),
    doe("/geld/grootboek/nieuw", h!(formulier::bewaar), GELD, "boeking toevoegen", GEEN).met_bestanden(),
    doe("/geld/grootboek/maand", h!(maand::boek), GELD, "maand boeken", GEEN),
    lees("/geld/grootboek/crediteuren.csv", h!(crediteuren::als_csv), GELD, "crediteuren uitvoeren", GEEN),
    lees("/geld/grootboek/crediteuren/{aanbieder}", h!(crediteuren::toon), GELD, "crediteur lezen", GEEN),
    lees("/geld/grootboek/{post}", h!(lijst::een), GELD, "boeking lezen", GEEN),
    doe("/geld/grootboek/{post}/tegenboeking", h!(formulier::boek_tegen), GELD, "boeking tegenboeken", GEEN),
    lees("/geld/verrekening", h!(verrekening::web::toon), GELD, "verrekening lezen", GEEN),
    lees("/geld/verrekening/nieuw", h!(overeenkomst::formulier), GELD, "overeenkomst vastleggen", GEEN),
    doe("/geld/verrekening/nieuw", h!(overeenkomst::bewaar), GELD, "overeenkomst vastleggen", GEEN)
        .met_bestanden(),
    lees("/geld/verrekening/{overeenkomst}", h!(overeenkomst::toon), GELD, "overeenkomst lezen", FINANCIEEL),
    doe(
        "/geld/verrekening/{overeenkomst}/client",
        h!(overeenkomst::client),
        GELD,
        "overeenkomst vastleggen",
        FINANCIEEL,
    ),
    doe(
        "/geld/verrekening/{overeenkomst}/factuur",
        h!(verrekening::factuur::maak),
        GELD,
        "factuur maken",
        FINANCIEEL,
    ),
    lees("/geld/facturen/{factuur}", h!(verrekening::stand::toon), GELD, "factuur lezen", FINANCIEEL),
    lees("/geld/facturen/{factuur}/pdf", h!(verrekening::stand::pdf), GELD, "factuur opslaan", FINANCIEEL),
    doe(
        "/geld/facturen/{factuur}/stand",
        h!(verrekening::stand::zet),
        GELD,
        "stand van factuur vastleggen",
        FINANCIEEL,
    ),
    lees("/geld/cak", h!(cak::web::toon), GELD, "gegevens voor CAK lezen", FINANCIEEL),
    lees("/geld/cak/gegevens.csv", h!(cak::web::gegevens), GELD, "gegevens voor CAK uitvoeren", FINANCIEEL),
    doe("/geld/cak/aanlevering", h!(cak::web::leg_aanlevering), GELD, "aanlevering vastleggen", FINANCIEEL),
    doe("/geld/cak/vergelijking", h!(cak::vergelijk::vergelijk), GELD, "met CAK vergelijken", FINANCIEEL)
        .met_bestanden(),
    lees(
        "/geld/cak/{vergelijking}",
        h!(cak::vergelijk::toon),
        GELD,
        "vergelijking met CAK lezen",
        FINANCIEEL,
    ),
    doe(
        "/geld/cak/{vergelijking}/uitkomst",
        h!(cak::vergelijk::uitkomst),
        GELD,
        "verschil afhandelen",
        FINANCIEEL,
    ),
    lees("/geld/stukken/{stuk}", h!(stuk::open), LEZERS, "document openen", GEEN),
    lees("/dossiers/{dossier}/geld", h!(dossier::toon), &[TR, FA], "geld van dossier lezen", FINANCIEEL),
];
