//! Indexation of tarieven: OVA and ppc per year, the exact index, and what it does to each tarief.

use super::boom::Tak;
use super::opslag::{self, IndexRij};
use super::rekenen::{bron, weigerzin};
use super::vastleggen;
use super::web_bedragen::lees_jaar;
use super::web_model::{handeling, lees_zeker, statusopties};
use crate::huis::{Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek};
use crate::inkoop;
use askama::Template;
use kern::stam::{Breuk, Datum, Peil, lees_getal};
use kern::stelsel::{Indexdeel, index, indexeer};

const DELEN: [(&str, &str); 2] = [("OVA", "OVA (loon)"), ("ppc", "ppc (prijzen)")];

/// One year.
struct Blok {
    jaar: i64,
    exact: String,
    gepubliceerd: String,
    voorbeeld: bool,
    boom: Vec<Tak>,
    weigering: String,
    tarieven: Vec<Tariefregel>,
}

/// A tarief of the year before, indexed.
struct Tariefregel {
    product: String,
    oud: String,
    nieuw: String,
}

#[derive(Template)]
#[template(path = "stelsel/index.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    blokken: Vec<Blok>,
    delen: Vec<Optie>,
    zekerheden: Vec<Optie>,
    mag_wijzigen: bool,
}

/// GET /stelsel/index
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, Invoer::leeg()).await
}

async fn pagina(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let goed = f.is_goed();
    let rijen = opslag::indexcijfers(&vz.db, Peil::op(vz.vandaag())).await?;
    let mut jaren: Vec<i64> = rijen.iter().map(|r| r.jaar).collect();
    jaren.dedup();
    let mut blokken = Vec::new();
    for jaar in jaren {
        blokken.push(blok(vz, jaar, &rijen).await?);
    }
    let kader = vz.kader("Indexatie").await?.kruimel("Verdeling", "/stelsel").kruimel("Indexatie", "");
    let p = Pagina {
        kader: kader.fouten(!goed),
        formulier: f,
        blokken,
        delen: DELEN.iter().map(|d| Optie::nieuw(d.0, d.1)).collect(),
        zekerheden: statusopties(),
        mag_wijzigen: super::mag_wijzigen(vz),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn deel(r: &IndexRij) -> Result<Indexdeel, Fout> {
    Ok(Indexdeel {
        naam: r.naam.clone(),
        weging: lees_getal(&r.weging)?,
        voorlopig_vorig: lees_getal(&r.voorlopig_vorig)?,
        definitief_vorig: lees_getal(&r.definitief_vorig)?,
        voorlopig: lees_getal(&r.voorlopig)?,
        bron: bron(&r.bron, &r.cijferstatus)?,
    })
}

fn procent(b: &Breuk, decimalen: u32) -> String {
    format!("{}%", b.maal(&Breuk::heel(100)).met_decimalen(decimalen).replace('.', ","))
}

async fn blok(vz: &Verzoek, jaar: i64, rijen: &[IndexRij]) -> Result<Blok, Fout> {
    let delen = rijen.iter().filter(|r| r.jaar == jaar).map(deel).collect::<Result<Vec<_>, Fout>>()?;
    let mut b = Blok {
        jaar,
        exact: String::new(),
        gepubliceerd: String::new(),
        voorbeeld: false,
        boom: Vec::new(),
        weigering: String::new(),
        tarieven: Vec::new(),
    };
    match index(&delen, false) {
        Err(w) => b.weigering = weigerzin(&w),
        Ok(i) => {
            b.exact = procent(&i.totaal(), 3);
            b.gepubliceerd = procent(&i.gepubliceerd(), 2);
            b.voorbeeld = i.herleiding.status().is_voorbeeld();
            b.boom = vec![Tak::van(&i.herleiding, 1)];
            b.tarieven = tarieven(vz, jaar, &i.totaal()).await?;
        }
    }
    Ok(b)
}

/// The highest tarief per product on the last day of the year before, and what it becomes.
async fn tarieven(vz: &Verzoek, jaar: i64, index: &Breuk) -> Result<Vec<Tariefregel>, Fout> {
    let jaar = super::rekenen::jaartal(jaar)?;
    let Some(dag) = Datum::nieuw(jaar.saturating_sub(1), 12, 31) else { return Ok(Vec::new()) };
    let (peil, mut uit) = (Peil::op(dag), Vec::new());
    for p in inkoop::opslag::producten(&vz.db, peil).await? {
        let code = kern::inkoop::Productcode::lees(&p.productcode)?;
        let Some(oud) = inkoop::opslag::richttarief(&vz.db, &code, peil).await? else { continue };
        let nieuw = indexeer(oud, index).map_or_else(|w| weigerzin(&w), |c| c.to_string());
        uit.push(Tariefregel {
            product: format!("{} {}", p.productcode, p.naam),
            oud: oud.to_string(),
            nieuw,
        });
    }
    Ok(uit)
}

/// POST /stelsel/index: a part of an index; it replaces the part of that year.
pub async fn bewaar(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let jaar = lees_jaar(&vz, &mut f);
    let naam = DELEN.iter().map(|d| d.0).find(|d| *d == vz.form.tekst("naam"));
    if naam.is_none() {
        f.fout("naam", "Kies OVA of ppc.");
    }
    // Typed as percentages, kept as shares.
    let mut percentage = |veld: &'static str| match lees_getal(vz.form.tekst(veld)) {
        Ok(p) => p.gedeeld_door(&Breuk::heel(100)).map(|d| d.met_decimalen(8)),
        Err(e) => {
            f.fout(veld, e.0);
            None
        }
    };
    let [weging, voorlopig_vorig, definitief_vorig, voorlopig] =
        ["weging", "voorlopig_vorig", "definitief_vorig", "voorlopig"].map(&mut percentage);
    let bron = vz.form.tekst("bron").to_owned();
    if bron.is_empty() {
        f.fout("bron", "Vul in uit welk document dit komt.");
    }
    let zeker = lees_zeker(&vz, &mut f);
    let (
        Some(jaar),
        Some(naam),
        Some(weging),
        Some(voorlopig_vorig),
        Some(definitief_vorig),
        Some(voorlopig),
        Some(zeker),
        true,
    ) = (jaar, naam, weging, voorlopig_vorig, definitief_vorig, voorlopig, zeker, f.is_goed())
    else {
        return pagina(&vz, f).await;
    };
    let oud = opslag::indexcijfers(&vz.db, Peil::op(vz.vandaag())).await?;
    let oud = oud.iter().find(|r| r.jaar == jaar && r.naam == naam);
    let mut tx = vz.begin().await?;
    let indexcijfer_id = match oud {
        Some(r) => r.indexcijfer_id,
        None => tx.nieuw_id()?,
    };
    let (naam, cijferstatus) = (naam.to_owned(), zeker.code().to_owned());
    let r = IndexRij {
        indexcijfer_id,
        jaar,
        naam,
        weging,
        voorlopig_vorig,
        definitief_vorig,
        voorlopig,
        bron,
        cijferstatus,
    };
    tx.journaal(handeling("indexcijfer vastgelegd", "indexcijfer", indexcijfer_id, "")).await?;
    vastleggen::indexcijfer(&mut tx, &r, oud.is_some()).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/stelsel/index", "Het indexcijfer is vastgelegd.")
}
