//! WMO302: what an aanbieder says about our toewijzing.

use super::behandel::{Zaak, is_van, past_kruis};
use super::gevolg::Gevolg;
use super::regie::regel_van;
use crate::{
    huis::{
        App, Fout, Rol,
        opslag::{Leest, Tx, sql, t, v},
    },
    levering::{
        berichten::{self, Gevolgregel},
        opslag::{self, ToewijzingRij},
        verzoeken,
    },
    rij,
    termijnen::{self, Soort, Waarvoor},
};
use ::iwmo::Bericht;
use ::iwmo::typen::{Retourcodes, ToewijzingClient, Wmo302};
use kern::levering::Toewijzingstatus;
use kern::stam::{Datum, DossierId, Peil, termijnen::vaste_dag};

rij! {
    /// A toewijzing in a message that we sent.
    pub struct VerzondenRij { bericht_id: i64, dossier_id: Option<DossierId>, toewijzing_id: Option<i64> }
}

sql!(
    VERZONDEN = "SELECT b.bericht_id, g.dossier_id, g.toewijzing_id FROM bericht b
    JOIN berichtgevolg g ON g.bericht_id = b.bericht_id AND g.uitkomst = 'verzonden'
    WHERE b.richting = 'uit' AND b.soort = 'WMO301' AND b.afzender = $1 AND b.ontvanger = $2 AND b.identificatie = $3
    ORDER BY g.berichtgevolg_id LIMIT 500"
);
sql!(
    LAATSTE = "SELECT COALESCE(max(b.bericht_id), 0) FROM bericht b JOIN berichtgevolg g ON g.bericht_id = b.bericht_id
    WHERE g.toewijzing_id = $1 AND g.uitkomst = 'verzonden' AND b.soort = 'WMO301'"
);

/// Processes the retour: the toewijzingen in our message are accepted, or refused with the reasons.
pub(super) async fn verwerk(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo302) -> Result<Gevolg, Fout> {
    let verzonden = beantwoord(tx, b).await?;
    let Some(eerste) = verzonden.first() else {
        let zin =
            "Dit is een retour op een toewijzing die Wijkthuis niet heeft verstuurd. Er verandert niets.";
        return Ok(Gevolg::een("afgekeurd", "BER-06", zin));
    };
    let vandaag = tx.vandaag();
    let onze = eerste.bericht_id;
    if let Some(g) = past_kruis(z, tx, onze).await? {
        return Ok(g);
    }
    if !noemt_onze_client(z.app, tx, eerste, b).await? {
        let zin = "Dit antwoord noemt een andere client dan ons bericht. Er verandert niets en het staat in geen dossier. Vraag de aanbieder om het juiste antwoord te sturen (iWmo IV028: een retour herhaalt de client zoals die was).";
        return Ok(Gevolg::een("afgekeurd", "BER-17", zin));
    }
    let mut gevolg = Gevolg::default();
    let al_ontvangen = is_al_ontvangen(b);
    if !b.kop.is_akkoord() && !al_ontvangen {
        verzoeken::nog_te_noemen(tx, onze).await?;
    }
    for r in &verzonden {
        let (Some(dossier), Some(id)) = (r.dossier_id, r.toewijzing_id) else { continue };
        termijnen::voldoe(tx, dossier, Soort::Retour, onze, vandaag).await?;
        gevolg.dossiers.insert(dossier);
        let Some(rij) = opslag::toewijzing(tx, id, Peil::op(vandaag)).await? else { continue };
        if laatste(tx, id).await? != onze {
            gevolg.regels.push(regel(
                &rij,
                "verwerkt",
                "Er is intussen een nieuwer bericht verzonden; dit antwoord telt niet meer.",
            ));
            continue;
        }
        if b.kop.is_akkoord() {
            gevolg.regels.push(aanvaard(tx, &rij).await?);
        } else if al_ontvangen && rij.stand()? == Toewijzingstatus::Geaccepteerd {
            let zin = "de aanbieder kreeg dit bericht twee keer en had het al aangenomen.";
            gevolg.regels.push(regel(&rij, "verwerkt", zin));
        } else {
            gevolg.regels.extend(weiger(tx, &rij, b, vandaag).await?);
        }
    }
    Ok(gevolg)
}

/// What stood in the message of ours that a retour answers.
async fn beantwoord(tx: &Tx, b: &Wmo302) -> Result<Vec<VerzondenRij>, Fout> {
    let heen = &b.kop.heen;
    let args = [t(heen.gemeente.als_tekst()), t(heen.aanbieder.als_tekst()), t(&heen.identificatie)];
    tx.alle(VERZONDEN, &args).await
}

/// Whether a retour repeats the client of our message as it was sent (iWmo IV028), also when the BSN was corrected here since. A message
/// that was not kept can only be held against the dossier as it is.
async fn noemt_onze_client(app: &App, tx: &Tx, onze: &VerzondenRij, b: &Wmo302) -> Result<bool, Fout> {
    let Some(client) = &b.client else { return Ok(true) };
    let bytes = berichten::inhoud(tx, &app.sleutels, onze.bericht_id).await?;
    let gestuurd = bytes.and_then(|x| ::iwmo::lees(&x).ok().and_then(|g| g.bericht().ok()));
    match (gestuurd, onze.dossier_id) {
        (Some(Bericht::Wmo301(o)), _) => Ok(o.client.bsn == client.bsn),
        (_, Some(dossier)) => is_van(app, tx, dossier, client.bsn).await,
        (_, None) => Ok(true),
    }
}

/// Whether a retour belongs in the dossier of a toewijzing that it names: as our message had the client.
pub(super) async fn hoort_bij(app: &App, tx: &Tx, b: &Wmo302, dossier: DossierId) -> Result<bool, Fout> {
    match beantwoord(tx, b).await?.first() {
        Some(onze) if onze.dossier_id == Some(dossier) => noemt_onze_client(app, tx, onze, b).await,
        Some(_) => Ok(false),
        None => match &b.client {
            Some(c) => is_van(app, tx, dossier, c.bsn).await,
            None => Ok(false),
        },
    }
}

/// The last message of ours that named a toewijzing; 0 for none.
pub(super) async fn laatste(tx: &Tx, toewijzing_id: i64) -> Result<i64, Fout> {
    let rij: Option<(i64,)> = tx.een(LAATSTE, &[v(&toewijzing_id)]).await?;
    Ok(rij.map_or(0, |r| r.0))
}

fn regel(rij: &ToewijzingRij, uitkomst: &'static str, zin: &str) -> Gevolgregel {
    Gevolgregel {
        dossier: Some(rij.dossier_id),
        toewijzing_id: Some(rij.toewijzing_id),
        uitkomst,
        zin: format!("Toewijzing {}: {zin}", rij.nummer),
        ..Gevolgregel::default()
    }
}

async fn aanvaard(tx: &mut Tx, rij: &ToewijzingRij) -> Result<Gevolgregel, Fout> {
    if rij.stand()? == Toewijzingstatus::Verzonden {
        opslag::zet_status(tx, rij, Toewijzingstatus::Geaccepteerd).await?;
    }
    Ok(regel(rij, "verwerkt", "aangenomen door de aanbieder."))
}

/// A refusal concerns the whole message (iWmo IV032); the codes say why. Somebody has to look at it.
async fn weiger(
    tx: &mut Tx,
    rij: &ToewijzingRij,
    b: &Wmo302,
    vandaag: Datum,
) -> Result<Vec<Gevolgregel>, Fout> {
    // Delivered and stopped since: a refusal that comes after that changes nothing.
    if rij.stand()? != Toewijzingstatus::Beeindigd {
        let zin = if rij.is_verwijderd() {
            "De aanbieder keurde de intrekking van de toewijzing af en levert misschien door. Bel de aanbieder en stuur haar opnieuw."
        } else {
            "De aanbieder keurde de toewijzing af. Herstel haar of kies een andere aanbieder."
        };
        zet_terug(tx, rij, ("WMO302", zin), vandaag).await?;
    }
    let mut uit = vec![regel(rij, "afgekeurd", "afgekeurd door de aanbieder.")];
    uit.extend(codes_van(b, rij.nummer).into_iter().map(|g| Gevolgregel {
        dossier: Some(rij.dossier_id),
        toewijzing_id: Some(rij.toewijzing_id),
        ..g
    }));
    Ok(uit)
}

/// Whether the only objection is that this very message was received before (retourcode 9056): no opinion on what it says.
fn is_al_ontvangen(b: &Wmo302) -> bool {
    const AL_ONTVANGEN: &str = "9056";
    let product = |c: &ToewijzingClient<Retourcodes>| -> Vec<Retourcodes> {
        let eigen = c.producten.iter().map(|p| &p.codes);
        let om = c.contacten.iter().map(|x| &x.codes).chain(c.relaties.iter().map(|x| &x.codes));
        eigen.chain(om).chain([&c.codes]).cloned().collect()
    };
    let binnen: Vec<Retourcodes> = b.client.iter().flat_map(product).collect();
    let mut codes = b.kop.codes.iter().chain(&binnen).flat_map(|c| &c.0).filter(|c| c.is_afwijzing());
    !b.kop.is_akkoord() && codes.all(|c| c.code() == AL_ONTVANGEN)
}

/// A toewijzing, or its removal, that did not arrive or was refused goes back on the worklist, with why. A removed one keeps its days
/// (none), so that its place stays free and sending it again removes it again.
pub(super) async fn zet_terug(
    tx: &mut Tx,
    rij: &ToewijzingRij,
    (bron, zin): (&'static str, &'static str),
    vandaag: Datum,
) -> Result<(), Fout> {
    opslag::zet_status(tx, rij, Toewijzingstatus::Afgekeurd).await?;
    let weer = Waarvoor {
        dossier: rij.dossier_id,
        soort: Soort::Toewijzing,
        onderwerp_id: rij.indicatie_id,
        voor_rol: Rol::Trajectregisseur,
    };
    termijnen::vervang(tx, weer, &vaste_dag(vandaag, vandaag, bron, zin)).await
}

fn codes_van(b: &Wmo302, nummer: i64) -> Vec<Gevolgregel> {
    let kop = b.kop.codes.iter();
    let client: Vec<&Retourcodes> = b.client.iter().flat_map(|c| klassen(c, nummer)).collect();
    kop.chain(client).flat_map(|c| &c.0).filter(|c| c.is_afwijzing()).map(|c| regel_van(*c)).collect()
}

fn klassen(c: &ToewijzingClient<Retourcodes>, nummer: i64) -> Vec<&Retourcodes> {
    let eigen = c.producten.iter().filter(move |p| i64::from(p.nummer.get()) == nummer).map(|p| &p.codes);
    let mut uit: Vec<&Retourcodes> = vec![&c.codes];
    uit.extend(c.contacten.iter().map(|x| &x.codes));
    uit.extend(c.relaties.iter().map(|x| &x.codes));
    uit.extend(eigen);
    uit
}
