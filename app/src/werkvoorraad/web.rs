//! The start page, the worklist and its saved views.

use super::opslag::{self, Regel, Van, Vraag};
use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, gemeenten,
        kader::Toon,
        onderdelen::{Chip, Kolom, Paginering, Richting, Termijn, Weergave},
    },
    termijnen::Soort,
};
use askama::Template;
use kern::stam::Datum;

/// Phases of a dossier: code, name.
pub(super) const FASEN: &[(&str, &str)] = &[
    ("melding", "Melding"),
    ("vraagverheldering", "Vraagverheldering"),
    ("onderzoek", "Onderzoek"),
    ("besluit", "Besluit"),
    ("toewijzing", "Toewijzing"),
    ("wachtlijst", "Wachtlijst"),
    ("levering", "Levering"),
    ("lokaal", "Lokale hulp"),
    ("afgesloten", "Afgesloten"),
];
const VORMEN: &[(&str, &str)] =
    &[("bw", "Beschermd wonen"), ("bt", "Beschermd thuis"), ("wmo_begeleiding", "Wmo-begeleiding")];
/// Days before the last day from which a task is "almost due".
const BIJNA_DAGEN: i64 = 7;
const NAAM_MAX: usize = 60;

/// A line as the page shows it.
pub(super) struct Lijn {
    pub(super) id: i64,
    pub(super) naam: String,
    pub(super) geboren: String,
    pub(super) gemeente: String,
    pub(super) fase: String,
    pub(super) taak: String,
    pub(super) termijn: Option<Termijn>,
    pub(super) houder: String,
    pub(super) spoed: bool,
}

impl Lijn {
    pub(super) fn van(r: Regel, vandaag: Datum) -> Lijn {
        Lijn {
            id: r.dossier_id,
            naam: volledige_naam(&r.voorvoegsel, &r.achternaam, &r.voornamen),
            geboren: r.geboortedatum.voluit(),
            gemeente: gemeenten::naam_van(&r.gemeente),
            fase: naam_uit(FASEN, &r.fase),
            taak: Soort::lees(&r.taak).map_or("", Soort::naam).to_owned(),
            termijn: (!r.taak.is_empty()).then(|| Termijn::op(r.vervalt_op, vandaag, BIJNA_DAGEN)),
            houder: if r.houder == 0 { "niemand".to_owned() } else { r.houder_naam },
            spoed: r.spoed,
        }
    }
}

/// A name as people say it: surname first, because lists are read by surname.
pub(super) fn volledige_naam(voorvoegsel: &str, achternaam: &str, voornamen: &str) -> String {
    format!("{achternaam}, {voornamen} {voorvoegsel}").trim().trim_end_matches(',').to_owned()
}

pub(super) fn naam_uit(lijst: &[(&str, &str)], code: &str) -> String {
    lijst.iter().find(|(c, _)| *c == code).map_or(code, |(_, n)| n).to_owned()
}

#[derive(Template)]
#[template(path = "werkvoorraad/vandaag.html")]
struct Vandaag {
    kader: Kader,
    zin: String,
    behandelaar: bool,
    lijnen: Vec<Lijn>,
    per_gemeente: Vec<(String, String, i64)>,
    demo_tips: Vec<super::tips::Tip>,
}

/// GET /
pub async fn vandaag(v: Verzoek) -> Uitkomst {
    let behandelaar =
        matches!(v.actor.rol, Rol::Aandachtsfunctionaris | Rol::Trajectregisseur | Rol::Teamleider);
    let (mut lijnen, mut per_gemeente) = (Vec::new(), Vec::new());
    let mut zin = "Kies hierboven wat u wilt doen.".to_owned();
    if behandelaar {
        // Of a teamleider the tasks of that role, whoever holds the dossier.
        let van = if v.actor.rol == Rol::Teamleider { Van::Iedereen } else { eigen_vraag(&v).van };
        let q = Vraag { aantal: 10, van, rol: v.actor.rol.code().to_owned(), ..eigen_vraag(&v) };
        let regels = opslag::lijst(&v.db, &q).await?;
        let n = opslag::tel(&v.db, &q).await?;
        let laat = opslag::tel(&v.db, &Vraag { voor: Some(v.vandaag()), ..q.clone() }).await?;
        let taken = if n == 1 { "1 open taak".to_owned() } else { format!("{n} open taken") };
        zin = match (n, laat) {
            (0, _) => "U heeft vandaag geen open taken.".to_owned(),
            (_, 0) => format!("U heeft {taken}. Niets is te laat."),
            (_, l) => format!("U heeft {taken}. {l} daarvan {} te laat.", if l == 1 { "is" } else { "zijn" }),
        };
        lijnen = regels.into_iter().map(|r| Lijn::van(r, v.vandaag())).collect();
        for g in gemeenten::regio() {
            let n = opslag::tel(&v.db, &Vraag { gemeente: g.code.to_string(), ..q.clone() }).await?;
            per_gemeente.push((g.naam.clone(), g.code.to_string(), n));
        }
    }
    let aantal = lijnen.len();
    let demo_tips = super::tips::tips(&v);
    let kader = v.kader("Vandaag").await?;
    Ok(Antwoord::pagina(&Vandaag { kader, zin, behandelaar, lijnen, per_gemeente, demo_tips })?
        .met_personen(aantal))
}

/// What is open for this person in this role; a teamleider sees what has no holder.
fn eigen_vraag(v: &Verzoek) -> Vraag {
    let van = if v.actor.rol == Rol::Teamleider { Van::Niemand } else { Van::Persoon(v.actor.gebruiker_id) };
    let rol = if v.actor.rol == Rol::Teamleider { String::new() } else { v.actor.rol.code().to_owned() };
    Vraag {
        van,
        gemeente: String::new(),
        fase: String::new(),
        vorm: String::new(),
        rol,
        taak: String::new(),
        spoed: false,
        voor: None,
        op_ouderdom: false,
        vanaf: 0,
        aantal: opslag::PAGINA,
    }
}

/// The question in the query string. Only known codes get through, so that no text of a person lands in a URL or a query.
pub(super) fn lees_vraag(v: &Verzoek) -> Vraag {
    let bekend = |naam: &str, lijst: &[(&str, &str)]| {
        v.vraag(naam).filter(|w| lijst.iter().any(|(c, _)| c == w)).unwrap_or_default().to_owned()
    };
    let van = match v.vraag("van") {
        Some("niemand") => Van::Niemand,
        Some("iedereen") => Van::Iedereen,
        Some(id) if id.parse::<i64>().is_ok_and(|n| n > 0) => Van::Persoon(id.parse().unwrap_or(0)),
        Some(_) | None => eigen_vraag(v).van,
    };
    let gevraagd = v.vraag("gemeente").and_then(|g| kern::stam::Gemeentecode::lees(g).ok());
    // An aandachtsfunctionaris sees the list of the own gemeente, and of the own dossiers wherever they are.
    let gemeente = match (van, v.actor.gemeente) {
        (Van::Persoon(id), _) if id == v.actor.gebruiker_id => gevraagd,
        (_, Some(eigen)) => Some(eigen),
        (_, None) => gevraagd,
    };
    let pagina = v.vraag("pagina").and_then(|p| p.parse::<i64>().ok()).unwrap_or(1).clamp(1, 100_000);
    let te_laat = v.vraag("laat").is_some();
    Vraag {
        van,
        gemeente: gemeente.map_or_else(String::new, |g| g.to_string()),
        fase: bekend("fase", FASEN),
        vorm: bekend("vorm", VORMEN),
        rol: v.vraag("rol").and_then(Rol::lees).map_or("", Rol::code).to_owned(),
        taak: v.vraag("taak").and_then(Soort::lees).map_or("", Soort::code).to_owned(),
        spoed: v.vraag("spoed").is_some(),
        voor: te_laat.then(|| v.vandaag()),
        op_ouderdom: v.vraag("sorteer") == Some("oudste"),
        vanaf: (pagina - 1) * opslag::PAGINA,
        aantal: opslag::PAGINA,
    }
}

/// The query string of a question, without the page.
fn als_vragen(q: &Vraag, eigen: i64) -> Vec<(&'static str, String)> {
    let mut uit = Vec::new();
    match q.van {
        Van::Persoon(id) if id == eigen => {}
        Van::Persoon(id) => uit.push(("van", id.to_string())),
        Van::Niemand => uit.push(("van", "niemand".to_owned())),
        Van::Iedereen => uit.push(("van", "iedereen".to_owned())),
    }
    let velden =
        [("gemeente", &q.gemeente), ("fase", &q.fase), ("vorm", &q.vorm), ("rol", &q.rol), ("taak", &q.taak)];
    uit.extend(velden.into_iter().filter(|(_, w)| !w.is_empty()).map(|(k, w)| (k, w.clone())));
    for (k, aan) in [("spoed", q.spoed), ("laat", q.voor.is_some())] {
        if aan {
            uit.push((k, "ja".to_owned()));
        }
    }
    if q.op_ouderdom {
        uit.push(("sorteer", "oudste".to_owned()));
    }
    uit
}

fn href(delen: &[(&'static str, String)]) -> String {
    let s = form_urlencoded::Serializer::new(String::new()).extend_pairs(delen).finish();
    if s.is_empty() { "/werkvoorraad".to_owned() } else { format!("/werkvoorraad?{s}") }
}

#[derive(Template)]
#[template(path = "werkvoorraad/lijst.html")]
struct Lijst {
    kader: Kader,
    zin: String,
    invoer: Invoer,
    weergaven: Vec<Weergave>,
    eigen_weergaven: Vec<(i64, String)>,
    zoekvraag: String,
    gemeenten: Vec<Optie>,
    fasen: Vec<Optie>,
    van: Vec<Optie>,
    chips: Vec<Chip>,
    kolommen: Vec<Kolom>,
    lijnen: Vec<Lijn>,
    bladeren: Paginering,
    mag_verdelen: bool,
    uitvoer_href: String,
}

/// GET /werkvoorraad
pub async fn lijst(v: Verzoek) -> Uitkomst {
    let q = lees_vraag(&v);
    let (regels, totaal) = (opslag::lijst(&v.db, &q).await?, opslag::tel(&v.db, &q).await?);
    let vragen = als_vragen(&q, v.actor.gebruiker_id);
    let aantal = regels.len();
    let mut kader = v.kader("Werkvoorraad").await?.kruimel("Vandaag", "/").kruimel("Werkvoorraad", "");
    kader.met_fouten = false;
    let zoekvraag = href(&vragen).split_once('?').map_or_else(String::new, |(_, s)| s.to_owned());
    let (weergaven, eigen_weergaven) = weergaven(&v, &zoekvraag).await?;
    let mut invoer = Invoer::leeg();
    for (k, w) in &vragen {
        invoer = invoer.met(k, w.clone());
    }
    let p = Lijst {
        zin: telzin(totaal),
        invoer,
        weergaven,
        eigen_weergaven,
        gemeenten: gemeenten::opties(),
        fasen: FASEN.iter().map(|(c, n)| Optie::nieuw(*c, *n)).collect(),
        van: vec![Optie::nieuw("iedereen", "Iedereen"), Optie::nieuw("niemand", "Zonder houder")],
        chips: chips(&vragen),
        kolommen: kolommen(&q, &vragen),
        lijnen: regels.into_iter().map(|r| Lijn::van(r, v.vandaag())).collect(),
        bladeren: bladeren(totaal, &q, &vragen),
        mag_verdelen: v.actor.rol == Rol::Teamleider,
        uitvoer_href: format!("/werkvoorraad/uitvoer?{zoekvraag}"),
        zoekvraag,
        kader,
    };
    Ok(Antwoord::pagina(&p)?.met_personen(aantal))
}

fn telzin(n: i64) -> String {
    match n {
        0 => "Er zijn geen dossiers met dit filter.".to_owned(),
        1 => "1 dossier. Wat het eerst moet, staat bovenaan.".to_owned(),
        n => format!("{n} dossiers. Wat het eerst moet, staat bovenaan."),
    }
}

fn bladeren(totaal: i64, q: &Vraag, vragen: &[(&'static str, String)]) -> Paginering {
    let getal = |n: i64| u64::try_from(n).unwrap_or(0);
    Paginering::van(getal(totaal), getal(opslag::PAGINA), getal(q.vanaf / opslag::PAGINA + 1), |n| {
        let mut d = vragen.to_vec();
        d.push(("pagina", n.to_string()));
        href(&d)
    })
}

fn kolommen(q: &Vraag, vragen: &[(&'static str, String)]) -> Vec<Kolom> {
    let zonder: Vec<_> = vragen.iter().filter(|(k, _)| *k != "sorteer").cloned().collect();
    let mut met = zonder.clone();
    met.push(("sorteer", "oudste".to_owned()));
    let (op_datum, op_ouderdom) =
        if q.op_ouderdom { (Richting::Geen, Richting::Op) } else { (Richting::Op, Richting::Geen) };
    vec![
        Kolom::tekst("Inwoner").sorteer(href(&met), op_ouderdom),
        Kolom::tekst("Gemeente"),
        Kolom::tekst("Wat moet er gebeuren"),
        Kolom::tekst("Uiterlijk").sorteer(href(&zonder), op_datum),
        Kolom::tekst("Fase"),
        Kolom::tekst("Houder"),
    ]
}

fn chips(vragen: &[(&'static str, String)]) -> Vec<Chip> {
    let naam = |k: &str, w: &str| match k {
        "gemeente" => gemeenten::naam_van(w),
        "fase" => naam_uit(FASEN, w),
        "vorm" => naam_uit(VORMEN, w),
        "rol" => Rol::lees(w).map_or("", Rol::naam).to_owned(),
        "taak" => Soort::lees(w).map_or("", Soort::naam).to_owned(),
        "spoed" => "Spoed".to_owned(),
        "laat" => "Te laat".to_owned(),
        "sorteer" => "Oudste melding eerst".to_owned(),
        "van" if w == "iedereen" => "Van iedereen".to_owned(),
        "van" if w == "niemand" => "Zonder houder".to_owned(),
        _ => "Van een collega".to_owned(),
    };
    vragen
        .iter()
        .map(|(k, w)| {
            let rest: Vec<_> = vragen.iter().filter(|(ander, _)| ander != k).cloned().collect();
            Chip { label: naam(k, w), weg_href: href(&rest) }
        })
        .collect()
}

async fn weergaven(v: &Verzoek, zoekvraag: &str) -> Result<(Vec<Weergave>, Vec<(i64, String)>), Fout> {
    let mut lijst = vec![
        vast("Mijn werk", "", zoekvraag),
        vast("Te laat", "laat=ja", zoekvraag),
        vast("Spoed", "van=iedereen&spoed=ja", zoekvraag),
        vast("Zonder houder", "van=niemand", zoekvraag),
    ];
    let bewaard = opslag::weergaven(&v.db, v.actor.gebruiker_id).await?;
    let eigen = bewaard
        .iter()
        .filter(|w| w.gebruiker_id == v.actor.gebruiker_id)
        .map(|w| (w.weergave_id, w.naam.clone()))
        .collect();
    lijst.extend(bewaard.iter().map(|w| vast(&w.naam, &w.zoekvraag, zoekvraag)));
    Ok((lijst, eigen))
}

fn vast(naam: &str, vraag: &str, nu: &str) -> Weergave {
    let href = if vraag.is_empty() { "/werkvoorraad".to_owned() } else { format!("/werkvoorraad?{vraag}") };
    Weergave { label: naam.to_owned(), href, aantal: None, actief: vraag == nu }
}

/// POST /werkvoorraad/weergaven: the present filters under a name.
pub async fn bewaar_weergave(v: Verzoek) -> Uitkomst {
    let naam: String = v.form.tekst("naam").chars().take(NAAM_MAX).collect();
    // Only what the page itself could have made: known keys with short values.
    let toegestaan = ["van", "gemeente", "fase", "vorm", "rol", "taak", "spoed", "laat", "sorteer"];
    let paren: Vec<(String, String)> = form_urlencoded::parse(v.form.tekst("zoekvraag").as_bytes())
        .map(|(k, w)| (k.into_owned(), w.into_owned()))
        .filter(|(k, w)| {
            toegestaan.contains(&k.as_str())
                && w.len() <= 32
                && w.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        })
        .collect();
    let schoon = form_urlencoded::Serializer::new(String::new()).extend_pairs(&paren).finish();
    let terug =
        if schoon.is_empty() { "/werkvoorraad".to_owned() } else { format!("/werkvoorraad?{schoon}") };
    if naam.is_empty() {
        return Antwoord::naar_met_melding(terug, "Geef de weergave een naam. Er is nog niets bewaard.");
    }
    opslag::bewaar_weergave(&v.db, v.actor.gebruiker_id, &naam, &schoon, v.form.aan("team")).await?;
    Antwoord::naar_met_melding(terug, "De weergave is bewaard en staat boven de lijst.")
}

/// POST /werkvoorraad/weergaven/weg
pub async fn verwijder_weergave(v: Verzoek) -> Uitkomst {
    opslag::verwijder_weergave(&v.db, v.actor.gebruiker_id, v.form.getal("weergave").unwrap_or(0)).await?;
    Antwoord::naar_met_melding("/werkvoorraad", "De weergave is weg.")
}

/// GET /werkvoorraad/uitvoer: the list as CSV, without names: the file leaves our care.
pub async fn uitvoer(v: Verzoek) -> Uitkomst {
    let q = Vraag { vanaf: 0, aantal: opslag::UITVOER_MAX, ..lees_vraag(&v) };
    let regels = opslag::lijst(&v.db, &q).await?;
    let n = regels.len();
    let mut csv = String::from("\u{feff}dossier;gemeente;fase;vorm;taak;uiterlijk;houder;geopend\r\n");
    for r in regels {
        let taak = Soort::lees(&r.taak).map_or("", Soort::naam);
        let uiterlijk = if r.taak.is_empty() { String::new() } else { r.vervalt_op.to_string() };
        let velden = [
            r.dossier_id.to_string(),
            gemeenten::naam_van(&r.gemeente),
            naam_uit(FASEN, &r.fase),
            naam_uit(VORMEN, &r.vorm),
            taak.to_owned(),
            uiterlijk,
            r.houder_naam,
            r.geopend_op.to_string(),
        ];
        csv.push_str(&crate::huis::csv::regel(&velden));
    }
    Ok(Antwoord::bestand("werkvoorraad.csv", "text/csv; charset=utf-8", csv.into_bytes())?.met_personen(n))
}

/// Tone of the tag for an urgent melding.
pub(super) const SPOED: Toon = Toon::Fout;
