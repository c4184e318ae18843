//! Writing words with the figures, beside what was written the time before.

use super::{
    opslag::Teksten,
    teksten::{self, keur, plekken},
    web::{soorten, tijdvakken},
};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    verschil::{Deel, verschil},
};
use askama::Template;
use kern::rapport::{Rapportsoort, Rapporttijd};
use kern::stam::Kwartaal;

/// A chapter to write with.
struct Veld {
    code: &'static str,
    kop: &'static str,
    /// What was written the time before.
    vorig: String,
    /// What differs from it; empty when one of the two is.
    anders: Vec<Deel>,
}

#[derive(Template)]
#[template(path = "rapport/teksten.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    soort: &'static str,
    tijdvak: String,
    naam: String,
    vorige_naam: String,
    soorten: Vec<Optie>,
    tijdvakken: Vec<Optie>,
    velden: Vec<Veld>,
}

fn kies(soort: &str, tijdvak: &str, v: &Verzoek) -> (Rapportsoort, Rapporttijd) {
    let anders = Rapporttijd::Kwartaal(Kwartaal::van_dag(v.vandaag()).vorige());
    (
        Rapportsoort::lees(soort).unwrap_or(Rapportsoort::Voortgang),
        Rapporttijd::lees(tijdvak).unwrap_or(anders),
    )
}

async fn pagina(
    v: &Verzoek,
    (soort, tijd): (Rapportsoort, Rapporttijd),
    getypt: Option<Invoer>,
) -> Result<Pagina, Fout> {
    let nu = teksten::nu(&v.db, soort, tijd).await?;
    let vorig = teksten::nu(&v.db, soort, tijd.vorige()).await?;
    let veld = |(code, kop): (&'static str, &'static str)| {
        let oud = vorig.get(code).cloned().unwrap_or_default();
        let nieuw = nu.get(code).map_or("", String::as_str);
        let beide = !oud.is_empty() && !nieuw.is_empty();
        Veld { code, kop, anders: if beide { verschil(&oud, nieuw) } else { Vec::new() }, vorig: oud }
    };
    let velden: Vec<Veld> = plekken(soort).into_iter().map(veld).collect();
    let formulier = getypt.unwrap_or_else(|| Invoer::uit(nu));
    let kader = v.kader("Teksten bij het rapport").await?.fouten(!formulier.is_goed());
    Ok(Pagina {
        kader: kader.kruimel("Rapporten", "/rapporten").kruimel("Teksten", ""),
        formulier: formulier.met("soort", soort.code()).met("tijdvak", tijd.to_string()),
        soort: soort.code(),
        tijdvak: tijd.to_string(),
        naam: tijd.naam(),
        vorige_naam: tijd.vorige().naam(),
        soorten: soorten(),
        tijdvakken: tijdvakken(v),
        velden,
    })
}

/// GET /rapporten/teksten
pub async fn toon(v: Verzoek) -> Uitkomst {
    let wat = kies(v.vraag("soort").unwrap_or(""), v.vraag("tijdvak").unwrap_or(""), &v);
    Antwoord::pagina(&pagina(&v, wat, None).await?)
}

/// POST /rapporten/teksten
pub async fn schrijf(v: Verzoek) -> Uitkomst {
    let wat = kies(v.form.tekst("soort"), v.form.tekst("tijdvak"), &v);
    let mut formulier = Invoer::van(&v.form.0);
    let mut nieuw = Teksten::new();
    for (code, _) in plekken(wat.0) {
        let tekst = v.form.tekst(code).replace("\r\n", "\n").trim().to_owned();
        if let Err(w) = keur(code, &tekst) {
            formulier.weiger(&w);
        }
        nieuw.insert(code.to_owned(), tekst);
    }
    if !formulier.is_goed() {
        return Antwoord::formulier_terug(&pagina(&v, wat, Some(formulier)).await?);
    }
    let n = teksten::schrijf(&v.app, v.wie(), wat.0, wat.1, &nieuw).await?;
    let melding = match n {
        0 => "Er was niets veranderd.".to_owned(),
        1 => "1 tekst is bewaard. Maak een nieuwe versie van het rapport om hem erin te zetten.".to_owned(),
        n => {
            format!("{n} teksten zijn bewaard. Maak een nieuwe versie van het rapport om ze erin te zetten.")
        }
    };
    Antwoord::naar_met_melding(
        format!("/rapporten/teksten?soort={}&tijdvak={}", wat.0.code(), wat.1),
        melding,
    )
}
