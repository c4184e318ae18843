//! A step on the route of a begroting: advice asked, advice given, adopted, taken back.

use super::opslag::{self, StapRij};
use super::web;
use crate::financien::{nav, stuk, velden};
use crate::huis::{Antwoord, Fout, Uitkomst, Verzoek, opslag::Handeling};
use kern::financien::{Adviesuitkomst, Begrotingsroute, Bestuur, Handtekening};
use kern::stam::Weigering;

const PLAN_54: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025, 5.4";

/// POST /geld/begroting/stap
pub async fn zet(vz: Verzoek) -> Uitkomst {
    let jaar = nav::jaar_van(vz.form.tekst("jaar")).ok_or_else(|| Fout::niet_gevonden("jaar"))?;
    let mut f = vz.invoer();
    let terug = vz.form.tekst("stap") == "teruggehaald";
    let op = if terug {
        Some(vz.vandaag())
    } else {
        velden::dag(&vz, &mut f, "op", "Vul de dag in waarop dit gebeurde.")
    };
    let bijlage = velden::bijlage(&vz, &mut f);
    let Some(op) = op.filter(|_| f.is_goed()) else { return web::pagina(&vz, jaar, f).await };
    let mut rij = StapRij {
        stap: String::new(),
        bestuur: String::new(),
        uitkomst: String::new(),
        motivering: String::new(),
        op,
        document: vz.form.tekst("document").to_owned(),
        stuk_id: None,
        vastgelegd_op: vz.vandaag(),
    };
    let mut tx = vz.begin().await?;
    let nu = opslag::stand(&tx, jaar).await?;
    let wat = match stap(&vz, nu.route, nu.regels.is_empty(), &mut rij) {
        Ok(wat) => wat,
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            return web::pagina(&vz, jaar, f).await;
        }
    };
    let nr = tx.nr().0;
    tx.journaal(Handeling {
        wat,
        onderwerp: "begrotingsstap",
        onderwerp_id: nr,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    rij.stuk_id = stuk::bewaar(&mut tx, &vz.app, bijlage).await?;
    opslag::leg_stap_vast(&mut tx, jaar, &rij).await?;
    opslag::volg(&mut tx, jaar).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/geld/begroting?jaar={jaar}"), "De stap is vastgelegd.")
}

/// Tries the step on the route and fills the row; gives what was done. Refused for a begroting without lines (FIN-39), and as the route says
/// (FIN-24 to FIN-28).
fn stap(
    vz: &Verzoek,
    route: Begrotingsroute,
    leeg: bool,
    rij: &mut StapRij,
) -> Result<&'static str, Weigering> {
    if leeg {
        let zin = "Deze begroting heeft nog geen regels.";
        return Err(Weigering::nieuw("FIN-39", PLAN_54, zin));
    }
    let h = Handtekening { op: rij.op, document: rij.document.clone() };
    let kies = |veld: &'static str, zin: &str| Weigering::nieuw("FIN-39", PLAN_54, zin).bij(veld);
    let (code, wat) = match vz.form.tekst("stap") {
        "advies_gevraagd" => {
            route.vraag_advies(h)?;
            ("advies_gevraagd", "advies over begroting gevraagd")
        }
        "geadviseerd" => {
            let uitkomst = Adviesuitkomst::lees(vz.form.tekst("uitkomst"))
                .map_err(|_| kies("uitkomst", "Kies wat het advies is."))?;
            route.geef_advies(uitkomst, h)?;
            rij.uitkomst = uitkomst.code().to_owned();
            ("geadviseerd", "advies over begroting vastgelegd")
        }
        "vastgesteld" => {
            let bestuur = Bestuur::lees(vz.form.tekst("bestuur"))
                .map_err(|_| kies("bestuur", "Kies welk bestuur vaststelde."))?;
            let motivering = vz.form.tekst("motivering");
            route.stel_vast(bestuur, h, motivering)?;
            rij.bestuur = bestuur.code().to_owned();
            rij.motivering = motivering.to_owned();
            ("vastgesteld", "begroting vastgesteld")
        }
        _ => {
            route.haal_terug()?;
            ("teruggehaald", "begroting teruggehaald")
        }
    };
    rij.stap = code.to_owned();
    Ok(wat)
}
