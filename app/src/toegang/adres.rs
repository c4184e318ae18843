//! Where an inwoner says to live, as a fact for the woonplaats.

use super::lezen::Adresfeit;
use crate::huis::{
    Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::stam::{Datum, Gemeentecode, InwonerId};

rij! {
    /// An address that is still open.
    pub struct AdresRij {
        adres_id: i64, inwoner_id: InwonerId, gemeente: Gemeentecode, functie: String, instelling: String, in_onderzoek: bool,
        geldig_van: Datum, bron: String,
    }
}

sql!(
    OPEN_ADRES = "SELECT adres_id, inwoner_id, gemeente, functie, instelling, in_onderzoek, geldig_van, bron FROM adres
    WHERE inwoner_id = $1 AND tot_nr IS NULL AND geldig_tot IS NULL ORDER BY geldig_van DESC, adres_id DESC LIMIT 1"
);
sql!(
    VOEG_ADRES_TOE = "INSERT INTO adres (adres_id, inwoner_id, gemeente, functie, instelling, in_onderzoek, geldig_van, geldig_tot, bron, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)"
);

/// The address that is still open, when there is one.
pub(super) async fn open(db: &impl Leest, inwoner: InwonerId) -> Result<Option<AdresRij>, Fout> {
    db.een(OPEN_ADRES, &[v(&inwoner)]).await
}

/// Adds where the inwoner lives, told by `bron` (`inwoner` or `brp`). An earlier address ends there, one from the same day is replaced; a
/// later fact is left for woonplaats to judge.
pub(super) async fn zet(
    tx: &mut Tx,
    inwoner: InwonerId,
    a: &Adresfeit,
    bron: &'static str,
) -> Result<(), Fout> {
    if let Some(r) = open(tx, inwoner).await? {
        let zelfde = r.gemeente == a.gemeente && r.functie == a.functie && r.instelling == a.instelling;
        if zelfde || r.geldig_van > a.sinds {
            return Ok(());
        }
        tx.sluit("adres", "adres_id", r.adres_id).await?;
        if r.geldig_van < a.sinds {
            voeg_toe(tx, &r, Some(a.sinds)).await?;
        }
    }
    let nieuw = AdresRij {
        adres_id: tx.nieuw_id()?,
        inwoner_id: inwoner,
        gemeente: a.gemeente,
        functie: a.functie.to_owned(),
        instelling: a.instelling.to_owned(),
        in_onderzoek: false,
        geldig_van: a.sinds,
        bron: bron.to_owned(),
    };
    voeg_toe(tx, &nieuw, None).await
}

async fn voeg_toe(tx: &mut Tx, a: &AdresRij, tot: Option<Datum>) -> Result<(), Fout> {
    let args = [
        v(&a.adres_id),
        v(&a.inwoner_id),
        v(&a.gemeente),
        t(&a.functie),
        t(&a.instelling),
        v(&a.in_onderzoek),
        v(&a.geldig_van),
        o(&tot),
        t(&a.bron),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_ADRES_TOE, &args).await?;
    Ok(())
}
