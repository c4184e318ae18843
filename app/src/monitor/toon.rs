//! Tables of figures as they stand on a page: words, formatted numbers, links to what is behind them.

use super::kijk::{Achter, Kijk};
use crate::huis::{gemeenten, regels::Regels};
use kern::monitor::{
    Cel, Cijfer, Cijfertabel, Codes, Coordinaat, Eenheid, Kop, Maat, Sleutel, Soort, Splitsing, Tabelnaam,
    woorden::{self, woord},
};
use kern::stam::{Cent, Datum, Kwartaal};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in place of a hidden figure.
pub const VERBORGEN: &str = "verborgen";
/// What that means.
pub const NOOT_VERBORGEN: &str =
    "Verborgen: het gaat om te weinig mensen, of het getal zou een ander klein getal verraden.";
/// In an address: no destination was recorded. `onbekend` is a destination of the list.
pub const NIET_INGEVULD: &str = "niet-ingevuld";
/// What it means that gemeenten stand together.
const NOOT_OVERIG: &str = "De grootste gemeenten staan elk op een eigen regel, de andere samen bij Overige gemeenten. In het \
     CSV-bestand staan ze allemaal.";

/// The words of codes: fixed ones, and those of the lists of reasons and destinations.
pub struct Woorden {
    lijsten: BTreeMap<String, String>,
    /// Codes of the reasons of uitstroom.
    uitstroomredenen: BTreeSet<String>,
}

impl Woorden {
    /// The words as the lists have them on a day, with the names of aanbieders and products. A list that is missing leaves
    /// the code itself, made readable.
    pub fn nieuw(regels: &Regels, op: Datum, namen: &BTreeMap<String, String>) -> Woorden {
        let sleutels = [
            "instroomredenen",
            "opschalingsredenen",
            "afschalingsredenen",
            "uitstroomredenen",
            "bestemmingen",
        ];
        let lijsten = sleutels.iter().filter_map(|s| regels.lijst("schaling", s, op).ok());
        let leefgebieden = regels.lijst("trajectregie", "leefgebieden", op).ok();
        let lijsten = lijsten.chain(leefgebieden).flat_map(|r| r.waarde).map(|k| (k.code, k.naam));
        let uit = regels.lijst("schaling", "uitstroomredenen", op).ok();
        Woorden {
            lijsten: lijsten.chain(namen.clone()).collect(),
            uitstroomredenen: uit.into_iter().flat_map(|r| r.waarde).map(|k| k.code).collect(),
        }
    }
    /// A value of a split in words.
    pub fn woord(&self, sleutel: Sleutel, codes: &Codes) -> String {
        let uit_lijst = match sleutel {
            Sleutel::Code(c) if !c.is_vast() => self.lijsten.get(codes.tekst(c)),
            _ => None,
        };
        uit_lijst.cloned().unwrap_or_else(|| woord(sleutel, codes, &gemeenten::naam))
    }
    /// Whether a row says nothing here: in the table of reasons of uitstroom, a reason of another step for which nobody left.
    fn hoort_niet(&self, t: &Cijfertabel, r: &kern::monitor::Rij, codes: &Codes) -> bool {
        let leeg = r.cellen.iter().all(|c| c.cijfer == Cijfer::Getal(0));
        let ander = match r.kop {
            Kop::Waarde(Sleutel::Code(c)) => !self.uitstroomredenen.contains(codes.tekst(c)),
            Kop::Waarde(_) | Kop::Kwartaal(_) | Kop::Tekst(_) | Kop::Totaal => false,
        };
        t.code == Tabelnaam::UitstroomReden.code() && leeg && ander
    }
    /// Whether a code has words of its own in the lists.
    pub fn kent(&self, code: &str) -> bool {
        self.lijsten.contains_key(code)
    }
    /// The head of a row or a column in words.
    pub fn kop(&self, kop: Kop, codes: &Codes) -> String {
        match kop {
            Kop::Waarde(s) => self.woord(s, codes),
            Kop::Kwartaal(k) => kwartaal(k),
            Kop::Tekst(t) => t.to_owned(),
            Kop::Totaal => "Totaal".to_owned(),
        }
    }
}

/// A quarter in words: `2e kwartaal 2026`.
pub fn kwartaal(k: Kwartaal) -> String {
    format!("{}e kwartaal {}", k.nummer(), k.jaar())
}

/// A figure as people read it.
pub fn cijfer(c: Cijfer, soort: Soort) -> String {
    match (c, soort) {
        (Cijfer::Getal(n), Soort::Aantal) => woorden::getal(n),
        (Cijfer::Getal(n), Soort::Dagen) => woorden::dagen(n),
        (Cijfer::Getal(n), Soort::Cent) => woorden::euro(Cent(n)),
        (Cijfer::Getal(n), Soort::Promille) => woorden::procent(n),
        (Cijfer::Verborgen, _) => VERBORGEN.to_owned(),
        (Cijfer::Geen, _) => "–".to_owned(),
    }
}

/// A cell on the page.
#[derive(Debug, Clone, Default)]
pub struct Celbeeld {
    /// The figure.
    pub tekst: String,
    /// Address of what is behind it; empty when there is nothing, or nothing for this reader.
    pub href: String,
    /// Class of the shade in a matrix; empty for none.
    pub tint: &'static str,
    /// What the link opens, for who hears the page.
    pub label: String,
}

/// A row on the page.
#[derive(Debug, Clone, Default)]
pub struct Rijbeeld {
    /// Head.
    pub kop: String,
    /// Cells.
    pub cellen: Vec<Celbeeld>,
}

/// A table on the page.
#[derive(Debug, Clone, Default)]
pub struct Tabelbeeld {
    /// What it is about.
    pub titel: String,
    /// Head of the first column.
    pub rijkop: String,
    /// Heads of the other columns.
    pub koppen: Vec<String>,
    /// Rows.
    pub rijen: Vec<Rijbeeld>,
    /// Totals.
    pub totaal: Option<Rijbeeld>,
    /// What must be known to read it.
    pub noten: Vec<String>,
    /// Whether cells are shaded by size.
    pub matrix: bool,
}

impl Tabelbeeld {
    /// Whether it needs the whole width of the page.
    pub fn breed(&self) -> bool {
        self.koppen.len() > 4
    }
}

/// A table as it stands on the page.
pub fn tabelbeeld(kijk: &Kijk, t: &Cijfertabel, matrix: bool) -> Tabelbeeld {
    let (w, codes) = (&kijk.woorden, &kijk.feiten.codes);
    let grootste = if matrix { grootste(t) } else { 0 };
    let koppen: Vec<String> = t.kolommen.iter().map(|k| w.kop(k.kop, codes)).collect();
    let rij = |r: &kern::monitor::Rij, totaal: bool| {
        // That the destination is not known is itself a destination that can be recorded.
        let kop = match r.kop {
            Kop::Waarde(Sleutel::Onbekend) if t.code == Tabelnaam::UitstroomBestemming.code() => {
                "Niet ingevuld".to_owned()
            }
            kop => w.kop(kop, codes),
        };
        let cel = |(i, c): (usize, &Cel)| {
            let laatste = t.met_totaal && i + 1 == t.kolommen.len();
            Celbeeld {
                tekst: cijfer(c.cijfer, t.kolommen[i].soort),
                href: href(kijk, c),
                tint: if grootste > 0 && !totaal && !laatste { tint(c.cijfer, grootste) } else { "" },
                label: format!("{kop}, {}", koppen[i]),
            }
        };
        Rijbeeld { cellen: r.cellen.iter().enumerate().map(cel).collect(), kop: kop.clone() }
    };
    let mut noten = t.noten.clone();
    if t.heeft_overig() {
        noten.push(NOOT_OVERIG.to_owned());
    }
    if t.heeft_verborgen() {
        noten.push(NOOT_VERBORGEN.to_owned());
    }
    Tabelbeeld {
        titel: t.titel.to_owned(),
        rijkop: t.rijkop.to_owned(),
        rijen: t
            .gewone_rijen()
            .iter()
            .filter(|r| !w.hoort_niet(t, r, codes))
            .map(|r| rij(r, false))
            .collect(),
        totaal: t.rijen.last().filter(|_| t.met_totaal).map(|r| rij(r, true)),
        koppen,
        noten,
        matrix,
    }
}

fn grootste(t: &Cijfertabel) -> i64 {
    let breed = t.kolommen.len() - usize::from(t.met_totaal);
    t.gewone_rijen()
        .iter()
        .flat_map(|r| r.cellen.iter().take(breed))
        .filter_map(|c| c.cijfer.getal())
        .max()
        .unwrap_or(0)
}

fn tint(c: Cijfer, grootste: i64) -> &'static str {
    const TINTEN: [&str; 6] = ["bw-t0", "bw-t1", "bw-t2", "bw-t3", "bw-t4", "bw-t5"];
    let n = c.getal().unwrap_or(0).clamp(0, grootste);
    let stap = if n == 0 { 0 } else { 1 + (n * 5 - 1) / grootste.max(1) };
    TINTEN[usize::try_from(stap).unwrap_or(0).min(5)]
}

/// Address of what is behind a cell, for this reader.
pub fn href(kijk: &Kijk, c: &Cel) -> String {
    let (Some(waar), Cijfer::Getal(n)) = (&c.achter, c.cijfer) else { return String::new() };
    let mag = match waar.vraag.maat.eenheid() {
        Eenheid::Cent => kijk.gezicht.geld,
        Eenheid::Aantal | Eenheid::Dagen => kijk.gezicht.personen,
    };
    let leeg = n == 0 && waar.vraag.maat.eenheid() != Eenheid::Dagen;
    // A begroting is about no persons; it has a page of its own.
    if mag == Achter::Niets || leeg || waar.vraag.maat == Maat::Begroot {
        return String::new();
    }
    format!("/monitor/achter?{}&{}", coordinaat(waar, &kijk.feiten.codes), vanwaar(kijk))
}

/// The look that a figure stands in, beside its coordinate: with this the page behind it finds the way back.
pub fn vanwaar(kijk: &Kijk) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    if let Some(b) = kijk.bekend_op {
        q.append_pair("bekend", &b.to_string());
    }
    q.append_pair("vanuit", kijk.tijdvak.code());
    q.append_pair("vanuit_op", &kijk.peil.op.to_string());
    if let Some(g) = kijk.gemeente.filter(|_| kijk.gezicht.gemeente.is_none()) {
        q.append_pair("vanuit_gemeente", &g.to_string());
    }
    q.finish()
}

/// A cell as the query part of an address.
pub fn coordinaat(c: &Coordinaat, codes: &Codes) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    q.append_pair("maat", c.vraag.maat.code());
    q.append_pair("op", &c.peil.op.to_string());
    q.append_pair("nr", &c.peil.bekend.to_string());
    if c.vraag.maat.over_tijdvak() {
        q.append_pair("tijdvak", c.vraag.tijdvak.code());
    }
    let mut gezien = Vec::new();
    for (s, waarde) in &c.vraag.filter {
        if !gezien.contains(s) {
            let leeg = *s == Splitsing::Bestemming && *waarde == Sleutel::Onbekend;
            let tekst = if leeg { NIET_INGEVULD.to_owned() } else { waarde.tekst(codes) };
            q.append_pair(s.code(), &tekst);
            gezien.push(*s);
        }
    }
    q.finish()
}
