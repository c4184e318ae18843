//! Moving a dossier along the street.

use crate::{
    huis::{
        Fout,
        opslag::{Leest, Tx, o, sql, t, v},
    },
    rij,
};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId};
use kern::trajectregie::Fase;

rij! {
    /// A dossier as far as a change of phase needs it.
    pub struct FaseRij { inwoner_id: InwonerId, gemeente: Gemeentecode, fase: String, spoed: bool, geopend_op: Datum, gesloten_op: Option<Datum> }
}

sql!(
    DOSSIER = "SELECT inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op FROM dossier WHERE dossier_id = $1 AND tot_nr IS NULL"
);
sql!(
    ZET_FASE = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);

/// Moves a dossier along the street. Nothing happens when it is there already, or closed.
pub async fn zet_fase(tx: &mut Tx, dossier: DossierId, fase: Fase) -> Result<(), Fout> {
    let rij: Option<FaseRij> = tx.een(DOSSIER, &[v(&dossier)]).await?;
    let Some(d) = rij.filter(|d| d.fase != fase.code() && d.gesloten_op.is_none()) else { return Ok(()) };
    tx.sluit("dossier", "dossier_id", dossier.0).await?;
    let nr = tx.nr();
    let args = [
        v(&dossier),
        v(&d.inwoner_id),
        v(&d.gemeente),
        t(fase.code()),
        v(&d.spoed),
        v(&d.geopend_op),
        o(&d.gesloten_op),
        v(&nr),
    ];
    tx.voer(ZET_FASE, &args).await?;
    Ok(())
}
