//! Rows of vraagverheldering and overdracht.

use super::opslag::MeldingRij;
use super::tandem_opslag;
use crate::huis::{
    Fout,
    opslag::{Leest, Tx, o, rij, sql, t, v},
};
use crate::termijnen::{self, Soort};
use kern::stam::{Datum, DossierId, Peil};
use kern::toegang::{Antwoord, Overdracht, Overdrachtsoort, Spoor, Uitkomst};

rij! {
    /// The choice of a spoor.
    pub struct VraagverhelderingRij {
        vraagverheldering_id: i64, melding_id: i64, dossier_id: DossierId, spoor: i64, reden: String, nabijheid: String,
        uitkomst: String, gekozen_op: Datum, afgerond_op: Option<Datum>,
    }
}

rij! {
    /// A warme overdracht.
    pub struct OverdrachtRij {
        overdracht_id: i64, dossier_id: DossierId, melding_id: Option<i64>, soort: String, van_gebruiker: i64,
        naar_gebruiker: i64, toelichting: String, gestart_op: Datum, van_bevestigd_op: Option<Datum>,
        naar_bevestigd_op: Option<Datum>, gesprek_op: Option<Datum>, terug_op: Option<Datum>, terug_reden: String,
    }
}

rij! {
    /// What a human decided about the doelgroep.
    pub struct ToetsRij {
        doelgroeptoets_id: i64, dossier_id: DossierId, melding_id: i64, advies: String, oordeel: String, motivering: String,
        getoetst_op: Datum, gebruiker_id: i64,
    }
}

sql!(
    VRAAGVERHELDERING = "SELECT vraagverheldering_id, melding_id, dossier_id, spoor, reden, nabijheid, uitkomst, gekozen_op, afgerond_op
    FROM vraagverheldering WHERE melding_id = $1 AND dossier_id = $2 AND vanaf_nr <= $3 AND (tot_nr IS NULL OR $3 < tot_nr)
    ORDER BY vraagverheldering_id DESC LIMIT 20"
);
sql!(
    VOEG_VRAAGVERHELDERING_TOE = "INSERT INTO vraagverheldering (vraagverheldering_id, melding_id, dossier_id, spoor, reden, nabijheid,
      uitkomst, gekozen_op, afgerond_op, vanaf_nr, tot_nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)"
);
sql!(
    OVERDRACHT = "SELECT overdracht_id, dossier_id, melding_id, soort, van_gebruiker, naar_gebruiker, toelichting, gestart_op,
      van_bevestigd_op, naar_bevestigd_op, gesprek_op, terug_op, terug_reden
    FROM overdracht WHERE overdracht_id = $1 AND dossier_id = $2 AND vanaf_nr <= $3 AND (tot_nr IS NULL OR $3 < tot_nr)"
);
sql!(
    OVERDRACHTEN = "SELECT overdracht_id, dossier_id, melding_id, soort, van_gebruiker, naar_gebruiker, toelichting, gestart_op,
      van_bevestigd_op, naar_bevestigd_op, gesprek_op, terug_op, terug_reden
    FROM overdracht WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY overdracht_id DESC LIMIT 100"
);
sql!(
    VOEG_OVERDRACHT_TOE = "INSERT INTO overdracht (overdracht_id, dossier_id, melding_id, soort, van_gebruiker, naar_gebruiker,
      toelichting, gestart_op, van_bevestigd_op, naar_bevestigd_op, gesprek_op, terug_op, terug_reden, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL)"
);
sql!(
    LAATSTE_TOETS = "SELECT doelgroeptoets_id, dossier_id, melding_id, advies, oordeel, motivering, getoetst_op, gebruiker_id
    FROM doelgroeptoets WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY doelgroeptoets_id DESC LIMIT 1"
);

impl VraagverhelderingRij {
    /// The spoor.
    pub fn spoor(&self) -> Result<Spoor, Fout> {
        Spoor::van_nummer(self.spoor).ok_or_else(|| Fout::nieuw("vraagverheldering.spoor"))
    }
    /// How it ended locally, when it did.
    pub fn uitkomst(&self) -> Option<Uitkomst> {
        Uitkomst::lees(&self.uitkomst).ok()
    }
}

impl OverdrachtRij {
    /// As the rules take it.
    pub fn stand(&self) -> Result<Overdracht, Fout> {
        Ok(Overdracht {
            soort: Overdrachtsoort::lees(&self.soort)
                .map_err(|e| Fout::nieuw(format!("overdracht.soort: {e}")))?,
            van: self.van_gebruiker,
            naar: self.naar_gebruiker,
            van_bevestigd_op: self.van_bevestigd_op,
            naar_bevestigd_op: self.naar_bevestigd_op,
            terug_op: self.terug_op,
        })
    }
    /// With what the rules changed.
    #[must_use]
    pub fn met(&self, o: &Overdracht) -> OverdrachtRij {
        OverdrachtRij {
            van_bevestigd_op: o.van_bevestigd_op,
            naar_bevestigd_op: o.naar_bevestigd_op,
            terug_op: o.terug_op,
            ..self.clone()
        }
    }
}

/// The choices of spoor for a melding, last one first: a returned overdracht asks for another.
pub async fn vraagverhelderingen(
    db: &impl Leest,
    dossier: DossierId,
    melding: i64,
    peil: Peil,
) -> Result<Vec<VraagverhelderingRij>, Fout> {
    db.alle(VRAAGVERHELDERING, &[v(&melding), v(&dossier), v(&peil.bekend)]).await
}

/// Adds a version of a choice.
pub async fn voeg_vraagverheldering_toe(tx: &mut Tx, r: &VraagverhelderingRij) -> Result<(), Fout> {
    let args = [
        v(&r.vraagverheldering_id),
        v(&r.melding_id),
        v(&r.dossier_id),
        v(&r.spoor),
        t(&r.reden),
        t(&r.nabijheid),
        t(&r.uitkomst),
        v(&r.gekozen_op),
        o(&r.afgerond_op),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_VRAAGVERHELDERING_TOE, &args).await?;
    Ok(())
}

/// Finishes the last choice of a melding, with how it ended.
pub async fn rond_vraagverheldering_af(
    tx: &mut Tx,
    dossier: DossierId,
    melding: i64,
    uitkomst: Option<Uitkomst>,
) -> Result<(), Fout> {
    let op = tx.vandaag();
    let rijen = vraagverhelderingen(tx, dossier, melding, Peil::op(op)).await?;
    let Some(r) = rijen.into_iter().next() else { return Ok(()) };
    tx.sluit("vraagverheldering", "vraagverheldering_id", r.vraagverheldering_id).await?;
    let uitkomst = uitkomst.map_or(r.uitkomst.clone(), |u| u.code().to_owned());
    voeg_vraagverheldering_toe(tx, &VraagverhelderingRij { uitkomst, afgerond_op: Some(op), ..r }).await
}

/// One overdracht of a dossier.
pub async fn overdracht(
    db: &impl Leest,
    dossier: DossierId,
    id: i64,
    peil: Peil,
) -> Result<Option<OverdrachtRij>, Fout> {
    db.een(OVERDRACHT, &[v(&id), v(&dossier), v(&peil.bekend)]).await
}

/// The overdrachten of a dossier, last one first.
pub async fn overdrachten(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<OverdrachtRij>, Fout> {
    db.alle(OVERDRACHTEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// Adds a version of an overdracht.
pub async fn voeg_overdracht_toe(tx: &mut Tx, r: &OverdrachtRij) -> Result<(), Fout> {
    let args = [
        v(&r.overdracht_id),
        v(&r.dossier_id),
        o(&r.melding_id),
        t(&r.soort),
        v(&r.van_gebruiker),
        v(&r.naar_gebruiker),
        t(&r.toelichting),
        v(&r.gestart_op),
        o(&r.van_bevestigd_op),
        o(&r.naar_bevestigd_op),
        o(&r.gesprek_op),
        o(&r.terug_op),
        t(&r.terug_reden),
        v(&tx.nr()),
    ];
    tx.voer(VOEG_OVERDRACHT_TOE, &args).await?;
    Ok(())
}

/// Closes an overdracht and adds it with what changed.
pub async fn wijzig_overdracht(tx: &mut Tx, r: &OverdrachtRij) -> Result<(), Fout> {
    tx.sluit("overdracht", "overdracht_id", r.overdracht_id).await?;
    voeg_overdracht_toe(tx, r).await
}

/// The last doelgroeptoets of a dossier.
pub async fn laatste_toets(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Option<ToetsRij>, Fout> {
    db.een(LAATSTE_TOETS, &[v(&dossier), v(&peil.bekend)]).await
}

/// What the doelgroeptoets of this melding said; onbekend when there was none for this melding.
pub async fn doelgroep(db: &impl Leest, m: &MeldingRij, peil: Peil) -> Result<Antwoord, Fout> {
    let toets = laatste_toets(db, m.dossier_id, peil).await?.filter(|r| r.melding_id == m.melding_id);
    Ok(toets.and_then(|r| Antwoord::lees(&r.oordeel).ok()).unwrap_or(Antwoord::Onbekend))
}

/// Ends what was running for a melding that is taken back: overdracht and tandem, with their terms.
pub async fn staak(tx: &mut Tx, m: &MeldingRij) -> Result<(), Fout> {
    let op = tx.vandaag();
    for r in overdrachten(tx, m.dossier_id, Peil::op(op)).await? {
        if r.melding_id == Some(m.melding_id) && r.stand()?.is_open() {
            let terug_reden = "De melding is ingetrokken.".to_owned();
            wijzig_overdracht(tx, &OverdrachtRij { terug_op: Some(op), terug_reden, ..r.clone() }).await?;
            termijnen::voldoe(tx, m.dossier_id, Soort::Overdracht, r.overdracht_id, op).await?;
        }
    }
    if let Some(r) = tandem_opslag::van_melding(tx, m.dossier_id, m.melding_id, Peil::op(op)).await? {
        termijnen::voldoe(tx, m.dossier_id, Soort::Tandem, r.tandem_id, op).await?;
    }
    rond_vraagverheldering_af(tx, m.dossier_id, m.melding_id, None).await
}
