//! The releases in the database.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, sql, t, v},
};
use crate::rij;
use kern::stam::{Datum, JournaalNr};

sql!(
    ALLE = "SELECT u.openuitgave_id, u.tijdvak, u.peil_op, u.peil_nr, u.definities, u.drempel, u.afronding, u.cijfers, u.sha256, j.op
     FROM openuitgave u JOIN journaal j ON j.nr = u.nr ORDER BY u.tijdvak"
);
sql!(LAATSTE = "SELECT CAST(COALESCE(max(nr), 0) AS BIGINT) FROM openuitgave");
sql!(
    LEG_VAST = "INSERT INTO openuitgave (openuitgave_id, tijdvak, peil_op, peil_nr, definities, drempel, afronding, cijfers, sha256, nr)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);

rij! { /// A release.
pub struct Uitgave {
    /// Key.
    openuitgave_id: i64,
    /// Quarter: `2026-2`.
    tijdvak: String,
    /// Peildatum.
    peil_op: Datum,
    /// Known up to and including this act.
    peil_nr: JournaalNr,
    /// Versions of the definitions.
    definities: String,
    /// Smallest number that is shown.
    drempel: i64,
    /// Numbers are multiples of this.
    afronding: i64,
    /// Frozen figures.
    cijfers: String,
    /// Hash of the figures.
    sha256: String,
    /// Day of release.
    vrij_op: Datum,
} }

/// All releases, the first quarter first. A few per year.
pub async fn alle(db: &impl Leest) -> Result<Vec<Uitgave>, Fout> {
    db.alle(ALLE, &[]).await
}

/// Number of the act that released last; 0 when nothing was.
pub async fn laatste(db: &impl Leest) -> Result<i64, Fout> {
    Ok(db.een::<(i64,)>(LAATSTE, &[]).await?.map_or(0, |r| r.0))
}

/// Keeps a release, in its act.
pub async fn leg_vast(tx: &mut Tx, u: &Uitgave) -> Result<(), Fout> {
    let args = [
        v(&u.openuitgave_id),
        t(&u.tijdvak),
        v(&u.peil_op),
        v(&u.peil_nr),
        t(&u.definities),
        v(&u.drempel),
        v(&u.afronding),
        t(&u.cijfers),
        t(&u.sha256),
        v(&tx.nr()),
    ];
    tx.voer(LEG_VAST, &args).await?;
    Ok(())
}
