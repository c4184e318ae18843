//! The one way out: what leaves was approved by `iwmo::zend`, is kept in the book, and waits in the outbox until it lies in the folder.

use super::envelop;
use crate::{
    huis::{
        App, Fout,
        opslag::{Leest, Tx, sql, t, v},
    },
    levering::berichten::{self, BerichtRij, Gevolgregel, NieuwBericht},
    rij,
};
use ::iwmo::zend::{self, Gekeurd};
use ::iwmo::{Bericht, Berichtsoort, Bevinding};
use std::path::Path;

/// What encrypted files of the outbox are bound to.
const PLAATS: &str = "uitpost.inhoud";

rij! {
    /// A file that waits to be written.
    pub struct UitpostRij { bericht_id: i64, bestand: String, inhoud: Vec<u8> }
}

sql!(
    LEG_KLAAR = "INSERT INTO uitpost (bericht_id, bestand, inhoud) VALUES ($1, $2, $3)
    ON CONFLICT (bericht_id) DO UPDATE SET bestand = excluded.bestand, inhoud = excluded.inhoud"
);
sql!(WACHTEND = "SELECT bericht_id, bestand, inhoud FROM uitpost ORDER BY bericht_id LIMIT 500");
sql!(WEG = "DELETE FROM uitpost WHERE bericht_id = $1");

/// A message of ours that may leave. There is no other way to make one than to have it approved.
#[derive(Debug, Clone)]
pub(super) struct Uit {
    gekeurd: Gekeurd,
    /// Our identification.
    pub(super) identificatie: String,
    /// CBS code of the gemeente that sends.
    pub(super) van: String,
    /// AGB code of the aanbieder.
    pub(super) aan: String,
}

impl Uit {
    /// Has a message approved: structure, all rules as texts and stylesheet have them, form of retours, versions, size.
    ///
    /// # Errors
    /// The rules that it would break; then nothing is sent.
    pub(super) fn keur(bericht: &Bericht) -> Result<Uit, Vec<Bevinding>> {
        let (kop, identificatie) = match bericht {
            Bericht::Wmo301(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo319(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo325(b) => (&b.kop.kop, &b.kop.kop.identificatie),
            Bericht::Wmo306(b) => (&b.kop.heen, &b.kop.identificatie),
            Bericht::Wmo308(b) => (&b.kop.heen, &b.kop.identificatie),
            Bericht::Wmo316(b) => (&b.kop.heen, &b.kop.identificatie),
            Bericht::Wmo318(b) => (&b.kop.heen, &b.kop.identificatie),
            // What aanbieders send never leaves from here.
            Bericht::Wmo302(b) => (&b.kop.heen, &b.kop.identificatie),
            Bericht::Wmo320(b) => (&b.kop.heen, &b.kop.identificatie),
            Bericht::Wmo305(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo307(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo315(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo317(b) => (&b.kop, &b.kop.identificatie),
            Bericht::Wmo323(b) => (&b.kop, &b.kop.identificatie),
        };
        Ok(Uit {
            gekeurd: zend::keur(bericht)?,
            identificatie: identificatie.to_string(),
            van: kop.gemeente.to_string(),
            aan: kop.aanbieder.to_string(),
        })
    }

    /// Has an answer approved. That it is refused is a failure of ours, not of the sender: then the message is kept and not
    /// processed, so that nobody is told something that the standard forbids.
    pub(super) fn antwoord(bericht: &Bericht) -> Result<Uit, Fout> {
        Uit::keur(bericht).map_err(|b| Fout::nieuw(format!("ons antwoord mag niet weg: {}", regels_van(&b))))
    }

    /// The same for an answer that was built as text: read back first.
    pub(super) fn uit_tekst(xml: &str) -> Result<Uit, Fout> {
        let gelezen =
            ::iwmo::lees(xml.as_bytes()).map_err(|_| Fout::nieuw("ons antwoord is geen bericht"))?;
        let bericht = gelezen.bericht().map_err(|b| Fout::nieuw(format!("ons antwoord: {}", b.code)))?;
        Uit::antwoord(&bericht)
    }

    /// Kind.
    pub(super) fn soort(&self) -> Berichtsoort {
        self.gekeurd.soort()
    }

    /// Name of the file.
    pub(super) fn bestand(&self) -> String {
        format!("{}_{}_{}_{}.xml", self.soort().naam(), self.van, self.aan, self.identificatie)
    }

    /// Keeps it, and lays it ready for the folder, in its envelope when the installation works with the knooppunt. Returns its key.
    pub(super) async fn bewaar(&self, tx: &mut Tx, app: &App, antwoord_op: Option<i64>) -> Result<i64, Fout> {
        let (id, xml) = (tx.nieuw_id()?, self.gekeurd.xml());
        let (bestand, soort, dagtekening) = (self.bestand(), self.soort().naam(), Some(tx.vandaag()));
        let nieuw = NieuwBericht {
            inkomend: false,
            soort: &soort,
            afzender: &self.van,
            ontvanger: &self.aan,
            identificatie: &self.identificatie,
            dagtekening,
            bestand: &bestand,
            inhoud: xml.as_bytes(),
            antwoord_op,
        };
        berichten::bewaar(tx, &app.sleutels, id, &nieuw).await?;
        let verpakt =
            if app.instelling.ggk { envelop::verpak(tx, id, antwoord_op, self, xml).await? } else { None };
        leg_klaar(tx, app, id, &bestand, verpakt.as_deref().unwrap_or(xml)).await?;
        Ok(id)
    }
}

/// The rules in a list of findings, each once.
pub(super) fn regels_van(bevindingen: &[Bevinding]) -> String {
    let mut codes: Vec<&str> = bevindingen.iter().map(|b| b.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(" ")
}

/// Lays a file ready in the outbox, in the act that decides that it leaves. Without a folder nothing waits for one.
pub(super) async fn leg_klaar(
    tx: &mut Tx,
    app: &App,
    bericht_id: i64,
    bestand: &str,
    inhoud: &str,
) -> Result<(), Fout> {
    if app.instelling.uitmap.is_none() {
        return Ok(());
    }
    let dicht = app.sleutels.versleutel(PLAATS, inhoud.as_bytes())?;
    tx.voer(LEG_KLAAR, &[v(&bericht_id), t(bestand), v(&dicht)]).await?;
    Ok(())
}

/// Whether the last thing known of a message of ours is that it did not arrive.
pub(super) async fn kwam_niet_aan(db: &impl Leest, bericht_id: i64) -> Result<bool, Fout> {
    Ok(berichten::gevolgen(db, bericht_id).await?.last().is_some_and(|g| g.regel == "BER-09"))
}

/// Lays an answer of ours that did not arrive ready once more, inside an act whose journal row was written: the same message, in a new
/// envelope (iWmo OP286).
pub(super) async fn leg_antwoord_weer_klaar(tx: &mut Tx, app: &App, b: &BerichtRij) -> Result<(), Fout> {
    let bytes = berichten::inhoud(tx, &app.sleutels, b.bericht_id).await?;
    let xml = bytes.and_then(|b| String::from_utf8(b).ok());
    let xml = xml.ok_or_else(|| Fout::nieuw("ons antwoord is niet bewaard"))?;
    let uit = Uit::uit_tekst(&xml)?;
    let verpakt = if app.instelling.ggk {
        envelop::verpak(tx, b.bericht_id, b.antwoord_op, &uit, &xml).await?
    } else {
        None
    };
    leg_klaar(tx, app, b.bericht_id, &uit.bestand(), verpakt.as_deref().unwrap_or(&xml)).await?;
    let zin = format!("{} {} staat opnieuw klaar, in een nieuwe envelop.", b.soort, b.identificatie);
    let regel = Gevolgregel { uitkomst: "verzonden", zin, ..Gevolgregel::default() };
    berichten::leg_gevolgen_vast(tx, b.bericht_id, &[regel]).await
}

/// Empties the outbox after an act that is on disk: that a file cannot be written yet is logged, and the minute round comes back to it.
pub(super) async fn leeg_of_zeg(app: &App) {
    if let Err(e) = leeg(app).await {
        tracing::error!(fout = %e, "the outbox could not be emptied");
    }
}

/// Writes what waits in the outbox to the folder for outgoing messages. A file is taken out of the outbox after it is on disk: what
/// was decided is sent, also when the program or the disk stops in between. One at a time: whoever comes second finds an outbox without
/// what the first one wrote, so that no file is laid in the folder twice.
pub(super) async fn leeg(app: &App) -> Result<(), Fout> {
    static BEURT: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let Some(map) = &app.instelling.uitmap else { return Ok(()) };
    let _beurt = BEURT.lock().await;
    loop {
        let rijen: Vec<UitpostRij> = app.db.alle(WACHTEND, &[]).await?;
        if rijen.is_empty() {
            return Ok(());
        }
        for r in rijen {
            schrijf(map, &r, &app.sleutels.ontsleutel(PLAATS, &r.inhoud)?)?;
            app.db.voer(WEG, &[v(&r.bericht_id)]).await?;
        }
    }
}

/// Writes a file first under another name, that of this message and this program alone, so that whoever collects the folder never sees
/// half of one. The folder is on disk too before this returns: only then the outbox may forget the file.
fn schrijf(map: &Path, r: &UitpostRij, inhoud: &[u8]) -> Result<(), Fout> {
    std::fs::create_dir_all(map)?;
    let tijdelijk = map.join(format!(".{}-{}-{}.deel", r.bestand, r.bericht_id, std::process::id()));
    std::fs::write(&tijdelijk, inhoud)?;
    std::fs::File::open(&tijdelijk)?.sync_all()?;
    std::fs::rename(&tijdelijk, map.join(&r.bestand))?;
    sluit_map(map)
}

#[cfg(unix)]
fn sluit_map(map: &Path) -> Result<(), Fout> {
    Ok(std::fs::File::open(map)?.sync_all()?)
}

/// Elsewhere a folder cannot be opened as a file; the rename is all there is.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the other side can fail")]
fn sluit_map(_: &Path) -> Result<(), Fout> {
    Ok(())
}

/// Puts a file that was read aside, inside the folder it came from. A name that is taken gets a number.
pub(super) fn zet_opzij(bestand: &Path) -> Result<(), Fout> {
    const POGINGEN_MAX: u32 = 10_000;
    let (Some(map), Some(naam)) = (bestand.parent(), bestand.file_name()) else { return Ok(()) };
    let opzij = map.join("verwerkt");
    std::fs::create_dir_all(&opzij)?;
    for n in 0..POGINGEN_MAX {
        let naam = if n == 0 { naam.to_owned() } else { format!("{n}-{}", naam.to_string_lossy()).into() };
        let doel = opzij.join(naam);
        if !doel.exists() {
            std::fs::rename(bestand, doel)?;
            return Ok(());
        }
    }
    Err(Fout::nieuw("de map met verwerkte berichten is vol"))
}
