//! What is stored about besluiten, and what a page or a letter needs to know besides.

use super::stand::{AanvraagRij, IndicatieRij};
use crate::huis::{
    Fout,
    opslag::{Leest, rij, sql, t, v},
};
use crate::termijnen::Soort as Termijnsoort;
use kern::stam::{Datum, DossierId, Gemeentecode, InwonerId, JournaalNr, MeldingId, Peil};

rij! {
    /// A besluit with its receipt.
    pub struct BesluitRij {
        besluit_id: i64, dossier_id: i64, melding_id: MeldingId, aanvraag_id: Option<i64>, soort: String, gemeente: Gemeentecode,
        genomen_op: Datum, bekendgemaakt_op: Datum, grond: String, motivering: String, vorig_besluit_id: Option<i64>,
        gebruiker_id: i64, regels_hash: String, regels_versies: String, code_versie: String, invoer: String, uitleg: String,
        vanaf_nr: JournaalNr,
    }
}
rij! {
    /// An event: in, up, down or out.
    pub struct SchalingRij {
        schaling_id: i64, op: Datum, van_vorm: String, naar_vorm: String, soort: String, reden: String, bestemming: String,
        toelichting: String, besluit_id: Option<i64>,
    }
}
rij! {
    /// Who gets the letter.
    pub struct GeadresseerdeRij {
        achternaam: String, voorvoegsel: String, voornamen: String, geslacht: String, straat: String, huisnummer: String,
        postcode: String, woonplaats: String,
    }
}
rij! {
    /// An employee who can take over.
    pub struct MedewerkerRij { gebruiker_id: i64, naam: String }
}
rij! {
    /// A part that somebody has in the dossier.
    pub struct RolRij { dossierrol_id: i64, gebruiker_id: i64, rol: String, geldig_van: Datum, geldig_tot: Option<Datum> }
}

sql!(
    BESLUITEN = "SELECT besluit_id, dossier_id, melding_id, aanvraag_id, soort, gemeente, genomen_op, bekendgemaakt_op, grond, motivering,
      vorig_besluit_id, gebruiker_id, regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr
    FROM besluit WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY genomen_op DESC, besluit_id DESC LIMIT 200"
);
sql!(
    BESLUIT = "SELECT besluit_id, dossier_id, melding_id, aanvraag_id, soort, gemeente, genomen_op, bekendgemaakt_op, grond, motivering,
      vorig_besluit_id, gebruiker_id, regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr
    FROM besluit WHERE dossier_id = $1 AND besluit_id = $2 AND tot_nr IS NULL"
);
sql!(
    AANVRAAG = "SELECT aanvraag_id, melding_id, ontvangen_op, vorm, leveringsvorm FROM aanvraag
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY aanvraag_id DESC LIMIT 200"
);
sql!(
    VAN_HANDELING = "SELECT indicatie_id, besluit_id, dossier_id, vorm, leveringsvorm, productcode, omvang, eenheid, frequentie, bedrag_cent,
      geldig_van, geldig_tot
    FROM indicatie WHERE dossier_id = $1 AND vanaf_nr = $2 ORDER BY indicatie_id"
);
// A key holds the number of the act that made it: an older term that got a new version in this act has a smaller key.
sql!(
    TERMIJN_VAN_HANDELING = "SELECT uiterlijk_op FROM termijn
    WHERE dossier_id = $1 AND vanaf_nr = $2 AND soort = $3 AND termijn_id >= 1000 * $2 ORDER BY termijn_id LIMIT 1"
);
sql!(
    SCHALINGEN = "SELECT schaling_id, op, van_vorm, naar_vorm, soort, reden, bestemming, toelichting, besluit_id FROM schaling
    WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY op DESC, schaling_id DESC LIMIT 200"
);
sql!(
    GEADRESSEERDE = "SELECT achternaam, voorvoegsel, voornamen, geslacht, straat, huisnummer, postcode, woonplaats FROM inwoner
    WHERE inwoner_id = $1 AND tot_nr IS NULL"
);
sql!(
    AANDACHTSFUNCTIONARISSEN = "SELECT DISTINCT g.gebruiker_id, g.naam FROM gebruiker g JOIN gebruikerrol r ON r.gebruiker_id = g.gebruiker_id
    WHERE g.actief = 1 AND r.rol = 'aandachtsfunctionaris' AND (r.gemeente = $1 OR r.gemeente = '*') AND r.tot_nr IS NULL
      AND r.geldig_van <= $2 AND (r.geldig_tot IS NULL OR $2 < r.geldig_tot)
    ORDER BY g.naam, g.gebruiker_id LIMIT 100"
);
sql!(
    ROLLEN = "SELECT dossierrol_id, gebruiker_id, rol, geldig_van, geldig_tot FROM dossierrol
    WHERE dossier_id = $1 AND tot_nr IS NULL AND (geldig_tot IS NULL OR $2 < geldig_tot) ORDER BY dossierrol_id LIMIT 50"
);
sql!(NAAM = "SELECT naam FROM gebruiker WHERE gebruiker_id = $1");
sql!(BEKEND = "SELECT COALESCE(max(nr), 0) FROM journaal WHERE op <= $1");

/// All besluiten, newest first.
pub async fn besluiten(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<BesluitRij>, Fout> {
    db.alle(BESLUITEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// One besluit of this dossier.
pub async fn besluit(
    db: &impl Leest,
    dossier: DossierId,
    besluit_id: i64,
) -> Result<Option<BesluitRij>, Fout> {
    db.een(BESLUIT, &[v(&dossier), v(&besluit_id)]).await
}

/// All aanvragen, newest first.
pub async fn aanvragen(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<AanvraagRij>, Fout> {
    db.alle(AANVRAAG, &[v(&dossier), v(&peil.bekend)]).await
}

/// The versions of indicaties that one act added.
pub async fn indicaties_van_handeling(
    db: &impl Leest,
    dossier: DossierId,
    nr: JournaalNr,
) -> Result<Vec<IndicatieRij>, Fout> {
    db.alle(VAN_HANDELING, &[v(&dossier), v(&nr)]).await
}

/// The last day of a term that one act started.
pub async fn termijn_van_handeling(
    db: &impl Leest,
    dossier: DossierId,
    nr: JournaalNr,
    soort: Termijnsoort,
) -> Result<Option<Datum>, Fout> {
    let rij: Option<(Datum,)> =
        db.een(TERMIJN_VAN_HANDELING, &[v(&dossier), v(&nr), t(soort.code())]).await?;
    Ok(rij.map(|r| r.0))
}

/// All events, newest first.
pub async fn schalingen(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<SchalingRij>, Fout> {
    db.alle(SCHALINGEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// Name and address for a letter.
pub async fn geadresseerde(db: &impl Leest, inwoner: InwonerId) -> Result<GeadresseerdeRij, Fout> {
    let rij = db.een(GEADRESSEERDE, &[v(&inwoner)]).await?;
    rij.ok_or_else(|| Fout::nieuw("de inwoner van dit dossier ontbreekt"))
}

/// The aandachtsfunctionarissen of a gemeente on a day.
pub async fn aandachtsfunctionarissen(
    db: &impl Leest,
    gemeente: Gemeentecode,
    op: Datum,
) -> Result<Vec<MedewerkerRij>, Fout> {
    db.alle(AANDACHTSFUNCTIONARISSEN, &[v(&gemeente), v(&op)]).await
}

/// The parts that people have in the dossier on a day or later.
pub async fn rollen(db: &impl Leest, dossier: DossierId, op: Datum) -> Result<Vec<RolRij>, Fout> {
    db.alle(ROLLEN, &[v(&dossier), v(&op)]).await
}

/// Name of an employee; "Wijkthuis" for the system itself.
pub async fn medewerker(db: &impl Leest, gebruiker_id: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(NAAM, &[v(&gebruiker_id)]).await?;
    Ok(rij.map_or_else(|| "Wijkthuis".to_owned(), |r| r.0))
}

/// What was known at the end of a day.
pub async fn bekend_op(db: &impl Leest, dag: Datum) -> Result<JournaalNr, Fout> {
    let rij: Option<(JournaalNr,)> = db.een(BEKEND, &[v(&dag)]).await?;
    Ok(rij.map_or(JournaalNr(0), |r| r.0))
}
