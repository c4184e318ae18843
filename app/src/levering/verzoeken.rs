//! Requests of aanbieders: what they ask, how far the answer is, and with which toewijzingen it was honoured.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, sql, t, v},
    rij,
};
use kern::stam::{Datum, DossierId, Gemeentecode};

rij! {
    /// A version of a request.
    pub struct VerzoekRij {
        verzoek_id: i64, bericht_id: i64, soort: String, regelnr: i64, referentie: String, agb: String, gemeente: Gemeentecode,
        dossier_id: Option<DossierId>, gevraagd_op: Datum, stand: String, reden: String, antwoord_id: Option<i64>,
    }
}

impl VerzoekRij {
    /// Whether it still waits for its last answer.
    pub fn is_open(&self) -> bool {
        matches!(self.stand.as_str(), "open" | "in_onderzoek")
    }
    /// Whether a change is asked, of all toewijzingen of the client at once.
    pub fn is_wijziging(&self) -> bool {
        self.soort == "wijziging"
    }
}

sql!(
    MET_REFERENTIE = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE agb = $1 AND referentie = $2 AND tot_nr IS NULL ORDER BY verzoek_id LIMIT 1"
);
sql!(
    EEN = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE verzoek_id = $1 AND tot_nr IS NULL"
);
sql!(
    VAN_DOSSIER = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE dossier_id = $1 AND tot_nr IS NULL ORDER BY verzoek_id DESC LIMIT 200"
);
sql!(
    VAN_BERICHT = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE bericht_id = $1 AND tot_nr IS NULL ORDER BY regelnr LIMIT 1000"
);
sql!(
    OPEN = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE tot_nr IS NULL AND stand IN ('open', 'in_onderzoek') ORDER BY gevraagd_op, verzoek_id LIMIT $1 OFFSET $2"
);
sql!(
    AANTAL_OPEN =
        "SELECT count(*) FROM aanbiederverzoek WHERE tot_nr IS NULL AND stand IN ('open', 'in_onderzoek')"
);
sql!(
    ONBEKENDEN = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE dossier_id IS NULL AND tot_nr IS NULL AND stand IN ('open', 'in_onderzoek') AND agb = $1
    ORDER BY gevraagd_op LIMIT 200"
);
sql!(
    ZONDER_DOSSIER = "SELECT a.verzoek_id, a.bericht_id, a.soort, a.regelnr, a.referentie, a.agb, a.gemeente, a.dossier_id, a.gevraagd_op, a.stand,
      a.reden, a.antwoord_id
    FROM aanbiederverzoek a WHERE a.dossier_id IS NULL AND a.tot_nr IS NULL AND a.stand IN ('open', 'in_onderzoek')
      AND NOT EXISTS (SELECT 1 FROM aanbiederverzoek e WHERE e.bericht_id = a.bericht_id AND e.regelnr < a.regelnr AND e.dossier_id IS NULL
        AND e.tot_nr IS NULL AND e.stand IN ('open', 'in_onderzoek'))
    ORDER BY a.gevraagd_op DESC, a.verzoek_id DESC LIMIT $1"
);
sql!(
    MET_ANTWOORD = "SELECT verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand, reden, antwoord_id
    FROM aanbiederverzoek WHERE antwoord_id = $1 AND tot_nr IS NULL ORDER BY verzoek_id LIMIT 500"
);
sql!(
    SCHRIJF = "INSERT INTO aanbiederverzoek (verzoek_id, bericht_id, soort, regelnr, referentie, agb, gemeente, dossier_id, gevraagd_op, stand,
      reden, antwoord_id, vanaf_nr, tot_nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL)"
);
sql!(VERBIND = "INSERT INTO verzoektoewijzing (verzoek_id, toewijzing_id, nr) VALUES ($1, $2, $3)");
sql!(
    TE_NOEMEN = "SELECT w.toewijzing_id, v.verzoek_id, v.referentie FROM aanbiederverzoek v JOIN verzoektoewijzing w ON w.verzoek_id = v.verzoek_id
    WHERE v.dossier_id = $1 AND v.stand = 'toegewezen' AND v.antwoord_id IS NULL AND v.tot_nr IS NULL ORDER BY v.verzoek_id LIMIT 500"
);
sql!(
    DOSSIER_VAN_BSN = "SELECT d.dossier_id, d.gesloten_op FROM inwoner i JOIN dossier d ON d.inwoner_id = i.inwoner_id AND d.tot_nr IS NULL
    WHERE i.bsn_index = $1 AND i.tot_nr IS NULL ORDER BY CASE WHEN d.gesloten_op IS NULL THEN 0 ELSE 1 END, d.dossier_id DESC LIMIT 1"
);

sql!(
    IS_VAN_BSN =
        "SELECT count(*) FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.tot_nr IS NULL
    WHERE d.dossier_id = $1 AND d.tot_nr IS NULL AND i.bsn_index = $2"
);

sql!(
    PLEK = "SELECT count(*) FROM dossierrol r WHERE r.dossier_id = $1 AND r.gebruiker_id = $2 AND r.tot_nr IS NULL AND r.geldig_van <= $3
      AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot)"
);

/// Whether an employee has a place in a dossier on a day.
pub async fn heeft_plek(
    db: &impl Leest,
    dossier: DossierId,
    gebruiker_id: i64,
    op: Datum,
) -> Result<bool, Fout> {
    let rij: Option<(i64,)> = db.een(PLEK, &[v(&dossier), v(&gebruiker_id), v(&op)]).await?;
    Ok(rij.is_some_and(|r| r.0 > 0))
}

/// The request with a reference of an aanbieder.
pub async fn met_referentie(
    db: &impl Leest,
    agb: &str,
    referentie: &str,
) -> Result<Option<VerzoekRij>, Fout> {
    db.een(MET_REFERENTIE, &[t(agb), t(referentie)]).await
}

/// One request.
pub async fn een(db: &impl Leest, verzoek_id: i64) -> Result<Option<VerzoekRij>, Fout> {
    db.een(EEN, &[v(&verzoek_id)]).await
}

/// The requests in a dossier, newest first.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<VerzoekRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// The requests in a message, in its order.
pub async fn van_bericht(db: &impl Leest, bericht_id: i64) -> Result<Vec<VerzoekRij>, Fout> {
    db.alle(VAN_BERICHT, &[v(&bericht_id)]).await
}

/// Requests that wait for an answer, the oldest first, and how many there are.
pub async fn openstaand(db: &impl Leest, aantal: i64, vanaf: i64) -> Result<(Vec<VerzoekRij>, i64), Fout> {
    let (n,): (i64,) = db.een(AANTAL_OPEN, &[]).await?.unwrap_or((0,));
    Ok((db.alle(OPEN, &[v(&aantal), v(&vanaf)]).await?, n))
}

/// Open requests of an aanbieder for people whom nobody here knows.
pub async fn van_onbekenden(db: &impl Leest, agb: &str) -> Result<Vec<VerzoekRij>, Fout> {
    db.alle(ONBEKENDEN, &[t(agb)]).await
}

/// The first of the open requests in each message about somebody whom nobody here knew, the newest first: those that stay unknown do not
/// keep out the rest.
pub async fn zonder_dossier(db: &impl Leest, aantal: i64) -> Result<Vec<VerzoekRij>, Fout> {
    db.alle(ZONDER_DOSSIER, &[v(&aantal)]).await
}

/// The dossier of the inwoner with this index of a BSN: the open one, else the newest.
pub async fn dossier_van_bsn(db: &impl Leest, bsn_index: &str) -> Result<Option<DossierId>, Fout> {
    let rij: Option<(DossierId, Option<Datum>)> = db.een(DOSSIER_VAN_BSN, &[t(bsn_index)]).await?;
    Ok(rij.map(|r| r.0))
}

/// Whether a dossier is of the inwoner with this index of a BSN.
pub async fn is_van_bsn(db: &impl Leest, dossier: DossierId, bsn_index: &str) -> Result<bool, Fout> {
    let rij: Option<(i64,)> = db.een(IS_VAN_BSN, &[v(&dossier), t(bsn_index)]).await?;
    Ok(rij.is_some_and(|r| r.0 > 0))
}

/// The requests that a message of ours answered last.
pub async fn met_antwoord(db: &impl Leest, bericht_id: i64) -> Result<Vec<VerzoekRij>, Fout> {
    db.alle(MET_ANTWOORD, &[v(&bericht_id)]).await
}

/// A WMO301 that did not arrive or was refused honoured nothing yet: the next one carries the references again.
pub async fn nog_te_noemen(tx: &mut Tx, bericht_id: i64) -> Result<(), Fout> {
    for r in met_antwoord(tx, bericht_id).await?.into_iter().filter(|r| r.stand == "toegewezen") {
        vervang(tx, &VerzoekRij { antwoord_id: None, ..r }).await?;
    }
    Ok(())
}

/// Records a new request.
pub async fn leg_vast(tx: &mut Tx, r: &VerzoekRij) -> Result<(), Fout> {
    schrijf(tx, r).await
}

/// Replaces the current version of a request.
pub async fn vervang(tx: &mut Tx, r: &VerzoekRij) -> Result<(), Fout> {
    tx.sluit("aanbiederverzoek", "verzoek_id", r.verzoek_id).await?;
    schrijf(tx, r).await
}

/// Ties a toewijzing to the request that it honours.
pub async fn verbind(tx: &mut Tx, verzoek_id: i64, toewijzing_id: i64) -> Result<(), Fout> {
    let nr = tx.nr();
    tx.voer(VERBIND, &[v(&verzoek_id), v(&toewijzing_id), v(&nr)]).await?;
    Ok(())
}

/// Toewijzingen that must carry the reference of a request in the next message: toewijzing, request, reference.
pub async fn te_noemen(db: &impl Leest, dossier: DossierId) -> Result<Vec<(i64, i64, String)>, Fout> {
    db.alle(TE_NOEMEN, &[v(&dossier)]).await
}

async fn schrijf(tx: &mut Tx, r: &VerzoekRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.verzoek_id),
        v(&r.bericht_id),
        t(&r.soort),
        v(&r.regelnr),
        t(&r.referentie),
        t(&r.agb),
        v(&r.gemeente),
        o(&r.dossier_id),
        v(&r.gevraagd_op),
        t(&r.stand),
        t(&r.reden),
        o(&r.antwoord_id),
        v(&nr),
    ];
    tx.voer(SCHRIJF, &args).await?;
    Ok(())
}
