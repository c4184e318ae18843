//! The head of a dossier, who holds it, what happened in it, and how far it is.

use crate::huis::{
    Fout,
    opslag::{Leest, Moment, Tx, rij, sql, t, v},
};
use kern::{
    stam::{Datum, DossierId, Gemeentecode, JournaalNr, MeldingId, Peil},
    trajectregie::{Fase, OnderzoekStand, Stand, Voortgang},
};

/// Events on one page of the timeline.
pub const TIJDLIJN_PAGINA: i64 = 50;
/// Pages of the timeline that can be asked for.
const TIJDLIJN_PAGINAS: i64 = 10_000;

rij! {
    /// Who it is about and where it stands.
    pub struct KopRij {
        achternaam: String, voorvoegsel: String, voornamen: String, geboortedatum: Datum, bsn_status: String,
        bsn_versleuteld: Option<Vec<u8>>, gemeente: Gemeentecode, fase: String, spoed: bool, geopend_op: Datum,
        gesloten_op: Option<Datum>,
    }
}
rij! {
    /// An act in the journal.
    pub struct HandelingRij {
        nr: JournaalNr, tijdstip: Moment, gebruiker_id: i64, naam: Option<String>, rol: String, handeling: String, onderwerp: String,
        onderwerp_id: i64, aantal: i64,
    }
}
rij! {
    /// A short text about a row that an act is about.
    pub struct DetailRij { onderwerp: String, onderwerp_id: i64, tekst: String }
}
rij! {
    /// A note.
    pub struct NotitieRij { notitie_id: i64, tekst: String, naam: Option<String>, op: Datum }
}
rij! {
    /// The counts that the next steps depend on.
    pub struct StandRij {
        fase: String, melding_id: Option<MeldingId>, spoor: i64, doelgroep: i64, gemeente: i64, onderzoek_open: i64, onderzoek_klaar: i64,
        doelen: i64, te_evalueren: i64,
    }
}

sql!(
    KOP = "SELECT i.achternaam, i.voorvoegsel, i.voornamen, i.geboortedatum, i.bsn_status, i.bsn_versleuteld, d.gemeente, d.fase, d.spoed,
      d.geopend_op, d.gesloten_op
    FROM dossier d JOIN inwoner i ON i.inwoner_id = d.inwoner_id AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
    WHERE d.dossier_id = $1 AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr)"
);
// $3 is '' for everything, else the tables of the chosen group between commas: ',doel,activiteit,'.
sql!(
    TIJDLIJN =
        "SELECT j.nr, j.tijdstip, j.gebruiker_id, g.naam, j.rol, j.handeling, j.onderwerp, j.onderwerp_id, count(*) OVER ()
    FROM journaal j LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id
    WHERE j.dossier_id = $1 AND j.nr <= $2 AND ($3 = '' OR $3 LIKE '%,' || j.onderwerp || ',%')
    ORDER BY j.nr DESC LIMIT $4 OFFSET $5"
);
sql!(
    DETAILS = "SELECT 'notitie', notitie_id, tekst FROM notitie WHERE dossier_id = $1 AND vanaf_nr <= $2
    UNION ALL SELECT 'doel', doel_id, tekst FROM doel WHERE dossier_id = $1 AND vanaf_nr <= $2
    UNION ALL SELECT 'evaluatie', evaluatie_id, voortgang FROM evaluatie WHERE dossier_id = $1 AND vanaf_nr <= $2
    UNION ALL SELECT 'onderzoek', onderzoek_id, advies FROM onderzoek WHERE dossier_id = $1 AND vanaf_nr <= $2 AND advies <> ''
    UNION ALL SELECT 'correctie', correctie_id, reden FROM correctie WHERE dossier_id = $1 AND nr <= $2
    UNION ALL SELECT 'inname', melding_id, reden FROM inname WHERE dossier_id = $1 AND nr <= $2 AND reden <> ''
    UNION ALL SELECT 'verantwoordelijke', verantwoordelijke_id, gemeente FROM verantwoordelijke WHERE dossier_id = $1 AND vanaf_nr <= $2
    LIMIT 500"
);
sql!(
    NOTITIES = "SELECT n.notitie_id, n.tekst, g.naam, n.op FROM notitie n LEFT JOIN gebruiker g ON g.gebruiker_id = n.gebruiker_id
    WHERE n.dossier_id = $1 AND n.vanaf_nr <= $2 AND (n.tot_nr IS NULL OR $2 < n.tot_nr) ORDER BY n.vanaf_nr DESC LIMIT 100"
);
sql!(
    NOTITIE = "INSERT INTO notitie (notitie_id, dossier_id, tekst, gebruiker_id, op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, NULL)"
);
sql!(
    STAND = "SELECT d.fase, m.melding_id,
      (SELECT count(*) FROM vraagverheldering x WHERE x.melding_id = m.melding_id AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM doelgroeptoets x WHERE x.dossier_id = $1 AND x.melding_id = m.melding_id AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM verantwoordelijke x WHERE x.dossier_id = $1 AND x.melding_id = m.melding_id AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM onderzoek x WHERE x.dossier_id = $1 AND x.melding_id = m.melding_id AND x.afgerond_op IS NULL AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM onderzoek x WHERE x.dossier_id = $1 AND x.melding_id = m.melding_id AND x.afgerond_op IS NOT NULL AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM doel x WHERE x.dossier_id = $1 AND x.status = 'actief' AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr)),
      (SELECT count(*) FROM doel x WHERE x.dossier_id = $1 AND x.status = 'actief' AND x.evaluatie_op <= $3 AND x.vanaf_nr <= $2 AND (x.tot_nr IS NULL OR $2 < x.tot_nr))
    FROM dossier d LEFT JOIN melding m ON m.dossier_id = d.dossier_id AND m.vanaf_nr <= $2 AND (m.tot_nr IS NULL OR $2 < m.tot_nr)
    WHERE d.dossier_id = $1 AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr)
    ORDER BY m.ontvangen_op DESC, m.melding_id DESC LIMIT 1"
);
sql!(
    VOORTGANG = "SELECT e.voortgang FROM doel d JOIN evaluatie e ON e.dossier_id = d.dossier_id AND e.doel_id = d.doel_id AND e.vanaf_nr <= $2 AND (e.tot_nr IS NULL OR $2 < e.tot_nr)
    WHERE d.dossier_id = $1 AND d.status <> 'vervallen' AND d.vanaf_nr <= $2 AND (d.tot_nr IS NULL OR $2 < d.tot_nr)
      AND NOT EXISTS (SELECT 1 FROM evaluatie l WHERE l.dossier_id = d.dossier_id AND l.doel_id = d.doel_id AND e.evaluatie_id < l.evaluatie_id
        AND l.vanaf_nr <= $2 AND (l.tot_nr IS NULL OR $2 < l.tot_nr))
    ORDER BY d.doel_id DESC LIMIT 100"
);
sql!(
    FASE = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
    SELECT dossier_id, inwoner_id, gemeente, $2, spoed, geopend_op, gesloten_op, $3, NULL FROM dossier WHERE dossier_id = $1 AND tot_nr = $3"
);

/// The head of a dossier; `None` when it did not exist at this peil.
pub async fn kop(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Option<KopRij>, Fout> {
    db.een(KOP, &[v(&dossier), v(&peil.bekend)]).await
}

/// One page of acts, newest first, and how many there are in all (0 on a page past the end). `onderwerpen` is '' or tables
/// between commas; pages count from 1.
pub async fn tijdlijn(
    db: &impl Leest,
    dossier: DossierId,
    bekend: JournaalNr,
    onderwerpen: &str,
    pagina: i64,
) -> Result<(Vec<HandelingRij>, i64), Fout> {
    let overslaan = pagina.clamp(1, TIJDLIJN_PAGINAS).saturating_sub(1) * TIJDLIJN_PAGINA;
    let args = [v(&dossier), v(&bekend), t(onderwerpen), v(&TIJDLIJN_PAGINA), v(&overslaan)];
    let rijen: Vec<HandelingRij> = db.alle(TIJDLIJN, &args).await?;
    let aantal = rijen.first().map_or(0, |r| r.aantal);
    Ok((rijen, aantal))
}

/// Short texts for the timeline, by what an act is about.
pub async fn details(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<DetailRij>, Fout> {
    db.alle(DETAILS, &[v(&dossier), v(&peil.bekend)]).await
}

/// Notes, newest first.
pub async fn notities(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<NotitieRij>, Fout> {
    db.alle(NOTITIES, &[v(&dossier), v(&peil.bekend)]).await
}

/// Adds a note with a key that was taken before.
pub async fn leg_notitie_vast(tx: &mut Tx, id: i64, dossier: DossierId, tekst: &str) -> Result<(), Fout> {
    let args = [v(&id), v(&dossier), t(tekst), v(&tx.wie().gebruiker_id), v(&tx.vandaag()), v(&tx.nr())];
    tx.voer(NOTITIE, &args).await?;
    Ok(())
}

/// How far the dossier is, for [`kern::trajectregie::volgende_stappen`], and its last melding.
pub async fn stand(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Option<(Stand, Option<MeldingId>)>, Fout> {
    let Some(r) = db.een::<StandRij>(STAND, &[v(&dossier), v(&peil.bekend), v(&peil.op)]).await? else {
        return Ok(None);
    };
    let fase = Fase::lees(&r.fase).ok_or_else(|| Fout::nieuw("onbekende fase"))?;
    let voortgang: Vec<(String,)> = match fase {
        Fase::Levering => db.alle(VOORTGANG, &[v(&dossier), v(&peil.bekend)]).await?,
        Fase::Melding
        | Fase::Vraagverheldering
        | Fase::Onderzoek
        | Fase::Besluit
        | Fase::Toewijzing
        | Fase::Wachtlijst
        | Fase::Lokaal
        | Fase::Afgesloten => Vec::new(),
    };
    let onderzoek = match (r.onderzoek_open, r.onderzoek_klaar) {
        (1.., _) => OnderzoekStand::Loopt,
        (_, 1..) => OnderzoekStand::Afgerond,
        (_, _) => OnderzoekStand::Geen,
    };
    let stand = Stand {
        fase,
        spoor_gekozen: r.spoor > 0,
        doelgroep_getoetst: r.doelgroep > 0,
        gemeente_bevestigd: r.gemeente > 0,
        onderzoek,
        actieve_doelen: usize::try_from(r.doelen).unwrap_or(0),
        doelen_te_evalueren: usize::try_from(r.te_evalueren).unwrap_or(0),
        laatste_voortgang: voortgang.iter().filter_map(|x| Voortgang::lees(&x.0)).collect(),
    };
    Ok(Some((stand, r.melding_id)))
}

/// Moves a dossier along the street; does nothing when it is there already.
pub async fn zet_fase(tx: &mut Tx, dossier: DossierId, fase: Fase) -> Result<(), Fout> {
    let nu: Option<KopRij> = kop(tx, dossier, Peil::op(tx.vandaag())).await?;
    if nu.is_some_and(|k| k.fase == fase.code()) {
        return Ok(());
    }
    tx.sluit("dossier", "dossier_id", dossier.0).await?;
    let nr = tx.nr();
    tx.voer(FASE, &[v(&dossier), t(fase.code()), v(&nr)]).await?;
    Ok(())
}
