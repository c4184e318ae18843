//! From typed text to a checked melding, and back to what the check page shows.

use super::concept::Concept;
use super::melden::{Stap, VERBLIJF, is_nieuw};
use super::opslag;
use crate::huis::{
    Fout, Invoer, Rol, Velden, Verzoek, gemeenten,
    onderdelen::{Gegeven, Termijn},
    rechten::{Actie, Oordeel, Veldklasse, mag},
};
use crate::termijnen::{self, Soort};
use kern::stam::{Bsn, Datum, DossierId, Gemeentecode, Peil, Weigering};
use kern::toegang::{Aanmelding, Geslacht, Melder, Persoon, Vraag, toets_aanmelding};

/// Field of a draft that the server sets: the dossier ran when the draft began.
pub(super) const LOOPT: &str = "loopt";

/// Where the inwoner lives, when it was told: becomes a fact about the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Adresfeit {
    /// Gemeente of the address.
    pub gemeente: Gemeentecode,
    /// `W` for a woonadres, `B` for a briefadres.
    pub functie: &'static str,
    /// Kind of institution; empty for none.
    pub instelling: &'static str,
    /// First day, as far as known.
    pub sinds: Datum,
}

/// A whole form, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gelezen {
    /// Person and question.
    pub aanmelding: Aanmelding,
    /// Address fact.
    pub adres: Option<Adresfeit>,
    /// Who will hold the dossier, when it is not the one who types.
    pub houder: Option<i64>,
}

/// Reads the whole draft, or says everything that stands in the way.
pub(super) fn lees(v: &Verzoek, c: &Concept) -> Result<Gelezen, Vec<Weigering>> {
    let mut fouten = Vec::new();
    let nieuw = is_nieuw(c);
    let persoon = if nieuw { lees_persoon(c, &mut fouten) } else { None };
    let vraag = lees_vraag(v, c, &mut fouten);
    let dag = vraag.as_ref().map_or(v.vandaag(), |q| q.ontvangen_op);
    let adres = lees_adres(c, dag, &mut fouten);
    let houder = vraag.as_ref().and_then(|q| lees_houder(v, c, q, &mut fouten));
    // A placeholder stands in for a question that could not be read, so that the rest is checked by the same rules.
    let leesbaar = vraag.is_some() && (persoon.is_some() || !nieuw);
    let vraag = vraag.unwrap_or_else(|| voorlopig(v, c));
    let aanmelding = Aanmelding { persoon, vraag };
    fouten.extend(toets_aanmelding(&aanmelding, v.vandaag()));
    if fouten.is_empty() && leesbaar { Ok(Gelezen { aanmelding, adres, houder }) } else { Err(fouten) }
}

/// Checks one step only: what the other steps still lack is not this page's business.
pub(super) fn toets_stap(v: &Verzoek, stap: Stap, c: &Concept, f: &mut Invoer) {
    let hier = |veld: &str| stap.velden().iter().any(|k| *k == veld || k.starts_with(&format!("{veld}-")));
    for w in lees(v, c).err().unwrap_or_default() {
        if w.veld.is_some_and(hier) {
            f.weiger(&w);
        }
    }
}

fn voorlopig(v: &Verzoek, c: &Concept) -> Vraag {
    Vraag {
        gemeente: v.actor.gemeente.unwrap_or_else(gemeenten::regiegemeente),
        ontvangen_op: v.vandaag(),
        melder: Melder::Inwoner,
        melder_naam: String::new(),
        melder_contact: String::new(),
        hulpvraag: c.tekst("hulpvraag").to_owned(),
        spoed: false,
    }
}

fn lees_persoon(c: &Concept, fouten: &mut Vec<Weigering>) -> Option<Persoon> {
    let geboren = match velden(c).datum("geboren") {
        Ok(Some(d)) => Some(d),
        Ok(None) => {
            fouten.push(
                Weigering::nieuw("TGG-02", "Wmo 2015 art. 2.3.2 lid 1", "Vul de geboortedatum in.")
                    .bij("geboren"),
            );
            None
        }
        Err(w) => {
            fouten.push(w);
            None
        }
    };
    let getypt = c.tekst("bsn");
    let bsn = match Bsn::lees(getypt) {
        Ok(b) => Some(b),
        Err(_) if getypt.is_empty() => None,
        Err(e) => {
            fouten.push(Weigering::nieuw("TGG-27", "Wabb art. 12", e.0).bij("bsn"));
            None
        }
    };
    let tekst = |veld: &str| c.tekst(veld).to_owned();
    Some(Persoon {
        achternaam: tekst("achternaam"),
        voorvoegsel: tekst("voorvoegsel"),
        voornamen: tekst("voornamen"),
        geboren: geboren?,
        geslacht: Geslacht::lees(c.tekst("geslacht")).unwrap_or(Geslacht::Onbekend),
        bsn,
        straat: tekst("straat"),
        huisnummer: tekst("huisnummer"),
        postcode: postcode(c.tekst("postcode")),
        woonplaats: tekst("woonplaats"),
        telefoon: tekst("telefoon"),
        email: tekst("email"),
    })
}

/// As people write it: `5751 AB`.
pub(super) fn met_spatie(postcode: &str) -> String {
    match postcode.split_at_checked(4) {
        Some((cijfers, letters)) if !letters.is_empty() => format!("{cijfers} {letters}"),
        Some(_) | None => postcode.to_owned(),
    }
}

/// As it is stored: capitals, no spaces.
pub(super) fn postcode(getypt: &str) -> String {
    getypt.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

fn lees_vraag(v: &Verzoek, c: &Concept, fouten: &mut Vec<Weigering>) -> Option<Vraag> {
    const ART: &str = "Wmo 2015 art. 2.3.2 lid 1";
    let ontvangen_op = match velden(c).datum("ontvangen") {
        Ok(Some(d)) => Some(d),
        Ok(None) => {
            fouten.push(
                Weigering::nieuw("TGG-06", ART, "Vul in op welke dag de melding binnenkwam.")
                    .bij("ontvangen"),
            );
            None
        }
        Err(w) => {
            fouten.push(w);
            None
        }
    };
    let gemeente =
        Gemeentecode::lees(c.tekst("gemeente")).ok().filter(|g| v.actor.dekt(*g) && gemeenten::in_regio(*g));
    if gemeente.is_none() {
        fouten.push(
            Weigering::nieuw(
                "TGG-29",
                "Wmo 2015 art. 1.2.1",
                "Kies bij welke gemeente de melding is gedaan.",
            )
            .bij("gemeente"),
        );
    }
    let melder = Melder::lees(c.tekst("melder")).ok();
    if melder.is_none() {
        fouten.push(Weigering::nieuw("TGG-29", ART, "Kies wie de melding doet.").bij("melder"));
    }
    Some(Vraag {
        gemeente: gemeente?,
        ontvangen_op: ontvangen_op?,
        melder: melder?,
        melder_naam: c.tekst("melder_naam").to_owned(),
        melder_contact: c.tekst("melder_contact").to_owned(),
        hulpvraag: c.tekst("hulpvraag").to_owned(),
        spoed: c.tekst("spoed") == "ja",
    })
}

fn lees_adres(c: &Concept, ontvangen: Datum, fouten: &mut Vec<Weigering>) -> Option<Adresfeit> {
    let sinds = match velden(c).datum("sinds") {
        Ok(d) => d,
        Err(w) => {
            fouten.push(w);
            None
        }
    };
    if sinds.is_some_and(|s| s > ontvangen) {
        let zin = "Deze dag ligt na de melding. Vul in sinds wanneer de inwoner hier al woont.";
        fouten.push(Weigering::nieuw("TGG-06", "", zin).bij("sinds"));
    }
    let gemeente = Gemeentecode::lees(c.tekst("adres_gemeente")).ok()?;
    let (functie, instelling) = match c.tekst("verblijf") {
        "instelling" => ("W", "onbekend"),
        "geen" => ("B", ""),
        _ => ("W", ""),
    };
    Some(Adresfeit { gemeente, functie, instelling, sinds: sinds.unwrap_or(ontvangen) })
}

/// Where the inwoner lives by this draft, as far as it can be read; for showing, not for recording.
pub(super) fn adres(c: &Concept, vandaag: Datum) -> Option<Adresfeit> {
    let dag = velden(c).datum("ontvangen").ok().flatten().unwrap_or(vandaag);
    lees_adres(c, dag, &mut Vec::new())
}

/// The option holds `gebruiker:gemeente`, so that nobody is chosen who works for another gemeente.
fn lees_houder(v: &Verzoek, c: &Concept, vraag: &Vraag, fouten: &mut Vec<Weigering>) -> Option<i64> {
    // A dossier that runs keeps its holder: there is nobody to choose.
    let houdt = c.tekst(LOOPT) == "ja" && c.tekst("houder").is_empty();
    if v.actor.rol == Rol::Aandachtsfunctionaris || houdt {
        return None;
    }
    let gekozen =
        c.tekst("houder").split_once(':').and_then(|(g, code)| Some((g.parse::<i64>().ok()?, code)));
    match gekozen {
        Some((g, code)) if code == vraag.gemeente.to_string() => Some(g),
        Some(_) | None => {
            let zin = "Kies een aandachtsfunctionaris van de gemeente van de melding.";
            fouten.push(
                Weigering::nieuw("TGG-29", "Uitvoeringsplan Thuis in de wijk 2022-2025 §2.2", zin)
                    .bij("houder"),
            );
            None
        }
    }
}

fn velden(c: &Concept) -> Velden {
    Velden(c.velden.clone())
}

/// Name of a field for people.
pub(super) fn label(veld: &str) -> &'static str {
    match veld {
        "achternaam" => "Achternaam",
        "voorvoegsel" => "Voorvoegsel",
        "voornamen" => "Voornamen",
        "geboren-dag" => "Geboortedatum, dag",
        "geboren-maand" => "Geboortedatum, maand",
        "geboren-jaar" => "Geboortedatum, jaar",
        "geslacht" => "Geslacht",
        "bsn" => "Burgerservicenummer",
        "ontvangen-dag" => "Binnengekomen op, dag",
        "ontvangen-maand" => "Binnengekomen op, maand",
        "ontvangen-jaar" => "Binnengekomen op, jaar",
        "gemeente" => "Gemeente van de melding",
        "melder" => "Wie meldt",
        "melder_naam" => "Naam van de melder",
        "melder_contact" => "Telefoon of e-mail van de melder",
        "hulpvraag" => "Hulpvraag",
        "spoed" => "Spoed",
        "houder" => "Dossierhouder",
        "verblijf" => "Waar verblijft de inwoner",
        "adres_gemeente" => "Gemeente waar de inwoner woont",
        "sinds-dag" => "Woont hier sinds, dag",
        "sinds-maand" => "Woont hier sinds, maand",
        "sinds-jaar" => "Woont hier sinds, jaar",
        "straat" => "Straat",
        "huisnummer" => "Huisnummer",
        "postcode" => "Postcode",
        "woonplaats" => "Plaats",
        "telefoon" => "Telefoon",
        "email" => "E-mail",
        _ => "Dit veld",
    }
}

/// What was typed on a step, as rows that can be changed. The BSN is masked.
pub(super) fn gegevens(c: &Concept, stap: Stap) -> Vec<Gegeven> {
    let f = velden(c);
    let dag = |veld: &'static str| f.datum(veld).ok().flatten().map_or_else(String::new, Datum::voluit);
    let wijzig = format!("/meldingen/concept/{}/{}?terug=controle", c.id, stap.code());
    let tekst = |veld: &str| c.tekst(veld).to_owned();
    let rijen: Vec<(&str, String)> = match stap {
        Stap::Wie => vec![
            (
                "Naam",
                [tekst("voornamen"), tekst("voorvoegsel"), tekst("achternaam")]
                    .join(" ")
                    .trim()
                    .replace("  ", " "),
            ),
            ("Geboortedatum", dag("geboren")),
            ("Geslacht", Geslacht::lees(c.tekst("geslacht")).map_or("", Geslacht::naam).to_owned()),
            (
                "Burgerservicenummer",
                Bsn::lees(c.tekst("bsn")).map_or_else(|_| tekst("bsn"), |b| b.gemaskeerd()),
            ),
        ],
        Stap::Vraag => vec![
            ("Binnengekomen op", dag("ontvangen")),
            ("Gemeente van de melding", gemeentenaam(c.tekst("gemeente"))),
            ("Wie meldt", Melder::lees(c.tekst("melder")).map_or("", Melder::naam).to_owned()),
            ("Naam van de melder", tekst("melder_naam")),
            ("Contact met de melder", tekst("melder_contact")),
            ("Hulpvraag", tekst("hulpvraag")),
            ("Spoed", if c.tekst("spoed") == "ja" { "Ja" } else { "Nee" }.to_owned()),
        ],
        Stap::Contact => vec![
            (
                "Verblijft nu",
                VERBLIJF.iter().find(|r| r.0 == c.tekst("verblijf")).map_or("", |r| r.1).to_owned(),
            ),
            ("Gemeente", gemeentenaam(c.tekst("adres_gemeente"))),
            ("Sinds", dag("sinds")),
            (
                "Adres",
                [
                    format!("{} {}", tekst("straat"), tekst("huisnummer")).trim().to_owned(),
                    format!("{} {}", met_spatie(&postcode(c.tekst("postcode"))), tekst("woonplaats"))
                        .trim()
                        .to_owned(),
                ]
                .join(", ")
                .trim_matches([',', ' '])
                .to_owned(),
            ),
            ("Telefoon", tekst("telefoon")),
            ("E-mail", tekst("email")),
        ],
    };
    rijen.into_iter().map(|(n, w)| Gegeven::nieuw(n, w).wijzig(wijzig.clone())).collect()
}

fn gemeentenaam(code: &str) -> String {
    if code.is_empty() { String::new() } else { gemeenten::naam_van(code) }
}

/// The terms that this melding starts, with why, before anything is recorded.
pub(super) fn termijnen(v: &Verzoek, c: &Concept) -> Result<Vec<(String, Termijn)>, Fout> {
    let f = velden(c);
    let Ok(Some(begin)) = f.datum("ontvangen") else { return Ok(Vec::new()) };
    [Soort::PersoonlijkPlan, Soort::Onderzoek]
        .into_iter()
        .map(|soort| {
            let t = termijnen::vooraf(v.regels(), soort, begin)?;
            let waarom = t.uitleg.stappen.iter().map(|s| s.zin.as_str()).collect::<Vec<_>>().join(" ");
            Ok((soort.naam().to_owned(), Termijn::op(t.uiterlijk, v.vandaag(), 3).waarom(waarom)))
        })
        .collect()
}

/// What the employee should know before recording: not wrong, but worth a thought.
pub(super) async fn let_op(v: &Verzoek, c: &Concept) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    if is_nieuw(c) {
        let leeg = |veld: &str| c.tekst(veld).is_empty();
        if ["telefoon", "email", "straat", "melder_contact"].into_iter().all(leeg) {
            uit.push(
                "Er zijn geen contactgegevens. Spreek met de inwoner af hoe u elkaar weer bereikt."
                    .to_owned(),
            );
        }
        if leeg("bsn") {
            uit.push(
                "Er is geen burgerservicenummer. Zoek het op in de BRP voordat u een besluit neemt."
                    .to_owned(),
            );
        }
        return Ok(uit);
    }
    let dossier = DossierId(c.onderwerp);
    let peil = Peil::op(v.vandaag());
    let mut open = opslag::meldingen(&v.db, dossier, peil).await?;
    open.retain(|m| matches!(m.status.as_str(), "nieuw" | "vraagverheldering" | "in_overdracht" | "tandem"));
    let Some(d) = opslag::dossier(&v.db, dossier, peil).await? else { return Ok(uit) };
    let relatie = super::relatie(v, &d, &opslag::rollen(&v.db, dossier, peil).await?);
    if mag(v.actor.rol, relatie, Veldklasse::Basis, Actie::Lezen, false) != Oordeel::Ja {
        // When and what is the dossier's: who does not work on it hears only that there is something to think of.
        if !open.is_empty() {
            uit.push(
                "Er loopt al een melding. De dossierhouder bekijkt of dit dezelfde vraag is.".to_owned(),
            );
        }
        return Ok(uit);
    }
    for m in &open {
        uit.push(format!(
            "Er loopt al een melding van {}. Hoort dit bij dezelfde vraag?",
            m.ontvangen_op.voluit()
        ));
    }
    Ok(uit)
}
