//! Where each message stands today, and how many there are of each: the lists read this, never the books themselves.

use crate::{
    huis::opslag::{Fout, Leest, Tx, sql, v},
    rij,
};

rij! {
    /// Where a message stands.
    pub struct StandRij { bericht_id: i64, richting: String, soort: String, aanbieder: String, stand: String }
}
rij! {
    /// How many messages of one aanbieder, direction, kind and state.
    pub struct TellingRij { aanbieder: String, richting: String, soort: String, stand: String, aantal: i64 }
}

sql!(NU = "SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand_nu WHERE bericht_id = $1");
sql!(WAS = "SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand WHERE bericht_id = $1");
sql!(
    ZET =
        "INSERT INTO berichtstand (bericht_id, richting, soort, aanbieder, stand) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (bericht_id) DO UPDATE SET stand = excluded.stand"
);
sql!(
    TEL = "INSERT INTO berichttelling (aanbieder, richting, soort, stand, aantal) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (aanbieder, richting, soort, stand) DO UPDATE SET aantal = berichttelling.aantal + excluded.aantal"
);
sql!(LEEG = "DELETE FROM berichtstand");
sql!(LEEG_TELLING = "DELETE FROM berichttelling");
sql!(
    VUL = "INSERT INTO berichtstand (bericht_id, richting, soort, aanbieder, stand)
    SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand_nu"
);
sql!(
    VUL_TELLING = "INSERT INTO berichttelling (aanbieder, richting, soort, stand, aantal)
    SELECT aanbieder, richting, soort, stand, count(*) FROM berichtstand GROUP BY aanbieder, richting, soort, stand"
);
sql!(
    TELLINGEN = "SELECT aanbieder, richting, soort, stand, aantal FROM berichttelling WHERE aantal <> 0
    ORDER BY aanbieder, richting, soort, stand LIMIT 20000"
);
sql!(
    VERSCHIL = "SELECT count(*) FROM (
      SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand_nu
      EXCEPT SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand) x"
);
sql!(
    TELVERSCHIL = "SELECT count(*) FROM (
      SELECT aanbieder, richting, soort, stand, count(*) AS n FROM berichtstand GROUP BY aanbieder, richting, soort, stand
      EXCEPT SELECT aanbieder, richting, soort, stand, aantal FROM berichttelling) x"
);

/// Brings the state of one message up to date with the books, in the act that changes them.
pub async fn ververs(tx: &mut Tx, bericht_id: i64) -> Result<(), Fout> {
    let was: Option<StandRij> = tx.een(WAS, &[v(&bericht_id)]).await?;
    let nu: Option<StandRij> = tx.een(NU, &[v(&bericht_id)]).await?;
    if was == nu {
        return Ok(());
    }
    if let Some(w) = &was {
        tel(tx, w, -1).await?;
    }
    if let Some(n) = &nu {
        let args = [v(&n.bericht_id), v(&n.richting), v(&n.soort), v(&n.aanbieder), v(&n.stand)];
        tx.voer(ZET, &args).await?;
        tel(tx, n, 1).await?;
    }
    Ok(())
}

async fn tel(tx: &mut Tx, r: &StandRij, aantal: i64) -> Result<(), Fout> {
    let args = [v(&r.aanbieder), v(&r.richting), v(&r.soort), v(&r.stand), v(&aantal)];
    tx.voer(TEL, &args).await?;
    Ok(())
}

/// Fills the states anew, inside an act: after a bulk load.
pub async fn vul(tx: &mut Tx) -> Result<(), Fout> {
    for s in [LEEG, LEEG_TELLING, VUL, VUL_TELLING] {
        tx.voer(s, &[]).await?;
    }
    Ok(())
}

/// Where one message stands.
pub async fn van(db: &impl Leest, bericht_id: i64) -> Result<Option<StandRij>, Fout> {
    db.een(WAS, &[v(&bericht_id)]).await
}

/// How many messages there are, per aanbieder, direction, kind and state.
pub async fn tellingen(db: &impl Leest) -> Result<Vec<TellingRij>, Fout> {
    db.alle(TELLINGEN, &[]).await
}

/// Proves that the states say what the books say; Dutch sentences about what differs.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    for (sql, wat) in [(VERSCHIL, "standen van berichten"), (TELVERSCHIL, "tellingen van berichten")] {
        let (n,): (i64,) = db.een(sql, &[]).await?.unwrap_or((0,));
        if n > 0 {
            uit.push(format!("levering: {n} {wat} wijken af"));
        }
    }
    Ok(uit)
}
