//! The book of messages: everything that came or went, as it was, and what it did line by line.

use crate::{
    huis::{
        geheim::{Sleutels, sha256},
        opslag::{Fout, Leest, Tx, o, t, v},
    },
    rij, sql,
};
use kern::stam::{Datum, DossierId};

/// Consequences that one message can have: keys are the journal number × this + a counter.
const GEVOLGEN_MAX: i64 = 100_000;
/// What encrypted contents are bound to.
const PLAATS: &str = "bericht.inhoud";
/// Digits in a row that could be a BSN are hidden in file names.
const CIJFERS_MAX: usize = 8;

/// A message to be kept.
#[derive(Debug, Clone, Default)]
pub struct NieuwBericht<'a> {
    /// Came in, or goes out.
    pub inkomend: bool,
    /// `WMO301` …; empty when unreadable.
    pub soort: &'a str,
    /// AGB or CBS code; empty when unreadable.
    pub afzender: &'a str,
    /// AGB or CBS code; empty when unreadable.
    pub ontvanger: &'a str,
    /// Identification in the message; for an unreadable file its hash.
    pub identificatie: &'a str,
    /// Date in the message.
    pub dagtekening: Option<Datum>,
    /// Name of the file.
    pub bestand: &'a str,
    /// The message itself.
    pub inhoud: &'a [u8],
    /// The message it answers.
    pub antwoord_op: Option<i64>,
}

/// What a message did, or one line of it.
#[derive(Debug, Clone, Default)]
pub struct Gevolgregel {
    /// Dossier, when known.
    pub dossier: Option<DossierId>,
    /// Toewijzing, when known.
    pub toewijzing_id: Option<i64>,
    /// `verwerkt`, `afgekeurd`, `onleesbaar`, `dubbel`, `bewaard` or `verzonden`.
    pub uitkomst: &'static str,
    /// Rule code; empty when accepted.
    pub regel: String,
    /// iWmo retourcode; empty when none.
    pub retourcode: String,
    /// Place in the message.
    pub pad: String,
    /// Plain Dutch sentence without personal data.
    pub zin: String,
}

rij! {
    /// A message without its contents.
    pub struct BerichtRij {
        bericht_id: i64, richting: String, soort: String, afzender: String, ontvanger: String, identificatie: String, poging: i64,
        dagtekening: Option<Datum>, bestand: String, sha256: String, antwoord_op: Option<i64>, op: Datum,
    }
}
rij! {
    /// A consequence as stored.
    pub struct GevolgRij {
        bericht_id: i64, dossier_id: Option<DossierId>, toewijzing_id: Option<i64>, uitkomst: String, regel: String, retourcode: String,
        pad: String, zin: String, op: Datum,
    }
}

sql!(
    SCHRIJF = "INSERT INTO bericht (bericht_id, richting, soort, afzender, ontvanger, identificatie, poging, dagtekening, bestand, inhoud,
      sha256, antwoord_op, nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    GEVOLG = "INSERT INTO berichtgevolg (berichtgevolg_id, bericht_id, dossier_id, toewijzing_id, uitkomst, regel, retourcode, pad, zin, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    LAATSTE_GEVOLG = "SELECT COALESCE(max(berichtgevolg_id), $1) FROM berichtgevolg WHERE berichtgevolg_id >= $1 AND berichtgevolg_id < $2"
);
sql!(
    EERDER = "SELECT b.bericht_id, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.poging, b.dagtekening, b.bestand, b.sha256,
      b.antwoord_op, j.op
    FROM bericht b JOIN journaal j ON j.nr = b.nr
    WHERE b.richting = $1 AND b.soort = $2 AND b.afzender = $3 AND b.identificatie = $4 ORDER BY b.poging LIMIT 1000"
);
sql!(
    EEN = "SELECT b.bericht_id, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.poging, b.dagtekening, b.bestand, b.sha256,
      b.antwoord_op, j.op FROM bericht b JOIN journaal j ON j.nr = b.nr WHERE b.bericht_id = $1"
);
sql!(
    ANTWOORDEN = "SELECT b.bericht_id, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.poging, b.dagtekening, b.bestand,
      b.sha256, b.antwoord_op, j.op FROM bericht b JOIN journaal j ON j.nr = b.nr WHERE b.antwoord_op = $1 ORDER BY b.bericht_id LIMIT 100"
);
sql!(INHOUD = "SELECT inhoud, sha256 FROM bericht WHERE bericht_id = $1");
sql!(
    GEVOLGEN = "SELECT g.bericht_id, g.dossier_id, g.toewijzing_id, g.uitkomst, g.regel, g.retourcode, g.pad, g.zin, j.op
    FROM berichtgevolg g JOIN journaal j ON j.nr = g.nr WHERE g.bericht_id = $1 ORDER BY g.berichtgevolg_id LIMIT 5000"
);
sql!(
    VAN_DOSSIER = "SELECT b.bericht_id, b.richting, b.soort, b.afzender, b.ontvanger, b.identificatie, b.poging, b.dagtekening, b.bestand,
      b.sha256, b.antwoord_op, j.op FROM bericht b JOIN journaal j ON j.nr = b.nr
    WHERE b.bericht_id IN (SELECT bericht_id FROM berichtgevolg WHERE dossier_id = $1) ORDER BY b.bericht_id DESC LIMIT 500"
);
sql!(
    GEVOLGEN_DOSSIER = "SELECT g.bericht_id, g.dossier_id, g.toewijzing_id, g.uitkomst, g.regel, g.retourcode, g.pad, g.zin, j.op
    FROM berichtgevolg g JOIN journaal j ON j.nr = g.nr WHERE g.dossier_id = $1 ORDER BY g.berichtgevolg_id DESC LIMIT 5000"
);

/// Keeps a message, encrypted. A second message with an identification that was used before gets the next `poging`: nothing
/// is ever thrown away.
pub async fn bewaar(tx: &mut Tx, sleutels: &Sleutels, id: i64, b: &NieuwBericht<'_>) -> Result<(), Fout> {
    let richting = if b.inkomend { "in" } else { "uit" };
    let eerder = met_identificatie(tx, b.inkomend, b.soort, b.afzender, b.identificatie).await?;
    let poging = eerder.iter().map(|e| e.poging + 1).max().unwrap_or(0);
    let (dicht, hash, nr) = (sleutels.versleutel(PLAATS, b.inhoud)?, sha256(b.inhoud), tx.nr());
    let args = [
        v(&id),
        t(richting),
        t(b.soort),
        t(b.afzender),
        t(b.ontvanger),
        t(b.identificatie),
        v(&poging),
        o(&b.dagtekening),
        t(&veilige_naam(b.bestand)),
        v(&dicht),
        t(&hash),
        o(&b.antwoord_op),
        v(&nr),
    ];
    tx.voer(SCHRIJF, &args).await?;
    super::berichtstand::ververs(tx, id).await
}

/// A file name without folders and without rows of digits that could be a BSN; at most 100 characters.
pub fn veilige_naam(naam: &str) -> String {
    const NAAM_MAX: usize = 100;
    let kaal = naam.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut uit = String::new();
    let mut cijfers = String::new();
    for c in kaal.chars().take(NAAM_MAX).chain(['\0']) {
        if c.is_ascii_digit() {
            cijfers.push(c);
            continue;
        }
        if cijfers.len() > CIJFERS_MAX {
            uit.push_str(&"•".repeat(cijfers.len()));
        } else {
            uit.push_str(&cijfers);
        }
        cijfers.clear();
        if !c.is_control() {
            uit.push(c);
        }
    }
    uit
}

/// Records what a message did.
pub async fn leg_gevolgen_vast(tx: &mut Tx, bericht_id: i64, gevolgen: &[Gevolgregel]) -> Result<(), Fout> {
    let nr = tx.nr();
    let (eerste, einde) = (nr.0 * GEVOLGEN_MAX, (nr.0 + 1) * GEVOLGEN_MAX);
    let (mut id,): (i64,) = tx.een(LAATSTE_GEVOLG, &[v(&eerste), v(&einde)]).await?.unwrap_or((eerste,));
    for g in gevolgen {
        id += 1;
        if id >= einde {
            return Err(Fout::nieuw("een bericht heeft ten hoogste 99.999 gevolgen"));
        }
        let args = [
            v(&id),
            v(&bericht_id),
            o(&g.dossier),
            o(&g.toewijzing_id),
            t(g.uitkomst),
            t(&g.regel),
            t(&g.retourcode),
            t(&g.pad),
            t(&g.zin),
            v(&nr),
        ];
        tx.voer(GEVOLG, &args).await?;
    }
    super::berichtstand::ververs(tx, bericht_id).await
}

/// All messages with an identification, first attempt first.
pub async fn met_identificatie(
    db: &impl Leest,
    inkomend: bool,
    soort: &str,
    afzender: &str,
    identificatie: &str,
) -> Result<Vec<BerichtRij>, Fout> {
    let richting = if inkomend { "in" } else { "uit" };
    db.alle(EERDER, &[t(richting), t(soort), t(afzender), t(identificatie)]).await
}

/// One message without its contents.
pub async fn bericht(db: &impl Leest, id: i64) -> Result<Option<BerichtRij>, Fout> {
    db.een(EEN, &[v(&id)]).await
}

/// The messages that answer one.
pub async fn antwoorden(db: &impl Leest, id: i64) -> Result<Vec<BerichtRij>, Fout> {
    db.alle(ANTWOORDEN, &[v(&id)]).await
}

/// The contents of a message; a failure when it is no longer what it was.
pub async fn inhoud(db: &impl Leest, sleutels: &Sleutels, id: i64) -> Result<Option<Vec<u8>>, Fout> {
    let rij: Option<(Vec<u8>, String)> = db.een(INHOUD, &[v(&id)]).await?;
    let Some((dicht, hash)) = rij else { return Ok(None) };
    let open = sleutels.ontsleutel(PLAATS, &dicht)?;
    if sha256(&open) != hash {
        return Err(Fout::nieuw(format!("bericht {id} is niet meer gelijk aan wat binnenkwam")));
    }
    Ok(Some(open))
}

/// What a message did, at most 5,000 lines.
pub async fn gevolgen(db: &impl Leest, id: i64) -> Result<Vec<GevolgRij>, Fout> {
    db.alle(GEVOLGEN, &[v(&id)]).await
}

/// The messages that did something in a dossier, newest first.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<BerichtRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// What messages did in a dossier, newest first.
pub async fn gevolgen_in(db: &impl Leest, dossier: DossierId) -> Result<Vec<GevolgRij>, Fout> {
    db.alle(GEVOLGEN_DOSSIER, &[v(&dossier)]).await
}

#[cfg(test)]
mod tests {
    use super::veilige_naam;

    #[test]
    fn een_bestandsnaam_verraadt_geen_bsn_en_geen_map() {
        assert_eq!(veilige_naam("WMO305_0794.xml"), "WMO305_0794.xml");
        assert_eq!(veilige_naam("C:\\post\\start 999990019.xml"), "start •••••••••.xml");
        assert_eq!(veilige_naam("../in/12345678.xml"), "12345678.xml");
        assert_eq!(veilige_naam(""), "");
    }
}
