//! Who waits for a place: the register `wachtplek`.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    rij, sql,
};
use kern::levering::{Overbrugging, Wachtende};
use kern::stam::{Datum, DossierId, Gemeentecode};

rij! {
    /// A version of a place in the queue.
    pub struct WachtplekRij {
        wachtplek_id: i64, dossier_id: DossierId, indicatie_id: i64, voorkeur: String, sinds_op: Datum, tot_op: Option<Datum>,
        overbrugging: String, einde_reden: String,
    }
}
rij! {
    /// Somebody who waits, as the list shows them.
    pub struct WachtendeRij {
        wachtplek_id: i64, dossier_id: DossierId, gemeente: Gemeentecode, spoed: bool, voorkeur: String, sinds_op: Datum,
        overbrugging: String, productcode: String, vorm: String, houder: i64,
    }
}

sql!(
    OPEN = "SELECT w.wachtplek_id, w.dossier_id, d.gemeente, d.spoed, w.voorkeur, w.sinds_op, w.overbrugging, i.productcode, i.vorm,
      COALESCE(k.houder, 0)
    FROM wachtplek w JOIN dossier d ON d.dossier_id = w.dossier_id AND d.tot_nr IS NULL
    JOIN indicatie i ON i.indicatie_id = w.indicatie_id AND i.tot_nr IS NULL
    LEFT JOIN werkitem k ON k.dossier_id = w.dossier_id
    WHERE w.tot_nr IS NULL AND w.tot_op IS NULL ORDER BY w.sinds_op, w.wachtplek_id LIMIT 5000"
);
sql!(
    VAN_DOSSIER = "SELECT wachtplek_id, dossier_id, indicatie_id, voorkeur, sinds_op, tot_op, overbrugging, einde_reden FROM wachtplek
    WHERE dossier_id = $1 AND tot_nr IS NULL ORDER BY sinds_op DESC, wachtplek_id DESC LIMIT 100"
);
sql!(
    SCHRIJF = "INSERT INTO wachtplek (wachtplek_id, dossier_id, indicatie_id, voorkeur, sinds_op, tot_op, overbrugging, einde_reden, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);

impl WachtendeRij {
    /// As the rule wants it.
    pub fn wachtende(&self) -> Result<Wachtende, Fout> {
        Ok(Wachtende {
            wachtplek_id: self.wachtplek_id,
            spoed: self.spoed,
            sinds: self.sinds_op,
            overbrugging: Overbrugging::lees(&self.overbrugging).map_err(|e| Fout::nieuw(e.to_string()))?,
        })
    }
}

/// Everybody who waits now.
pub async fn wachtenden(db: &impl Leest) -> Result<Vec<WachtendeRij>, Fout> {
    db.alle(OPEN, &[]).await
}

/// The places in the queue of a dossier, newest first, ended ones too.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<WachtplekRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// Puts somebody on the list.
pub async fn zet_op(
    tx: &mut Tx,
    wachtplek_id: i64,
    dossier: DossierId,
    indicatie_id: i64,
    voorkeur: Option<Gemeentecode>,
    sinds: Datum,
    overbrugging: Overbrugging,
) -> Result<(), Fout> {
    let rij = WachtplekRij {
        wachtplek_id,
        dossier_id: dossier,
        indicatie_id,
        voorkeur: voorkeur.map(|g| g.to_string()).unwrap_or_default(),
        sinds_op: sinds,
        tot_op: None,
        overbrugging: overbrugging.code().to_owned(),
        einde_reden: String::new(),
    };
    schrijf(tx, &rij).await
}

/// Replaces the current version of a place in the queue.
pub async fn vervang(tx: &mut Tx, nieuw: &WachtplekRij) -> Result<(), Fout> {
    tx.sluit("wachtplek", "wachtplek_id", nieuw.wachtplek_id).await?;
    schrijf(tx, nieuw).await
}

async fn schrijf(tx: &mut Tx, r: &WachtplekRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.wachtplek_id),
        v(&r.dossier_id),
        v(&r.indicatie_id),
        t(&r.voorkeur),
        v(&r.sinds_op),
        o(&r.tot_op),
        t(&r.overbrugging),
        t(&r.einde_reden),
        v(&nr),
    ];
    tx.voer(SCHRIJF, &args).await?;
    Ok(())
}
