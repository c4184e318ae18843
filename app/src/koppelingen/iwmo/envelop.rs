//! The envelope of the gemeentelijk gegevensknooppunt: unwrapped when something comes in, wrapped when something leaves.

use super::uit::Uit;
use crate::{
    huis::{
        Fout, gemeenten,
        opslag::{Leest, Moment, Tx, sql, t, v},
    },
    rij,
};
use ::iwmo::envelop::{
    self, Envelop, Foutenvelop, Heenenvelop, Inhoud, Retourenvelop, Stuurgegevens, Systeem, Tijdstip, Uuid,
    Versies,
};
use ::iwmo::waarde::Tekst;
use ::iwmo::{Berichtsoort, Onleesbaar};

/// How far into a file its kind must show.
const KOP: usize = 4_000;
/// Name of this application in envelopes.
const APPLICATIE: &str = "Wijkthuis";
/// Version of the application in envelopes.
const VERSIE: (u32, u32) = (1, 0);

rij! {
    /// An envelope that was kept.
    pub struct EnvelopRij { bericht_id: i64, soort: String, referentie: String, kruisreferentie: String }
}

sql!(
    BEWAAR = "INSERT INTO envelop (envelop_id, bericht_id, richting, soort, referentie, kruisreferentie, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    VERSTUURD = "SELECT bericht_id, soort, referentie, kruisreferentie FROM envelop
    WHERE referentie = $1 AND richting = 'uit' ORDER BY envelop_id DESC LIMIT 1"
);
sql!(
    VAN_BERICHT = "SELECT bericht_id, soort, referentie, kruisreferentie FROM envelop WHERE bericht_id = $1 ORDER BY envelop_id LIMIT 1"
);

sql!(
    LAATSTE_IN = "SELECT bericht_id, soort, referentie, kruisreferentie FROM envelop WHERE bericht_id = $1 AND richting = 'in'
    ORDER BY envelop_id DESC LIMIT 1"
);

/// Where a file came in.
pub(super) enum Post {
    /// A message without an envelope.
    Los(Vec<u8>),
    /// A message in an envelope.
    Verpakt(Box<Omslag>, Vec<u8>),
    /// The knooppunt, or the other side, could not do anything with what we sent.
    Fout(Box<Foutenvelop>),
    /// An envelope that cannot be opened.
    Dicht(Onleesbaar),
}

/// The outside of an envelope that came in.
#[derive(Debug, Clone)]
pub(super) struct Omslag {
    stuurgegevens: Stuurgegevens,
    versies: Versies,
    /// The envelope that it answers; empty for a Di01.
    pub(super) kruisreferentie: String,
}

impl Omslag {
    /// To whom the envelope is addressed.
    pub(super) fn ontvanger(&self) -> &str {
        &self.stuurgegevens.ontvanger.organisatie
    }
}

/// Opens a file that came in.
pub(super) fn open(bytes: &[u8]) -> Post {
    let kop = String::from_utf8_lossy(&bytes[..bytes.len().min(KOP)]);
    if !["_Di01", "_Du01", "Fo01Bericht"].iter().any(|w| kop.contains(w)) {
        return Post::Los(bytes.to_vec());
    }
    let (stuurgegevens, versies, kruisreferentie, inhoud) = match envelop::lees(bytes) {
        Err(e) => return Post::Dicht(e),
        Ok(Envelop::Fout(f)) => return Post::Fout(Box::new(f)),
        Ok(Envelop::Heen(e)) => (e.stuurgegevens, e.versies, String::new(), e.inhoud),
        Ok(Envelop::Retour(e)) => (e.stuurgegevens, e.versies, e.kruisreferentie.to_string(), e.inhoud),
    };
    let (Inhoud::Xml(binnen) | Inhoud::Tekst(_, binnen)) = inhoud;
    Post::Verpakt(Box::new(Omslag { stuurgegevens, versies, kruisreferentie }), binnen)
}

/// Keeps the outside of an envelope that came in.
pub(super) async fn bewaar(tx: &mut Tx, bericht_id: i64, o: &Omslag) -> Result<(), Fout> {
    let soort = if o.kruisreferentie.is_empty() { "Di01" } else { "Du01" };
    let referentie = o.stuurgegevens.referentienummer.to_string();
    leg_vast(tx, bericht_id, ("in", soort), &referentie, &o.kruisreferentie).await
}

async fn leg_vast(
    tx: &mut Tx,
    bericht_id: i64,
    (richting, soort): (&str, &str),
    referentie: &str,
    kruis: &str,
) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let args = [v(&id), v(&bericht_id), t(richting), t(soort), t(referentie), t(kruis), v(&nr)];
    tx.voer(BEWAAR, &args).await?;
    Ok(())
}

/// Keeps the outside of a Fo01 that came in.
pub(super) async fn bewaar_fout(tx: &mut Tx, bericht_id: i64, f: &Foutenvelop) -> Result<(), Fout> {
    leg_vast(tx, bericht_id, ("in", "Fo01"), &f.referentienummer, &f.kruisreferentie).await
}

/// The message of ours that went in the envelope with this reference.
pub(super) async fn verstuurd(db: &impl Leest, referentie: &str) -> Result<Option<i64>, Fout> {
    Ok(db.een::<EnvelopRij>(VERSTUURD, &[t(referentie)]).await?.map(|e| e.bericht_id))
}

/// The envelope of a message, when it had one.
pub(super) async fn van_bericht(db: &impl Leest, bericht_id: i64) -> Result<Option<EnvelopRij>, Fout> {
    db.een(VAN_BERICHT, &[v(&bericht_id)]).await
}

/// Puts a message in its envelope: a Di01, or a Du01 that names the envelope it answers, the last one when it came in more. `None` for an answer to something that came
/// without an envelope: then there is nothing to name.
pub(super) async fn verpak(
    tx: &mut Tx,
    bericht_id: i64,
    antwoord_op: Option<i64>,
    u: &Uit,
    xml: &str,
) -> Result<Option<String>, Fout> {
    let stuurgegevens = stuurgegevens(u, tx.nu())?;
    let referentie = stuurgegevens.referentienummer.to_string();
    let versies = versies()?;
    let inhoud = Inhoud::Xml(xml.as_bytes().to_vec());
    let Some(heen) = antwoord_op else {
        leg_vast(tx, bericht_id, ("uit", "Di01"), &referentie, "").await?;
        return Ok(Some(Heenenvelop { stuurgegevens, versies, inhoud }.schrijf()));
    };
    let van: Option<EnvelopRij> = tx.een(LAATSTE_IN, &[v(&heen)]).await?;
    let Some(van) = van else { return Ok(None) };
    let kruisreferentie: Uuid =
        van.referentie.parse().map_err(|_| Fout::nieuw("de bewaarde referentie is geen UUID"))?;
    leg_vast(tx, bericht_id, ("uit", "Du01"), &referentie, &van.referentie).await?;
    Ok(Some(Retourenvelop { stuurgegevens, kruisreferentie, versies, inhoud }.schrijf()))
}

/// The Fo01 that says that what came in an envelope is not valid to its schema: the only answer that exists then (iWmo IV028).
pub(super) fn schemafout(o: &Omslag, nu: Moment) -> Result<Foutenvelop, Fout> {
    let zin = "De opbouw van het bericht past niet bij het schema van iWmo 3.2.";
    Foutenvelop::schemafout(&o.stuurgegevens, &o.versies, uuid()?, tijdstip(nu)?, zin)
        .map_err(|_| past_niet())
}

/// Keeps the outside of a Fo01 that leaves.
pub(super) async fn bewaar_schemafout(tx: &mut Tx, bericht_id: i64, f: &Foutenvelop) -> Result<(), Fout> {
    leg_vast(tx, bericht_id, ("uit", "Fo01"), &f.referentienummer, &f.kruisreferentie).await
}

fn stuurgegevens(u: &Uit, nu: Moment) -> Result<Stuurgegevens, Fout> {
    let organisatie = |code: &str| Tekst::nieuw(code).map_err(|_| past_niet());
    let zender = Systeem {
        applicatie: APPLICATIE.parse().map_err(|_| past_niet())?,
        administratie: Tekst::nieuw(gemeenten::regionaam()).ok(),
        ..Systeem::via_ggk(organisatie(&u.van)?)
    };
    Ok(Stuurgegevens {
        zender,
        ontvanger: Systeem::via_ggk(organisatie(&u.aan)?),
        referentienummer: uuid()?,
        tijdstip: tijdstip(nu)?,
        functie: functie(u.soort()),
    })
}

fn functie(soort: Berichtsoort) -> Tekst<30> {
    envelop::functie(soort)
}

fn versies() -> Result<Versies, Fout> {
    Versies::van_release(VERSIE.0, VERSIE.1).map_err(|_| past_niet())
}

fn uuid() -> Result<Uuid, Fout> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| Fout::nieuw(format!("geen toeval: {e}")))?;
    Ok(Uuid::van_toeval(bytes))
}

/// The moment in Dutch time, as envelopes write it.
fn tijdstip(nu: Moment) -> Result<Tijdstip, Fout> {
    let (dag, tijd) = super::vertaal::stempel(nu)?;
    let cijfers = |van: usize| tijd.als_tekst().get(van..van + 2).and_then(|d| d.parse().ok()).unwrap_or(0);
    Tijdstip::nieuw(dag, cijfers(0), cijfers(3), cijfers(6)).ok_or_else(past_niet)
}

fn past_niet() -> Fout {
    Fout::nieuw("past niet in een envelop")
}
