//! Answering a request of an aanbieder: looked into or refused with a WMO319. Honouring it is in `toekennen.rs`.

use super::administratie::Voorraad;
use super::uit::{self, Uit};
use super::vertaal;
use crate::{
    huis::{
        App, Fout, Rol, Wie,
        opslag::{Handeling, Tx},
        regels::Regels,
    },
    levering::{
        berichten::{self, Gevolgregel},
        verzoeken::{self, VerzoekRij},
    },
    termijnen::{self, Soort, Waarvoor},
};
use ::iwmo::Bericht;
use ::iwmo::code::{RedenAfwijzingVerzoek, VerzoekAntwoord};
use ::iwmo::oordeel;
use ::iwmo::typen::{AntwoordOpVerzoek, Kop, Wmo319, XsdVersie};
use ::iwmo::waarde::Identificatie;
use kern::stam::{
    Datum, Weigering,
    termijnen::{Termijn, bereken},
};

/// What the gemeente says without giving a toewijzing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antwoord {
    /// It takes longer; the answer comes within eight weeks of the request.
    InOnderzoek,
    /// No, with why.
    Afgewezen(RedenAfwijzingVerzoek),
}

/// Refusal when a request cannot be answered like this.
pub(super) fn weiger(artikel: &'static str, zin: impl Into<String>) -> Weigering {
    Weigering::nieuw("BER-12", artikel, zin)
}

/// Answers a request with a WMO319. Refused with BER-12 when it has its answer already (TR359, TR360, TR365).
pub(super) async fn antwoord(
    app: &App,
    wie: Wie,
    verzoek_id: i64,
    antwoord: Antwoord,
) -> Result<Result<(), Weigering>, Fout> {
    let mut tx = app.db.begin(wie).await?;
    let Some(r) = verzoeken::een(&tx, verzoek_id).await? else {
        return Err(Fout::niet_gevonden("verzoek"));
    };
    let identificatie = tx.nieuw_id()?.to_string();
    let bericht = stel_op(&r, antwoord, &identificatie, &tx)?;
    let mut voorraad = Voorraad::lees(&tx, &app.sleutels, &bericht.kop, [], false).await?;
    voorraad.lees_verzoeken(&tx, &app.sleutels, &r.agb, [r.referentie.clone()], None).await?;
    let oordeel = oordeel::antwoord(&bericht, &voorraad, vertaal::datum(tx.vandaag())?);
    // Decided, but the message that says so has not left yet.
    let besloten = !r.is_open();
    if let Some(code) = oordeel.kop.iter().chain(&oordeel.antwoord).next() {
        return Ok(Err(weiger(
            "iWmo TR355, TR359, TR360 en TR365",
            format!("{}.", code.tekst().trim_end_matches('.')),
        )));
    }
    if besloten {
        return Ok(Err(weiger("iWmo OP344", "Dit verzoek is al beantwoord.")));
    }
    let bericht_id = verstuur(app, &mut tx, &r, &bericht, antwoord).await?;
    leg_vast(app, &mut tx, &r, antwoord, bericht_id).await?;
    tx.commit().await?;
    uit::leeg_of_zeg(app).await;
    Ok(Ok(()))
}

fn stel_op(r: &VerzoekRij, antwoord: Antwoord, identificatie: &str, tx: &Tx) -> Result<Wmo319, Fout> {
    let past = |wat: &str| Fout::nieuw(format!("{wat} past niet in een iWmo-bericht"));
    let (code, reden) = match antwoord {
        Antwoord::InOnderzoek => (VerzoekAntwoord::InOnderzoek, None),
        Antwoord::Afgewezen(reden) => (VerzoekAntwoord::Afgewezen, Some(reden)),
    };
    Ok(Wmo319 {
        kop: Kop {
            gemeente: vertaal::gemeente(r.gemeente)?,
            aanbieder: vertaal::agb(&r.agb)?,
            identificatie: Identificatie::nieuw(identificatie).map_err(|_| past("identificatie"))?,
            dagtekening: vertaal::datum(tx.vandaag())?,
            xsd: XsdVersie::huidig(),
        },
        antwoord: AntwoordOpVerzoek {
            referentie: r.referentie.parse().map_err(|_| past("referentie"))?,
            antwoord: code,
            reden,
            codes: (),
        },
    })
}

/// Keeps the message, and the term in which the aanbieder answers it.
async fn verstuur(
    app: &App,
    tx: &mut Tx,
    r: &VerzoekRij,
    bericht: &Wmo319,
    antwoord: Antwoord,
) -> Result<i64, Fout> {
    let uit = Uit::antwoord(&Bericht::Wmo319(bericht.clone()))?;
    tx.journaal(Handeling {
        wat: "verzoek van aanbieder beantwoord",
        onderwerp: "aanbiederverzoek",
        onderwerp_id: r.verzoek_id,
        dossier: r.dossier_id,
        gemeente: Some(r.gemeente),
        reden: match antwoord {
            Antwoord::InOnderzoek => "in_onderzoek",
            Antwoord::Afgewezen(_) => "afgewezen",
        },
    })
    .await?;
    let bericht_id = uit.bewaar(tx, app, None).await?;
    let zin = match antwoord {
        Antwoord::InOnderzoek => "Het verzoek van de aanbieder is in onderzoek.".to_owned(),
        Antwoord::Afgewezen(reden) => {
            format!("Het verzoek van de aanbieder is afgewezen: {}.", reden.tekst().to_lowercase())
        }
    };
    let regel = Gevolgregel { dossier: r.dossier_id, uitkomst: "verzonden", zin, ..Gevolgregel::default() };
    berichten::leg_gevolgen_vast(tx, bericht_id, &[regel]).await?;
    if let Some(dossier) = r.dossier_id {
        let retour = Waarvoor {
            dossier,
            soort: Soort::Retour,
            onderwerp_id: bericht_id,
            voor_rol: Rol::Trajectregisseur,
        };
        let vandaag = tx.vandaag();
        termijnen::start(tx, &app.regels, retour, vandaag).await?;
    }
    Ok(bericht_id)
}

/// The request in its new state, its term, and what the message in which it came did.
async fn leg_vast(
    app: &App,
    tx: &mut Tx,
    r: &VerzoekRij,
    antwoord: Antwoord,
    bericht_id: i64,
) -> Result<(), Fout> {
    let (stand, reden) = match antwoord {
        Antwoord::InOnderzoek => ("in_onderzoek", ""),
        Antwoord::Afgewezen(reden) => ("afgewezen", reden.code()),
    };
    let nieuw = VerzoekRij {
        stand: stand.to_owned(),
        reden: reden.to_owned(),
        antwoord_id: Some(bericht_id),
        ..r.clone()
    };
    verzoeken::vervang(tx, &nieuw).await?;
    if let Some(dossier) = r.dossier_id {
        let waarvoor = Waarvoor {
            dossier,
            soort: Soort::Verzoek,
            onderwerp_id: r.verzoek_id,
            voor_rol: Rol::Trajectregisseur,
        };
        if antwoord == Antwoord::InOnderzoek {
            let termijn = onderzoekstermijn(&app.regels, r.gevraagd_op)?;
            termijnen::vervang(tx, waarvoor, &termijn).await?;
        } else {
            let vandaag = tx.vandaag();
            termijnen::voldoe(tx, dossier, Soort::Verzoek, r.verzoek_id, vandaag).await?;
        }
    }
    werk_bij(tx, r.bericht_id).await
}

/// By when a request that is looked into must be decided on (iWmo OP274, OP346).
pub(super) fn onderzoekstermijn(regels: &Regels, gevraagd_op: Datum) -> Result<Termijn, Fout> {
    let regel = regels.termijn("iwmo", "verzoek_onderzoek", gevraagd_op)?;
    Ok(bereken(&regel, gevraagd_op, &[], &regels.termijnenwet(gevraagd_op)?))
}

/// What the message with the requests did so far, one line per request: so that the list shows what is still open.
pub(super) async fn werk_bij(tx: &mut Tx, bericht_id: i64) -> Result<(), Fout> {
    let mut regels = Vec::new();
    for r in verzoeken::van_bericht(tx, bericht_id).await? {
        let (uitkomst, regel, zin) = match r.stand.as_str() {
            "open" => ("bewaard", "BER-03", "Het verzoek wacht op een antwoord."),
            "in_onderzoek" => ("bewaard", "BER-03", "Het verzoek is in onderzoek en wacht op een besluit."),
            "toegewezen" => ("verwerkt", "", "Het verzoek is toegewezen."),
            _ => ("verwerkt", "", "Het verzoek is afgewezen."),
        };
        regels.push(Gevolgregel {
            dossier: r.dossier_id,
            uitkomst,
            regel: regel.to_owned(),
            pad: format!("Verzoek {}", r.regelnr),
            zin: zin.to_owned(),
            ..Gevolgregel::default()
        });
    }
    berichten::leg_gevolgen_vast(tx, bericht_id, &regels).await
}
