//! Who looked, who broke the glass, and which letters there are.

use crate::huis::{
    Fout,
    opslag::{Leest, Moment, Tx, rij, sql, t, v},
};
use kern::stam::{DossierId, Gemeentecode, JournaalNr};

/// Lines on one page of "Wie heeft gekeken".
pub const INZAGE_PAGINA: i64 = 100;
/// Lines in one file.
pub const INZAGE_BESTAND: i64 = 20_000;

rij! {
    /// One look at the dossier, with what was done in the same request.
    pub struct InzageRij {
        tijdstip: Moment, naam: Option<String>, rol: String, actie: String, doel: String, relatie: String, noodknop: bool, uitkomst: String,
        handeling: Option<String>, trace_id: String,
    }
}
rij! {
    /// A use of the noodknop.
    pub struct NoodknopRij {
        noodknop_id: i64, gebruiker_id: i64, naam: Option<String>, dossier_id: DossierId, reden: String, toelichting: String,
        begin_ts: Moment, einde_ts: Moment, oordeel: String, vanaf_nr: JournaalNr,
    }
}
rij! {
    /// A letter that was sent.
    pub struct BriefRij { brief_id: i64, soort: String, sha256: String, tijdstip: Moment, naam: Option<String> }
}

sql!(
    INZAGE = "SELECT l.tijdstip, g.naam, l.rol, l.actie, l.doel, l.relatie, l.noodknop, l.uitkomst, j.handeling, l.trace_id
    FROM logboek l LEFT JOIN gebruiker g ON g.gebruiker_id = l.gebruiker_id
      LEFT JOIN journaal j ON j.dossier_id = l.dossier_id AND j.trace_id = l.trace_id
    WHERE l.dossier_id = $1 AND $2 <= l.tijdstip AND l.tijdstip < $3 ORDER BY l.logboek_id DESC LIMIT $4 OFFSET $5"
);
sql!(
    INZAGE_AANTAL = "SELECT count(*), count(DISTINCT gebruiker_id) FROM logboek WHERE dossier_id = $1 AND $2 <= tijdstip AND tijdstip < $3"
);
sql!(
    ONGEZIEN = "SELECT n.noodknop_id, n.gebruiker_id, g.naam, n.dossier_id, n.reden, n.toelichting, n.begin_ts, n.einde_ts, n.oordeel, n.vanaf_nr
    FROM noodknop n LEFT JOIN gebruiker g ON g.gebruiker_id = n.gebruiker_id
      JOIN termijn t ON t.dossier_id = n.dossier_id AND t.soort = 'noodknop' AND t.onderwerp_id = n.noodknop_id AND t.tot_nr IS NULL AND t.voldaan_op IS NULL
    WHERE n.dossier_id = $1 AND n.tot_nr IS NULL ORDER BY n.noodknop_id DESC LIMIT 20"
);
sql!(
    WACHTRIJ = "SELECT n.noodknop_id, n.gebruiker_id, g.naam, n.dossier_id, n.reden, n.toelichting, n.begin_ts, n.einde_ts, n.oordeel, n.vanaf_nr
    FROM noodknop n LEFT JOIN gebruiker g ON g.gebruiker_id = n.gebruiker_id
      JOIN dossier d ON d.dossier_id = n.dossier_id AND d.tot_nr IS NULL
    WHERE n.tot_nr IS NULL AND ($1 = '' OR d.gemeente = $1) ORDER BY CASE n.oordeel WHEN 'open' THEN 1 ELSE 2 END, n.noodknop_id DESC LIMIT 200"
);
sql!(
    EEN_NOODKNOP = "SELECT n.noodknop_id, n.gebruiker_id, g.naam, n.dossier_id, n.reden, n.toelichting, n.begin_ts, n.einde_ts, n.oordeel, n.vanaf_nr
    FROM noodknop n LEFT JOIN gebruiker g ON g.gebruiker_id = n.gebruiker_id
      JOIN dossier d ON d.dossier_id = n.dossier_id AND d.tot_nr IS NULL
    WHERE n.noodknop_id = $1 AND n.tot_nr IS NULL AND ($2 = '' OR d.gemeente = $2)"
);
sql!(
    NOODKNOP = "INSERT INTO noodknop (noodknop_id, gebruiker_id, dossier_id, reden, toelichting, begin_ts, einde_ts, oordeel, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)"
);
sql!(
    BRIEVEN =
        "SELECT b.brief_id, b.soort, b.sha256, j.tijdstip, g.naam FROM brief b JOIN journaal j ON j.nr = b.nr
      LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE b.dossier_id = $1 AND b.nr <= $2 ORDER BY b.brief_id DESC LIMIT 500"
);
sql!(BRIEF = "SELECT soort, inhoud FROM brief WHERE brief_id = $1 AND dossier_id = $2");

/// One page of looks in a period, newest first.
pub async fn inzage(
    db: &impl Leest,
    dossier: DossierId,
    van: Moment,
    tot: Moment,
    hoeveel: i64,
    overslaan: i64,
) -> Result<Vec<InzageRij>, Fout> {
    db.alle(INZAGE, &[v(&dossier), v(&van), v(&tot), v(&hoeveel), v(&overslaan)]).await
}

/// Number of looks and of people in a period.
pub async fn inzage_aantal(
    db: &impl Leest,
    dossier: DossierId,
    van: Moment,
    tot: Moment,
) -> Result<(i64, i64), Fout> {
    Ok(db.een(INZAGE_AANTAL, &[v(&dossier), v(&van), v(&tot)]).await?.unwrap_or((0, 0)))
}

/// Uses of the noodknop that the holder has not seen yet, newest first.
pub async fn ongezien(db: &impl Leest, dossier: DossierId) -> Result<Vec<NoodknopRij>, Fout> {
    db.alle(ONGEZIEN, &[v(&dossier)]).await
}

/// Uses of the noodknop that must be judged, then those that were; in one gemeente, or in the whole region.
pub async fn wachtrij(db: &impl Leest, in_gemeente: Option<Gemeentecode>) -> Result<Vec<NoodknopRij>, Fout> {
    db.alle(WACHTRIJ, &[t(&bereik(in_gemeente))]).await
}

/// One use of the noodknop, within reach of who judges.
pub async fn noodknop(
    db: &impl Leest,
    id: i64,
    in_gemeente: Option<Gemeentecode>,
) -> Result<Option<NoodknopRij>, Fout> {
    db.een(EEN_NOODKNOP, &[v(&id), t(&bereik(in_gemeente))]).await
}

fn bereik(gemeente: Option<Gemeentecode>) -> String {
    gemeente.map_or_else(String::new, |g| g.to_string())
}

/// Records a use of the noodknop, or (`vervangt`) its judgement.
pub async fn leg_noodknop_vast(tx: &mut Tx, r: &NoodknopRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("noodknop", "noodknop_id", r.noodknop_id).await?;
    }
    let args = [
        v(&r.noodknop_id),
        v(&r.gebruiker_id),
        v(&r.dossier_id),
        t(&r.reden),
        t(&r.toelichting),
        v(&r.begin_ts),
        v(&r.einde_ts),
        t(&r.oordeel),
        v(&tx.nr()),
    ];
    tx.voer(NOODKNOP, &args).await?;
    Ok(())
}

/// Letters, newest first.
pub async fn brieven(db: &impl Leest, dossier: DossierId, bekend: JournaalNr) -> Result<Vec<BriefRij>, Fout> {
    db.alle(BRIEVEN, &[v(&dossier), v(&bekend)]).await
}

/// Kind and encrypted contents of one letter of this dossier.
pub async fn brief(db: &impl Leest, dossier: DossierId, id: i64) -> Result<Option<(String, Vec<u8>)>, Fout> {
    db.een(BRIEF, &[v(&id), v(&dossier)]).await
}
