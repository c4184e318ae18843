//! One invoice: its lines back to the days, its letter, and what happened to it; each step books what belongs to it.

use super::declaraties::{Niet, niet_op_factuur};
use super::factuur::{PLAATS, taakveld, wie};
use super::opslag::{self, FactuurRij};
use super::overeenkomst::handeling;
use super::web::toon_van;
use crate::financien::grootboek::{
    LIQUIDE,
    boek::{Grond, nieuw, toets_open},
    opslag::{Nieuw, alle, voeg_toe},
    tegen::tegenboeking,
};
use crate::financien::nav;
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Verzoek,
    geheim::sha256,
    gemeenten,
    kader::{Koppeling, Toon},
    onderdelen::Gebeurtenis,
    opslag::Tx,
};
use crate::inkoop::web::periode_tekst;
use askama::Template;
use kern::financien::{Factuurstand, Geldstroom, Overboeking, Rekening, Rekeningsoort};
use kern::stam::Weigering;

/// Balance account of invoices that other gemeenten have not paid yet.
const TE_ONTVANGEN: &str = "te ontvangen van andere gemeenten";

/// A line with its days.
struct Regel {
    dossier: String,
    product: String,
    periode: String,
    aantal: String,
    tarief: String,
    bedrag: String,
    /// The days, for care per etmaal.
    lijst: Vec<String>,
    /// The declared line, for other care: its reference and the entry that opens to its days.
    declaratie: Option<(String, i64)>,
}

#[derive(Template)]
#[template(path = "financien/verrekening/factuur.html")]
struct Pagina {
    kader: Kader,
    nav: Vec<Koppeling>,
    formulier: Invoer,
    id: i64,
    zin: String,
    stand: (&'static str, Toon),
    regels: Vec<Regel>,
    totaal: String,
    /// What people of the agreement have in these days that is not on it.
    niet: Vec<Niet>,
    stappen: Vec<Gebeurtenis>,
    verder: Vec<Optie>,
}

/// GET /geld/facturen/{factuur}
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("factuur")?;
    pagina(&vz, id, Invoer::leeg()).await
}

async fn pagina(vz: &Verzoek, id: i64, f: Invoer) -> Uitkomst {
    let Some(factuur) = opslag::factuur(&vz.db, id).await? else { return Antwoord::niet_gevonden() };
    let rijen = opslag::regels(&vz.db, id).await?;
    let stand = factuur.stand()?;
    let niet = match (opslag::een(&vz.db, factuur.overeenkomst_id).await?, factuur.periode()) {
        (Some(o), Some(p)) => niet_op_factuur(&vz.db, &o, &p).await?,
        (None, _) | (_, None) => Vec::new(),
    };
    let goed = f.is_goed();
    let titel = format!("Factuur {}", factuur.nummer);
    let naar = |s: &Factuurstand| Optie::nieuw(s.code(), s.tekst());
    let personen = rijen.len();
    let p = Pagina {
        kader: nav::kader(vz, &titel)
            .await?
            .kruimel("Verrekening", "/geld/verrekening")
            .kruimel(wie(&factuur), format!("/geld/verrekening/{}", factuur.overeenkomst_id))
            .kruimel(titel, "")
            .fouten(!goed),
        nav: nav::delen(vz),
        formulier: f,
        id,
        zin: format!(
            "Aan {}, over {}: {}.",
            wie(&factuur),
            periode_tekst(factuur.van, Some(factuur.tot)),
            factuur.bedrag_cent
        ),
        stand: (stand.tekst(), toon_van(stand)),
        regels: rijen.iter().map(regel).collect(),
        totaal: factuur.bedrag_cent.to_string(),
        niet,
        stappen: stappen(&opslag::stappen(&vz.db, id).await?)?,
        verder: stand.verder().iter().map(naar).collect(),
    };
    let a = if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) };
    Ok(a?.met_personen(personen))
}

fn regel(r: &opslag::RegelRij) -> Regel {
    Regel {
        dossier: r.dossier_id.to_string(),
        product: r.productcode.clone(),
        periode: periode_tekst(r.van, Some(r.tot)),
        aantal: r.hoeveel(),
        tarief: r.tarief(),
        bedrag: r.bedrag_cent.to_string(),
        declaratie: r.referentie.clone().zip(r.boeking_id),
        lijst: (0..r.van.dagen_tot(r.tot)).map(|n| r.van.plus_dagen(n).voluit()).collect(),
    }
}

fn stappen(rijen: &[opslag::StapRij]) -> Result<Vec<Gebeurtenis>, Fout> {
    let mut uit = Vec::new();
    for r in rijen {
        let s = Factuurstand::lees(&r.stand).map_err(|e| Fout::nieuw(format!("factuur: {e}")))?;
        uit.push(Gebeurtenis {
            titel: s.tekst().to_owned(),
            wanneer: r.op.voluit(),
            tekst: r.reden.clone(),
            meer: r.volgnr.map_or_else(Koppeling::default, |n| {
                Koppeling::nieuw(format!("Post {n} van het grootboek"), format!("/geld/grootboek/{n}"))
            }),
            ..Gebeurtenis::default()
        });
    }
    Ok(uit)
}

/// GET /geld/facturen/{factuur}/pdf
pub async fn pdf(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("factuur")?;
    let (Some(f), Some((dicht, hash))) =
        (opslag::factuur(&vz.db, id).await?, opslag::inhoud(&vz.db, id).await?)
    else {
        return Antwoord::niet_gevonden();
    };
    let pdf = vz.app.sleutels.ontsleutel(PLAATS, &dicht)?;
    if sha256(&pdf) != hash {
        return Err(Fout::nieuw(format!("factuur {id}: de inhoud past niet bij de hash")));
    }
    Antwoord::bestand(format!("factuur-{}.pdf", f.nummer), "application/pdf", pdf)
}

/// POST /geld/facturen/{factuur}/stand
pub async fn zet(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("factuur")?;
    let mut f = vz.invoer();
    let Ok(doel) = Factuurstand::lees(vz.form.tekst("stand")) else {
        f.fout("stand", "Kies wat er met de factuur gebeurt.");
        return pagina(&vz, id, f).await;
    };
    let mut tx = vz.begin().await?;
    let Some(factuur) = opslag::factuur(&tx, id).await? else { return Antwoord::niet_gevonden() };
    if let Err(w) = leg_vast(&mut tx, &factuur, doel, vz.form.tekst("reden")).await? {
        drop(tx);
        f.weiger(&w);
        return pagina(&vz, id, f).await;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(format!("/geld/facturen/{id}"), "De stand van de factuur is vastgelegd.")
}

/// Moves an invoice on and books what belongs to it. Refused as the rules say (FIN-32, FIN-33), and in a settled year (FIN-34).
pub async fn leg_vast(
    tx: &mut Tx,
    f: &FactuurRij,
    doel: Factuurstand,
    reden: &str,
) -> Result<Result<(), Weigering>, Fout> {
    if let Err(w) = f.stand()?.naar(doel, reden) {
        return Ok(Err(w));
    }
    let boeking = match boeking(tx, f, doel).await? {
        Ok(b) => b,
        Err(w) => return Ok(Err(w)),
    };
    tx.journaal(handeling("stand van factuur vastgelegd", "factuur", f.factuur_id)).await?;
    let nrs = voeg_toe(tx, &boeking).await?;
    opslag::leg_stap_vast(tx, f.factuur_id, doel, reden, nrs.first().copied()).await?;
    Ok(Ok(()))
}

/// What a step books: sending makes a claim, paying settles it, withdrawing undoes the claim. A dispute books nothing, and neither does sending
/// the same invoice again.
async fn boeking(tx: &Tx, f: &FactuurRij, doel: Factuurstand) -> Result<Result<Vec<Nieuw>, Weigering>, Fout> {
    let stappen = opslag::stappen(tx, f.factuur_id).await?;
    let claim = stappen.iter().find(|s| s.stand == Factuurstand::Verzonden.code()).and_then(|s| s.volgnr);
    let grond = Grond {
        datum: tx.vandaag(),
        omschrijving: format!("Factuur {} aan {}: {}", f.nummer, wie(f), doel.tekst().to_lowercase()),
        document: format!("Factuur {}", f.nummer),
        stuk_id: None,
    };
    let een = |over: Result<Overboeking, Weigering>| {
        let stroom = Geldstroom::Kostenverrekening;
        over.map(|o| vec![nieuw("factuur", stroom, None, grond.clone(), o)])
    };
    let hier = gemeenten::regiegemeente();
    let balans = |naam: &str| Rekening::balans(hier, naam);
    if let Err(w) = toets_open(tx, tx.vandaag().jaar()).await? {
        return Ok(Err(w));
    }
    match (doel, claim) {
        (Factuurstand::Verzonden, None) => {
            let baten = match taakveld(tx.vandaag()) {
                Ok(veld) => {
                    let stroom = Geldstroom::Kostenverrekening.code();
                    Rekening::resultaat(hier, Rekeningsoort::Baten, &veld, stroom)
                }
                Err(w) => return Ok(Err(w)),
            };
            Ok(een(Overboeking::nieuw(balans(TE_ONTVANGEN), baten, f.bedrag_cent)))
        }
        (Factuurstand::Betaald, _) => {
            Ok(een(Overboeking::nieuw(balans(LIQUIDE), balans(TE_ONTVANGEN), f.bedrag_cent)))
        }
        (Factuurstand::Ingetrokken, Some(volgnr)) => {
            Ok(tegenboeking(&alle(tx).await?, volgnr, &grond, false)?.map(|n| vec![n]))
        }
        (
            Factuurstand::Verzonden
            | Factuurstand::Ingetrokken
            | Factuurstand::Betwist
            | Factuurstand::Concept,
            _,
        ) => Ok(Ok(Vec::new())),
    }
}
