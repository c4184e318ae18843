//! What is stored about gemeenten that consult or dispute.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::stam::{Datum, DossierId, Gemeentecode, MeldingId, Peil};

rij! {
    /// Where two gemeenten stand about a melding.
    pub struct OverlegRij {
        overleg_id: i64, dossier_id: DossierId, melding_id: MeldingId, begon_bij: Gemeentecode, handelt: Gemeentecode, stand: String,
        met_gemeente: String, plek_vanaf: Option<Datum>, begonnen_op: Datum, sinds_op: Datum,
    }
}
rij! {
    /// A step.
    pub struct StapRij {
        overlegstap_id: i64, wat: String, gemeente: String, gegevens: String, plek_vanaf: Option<Datum>, op: Datum, toelichting: String,
        uitleg: String, door: String,
    }
}
rij! {
    /// A matter in the list, with the last day of the term that runs.
    pub struct LijstRij {
        overleg_id: i64, dossier_id: DossierId, gemeente: Gemeentecode, handelt: Gemeentecode, stand: String, met_gemeente: String,
        begonnen_op: Datum, sinds_op: Datum, uiterlijk_op: Option<Datum>,
    }
}

sql!(
    VAN_DOSSIER = "SELECT overleg_id, dossier_id, melding_id, begon_bij, handelt, stand, met_gemeente, plek_vanaf, begonnen_op, sinds_op FROM overleg
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY overleg_id DESC LIMIT 20"
);
sql!(
    STAPPEN = "SELECT s.overlegstap_id, s.wat, s.gemeente, s.gegevens, s.plek_vanaf, s.op, s.toelichting, s.uitleg, COALESCE(g.naam, '')
    FROM overlegstap s JOIN journaal j ON j.nr = s.nr LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE s.overleg_id = $1 AND s.nr <= $2 ORDER BY s.overlegstap_id LIMIT 500"
);
sql!(
    LIJST = "SELECT x.overleg_id, x.dossier_id, d.gemeente, x.handelt, x.stand, x.met_gemeente, x.begonnen_op, x.sinds_op,
      (SELECT min(t.uiterlijk_op) FROM termijn t WHERE t.dossier_id = x.dossier_id AND t.onderwerp_id = x.overleg_id AND t.tot_nr IS NULL
         AND t.voldaan_op IS NULL)
    FROM overleg x JOIN dossier d ON d.dossier_id = x.dossier_id AND d.tot_nr IS NULL
    WHERE x.tot_nr IS NULL ORDER BY x.sinds_op, x.overleg_id LIMIT 5000"
);
sql!(
    NIEUW = "INSERT INTO overleg (overleg_id, dossier_id, melding_id, begon_bij, handelt, stand, met_gemeente, plek_vanaf, begonnen_op, sinds_op, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);
sql!(
    STAP = "INSERT INTO overlegstap (overlegstap_id, overleg_id, dossier_id, wat, gemeente, gegevens, plek_vanaf, op, toelichting, uitleg, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);
sql!(
    ALLE = "SELECT overleg_id, dossier_id, melding_id, begon_bij, handelt, stand, met_gemeente, plek_vanaf, begonnen_op, sinds_op FROM overleg
    WHERE tot_nr IS NULL ORDER BY overleg_id"
);
sql!(
    ZONDER_GEMEENTE = "SELECT dossier_id, count(*) FROM dossier WHERE tot_nr IS NULL AND gemeente = '' GROUP BY dossier_id ORDER BY dossier_id LIMIT 20"
);

/// The matters of a dossier, newest first.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<OverlegRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier), v(&peil.bekend)]).await
}

/// The steps of a matter, in order.
pub async fn stappen(db: &impl Leest, overleg_id: i64, peil: Peil) -> Result<Vec<StapRij>, Fout> {
    db.alle(STAPPEN, &[v(&overleg_id), v(&peil.bekend)]).await
}

/// All matters as they stand now, the longest still first.
pub async fn lijst(db: &impl Leest) -> Result<Vec<LijstRij>, Fout> {
    db.alle(LIJST, &[]).await
}

/// All matters, to check them.
pub async fn alle(db: &impl Leest) -> Result<Vec<OverlegRij>, Fout> {
    db.alle(ALLE, &[]).await
}

/// Dossiers of which no gemeente acts; there must be none.
pub async fn zonder_gemeente(db: &impl Leest) -> Result<Vec<(i64, i64)>, Fout> {
    db.alle(ZONDER_GEMEENTE, &[]).await
}

/// Adds a matter, or (`vervangt`) its next state.
pub async fn schrijf(tx: &mut Tx, r: &OverlegRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("overleg", "overleg_id", r.overleg_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&r.overleg_id),
        v(&r.dossier_id),
        v(&r.melding_id),
        v(&r.begon_bij),
        v(&r.handelt),
        t(&r.stand),
        t(&r.met_gemeente),
        o(&r.plek_vanaf),
        v(&r.begonnen_op),
        v(&r.sinds_op),
        v(&nr),
    ];
    tx.voer(NIEUW, &args).await?;
    Ok(())
}

/// Adds a step.
pub async fn schrijf_stap(tx: &mut Tx, r: &OverlegRij, s: &StapRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&s.overlegstap_id),
        v(&r.overleg_id),
        v(&r.dossier_id),
        t(&s.wat),
        t(&s.gemeente),
        t(&s.gegevens),
        o(&s.plek_vanaf),
        v(&s.op),
        t(&s.toelichting),
        t(&s.uitleg),
        v(&nr),
    ];
    tx.voer(STAP, &args).await?;
    Ok(())
}
