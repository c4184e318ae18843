//! The catalogue of open figures by DCAT-AP-NL 3.0, as Turtle and as JSON-LD.

use super::{
    boek::{Boek, Dataset},
    deur::{self, Vorm},
    odata,
    tafel::json,
};
use crate::huis::{Antwoord, Uitkomst, Verzoek, gemeenten};
use axum::http::StatusCode;
use std::fmt::Write as _;

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCT: &str = "http://purl.org/dc/terms/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const XSD_DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
/// Lists of the publications office of the European Union.
const EU: &str = "http://publications.europa.eu/resource/authority";

/// What a property points at.
enum Naar {
    Iri(String),
    Tekst(String),
    Dag(String),
}

/// Something that is described.
struct Ding {
    iri: String,
    eigenschappen: Vec<(String, Naar)>,
}

impl Ding {
    fn nieuw(iri: String, soort: String) -> Ding {
        Ding { iri, eigenschappen: Vec::new() }.iri(RDF_TYPE.to_owned(), soort)
    }
    fn iri(mut self, p: String, iri: impl Into<String>) -> Ding {
        self.eigenschappen.push((p, Naar::Iri(iri.into())));
        self
    }
    fn tekst(mut self, p: String, t: impl Into<String>) -> Ding {
        self.eigenschappen.push((p, Naar::Tekst(t.into())));
        self
    }
    fn dag(mut self, p: String, d: impl ToString) -> Ding {
        self.eigenschappen.push((p, Naar::Dag(d.to_string())));
        self
    }
}

fn dcat(n: &str) -> String {
    format!("{DCAT}{n}")
}
fn dct(n: &str) -> String {
    format!("{DCT}{n}")
}
fn foaf(n: &str) -> String {
    format!("{FOAF}{n}")
}
fn vcard(n: &str) -> String {
    format!("{VCARD}{n}")
}
fn eu(n: &str) -> String {
    format!("{EU}/{n}")
}

/// GET /open-cijfers/catalogus.ttl
pub async fn turtle(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        Ok(Antwoord::open(
            StatusCode::OK,
            "text/turtle; charset=utf-8",
            als_turtle(&dingen(v, boek)).into_bytes(),
        ))
    })
    .await
}

/// GET /open-cijfers/catalogus.jsonld
pub async fn jsonld(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::Probleem, |v, boek| {
        Ok(Antwoord::open(StatusCode::OK, "application/ld+json", als_jsonld(&dingen(v, boek)).into_bytes()))
    })
    .await
}

/// Who releases: the regiegemeente, by its address in the list of organisations of the government (TOOI).
fn uitgever() -> String {
    format!("https://identifier.overheid.nl/tooi/id/gemeente/gm{}", gemeenten::regiegemeente())
}

fn dingen(v: &Verzoek, boek: &Boek) -> Vec<Ding> {
    let hier = deur::adres(v, "/open-cijfers");
    let tekst = |s: &str| v.regels().tekst("open", s, v.vandaag()).map_or(String::new(), |r| r.waarde);
    let (contact, licentie) = (format!("{hier}#contact"), tekst("licentie"));
    let mut uit = vec![
        Ding::nieuw(uitgever(), foaf("Agent"))
            .tekst(foaf("name"), format!("Gemeente {}", gemeenten::naam(gemeenten::regiegemeente())))
            .iri(dct("type"), "http://purl.org/adms/publishertype/LocalAuthority"),
        Ding::nieuw(contact.clone(), vcard("Kind"))
            .tekst(vcard("fn"), tekst("contact_naam"))
            .iri(vcard("hasEmail"), format!("mailto:{}", tekst("contact_email"))),
    ];
    let catalogus = Ding::nieuw(format!("{hier}#catalogus"), dcat("Catalog"))
        .tekst(
            dct("title"),
            format!("Open cijfers beschermd wonen en beschermd thuis, {}", gemeenten::regionaam()),
        )
        .tekst(dct("description"), omschrijving(boek))
        .iri(dct("publisher"), uitgever())
        .iri(dcat("contactPoint"), contact.clone())
        .iri(dct("language"), eu("language/NLD"))
        .iri(dct("license"), licentie.clone())
        .iri(foaf("homepage"), hier.clone())
        .iri(dcat("themeTaxonomy"), eu("data-theme"));
    let dataset = |d: &Dataset| format!("{hier}#{}", d.code);
    uit.push(boek.datasets.iter().fold(catalogus, |c, d| c.iri(dcat("dataset"), dataset(d))));
    for d in &boek.datasets {
        uit.extend(over(v, boek, d, &dataset(d), (&contact, &licentie)));
    }
    uit
}

fn omschrijving(boek: &Boek) -> String {
    match boek.laatste() {
        None => "Er zijn nog geen cijfers openbaar gemaakt.".to_owned(),
        Some(u) => format!(
            "Cijfers per kwartaal, het laatst openbaar gemaakt op {}. Kleine aantallen zijn verborgen.",
            u.vrij_op.voluit()
        ),
    }
}

fn over(v: &Verzoek, boek: &Boek, d: &Dataset, iri: &str, (contact, licentie): (&str, &str)) -> Vec<Ding> {
    let mut ding = Ding::nieuw(iri.to_owned(), dcat("Dataset"))
        .tekst(dct("title"), d.titel)
        .tekst(dct("description"), d.omschrijving())
        .tekst(dct("identifier"), iri)
        .iri(dct("accessRights"), eu("access-right/PUBLIC"))
        .iri(dcat("contactPoint"), contact)
        .iri(dct("creator"), uitgever())
        .iri(dct("publisher"), uitgever())
        .iri(dct("language"), eu("language/NLD"))
        .iri(dct("accrualPeriodicity"), eu("frequency/QUARTERLY"))
        .iri(dcat("theme"), eu("data-theme/SOCI"))
        .iri(dcat("theme"), eu("data-theme/HEAL"))
        .tekst(dcat("keyword"), "beschermd wonen")
        .tekst(dcat("keyword"), "Wmo 2015");
    if let (Some(eerste), Some(laatste)) = (boek.uitgaven.iter().map(|u| u.vrij_op).min(), boek.laatste()) {
        ding = ding.dag(dct("issued"), eerste).dag(dct("modified"), laatste.vrij_op);
    }
    let wegen = [
        ("csv", format!("/open-cijfers/csv/{}.csv", d.code), "CSV", "CSV", "text/csv"),
        (
            "odata",
            format!("{}/{}/{}", odata::WORTEL, odata::CATALOGUS, d.code),
            "OData v4",
            "JSON",
            "application/json",
        ),
        (
            "json",
            format!("{}/datasets/{}/waarnemingen", super::api::WORTEL, d.code),
            "JSON",
            "JSON",
            "application/json",
        ),
    ];
    let mut uit = Vec::new();
    for (naam, pad, titel, bestand, media) in wegen {
        let weg = format!("{iri}-{naam}");
        let adres = deur::adres(v, &pad);
        ding = ding.iri(dcat("distribution"), weg.clone());
        let mut weg = Ding::nieuw(weg, dcat("Distribution"))
            .tekst(dct("title"), format!("{} als {titel}", d.titel))
            .tekst(dct("description"), format!("De dataset als {titel}."))
            .iri(dcat("accessURL"), adres.clone())
            .iri(dct("license"), licentie)
            .iri(dct("language"), eu("language/NLD"))
            .iri(dct("format"), eu(&format!("file-type/{bestand}")))
            .iri(dcat("mediaType"), format!("https://www.iana.org/assignments/media-types/{media}"));
        if naam == "csv" {
            weg = weg.iri(dcat("downloadURL"), adres);
        }
        uit.push(weg);
    }
    uit.insert(0, ding);
    uit
}

/// An address without what would end it early.
fn iri(t: &str) -> String {
    let mut uit = String::from("<");
    for c in t.chars() {
        match c {
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | ' ' => {
                let _ = write!(uit, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {}
            c => uit.push(c),
        }
    }
    uit.push('>');
    uit
}

fn als_turtle(dingen: &[Ding]) -> String {
    let mut uit = String::new();
    for d in dingen {
        let regel = |(p, n): &(String, Naar)| {
            let naar = match n {
                Naar::Iri(i) => iri(i),
                // A text of JSON is a text of Turtle: the same escapes.
                Naar::Tekst(t) => format!("{}@nl", json(t)),
                Naar::Dag(d) => format!("\"{d}\"^^<{XSD_DATE}>"),
            };
            format!("    {} {naar}", iri(p))
        };
        let regels: Vec<String> = d.eigenschappen.iter().map(regel).collect();
        let _ = write!(uit, "{}\n{} .\n\n", iri(&d.iri), regels.join(" ;\n"));
    }
    uit
}

fn als_jsonld(dingen: &[Ding]) -> String {
    let mut alle = Vec::new();
    for d in dingen {
        let mut soort = Vec::new();
        let mut per: Vec<(&str, Vec<String>)> = Vec::new();
        for (p, n) in &d.eigenschappen {
            let waarde = match n {
                Naar::Iri(i) if p == RDF_TYPE => {
                    soort.push(json(i));
                    continue;
                }
                Naar::Iri(i) => format!("{{\"@id\":{}}}", json(i)),
                Naar::Tekst(t) => format!("{{\"@value\":{},\"@language\":\"nl\"}}", json(t)),
                Naar::Dag(d) => format!("{{\"@value\":\"{d}\",\"@type\":\"{XSD_DATE}\"}}"),
            };
            match per.iter_mut().find(|(q, _)| q == p) {
                Some((_, w)) => w.push(waarde),
                None => per.push((p, vec![waarde])),
            }
        }
        let mut uit = format!("{{\"@id\":{},\"@type\":[{}]", json(&d.iri), soort.join(","));
        for (p, w) in per {
            let _ = write!(uit, ",{}:[{}]", json(p), w.join(","));
        }
        uit.push('}');
        alle.push(uit);
    }
    format!("{{\"@graph\":[{}]}}", alle.join(","))
}
