//! The page *Kalender*: what must be ready when, and for whom; each day says how it was computed.

use super::{meerjaren, nav, tabellen::cyclus};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, kader::Koppeling, onderdelen::Termijn,
};
use askama::Template;
use kern::financien::{Cyclusmoment, kalender, komt_eraan};
use kern::stam::Datum;

/// Days ahead that count as soon.
const BIJNA_DAGEN: i64 = 30;
/// Months that are shown as coming up.
const VOORUIT_MAANDEN: i32 = 6;

/// One moment on the screen.
struct Moment {
    wat: String,
    klaar: String,
    voor_wie: String,
    begrotingsjaar: i16,
    termijn: Termijn,
    /// Where the begroting stands, for the moments on its route.
    stand: String,
    href: String,
}

#[derive(Template)]
#[template(path = "financien/kalender.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    filter: Invoer,
    jaar: i16,
    jaren: Vec<Optie>,
    straks: Vec<Moment>,
    cyclus: Vec<Moment>,
    vooruit: String,
}

/// GET /geld/kalender
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let (jaar, vandaag) = (nav::jaar(&vz), vz.vandaag());
    let tot = vandaag.plus_maanden(VOORUIT_MAANDEN);
    let mut straks = Vec::new();
    for (op, j, m) in komt_eraan(cyclus(), vandaag, tot) {
        straks.push(moment(&vz, op, j, m).await?);
    }
    let mut jaarcyclus = Vec::new();
    for (op, m) in kalender(cyclus(), jaar) {
        jaarcyclus.push(moment(&vz, op, jaar, m).await?);
    }
    let p = Pagina {
        kader: nav::kader(&vz, "Kalender").await?.kruimel("Kalender", ""),
        nav: nav::delen(&vz),
        filter: Invoer::leeg().met("jaar", jaar.to_string()),
        jaar,
        jaren: nav::jaren(&vz),
        straks,
        cyclus: jaarcyclus,
        vooruit: tot.voluit(),
    };
    Antwoord::pagina(&p)
}

async fn moment(vz: &Verzoek, op: Datum, jaar: i16, m: &Cyclusmoment) -> Result<Moment, Fout> {
    let op_route = ["conceptbegroting", "vaststelling"].contains(&m.code.as_str());
    let stand = if op_route {
        let s = meerjaren::opslag::stand(&vz.db, jaar).await?;
        if s.regels.is_empty() { "Nog geen begroting".to_owned() } else { s.route.tekst().to_owned() }
    } else {
        String::new()
    };
    let href = if op_route { format!("/geld/begroting?jaar={jaar}") } else { String::new() };
    let termijn = Termijn::op(op, vz.vandaag(), BIJNA_DAGEN).waarom(waarom(op, jaar, m));
    // What lies in the past was done or not, but is no longer a term of today.
    let label = if op < vz.vandaag() { String::new() } else { termijn.label.clone() };
    let toon = if op < vz.vandaag() { crate::huis::kader::Toon::Neutraal } else { termijn.toon };
    Ok(Moment {
        wat: m.wat.clone(),
        klaar: m.klaar.clone(),
        voor_wie: m.voor_wie.clone(),
        begrotingsjaar: jaar,
        termijn: Termijn { label, toon, ..termijn },
        stand,
        href,
    })
}

/// How the day came about: a fixed day of the cycle, in a year seen from the begrotingsjaar.
fn waarom(op: Datum, jaar: i16, m: &Cyclusmoment) -> String {
    let wanneer = match m.jaar {
        0 => format!("het begrotingsjaar {jaar} zelf"),
        -1 => format!("het jaar voor het begrotingsjaar {jaar}"),
        1 => format!("het jaar na het begrotingsjaar {jaar}"),
        n => format!("{} jaar van het begrotingsjaar {jaar}", n.abs()),
    };
    let status = match m.status.as_str() {
        "vastgesteld" => "Deze dag staat vast.",
        _ => "Deze dag is een voorstel: de regio stelt hem vast.",
    };
    let dag = op.voluit();
    format!("{dag} is de vaste dag van dit moment in {wanneer}. Bron: {}. {status}", m.bron)
}
