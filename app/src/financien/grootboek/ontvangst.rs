//! The receipt of the integratie-uitkering: what each gemeente got, and what it passes on to the pot.

use super::boek;
use super::opslag::Nieuw;
use crate::financien::{nav, tabellen::taakvelden, velden};
use crate::huis::{Antwoord, Invoer, Kader, Uitkomst, Verzoek, gemeenten, kader::Koppeling};
use askama::Template;
use kern::financien::{Doorsluizing, Geldstroom, PerGemeente, Rekeningsoort};
use kern::stam::{Cent, Gemeentecode, Weigering};

/// One box.
struct Vak {
    naam: String,
    gemeente: String,
}

#[derive(Template)]
#[template(path = "financien/grootboek/ontvangst.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    vakken: Vec<Vak>,
    centrum: String,
}

fn veld(g: Gemeentecode) -> String {
    format!("o-{g}")
}

/// GET /geld/grootboek/ontvangst
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    let f = Invoer::leeg().met_datum("datum", vz.vandaag());
    toon(&vz, f).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let vakken =
        gemeenten::regio().iter().map(|g| Vak { naam: veld(g.code), gemeente: g.naam.clone() }).collect();
    let titel = "Uitkering ontvangen";
    let p = Pagina {
        kader: nav::kader(vz, titel)
            .await?
            .kruimel("Grootboek", "/geld/grootboek")
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        vakken,
        centrum: gemeenten::naam(gemeenten::regiegemeente()),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// The typed amounts; an empty box is no receipt.
fn bedragen(vz: &Verzoek, f: &mut Invoer) -> PerGemeente {
    let mut uit = Vec::new();
    for g in gemeenten::regio() {
        let naam = veld(g.code);
        let getypt = vz.form.tekst(&naam);
        if getypt.is_empty() {
            continue;
        }
        match Cent::lees(getypt) {
            Ok(c) if c < Cent::NUL => {
                f.fout(&naam, format!("{}: boek een terugbetaling als tegenboeking.", g.naam));
            }
            Ok(c) => uit.push((g.code, c)),
            Err(e) => f.fout(&naam, format!("{}: {}", g.naam, e.0)),
        }
    }
    if uit.iter().all(|u| u.1 == Cent::NUL) && f.is_goed() {
        f.fout("", "Vul bij ten minste één gemeente in wat zij ontving.");
    }
    uit
}

/// POST /geld/grootboek/ontvangst
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let ontvangen = bedragen(&vz, &mut f);
    let datum = velden::dag(&vz, &mut f, "datum", "Vul de dag in waarop is ontvangen.");
    let circulaire = velden::tekst(&vz, &mut f, "circulaire", "Noem de circulaire waarop de uitkering rust.");
    let overeenkomst =
        velden::tekst(&vz, &mut f, "overeenkomst", "Noem de overeenkomst waarop het doorgeven rust.");
    let bijlage = velden::bijlage(&vz, &mut f);
    let (Some(datum), Some(circulaire), Some(overeenkomst), true) =
        (datum, circulaire, overeenkomst, f.is_goed())
    else {
        return toon(&vz, f).await;
    };
    let d = Doorsluizing { centrum: gemeenten::regiegemeente(), datum, circulaire, overeenkomst };
    let mut tx = vz.begin().await?;
    let wat = ("ontvangst geboekt", datum.jaar());
    let nrs = match boek::leg_vast(&mut tx, &vz.app, wat, posten(&d, &ontvangen), bijlage).await? {
        Ok(nrs) => nrs,
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            return toon(&vz, f).await;
        }
    };
    tx.commit().await?;
    let zin = format!("De ontvangst is geboekt: {} posten.", nrs.len());
    Antwoord::naar_met_melding(format!("/geld/pot?jaar={}", datum.jaar()), zin)
}

/// The entries of a receipt: each gemeente its own, and what goes on to the pot.
pub fn posten(d: &Doorsluizing, ontvangen: &PerGemeente) -> Result<Vec<Nieuw>, Weigering> {
    let mut uit = Vec::new();
    for een in ontvangen {
        for post in d.boekingen(&vec![*een], taakvelden())? {
            // The receipt stands in the books of the gemeente itself on the side of the income; the rest passes it on.
            let baten = |p: &kern::financien::Overboeking| {
                p.credit().soort == Rekeningsoort::Baten
                    && p.credit().categorie == Geldstroom::Ontvangst.code()
            };
            let eerste = post.overboekingen.iter().any(baten);
            let geldstroom = if eerste { Geldstroom::Ontvangst } else { Geldstroom::Doorsluizing };
            uit.push(Nieuw {
                soort: "gewoon",
                geldstroom,
                gemeente: Some(een.0),
                maand: None,
                post,
                stuk_id: None,
                tegenboeking_van: None,
            });
        }
    }
    Ok(uit)
}
