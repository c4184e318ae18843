//! Warme overdracht: both colleagues confirm on their own page; only then does the dossier change hands (UP §2.1, §2.2).

use super::opslag::{self, DossierRij, MeldingRij};
use super::spoor_opslag::{self, OverdrachtRij};
use super::{brieven, inwoner, sporen};
use crate::huis::{
    Antwoord as Pagina, Dossierkop, Fout, Invoer, Rol, Uitkomst as Resultaat, Verzoek,
    kader::{Kader, Toon},
    onderdelen::{Gegeven, Taak},
    opslag::{Handeling, Tx},
    regels::Regels,
};
use crate::termijnen::{self, Soort, Waarvoor};
use askama::Template;
use kern::stam::{Datum, DossierId, Peil, Weigering};
use kern::toegang::{Antwoord, Dossierrol, Overdracht, Overdrachtsoort};

const UP_SPOREN: &str = "Uitvoeringsplan Thuis in de wijk 2022-2025 §2.1";

#[derive(Template)]
#[template(path = "toegang/overdracht.html")]
struct OverdrachtPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    soort: &'static str,
    stand: Vec<Gegeven>,
    toelichting: String,
    compleet: Vec<Taak>,
    /// Who looks: `van`, `naar`, or empty for somebody else.
    kant: &'static str,
    wacht_op_mij: bool,
    voltooid: bool,
    terug: String,
    ander: String,
}

/// Starts a warme overdracht inside an act: the taker may read along as medehouder, the term to confirm runs. Returns its key.
/// `o` comes from [`Overdracht::start`], which checked it. Roles change in [`bevestig`], when both confirmed.
pub async fn start(
    tx: &mut Tx,
    regels: &Regels,
    dossier: DossierId,
    melding: Option<i64>,
    o: &Overdracht,
    toelichting: &str,
) -> Result<i64, Fout> {
    let (id, op) = (tx.nieuw_id()?, tx.vandaag());
    let rij = OverdrachtRij {
        overdracht_id: id,
        dossier_id: dossier,
        melding_id: melding,
        soort: o.soort.code().to_owned(),
        van_gebruiker: o.van,
        naar_gebruiker: o.naar,
        toelichting: toelichting.to_owned(),
        gestart_op: op,
        van_bevestigd_op: None,
        naar_bevestigd_op: None,
        gesprek_op: None,
        terug_op: None,
        terug_reden: String::new(),
    };
    spoor_opslag::voeg_overdracht_toe(tx, &rij).await?;
    sporen::laat_toe(tx, dossier, o.naar).await?;
    let voor_rol = match o.soort {
        Overdrachtsoort::NaarTrajectregisseur => Rol::Trajectregisseur,
        Overdrachtsoort::NaarAandachtsfunctionaris => Rol::Aandachtsfunctionaris,
        Overdrachtsoort::NaarCollega => Rol::lees(tx.wie().rol).unwrap_or(Rol::Trajectregisseur),
    };
    let waarvoor = Waarvoor { dossier, soort: Soort::Overdracht, onderwerp_id: id, voor_rol };
    termijnen::start(tx, regels, waarvoor, op).await?;
    Ok(id)
}

async fn haal(v: &Verzoek) -> Result<Option<OverdrachtRij>, Fout> {
    spoor_opslag::overdracht(&v.db, v.dossier().dossier, v.pad("overdracht")?, Peil::op(v.vandaag())).await
}

/// GET /dossiers/{dossier}/overdracht/{overdracht}
pub async fn toon(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    Pagina::pagina(&pagina(&v, &r, Invoer::leeg()).await?)
}

async fn pagina(v: &Verzoek, r: &OverdrachtRij, formulier: Invoer) -> Result<OverdrachtPagina, Fout> {
    let (dossier, peil) = (r.dossier_id, Peil::op(v.vandaag()));
    let kop = v
        .dossierkop("/dossiers/{dossier}/vraagverheldering/{melding}", peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder kop"))?;
    let kader = v
        .kader("Warme overdracht")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {dossier}"), format!("/dossiers/{dossier}"))
        .kruimel("Warme overdracht", "")
        .fouten(!formulier.is_goed());
    let o = r.stand()?;
    let ik = v.actor.gebruiker_id;
    let (van, naar) =
        (opslag::naam_van(&v.db, r.van_gebruiker).await?, opslag::naam_van(&v.db, r.naar_gebruiker).await?);
    let dag = |d: Option<Datum>| d.map_or_else(|| "Nog niet".to_owned(), |d| format!("Op {}", d.voluit()));
    let kant = match ik {
        _ if ik == r.van_gebruiker => "van",
        _ if ik == r.naar_gebruiker => "naar",
        _ => "",
    };
    Ok(OverdrachtPagina {
        kader,
        kop,
        formulier,
        pad: format!("/dossiers/{dossier}/overdracht/{}", r.overdracht_id),
        soort: o.soort.naam(),
        stand: vec![
            Gegeven::nieuw("Begonnen op", r.gestart_op.voluit()),
            Gegeven::nieuw("Gesprek", dag(r.gesprek_op)),
            Gegeven::nieuw(van.clone(), dag(r.van_bevestigd_op)).bron("draagt over"),
            Gegeven::nieuw(naar.clone(), dag(r.naar_bevestigd_op)).bron("neemt over"),
        ],
        toelichting: r.toelichting.clone(),
        compleet: compleet(v, r).await?,
        kant,
        wacht_op_mij: o.wacht_op(ik) && v.mag_wijzigen(v.route.klasse),
        voltooid: o.is_voltooid(),
        terug: r.terug_op.map_or_else(String::new, |d| {
            format!("Op {} teruggegeven met de vraag: {}", d.voluit(), r.terug_reden)
        }),
        ander: if kant == "van" { naar } else { van },
    })
}

/// What is complete and what is missing, before somebody takes over.
async fn compleet(v: &Verzoek, r: &OverdrachtRij) -> Result<Vec<Taak>, Fout> {
    let (d, peil) = (r.dossier_id, Peil::op(v.vandaag()));
    let Some(melding) = r.melding_id else { return Ok(Vec::new()) };
    let Some(m) = opslag::melding(&v.db, d, melding, peil).await? else { return Ok(Vec::new()) };
    let i = inwoner::lees(&v.db, m.inwoner_id, peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder inwoner"))?;
    let brieven = brieven::van_onderwerp(&v.db, d, melding, peil).await?;
    let doelgroep = spoor_opslag::doelgroep(&v.db, &m, peil).await?;
    let taak = |label: &str, href: String, goed: bool, stand: &str| Taak {
        label: label.to_owned(),
        href,
        stand: stand.to_owned(),
        toon: if goed { Toon::Neutraal } else { Toon::LetOp },
        uitleg: String::new(),
    };
    let pad = format!("/dossiers/{d}/melding/{melding}");
    let bsn = match i.bsn_status.as_str() {
        "geverifieerd" => "Gecontroleerd",
        "ongeverifieerd" => "Nog niet gecontroleerd",
        _ => "Niet bekend",
    };
    let toets = match doelgroep {
        Antwoord::Ja => "Hoort bij de doelgroep",
        Antwoord::Nee => "Hoort er niet bij",
        Antwoord::Onbekend => "Nog niet gedaan",
    };
    let adres = !i.woonplaats.is_empty() || !i.straat.is_empty();
    let bereikbaar = !i.telefoon.is_empty() || !i.email.is_empty() || !m.melder_contact.is_empty();
    let bevestigd = !brieven.is_empty();
    let mut uit = vec![
        taak("Hulpvraag", pad.clone(), true, "Vastgelegd"),
        taak(
            "Ontvangstbevestiging",
            pad.clone(),
            bevestigd,
            if bevestigd { "Gemaakt" } else { "Nog niet gemaakt" },
        ),
        taak("Doelgroeptoets", format!("/dossiers/{d}/doelgroep"), doelgroep == Antwoord::Ja, toets),
        taak("Burgerservicenummer", String::new(), bsn == "Gecontroleerd", bsn),
        taak("Adres", String::new(), adres, if adres { "Bekend" } else { "Niet bekend" }),
        taak(
            "Telefoon of e-mail",
            String::new(),
            bereikbaar,
            if bereikbaar { "Bekend" } else { "Niet bekend" },
        ),
    ];
    if m.spoed {
        let klaar = !m.spoed_uitkomst.is_empty();
        uit.insert(0, taak("Spoed", pad, klaar, if klaar { "Beslist" } else { "Nog niet beslist" }));
    }
    Ok(uit)
}

/// POST /dossiers/{dossier}/overdracht/{overdracht}/bevestig
#[allow(clippy::collapsible_if, reason = "the refusal and what follows it are two questions")]
pub async fn bevestig(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    let ik = v.actor.gebruiker_id;
    let gesprek = if ik == r.van_gebruiker { gespreksdag(&v, &mut f) } else { r.gesprek_op };
    let stand = r.stand()?.bevestig(ik, v.vandaag());
    if let Err(w) = &stand {
        f.weiger(w);
    }
    let Some(o) = stand.ok().filter(|_| f.is_goed()) else {
        return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
    };
    let nieuw = OverdrachtRij { gesprek_op: gesprek, ..r.met(&o) };
    let mut tx = v.begin().await?;
    tx.journaal(handeling(&r, if o.is_voltooid() { "overdracht voltooid" } else { "overdracht bevestigd" }))
        .await?;
    spoor_opslag::wijzig_overdracht(&mut tx, &nieuw).await?;
    if o.is_voltooid() {
        if let Err(w) = voltooi(&mut tx, v.regels(), &r, &o).await? {
            f.weiger(&w);
            drop(tx);
            return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
        }
    }
    tx.commit().await?;
    let zin = if o.is_voltooid() {
        "De overdracht is klaar. De dossierhouder is gewijzigd."
    } else {
        "U heeft de overdracht bevestigd."
    };
    Pagina::naar_met_melding(format!("/dossiers/{}/overdracht/{}", r.dossier_id, r.overdracht_id), zin)
}

/// The talk is what makes the overdracht warm: the giver says when it was.
fn gespreksdag(v: &Verzoek, f: &mut Invoer) -> Option<Datum> {
    match v.form.datum("gesprek") {
        Ok(Some(d)) if d <= v.vandaag() => Some(d),
        Ok(Some(_)) => {
            let zin = "Het gesprek kan niet in de toekomst liggen. Bevestig na het gesprek.";
            f.weiger(&Weigering::nieuw("TGG-46", UP_SPOREN, zin).bij("gesprek"));
            None
        }
        Ok(None) => {
            f.weiger(&Weigering::nieuw("TGG-46", UP_SPOREN, "Vul in wanneer u elkaar sprak.").bij("gesprek"));
            None
        }
        Err(w) => {
            f.weiger(&w);
            None
        }
    }
}

fn handeling(r: &OverdrachtRij, wat: &'static str) -> Handeling {
    Handeling {
        wat,
        onderwerp: "overdracht",
        onderwerp_id: r.overdracht_id,
        dossier: Some(r.dossier_id),
        gemeente: None,
        reden: "",
    }
}

/// Both confirmed: the roles change, the melding goes on, and the terms now wait for the new houder.
async fn voltooi(
    tx: &mut Tx,
    regels: &Regels,
    r: &OverdrachtRij,
    o: &Overdracht,
) -> Result<Result<(), Weigering>, Fout> {
    let (op, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let nu = opslag::als_rollen(&opslag::rollen(tx, r.dossier_id, peil).await?)?;
    opslag::zet_rollen(tx, r.dossier_id, &o.rollen_na(&nu)).await?;
    termijnen::voldoe(tx, r.dossier_id, Soort::Overdracht, r.overdracht_id, op).await?;
    let Some(melding) = r.melding_id else { return Ok(Ok(())) };
    let (Some(m), Some(d)) = (
        opslag::melding(tx, r.dossier_id, melding, peil).await?,
        opslag::dossier(tx, r.dossier_id, peil).await?,
    ) else {
        return Err(Fout::nieuw("overdracht zonder melding of dossier"));
    };
    let stand = match m.stand(None, None)?.overdracht_voltooid() {
        Ok(s) => s,
        Err(w) => return Ok(Err(w)),
    };
    spoor_opslag::rond_vraagverheldering_af(tx, r.dossier_id, melding, None).await?;
    neem_over(tx, regels, &m, &d, &stand).await?;
    Ok(Ok(()))
}

/// The melding is with the trajectregisseur now: status, fase, and who the open terms wait for. Also the end of a tandem.
pub(super) async fn neem_over(
    tx: &mut Tx,
    regels: &Regels,
    m: &MeldingRij,
    d: &DossierRij,
    stand: &kern::toegang::Melding,
) -> Result<(), Fout> {
    let op = tx.vandaag();
    opslag::wijzig_melding(tx, &MeldingRij { status: stand.status().code().to_owned(), ..m.clone() }).await?;
    opslag::wijzig_dossier(tx, d, &d.met_fase(stand.fase(d.fase()?, true), op)).await?;
    let open = termijnen::van_onderwerp(tx, m.dossier_id, Soort::Onderzoek, m.melding_id).await?;
    if open.iter().any(|t| t.voldaan_op.is_none()) {
        let waarvoor = Waarvoor {
            dossier: m.dossier_id,
            soort: Soort::Onderzoek,
            onderwerp_id: m.melding_id,
            voor_rol: Rol::Trajectregisseur,
        };
        let termijn = termijnen::vooraf(regels, Soort::Onderzoek, m.ontvangen_op)?;
        termijnen::vervang(tx, waarvoor, &termijn).await?;
    }
    let waarvoor = Waarvoor {
        dossier: m.dossier_id,
        soort: Soort::Woonplaats,
        onderwerp_id: m.melding_id,
        voor_rol: Rol::Trajectregisseur,
    };
    if termijnen::van_onderwerp(tx, m.dossier_id, Soort::Woonplaats, m.melding_id).await?.is_empty() {
        termijnen::start(tx, regels, waarvoor, op).await?;
    }
    Ok(())
}

/// POST /dossiers/{dossier}/overdracht/{overdracht}/terug: the taker asks something first.
pub async fn geef_terug(v: Verzoek) -> Resultaat {
    let Some(r) = haal(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    let reden = v.form.tekst("terug_reden").to_owned();
    let o = match r.stand()?.geef_terug(v.actor.gebruiker_id, &reden, v.vandaag()) {
        Ok(o) => o,
        Err(w) => {
            f.weiger(&w);
            return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
        }
    };
    let mut tx = v.begin().await?;
    tx.journaal(handeling(&r, "overdracht teruggegeven")).await?;
    spoor_opslag::wijzig_overdracht(&mut tx, &OverdrachtRij { terug_reden: reden, ..r.met(&o) }).await?;
    if let Err(w) = terug_naar_af(&mut tx, v.regels(), &r).await? {
        f.weiger(&w);
        drop(tx);
        return Pagina::formulier_terug(&pagina(&v, &r, f).await?);
    }
    tx.commit().await?;
    Pagina::naar_met_melding("/werkvoorraad", "U heeft het dossier teruggegeven met uw vraag.")
}

/// The taker leaves the dossier, and a spoor must be chosen again.
async fn terug_naar_af(
    tx: &mut Tx,
    regels: &Regels,
    r: &OverdrachtRij,
) -> Result<Result<(), Weigering>, Fout> {
    let (op, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    termijnen::voldoe(tx, r.dossier_id, Soort::Overdracht, r.overdracht_id, op).await?;
    let mut rollen = opslag::als_rollen(&opslag::rollen(tx, r.dossier_id, peil).await?)?;
    // Only the place that the start of the overdracht gave is taken back: a taker who held the dossier keeps it.
    rollen.retain(|(g, rol)| *g != r.naar_gebruiker || *rol != Dossierrol::Medehouder);
    opslag::zet_rollen(tx, r.dossier_id, &rollen).await?;
    let Some(melding) = r.melding_id else { return Ok(Ok(())) };
    let m = opslag::melding(tx, r.dossier_id, melding, peil)
        .await?
        .ok_or_else(|| Fout::nieuw("melding ontbreekt"))?;
    let stand = match m.stand(None, None)?.overdracht_terug() {
        Ok(s) => s,
        Err(w) => return Ok(Err(w)),
    };
    spoor_opslag::rond_vraagverheldering_af(tx, r.dossier_id, melding, None).await?;
    opslag::wijzig_melding(tx, &MeldingRij { status: stand.status().code().to_owned(), ..m }).await?;
    let waarvoor = Waarvoor {
        dossier: r.dossier_id,
        soort: Soort::Vraagverheldering,
        onderwerp_id: melding,
        voor_rol: Rol::Aandachtsfunctionaris,
    };
    termijnen::start(tx, regels, waarvoor, op).await?;
    Ok(Ok(()))
}
