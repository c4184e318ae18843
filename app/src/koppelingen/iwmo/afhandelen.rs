//! What somebody does about a message: process it again after the cause is mended, send it again, or say why nothing more has to happen.

use super::{gevolg, opnieuw, uit, verzend::verzend_van};
use crate::{
    huis::{
        Antwoord, Fout, Optie, Uitkomst, Verzoek,
        opslag::{Handeling, Leest, Tx, sql, t, v},
    },
    levering::{
        berichten::{self, BerichtRij},
        berichtstand,
        handel::weer_toe_te_wijzen,
        opslag, verzoeken,
    },
    rij,
};
use kern::levering::Toewijzingstatus;
use kern::stam::{Datum, DossierId, Peil, Weigering};
use std::collections::BTreeSet;

/// Longest remark.
const TOELICHTING_MAX: usize = 500;
/// Why nothing more has to happen.
pub(super) const REDENEN: &[(&str, &str)] = &[
    ("aanbieder_ingelicht", "De aanbieder weet het en herstelt het"),
    ("nieuw_bericht", "Er is een nieuw bericht gekomen of verstuurd"),
    ("in_register_hersteld", "De oorzaak is in Wijkthuis hersteld"),
    ("niet_voor_ons", "Het bericht is niet voor ons"),
    ("anders", "Anders, zie de toelichting"),
];

rij! {
    /// What somebody said about a fault.
    pub struct AfhandelingRij { reden: String, toelichting: String, op: Datum, naam: String }
}

sql!(
    SCHRIJF = "INSERT INTO berichtafhandeling (afhandeling_id, bericht_id, reden, toelichting, nr) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    VAN_BERICHT = "SELECT a.reden, a.toelichting, j.op, COALESCE(g.naam, 'Systeem') FROM berichtafhandeling a JOIN journaal j ON j.nr = a.nr
    LEFT JOIN gebruiker g ON g.gebruiker_id = j.gebruiker_id WHERE a.bericht_id = $1 ORDER BY a.afhandeling_id LIMIT 50"
);

/// What people did about a message.
pub(super) async fn van_bericht(db: &impl Leest, bericht_id: i64) -> Result<Vec<AfhandelingRij>, Fout> {
    db.alle(VAN_BERICHT, &[v(&bericht_id)]).await
}

/// The reasons as choices.
pub(super) fn redenen() -> Vec<Optie> {
    REDENEN.iter().map(|r| Optie::nieuw(r.0, r.1)).collect()
}

/// The words of a reason.
pub(super) fn reden(code: &str) -> &'static str {
    REDENEN.iter().find(|r| r.0 == code).map_or("Onbekend", |r| r.1)
}

/// Kinds of messages that we answer (iWmo OP090).
const MET_ANTWOORD: &[&str] = &["WMO305", "WMO307", "WMO315", "WMO317", "WMO323"];

/// What can be done about a message in this state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kan {
    /// Process or send it again.
    pub opnieuw: bool,
    /// Say why nothing more has to happen.
    pub afhandelen: bool,
    /// It still needs an answer from us, so it cannot be filed.
    pub antwoord_nodig: bool,
}

/// Whether the aanbieder still waits for our answer. About a wrong structure none exists, and none is given for another gemeente.
async fn antwoord_nodig(db: &impl Leest, b: &BerichtRij) -> Result<bool, Fout> {
    if b.richting != "in"
        || !MET_ANTWOORD.contains(&b.soort.as_str())
        || !berichten::antwoorden(db, b.bericht_id).await?.is_empty()
    {
        return Ok(false);
    }
    let gevolgen = berichten::gevolgen(db, b.bericht_id).await?;
    Ok(!gevolgen.iter().any(|g| g.regel == gevolg::OPBOUW || g.regel == gevolg::ANDERE_REGIO))
}

pub(super) async fn kan(db: &impl Leest, b: &BerichtRij, stand: &str) -> Result<Kan, Fout> {
    let fout = matches!(stand, "afgekeurd" | "onleesbaar" | "bewaard" | "wacht");
    let opnieuw = if b.richting == "in" {
        // A request waits for a decision, not for another reading.
        fout && berichten::antwoorden(db, b.bericht_id).await?.is_empty() && b.soort != super::fo01::SOORT
    } else {
        match b.antwoord_op {
            Some(_) => is_antwoord(b) && uit::kwam_niet_aan(db, b.bericht_id).await?,
            None => b.soort == "WMO301" && !te_sturen(db, b.bericht_id).await?.is_empty(),
        }
    };
    // A request is answered, not filed away.
    let verzoek = verzoeken::van_bericht(db, b.bericht_id).await?.iter().any(verzoeken::VerzoekRij::is_open);
    let antwoord_nodig = fout && antwoord_nodig(db, b).await?;
    Ok(Kan { opnieuw, afhandelen: fout && !verzoek && !antwoord_nodig, antwoord_nodig })
}

/// Whether a message of ours answers one of an aanbieder; a Fo01 says only that there is no answer.
fn is_antwoord(b: &BerichtRij) -> bool {
    b.richting == "uit" && b.antwoord_op.is_some() && b.soort != super::fo01::SOORT
}

/// Toewijzingen, removed ones too, in a message of ours that were refused or did not arrive.
async fn te_sturen(db: &impl Leest, bericht_id: i64) -> Result<Vec<opslag::ToewijzingRij>, Fout> {
    let mut uit = Vec::new();
    let mut gezien = BTreeSet::new();
    for g in berichten::gevolgen(db, bericht_id).await? {
        let Some(id) = g.toewijzing_id.filter(|id| gezien.insert(*id)) else { continue };
        let rij = opslag::toewijzing(db, id, Peil::op(super::GRENS())).await?;
        uit.extend(rij.filter(|t| t.status == Toewijzingstatus::Afgekeurd.code()));
    }
    Ok(uit)
}

/// POST /berichten/{bericht}/opnieuw
pub async fn opnieuw(vz: Verzoek) -> Uitkomst {
    let Some(b) = berichten::bericht(&vz.db, vz.pad("bericht")?).await? else {
        return Antwoord::niet_gevonden();
    };
    let zin = if is_antwoord(&b) {
        match antwoord_opnieuw(&vz, &b).await? {
            Ok(()) => "Ons antwoord staat klaar en gaat opnieuw naar de aanbieder.".to_owned(),
            Err(w) => w.to_string(),
        }
    } else if b.richting == "uit" {
        match stuur_opnieuw(&vz, &b).await? {
            Ok(()) => "De toewijzing staat klaar en gaat opnieuw naar de aanbieder.".to_owned(),
            Err(w) => w.to_string(),
        }
    } else {
        match opnieuw::door_iemand(&vz.app, &b, vz.wie()).await? {
            Ok(gevolg::Uitkomst { uitkomst: "verwerkt", .. }) => "Het bericht is nu verwerkt.".to_owned(),
            Ok(u) => format!("Het bericht is opnieuw verwerkt. {}", u.zinnen.join(" ")),
            Err(w) => w.to_string(),
        }
    };
    Antwoord::naar_met_melding(format!("/berichten/{}", b.bericht_id), zin)
}

/// Sends an answer of ours that did not arrive again, as it is: the standard knows one answer to a message.
async fn antwoord_opnieuw(vz: &Verzoek, b: &BerichtRij) -> Result<Result<(), Weigering>, Fout> {
    let mut tx = vz.begin().await?;
    if !uit::kwam_niet_aan(&tx, b.bericht_id).await? {
        let zin = "Er is niets om opnieuw te sturen: ons antwoord is aangekomen of onderweg.";
        return Ok(Err(Weigering::nieuw("BER-13", "iWmo OP286", zin)));
    }
    tx.journaal(Handeling {
        wat: "antwoord opnieuw klaargezet",
        onderwerp: "bericht",
        onderwerp_id: b.bericht_id,
        dossier: None,
        gemeente: None,
        reden: "",
    })
    .await?;
    uit::leg_antwoord_weer_klaar(&mut tx, &vz.app, b).await?;
    tx.commit().await?;
    uit::leeg_of_zeg(&vz.app).await;
    Ok(Ok(()))
}

/// Sends refused toewijzingen again as they are (iWmo IV013): in a new message, with the moment of decision they had.
async fn stuur_opnieuw(vz: &Verzoek, b: &BerichtRij) -> Result<Result<(), Weigering>, Fout> {
    let mut tx = vz.begin().await?;
    let rijen = te_sturen(&tx, b.bericht_id).await?;
    let Some(eerste) = rijen.first() else {
        let zin = "Er is niets om opnieuw te sturen: de toewijzing is aangenomen of al opnieuw verstuurd.";
        return Ok(Err(Weigering::nieuw("BER-13", "iWmo OP286", zin)));
    };
    let dossier = eerste.dossier_id;
    tx.journaal(Handeling {
        wat: "toewijzing opnieuw klaargezet",
        onderwerp: "toewijzing",
        onderwerp_id: eerste.toewijzing_id,
        dossier: Some(dossier),
        gemeente: Some(eerste.gemeente),
        reden: "",
    })
    .await?;
    for rij in &rijen {
        opslag::zet_status(&mut tx, rij, Toewijzingstatus::Open).await?;
        voldaan(&mut tx, dossier, rij.indicatie_id).await?;
        if rij.is_verwijderd() {
            // The term said that the removal had to be sent; what was granted still needs a place.
            weer_toe_te_wijzen(&mut tx, dossier, rij.indicatie_id).await?;
        }
    }
    tx.commit().await?;
    verzend_van(vz.app.clone(), dossier).await?;
    Ok(Ok(()))
}

async fn voldaan(tx: &mut Tx, dossier: DossierId, indicatie_id: i64) -> Result<(), Fout> {
    let vandaag = tx.vandaag();
    crate::termijnen::voldoe(tx, dossier, crate::termijnen::Soort::Toewijzing, indicatie_id, vandaag).await?;
    Ok(())
}

/// POST /berichten/{bericht}/afhandelen
pub async fn handel_af(vz: Verzoek) -> Uitkomst {
    let id = vz.pad("bericht")?;
    let Some(b) = berichten::bericht(&vz.db, id).await? else { return Antwoord::niet_gevonden() };
    let terug = format!("/berichten/{id}");
    let gekozen = REDENEN.iter().map(|r| r.0).find(|r| *r == vz.form.tekst("reden"));
    let toelichting: String = vz.form.tekst("toelichting").trim().chars().take(TOELICHTING_MAX).collect();
    let Some(gekozen) = gekozen.filter(|r| *r != "anders" || !toelichting.is_empty()) else {
        let zin = "Kies een reden; bij Anders hoort een toelichting. Er is nog niets vastgelegd.";
        return Antwoord::naar_met_melding(terug, zin);
    };
    let mut tx = vz.begin().await?;
    let stand = berichtstand::van(&tx, id).await?.map(|s| s.stand).unwrap_or_default();
    let kan = kan(&tx, &b, &stand).await?;
    if kan.antwoord_nodig {
        let zin = "De aanbieder heeft nog geen antwoord op dit bericht, dus afhandelen kan niet. Beoordeel het bericht nu: dan gaat het antwoord vanzelf.";
        return Antwoord::naar_met_melding(terug, Weigering::nieuw("BER-16", "iWmo OP090", zin).to_string());
    }
    if !kan.afhandelen {
        return Antwoord::naar_met_melding(terug, "Aan dit bericht valt niets meer af te handelen.");
    }
    tx.journaal(Handeling {
        wat: "bericht afgehandeld",
        onderwerp: "bericht",
        onderwerp_id: id,
        dossier: None,
        gemeente: None,
        reden: gekozen,
    })
    .await?;
    let (sleutel, nr) = (tx.nieuw_id()?, tx.nr());
    tx.voer(SCHRIJF, &[v(&sleutel), v(&id), t(gekozen), t(&toelichting), v(&nr)]).await?;
    berichtstand::ververs(&mut tx, id).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(terug, "Vastgelegd. Het bericht staat niet meer bij wat aandacht vraagt.")
}
