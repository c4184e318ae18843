//! Today's worklist row of a dossier and its counters, refreshed in the transaction of the act that changes it.

use super::{
    Fout,
    opslag::{Leest, Tx, Val, sql, v},
};
use crate::rij;
use kern::stam::{Datum, DossierId};

rij! {
    /// A dossier as the worklist shows it.
    pub struct Werkitem {
        dossier_id: i64, inwoner_id: i64, gemeente: String, fase: String, vorm: String, spoed: bool, houder: i64,
        medehouder: i64, taak: String, taak_rol: String, vervalt_op: Datum, geopend_op: Datum,
    }
}

sql!(
    NU = "SELECT dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op
    FROM werkitem_nu WHERE dossier_id = $1"
);
sql!(
    WAS = "SELECT dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op
    FROM werkitem WHERE dossier_id = $1"
);
sql!(
    ZET = "INSERT INTO werkitem (dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (dossier_id) DO UPDATE SET inwoner_id = excluded.inwoner_id, gemeente = excluded.gemeente, fase = excluded.fase,
      vorm = excluded.vorm, spoed = excluded.spoed, houder = excluded.houder, medehouder = excluded.medehouder, taak = excluded.taak,
      taak_rol = excluded.taak_rol, vervalt_op = excluded.vervalt_op, geopend_op = excluded.geopend_op"
);
sql!(
    TEL = "INSERT INTO werktelling (gemeente, fase, vorm, spoed, houder, medehouder, taak_rol, aantal)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (gemeente, fase, vorm, spoed, houder, medehouder, taak_rol)
    DO UPDATE SET aantal = werktelling.aantal + excluded.aantal"
);
sql!(LEEG_ITEMS = "DELETE FROM werkitem");
sql!(LEEG_TELLING = "DELETE FROM werktelling");
sql!(
    VUL_ITEMS = "INSERT INTO werkitem (dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op)
    SELECT dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op FROM werkitem_nu"
);
sql!(
    VUL_TELLING =
        "INSERT INTO werktelling (gemeente, fase, vorm, spoed, houder, medehouder, taak_rol, aantal)
    SELECT gemeente, fase, vorm, spoed, houder, medehouder, taak_rol, count(*) FROM werkitem
    GROUP BY gemeente, fase, vorm, spoed, houder, medehouder, taak_rol"
);
sql!(
    VERSCHIL = "SELECT count(*) FROM (
      SELECT dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op FROM werkitem_nu
      EXCEPT
      SELECT dossier_id, inwoner_id, gemeente, fase, vorm, spoed, houder, medehouder, taak, taak_rol, vervalt_op, geopend_op FROM werkitem) x"
);
sql!(AANTALLEN = "SELECT (SELECT count(*) FROM werkitem), (SELECT count(*) FROM werkitem_nu)");
sql!(
    TELVERSCHIL = "SELECT count(*) FROM (
      SELECT gemeente, fase, vorm, spoed, houder, medehouder, taak_rol, count(*) AS n FROM werkitem
      GROUP BY gemeente, fase, vorm, spoed, houder, medehouder, taak_rol
      EXCEPT
      SELECT gemeente, fase, vorm, spoed, houder, medehouder, taak_rol, aantal FROM werktelling WHERE aantal <> 0) x"
);

/// Brings the worklist row of one dossier up to date with the registers.
pub async fn ververs(tx: &mut Tx, dossier: DossierId) -> Result<(), Fout> {
    let was: Option<Werkitem> = tx.een(WAS, &[v(&dossier)]).await?;
    let nu: Option<Werkitem> = tx.een(NU, &[v(&dossier)]).await?;
    if was == nu {
        return Ok(());
    }
    if let Some(w) = &was {
        tel(tx, w, -1).await?;
    }
    if let Some(n) = &nu {
        let args = [
            v(&n.dossier_id),
            v(&n.inwoner_id),
            v(&n.gemeente),
            v(&n.fase),
            v(&n.vorm),
            v(&n.spoed),
            v(&n.houder),
            v(&n.medehouder),
            v(&n.taak),
            v(&n.taak_rol),
            v(&n.vervalt_op),
            v(&n.geopend_op),
        ];
        tx.voer(ZET, &args).await?;
        tel(tx, n, 1).await?;
    }
    Ok(())
}

/// Fills the whole worklist anew, inside an act: after a bulk load.
pub async fn vul(tx: &mut Tx) -> Result<(), Fout> {
    for s in [LEEG_ITEMS, LEEG_TELLING, VUL_ITEMS, VUL_TELLING] {
        tx.voer(s, &[]).await?;
    }
    Ok(())
}

/// Proves that the worklist says what the registers say; returns Dutch sentences about what differs.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let mut fouten = Vec::new();
    let (verschil,): (i64,) = db.een(VERSCHIL, &[]).await?.unwrap_or((0,));
    let (items, dossiers): (i64, i64) = db.een(AANTALLEN, &[]).await?.unwrap_or((0, 0));
    let (telling,): (i64,) = db.een(TELVERSCHIL, &[]).await?.unwrap_or((0,));
    if verschil > 0 || items != dossiers {
        fouten.push(format!(
            "werkvoorraad: {verschil} dossiers wijken af, {items} regels voor {dossiers} dossiers"
        ));
    }
    if telling > 0 {
        fouten.push(format!("werkvoorraad: {telling} tellingen wijken af"));
    }
    Ok(fouten)
}

fn emmer(w: &Werkitem) -> Vec<Val> {
    vec![v(&w.gemeente), v(&w.fase), v(&w.vorm), v(&w.spoed), v(&w.houder), v(&w.medehouder), v(&w.taak_rol)]
}

async fn tel(tx: &mut Tx, w: &Werkitem, aantal: i64) -> Result<(), Fout> {
    let mut args = emmer(w);
    args.push(v(&aantal));
    tx.voer(TEL, &args).await?;
    Ok(())
}
