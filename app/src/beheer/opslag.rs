//! People and their roles, and what was done to them.

use super::regels::Rolperiode;
use crate::{
    huis::{
        Fout, Rol,
        opslag::{Handeling, Leest, Moment, Tx, o, sql, t, v},
    },
    rij,
};
use kern::stam::{Datum, Gemeentecode};

rij! {
    /// Somebody who works with Wijkthuis.
    pub struct GebruikerRij {
        gebruiker_id: i64, gebruikersnaam: String, naam: String, actief: bool, eenmalig_tot: Option<Moment>, sessies: i64,
        laatst: Option<Moment>,
    }
}
rij! {
    /// A role as stored.
    pub struct RolRij {
        gebruikerrol_id: i64, gebruiker_id: i64, rol: String, gemeente: String, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}
rij! {
    /// An act about a person.
    pub struct SpoorRij { tijdstip: Moment, handeling: String, reden: String, gemeente: Option<String>, naam: Option<String>, rol: String }
}

sql!(
    GEBRUIKERS = "SELECT g.gebruiker_id, g.gebruikersnaam, g.naam, g.actief, g.eenmalig_tot,
      (SELECT count(*) FROM sessie s WHERE s.gebruiker_id = g.gebruiker_id AND s.tweede_factor = 1),
      (SELECT l.tijdstip FROM logboek l WHERE l.gebruiker_id = g.gebruiker_id AND l.actie = 'aanmelden' AND l.uitkomst = 'ok'
       ORDER BY l.tijdstip DESC LIMIT 1)
    FROM gebruiker g ORDER BY g.gebruiker_id LIMIT 5000"
);
sql!(
    GEBRUIKER = "SELECT g.gebruiker_id, g.gebruikersnaam, g.naam, g.actief, g.eenmalig_tot,
      (SELECT count(*) FROM sessie s WHERE s.gebruiker_id = g.gebruiker_id AND s.tweede_factor = 1),
      (SELECT l.tijdstip FROM logboek l WHERE l.gebruiker_id = g.gebruiker_id AND l.actie = 'aanmelden' AND l.uitkomst = 'ok'
       ORDER BY l.tijdstip DESC LIMIT 1)
    FROM gebruiker g WHERE g.gebruiker_id = $1"
);
sql!(
    ROLLEN = "SELECT gebruikerrol_id, gebruiker_id, rol, gemeente, geldig_van, geldig_tot FROM gebruikerrol
    WHERE tot_nr IS NULL ORDER BY gebruiker_id, geldig_van, gebruikerrol_id LIMIT 50000"
);
sql!(
    ROLLEN_VAN =
        "SELECT gebruikerrol_id, gebruiker_id, rol, gemeente, geldig_van, geldig_tot FROM gebruikerrol
    WHERE gebruiker_id = $1 AND tot_nr IS NULL ORDER BY geldig_van, gebruikerrol_id LIMIT 500"
);
sql!(
    ANDERE_BEHEERDERS = "SELECT r.gebruikerrol_id, r.gebruiker_id, r.rol, r.gemeente, r.geldig_van, r.geldig_tot
    FROM gebruikerrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id AND g.actief = 1
    WHERE r.rol = 'autorisatiebeheerder' AND r.tot_nr IS NULL AND r.gebruiker_id <> $1 ORDER BY r.gebruikerrol_id LIMIT 1000"
);
sql!(
    NOG_BEVOEGD = "SELECT r.gebruikerrol_id, r.gebruiker_id, r.rol, r.gemeente, r.geldig_van, r.geldig_tot
    FROM gebruikerrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id AND g.actief = 1
    WHERE r.gebruiker_id = $1 AND r.rol = $2 AND r.gemeente = $3 AND r.tot_nr IS NULL
      AND r.geldig_van <= $4 AND (r.geldig_tot IS NULL OR $4 < r.geldig_tot)"
);
sql!(
    SPOOR = "SELECT j.tijdstip, j.handeling, j.reden, j.gemeente, g.naam, j.rol FROM journaal j
    LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE j.onderwerp = 'gebruiker' AND j.onderwerp_id = $1 ORDER BY j.nr DESC LIMIT 100"
);
sql!(
    ROL = "INSERT INTO gebruikerrol (gebruikerrol_id, gebruiker_id, rol, gemeente, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);
sql!(ACTIEF = "UPDATE gebruiker SET actief = $2 WHERE gebruiker_id = $1 AND actief <> $2");

/// Everybody, in the order in which they were added.
pub async fn gebruikers(db: &impl Leest) -> Result<Vec<GebruikerRij>, Fout> {
    db.alle(GEBRUIKERS, &[]).await
}

/// One person.
pub async fn gebruiker(db: &impl Leest, id: i64) -> Result<Option<GebruikerRij>, Fout> {
    db.een(GEBRUIKER, &[v(&id)]).await
}

/// All roles as known now: past, present and to come.
pub async fn rollen(db: &impl Leest) -> Result<Vec<RolRij>, Fout> {
    db.alle(ROLLEN, &[]).await
}

/// The roles of one person as known now.
pub async fn rollen_van(db: &impl Leest, id: i64) -> Result<Vec<RolRij>, Fout> {
    db.alle(ROLLEN_VAN, &[v(&id)]).await
}

/// The autorisatiebeheerders with an open account, without one person.
pub async fn andere_beheerders(db: &impl Leest, zonder: i64) -> Result<Vec<Rolperiode>, Fout> {
    let rijen: Vec<RolRij> = db.alle(ANDERE_BEHEERDERS, &[v(&zonder)]).await?;
    Ok(rijen.iter().filter_map(RolRij::periode).collect())
}

/// Whether somebody still has a role at this point of the act: two colleagues who take each other's role cannot both succeed.
pub async fn nog_bevoegd(
    db: &impl Leest,
    wie: i64,
    rol: Rol,
    gemeente: Option<Gemeentecode>,
    vandaag: Datum,
) -> Result<bool, Fout> {
    let args = [v(&wie), t(rol.code()), t(&waar(gemeente)), v(&vandaag)];
    Ok(db.een::<RolRij>(NOG_BEVOEGD, &args).await?.is_some())
}

/// What was done to a person, newest first.
pub async fn spoor(db: &impl Leest, id: i64) -> Result<Vec<SpoorRij>, Fout> {
    db.alle(SPOOR, &[v(&id)]).await
}

/// Writes the line in the journal of an act about a person.
pub async fn journaal(
    tx: &mut Tx,
    wat: &'static str,
    id: i64,
    gemeente: Option<Gemeentecode>,
    reden: &'static str,
) -> Result<(), Fout> {
    tx.journaal(Handeling { wat, onderwerp: "gebruiker", onderwerp_id: id, dossier: None, gemeente, reden })
        .await
}

/// Records a role of a person; `bestaand` is the key of the role that this replaces.
pub async fn leg_rol_vast(tx: &mut Tx, wie: i64, r: &Rolperiode, bestaand: Option<i64>) -> Result<(), Fout> {
    let id = match bestaand {
        Some(id) => {
            tx.sluit("gebruikerrol", "gebruikerrol_id", id).await?;
            id
        }
        None => tx.nieuw_id()?,
    };
    let args = [v(&id), v(&wie), t(r.rol.code()), t(&waar(r.gemeente)), v(&r.van), o(&r.tot), v(&tx.nr())];
    tx.voer(ROL, &args).await?;
    Ok(())
}

/// Opens or blocks an account. `false` when it was so already.
pub async fn zet_actief(tx: &mut Tx, id: i64, actief: bool) -> Result<bool, Fout> {
    Ok(tx.voer(ACTIEF, &[v(&id), v(&actief)]).await? == 1)
}

fn waar(gemeente: Option<Gemeentecode>) -> String {
    gemeente.map_or_else(|| "*".to_owned(), |g| g.to_string())
}

impl RolRij {
    /// As the rules see it; `None` for a code that this version does not know.
    pub fn periode(&self) -> Option<Rolperiode> {
        Some(Rolperiode {
            rol: Rol::lees(&self.rol)?,
            gemeente: Gemeentecode::lees(&self.gemeente).ok(),
            van: self.geldig_van,
            tot: self.geldig_tot,
        })
    }
}
