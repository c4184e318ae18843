//! Reading what came in. Every file is kept and gets an outcome: nothing is lost, nothing is done twice.

use super::{
    behandel::{Geval, Zaak, behandel, dossier_van, retourgegevens},
    envelop::{self, Omslag, Post},
    fo01,
    gevolg::{Geduld, Gevolg, Uitkomst},
    opnieuw, uit,
};
use crate::{
    huis::{
        App, Fout, FoutSoort, Wie,
        geheim::{sha256, trace},
        gemeenten,
        opslag::{Handeling, Tx},
    },
    levering::berichten::{self, BerichtRij, Gevolgregel, NieuwBericht},
};
use ::iwmo::Gelezen;
use kern::stam::Datum;

/// Attempts when somebody else was first with the same file.
const POGINGEN: usize = 3;

/// Who sent a message, to whom, under which identification: what it is known by.
pub(super) struct Kenmerken {
    pub soort: String,
    pub afzender: String,
    pub ontvanger: String,
    pub identificatie: String,
    pub dagtekening: Option<Datum>,
}

impl Kenmerken {
    fn van(gelezen: Option<&Gelezen<'_>>, bytes: &[u8]) -> Kenmerken {
        let mut k = Kenmerken {
            soort: gelezen.map(|g| g.soort().naam()).unwrap_or_default(),
            afzender: String::new(),
            ontvanger: String::new(),
            identificatie: sha256(bytes),
            dagtekening: None,
        };
        let Some(g) = gelezen else { return k };
        let Some(kop) = g.kop() else { return k };
        let (gemeente, aanbieder) = (kop.gemeente.to_string(), kop.aanbieder.to_string());
        // A retour keeps the parties of the message it answers, but it travels the other way (iWmo IV028).
        let van_gemeente = g.soort().van_gemeente() != g.soort().is_retour();
        (k.afzender, k.ontvanger) = if van_gemeente { (gemeente, aanbieder) } else { (aanbieder, gemeente) };
        let eigen = g.retourkop().map(|r| (r.identificatie.to_string(), r.dagtekening));
        let (id, dag) = eigen.unwrap_or_else(|| (kop.identificatie.to_string(), kop.dagtekening));
        (k.identificatie, k.dagtekening) = (id, super::vertaal::van_datum(dag));
        k
    }
}

/// Reads a message: what it is known by, and what it is.
pub(super) fn ontleed(bytes: &[u8]) -> (Kenmerken, Geval) {
    let gelezen = match ::iwmo::lees(bytes) {
        Ok(g) => g,
        Err(e) => return (Kenmerken::van(None, bytes), Geval::Onleesbaar(e)),
    };
    let k = Kenmerken::van(Some(&gelezen), bytes);
    if !gelezen.niveau1().is_empty() {
        return (k, Geval::Niveau1(gelezen.niveau1().to_vec()));
    }
    if !is_voor_ons(&k.ontvanger) {
        let gemeente = k.ontvanger.clone();
        return (k, Geval::AndereRegio(gemeente));
    }
    let niveau2 = gelezen.niveau2();
    if !niveau2.is_empty() {
        return (k, Geval::Niveau2(niveau2));
    }
    match gelezen.bericht() {
        Ok(b) => (k, Geval::Bericht(Box::new(b))),
        // After two clean levels only a BSN of nine zeros is left, which level 2 does not look at.
        Err(b) => (k, Geval::Niveau2(vec![b])),
    }
}

/// Whether a message to this party is for us: it is no gemeente, or one of the region.
fn is_voor_ons(ontvanger: &str) -> bool {
    kern::stam::Gemeentecode::lees(ontvanger).map_or(true, gemeenten::is_van_ons)
}

/// Whether an earlier message uses up its identification (TR056): one for another region was never ours.
pub(super) fn telt_mee(eerder: &BerichtRij) -> bool {
    is_voor_ons(&eerder.ontvanger)
}

/// A file, taken out of its envelope and read.
struct Stuk<'a> {
    bestand: &'a str,
    bytes: &'a [u8],
    omslag: Option<&'a Omslag>,
    k: Kenmerken,
    geval: Geval,
}

/// Processes one file in one act and judges it as things are now: keeps it, records what it did, and keeps the answer.
pub async fn verwerk(app: &App, bestand: &str, bytes: &[u8]) -> Result<Uitkomst, Fout> {
    neem_aan(app, bestand, bytes, Geduld::Geen).await
}

/// The same, but a message that comes before the one it builds on waits for that one, within the term for an answer: messages
/// may overtake each other on the way (iWmo OP080).
pub async fn ontvang(app: &App, bestand: &str, bytes: &[u8]) -> Result<Uitkomst, Fout> {
    neem_aan(app, bestand, bytes, Geduld::Wacht).await
}

async fn neem_aan(app: &App, bestand: &str, bytes: &[u8], geduld: Geduld) -> Result<Uitkomst, Fout> {
    let post = envelop::open(bytes);
    let (binnen, omslag): (&[u8], Option<&Omslag>) = match &post {
        Post::Los(b) => (b, None),
        Post::Verpakt(o, b) => (b, Some(o.as_ref())),
        Post::Fout(f) => return fo01::verwerk(app, bestand, bytes, f).await,
        Post::Dicht(_) => (bytes, None),
    };
    let (k, geval) = match &post {
        Post::Dicht(e) => (Kenmerken::van(None, bytes), Geval::Onleesbaar(e.clone())),
        Post::Los(_) | Post::Verpakt(..) | Post::Fout(_) => ontleed(binnen),
    };
    let stuk = Stuk { bestand, bytes: binnen, omslag, k, geval };
    for _ in 0..POGINGEN {
        match in_een_handeling(app, &stuk, geduld).await {
            Err(e) if matches!(e.soort, FoutSoort::Uniek | FoutSoort::Achterhaald) => {}
            Err(e) => {
                tracing::error!(fout = %e, "message could not be processed");
                return mislukt(app, &stuk).await;
            }
            uit => return uit,
        }
    }
    mislukt(app, &stuk).await
}

fn systeem(app: &App) -> Wie {
    Wie::systeem(&app.klok, trace(app.klok.nu()))
}

fn nieuw_bericht<'a>(s: &'a Stuk<'_>) -> NieuwBericht<'a> {
    NieuwBericht {
        inkomend: true,
        soort: &s.k.soort,
        afzender: &s.k.afzender,
        ontvanger: &s.k.ontvanger,
        identificatie: &s.k.identificatie,
        dagtekening: s.k.dagtekening,
        bestand: s.bestand,
        inhoud: s.bytes,
        antwoord_op: None,
    }
}

async fn in_een_handeling(app: &App, s: &Stuk<'_>, geduld: Geduld) -> Result<Uitkomst, Fout> {
    let mut tx = app.db.begin(systeem(app)).await?;
    let eerder =
        berichten::met_identificatie(&tx, true, &s.k.soort, &s.k.afzender, &s.k.identificatie).await?;
    let hash = sha256(s.bytes);
    if let Some(zelfde) = eerder.iter().find(|e| e.sha256 == hash) {
        return dubbel(app, tx, zelfde, s).await;
    }
    let bericht_id = open_bericht(app, &mut tx, s).await?;
    let ids = retourgegevens(&mut tx)?;
    let kruis = s.omslag.map(|o| o.kruisreferentie.as_str());
    let z = Zaak { app, bericht_id, ids: &ids, bekend: eerder.iter().any(telt_mee), geduld, kruis };
    let gevolg = behandel(&z, &mut tx, &s.geval, s.bytes).await?;
    let voor_ons = is_voor_ons(&s.k.ontvanger) && s.omslag.is_none_or(|o| is_voor_ons(o.ontvanger()));
    if let (Geval::Niveau1(_), Some(o), true) = (&s.geval, s.omslag, app.instelling.ggk && voor_ons) {
        fo01::antwoord(app, &mut tx, bericht_id, o).await?;
    }
    sluit_af(app, tx, bericht_id, s.bestand, &s.k.soort, gevolg).await
}

/// The journal line and the row in the book of a message that is new here.
async fn open_bericht(app: &App, tx: &mut Tx, s: &Stuk<'_>) -> Result<i64, Fout> {
    let bericht_id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "bericht ontvangen",
        onderwerp: "bericht",
        onderwerp_id: bericht_id,
        dossier: dossier_van(app, tx, &s.geval).await?,
        gemeente: None,
        reden: "",
    })
    .await?;
    berichten::bewaar(tx, &app.sleutels, bericht_id, &nieuw_bericht(s)).await?;
    if let Some(o) = s.omslag {
        envelop::bewaar(tx, bericht_id, o).await?;
    }
    Ok(bericht_id)
}

/// Writes down what a message did and keeps the answer; the commit, and what follows after it.
pub(super) async fn sluit_af(
    app: &App,
    mut tx: Tx,
    bericht_id: i64,
    bestand: &str,
    soort: &str,
    gevolg: Gevolg,
) -> Result<Uitkomst, Fout> {
    berichten::leg_gevolgen_vast(&mut tx, bericht_id, &gevolg.regels).await?;
    if let Some(a) = &gevolg.antwoord {
        a.bewaar(&mut tx, app, Some(bericht_id)).await?;
    }
    for d in &gevolg.dossiers {
        tx.raakt(*d);
    }
    tx.commit().await?;
    na_afloop(app, bericht_id, &gevolg).await;
    Ok(Uitkomst {
        bestand: berichten::veilige_naam(bestand),
        soort: soort.to_owned(),
        uitkomst: gevolg.uitkomst(),
        zinnen: gevolg.zinnen(),
        bericht_id: Some(bericht_id),
        antwoord: gevolg.antwoord.map(|a| a.bestand()),
    })
}

/// What follows when the act is on disk: a failure here is logged, what was recorded stands and the minute round comes back to it.
#[allow(clippy::cognitive_complexity, reason = "the macros of tracing count as branches")]
async fn na_afloop(app: &App, bericht_id: i64, gevolg: &Gevolg) {
    uit::leeg_of_zeg(app).await;
    for d in &gevolg.dossiers {
        app.na_handeling(*d).await;
    }
    if gevolg.regels.iter().any(|r| r.uitkomst == "verwerkt")
        && let Err(e) = opnieuw::wachtenden_op(app, bericht_id, gevolg.toewijzingen()).await
    {
        tracing::error!(fout = %e, "messages that wait could not be tried again");
    }
}

/// The message could not be processed. It is kept all the same, for somebody to try again when the cause is mended.
async fn mislukt(app: &App, s: &Stuk<'_>) -> Result<Uitkomst, Fout> {
    let mut tx = app.db.begin(systeem(app)).await?;
    let bericht_id = open_bericht(app, &mut tx, s).await?;
    let zin = "Dit bericht is ontvangen en bewaard, maar het verwerken is niet gelukt. De oorzaak staat in het technische logboek. Is die verholpen, verwerk het dan opnieuw.";
    sluit_af(app, tx, bericht_id, s.bestand, &s.k.soort, Gevolg::een("bewaard", "BER-08", zin)).await
}

/// Whether our answer did not arrive. A Fo01 is none: it says only that there is no answer.
async fn is_verloren(tx: &Tx, antwoord: Option<&BerichtRij>) -> Result<bool, Fout> {
    match antwoord {
        Some(a) if a.soort != fo01::SOORT => uit::kwam_niet_aan(tx, a.bericht_id).await,
        _ => Ok(false),
    }
}

/// Which rule the first copy of a message ended with; empty for none.
async fn laatste_regel(tx: &Tx, bericht_id: i64) -> Result<String, Fout> {
    let gevolgen = berichten::gevolgen(tx, bericht_id).await?;
    Ok(gevolgen.into_iter().rev().find(|g| g.uitkomst != "dubbel").map_or_else(String::new, |g| g.regel))
}

/// The same message again: nothing happens a second time, and that is written down with the first. When our answer to it did not arrive,
/// it goes out again, as an answer to the envelope that came now.
#[allow(clippy::cognitive_complexity, reason = "one case after the other, each ends here")]
async fn dubbel(app: &App, mut tx: Tx, zelfde: &BerichtRij, s: &Stuk<'_>) -> Result<Uitkomst, Fout> {
    // The first copy was not processed for a reason that lies outside the message: its envelope, or a failure of ours.
    let laatste = laatste_regel(&tx, zelfde.bericht_id).await?;
    let andere_envelop = match (s.omslag, envelop::van_bericht(&tx, zelfde.bericht_id).await?) {
        (Some(nu), Some(toen)) => nu.kruisreferentie != toen.kruisreferentie,
        (nu, toen) => nu.is_some() != toen.is_some(),
    };
    if laatste == "BER-08" || (laatste == "BER-10" && andere_envelop) {
        drop(tx);
        let kruis = s.omslag.map(|o| o.kruisreferentie.clone());
        if let Some(u) = opnieuw::probeer(app, zelfde, Geduld::Geen, kruis, systeem(app)).await? {
            return Ok(u);
        }
        tx = app.db.begin(systeem(app)).await?;
    }
    let antwoord = berichten::antwoorden(&tx, zelfde.bericht_id).await?.into_iter().next();
    let verloren = is_verloren(&tx, antwoord.as_ref()).await?;
    let zin = if verloren {
        "Ditzelfde bericht is al eerder ontvangen. Ons antwoord kwam toen niet aan en gaat opnieuw."
    } else {
        "Ditzelfde bericht is al eerder ontvangen. Er is niets opnieuw gedaan."
    };
    let regel = Gevolgregel { uitkomst: "dubbel", zin: zin.to_owned(), ..Gevolgregel::default() };
    tx.journaal(Handeling {
        wat: "bericht opnieuw ontvangen",
        onderwerp: "bericht",
        onderwerp_id: zelfde.bericht_id,
        dossier: None,
        gemeente: None,
        reden: "dubbel",
    })
    .await?;
    berichten::leg_gevolgen_vast(&mut tx, zelfde.bericht_id, &[regel]).await?;
    if let (true, Some(a)) = (verloren, &antwoord) {
        if let Some(o) = s.omslag {
            envelop::bewaar(&mut tx, zelfde.bericht_id, o).await?;
        }
        uit::leg_antwoord_weer_klaar(&mut tx, app, a).await?;
    }
    tx.commit().await?;
    uit::leeg_of_zeg(app).await;
    Ok(Uitkomst {
        bestand: berichten::veilige_naam(s.bestand),
        soort: zelfde.soort.clone(),
        uitkomst: "dubbel",
        zinnen: vec![zin.to_owned()],
        bericht_id: Some(zelfde.bericht_id),
        antwoord: antwoord.map(|a| a.bestand),
    })
}
