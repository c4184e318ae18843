//! Sessions on the server: the cookie is random, the table knows only its hash.

use super::{
    App, Fout, Rol, Wie,
    geheim::{sha256, token},
    opslag::{Db, Leest, Moment, Tx, sql, t, v},
    verzoek::Actor,
};
use crate::rij;
use jiff::SignedDuration;
use kern::stam::{Datum, Gemeentecode};

/// Name of the cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain.
pub const KOEKJE: &str = "__Host-wijkthuis";
/// Minutes without a request after which a session ends.
pub const STIL_MINUTEN: i64 = 30;
/// Hours after which a session ends anyway.
pub const HEEL_UREN: i64 = 10;
/// Sessions per person; the oldest ends when one more starts. Those without second factor count apart: a password alone ends nobody's work.
const SESSIES_MAX: i64 = 3;
/// `laatst_gezien` is written at most once in this many seconds, so that reading pages does not write all the time.
const GEZIEN_SECONDEN: i64 = 60;

/// A live session.
#[derive(Debug, Clone)]
pub struct Sessie {
    /// Hash of the cookie: the key.
    pub hash: String,
    /// Token for forms.
    pub csrf: String,
    /// Second factor given.
    pub tweede_factor: bool,
    /// Density of pages: `dicht` or `ruim`.
    pub dichtheid: String,
    /// Single-key shortcuts.
    pub toetsen: bool,
    /// Employee.
    pub gebruiker_id: i64,
    naam: String,
    rol: String,
}

impl Sessie {
    /// Name of the employee, as shown.
    pub fn naam(&self) -> &str {
        &self.naam
    }
}

rij! {
    /// A session with its person.
    pub struct SessieRij {
        gebruiker_id: i64, csrf: String, aangemaakt: Moment, laatst_gezien: Moment, tweede_factor: bool, rol: String,
        naam: String, actief: bool, dichtheid: String, toetsen: bool,
    }
}

sql!(
    ZOEK = "SELECT s.gebruiker_id, s.csrf, s.aangemaakt, s.laatst_gezien, s.tweede_factor, s.rol, g.naam, g.actief, g.dichtheid, g.toetsen
    FROM sessie s JOIN gebruiker g ON g.gebruiker_id = s.gebruiker_id WHERE s.sessie_hash = $1"
);
sql!(GEZIEN = "UPDATE sessie SET laatst_gezien = $2 WHERE sessie_hash = $1");
sql!(WEG = "DELETE FROM sessie WHERE sessie_hash = $1");
sql!(ALLES_WEG = "DELETE FROM sessie WHERE gebruiker_id = $1");
sql!(OUDE_WEG = "DELETE FROM sessie WHERE laatst_gezien < $1 OR aangemaakt < $2");
sql!(
    TEVEEL_WEG = "DELETE FROM sessie WHERE gebruiker_id = $1 AND tweede_factor = $4 AND sessie_hash <> $3 AND sessie_hash NOT IN
    (SELECT sessie_hash FROM sessie WHERE gebruiker_id = $1 AND tweede_factor = $4 AND sessie_hash <> $3 ORDER BY aangemaakt DESC LIMIT $2)"
);
sql!(
    NIEUW =
        "INSERT INTO sessie (sessie_hash, gebruiker_id, csrf, aangemaakt, laatst_gezien, tweede_factor, rol)
    VALUES ($1, $2, $3, $4, $4, $5, '')"
);
sql!(KIES_ROL = "UPDATE sessie SET rol = $2 WHERE sessie_hash = $1");
sql!(
    ROLLEN = "SELECT rol, gemeente FROM gebruikerrol WHERE gebruiker_id = $1 AND tot_nr IS NULL AND geldig_van <= $2
    AND (geldig_tot IS NULL OR $2 < geldig_tot) ORDER BY gebruikerrol_id"
);

/// Finds the live session of a cookie.
pub async fn zoek(app: &App, koekje: &str, nu: Moment) -> Result<Option<Sessie>, Fout> {
    let hash = sha256(koekje.as_bytes());
    let Some(r) = app.db.een::<SessieRij>(ZOEK, &[t(&hash)]).await? else { return Ok(None) };
    let stil = nu.duration_since(r.laatst_gezien);
    let heel = nu.duration_since(r.aangemaakt);
    if !r.actief
        || stil > SignedDuration::from_mins(STIL_MINUTEN)
        || heel > SignedDuration::from_hours(HEEL_UREN)
    {
        app.db.voer(WEG, &[t(&hash)]).await?;
        return Ok(None);
    }
    if stil > SignedDuration::from_secs(GEZIEN_SECONDEN) {
        app.db.voer(GEZIEN, &[t(&hash), v(&nu)]).await?;
    }
    Ok(Some(Sessie {
        hash,
        csrf: r.csrf,
        tweede_factor: r.tweede_factor,
        dichtheid: r.dichtheid,
        toetsen: r.toetsen,
        gebruiker_id: r.gebruiker_id,
        naam: r.naam,
        rol: r.rol,
    }))
}

/// The person of a session, in the role chosen or else the first. `None` when no role is valid today.
pub async fn actor(db: &impl Leest, s: &Sessie, vandaag: Datum) -> Result<Option<Actor>, Fout> {
    let rijen: Vec<(String, String)> = db.alle(ROLLEN, &[v(&s.gebruiker_id), v(&vandaag)]).await?;
    // Only a star is the whole region: a gemeente that cannot be read gives no rights at all.
    let gebied = |g: &str| if g == "*" { Some(None) } else { Gemeentecode::lees(g).ok().map(Some) };
    let rollen: Vec<(Rol, Option<Gemeentecode>)> =
        rijen.iter().filter_map(|(r, g)| Some((Rol::lees(r)?, gebied(g)?))).collect();
    let gekozen = rollen.iter().find(|(r, g)| rolkeuze(*r, *g) == s.rol).or_else(|| rollen.first());
    Ok(gekozen.map(|(rol, gemeente)| Actor {
        gebruiker_id: s.gebruiker_id,
        naam: s.naam.clone(),
        rol: *rol,
        gemeente: *gemeente,
        rollen: rollen.clone(),
    }))
}

/// A role with its gemeente in one word, as a session keeps it and a form posts it: `aandachtsfunctionaris@0762`.
pub fn rolkeuze(rol: Rol, gemeente: Option<Gemeentecode>) -> String {
    gemeente.map_or_else(|| rol.code().to_owned(), |g| format!("{}@{g}", rol.code()))
}

/// Starts a session and returns the `Set-Cookie` value. Always a new id: at login and after the second factor.
pub async fn begin(db: &Db, gebruiker_id: i64, tweede_factor: bool, nu: Moment) -> Result<String, Fout> {
    let (koekje, csrf) = (token()?, token()?);
    let hash = sha256(koekje.as_bytes());
    db.voer(NIEUW, &[t(&hash), v(&gebruiker_id), t(&csrf), v(&nu), v(&tweede_factor)]).await?;
    db.voer(TEVEEL_WEG, &[v(&gebruiker_id), v(&(SESSIES_MAX - 1)), t(&hash), v(&tweede_factor)]).await?;
    Ok(format!("{KOEKJE}={koekje}; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

/// Ends a session.
pub async fn eindig(db: &Db, hash: &str) -> Result<(), Fout> {
    db.voer(WEG, &[t(hash)]).await?;
    Ok(())
}

/// Ends all sessions of a person within an act: they end when, and only when, the act is recorded.
pub async fn eindig_in(tx: &mut Tx, gebruiker_id: i64) -> Result<u64, Fout> {
    tx.voer(ALLES_WEG, &[v(&gebruiker_id)]).await
}

/// Removes sessions that ended by themselves.
pub async fn ruim_op(db: &Db, nu: Moment) -> Result<u64, Fout> {
    let (stil, heel) = (SignedDuration::from_mins(STIL_MINUTEN), SignedDuration::from_hours(HEEL_UREN));
    db.voer(OUDE_WEG, &[v(&(nu - stil)), v(&(nu - heel))]).await
}

/// Chooses another role for the rest of the session; the caller checked that the person has it.
pub async fn kies_rol(db: &Db, hash: &str, rol: Rol, gemeente: Option<Gemeentecode>) -> Result<(), Fout> {
    db.voer(KIES_ROL, &[t(hash), t(&rolkeuze(rol, gemeente))]).await?;
    Ok(())
}

/// A nobody, for public routes.
pub(super) fn niemand() -> Actor {
    Actor {
        gebruiker_id: 0,
        naam: String::new(),
        rol: Rol::Applicatiebeheerder,
        gemeente: None,
        rollen: Vec::new(),
    }
}

/// The cookie that ends the session in the browser.
pub fn koekje_weg() -> String {
    format!("{KOEKJE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

impl Wie {
    /// Somebody who logs in: known by number, not yet in a role.
    pub fn aanmelder(gebruiker_id: i64, nu: Moment, trace: &str) -> Wie {
        Wie { gebruiker_id, rol: "", nu, vandaag: super::dag_van(nu), trace: trace.to_owned() }
    }
}
