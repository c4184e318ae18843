//! Recording a move: the gemeente van verblijf from a day on, and a new address in the BRP when there is one.

use super::{
    vastleggen::{self, Gemeentesoort, NieuwAdres},
    web::{PAD, basis, gemeente_uit},
};
use crate::huis::{Antwoord, Dossierkop, Invoer, Kader, Uitkomst, Verzoek, opslag::Handeling};
use askama::Template;
use kern::{
    stam::{Datum, Peil},
    woonplaats::Functie,
};

#[derive(Template)]
#[template(path = "woonplaats/verhuizing.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    actie: String,
    formulier: Invoer,
}

/// GET /dossiers/{dossier}/verhuizing
pub async fn formulier(v: Verzoek) -> Uitkomst {
    let f = Invoer::leeg().met_datum("vanaf", v.vandaag()).met("brp", "ja");
    pagina(&v, f).await
}

/// POST /dossiers/{dossier}/verhuizing
pub async fn leg_vast(v: Verzoek) -> Uitkomst {
    let mut f = v.invoer();
    let gemeente = gemeente_uit(&v, &mut f, "gemeente", true);
    let vanaf = dag(&v, &mut f);
    let (Some(gemeente), Some(vanaf), true) = (gemeente, vanaf, f.is_goed()) else {
        return pagina(&v, f).await;
    };
    let t = v.dossier();
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "verhuizing vastgelegd",
        onderwerp: "gemeentefeit",
        onderwerp_id: t.dossier.0,
        dossier: Some(t.dossier),
        gemeente: Some(gemeente),
        reden: "",
    })
    .await?;
    vastleggen::leg_gemeente_vast(&mut tx, t.dossier, Gemeentesoort::Verblijf, gemeente, vanaf).await?;
    if v.form.aan("brp") {
        vastleggen::beeindig_vorig_adres(&mut tx, t.inwoner, vanaf).await?;
        let adres = NieuwAdres {
            gemeente,
            functie: Functie::Woonadres,
            instelling: None,
            in_onderzoek: false,
            herindeling: false,
            van: vanaf,
            tot: None,
            bron: "brp".into(),
        };
        let id = tx.nieuw_id()?;
        vastleggen::leg_adres_vast(&mut tx, t.inwoner, id, false, &adres).await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        basis(&v),
        "De verhuizing is vastgelegd. De verantwoordelijke gemeente verandert daar niet door.",
    )
}

fn dag(v: &Verzoek, f: &mut Invoer) -> Option<Datum> {
    match v.form.datum("vanaf") {
        Ok(Some(d)) if v.vandaag().plus_jaren(1) < d => {
            f.fout("vanaf", "De dag ligt meer dan een jaar in de toekomst.");
            None
        }
        Ok(Some(d)) => Some(d),
        Ok(None) => {
            f.fout("vanaf", "Vul in vanaf welke dag.");
            None
        }
        Err(weigering) => {
            f.weiger(&weigering);
            None
        }
    }
}

async fn pagina(v: &Verzoek, formulier: Invoer) -> Uitkomst {
    let Some(kop) = v.dossierkop(PAD, Peil::op(v.vandaag())).await? else { return Antwoord::niet_gevonden() };
    let fout = !formulier.is_goed();
    let actie = format!("/dossiers/{}/verhuizing", v.dossier().dossier);
    let p = Pagina {
        kader: v.kader("Verhuizing vastleggen").await?.fouten(fout),
        kop,
        basis: basis(v),
        actie,
        formulier,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}
