//! A change of an adopted begroting: new facts beside the lines, which stay as they were adopted.

use super::opslag;
use crate::financien::{nav, stuk, velden};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek, kader::Koppeling, opslag::Handeling};
use askama::Template;
use kern::financien::{Begrotingsroute, Begrotingswijziging};
use kern::stam::{Cent, Weigering};

/// A box per line.
struct Vak {
    naam: String,
    regel: String,
    nu: String,
}

#[derive(Template)]
#[template(path = "financien/meerjaren/wijziging.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    jaar: i16,
    vakken: Vec<Vak>,
}

fn veld(code: &str) -> String {
    format!("w-{code}")
}

/// GET /geld/begroting/wijziging
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, nav::jaar(&vz), Invoer::leeg()).await
}

async fn toon(vz: &Verzoek, jaar: i16, f: Invoer) -> Uitkomst {
    let s = opslag::stand(&vz.db, jaar).await?;
    let goed = f.is_goed();
    let titel = format!("Wijziging van de begroting {jaar}");
    let vak = |r: &kern::financien::Begrotingsregel| Vak {
        naam: veld(&r.code),
        regel: r.omschrijving.clone(),
        nu: format!("Nu {}", s.begroting.na_wijziging(r)),
    };
    let p = Pagina {
        kader: nav::kader(vz, &titel)
            .await?
            .kruimel("Begroting", format!("/geld/begroting?jaar={jaar}"))
            .kruimel("Wijziging", "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        jaar,
        vakken: s.begroting.regels().iter().map(vak).collect(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/begroting/wijziging
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar_van(vz.form.tekst("jaar")).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let mut f = vz.invoer();
    let mut tx = vz.begin().await?;
    let mut nu = opslag::stand(&tx, jaar).await?;
    let mutaties = mutaties(&vz, &mut f, &nu);
    let op = velden::dag(&vz, &mut f, "op", "Vul in wanneer de wijziging is vastgesteld.");
    let document = velden::tekst(&vz, &mut f, "document", "Noem het document waarin dit staat.");
    let bijlage = velden::bijlage(&vz, &mut f);
    let (Some(vastgesteld_op), Some(document), true) = (op, document, f.is_goed()) else {
        drop(tx);
        return toon(&vz, jaar, f).await;
    };
    let nummer = u32::try_from(nu.wijzigingen.len()).unwrap_or(0) + 1;
    let w = Begrotingswijziging { nummer, vastgesteld_op, document, mutaties };
    let mag = toets(&nu.route).and_then(|()| nu.begroting.wijzig(w.clone()));
    if let Err(e) = mag {
        drop(tx);
        f.weiger(&e);
        return toon(&vz, jaar, f).await;
    }
    tx.journaal(Handeling {
        wat: "begroting gewijzigd",
        onderwerp: "begrotingswijziging",
        onderwerp_id: i64::from(nummer),
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    let stuk_id = stuk::bewaar(&mut tx, &vz.app, bijlage).await?;
    opslag::leg_wijziging_vast(&mut tx, jaar, &w, stuk_id).await?;
    opslag::volg(&mut tx, jaar).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(
        format!("/geld/begroting?jaar={jaar}"),
        format!("Wijziging {nummer} is vastgelegd."),
    )
}

/// Refuses a change of what is not adopted yet (FIN-41).
fn toets(route: &Begrotingsroute) -> Result<(), Weigering> {
    if matches!(route, Begrotingsroute::Vastgesteld { .. }) {
        return Ok(());
    }
    let zin = "Deze begroting is nog niet vastgesteld. Wijzig dan de regels zelf.";
    Err(Weigering::nieuw("FIN-41", "BBV art. 24", zin))
}

fn mutaties(vz: &Verzoek, f: &mut Invoer, nu: &opslag::Stand) -> Vec<(String, Cent)> {
    let mut uit = Vec::new();
    for r in nu.begroting.regels() {
        let naam = veld(&r.code);
        let getypt = vz.form.tekst(&naam);
        if getypt.is_empty() {
            continue;
        }
        match Cent::lees(getypt) {
            Ok(Cent::NUL) => {}
            Ok(c) => uit.push((r.code.clone(), c)),
            Err(e) => f.fout(&naam, format!("{}: {}", r.omschrijving, e.0)),
        }
    }
    if uit.is_empty() && f.is_goed() {
        f.fout("", "Vul bij ten minste één regel in wat erbij komt of eraf gaat.");
    }
    uit
}
