//! The page *Geld* of one dossier: month by month, with the entries below.

use super::opslag::{self, BoekingRij};
use crate::huis::{Antwoord, Dossierkop, Kader, Uitkomst, Verzoek};
use askama::Template;
use kern::financien::Boeksoort;
use kern::stam::{Cent, Datum, Peil};
use std::collections::BTreeMap;

/// Route of this part of a dossier.
const DEEL: &str = "/dossiers/{dossier}/geld";

/// One month.
struct Maandregel {
    maand: String,
    beschikt: String,
    gedeclareerd: String,
    betaald: String,
}

/// An entry.
struct Boekregel {
    rij: BoekingRij,
    soort: &'static str,
    maand: String,
    bedrag: String,
}

#[derive(Template)]
#[template(path = "financien/dossier.html")]
struct Dossiergeld {
    kader: Kader,
    kop: Dossierkop,
    maanden: Vec<Maandregel>,
    totaal: Maandregel,
    boekingen: Vec<Boekregel>,
}

/// GET /dossiers/{dossier}/geld
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let Some(kop) = vz.dossierkop(DEEL, Peil::op(vz.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let rijen = opslag::van_dossier(&vz.db, vz.dossier().dossier).await?;
    let mut per: BTreeMap<Datum, Vec<&BoekingRij>> = BTreeMap::new();
    for r in &rijen {
        per.entry(r.maand).or_default().push(r);
    }
    let maanden = per.iter().map(|(maand, r)| regel(naam(*maand), r)).collect();
    let totaal = regel("Totaal".to_owned(), &rijen.iter().collect::<Vec<_>>());
    let boekingen = rijen.iter().map(|r| Boekregel {
        soort: Boeksoort::lees(&r.soort).map_or("", Boeksoort::tekst),
        maand: naam(r.maand),
        bedrag: r.bedrag_cent.to_string(),
        rij: r.clone(),
    });
    let boekingen = boekingen.collect();
    Antwoord::pagina(&Dossiergeld { kader: vz.kader("Geld").await?, kop, maanden, totaal, boekingen })
}

fn naam(maand: Datum) -> String {
    let voluit = maand.voluit();
    voluit.split_once(' ').map_or(voluit.clone(), |(_, rest)| rest.to_owned())
}

fn regel(maand: String, rijen: &[&BoekingRij]) -> Maandregel {
    let som = |soort: Boeksoort| {
        rijen.iter().filter(|r| r.soort == soort.code()).map(|r| r.bedrag_cent).sum::<Cent>().to_string()
    };
    Maandregel {
        maand,
        beschikt: som(Boeksoort::Beschikt),
        gedeclareerd: som(Boeksoort::Gedeclareerd),
        betaald: som(Boeksoort::Betaald),
    }
}
