//! Access in need: a warning, a reason, an hour of reading, and everybody knows.

use crate::{
    huis::{
        Antwoord, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek,
        opslag::Handeling,
        rechten::{Relatie, mag_noodknop},
    },
    termijnen::{self, Soort, Waarvoor},
    trajectregie::{
        opslag::inzage::{self as opslag, NoodknopRij},
        regels::Noodknopregels,
    },
};
use askama::Template;
use jiff::SignedDuration;
use kern::{stam::DossierId, trajectregie::breek_glas};

#[derive(Template)]
#[template(path = "trajectregie/noodknop_waarschuwing.html")]
struct Waarschuwing {
    kader: Kader,
    dossier: DossierId,
    verder: String,
    minuten: i64,
}

#[derive(Template)]
#[template(path = "trajectregie/noodknop.html")]
struct Reden {
    kader: Kader,
    dossier: DossierId,
    minuten: i64,
    redenen: Vec<Optie>,
    formulier: Invoer,
}

/// GET /dossiers/{dossier}/noodknop: an interruption; one way on, one way back.
pub async fn waarschuw(v: Verzoek) -> Uitkomst {
    if let Some(weg) = al_toegang(&v) {
        return weg;
    }
    let minuten = Noodknopregels::op(&v.app.regels, v.vandaag())?.minuten;
    let (kader, dossier) = (v.kader("Dit is niet uw dossier").await?, v.dossier().dossier);
    let verder = format!("/dossiers/{dossier}/noodknop/reden");
    Antwoord::pagina(&Waarschuwing { kader, dossier, verder, minuten })
}

/// GET /dossiers/{dossier}/noodknop/reden
pub async fn formulier(v: Verzoek) -> Uitkomst {
    if let Some(weg) = al_toegang(&v) {
        return weg;
    }
    pagina(&v, Invoer::leeg()).await
}

/// POST /dossiers/{dossier}/noodknop/reden
pub async fn gebruik(v: Verzoek) -> Uitkomst {
    if let Some(weg) = al_toegang(&v) {
        return weg;
    }
    let regels = Noodknopregels::op(&v.app.regels, v.vandaag())?;
    let codes: Vec<&str> = regels.redenen.iter().map(|r| r.code.as_str()).collect();
    let (reden, toelichting) = (v.form.tekst("reden").to_owned(), v.form.tekst("toelichting").to_owned());
    if let Err(weigering) = breek_glas(&codes, &reden, &toelichting, regels.toelichting_minstens) {
        let mut f = v.invoer();
        f.weiger(&weigering);
        return pagina(&v, f).await;
    }
    let t = v.dossier();
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "noodknop gebruikt",
        onderwerp: "noodknop",
        onderwerp_id: id,
        dossier: Some(t.dossier),
        gemeente: Some(t.gemeente),
        reden: "",
    })
    .await?;
    let rij = NoodknopRij {
        noodknop_id: id,
        gebruiker_id: v.actor.gebruiker_id,
        naam: None,
        dossier_id: t.dossier,
        reden,
        toelichting,
        begin_ts: v.nu(),
        einde_ts: v.nu() + SignedDuration::from_mins(regels.minuten),
        oordeel: "open".into(),
        vanaf_nr: tx.nr(),
    };
    opslag::leg_noodknop_vast(&mut tx, &rij, false).await?;
    for (soort, voor_rol) in
        [(Soort::Noodknop, Rol::Trajectregisseur), (Soort::NoodknopOordeel, Rol::Teamleider)]
    {
        let waarvoor = Waarvoor { dossier: t.dossier, soort, onderwerp_id: id, voor_rol };
        termijnen::start(&mut tx, &v.app.regels, waarvoor, v.vandaag()).await?;
    }
    tx.commit().await?;
    Antwoord::naar(format!("/dossiers/{}", t.dossier))
}

/// POST /dossiers/{dossier}/noodknop/{noodknop}/gezien: the holder knows.
pub async fn gezien(v: Verzoek) -> Uitkomst {
    let id = v.pad("noodknop")?;
    let t = v.dossier();
    let bekend = opslag::ongezien(&v.db, t.dossier).await?.iter().any(|n| n.noodknop_id == id);
    if !bekend {
        return Antwoord::naar(format!("/dossiers/{}", t.dossier));
    }
    let mut tx = v.begin().await?;
    let (dossier, gemeente) = (Some(t.dossier), Some(t.gemeente));
    tx.journaal(Handeling {
        wat: "noodknop gezien",
        onderwerp: "noodknop",
        onderwerp_id: id,
        dossier,
        gemeente,
        reden: "",
    })
    .await?;
    termijnen::voldoe(&mut tx, t.dossier, Soort::Noodknop, id, v.vandaag()).await?;
    tx.commit().await?;
    Antwoord::naar(format!("/dossiers/{}", t.dossier))
}

/// Who holds the dossier, or has access in need already, goes straight to it; who may never break the glass is refused.
fn al_toegang(v: &Verzoek) -> Option<Uitkomst> {
    let t = v.dossier();
    if !mag_noodknop(v.actor.rol) {
        return Some(Antwoord::geweigerd("Uw rol heeft geen noodknop."));
    }
    (t.relatie == Relatie::Houder || t.noodknop).then(|| Antwoord::naar(format!("/dossiers/{}", t.dossier)))
}

async fn pagina(v: &Verzoek, formulier: Invoer) -> Uitkomst {
    let regels = Noodknopregels::op(&v.app.regels, v.vandaag())?;
    let fout = !formulier.is_goed();
    let p = Reden {
        kader: v.kader("Waarom hebt u dit dossier nu nodig?").await?.fouten(fout),
        dossier: v.dossier().dossier,
        minuten: regels.minuten,
        redenen: regels.redenen.iter().map(|r| Optie::nieuw(r.code.clone(), r.naam.clone())).collect(),
        formulier,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}
