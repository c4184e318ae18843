//! Two uitgaven side by side: the nulmeting beside a later quarter, or a quarter beside another.

use super::{
    cijfers::{Cel, Cijfers, Tabel, soort as bevroren_soort},
    opslag::{self, Uitgave},
    verschillen::leesbaar,
    web::{naam, soort, zoek},
};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek};
use crate::monitor::toon::{self, Woorden};
use askama::Template;
use kern::monitor::{Cijfer, Codes, Tabelnaam};
use std::collections::BTreeMap;

/// Rows on the page; the rest is left out.
const RIJEN_MAX: usize = 400;

struct Regel {
    rij: String,
    kolom: String,
    toen: String,
    nu: String,
    verschil: String,
}

struct Deel {
    titel: String,
    regels: Vec<Regel>,
}

#[derive(Template)]
#[template(path = "rapport/vergelijk.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    id: i64,
    keuzes: Vec<Optie>,
    toen: String,
    nu: String,
    nu_href: String,
    andere_definities: bool,
    delen: Vec<Deel>,
}

fn titel(u: &Uitgave) -> String {
    format!("{} over {}, versie {}", soort(u), naam(u), u.versie)
}

/// The uitgaven for the same readers of a later day, the last one first; of each report only the last version.
fn latere<'a>(u: &Uitgave, alle: &'a [Uitgave]) -> Vec<&'a Uitgave> {
    let later = |a: &&Uitgave| a.profiel == u.profiel && u.peil_op < a.peil_op;
    let laatste = |a: &&Uitgave| !alle.iter().any(|b| b.zelfde_rapport(a) && b.versie > a.versie);
    let mut uit: Vec<&Uitgave> = alle.iter().filter(later).filter(laatste).collect();
    uit.sort_by_key(|a| (std::cmp::Reverse(a.peil_op), a.soort.clone()));
    uit
}

/// GET /rapporten/{uitgave}/vergelijken
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(u) = zoek(&v).await? else { return Antwoord::niet_gevonden() };
    let alle = opslag::alle(&v.db).await?;
    let keus = latere(&u, &alle);
    let gevraagd = v.vraag("met").unwrap_or("");
    let met = keus.iter().find(|a| a.uitgave_id.to_string() == gevraagd).or(keus.first()).copied();
    let kader = v.kader("Naast een later moment").await?.kruimel("Rapporten", "/rapporten");
    let terug = format!("/rapporten/{}", u.uitgave_id);
    let kader = kader
        .kruimel(format!("{}, versie {}", naam(&u), u.versie), terug)
        .kruimel("Naast een later moment", "");
    let delen = match met {
        Some(m) => delen(&v, &u, m).await?,
        None => Vec::new(),
    };
    Antwoord::pagina(&Pagina {
        kader,
        formulier: Invoer::leeg().met("met", met.map_or_else(String::new, |m| m.uitgave_id.to_string())),
        id: u.uitgave_id,
        keuzes: keus.iter().map(|a| Optie::nieuw(a.uitgave_id.to_string(), titel(a))).collect(),
        toen: titel(&u),
        nu: met.map_or_else(String::new, titel),
        nu_href: met.map_or_else(String::new, |m| format!("/rapporten/{}", m.uitgave_id)),
        andere_definities: met.is_some_and(|m| m.definities != u.definities),
        delen,
    })
}

async fn delen(v: &Verzoek, u: &Uitgave, met: &Uitgave) -> Result<Vec<Deel>, Fout> {
    let lees = async |id| Cijfers::lees(&opslag::cijfers(&v.db, id).await?);
    let (oud, nieuw) = (lees(u.uitgave_id).await?, lees(met.uitgave_id).await?);
    let namen = crate::monitor::opslag::namen(&v.db).await?;
    let w = Woorden::nieuw(&v.app.regels, met.peil_op, &namen);
    let mut over = RIJEN_MAX;
    let mut uit = Vec::new();
    for t in &oud.tabellen {
        let Some(n) = nieuw.tabellen.iter().find(|n| n.code == t.code) else { continue };
        let mut regels = regels(t, n, &w);
        regels.truncate(over);
        over -= regels.len();
        let titel = Tabelnaam::lees(&t.code).map_or_else(|| t.code.clone(), |n| n.titel().to_owned());
        uit.extend((!regels.is_empty()).then_some(Deel { titel, regels }));
    }
    Ok(uit)
}

/// Every cell that stands in both, with what differs when both are shown.
fn regels(oud: &Tabel, nieuw: &Tabel, w: &Woorden) -> Vec<Regel> {
    let mut codes = Codes::default();
    let mut woord = |kop: &str| woord(kop, w, &mut codes);
    let waarden: BTreeMap<(&str, &str), &Cel> = nieuw
        .rijen
        .iter()
        .flat_map(|r| {
            nieuw.kolommen.iter().zip(&r.cellen).map(move |(k, c)| ((r.kop.as_str(), k.as_str()), c))
        })
        .collect();
    let mut uit = Vec::new();
    for r in &oud.rijen {
        for (k, c) in oud.kolommen.iter().zip(&r.cellen) {
            let Some(later) = waarden.get(&(r.kop.as_str(), k.as_str())) else { continue };
            let s = bevroren_soort(&oud.code, k);
            let (toen, nu): (Cijfer, Cijfer) = (c.cijfer(), later.cijfer());
            let verschil = nu.met(toen, i64::checked_sub);
            uit.push(Regel {
                rij: woord(&r.kop),
                kolom: woord(k),
                toen: toon::cijfer(toen, s),
                nu: toon::cijfer(nu, s),
                verschil: if verschil == Cijfer::Verborgen {
                    String::new()
                } else {
                    toon::cijfer(verschil, s)
                },
            });
        }
    }
    uit
}

/// A frozen head in words: a gemeente, a code, or the words of the table itself.
fn woord(kop: &str, w: &Woorden, codes: &mut Codes) -> String {
    let is_code =
        kop.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c)) || w.kent(kop);
    match leesbaar(kop) {
        tekst if tekst != kop => tekst,
        _ if kop == "totaal" => "Totaal".to_owned(),
        _ if is_code => w.woord(kern::monitor::Sleutel::Code(codes.neem_op(kop)), codes),
        tekst => tekst,
    }
}
