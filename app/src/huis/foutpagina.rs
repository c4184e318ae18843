//! The error page: what happened, what it means for the work, and a way out. Never any inner detail.

use super::kader::{Gebruiker, Kader, Koppeling};
use askama::Template;

/// A whole page that says why something did not work.
#[derive(Debug, Template)]
#[template(path = "huis/sjablonen/fout.html")]
pub struct Foutpagina {
    /// The frame; its title is the heading of the page.
    pub kader: Kader,
    /// Small text over the heading: `Fout 404`.
    pub code: String,
    /// What happened and what it means, in plain sentences.
    pub alineas: Vec<String>,
    /// Ways out; those without an address are plain text.
    pub wat_nu: Vec<Koppeling>,
    /// Trace id that the administrator can look up; empty when there is none.
    pub kenmerk: String,
}

impl Foutpagina {
    /// The page for an HTTP status, in the frame of who asked.
    pub fn van_status(kader: Kader, status: u16, kenmerk: impl Into<String>) -> Foutpagina {
        let (titel, alineas, tips) = teksten(status);
        let start = Koppeling::nieuw("Ga naar de startpagina", "/");
        let tips = tips.iter().map(|t| Koppeling::nieuw(*t, ""));
        Foutpagina {
            kader: kader.titel(titel),
            code: format!("Fout {status}"),
            alineas: alineas.iter().map(|a| (*a).to_owned()).collect(),
            wat_nu: tips.chain([start]).collect(),
            kenmerk: kenmerk.into(),
        }
    }
}

impl Foutpagina {
    /// For somebody who is logged in and has no role today: why there is nothing to see, and the button to log out.
    pub fn zonder_rol(mut kader: Kader, naam: &str, csrf: &str) -> Foutpagina {
        csrf.clone_into(&mut kader.csrf);
        let (naam, rol) = (naam.to_owned(), "geen rol".to_owned());
        kader.gebruiker = Some(Gebruiker { naam, rol, links: Vec::new() });
        let zin = "Zonder rol is er in Wijkthuis niets te zien. Misschien is uw rol afgelopen, of begint die later.";
        let raad = "Een autorisatiebeheerder van uw gemeente of regio geeft rollen. Vraag het daar na.";
        Foutpagina {
            kader: kader.titel("U heeft vandaag geen rol"),
            code: "Fout 403".to_owned(),
            alineas: vec![zin.to_owned()],
            wat_nu: vec![raad.into()],
            kenmerk: String::new(),
        }
    }
}

type Teksten = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Title, sentences and tips per status. A status without its own text gets the one for 500 or for 400.
fn teksten(status: u16) -> Teksten {
    match status {
        401 => (
            "U bent niet (meer) ingelogd",
            &["U hebt een tijd niets gedaan, of u hebt ergens anders uitgelogd."],
            &["Log opnieuw in. Een concept dat al bewaard was, staat er dan nog."],
        ),
        403 => (
            "U mag deze pagina niet zien",
            &["Uw rol geeft geen toegang tot deze gegevens. Dat u het probeerde, staat in het logboek."],
            &["Hebt u deze gegevens nodig voor uw werk? Vraag uw teamleider om toegang."],
        ),
        404 => (
            "Deze pagina bestaat niet",
            &["Het adres klopt niet, of de pagina is verplaatst. Er is niets weg."],
            &["Controleer het adres, of zoek bovenaan op naam of dossiernummer."],
        ),
        409 => (
            "Iemand anders was u net voor",
            &["Terwijl u bezig was, heeft een collega dit ook gewijzigd. Uw wijziging is niet vastgelegd."],
            &["Ga terug en laad de pagina opnieuw. Kijk wat er veranderd is en probeer het dan nog eens."],
        ),
        413 => (
            "Dit is te groot om te versturen",
            &["Het bestand of de tekst is groter dan wij kunnen ontvangen. Er is niets vastgelegd."],
            &["Maak het bestand kleiner, of verstuur het in delen."],
        ),
        429 => (
            "Dit ging te vaak achter elkaar",
            &["Om misbruik te voorkomen wachten we even met uw volgende verzoek."],
            &["Wacht een minuut en probeer het dan opnieuw."],
        ),
        503 => (
            "Wijkthuis is nu even niet beschikbaar",
            &["Er wordt aan het systeem gewerkt, of de schijf is vol. Wat al bevestigd was, is bewaard."],
            &["Probeer het over een paar minuten opnieuw."],
        ),
        400..=499 => (
            "Dit verzoek konden we niet lezen",
            &["Er klopte iets niet aan wat uw browser stuurde. Er is niets vastgelegd."],
            &["Ga terug, laad de pagina opnieuw en probeer het nog eens."],
        ),
        _ => (
            "Er ging iets mis bij ons",
            &["Dit ligt niet aan u. Wat u net deed, is niet vastgelegd. Wat al bevestigd was, is bewaard."],
            &["Ga terug en probeer het nog eens. Uw tekst staat dan meestal nog op het scherm."],
        ),
    }
}
