//! All released figures as data sets in the shape of CBS: observations of a measure for a code on every dimension.
//!
//! One data set per table of the monitor. When a figure stands in more than one release, the last release counts.

use super::{
    opslag::{self, Uitgave},
    stand::{Getal, Stand, sleutel},
};
use crate::huis::{Fout, gemeenten, opslag::Leest, regels::Regels};
use crate::monitor::toon::Woorden;
use kern::monitor::{Codes, Eenheid, Maat, Splitsing, Tabelnaam, Tijdvak, definitie};
use kern::stam::{Datum, Kwartaal};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use tokio::sync::Mutex;

/// Code of all values of a dimension together.
pub const TOTAAL: &str = "TOTAAL";
/// Name of the dimension of time.
pub const PERIODEN: &str = "Perioden";

/// A code with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// As it stands in observations.
    pub code: String,
    /// In words.
    pub titel: String,
}

/// A dimension.
#[derive(Debug, Clone)]
pub struct Dimensie {
    /// Name in observations.
    pub naam: &'static str,
    /// In words.
    pub titel: &'static str,
    /// Its codes, in order.
    pub codes: Vec<Code>,
}

/// A measure.
#[derive(Debug, Clone)]
pub struct Maatcode {
    /// Code.
    pub code: String,
    /// In words.
    pub titel: String,
    /// What it means.
    pub betekenis: String,
    /// `aantal`, `dagen` or `euro`.
    pub eenheid: &'static str,
    /// Digits after the point.
    pub decimalen: u8,
}

/// An observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waarneming {
    /// Number within the data set, from 0. Only good within one version.
    pub nr: i64,
    /// Code of the measure.
    pub maat: String,
    /// Code per dimension, in the order of the data set.
    pub plek: Vec<String>,
    /// Value in the smallest unit: cases, days or cents.
    pub waarde: Option<i64>,
    /// Hidden, for small numbers.
    pub verborgen: bool,
    /// Release that it comes from.
    pub uitgave: String,
}

/// A data set.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Code.
    pub code: &'static str,
    /// What it is about.
    pub titel: &'static str,
    /// Dimensions; the time last.
    pub dimensies: Vec<Dimensie>,
    /// Measures.
    pub maten: Vec<Maatcode>,
    /// Observations.
    pub waarnemingen: Vec<Waarneming>,
}

/// Everything that was released.
#[derive(Debug, Default)]
pub struct Boek {
    /// Releases, the first quarter first.
    pub uitgaven: Vec<Uitgave>,
    /// Data sets; empty when nothing was released.
    pub datasets: Vec<Dataset>,
}

/// The book in memory, with the act that released last when it was made.
#[derive(Default)]
pub struct Boekenkast(Mutex<(i64, Arc<Boek>)>);

impl Boekenkast {
    /// The book as it is now.
    pub async fn haal(&self, db: &impl Leest, regels: &Regels) -> Result<Arc<Boek>, Fout> {
        let laatste = opslag::laatste(db).await?;
        let mut kast = self.0.lock().await;
        if kast.0 != laatste {
            *kast = (laatste, Arc::new(Boek::maak(opslag::alle(db).await?, regels)?));
        }
        Ok(Arc::clone(&kast.1))
    }
}

impl Boek {
    /// The book of releases.
    pub fn maak(uitgaven: Vec<Uitgave>, regels: &Regels) -> Result<Boek, Fout> {
        let mut per_tabel: BTreeMap<Tabelnaam, Vec<(Getal, String)>> = BTreeMap::new();
        for u in &uitgaven {
            for t in Stand::lees(&u.cijfers)?.tabellen {
                let Some(naam) = Tabelnaam::lees(&t.code) else { continue };
                per_tabel
                    .entry(naam)
                    .or_default()
                    .extend(t.cijfers.into_iter().map(|g| (g, u.tijdvak.clone())));
            }
        }
        let op = uitgaven.iter().map(|u| u.peil_op).max();
        let mut m = Maker {
            codes: Codes::default(),
            woorden: op.map(|op| Woorden::nieuw(regels, op, &BTreeMap::new())),
        };
        let datasets = per_tabel.into_iter().map(|(n, g)| m.dataset(n, &g)).collect::<Result<_, _>>()?;
        Ok(Boek { uitgaven, datasets })
    }
    /// A data set by code.
    pub fn dataset(&self, code: &str) -> Option<&Dataset> {
        self.datasets.iter().find(|d| d.code == code)
    }
    /// The release that came last.
    pub fn laatste(&self) -> Option<&Uitgave> {
        self.uitgaven.iter().max_by_key(|u| u.openuitgave_id)
    }
}

struct Maker {
    codes: Codes,
    woorden: Option<Woorden>,
}

/// Where an observation stands: measure, then a code per dimension.
type Plek = (String, Vec<String>);

impl Maker {
    fn dataset(&mut self, naam: Tabelnaam, cijfers: &[(Getal, String)]) -> Result<Dataset, Fout> {
        let gebruikt: BTreeSet<&str> =
            cijfers.iter().flat_map(|(g, _)| g.waar.iter().map(|(s, _)| s.as_str())).collect();
        let zijden: Vec<Splitsing> =
            Splitsing::ALLE.into_iter().filter(|s| gebruikt.contains(s.code())).collect();
        let mut rijen: BTreeMap<Plek, (Option<i64>, bool, String)> = BTreeMap::new();
        let mut maten: BTreeMap<String, Maatcode> = BTreeMap::new();
        let mut orde: Vec<String> = Vec::new();
        for (g, uitgave) in cijfers {
            let m = maatcode(g)?;
            if !maten.contains_key(&m.code) {
                orde.push(m.code.clone());
            }
            let mut plek: Vec<String> = zijden.iter().map(|s| op_zijde(g, *s)).collect();
            plek.push(periode(g)?);
            rijen.insert((m.code.clone(), plek), (g.waarde, g.verborgen, uitgave.clone()));
            maten.insert(m.code.clone(), m);
        }
        let mut dimensies: Vec<Dimensie> =
            zijden.iter().enumerate().map(|(i, s)| self.dimensie(*s, i, &rijen)).collect();
        let perioden: BTreeSet<&String> = rijen.keys().filter_map(|(_, p)| p.last()).collect();
        let codes =
            perioden.into_iter().map(|p| Code { code: p.clone(), titel: periode_in_woorden(p) }).collect();
        dimensies.push(Dimensie { naam: PERIODEN, titel: "Perioden", codes });
        let waarneming = |(nr, ((maat, plek), (waarde, verborgen, uitgave)))| Waarneming {
            nr,
            maat,
            plek,
            waarde,
            verborgen,
            uitgave,
        };
        Ok(Dataset {
            code: naam.code(),
            titel: naam.titel(),
            dimensies,
            maten: orde.iter().filter_map(|c| maten.remove(c)).collect(),
            waarnemingen: (0..).zip(rijen).map(waarneming).collect(),
        })
    }

    /// The codes of a side in the order of the monitor, the total last.
    fn dimensie(
        &mut self,
        s: Splitsing,
        i: usize,
        rijen: &BTreeMap<Plek, (Option<i64>, bool, String)>,
    ) -> Dimensie {
        let teksten: BTreeSet<&str> =
            rijen.keys().filter_map(|(_, p)| p.get(i)).map(String::as_str).collect();
        let mut codes = Vec::new();
        for t in teksten.iter().filter(|t| **t != TOTAAL) {
            let w = sleutel(s, t.trim_start_matches("GM"), &mut self.codes);
            let titel = self.woorden.as_ref().map_or_else(|| (*t).to_owned(), |x| x.woord(w, &self.codes));
            codes.push((w.volgorde(&self.codes), Code { code: (*t).to_owned(), titel }));
        }
        codes.sort_by(|a, b| a.0.cmp(&b.0));
        let mut codes: Vec<Code> = codes.into_iter().map(|c| c.1).collect();
        if teksten.contains(TOTAAL) {
            codes.push(Code { code: TOTAAL.to_owned(), titel: "Totaal".to_owned() });
        }
        Dimensie { naam: dimensienaam(s), titel: s.naam(), codes }
    }
}

/// The name of a side as a property of an observation.
fn dimensienaam(s: Splitsing) -> &'static str {
    match s {
        Splitsing::Gemeente => "Gemeente",
        Splitsing::Vorm => "Vorm",
        Splitsing::Leveringsvorm => "Leveringsvorm",
        Splitsing::Kenmerk => "Kenmerk",
        Splitsing::Herkomst => "Herkomst",
        Splitsing::Verblijf => "Verblijf",
        Splitsing::Recidive => "Recidive",
        Splitsing::VanVorm => "VanVorm",
        Splitsing::Reden => "Reden",
        Splitsing::Bestemming => "Bestemming",
        Splitsing::Overbrugging => "Overbrugging",
        Splitsing::Product => "Product",
        Splitsing::Leeftijd => "Leeftijd",
        Splitsing::Aanbieder => "Aanbieder",
    }
}

/// The code of a figure on a side. Gemeenten as StatLine writes them, so that tables join.
fn op_zijde(g: &Getal, s: Splitsing) -> String {
    let waarde = g.waar.iter().find(|(k, _)| k == s.code()).map(|(_, w)| w);
    match waarde {
        None => TOTAAL.to_owned(),
        Some(w) if s.is_gemeente() && w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()) => {
            format!("GM{w}")
        }
        Some(w) => w.clone(),
    }
}

/// The period as StatLine writes it: a year for what is about a whole year, else the quarter of the day.
fn periode(g: &Getal) -> Result<String, Fout> {
    let dag: Datum = g.dag()?;
    if Tijdvak::lees(&g.tijdvak) == Some(Tijdvak::HeelJaar) {
        return Ok(format!("{}JJ00", dag.jaar()));
    }
    let k = Kwartaal::van_dag(dag);
    Ok(format!("{}KW{:02}", k.jaar(), k.nummer()))
}

fn periode_in_woorden(p: &str) -> String {
    match p.split_once("KW0") {
        Some((jaar, k)) => format!("{k}e kwartaal {jaar}"),
        None => p.trim_end_matches("JJ00").to_owned(),
    }
}

fn maatcode(g: &Getal) -> Result<Maatcode, Fout> {
    let maat = g.welke()?;
    let d = definitie(maat);
    let (mut code, mut titel) = (maat.code().to_owned(), d.naam.to_owned());
    if maat.eenheid() == Eenheid::Dagen {
        let (uitgang, woord) = match g.keus.as_str() {
            "aantal" => ("aantal", "aantal"),
            "mediaan" => ("mediaan", "mediaan"),
            _ => ("p90", "negen van de tien"),
        };
        code = format!("{code}-{uitgang}");
        titel = format!("{titel}: {woord}");
    }
    let mut betekenis = format!("{} Versie {} van de definitie.", d.betekenis, d.versie);
    match Tijdvak::lees(&g.tijdvak) {
        Some(Tijdvak::TwaalfMaanden) => {
            code.push_str("-12-maanden");
            titel.push_str(", twaalf maanden");
            betekenis.push_str(" Over de twaalf maanden tot en met de laatste dag van de periode.");
        }
        Some(Tijdvak::JaarTotPeil) => {
            code.push_str("-tot-en-met");
            titel.push_str(", dit jaar tot en met de periode");
            betekenis.push_str(" Van 1 januari tot en met de laatste dag van de periode.");
        }
        Some(Tijdvak::Kwartaal) => betekenis.push_str(" Over het kwartaal."),
        Some(Tijdvak::HeelJaar) => betekenis.push_str(" Over het hele jaar."),
        None => betekenis.push_str(" Op de laatste dag van de periode."),
    }
    let (eenheid, decimalen) = eenheid(maat, &g.keus);
    Ok(Maatcode { code, titel, betekenis, eenheid, decimalen })
}

fn eenheid(maat: Maat, keus: &str) -> (&'static str, u8) {
    match (maat.eenheid(), keus) {
        (Eenheid::Cent, _) => ("euro", 2),
        (Eenheid::Dagen, "mediaan" | "p90") => ("dagen", 0),
        (Eenheid::Aantal | Eenheid::Dagen, _) => ("aantal", 0),
    }
}

impl Dataset {
    /// The measure of an observation.
    pub fn maat(&self, code: &str) -> Option<&Maatcode> {
        self.maten.iter().find(|m| m.code == code)
    }
    /// A value as a number with a point, exact.
    pub fn getal(&self, w: &Waarneming) -> Option<String> {
        let n = w.waarde?;
        Some(match self.maat(&w.maat).map_or(0, |m| m.decimalen) {
            0 => n.to_string(),
            _ => format!(
                "{}{}.{:02}",
                if n < 0 { "-" } else { "" },
                n.unsigned_abs() / 100,
                n.unsigned_abs() % 100
            ),
        })
    }
    /// What the data set is about, with how numbers are hidden.
    pub fn omschrijving(&self) -> String {
        format!(
            "{} in de regio {}. Kleine aantallen zijn verborgen en aantallen zijn afgerond, zodat niemand is te herkennen.",
            self.titel,
            gemeenten::regionaam()
        )
    }
}
