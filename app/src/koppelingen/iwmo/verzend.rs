//! Sending toewijzingen: after every act on a dossier, what was given or changed goes to the aanbieder.

use super::administratie::Voorraad;
use super::uit::{self, Uit};
use super::verzendfout::{self, Bezwaar};
use super::{toewijzen, vertaal};
use crate::{
    huis::{
        App, Fout, Rol, Wie,
        opslag::{Handeling, Tx},
    },
    inkoop,
    levering::{
        bereik,
        berichten::{self, Gevolgregel},
        opslag::{self, ToewijzingRij},
        verzoeken::{self, VerzoekRij},
    },
    na_handeling,
    termijnen::{self, Soort, TermijnRij, Waarvoor},
};
use ::iwmo::{Bericht, oordeel, typen::Wmo301};
use kern::levering::Toewijzingstatus;
use kern::stam::{AanbiederId, Datum, DossierId, Gemeentecode, Peil};

na_handeling!("iwmo: verzend toewijzingen", verzend_van);

/// Sends what is waiting in one dossier. What cannot be sent (no BSN, or a rule of the standard forbids it) stays waiting; the pages
/// say why.
pub async fn verzend_van(app: App, dossier: DossierId) -> Result<(), Fout> {
    let wachtend = opslag::te_verzenden(&app.db, dossier).await?;
    let mut paren: Vec<_> = wachtend.iter().map(|t| (t.aanbieder_id, t.gemeente)).collect();
    paren.sort();
    paren.dedup();
    let Some(client) = bereik::client(&app.db, dossier).await? else { return Ok(()) };
    vraag_gegevens(&app, dossier, !paren.is_empty() && client.toets().is_err()).await?;
    for (aanbieder, gemeente) in paren {
        let Some(a) = inkoop::opslag::aanbieder(&app.db, aanbieder, Peil::op(app.klok.vandaag())).await?
        else {
            continue;
        };
        let waar = (a.agb.as_str(), gemeente);
        if let Some(bezwaar) = verzendfout::van_client(&client) {
            verzendfout::zet(&app, dossier, waar, &bezwaar).await?;
            continue;
        }
        verzend_aan(&app, dossier, &client, aanbieder, waar).await?;
    }
    uit::leeg_of_zeg(&app).await;
    Ok(())
}

/// Asks the holder to complete who the inwoner is while a toewijzing waits for it (LEV-11, LEV-12), and ends that task when nothing does.
async fn vraag_gegevens(app: &App, dossier: DossierId, nodig: bool) -> Result<(), Fout> {
    let loopt = |open: &[TermijnRij]| open.iter().any(|r| r.soort == Soort::Gegevens.code());
    let peil = Peil::op(app.klok.vandaag());
    if loopt(&termijnen::open(&app.db, dossier, peil).await?) == nodig {
        return Ok(());
    }
    let mut tx = app.db.begin(Wie::systeem(&app.klok, crate::huis::geheim::trace(app.klok.nu()))).await?;
    // Read again inside the act: another step may have done it meanwhile.
    if loopt(&termijnen::open(&tx, dossier, peil).await?) == nodig {
        return Ok(());
    }
    tx.journaal(Handeling {
        wat: if nodig {
            "gegevens gevraagd voor een bericht"
        } else {
            "gegevens voor een bericht zijn compleet"
        },
        onderwerp: "dossier",
        onderwerp_id: dossier.0,
        dossier: Some(dossier),
        gemeente: None,
        reden: "",
    })
    .await?;
    let op = tx.vandaag();
    if nodig {
        let voor_rol = termijnen::behandelaar(&tx, dossier).await?;
        let w = Waarvoor { dossier, soort: Soort::Gegevens, onderwerp_id: dossier.0, voor_rol };
        termijnen::start(&mut tx, &app.regels, w, op).await?;
    } else {
        termijnen::voldoe(&mut tx, dossier, Soort::Gegevens, dossier.0, op).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Sends what waits for one aanbieder, in an act of its own; what may not leave is remembered with why.
async fn verzend_aan(
    app: &App,
    dossier: DossierId,
    client: &bereik::ClientRij,
    aanbieder: AanbiederId,
    waar: (&str, Gemeentecode),
) -> Result<(), Fout> {
    let wie = Wie::systeem(&app.klok, crate::huis::geheim::trace(app.klok.nu()));
    let mut tx = app.db.begin(wie).await?;
    // Read again inside the act: somebody else may have sent them meanwhile.
    let open = opslag::te_verzenden(&tx, dossier).await?;
    let open: Vec<ToewijzingRij> =
        open.into_iter().filter(|t| t.aanbieder_id == aanbieder && t.gemeente == waar.1).collect();
    if open.is_empty() {
        return Ok(());
    }
    match keur(app, &mut tx, dossier, client, &open).await? {
        Ok(brief) => {
            verzend(app, &mut tx, dossier, &open, brief).await?;
            tx.commit().await?;
            verzendfout::weg(app, dossier, waar).await?;
        }
        Err(bezwaar) => {
            drop(tx);
            verzendfout::zet(app, dossier, waar, &bezwaar).await?;
        }
    }
    Ok(())
}

/// A message that may leave, with the requests that it honours.
struct Brief {
    uit: Uit,
    verzoeken: Vec<i64>,
}

/// Makes the message and has it approved: the rules within it (`zend::keur`) and those beside it (levels 3 and 4), as the aanbieder
/// will.
async fn keur(
    app: &App,
    tx: &mut Tx,
    dossier: DossierId,
    client: &bereik::ClientRij,
    open: &[ToewijzingRij],
) -> Result<Result<Brief, Bezwaar>, Fout> {
    let vandaag = tx.vandaag();
    let mee = alles_van(tx, dossier, &open[0], vandaag).await?;
    let identificatie = tx.nieuw_id()?.to_string();
    let mut bericht = toewijzen::maak(tx, &app.sleutels, client, &mee, &identificatie, vandaag).await?;
    let genoemd = noem_verzoeken(tx, dossier, &mee, &mut bericht).await?;
    let nummers: Vec<u32> = mee.iter().filter_map(|t| u32::try_from(t.nummer).ok()).collect();
    let mut voorraad = Voorraad::lees(tx, &app.sleutels, &bericht.kop, nummers, false).await?;
    if mee.iter().any(|t| t.reden_wijziging == crate::levering::handel::VERWIJDERD) {
        voorraad.lees_prestaties(tx).await?;
    }
    let agb = bericht.kop.aanbieder.to_string();
    let referenties: Vec<String> = genoemd.iter().map(|(_, r)| r.clone()).collect();
    voorraad.lees_verzoeken(tx, &app.sleutels, &agb, referenties, None).await?;
    let oordeel = oordeel::toewijzing(&bericht, &voorraad, vertaal::datum(vandaag)?);
    if !oordeel.is_akkoord() {
        let codes = oordeel.kop.iter().chain(&oordeel.client).chain(oordeel.producten.iter().flatten());
        let codes = codes.filter_map(|c| ::iwmo::regels::bij_retourcode(c.code()).map(|r| r.code));
        return Ok(Err(Bezwaar::van(codes)));
    }
    Ok(match Uit::keur(&Bericht::Wmo301(bericht)) {
        Ok(uit) => Ok(Brief { uit, verzoeken: genoemd.into_iter().map(|(id, _)| id).collect() }),
        Err(bevindingen) => Err(Bezwaar::van(bevindingen.iter().map(|b| b.code))),
    })
}

/// Puts the reference of a request on the toewijzingen that honour it, the first time only (iWmo IV093, IV094, IV097); returns the
/// requests with their references.
async fn noem_verzoeken(
    tx: &Tx,
    dossier: DossierId,
    mee: &[ToewijzingRij],
    bericht: &mut Wmo301,
) -> Result<Vec<(i64, String)>, Fout> {
    let mut genoemd = Vec::new();
    for (toewijzing_id, verzoek_id, referentie) in verzoeken::te_noemen(tx, dossier).await? {
        let Some(t) = mee.iter().find(|t| t.toewijzing_id == toewijzing_id) else { continue };
        let mut producten = bericht.client.producten.iter_mut();
        if let Some(p) = producten.find(|p| i64::from(p.nummer.get()) == t.nummer) {
            let past = referentie.parse().map_err(|_| Fout::nieuw("referentie past niet"))?;
            p.referentie_aanbieder = Some(past);
            genoemd.push((verzoek_id, referentie));
        }
    }
    genoemd.sort();
    genoemd.dedup();
    Ok(genoemd)
}

/// Keeps the message, gives the toewijzingen and the requests their new state, and starts the term for the retour.
async fn verzend(
    app: &App,
    tx: &mut Tx,
    dossier: DossierId,
    open: &[ToewijzingRij],
    brief: Brief,
) -> Result<(), Fout> {
    let (vandaag, onderwerp_id) = (tx.vandaag(), open[0].toewijzing_id);
    tx.journaal(Handeling {
        wat: "toewijzing verzonden",
        onderwerp: "toewijzing",
        onderwerp_id,
        dossier: Some(dossier),
        gemeente: Some(open[0].gemeente),
        reden: "",
    })
    .await?;
    let bericht_id = brief.uit.bewaar(tx, app, None).await?;
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
    for id in brief.verzoeken {
        if let Some(r) = verzoeken::een(tx, id).await? {
            verzoeken::vervang(tx, &VerzoekRij { antwoord_id: Some(bericht_id), ..r }).await?;
        }
    }
    let retour =
        Waarvoor { dossier, soort: Soort::Retour, onderwerp_id: bericht_id, voor_rol: Rol::Trajectregisseur };
    termijnen::start(tx, &app.regels, retour, vandaag).await?;
    Ok(())
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
            let geldt = t.telt() && !t.is_verwijderd() && t.geldig_tot.is_none_or(|tot| vandaag < tot);
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
