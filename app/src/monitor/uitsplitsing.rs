//! Any maat, split any two ways.

use super::{
    kijk::Kijk,
    toon::{Tabelbeeld, tabelbeeld},
    web::{meldingen, stand, zoekdeel},
};
use crate::huis::{Antwoord, Invoer, Kader, Optie, Uitkomst, Verzoek, kader::Toon};
use askama::Template;
use kern::monitor::{Blik, Maat, Splitsing, Tijdvak, definitie, kruistabel};

#[derive(Template)]
#[template(path = "monitor/uitsplitsing.html")]
struct Pagina {
    kader: Kader,
    stand: String,
    /// What was asked and cannot be shown, and what is shown instead.
    meldingen: Vec<String>,
    formulier: Invoer,
    maten: Vec<Optie>,
    splitsingen: Vec<Optie>,
    tijdvakken: Vec<Optie>,
    tabel: Tabelbeeld,
    betekenis: &'static str,
    terug_href: String,
}

/// How many gemeenten stand on both sides of a table.
const VIERKANT_MAX: usize = 40;
/// How many stand on one side.
const LIJST_MAX: usize = 500;

/// What was chosen that this maat does not have, with the sides that it has.
fn past_niet(v: &Verzoek, maat: Maat, (rij, kolom): (Splitsing, Splitsing)) -> Option<String> {
    let gekozen = |naam| v.vraag(naam).filter(|t| !t.is_empty());
    let onbekend = "iets wat Wijkthuis niet kent";
    if gekozen("maat").is_some_and(|t| Maat::lees(t).is_none()) {
        return Some(format!("U koos {onbekend} om te tellen. U ziet nu {}.", definitie(maat).naam));
    }
    let naam = |t: &str| Splitsing::lees(t).map_or(onbekend, |s| s.naam());
    let nu = [("rij", rij), ("kolom", kolom)];
    let anders = nu.map(|(veld, s)| gekozen(veld).filter(|t| *t != s.code()).map(naam));
    let anders: Vec<&str> = anders.into_iter().flatten().collect();
    if anders.is_empty() {
        return None;
    }
    let kan: Vec<&str> = maat.splitsingen().iter().map(|s| s.naam()).collect();
    Some(format!(
        "Deze combinatie kan niet: {} naar {}. U ziet nu {} bij {}. U kunt kiezen uit: {}. Kies twee verschillende.",
        definitie(maat).naam,
        anders.join(" en "),
        rij.naam(),
        kolom.naam(),
        kan.join(", ")
    ))
}

/// GET /monitor/uitsplitsing
pub async fn toon(v: Verzoek) -> Uitkomst {
    let mut kijk = Kijk::lees(&v).await?;
    let maat = v.vraag("maat").and_then(Maat::lees).unwrap_or(Maat::Clienten);
    if let Some(t) = v.vraag("tijdvak").and_then(Tijdvak::lees) {
        kijk.tijdvak = t;
    }
    let mag = maat.splitsingen();
    let kies = |naam: &str, anders: usize| {
        let gekozen = v.vraag(naam).and_then(Splitsing::lees).filter(|s| mag.contains(s));
        gekozen.unwrap_or(mag[anders.min(mag.len() - 1)])
    };
    let rij = kies("rij", 0);
    let mut kolom = kies("kolom", 1);
    if kolom == rij {
        kolom = mag.iter().copied().find(|s| *s != rij).unwrap_or(rij);
    }
    let d = definitie(maat);
    // Gemeenten on both sides make a square, which soon is too large for a page.
    let gemeenten_max = if rij.is_gemeente() && kolom.is_gemeente() { VIERKANT_MAX } else { LIJST_MAX };
    let tabel = kruistabel(
        &Blik { gemeenten_max, ..kijk.blik() },
        ("uitsplitsing", d.naam),
        &kijk.blik().vraag(maat, kijk.tijdvak),
        (rij, kolom),
    );
    let formulier = Invoer::leeg()
        .met("maat", maat.code())
        .met("rij", rij.code())
        .met("kolom", kolom.code())
        .met("tijdvak", kijk.tijdvak.code())
        .met("op", kijk.peil.op.to_string())
        .met("bekend", kijk.bekend_op.map_or_else(String::new, |b| b.to_string()));
    let kader =
        v.kader("Zelf uitsplitsen").await?.kruimel("Monitor", "/monitor").kruimel("Zelf uitsplitsen", "");
    Antwoord::pagina(&Pagina {
        stand: stand(&kijk, v.vandaag()),
        meldingen: kijk
            .weigeringen
            .iter()
            .map(|w| w.zin.to_string())
            .chain(meldingen(&v, &kijk))
            .chain(past_niet(&v, maat, (rij, kolom)))
            .collect(),
        maten: Maat::ALLE.map(|m| Optie::nieuw(m.code(), definitie(m).naam)).to_vec(),
        splitsingen: mag.iter().map(|s| Optie::nieuw(s.code(), s.naam())).collect(),
        tijdvakken: Tijdvak::ALLE.map(|t| Optie::nieuw(t.code(), t.naam())).to_vec(),
        tabel: tabelbeeld(&kijk, &tabel, false),
        betekenis: d.betekenis,
        terug_href: format!("/monitor?{}", zoekdeel(&kijk, &[])),
        kader,
        formulier,
    })
}
