//! Goals, what is done for them, and how they stand.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, rij, sql, t, v},
};
use kern::{
    stam::{Datum, DossierId, JournaalNr, Peil},
    trajectregie::{Doel, DoelStatus, Voortgang},
};

rij! {
    /// A goal.
    pub struct DoelRij {
        doel_id: i64, leefgebied: String, tekst: String, status: String, gesteld_op: Datum, evaluatie_op: Datum, vanaf_nr: JournaalNr,
    }
}
rij! {
    /// Something that is done for a goal.
    pub struct ActiviteitRij { activiteit_id: i64, doel_id: i64, tekst: String, wie: String }
}
rij! {
    /// How a goal stood on a day.
    pub struct EvaluatieRij { evaluatie_id: i64, doel_id: i64, op: Datum, voortgang: String, tekst: String }
}

sql!(
    ALLE = "SELECT doel_id, leefgebied, tekst, status, gesteld_op, evaluatie_op, vanaf_nr FROM doel
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY CASE status WHEN 'actief' THEN 1 WHEN 'behaald' THEN 2 ELSE 3 END, evaluatie_op, doel_id LIMIT 100"
);
sql!(
    ACTIVITEITEN = "SELECT a.activiteit_id, a.doel_id, a.tekst, a.wie FROM activiteit a
      JOIN doel d ON d.doel_id = a.doel_id AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr)
    WHERE d.dossier_id = $1 AND a.vanaf_nr <= $2 AND (a.tot_nr IS NULL OR $2 < a.tot_nr) ORDER BY a.activiteit_id LIMIT 500"
);
sql!(
    EVALUATIES = "SELECT evaluatie_id, doel_id, op, voortgang, tekst FROM evaluatie
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY evaluatie_id DESC LIMIT 500"
);
sql!(
    DOEL = "INSERT INTO doel (doel_id, dossier_id, leefgebied, tekst, status, gesteld_op, evaluatie_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
);
sql!(
    ACTIVITEIT = "INSERT INTO activiteit (activiteit_id, doel_id, tekst, wie, vanaf_nr, tot_nr) VALUES ($1, $2, $3, $4, $5, NULL)"
);
sql!(
    EVALUATIE =
        "INSERT INTO evaluatie (evaluatie_id, doel_id, dossier_id, op, voortgang, tekst, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);

impl DoelRij {
    /// As `kern` wants it.
    pub fn doel(&self) -> Result<Doel, Fout> {
        Ok(Doel {
            leefgebied: self.leefgebied.clone(),
            tekst: self.tekst.clone(),
            status: DoelStatus::lees(&self.status)
                .ok_or_else(|| Fout::nieuw("onbekende status van een doel"))?,
            gesteld_op: self.gesteld_op,
            evaluatie_op: self.evaluatie_op,
        })
    }
}

/// Goals, those that are worked on first.
pub async fn alle(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<DoelRij>, Fout> {
    db.alle(ALLE, &[v(&dossier), v(&peil.bekend)]).await
}

/// What is done for the goals.
pub async fn activiteiten(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<ActiviteitRij>, Fout> {
    db.alle(ACTIVITEITEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// Evaluaties, newest first.
pub async fn evaluaties(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<EvaluatieRij>, Fout> {
    db.alle(EVALUATIES, &[v(&dossier), v(&peil.bekend)]).await
}

/// Adds a goal (`vervangt` false), or a new version of it.
pub async fn leg_doel_vast(
    tx: &mut Tx,
    dossier: DossierId,
    doel_id: i64,
    doel: &Doel,
    vervangt: bool,
) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("doel", "doel_id", doel_id).await?;
    }
    let args = [
        v(&doel_id),
        v(&dossier),
        t(&doel.leefgebied),
        t(&doel.tekst),
        t(doel.status.code()),
        v(&doel.gesteld_op),
        v(&doel.evaluatie_op),
        v(&tx.nr()),
    ];
    tx.voer(DOEL, &args).await?;
    Ok(())
}

/// Adds something that is done for a goal. Returns its key.
pub async fn leg_activiteit_vast(tx: &mut Tx, doel_id: i64, tekst: &str, wie: &str) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    tx.voer(ACTIVITEIT, &[v(&id), v(&doel_id), t(tekst), t(wie), v(&tx.nr())]).await?;
    Ok(id)
}

/// Adds an evaluatie, under a key that was taken before, to a goal.
pub async fn leg_evaluatie_vast(
    tx: &mut Tx,
    dossier: DossierId,
    (id, doel_id): (i64, i64),
    op: Datum,
    voortgang: Voortgang,
    tekst: &str,
) -> Result<(), Fout> {
    let args = [v(&id), v(&doel_id), v(&dossier), v(&op), t(voortgang.code()), t(tekst), v(&tx.nr())];
    tx.voer(EVALUATIE, &args).await?;
    Ok(())
}
