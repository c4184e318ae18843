//! The goals of a dossier.

use crate::{
    huis::{
        Antwoord, Dossierkop, Invoer, Kader, Methode, Optie, Rol, Uitkomst, Verzoek, kader::Toon,
        onderdelen::Termijn, opslag::Handeling,
    },
    termijnen::{self, Soort, Waarvoor},
    trajectregie::{opslag::doelen as opslag, regels},
};
use askama::Template;
use kern::{
    stam::{Datum, DossierId, JournaalNr, Peil, termijnen::vaste_dag},
    trajectregie::{Leefgebied, Voortgang, stel_doel},
};

pub(super) const PAD: &str = "/dossiers/{dossier}/doelen";

/// Days before an evaluation at which it asks for attention.
pub(super) const BIJNA_DAGEN: i64 = 14;

/// A goal as shown.
pub(super) struct Doelkaart {
    pub(super) href: String,
    pub(super) tekst: String,
    pub(super) leefgebied: String,
    pub(super) status: String,
    pub(super) actief: bool,
    pub(super) gesteld: String,
    pub(super) evaluatie: Option<Termijn>,
    pub(super) activiteiten: Vec<String>,
    pub(super) evaluaties: Vec<String>,
}

impl Doelkaart {
    pub(super) fn toon(&self) -> Toon {
        match self.status.as_str() {
            "Behaald" => Toon::Goed,
            "Vervallen" => Toon::Neutraal,
            _ => Toon::Info,
        }
    }
}

#[derive(Template)]
#[template(path = "trajectregie/doelen.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    kaarten: Vec<Doelkaart>,
    mag_wijzigen: bool,
    leefgebieden: Vec<Optie>,
    formulier: Invoer,
}

/// GET /dossiers/{dossier}/doelen
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let over_een_half_jaar = termijnen::vooraf(&v.app.regels, Soort::Evaluatie, v.vandaag())?.uiterlijk;
    pagina(&v, peil, Invoer::leeg().met_datum("evaluatie", over_een_half_jaar)).await
}

/// POST /dossiers/{dossier}/doelen
pub async fn stel(v: Verzoek) -> Uitkomst {
    let mut f = v.invoer();
    let lijst = regels::leefgebieden(&v.app.regels, v.vandaag())?;
    let leefgebied = v.form.tekst("leefgebied").to_owned();
    if !lijst.iter().any(|l| l.code == leefgebied) {
        f.fout("leefgebied", "Kies het leefgebied waar dit doel bij hoort.");
    }
    let evaluatie = evaluatie_uit(&v, &mut f);
    let hoogstens = regels::evaluatie_hoogstens(&v.app.regels, v.vandaag())?;
    let doel = evaluatie.and_then(|dag| {
        match stel_doel(&leefgebied, v.form.tekst("tekst"), v.vandaag(), dag, hoogstens) {
            Ok(doel) => Some(doel),
            Err(weigering) => {
                f.weiger(&weigering);
                None
            }
        }
    });
    let (Some(doel), true) = (doel, f.is_goed()) else { return pagina(&v, Peil::op(v.vandaag()), f).await };
    let t = v.dossier();
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    let (dossier, gemeente) = (Some(t.dossier), Some(t.gemeente));
    tx.journaal(Handeling {
        wat: "doel gesteld",
        onderwerp: "doel",
        onderwerp_id: id,
        dossier,
        gemeente,
        reden: "",
    })
    .await?;
    opslag::leg_doel_vast(&mut tx, t.dossier, id, &doel, false).await?;
    let activiteit = v.form.tekst("activiteit");
    if !activiteit.is_empty() {
        opslag::leg_activiteit_vast(&mut tx, id, activiteit, v.form.tekst("wie")).await?;
    }
    let rol = termijnen::behandelaar(&tx, t.dossier).await?;
    termijnen::start_met(
        &mut tx,
        waarvoor(t.dossier, id, rol),
        &dag_van_evaluatie(v.vandaag(), doel.evaluatie_op),
    )
    .await?;
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het doel is vastgelegd.")
}

/// The term of an evaluation.
pub(super) fn waarvoor(dossier: DossierId, doel_id: i64, voor_rol: Rol) -> Waarvoor {
    Waarvoor { dossier, soort: Soort::Evaluatie, onderwerp_id: doel_id, voor_rol }
}

pub(super) fn dag_van_evaluatie(vandaag: Datum, dag: Datum) -> kern::stam::termijnen::Termijn {
    vaste_dag(
        vandaag,
        dag,
        "Wmo 2015 art. 2.3.9 lid 1",
        "Deze dag is samen met de inwoner afgesproken bij het doel.",
    )
}

/// The day of the next evaluation as typed; an error at the field when it is not there.
pub(super) fn evaluatie_uit(v: &Verzoek, f: &mut Invoer) -> Option<Datum> {
    match v.form.datum("evaluatie") {
        Ok(Some(dag)) => Some(dag),
        Ok(None) => {
            f.fout("evaluatie", "Vul in wanneer u dit doel opnieuw bekijkt.");
            None
        }
        Err(weigering) => {
            f.weiger(&weigering);
            None
        }
    }
}

async fn pagina(v: &Verzoek, peil: Peil, formulier: Invoer) -> Uitkomst {
    let d = v.dossier().dossier;
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let lijst = regels::leefgebieden(&v.app.regels, peil.op)?;
    let rijen = opslag::alle(&v.db, d, peil).await?;
    let activiteiten = opslag::activiteiten(&v.db, d, peil).await?;
    let evaluaties = opslag::evaluaties(&v.db, d, peil).await?;
    let fout = !formulier.is_goed();
    let p = Pagina {
        kader: v.kader("Doelen").await?.fouten(fout),
        kop,
        basis: basis(v),
        kaarten: rijen.iter().map(|r| kaart(v, r, &lijst, &activiteiten, &evaluaties)).collect(),
        mag_wijzigen: peil.bekend == JournaalNr::NU && v.mag_pad(Methode::Post, PAD),
        leefgebieden: lijst.iter().map(|l| Optie::nieuw(l.code.clone(), l.naam.clone())).collect(),
        formulier,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

/// A goal with what belongs to it.
pub(super) fn kaart(
    v: &Verzoek,
    r: &opslag::DoelRij,
    lijst: &[Leefgebied],
    activiteiten: &[opslag::ActiviteitRij],
    evaluaties: &[opslag::EvaluatieRij],
) -> Doelkaart {
    let actief = r.status == "actief";
    let wie = |a: &opslag::ActiviteitRij| {
        if a.wie.is_empty() { a.tekst.clone() } else { format!("{} ({})", a.tekst, a.wie) }
    };
    let evaluatie = |e: &opslag::EvaluatieRij| {
        let voortgang = Voortgang::lees(&e.voortgang).map_or("", Voortgang::naam);
        format!("{}: {voortgang}. {}", e.op.voluit(), e.tekst)
    };
    Doelkaart {
        href: format!("{}/{}", basis(v), r.doel_id),
        tekst: r.tekst.clone(),
        leefgebied: regels::leefgebiednaam(lijst, &r.leefgebied),
        status: match r.status.as_str() {
            "behaald" => "Behaald".into(),
            "vervallen" => "Vervallen".into(),
            _ => "Hier werken we aan".into(),
        },
        actief,
        gesteld: r.gesteld_op.voluit(),
        evaluatie: actief.then(|| Termijn::op(r.evaluatie_op, v.vandaag(), BIJNA_DAGEN)),
        activiteiten: activiteiten.iter().filter(|a| a.doel_id == r.doel_id).map(wie).collect(),
        evaluaties: evaluaties.iter().filter(|e| e.doel_id == r.doel_id).map(evaluatie).collect(),
    }
}

pub(super) fn basis(v: &Verzoek) -> String {
    PAD.replace("{dossier}", &v.dossier().dossier.to_string())
}
