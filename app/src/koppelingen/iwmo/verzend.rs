//! Sending toewijzingen: after every act on a dossier, what was given or changed goes to the aanbieder.

use super::{toewijzen, uitmap};
use crate::{
    huis::{
        App, Fout, Rol, Wie,
        opslag::{Handeling, Tx},
    },
    levering::{
        berichten::{self, Gevolgregel, NieuwBericht},
        opslag::{self, ToewijzingRij},
    },
    na_handeling,
    termijnen::{self, Soort, Waarvoor},
};
use kern::levering::Toewijzingstatus;
use kern::stam::{Datum, DossierId, Peil};

na_handeling!("iwmo: verzend toewijzingen", verzend_van);

/// Sends what is waiting in one dossier. Toewijzingen that cannot be sent yet (no BSN) stay waiting; the page says why.
pub async fn verzend_van(app: App, dossier: DossierId) -> Result<(), Fout> {
    let wachtend = opslag::te_verzenden(&app.db, dossier).await?;
    let mut paren: Vec<_> = wachtend.iter().map(|t| (t.aanbieder_id, t.gemeente)).collect();
    paren.sort();
    paren.dedup();
    for (aanbieder, gemeente) in paren {
        let Some(client) = toewijzen::client(&app.db, dossier).await? else { return Ok(()) };
        if toewijzen::toets_client(&client).is_err() {
            return Ok(());
        }
        let wie = Wie::systeem(&app.klok, crate::huis::geheim::trace(app.klok.nu()));
        let mut tx = app.db.begin(wie).await?;
        // Read again inside the act: somebody else may have sent them meanwhile.
        let open = opslag::te_verzenden(&tx, dossier).await?;
        let open: Vec<ToewijzingRij> =
            open.into_iter().filter(|t| t.aanbieder_id == aanbieder && t.gemeente == gemeente).collect();
        if open.is_empty() {
            continue;
        }
        let (naam, xml) = verzend(&app, &mut tx, dossier, &client, &open).await?;
        tx.commit().await?;
        uitmap::schrijf(&app, &naam, xml.as_bytes())?;
    }
    Ok(())
}

async fn verzend(
    app: &App,
    tx: &mut Tx,
    dossier: DossierId,
    client: &toewijzen::ClientRij,
    open: &[ToewijzingRij],
) -> Result<(String, String), Fout> {
    let vandaag = tx.vandaag();
    let eerste = &open[0];
    let mee = alles_van(tx, dossier, eerste, vandaag).await?;
    let identificatie = tx.nieuw_id()?.to_string();
    let bericht = toewijzen::maak(tx, &app.sleutels, client, &mee, &identificatie, vandaag).await?;
    let xml = bericht.schrijf();
    let (van, aan) = (bericht.kop.gemeente.to_string(), bericht.kop.aanbieder.to_string());
    let naam = format!("WMO301_{van}_{aan}_{identificatie}.xml");
    let bericht_id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "toewijzing verzonden",
        onderwerp: "bericht",
        onderwerp_id: bericht_id,
        dossier: Some(dossier),
        gemeente: Some(eerste.gemeente),
        reden: "",
    })
    .await?;
    berichten::bewaar(
        tx,
        &app.sleutels,
        bericht_id,
        &NieuwBericht {
            inkomend: false,
            soort: "WMO301",
            afzender: &van,
            ontvanger: &aan,
            identificatie: &identificatie,
            dagtekening: Some(vandaag),
            bestand: &naam,
            inhoud: xml.as_bytes(),
            antwoord_op: None,
        },
    )
    .await?;
    let mut gevolgen = Vec::new();
    for t in open {
        gevolgen.push(verzonden(t));
        if t.reden_wijziging == crate::levering::handel::VERWIJDERD {
            opslag::zet_status(tx, t, Toewijzingstatus::Ingetrokken).await?;
        } else {
            opslag::zet_status(tx, t, Toewijzingstatus::Verzonden).await?;
        }
    }
    berichten::leg_gevolgen_vast(tx, bericht_id, &gevolgen).await?;
    let retour =
        Waarvoor { dossier, soort: Soort::Retour, onderwerp_id: bericht_id, voor_rol: Rol::Trajectregisseur };
    termijnen::start(tx, &app.regels, retour, vandaag).await?;
    Ok((naam, xml))
}

fn verzonden(t: &ToewijzingRij) -> Gevolgregel {
    let wat = match t.reden_wijziging.as_str() {
        "" => "gegeven",
        crate::levering::handel::VERWIJDERD => "ingetrokken",
        _ => "gewijzigd",
    };
    Gevolgregel {
        dossier: Some(t.dossier_id),
        toewijzing_id: Some(t.toewijzing_id),
        uitkomst: "verzonden",
        zin: format!("Toewijzing {} {wat} en verzonden.", t.nummer),
        ..Gevolgregel::default()
    }
}

/// Everything that this client has at this aanbieder and that is valid now or later, and what changed since the last message
/// (iWmo OP087).
async fn alles_van(
    tx: &Tx,
    dossier: DossierId,
    eerste: &ToewijzingRij,
    vandaag: Datum,
) -> Result<Vec<ToewijzingRij>, Fout> {
    let alle = opslag::toewijzingen(tx, dossier, Peil::op(vandaag)).await?;
    let mut mee: Vec<ToewijzingRij> = alle
        .into_iter()
        .filter(|t| t.aanbieder_id == eerste.aanbieder_id && t.gemeente == eerste.gemeente)
        .filter(|t| {
            let geldt = t.telt() && t.geldig_tot.is_none_or(|tot| vandaag < tot);
            geldt || t.status == Toewijzingstatus::Open.code()
        })
        .collect();
    mee.sort_by_key(|t| t.nummer);
    for t in &mut mee {
        // The reason belongs to the change, not to every message after it (iWmo IV099).
        if t.status != Toewijzingstatus::Open.code() {
            t.reden_wijziging.clear();
        }
    }
    Ok(mee)
}
