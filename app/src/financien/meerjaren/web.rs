//! The page *Begroting*: six years of lines, where the begroting stands on its route, and its changes.

use super::opslag::{self, Stand};
use crate::financien::{nav, tabellen};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    kader::{Koppeling, Toon},
    onderdelen::Gebeurtenis,
};
use askama::Template;
use kern::financien::{
    Aard, Adviesuitkomst, Begrotingsregel, Begrotingsroute, Bestuur, Jaarkolom, Kant, Kostensoort,
};
use kern::stam::Cent;

/// One line on the screen.
struct Regel {
    omschrijving: String,
    aard: &'static str,
    taakveld: String,
    /// Six years, as text.
    bedragen: Vec<String>,
    /// The year t after changes.
    na: String,
    /// What was spent on it; empty when that is not counted, or for who may not see it.
    href: String,
    wijzig: String,
}

/// Lines that belong together, with their sum.
struct Groep {
    naam: String,
    regels: Vec<Regel>,
    som: Vec<String>,
    /// The sum of the year t after changes.
    som_na: String,
    som_href: String,
}

/// A sum of the whole begroting.
struct Somregel {
    naam: &'static str,
    bedragen: Vec<String>,
    /// The year t after changes.
    na: String,
    href: String,
}

/// A change on the screen.
struct Wijziging {
    nummer: i64,
    op: String,
    document: String,
    stuk: Option<i64>,
    mutaties: Vec<(String, String)>,
}

/// What can be done next on the route.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Volgende {
    VraagAdvies,
    GeefAdvies,
    StelVast,
    Wijzig,
}

#[derive(Template)]
#[template(path = "financien/meerjaren/begroting.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    filter: Invoer,
    jaar: i16,
    jaren: Vec<Optie>,
    status: &'static str,
    toon: Toon,
    kolommen: Vec<(String, &'static str)>,
    groepen: Vec<Groep>,
    sommen: Vec<Somregel>,
    met_wijziging: bool,
    /// Whether the begroting as it holds now is in real balance, in a sentence.
    oordeel: String,
    taakvelden: Vec<(String, String, String)>,
    /// Stream, product, taakveld and how sure that is, as the dated table has it on the first day of the year.
    iv3: Vec<(&'static str, String, String, &'static str)>,
    stappen: Vec<Gebeurtenis>,
    volgende: Volgende,
    uitkomsten: Vec<Optie>,
    besturen: Vec<Optie>,
    terug: bool,
    wijzigingen: Vec<Wijziging>,
    mag_schrijven: bool,
    concept: bool,
    vorige: Option<i16>,
}

/// GET /geld/begroting
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, nav::jaar(&vz), Invoer::leeg().met_datum("op", vz.vandaag())).await
}

/// The page of a year, with what was refused on it.
pub async fn pagina(vz: &Verzoek, jaar: i16, f: Invoer) -> Uitkomst {
    let s = opslag::stand(&vz.db, jaar).await?;
    let mag_schrijven = nav::mag_schrijven(vz);
    let vorige = opslag::stand(&vz.db, jaar - 1).await?;
    let goed = f.is_goed();
    let concept = matches!(s.route, Begrotingsroute::Concept);
    let titel = format!("Begroting {jaar}");
    let p = Pagina {
        kader: nav::kader(vz, &titel).await?.kruimel("Begroting", "").fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        filter: Invoer::leeg().met("jaar", jaar.to_string()),
        jaar,
        jaren: nav::jaren(vz),
        status: s.route.tekst(),
        toon: if matches!(s.route, Begrotingsroute::Vastgesteld { .. }) { Toon::Goed } else { Toon::Info },
        kolommen: Jaarkolom::ALLE.iter().map(|k| (k.jaar(jaar).to_string(), k.tekst())).collect(),
        groepen: groepen(&s, mag_schrijven, concept && mag_schrijven),
        sommen: sommen(&s, mag_schrijven),
        met_wijziging: !s.wijzigingen.is_empty(),
        oordeel: oordeel(&s),
        taakvelden: s
            .begroting
            .per_taakveld(Jaarkolom::Begroting)
            .into_iter()
            .map(|(veld, (lasten, baten))| (veld.to_string(), lasten.to_string(), baten.to_string()))
            .collect(),
        iv3: iv3(jaar),
        stappen: stappen(&s)?,
        volgende: volgende(&s.route),
        uitkomsten: Adviesuitkomst::ALLE.iter().map(|u| Optie::nieuw(u.code(), u.tekst())).collect(),
        besturen: besturen(&s.route),
        terug: !concept && !matches!(s.route, Begrotingsroute::Vastgesteld { .. }),
        wijzigingen: wijzigingen(&s),
        mag_schrijven,
        concept,
        vorige: (s.regels.is_empty() && !vorige.regels.is_empty()).then_some(jaar - 1),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn iv3(jaar: i16) -> Vec<(&'static str, String, String, &'static str)> {
    let Some(dag) = kern::stam::Datum::nieuw(jaar, 1, 1) else { return Vec::new() };
    let geldt = tabellen::taakvelden().regels().iter().filter(|r| r.geldig.bevat(dag));
    let rij = |r: &kern::financien::Taakveldregel| {
        let product = r.product.as_ref().map_or("Alle producten", |p| p.tekst()).to_owned();
        (r.geldstroom.tekst(), product, r.taakveld.to_string(), r.zekerheid.tekst())
    };
    geldt.map(rij).collect()
}

fn volgende(route: &Begrotingsroute) -> Volgende {
    match route {
        Begrotingsroute::Concept => Volgende::VraagAdvies,
        Begrotingsroute::TerAdvies(_) => Volgende::GeefAdvies,
        Begrotingsroute::Geadviseerd { .. } => Volgende::StelVast,
        Begrotingsroute::Vastgesteld { .. } => Volgende::Wijzig,
    }
}

/// The boards that did not adopt it yet.
fn besturen(route: &Begrotingsroute) -> Vec<Optie> {
    let nog = |b: &&Bestuur| match route {
        Begrotingsroute::Geadviseerd { vastgesteld, .. } => !vastgesteld.contains_key(b),
        Begrotingsroute::Concept | Begrotingsroute::TerAdvies(_) | Begrotingsroute::Vastgesteld { .. } => {
            true
        }
    };
    Bestuur::ALLE.iter().filter(nog).map(|b| Optie::nieuw(b.code(), b.tekst())).collect()
}

fn groepen(s: &Stand, opent: bool, wijzigbaar: bool) -> Vec<Groep> {
    let mut uit = Vec::new();
    for (kant, soort) in Kant::ALLE.iter().flat_map(|k| Kostensoort::ALLE.iter().map(move |s| (*k, *s))) {
        let hoort = |r: &Begrotingsregel| r.kant == kant && r.soort == soort;
        let regels: Vec<Regel> = s
            .regels
            .iter()
            .zip(s.begroting.regels())
            .filter(|(_, r)| hoort(r))
            .map(|(rij, r)| regel(s, rij, r, opent, wijzigbaar))
            .collect();
        if regels.is_empty() {
            continue;
        }
        let jaar = s.begroting.jaar();
        let som = |k: &Jaarkolom| s.begroting.totaal(kant, *k, &hoort).to_string();
        let naam = if soort == Kostensoort::Inkomsten {
            soort.tekst().to_owned()
        } else {
            format!("{} ({})", soort.tekst(), kant.tekst().to_lowercase())
        };
        let programma = soort == Kostensoort::Programma && opent;
        uit.push(Groep {
            naam,
            regels,
            som: Jaarkolom::ALLE.iter().map(som).collect(),
            som_na: s.begroting.totaal_na_wijziging(kant, &hoort).to_string(),
            som_href: if programma { format!("/geld?jaar={jaar}&per=gemeente") } else { String::new() },
        });
    }
    uit
}

fn regel(s: &Stand, rij: &opslag::RegelRij, r: &Begrotingsregel, opent: bool, wijzigbaar: bool) -> Regel {
    let href = match (r.gemeente, rij.vorm.as_str()) {
        (Some(g), "bw" | "bt" | "wmo_begeleiding") if opent => {
            format!("/geld?jaar={}&gemeente={g}&vorm={}&per=product", rij.jaar, rij.vorm)
        }
        _ => String::new(),
    };
    let wijzig = if wijzigbaar {
        let code: String = form_urlencoded::byte_serialize(r.code.as_bytes()).collect();
        format!("/geld/begroting/regel?jaar={}&code={code}", rij.jaar)
    } else {
        String::new()
    };
    Regel {
        omschrijving: r.omschrijving.clone(),
        aard: r.aard.tekst(),
        taakveld: r.taakveld.to_string(),
        bedragen: Jaarkolom::ALLE.iter().map(|k| r.bedrag(*k).to_string()).collect(),
        na: s.begroting.na_wijziging(r).to_string(),
        href,
        wijzig,
    }
}

fn sommen(s: &Stand, opent: bool) -> Vec<Somregel> {
    let b = &s.begroting;
    let rij = |naam: &'static str, f: &dyn Fn(Jaarkolom) -> Cent, na: Cent| Somregel {
        naam,
        bedragen: Jaarkolom::ALLE.iter().map(|k| f(*k).to_string()).collect(),
        na: na.to_string(),
        href: String::new(),
    };
    let alles = |_: &Begrotingsregel| true;
    let na = |kant| b.totaal_na_wijziging(kant, &alles);
    let lasten = rij("Lasten samen", &|k| b.totaal(Kant::Lasten, k, &alles), na(Kant::Lasten));
    let href = if opent { format!("/geld?jaar={}&per=gemeente", b.jaar()) } else { String::new() };
    vec![
        Somregel { href, ..lasten },
        rij("Baten samen", &|k| b.totaal(Kant::Baten, k, &alles), na(Kant::Baten)),
        rij("Baten min lasten", &|k| b.saldo(k, &alles), na(Kant::Baten) - na(Kant::Lasten)),
        rij("Waarvan structureel", &|k| b.structureel_saldo(k), structureel(s)),
    ]
}

/// Income minus costs that come back every year, with all changes: the saldo in force.
fn structureel(s: &Stand) -> Cent {
    let keuze = |r: &Begrotingsregel| r.aard == Aard::Structureel;
    let na = |kant| s.begroting.totaal_na_wijziging(kant, &keuze);
    na(Kant::Baten) - na(Kant::Lasten)
}

/// Whether what comes back every year is covered by what comes in every year (BBV art. 19), with the changes counted.
fn oordeel(s: &Stand) -> String {
    let saldo = structureel(s);
    let wanneer = if s.wijzigingen.is_empty() { "" } else { ", na de wijzigingen" };
    let is = if saldo < Cent::NUL { "is niet" } else { "is" };
    format!(
        "Structureel is wat elk jaar terugkomt. Dat saldo is in {}{wanneer}, {saldo}. De begroting {is} structureel in evenwicht \
         (BBV art. 19).",
        s.begroting.jaar()
    )
}

fn stappen(s: &Stand) -> Result<Vec<Gebeurtenis>, Fout> {
    let mut uit = Vec::new();
    for x in &s.stappen {
        let fout = |e: kern::stam::Onleesbaar| Fout::nieuw(format!("begroting: {e}"));
        let titel = match x.stap.as_str() {
            "advies_gevraagd" => "Voor advies naar het bestuurlijk overleg".to_owned(),
            "geadviseerd" => {
                let u = Adviesuitkomst::lees(&x.uitkomst).map_err(fout)?;
                format!("Advies van het bestuurlijk overleg: {}", u.tekst().to_lowercase())
            }
            "vastgesteld" => {
                format!("Vastgesteld door: {}", Bestuur::lees(&x.bestuur).map_err(fout)?.tekst())
            }
            _ => "Teruggehaald om te wijzigen".to_owned(),
        };
        uit.push(Gebeurtenis {
            titel,
            wanneer: x.op.voluit(),
            tekst: if x.motivering.is_empty() {
                x.document.clone()
            } else {
                format!("{}. {}", x.document, x.motivering)
            },
            meer: x.stuk_id.map_or_else(Koppeling::default, |id| {
                Koppeling::nieuw("Download het document", format!("/geld/stukken/{id}"))
            }),
            ..Gebeurtenis::default()
        });
    }
    Ok(uit)
}

fn wijzigingen(s: &Stand) -> Vec<Wijziging> {
    let naam = |code: &str| {
        let r = s.begroting.regels().iter().find(|r| r.code == code);
        r.map_or_else(|| code.to_owned(), |r| r.omschrijving.clone())
    };
    let een = |(w, rij): (&kern::financien::Begrotingswijziging, &opslag::WijzigingRij)| Wijziging {
        nummer: rij.nummer,
        op: w.vastgesteld_op.voluit(),
        document: w.document.clone(),
        stuk: rij.stuk_id,
        mutaties: w.mutaties.iter().map(|(c, b)| (naam(c), b.to_string())).collect(),
    };
    s.begroting.wijzigingen().iter().zip(&s.wijzigingen).map(een).collect()
}

/// `Beschermd wonen, Deurne`.
pub fn lijntekst(wat: &str, g: kern::stam::Gemeentecode) -> String {
    format!("{wat}, {}", gemeenten::naam(g))
}
