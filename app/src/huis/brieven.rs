//! Letters: from whom they come, how they become a PDF, and where they are kept.
//!
//! A room says what is in its letter; this module knows the letterhead, sets the PDF beside the act (never inside it) and
//! keeps it encrypted in the book `brief`.

use super::{
    App, Fout,
    geheim::sha256,
    gemeenten,
    opslag::{Leest, Tx, rij, sql, t, v},
    regels::Regels,
};
use drukwerk::blok::{Blok, Dag};
use drukwerk::brief::{Afzender, Brief};
use kern::stam::{Datum, DossierId, Gemeentecode};
use serde::Deserialize;

/// Regulation with the letterheads.
const BRIEVEN: &str = "brieven";
/// Place that the encryption is bound to.
pub(crate) const PLAATS: &str = "brief.inhoud";

/// The letterhead of a gemeente, as the rule files know it.
#[derive(Debug, Clone, Default, Deserialize)]
struct Briefhoofd {
    gemeente: String,
    #[serde(default)]
    onderdeel: String,
    #[serde(default)]
    adres: Vec<String>,
    #[serde(default)]
    telefoon: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    website: String,
}

rij! {
    /// A letter in the book.
    pub struct BriefRij { brief_id: i64, dossier_id: i64, soort: String, onderwerp_id: i64, sha256: String, nr: i64 }
}

sql!(
    VOEG_TOE = "INSERT INTO brief (brief_id, dossier_id, soort, onderwerp_id, inhoud, sha256, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    VAN_ONDERWERP = "SELECT brief_id, dossier_id, soort, onderwerp_id, sha256, nr FROM brief
    WHERE dossier_id = $1 AND onderwerp_id = $2 ORDER BY brief_id"
);
sql!(INHOUD = "SELECT inhoud, sha256 FROM brief WHERE dossier_id = $1 AND brief_id = $2");

/// Who sends a letter for a gemeente. Address lines appear when the region put them in its rule file `brieven`.
pub fn afzender(regels: &Regels, gemeente: Gemeentecode, op: Datum) -> Result<Afzender, Fout> {
    let hoofden = regels.waarde::<Vec<Briefhoofd>>(BRIEVEN, "briefhoofden", op)?.waarde;
    let hoofd = hoofden.into_iter().find(|h| h.gemeente == gemeente.to_string()).unwrap_or_default();
    let contact = [("Telefoon", hoofd.telefoon), ("E-mail", hoofd.email), ("Website", hoofd.website)];
    Ok(Afzender {
        naam: format!("Gemeente {}", gemeenten::naam(gemeente)),
        onderdeel: if hoofd.onderdeel.is_empty() { "Thuis in de wijk".into() } else { hoofd.onderdeel },
        adres: hoofd.adres,
        contact: contact.into_iter().filter(|c| !c.1.is_empty()).map(|c| (c.0.to_owned(), c.1)).collect(),
    })
}

/// The day on a letter.
pub fn dag(op: Datum) -> Dag {
    Dag::lees(&op.to_string()).expect("a Datum is an existing day between 1800 and 2199")
}

/// Sets the letter. CPU work: done beside the requests, and never inside an act.
pub async fn zet(brief: Brief) -> Result<Vec<u8>, Fout> {
    let pdf = tokio::task::spawn_blocking(move || brief.pdf())
        .await
        .map_err(|e| Fout::nieuw(format!("de brief kon niet worden gezet: {e}")))?
        .map_err(|e| Fout::nieuw(format!("de brief kon niet worden gezet: {e}")))?;
    Ok(pdf.bytes)
}

/// Keeps a letter; returns its key.
pub async fn bewaar(
    tx: &mut Tx,
    app: &App,
    dossier: DossierId,
    soort: &str,
    onderwerp_id: i64,
    pdf: &[u8],
) -> Result<i64, Fout> {
    let id = tx.nieuw_id()?;
    let dicht = app.sleutels.versleutel(PLAATS, pdf)?;
    let nr = tx.nr();
    let args = [v(&id), v(&dossier), t(soort), v(&onderwerp_id), v(&dicht), t(&sha256(pdf)), v(&nr)];
    tx.voer(VOEG_TOE, &args).await?;
    Ok(id)
}

/// The letters about one row, oldest first.
pub async fn over(db: &impl Leest, dossier: DossierId, onderwerp_id: i64) -> Result<Vec<BriefRij>, Fout> {
    db.alle(VAN_ONDERWERP, &[v(&dossier), v(&onderwerp_id)]).await
}

/// The PDF of a letter of this dossier; `None` when there is none. A letter that was tampered with is a failure.
pub async fn inhoud(app: &App, dossier: DossierId, brief_id: i64) -> Result<Option<Vec<u8>>, Fout> {
    let Some((dicht, hash)) = app.db.een::<(Vec<u8>, String)>(INHOUD, &[v(&dossier), v(&brief_id)]).await?
    else {
        return Ok(None);
    };
    let pdf = app.sleutels.ontsleutel(PLAATS, &dicht)?;
    if sha256(&pdf) != hash {
        return Err(Fout::nieuw(format!("brief {brief_id}: de inhoud past niet bij de hash")));
    }
    Ok(Some(pdf))
}

/// A letter on the screen, for a preview: the same words as on paper.
#[derive(Debug, Clone, Default)]
pub struct BriefBeeld {
    /// Who sends it.
    pub afzender: String,
    /// Name and address.
    pub adres: Vec<String>,
    /// Day, as written.
    pub datum: String,
    /// Subject.
    pub onderwerp: String,
    /// First line.
    pub aanhef: String,
    /// The text.
    pub delen: Vec<Deel>,
    /// Last lines.
    pub slot: Vec<String>,
    /// Small line at the foot.
    pub voetregel: String,
}

/// A part of a letter on the screen.
#[derive(Debug, Clone)]
pub enum Deel {
    /// A heading.
    Kop(String),
    /// A paragraph.
    Alinea(String),
    /// A list.
    Lijst(Vec<String>),
    /// A list in order.
    Genummerd(Vec<String>),
    /// Names and values.
    Gegevens(Vec<(String, String)>),
}

impl BriefBeeld {
    /// What the letter says. Tables and charts do not occur in letters of a dossier and are left out.
    pub fn van(b: &Brief) -> BriefBeeld {
        let o = &b.ondertekening;
        let slot = [&o.groet, &o.namens, &o.naam, &o.functie];
        BriefBeeld {
            afzender: b.afzender.naam.clone(),
            adres: b.adres.clone(),
            datum: b.datum.to_string(),
            onderwerp: b.onderwerp.clone(),
            aanhef: b.aanhef.clone(),
            delen: b.blokken.iter().flat_map(delen).collect(),
            slot: slot.into_iter().filter(|r| !r.is_empty()).cloned().collect(),
            voetregel: b.voetregel.clone(),
        }
    }
}

fn delen(blok: &Blok) -> Vec<Deel> {
    match blok {
        Blok::Kop(t) => vec![Deel::Kop(t.clone())],
        Blok::Alinea(t) => vec![Deel::Alinea(t.clone())],
        Blok::Lijst(l) => vec![Deel::Lijst(l.clone())],
        Blok::Genummerd(l) => vec![Deel::Genummerd(l.clone())],
        Blok::Gegevens(g) => vec![Deel::Gegevens(g.clone())],
        Blok::Kader { kop, alineas } => {
            std::iter::once(Deel::Kop(kop.clone())).chain(alineas.iter().cloned().map(Deel::Alinea)).collect()
        }
        Blok::Tabel(_) | Blok::Grafiek(_) => Vec::new(),
    }
}
