//! The pay run: every granted line is booked as paid, once.

use super::opslag::{boek, onbetaald};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek,
    opslag::{Handeling, Tx},
};
use crate::inkoop;
use askama::Template;
use kern::financien::{Bijboeking, te_betalen};
use kern::stam::{AanbiederId, Cent, Peil, Weigering};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be paid to one aanbieder.
struct Betaalregel {
    aanbieder: String,
    regels: usize,
    bedrag: String,
}

#[derive(Template)]
#[template(path = "financien/betalen.html")]
struct Betalen {
    kader: Kader,
    regels: Vec<Betaalregel>,
    aantal: usize,
    totaal: String,
    /// The same total in cents: what the button says yes to.
    cent: i64,
    formulier: Invoer,
}

/// GET /geld/betalen
pub async fn toon(vz: Verzoek) -> Uitkomst {
    pagina(&vz, Invoer::leeg()).await
}

async fn pagina(vz: &Verzoek, formulier: Invoer) -> Uitkomst {
    let open = te_betalen(&onbetaald(&vz.db).await?, &BTreeSet::new());
    let wie = inkoop::opslag::aanbieders(&vz.db, Peil::op(vz.vandaag())).await?;
    let mut per: BTreeMap<Option<AanbiederId>, (usize, Cent)> = BTreeMap::new();
    for b in &open {
        let e = per.entry(b.post.aanbieder).or_default();
        e.0 += 1;
        e.1 += b.bedrag;
    }
    let regels = per.iter().map(|(id, (n, som))| Betaalregel {
        aanbieder: wie
            .iter()
            .find(|a| Some(a.aanbieder_id) == *id)
            .map_or_else(String::new, |a| a.naam.clone()),
        regels: *n,
        bedrag: som.to_string(),
    });
    let (goed, som) = (formulier.is_goed(), open.iter().map(|b| b.bedrag).sum::<Cent>());
    let kader = vz.kader("Betalen").await?.kruimel("Geld", "/geld").kruimel("Betalen", "");
    let p = Betalen {
        kader: kader.fouten(!goed),
        regels: regels.collect(),
        aantal: open.len(),
        totaal: som.to_string(),
        cent: som.0,
        formulier,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /geld/betalen: pays what was shown. Refused (FIN-46) when something was granted or taken back since the page was opened: nobody
/// pays an amount that he did not see.
pub async fn betaal(vz: Verzoek) -> Uitkomst {
    let mut tx = vz.begin().await?;
    let open = te_betalen(&onbetaald(&tx).await?, &BTreeSet::new());
    let som: Cent = open.iter().map(|b| b.bedrag).sum();
    let nu = (i64::try_from(open.len()).ok(), Some(som.0));
    if !open.is_empty() && (vz.form.getal("aantal"), vz.form.getal("cent")) != nu {
        drop(tx);
        let zin = "Wat te betalen is, is veranderd sinds u deze pagina opende. Er is niets geboekt. Bekijk de nieuwe bedragen en boek dan.";
        let mut f = Invoer::leeg();
        f.weiger(&Weigering::nieuw("FIN-46", "", zin));
        return pagina(&vz, f).await;
    }
    let aantal = betaalrun(&mut tx).await?;
    if aantal == 0 {
        return Antwoord::naar_met_melding("/geld/betalen", "Er is niets te betalen.");
    }
    tx.commit().await?;
    Antwoord::naar_met_melding("/geld", format!("De betaalrun is geboekt: {aantal} regels."))
}

/// Books every granted line that was not paid yet as paid; returns how many. Nothing is written when there are none, and a
/// line can never be paid twice: the database holds one payment per line.
pub async fn betaalrun(tx: &mut Tx) -> Result<usize, Fout> {
    let bij: Vec<Bijboeking> = te_betalen(&onbetaald(tx).await?, &BTreeSet::new())
        .into_iter()
        .map(|boeking| Bijboeking { boeking, tegenboeking_van: None })
        .collect();
    if bij.is_empty() {
        return Ok(0);
    }
    let nr = tx.nr().0;
    tx.journaal(Handeling {
        wat: "betaalrun geboekt",
        onderwerp: "boeking",
        onderwerp_id: nr,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    boek(tx, &bij, None).await
}
