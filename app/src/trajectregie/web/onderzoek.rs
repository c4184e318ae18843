//! The onderzoek: leefgebieden as far as needed, previous beside current, and the report that ends it.

use super::onderzoek_concept;
use crate::{
    huis::{
        Antwoord, Dossierkop, Fout, Invoer, Kader, Methode, Optie, Uitkomst, Verzoek,
        opslag::{Handeling, Tx},
    },
    termijnen::{self, Soort},
    trajectregie::{
        opslag::{
            dossier,
            onderzoek::{self as opslag, OnderzoekRij, ScoreRij},
        },
        regels,
    },
};
use askama::Template;
use kern::{
    stam::{JournaalNr, MeldingId, Peil},
    trajectregie::{
        Advies, Fase, Leefgebied, OnderzoekStand, Oordeel, TEKST_MAX, Verloop, rond_af as maak_verslag,
        totaal, verloop,
    },
};

const PAD: &str = "/dossiers/{dossier}/onderzoek";

/// One leefgebied on the page: what is needed, what was found before, what is found now.
struct Regel {
    code: String,
    naam: String,
    waarom: String,
    vorige: String,
    verloop: String,
    nu: String,
    toelichting: String,
    overgenomen: String,
}

/// An onderzoek that was ended.
struct Verslag {
    op: String,
    advies: String,
    samenvatting: String,
}

#[derive(Template)]
#[template(path = "trajectregie/onderzoek.html")]
struct Pagina {
    kader: Kader,
    kop: Dossierkop,
    basis: String,
    stand: OnderzoekStand,
    begonnen: String,
    mag_beginnen: bool,
    mag_wijzigen: bool,
    kan_overnemen: bool,
    regels: Vec<Regel>,
    oordelen: Vec<Optie>,
    adviezen: Vec<Optie>,
    besproken: usize,
    aantal: usize,
    totaal: Option<u32>,
    verslag: Option<Verslag>,
    eerdere: Vec<Verslag>,
    formulier: Invoer,
    concept: String,
}

/// Everything about onderzoeken in a dossier.
struct Stukken {
    melding: Option<MeldingId>,
    huidig: Option<OnderzoekRij>,
    eerdere: Vec<OnderzoekRij>,
    scores: Vec<ScoreRij>,
    leefgebieden: Vec<Leefgebied>,
}

impl Stukken {
    async fn lees(v: &Verzoek, peil: Peil) -> Result<Option<Stukken>, Fout> {
        let d = v.dossier().dossier;
        let Some((_, melding)) = dossier::stand(&v.db, d, peil).await? else { return Ok(None) };
        let alle = opslag::alle(&v.db, d, peil).await?;
        let (mut nu, eerdere): (Vec<_>, Vec<_>) =
            alle.into_iter().partition(|o| Some(o.melding_id) == melding);
        Ok(Some(Stukken {
            melding,
            huidig: if nu.is_empty() { None } else { Some(nu.remove(0)) },
            eerdere,
            scores: opslag::scores(&v.db, d, peil).await?,
            leefgebieden: regels::leefgebieden(&v.app.regels, peil.op)?,
        }))
    }

    /// Onderzoek that can still be changed.
    fn lopend(&self) -> Option<&OnderzoekRij> {
        self.huidig.as_ref().filter(|o| o.afgerond_op.is_none())
    }

    fn nu(&self, code: &str) -> Option<&ScoreRij> {
        let id = self.huidig.as_ref()?.onderzoek_id;
        self.scores.iter().find(|s| s.onderzoek_id == id && s.leefgebied == code)
    }

    /// The newest real score of an earlier onderzoek.
    fn vorige(&self, code: &str) -> Option<&ScoreRij> {
        let id = self.huidig.as_ref().map(|o| o.onderzoek_id);
        let echt = |s: &&ScoreRij| Oordeel::lees(&s.oordeel).and_then(Oordeel::score).is_some();
        self.scores.iter().filter(|s| Some(s.onderzoek_id) != id && s.leefgebied == code).find(echt)
    }

    fn oordelen(&self) -> Vec<Oordeel> {
        self.leefgebieden.iter().filter_map(|l| Oordeel::lees(&self.nu(&l.code)?.oordeel)).collect()
    }

    fn versie(&self) -> JournaalNr {
        let nrs = self.scores.iter().map(|s| s.vanaf_nr).chain(self.huidig.iter().map(|o| o.vanaf_nr));
        nrs.max().unwrap_or(JournaalNr(0))
    }
}

/// GET /dossiers/{dossier}/onderzoek
pub async fn toon(v: Verzoek) -> Uitkomst {
    let peil = v.peil().await?;
    let Some(stukken) = Stukken::lees(&v, peil).await? else { return Antwoord::niet_gevonden() };
    let f = begin_formulier(&stukken);
    let (f, concept) =
        if stukken.lopend().is_some() && v.mag_pad(Methode::Post, PAD) && peil.bekend == JournaalNr::NU {
            onderzoek_concept::vul_aan(&v, f).await?
        } else {
            (f, String::new())
        };
    pagina(&v, peil, &stukken, (f, concept)).await
}

/// POST /dossiers/{dossier}/onderzoek/begin
pub async fn begin(v: Verzoek) -> Uitkomst {
    let Some(stukken) = Stukken::lees(&v, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let (Some(melding), None) = (stukken.melding, &stukken.huidig) else { return Antwoord::naar(basis(&v)) };
    let t = v.dossier();
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    schrijf(&v, &mut tx, "onderzoek begonnen", "onderzoek", id).await?;
    opslag::begin(&mut tx, id, t.dossier, melding, v.vandaag()).await?;
    let fase = dossier::kop(&tx, t.dossier, Peil::op(v.vandaag())).await?.and_then(|k| Fase::lees(&k.fase));
    if matches!(fase, Some(Fase::Melding | Fase::Vraagverheldering)) {
        dossier::zet_fase(&mut tx, t.dossier, Fase::Onderzoek).await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(basis(&v), "Het onderzoek is begonnen.")
}

/// POST /dossiers/{dossier}/onderzoek: saves what changed; nothing is mandatory.
pub async fn bewaar(v: Verzoek) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(stukken) = Stukken::lees(&v, peil).await? else { return Antwoord::niet_gevonden() };
    let Some(onderzoek) = stukken.lopend() else { return Antwoord::naar(basis(&v)) };
    let mut f = v.invoer();
    toets_versie(&v, &stukken, &mut f);
    let gewijzigd = lees_scores(&v, &stukken, &mut f);
    if !f.is_goed() {
        return pagina(&v, peil, &stukken, (f, String::new())).await;
    }
    if gewijzigd.is_empty() {
        return Antwoord::naar_met_melding(basis(&v), "Er is niets gewijzigd.");
    }
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "leefgebieden vastgelegd", "leefgebiedscore", onderzoek.onderzoek_id).await?;
    for (code, oordeel, toelichting) in &gewijzigd {
        let op = (v.vandaag(), stukken.nu(code));
        opslag::leg_score_vast(
            &mut tx,
            v.dossier().dossier,
            onderzoek.onderzoek_id,
            code,
            (*oordeel, toelichting),
            op,
        )
        .await?;
    }
    tx.commit().await?;
    onderzoek_concept::gooi_weg(&v, &["leefgebieden"]).await?;
    let woord = if gewijzigd.len() == 1 { "leefgebied is" } else { "leefgebieden zijn" };
    Antwoord::naar_met_melding(basis(&v), format!("{} {woord} bewaard.", gewijzigd.len()))
}

/// POST /dossiers/{dossier}/onderzoek/overnemen: fills what is empty with the previous scores, dated as they were.
pub async fn neem_over(v: Verzoek) -> Uitkomst {
    let Some(stukken) = Stukken::lees(&v, Peil::op(v.vandaag())).await? else {
        return Antwoord::niet_gevonden();
    };
    let Some(onderzoek) = stukken.lopend() else { return Antwoord::naar(basis(&v)) };
    let over: Vec<&ScoreRij> = stukken
        .leefgebieden
        .iter()
        .filter(|l| stukken.nu(&l.code).is_none())
        .filter_map(|l| stukken.vorige(&l.code))
        .collect();
    if over.is_empty() {
        return Antwoord::naar_met_melding(basis(&v), "Er zijn geen vorige scores om over te nemen.");
    }
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "vorige scores overgenomen", "leefgebiedscore", onderzoek.onderzoek_id).await?;
    for s in &over {
        let oordeel = Oordeel::lees(&s.oordeel).unwrap_or(Oordeel::NietBesproken);
        let wat = (oordeel, s.toelichting.as_str());
        opslag::leg_score_vast(
            &mut tx,
            v.dossier().dossier,
            onderzoek.onderzoek_id,
            &s.leefgebied,
            wat,
            (s.gemeten_op, None),
        )
        .await?;
    }
    tx.commit().await?;
    Antwoord::naar_met_melding(
        basis(&v),
        "De vorige scores zijn overgenomen. Controleer ze samen met de inwoner.",
    )
}

/// POST /dossiers/{dossier}/onderzoek/verslag
pub async fn rond_af(v: Verzoek) -> Uitkomst {
    let peil = Peil::op(v.vandaag());
    let Some(stukken) = Stukken::lees(&v, peil).await? else { return Antwoord::niet_gevonden() };
    let Some(onderzoek) = stukken.lopend() else { return Antwoord::naar(basis(&v)) };
    let mut f = v.invoer();
    toets_versie(&v, &stukken, &mut f);
    let advies = Advies::lees(v.form.tekst("advies"));
    let verslag = maak_verslag(
        onderzoek.begonnen_op,
        &stukken.oordelen(),
        v.form.tekst("samenvatting"),
        advies,
        v.vandaag(),
    );
    let verslag = match verslag {
        Ok(verslag) if f.is_goed() => verslag,
        Ok(_) => return pagina(&v, peil, &stukken, (f, String::new())).await,
        Err(weigering) => {
            f.weiger(&weigering);
            return pagina(&v, peil, &stukken, (f, String::new())).await;
        }
    };
    let d = v.dossier().dossier;
    let mut tx = v.begin().await?;
    schrijf(&v, &mut tx, "onderzoek afgerond", "onderzoek", onderzoek.onderzoek_id).await?;
    opslag::rond_af(&mut tx, d, onderzoek, &verslag).await?;
    termijnen::voldoe(&mut tx, d, Soort::Onderzoek, onderzoek.melding_id.0, v.vandaag()).await?;
    let fase = dossier::kop(&tx, d, peil).await?.and_then(|k| Fase::lees(&k.fase));
    if matches!(fase, Some(Fase::Melding | Fase::Vraagverheldering | Fase::Onderzoek)) {
        dossier::zet_fase(&mut tx, d, Fase::Besluit).await?;
    }
    tx.commit().await?;
    onderzoek_concept::gooi_weg(&v, &["leefgebieden", "verslag"]).await?;
    Antwoord::naar_met_melding(basis(&v), "Het onderzoek is afgerond. De inwoner kan nu een aanvraag doen.")
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

fn toets_versie(v: &Verzoek, stukken: &Stukken, f: &mut Invoer) {
    if v.form.getal("versie") != Some(stukken.versie().0) {
        f.fout("", "Een collega heeft dit onderzoek net gewijzigd. Vergelijk, en bewaar dan opnieuw.");
        *f = std::mem::take(f).met("versie", stukken.versie().to_string());
    }
}

/// What differs from what is stored: leefgebied, answer, explanation.
#[allow(clippy::collapsible_match, reason = "each answer stands on its own line")]
fn lees_scores(v: &Verzoek, stukken: &Stukken, f: &mut Invoer) -> Vec<(String, Oordeel, String)> {
    let mut uit = Vec::new();
    for l in &stukken.leefgebieden {
        let (veld, uitleg) = (format!("oordeel-{}", l.code), format!("toelichting-{}", l.code));
        let toelichting = v.form.tekst(&uitleg).to_owned();
        if toelichting.chars().count() > TEKST_MAX {
            f.fout(
                &uitleg,
                format!("De toelichting bij {} is te lang. Het maximum is {TEKST_MAX} tekens.", l.naam),
            );
        }
        let gekozen = v.form.tekst(&veld);
        let nu = stukken.nu(&l.code);
        match Oordeel::lees(gekozen) {
            Some(oordeel) => {
                if nu.is_none_or(|s| s.oordeel != gekozen || s.toelichting != toelichting) {
                    uit.push((l.code.clone(), oordeel, toelichting));
                }
            }
            None if !toelichting.is_empty() => {
                f.fout(&veld, format!("Kies een antwoord bij {}, of haal de toelichting weg.", l.naam))
            }
            None if nu.is_some() => uit.push((l.code.clone(), Oordeel::NietBesproken, String::new())),
            None => {}
        }
    }
    uit
}

fn begin_formulier(stukken: &Stukken) -> Invoer {
    let mut f = Invoer::leeg().met("versie", stukken.versie().to_string());
    for l in &stukken.leefgebieden {
        if let Some(s) = stukken.nu(&l.code) {
            f = f
                .met(&format!("oordeel-{}", l.code), s.oordeel.clone())
                .met(&format!("toelichting-{}", l.code), s.toelichting.clone());
        }
    }
    f
}

async fn pagina(
    v: &Verzoek,
    peil: Peil,
    stukken: &Stukken,
    (formulier, concept): (Invoer, String),
) -> Uitkomst {
    let Some(kop) = v.dossierkop(PAD, peil).await? else { return Antwoord::niet_gevonden() };
    let fout = !formulier.is_goed();
    let mag = peil.bekend == JournaalNr::NU && v.mag_pad(Methode::Post, PAD);
    let oordelen = stukken.oordelen();
    let afgerond = stukken.huidig.as_ref().filter(|o| o.afgerond_op.is_some());
    let p = Pagina {
        kader: v.kader("Onderzoek").await?.fouten(fout),
        kop,
        basis: basis(v),
        stand: match (&stukken.huidig, afgerond) {
            (None, _) => OnderzoekStand::Geen,
            (Some(_), None) => OnderzoekStand::Loopt,
            (Some(_), Some(_)) => OnderzoekStand::Afgerond,
        },
        begonnen: stukken.huidig.as_ref().map_or_else(String::new, |o| o.begonnen_op.voluit()),
        mag_beginnen: mag && stukken.huidig.is_none() && stukken.melding.is_some(),
        mag_wijzigen: mag && stukken.lopend().is_some(),
        kan_overnemen: stukken
            .leefgebieden
            .iter()
            .any(|l| stukken.nu(&l.code).is_none() && stukken.vorige(&l.code).is_some()),
        regels: stukken.leefgebieden.iter().map(|l| regel(stukken, l)).collect(),
        oordelen: Oordeel::ALLE.iter().map(|o| Optie::nieuw(o.code(), o.naam())).collect(),
        adviezen: Advies::ALLE.iter().map(|a| Optie::nieuw(a.code(), a.naam())).collect(),
        besproken: oordelen.iter().filter(|o| o.score().is_some()).count(),
        aantal: stukken.leefgebieden.len(),
        totaal: totaal(&oordelen, stukken.leefgebieden.len()),
        verslag: afgerond.map(verslag),
        eerdere: stukken.eerdere.iter().filter(|o| o.afgerond_op.is_some()).map(verslag).collect(),
        formulier,
        concept,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn verslag(o: &OnderzoekRij) -> Verslag {
    Verslag {
        op: o.afgerond_op.map_or_else(String::new, |d| d.voluit()),
        advies: Advies::lees(&o.advies).map_or("", Advies::naam).to_owned(),
        samenvatting: o.samenvatting.clone(),
    }
}

fn regel(stukken: &Stukken, l: &Leefgebied) -> Regel {
    let (nu, vorige) = (stukken.nu(&l.code), stukken.vorige(&l.code));
    let oordeel = |s: Option<&ScoreRij>| s.and_then(|s| Oordeel::lees(&s.oordeel));
    let begonnen = stukken.huidig.as_ref().map(|o| o.begonnen_op);
    let oud = nu.filter(|s| begonnen.is_some_and(|b| s.gemeten_op < b));
    Regel {
        code: l.code.clone(),
        naam: l.naam.clone(),
        waarom: l.waarom.clone(),
        vorige: vorige.map_or_else(String::new, |s| format!("{}, {}", s.oordeel, s.gemeten_op.voluit())),
        verloop: match verloop(oordeel(vorige), oordeel(nu)) {
            Verloop::Onbekend => String::new(),
            Verloop::Gelijk => "gelijk".into(),
            Verloop::Vooruit(n) => format!("{n} hoger"),
            Verloop::Achteruit(n) => format!("{n} lager"),
        },
        nu: oordeel(nu).map_or_else(String::new, |o| o.naam().to_owned()),
        toelichting: nu.map_or_else(String::new, |s| s.toelichting.clone()),
        overgenomen: oud.map_or_else(String::new, |s| format!("Overgenomen van {}", s.gemeten_op.voluit())),
    }
}

fn basis(v: &Verzoek) -> String {
    PAD.replace("{dossier}", &v.dossier().dossier.to_string())
}
