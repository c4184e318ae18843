//! The Fo01: something went wrong on the way. Read when it is about what we sent; sent when what came in has no valid structure.

use super::{
    envelop::{self, Omslag},
    gevolg::Uitkomst,
    retour301, retour319, uit,
};
use crate::{
    huis::{
        App, Fout, Wie,
        geheim::{sha256, trace},
        opslag::{Handeling, Tx},
    },
    levering::{
        berichten::{self, BerichtRij, Gevolgregel, NieuwBericht},
        opslag, verzoeken,
    },
    termijnen::{self, Soort},
};
use ::iwmo::envelop::Foutenvelop;
use kern::stam::{DossierId, Peil};
use std::collections::BTreeSet;

/// Kind of message under which a Fo01 is kept.
pub(super) const SOORT: &str = "Fo01";

/// Keeps a Fo01 and does what it means: the message of ours did not arrive.
pub(super) async fn verwerk(
    app: &App,
    bestand: &str,
    bytes: &[u8],
    f: &Foutenvelop,
) -> Result<Uitkomst, Fout> {
    let mut tx = app.db.begin(Wie::systeem(&app.klok, trace(app.klok.nu()))).await?;
    let zender = f.zender.organisatie.to_string();
    let eerder = berichten::met_identificatie(&tx, true, SOORT, &zender, &f.referentienummer).await?;
    let naam = berichten::veilige_naam(bestand);
    if let Some(zelfde) = eerder.iter().find(|e| e.sha256 == sha256(bytes)) {
        let zinnen = vec!["Ditzelfde bericht is al eerder ontvangen. Er is niets opnieuw gedaan.".to_owned()];
        let bericht_id = Some(zelfde.bericht_id);
        return Ok(uitkomst(naam, "dubbel", zinnen, bericht_id));
    }
    let onze = match envelop::verstuurd(&tx, &f.kruisreferentie).await? {
        Some(id) => berichten::bericht(&tx, id).await?,
        None => None,
    };
    let dossiers = match &onze {
        Some(b) => dossiers_van(&tx, b.bericht_id).await?,
        None => BTreeSet::new(),
    };
    let bericht_id =
        bewaar(app, &mut tx, (bestand, bytes), f, onze.as_ref(), dossiers.first().copied()).await?;
    let regel = gevolg(f, onze.as_ref());
    let zin = regel.zin.clone();
    let regels = per_dossier(&regel, &dossiers);
    berichten::leg_gevolgen_vast(&mut tx, bericht_id, &regels).await?;
    if let Some(b) = &onze {
        berichten::leg_gevolgen_vast(&mut tx, b.bericht_id, &regels).await?;
        kwam_niet_aan(&mut tx, b).await?;
    }
    dossiers.iter().for_each(|d| tx.raakt(*d));
    tx.commit().await?;
    let zinnen = vec![format!("BER-09: {zin}")];
    Ok(uitkomst(naam, "afgekeurd", zinnen, Some(bericht_id)))
}

fn uitkomst(
    bestand: String,
    uitkomst: &'static str,
    zinnen: Vec<String>,
    bericht_id: Option<i64>,
) -> Uitkomst {
    Uitkomst { bestand, soort: SOORT.into(), uitkomst, zinnen, bericht_id, antwoord: None }
}

/// The same line for each dossier that the message was about; one without a dossier when it is not known.
fn per_dossier(regel: &Gevolgregel, dossiers: &BTreeSet<DossierId>) -> Vec<Gevolgregel> {
    if dossiers.is_empty() {
        return vec![regel.clone()];
    }
    dossiers.iter().map(|d| Gevolgregel { dossier: Some(*d), ..regel.clone() }).collect()
}

/// The journal line, the row in the book and the envelope of a Fo01.
async fn bewaar(
    app: &App,
    tx: &mut Tx,
    (bestand, bytes): (&str, &[u8]),
    f: &Foutenvelop,
    onze: Option<&BerichtRij>,
    dossier: Option<DossierId>,
) -> Result<i64, Fout> {
    let bericht_id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "bericht ontvangen",
        onderwerp: "bericht",
        onderwerp_id: bericht_id,
        dossier,
        gemeente: None,
        reden: "",
    })
    .await?;
    let nieuw = NieuwBericht {
        inkomend: true,
        soort: SOORT,
        afzender: &f.zender.organisatie,
        ontvanger: &f.ontvanger.organisatie,
        identificatie: &f.referentienummer,
        dagtekening: Some(tx.vandaag()),
        bestand,
        inhoud: bytes,
        antwoord_op: onze.map(|b| b.bericht_id),
    };
    berichten::bewaar(tx, &app.sleutels, bericht_id, &nieuw).await?;
    envelop::bewaar_fout(tx, bericht_id, f).await?;
    Ok(bericht_id)
}

/// What a Fo01 says, in words: the code with what the list says about it.
fn gevolg(f: &Foutenvelop, onze: Option<&BerichtRij>) -> Gevolgregel {
    let betekenis = f.betekenis().map_or("een code die niet in de lijst staat", |b| b.tekst);
    let zin = match onze {
        Some(b) => format!("{} {} is niet aangekomen. {}: {betekenis}", b.soort, b.identificatie, f.code),
        None => format!(
            "Een foutbericht over iets wat Wijkthuis niet in een envelop heeft verstuurd. {}: {betekenis}",
            f.code
        ),
    };
    Gevolgregel { uitkomst: "afgekeurd", regel: "BER-09".to_owned(), zin, ..Gevolgregel::default() }
}

async fn dossiers_van(tx: &Tx, bericht_id: i64) -> Result<BTreeSet<DossierId>, Fout> {
    Ok(berichten::gevolgen(tx, bericht_id).await?.into_iter().filter_map(|g| g.dossier_id).collect())
}

/// A message that did not arrive was not sent (iWmo OP286): what it was for must be done again.
async fn kwam_niet_aan(tx: &mut Tx, b: &BerichtRij) -> Result<(), Fout> {
    let vandaag = tx.vandaag();
    verzoeken::nog_te_noemen(tx, b.bericht_id).await?;
    for r in verzoeken::met_antwoord(tx, b.bericht_id).await? {
        retour319::heropen(
            tx,
            &r,
            ("Fo01", "Ons antwoord op het verzoek kwam niet aan. Beantwoord het opnieuw."),
        )
        .await?;
    }
    let mut gezien = BTreeSet::new();
    for g in berichten::gevolgen(tx, b.bericht_id).await? {
        if let Some(d) = g.dossier_id {
            termijnen::voldoe(tx, d, Soort::Retour, b.bericht_id, vandaag).await?;
        }
        let Some(id) = g.toewijzing_id.filter(|id| gezien.insert(*id)) else { continue };
        let Some(t) = opslag::toewijzing(tx, id, Peil::op(vandaag)).await? else { continue };
        // What was sent again since does not depend on this message any more.
        if retour301::laatste(tx, id).await? == b.bericht_id {
            let zin = if t.is_verwijderd() {
                "Het bericht met de intrekking van de toewijzing kwam niet aan. Verhelp de oorzaak en stuur het opnieuw."
            } else {
                "Het bericht met de toewijzing kwam niet aan. Verhelp de oorzaak en stuur het opnieuw."
            };
            retour301::zet_terug(tx, &t, ("Fo01", zin), vandaag).await?;
        }
    }
    Ok(())
}

/// Tells the sender of an envelope that the structure of what was in it is wrong: no other answer exists then (iWmo IV028).
pub(super) async fn antwoord(app: &App, tx: &mut Tx, bericht_id: i64, o: &Omslag) -> Result<(), Fout> {
    let f = envelop::schemafout(o, tx.nu())?;
    let (id, xml) = (tx.nieuw_id()?, f.schrijf());
    let bestand = format!("Fo01_{}.xml", f.referentienummer);
    let nieuw = NieuwBericht {
        inkomend: false,
        soort: SOORT,
        afzender: &f.zender.organisatie,
        ontvanger: &f.ontvanger.organisatie,
        identificatie: &f.referentienummer,
        dagtekening: Some(tx.vandaag()),
        bestand: &bestand,
        inhoud: xml.as_bytes(),
        antwoord_op: Some(bericht_id),
    };
    berichten::bewaar(tx, &app.sleutels, id, &nieuw).await?;
    envelop::bewaar_schemafout(tx, id, &f).await?;
    uit::leg_klaar(tx, app, id, &bestand, &xml).await
}
