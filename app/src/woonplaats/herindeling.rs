//! Herindelingen: what became of a gemeente, for who reads an old address.

use crate::huis::{Antwoord, Invoer, Kader, Optie, Uitkomst, Verzoek, csv, gemeenten};
use askama::Template;
use kern::stam::{Datum, Gemeentecode, Opvolging};
use std::collections::BTreeMap;

/// One gemeente that no longer exists.
struct Regel {
    code: Gemeentecode,
    oud: String,
    per: Datum,
    nieuw: Vec<String>,
}

#[derive(Template)]
#[template(path = "woonplaats/herindelingen.html")]
struct Pagina {
    kader: Kader,
    filter: Invoer,
    sorteringen: Vec<Optie>,
    regels: Vec<Regel>,
    csv: String,
}

const SORTERINGEN: [(&str, &str); 2] = [("datum", "Datum, nieuwste eerst"), ("naam", "Naam")];

fn regels(vz: &Verzoek) -> Vec<Regel> {
    let mut per_oud: BTreeMap<(Gemeentecode, Datum), Vec<String>> = BTreeMap::new();
    for (oud, nieuw, per) in gemeenten::lijst().herindelingen() {
        per_oud.entry((oud, per)).or_default().push(gemeenten::naam(nieuw));
    }
    let zoek = vz.vraag("naam").unwrap_or("").to_lowercase();
    let past = |r: &Regel| {
        zoek.is_empty()
            || r.oud.to_lowercase().contains(&zoek)
            || r.nieuw.iter().any(|n| n.to_lowercase().contains(&zoek))
    };
    let maak = |((code, per), nieuw)| Regel { code, oud: gemeenten::naam(code), per, nieuw };
    let mut uit: Vec<Regel> = per_oud.into_iter().map(maak).filter(past).collect();
    if vz.vraag("sorteer") == Some("naam") {
        uit.sort_by(|a, b| a.oud.cmp(&b.oud));
    } else {
        uit.sort_by(|a, b| (b.per, &a.oud).cmp(&(a.per, &b.oud)));
    }
    uit
}

/// GET /herindelingen
pub async fn lijst(vz: Verzoek) -> Uitkomst {
    let (naam, sorteer) = (vz.vraag("naam").unwrap_or(""), vz.vraag("sorteer").unwrap_or("datum"));
    let q = form_urlencoded::Serializer::new(String::new())
        .append_pair("naam", naam)
        .append_pair("sorteer", sorteer)
        .finish();
    Antwoord::pagina(&Pagina {
        kader: vz
            .kader("Herindelingen")
            .await?
            .kruimel("Termijnen en regels", "/termijnen")
            .kruimel("Herindelingen", ""),
        filter: Invoer::leeg().met("naam", naam).met("sorteer", sorteer),
        sorteringen: SORTERINGEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        regels: regels(&vz),
        csv: format!("/herindelingen.csv?{q}"),
    })
}

/// GET /herindelingen.csv
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let mut uit = csv::regel(&["CBS-code", "Gemeente", "Per", "Opvolger"]);
    for r in regels(&vz) {
        for n in &r.nieuw {
            uit.push_str(&csv::regel(&[r.code.to_string(), r.oud.clone(), r.per.to_string(), n.clone()]));
        }
    }
    Antwoord::bestand("herindelingen.csv", "text/csv; charset=utf-8", uit.into_bytes())
}

/// What became of the gemeenten in the facts, on the day of the melding: one sentence each, none when nothing changed.
pub(super) fn zinnen(genoemd: &[Gemeentecode], op: Datum) -> Vec<String> {
    let zin = |g: &Gemeentecode| match gemeenten::lijst().opvolger(*g, op) {
        Opvolging::Zelf => None,
        Opvolging::Over(nieuw) => Some(format!(
            "{} bestaat niet meer en is nu {}. Alle rechten en plichten gingen mee (Wet algemene regels herindeling art. 44).",
            gemeenten::naam(*g),
            gemeenten::naam(nieuw)
        )),
        Opvolging::Gesplitst => Some(format!(
            "{} is verdeeld over meer gemeenten. Alleen het adres zegt welke gemeente nu opvolgt (Wet algemene regels herindeling art. 44).",
            gemeenten::naam(*g)
        )),
    };
    genoemd.iter().filter_map(zin).collect()
}
