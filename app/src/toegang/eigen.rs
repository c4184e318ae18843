//! One's own melding in a dossier that a colleague holds: what one wrote oneself, and nothing else of the dossier.

use super::opslag::MeldingRij;
use super::tonen;
use crate::huis::{
    Antwoord, Fout, Kader, Uitkomst, Verzoek, moment_voluit,
    onderdelen::Gegeven,
    opslag::{Leest, Moment, rij, sql, v},
};
use askama::Template;
use kern::stam::{Datum, DossierId, Gemeentecode};

rij! {
    /// A melding in the list of one's own.
    pub struct EigenRij { melding_id: i64, gemeente: Gemeentecode, ontvangen_op: Datum, tijdstip: Moment, mijn: i64, dossier_id: DossierId }
}
rij! {
    /// Who holds the dossier, and when the melding was taken in.
    pub struct VerderRij { houder: Option<String>, ingenomen_op: Option<Datum> }
}

sql!(
    EIGEN = "SELECT m.melding_id, m.gemeente, m.ontvangen_op, j.tijdstip,
      (SELECT count(*) FROM dossierrol r WHERE r.dossier_id = m.dossier_id AND r.gebruiker_id = $1 AND r.tot_nr IS NULL
        AND r.geldig_van <= $2 AND (r.geldig_tot IS NULL OR $2 < r.geldig_tot)), m.dossier_id
    FROM journaal j JOIN melding m ON m.melding_id = j.onderwerp_id AND m.vanaf_nr = j.nr
    WHERE j.gebruiker_id = $1 AND j.handeling = 'melding geregistreerd' ORDER BY j.nr DESC LIMIT 100"
);
// The first version: exactly what this person wrote, whatever others made of it later.
sql!(
    EEN = "SELECT m.melding_id, m.dossier_id, m.inwoner_id, m.gemeente, m.ontvangen_op, m.melder, m.melder_naam, m.melder_contact, m.hulpvraag,
      m.spoed, m.status, m.vorig_besluit_id, m.spoed_uitkomst, m.spoed_toelichting, m.intrekreden
    FROM melding m JOIN journaal j ON j.nr = m.vanaf_nr
    WHERE m.melding_id = $1 AND j.gebruiker_id = $2 AND j.handeling = 'melding geregistreerd'"
);
sql!(
    VERDER = "SELECT (SELECT g.naam FROM dossierrol r JOIN gebruiker g ON g.gebruiker_id = r.gebruiker_id WHERE r.dossier_id = $1 AND r.rol = 'houder'
        AND r.tot_nr IS NULL AND r.geldig_van <= $3 AND (r.geldig_tot IS NULL OR $3 < r.geldig_tot) ORDER BY r.dossierrol_id DESC LIMIT 1),
      (SELECT max(j.op) FROM inname i JOIN journaal j ON j.nr = i.nr WHERE i.dossier_id = $1 AND i.melding_id = $2)
    FROM dossier d WHERE d.dossier_id = $1 AND d.tot_nr IS NULL"
);

/// Meldingen of this person in dossiers of others, as the search page lists them.
pub(super) struct EigenRegel {
    pub naam: String,
    pub wanneer: String,
    pub href: String,
}

/// At most this many are listed.
const LIJST_MAX: usize = 10;

/// What this person registered in dossiers that others hold, last one first; at most ten.
pub(super) async fn lijst(v: &Verzoek) -> Result<Vec<EigenRegel>, Fout> {
    let rijen: Vec<EigenRij> =
        v.db.alle(EIGEN, &[self::v(&v.actor.gebruiker_id), self::v(&v.vandaag())]).await?;
    let regel = |r: &EigenRij| EigenRegel {
        naam: format!("Melding van {}", r.ontvangen_op.voluit()),
        wanneer: moment_voluit(r.tijdstip),
        href: format!("/meldingen/gedaan/{}", r.melding_id),
    };
    Ok(rijen.iter().filter(|r| r.mijn == 0).take(LIJST_MAX).map(regel).collect())
}

#[derive(Template)]
#[template(path = "toegang/eigen.html")]
struct EigenPagina {
    kader: Kader,
    datum: String,
    vraag: Vec<Gegeven>,
    houder: String,
    ingenomen: String,
    spoed: bool,
}

/// GET /meldingen/gedaan/{melding}: only for who wrote it.
pub async fn toon(v: Verzoek) -> Uitkomst {
    let args = [self::v(&v.pad("melding")?), self::v(&v.actor.gebruiker_id)];
    let Some(m) = v.db.een::<MeldingRij>(EEN, &args).await? else { return Antwoord::niet_gevonden() };
    let args = [self::v(&m.dossier_id), self::v(&m.melding_id), self::v(&v.vandaag())];
    let verder: Option<VerderRij> = v.db.een(VERDER, &args).await?;
    let kader = v
        .kader("Uw melding in een dossier van een collega")
        .await?
        .kruimel("Vandaag", "/")
        .kruimel("Nieuwe melding", "/meldingen/nieuw")
        .kruimel("Uw melding", "");
    let eerste = MeldingRij { vorig_besluit_id: None, ..m };
    let pagina = EigenPagina {
        kader,
        datum: eerste.ontvangen_op.voluit(),
        vraag: tonen::gegevens(&eerste),
        houder: verder.as_ref().and_then(|r| r.houder.clone()).unwrap_or_default(),
        ingenomen: verder.and_then(|r| r.ingenomen_op).map_or_else(String::new, Datum::voluit),
        spoed: eerste.spoed,
    };
    Ok(Antwoord::pagina(&pagina)?.met_personen(1))
}
