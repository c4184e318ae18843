//! The logs for the functionaris gegevensbescherming: who looked, who acted, what was refused. Searching here is logged too.

use super::{
    lijst::href,
    logboek_opslag::{self as opslag, ActRij, InzageRij, PAGINA, TEL_MAX, UITVOER_MAX, Volgorde, Vraag},
};
use crate::{
    huis::{
        Antwoord, Fout, Invoer, Kader, Optie, Uitkomst, Velden, Verzoek, begin_van_dag, csv, gemeenten,
        kader::{Koppeling, Toon},
        moment_voluit,
        onderdelen::{Kolom, Paginering, Richting},
        rolnaam,
    },
    routes,
};
use askama::Template;
use kern::stam::Datum;
use std::collections::BTreeSet;

const INZAGE: &str = "/beheer/logboek";
const HANDELINGEN: &str = "/beheer/logboek/handelingen";
/// Days that are shown when no period is chosen.
const STANDAARD_DAGEN: i64 = 7;
/// Longest period in one search: more asks for a file per year.
const DAGEN_MAX: i64 = 366;

/// One line, as shown: cells of text, and whether it was refused or went by the noodknop.
struct Lijn {
    wanneer: String,
    wie: String,
    gebruiker: i64,
    rol: String,
    wat: String,
    dossier: String,
    hoe: String,
    tags: Vec<(&'static str, Toon)>,
}

#[derive(Template)]
#[template(path = "beheer/logboek.html")]
struct Pagina {
    kader: Kader,
    actief: &'static str,
    tabs: Vec<Koppeling>,
    zin: String,
    noodknop: String,
    formulier: Invoer,
    mensen: Vec<Optie>,
    soorten: Vec<Optie>,
    uitkomsten: Vec<Optie>,
    is_inzage: bool,
    kolommen: Vec<Kolom>,
    lijnen: Vec<Lijn>,
    bladeren: Paginering,
    csv: String,
}

/// What was asked, with the form to show it again.
struct Zoek {
    q: Vraag,
    pagina: u64,
    delen: Vec<(&'static str, String)>,
    formulier: Invoer,
    van: Datum,
    tot_en_met: Datum,
}

/// Reads the question. Numbers, days and known codes only: no text of a person can land in the address.
fn lees(vz: &Verzoek, doelen: &[String]) -> Zoek {
    let velden = Velden(vz.vragen().to_vec());
    let mut f = Invoer::van(vz.vragen());
    let mut dag = |veld: &'static str| velden.datum(veld).map_err(|w| f.weiger(&w)).ok().flatten();
    let (van, tot) = (dag("van"), dag("tot"));
    let tot_en_met = tot.unwrap_or_else(|| vz.vandaag());
    let van = van.unwrap_or_else(|| tot_en_met.plus_dagen(1 - STANDAARD_DAGEN));
    if tot_en_met < van {
        f.fout("tot", "De laatste dag kan niet voor de eerste dag liggen.");
    }
    if van.dagen_tot(tot_en_met) > DAGEN_MAX {
        f.fout("van", "Kies een periode van ten hoogste een jaar.");
    }
    let nummer =
        |veld: &str| vz.vraag(veld).and_then(|w| w.parse::<i64>().ok()).filter(|n| *n > 0).unwrap_or(-1);
    if vz.vraag("dossier").is_some() && nummer("dossier") < 0 {
        f.fout("dossier", "Vul alleen het nummer van het dossier in.");
    }
    let q = Vraag {
        van: begin_van_dag(van),
        tot: begin_van_dag(tot_en_met.plus_dagen(1)),
        gebruiker: nummer("gebruiker"),
        dossier: nummer("dossier"),
        doel: doelen.iter().find(|d| vz.vraag("doel") == Some(d)).cloned().unwrap_or_default(),
        uitkomst: ["ok", "geweigerd"].into_iter().find(|u| vz.vraag("uitkomst") == Some(u)).unwrap_or(""),
        noodknop: vz.vraag("noodknop").is_some(),
        gemeente: vz.actor.gemeente.map_or_else(String::new, |g| g.to_string()),
        volgorde: match vz.vraag("sorteer") {
            Some("oudste") => Volgorde::Oudste,
            Some("persoon") => Volgorde::Persoon,
            Some(_) | None => Volgorde::Nieuwste,
        },
        vanaf: 0,
        aantal: PAGINA,
    };
    let delen = delen(&q, van, tot_en_met);
    if f.is_goed() {
        f = Invoer::leeg().met_datum("van", van).met_datum("tot", tot_en_met);
        for (k, w) in delen.iter().filter(|(k, _)| !["van", "tot"].contains(k)) {
            f = f.met(k, w.clone());
        }
    }
    let pagina = vz.vraag("pagina").and_then(|p| p.parse().ok()).unwrap_or(1);
    Zoek { q, pagina, delen, formulier: f, van, tot_en_met }
}

/// The question as it stands in an address, without the order and the page.
fn delen(q: &Vraag, van: Datum, tot: Datum) -> Vec<(&'static str, String)> {
    let mut uit = vec![("van", van.to_string()), ("tot", tot.to_string())];
    uit.extend([("gebruiker", q.gebruiker), ("dossier", q.dossier)].map(|(k, n)| (k, n.to_string())));
    uit.extend([("doel", q.doel.clone()), ("uitkomst", q.uitkomst.to_owned())]);
    if q.noodknop {
        uit.push(("noodknop", "ja".to_owned()));
    }
    uit.retain(|(_, w)| !w.is_empty() && w != "-1");
    uit
}

impl Zoek {
    /// The order as part of an address.
    fn volgorde(&self) -> Vec<(&'static str, String)> {
        match self.q.volgorde {
            Volgorde::Nieuwste => Vec::new(),
            Volgorde::Oudste => vec![("sorteer", "oudste".to_owned())],
            Volgorde::Persoon => vec![("sorteer", "persoon".to_owned())],
        }
    }
    fn adres(&self, pad: &str, rest: &[(&'static str, String)]) -> String {
        href(pad, &[self.delen.as_slice(), rest].concat())
    }
    /// The part of `totaal` lines that this page shows; sets where it begins.
    fn blader(&mut self, pad: &str, totaal: i64) -> Paginering {
        let volgorde = self.volgorde();
        let getal = |n: i64| u64::try_from(n).unwrap_or(0);
        let p = Paginering::van(getal(totaal.min(TEL_MAX)), getal(PAGINA), self.pagina, |n| {
            self.adres(pad, &[volgorde.as_slice(), &[("pagina", n.to_string())]].concat())
        });
        self.q.vanaf = i64::try_from(p.pagina.saturating_sub(1)).unwrap_or(0) * PAGINA;
        p
    }
    fn zin(&self, totaal: i64) -> String {
        let aantal = match totaal {
            0 => "niets gevonden".to_owned(),
            1 => "1 regel".to_owned(),
            n if n > TEL_MAX => format!("meer dan {TEL_MAX} regels; maak de periode korter om alles te zien"),
            n => format!("{n} regels"),
        };
        format!("Van {} tot en met {}: {aantal}.", self.van.voluit(), self.tot_en_met.voluit())
    }
    fn kolommen(&self, pad: &str) -> Vec<Kolom> {
        let (wanneer, richting) = match self.q.volgorde {
            Volgorde::Nieuwste => ("oudste", Richting::Af),
            Volgorde::Oudste => ("", Richting::Op),
            Volgorde::Persoon => ("", Richting::Geen),
        };
        let sorteer = |w: &str| {
            let rest: Vec<_> = if w.is_empty() { Vec::new() } else { vec![("sorteer", w.to_owned())] };
            self.adres(pad, &rest)
        };
        let wie = if self.q.volgorde == Volgorde::Persoon { Richting::Op } else { Richting::Geen };
        vec![
            Kolom::tekst("Wanneer").sorteer(sorteer(wanneer), richting),
            Kolom::tekst("Wie").sorteer(sorteer("persoon"), wie),
            Kolom::tekst("Wat"),
            Kolom::tekst("Dossier"),
            Kolom::tekst("Hoe"),
        ]
    }
}

/// Purposes of routes: what a line of the logboek can say.
fn doelen() -> Vec<String> {
    let alle: BTreeSet<&str> = routes::alle(false).into_iter().map(|r| r.doel).collect();
    alle.into_iter().map(str::to_owned).collect()
}

/// GET /beheer/logboek
pub async fn inzage(vz: Verzoek) -> Uitkomst {
    let doelen = doelen();
    let mut z = lees(&vz, &doelen);
    let goed = z.formulier.is_goed();
    let totaal = if goed { opslag::tel_inzage(&vz.db, &z.q).await? } else { 0 };
    let bladeren = z.blader(INZAGE, totaal);
    let rijen = if goed { opslag::inzage(&vz.db, &z.q).await? } else { Vec::new() };
    let lijnen = rijen.iter().map(inzage_lijn).collect();
    pagina(&vz, z, INZAGE, doelen, totaal, bladeren, lijnen).await
}

/// GET /beheer/logboek/handelingen
pub async fn handelingen(vz: Verzoek) -> Uitkomst {
    let soorten = opslag::soorten(&vz.db, &lees(&vz, &[]).q).await?;
    let mut z = lees(&vz, &soorten);
    let goed = z.formulier.is_goed();
    let totaal = if goed { opslag::tel_handelingen(&vz.db, &z.q).await? } else { 0 };
    let bladeren = z.blader(HANDELINGEN, totaal);
    let rijen = if goed { opslag::handelingen(&vz.db, &z.q).await? } else { Vec::new() };
    let lijnen = rijen.iter().map(act_lijn).collect();
    pagina(&vz, z, HANDELINGEN, soorten, totaal, bladeren, lijnen).await
}

async fn pagina(
    vz: &Verzoek,
    z: Zoek,
    pad: &'static str,
    soorten: Vec<String>,
    totaal: i64,
    bladeren: Paginering,
    lijnen: Vec<Lijn>,
) -> Uitkomst {
    let fout = !z.formulier.is_goed();
    let mensen = super::opslag::gebruikers(&vz.db).await?;
    let mut mensen: Vec<Optie> =
        mensen.into_iter().map(|m| Optie::nieuw(m.gebruiker_id.to_string(), m.naam)).collect();
    mensen.sort_by_cached_key(|o| o.label.to_lowercase());
    let p = Pagina {
        kader: vz.kader("Logboek").await?.kruimel("Vandaag", "/").kruimel("Logboek", "").fouten(fout),
        actief: pad,
        tabs: vec![
            Koppeling::nieuw("Wie keek", INZAGE),
            Koppeling::nieuw("Wie deed wat", HANDELINGEN),
            Koppeling::nieuw("Noodknop beoordelen", "/beheer/noodknop"),
        ],
        zin: z.zin(totaal),
        noodknop: noodknopzin(opslag::open_noodknop(&vz.db).await?),
        mensen,
        soorten: soorten.into_iter().map(|d| Optie::nieuw(d.clone(), d)).collect(),
        uitkomsten: vec![Optie::nieuw("ok", "Getoond of gedaan"), Optie::nieuw("geweigerd", "Geweigerd")],
        is_inzage: pad == INZAGE,
        kolommen: z.kolommen(pad),
        csv: z.adres(&format!("{pad}/csv"), &z.volgorde()),
        formulier: z.formulier,
        lijnen,
        bladeren,
    };
    if fout { Antwoord::formulier_terug(&p) } else { Antwoord::pagina(&p) }
}

fn noodknopzin(n: i64) -> String {
    match n {
        0 => String::new(),
        1 => "1 gebruik van de noodknop wacht op een oordeel.".to_owned(),
        n => format!("{n} keer gebruik van de noodknop wacht op een oordeel."),
    }
}

fn wie(naam: &Option<String>) -> String {
    naam.clone().unwrap_or_else(|| "Wijkthuis zelf, of niet ingelogd".to_owned())
}

fn inzage_lijn(r: &InzageRij) -> Lijn {
    let mut tags = Vec::new();
    if r.uitkomst == "geweigerd" {
        tags.push(("Geweigerd", Toon::Fout));
    }
    if r.noodknop {
        tags.push(("Noodknop", Toon::LetOp));
    }
    let hoe = match (r.dossier_id, r.relatie.as_str()) {
        (None, _) if r.aantal > 1 => format!("{} personen in een lijst", r.aantal),
        (None, _) => String::new(),
        (Some(_), "houder") => "eigen dossier".to_owned(),
        (Some(_), "gebied") => "in het eigen gebied".to_owned(),
        (Some(_), _) => "geen relatie".to_owned(),
    };
    Lijn {
        wanneer: moment_voluit(r.tijdstip),
        wie: wie(&r.naam),
        gebruiker: r.gebruiker_id,
        rol: rolnaam(&r.rol).to_owned(),
        wat: r.doel.clone(),
        dossier: r.dossier_id.map_or_else(String::new, |d| d.to_string()),
        hoe,
        tags,
    }
}

fn act_lijn(r: &ActRij) -> Lijn {
    Lijn {
        wanneer: moment_voluit(r.tijdstip),
        wie: wie(&r.naam),
        gebruiker: r.gebruiker_id,
        rol: rolnaam(&r.rol).to_owned(),
        wat: r.handeling.clone(),
        dossier: r.dossier_id.map_or_else(String::new, |d| d.to_string()),
        hoe: r.gemeente.as_deref().map_or_else(String::new, gemeenten::naam_van),
        tags: Vec::new(),
    }
}

/// GET /beheer/logboek/csv
pub async fn inzage_csv(vz: Verzoek) -> Uitkomst {
    let mut z = lees(&vz, &doelen());
    if !z.formulier.is_goed() {
        return Antwoord::naar(z.adres(INZAGE, &[]));
    }
    z.q.aantal = UITVOER_MAX;
    let kop = [
        "wanneer", "nummer", "wie", "rol", "soort", "doel", "dossier", "relatie", "noodknop", "uitkomst",
        "aantal", "spoor",
    ];
    let rijen = opslag::inzage(&vz.db, &z.q).await?;
    let regels = rijen.into_iter().map(|r| {
        vec![
            format!("{:.0}", r.tijdstip),
            r.gebruiker_id.to_string(),
            r.naam.unwrap_or_default(),
            r.rol,
            r.actie,
            r.doel,
            r.dossier_id.map_or_else(String::new, |d| d.to_string()),
            r.relatie,
            if r.noodknop { "ja" } else { "nee" }.to_owned(),
            r.uitkomst,
            r.aantal.to_string(),
            r.trace_id,
        ]
    });
    bestand("logboek", &z, &kop, regels)
}

/// GET /beheer/logboek/handelingen/csv
pub async fn handelingen_csv(vz: Verzoek) -> Uitkomst {
    let soorten = opslag::soorten(&vz.db, &lees(&vz, &[]).q).await?;
    let mut z = lees(&vz, &soorten);
    if !z.formulier.is_goed() {
        return Antwoord::naar(z.adres(HANDELINGEN, &[]));
    }
    z.q.aantal = UITVOER_MAX;
    let kop = ["nr", "wanneer", "nummer", "wie", "rol", "handeling", "reden", "dossier", "gemeente", "spoor"];
    let rijen = opslag::handelingen(&vz.db, &z.q).await?;
    let regels = rijen.into_iter().map(|r| {
        vec![
            r.nr.to_string(),
            format!("{:.0}", r.tijdstip),
            r.gebruiker_id.to_string(),
            r.naam.unwrap_or_default(),
            r.rol,
            r.handeling,
            r.reden,
            r.dossier_id.map_or_else(String::new, |d| d.to_string()),
            r.gemeente.unwrap_or_default(),
            r.trace_id,
        ]
    });
    bestand("journaal", &z, &kop, regels)
}

fn bestand(
    naam: &str,
    z: &Zoek,
    kop: &[&str],
    regels: impl Iterator<Item = Vec<String>>,
) -> Result<Antwoord, Fout> {
    let mut uit = String::from("\u{feff}");
    uit.push_str(&csv::regel(kop));
    for r in regels {
        uit.push_str(&csv::regel(&r));
    }
    let naam = format!("{naam}-{}-{}.csv", z.van, z.tot_en_met);
    Antwoord::bestand(naam, "text/csv; charset=utf-8", uit.into_bytes())
}
