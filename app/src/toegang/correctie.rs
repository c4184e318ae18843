//! Rows of correcties: that the data of an inwoner changed, by whom, when, why and on which proof. What it was before stands in the
//! earlier version of `inwoner`.

use super::inwoner::{self, InwonerRij};
use crate::huis::{
    App, Fout,
    opslag::{Leest, Moment, Tx, o, rij, sql, t, v},
};
use kern::stam::{Datum, DossierId, InwonerId, JournaalNr, Peil};
use kern::toegang::{Correctie, Correctiesoort, Persoon, is_vastgesteld, verschillen};

rij! {
    /// A correctie with who did it and when.
    pub struct CorrectieRij {
        correctie_id: i64, soort: String, bewijs: String, velden: String, reden: String, adres_van: Option<Datum>, nr: JournaalNr,
        tijdstip: Moment, wie: Option<String>,
    }
}

sql!(
    VOEG_TOE = "INSERT INTO correctie (correctie_id, dossier_id, inwoner_id, soort, bewijs, velden, reden, adres_van, melding_id, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    VAN_DOSSIER =
        "SELECT c.correctie_id, c.soort, c.bewijs, c.velden, c.reden, c.adres_van, c.nr, j.tijdstip, g.naam
    FROM correctie c JOIN journaal j ON j.nr = c.nr LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE c.dossier_id = $1 AND c.nr <= $2 ORDER BY c.nr DESC LIMIT 50"
);
sql!(
    ADRES_VAN = "SELECT adres_van FROM correctie WHERE inwoner_id = $1 AND nr <= $2 AND adres_van IS NOT NULL ORDER BY nr DESC LIMIT 1"
);

/// Where a change stands: the dossier in which it was made, and the melding at which it was told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plaats {
    /// Dossier.
    pub dossier: DossierId,
    /// Melding, when it came with one.
    pub melding: Option<i64>,
}

/// The row that follows from a change; the BSN is encrypted anew only when it changed.
pub(super) fn gewijzigd(
    app: &App,
    oud: &InwonerRij,
    was: &Persoon,
    wordt: &Persoon,
    c: &Correctie,
) -> Result<InwonerRij, Fout> {
    let mut rij = InwonerRij::nieuw(app, oud.inwoner_id, wordt)?;
    if was.bsn == wordt.bsn {
        rij.bsn_versleuteld.clone_from(&oud.bsn_versleuteld);
    }
    if is_vastgesteld(was, wordt, c) {
        "geverifieerd".clone_into(&mut rij.bsn_status);
    }
    Ok(rij)
}

/// Closes the version of an inwoner, adds the new one, and says why. The act must have been written in the journal with this key.
pub(super) async fn leg_vast(
    tx: &mut Tx,
    id: i64,
    plaats: Plaats,
    (oud, nieuw): (&InwonerRij, &InwonerRij),
    (was, wordt): (&Persoon, &Persoon),
    c: &Correctie,
) -> Result<(), Fout> {
    inwoner::wijzig(tx, oud, nieuw).await?;
    let mut velden = verschillen(was, wordt);
    if oud.bsn_status != nieuw.bsn_status && !velden.contains(&"bsn") {
        velden.push("bewijs");
    }
    let soort = c.soort.unwrap_or(Correctiesoort::Verbetering);
    let args = [
        v(&id),
        v(&plaats.dossier),
        v(&oud.inwoner_id),
        t(soort.code()),
        t(c.bewijs.code()),
        t(&velden.join(",")),
        t(c.reden.trim()),
        o(&c.adres_van),
        o(&plaats.melding),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// The correcties of a dossier as known at a peil, last one first; at most fifty.
pub(super) async fn van_dossier(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<CorrectieRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier), v(&peil.bekend)]).await
}

/// First day of the address, when somebody recorded it.
pub(super) async fn adres_van(
    db: &impl Leest,
    inwoner: InwonerId,
    peil: Peil,
) -> Result<Option<Datum>, Fout> {
    let rij: Option<(Datum,)> = db.een(ADRES_VAN, &[v(&inwoner), v(&peil.bekend)]).await?;
    Ok(rij.map(|r| r.0))
}
