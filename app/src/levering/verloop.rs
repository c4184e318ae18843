//! Real start and stop of care: the register `levering`.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    rij, sql,
};
use kern::levering::{Gevolg, Levering, Stop};
use kern::stam::{Datum, DossierId};

rij! {
    /// A version of a delivery.
    pub struct LeveringRij {
        levering_id: i64, toewijzing_id: i64, dossier_id: DossierId, geldig_van: Datum, geldig_tot: Option<Datum>, stop_reden: String,
        bericht_id: Option<i64>,
    }
}

sql!(
    VAN_TOEWIJZING = "SELECT levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id FROM levering
    WHERE toewijzing_id = $1 AND tot_nr IS NULL ORDER BY geldig_van LIMIT 500"
);
sql!(
    VAN_DOSSIER = "SELECT levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id FROM levering
    WHERE dossier_id = $1 AND tot_nr IS NULL ORDER BY geldig_van DESC LIMIT 500"
);
sql!(
    SCHRIJF = "INSERT INTO levering (levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);

impl LeveringRij {
    /// As the rules want it.
    pub fn levering(&self) -> Levering {
        let stop = self.geldig_tot.map(|tot| Stop { laatste_dag: tot.plus_dagen(-1), reden: self.stop_reden.clone() });
        Levering { begin: self.geldig_van, stop }
    }
}

/// The deliveries on a toewijzing, oldest first.
pub async fn van_toewijzing(db: &impl Leest, toewijzing_id: i64) -> Result<Vec<LeveringRij>, Fout> {
    db.alle(VAN_TOEWIJZING, &[v(&toewijzing_id)]).await
}

/// The deliveries in a dossier, newest first.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<LeveringRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// Records what a message did to the deliveries on a toewijzing.
pub async fn leg_vast(
    tx: &mut Tx,
    toewijzing_id: i64,
    dossier: DossierId,
    bericht_id: i64,
    gevolg: &Gevolg,
) -> Result<(), Fout> {
    match gevolg {
        Gevolg::Begint(l) => {
            let id = tx.nieuw_id()?;
            schrijf(tx, id, toewijzing_id, dossier, bericht_id, l).await
        }
        Gevolg::Wijzigt(l) => {
            let id = met_begin(tx, toewijzing_id, l.begin).await?;
            tx.sluit("levering", "levering_id", id).await?;
            schrijf(tx, id, toewijzing_id, dossier, bericht_id, l).await
        }
        Gevolg::Vervalt(begin) => {
            let id = met_begin(tx, toewijzing_id, *begin).await?;
            tx.sluit("levering", "levering_id", id).await
        }
    }
}

async fn met_begin(tx: &Tx, toewijzing_id: i64, begin: Datum) -> Result<i64, Fout> {
    let rijen = van_toewijzing(tx, toewijzing_id).await?;
    let rij = rijen.iter().find(|l| l.geldig_van == begin);
    rij.map(|l| l.levering_id).ok_or_else(|| Fout::achterhaald(format!("levering van toewijzing {toewijzing_id}")))
}

async fn schrijf(
    tx: &mut Tx,
    id: i64,
    toewijzing_id: i64,
    dossier: DossierId,
    bericht_id: i64,
    l: &Levering,
) -> Result<(), Fout> {
    let (nr, tot) = (tx.nr(), l.periode().tot());
    let reden = l.stop.as_ref().map_or("", |s| s.reden.as_str());
    let args =
        [v(&id), v(&toewijzing_id), v(&dossier), v(&l.begin), o(&tot), t(reden), v(&bericht_id), v(&nr)];
    tx.voer(SCHRIJF, &args).await?;
    Ok(())
}
