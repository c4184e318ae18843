//! Open figures by OData v4, in the shape of the data services of CBS: data sets with `Observations`, `MeasureCodes`, `Dimensions` and a
//! list of codes per dimension.

use super::{
    boek::{Boek, Dataset, PERIODEN},
    deur::{self, Vorm},
    tafel::{Kolom, Onbegrepen, PAGINA, Tafel, Type, W, json},
};
use crate::huis::{Antwoord, Uitkomst, Verzoek};
use axum::http::StatusCode;
use std::fmt::Write as _;

/// Where the service is.
pub const WORTEL: &str = "/open-cijfers/odata/v1";
/// The only catalogue.
pub const CATALOGUS: &str = "Wijkthuis";
/// Name of our schema in `$metadata`.
const SCHEMA: &str = "Wijkthuis.OpenCijfers";
const SOORT: &str = "application/json;odata.metadata=minimal;charset=utf-8";

/// GET /open-cijfers/odata/v1
pub async fn wortel(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::OData, |v, boek| Ok(dienst(&deur::adres(v, WORTEL), &catalogus(boek), false))).await
}

/// GET /open-cijfers/odata/v1/{verzameling}
pub async fn in_wortel(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::OData, |v, boek| verzameling(v, &deur::adres(v, WORTEL), &catalogus(boek), None))
        .await
}

/// GET /open-cijfers/odata/v1/Wijkthuis/{dataset}
pub async fn dataset(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::OData, |v, boek| {
        let d = zoek(boek, v.pad_tekst("dataset"))?;
        Ok(dienst(&plek(v, d), &tafels(d), true))
    })
    .await
}

/// GET /open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}
pub async fn in_dataset(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::OData, |v, boek| {
        let d = zoek(boek, v.pad_tekst("dataset"))?;
        verzameling(v, &plek(v, d), &tafels(d), Some((d, boek)))
    })
    .await
}

/// GET /open-cijfers/odata/v1/Wijkthuis/{dataset}/{verzameling}/$count
pub async fn aantal(v: Verzoek) -> Uitkomst {
    deur::open(v, Vorm::OData, |v, boek| {
        let tafels = tafels(zoek(boek, v.pad_tekst("dataset"))?);
        let t = tafels.iter().find(|t| t.naam == v.pad_tekst("verzameling")).ok_or_else(onbekend)?;
        let n = t.vraag(&t.lees(v.vragen()).map_err(deur::Nee::van)?).aantal;
        Ok(Antwoord::open(StatusCode::OK, "text/plain;charset=utf-8", n.to_string().into_bytes()))
    })
    .await
}

fn zoek<'a>(boek: &'a Boek, code: &str) -> Result<&'a Dataset, deur::Nee> {
    boek.dataset(code).ok_or_else(|| deur::Nee::weg(format!("Er is geen dataset ‘{}’.", deur::kort(code))))
}
fn onbekend() -> deur::Nee {
    deur::Nee::weg("Deze verzameling is er niet.".to_owned())
}
fn plek(v: &Verzoek, d: &Dataset) -> String {
    deur::adres(v, &format!("{WORTEL}/{CATALOGUS}/{}", d.code))
}

fn kolom(naam: &str, ty: Type, leeg: bool) -> Kolom {
    Kolom { naam: naam.to_owned(), ty, leeg }
}
fn n(i: usize) -> W {
    W::Getal(i64::try_from(i).unwrap_or(i64::MAX), 0)
}

/// The sets of the service itself.
fn catalogus(boek: &Boek) -> Vec<Tafel> {
    let t = |naam: &str| kolom(naam, Type::Tekst, false);
    let vrij = |d: &Dataset| {
        let uitgave = boek.uitgaven.iter().filter(|u| d.waarnemingen.iter().any(|w| w.uitgave == u.tijdvak));
        uitgave.map(|u| u.vrij_op).max().map_or(W::Leeg, |op| W::Tekst(format!("{op}T00:00:00Z")))
    };
    let rij = |d: &Dataset| {
        vec![
            W::t(d.code),
            W::t(CATALOGUS),
            W::t(d.titel),
            W::t(d.omschrijving()),
            W::t("nl"),
            vrij(d),
            vrij(d),
            n(d.waarnemingen.len()),
        ]
    };
    let datums = [kolom("Modified", Type::Moment, true), kolom("ObservationsModified", Type::Moment, true)];
    let mut kolommen = vec![t("Identifier"), t("Catalog"), t("Title"), t("Description"), t("Language")];
    kolommen.extend(datums);
    kolommen.push(kolom("ObservationCount", Type::Geheel, false));
    let titel = format!("Open cijfers van {}", crate::huis::gemeenten::regionaam());
    vec![
        Tafel {
            naam: "Catalogs".to_owned(),
            enkel: "Catalog".to_owned(),
            kolommen: vec![t("Identifier"), t("Title"), t("Language")],
            rijen: vec![vec![W::t(CATALOGUS), W::Tekst(titel), W::t("nl")]],
        },
        Tafel {
            naam: "Datasets".to_owned(),
            enkel: "Dataset".to_owned(),
            kolommen,
            rijen: boek.datasets.iter().map(rij).collect(),
        },
    ]
}

/// The sets of a data set: what it is about, its measures, its codes, and the figures.
fn tafels(d: &Dataset) -> Vec<Tafel> {
    let t = |naam: &str| kolom(naam, Type::Tekst, false);
    let mut uit = vec![waarnemingen(d)];
    let maat = |(i, m): (usize, &super::boek::Maatcode)| {
        let decimalen = W::Getal(i64::from(m.decimalen), 0);
        vec![W::t(&m.code), n(i), W::t(&m.titel), W::t(&m.betekenis), W::t(m.eenheid), decimalen]
    };
    uit.push(Tafel {
        naam: "MeasureCodes".to_owned(),
        enkel: "MeasureCode".to_owned(),
        kolommen: vec![
            t("Identifier"),
            kolom("Index", Type::Geheel, false),
            t("Title"),
            t("Description"),
            t("Unit"),
            kolom("Decimals", Type::Geheel, false),
        ],
        rijen: d.maten.iter().enumerate().map(maat).collect(),
    });
    let soort = |naam| if naam == PERIODEN { "TimeDimension" } else { "Dimension" };
    uit.push(Tafel {
        naam: "Dimensions".to_owned(),
        enkel: "Dimension".to_owned(),
        kolommen: vec![t("Identifier"), t("Title"), t("Kind")],
        rijen: d.dimensies.iter().map(|x| vec![W::t(x.naam), W::t(x.titel), W::t(soort(x.naam))]).collect(),
    });
    for x in &d.dimensies {
        uit.push(Tafel {
            naam: format!("{}Codes", x.naam),
            enkel: format!("{}Code", x.naam),
            kolommen: vec![t("Identifier"), kolom("Index", Type::Geheel, false), t("Title")],
            rijen: x
                .codes
                .iter()
                .enumerate()
                .map(|(i, c)| vec![W::t(&c.code), n(i), W::t(&c.titel)])
                .collect(),
        });
    }
    uit
}

/// The figures. `ValueAttribute` says why there is no value: `Confidential` when it is hidden, `Impossible` when there is nothing to count.
pub(super) fn waarnemingen(d: &Dataset) -> Tafel {
    let mut kolommen = vec![
        kolom("Id", Type::Geheel, false),
        kolom("Measure", Type::Tekst, false),
        kolom("ValueAttribute", Type::Tekst, false),
        kolom("Value", Type::Getal, true),
        kolom("StringValue", Type::Tekst, true),
    ];
    kolommen.extend(d.dimensies.iter().map(|x| kolom(x.naam, Type::Tekst, false)));
    let rij = |w: &super::boek::Waarneming| {
        let waarom = match (w.waarde, w.verborgen) {
            (Some(_), _) => "None",
            (None, true) => "Confidential",
            (None, false) => "Impossible",
        };
        let decimalen = d.maat(&w.maat).map_or(0, |m| m.decimalen);
        let waarde = w.waarde.map_or(W::Leeg, |n| W::Getal(n, decimalen));
        let mut r = vec![W::Getal(w.nr, 0), W::t(&w.maat), W::t(waarom), waarde, W::Leeg];
        r.extend(w.plek.iter().map(W::t));
        r
    };
    Tafel {
        naam: "Observations".to_owned(),
        enkel: "Observation".to_owned(),
        kolommen,
        rijen: d.waarnemingen.iter().map(rij).collect(),
    }
}

fn antwoord(soort: &'static str, tekst: String) -> Antwoord {
    Antwoord::open(StatusCode::OK, soort, tekst.into_bytes()).met_kop("odata-version", "4.0")
}

/// The service document.
fn dienst(wortel: &str, tafels: &[Tafel], met_eigenschappen: bool) -> Antwoord {
    let deel =
        |naam: &str, soort: &str| format!("{{\"name\":{0},\"kind\":\"{soort}\",\"url\":{0}}}", json(naam));
    let mut delen: Vec<String> = tafels.iter().map(|t| deel(&t.naam, "EntitySet")).collect();
    if met_eigenschappen {
        delen.push(deel("Properties", "Singleton"));
    }
    let context = json(&format!("{wortel}/$metadata"));
    antwoord(SOORT, format!("{{\"@odata.context\":{context},\"value\":[{}]}}", delen.join(",")))
}

fn verzameling(
    v: &Verzoek,
    wortel: &str,
    tafels: &[Tafel],
    over: Option<(&Dataset, &Boek)>,
) -> Result<Antwoord, deur::Nee> {
    let naam = v.pad_tekst("verzameling");
    if naam == "$metadata" {
        return Ok(antwoord("application/xml", metadata(tafels, over.is_some())));
    }
    if let ("Properties", Some((d, boek))) = (naam, over) {
        return Ok(antwoord(SOORT, eigenschappen(wortel, d, boek)));
    }
    let (naam, sleutel) = naam.split_once('(').map_or((naam, None), |(a, b)| (a, b.strip_suffix(')')));
    let t = tafels.iter().find(|t| t.naam == naam).ok_or_else(onbekend)?;
    match sleutel {
        Some(s) => een(wortel, t, s),
        None => lijst(v, wortel, t).map_err(deur::Nee::van),
    }
}

/// One row by its key.
fn een(wortel: &str, t: &Tafel, sleutel: &str) -> Result<Antwoord, deur::Nee> {
    let sleutel = sleutel
        .strip_prefix('\'')
        .and_then(|s| s.strip_suffix('\''))
        .map_or_else(|| sleutel.to_owned(), |s| json(&s.replace("''", "'")));
    let rij = t.rijen.iter().find(|r| r[0].json() == sleutel).ok_or_else(onbekend)?;
    let alle: Vec<usize> = (0..t.kolommen.len()).collect();
    let context = json(&format!("{wortel}/$metadata#{}/$entity", t.naam));
    Ok(antwoord(SOORT, format!("{{\"@odata.context\":{context},{}", &t.object(rij, &alle)[1..])))
}

fn lijst(v: &Verzoek, wortel: &str, t: &Tafel) -> Result<Antwoord, Onbegrepen> {
    let vraag = t.lees(v.vragen())?;
    let a = t.vraag(&vraag);
    let namen: Vec<&str> = a.kolommen.iter().map(|k| t.kolommen[*k].naam.as_str()).collect();
    let gekozen =
        if namen.len() == t.kolommen.len() { String::new() } else { format!("({})", namen.join(",")) };
    let mut uit =
        format!("{{\"@odata.context\":{}", json(&format!("{wortel}/$metadata#{}{gekozen}", t.naam)));
    if vraag.tel {
        let _ = write!(uit, ",\"@odata.count\":{}", a.aantal);
    }
    let rijen: Vec<String> = a.rijen.iter().map(|r| t.object(r, &a.kolommen)).collect();
    let _ = write!(uit, ",\"value\":[{}]", rijen.join(","));
    if let Some(vanaf) = a.volgende {
        let _ = write!(uit, ",\"@odata.nextLink\":{}", json(&volgende(v, wortel, t, vanaf)));
    }
    uit.push('}');
    Ok(antwoord(SOORT, uit))
}

fn volgende(v: &Verzoek, wortel: &str, t: &Tafel, vanaf: usize) -> String {
    let mut vragen = form_urlencoded::Serializer::new(String::new());
    vragen.extend_pairs(v.vragen().iter().filter(|(k, _)| k != "$skiptoken"));
    vragen.append_pair("$skiptoken", &vanaf.to_string());
    format!("{wortel}/{}?{}", t.naam, vragen.finish())
}

/// `Properties`: the data set in words.
fn eigenschappen(wortel: &str, d: &Dataset, boek: &Boek) -> String {
    let mut uit = format!("{{\"@odata.context\":{}", json(&format!("{wortel}/$metadata#Properties")));
    for (naam, w) in eigenschap(d, boek) {
        let _ = write!(uit, ",\"{naam}\":{}", w.json());
    }
    uit.push('}');
    uit
}

fn eigenschap(d: &Dataset, boek: &Boek) -> Vec<(&'static str, W)> {
    let laatste = boek.laatste();
    vec![
        ("Identifier", W::t(d.code)),
        ("Title", W::t(d.titel)),
        ("Description", W::t(d.omschrijving())),
        ("Language", W::t("nl")),
        ("Modified", laatste.map_or(W::Leeg, |u| W::Tekst(format!("{}T00:00:00Z", u.vrij_op)))),
        ("SmallestValue", laatste.map_or(W::Leeg, |u| W::Getal(u.drempel, 0))),
        ("RoundedTo", laatste.map_or(W::Leeg, |u| W::Getal(u.afronding, 0))),
        ("PageSize", n(PAGINA)),
    ]
}

const EIGENSCHAPPEN: [(&str, Type); 8] = [
    ("Identifier", Type::Tekst),
    ("Title", Type::Tekst),
    ("Description", Type::Tekst),
    ("Language", Type::Tekst),
    ("Modified", Type::Moment),
    ("SmallestValue", Type::Geheel),
    ("RoundedTo", Type::Geheel),
    ("PageSize", Type::Geheel),
];

/// `$metadata` as CSDL XML 4.0. Names are ours: none needs escaping.
fn metadata(tafels: &[Tafel], met_eigenschappen: bool) -> String {
    let mut typen = String::new();
    let mut sets = String::new();
    for t in tafels {
        let _ = write!(
            typen,
            "<EntityType Name=\"{}\"><Key><PropertyRef Name=\"{}\"/></Key>",
            t.enkel, t.kolommen[0].naam
        );
        for k in &t.kolommen {
            let _ = write!(
                typen,
                "<Property Name=\"{}\" Type=\"{}\"{} Nullable=\"{}\"/>",
                k.naam,
                k.ty.edm(),
                k.ty.facet(),
                k.leeg
            );
        }
        typen.push_str("</EntityType>");
        let _ = write!(sets, "<EntitySet Name=\"{}\" EntityType=\"{SCHEMA}.{}\"/>", t.naam, t.enkel);
    }
    if met_eigenschappen {
        typen.push_str("<EntityType Name=\"Property\"><Key><PropertyRef Name=\"Identifier\"/></Key>");
        for (i, (naam, ty)) in EIGENSCHAPPEN.iter().enumerate() {
            let _ = write!(typen, "<Property Name=\"{naam}\" Type=\"{}\" Nullable=\"{}\"/>", ty.edm(), i > 0);
        }
        typen.push_str("</EntityType>");
        let _ = write!(sets, "<Singleton Name=\"Properties\" Type=\"{SCHEMA}.Property\"/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
         <edmx:DataServices><Schema Namespace=\"{SCHEMA}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{typen}\
         <EntityContainer Name=\"Container\">{sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}
