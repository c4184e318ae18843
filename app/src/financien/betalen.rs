//! The pay run: every granted line is booked as paid, once, and the debt to its aanbieder goes with it.

use super::grootboek::run::{self, RunRij};
use super::nav;
use super::opslag::{boek, onbetaald, teruggedraaid};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Uitkomst, Verzoek,
    kader::Koppeling,
    opslag::{Handeling, Tx},
};
use crate::inkoop;
use askama::Template;
use kern::financien::{Bijboeking, in_pot, te_betalen};
use kern::stam::{AanbiederId, Cent, Peil, Weigering};
use std::collections::{BTreeMap, BTreeSet};

/// Earlier pay runs on the page.
const RUNS: i64 = 50;

/// What is to be paid to one aanbieder.
struct Betaalregel {
    aanbieder: String,
    href: String,
    regels: usize,
    bedrag: String,
}

/// A pay run that was made, or undone.
struct Eerder {
    dag: String,
    wat: &'static str,
    aantal: i64,
    bedrag: String,
    href: String,
    volgnr: Option<i64>,
}

#[derive(Template)]
#[template(path = "financien/betalen.html")]
struct Betalen {
    kader: Kader,
    nav: Vec<Koppeling>,
    regels: Vec<Betaalregel>,
    aantal: usize,
    totaal: String,
    /// The same total in cents: what the button says yes to.
    cent: i64,
    /// Of which is paid by the gemeente itself, outside the pot.
    buiten: String,
    /// Of which is not in the boek as costs yet.
    ongeboekt: String,
    eerder: Vec<Eerder>,
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
        href: id.map_or_else(String::new, |a| format!("/geld/grootboek/crediteuren/{a}")),
        aanbieder: wie
            .iter()
            .find(|a| Some(a.aanbieder_id) == *id)
            .map_or_else(String::new, |a| a.naam.clone()),
        regels: *n,
        bedrag: som.to_string(),
    });
    let (goed, som) = (formulier.is_goed(), open.iter().map(|b| b.bedrag).sum::<Cent>());
    let buiten: Cent = open.iter().filter(|b| !in_pot(b.post.vorm)).map(|b| b.bedrag).sum();
    let ongeboekt: Cent = run::stand(&vz.db).await?.nog_te_boeken.values().copied().sum();
    let als_tekst = |c: Cent| if c == Cent::NUL { String::new() } else { c.to_string() };
    let p = Betalen {
        kader: nav::kader(vz, "Betalen").await?.kruimel("Betalen", "").fouten(!goed),
        nav: nav::delen(vz),
        buiten: als_tekst(buiten),
        ongeboekt: als_tekst(ongeboekt),
        eerder: run::runs(&vz.db, RUNS).await?.iter().map(eerder).collect(),
        regels: regels.collect(),
        aantal: open.len(),
        totaal: som.to_string(),
        cent: som.0,
        formulier,
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

fn eerder(r: &RunRij) -> Eerder {
    Eerder {
        dag: r.op.voluit(),
        wat: if r.soort == "tegen" { "Betaling ongedaan gemaakt" } else { "Betaald" },
        aantal: r.aantal,
        bedrag: r.bedrag_cent.to_string(),
        href: format!("/geld/boekingen?run={}", r.betaalrun_id),
        volgnr: r.volgnr,
    }
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
    let gedaan = betaalrun(&mut tx).await?;
    if gedaan.regels == 0 {
        return Antwoord::naar_met_melding("/geld/betalen", "Er is niets te betalen.");
    }
    tx.commit().await?;
    let post = gedaan.volgnr.map_or_else(String::new, |n| format!(" Post {n} in het grootboek."));
    let zin = format!("De betaalrun is geboekt: {} regels.{post}", gedaan.regels);
    Antwoord::naar_met_melding("/geld/betalen", zin)
}

/// What a pay run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gedaan {
    /// Lines that were paid.
    pub regels: usize,
    /// Its entry in the boek; none when nothing of the pot was paid.
    pub volgnr: Option<i64>,
}

/// Books every granted line that was not paid yet as paid, and in the boek that the debt is gone, in one act. Nothing is written when there
/// are none, and a line can never be paid twice: the database holds one payment per line, or per time that a payment was undone.
pub async fn betaalrun(tx: &mut Tx) -> Result<Gedaan, Fout> {
    let open = te_betalen(&onbetaald(tx).await?, &BTreeSet::new());
    if open.is_empty() {
        return Ok(Gedaan { regels: 0, volgnr: None });
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
    run::breng_bij(tx).await?;
    let eerder = teruggedraaid(tx).await?;
    let bij: Vec<Bijboeking> = open
        .iter()
        .map(|b| Bijboeking {
            boeking: b.clone(),
            tegenboeking_van: b.post.declaratieregel_id.and_then(|r| eerder.get(&r).copied()),
        })
        .collect();
    let regels = boek(tx, &bij, None).await?;
    let op = tx.vandaag();
    let volgnr = run::leg_vast(tx, nr, op, &open).await?;
    Ok(Gedaan { regels, volgnr })
}
