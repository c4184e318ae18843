//! The form of a melding: three steps and a check, each kept as a draft on the server.

use super::concept::{self, Concept};
use super::{FORMULIER, inwoner, lezen, opslag};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten, moment_voluit,
    onderdelen::Conflict,
    rechten::{Actie, Oordeel, Veldklasse, mag},
    verschil::verschil,
};
use askama::Template;
use kern::stam::{DossierId, Peil};
use kern::toegang::{Geslacht, Melder};

/// One page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stap {
    /// Who it is about; only for somebody new.
    Wie,
    /// What is asked, by whom.
    Vraag,
    /// Where the inwoner lives and how to reach him or her.
    Contact,
}

impl Stap {
    /// Last part of its address.
    pub fn code(self) -> &'static str {
        match self {
            Stap::Wie => "wie",
            Stap::Vraag => "vraag",
            Stap::Contact => "contact",
        }
    }
    /// Heading.
    fn titel(self) -> &'static str {
        match self {
            Stap::Wie => "Wie is de inwoner?",
            Stap::Vraag => "Wat is de vraag?",
            Stap::Contact => "Waar woont de inwoner?",
        }
    }
    /// Fields of the page.
    pub fn velden(self) -> &'static [&'static str] {
        match self {
            Stap::Wie => &[
                "achternaam",
                "voorvoegsel",
                "voornamen",
                "geboren-dag",
                "geboren-maand",
                "geboren-jaar",
                "geslacht",
                "bsn",
            ],
            Stap::Vraag => &[
                "ontvangen-dag",
                "ontvangen-maand",
                "ontvangen-jaar",
                "gemeente",
                "melder",
                "melder_naam",
                "melder_contact",
                "hulpvraag",
                "spoed",
                "houder",
            ],
            Stap::Contact => &[
                "verblijf",
                "adres_gemeente",
                "sinds-dag",
                "sinds-maand",
                "sinds-jaar",
                "straat",
                "huisnummer",
                "postcode",
                "woonplaats",
                "telefoon",
                "email",
            ],
        }
    }
    fn volgende(self) -> &'static str {
        match self {
            Stap::Wie => "vraag",
            Stap::Vraag => "contact",
            Stap::Contact => "controle",
        }
    }
}

/// Where somebody stays now, as the form asks it.
pub(super) const VERBLIJF: [(&str, &str, &str); 3] = [
    ("eigen", "Op een eigen adres", "Een huis, een kamer, of bij ouders of vrienden."),
    ("instelling", "In een instelling", "Beschermd wonen, opvang, ggz-kliniek, verpleeghuis of gevangenis."),
    ("geen", "Geen vaste plek", "Wisselende adressen, op straat of alleen een briefadres."),
];

#[derive(Template)]
#[template(path = "toegang/melden.html")]
struct StapPagina {
    kader: Kader,
    formulier: Invoer,
    stap: Stap,
    nummer: usize,
    totaal: usize,
    concept: i64,
    versie: i64,
    terug: String,
    geslachten: Vec<Optie>,
    gemeenten: Vec<Optie>,
    alle_gemeenten: Vec<Optie>,
    melders: Vec<Optie>,
    verblijven: Vec<Optie>,
    houders: Vec<Optie>,
    /// The inwoner, for a melding in a dossier that exists.
    bekende: String,
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

/// The draft of the path, when it is this person's.
pub(super) async fn concept_van(v: &Verzoek) -> Result<Option<Concept>, Fout> {
    concept::lees(&v.app, v.actor.gebruiker_id, FORMULIER, v.pad("concept")?).await
}

/// Whether the draft is about somebody new.
pub(super) fn is_nieuw(c: &Concept) -> bool {
    c.onderwerp == c.id
}

/// GET /meldingen/concept/{concept}/wie
pub async fn wie(v: Verzoek) -> Uitkomst {
    toon(v, Stap::Wie).await
}
/// GET /meldingen/concept/{concept}/vraag
pub async fn vraag(v: Verzoek) -> Uitkomst {
    toon(v, Stap::Vraag).await
}
/// GET /meldingen/concept/{concept}/contact
pub async fn contact(v: Verzoek) -> Uitkomst {
    toon(v, Stap::Contact).await
}
/// POST /meldingen/concept/{concept}/wie
pub async fn zet_wie(v: Verzoek) -> Uitkomst {
    zet(v, Stap::Wie).await
}
/// POST /meldingen/concept/{concept}/vraag
pub async fn zet_vraag(v: Verzoek) -> Uitkomst {
    zet(v, Stap::Vraag).await
}
/// POST /meldingen/concept/{concept}/contact
pub async fn zet_contact(v: Verzoek) -> Uitkomst {
    zet(v, Stap::Contact).await
}

async fn toon(v: Verzoek, stap: Stap) -> Uitkomst {
    let Some(c) = concept_van(&v).await? else { return Antwoord::niet_gevonden() };
    let terug = v.vraag("terug").unwrap_or_default().to_owned();
    let f = Invoer::van(&c.velden);
    Antwoord::pagina(&pagina(&v, stap, &c, f, terug).await?)
}

async fn zet(v: Verzoek, stap: Stap) -> Uitkomst {
    let Some(mut c) = concept_van(&v).await? else { return Antwoord::niet_gevonden() };
    let terug = v.form.tekst("terug").to_owned();
    if let Some(gekozen) = botsing(&v, stap, &c) {
        return conflict_pagina(&v, stap, &c, gekozen, terug).await;
    }
    let mijn = mijn_velden(&v, stap, &c);
    c.neem_over(stap.velden(), &mijn);
    let Some(versie) = concept::bewaar(&v.app, v.actor.gebruiker_id, &c, v.nu()).await? else {
        return Err(Fout::achterhaald("concept"));
    };
    c.versie = versie;
    if v.form.tekst("actie") == "bewaar" {
        return Antwoord::naar_met_melding("/meldingen/nieuw", "Het concept is bewaard.");
    }
    let mut f = Invoer::van(&c.velden);
    lezen::toets_stap(&v, stap, &c, &mut f);
    if !f.is_goed() {
        return Antwoord::formulier_terug(&pagina(&v, stap, &c, f, terug).await?);
    }
    let naar = if terug == "controle" { "controle" } else { stap.volgende() };
    Antwoord::naar(format!("/meldingen/concept/{}/{naar}", c.id))
}

/// POST /meldingen/concept/{concept}/bewaar: the script saves what is typed; 204, or 409 when another window was first.
pub async fn bewaar(v: Verzoek) -> Uitkomst {
    let Some(mut c) = concept_van(&v).await? else { return Antwoord::niet_gevonden() };
    let Some(stap) =
        [Stap::Wie, Stap::Vraag, Stap::Contact].into_iter().find(|s| s.code() == v.form.tekst("stap"))
    else {
        return Antwoord::niet_gevonden();
    };
    if botsing(&v, stap, &c).is_some() {
        return Antwoord::conflict("Dit concept is in een ander venster gewijzigd.");
    }
    let mijn = mijn_velden(&v, stap, &c);
    c.neem_over(stap.velden(), &mijn);
    match concept::bewaar(&v.app, v.actor.gebruiker_id, &c, v.nu()).await? {
        Some(versie) => Antwoord::bewaard(versie),
        None => Antwoord::conflict("Dit concept is in een ander venster gewijzigd."),
    }
}

/// What this page posts, with the stored text where "hun" was chosen on the conflict page.
fn mijn_velden(v: &Verzoek, stap: Stap, c: &Concept) -> Vec<(String, String)> {
    let hun = |veld: &str| v.form.tekst(&format!("kies_{veld}")) == "hun";
    let mut uit: Vec<(String, String)> = v.form.0.iter().filter(|(k, _)| !hun(k)).cloned().collect();
    for veld in stap.velden().iter().filter(|k| hun(k)) {
        uit.extend(c.velden.iter().filter(|(k, _)| k == veld).cloned());
    }
    uit
}

/// Fields that differ while the version is not the last one; `None` when there is nothing to choose.
fn botsing(v: &Verzoek, stap: Stap, c: &Concept) -> Option<Vec<&'static str>> {
    if v.form.getal("versie") == Some(c.versie) {
        return None;
    }
    let anders: Vec<&str> = stap.velden().iter().copied().filter(|k| v.form.tekst(k) != c.tekst(k)).collect();
    (!anders.is_empty()).then_some(anders)
}

async fn conflict_pagina(
    v: &Verzoek,
    stap: Stap,
    c: &Concept,
    anders: Vec<&'static str>,
    terug: String,
) -> Uitkomst {
    let kader = v
        .kader("Kies welke tekst blijft")
        .await?
        .kruimel("Nieuwe melding", "/meldingen/nieuw")
        .kruimel("Kies welke tekst blijft", "");
    let conflicten = anders
        .iter()
        .map(|veld| {
            let (mijn, hun) = (v.form.tekst(veld), c.tekst(veld));
            Conflict {
                veld: format!("kies_{veld}"),
                label: lezen::label(veld).to_owned(),
                mijn: super::zonder_weg(verschil(hun, mijn)),
                hun: super::zonder_weg(verschil(mijn, hun)),
                wie: "een ander venster".to_owned(),
                wanneer: moment_voluit(c.bijgewerkt),
            }
        })
        .collect();
    let namen = stap.velden();
    let mijn = v.form.0.iter().filter(|(k, _)| namen.contains(&k.as_str())).cloned().collect();
    let actie = format!("/meldingen/concept/{}/{}", c.id, stap.code());
    Antwoord::formulier_terug(&ConflictPagina { kader, conflicten, mijn, actie, terug, versie: c.versie })
}

async fn pagina(v: &Verzoek, stap: Stap, c: &Concept, f: Invoer, terug: String) -> Result<StapPagina, Fout> {
    let nieuw = is_nieuw(c);
    let (nummer, totaal) = match (stap, nieuw) {
        (Stap::Wie, _) => (1, 4),
        (Stap::Vraag, true) => (2, 4),
        (Stap::Contact, true) => (3, 4),
        (Stap::Vraag, false) => (1, 3),
        (Stap::Contact, false) => (2, 3),
    };
    let kader = v
        .kader(stap.titel())
        .await?
        .kruimel("Vandaag", "/")
        .kruimel("Nieuwe melding", "/meldingen/nieuw")
        .kruimel(stap.titel(), "")
        .fouten(!f.is_goed());
    let f = if stap == Stap::Vraag { met_begin(v, f) } else { f };
    Ok(StapPagina {
        kader,
        formulier: f,
        stap,
        nummer,
        totaal,
        concept: c.id,
        versie: c.versie,
        terug,
        geslachten: Geslacht::ALLE.iter().map(|g| Optie::nieuw(g.code(), g.naam())).collect(),
        gemeenten: eigen_gemeenten(v),
        alle_gemeenten: gemeente_opties(),
        melders: Melder::ALLE.iter().map(|m| Optie::nieuw(m.code(), m.naam())).collect(),
        verblijven: VERBLIJF.iter().map(|(w, l, u)| Optie::nieuw(*w, *l).uitleg(*u)).collect(),
        houders: if c.tekst(lezen::LOOPT) == "ja" { Vec::new() } else { houders(v).await? },
        bekende: if nieuw { String::new() } else { bekende(v, DossierId(c.onderwerp)).await? },
    })
}

/// Fills in what is nearly always so: today, and the gemeente of the employee. Only while nothing was typed.
fn met_begin(v: &Verzoek, f: Invoer) -> Invoer {
    let mut f = f;
    if ["dag", "maand", "jaar"].iter().all(|d| f.deel("ontvangen", d).is_empty()) && f.is_goed() {
        f = f.met_datum("ontvangen", v.vandaag());
    }
    match v.actor.gemeente {
        Some(g) if f.waarde("gemeente").is_empty() => f.met("gemeente", g.to_string()),
        Some(_) | None => f,
    }
}

/// Gemeenten that this employee may take a melding for.
fn eigen_gemeenten(v: &Verzoek) -> Vec<Optie> {
    gemeenten::regio()
        .iter()
        .filter(|g| v.actor.dekt(g.code))
        .map(|g| Optie::nieuw(g.code.to_string(), g.naam.clone()))
        .collect()
}

/// All gemeenten, those of the region first.
pub(super) fn gemeente_opties() -> Vec<Optie> {
    let eigen = gemeenten::opties();
    let mut rest: Vec<(String, String)> = gemeenten::alle()
        .filter(|(c, _)| !gemeenten::in_regio(*c))
        .map(|(c, n)| (n.to_owned(), c.to_string()))
        .collect();
    rest.sort();
    eigen.into_iter().chain(rest.into_iter().map(|(n, c)| Optie::nieuw(c, n))).collect()
}

/// Who can hold the dossier, when it is not the one who types: a trajectregisseur hands the melding to the lokale toegang.
pub(super) async fn houders(v: &Verzoek) -> Result<Vec<Optie>, Fout> {
    if v.actor.rol == Rol::Aandachtsfunctionaris {
        return Ok(Vec::new());
    }
    let mut uit = Vec::new();
    for g in gemeenten::regio() {
        for c in opslag::collegas(&v.db, Rol::Aandachtsfunctionaris, g.code, v.vandaag()).await? {
            let waarde = format!("{}:{}", c.gebruiker_id, g.code);
            uit.push(Optie::nieuw(waarde, format!("{}, {} ({} dossiers)", c.naam, g.naam, c.aantal)));
        }
    }
    Ok(uit)
}

/// The inwoner of a dossier, as far as this person may see.
pub(super) async fn bekende(v: &Verzoek, dossier: DossierId) -> Result<String, Fout> {
    let peil = Peil::op(v.vandaag());
    let Some(d) = opslag::dossier(&v.db, dossier, peil).await? else { return Ok(String::new()) };
    let Some(i) = inwoner::lees(&v.db, d.inwoner_id, peil).await? else { return Ok(String::new()) };
    let rollen = opslag::rollen(&v.db, dossier, peil).await?;
    let relatie = super::relatie(v, &d, &rollen);
    Ok(match mag(v.actor.rol, relatie, Veldklasse::Basis, Actie::Lezen, false) {
        Oordeel::Ja => format!("{}, geboren op {}", i.naam(), i.geboortedatum.voluit()),
        Oordeel::Gemaskeerd | Oordeel::Nee => i.gemaskeerd(),
    })
}
