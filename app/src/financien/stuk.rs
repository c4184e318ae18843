//! Documents that a booking or a decision rests on: kept encrypted, read back only unchanged.

use super::nav;
use crate::huis::opslag::Leest;
use crate::huis::{
    Antwoord, App, Fout, Uitkomst, Verzoek,
    geheim::sha256,
    opslag::{Tx, sql, t, v},
};

/// Place that the encryption is bound to.
const PLAATS: &str = "stuk.inhoud";
/// Largest document, bytes.
const STUK_MAX: usize = 20 * 1024 * 1024;

sql!(BEWAAR = "INSERT INTO stuk (stuk_id, bestand, inhoud, sha256, nr) VALUES ($1, $2, $3, $4, $5)");
sql!(
    VAN_BESTUUR = "SELECT count(*) FROM (SELECT stuk_id FROM sleutelbesluit WHERE stuk_id = $1
      UNION ALL SELECT stuk_id FROM begrotingsstap WHERE stuk_id = $1
      UNION ALL SELECT stuk_id FROM begrotingswijziging WHERE stuk_id = $1) x"
);
sql!(LEES = "SELECT bestand, inhoud, sha256 FROM stuk WHERE stuk_id = $1");

/// The document that came with a form, when one did; a Dutch sentence when it is too large.
pub fn uit_formulier(vz: &Verzoek) -> Result<Option<(&str, &[u8])>, &'static str> {
    match vz.bestanden.iter().find(|b| b.veld == "bestand" && !b.inhoud.is_empty()) {
        Some(b) if b.inhoud.len() > STUK_MAX => Err("Een document is ten hoogste 20 MB."),
        Some(b) => Ok(Some((&b.naam, &b.inhoud))),
        None => Ok(None),
    }
}

/// Keeps the document that came with a form; returns its key, when there was one.
pub async fn bewaar(tx: &mut Tx, app: &App, stuk: Option<(&str, &[u8])>) -> Result<Option<i64>, Fout> {
    let Some((bestand, inhoud)) = stuk else { return Ok(None) };
    let id = tx.nieuw_id()?;
    let dicht = app.sleutels.versleutel(PLAATS, inhoud)?;
    let nr = tx.nr();
    tx.voer(BEWAAR, &[v(&id), t(bestand), v(&dicht), t(&sha256(inhoud)), v(&nr)]).await?;
    Ok(Some(id))
}

/// GET /geld/stukken/{stuk}
pub async fn open(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("stuk")?;
    // What a booking rests on may name people; what a board decided is for everybody who reads the pot.
    if !nav::mag_schrijven(&vz) {
        let (n,): (i64,) = vz.db.een(VAN_BESTUUR, &[v(&id)]).await?.unwrap_or((0,));
        if n == 0 {
            return Antwoord::niet_gevonden();
        }
    }
    let Some((bestand, dicht, hash)) = vz.db.een::<(String, Vec<u8>, String)>(LEES, &[v(&id)]).await? else {
        return Antwoord::niet_gevonden();
    };
    let inhoud = vz.app.sleutels.ontsleutel(PLAATS, &dicht)?;
    if sha256(&inhoud) != hash {
        return Err(Fout::nieuw(format!("stuk {id}: de inhoud past niet bij de hash")));
    }
    let soort = if bestand.to_ascii_lowercase().ends_with(".pdf") {
        "application/pdf"
    } else {
        "application/octet-stream"
    };
    Antwoord::bestand(bestand, soort, inhoud)
}
