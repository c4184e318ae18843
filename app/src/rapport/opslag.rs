//! The uitgaven in the database.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, sql, t, v},
};
use crate::rij;
use kern::stam::{Datum, JournaalNr};

/// The only kind of uitgave so far.
pub const SOORT: &str = "voortgangsrapportage";

sql!(
    ALLE = "SELECT u.uitgave_id, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256, j.op
     FROM uitgave u JOIN journaal j ON j.nr = u.nr WHERE u.soort = $1 ORDER BY u.tijdvak DESC, u.versie DESC LIMIT 200"
);
sql!(
    EEN = "SELECT u.uitgave_id, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256, j.op
     FROM uitgave u JOIN journaal j ON j.nr = u.nr WHERE u.uitgave_id = $1"
);
sql!(
    LAATSTE = "SELECT u.uitgave_id, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256, j.op
     FROM uitgave u JOIN journaal j ON j.nr = u.nr WHERE u.soort = $1 AND u.tijdvak = $2 AND u.profiel = $3
     ORDER BY u.versie DESC LIMIT 1"
);
sql!(CIJFERS = "SELECT cijfers FROM uitgave WHERE uitgave_id = $1");
sql!(HTML = "SELECT html FROM uitgave WHERE uitgave_id = $1");
sql!(PDF = "SELECT pdf FROM uitgave WHERE uitgave_id = $1");
sql!(
    LEG_VAST = "INSERT INTO uitgave (uitgave_id, soort, tijdvak, versie, profiel, peil_op, peil_nr, definities, cijfers, html, pdf, sha256, pdf_sha256, nr)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);

rij! { /// An uitgave without its contents.
pub struct Uitgave {
    /// Key.
    uitgave_id: i64,
    /// Quarter: `2026-2`.
    tijdvak: String,
    /// From 1.
    versie: i64,
    /// For whom: `bestuur`.
    profiel: String,
    /// Peildatum.
    peil_op: Datum,
    /// Known up to and including this act.
    peil_nr: JournaalNr,
    /// Versions of the definitions.
    definities: String,
    /// Hash of the figures.
    sha256: String,
    /// Hash of the PDF.
    pdf_sha256: String,
    /// Day it was made.
    gemaakt_op: Datum,
} }

/// What is frozen.
pub struct Nieuw {
    /// Quarter.
    pub tijdvak: String,
    /// From 1.
    pub versie: i64,
    /// For whom.
    pub profiel: &'static str,
    /// Peildatum.
    pub peil_op: Datum,
    /// Known up to and including this act.
    pub peil_nr: JournaalNr,
    /// Versions of the definitions.
    pub definities: String,
    /// Figures as JSON.
    pub cijfers: String,
    /// Hash of the figures.
    pub sha256: String,
    /// The report as HTML.
    pub html: String,
    /// The report as PDF.
    pub pdf: Vec<u8>,
    /// Hash of the PDF.
    pub pdf_sha256: String,
}

/// All uitgaven, the last quarter first.
pub async fn alle(db: &impl Leest) -> Result<Vec<Uitgave>, Fout> {
    db.alle(ALLE, &[t(SOORT)]).await
}

/// One uitgave.
pub async fn een(db: &impl Leest, id: i64) -> Result<Option<Uitgave>, Fout> {
    db.een(EEN, &[v(&id)]).await
}

/// The last version of a quarter.
pub async fn laatste(db: &impl Leest, tijdvak: &str, profiel: &str) -> Result<Option<Uitgave>, Fout> {
    db.een(LAATSTE, &[t(SOORT), t(tijdvak), t(profiel)]).await
}

async fn tekst(db: &impl Leest, sql: &'static str, id: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(sql, &[v(&id)]).await?;
    rij.map(|r| r.0).ok_or_else(|| Fout::nieuw(format!("uitgave {id} bestaat niet")))
}

/// The frozen figures.
pub async fn cijfers(db: &impl Leest, id: i64) -> Result<String, Fout> {
    tekst(db, CIJFERS, id).await
}

/// The frozen page.
pub async fn html(db: &impl Leest, id: i64) -> Result<String, Fout> {
    tekst(db, HTML, id).await
}

/// The frozen PDF.
pub async fn pdf(db: &impl Leest, id: i64) -> Result<Vec<u8>, Fout> {
    let rij: Option<(Vec<u8>,)> = db.een(PDF, &[v(&id)]).await?;
    rij.map(|r| r.0).ok_or_else(|| Fout::nieuw(format!("uitgave {id} bestaat niet")))
}

/// Freezes an uitgave.
pub async fn leg_vast(tx: &mut Tx, id: i64, u: &Nieuw) -> Result<(), Fout> {
    let args = [
        v(&id),
        t(SOORT),
        t(&u.tijdvak),
        v(&u.versie),
        t(u.profiel),
        v(&u.peil_op),
        v(&u.peil_nr),
        t(&u.definities),
        t(&u.cijfers),
        t(&u.html),
        v(&u.pdf),
        t(&u.sha256),
        t(&u.pdf_sha256),
        v(&tx.nr()),
    ];
    tx.voer(LEG_VAST, &args).await?;
    Ok(())
}
