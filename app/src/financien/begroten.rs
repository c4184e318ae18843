//! The page *Begroting*: one year, all gemeenten and forms in one form.

use super::stand::{self, BegrotingRij};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    opslag::{Handeling, Tx},
};
use askama::Template;
use kern::financien::toets_begroting;
use kern::stam::{Cent, Gemeentecode, Peil};

/// What is budgeted: three forms of support, and the costs of doing it (uitvoeringsplan 5.4).
const POSTEN: &[(&str, &str)] = &[
    ("bw", "Beschermd wonen"),
    ("bt", "Beschermd thuis"),
    ("wmo_begeleiding", "Wmo-begeleiding"),
    ("uitvoering", "Uitvoeringskosten"),
];
const STATUSSEN: &[(&str, &str)] = &[("concept", "Concept"), ("vastgesteld", "Vastgesteld")];

/// One gemeente: a box per post.
struct Rij {
    gemeente: String,
    velden: Vec<Vak>,
    totaal: String,
}

/// One box.
struct Vak {
    naam: String,
    label: String,
}

#[derive(Template)]
#[template(path = "financien/begroting.html")]
struct Begroting {
    kader: Kader,
    formulier: Invoer,
    jaar: i64,
    jaren: Vec<Optie>,
    posten: Vec<&'static str>,
    statussen: Vec<Optie>,
    rijen: Vec<Rij>,
    totaal: String,
}

fn veld(g: Gemeentecode, post: &str) -> String {
    format!("b-{g}-{post}")
}

fn jaar_van(vz: &Verzoek) -> i64 {
    let nu = i64::from(vz.vandaag().jaar());
    let jaar = vz.vraag("jaar").and_then(|j| j.parse().ok());
    jaar.filter(|j| toets_begroting(*j, Cent::NUL).is_ok()).unwrap_or(nu)
}

/// GET /begroting
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, jaar_van(&vz), None).await
}

async fn pagina(vz: &Verzoek, jaar: i64, f: Option<Invoer>) -> Uitkomst {
    let rijen = stand::begroting(&vz.db, jaar, Peil::op(vz.vandaag())).await?;
    let som = |g: Option<Gemeentecode>| -> Cent {
        rijen.iter().filter(|r| g.is_none_or(|g| r.gemeente == g)).map(|r| r.bedrag_cent).sum()
    };
    let f = f.unwrap_or_else(|| {
        let status = rijen.iter().any(|r| r.status == "vastgesteld");
        let f = Invoer::leeg().met("status", if status { "vastgesteld" } else { "concept" });
        rijen.iter().fold(f, |f, r| f.met(&veld(r.gemeente, &r.vorm), kaal(r.bedrag_cent)))
    });
    let goed = f.is_goed();
    let nu = i64::from(vz.vandaag().jaar());
    let tabel = gemeenten::regio().iter().map(|g| Rij {
        gemeente: gemeenten::naam(g.code),
        velden: POSTEN
            .iter()
            .map(|(post, naam)| Vak {
                naam: veld(g.code, post),
                label: format!("{naam} van {}", gemeenten::naam(g.code)),
            })
            .collect(),
        totaal: som(Some(g.code)).to_string(),
    });
    let p = Begroting {
        kader: vz
            .kader(&format!("Begroting {jaar}"))
            .await?
            .kruimel("Geld", "/geld")
            .kruimel("Begroting", "")
            .fouten(!goed),
        formulier: f,
        jaar,
        jaren: ((nu - 6)..=(nu + 3)).rev().map(|j| Optie::nieuw(j.to_string(), j.to_string())).collect(),
        posten: POSTEN.iter().map(|p| p.1).collect(),
        statussen: STATUSSEN.iter().map(|s| Optie::nieuw(s.0, s.1)).collect(),
        rijen: tabel.collect(),
        totaal: som(None).to_string(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// `1.234,56` without the sign of the euro, for a box.
fn kaal(c: Cent) -> String {
    c.to_string().trim_start_matches("€ ").to_owned()
}

/// POST /begroting
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let jaar = vz.form.getal("jaar").unwrap_or(0);
    if let Err(w) = toets_begroting(jaar, Cent::NUL) {
        f.weiger(&w);
        return pagina(&vz, i64::from(vz.vandaag().jaar()), Some(f)).await;
    }
    let status = STATUSSEN.iter().map(|s| s.0).find(|s| *s == vz.form.tekst("status"));
    if status.is_none() {
        f.fout("status", "Kies of de begroting een concept is of is vastgesteld.");
    }
    let nieuw = lees(&vz, &mut f, jaar);
    let (Some(status), true) = (status, f.is_goed()) else { return pagina(&vz, jaar, Some(f)).await };
    let mut tx = vz.begin().await?;
    if leg_vast(&mut tx, jaar, status, &nieuw).await? {
        tx.commit().await?;
        return Antwoord::naar_met_melding(format!("/begroting?jaar={jaar}"), "De begroting is vastgelegd.");
    }
    Antwoord::naar_met_melding(format!("/begroting?jaar={jaar}"), "Er was niets gewijzigd.")
}

type Bedragen = Vec<(Gemeentecode, &'static str, Option<Cent>)>;

/// The typed amounts; an empty box is no budget.
fn lees(vz: &Verzoek, f: &mut Invoer, jaar: i64) -> Bedragen {
    let mut uit = Vec::new();
    for g in gemeenten::regio() {
        for (post, _) in POSTEN {
            let naam = veld(g.code, post);
            let getypt = vz.form.tekst(&naam);
            if getypt.is_empty() {
                uit.push((g.code, *post, None));
                continue;
            }
            match Cent::lees(getypt) {
                Err(e) => f.fout(&naam, format!("{}: {}", gemeenten::naam(g.code), e.0)),
                Ok(c) => match toets_begroting(jaar, c) {
                    Err(w) => f.fout(&naam, format!("{}: {}", gemeenten::naam(g.code), w.zin)),
                    Ok(()) => uit.push((g.code, *post, Some(c))),
                },
            }
        }
    }
    uit
}

/// Writes what differs; returns whether anything did. Nothing was written when it returns false.
async fn leg_vast(tx: &mut Tx, jaar: i64, status: &'static str, nieuw: &Bedragen) -> Result<bool, Fout> {
    let oud = stand::begroting(tx, jaar, Peil::op(tx.vandaag())).await?;
    let oud_van = |g: Gemeentecode, post: &str| oud.iter().find(|r| r.gemeente == g && r.vorm == post);
    let mut te_doen = Vec::new();
    for (gemeente, post, bedrag) in nieuw {
        let was = oud_van(*gemeente, post);
        // A box that was emptied says zero: a budget once given is history and does not vanish.
        let wordt = bedrag.or(was.map(|_| Cent::NUL));
        let Some(bedrag_cent) = wordt else { continue };
        if was.is_some_and(|w| w.bedrag_cent == bedrag_cent && w.status == status) {
            continue;
        }
        let begroting_id = match was {
            Some(w) => w.begroting_id,
            None => tx.nieuw_id()?,
        };
        let rij = BegrotingRij {
            begroting_id,
            jaar,
            gemeente: *gemeente,
            vorm: (*post).to_owned(),
            bedrag_cent,
            status: status.to_owned(),
        };
        te_doen.push((rij, was.is_some()));
    }
    if te_doen.is_empty() {
        return Ok(false);
    }
    tx.journaal(Handeling {
        wat: "begroting vastgelegd",
        onderwerp: "begroting",
        onderwerp_id: te_doen[0].0.begroting_id,
        dossier: None,
        gemeente: None,
        reden: status,
    })
    .await?;
    for (rij, vervangt) in &te_doen {
        stand::leg_begroting_vast(tx, rij, *vervangt).await?;
    }
    Ok(true)
}
