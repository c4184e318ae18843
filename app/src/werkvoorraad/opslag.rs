//! Rows of the worklist. The list itself is asked in [`zeef`].

use super::zeef;
use crate::{
    huis::{
        Fout,
        opslag::{Db, Leest, VanRij, sql, t, v},
    },
    rij,
};
use kern::stam::Datum;

/// Lines on a page.
pub const PAGINA: i64 = 50;
/// Lines in an export.
pub const UITVOER_MAX: i64 = 5_000;

rij! {
    /// A dossier on the list.
    pub struct Regel {
        dossier_id: i64, gemeente: String, fase: String, vorm: String, spoed: bool, houder: i64, medehouder: i64, taak: String,
        taak_rol: String, vervalt_op: Datum, geopend_op: Datum, achternaam: String, voorvoegsel: String, voornamen: String,
        geboortedatum: Datum, houder_naam: String,
    }
}

rij! {
    /// A saved view.
    pub struct Weergave { weergave_id: i64, gebruiker_id: i64, naam: String, zoekvraag: String, team: bool }
}

rij! {
    /// A colleague who can hold dossiers.
    pub struct Collega { gebruiker_id: i64, naam: String, rol: String, gemeente: String }
}

/// Whose dossiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Van {
    /// Of one person, as holder or co-holder.
    Persoon(i64),
    /// Of nobody.
    Niemand,
    /// Of everybody.
    Iedereen,
}

/// What is asked of the list. Empty texts do not filter.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// Whose.
    pub van: Van,
    /// CBS code.
    pub gemeente: String,
    /// Phase.
    pub fase: String,
    /// Form.
    pub vorm: String,
    /// Role that must act.
    pub rol: String,
    /// Kind of task.
    pub taak: String,
    /// Only urgent.
    pub spoed: bool,
    /// Only due before this day.
    pub voor: Option<Datum>,
    /// Oldest melding first instead of first due.
    pub op_ouderdom: bool,
    /// First line.
    pub vanaf: i64,
    /// Number of lines.
    pub aantal: i64,
}

sql!(
    WEERGAVEN = "SELECT weergave_id, gebruiker_id, naam, zoekvraag, team FROM weergave
    WHERE lijst = 'werkvoorraad' AND (gebruiker_id = $1 OR team = 1) ORDER BY naam, weergave_id LIMIT 30"
);
sql!(
    WEERGAVE_NIEUW = "INSERT INTO weergave (weergave_id, gebruiker_id, lijst, naam, zoekvraag, team)
    SELECT COALESCE(max(weergave_id), 0) + 1, $1, 'werkvoorraad', $2, $3, $4 FROM weergave"
);
sql!(WEERGAVE_WEG = "DELETE FROM weergave WHERE weergave_id = $1 AND gebruiker_id = $2");
sql!(
    COLLEGAS = "SELECT g.gebruiker_id, g.naam, r.rol, r.gemeente FROM gebruikerrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id
    WHERE r.tot_nr IS NULL AND g.actief = 1 AND r.rol IN ('aandachtsfunctionaris', 'trajectregisseur')
    AND r.geldig_van <= $1 AND (r.geldig_tot IS NULL OR $1 < r.geldig_tot) ORDER BY r.rol, g.naam LIMIT 200"
);
sql!(
    LAST = "SELECT houder, CAST(sum(aantal) AS BIGINT) FROM werktelling WHERE houder <> 0 AND taak_rol <> '' GROUP BY houder"
);

/// The lines of a page.
pub async fn lijst(db: &Db, q: &Vraag) -> Result<Vec<Regel>, Fout> {
    let (sql, args) = zeef::bladzijde(q);
    db.rijen_van(&sql, &args).await?.iter().map(Regel::van_rij).collect()
}

/// How many lines there are in all. From the counters when they know the filter, else from an index.
pub async fn tel(db: &Db, q: &Vraag) -> Result<i64, Fout> {
    let mut som = 0;
    for (sql, args) in zeef::tellingen(q) {
        som += db.rijen_van(&sql, &args).await?.first().map_or(Ok(0), |r| r.haal::<i64>(0))?;
    }
    Ok(som)
}

/// Saved views of a person and of the team.
pub async fn weergaven(db: &impl Leest, gebruiker_id: i64) -> Result<Vec<Weergave>, Fout> {
    db.alle(WEERGAVEN, &[v(&gebruiker_id)]).await
}

/// Saves a view.
pub async fn bewaar_weergave(db: &Db, wie: i64, naam: &str, zoekvraag: &str, team: bool) -> Result<(), Fout> {
    db.voer(WEERGAVE_NIEUW, &[v(&wie), t(naam), t(zoekvraag), v(&team)]).await?;
    Ok(())
}

/// Removes one's own view.
pub async fn verwijder_weergave(db: &Db, wie: i64, id: i64) -> Result<(), Fout> {
    db.voer(WEERGAVE_WEG, &[v(&id), v(&wie)]).await?;
    Ok(())
}

/// Colleagues who can hold dossiers today.
pub async fn collegas(db: &impl Leest, vandaag: Datum) -> Result<Vec<Collega>, Fout> {
    db.alle(COLLEGAS, &[v(&vandaag)]).await
}

/// Open tasks per holder.
pub async fn werklast(db: &impl Leest) -> Result<Vec<(i64, i64)>, Fout> {
    db.alle(LAST, &[]).await
}
