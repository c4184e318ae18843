//! Choosing an aanbieder for what was granted: who has a place, at which price, and how many wait.

use super::web::DEEL;
use super::{handel, opslag, wachtlijst};
use crate::huis::{
    Antwoord, Dossierkop, Fout, Invoer, Kader, Uitkomst, Verzoek, gemeenten, kader::Toon, opslag::Leest,
};
use crate::inkoop::{self, opslag::capaciteit_uit, velden, web::periode_tekst};
use askama::Template;
use kern::inkoop::{Vorm, tarief_op};
use kern::levering::{TeLeveren, plaats_vrij};
use kern::stam::{AanbiederId, Cent, Gemeentecode, Peil, Periode};

/// One aanbieder in one gemeente.
pub struct Keuzeregel {
    /// Value that is posted: `aanbieder:gemeente`.
    waarde: String,
    naam: String,
    gemeente: String,
    tarief: Cent,
    tarief_tekst: String,
    /// Free places; `None` when the contract names no number.
    vrij: Option<u32>,
    stand: (String, Toon),
    wachtenden: usize,
}

impl Keuzeregel {
    fn is_vol(&self) -> bool {
        self.vrij == Some(0)
    }
}

#[derive(Template)]
#[template(path = "levering/kies.html")]
struct Kies {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    wachtpad: String,
    inleiding: String,
    regels: Vec<Keuzeregel>,
}

/// GET /dossiers/{dossier}/levering/{indicatie}/toewijzen
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, None).await
}

async fn toon(vz: &Verzoek, f: Option<Invoer>) -> Uitkomst {
    let (dossier, vandaag) = (vz.dossier().dossier, vz.vandaag());
    let Some(kop) = vz.dossierkop(DEEL, Peil::op(vandaag)).await? else { return Antwoord::niet_gevonden() };
    let indicatie_id = vz.pad("indicatie")?;
    let Some(i) = opslag::indicatie(&vz.db, dossier, indicatie_id, Peil::op(vandaag)).await? else {
        return Antwoord::niet_gevonden();
    };
    let te_leveren = i.te_leveren()?;
    let periode = gewenst(vz, &te_leveren, &i, f.is_some());
    let f = f.unwrap_or_else(|| {
        let f = Invoer::leeg().met_datum("van", periode.van());
        periode.tot_en_met().map_or(f.clone(), |dag| f.met_datum("tot", dag))
    });
    let regels = keuzes(&vz.db, &te_leveren, &periode, i.gemeente, Peil::op(vandaag)).await?;
    let goed = f.is_goed();
    let inleiding = format!(
        "{}, product {}, {}, {}.",
        te_leveren.vorm,
        te_leveren.product,
        te_leveren.omvang,
        periode_tekst(i.geldig_van, i.geldig_tot)
    );
    let kader = vz.kader("Toewijzen aan een aanbieder").await?.fouten(!goed);
    let pad = format!("/dossiers/{dossier}/levering/{indicatie_id}");
    let wachtpad = format!("{pad}/wachtlijst");
    let p = Kies { kader, kop, formulier: f, pad, wachtpad, inleiding, regels };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// The period that was asked for, or what is left of the indicatie after earlier toewijzingen.
fn gewenst(vz: &Verzoek, t: &TeLeveren, i: &opslag::IndicatieRij, getypt: bool) -> Periode {
    let dag = |veld| vz.form.datum(veld).ok().flatten();
    let van = if getypt { dag("van") } else { None }.unwrap_or(i.geldig_van);
    let tot = if getypt { dag("tot").map(|d| d.plus_dagen(1)) } else { None }.or(i.geldig_tot);
    Periode::nieuw(van, tot).unwrap_or(t.periode)
}

/// All aanbieders with a price on the first day, per gemeente in which they have places: free places first, then by gemeente of
/// the inwoner, price and name.
async fn keuzes(
    db: &impl Leest,
    t: &TeLeveren,
    periode: &Periode,
    eigen: Gemeentecode,
    peil: Peil,
) -> Result<Vec<Keuzeregel>, Fout> {
    let wachtenden = wachtlijst::wachtenden(db).await?;
    let wacht = |g: Gemeentecode| {
        let code = g.to_string();
        wachtenden
            .iter()
            .filter(|w| w.productcode == t.product.tekst() && (w.voorkeur.is_empty() || w.voorkeur == code))
            .count()
    };
    let dag = Peil { op: periode.van(), ..peil };
    let mut regels = Vec::new();
    for a in inkoop::opslag::aanbieders_met_tarief(db, &t.product, dag).await? {
        let contracten = inkoop::opslag::contracten(db, a.aanbieder_id, peil).await?;
        let Ok(tarief) = tarief_op(&contracten, &t.product, periode.van()) else { continue };
        for (gemeente, vrij) in plekken(db, t, a.aanbieder_id, periode, eigen, peil).await? {
            regels.push(Keuzeregel {
                waarde: format!("{}:{gemeente}", a.aanbieder_id),
                naam: a.naam.clone(),
                gemeente: gemeenten::naam(gemeente),
                tarief: tarief.tarief,
                tarief_tekst: tarief.tarief.to_string(),
                vrij,
                stand: stand(vrij),
                wachtenden: wacht(gemeente),
            });
        }
    }
    let thuis = gemeenten::naam(eigen);
    regels.sort_by(|a, b| {
        (a.is_vol(), a.gemeente != thuis, a.tarief, &a.naam).cmp(&(
            b.is_vol(),
            b.gemeente != thuis,
            b.tarief,
            &b.naam,
        ))
    });
    Ok(regels)
}

fn stand(vrij: Option<u32>) -> (String, Toon) {
    match vrij {
        None => ("Geen vast aantal".to_owned(), Toon::Goed),
        Some(0) => ("Vol".to_owned(), Toon::Fout),
        Some(1) => ("1 plek vrij".to_owned(), Toon::LetOp),
        Some(n) => (format!("{n} plekken vrij"), Toon::Goed),
    }
}

/// Per gemeente the places that are free on every day of the period.
async fn plekken(
    db: &impl Leest,
    t: &TeLeveren,
    aanbieder: AanbiederId,
    periode: &Periode,
    eigen: Gemeentecode,
    peil: Peil,
) -> Result<Vec<(Gemeentecode, Option<u32>)>, Fout> {
    let rijen = inkoop::opslag::capaciteitrijen(db, aanbieder, peil).await?;
    let rijen: Vec<_> = rijen.iter().filter(|r| r.productcode == t.product.tekst()).collect();
    if rijen.is_empty() {
        // Support at home without agreed places is delivered where the inwoner lives; beschermd wonen needs a place.
        return Ok(if t.vorm == Vorm::Bw { Vec::new() } else { vec![(eigen, None)] });
    }
    let capaciteiten = rijen.iter().map(|r| capaciteit_uit(r)).collect::<Result<Vec<_>, _>>()?;
    let mut gemeenten: Vec<Gemeentecode> = capaciteiten.iter().map(|c| c.gemeente).collect();
    gemeenten.sort();
    gemeenten.dedup();
    let mut uit = Vec::new();
    for g in gemeenten {
        let bezet = opslag::bezet(db, aanbieder, &t.product, g, 0).await?;
        uit.push((g, Some(plaats_vrij(&capaciteiten, &bezet, g, periode).vrij())));
    }
    Ok(uit)
}

/// POST /dossiers/{dossier}/levering/{indicatie}/toewijzen
pub async fn wijs_toe(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let gekozen = vz.form.tekst("aanbieder").split_once(':');
    let gekozen =
        gekozen.and_then(|(a, g)| Some((AanbiederId(a.parse().ok()?), Gemeentecode::lees(g).ok()?)));
    if gekozen.is_none() {
        f.fout("aanbieder", "Kies een aanbieder.");
    }
    let van = velden::dag(&vz, &mut f, "van", "Vul de eerste dag in.");
    let laatste = velden::dag_of_leeg(&vz, &mut f, "tot");
    let (Some((aanbieder, plaats)), Some(van), Some(laatste)) = (gekozen, van, laatste) else {
        return toon(&vz, Some(f)).await;
    };
    let Some(periode) = Periode::nieuw(van, laatste.map(|l| l.plus_dagen(1))) else {
        f.fout("tot", "De laatste dag ligt voor de eerste dag.");
        return toon(&vz, Some(f)).await;
    };
    let (dossier, indicatie_id) = (vz.dossier().dossier, vz.pad("indicatie")?);
    let keuze = handel::Keuze { indicatie_id, aanbieder, plaats, periode };
    let mut tx = vz.begin().await?;
    match handel::wijs_toe_aan(&mut tx, vz.regels(), dossier, &keuze).await? {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon(&vz, Some(f)).await
        }
        Ok(_) => {
            tx.commit().await?;
            let pad = format!("/dossiers/{dossier}/levering");
            Antwoord::naar_met_melding(
                pad,
                "De toewijzing is vastgelegd. Het bericht aan de aanbieder wordt gemaakt.",
            )
        }
    }
}
