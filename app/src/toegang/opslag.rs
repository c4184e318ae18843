//! Rows of melding, dossier and dossierrol: read as of a peil, closed and added, never changed.

use crate::huis::{
    Fout, Rol,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, Peil};
use kern::toegang::{Dossierrol, Fase, Melder, Melding, Meldingstatus, Spoor, Uitkomst, Vraag};

rij! {
    /// A melding.
    pub struct MeldingRij {
        melding_id: i64, dossier_id: DossierId, inwoner_id: InwonerId, gemeente: Gemeentecode, ontvangen_op: Datum,
        melder: String, melder_naam: String, melder_contact: String, hulpvraag: String, spoed: bool, status: String,
        vorig_besluit_id: Option<i64>, spoed_uitkomst: String, spoed_toelichting: String, intrekreden: String,
    }
}

rij! {
    /// A dossier.
    pub struct DossierRij {
        dossier_id: DossierId, inwoner_id: InwonerId, gemeente: Gemeentecode, fase: String, spoed: bool,
        geopend_op: Datum, gesloten_op: Option<Datum>,
    }
}

rij! {
    /// Somebody who holds a dossier.
    pub struct RolRij { dossierrol_id: i64, gebruiker_id: i64, naam: String, rol: String, geldig_van: Datum }
}

rij! {
    /// An employee who can be chosen, with the number of dossiers he or she holds.
    pub struct Collega { gebruiker_id: i64, naam: String, aantal: i64 }
}

sql!(
    MELDING = "SELECT melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag,
      spoed, status, vorig_besluit_id, spoed_uitkomst, spoed_toelichting, intrekreden
    FROM melding WHERE melding_id = $1 AND dossier_id = $2 AND vanaf_nr <= $3 AND (tot_nr IS NULL OR $3 < tot_nr)"
);
sql!(
    MELDINGEN = "SELECT melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag,
      spoed, status, vorig_besluit_id, spoed_uitkomst, spoed_toelichting, intrekreden
    FROM melding WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY melding_id DESC LIMIT 100"
);
sql!(
    VOEG_MELDING_TOE = "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam,
      melder_contact, hulpvraag, spoed, status, vorig_besluit_id, spoed_uitkomst, spoed_toelichting, intrekreden, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL)"
);
sql!(
    DOSSIER = "SELECT dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op
    FROM dossier WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    VOEG_DOSSIER_TOE = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
);
sql!(
    ROLLEN = "SELECT r.dossierrol_id, r.gebruiker_id, g.naam, r.rol, r.geldig_van
    FROM dossierrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id
    WHERE r.dossier_id = $1 AND r.vanaf_nr <= $2 AND (r.tot_nr IS NULL OR $2 < r.tot_nr)
      AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot)
    ORDER BY r.dossierrol_id LIMIT 50"
);
sql!(
    VOEG_ROL_TOE = "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);
sql!(
    COLLEGAS = "SELECT g.gebruiker_id, g.naam,
      (SELECT count(*) FROM dossierrol h WHERE h.gebruiker_id = g.gebruiker_id AND h.rol = 'houder' AND h.tot_nr IS NULL
         AND (h.geldig_tot IS NULL OR $3 < h.geldig_tot)) AS aantal
    FROM gebruiker g WHERE g.actief = 1 AND EXISTS (
      SELECT 1 FROM gebruikerrol r WHERE r.gebruiker_id = g.gebruiker_id AND r.rol = $1 AND (r.gemeente = $2 OR r.gemeente = '*')
        AND r.tot_nr IS NULL AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot))
    ORDER BY g.naam LIMIT 200"
);
sql!(NAAM_VAN = "SELECT naam FROM gebruiker WHERE gebruiker_id = $1");
sql!(
    LAATSTE_BESLUIT = "SELECT besluit_id FROM besluit WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY besluit_id DESC LIMIT 1"
);
sql!(
    ANDERE_OPEN = "SELECT count(*) FROM melding WHERE dossier_id = $1 AND melding_id <> $2 AND tot_nr IS NULL
      AND status IN ('nieuw', 'vraagverheldering', 'in_overdracht', 'tandem', 'overgedragen')"
);

impl MeldingRij {
    /// Its status.
    pub fn status(&self) -> Result<Meldingstatus, Fout> {
        Meldingstatus::lees(&self.status).map_err(|e| Fout::nieuw(format!("melding.status: {e}")))
    }
    /// The question, as the rules take it.
    pub fn vraag(&self) -> Result<Vraag, Fout> {
        Ok(Vraag {
            gemeente: self.gemeente,
            ontvangen_op: self.ontvangen_op,
            melder: Melder::lees(&self.melder).map_err(|e| Fout::nieuw(format!("melding.melder: {e}")))?,
            melder_naam: self.melder_naam.clone(),
            melder_contact: self.melder_contact.clone(),
            hulpvraag: self.hulpvraag.clone(),
            spoed: self.spoed,
        })
    }
    /// The state, as the rules take it.
    pub fn stand(&self, spoor: Option<Spoor>, uitkomst: Option<Uitkomst>) -> Result<Melding, Fout> {
        Ok(Melding::lees(self.status()?, self.vraag()?, spoor, uitkomst))
    }
}

impl DossierRij {
    /// Its fase.
    pub fn fase(&self) -> Result<Fase, Fout> {
        Fase::lees(&self.fase).map_err(|e| Fout::nieuw(format!("dossier.fase: {e}")))
    }
    /// The same dossier in another fase; the last fase closes it, every other opens it again.
    #[must_use]
    pub fn met_fase(&self, fase: Fase, op: Datum) -> DossierRij {
        let gesloten_op = (fase == Fase::Afgesloten).then_some(self.gesloten_op.unwrap_or(op));
        DossierRij { fase: fase.code().to_owned(), gesloten_op, ..self.clone() }
    }
}

/// One melding of a dossier.
pub async fn melding(
    db: &impl Leest,
    dossier: DossierId,
    id: i64,
    peil: Peil,
) -> Result<Option<MeldingRij>, Fout> {
    db.een(MELDING, &[v(&id), v(&dossier), v(&peil.bekend)]).await
}

/// The meldingen of a dossier, last one first.
pub async fn meldingen(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<MeldingRij>, Fout> {
    db.alle(MELDINGEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// Adds a version of a melding.
pub async fn voeg_melding_toe(tx: &mut Tx, m: &MeldingRij) -> Result<(), Fout> {
    let args = [
        v(&m.melding_id),
        v(&m.dossier_id),
        v(&m.inwoner_id),
        v(&m.gemeente),
        v(&m.ontvangen_op),
        t(&m.melder),
        t(&m.melder_naam),
        t(&m.melder_contact),
        t(&m.hulpvraag),
        v(&m.spoed),
        t(&m.status),
        o(&m.vorig_besluit_id),
        t(&m.spoed_uitkomst),
        t(&m.spoed_toelichting),
        t(&m.intrekreden),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_MELDING_TOE, &args).await?;
    Ok(())
}

/// Closes a melding and adds it with what changed.
pub async fn wijzig_melding(tx: &mut Tx, m: &MeldingRij) -> Result<(), Fout> {
    tx.sluit("melding", "melding_id", m.melding_id).await?;
    voeg_melding_toe(tx, m).await
}

/// A dossier.
pub async fn dossier(db: &impl Leest, id: DossierId, peil: Peil) -> Result<Option<DossierRij>, Fout> {
    db.een(DOSSIER, &[v(&id), v(&peil.bekend)]).await
}

/// Adds a version of a dossier.
pub async fn voeg_dossier_toe(tx: &mut Tx, d: &DossierRij) -> Result<(), Fout> {
    let args = [
        v(&d.dossier_id),
        v(&d.inwoner_id),
        v(&d.gemeente),
        t(&d.fase),
        v(&d.spoed),
        v(&d.geopend_op),
        o(&d.gesloten_op),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_DOSSIER_TOE, &args).await?;
    Ok(())
}

/// Closes a dossier row and adds it with what changed; once per act. Nothing happens when nothing changed.
pub async fn wijzig_dossier(tx: &mut Tx, oud: &DossierRij, nieuw: &DossierRij) -> Result<(), Fout> {
    if oud == nieuw {
        return Ok(());
    }
    tx.sluit("dossier", "dossier_id", oud.dossier_id.0).await?;
    voeg_dossier_toe(tx, nieuw).await
}

/// Who holds a dossier on the day of the peil.
pub async fn rollen(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<RolRij>, Fout> {
    db.alle(ROLLEN, &[v(&dossier), v(&peil.bekend), v(&peil.op)]).await
}

/// The same, as the rules take it.
pub fn als_rollen(rijen: &[RolRij]) -> Result<Vec<(i64, Dossierrol)>, Fout> {
    rijen
        .iter()
        .map(|r| {
            let rol = Dossierrol::lees(&r.rol).map_err(|e| Fout::nieuw(format!("dossierrol.rol: {e}")))?;
            Ok((r.gebruiker_id, rol))
        })
        .collect()
}

/// Makes `gewenst` the ones who hold a dossier: closes what is no longer so, adds what is new, leaves the rest alone.
pub async fn zet_rollen(tx: &mut Tx, dossier: DossierId, gewenst: &[(i64, Dossierrol)]) -> Result<(), Fout> {
    let op = tx.vandaag();
    let nu = rollen(tx, dossier, Peil::op(op)).await?;
    for r in &nu {
        if !gewenst.iter().any(|(g, rol)| *g == r.gebruiker_id && rol.code() == r.rol) {
            beeindig_rol(tx, dossier, r, op).await?;
        }
    }
    for (gebruiker, rol) in gewenst {
        if !nu.iter().any(|r| r.gebruiker_id == *gebruiker && r.rol == rol.code()) {
            geef_rol(tx, dossier, *gebruiker, *rol).await?;
        }
    }
    Ok(())
}

/// Gives somebody a place in a dossier from today.
pub async fn geef_rol(tx: &mut Tx, dossier: DossierId, gebruiker: i64, rol: Dossierrol) -> Result<(), Fout> {
    let id = tx.nieuw_id()?;
    let args =
        [v(&id), v(&dossier), v(&gebruiker), t(rol.code()), v(&tx.vandaag()), o(&None::<Datum>), v(&tx.nr())];
    tx.voer(VOEG_ROL_TOE, &args).await?;
    Ok(())
}

/// Ends a place: the row is closed, and its period is kept when it lasted a day or more.
async fn beeindig_rol(tx: &mut Tx, dossier: DossierId, r: &RolRij, op: Datum) -> Result<(), Fout> {
    tx.sluit("dossierrol", "dossierrol_id", r.dossierrol_id).await?;
    if r.geldig_van < op {
        let args = [
            v(&r.dossierrol_id),
            v(&dossier),
            v(&r.gebruiker_id),
            t(&r.rol),
            v(&r.geldig_van),
            o(&Some(op)),
            v(&tx.nr()),
        ];
        tx.voer(VOEG_ROL_TOE, &args).await?;
    }
    Ok(())
}

/// Employees with a role for a gemeente on a day, with their number of dossiers.
pub async fn collegas(
    db: &impl Leest,
    rol: Rol,
    gemeente: Gemeentecode,
    op: Datum,
) -> Result<Vec<Collega>, Fout> {
    db.alle(COLLEGAS, &[t(rol.code()), v(&gemeente), v(&op)]).await
}

/// Name of an employee, as colleagues see it; empty when there is none.
pub async fn naam_van(db: &impl Leest, gebruiker: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(NAAM_VAN, &[v(&gebruiker)]).await?;
    Ok(rij.map_or_else(String::new, |r| r.0))
}

/// The besluit that a herindicatie names: the last one of the dossier.
pub async fn laatste_besluit(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Option<i64>, Fout> {
    let rij: Option<(i64,)> = db.een(LAATSTE_BESLUIT, &[v(&dossier), v(&peil.bekend)]).await?;
    Ok(rij.map(|r| r.0))
}

/// Whether the dossier has another melding that is not finished.
pub async fn heeft_andere_open_melding(
    db: &impl Leest,
    dossier: DossierId,
    melding: i64,
) -> Result<bool, Fout> {
    let rij: Option<(i64,)> = db.een(ANDERE_OPEN, &[v(&dossier), v(&melding)]).await?;
    Ok(rij.is_some_and(|r| r.0 > 0))
}
