//! Trying a message again: by itself when what it waited for has come or its term has passed, or by somebody when a cause is mended.

use super::{
    behandel::{Zaak, behandel, retourgegevens},
    envelop,
    gevolg::{Geduld, Gevolg, Uitkomst},
    inlezen::{ontleed, sluit_af, telt_mee},
    onbekend, uit,
    verzend::verzend_van,
    volgorde,
};
use crate::{
    huis::{
        App, Fout, FoutSoort, Wie,
        geheim::trace,
        opslag::{Handeling, Leest, sql, t, v},
    },
    levering::{
        berichten::{self, BerichtRij},
        berichtstand,
    },
};
use kern::stam::{DossierId, Weigering};
use std::{collections::BTreeSet, future::Future, pin::Pin};

sql!(
    WACHT_OP_TOEWIJZING =
        "SELECT DISTINCT g.bericht_id FROM berichtgevolg g JOIN berichtstand s ON s.bericht_id = g.bericht_id
    WHERE g.toewijzing_id = $1 AND s.stand = 'wacht' ORDER BY g.bericht_id LIMIT 200"
);
sql!(
    WACHT_OP_DECLARATIE =
        "SELECT bericht_id FROM berichtstand WHERE stand = 'wacht' AND aanbieder = $1 AND soort = 'WMO323'
    ORDER BY bericht_id LIMIT 200"
);
sql!(
    BLEEF_LIGGEN = "SELECT DISTINCT t.dossier_id FROM toewijzing t WHERE t.status = 'open' AND t.tot_nr IS NULL
      AND NOT EXISTS (SELECT 1 FROM verzendfout f WHERE f.dossier_id = t.dossier_id) ORDER BY t.dossier_id LIMIT 100"
);
sql!(WACHTEND = "SELECT bericht_id FROM berichtstand WHERE stand = 'wacht' ORDER BY bericht_id LIMIT 1000");

/// Tries the messages that wait for what this one brought; whatever one of them brings is followed in its turn.
pub(super) fn wachtenden_op(
    app: &App,
    bericht_id: i64,
    toewijzingen: BTreeSet<i64>,
) -> Pin<Box<dyn Future<Output = Result<(), Fout>> + Send + '_>> {
    Box::pin(async move {
        let mut wie: BTreeSet<i64> = BTreeSet::new();
        for id in toewijzingen {
            let rijen: Vec<(i64,)> = app.db.alle(WACHT_OP_TOEWIJZING, &[v(&id)]).await?;
            wie.extend(rijen.iter().map(|r| r.0));
        }
        let stand = berichtstand::van(&app.db, bericht_id).await?;
        if let Some(s) = stand.filter(|s| s.soort == "WMO323") {
            let rijen: Vec<(i64,)> = app.db.alle(WACHT_OP_DECLARATIE, &[t(&s.aanbieder)]).await?;
            wie.extend(rijen.iter().map(|r| r.0));
        }
        for id in wie {
            if let Some(b) = berichten::bericht(&app.db, id).await? {
                probeer_of_zeg(app, &b, Geduld::Wacht).await;
            }
        }
        Ok(())
    })
}

/// Every minute: what waited too long is judged as things are now, toewijzingen that were given and never sent are sent, and what could
/// not be written to the folder is written. What fails for one does not stop the others.
#[allow(clippy::cognitive_complexity, reason = "the macros of tracing count as branches")]
pub async fn ronde(app: &App) -> Result<usize, Fout> {
    let mut aantal = 0;
    for (id,) in app.db.alle::<(i64,)>(WACHTEND, &[]).await? {
        let Some(b) = berichten::bericht(&app.db, id).await? else { continue };
        if app.klok.vandaag() <= volgorde::uiterlijk(&app.regels, b.op)? {
            continue;
        }
        if probeer_of_zeg(app, &b, Geduld::Geen).await {
            aantal += 1;
        }
    }
    for (dossier,) in app.db.alle::<(DossierId,)>(BLEEF_LIGGEN, &[]).await? {
        if let Err(e) = verzend_van(app.clone(), dossier).await {
            tracing::error!(%dossier, fout = %e, "toewijzingen could not be sent");
        }
    }
    if let Err(e) = onbekend::ronde(app, || systeem(app)).await {
        tracing::error!(fout = %e, "requests could not be put in a dossier");
    }
    uit::leeg(app).await?;
    Ok(aantal)
}

/// Tries a message again on behalf of the system; `true` when it was processed. One that fails says so (BER-08) and does not wait any
/// more: somebody has to look at it, and the next round is for others. Who was first elsewhere in the meantime is no failure.
#[allow(clippy::cognitive_complexity, reason = "the macros of tracing count as branches")]
async fn probeer_of_zeg(app: &App, b: &BerichtRij, geduld: Geduld) -> bool {
    let e = match probeer(app, b, geduld, None, systeem(app)).await {
        Ok(uit) => return uit.is_some(),
        Err(e) => e,
    };
    tracing::error!(bericht = b.bericht_id, fout = %e, "a message that waited could not be processed");
    if !matches!(e.soort, FoutSoort::Uniek | FoutSoort::Achterhaald)
        && let Err(e) = zeg_mislukt(app, b).await
    {
        tracing::error!(bericht = b.bericht_id, fout = %e, "that could not be written down either");
    }
    false
}

async fn zeg_mislukt(app: &App, b: &BerichtRij) -> Result<(), Fout> {
    let mut tx = app.db.begin(systeem(app)).await?;
    tx.journaal(Handeling {
        wat: "bericht niet verwerkt",
        onderwerp: "bericht",
        onderwerp_id: b.bericht_id,
        dossier: None,
        gemeente: None,
        reden: "BER-08",
    })
    .await?;
    let zin = "Dit bericht wachtte op een ander bericht, maar het verwerken is niet gelukt. De oorzaak staat in het technische logboek. Is die verholpen, verwerk het dan opnieuw.";
    sluit_af(app, tx, b.bericht_id, &b.bestand, &b.soort, Gevolg::een("bewaard", "BER-08", zin)).await?;
    Ok(())
}

fn systeem(app: &App) -> Wie {
    Wie::systeem(&app.klok, trace(app.klok.nu()))
}

/// Processes a message again that has no answer yet. `None` when nothing changed: it waits on, or somebody else was first.
pub(super) async fn probeer(
    app: &App,
    b: &BerichtRij,
    geduld: Geduld,
    kruis: Option<String>,
    wie: Wie,
) -> Result<Option<Uitkomst>, Fout> {
    let mut tx = app.db.begin(wie).await?;
    let stand = berichtstand::van(&tx, b.bericht_id).await?;
    if !stand.is_some_and(|s| kan_opnieuw(&s.stand))
        || !berichten::antwoorden(&tx, b.bericht_id).await?.is_empty()
    {
        return Ok(None);
    }
    let Some(bytes) = berichten::inhoud(&tx, &app.sleutels, b.bericht_id).await? else { return Ok(None) };
    let (k, geval) = ontleed(&bytes);
    let eerder = berichten::met_identificatie(&tx, true, &k.soort, &k.afzender, &k.identificatie).await?;
    let bekend = eerder.iter().any(|e| e.bericht_id < b.bericht_id && telt_mee(e));
    let oud = envelop::van_bericht(&tx, b.bericht_id).await?.map(|e| e.kruisreferentie);
    let kruis = kruis.or(oud);
    tx.journaal(Handeling {
        wat: "bericht opnieuw verwerkt",
        onderwerp: "bericht",
        onderwerp_id: b.bericht_id,
        dossier: super::behandel::dossier_van(app, &tx, &geval).await?,
        gemeente: None,
        reden: "",
    })
    .await?;
    let ids = retourgegevens(&mut tx)?;
    let z = Zaak { app, bericht_id: b.bericht_id, ids: &ids, bekend, geduld, kruis: kruis.as_deref() };
    let gevolg = behandel(&z, &mut tx, &geval, &bytes).await?;
    if geduld == Geduld::Wacht && gevolg.wacht() {
        return Ok(None);
    }
    sluit_af(app, tx, b.bericht_id, &b.bestand, &b.soort, gevolg).await.map(Some)
}

/// Whether a message in this state can be tried again.
pub(super) fn kan_opnieuw(stand: &str) -> bool {
    matches!(stand, "wacht" | "bewaard" | "afgekeurd" | "onleesbaar" | "afgehandeld")
}

/// Somebody has a message processed again. Refused with BER-13 when it has its answer already: the standard knows one answer to a
/// message, so the aanbieder sends a new one.
pub(super) async fn door_iemand(
    app: &App,
    b: &BerichtRij,
    wie: Wie,
) -> Result<Result<Uitkomst, Weigering>, Fout> {
    let weiger = |zin: &str| Weigering::nieuw("BER-13", "iWmo OP286", zin);
    if b.richting != "in" || !berichten::antwoorden(&app.db, b.bericht_id).await?.is_empty() {
        let zin =
            "Op dit bericht is al geantwoord. De aanbieder stuurt een nieuw bericht als er iets anders moet.";
        return Ok(Err(weiger(zin)));
    }
    match probeer(app, b, Geduld::Geen, None, wie).await? {
        Some(u) => Ok(Ok(u)),
        None => Ok(Err(weiger("Dit bericht is al verwerkt. Er is niets opnieuw gedaan."))),
    }
}
