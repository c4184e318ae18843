//! Changing the number of places. In this room and not in inkoop, because fewer places than people is refused.

use super::opslag;
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek, gemeenten,
    opslag::{Handeling, Tx},
};
use crate::inkoop::{
    self,
    opslag::{Plek, periode},
    velden,
};
use askama::Template;
use kern::inkoop::{Capaciteit, Productcode, voeg_in};
use kern::levering::plaats_vrij;
use kern::stam::{Datum, Gemeentecode, Peil, Periode, Weigering};

/// More places than this at one address is a typing error.
const PLAATSEN_MAX: u32 = 10_000;

#[derive(Template)]
#[template(path = "levering/capaciteit.html")]
struct Pagina {
    kader: Kader,
    formulier: Invoer,
    actie: String,
    producten: Vec<Optie>,
    gemeenten: Vec<Optie>,
}

/// GET /aanbieders/{aanbieder}/plekken/nieuw
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, Invoer::leeg()).await
}

async fn toon(vz: &Verzoek, f: Invoer) -> Uitkomst {
    let (id, peil) = (velden::aanbieder(vz), Peil::op(vz.vandaag()));
    let Some(a) = inkoop::opslag::aanbieder(&vz.db, id, peil).await? else {
        return Antwoord::niet_gevonden();
    };
    let producten = inkoop::opslag::producten(&vz.db, peil).await?;
    let goed = f.is_goed();
    let pad = format!("/aanbieders/{id}/plekken");
    let p = Pagina {
        kader: vz
            .kader("Aantal plekken wijzigen")
            .await?
            .kruimel("Aanbieders", "/aanbieders")
            .kruimel(a.naam, format!("/aanbieders/{id}"))
            .kruimel("Plekken", pad.clone())
            .kruimel("Wijzigen", "")
            .fouten(!goed),
        formulier: f,
        actie: format!("{pad}/nieuw"),
        producten: producten
            .iter()
            .map(|p| Optie::nieuw(p.productcode.clone(), format!("{} {}", p.productcode, p.naam)))
            .collect(),
        gemeenten: gemeenten::opties(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /aanbieders/{aanbieder}/plekken/nieuw
pub async fn wijzig(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let product = Productcode::lees(vz.form.tekst("product")).ok();
    if product.is_none() {
        f.fout("product", "Kies een product.");
    }
    let gemeente = velden::gemeente(&vz, &mut f, "gemeente");
    let plaatsen = velden::aantal(&vz, &mut f, "plaatsen", PLAATSEN_MAX);
    let vanaf = velden::dag(&vz, &mut f, "vanaf", "Vul de dag in waarop dit aantal ingaat.");
    let (Some(product), Some(gemeente), Some(plaatsen), Some(vanaf)) = (product, gemeente, plaatsen, vanaf)
    else {
        return toon(&vz, f).await;
    };
    let id = velden::aanbieder(&vz);
    let mut tx = vz.begin().await?;
    if inkoop::opslag::aanbieder(&tx, id, Peil::op(vz.vandaag())).await?.is_none() {
        return Antwoord::niet_gevonden();
    }
    let plek = Plek { aanbieder: id, product: &product, gemeente };
    match leg_vast(&mut tx, &plek, plaatsen, vanaf).await? {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon(&vz, f).await
        }
        Ok(()) => {
            tx.commit().await?;
            Antwoord::naar_met_melding(
                format!("/aanbieders/{id}/plekken"),
                "Het aantal plekken is vastgelegd.",
            )
        }
    }
}

async fn leg_vast(
    tx: &mut Tx,
    plek: &Plek<'_>,
    plaatsen: u32,
    vanaf: Datum,
) -> Result<Result<(), Weigering>, Fout> {
    let peil = Peil::op(tx.vandaag());
    let rijen = inkoop::opslag::capaciteitrijen(tx, plek.aanbieder, peil).await?;
    let eigen: Vec<_> = rijen
        .iter()
        .filter(|r| r.productcode == plek.product.tekst() && r.gemeente == plek.gemeente)
        .collect();
    let bestaand = eigen
        .iter()
        .map(|r| Ok((r.capaciteit_id, periode(r.geldig_van, r.geldig_tot)?)))
        .collect::<Result<Vec<_>, Fout>>()?;
    // Places have no frame of their own: any day is inside it.
    let kader =
        Periode::nieuw(vanaf.min(tx.vandaag()), None).expect("a period without an end is never empty");
    let invoeging = match voeg_in(&bestaand, vanaf, &kader) {
        Ok(i) => i,
        Err(w) => return Ok(Err(w)),
    };
    let bezet = opslag::bezet(tx, plek.aanbieder, plek.product, plek.gemeente, 0).await?;
    if let Err(w) = past(plek.gemeente, plaatsen, &invoeging.periode, &bezet) {
        return Ok(Err(w));
    }
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "capaciteit vastgelegd",
        onderwerp: "capaciteit",
        onderwerp_id: id,
        dossier: None,
        gemeente: Some(plek.gemeente),
        reden: "",
    })
    .await?;
    inkoop::opslag::leg_capaciteit_vast(tx, id, plek, plaatsen, &invoeging).await?;
    Ok(Ok(()))
}

/// Whether everybody who lives there fits in the new number, on every day that it holds. Refused with LEV-41.
fn past(
    gemeente: Gemeentecode,
    plaatsen: u32,
    periode: &Periode,
    bezet: &[Periode],
) -> Result<(), Weigering> {
    let nieuw = [Capaciteit { gemeente, plaatsen, periode: *periode }];
    let krapste = plaats_vrij(&nieuw, bezet, gemeente, periode);
    if !krapste.is_te_vol() {
        return Ok(());
    }
    let zin = format!(
        "Op {} zijn {} plekken bezet. Beëindig eerst toewijzingen, of kies een latere dag.",
        krapste.dag.voluit(),
        krapste.bezet
    );
    Err(Weigering::nieuw("LEV-41", "contract", zin).bij("plaatsen"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minder_plekken_dan_bewoners_kan_niet() {
        let dag = |t: &str| Datum::lees(t).expect("test date");
        let vanaf = Periode::nieuw(dag("2026-07-01"), None).expect("period");
        let woont = |tot: Option<&str>| Periode::nieuw(dag("2026-01-01"), tot.map(dag)).expect("period");
        let g = Gemeentecode::lees("0794").expect("code");
        assert!(past(g, 1, &vanaf, &[woont(None), woont(Some("2026-07-01"))]).is_ok());
        let w = past(g, 1, &vanaf, &[woont(None), woont(Some("2026-07-02"))]).expect_err("two live there");
        assert_eq!((w.code, w.veld), ("LEV-41", Some("plaatsen")));
    }
}
