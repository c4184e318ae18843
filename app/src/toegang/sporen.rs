//! Vraagverheldering: which of the three sporen, with a reason; and what follows from it (UP §2.1).

use super::opslag::{self, DossierRij, MeldingRij};
use super::spoor_opslag::{self, VraagverhelderingRij};
use super::tandem_opslag::{self, TandemRij};
use super::tonen::{self, SOORTEN};
use crate::huis::{
    Antwoord as Pagina, Dossierkop, Fout, Invoer, Optie, Rol, Uitkomst as Resultaat, Verzoek,
    kader::{Kader, Toon},
    onderdelen::{Besluitpaneel, Gegeven, Taak},
    opslag::{Handeling, Tx},
};
use crate::termijnen::{self, Soort, Waarvoor};
use askama::Template;
use kern::stam::{Datum, DossierId, Peil, Uitleg, Weigering};
use kern::toegang::{
    Antwoord, Dossierrol, Meldingstatus, Overdracht, Overdrachtsoort, Spoor, Spoorkeuze, Tandem, Uitkomst,
    Vraagverheldering, kies_spoor, toets_spoor,
};

#[derive(Template)]
#[template(path = "toegang/vraagverheldering.html")]
struct SporenPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    dossier: i64,
    hulpvraag: String,
    advies: Besluitpaneel,
    kan: bool,
    eerder: Vec<(String, Vec<Gegeven>)>,
    vervolg: Vec<Taak>,
    nabijheden: Vec<Optie>,
    sporen: Vec<Optie>,
    uitkomsten: Vec<Optie>,
    collegas: Vec<Optie>,
}

/// GET /dossiers/{dossier}/vraagverheldering/{melding}
pub async fn toon(v: Verzoek) -> Resultaat {
    let Some((m, _)) = tonen::haal(&v).await? else { return Pagina::niet_gevonden() };
    Pagina::pagina(&pagina(&v, &m, Invoer::leeg()).await?)
}

async fn pagina(v: &Verzoek, m: &MeldingRij, formulier: Invoer) -> Result<SporenPagina, Fout> {
    let (dossier, peil) = (m.dossier_id, Peil::op(v.vandaag()));
    let kop = v
        .dossierkop("/dossiers/{dossier}/vraagverheldering/{melding}", peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder kop"))?;
    let kader = v
        .kader("Vraagverheldering")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {dossier}"), format!("/dossiers/{dossier}"))
        .kruimel("Vraagverheldering", "")
        .fouten(!formulier.is_goed());
    let nabijheid = Antwoord::lees(formulier.waarde("nabijheid")).unwrap_or(Antwoord::Onbekend);
    let (spoor, uitleg) = kies_spoor(&Vraagverheldering {
        doelgroep: spoor_opslag::doelgroep(&v.db, m, peil).await?,
        nabijheid,
    });
    let eerder = spoor_opslag::vraagverhelderingen(&v.db, dossier, m.melding_id, peil).await?;
    let kan = v.mag_wijzigen(v.route.klasse)
        && matches!(m.status()?, Meldingstatus::Nieuw | Meldingstatus::Vraagverheldering);
    let mut collegas = Vec::new();
    for c in opslag::collegas(&v.db, Rol::Trajectregisseur, m.gemeente, v.vandaag()).await? {
        if c.gebruiker_id != v.actor.gebruiker_id {
            let werk = if c.aantal == 1 { "1 dossier".to_owned() } else { format!("{} dossiers", c.aantal) };
            collegas.push(Optie::nieuw(c.gebruiker_id.to_string(), format!("{} ({werk})", c.naam)));
        }
    }
    Ok(SporenPagina {
        kader,
        kop,
        formulier,
        pad: format!("/dossiers/{dossier}/vraagverheldering/{}", m.melding_id),
        dossier: dossier.0,
        hulpvraag: m.hulpvraag.clone(),
        advies: advies(spoor, uitleg),
        kan,
        eerder: eerder.iter().map(eerdere_keuze).collect::<Result<_, Fout>>()?,
        vervolg: vervolgtaak(v, m).await?.into_iter().collect(),
        nabijheden: Antwoord::ALLE.iter().map(|a| Optie::nieuw(a.code(), a.naam())).collect(),
        sporen: Spoor::ALLE
            .iter()
            .map(|s| {
                Optie::nieuw(s.nummer().to_string(), format!("Spoor {}. {}", s.nummer(), s.naam()))
                    .uitleg(s.toelichting())
            })
            .collect(),
        uitkomsten: Uitkomst::ALLE.iter().map(|u| Optie::nieuw(u.code(), u.naam())).collect(),
        collegas,
    })
}

fn advies(spoor: Spoor, uitleg: Uitleg) -> Besluitpaneel {
    Besluitpaneel {
        vraag: "Advies".to_owned(),
        uitkomst: format!("Spoor {}", spoor.nummer()),
        omdat: String::new(),
        uitleg,
        voetnoot: "Dit is een advies. U kiest zelf en schrijft op waarom.".to_owned(),
        twijfel: String::new(),
    }
}

fn eerdere_keuze(r: &VraagverhelderingRij) -> Result<(String, Vec<Gegeven>), Fout> {
    let mut g = vec![Gegeven::nieuw("Waarom", r.reden.clone())];
    if let Some(u) = r.uitkomst() {
        g.push(Gegeven::nieuw("Uitkomst", u.naam()));
    }
    g.push(Gegeven::nieuw(
        "Afgerond op",
        r.afgerond_op.map_or_else(|| "Nog bezig".to_owned(), Datum::voluit),
    ));
    let spoor = r.spoor()?;
    Ok((format!("Spoor {}, gekozen op {}", spoor.nummer(), r.gekozen_op.voluit()), g))
}

/// What runs after the choice: an overdracht to confirm, or a tandem to finish.
pub(super) async fn vervolgtaak(v: &Verzoek, m: &MeldingRij) -> Result<Option<Taak>, Fout> {
    let (d, peil) = (m.dossier_id, Peil::op(v.vandaag()));
    match m.status()? {
        Meldingstatus::InOverdracht => {
            let rijen = spoor_opslag::overdrachten(&v.db, d, peil).await?;
            let Some(r) = rijen.iter().find(|r| r.melding_id == Some(m.melding_id)) else { return Ok(None) };
            let wacht = r.stand()?.wacht_op(v.actor.gebruiker_id);
            Ok(Some(Taak {
                label: "Bevestig de warme overdracht".to_owned(),
                href: format!("/dossiers/{d}/overdracht/{}", r.overdracht_id),
                stand: if wacht { "Wacht op u" } else { "Wacht op uw collega" }.to_owned(),
                toon: if wacht { Toon::LetOp } else { Toon::Neutraal },
                uitleg: String::new(),
            }))
        }
        Meldingstatus::Tandem => {
            let Some(r) = tandem_opslag::van_melding(&v.db, d, m.melding_id, peil).await? else {
                return Ok(None);
            };
            Ok(Some(Taak {
                label: "Vul samen de tandem in".to_owned(),
                href: format!("/dossiers/{d}/tandem/{}", r.tandem_id),
                stand: "Bezig".to_owned(),
                toon: Toon::Info,
                uitleg: String::new(),
            }))
        }
        Meldingstatus::Nieuw
        | Meldingstatus::Vraagverheldering
        | Meldingstatus::Overgedragen
        | Meldingstatus::LokaalAfgehandeld
        | Meldingstatus::Ingetrokken
        | Meldingstatus::Afgerond => Ok(None),
    }
}

/// POST /dossiers/{dossier}/vraagverheldering/{melding}: shows the advice (`actie` = advies), or records the choice.
pub async fn kies(v: Verzoek) -> Resultaat {
    let Some((m, d)) = tonen::haal(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    if v.form.tekst("actie") == "advies" {
        return Pagina::pagina(&pagina(&v, &m, f).await?);
    }
    let tekst = |veld: &str| v.form.tekst(veld).to_owned();
    let spoor = v.form.getal("spoor").and_then(Spoor::van_nummer);
    let wie = v.form.getal("trajectregisseur");
    let bekend = match wie {
        Some(w) => opslag::collegas(&v.db, Rol::Trajectregisseur, m.gemeente, v.vandaag())
            .await?
            .iter()
            .any(|c| c.gebruiker_id == w && w != v.actor.gebruiker_id),
        None => false,
    };
    let keuze =
        toets_spoor(spoor, &tekst("reden"), Uitkomst::lees(&tekst("uitkomst")).ok(), wie.filter(|_| bekend));
    for w in keuze.as_ref().err().into_iter().flatten() {
        f.weiger(w);
    }
    if let (Some(Spoor::WarmeOverdracht), "") = (spoor, v.form.tekst("toelichting")) {
        f.weiger(
            &Weigering::nieuw(
                "TGG-16",
                "Uitvoeringsplan Thuis in de wijk 2022-2025 §2.1",
                "Vul in wat uw collega moet weten.",
            )
            .bij("toelichting"),
        );
    }
    if let (Ok(k), true) = (keuze, f.is_goed()) {
        match leg_vast(&v, &m, &d, &k).await? {
            Ok((pad, zin)) => return Pagina::naar_met_melding(pad, zin),
            Err(w) => f.weiger(&w),
        }
    }
    Pagina::formulier_terug(&pagina(&v, &m, f).await?)
}

type Gevolg = Result<(String, &'static str), Weigering>;

async fn leg_vast(v: &Verzoek, m: &MeldingRij, d: &DossierRij, keuze: &Spoorkeuze) -> Result<Gevolg, Fout> {
    let stand = match m.stand(None, None)?.kies(keuze) {
        Ok(s) => s,
        Err(w) => return Ok(Err(w)),
    };
    let mut tx = v.begin().await?;
    tx.journaal(Handeling {
        wat: "spoor gekozen",
        onderwerp: "melding",
        onderwerp_id: m.melding_id,
        dossier: Some(m.dossier_id),
        gemeente: Some(m.gemeente),
        reden: match keuze.spoor() {
            Spoor::Lokaal => "spoor_1",
            Spoor::WarmeOverdracht => "spoor_2",
            Spoor::Tandem => "spoor_3",
        },
    })
    .await?;
    let op = tx.vandaag();
    opslag::wijzig_melding(&mut tx, &MeldingRij { status: stand.status().code().to_owned(), ..m.clone() })
        .await?;
    let rij = VraagverhelderingRij {
        vraagverheldering_id: tx.nieuw_id()?,
        melding_id: m.melding_id,
        dossier_id: m.dossier_id,
        spoor: keuze.spoor().nummer(),
        reden: keuze.reden().to_owned(),
        nabijheid: Antwoord::lees(v.form.tekst("nabijheid")).unwrap_or(Antwoord::Onbekend).code().to_owned(),
        uitkomst: match keuze {
            Spoorkeuze::Lokaal { uitkomst, .. } => uitkomst.code().to_owned(),
            Spoorkeuze::WarmeOverdracht { .. } | Spoorkeuze::Tandem { .. } => String::new(),
        },
        gekozen_op: op,
        afgerond_op: (keuze.spoor() == Spoor::Lokaal).then_some(op),
    };
    spoor_opslag::voeg_vraagverheldering_toe(&mut tx, &rij).await?;
    termijnen::voldoe(&mut tx, m.dossier_id, Soort::Vraagverheldering, m.melding_id, op).await?;
    let gevolg = match keuze {
        Spoorkeuze::Lokaal { .. } => lokaal(&mut tx, m).await?,
        Spoorkeuze::WarmeOverdracht { trajectregisseur, .. } => {
            overdracht(&mut tx, v, m, *trajectregisseur).await?
        }
        Spoorkeuze::Tandem { trajectregisseur, .. } => tandem(&mut tx, v, m, *trajectregisseur).await?,
    };
    let gevolg = match gevolg {
        Ok(g) => g,
        Err(w) => return Ok(Err(w)),
    };
    let blijft = v.form.aan("blijft_open")
        || opslag::heeft_andere_open_melding(&tx, m.dossier_id, m.melding_id).await?;
    opslag::wijzig_dossier(&mut tx, d, &d.met_fase(stand.fase(d.fase()?, blijft), op)).await?;
    tx.commit().await?;
    Ok(Ok(gevolg))
}

/// Spoor 1: nothing of this melding is left to do.
async fn lokaal(tx: &mut Tx, m: &MeldingRij) -> Result<Gevolg, Fout> {
    let op = tx.vandaag();
    for soort in
        SOORTEN.into_iter().filter(|s| !matches!(s, Soort::Ontvangstbevestiging | Soort::Vraagverheldering))
    {
        termijnen::voldoe(tx, m.dossier_id, soort, m.melding_id, op).await?;
    }
    let pad = format!("/dossiers/{}/melding/{}", m.dossier_id, m.melding_id);
    Ok(Ok((pad, "De vraag is lokaal afgehandeld.")))
}

/// Spoor 2: the trajectregisseur joins as medehouder so that he can read and confirm; the houder changes when both did.
async fn overdracht(tx: &mut Tx, v: &Verzoek, m: &MeldingRij, naar: i64) -> Result<Gevolg, Fout> {
    let toelichting = v.form.tekst("toelichting");
    let o = match Overdracht::start(
        Overdrachtsoort::NaarTrajectregisseur,
        v.actor.gebruiker_id,
        naar,
        toelichting,
    ) {
        Ok(o) => o,
        Err(w) => return Ok(Err(w)),
    };
    let id =
        super::overdragen::start(tx, v.regels(), m.dossier_id, Some(m.melding_id), &o, toelichting).await?;
    Ok(Ok((
        format!("/dossiers/{}/overdracht/{id}", m.dossier_id),
        "De warme overdracht is begonnen. Bevestig hem als u elkaar heeft gesproken.",
    )))
}

/// Spoor 3: one form, two owners.
async fn tandem(tx: &mut Tx, v: &Verzoek, m: &MeldingRij, tweede: i64) -> Result<Gevolg, Fout> {
    let t = match Tandem::start(v.actor.gebruiker_id, tweede) {
        Ok(t) => t,
        Err(w) => return Ok(Err(w)),
    };
    let id = tx.nieuw_id()?;
    tandem_opslag::voeg_toe(tx, &TandemRij::nieuw(id, m.melding_id, m.dossier_id, &t)).await?;
    laat_toe(tx, m.dossier_id, tweede).await?;
    let waarvoor = Waarvoor {
        dossier: m.dossier_id,
        soort: Soort::Tandem,
        onderwerp_id: id,
        voor_rol: Rol::Aandachtsfunctionaris,
    };
    let op = tx.vandaag();
    termijnen::start(tx, v.regels(), waarvoor, op).await?;
    Ok(Ok((
        format!("/dossiers/{}/tandem/{id}", m.dossier_id),
        "De tandem is begonnen. U vult het formulier samen in.",
    )))
}

/// Lets somebody who helps into the dossier, without changing who is responsible.
pub(super) async fn laat_toe(tx: &mut Tx, dossier: DossierId, wie: i64) -> Result<(), Fout> {
    let rijen = opslag::rollen(tx, dossier, Peil::op(tx.vandaag())).await?;
    if rijen.iter().any(|r| r.gebruiker_id == wie) {
        return Ok(());
    }
    opslag::geef_rol(tx, dossier, wie, Dossierrol::Medehouder).await
}
