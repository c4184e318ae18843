//! The tandem: one form, two owners, per question who answered what and when, both finish (UP §2.1, spoor 3).

use super::opslag;
use super::overdragen::neem_over;
use super::spoor_opslag;
use super::tandem_opslag::{self, AntwoordRij, TandemRij};
use super::tonen::SOORTEN;
use crate::huis::{
    Antwoord as Pagina, Dossierkop, Fout, Invoer, Optie, Uitkomst as Resultaat, Verzoek,
    kader::Kader,
    onderdelen::{Conflict, Gegeven},
    opslag::{Handeling, Tx},
    regels::Regels,
    verschil::verschil,
};
use crate::termijnen::{self, Soort};
use askama::Template;
use kern::stam::{Datum, Peil, Weigering};
use kern::toegang::{
    Conclusie, Dossierrol, Overdracht, Overdrachtsoort, TEKST_MAX, Tandem, Tandembesluit, Tandemvraag,
    Uitkomst,
};

/// One question with its answer.
struct Vraag {
    code: &'static str,
    tekst: &'static str,
    /// Who answered and when; empty when nobody did.
    wie: String,
    /// Version of the answer that the form shows; 0 for none.
    gezien: i64,
    antwoord: String,
}

#[derive(Template)]
#[template(path = "toegang/tandem.html")]
struct TandemPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    hulpvraag: String,
    vragen: Vec<Vraag>,
    stand: Vec<Gegeven>,
    oneens: bool,
    besloten: String,
    /// May write: an owner, while it is not decided.
    schrijft: bool,
    klaar: bool,
    conclusies: Vec<Optie>,
    uitkomsten: Vec<Optie>,
}

#[derive(Template)]
#[template(path = "toegang/conflict.html")]
struct ConflictPagina {
    kader: Kader,
    conflicten: Vec<Conflict>,
    mijn: Vec<(String, String)>,
    actie: String,
    terug: String,
    versie: i64,
}

async fn haal(v: &Verzoek) -> Result<Option<TandemRij>, Fout> {
    tandem_opslag::een(&v.db, v.dossier().dossier, v.pad("tandem")?, Peil::op(v.vandaag())).await
}

fn pad(r: &TandemRij) -> String {
    format!("/dossiers/{}/tandem/{}", r.dossier_id, r.tandem_id)
}

/// GET /dossiers/{dossier}/tandem/{tandem}
pub async fn toon(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    Pagina::pagina(&pagina(&v, &r, Invoer::leeg()).await?)
}

async fn pagina(v: &Verzoek, r: &TandemRij, formulier: Invoer) -> Result<TandemPagina, Fout> {
    let peil = Peil::op(v.vandaag());
    let kop = v
        .dossierkop("/dossiers/{dossier}/vraagverheldering/{melding}", peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder kop"))?;
    let kader = v
        .kader("Tandem")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {}", r.dossier_id), format!("/dossiers/{}", r.dossier_id))
        .kruimel("Tandem", "")
        .fouten(!formulier.is_goed());
    let antwoorden = tandem_opslag::antwoorden(&v.db, r.tandem_id, peil).await?;
    let hulpvraag = opslag::melding(&v.db, r.dossier_id, r.melding_id, peil)
        .await?
        .map_or_else(String::new, |m| m.hulpvraag);
    let s = r.stand();
    let eigenaar = s.eigenaar(v.actor.gebruiker_id).ok();
    let namen = (
        opslag::naam_van(&v.db, r.aandachtsfunctionaris).await?,
        opslag::naam_van(&v.db, r.trajectregisseur).await?,
    );
    Ok(TandemPagina {
        kader,
        kop,
        pad: pad(r),
        hulpvraag,
        vragen: Tandemvraag::ALLE.iter().map(|q| vraag(*q, &antwoorden, &formulier)).collect(),
        stand: stand(&s, &namen),
        oneens: s.is_oneens(),
        besloten: s.besluit().map_or_else(String::new, besluit_zin),
        schrijft: eigenaar.is_some() && s.besluit().is_none() && v.mag_wijzigen(v.route.klasse),
        klaar: eigenaar.is_some_and(|e| s.klaar(e).is_some()),
        conclusies: Conclusie::ALLE.iter().map(|c| Optie::nieuw(c.code(), c.naam())).collect(),
        uitkomsten: Uitkomst::ALLE.iter().map(|u| Optie::nieuw(u.code(), u.naam())).collect(),
        formulier: formulier_met(formulier, &s),
    })
}

/// The outcome that the other owner proposed is filled in, so that both choose the same on purpose.
fn formulier_met(f: Invoer, s: &Tandem) -> Invoer {
    match s.uitkomst {
        Some(u) if f.waarde("uitkomst").is_empty() => f.met("uitkomst", u.code()),
        Some(_) | None => f,
    }
}

fn vraag(q: Tandemvraag, antwoorden: &[AntwoordRij], f: &Invoer) -> Vraag {
    let oud = antwoorden.iter().find(|a| a.vraag == q.code());
    let getypt = f.waarden(q.code()).first().cloned();
    Vraag {
        code: q.code(),
        tekst: q.naam(),
        wie: oud.map_or_else(String::new, |a| format!("{} op {}", a.naam, a.beantwoord_op.voluit())),
        gezien: oud.map_or(0, |a| a.vanaf_nr.0),
        antwoord: getypt.unwrap_or_else(|| oud.map_or_else(String::new, |a| a.antwoord.clone())),
    }
}

fn stand(s: &Tandem, namen: &(String, String)) -> Vec<Gegeven> {
    let regel = |naam: &str, rol: &str, k: Option<(Datum, Conclusie)>| {
        let waarde = k.map_or_else(
            || "Nog bezig".to_owned(),
            |(d, c)| format!("{}, klaar op {}", c.naam(), d.voluit()),
        );
        Gegeven::nieuw(naam, waarde).bron(rol)
    };
    let mut uit = vec![
        regel(&namen.0, "aandachtsfunctionaris", s.eerste),
        regel(&namen.1, "trajectregisseur", s.tweede),
    ];
    if let Some(u) = s.uitkomst {
        uit.push(Gegeven::nieuw("Bij geen beschermd wonen", u.naam()));
    }
    uit
}

fn besluit_zin(b: Tandembesluit) -> String {
    match b {
        Tandembesluit::WelBw => {
            "U bent het eens: wel beschermd wonen. De trajectregisseur is nu dossierhouder.".to_owned()
        }
        Tandembesluit::GeenBw(u) => {
            format!(
                "U bent het eens: geen beschermd wonen. De gemeente handelt de vraag lokaal af: {}.",
                u.naam()
            )
        }
    }
}

/// POST /dossiers/{dossier}/tandem/{tandem}: saves the answers that changed; two people who changed the same one choose.
pub async fn bewaar(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    let peil = Peil::op(v.vandaag());
    let antwoorden = tandem_opslag::antwoorden(&v.db, r.tandem_id, peil).await?;
    let (nieuw, botst) = vergelijk(&v, &antwoorden);
    for (q, _) in nieuw.iter().filter(|(_, tekst)| tekst.chars().count() > TEKST_MAX) {
        f.weiger(&Weigering::nieuw("TGG-04", "", "Deze tekst is te lang. Maak hem korter.").bij(q.code()));
    }
    let stand = r.stand().schrijf(v.actor.gebruiker_id);
    if let Err(w) = &stand {
        f.weiger(w);
    }
    let Some(stand) = stand.ok().filter(|_| f.is_goed()) else {
        return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
    };
    if !botst.is_empty() {
        return conflict(&v, &r, &antwoorden, &botst).await;
    }
    if nieuw.is_empty() {
        return Pagina::naar_met_melding(pad(&r), "Er was niets gewijzigd.");
    }
    let mut tx = v.begin().await?;
    tx.journaal(handeling(&r, "tandem beantwoord")).await?;
    for (q, tekst) in &nieuw {
        let oud = antwoorden.iter().find(|a| a.vraag == q.code());
        tandem_opslag::beantwoord(&mut tx, r.tandem_id, *q, tekst, oud).await?;
    }
    tandem_opslag::wijzig(&mut tx, &r, &r.met(&stand)).await?;
    tx.commit().await?;
    Pagina::naar_met_melding(pad(&r), "Uw antwoorden zijn bewaard.")
}

type Nieuw = Vec<(Tandemvraag, String)>;

/// Which answers changed, and which of those somebody else changed too since the form was shown.
fn vergelijk(v: &Verzoek, antwoorden: &[AntwoordRij]) -> (Nieuw, Vec<Tandemvraag>) {
    let (mut nieuw, mut botst) = (Vec::new(), Vec::new());
    for q in Tandemvraag::ALLE {
        let oud = antwoorden.iter().find(|a| a.vraag == q.code());
        let (was, nu) = (oud.map_or("", |a| a.antwoord.as_str()), v.form.tekst(q.code()));
        if was == nu || v.form.tekst(&format!("kies_{}", q.code())) == "hun" {
            continue;
        }
        let gezien = v.form.getal(&format!("gezien_{}", q.code())).unwrap_or(0);
        let gekozen = v.form.tekst(&format!("kies_{}", q.code())) == "mijn";
        // An answer that this form did not touch may differ because a colleague wrote: it is left alone.
        let onaangeraakt = v.form.tekst(&format!("was_{}", q.code())) == nu && !gekozen;
        if oud.map_or(0, |a| a.vanaf_nr.0) != gezien && onaangeraakt {
            continue;
        }
        if oud.map_or(0, |a| a.vanaf_nr.0) != gezien {
            botst.push(*q);
        }
        nieuw.push((*q, nu.to_owned()));
    }
    (nieuw, botst)
}

async fn conflict(
    v: &Verzoek,
    r: &TandemRij,
    antwoorden: &[AntwoordRij],
    botst: &[Tandemvraag],
) -> Resultaat {
    let kader = v
        .kader("Kies welke tekst blijft")
        .await?
        .kruimel(format!("Dossier {}", r.dossier_id), format!("/dossiers/{}", r.dossier_id))
        .kruimel("Tandem", pad(r))
        .kruimel("Kies welke tekst blijft", "");
    let mut conflicten = Vec::new();
    let mut mijn: Vec<(String, String)> = Vec::new();
    for q in Tandemvraag::ALLE {
        let oud = antwoorden.iter().find(|a| a.vraag == q.code());
        let (was, nu) = (oud.map_or("", |a| a.antwoord.as_str()), v.form.tekst(q.code()));
        mijn.push((q.code().to_owned(), nu.to_owned()));
        mijn.push((format!("was_{}", q.code()), v.form.tekst(&format!("was_{}", q.code())).to_owned()));
        // The version that is shown now: choosing again collides only with what is written after this page.
        let gezien = if botst.contains(q) {
            oud.map_or(0, |a| a.vanaf_nr.0)
        } else {
            v.form.getal(&format!("gezien_{}", q.code())).unwrap_or(0)
        };
        mijn.push((format!("gezien_{}", q.code()), gezien.to_string()));
        if botst.contains(q) {
            conflicten.push(Conflict {
                veld: format!("kies_{}", q.code()),
                label: q.naam().to_owned(),
                mijn: super::zonder_weg(verschil(was, nu)),
                hun: super::zonder_weg(verschil(nu, was)),
                wie: oud.map_or_else(String::new, |a| a.naam.clone()),
                wanneer: oud.map_or_else(String::new, |a| a.beantwoord_op.voluit()),
            });
        }
    }
    let pagina = ConflictPagina { kader, conflicten, mijn, actie: pad(r), terug: String::new(), versie: 0 };
    Pagina::formulier_terug(&pagina)
}

fn handeling(r: &TandemRij, wat: &'static str) -> Handeling {
    Handeling {
        wat,
        onderwerp: "tandem",
        onderwerp_id: r.tandem_id,
        dossier: Some(r.dossier_id),
        gemeente: None,
        reden: "",
    }
}

/// POST /dossiers/{dossier}/tandem/{tandem}/klaar: finishes one's own half; the second one who agrees ends the tandem.
pub async fn rond_af(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    let antwoorden = tandem_opslag::antwoorden(&v.db, r.tandem_id, Peil::op(v.vandaag())).await?;
    let beantwoord =
        |q: &Tandemvraag| antwoorden.iter().any(|a| a.vraag == q.code() && !a.antwoord.trim().is_empty());
    let open: Vec<Tandemvraag> = Tandemvraag::ALLE.iter().copied().filter(|q| !beantwoord(q)).collect();
    let conclusie = Conclusie::lees(v.form.tekst("conclusie")).ok();
    let uitkomst = Uitkomst::lees(v.form.tekst("uitkomst")).ok();
    let stand = match r.stand().rond_af(v.actor.gebruiker_id, &open, conclusie, uitkomst, v.vandaag()) {
        Ok(s) => s,
        Err(fouten) => {
            fouten.iter().for_each(|w| f.weiger(w));
            return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
        }
    };
    let besluit = stand.besluit();
    let mut tx = v.begin().await?;
    tx.journaal(handeling(&r, if besluit.is_some() { "tandem afgerond" } else { "tandem half afgerond" }))
        .await?;
    tandem_opslag::wijzig(&mut tx, &r, &r.met(&stand)).await?;
    if let Some(b) = besluit
        && let Err(w) = besluit_tandem(&mut tx, v.regels(), &r, b).await?
    {
        drop(tx);
        f.weiger(&w);
        return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
    }
    tx.commit().await?;
    let zin = match (besluit, stand.is_oneens()) {
        (Some(_), _) => "De tandem is klaar.",
        (None, true) => "U bent het nog niet eens met uw collega. Bespreek het samen.",
        (None, false) => "U bent klaar. Nu moet uw collega nog afronden.",
    };
    Pagina::naar_met_melding(pad(&r), zin)
}

/// Both agree: the melding ends locally, or the trajectregisseur takes over as after a warme overdracht.
async fn besluit_tandem(
    tx: &mut Tx,
    regels: &Regels,
    r: &TandemRij,
    b: Tandembesluit,
) -> Result<Result<(), Weigering>, Fout> {
    let (d, op, peil) = (r.dossier_id, tx.vandaag(), Peil::op(tx.vandaag()));
    let (Some(m), Some(dossier)) =
        (opslag::melding(tx, d, r.melding_id, peil).await?, opslag::dossier(tx, d, peil).await?)
    else {
        return Err(Fout::nieuw("tandem zonder melding of dossier"));
    };
    let stand = match m.stand(None, None)?.tandem_besloten(b) {
        Ok(s) => s,
        Err(w) => return Ok(Err(w)),
    };
    termijnen::voldoe(tx, d, Soort::Tandem, r.tandem_id, op).await?;
    let rollen = opslag::als_rollen(&opslag::rollen(tx, d, peil).await?)?;
    match b {
        Tandembesluit::WelBw => {
            spoor_opslag::rond_vraagverheldering_af(tx, d, r.melding_id, None).await?;
            let samen = Overdracht {
                soort: Overdrachtsoort::NaarTrajectregisseur,
                van: r.aandachtsfunctionaris,
                naar: r.trajectregisseur,
                van_bevestigd_op: Some(op),
                naar_bevestigd_op: Some(op),
                terug_op: None,
            };
            opslag::zet_rollen(tx, d, &samen.rollen_na(&rollen)).await?;
            neem_over(tx, regels, &m, &dossier, &stand).await?;
        }
        Tandembesluit::GeenBw(uitkomst) => {
            spoor_opslag::rond_vraagverheldering_af(tx, d, r.melding_id, Some(uitkomst)).await?;
            // Who only helped to find out leaves the dossier again.
            let blijven: Vec<_> = rollen
                .into_iter()
                .filter(|(g, rol)| *g != r.trajectregisseur || *rol != Dossierrol::Medehouder)
                .collect();
            opslag::zet_rollen(tx, d, &blijven).await?;
            for soort in SOORTEN.into_iter().filter(|s| *s != Soort::Ontvangstbevestiging) {
                termijnen::voldoe(tx, d, soort, r.melding_id, op).await?;
            }
            let blijft = opslag::heeft_andere_open_melding(tx, d, r.melding_id).await?;
            let nieuw = opslag::MeldingRij { status: stand.status().code().to_owned(), ..m };
            opslag::wijzig_melding(tx, &nieuw).await?;
            opslag::wijzig_dossier(tx, &dossier, &dossier.met_fase(stand.fase(dossier.fase()?, blijft), op))
                .await?;
        }
    }
    Ok(Ok(()))
}
