//! The two logs, searched by period. Both are cut to a period first, by an index; the other filters are checked on the way.

use crate::{
    huis::{
        Fout,
        opslag::{Leest, Moment, Val, sql, t, v},
    },
    rij,
};

/// Lines on a page.
pub const PAGINA: i64 = 50;
/// Lines that are counted: a number above it says nothing more to a reader, and costs a scan.
pub const TEL_MAX: i64 = 10_000;
/// Lines in a file.
pub const UITVOER_MAX: i64 = 20_000;

/// What is asked. Numbers below zero and empty texts do not filter.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// From this moment.
    pub van: Moment,
    /// Before this moment.
    pub tot: Moment,
    /// By whom.
    pub gebruiker: i64,
    /// About which dossier.
    pub dossier: i64,
    /// Purpose of the route; for acts: what was done.
    pub doel: String,
    /// `ok`, `geweigerd` or all.
    pub uitkomst: &'static str,
    /// Only what the noodknop opened.
    pub noodknop: bool,
    /// Only dossiers of this gemeente.
    pub gemeente: String,
    /// Order.
    pub volgorde: Volgorde,
    /// First line.
    pub vanaf: i64,
    /// Number of lines.
    pub aantal: i64,
}

/// How lines are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volgorde {
    /// Newest first.
    Nieuwste,
    /// Oldest first.
    Oudste,
    /// By person, then newest first.
    Persoon,
}

rij! {
    /// A line of the logboek with who it was.
    pub struct InzageRij {
        tijdstip: Moment, gebruiker_id: i64, naam: Option<String>, rol: String, actie: String, doel: String, dossier_id: Option<i64>,
        relatie: String, noodknop: bool, uitkomst: String, aantal: i64, trace_id: String,
    }
}
rij! {
    /// A line of the journal with who it was.
    pub struct ActRij {
        nr: i64, tijdstip: Moment, gebruiker_id: i64, naam: Option<String>, rol: String, handeling: String, reden: String,
        dossier_id: Option<i64>, gemeente: Option<String>, trace_id: String,
    }
}

// $1 from, $2 until, $3 who, $4 dossier, $5 purpose, $6 outcome, $7 noodknop, $8 gemeente, $9 limit, $10 offset
sql!(
    NIEUWSTE = "SELECT l.tijdstip, l.gebruiker_id, g.naam, l.rol, l.actie, l.doel, l.dossier_id, l.relatie, l.noodknop, l.uitkomst, l.aantal, l.trace_id
    FROM logboek l LEFT JOIN gebruiker g ON g.gebruiker_id = l.gebruiker_id
    WHERE $1 <= l.tijdstip AND l.tijdstip < $2 AND ($3 < 0 OR l.gebruiker_id = $3) AND ($4 < 0 OR l.dossier_id = $4) AND ($5 = '' OR l.doel = $5)
      AND ($6 = '' OR l.uitkomst = $6) AND ($7 = 0 OR l.noodknop = 1)
      AND ($8 = '' OR l.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $8 AND d.tot_nr IS NULL))
    ORDER BY l.tijdstip DESC, l.logboek_id DESC LIMIT $9 OFFSET $10"
);
sql!(
    OUDSTE = "SELECT l.tijdstip, l.gebruiker_id, g.naam, l.rol, l.actie, l.doel, l.dossier_id, l.relatie, l.noodknop, l.uitkomst, l.aantal, l.trace_id
    FROM logboek l LEFT JOIN gebruiker g ON g.gebruiker_id = l.gebruiker_id
    WHERE $1 <= l.tijdstip AND l.tijdstip < $2 AND ($3 < 0 OR l.gebruiker_id = $3) AND ($4 < 0 OR l.dossier_id = $4) AND ($5 = '' OR l.doel = $5)
      AND ($6 = '' OR l.uitkomst = $6) AND ($7 = 0 OR l.noodknop = 1)
      AND ($8 = '' OR l.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $8 AND d.tot_nr IS NULL))
    ORDER BY l.tijdstip, l.logboek_id LIMIT $9 OFFSET $10"
);
sql!(
    PERSOON = "SELECT l.tijdstip, l.gebruiker_id, g.naam, l.rol, l.actie, l.doel, l.dossier_id, l.relatie, l.noodknop, l.uitkomst, l.aantal, l.trace_id
    FROM logboek l LEFT JOIN gebruiker g ON g.gebruiker_id = l.gebruiker_id
    WHERE $1 <= l.tijdstip AND l.tijdstip < $2 AND ($3 < 0 OR l.gebruiker_id = $3) AND ($4 < 0 OR l.dossier_id = $4) AND ($5 = '' OR l.doel = $5)
      AND ($6 = '' OR l.uitkomst = $6) AND ($7 = 0 OR l.noodknop = 1)
      AND ($8 = '' OR l.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $8 AND d.tot_nr IS NULL))
    ORDER BY lower(COALESCE(g.naam, '')), l.gebruiker_id, l.tijdstip DESC, l.logboek_id DESC LIMIT $9 OFFSET $10"
);
sql!(
    TEL = "SELECT count(*) FROM (SELECT l.logboek_id FROM logboek l
    WHERE $1 <= l.tijdstip AND l.tijdstip < $2 AND ($3 < 0 OR l.gebruiker_id = $3) AND ($4 < 0 OR l.dossier_id = $4) AND ($5 = '' OR l.doel = $5)
      AND ($6 = '' OR l.uitkomst = $6) AND ($7 = 0 OR l.noodknop = 1)
      AND ($8 = '' OR l.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $8 AND d.tot_nr IS NULL)) LIMIT $9) x"
);
// $1 from, $2 until, $3 who, $4 dossier, $5 what, $6 gemeente, $7 limit, $8 offset
sql!(
    ACT_NIEUWSTE = "SELECT j.nr, j.tijdstip, j.gebruiker_id, g.naam, j.rol, j.handeling, j.reden, j.dossier_id, j.gemeente, j.trace_id
    FROM journaal j LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE $1 <= j.tijdstip AND j.tijdstip < $2 AND ($3 < 0 OR j.gebruiker_id = $3) AND ($4 < 0 OR j.dossier_id = $4) AND ($5 = '' OR j.handeling = $5)
      AND ($6 = '' OR j.gemeente = $6 OR j.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $6 AND d.tot_nr IS NULL))
    ORDER BY j.tijdstip DESC, j.nr DESC LIMIT $7 OFFSET $8"
);
sql!(
    ACT_OUDSTE = "SELECT j.nr, j.tijdstip, j.gebruiker_id, g.naam, j.rol, j.handeling, j.reden, j.dossier_id, j.gemeente, j.trace_id
    FROM journaal j LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE $1 <= j.tijdstip AND j.tijdstip < $2 AND ($3 < 0 OR j.gebruiker_id = $3) AND ($4 < 0 OR j.dossier_id = $4) AND ($5 = '' OR j.handeling = $5)
      AND ($6 = '' OR j.gemeente = $6 OR j.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $6 AND d.tot_nr IS NULL))
    ORDER BY j.tijdstip, j.nr LIMIT $7 OFFSET $8"
);
sql!(
    ACT_PERSOON = "SELECT j.nr, j.tijdstip, j.gebruiker_id, g.naam, j.rol, j.handeling, j.reden, j.dossier_id, j.gemeente, j.trace_id
    FROM journaal j LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE $1 <= j.tijdstip AND j.tijdstip < $2 AND ($3 < 0 OR j.gebruiker_id = $3) AND ($4 < 0 OR j.dossier_id = $4) AND ($5 = '' OR j.handeling = $5)
      AND ($6 = '' OR j.gemeente = $6 OR j.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $6 AND d.tot_nr IS NULL))
    ORDER BY lower(COALESCE(g.naam, '')), j.gebruiker_id, j.tijdstip DESC, j.nr DESC LIMIT $7 OFFSET $8"
);
sql!(
    ACT_TEL = "SELECT count(*) FROM (SELECT j.nr FROM journaal j
    WHERE $1 <= j.tijdstip AND j.tijdstip < $2 AND ($3 < 0 OR j.gebruiker_id = $3) AND ($4 < 0 OR j.dossier_id = $4) AND ($5 = '' OR j.handeling = $5)
      AND ($6 = '' OR j.gemeente = $6 OR j.dossier_id IN (SELECT d.dossier_id FROM dossier d WHERE d.gemeente = $6 AND d.tot_nr IS NULL)) LIMIT $7) x"
);
sql!(
    SOORTEN = "SELECT DISTINCT j.handeling FROM journaal j WHERE $1 <= j.tijdstip AND j.tijdstip < $2 ORDER BY j.handeling LIMIT 500"
);
sql!(OPEN_NOODKNOP = "SELECT count(*) FROM noodknop WHERE tot_nr IS NULL AND oordeel = 'open'");

fn inzage_args(q: &Vraag) -> Vec<Val> {
    vec![
        v(&q.van),
        v(&q.tot),
        v(&q.gebruiker),
        v(&q.dossier),
        t(&q.doel),
        t(q.uitkomst),
        v(&q.noodknop),
        t(&q.gemeente),
    ]
}

fn act_args(q: &Vraag) -> Vec<Val> {
    vec![v(&q.van), v(&q.tot), v(&q.gebruiker), v(&q.dossier), t(&q.doel), t(&q.gemeente)]
}

/// Lines of the logboek.
pub async fn inzage(db: &impl Leest, q: &Vraag) -> Result<Vec<InzageRij>, Fout> {
    let mut args = inzage_args(q);
    args.extend([v(&q.aantal), v(&q.vanaf)]);
    let sql = match q.volgorde {
        Volgorde::Nieuwste => NIEUWSTE,
        Volgorde::Oudste => OUDSTE,
        Volgorde::Persoon => PERSOON,
    };
    db.alle(sql, &args).await
}

/// How many lines of the logboek there are, up to one more than [`TEL_MAX`].
pub async fn tel_inzage(db: &impl Leest, q: &Vraag) -> Result<i64, Fout> {
    let mut args = inzage_args(q);
    args.push(v(&(TEL_MAX + 1)));
    Ok(db.een::<(i64,)>(TEL, &args).await?.map_or(0, |r| r.0))
}

/// Lines of the journal.
pub async fn handelingen(db: &impl Leest, q: &Vraag) -> Result<Vec<ActRij>, Fout> {
    let mut args = act_args(q);
    args.extend([v(&q.aantal), v(&q.vanaf)]);
    let sql = match q.volgorde {
        Volgorde::Nieuwste => ACT_NIEUWSTE,
        Volgorde::Oudste => ACT_OUDSTE,
        Volgorde::Persoon => ACT_PERSOON,
    };
    db.alle(sql, &args).await
}

/// How many lines of the journal there are, up to one more than [`TEL_MAX`].
pub async fn tel_handelingen(db: &impl Leest, q: &Vraag) -> Result<i64, Fout> {
    let mut args = act_args(q);
    args.push(v(&(TEL_MAX + 1)));
    Ok(db.een::<(i64,)>(ACT_TEL, &args).await?.map_or(0, |r| r.0))
}

/// Kinds of acts that occur in a period.
pub async fn soorten(db: &impl Leest, q: &Vraag) -> Result<Vec<String>, Fout> {
    let rijen: Vec<(String,)> = db.alle(SOORTEN, &[v(&q.van), v(&q.tot)]).await?;
    Ok(rijen.into_iter().map(|r| r.0).collect())
}

/// Uses of the noodknop that nobody judged yet.
pub async fn open_noodknop(db: &impl Leest) -> Result<i64, Fout> {
    Ok(db.een::<(i64,)>(OPEN_NOODKNOP, &[]).await?.map_or(0, |r| r.0))
}
