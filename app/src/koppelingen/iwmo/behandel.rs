//! One message, inside one act: judged, recorded, and the answer made.

use super::{
    declareren, envelop,
    gevolg::{BUITEN_BEREIK, Geduld, Gevolg, andere_regio, bevonden, niet_voor_ons, onleesbaar, opbouw_fout},
    regie, retour301, retour319,
    uit::Uit,
    verzoek,
};
use crate::{
    huis::{App, Fout, opslag::Tx},
    inkoop,
    levering::{opslag, verzoeken},
};
use ::iwmo::retour::{self, Retourgegevens};
use ::iwmo::typen::{Retourcodes, ToewijzingClient};
use ::iwmo::waarde::Bsn;
use ::iwmo::{Bericht, Bevinding, Gelezen, Onleesbaar};
use kern::stam::{DossierId, Peil};

/// What reading a file gave, without the file.
pub(super) enum Geval {
    Onleesbaar(Onleesbaar),
    /// The structure is wrong: no answer exists but a Fo01.
    Niveau1(Vec<Bevinding>),
    /// Addressed to a gemeente of another region, with its code: nothing more is looked at.
    AndereRegio(String),
    /// Rules inside the message are broken: a technical answer.
    Niveau2(Vec<Bevinding>),
    Bericht(Box<Bericht>),
}

/// What belongs to the processing of one message, beside the message.
pub(super) struct Zaak<'a> {
    pub app: &'a App,
    /// Key of the message in the book.
    pub bericht_id: i64,
    /// Identification and date of our answer.
    pub ids: &'a Retourgegevens,
    /// Another message came with this identification before (TR056).
    pub bekend: bool,
    pub geduld: Geduld,
    /// The envelope that this one answers; `None` when it came without one.
    pub kruis: Option<&'a str>,
}

/// Judges a message, records what it does, and makes the answer.
pub(super) async fn behandel(z: &Zaak<'_>, tx: &mut Tx, geval: &Geval, bytes: &[u8]) -> Result<Gevolg, Fout> {
    let bericht = match geval {
        Geval::Onleesbaar(e) => return Ok(Gevolg { regels: vec![onleesbaar(e)], ..Gevolg::default() }),
        Geval::Niveau1(lijst) => return Ok(opbouw_fout(lijst)),
        Geval::AndereRegio(gemeente) => return Ok(andere_regio(gemeente)),
        Geval::Niveau2(lijst) => {
            let antwoord = technisch(bytes, z.ids)?;
            return Ok(Gevolg { regels: bevonden(lijst, "0001"), antwoord, ..Gevolg::default() });
        }
        Geval::Bericht(b) => b.as_ref(),
    };
    let mut gevolg = beoordeel(z, tx, bericht).await?;
    if gevolg.antwoord.is_none() && gevolg.regels.iter().any(|r| r.regel == BUITEN_BEREIK) {
        // No message may end without its answer.
        gevolg.antwoord = technisch(bytes, z.ids)?;
    }
    Ok(gevolg)
}

async fn beoordeel(z: &Zaak<'_>, tx: &mut Tx, bericht: &Bericht) -> Result<Gevolg, Fout> {
    match bericht {
        Bericht::Wmo305(b) => regie::start(z, tx, b).await,
        Bericht::Wmo307(b) => regie::stop(z, tx, b).await,
        Bericht::Wmo323(b) => declareren::verwerk(z, tx, b).await,
        Bericht::Wmo302(b) => retour301::verwerk(z, tx, b).await,
        Bericht::Wmo320(b) => retour319::verwerk(z, tx, b).await,
        Bericht::Wmo315(b) => verzoek::aanvraag(z, tx, b).await,
        Bericht::Wmo317(b) => verzoek::wijziging(z, tx, b).await,
        Bericht::Wmo301(_)
        | Bericht::Wmo306(_)
        | Bericht::Wmo308(_)
        | Bericht::Wmo316(_)
        | Bericht::Wmo318(_)
        | Bericht::Wmo319(_)
        | Bericht::Wmo325(_) => Ok(niet_voor_ons(bericht.soort())),
    }
}

/// The answer that refuses a message on level 2. The file is read once more for it: these are rare.
fn technisch(bytes: &[u8], ids: &Retourgegevens) -> Result<Option<Uit>, Fout> {
    let Ok(g): Result<Gelezen<'_>, _> = ::iwmo::lees(bytes) else { return Ok(None) };
    retour::technisch(&g, ids).map(|xml| Uit::uit_tekst(&xml)).transpose()
}

/// Identification and date of our answer.
pub(super) fn retourgegevens(tx: &mut Tx) -> Result<Retourgegevens, Fout> {
    let id = tx.nieuw_id()?.to_string();
    Ok(Retourgegevens {
        identificatie: id.parse().map_err(|_| Fout::nieuw("identificatie past niet"))?,
        dagtekening: super::vertaal::datum(tx.vandaag())?,
    })
}

/// The dossier that a message about one client names: by the number of its first toewijzing at this aanbieder when that is of this client,
/// or for a request by the BSN, so that the timeline of the dossier shows the message, also when it is refused.
pub(super) async fn dossier_van(app: &App, tx: &Tx, geval: &Geval) -> Result<Option<DossierId>, Fout> {
    let Geval::Bericht(b) = geval else { return Ok(None) };
    let (kop, genoemd) = match b.as_ref() {
        Bericht::Wmo305(b) => {
            (&b.kop, b.client.producten.first().and_then(|p| p.nummer).zip(Some(b.client.bsn)))
        }
        Bericht::Wmo307(b) => {
            (&b.kop, b.client.producten.first().and_then(|p| p.nummer).zip(Some(b.client.bsn)))
        }
        Bericht::Wmo302(b) => {
            let van = |c: &ToewijzingClient<Retourcodes>| Some((c.producten.first()?.nummer, c.bsn));
            (&b.kop.heen, b.client.as_ref().and_then(van))
        }
        Bericht::Wmo315(b) => return dossier_van_bsn(app, tx, b.client.bsn).await,
        Bericht::Wmo317(b) => return dossier_van_bsn(app, tx, b.client.bsn).await,
        Bericht::Wmo301(_)
        | Bericht::Wmo306(_)
        | Bericht::Wmo308(_)
        | Bericht::Wmo316(_)
        | Bericht::Wmo318(_)
        | Bericht::Wmo319(_)
        | Bericht::Wmo320(_)
        | Bericht::Wmo323(_)
        | Bericht::Wmo325(_) => return Ok(None),
    };
    let Some((nummer, bsn)) = genoemd else { return Ok(None) };
    let Some(t) = opslag::toewijzing_met_nummer(tx, i64::from(nummer.get())).await? else { return Ok(None) };
    let peil = Peil::op(tx.vandaag());
    let a = inkoop::opslag::aanbieder(tx, t.aanbieder_id, peil).await?;
    if a.is_none_or(|a| a.agb != kop.aanbieder.als_tekst()) {
        return Ok(None);
    }
    let eigen = match b.as_ref() {
        Bericht::Wmo302(b) => retour301::hoort_bij(app, tx, b, t.dossier_id).await?,
        _ => is_van(app, tx, t.dossier_id, bsn).await?,
    };
    Ok(eigen.then_some(t.dossier_id))
}

/// Whether a dossier is of who has this BSN.
pub(super) async fn is_van(app: &App, tx: &Tx, dossier: DossierId, bsn: Bsn) -> Result<bool, Fout> {
    let Some(bsn) = super::vertaal::van_bsn(bsn) else { return Ok(false) };
    verzoeken::is_van_bsn(tx, dossier, &app.sleutels.bsn_index(&bsn)).await
}

/// The dossier of who has this BSN; `None` when nobody here has it.
pub(super) async fn dossier_van_bsn(app: &App, tx: &Tx, bsn: Bsn) -> Result<Option<DossierId>, Fout> {
    let Some(bsn) = super::vertaal::van_bsn(bsn) else { return Ok(None) };
    verzoeken::dossier_van_bsn(tx, &app.sleutels.bsn_index(&bsn)).await
}

/// Refuses a retour that names another envelope than the one in which we sent what it answers (StUF-GGk: crossRefnummer).
pub(super) async fn past_kruis(z: &Zaak<'_>, tx: &Tx, onze: i64) -> Result<Option<Gevolg>, Fout> {
    let Some(kruis) = z.kruis else { return Ok(None) };
    if envelop::verstuurd(tx, kruis).await? == Some(onze) {
        return Ok(None);
    }
    let zin = "De envelop van dit antwoord noemt een andere envelop dan die waarin ons bericht is verstuurd. Er verandert niets; vraag de aanbieder om het antwoord opnieuw te sturen.";
    Ok(Some(Gevolg::een("afgekeurd", "BER-10", zin)))
}
