//! What each role may do, from the function and the table that the gate itself asks.

use super::{
    gevolg::{KLASSEN, Mate, RELATIES, mate, paginas},
    rollen::hoofdletter,
};
use crate::huis::{
    Antwoord, Invoer, Kader, Methode, Optie, Rol, Uitkomst, Verzoek, csv,
    rechten::{Actie, Oordeel, mag_noodknop, matrix},
};
use askama::Template;

/// What one role may do.
struct Blok {
    code: &'static str,
    naam: String,
    rijen: Vec<(&'static str, Vec<Mate>)>,
    noodknop: bool,
    lezen: Vec<&'static str>,
    doen: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "beheer/rechten.html")]
struct Pagina {
    kader: Kader,
    invoer: Invoer,
    rollen: Vec<Optie>,
    relaties: Vec<&'static str>,
    blokken: Vec<Blok>,
    csv: String,
}

/// GET /beheer/rechten
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let gekozen = vz.vraag("rol").and_then(Rol::lees);
    let invoer = gekozen.map_or_else(Invoer::leeg, |r| Invoer::leeg().met("rol", r.code()));
    Antwoord::pagina(&Pagina {
        kader: vz.kader("Rechten per rol").await?.kruimel("Vandaag", "/").kruimel("Rechten per rol", ""),
        invoer,
        rollen: Rol::ALLE.iter().map(|r| Optie::nieuw(r.code(), hoofdletter(r.naam()))).collect(),
        relaties: RELATIES.iter().map(|r| r.1).collect(),
        blokken: Rol::ALLE.into_iter().filter(|r| gekozen.is_none_or(|g| g == *r)).map(blok).collect(),
        csv: gekozen.map_or_else(
            || "/beheer/rechten/csv".to_owned(),
            |r| format!("/beheer/rechten/csv?rol={}", r.code()),
        ),
    })
}

fn blok(rol: Rol) -> Blok {
    let rijen = KLASSEN.iter().map(|(klasse, naam)| {
        (*naam, RELATIES.iter().map(|(relatie, _)| mate(rol, *relatie, *klasse)).collect())
    });
    let doelen = |m| paginas(&[(rol, None)], m).into_iter().collect();
    Blok {
        code: rol.code(),
        naam: hoofdletter(rol.naam()),
        rijen: rijen.collect(),
        noodknop: mag_noodknop(rol),
        lezen: doelen(Methode::Get),
        doen: doelen(Methode::Post),
    }
}

/// GET /beheer/rechten/csv: every line of the matrix.
pub async fn csv(vz: Verzoek) -> Uitkomst {
    let gekozen = vz.vraag("rol").and_then(Rol::lees);
    let mut uit = String::from("\u{feff}");
    uit.push_str(&csv::regel(&["rol", "relatie", "gegevens", "handeling", "noodknop", "oordeel"]));
    for (rol, relatie, klasse, actie, noodknop, oordeel) in matrix() {
        if gekozen.is_some_and(|g| g != rol) {
            continue;
        }
        uit.push_str(&csv::regel(&[
            rol.code(),
            relatie.code(),
            KLASSEN.iter().find(|(k, _)| *k == klasse).map_or("Geen persoonsgegevens", |(_, n)| n),
            match actie {
                Actie::Lezen => "lezen",
                Actie::Handelen => "handelen",
            },
            if noodknop { "ja" } else { "nee" },
            match oordeel {
                Oordeel::Ja => "ja",
                Oordeel::Gemaskeerd => "zonder naam",
                Oordeel::Nee => "nee",
            },
        ]));
    }
    Antwoord::bestand("rechten.csv", "text/csv; charset=utf-8", uit.into_bytes())
}
