//! Rows of doelgroeptoets and doelgroepcriterium. A new toets is a new row: what was decided before stays readable.

use super::spoor_opslag::ToetsRij;
use crate::huis::{
    Fout,
    opslag::{Leest, Tx, rij, sql, t, v},
};
use kern::stam::Peil;
use kern::toegang::Bevinding;

rij! {
    /// A criterion with its answer and evidence.
    pub struct CriteriumRij { criterium: String, antwoord: String, bron: String, bewijs: String }
}

sql!(
    CRITERIA = "SELECT criterium, antwoord, bron, bewijs FROM doelgroepcriterium
    WHERE doelgroeptoets_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY doelgroepcriterium_id LIMIT 100"
);
sql!(
    VOEG_TOE = "INSERT INTO doelgroeptoets (doelgroeptoets_id, dossier_id, melding_id, advies, oordeel, motivering, getoetst_op,
      gebruiker_id, vanaf_nr, tot_nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)"
);
sql!(
    VOEG_CRITERIUM_TOE = "INSERT INTO doelgroepcriterium (doelgroepcriterium_id, doelgroeptoets_id, criterium, antwoord, bron, bewijs, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);

/// The criteria of a toets.
pub async fn criteria(db: &impl Leest, toets: i64, peil: Peil) -> Result<Vec<CriteriumRij>, Fout> {
    db.alle(CRITERIA, &[v(&toets), v(&peil.bekend)]).await
}

/// Adds a toets.
pub async fn voeg_toe(tx: &mut Tx, r: &ToetsRij) -> Result<(), Fout> {
    let args = [
        v(&r.doelgroeptoets_id),
        v(&r.dossier_id),
        v(&r.melding_id),
        t(&r.advies),
        t(&r.oordeel),
        t(&r.motivering),
        v(&r.getoetst_op),
        v(&r.gebruiker_id),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(())
}

/// Adds a criterion of a toets; `code` is that of the criterion, or `leefgebied_…` for one that was named.
pub async fn voeg_criterium_toe(tx: &mut Tx, toets: i64, code: &str, b: &Bevinding) -> Result<(), Fout> {
    let id = tx.nieuw_id()?;
    let bron = b.bron.map_or("", |x| x.code());
    let args = [v(&id), v(&toets), t(code), t(b.antwoord.code()), t(bron), t(&b.bewijs), v(&tx.nr())];
    tx.voer(VOEG_CRITERIUM_TOE, &args).await?;
    Ok(())
}
