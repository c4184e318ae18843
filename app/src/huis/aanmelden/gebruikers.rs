//! People who work with Wijkthuis: making them, their roles, their settings.

use super::wachtwoord;
use crate::huis::{
    App, Fout, Rol, geheim,
    opslag::{Db, Handeling, Leest, Tx, Ty, Val, o, sql, t, v},
    sessie,
};
use jiff::SignedDuration;
use kern::stam::Gemeentecode;

/// Days that a password given by a colleague works.
pub const EENMALIG_DAGEN: i64 = 7;
/// Characters of such a password: hexadecimal, so 80 bits.
const EENMALIG_TEKENS: usize = 20;

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
sql!(
    INLOG = "UPDATE gebruiker SET wachtwoord_hash = $2, totp_geheim = $3, totp_stap = 0, mislukt = 0, geblokkeerd_tot = NULL, eenmalig_tot = $4
    WHERE gebruiker_id = $1"
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

/// New means to log in: shown once, and then nowhere.
pub struct Inlog {
    /// The password, which works once: at the first login the person chooses an own one.
    pub wachtwoord: String,
    /// The address for the authenticator app.
    pub totp_uri: String,
    hash: String,
    totp: Vec<u8>,
}

/// Makes new means to log in. Takes tens of milliseconds of argon2: call it outside a transaction.
pub fn nieuwe_inlog(app: &App, gebruikersnaam: &str) -> Result<Inlog, Fout> {
    let wachtwoord = geheim::token()?[..EENMALIG_TEKENS].to_owned();
    let totp = wachtwoord::nieuw_totp()?;
    Ok(Inlog {
        totp_uri: wachtwoord::totp_uri(&totp, gebruikersnaam)?,
        hash: wachtwoord::hash(&wachtwoord)?,
        totp: app.sleutels.versleutel("gebruiker.totp_geheim", &totp)?,
        wachtwoord,
    })
}

/// Gives a person new means to log in, within an act that the caller journals. The old ones and all sessions end.
pub async fn geef_inlog(tx: &mut Tx, gebruiker_id: i64, inlog: &Inlog) -> Result<(), Fout> {
    let tot = tx.nu() + SignedDuration::from_hours(24 * EENMALIG_DAGEN);
    tx.voer(INLOG, &[v(&gebruiker_id), t(&inlog.hash), o(&Some(inlog.totp.clone())), v(&tot)]).await?;
    sessie::eindig_in(tx, gebruiker_id).await?;
    Ok(())
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
