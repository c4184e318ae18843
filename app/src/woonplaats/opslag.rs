//! What is stored about where somebody lives and stays, and what was decided about it.

use crate::huis::{
    Fout,
    opslag::{Leest, rij, sql, v},
};
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, JournaalNr, MeldingId, Peil};

rij! {
    /// The melding that the question is about: the last one of the dossier.
    pub struct MeldingRij { melding_id: MeldingId, gemeente: Gemeentecode, ontvangen_op: Datum, spoed: bool }
}
rij! {
    /// What must be known of the person.
    pub struct PersoonRij { geboortedatum: Datum, bsn_status: String }
}
rij! {
    /// An address.
    pub struct AdresRij {
        adres_id: i64, gemeente: Gemeentecode, functie: String, instelling: String, in_onderzoek: bool, herindeling: bool,
        geldig_van: Datum, geldig_tot: Option<Datum>, bron: String, vanaf_nr: JournaalNr,
    }
}
rij! {
    /// A stay in an institution.
    pub struct VerblijfRij {
        verblijf_id: i64, soort: String, gemeente: Gemeentecode, verstrekt_door: String, financiering: String,
        geldig_van: Datum, geldig_tot: Option<Datum>, vanaf_nr: JournaalNr,
    }
}
rij! {
    /// Beschermd wonen that the region itself delivered.
    pub struct EigenBwRij { gemeente: Gemeentecode, geldig_van: Datum, geldig_tot: Option<Datum> }
}
rij! {
    /// A decision about the responsible gemeente; `tot_nr` is filled when a later one replaced it.
    pub struct VerantwoordelijkeRij {
        verantwoordelijke_id: i64, melding_id: MeldingId, regime: String, status: String, berekend: String, gemeente: String,
        regel: String, uitleg: String, product: String, verblijfsrecht: String, reden_afwijking: String, bevestigd_door: i64,
        bevestigd_op: Datum, regels_hash: String, vanaf_nr: JournaalNr, tot_nr: Option<JournaalNr>,
    }
}
rij! {
    /// Gemeente van herkomst or van verblijf in a period.
    pub struct GemeentefeitRij {
        gemeentefeit_id: i64, soort: String, gemeente: Gemeentecode, geldig_van: Datum, geldig_tot: Option<Datum>, vanaf_nr: JournaalNr,
    }
}
rij! {
    /// Nieuw or historisch, and recidive.
    pub struct InstroomRij {
        instroom_id: i64, melding_id: MeldingId, kenmerk: String, recidive: bool, uitleg: String, bepaald_op: Datum,
    }
}

sql!(
    MELDING = "SELECT melding_id, gemeente, ontvangen_op, spoed FROM melding
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY ontvangen_op DESC, melding_id DESC LIMIT 1"
);
sql!(
    PERSOON = "SELECT geboortedatum, bsn_status FROM inwoner
    WHERE inwoner_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    ADRESSEN = "SELECT adres_id, gemeente, functie, instelling, in_onderzoek, herindeling, geldig_van, geldig_tot, bron, vanaf_nr FROM adres
    WHERE inwoner_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY geldig_van DESC, adres_id DESC LIMIT 200"
);
sql!(
    VERBLIJVEN = "SELECT verblijf_id, soort, gemeente, verstrekt_door, financiering, geldig_van, geldig_tot, vanaf_nr FROM verblijf
    WHERE inwoner_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY geldig_van DESC, verblijf_id DESC LIMIT 200"
);
// Care in natura counts by what was really delivered; a pgb has no delivery messages, so there the indicatie counts.
sql!(
    EIGEN_BW = "SELECT b.gemeente, l.geldig_van, l.geldig_tot FROM levering l
      JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.vanaf_nr <= $2 AND (t.tot_nr IS NULL OR $2 < t.tot_nr)
      JOIN indicatie i ON i.indicatie_id = t.indicatie_id AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
      JOIN besluit b ON b.besluit_id = i.besluit_id AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr)
    WHERE l.dossier_id = $1 AND i.vorm = 'bw' AND l.vanaf_nr <= $2 AND (l.tot_nr IS NULL OR $2 < l.tot_nr)
    UNION ALL
    SELECT b.gemeente, i.geldig_van, i.geldig_tot FROM indicatie i
      JOIN besluit b ON b.besluit_id = i.besluit_id AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr)
    WHERE i.dossier_id = $1 AND i.vorm = 'bw' AND i.leveringsvorm = 'pgb' AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
    ORDER BY 2, 3 LIMIT 200"
);
sql!(
    AANVRAGEN = "SELECT ontvangen_op FROM aanvraag
    WHERE dossier_id = $1 AND vorm = 'bw' AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY ontvangen_op LIMIT 200"
);
sql!(
    VAN_MELDING = "SELECT ontvangen_op FROM aanvraag
    WHERE dossier_id = $1 AND melding_id = $3 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY ontvangen_op LIMIT 1"
);
sql!(
    BESLISSINGEN = "SELECT verantwoordelijke_id, melding_id, regime, status, berekend, gemeente, regel, uitleg, product, verblijfsrecht, reden_afwijking,
      bevestigd_door, bevestigd_op, regels_hash, vanaf_nr, CASE WHEN $2 < tot_nr THEN NULL ELSE tot_nr END
    FROM verantwoordelijke WHERE dossier_id = $1 AND vanaf_nr <= $2 ORDER BY vanaf_nr DESC, regime LIMIT 100"
);
sql!(
    GEMEENTEFEITEN = "SELECT gemeentefeit_id, soort, gemeente, geldig_van, geldig_tot, vanaf_nr FROM gemeentefeit
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY soort, geldig_van DESC LIMIT 200"
);
sql!(
    INSTROOM = "SELECT instroom_id, melding_id, kenmerk, recidive, uitleg, bepaald_op FROM instroom
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY bepaald_op DESC, instroom_id DESC LIMIT 100"
);

/// The last melding of a dossier.
pub async fn melding(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Option<MeldingRij>, Fout> {
    db.een(MELDING, &[v(&dossier), v(&peil.bekend)]).await
}

/// Birth date and how sure the identity is.
pub async fn persoon(db: &impl Leest, inwoner: InwonerId, peil: Peil) -> Result<Option<PersoonRij>, Fout> {
    db.een(PERSOON, &[v(&inwoner), v(&peil.bekend)]).await
}

/// Addresses, newest first.
pub async fn adressen(db: &impl Leest, inwoner: InwonerId, peil: Peil) -> Result<Vec<AdresRij>, Fout> {
    db.alle(ADRESSEN, &[v(&inwoner), v(&peil.bekend)]).await
}

/// Stays, newest first.
pub async fn verblijven(db: &impl Leest, inwoner: InwonerId, peil: Peil) -> Result<Vec<VerblijfRij>, Fout> {
    db.alle(VERBLIJVEN, &[v(&inwoner), v(&peil.bekend)]).await
}

/// Beschermd wonen that this region delivered in this dossier: an earlier turn of the same street.
pub async fn eigen_bw(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<EigenBwRij>, Fout> {
    db.alle(EIGEN_BW, &[v(&dossier), v(&peil.bekend)]).await
}

/// Days on which beschermd wonen was applied for in this dossier.
pub async fn aanvragen(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<Datum>, Fout> {
    let rijen: Vec<(Datum,)> = db.alle(AANVRAGEN, &[v(&dossier), v(&peil.bekend)]).await?;
    Ok(rijen.into_iter().map(|r| r.0).collect())
}

/// Day of the aanvraag that followed a melding.
pub async fn aanvraag_na(
    db: &impl Leest,
    dossier: DossierId,
    melding: MeldingId,
    peil: Peil,
) -> Result<Option<Datum>, Fout> {
    let rij: Option<(Datum,)> = db.een(VAN_MELDING, &[v(&dossier), v(&peil.bekend), v(&melding)]).await?;
    Ok(rij.map(|r| r.0))
}

/// Every decision about the responsible gemeente, newest first, replaced ones included.
pub async fn beslissingen(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<VerantwoordelijkeRij>, Fout> {
    db.alle(BESLISSINGEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// Gemeenten van herkomst and van verblijf, newest first per kind.
pub async fn gemeentefeiten(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<GemeentefeitRij>, Fout> {
    db.alle(GEMEENTEFEITEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// The label per melding, newest first.
pub async fn instroom(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<InstroomRij>, Fout> {
    db.alle(INSTROOM, &[v(&dossier), v(&peil.bekend)]).await
}
