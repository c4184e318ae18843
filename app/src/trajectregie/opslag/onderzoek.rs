//! Onderzoeken and leefgebieden.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::{
    stam::{Datum, DossierId, JournaalNr, MeldingId, Peil},
    trajectregie::{Oordeel, Verslag},
};

rij! {
    /// An onderzoek; `afgerond_op` is empty while it runs.
    pub struct OnderzoekRij {
        onderzoek_id: i64, melding_id: MeldingId, begonnen_op: Datum, afgerond_op: Option<Datum>, samenvatting: String, advies: String,
        vanaf_nr: JournaalNr,
    }
}
rij! {
    /// What was found on one leefgebied in one onderzoek.
    pub struct ScoreRij {
        leefgebiedscore_id: i64, onderzoek_id: i64, leefgebied: String, oordeel: String, toelichting: String, gemeten_op: Datum,
        vanaf_nr: JournaalNr,
    }
}

sql!(
    ALLE = "SELECT onderzoek_id, melding_id, begonnen_op, afgerond_op, samenvatting, advies, vanaf_nr FROM onderzoek
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY begonnen_op DESC, onderzoek_id DESC LIMIT 50"
);
sql!(
    SCORES = "SELECT leefgebiedscore_id, onderzoek_id, leefgebied, oordeel, toelichting, gemeten_op, vanaf_nr FROM leefgebiedscore
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY gemeten_op DESC, leefgebiedscore_id DESC LIMIT 1000"
);
sql!(
    ONDERZOEK = "INSERT INTO onderzoek (onderzoek_id, dossier_id, melding_id, begonnen_op, afgerond_op, samenvatting, advies, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
);
sql!(
    SCORE = "INSERT INTO leefgebiedscore (leefgebiedscore_id, dossier_id, onderzoek_id, leefgebied, oordeel, toelichting, gemeten_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
);

/// All onderzoeken, newest first.
pub async fn alle(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<OnderzoekRij>, Fout> {
    db.alle(ALLE, &[v(&dossier), v(&peil.bekend)]).await
}

/// All scores of all onderzoeken, newest first.
pub async fn scores(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<ScoreRij>, Fout> {
    db.alle(SCORES, &[v(&dossier), v(&peil.bekend)]).await
}

/// Starts an onderzoek with a key that was taken before.
pub async fn begin(
    tx: &mut Tx,
    id: i64,
    dossier: DossierId,
    melding: MeldingId,
    op: Datum,
) -> Result<(), Fout> {
    schrijf(
        tx,
        dossier,
        &OnderzoekRij {
            onderzoek_id: id,
            melding_id: melding,
            begonnen_op: op,
            afgerond_op: None,
            samenvatting: String::new(),
            advies: String::new(),
            vanaf_nr: tx.nr(),
        },
    )
    .await
}

/// Ends an onderzoek with its report.
pub async fn rond_af(
    tx: &mut Tx,
    dossier: DossierId,
    rij: &OnderzoekRij,
    verslag: &Verslag,
) -> Result<(), Fout> {
    tx.sluit("onderzoek", "onderzoek_id", rij.onderzoek_id).await?;
    let nieuw = OnderzoekRij {
        afgerond_op: Some(verslag.op),
        samenvatting: verslag.samenvatting.clone(),
        advies: verslag.advies.code().to_owned(),
        ..rij.clone()
    };
    schrijf(tx, dossier, &nieuw).await
}

async fn schrijf(tx: &mut Tx, dossier: DossierId, r: &OnderzoekRij) -> Result<(), Fout> {
    let args = [
        v(&r.onderzoek_id),
        v(&dossier),
        v(&r.melding_id),
        v(&r.begonnen_op),
        o(&r.afgerond_op),
        t(&r.samenvatting),
        t(&r.advies),
        v(&tx.nr()),
    ];
    tx.voer(ONDERZOEK, &args).await?;
    Ok(())
}

/// Records one leefgebied: answer and explanation, the day it was measured, and the version that it replaces.
pub async fn leg_score_vast(
    tx: &mut Tx,
    dossier: DossierId,
    onderzoek_id: i64,
    leefgebied: &str,
    (oordeel, toelichting): (Oordeel, &str),
    (gemeten_op, eerder): (Datum, Option<&ScoreRij>),
) -> Result<(), Fout> {
    let id = match eerder {
        Some(e) => {
            tx.sluit("leefgebiedscore", "leefgebiedscore_id", e.leefgebiedscore_id).await?;
            e.leefgebiedscore_id
        }
        None => tx.nieuw_id()?,
    };
    let args = [
        v(&id),
        v(&dossier),
        v(&onderzoek_id),
        t(leefgebied),
        t(oordeel.code()),
        t(toelichting),
        v(&gemeten_op),
        v(&tx.nr()),
    ];
    tx.voer(SCORE, &args).await?;
    Ok(())
}
