//! One goal: what is done for it, and how it stands.

use super::doelen::{self, Doelkaart, basis, dag_van_evaluatie, kaart, waarvoor};
use crate::{
    huis::{
        Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Verzoek,
        opslag::{Handeling, Tx},
    },
    termijnen::{self, Soort},
    trajectregie::{
        opslag::doelen::{self as opslag, DoelRij},
        regels,
    },
};
use askama::Template;
use kern::{
    stam::{JournaalNr, Peil},
    trajectregie::{Doel, DoelStatus, TEKST_MAX, Voortgang, evalueer},
};

#[derive(Template)]
#[template(path = "trajectregie/doel.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    kaart: Doelkaart,
    mag_wijzigen: bool,
    voortgangen: Vec<Optie>,
    formulier: Invoer,
}

/// GET /dossiers/{dossier}/doelen/{doel}
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let volgende = termijnen::vooraf(&v.app.regels, Soort::Evaluatie, v.vandaag())?.uiterlijk;
    pagina(&v, peil, Invoer::leeg().met_datum("evaluatie", volgende)).await
}

/// POST /dossiers/{dossier}/doelen/{doel}/activiteit
pub async fn activiteit(v: Verzoek) -> Uitkomst {
    let Some(rij) = rij(&v).await? else { return Antwoord::niet_gevonden() };
    let mut f = v.invoer();
    let (tekst, wie) = (v.form.tekst("activiteit"), v.form.tekst("wie"));
    if tekst.is_empty() {
        f.fout("activiteit", "Schrijf op wat er gebeurt.");
    }
    for (veld, waarde) in [("activiteit", tekst), ("wie", wie)] {
        if waarde.chars().count() > TEKST_MAX {
            f.fout(veld, format!("De tekst is te lang. Het maximum is {TEKST_MAX} tekens."));
        }
    }
    if !f.is_goed() {
        return pagina(&v, Peil::op(v.vandaag()), f).await;
    }
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "activiteit toegevoegd", "activiteit", rij.doel_id).await?;
    opslag::leg_activiteit_vast(&mut tx, rij.doel_id, tekst, wie).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(hier(&v, rij.doel_id), "De activiteit is toegevoegd.")
}

/// POST /dossiers/{dossier}/doelen/{doel}/evaluatie
pub async fn evaluatie(v: Verzoek) -> Uitkomst {
    let Some(rij) = rij(&v).await? else { return Antwoord::niet_gevonden() };
    let mut f = v.invoer();
    let tekst = v.form.tekst("tekst").to_owned();
    let hoogstens = regels::evaluatie_hoogstens(&v.app.regels, v.vandaag())?;
    let voortgang = Voortgang::lees(v.form.tekst("voortgang"));
    let volgende = match voortgang {
        Some(Voortgang::Achteruit | Voortgang::Gelijk | Voortgang::Vooruit) => {
            doelen::evaluatie_uit(&v, &mut f)
        }
        Some(Voortgang::Behaald) => None,
        None => {
            f.fout("voortgang", "Kies hoe het met dit doel staat.");
            None
        }
    };
    let doel = match voortgang {
        Some(stand) if f.is_goed() => {
            match evalueer(&rij.doel()?, stand, &tekst, v.vandaag(), volgende, hoogstens) {
                Ok(doel) => Some((stand, doel)),
                Err(weigering) => {
                    f.weiger(&weigering);
                    None
                }
            }
        }
        Some(_) | None => None,
    };
    let Some((stand, doel)) = doel else { return pagina(&v, Peil::op(v.vandaag()), f).await };
    let d = v.dossier().dossier;
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    schrijf(&v, &mut tx, "doel geëvalueerd", "evaluatie", id).await?;
    opslag::leg_evaluatie_vast(&mut tx, d, (id, rij.doel_id), v.vandaag(), stand, &tekst).await?;
    opslag::leg_doel_vast(&mut tx, d, rij.doel_id, &doel, true).await?;
    termijnen::voldoe(&mut tx, d, Soort::Evaluatie, rij.doel_id, v.vandaag()).await?;
    if doel.status == DoelStatus::Actief {
        let rol = termijnen::behandelaar(&tx, d).await?;
        termijnen::start_met(
            &mut tx,
            waarvoor(d, rij.doel_id, rol),
            &dag_van_evaluatie(v.vandaag(), doel.evaluatie_op),
        )
        .await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(hier(&v, rij.doel_id), "De evaluatie is bewaard.")
}

/// POST /dossiers/{dossier}/doelen/{doel}/vervallen
pub async fn vervallen(v: Verzoek) -> Uitkomst {
    let Some(rij) = rij(&v).await? else { return Antwoord::niet_gevonden() };
    if rij.status != DoelStatus::Actief.code() {
        return Antwoord::naar(hier(&v, rij.doel_id));
    }
    let d = v.dossier().dossier;
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "doel vervallen", "doel", rij.doel_id).await?;
    let doel = Doel { status: DoelStatus::Vervallen, ..rij.doel()? };
    opslag::leg_doel_vast(&mut tx, d, rij.doel_id, &doel, true).await?;
    termijnen::voldoe(&mut tx, d, Soort::Evaluatie, rij.doel_id, v.vandaag()).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het doel is vervallen. U vindt het nog onderaan de lijst.")
}

async fn rij(v: &Verzoek) -> Result<Option<DoelRij>, Fout> {
    let id = v.pad("doel")?;
    let rijen = opslag::alle(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await?;
    Ok(rijen.into_iter().find(|r| r.doel_id == id))
}

async fn schrijf(
    v: &Verzoek,
    tx: &mut Tx,
    wat: &'static str,
    onderwerp: &'static str,
    id: i64,
) -> Result<(), Fout> {
    let t = v.dossier();
    let (dossier, gemeente) = (Some(t.dossier), Some(t.gemeente));
    tx.journaal(Handeling { wat, onderwerp, onderwerp_id: id, dossier, gemeente, reden: "" }).await
}

async fn pagina(v: &Verzoek, peil: Peil, formulier: Invoer) -> Uitkomst {
    let (id, d) = (v.pad("doel")?, v.dossier().dossier);
    let Some(kop) = v.dossierkop(doelen::PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let rijen = opslag::alle(&v.db, d, peil).await?;
    let Some(r) = rijen.iter().find(|r| r.doel_id == id) else { return Antwoord::niet_gevonden() };
    let lijst = regels::leefgebieden(&v.app.regels, peil.op)?;
    let activiteiten = opslag::activiteiten(&v.db, d, peil).await?;
    let evaluaties = opslag::evaluaties(&v.db, d, peil).await?;
    let fout = !formulier.is_goed();
    let kaart = kaart(v, r, &lijst, &activiteiten, &evaluaties);
    let p = Pagina {
        kader: v.kader("Doel").await?.fouten(fout),
        kop,
        basis: basis(v),
        mag_wijzigen: kaart.actief && peil.bekend == JournaalNr::NU && v.mag_pad(Methode::Post, doelen::PAD),
        kaart,
        voortgangen: Voortgang::ALLE.iter().map(|x| Optie::nieuw(x.code(), x.naam())).collect(),
        formulier,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn hier(v: &Verzoek, doel_id: i64) -> String {
    format!("{}/{doel_id}", basis(v))
}
