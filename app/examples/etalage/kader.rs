//! The frame of the pages of the showcase.

use crate::huis::kader::{Dichtheid, Gebruiker, Kader, Koppeling, Menupunt};

/// The frame as most pages have it; `plek` is the address of the menu entry we are in.
pub fn kader(titel: &str, plek: &str) -> Kader {
    let punt = |label: &str, href: &str, icoon| Menupunt::nieuw(label, href, icoon).actief(href == plek);
    Kader {
        titel: titel.to_owned(),
        regio: "Helmond en de Peel".to_owned(),
        gebruiker: Some(Gebruiker {
            naam: "Sanne de Wit".to_owned(),
            rol: "trajectregisseur".to_owned(),
            links: vec![Koppeling::nieuw("Mijn instellingen", "/instellingen.html")],
        }),
        menu: vec![
            punt("Werkvoorraad", "/werkvoorraad.html", "vandaag").met_aantal(12, true),
            punt("Dossiers", "/dossier.html", "dossier"),
            punt("Nieuwe melding", "/melding.html", "plus"),
            punt("Plekken", "/onderdelen.html", "huis").met_aantal(3, false),
            punt("Woonplaats", "/woonplaats.html", "kaart"),
            punt("Geld", "/geld.html", "euro"),
            punt("Monitor", "/monitor.html", "monitor"),
            punt("Rapporten", "/rapporten.html", "rapport"),
            punt("Beheer", "/beheer.html", "beheer"),
        ],
        csrf: "proef".to_owned(),
        demo: true,
        dichtheid: Dichtheid::Compact,
        toetsen: true,
        voet: vec![
            Koppeling::nieuw("Toegankelijkheid", "/toegankelijkheid.html"),
            Koppeling::nieuw("Privacy", "/privacy.html"),
        ],
        versie: "0.1.0".to_owned(),
        css_url: "/statisch/wijkthuis.css".to_owned(),
        js_url: "/statisch/wijkthuis.js".to_owned(),
        icon_url: "/statisch/iconen.svg".to_owned(),
        logo_url: "/statisch/logo.svg".to_owned(),
        zoek_aan: true,
        sessie_minuten: 30,
        ..Kader::default()
    }
}

/// A day in a made-up page; the texts in this showcase are dates that exist.
pub fn dag(iso: &str) -> kern::stam::Datum {
    kern::stam::Datum::lees(iso).expect("the dates of the showcase are written out and exist")
}
