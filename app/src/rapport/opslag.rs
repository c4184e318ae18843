//! The uitgaven in the database.

use crate::huis::{
    Fout,
    geheim::sha256,
    opslag::{Leest, Tx, sql, t, v},
};
use crate::rij;
use kern::rapport::{Rapportsoort, Rapporttijd};
use kern::stam::{Datum, JournaalNr};
use std::collections::BTreeMap;

/// What people wrote, per chapter.
pub type Teksten = BTreeMap<String, String>;

sql!(
    ALLE = "SELECT u.uitgave_id, u.soort, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256,
            j.op, u.nr, COALESCE(s.stand, 'vastgesteld'), s.bekend_op, s.concept_id
     FROM uitgave u JOIN journaal j ON j.nr = u.nr LEFT JOIN uitgavestand s ON s.uitgave_id = u.uitgave_id
     ORDER BY u.tijdvak DESC, u.soort DESC, u.profiel, u.versie DESC LIMIT 400"
);
sql!(
    EEN = "SELECT u.uitgave_id, u.soort, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256,
            j.op, u.nr, COALESCE(s.stand, 'vastgesteld'), s.bekend_op, s.concept_id
     FROM uitgave u JOIN journaal j ON j.nr = u.nr LEFT JOIN uitgavestand s ON s.uitgave_id = u.uitgave_id WHERE u.uitgave_id = $1"
);
sql!(
    EERDER = "SELECT u.uitgave_id, u.soort, u.tijdvak, u.versie, u.profiel, u.peil_op, u.peil_nr, u.definities, u.sha256, u.pdf_sha256,
            j.op, u.nr, COALESCE(s.stand, 'vastgesteld'), s.bekend_op, s.concept_id
     FROM uitgave u JOIN journaal j ON j.nr = u.nr LEFT JOIN uitgavestand s ON s.uitgave_id = u.uitgave_id
     WHERE u.nr < $1 ORDER BY u.nr, u.uitgave_id"
);
sql!(CIJFERS = "SELECT cijfers FROM uitgave WHERE uitgave_id = $1");
sql!(HTML = "SELECT html FROM uitgave WHERE uitgave_id = $1");
sql!(PDF = "SELECT pdf FROM uitgave WHERE uitgave_id = $1");
sql!(TEKSTEN = "SELECT teksten FROM uitgavestand WHERE uitgave_id = $1");
sql!(VORM = "SELECT bestand, sha256 FROM uitgavevorm WHERE uitgave_id = $1 AND vorm = $2");
sql!(
    LEG_VAST = "INSERT INTO uitgave (uitgave_id, soort, tijdvak, versie, profiel, peil_op, peil_nr, definities, cijfers, html, pdf, sha256, pdf_sha256, nr)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);
sql!(
    LEG_STAND_VAST = "INSERT INTO uitgavestand (uitgave_id, stand, concept_id, bekend_op, teksten, nr) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    LEG_VORM_VAST =
        "INSERT INTO uitgavevorm (uitgave_id, vorm, bestand, sha256, nr) VALUES ($1, $2, $3, $4, $5)"
);

rij! { /// An uitgave without its contents.
pub struct Uitgave {
    /// Key.
    uitgave_id: i64,
    /// Which report.
    soort: String,
    /// Quarter or year: `2026-2`, `2025`.
    tijdvak: String,
    /// From 1.
    versie: i64,
    /// For whom: `bestuur`, `openbaar`.
    profiel: String,
    /// Peildatum.
    peil_op: Datum,
    /// Known up to and including this act.
    peil_nr: JournaalNr,
    /// Versions of the definitions.
    definities: String,
    /// Hash of the figures.
    sha256: String,
    /// Hash of the PDF.
    pdf_sha256: String,
    /// Day it was made.
    gemaakt_op: Datum,
    /// Act that made it.
    nr: JournaalNr,
    /// `concept` or `vastgesteld`.
    stand: String,
    /// Day up to which was known; `None` for uitgaven from before that was kept.
    bekend_op: Option<Datum>,
    /// The concept that was adopted.
    concept_id: Option<i64>,
} }

impl Uitgave {
    /// Which report it is.
    pub fn rapportsoort(&self) -> Result<Rapportsoort, Fout> {
        Rapportsoort::lees(&self.soort).ok_or_else(|| self.onleesbaar())
    }
    /// Over which time it is.
    pub fn tijd(&self) -> Result<Rapporttijd, Fout> {
        Rapporttijd::lees(&self.tijdvak).ok_or_else(|| self.onleesbaar())
    }
    fn onleesbaar(&self) -> Fout {
        Fout::nieuw(format!("uitgave {}: {} over {} bestaat niet", self.uitgave_id, self.soort, self.tijdvak))
    }
    /// Whether it was adopted.
    pub fn vastgesteld(&self) -> bool {
        self.stand == "vastgesteld"
    }
    /// Whether another one is of the same report: kind, time and for whom.
    pub fn zelfde_rapport(&self, ander: &Uitgave) -> bool {
        (&self.soort, &self.tijdvak, &self.profiel) == (&ander.soort, &ander.tijdvak, &ander.profiel)
    }
}

/// What is frozen.
pub struct Nieuw {
    /// Which report.
    pub soort: Rapportsoort,
    /// Over which time.
    pub tijd: Rapporttijd,
    /// From 1.
    pub versie: i64,
    /// For whom.
    pub profiel: &'static str,
    /// Peildatum.
    pub peil_op: Datum,
    /// Known up to and including this act.
    pub peil_nr: JournaalNr,
    /// Day of that act.
    pub bekend_op: Datum,
    /// The concept that is adopted; `None` for a concept.
    pub concept_id: Option<i64>,
    /// Versions of the definitions.
    pub definities: String,
    /// Figures as JSON.
    pub cijfers: String,
    /// What people wrote.
    pub teksten: Teksten,
    /// The report as HTML.
    pub html: String,
    /// The report as PDF.
    pub pdf: Vec<u8>,
    /// The report as spreadsheet: kind and file.
    pub vormen: Vec<(&'static str, Vec<u8>)>,
}

/// All uitgaven, the last quarter first.
pub async fn alle(db: &impl Leest) -> Result<Vec<Uitgave>, Fout> {
    db.alle(ALLE, &[]).await
}

/// One uitgave.
pub async fn een(db: &impl Leest, id: i64) -> Result<Option<Uitgave>, Fout> {
    db.een(EEN, &[v(&id)]).await
}

/// The uitgaven that were made before an act, in order.
pub async fn eerder(db: &impl Leest, nr: JournaalNr) -> Result<Vec<Uitgave>, Fout> {
    db.alle(EERDER, &[v(&nr)]).await
}

/// The last version of a report among uitgaven.
pub fn laatste<'a>(
    uitgaven: &'a [Uitgave],
    soort: Rapportsoort,
    tijd: Rapporttijd,
    profiel: &str,
) -> Option<&'a Uitgave> {
    let tijdvak = tijd.to_string();
    let past = |u: &&Uitgave| u.soort == soort.code() && u.tijdvak == tijdvak && u.profiel == profiel;
    uitgaven.iter().filter(past).max_by_key(|u| u.versie)
}

async fn tekst(db: &impl Leest, sql: &'static str, id: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(sql, &[v(&id)]).await?;
    rij.map(|r| r.0).ok_or_else(|| Fout::nieuw(format!("uitgave {id} bestaat niet")))
}

/// The frozen figures.
pub async fn cijfers(db: &impl Leest, id: i64) -> Result<String, Fout> {
    tekst(db, CIJFERS, id).await
}

/// The frozen page.
pub async fn html(db: &impl Leest, id: i64) -> Result<String, Fout> {
    tekst(db, HTML, id).await
}

/// The frozen PDF.
pub async fn pdf(db: &impl Leest, id: i64) -> Result<Vec<u8>, Fout> {
    let rij: Option<(Vec<u8>,)> = db.een(PDF, &[v(&id)]).await?;
    rij.map(|r| r.0).ok_or_else(|| Fout::nieuw(format!("uitgave {id} bestaat niet")))
}

/// The frozen words.
pub async fn teksten(db: &impl Leest, id: i64) -> Result<Teksten, Fout> {
    let rij: Option<(String,)> = db.een(TEKSTEN, &[v(&id)]).await?;
    let Some((json,)) = rij else { return Ok(Teksten::new()) };
    serde_json::from_str(&json).map_err(|e| Fout::nieuw(format!("teksten van uitgave {id}: {e}")))
}

/// The frozen spreadsheet of a kind, with its hash.
pub async fn vorm(db: &impl Leest, id: i64, vorm: &str) -> Result<Option<(Vec<u8>, String)>, Fout> {
    db.een(VORM, &[v(&id), t(vorm)]).await
}

/// Freezes an uitgave.
pub async fn leg_vast(tx: &mut Tx, id: i64, u: &Nieuw) -> Result<(), Fout> {
    let teksten = serde_json::to_string(&u.teksten).map_err(|e| Fout::nieuw(format!("teksten: {e}")))?;
    let args = [
        v(&id),
        t(u.soort.code()),
        t(&u.tijd.to_string()),
        v(&u.versie),
        t(u.profiel),
        v(&u.peil_op),
        v(&u.peil_nr),
        t(&u.definities),
        t(&u.cijfers),
        t(&u.html),
        v(&u.pdf),
        t(&sha256(u.cijfers.as_bytes())),
        t(&sha256(&u.pdf)),
        v(&tx.nr()),
    ];
    tx.voer(LEG_VAST, &args).await?;
    let stand = if u.concept_id.is_some() { "vastgesteld" } else { "concept" };
    let args =
        [v(&id), t(stand), crate::huis::opslag::o(&u.concept_id), v(&u.bekend_op), t(&teksten), v(&tx.nr())];
    tx.voer(LEG_STAND_VAST, &args).await?;
    for (vorm, bestand) in &u.vormen {
        let args = [v(&id), t(vorm), v(bestand), t(&sha256(bestand)), v(&tx.nr())];
        tx.voer(LEG_VORM_VAST, &args).await?;
    }
    Ok(())
}
