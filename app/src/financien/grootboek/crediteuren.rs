//! What is owed to aanbieders on the screen: per aanbieder, per year of the care, and the entries behind it.

use super::run::{self, Schuldstand};
use crate::financien::{nav, web::komma};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, csv,
    kader::Koppeling,
    onderdelen::Paginering,
    opslag::{Leest, sql, v},
};
use crate::inkoop::{self, opslag::AanbiederRij};
use crate::rij;
use askama::Template;
use kern::financien::{Crediteur, PerCrediteur, Rekening};
use kern::stam::{AanbiederId, Cent, Datum, Peil};
use std::collections::BTreeSet;

/// Entries on one page.
const PER_PAGINA: i64 = 50;

rij! {
    /// What an entry moved on a part of the account.
    pub struct BewegingRij {
        volgnr: i64, boekdatum: Datum, omschrijving: String, jaar: i64, kant: String, bedrag_cent: Cent,
    }
}

sql!(
    BEWEGINGEN = "SELECT p.volgnr, p.boekdatum, p.omschrijving, k.jaar, k.kant, o.bedrag_cent FROM overboekingcrediteur k
    JOIN overboeking o ON o.overboeking_id = k.overboeking_id JOIN grootboekpost p ON p.grootboekpost_id = o.grootboekpost_id
    WHERE k.aanbieder_id = $1 AND ($2 = 0 OR k.jaar = $2) ORDER BY p.boekdatum DESC, p.volgnr DESC, o.overboeking_id DESC LIMIT $3 OFFSET $4"
);
sql!(AANTAL = "SELECT count(*) FROM overboekingcrediteur WHERE aanbieder_id = $1 AND ($2 = 0 OR jaar = $2)");

/// Names of aanbieders by number.
pub struct Namen(Vec<AanbiederRij>);

impl Namen {
    /// Those of today.
    pub async fn lees(vz: &Verzoek) -> Result<Namen, Fout> {
        Ok(Namen(inkoop::opslag::aanbieders(&vz.db, Peil::op(vz.vandaag())).await?))
    }
    /// The name; the number when there is none.
    pub fn van(&self, id: AanbiederId) -> String {
        let a = self.0.iter().find(|a| a.aanbieder_id == id);
        a.map_or_else(|| format!("Aanbieder {id}"), |a| a.naam.clone())
    }
    fn agb(&self, id: AanbiederId) -> String {
        self.0.iter().find(|a| a.aanbieder_id == id).map(|a| a.agb.clone()).unwrap_or_default()
    }
    /// What stands behind the name of an account: `, De Stuit, zorg van 2026`; nothing for most accounts.
    pub fn deel(&self, r: &Rekening) -> String {
        r.crediteur.map_or_else(String::new, |c| format!(", {}, zorg van {}", self.van(c.aanbieder), c.jaar))
    }
}

/// A row: an aanbieder, or a year of one.
pub struct Schuldregel {
    /// Name or year.
    pub naam: String,
    /// Where it opens into.
    pub href: String,
    /// Posted as costs.
    pub geboekt: String,
    /// Paid.
    pub betaald: String,
    /// Posted and not paid.
    pub open: String,
    /// More was paid than posted.
    pub min: bool,
    /// Declared and not posted yet.
    pub nog_te_boeken: String,
}

fn som(per: &PerCrediteur, past: &dyn Fn(&Crediteur) -> bool) -> Cent {
    per.iter().filter(|x| past(x.0)).map(|x| *x.1).sum()
}

/// The row of the parts that count; what is open is what the boek says.
fn regel(s: &Schuldstand, naam: String, href: String, past: &dyn Fn(&Crediteur) -> bool) -> Schuldregel {
    let open: Cent = s.nu.iter().filter(|x| x.0.is_some_and(|c| past(&c))).map(|x| *x.1).sum();
    Schuldregel {
        naam,
        href,
        geboekt: som(&s.geboekt, past).to_string(),
        betaald: som(&s.betaald, past).to_string(),
        open: open.to_string(),
        min: open < Cent::NUL,
        nog_te_boeken: som(&s.nog_te_boeken, past).to_string(),
    }
}

fn delen(s: &Schuldstand) -> BTreeSet<Crediteur> {
    let nu = s.nu.keys().flatten();
    nu.chain(s.geboekt.keys()).chain(s.betaald.keys()).chain(s.nog_te_boeken.keys()).copied().collect()
}

/// All aanbieders by name, and the total. `los` is what is not divided over aanbieders yet.
pub async fn overzicht(
    db: &impl Leest,
    namen: &Namen,
) -> Result<(Vec<Schuldregel>, Schuldregel, Cent), Fout> {
    let s = run::stand(db).await?;
    let wie: BTreeSet<AanbiederId> = delen(&s).iter().map(|c| c.aanbieder).collect();
    let mut uit: Vec<Schuldregel> = wie
        .into_iter()
        .map(|a| regel(&s, namen.van(a), format!("/geld/grootboek/crediteuren/{a}"), &|c| c.aanbieder == a))
        .collect();
    uit.sort_by(|a, b| a.naam.cmp(&b.naam));
    let los = s.nu.get(&None).copied().unwrap_or_default();
    Ok((uit, regel(&s, "Totaal".to_owned(), String::new(), &|_| true), los))
}

/// A line on the page of an aanbieder.
struct Beweging {
    volgnr: i64,
    dag: String,
    omschrijving: String,
    jaar: i64,
    erbij: String,
    eraf: String,
}

#[derive(Template)]
#[template(path = "financien/grootboek/crediteur.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    aanbieder: AanbiederId,
    jaren: Vec<Schuldregel>,
    totaal: Schuldregel,
    filter: Invoer,
    keuzes: Vec<Optie>,
    regels: Vec<Beweging>,
    aantal: i64,
    bladeren: Paginering,
}

/// GET /geld/grootboek/crediteuren/{aanbieder}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let id = AanbiederId(vz.pad("aanbieder")?);
    let namen = Namen::lees(&vz).await?;
    let s = run::stand(&vz.db).await?;
    let eigen: Vec<Crediteur> = delen(&s).into_iter().filter(|c| c.aanbieder == id).collect();
    if eigen.is_empty() && namen.agb(id).is_empty() {
        return Antwoord::niet_gevonden();
    }
    let jaar = vz.vraag("zorgjaar").and_then(|j| j.parse::<i64>().ok()).unwrap_or(0);
    let (n,): (i64,) = vz.db.een(AANTAL, &[v(&id), v(&jaar)]).await?.unwrap_or((0,));
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    let bladeren = Paginering::van(n.unsigned_abs(), PER_PAGINA.unsigned_abs(), pagina, |p| {
        format!("/geld/grootboek/crediteuren/{id}?zorgjaar={jaar}&pagina={p}")
    });
    let vanaf = i64::try_from(bladeren.pagina - 1).unwrap_or(0) * PER_PAGINA;
    let rijen: Vec<BewegingRij> =
        vz.db.alle(BEWEGINGEN, &[v(&id), v(&jaar), v(&PER_PAGINA), v(&vanaf)]).await?;
    let naam = namen.van(id);
    let per_jaar = |c: &Crediteur| {
        let bij = |x: &Crediteur| x == c;
        regel(&s, c.jaar.to_string(), format!("/geld/boekingen?jaar={}&aanbieder={id}", c.jaar), &bij)
    };
    let p = Pagina {
        kader: nav::kader(&vz, &naam).await?.kruimel("Grootboek", "/geld/grootboek").kruimel(&naam, ""),
        nav: nav::delen(&vz),
        aanbieder: id,
        jaren: eigen.iter().map(per_jaar).collect(),
        totaal: regel(&s, "Totaal".to_owned(), String::new(), &|c| c.aanbieder == id),
        filter: Invoer::uit([("zorgjaar", if jaar == 0 { String::new() } else { jaar.to_string() })]),
        keuzes: eigen.iter().map(|c| Optie::nieuw(c.jaar.to_string(), c.jaar.to_string())).collect(),
        regels: rijen.iter().map(beweging).collect(),
        aantal: n,
        bladeren,
    };
    Antwoord::pagina(&p)
}

fn beweging(r: &BewegingRij) -> Beweging {
    let (bij, af) = if r.kant == "credit" {
        (r.bedrag_cent.to_string(), String::new())
    } else {
        (String::new(), r.bedrag_cent.to_string())
    };
    Beweging {
        volgnr: r.volgnr,
        dag: r.boekdatum.voluit(),
        omschrijving: r.omschrijving.clone(),
        jaar: r.jaar,
        erbij: bij,
        eraf: af,
    }
}

/// GET /geld/grootboek/crediteuren.csv: per aanbieder and year of the care.
pub async fn als_csv(vz: Verzoek) -> Uitkomst {
    let (namen, s) = (Namen::lees(&vz).await?, run::stand(&vz.db).await?);
    let kop =
        ["AGB", "Aanbieder", "Zorg van", "Geboekt als kosten", "Betaald", "Staat open", "Nog te boeken"];
    let mut uit = csv::regel(&kop);
    for c in delen(&s) {
        let van = |per: &PerCrediteur| komma(per.get(&c).copied().unwrap_or_default());
        uit.push_str(&csv::regel(&[
            namen.agb(c.aanbieder),
            namen.van(c.aanbieder),
            c.jaar.to_string(),
            van(&s.geboekt),
            van(&s.betaald),
            komma(s.nu.get(&Some(c)).copied().unwrap_or_default()),
            van(&s.nog_te_boeken),
        ]));
    }
    Antwoord::bestand("crediteuren.csv", "text/csv; charset=utf-8", uit.into_bytes())
}
