//! People who work with Wijkthuis: making them, their roles, their settings.

use crate::huis::{
    Fout, Rol,
    opslag::{Db, Handeling, Leest, Tx, Ty, Val, o, sql, t, v},
};
use kern::stam::Gemeentecode;

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NieuweGebruiker {
    /// Login name.
    pub gebruikersnaam: String,
    /// Name as colleagues see it.
    pub naam: String,
    /// Hash of the password, `!` for none.
    pub wachtwoord_hash: String,
    /// Encrypted TOTP secret.
    pub totp_geheim: Option<Vec<u8>>,
    /// Roles, each for a gemeente or the whole region.
    pub rollen: Vec<(Rol, Option<Gemeentecode>)>,
}

sql!(
    NIEUW = "INSERT INTO gebruiker (gebruiker_id, gebruikersnaam, naam, wachtwoord_hash, totp_geheim, totp_stap, actief, mislukt, geblokkeerd_tot, dichtheid, toetsen)
    VALUES ($1, $2, $3, $4, $5, 0, 1, 0, $6, 'dicht', 0)"
);
sql!(
    ROL_ERBIJ = "INSERT INTO gebruikerrol (gebruikerrol_id, gebruiker_id, rol, gemeente, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(STEL_IN = "UPDATE gebruiker SET dichtheid = $2, toetsen = $3 WHERE gebruiker_id = $1");
sql!(ZOEK_ID = "SELECT gebruiker_id FROM gebruiker WHERE gebruikersnaam = $1");

/// Adds a person with roles from today, in an act that the caller started; returns the key.
pub async fn maak(tx: &mut Tx, g: &NieuweGebruiker) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    let args = [
        v(&id),
        t(&g.gebruikersnaam),
        t(&g.naam),
        t(&g.wachtwoord_hash),
        o(&g.totp_geheim),
        Val::Leeg(Ty::Moment),
    ];
    tx.voer(NIEUW, &args).await?;
    tx.journaal(Handeling {
        wat: "gebruiker toegevoegd",
        onderwerp: "gebruiker",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    for (rol, gemeente) in &g.rollen {
        let rol_id = tx.nieuw_id()?;
        let waar = gemeente.map_or_else(|| "*".to_owned(), |g| g.to_string());
        let args = [
            v(&rol_id),
            v(&id),
            t(rol.code()),
            t(&waar),
            v(&tx.vandaag()),
            Val::Leeg(Ty::Datum),
            v(&tx.nr()),
            Val::Leeg(Ty::Int),
        ];
        tx.voer(ROL_ERBIJ, &args).await?;
    }
    Ok(id)
}

/// Stores the settings of a person.
pub async fn stel_in(db: &Db, gebruiker_id: i64, ruim: bool, toetsen: bool) -> Result<(), Fout> {
    db.voer(STEL_IN, &[v(&gebruiker_id), t(if ruim { "ruim" } else { "dicht" }), v(&toetsen)]).await?;
    Ok(())
}

/// The key of a login name.
pub async fn zoek_id(db: &impl Leest, gebruikersnaam: &str) -> Result<Option<i64>, Fout> {
    Ok(db.een::<(i64,)>(ZOEK_ID, &[t(gebruikersnaam)]).await?.map(|r| r.0))
}
