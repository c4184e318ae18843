//! The doelgroeptoets: evidence per criterion, an advice that explains itself, and a human who decides (UP §1).

use super::opslag::{self, MeldingRij};
use super::spoor_opslag::{self, ToetsRij};
use super::{inwoner, toets_opslag};
use crate::huis::{
    Antwoord as Pagina, Dossierkop, Fout, Invoer, Optie, Uitkomst as Resultaat, Verzoek,
    kader::Kader,
    onderdelen::{Besluitpaneel, Gegeven},
    opslag::Handeling,
    regels::Regels,
};
use askama::Template;
use kern::stam::{Datum, Peil};
use kern::toegang::{
    Antwoord, Bevinding, Bewijsbron, Criterium, Doelgroepadvies, Doelgroepregels, Doelgroepvraag, beoordeel,
    toets_bewijs, toets_doelgroep,
};

/// One criterion on the form.
struct Vraag {
    code: &'static str,
    bron: String,
    bewijs: String,
    kop: &'static str,
    hint: &'static str,
}

#[derive(Template)]
#[template(path = "toegang/doelgroep.html")]
struct DoelgroepPagina {
    kader: Kader,
    kop: Dossierkop,
    formulier: Invoer,
    pad: String,
    leeftijd: String,
    problematiek: Vec<Vraag>,
    leefgebieden: Vec<Optie>,
    eigen_kracht: Vec<Vraag>,
    voorliggend: Vec<Vraag>,
    antwoorden: Vec<Optie>,
    compleet: Vec<Optie>,
    bronnen: Vec<Optie>,
    oordelen: Vec<Optie>,
    advies: Option<Besluitpaneel>,
    vorige: Vec<Gegeven>,
    kan: bool,
    /// Grens of the number of leefgebieden, from the rules.
    minimaal: usize,
}

/// The numbers of the doelgroep on a day.
fn regels(r: &Regels, op: Datum) -> Result<Doelgroepregels, Fout> {
    let getal = |sleutel: &'static str| r.getal("doelgroep", sleutel, op).map(|x| x.waarde);
    Ok(Doelgroepregels {
        leeftijd_vanaf_jaren: u16::try_from(getal("leeftijd_vanaf")?)
            .map_err(|_| Fout::nieuw("regels: leeftijd"))?,
        leefgebieden_minimaal: usize::try_from(getal("leefgebieden_minimaal")?)
            .map_err(|_| Fout::nieuw("regels: leefgebieden"))?,
    })
}

/// The leefgebieden of the region: code and name.
fn leefgebieden(r: &Regels, op: Datum) -> Result<Vec<(String, String)>, Fout> {
    Ok(r.lijst("trajectregie", "leefgebieden", op)?.waarde.into_iter().map(|k| (k.code, k.naam)).collect())
}

fn hint(c: Criterium) -> &'static str {
    match c {
        Criterium::Psychosociaal => {
            "Een diagnose is niet nodig. Noteer alleen wat van belang is voor de hulpvraag."
        }
        Criterium::Verslaving => "Ook als de inwoner nu niet gebruikt, maar wel steun nodig heeft.",
        Criterium::Dakloos => "Geen eigen of vaste plek om te wonen.",
        Criterium::EigenKracht => "Denk aan familie, vrienden, buren en algemene voorzieningen in de buurt.",
        Criterium::Wlz => {
            "Is er een Wlz-indicatie, of is er blijvend zorg nodig zonder kans op herstel? Dan gaat de Wlz voor."
        }
        Criterium::Zvw => "Verblijft de inwoner vooral voor behandeling, bijvoorbeeld in een ggz-kliniek?",
        Criterium::Forensisch => "Is er een strafrechtelijke titel met zorg? Noteer geen strafbare feiten.",
        Criterium::Leeftijd | Criterium::Leefgebieden => "",
    }
}

fn vraag(c: Criterium) -> Vraag {
    Vraag {
        code: c.code(),
        bron: format!("{}_bron", c.code()),
        bewijs: format!("{}_bewijs", c.code()),
        kop: c.naam(),
        hint: hint(c),
    }
}

const GEVRAAGD: [Criterium; 7] = [
    Criterium::Psychosociaal,
    Criterium::Verslaving,
    Criterium::Dakloos,
    Criterium::EigenKracht,
    Criterium::Wlz,
    Criterium::Zvw,
    Criterium::Forensisch,
];

/// Which melding the toets is about: the last one.
async fn melding(v: &Verzoek) -> Result<Option<MeldingRij>, Fout> {
    Ok(opslag::meldingen(&v.db, v.dossier().dossier, Peil::op(v.vandaag())).await?.into_iter().next())
}

/// GET /dossiers/{dossier}/doelgroep
pub async fn toon(v: Verzoek) -> Resultaat {
    let Some(m) = melding(&v).await? else { return Pagina::niet_gevonden() };
    let toets = spoor_opslag::laatste_toets(&v.db, m.dossier_id, Peil::op(v.vandaag())).await?;
    let f = match &toets {
        Some(r) => eerder(&v, r).await?,
        None => Invoer::leeg(),
    };
    let met_advies = toets.is_some();
    Pagina::pagina(&pagina(&v, &m, f, toets, met_advies).await?)
}

/// The form as it was decided before, to change what is different now.
async fn eerder(v: &Verzoek, r: &ToetsRij) -> Result<Invoer, Fout> {
    let mut paren: Vec<(String, String)> = Vec::new();
    for c in toets_opslag::criteria(&v.db, r.doelgroeptoets_id, Peil::op(v.vandaag())).await? {
        match c.criterium.strip_prefix("leefgebied_") {
            Some(code) => paren.push(("leefgebied".to_owned(), code.to_owned())),
            None => {
                paren.push((c.criterium.clone(), c.antwoord.clone()));
                paren.push((format!("{}_bron", c.criterium), c.bron.clone()));
                paren.push((format!("{}_bewijs", c.criterium), c.bewijs.clone()));
            }
        }
    }
    paren.push(("oordeel".to_owned(), r.oordeel.clone()));
    paren.push(("motivering".to_owned(), r.motivering.clone()));
    Ok(Invoer::van(&paren))
}

/// What the form says, as the rules take it.
async fn lees(v: &Verzoek, m: &MeldingRij, f: &Invoer) -> Result<Doelgroepvraag, Fout> {
    let i = inwoner::lees(&v.db, m.inwoner_id, Peil::op(v.vandaag()))
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder inwoner"))?;
    let gekozen = f.waarden("leefgebied");
    let alle = leefgebieden(v.regels(), v.vandaag())?;
    let namen = alle.into_iter().filter(|(c, _)| gekozen.contains(c)).map(|(_, n)| n);
    let bevinding = |criterium: Criterium| Bevinding {
        criterium,
        antwoord: Antwoord::lees(f.waarde(criterium.code())).unwrap_or(Antwoord::Onbekend),
        bron: Bewijsbron::lees(f.waarde(&format!("{}_bron", criterium.code()))).ok(),
        bewijs: f.waarde(&format!("{}_bewijs", criterium.code())).trim().to_owned(),
    };
    Ok(Doelgroepvraag {
        geboren: i.geboortedatum,
        op: v.vandaag(),
        leefgebieden: namen.collect(),
        bevindingen: GEVRAAGD.into_iter().chain([Criterium::Leefgebieden]).map(bevinding).collect(),
    })
}

async fn pagina(
    v: &Verzoek,
    m: &MeldingRij,
    formulier: Invoer,
    toets: Option<ToetsRij>,
    met_advies: bool,
) -> Result<DoelgroepPagina, Fout> {
    let peil = Peil::op(v.vandaag());
    let kop = v
        .dossierkop("/dossiers/{dossier}/doelgroep", peil)
        .await?
        .ok_or_else(|| Fout::nieuw("dossier zonder kop"))?;
    let kader = v
        .kader("Doelgroeptoets")
        .await?
        .kruimel("Werkvoorraad", "/werkvoorraad")
        .kruimel(format!("Dossier {}", m.dossier_id), format!("/dossiers/{}", m.dossier_id))
        .kruimel("Doelgroeptoets", "")
        .fouten(!formulier.is_goed());
    let getallen = regels(v.regels(), v.vandaag())?;
    let q = lees(v, m, &formulier).await?;
    let advies = toets_doelgroep(&q, &getallen);
    let vorige = match &toets {
        Some(r) => vorige(v, r).await?,
        None => Vec::new(),
    };
    let lijst = |c: &[Criterium]| c.iter().map(|c| vraag(*c)).collect();
    Ok(DoelgroepPagina {
        kader,
        kop,
        pad: format!("/dossiers/{}/doelgroep", m.dossier_id),
        leeftijd: advies.uitleg.stappen.first().map_or_else(String::new, |s| s.zin.clone()),
        problematiek: lijst(&GEVRAAGD[..3]),
        leefgebieden: leefgebieden(v.regels(), v.vandaag())?
            .into_iter()
            .map(|(c, n)| Optie::nieuw(c, n))
            .collect(),
        eigen_kracht: lijst(&GEVRAAGD[3..4]),
        voorliggend: lijst(&GEVRAAGD[4..]),
        antwoorden: Antwoord::ALLE.iter().map(|a| Optie::nieuw(a.code(), a.naam())).collect(),
        compleet: vec![
            Optie::nieuw("nee", "Ja, op andere leefgebieden zijn er geen problemen"),
            Optie::nieuw("onbekend", "Nee, nog niet alles is besproken"),
        ],
        bronnen: Bewijsbron::ALLE.iter().map(|b| Optie::nieuw(b.code(), b.naam())).collect(),
        oordelen: vec![
            Optie::nieuw("ja", "Hoort bij de doelgroep"),
            Optie::nieuw("nee", "Hoort niet bij de doelgroep"),
        ],
        advies: met_advies.then(|| paneel(&advies, v.regels(), v.vandaag())).transpose()?,
        vorige,
        kan: v.mag_wijzigen(v.route.klasse),
        minimaal: getallen.leefgebieden_minimaal,
        formulier,
    })
}

async fn vorige(v: &Verzoek, r: &ToetsRij) -> Result<Vec<Gegeven>, Fout> {
    let ja_nee = |x: &str| if x == "ja" { "Hoort bij de doelgroep" } else { "Hoort niet bij de doelgroep" };
    let advies = match r.advies.as_str() {
        "onbekend" => "Nog niet alles was bekend",
        x => ja_nee(x),
    };
    Ok(vec![
        Gegeven::nieuw("Oordeel", ja_nee(&r.oordeel)),
        Gegeven::nieuw("Advies van de regels", advies),
        Gegeven::nieuw("Motivering", r.motivering.clone()),
        Gegeven::nieuw("Beslist door", opslag::naam_van(&v.db, r.gebruiker_id).await?),
        Gegeven::nieuw("Op", r.getoetst_op.voluit()),
    ])
}

fn paneel(a: &Doelgroepadvies, regels: &Regels, op: Datum) -> Result<Besluitpaneel, Fout> {
    let uitkomst = match a.advies {
        Antwoord::Ja => "Ja",
        Antwoord::Nee => "Nee",
        Antwoord::Onbekend => "Nog niet bekend",
    };
    let bron = regels.bestand("doelgroep", op)?.bron.clone();
    let open: Vec<&str> = a.onbekend.iter().map(|c| c.naam().trim_end_matches('?')).collect();
    Ok(Besluitpaneel {
        vraag: "Hoort de inwoner bij de doelgroep?".to_owned(),
        uitkomst: uitkomst.to_owned(),
        omdat: String::new(),
        uitleg: a.uitleg.clone(),
        voetnoot: format!("Dit is een advies volgens: {bron}. U beslist zelf."),
        twijfel: if open.is_empty() {
            String::new()
        } else {
            format!("Nog niet bekend: {}.", open.join("; "))
        },
    })
}

/// POST /dossiers/{dossier}/doelgroep: shows the advice (`actie` = advies), or records the decision.
pub async fn beslis(v: Verzoek) -> Resultaat {
    let Some(m) = melding(&v).await? else { return Pagina::niet_gevonden() };
    let mut f = v.invoer();
    let peil = Peil::op(v.vandaag());
    let toets = spoor_opslag::laatste_toets(&v.db, m.dossier_id, peil).await?;
    if v.form.tekst("actie") == "advies" {
        return Pagina::pagina(&pagina(&v, &m, f, toets, true).await?);
    }
    let q = lees(&v, &m, &f).await?;
    let advies = toets_doelgroep(&q, &regels(v.regels(), v.vandaag())?);
    for w in toets_bewijs(&gevraagd(&q)) {
        f.weiger(&w);
    }
    let oordeel =
        beoordeel(&advies, Antwoord::lees(v.form.tekst("oordeel")).ok(), v.form.tekst("motivering"));
    if let Err(w) = &oordeel {
        f.weiger(w);
    }
    let Some(oordeel) = oordeel.ok().filter(|_| f.is_goed()) else {
        return Pagina::formulier_terug(&pagina(&v, &m, f, toets, true).await?);
    };
    leg_vast(&v, &m, &q, &advies, oordeel).await?;
    let zin = if oordeel {
        "Vastgelegd: de inwoner hoort bij de doelgroep."
    } else {
        "Vastgelegd: de inwoner hoort niet bij de doelgroep."
    };
    Pagina::naar_met_melding(format!("/dossiers/{}/doelgroep", m.dossier_id), zin)
}

/// Findings that a human gave. The answer on the leefgebieden is computed; its source is asked as soon as one is named.
fn gevraagd(q: &Doelgroepvraag) -> Vec<Bevinding> {
    let mut uit = q.bevindingen.clone();
    for b in uit.iter_mut().filter(|b| b.criterium == Criterium::Leefgebieden) {
        if !q.leefgebieden.is_empty() {
            b.antwoord = Antwoord::Ja;
        }
    }
    uit
}

async fn leg_vast(
    v: &Verzoek,
    m: &MeldingRij,
    q: &Doelgroepvraag,
    advies: &Doelgroepadvies,
    oordeel: bool,
) -> Result<(), Fout> {
    let getallen = regels(v.regels(), v.vandaag())?;
    let alle = leefgebieden(v.regels(), v.vandaag())?;
    let gekozen = v.form.alle("leefgebied").map(str::to_owned).collect::<Vec<_>>();
    let mut tx = v.begin().await?;
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "doelgroep beoordeeld",
        onderwerp: "doelgroeptoets",
        onderwerp_id: id,
        dossier: Some(m.dossier_id),
        gemeente: Some(m.gemeente),
        reden: if oordeel { "ja" } else { "nee" },
    })
    .await?;
    let rij = ToetsRij {
        doelgroeptoets_id: id,
        dossier_id: m.dossier_id,
        melding_id: m.melding_id,
        advies: advies.advies.code().to_owned(),
        oordeel: if oordeel { "ja" } else { "nee" }.to_owned(),
        motivering: v.form.tekst("motivering").to_owned(),
        getoetst_op: v.vandaag(),
        gebruiker_id: v.actor.gebruiker_id,
    };
    toets_opslag::voeg_toe(&mut tx, &rij).await?;
    let leeftijd = Bevinding {
        criterium: Criterium::Leeftijd,
        antwoord: q.antwoord(Criterium::Leeftijd, &getallen),
        bron: None,
        bewijs: String::new(),
    };
    for b in q.bevindingen.iter().chain([&leeftijd]) {
        let b = Bevinding { antwoord: antwoord_voor_opslag(q, b, &getallen), ..b.clone() };
        toets_opslag::voeg_criterium_toe(&mut tx, id, b.criterium.code(), &b).await?;
    }
    for (code, _) in alle.into_iter().filter(|(c, _)| gekozen.contains(c)) {
        let b = Bevinding {
            criterium: Criterium::Leefgebieden,
            antwoord: Antwoord::Ja,
            bron: None,
            bewijs: String::new(),
        };
        toets_opslag::voeg_criterium_toe(&mut tx, id, &format!("leefgebied_{code}"), &b).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Computed criteria are stored as computed.
fn antwoord_voor_opslag(q: &Doelgroepvraag, b: &Bevinding, getallen: &Doelgroepregels) -> Antwoord {
    match b.criterium {
        Criterium::Leeftijd | Criterium::Leefgebieden => q.antwoord(b.criterium, getallen),
        Criterium::Psychosociaal
        | Criterium::Verslaving
        | Criterium::Dakloos
        | Criterium::EigenKracht
        | Criterium::Wlz
        | Criterium::Zvw
        | Criterium::Forensisch => b.antwoord,
    }
}
