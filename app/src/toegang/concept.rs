//! Drafts: forms that are not finished, kept on the server so that no word is lost.
//!
//! A draft belongs to one person. It is encrypted, and it has a version: of two windows that save, the second is told.
//! Any room may keep its forms here under a name of its own.

use crate::huis::{
    App, Fout,
    geheim::willekeurig_id,
    opslag::{Leest, Moment, Tx, rij, sql, t, v},
};

/// Drafts shown to their owner at most.
const LIJST_MAX: usize = 20;
/// Largest draft, bytes: as large as a form may be.
const INHOUD_MAX: usize = 256 * 1024;
/// Where the contents stand, for the encryption.
const PLAATS: &str = "concept.inhoud";

/// A draft with its fields as they were typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// Key.
    pub id: i64,
    /// What it is about: a dossier or melding, or its own key for something new.
    pub onderwerp: i64,
    /// Rises with each save.
    pub versie: i64,
    /// Last save.
    pub bijgewerkt: Moment,
    /// Name and text of every field.
    pub velden: Vec<(String, String)>,
}

impl Concept {
    /// Text of a field; empty when it was not typed.
    pub fn tekst(&self, veld: &str) -> &str {
        self.velden.iter().find(|(k, _)| k == veld).map_or("", |(_, w)| w.trim())
    }
    /// Replaces fields: every name in `namen` gets the values that were posted for it, or none.
    pub fn neem_over(&mut self, namen: &[&str], gepost: &[(String, String)]) {
        self.velden.retain(|(k, _)| !namen.contains(&k.as_str()));
        self.velden.extend(gepost.iter().filter(|(k, _)| namen.contains(&k.as_str())).cloned());
    }
}

rij! {
    /// A draft as it is stored.
    pub struct ConceptRij { concept_id: i64, onderwerp_id: i64, inhoud: Vec<u8>, versie: i64, bijgewerkt: Moment }
}

sql!(
    EEN = "SELECT concept_id, onderwerp_id, inhoud, versie, bijgewerkt FROM concept
    WHERE concept_id = $1 AND gebruiker_id = $2 AND formulier = $3"
);
sql!(
    OVER = "SELECT concept_id, onderwerp_id, inhoud, versie, bijgewerkt FROM concept
    WHERE gebruiker_id = $1 AND formulier = $2 AND onderwerp_id = $3"
);
sql!(
    VAN = "SELECT concept_id, onderwerp_id, inhoud, versie, bijgewerkt FROM concept
    WHERE gebruiker_id = $1 AND formulier = $2 ORDER BY bijgewerkt DESC LIMIT 20"
);
sql!(
    MAAK =
        "INSERT INTO concept (concept_id, gebruiker_id, formulier, onderwerp_id, inhoud, versie, bijgewerkt)
    VALUES ($1, $2, $3, $4, $5, 1, $6)"
);
sql!(
    BEWAAR = "UPDATE concept SET inhoud = $3, versie = versie + 1, bijgewerkt = $4
    WHERE concept_id = $1 AND gebruiker_id = $2 AND versie = $5"
);
sql!(GOOI_WEG = "DELETE FROM concept WHERE concept_id = $1 AND gebruiker_id = $2");
sql!(VERBRUIK = "DELETE FROM concept WHERE concept_id = $1 AND gebruiker_id = $2 AND versie = $3");
sql!(RUIM_OP = "DELETE FROM concept WHERE bijgewerkt < $1");

/// The draft with this key, when it is this person's.
pub async fn lees(app: &App, gebruiker: i64, formulier: &str, id: i64) -> Result<Option<Concept>, Fout> {
    let rij: Option<ConceptRij> = app.db.een(EEN, &[v(&id), v(&gebruiker), t(formulier)]).await?;
    rij.map(|r| open(app, r)).transpose()
}

/// This person's draft of a form about one dossier or melding.
pub async fn over(
    app: &App,
    gebruiker: i64,
    formulier: &str,
    onderwerp: i64,
) -> Result<Option<Concept>, Fout> {
    let rij: Option<ConceptRij> = app.db.een(OVER, &[v(&gebruiker), t(formulier), v(&onderwerp)]).await?;
    rij.map(|r| open(app, r)).transpose()
}

/// This person's drafts of a form, last saved first; at most twenty.
pub async fn van(app: &App, gebruiker: i64, formulier: &str) -> Result<Vec<Concept>, Fout> {
    let rijen: Vec<ConceptRij> = app.db.alle(VAN, &[v(&gebruiker), t(formulier)]).await?;
    rijen.into_iter().take(LIJST_MAX).map(|r| open(app, r)).collect()
}

/// Starts a draft and returns its key. Without a subject the draft is about itself: somebody may have several.
pub async fn maak(
    app: &App,
    gebruiker: i64,
    formulier: &str,
    onderwerp: Option<i64>,
    velden: &[(String, String)],
    nu: Moment,
) -> Result<i64, Fout> {
    let id = willekeurig_id()?;
    let dicht = sluit(app, velden)?;
    let args = [v(&id), v(&gebruiker), t(formulier), v(&onderwerp.unwrap_or(id)), v(&dicht), v(&nu)];
    app.db.voer(MAAK, &args).await?;
    Ok(id)
}

/// Saves over the version that `concept` carries. `None` when that version is no longer the last one: nothing is written.
pub async fn bewaar(app: &App, gebruiker: i64, concept: &Concept, nu: Moment) -> Result<Option<i64>, Fout> {
    let dicht = sluit(app, &concept.velden)?;
    let args = [v(&concept.id), v(&gebruiker), v(&dicht), v(&nu), v(&concept.versie)];
    let geraakt = app.db.voer(BEWAAR, &args).await?;
    Ok((geraakt == 1).then_some(concept.versie + 1))
}

/// Throws a draft away.
pub async fn gooi_weg(app: &App, gebruiker: i64, id: i64) -> Result<(), Fout> {
    app.db.voer(GOOI_WEG, &[v(&id), v(&gebruiker)]).await?;
    Ok(())
}

/// Uses a draft up inside the act that it becomes. `false` when this version is gone: it was used or changed before.
pub async fn verbruik(tx: &mut Tx, gebruiker: i64, concept: &Concept) -> Result<bool, Fout> {
    Ok(tx.voer(VERBRUIK, &[v(&concept.id), v(&gebruiker), v(&concept.versie)]).await? == 1)
}

/// Throws away every draft that lay still for as long as the rules say (retention: concept_30_dagen). Returns how many.
pub async fn ruim_op(app: &App) -> Result<u64, Fout> {
    let dagen = app.regels.getal("werkafspraken", "concept", app.klok.vandaag())?.waarde;
    let voor = app.klok.nu() - jiff::SignedDuration::from_hours(24 * dagen);
    app.db.voer(RUIM_OP, &[v(&voor)]).await
}

fn sluit(app: &App, velden: &[(String, String)]) -> Result<Vec<u8>, Fout> {
    let tekst = form_urlencoded::Serializer::new(String::new()).extend_pairs(velden).finish();
    if tekst.len() > INHOUD_MAX * 3 {
        return Err(Fout::nieuw("concept te groot"));
    }
    app.sleutels.versleutel(PLAATS, tekst.as_bytes())
}

fn open(app: &App, r: ConceptRij) -> Result<Concept, Fout> {
    let kaal = app.sleutels.ontsleutel(PLAATS, &r.inhoud)?;
    let velden = form_urlencoded::parse(&kaal).map(|(k, w)| (k.into_owned(), w.into_owned())).collect();
    Ok(Concept {
        id: r.concept_id,
        onderwerp: r.onderwerp_id,
        versie: r.versie,
        bijgewerkt: r.bijgewerkt,
        velden,
    })
}
