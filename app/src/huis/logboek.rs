//! The logboek: who looked at what, before the page was sent. References only.

use super::{
    Fout,
    opslag::{Db, Moment, o, sql, t, v},
};
use kern::stam::{DossierId, InwonerId};

/// One line of the logboek.
#[derive(Debug, Clone)]
pub struct Regel {
    /// Moment.
    pub nu: Moment,
    /// Employee; 0 for nobody.
    pub gebruiker_id: i64,
    /// Code of the role, '' for nobody.
    pub rol: &'static str,
    /// lezen, tonen, zoeken, uitvoer, handelen, noodknop, aanmelden, afmelden.
    pub actie: &'static str,
    /// Purpose: the log reason of the route.
    pub doel: &'static str,
    /// Pattern of the route.
    pub route: &'static str,
    /// Dossier that was read.
    pub dossier: Option<DossierId>,
    /// Person that was read.
    pub inwoner: Option<InwonerId>,
    /// Relation to the dossier.
    pub relatie: &'static str,
    /// Only the noodknop gave access.
    pub noodknop: bool,
    /// `true` when it was shown, `false` when it was refused.
    pub ok: bool,
    /// Number of persons shown.
    pub aantal: i64,
    /// Joins the logs.
    pub trace: String,
}

sql!(
    SCHRIJF = "INSERT INTO logboek (tijdstip, gebruiker_id, rol, actie, doel, route, dossier_id, inwoner_id, relatie, noodknop, uitkomst, aantal, trace_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);

/// Writes a line; returns when it is on disk.
pub async fn schrijf(db: &Db, r: &Regel) -> Result<(), Fout> {
    let args = [
        v(&r.nu),
        v(&r.gebruiker_id),
        t(r.rol),
        t(r.actie),
        t(r.doel),
        t(r.route),
        o(&r.dossier),
        o(&r.inwoner),
        t(r.relatie),
        v(&r.noodknop),
        t(if r.ok { "ok" } else { "geweigerd" }),
        v(&r.aantal),
        t(&r.trace),
    ];
    db.naar_logboek(SCHRIJF, &args).await?;
    Ok(())
}
