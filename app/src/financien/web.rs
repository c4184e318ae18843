//! The page *Geld*: budgeted, granted, declared and paid, where every number opens to the entries behind it.

use super::nav;
use super::stand::{self, SomRij, Vraag};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv, gemeenten, kader::Koppeling,
};
use askama::Template;
use kern::financien::{Boeksoort, Kenmerk};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::{Cent, Datum, Peil};
use std::collections::BTreeMap;

/// First year that can be asked for: the Wmo 2015 came into force then.
const EERSTE_JAAR: i16 = 2015;
/// Last year that can be asked for.
const LAATSTE_JAAR: i16 = 2100;

/// What the rows of the table are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Per {
    Gemeente,
    Vorm,
    Product,
    Leveringsvorm,
    Kenmerk,
    Maand,
}

impl Per {
    const ALLE: [(Per, &'static str, &'static str); 6] = [
        (Per::Gemeente, "gemeente", "Gemeente"),
        (Per::Vorm, "vorm", "Vorm"),
        (Per::Product, "product", "Product"),
        (Per::Leveringsvorm, "leveringsvorm", "Leveringsvorm"),
        (Per::Kenmerk, "kenmerk", "Cliënten"),
        (Per::Maand, "maand", "Maand"),
    ];
    fn lees(code: Option<&str>) -> Per {
        Per::ALLE.iter().find(|p| Some(p.1) == code).map_or(Per::Gemeente, |p| p.0)
    }
    fn code(self) -> &'static str {
        Per::ALLE.iter().find(|p| p.0 == self).map_or("", |p| p.1)
    }
    fn kop(self) -> &'static str {
        Per::ALLE.iter().find(|p| p.0 == self).map_or("", |p| p.2)
    }
    /// What a row of this kind opens into.
    fn dieper(self) -> Option<Per> {
        match self {
            Per::Gemeente => Some(Per::Product),
            Per::Vorm => Some(Per::Gemeente),
            Per::Product | Per::Leveringsvorm | Per::Kenmerk => Some(Per::Maand),
            Per::Maand => None,
        }
    }
    fn sleutel(self, r: &SomRij) -> String {
        match self {
            Per::Gemeente => r.gemeente.to_string(),
            Per::Vorm => r.vorm.clone(),
            Per::Product => r.productcode.clone(),
            Per::Leveringsvorm => r.leveringsvorm.clone(),
            Per::Kenmerk => r.kenmerk.clone(),
            Per::Maand => r.maand.maand().to_string(),
        }
    }
    fn verfijn(self, vraag: &Vraag, sleutel: &str) -> Vraag {
        let s = sleutel.to_owned();
        match self {
            Per::Gemeente => Vraag { gemeente: s, ..vraag.clone() },
            Per::Vorm => Vraag { vorm: s, ..vraag.clone() },
            Per::Product => Vraag { product: s, ..vraag.clone() },
            Per::Leveringsvorm => Vraag { leveringsvorm: s, ..vraag.clone() },
            Per::Kenmerk => Vraag { kenmerk: s, ..vraag.clone() },
            Per::Maand => Vraag { maand: sleutel.parse().unwrap_or(0), ..vraag.clone() },
        }
    }
    fn naam(self, sleutel: &str) -> String {
        match self {
            Per::Gemeente => gemeenten::naam_van(sleutel),
            Per::Vorm => Vorm::lees(sleutel).map_or_else(|_| sleutel.to_owned(), |v| v.tekst().to_owned()),
            Per::Product => sleutel.to_owned(),
            Per::Leveringsvorm => Leveringsvorm::lees(sleutel).map_or("", Leveringsvorm::tekst).to_owned(),
            Per::Kenmerk => Kenmerk::lees(sleutel).map_or("", Kenmerk::tekst).to_owned(),
            Per::Maand => maandnaam(sleutel.parse().unwrap_or(1)),
        }
    }
}

pub(super) fn maandnaam(maand: i8) -> String {
    let dag = Datum::nieuw(EERSTE_JAAR, maand.clamp(1, 12), 1).map(Datum::voluit).unwrap_or_default();
    dag.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// An amount that opens to what is behind it.
pub struct Getal {
    tekst: String,
    href: String,
}

/// One row of the table.
pub struct Geldregel {
    naam: String,
    /// Where the row opens into; empty for the last level.
    href: String,
    begroot: String,
    beschikt: Getal,
    gedeclareerd: Getal,
    betaald: Getal,
    /// Granted and not declared: what can still be asked.
    verplicht: String,
    te_betalen: String,
    ruimte: String,
    over: bool,
}

#[derive(Template)]
#[template(path = "financien/geld.html")]
struct Geld {
    kader: Kader,
    nav: Vec<Koppeling>,
    kop: &'static str,
    filter: Invoer,
    jaren: Vec<Optie>,
    per: Vec<Optie>,
    gemeenten: Vec<Optie>,
    vormen: Vec<Optie>,
    leveringsvormen: Vec<Optie>,
    kenmerken: Vec<Optie>,
    regels: Vec<Geldregel>,
    totaal: Geldregel,
    zonder_begroting: bool,
    keuzes: Vec<String>,
    csv: String,
    xlsx: String,
}

/// The question in the address; unknown values count as not asked.
pub(super) fn vraag_van(vz: &Verzoek) -> Vraag {
    let kies =
        |naam: &str, mag: &dyn Fn(&str) -> bool| vz.vraag(naam).filter(|w| mag(w)).unwrap_or("").to_owned();
    let nummer = |naam: &str| vz.vraag(naam).and_then(|n| n.parse().ok()).filter(|n| 0 < *n).unwrap_or(0);
    let jaar =
        vz.vraag("jaar").and_then(|j| j.parse().ok()).filter(|j| (EERSTE_JAAR..=LAATSTE_JAAR).contains(j));
    Vraag {
        jaar: jaar.unwrap_or_else(|| vz.vandaag().jaar()),
        maand: vz.vraag("maand").and_then(|m| m.parse().ok()).filter(|m| (1..=12).contains(m)).unwrap_or(0),
        gemeente: kies("gemeente", &|w| kern::stam::Gemeentecode::lees(w).is_ok()),
        vorm: kies("vorm", &|w| Vorm::lees(w).is_ok()),
        product: kies("product", &|w| kern::inkoop::Productcode::lees(w).is_ok()),
        leveringsvorm: kies("leveringsvorm", &|w| Leveringsvorm::lees(w).is_ok()),
        kenmerk: kies("kenmerk", &|w| Kenmerk::lees(w).is_ok()),
        run: nummer("run"),
        aanbieder: nummer("aanbieder"),
    }
}

pub(super) fn href(pad: &str, vraag: &Vraag, extra: &[(&str, &str)]) -> String {
    let mut s = form_urlencoded::Serializer::new(String::new());
    s.append_pair("jaar", &vraag.jaar.to_string());
    if vraag.maand > 0 {
        s.append_pair("maand", &vraag.maand.to_string());
    }
    let velden = [
        ("gemeente", &vraag.gemeente),
        ("vorm", &vraag.vorm),
        ("product", &vraag.product),
        ("leveringsvorm", &vraag.leveringsvorm),
        ("kenmerk", &vraag.kenmerk),
    ];
    for (naam, waarde) in velden.into_iter().filter(|(_, w)| !w.is_empty()) {
        s.append_pair(naam, waarde);
    }
    for (naam, nummer) in [("run", vraag.run), ("aanbieder", vraag.aanbieder)] {
        if nummer > 0 {
            s.append_pair(naam, &nummer.to_string());
        }
    }
    for (naam, waarde) in extra {
        s.append_pair(naam, waarde);
    }
    format!("{pad}?{}", s.finish())
}

/// GET /geld
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (vraag, per) = (vraag_van(&vz), Per::lees(vz.vraag("per")));
    let sommen = stand::sommen(&vz.db, &vraag).await?;
    let begroting = stand::begroting(&vz.db, i64::from(vraag.jaar), Peil::op(vz.vandaag())).await?;
    let mut groepen: BTreeMap<String, Vec<&SomRij>> = BTreeMap::new();
    for r in &sommen {
        groepen.entry(per.sleutel(r)).or_default().push(r);
    }
    if per == Per::Gemeente && vraag.is_begroot() {
        let hier = |g: &str| vraag.gemeente.is_empty() || vraag.gemeente == g;
        for b in begroting.iter().filter(|b| hier(&b.gemeente.to_string())) {
            groepen.entry(b.gemeente.to_string()).or_default();
        }
    }
    let mut sleutels: Vec<&String> = groepen.keys().collect();
    if per == Per::Maand {
        sleutels.sort_by_key(|s| s.parse::<i8>().unwrap_or(0));
    }
    let met_begroting =
        vraag.is_begroot() && !matches!(per, Per::Product | Per::Leveringsvorm | Per::Kenmerk);
    let regel = |naam: String, vraag: &Vraag, rijen: &[&SomRij], href: String| {
        let begroot = met_begroting.then(|| stand::begroot(&begroting, vraag));
        geldregel(naam, vraag, rijen, begroot, href)
    };
    let regels = sleutels.into_iter().map(|s| {
        let eigen = per.verfijn(&vraag, s);
        let verder = per.dieper().map_or_else(String::new, |d| href("/geld", &eigen, &[("per", d.code())]));
        regel(per.naam(s), &eigen, &groepen[s], verder)
    });
    let regels: Vec<Geldregel> = regels.collect();
    let alle: Vec<&SomRij> = sommen.iter().collect();
    let totaal = regel("Totaal".to_owned(), &vraag, &alle, String::new());
    Antwoord::pagina(&geld_pagina(&vz, vraag, per, regels, totaal, met_begroting).await?)
}

async fn geld_pagina(
    vz: &Verzoek,
    vraag: Vraag,
    per: Per,
    regels: Vec<Geldregel>,
    totaal: Geldregel,
    met_begroting: bool,
) -> Result<Geld, Fout> {
    let filter = [
        ("jaar", vraag.jaar.to_string()),
        ("per", per.code().to_owned()),
        ("gemeente", vraag.gemeente.clone()),
        ("vorm", vraag.vorm.clone()),
        ("leveringsvorm", vraag.leveringsvorm.clone()),
        ("kenmerk", vraag.kenmerk.clone()),
    ];
    let nu = vz.vandaag().jaar();
    Ok(Geld {
        kader: nav::kader(vz, "Uitgaven").await?.kruimel("Uitgaven", ""),
        nav: nav::delen(vz),
        kop: per.kop(),
        filter: Invoer::uit(filter),
        jaren: ((nu - 6)..=(nu + 3)).rev().map(|j| Optie::nieuw(j.to_string(), j.to_string())).collect(),
        per: Per::ALLE.iter().map(|p| Optie::nieuw(p.1, p.2)).collect(),
        gemeenten: gemeenten::opties(),
        vormen: Vorm::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        leveringsvormen: Leveringsvorm::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        kenmerken: Kenmerk::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.tekst())).collect(),
        regels,
        totaal,
        zonder_begroting: !met_begroting,
        keuzes: keuzes(&vraag),
        csv: href("/geld.csv", &vraag, &[]),
        xlsx: href("/geld.xlsx", &vraag, &[]),
    })
}

/// What was chosen beyond the filter boxes, in words.
fn keuzes(vraag: &Vraag) -> Vec<String> {
    let mut uit = Vec::new();
    if !vraag.product.is_empty() {
        uit.push(format!("Product {}", vraag.product));
    }
    if vraag.maand > 0 {
        uit.push(format!("Alleen {}", maandnaam(vraag.maand)));
    }
    uit
}

fn geldregel(
    naam: String,
    vraag: &Vraag,
    rijen: &[&SomRij],
    begroot: Option<Cent>,
    verder: String,
) -> Geldregel {
    let som = |soort: Boeksoort| {
        rijen.iter().filter(|r| r.soort == soort.code()).map(|r| r.bedrag_cent).sum::<Cent>()
    };
    let getal = |soort: Boeksoort| Getal {
        tekst: som(soort).to_string(),
        href: href("/geld/boekingen", vraag, &[("soort", soort.code())]),
    };
    let ruimte = begroot.map(|b| b - som(Boeksoort::Beschikt));
    Geldregel {
        naam,
        href: verder,
        begroot: begroot.map(|b| b.to_string()).unwrap_or_default(),
        beschikt: getal(Boeksoort::Beschikt),
        gedeclareerd: getal(Boeksoort::Gedeclareerd),
        betaald: getal(Boeksoort::Betaald),
        verplicht: (som(Boeksoort::Beschikt) - som(Boeksoort::Gedeclareerd)).to_string(),
        te_betalen: (som(Boeksoort::Gedeclareerd) - som(Boeksoort::Betaald)).to_string(),
        over: ruimte.is_some_and(|r| r < Cent::NUL),
        ruimte: ruimte.map(|r| r.to_string()).unwrap_or_default(),
    }
}

/// GET /geld.csv: the sums, one line per gemeente, product and month.
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let vraag = vraag_van(&vz);
    let mut uit = csv::regel(&[
        "Gemeente",
        "Code",
        "Vorm",
        "Product",
        "Leveringsvorm",
        "Cliënten",
        "Maand",
        "Soort",
        "Bedrag",
    ]);
    for r in stand::sommen(&vz.db, &vraag).await? {
        uit.push_str(&csv::regel(&[
            gemeenten::naam(r.gemeente),
            r.gemeente.to_string(),
            r.vorm.clone(),
            r.productcode.clone(),
            r.leveringsvorm.clone(),
            r.kenmerk.clone(),
            r.maand.to_string(),
            r.soort.clone(),
            komma(r.bedrag_cent),
        ]));
    }
    Antwoord::bestand(format!("geld-{}.csv", vraag.jaar), "text/csv; charset=utf-8", uit.into_bytes())
}

/// Cents as a spreadsheet in Dutch reads them: `-12,50`.
pub(super) fn komma(c: Cent) -> String {
    let teken = if c.0 < 0 { "-" } else { "" };
    format!("{teken}{},{:02}", c.0.unsigned_abs() / 100, c.0.unsigned_abs() % 100)
}
