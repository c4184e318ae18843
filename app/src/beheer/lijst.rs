//! The list of people who work with Wijkthuis.

use super::{
    gebruiker::{Mens, plaats, stand},
    opslag,
    rollen::hoofdletter,
};
use crate::huis::{
    Antwoord, Fout, Invoer, Kader, Optie, Rol, Uitkomst, Verzoek, csv, gemeenten,
    kader::Toon,
    moment_voluit,
    onderdelen::{Chip, Kolom, Paginering, Richting},
    rolnaam,
};
use askama::Template;
use kern::stam::{Datum, Gemeentecode};

const PAD: &str = "/beheer/gebruikers";
/// Lines on a page.
const PAGINA: usize = 50;
/// Ways in which an account can stand, as filter.
const STANDEN: &[(&str, &str)] = &[
    ("actief", "Actief"),
    ("zonder_rol", "Zonder rol"),
    ("geblokkeerd", "Geblokkeerd"),
    ("vrijgave", "Wacht op vrijgave"),
];
/// Columns that sort.
const SORTERINGEN: &[&str] = &["naam", "gebruikersnaam", "stand", "laatst"];

/// What is asked of the list; only known codes get through.
struct Vraag {
    rol: Option<Rol>,
    gemeente: Option<Gemeentecode>,
    stand: &'static str,
    sorteer: &'static str,
    af: bool,
    pagina: u64,
}

impl Vraag {
    fn lees(vz: &Verzoek) -> Vraag {
        Vraag {
            rol: vz.vraag("rol").and_then(Rol::lees),
            gemeente: vz.vraag("gemeente").and_then(|g| Gemeentecode::lees(g).ok()),
            stand: STANDEN.iter().map(|s| s.0).find(|s| vz.vraag("stand") == Some(s)).unwrap_or(""),
            sorteer: SORTERINGEN.iter().find(|s| vz.vraag("sorteer") == Some(s)).unwrap_or(&"naam"),
            af: vz.vraag("richting") == Some("af"),
            pagina: vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1),
        }
    }
    /// The filters as they stand in the address.
    fn filters(&self) -> Vec<(&'static str, String)> {
        let mut uit = Vec::new();
        uit.extend(self.rol.map(|r| ("rol", r.code().to_owned())));
        uit.extend(self.gemeente.map(|g| ("gemeente", g.to_string())));
        if !self.stand.is_empty() {
            uit.push(("stand", self.stand.to_owned()));
        }
        uit
    }
    fn volgorde(&self) -> Vec<(&'static str, String)> {
        let mut uit = Vec::new();
        if self.sorteer != "naam" {
            uit.push(("sorteer", self.sorteer.to_owned()));
        }
        if self.af {
            uit.push(("richting", "af".to_owned()));
        }
        uit
    }
}

pub(super) fn href(pad: &str, delen: &[(&'static str, String)]) -> String {
    let s = form_urlencoded::Serializer::new(String::new()).extend_pairs(delen).finish();
    if s.is_empty() { pad.to_owned() } else { format!("{pad}?{s}") }
}

/// Somebody as the list shows it.
struct Lijn {
    id: i64,
    naam: String,
    gebruikersnaam: String,
    rollen: Vec<String>,
    stand: (&'static str, Toon),
    laatst: String,
}

#[derive(Template)]
#[template(path = "beheer/gebruikers.html")]
struct Pagina {
    kader: Kader,
    zin: String,
    invoer: Invoer,
    rollen: Vec<Optie>,
    gemeenten: Vec<Optie>,
    standen: Vec<Optie>,
    chips: Vec<Chip>,
    kolommen: Vec<Kolom>,
    lijnen: Vec<Lijn>,
    bladeren: Paginering,
    csv: String,
    mag_toevoegen: bool,
}

/// GET /beheer/gebruikers
pub async fn toon(vz: Verzoek) -> Uitkomst {
    let q = Vraag::lees(&vz);
    let alle = zoek(&vz, &q).await?;
    let (filters, volgorde) = (q.filters(), q.volgorde());
    let bladeren = Paginering::van(alle.len() as u64, PAGINA as u64, q.pagina, |n| {
        let pagina = [("pagina", n.to_string())];
        href(PAD, &[filters.as_slice(), volgorde.as_slice(), &pagina].concat())
    });
    let vanaf = usize::try_from(bladeren.eerste.saturating_sub(1)).unwrap_or(0);
    let vandaag = vz.vandaag();
    let lijnen = alle.iter().skip(vanaf).take(PAGINA).map(|m| lijn(m, vandaag)).collect();
    let mut invoer = Invoer::leeg();
    for (k, w) in filters.iter().chain(&volgorde) {
        invoer = invoer.met(k, w.clone());
    }
    Antwoord::pagina(&Pagina {
        kader: vz.kader("Gebruikers").await?.kruimel("Vandaag", "/").kruimel("Gebruikers", ""),
        zin: telzin(alle.len()),
        invoer,
        rollen: Rol::ALLE.iter().map(|r| Optie::nieuw(r.code(), hoofdletter(r.naam()))).collect(),
        gemeenten: gemeenten::opties(),
        standen: STANDEN.iter().map(|(c, n)| Optie::nieuw(*c, *n)).collect(),
        chips: chips(&q),
        kolommen: kolommen(&q),
        lijnen,
        bladeren,
        csv: href("/beheer/gebruikers/csv", &[filters.as_slice(), volgorde.as_slice()].concat()),
        mag_toevoegen: vz.actor.rol == Rol::Applicatiebeheerder,
    })
}

/// GET /beheer/gebruikers/csv: all lines of the filter, for the periodic review of who has which role.
pub async fn csv(vz: Verzoek) -> Uitkomst {
    let q = Vraag::lees(&vz);
    let vandaag = vz.vandaag();
    let mut uit = String::from("\u{feff}");
    uit.push_str(&csv::regel(&[
        "nummer",
        "naam",
        "gebruikersnaam",
        "stand",
        "rol",
        "waar",
        "vanaf",
        "tot en met",
        "laatst aangemeld",
    ]));
    for m in zoek(&vz, &q).await? {
        let kop = [m.rij.gebruiker_id.to_string(), m.rij.naam.clone(), m.rij.gebruikersnaam.clone()];
        let hoe = stand(&m.rij, &m.perioden(), vandaag).0.to_owned();
        let laatst = m.rij.laatst.map_or_else(String::new, |t| format!("{t:.0}"));
        for r in &m.rollen {
            let tot = r.geldig_tot.map_or_else(String::new, |t| t.plus_dagen(-1).to_string());
            let rest = [
                hoe.clone(),
                rolnaam(&r.rol).to_owned(),
                plaats(&r.gemeente),
                r.geldig_van.to_string(),
                tot,
                laatst.clone(),
            ];
            uit.push_str(&csv::regel(&[kop.as_slice(), &rest].concat()));
        }
        if m.rollen.is_empty() {
            let leeg = String::new;
            uit.push_str(&csv::regel(
                &[kop.as_slice(), &[hoe, leeg(), leeg(), leeg(), leeg(), laatst]].concat(),
            ));
        }
    }
    Antwoord::bestand(format!("gebruikers-{vandaag}.csv"), "text/csv; charset=utf-8", uit.into_bytes())
}

/// Everybody whom this person may see and who fits the filter, in order. Sorted here: both engines then agree on the order.
async fn zoek(vz: &Verzoek, q: &Vraag) -> Result<Vec<Mens>, Fout> {
    let vandaag = vz.vandaag();
    let mut rollen = opslag::rollen(&vz.db).await?;
    let mut mensen = Vec::new();
    for rij in opslag::gebruikers(&vz.db).await? {
        // Both come in the order of the key.
        let eind = rollen.partition_point(|r| r.gebruiker_id <= rij.gebruiker_id);
        let eigen: Vec<_> = rollen.drain(..eind).filter(|r| r.gebruiker_id == rij.gebruiker_id).collect();
        mensen.push(Mens { rij, rollen: eigen });
    }
    mensen.retain(|m| m.zichtbaar(vz.actor.gemeente, vandaag) && past(m, q, vandaag));
    let sleutel = |m: &Mens| match q.sorteer {
        "gebruikersnaam" => m.rij.gebruikersnaam.clone(),
        "stand" => stand(&m.rij, &m.perioden(), vandaag).0.to_owned(),
        "laatst" => m.rij.laatst.map_or_else(String::new, |t| format!("{t:.6}")),
        _ => m.rij.naam.to_lowercase(),
    };
    mensen.sort_by_cached_key(|m| (sleutel(m), m.rij.gebruiker_id));
    if q.af {
        mensen.reverse();
    }
    Ok(mensen)
}

fn past(m: &Mens, q: &Vraag, vandaag: Datum) -> bool {
    let perioden = m.perioden();
    let nu = || perioden.iter().filter(|p| p.vanaf(vandaag));
    let rol = (q.rol.is_none() && q.gemeente.is_none())
        || nu()
            .any(|p| q.rol.is_none_or(|r| r == p.rol) && (q.gemeente.is_none() || p.gemeente == q.gemeente));
    let hoe = stand(&m.rij, &perioden, vandaag).0;
    rol && (q.stand.is_empty() || STANDEN.iter().any(|(c, n)| *c == q.stand && *n == hoe))
}

fn lijn(m: &Mens, vandaag: Datum) -> Lijn {
    let open = m.perioden().into_iter().filter(|p| p.vanaf(vandaag));
    let rollen = open.map(|p| {
        let waar = p.gemeente.map_or_else(|| "hele regio".to_owned(), gemeenten::naam);
        let straks = if p.op(vandaag) { String::new() } else { format!(", vanaf {}", p.van.voluit()) };
        format!("{}, {waar}{straks}", hoofdletter(p.rol.naam()))
    });
    Lijn {
        id: m.rij.gebruiker_id,
        naam: m.rij.naam.clone(),
        gebruikersnaam: m.rij.gebruikersnaam.clone(),
        rollen: rollen.collect(),
        stand: stand(&m.rij, &m.perioden(), vandaag),
        laatst: m.rij.laatst.map_or_else(|| "nog niet".to_owned(), moment_voluit),
    }
}

fn telzin(n: usize) -> String {
    match n {
        0 => "Niemand past bij dit filter.".to_owned(),
        1 => "1 gebruiker.".to_owned(),
        n => format!("{n} gebruikers."),
    }
}

fn kolommen(q: &Vraag) -> Vec<Kolom> {
    let kolom = |label: &str, code: &'static str| {
        let hier = q.sorteer == code;
        let richting = match (hier, q.af) {
            (false, _) => Richting::Geen,
            (true, false) => Richting::Op,
            (true, true) => Richting::Af,
        };
        let v = Vraag { sorteer: code, af: hier && !q.af, ..Vraag { stand: q.stand, ..*q } };
        Kolom::tekst(label).sorteer(href(PAD, &[v.filters(), v.volgorde()].concat()), richting)
    };
    vec![
        kolom("Naam", "naam"),
        kolom("Gebruikersnaam", "gebruikersnaam"),
        Kolom::tekst("Rollen"),
        kolom("Stand", "stand"),
        kolom("Laatst aangemeld", "laatst"),
    ]
}

fn chips(q: &Vraag) -> Vec<Chip> {
    let (filters, volgorde) = (q.filters(), q.volgorde());
    let naam = |k: &str, w: &str| match k {
        "rol" => rolnaam(w).to_owned(),
        "gemeente" => gemeenten::naam_van(w),
        _ => STANDEN.iter().find(|(c, _)| *c == w).map_or(w, |(_, n)| n).to_owned(),
    };
    filters
        .iter()
        .map(|(k, w)| {
            let rest: Vec<_> = filters.iter().filter(|(ander, _)| ander != k).cloned().collect();
            Chip { label: naam(k, w), weg_href: href(PAD, &[rest, volgorde.clone()].concat()) }
        })
        .collect()
}
