//! What lies behind a figure: the cases that were counted, as far as this reader may see them.

use super::{
    kijk::{Achter, Kijk},
    toon::{self, Woorden},
};
use crate::huis::{
    Antwoord, Fout, Kader, Uitkomst, Verzoek, gemeenten,
    onderdelen::Paginering,
    opslag::{Leest, sql, v as val},
};
use askama::Template;
use kern::monitor::{
    self, Brontabel, Codes, Eenheid, Geval, Maat, Sleutel, Splitsing, Tijdvak, Vraag, definitie,
    woorden::{dagen, euro, getal},
};
use kern::stam::{Cent, Datum, DossierId, Gemeentecode};
use std::collections::BTreeSet;

/// Cases on a page.
const PAGINA_MAX: usize = 100;

sql!(
    EIGEN_DOSSIERS = "SELECT DISTINCT dossier_id FROM dossierrol WHERE gebruiker_id = $1 AND tot_nr IS NULL
     AND geldig_van <= $2 AND (geldig_tot IS NULL OR $2 < geldig_tot)"
);

pub(super) struct Regel {
    pub(super) naam: String,
    pub(super) href: String,
    pub(super) dag: String,
    pub(super) gemeente: String,
    pub(super) vorm: String,
    pub(super) waarde: String,
    bron: String,
}

#[derive(Template)]
#[template(path = "monitor/achter.html")]
struct Pagina {
    kader: Kader,
    stand: String,
    getal: String,
    wat: Vec<String>,
    betekenis: &'static str,
    begrip_href: String,
    terug_href: String,
    waardekop: &'static str,
    pseudoniem: bool,
    gevoelig: bool,
    regels: Vec<Regel>,
    paginering: Paginering,
}

/// GET /monitor/achter
pub async fn toon(v: Verzoek) -> Uitkomst {
    let Some(maat) = v.vraag("maat").and_then(Maat::lees) else { return Antwoord::niet_gevonden() };
    let mut kijk = Kijk::lees(&v).await?;
    let (vanwaar, terug_href) = terug(&v, &kijk);
    if let Some(t) = v.vraag("tijdvak").and_then(Tijdvak::lees) {
        kijk.tijdvak = t;
    }
    let zicht = match maat.eenheid() {
        Eenheid::Cent => kijk.gezicht.geld,
        Eenheid::Aantal | Eenheid::Dagen => kijk.gezicht.personen,
    };
    if zicht == Achter::Niets || maat == Maat::Begroot {
        return Antwoord::geweigerd("Uw rol mag niet zien welke mensen achter dit cijfer staan.");
    }
    let Some(vraag) = vraag_uit(&v, &kijk, maat) else { return Antwoord::niet_gevonden() };
    let gevallen = monitor::achter(&kijk.feiten, kijk.peil, &vraag);
    let telling = monitor::groepeer(&kijk.feiten, kijk.peil, &gevallen, &[]);
    let u = telling.first().map(|t| t.uitkomst).unwrap_or_default();
    let p = v.vraag("p").and_then(|t| t.parse().ok()).unwrap_or(1);
    let adres =
        toon::coordinaat(&monitor::Coordinaat { peil: kijk.peil, vraag: vraag.clone() }, &kijk.feiten.codes);
    let totaal = u64::try_from(gevallen.len()).unwrap_or(0);
    let paginering =
        Paginering::van(totaal, PAGINA_MAX as u64, p, |n| format!("/monitor/achter?{adres}&{vanwaar}&p={n}"));
    let gevoelig = vraag.filter.iter().any(|(s, _)| is_gevoelig(*s));
    let eigen = eigen_dossiers(&v).await?;
    let eerste = usize::try_from(paginering.eerste.saturating_sub(1)).unwrap_or(0);
    let schrijver = Schrijver { kijk: &kijk, w: &kijk.woorden, zicht, gevoelig, eigen: &eigen };
    let regels: Vec<Regel> = gevallen
        .iter()
        .enumerate()
        .skip(eerste)
        .take(PAGINA_MAX)
        .map(|(i, g)| schrijver.regel(maat, i, g))
        .collect();
    let aantal = regels.len();
    let d = definitie(maat);
    let kader = v.kader(&format!("Achter het cijfer: {}", d.naam.to_lowercase())).await?;
    let pagina = Pagina {
        kader: kader.kruimel("Monitor", "/monitor").kruimel("Achter het cijfer", ""),
        stand: stand(&kijk),
        getal: uitkomst(maat, &u),
        wat: schrijver.wat(&vraag),
        betekenis: d.betekenis,
        begrip_href: format!("/monitor/begrippen#{}", maat.code()),
        terug_href,
        waardekop: waardekop(maat),
        pseudoniem: zicht == Achter::Pseudoniem,
        gevoelig: gevoelig && zicht == Achter::Dossiers,
        regels,
        paginering,
    };
    Ok(Antwoord::pagina(&pagina)?.met_personen(aantal))
}

fn stand(kijk: &Kijk) -> String {
    let (op, nr) = (kijk.peil.op.voluit(), getal(kijk.peil.bekend.0));
    match kijk.bekend_op {
        Some(b) => {
            format!("Stand op {op}, zoals bekend op {}: bekend tot en met handeling {nr}.", b.voluit())
        }
        None => format!("Stand op {op}, bekend tot en met handeling {nr}."),
    }
}

/// The look from which one came, for the next page of the list, and the address of that look. A figure may be of another day,
/// stretch of time and gemeente: what the monitor showed stands beside it in the address.
fn terug(v: &Verzoek, kijk: &Kijk) -> (String, String) {
    let vanuit = v.vraag("vanuit").and_then(Tijdvak::lees);
    let op = v.vraag("vanuit_op").and_then(|t| Datum::lees(t).ok()).unwrap_or(kijk.peil.op);
    let gemeente = match vanuit {
        Some(_) => v.vraag("vanuit_gemeente").and_then(|t| Gemeentecode::lees(t).ok()),
        None => kijk.gemeente,
    };
    let schrijf = |[n_op, n_tijdvak, n_gemeente]: [&str; 3]| {
        let mut q = form_urlencoded::Serializer::new(String::new());
        q.append_pair(n_op, &op.to_string());
        if let Some(b) = kijk.bekend_op {
            q.append_pair("bekend", &b.to_string());
        }
        q.append_pair(n_tijdvak, vanuit.unwrap_or(kijk.tijdvak).code());
        if let Some(g) = gemeente {
            q.append_pair(n_gemeente, &g.to_string());
        }
        q.finish()
    };
    let terug = schrijf(["op", "tijdvak", "gemeente"]);
    (schrijf(["vanuit_op", "vanuit", "vanuit_gemeente"]), format!("/monitor?{terug}"))
}

/// Splits that say something about a person that only who treats the person may know.
pub(super) fn is_gevoelig(s: Splitsing) -> bool {
    match s {
        Splitsing::Reden | Splitsing::Bestemming | Splitsing::Recidive | Splitsing::Leeftijd => true,
        Splitsing::Gemeente
        | Splitsing::Vorm
        | Splitsing::Leveringsvorm
        | Splitsing::Kenmerk
        | Splitsing::Herkomst
        | Splitsing::Verblijf
        | Splitsing::VanVorm
        | Splitsing::Overbrugging
        | Splitsing::Product
        | Splitsing::Aanbieder => false,
    }
}

/// The question of the address; `None` when a value does not exist.
pub(super) fn vraag_uit(v: &Verzoek, kijk: &Kijk, maat: Maat) -> Option<Vraag> {
    let mut vraag = kijk.blik().vraag(maat, kijk.tijdvak);
    for s in Splitsing::ALLE {
        if let Some(tekst) = v.vraag(s.code()) {
            let codes = &kijk.feiten.codes;
            let sleutel = match (s, tekst) {
                (Splitsing::Bestemming, toon::NIET_INGEVULD) => Sleutel::Onbekend,
                (Splitsing::Bestemming, _) => codes
                    .zoek(tekst)
                    .map(Sleutel::Code)
                    .or_else(|| Sleutel::lees(tekst, s.is_gemeente(), codes))?,
                _ => Sleutel::lees(tekst, s.is_gemeente(), codes)?,
            };
            vraag = vraag.waar(s, sleutel);
        }
    }
    Some(vraag)
}

pub(super) fn uitkomst(maat: Maat, u: &monitor::Uitkomst) -> String {
    match maat.eenheid() {
        Eenheid::Aantal => getal(u.aantal),
        Eenheid::Dagen => match (u.mediaan, u.p90) {
            (Some(m), Some(p)) => {
                format!("{} (mediaan), {} (90%-waarde), {} keer gemeten", dagen(m), dagen(p), getal(u.aantal))
            }
            (None, _) | (_, None) => "niet gemeten".to_owned(),
        },
        Eenheid::Cent => euro(Cent(u.som)),
    }
}

fn waardekop(maat: Maat) -> &'static str {
    match maat.eenheid() {
        Eenheid::Dagen => "Dagen",
        Eenheid::Cent => "Bedrag",
        Eenheid::Aantal if maat == Maat::Wachtenden => "Wacht al",
        Eenheid::Aantal => "",
    }
}

pub(super) async fn eigen_dossiers(v: &Verzoek) -> Result<BTreeSet<DossierId>, Fout> {
    let args = [val(&v.actor.gebruiker_id), val(&v.vandaag())];
    let rijen: Vec<(DossierId,)> = v.db.alle(EIGEN_DOSSIERS, &args).await?;
    Ok(rijen.into_iter().map(|r| r.0).collect())
}

/// Writes cases as this reader may see them.
pub(super) struct Schrijver<'a> {
    pub(super) kijk: &'a Kijk,
    pub(super) w: &'a Woorden,
    pub(super) zicht: Achter,
    pub(super) gevoelig: bool,
    pub(super) eigen: &'a BTreeSet<DossierId>,
}

impl Schrijver<'_> {
    /// What the figure is about, in words.
    pub(super) fn wat(&self, vraag: &Vraag) -> Vec<String> {
        let codes: &Codes = &self.kijk.feiten.codes;
        let mut uit: Vec<String> =
            vraag.filter.iter().map(|(s, k)| format!("{}: {}", s.naam(), self.w.woord(*k, codes))).collect();
        if vraag.maat.over_tijdvak() {
            uit.push(format!("Tijdvak: {}", vraag.tijdvak.naam()));
        }
        uit.dedup();
        uit
    }

    pub(super) fn regel(&self, maat: Maat, plek: usize, g: &Geval) -> Regel {
        let f = &self.kijk.feiten;
        let woord = |s| self.w.woord(g.sleutel(f, self.kijk.peil, s), &f.codes);
        // A list by reason would tell the reason of each dossier in it: then only one's own dossiers are named.
        let open = self.zicht == Achter::Dossiers && (!self.gevoelig || self.eigen.contains(&g.dossier));
        Regel {
            naam: if open { format!("Dossier {}", g.dossier) } else { format!("Cliënt {}", plek + 1) },
            href: if open { format!("/dossiers/{}", g.dossier) } else { String::new() },
            dag: g.dag.voluit(),
            gemeente: match g.sleutel(f, self.kijk.peil, Splitsing::Gemeente) {
                Sleutel::Gemeente(code) => gemeenten::naam(code),
                s => self.w.woord(s, &f.codes),
            },
            vorm: if g.vorm.is_some() { woord(Splitsing::Vorm) } else { String::new() },
            waarde: match maat.eenheid() {
                Eenheid::Dagen => dagen(g.waarde),
                Eenheid::Cent => Cent(g.waarde).to_string(),
                Eenheid::Aantal if maat == Maat::Wachtenden => dagen(g.waarde),
                Eenheid::Aantal => String::new(),
            },
            bron: if open { format!("{} {}", bron(g.bron), g.bron_id) } else { bron(g.bron).to_owned() },
        }
    }
}

fn bron(b: Brontabel) -> &'static str {
    match b {
        Brontabel::Indicatie => "indicatie",
        Brontabel::Besluit => "besluit",
        Brontabel::Levering => "levering",
        Brontabel::Wachtplek => "wachtplek",
        Brontabel::Begroting => "begroting",
        Brontabel::Boeking => "boeking",
    }
}
