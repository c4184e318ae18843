//! The queue in which uses of the noodknop are judged.

use crate::{
    huis::{Antwoord, Invoer, Kader, Uitkomst, Verzoek, moment_voluit, opslag::Handeling},
    termijnen::{self, Soort},
    trajectregie::{
        opslag::inzage::{self as opslag, NoodknopRij},
        regels::Noodknopregels,
    },
};
use askama::Template;

/// A use of the noodknop as shown. Nothing about the inwoner but the number of the dossier.
struct Regel {
    wie: String,
    dossier: String,
    wanneer: String,
    reden: String,
    toelichting: String,
    oordeel: &'static str,
    open: bool,
    actie: String,
}

#[derive(Template)]
#[template(path = "trajectregie/beoordeling.html")]
struct Pagina {
    kader: Kader,
    regels: Vec<Regel>,
    formulier: Invoer,
}

/// GET /beheer/noodknop
pub async fn lijst(v: Verzoek) -> Uitkomst {
    pagina(&v, Invoer::leeg()).await
}

/// POST /beheer/noodknop/{noodknop}
pub async fn oordeel(v: Verzoek) -> Uitkomst {
    let id = v.pad("noodknop")?;
    let Some(rij) = opslag::noodknop(&v.db, id, v.actor.gemeente).await? else {
        return Antwoord::niet_gevonden();
    };
    let mut f = Invoer::leeg();
    let oordeel = ["terecht", "niet_terecht"].into_iter().find(|o| *o == v.form.tekst("oordeel"));
    if rij.gebruiker_id == v.actor.gebruiker_id {
        f.fout("", "U kunt uw eigen gebruik van de noodknop niet beoordelen. Vraag een collega.");
    }
    if rij.oordeel != "open" {
        f.fout("", "Dit is al beoordeeld door een collega.");
    }
    let (Some(oordeel), true) = (oordeel, f.is_goed()) else { return pagina(&v, f).await };
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "gebruik van de noodknop beoordeeld",
        onderwerp: "noodknop",
        onderwerp_id: id,
        dossier: Some(rij.dossier_id),
        gemeente: None,
        reden: oordeel,
    })
    .await?;
    opslag::leg_noodknop_vast(&mut tx, &NoodknopRij { oordeel: oordeel.to_owned(), ..rij.clone() }, true)
        .await?;
    termijnen::voldoe(&mut tx, rij.dossier_id, Soort::NoodknopOordeel, id, v.vandaag()).await?;
    tx.commit().await?;
    Antwoord::naar_met_melding("/beheer/noodknop", "Uw oordeel is vastgelegd.")
}

async fn pagina(v: &Verzoek, formulier: Invoer) -> Uitkomst {
    let regels = Noodknopregels::op(&v.app.regels, v.vandaag())?;
    let rijen = opslag::wachtrij(&v.db, v.actor.gemeente).await?;
    let fout = !formulier.is_goed();
    let p = Pagina {
        kader: v.kader("Gebruik van de noodknop").await?.fouten(fout),
        regels: rijen.iter().map(|r| regel(r, &regels)).collect(),
        formulier,
    };
    let antwoord = if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) };
    Ok(antwoord?.met_personen(rijen.len()))
}

fn regel(r: &NoodknopRij, regels: &Noodknopregels) -> Regel {
    Regel {
        wie: r.naam.clone().unwrap_or_default(),
        dossier: format!("Dossier {}", r.dossier_id),
        wanneer: moment_voluit(r.begin_ts),
        reden: regels.naam(&r.reden),
        toelichting: r.toelichting.clone(),
        oordeel: match r.oordeel.as_str() {
            "terecht" => "Terecht",
            "niet_terecht" => "Niet terecht",
            _ => "Nog te beoordelen",
        },
        open: r.oordeel == "open",
        actie: format!("/beheer/noodknop/{}", r.noodknop_id),
    }
}
