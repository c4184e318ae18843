//! The boek on the screen: the entries of a year with the proof of their sums, and one entry.

use super::crediteuren::{self, Namen, Schuldregel};
use super::maand;
use super::opslag::{self, Post};
use super::run;
use crate::financien::nav;
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    kader::Koppeling,
    onderdelen::{Gegeven, Paginering},
};
use askama::Template;
use kern::financien::{Geldstroom, Rekening, Rekeningsoort};
use kern::stam::{Cent, Datum, Gemeentecode};
use std::collections::BTreeMap;

/// Entries on one page.
const PER_PAGINA: usize = 50;

/// An entry in the list.
struct Regel {
    volgnr: i64,
    dag: String,
    omschrijving: String,
    gemeente: String,
    debet: String,
    credit: String,
    bedrag: String,
    stand: &'static str,
}

/// A month of which something is not booked yet.
struct Maandregel {
    maand: Datum,
    naam: String,
    bedrag: String,
    loopt: bool,
}

#[derive(Template)]
#[template(path = "financien/grootboek/lijst.html")]
struct Lijst {
    kader: Kader,
    nav: Vec<Koppeling>,
    filter: Invoer,
    jaar: i16,
    jaren: Vec<Optie>,
    stromen: Vec<Optie>,
    gemeenten: Vec<Optie>,
    regels: Vec<Regel>,
    som: String,
    aantal: usize,
    bladeren: Paginering,
    bewijs: Vec<Gegeven>,
    maanden: Vec<Maandregel>,
    schulden: Vec<Schuldregel>,
    schuld: Schuldregel,
    /// What is not divided over aanbieders yet; empty when all is.
    los: String,
    csv: String,
}

/// What is asked for; unknown values count as not asked.
struct Vraag {
    jaar: i16,
    stroom: String,
    gemeente: String,
}

impl Vraag {
    fn van(vz: &Verzoek) -> Vraag {
        let kies = |naam: &str, mag: &dyn Fn(&str) -> bool| {
            vz.vraag(naam).filter(|w| mag(w)).unwrap_or("").to_owned()
        };
        Vraag {
            jaar: nav::jaar(vz),
            stroom: kies("stroom", &|w| Geldstroom::lees(w).is_ok()),
            gemeente: kies("gemeente", &|w| Gemeentecode::lees(w).is_ok()),
        }
    }

    fn past(&self, p: &Post) -> bool {
        let gemeente = p.rij.gemeente.map(|g| g.to_string()).unwrap_or_default();
        (self.stroom.is_empty() || p.rij.geldstroom == self.stroom)
            && (self.gemeente.is_empty() || gemeente == self.gemeente)
    }

    fn href(&self, pad: &str, pagina: u64) -> String {
        let mut s = form_urlencoded::Serializer::new(String::new());
        s.append_pair("jaar", &self.jaar.to_string());
        for (naam, waarde) in [("stroom", &self.stroom), ("gemeente", &self.gemeente)] {
            if !waarde.is_empty() {
                s.append_pair(naam, waarde);
            }
        }
        if pagina > 1 {
            s.append_pair("pagina", &pagina.to_string());
        }
        format!("{pad}?{}", s.finish())
    }
}

/// An account in words.
pub fn rekeningtekst(r: &Rekening) -> String {
    let soort = r.soort.tekst();
    let naam = Geldstroom::lees(&r.categorie).map_or_else(|_| r.categorie.clone(), |g| g.tekst().to_owned());
    match &r.taakveld {
        Some(veld) => format!("{soort} {veld}, {naam} ({})", gemeenten::naam(r.administratie)),
        None => format!("{soort}, {naam} ({})", gemeenten::naam(r.administratie)),
    }
}

fn stand(p: &Post, posten: &[Post]) -> &'static str {
    if p.rij.tegenboeking_van.is_some() {
        "Tegenboeking"
    } else if posten.iter().any(|x| x.rij.tegenboeking_van == Some(p.rij.volgnr)) {
        "Tegengeboekt"
    } else {
        ""
    }
}

fn regel(p: &Post, posten: &[Post]) -> Regel {
    let kant = |f: &dyn Fn(&kern::financien::Overboeking) -> String| {
        let mut teksten: Vec<String> = p.overboekingen.iter().map(f).collect();
        // A month or a pay run has a line per aanbieder: the entry itself shows them.
        teksten.dedup();
        teksten.join("; ")
    };
    Regel {
        volgnr: p.rij.volgnr,
        dag: p.rij.boekdatum.voluit(),
        omschrijving: p.rij.omschrijving.clone(),
        gemeente: p.rij.gemeente.map_or_else(|| "Regio".to_owned(), gemeenten::naam),
        debet: kant(&|o| rekeningtekst(o.debet())),
        credit: kant(&|o| rekeningtekst(o.credit())),
        bedrag: p.bedrag().to_string(),
        stand: stand(p, posten),
    }
}

/// GET /geld/grootboek
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let vraag = Vraag::van(&vz);
    let jaar = i64::from(vraag.jaar);
    let posten = opslag::posten(&vz.db, jaar, jaar).await?;
    let gekozen: Vec<&Post> = posten.iter().rev().filter(|p| vraag.past(p)).collect();
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let bladeren = Paginering::van(gekozen.len() as u64, PER_PAGINA as u64, pagina, |n| {
        vraag.href("/geld/grootboek", n)
    });
    let vanaf = usize::try_from(bladeren.pagina - 1).unwrap_or(0) * PER_PAGINA;
    let hier = gemeenten::regiegemeente();
    let (schulden, schuld, los) = crediteuren::overzicht(&vz.db, &Namen::lees(&vz).await?).await?;
    let filter = Invoer::uit([
        ("jaar", vraag.jaar.to_string()),
        ("stroom", vraag.stroom.clone()),
        ("gemeente", vraag.gemeente.clone()),
    ]);
    let p = Lijst {
        kader: nav::kader(&vz, "Grootboek").await?.kruimel("Grootboek", ""),
        nav: nav::delen(&vz),
        filter,
        jaar: vraag.jaar,
        jaren: nav::jaren(&vz),
        stromen: Geldstroom::ALLE.iter().map(|s| Optie::nieuw(s.code(), s.tekst())).collect(),
        gemeenten: gemeenten::opties(),
        som: gekozen.iter().map(|p| p.resultaat(hier)).sum::<Cent>().to_string(),
        aantal: gekozen.len(),
        regels: gekozen.iter().skip(vanaf).take(PER_PAGINA).map(|p| regel(p, &posten)).collect(),
        csv: format!("/geld/grootboek/journaal.csv?jaar={}", vraag.jaar),
        bladeren,
        bewijs: bewijs(&posten),
        schulden,
        schuld,
        los: if los == Cent::NUL { String::new() } else { los.to_string() },
        maanden: maanden(&vz, vraag.jaar).await?,
    };
    Antwoord::pagina(&p)
}

/// The sums that prove the boek: shown, and held by `controleer`.
fn bewijs(posten: &[Post]) -> Vec<Gegeven> {
    let hier = gemeenten::regiegemeente();
    let alle = || posten.iter().flat_map(|p| &p.overboekingen);
    let som = |kant: Rekeningsoort| -> Cent {
        let bij = |r: &Rekening, teken: i64, b: Cent| {
            if r.soort == kant && r.administratie == hier { Cent(teken * b.0) } else { Cent::NUL }
        };
        alle().map(|o| bij(o.debet(), 1, o.bedrag()) + bij(o.credit(), -1, o.bedrag())).sum()
    };
    let (lasten, baten, balans) =
        (som(Rekeningsoort::Lasten), -som(Rekeningsoort::Baten), som(Rekeningsoort::Balans));
    let (af, bij) = doorgegeven(posten);
    vec![
        Gegeven::nieuw(
            "Debet en credit",
            format!("{} staat aan beide kanten", alle().map(|o| o.bedrag()).sum::<Cent>()),
        )
        .bron("Elke post boekt hetzelfde bedrag debet en credit, in de boeken van één gemeente (FIN-11)"),
        Gegeven::nieuw(
            format!("Baten min lasten van {}", gemeenten::naam(hier)),
            format!("{baten} min {lasten} is {}", baten - lasten),
        )
        .bron(format!("De balans veranderde met hetzelfde bedrag: {balans}")),
        Gegeven::nieuw(
            "Doorgegeven en ontvangen",
            format!("De regiogemeenten gaven {af} door, de pot ontving {bij}"),
        )
        .bron("Moet gelijk zijn; `wijkthuis controleer` bewijst het"),
    ]
}

/// What regiogemeenten passed on in their own books, and what the pot got in those of the centrumgemeente.
pub fn doorgegeven(posten: &[Post]) -> (Cent, Cent) {
    let hier = gemeenten::regiegemeente();
    let stroom = |p: &&Post| p.rij.geldstroom == "doorsluizing" && p.rij.soort != "afrekening";
    let (mut af, mut bij) = (Cent::NUL, Cent::NUL);
    for p in posten.iter().filter(stroom) {
        bij += p.resultaat(hier);
        if let Some(g) = p.rij.gemeente.filter(|g| *g != hier) {
            af += -p.resultaat(g);
        }
    }
    (af, bij)
}

async fn maanden(vz: &Verzoek, jaar: i16) -> Result<Vec<Maandregel>, Fout> {
    let mut per: BTreeMap<Datum, Cent> = BTreeMap::new();
    for ((m, ..), bedragen) in maand::open(&vz.db, jaar).await? {
        *per.entry(m).or_default() += bedragen.values().copied().sum::<Cent>();
    }
    let vandaag = vz.vandaag();
    let rij = |(m, bedrag): (Datum, Cent)| Maandregel {
        maand: m,
        naam: maand::naam(m),
        bedrag: bedrag.to_string(),
        loopt: vandaag < m.plus_maanden(1),
    };
    Ok(per.into_iter().map(rij).collect())
}

#[derive(Template)]
#[template(path = "financien/grootboek/post.html")]
struct EenPost {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    volgnr: i64,
    gegevens: Vec<Gegeven>,
    regels: Vec<(String, String, String)>,
    /// Where what is behind this entry can be read; empty when it stands on its document alone.
    bron: String,
    /// What that is.
    brontekst: &'static str,
    /// Of a pay run: undoing it makes its lines payable again.
    betaalrun: bool,
    stuk: Option<i64>,
    mag_tegen: bool,
}

/// GET /geld/grootboek/{post}
pub async fn een(vz: Verzoek) -> Uitkomst {
    let volgnr = vz.pad("post")?;
    let f = Invoer::leeg();
    toon_post(&vz, volgnr, f).await
}

/// One entry, with the form that undoes it.
pub async fn toon_post(vz: &Verzoek, volgnr: i64, f: Invoer) -> Uitkomst {
    let posten = opslag::alle(&vz.db).await?;
    let Some(p) = posten.iter().find(|p| p.rij.volgnr == volgnr) else { return Antwoord::niet_gevonden() };
    let goed = f.is_goed();
    let f = if goed { f.met_datum("datum", dag_in(p, vz.vandaag())) } else { f };
    let door = posten.iter().find(|x| x.rij.tegenboeking_van == Some(volgnr));
    let mut gegevens = vec![
        Gegeven::nieuw("Boekdatum", p.rij.boekdatum.voluit())
            .bron(format!("Vastgelegd op {}", p.rij.op.voluit())),
        Gegeven::nieuw("Omschrijving", p.rij.omschrijving.clone()),
        Gegeven::nieuw("Rust op", p.rij.document.clone()),
        Gegeven::nieuw("Gemeente", p.rij.gemeente.map_or_else(|| "Regio".to_owned(), gemeenten::naam)),
        Gegeven::nieuw("Geldstroom", Geldstroom::lees(&p.rij.geldstroom).map_or("", Geldstroom::tekst)),
    ];
    if let Some(van) = p.rij.tegenboeking_van {
        gegevens.push(Gegeven::nieuw("Maakt ongedaan", format!("Post {van}")));
    }
    if let Some(d) = door {
        gegevens.push(Gegeven::nieuw("Ongedaan gemaakt", format!("Door post {}", d.rij.volgnr)));
    }
    let titel = format!("Post {volgnr}");
    let run = run::van_post(&vz.db, volgnr).await?;
    let (bron, brontekst) = match &run {
        Some(r) if r.soort != "begin" => {
            (format!("/geld/boekingen?run={}", r.betaalrun_id), "Bekijk de betaalde regels")
        }
        Some(_) | None => (bron(p), "Bekijk de declaraties achter dit bedrag"),
    };
    let betaling = p.rij.geldstroom == Geldstroom::Betaling.code();
    let betaalrun = run.is_some_and(|r| r.soort == "run");
    let namen = Namen::lees(vz).await?;
    let tekst = |r: &Rekening| format!("{}{}", rekeningtekst(r), namen.deel(r));
    let pagina = EenPost {
        kader: nav::kader(vz, &titel)
            .await?
            .kruimel("Grootboek", format!("/geld/grootboek?jaar={}", p.rij.boekjaar))
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        volgnr,
        gegevens,
        regels: p
            .overboekingen
            .iter()
            .map(|o| (tekst(o.debet()), tekst(o.credit()), o.bedrag().to_string()))
            .collect(),
        bron,
        brontekst,
        betaalrun,
        stuk: p.rij.stuk_id,
        mag_tegen: door.is_none() && p.rij.tegenboeking_van.is_none() && (betaalrun || !betaling),
    };
    if goed { Antwoord::pagina(&pagina) } else { Antwoord::formulier_terug(&pagina) }
}

/// Today when it lies in the year of the entry, else the last day of that year.
fn dag_in(p: &Post, vandaag: Datum) -> Datum {
    if i64::from(vandaag.jaar()) == p.rij.boekjaar {
        return vandaag;
    }
    i16::try_from(p.rij.boekjaar).ok().and_then(|j| Datum::nieuw(j, 12, 31)).unwrap_or(vandaag)
}

/// The declared lines behind an entry of a month.
fn bron(p: &Post) -> String {
    let (Some(maand), Some(g)) = (p.rij.maand, p.rij.gemeente) else { return String::new() };
    let vorm = if p.rij.geldstroom == "programma_bw" { "bw" } else { "bt" };
    format!(
        "/geld/boekingen?jaar={}&maand={}&gemeente={g}&vorm={vorm}&soort=gedeclareerd",
        maand.jaar(),
        maand.maand()
    )
}
