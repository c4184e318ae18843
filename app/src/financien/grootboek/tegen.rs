//! Undoing an entry by its mirror image; undoing a pay run makes its lines payable again.

use super::boek::{Grond, toets_open};
use super::opslag::{self, Nieuw, Post};
use super::run;
use crate::huis::{
    Fout,
    opslag::{Handeling, Tx},
};
use kern::financien::Geldstroom;
use kern::stam::Weigering;

const BBV_24: &str = "BBV art. 24";

/// Undoes an entry, and returns the number of the entry that does. Refused as the rules say (FIN-15 to FIN-17), in another year than the entry
/// or in a settled one (FIN-34, FIN-35), and for the entry that brought the debts over (FIN-47). A pay run moves the balance alone: it can be
/// undone in any year that is open, from the day it was made, and its lines are to be paid again.
pub async fn leg_vast(tx: &mut Tx, volgnr: i64, grond: &Grond) -> Result<Result<i64, Weigering>, Fout> {
    let posten = opslag::alle(tx).await?;
    let Some(oud) = posten.iter().find(|p| p.rij.volgnr == volgnr) else {
        return Err(Fout::niet_gevonden("grootboekpost"));
    };
    let run = run::van_post(tx, volgnr).await?.filter(|r| r.soort == "run");
    let betaling = oud.rij.geldstroom == Geldstroom::Betaling.code() && oud.rij.tegenboeking_van.is_none();
    if betaling && run.is_none() {
        let zin = "Deze post verdeelt over de aanbieders wat al was geboekt en betaald. Hij volgt uit andere posten: boek die tegen.";
        return Ok(Err(Weigering::nieuw("FIN-47", "BBV art. 17", zin)));
    }
    let jaar =
        if run.is_some() { grond.datum.jaar() } else { i16::try_from(oud.rij.boekjaar).unwrap_or(i16::MAX) };
    if let Err(w) = toets_open(tx, jaar).await? {
        return Ok(Err(w));
    }
    let nieuw = match tegenboeking(&posten, volgnr, grond, run.is_some())? {
        Ok(n) => n,
        Err(w) => return Ok(Err(w)),
    };
    tx.journaal(Handeling {
        wat: if run.is_some() { "betaalrun ongedaan gemaakt" } else { "boeking tegengeboekt" },
        onderwerp: "grootboekpost",
        onderwerp_id: oud.rij.grootboekpost_id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    let nrs = opslag::voeg_toe(tx, &[nieuw]).await?;
    let nr = nrs.first().copied().unwrap_or(0);
    if let Some(r) = &run {
        run::maak_ongedaan(tx, r, nr).await?;
    }
    run::breng_bij(tx).await?;
    Ok(Ok(nr))
}

/// The entry that undoes another. Refused when it does not exist (FIN-15), undoes another (FIN-16), was undone (FIN-17), or in another
/// year than the entry itself (FIN-35): the result of a year must stay right. What moves the balance alone is undone on its own day or later.
pub fn tegenboeking(
    posten: &[Post],
    volgnr: i64,
    grond: &Grond,
    op_balans: bool,
) -> Result<Result<Nieuw, Weigering>, Fout> {
    let mut boek = opslag::grootboek(posten)?;
    let nr = u32::try_from(volgnr).unwrap_or(0);
    if let Err(w) = boek.boek_tegen(nr, grond.datum, &grond.omschrijving) {
        return Ok(Err(w));
    }
    let Some(oud) = posten.iter().find(|p| p.rij.volgnr == volgnr) else {
        return Err(Fout::nieuw("grootboek: een tegengeboekte post ontbreekt"));
    };
    if !op_balans && i64::from(grond.datum.jaar()) != oud.rij.boekjaar {
        let zin = format!("Deze post hoort bij {}. Boek tegen op een dag in dat jaar.", oud.rij.boekjaar);
        return Ok(Err(Weigering::nieuw("FIN-35", BBV_24, zin).bij("datum")));
    }
    if op_balans && grond.datum < oud.rij.boekdatum {
        let dag = oud.rij.boekdatum.voluit();
        let zin = format!("De betaalrun is van {dag}. Boek tegen op die dag of later.");
        return Ok(Err(Weigering::nieuw("FIN-35", BBV_24, zin).bij("datum")));
    }
    let Some(tegen) = opslag::laatste(&boek) else {
        return Err(Fout::nieuw("grootboek: de tegenboeking ontbreekt"));
    };
    let soort = match oud.rij.soort.as_str() {
        "maand" => "maand",
        "afrekening" => "afrekening",
        "factuur" => "factuur",
        _ => "gewoon",
    };
    let geldstroom =
        Geldstroom::lees(&oud.rij.geldstroom).map_err(|e| Fout::nieuw(format!("grootboek: {e}")))?;
    Ok(Ok(Nieuw {
        soort,
        geldstroom,
        gemeente: oud.rij.gemeente,
        maand: oud.rij.maand,
        post: tegen.post.clone(),
        stuk_id: None,
        tegenboeking_van: Some(volgnr),
    }))
}
