//! What left as a file for others: the book of deliveries. The contents are not kept: they can be made again from the peil.

use crate::huis::{
    Fout,
    opslag::{Leest, Tx, sql, t, v},
};
use crate::rij;
use kern::stam::{Datum, JournaalNr};

sql!(
    LEG_VAST = "INSERT INTO uitlevering (uitlevering_id, soort, tijdvak, beschrijving, peil_op, peil_nr, rijen, bevindingen, sha256, nr)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    ALLE = "SELECT u.uitlevering_id, u.tijdvak, u.beschrijving, u.peil_op, u.peil_nr, u.rijen, u.bevindingen, u.sha256, j.op
     FROM uitlevering u JOIN journaal j ON j.nr = u.nr WHERE u.soort = $1 ORDER BY u.uitlevering_id DESC LIMIT 100"
);

/// A delivery.
pub struct Nieuw {
    /// Kind: parquet or gmsd.
    pub soort: &'static str,
    /// Half-year or quarter, '' when it is about all time.
    pub tijdvak: String,
    /// Version of the description it was made by.
    pub beschrijving: String,
    /// Day of the figures.
    pub peil_op: Datum,
    /// Last act that counts.
    pub peil_nr: JournaalNr,
    /// Rows in it.
    pub rijen: i64,
    /// What was missing or wrong.
    pub bevindingen: i64,
    /// Hash of what left.
    pub sha256: String,
}

rij! { /// A delivery as it is kept.
pub struct Uitlevering {
    /// Key.
    uitlevering_id: i64,
    /// Half-year or quarter.
    tijdvak: String,
    /// Version of the description.
    beschrijving: String,
    /// Day of the figures.
    peil_op: Datum,
    /// Last act that counts.
    peil_nr: JournaalNr,
    /// Rows.
    rijen: i64,
    /// What was missing or wrong.
    bevindingen: i64,
    /// Hash.
    sha256: String,
    /// Day it was made.
    gemaakt_op: Datum,
} }

/// Keeps a delivery, in its act.
pub async fn leg_vast(tx: &mut Tx, id: i64, u: &Nieuw) -> Result<(), Fout> {
    let args = [
        v(&id),
        t(u.soort),
        t(&u.tijdvak),
        t(&u.beschrijving),
        v(&u.peil_op),
        v(&u.peil_nr),
        v(&u.rijen),
        v(&u.bevindingen),
        t(&u.sha256),
        v(&tx.nr()),
    ];
    tx.voer(LEG_VAST, &args).await?;
    Ok(())
}

/// The last deliveries of a kind, newest first.
pub async fn alle(db: &impl Leest, soort: &str) -> Result<Vec<Uitlevering>, Fout> {
    db.alle(ALLE, &[t(soort)]).await
}
