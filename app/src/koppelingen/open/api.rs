//! Open figures as a plain API, by the API Design Rules of the Dutch government (ADR 2.1): version in the path and in a header,
//! kebab-case, problem+json, an OpenAPI document beside it.

use super::{
    boek::{Boek, Dataset, Dimensie, PERIODEN, Waarneming},
    deur::{self, Nee, Vorm, kort},
    tafel::json,
};
use crate::huis::{Antwoord, Uitkomst, Verzoek};
use axum::http::StatusCode;
use std::fmt::Write as _;

/// Full version of the API.
pub const VERSIE: &str = "1.0.0";
/// Where it is.
pub const WORTEL: &str = "/open-cijfers/api/v1";
/// The description of the API; who to reach is filled in when it is sent.
pub const OPENAPI: &str = include_str!("openapi.json");
/// Observations on a page: usual, and at most.
const PAGINA: usize = 1_000;
const PAGINA_MAX: usize = 10_000;

fn goed(tekst: String) -> Antwoord {
    Antwoord::open(StatusCode::OK, "application/json", tekst.into_bytes())
}

/// GET /open-cijfers/api/v1/openapi.json
pub async fn openapi(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, _| {
        let mut d: serde_json::Value = serde_json::from_str(OPENAPI).map_err(|e| Nee::fout(e.to_string()))?;
        let tekst = |sleutel: &str| {
            v.regels().tekst("open", sleutel, v.vandaag()).map_or(String::new(), |r| r.waarde)
        };
        d["info"]["contact"] = serde_json::json!({
            "name": tekst("contact_naam"),
            "email": tekst("contact_email"),
            "url": deur::adres(v, "/open-cijfers"),
        });
        d["servers"] = serde_json::json!([{ "url": deur::adres(v, WORTEL) }]);
        Ok(goed(d.to_string()))
    })
    .await
}

/// GET /open-cijfers/api/v1/datasets
pub async fn datasets(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        zonder_vragen(v)?;
        let lijst: Vec<String> = boek.datasets.iter().map(|d| samenvatting(v, d)).collect();
        Ok(goed(format!("{{\"datasets\":[{}]}}", lijst.join(","))))
    })
    .await
}

/// GET /open-cijfers/api/v1/datasets/{dataset}
pub async fn dataset(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        zonder_vragen(v)?;
        let d = zoek(v, boek)?;
        let kaal = samenvatting(v, d);
        let maat = |m: &super::boek::Maatcode| {
            format!(
                "{{\"code\":{},\"titel\":{},\"betekenis\":{},\"eenheid\":{}}}",
                json(&m.code),
                json(&m.titel),
                json(&m.betekenis),
                json(m.eenheid)
            )
        };
        let code =
            |c: &super::boek::Code| format!("{{\"code\":{},\"titel\":{}}}", json(&c.code), json(&c.titel));
        let dimensie = |x: &Dimensie| {
            let codes: Vec<String> = x.codes.iter().map(code).collect();
            format!(
                "{{\"naam\":{},\"titel\":{},\"codes\":[{}]}}",
                json(&veld(x)),
                json(x.titel),
                codes.join(",")
            )
        };
        let (maten, dimensies): (Vec<String>, Vec<String>) =
            (d.maten.iter().map(maat).collect(), d.dimensies.iter().map(dimensie).collect());
        let los = kaal.trim_end_matches('}');
        Ok(goed(format!("{los}}},\"maten\":[{}],\"dimensies\":[{}]}}", maten.join(","), dimensies.join(","))))
    })
    .await
}

/// GET /open-cijfers/api/v1/datasets/{dataset}/waarnemingen
pub async fn waarnemingen(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        let d = zoek(v, boek)?;
        let b = Blad::lees(v, d)?;
        let alle: Vec<&Waarneming> = d.waarnemingen.iter().filter(|w| b.past(w)).collect();
        let begin = (b.pagina - 1).saturating_mul(b.grootte);
        let rijen: Vec<String> = alle.iter().skip(begin).take(b.grootte).map(|w| rij(d, w)).collect();
        let meer = begin.saturating_add(rijen.len()) < alle.len();
        let mut links = format!("\"self\":{{\"href\":{}}}", json(&b.adres(v, d, b.pagina)));
        if meer {
            let _ = write!(links, ",\"next\":{{\"href\":{}}}", json(&b.adres(v, d, b.pagina + 1)));
        }
        let a = goed(format!(
            "{{\"waarnemingen\":[{}],\"pagina\":{},\"paginaGrootte\":{},\"totaal\":{},\"_links\":{{{links}}}}}",
            rijen.join(","),
            b.pagina,
            b.grootte,
            alle.len()
        ));
        Ok(if meer { a.met_kop("link", format!("<{}>; rel=\"next\"", b.adres(v, d, b.pagina + 1))) } else { a })
    })
    .await
}

/// GET /open-cijfers/api/v1/uitgaven
pub async fn uitgaven(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        zonder_vragen(v)?;
        let een = |u: &super::opslag::Uitgave| {
            format!(
                "{{\"kwartaal\":{},\"peilDatum\":\"{}\",\"openbaarDatum\":\"{}\",\"kleinsteAantal\":{},\"afgerondOp\":{},\"definities\":{},\"sha256\":{}}}",
                json(&u.tijdvak),
                u.peil_op,
                u.vrij_op,
                u.drempel,
                u.afronding,
                json(&u.definities),
                json(&u.sha256)
            )
        };
        let lijst: Vec<String> = boek.uitgaven.iter().map(een).collect();
        Ok(goed(format!("{{\"uitgaven\":[{}]}}", lijst.join(","))))
    })
    .await
}

fn zoek<'a>(v: &Verzoek, boek: &'a Boek) -> Result<&'a Dataset, Nee> {
    let code = v.pad_tekst("dataset");
    boek.dataset(code).ok_or_else(|| Nee::weg(format!("Er is geen dataset ‘{}’.", kort(code))))
}

fn zonder_vragen(v: &Verzoek) -> Result<(), Nee> {
    match v.vragen().first() {
        None => Ok(()),
        Some((k, _)) => Err(Nee::fout(format!("Deze vraag kent geen parameter ‘{}’.", kort(k)))),
    }
}

fn samenvatting(v: &Verzoek, d: &Dataset) -> String {
    let hier = deur::adres(v, &format!("{WORTEL}/datasets/{}", d.code));
    format!(
        "{{\"code\":{},\"titel\":{},\"omschrijving\":{},\"aantalWaarnemingen\":{},\"_links\":{{\"self\":{{\"href\":{}}},\"waarnemingen\":{{\"href\":{}}}}}}}",
        json(d.code),
        json(d.titel),
        json(&d.omschrijving()),
        d.waarnemingen.len(),
        json(&hier),
        json(&format!("{hier}/waarnemingen"))
    )
}

/// A dimension as a field: `vanVorm`; the time as `periode`.
fn veld(x: &Dimensie) -> String {
    if x.naam == PERIODEN {
        return "periode".to_owned();
    }
    let mut letters = x.naam.chars();
    letters.next().map_or_else(String::new, |e| e.to_lowercase().chain(letters).collect())
}

fn rij(d: &Dataset, w: &Waarneming) -> String {
    let mut uit = format!("{{\"maat\":{}", json(&w.maat));
    for (x, code) in d.dimensies.iter().zip(&w.plek) {
        let _ = write!(uit, ",{}:{}", json(&veld(x)), json(code));
    }
    let toestand = match (w.waarde, w.verborgen) {
        (Some(_), _) => "getoond",
        (None, true) => "verborgen",
        (None, false) => "geen",
    };
    let waarde = d.getal(w).unwrap_or_else(|| "null".to_owned());
    let _ =
        write!(uit, ",\"waarde\":{waarde},\"toestand\":\"{toestand}\",\"uitgave\":{}}}", json(&w.uitgave));
    uit
}

/// Which observations are asked.
struct Blad {
    filter: Vec<(Option<usize>, String)>,
    pagina: usize,
    grootte: usize,
}

impl Blad {
    fn lees(v: &Verzoek, d: &Dataset) -> Result<Blad, Nee> {
        let mut b = Blad { filter: Vec::new(), pagina: 1, grootte: PAGINA };
        for (k, w) in v.vragen() {
            let getal = |max: usize| match w.parse() {
                Ok(n) if (1..=max).contains(&n) => Ok(n),
                _ => Err(Nee::fout(format!("{} is een getal van 1 tot en met {max}.", kort(k)))),
            };
            match k.as_str() {
                "maat" => b.filter.push((None, w.clone())),
                "pagina" => b.pagina = getal(1_000_000)?,
                "paginaGrootte" => b.grootte = getal(PAGINA_MAX)?,
                naam => match d.dimensies.iter().position(|x| veld(x) == naam) {
                    Some(i) => b.filter.push((Some(i), w.clone())),
                    None => {
                        return Err(Nee::fout(format!("Deze dataset kent geen parameter ‘{}’.", kort(naam))));
                    }
                },
            }
        }
        Ok(b)
    }
    fn past(&self, w: &Waarneming) -> bool {
        self.filter.iter().all(|(k, code)| k.map_or(&w.maat, |i| &w.plek[i]) == code)
    }
    fn adres(&self, v: &Verzoek, d: &Dataset, pagina: usize) -> String {
        let mut q = form_urlencoded::Serializer::new(String::new());
        q.extend_pairs(v.vragen().iter().filter(|(k, _)| k != "pagina"));
        q.append_pair("pagina", &pagina.to_string());
        deur::adres(v, &format!("{WORTEL}/datasets/{}/waarnemingen?{}", d.code, q.finish()))
    }
}
