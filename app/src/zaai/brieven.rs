//! The letters of the newest acts, as the real acts make and keep them. Setting a letter costs too much to do it for five years.

use crate::besluit::{bewijs, brief, opslag as besluiten, regels};
use crate::huis::{
    App, Fout, Rol, brieven,
    geheim::sha256,
    opslag::{Bulk, Leest, Val, sql, t, v},
};
use crate::toegang::{brieven as bevestiging, inwoner, opslag as toegang};
use kern::besluit::beslis;
use kern::stam::{Datum, DossierId, InwonerId, Peil};

/// Letters of each kind, at most; a small history has fewer.
const HOOGSTENS: i64 = 10;
/// One letter of each kind per so many clients.
const CLIENTEN: i64 = 40;
/// The key of a letter: the last that its act has. Acts of this history use far fewer.
const PLAATS: i64 = 999;
const IDS: i64 = 1_000;

crate::rij! {
    /// An act in which receipt was confirmed.
    pub struct Bevestigd { nr: i64, dossier_id: i64, melding_id: i64, op: Datum, gebruiker_id: i64 }
}

sql!(
    BESLUITEN = "SELECT b.dossier_id, d.inwoner_id, b.besluit_id FROM besluit b JOIN dossier d ON d.dossier_id = b.dossier_id AND d.tot_nr IS NULL
    WHERE b.tot_nr IS NULL ORDER BY b.besluit_id DESC LIMIT $1"
);
sql!(
    BEVESTIGD = "SELECT nr, dossier_id, onderwerp_id, op, gebruiker_id FROM journaal WHERE handeling = 'ontvangst bevestigd' ORDER BY nr DESC LIMIT $1"
);

/// Makes them; returns how many.
pub(super) async fn maak(app: &App, omvang: u32) -> Result<usize, Fout> {
    let aantal = (i64::from(omvang) / CLIENTEN).clamp(1, HOOGSTENS);
    let mut rijen = beschikkingen(app, aantal).await?;
    rijen.extend(ontvangstbevestigingen(app, aantal).await?);
    let n = rijen.len();
    let mut bulk = Bulk::begin(&app.db).await?;
    for rij in rijen {
        bulk.rij("brief", rij).await?;
    }
    bulk.commit().await?;
    Ok(n)
}

fn rij(app: &App, nr: i64, dossier: i64, soort: &str, onderwerp: i64, pdf: &[u8]) -> Result<Vec<Val>, Fout> {
    let dicht = app.sleutels.versleutel(brieven::PLAATS, pdf)?;
    let id = nr * IDS + PLAATS;
    Ok(vec![v(&id), v(&dossier), t(soort), v(&onderwerp), v(&dicht), t(&sha256(pdf)), v(&nr)])
}

async fn beschikkingen(app: &App, aantal: i64) -> Result<Vec<Vec<Val>>, Fout> {
    let mut uit = Vec::new();
    for (dossier, inwoner, id) in app.db.alle::<(i64, InwonerId, i64)>(BESLUITEN, &[v(&aantal)]).await? {
        let Some(r) = besluiten::besluit(&app.db, DossierId(dossier), id).await? else { continue };
        let (stand, voorstel) = bewijs::feiten(&app.db, &r).await?;
        let besluit = beslis(&stand, &voorstel, &regels::op(&app.regels, r.genomen_op)?, r.genomen_op)
            .map_err(|w| Fout::nieuw(format!("zaai: besluit {id}: {w}")))?;
        let stuk = bewijs::Bewijs {
            regels_hash: r.regels_hash.clone(),
            versies: serde_json::from_str(&r.regels_versies)?,
            invoer: serde_json::from_str(&r.invoer)?,
        };
        let functie = Rol::lees(&stuk.invoer.beslisser).map_or("", Rol::naam);
        let gegevens = brief::Gegevens {
            dossier: DossierId(dossier),
            besluit: &besluit,
            voorstel: &voorstel,
            stand: &stand,
            bewijs: &stuk,
            aan: &besluiten::geadresseerde(&app.db, inwoner).await?,
            naam: &toegang::naam_van(&app.db, r.gebruiker_id).await?,
            functie,
        };
        let pdf = brieven::zet(brief::schrijf(&app.regels, &gegevens)?).await?;
        uit.push(rij(app, r.vanaf_nr.0, dossier, "beschikking", id, &pdf)?);
    }
    Ok(uit)
}

async fn ontvangstbevestigingen(app: &App, aantal: i64) -> Result<Vec<Vec<Val>>, Fout> {
    let mut uit = Vec::new();
    for a in app.db.alle::<Bevestigd>(BEVESTIGD, &[v(&aantal)]).await? {
        let (dossier, peil) = (DossierId(a.dossier_id), Peil::op(a.op));
        let Some(m) = toegang::melding(&app.db, dossier, a.melding_id, peil).await? else { continue };
        let Some(i) = inwoner::lees(&app.db, m.inwoner_id, peil).await? else { continue };
        let houder = toegang::naam_van(&app.db, a.gebruiker_id).await?;
        let brief = bevestiging::ontvangstbevestiging(&app.regels, a.op, &m, &i, &houder)?;
        let pdf = brieven::zet(brief).await?;
        uit.push(rij(app, a.nr, a.dossier_id, "ontvangstbevestiging", a.melding_id, &pdf)?);
    }
    Ok(uit)
}
