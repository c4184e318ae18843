//! Changing or ending a toewijzing.

use super::web::{DEEL, ToewijzingBlok, toewijzingblok};
use super::{handel, opslag, verloop};
use crate::huis::{Antwoord, Dossierkop, Invoer, Kader, Optie, Uitkomst, Verzoek};
use crate::inkoop::{self, velden};
use askama::Template;
use kern::stam::Peil;

#[derive(Template)]
#[template(path = "levering/wijzig.html")]
struct Wijzig {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    blok: ToewijzingBlok,
    redenen: Vec<Optie>,
}

/// GET /dossiers/{dossier}/levering/toewijzing/{toewijzing}
pub async fn formulier(vz: Verzoek) -> Uitkomst {
    toon(&vz, None).await
}

async fn toon(vz: &Verzoek, f: Option<Invoer>) -> Uitkomst {
    let (dossier, peil) = (vz.dossier().dossier, Peil::op(vz.vandaag()));
    let id = vz.pad("toewijzing")?;
    let rij = opslag::toewijzing(&vz.db, id, peil).await?;
    let Some(t) = rij.filter(|t| t.dossier_id == dossier && t.telt()) else {
        return Antwoord::niet_gevonden();
    };
    let Some(kop) = vz.dossierkop(DEEL, peil).await? else { return Antwoord::niet_gevonden() };
    let aanbieders = inkoop::opslag::aanbieders(&vz.db, peil).await?;
    let leveringen = verloop::van_toewijzing(&vz.db, id).await?;
    let blok = toewijzingblok(vz, &t, &aanbieders, &leveringen)?;
    let f = f.unwrap_or_else(|| {
        let laatste = t.geldig_tot.map(|tot| tot.plus_dagen(-1));
        laatste.map_or_else(Invoer::leeg, |dag| Invoer::leeg().met_datum("tot", dag))
    });
    let goed = f.is_goed();
    let p = Wijzig {
        kader: vz.kader("Toewijzing wijzigen").await?.fouten(!goed),
        kop,
        formulier: f,
        pad: format!("/dossiers/{dossier}/levering/toewijzing/{id}"),
        blok,
        redenen: handel::REDENEN_WIJZIGING.iter().map(|(c, n)| Optie::nieuw(*c, *n)).collect(),
    };
    if goed { Antwoord::pagina(&p) } else { Antwoord::formulier_terug(&p) }
}

/// POST /dossiers/{dossier}/levering/toewijzing/{toewijzing}/einde
pub async fn einde(vz: Verzoek) -> Uitkomst {
    let mut f = vz.invoer();
    let laatste = velden::dag(&vz, &mut f, "tot", "Vul de laatste dag in.");
    let reden = handel::REDENEN_WIJZIGING.iter().map(|r| r.0).find(|r| *r == vz.form.tekst("reden"));
    if reden.is_none() {
        f.fout("reden", "Kies een reden.");
    }
    let (Some(laatste), Some(reden)) = (laatste, reden) else { return toon(&vz, Some(f)).await };
    let (dossier, id) = (vz.dossier().dossier, vz.pad("toewijzing")?);
    let mut tx = vz.begin().await?;
    let uit =
        handel::wijzig_einde(&mut tx, dossier, id, laatste.plus_dagen(1), reden, vz.form.aan("afgestemd"))
            .await?;
    match uit {
        Err(w) => {
            drop(tx);
            f.weiger(&w);
            toon(&vz, Some(f)).await
        }
        Ok(()) => {
            tx.commit().await?;
            let pad = format!("/dossiers/{dossier}/levering");
            Antwoord::naar_met_melding(pad, "De nieuwe einddatum is vastgelegd en gaat naar de aanbieder.")
        }
    }
}

/// POST /dossiers/{dossier}/levering/toewijzing/{toewijzing}/intrekken
pub async fn trek_in(vz: Verzoek) -> Uitkomst {
    let (dossier, id) = (vz.dossier().dossier, vz.pad("toewijzing")?);
    let mut tx = vz.begin().await?;
    match handel::trek_in(&mut tx, dossier, id).await? {
        Err(w) => {
            drop(tx);
            let mut f = Invoer::leeg();
            f.weiger(&w);
            toon(&vz, Some(f)).await
        }
        Ok(()) => {
            tx.commit().await?;
            let pad = format!("/dossiers/{dossier}/levering");
            Antwoord::naar_met_melding(pad, "De toewijzing is ingetrokken. De aanbieder krijgt bericht.")
        }
    }
}
