//! Queries of the worklist. The order always comes from an index that holds every column one can filter on, so only the lines of the page
//! itself are looked up.

use crate::{
    huis::{
        Fout,
        opslag::{Leest, Val, sql, t, v},
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

// $1 whose, $2 gemeente, $3 fase, $4 vorm, $5 role, $6 task, $7 urgent, $8 due before, $9 limit, $10 offset
sql!(
    OP_DATUM = "SELECT w.dossier_id, w.gemeente, w.fase, w.vorm, w.spoed, w.houder, w.medehouder, w.taak, w.taak_rol, w.vervalt_op,
      w.geopend_op, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, COALESCE(g.naam, '')
    FROM (SELECT dossier_id FROM werkitem WHERE ($1 = -1 OR houder = $1) AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
          AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1)
          AND vervalt_op <= $8 ORDER BY vervalt_op, dossier_id LIMIT $9 OFFSET $10) d
    JOIN werkitem w ON w.dossier_id = d.dossier_id
    JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder ORDER BY w.vervalt_op, w.dossier_id"
);
sql!(
    IN_GEMEENTE = "SELECT w.dossier_id, w.gemeente, w.fase, w.vorm, w.spoed, w.houder, w.medehouder, w.taak, w.taak_rol, w.vervalt_op,
      w.geopend_op, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, COALESCE(g.naam, '')
    FROM (SELECT dossier_id FROM werkitem WHERE ($1 = -1 OR houder = $1) AND gemeente = $2 AND ($3 = '' OR fase = $3)
          AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1)
          AND vervalt_op <= $8 ORDER BY vervalt_op, dossier_id LIMIT $9 OFFSET $10) d
    JOIN werkitem w ON w.dossier_id = d.dossier_id
    JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder ORDER BY w.vervalt_op, w.dossier_id"
);
sql!(
    VAN_PERSOON = "SELECT w.dossier_id, w.gemeente, w.fase, w.vorm, w.spoed, w.houder, w.medehouder, w.taak, w.taak_rol, w.vervalt_op,
      w.geopend_op, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, COALESCE(g.naam, '')
    FROM (SELECT dossier_id FROM (
            SELECT * FROM (SELECT dossier_id, vervalt_op FROM werkitem WHERE houder = $1 AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
              AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1)
              AND vervalt_op <= $8 ORDER BY vervalt_op, dossier_id LIMIT CAST($9 AS BIGINT) + CAST($10 AS BIGINT)) a
            UNION ALL
            SELECT * FROM (SELECT dossier_id, vervalt_op FROM werkitem WHERE medehouder = $1 AND houder <> $1 AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
              AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1)
              AND vervalt_op <= $8 ORDER BY vervalt_op, dossier_id LIMIT CAST($9 AS BIGINT) + CAST($10 AS BIGINT)) b) ab
          ORDER BY vervalt_op, dossier_id LIMIT $9 OFFSET $10) d
    JOIN werkitem w ON w.dossier_id = d.dossier_id
    JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder ORDER BY w.vervalt_op, w.dossier_id"
);
// The day is asked the other way round, so that the engine follows the order of geopend_op and stops after a page.
sql!(
    OP_OUDERDOM = "SELECT w.dossier_id, w.gemeente, w.fase, w.vorm, w.spoed, w.houder, w.medehouder, w.taak, w.taak_rol, w.vervalt_op,
      w.geopend_op, i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, COALESCE(g.naam, '')
    FROM (SELECT dossier_id FROM werkitem WHERE ($1 = -1 OR houder = $1 OR medehouder = $1) AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
          AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1)
          AND NOT ($8 < vervalt_op) ORDER BY geopend_op, dossier_id LIMIT $9 OFFSET $10) d
    JOIN werkitem w ON w.dossier_id = d.dossier_id
    JOIN inwoner i ON i.inwoner_id = w.inwoner_id AND i.tot_nr IS NULL
    LEFT JOIN gebruiker g ON g.gebruiker_id = w.houder ORDER BY w.geopend_op, w.dossier_id"
);
sql!(
    TEL_VLUG = "SELECT CAST(COALESCE(sum(aantal), 0) AS BIGINT) FROM werktelling WHERE ($1 = -1 OR houder = $1) AND ($2 = '' OR gemeente = $2)
    AND ($3 = '' OR fase = $3) AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = 0 OR spoed = 1)"
);
sql!(
    TEL = "SELECT count(*) FROM werkitem WHERE ($1 = -1 OR houder = $1) AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
    AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1) AND vervalt_op <= $8"
);
sql!(
    TEL_MEDE = "SELECT count(*) FROM werkitem WHERE medehouder = $1 AND houder <> $1 AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3)
    AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5) AND ($6 = '' OR taak = $6) AND ($7 = 0 OR spoed = 1) AND vervalt_op <= $8"
);
sql!(
    TEL_MEDE_VLUG = "SELECT CAST(COALESCE(sum(aantal), 0) AS BIGINT) FROM werktelling WHERE medehouder = $1 AND houder <> $1
    AND ($2 = '' OR gemeente = $2) AND ($3 = '' OR fase = $3) AND ($4 = '' OR vorm = $4) AND ($5 = '' OR taak_rol = $5)
    AND ($6 = 0 OR spoed = 1)"
);
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

const ALTIJD: &str = "2199-12-31";

/// The day that stands for "nothing is due": no filter on the last day lets everything through.
fn altijd() -> Datum {
    Datum::lees(ALTIJD).expect("a fixed day")
}

fn wie(van: Van) -> i64 {
    match van {
        Van::Persoon(id) => id,
        Van::Niemand => 0,
        Van::Iedereen => -1,
    }
}

/// The lines of a page.
pub async fn lijst(db: &impl Leest, q: &Vraag) -> Result<Vec<Regel>, Fout> {
    let mut args = filters(q);
    args.extend([v(&q.aantal), v(&q.vanaf)]);
    let sql = match (q.op_ouderdom, q.van) {
        (true, _) => OP_OUDERDOM,
        (false, Van::Persoon(_)) => VAN_PERSOON,
        (false, Van::Niemand | Van::Iedereen) if !q.gemeente.is_empty() => IN_GEMEENTE,
        (false, Van::Niemand | Van::Iedereen) => OP_DATUM,
    };
    db.alle(sql, &args).await
}

fn filters(q: &Vraag) -> Vec<Val> {
    vec![
        v(&wie(q.van)),
        t(&q.gemeente),
        t(&q.fase),
        t(&q.vorm),
        t(&q.rol),
        t(&q.taak),
        v(&q.spoed),
        v(&q.voor.map_or_else(altijd, |d| d.plus_dagen(-1))),
    ]
}

/// How many lines there are in all. From the counters when they know the filter, else from an index.
pub async fn tel(db: &impl Leest, q: &Vraag) -> Result<i64, Fout> {
    let (args, mede) = (filters(q), matches!(q.van, Van::Persoon(_)));
    if q.taak.is_empty() && q.voor.is_none() {
        let vlug = [v(&wie(q.van)), t(&q.gemeente), t(&q.fase), t(&q.vorm), t(&q.rol), v(&q.spoed)];
        return tel_op(db, (TEL_VLUG, TEL_MEDE_VLUG), mede, &vlug).await;
    }
    tel_op(db, (TEL, TEL_MEDE), mede, &args).await
}

/// What somebody holds, and what somebody co-holds.
async fn tel_op(
    db: &impl Leest,
    (eigen, met): (&'static str, &'static str),
    mede: bool,
    args: &[Val],
) -> Result<i64, Fout> {
    let (n,): (i64,) = db.een(eigen, args).await?.unwrap_or((0,));
    let (m,): (i64,) = if mede { db.een(met, args).await?.unwrap_or((0,)) } else { (0,) };
    Ok(n + m)
}

/// Saved views of a person and of the team.
pub async fn weergaven(db: &impl Leest, gebruiker_id: i64) -> Result<Vec<Weergave>, Fout> {
    db.alle(WEERGAVEN, &[v(&gebruiker_id)]).await
}

/// Saves a view.
pub async fn bewaar_weergave(
    db: &crate::huis::opslag::Db,
    wie: i64,
    naam: &str,
    zoekvraag: &str,
    team: bool,
) -> Result<(), Fout> {
    db.voer(WEERGAVE_NIEUW, &[v(&wie), t(naam), t(zoekvraag), v(&team)]).await?;
    Ok(())
}

/// Removes one's own view.
pub async fn verwijder_weergave(db: &crate::huis::opslag::Db, wie: i64, id: i64) -> Result<(), Fout> {
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
