//! From figures to a report: chapters, charts, tables, definitions, and how it was made.

use super::{opslag::Teksten, publicatie::OPENBAAR};
use crate::huis::{gemeenten, regels::Regels};
use crate::monitor::{
    grafiek::grafiek,
    toon::{NOOT_VERBORGEN, Woorden, cijfer},
};
use drukwerk::{
    blok::{Blok, Dag, Kolom, Tabel},
    rapport::{Begrip, Hoofdstuk, Rapport},
};
use kern::monitor::{
    Cijfer, Cijfertabel, Codes, GEMEENTE_VAN_EEN_CLIENT, KERNREGELS, Kop, Maat, Profiel, Soort, Tabelnaam,
    conclusie, definitie,
    woorden::{dagen, getal},
};
use kern::rapport::{Herzien, Rapportsoort, Rapporttijd, SAMENVATTING, samenvatting};
use kern::stam::{Datum, Peil};
use std::collections::BTreeMap;

/// Everything that a report is made from.
pub struct Stof<'a> {
    /// Which report.
    pub soort: Rapportsoort,
    /// Quarter or year.
    pub tijd: Rapporttijd,
    /// For whom: `bestuur`, `openbaar`.
    pub voor: &'static str,
    /// Whether it is not adopted yet.
    pub concept: bool,
    /// What people wrote, per chapter.
    pub teksten: &'a Teksten,
    /// From 1.
    pub versie: i64,
    /// Day and act.
    pub peil: Peil,
    /// Day of that act.
    pub bekend_op: Datum,
    /// Hash of the figures.
    pub sha256: &'a str,
    /// Tables.
    pub tabellen: &'a [Cijfertabel],
    /// Codes of the facts.
    pub codes: &'a Codes,
    /// Names of aanbieders and products, by code.
    pub namen: &'a BTreeMap<String, String>,
    /// How small numbers were hidden.
    pub profiel: Profiel,
    /// Key figures that changed since the report of the time before; `None` when there is no such report.
    pub herzien: Option<Vec<Herzien>>,
    /// Days from melding to besluit that the law gives.
    pub norm_dagen: i64,
    /// Rules, for the words of the lists.
    pub regels: &'a Regels,
}

/// A day as paper writes it.
fn dag(d: Datum) -> Dag {
    let (jaar, maand, dag) = (d.jaar(), d.maand().unsigned_abs(), d.dag().unsigned_abs());
    Dag::nieuw(jaar.unsigned_abs(), maand, dag).expect("a Datum is an existing day")
}

/// The report.
pub fn rapport(s: &Stof<'_>) -> Rapport {
    let w = Woorden::nieuw(s.regels, s.peil.op, s.namen);
    let namen: Vec<&str> = gemeenten::regio().iter().map(|g| g.naam.as_str()).collect();
    let mut hoofdstukken = vec![samenvattend(s, &w)];
    hoofdstukken.extend(kern::rapport::hoofdstukken(s.soort).iter().map(|h| hoofdstuk(s, &w, h)));
    Rapport {
        titel: s.soort.titel().to_owned(),
        ondertitel: s.tijd.naam(),
        organisatie: gemeenten::regionaam(),
        peildatum: dag(s.peil.op),
        bekend_op: dag(s.bekend_op),
        uitgave: format!("{}, versie {}{}", s.tijd, s.versie, if s.concept { " (concept)" } else { "" }),
        hash: s.sha256.to_owned(),
        kenmerken: vec![
            ("Stand".to_owned(), if s.concept { "concept" } else { "vastgesteld" }.to_owned()),
            ("Voor".to_owned(), if s.voor == OPENBAAR { "iedereen" } else { "het bestuur" }.to_owned()),
            ("Gemeenten".to_owned(), namen.join(", ")),
            ("Journaal".to_owned(), format!("tot en met handeling {}", getal(s.peil.bekend.0))),
        ],
        hoofdstukken,
        begrippen: begrippen(),
        verantwoording: verantwoording(s),
    }
}

fn samenvattend(s: &Stof<'_>, w: &Woorden) -> Hoofdstuk {
    let zinnen = samenvatting(s.tabellen, &|k| w.woord(k, s.codes));
    let op = s.peil.op.voluit();
    let mut blokken = vec![Blok::alinea(match s.soort {
        Rapportsoort::Voortgang => format!(
            "Dit rapport laat zien hoe beschermd wonen en beschermd thuis ervoor staan op {op}. Het is bedoeld voor het \
             bestuurlijk overleg en voor de planning en controle van de gemeenten."
        ),
        Rapportsoort::Doelgroep => format!(
            "Deze analyse laat zien wie op {op} beschermd wonen of beschermd thuis had. Latere kwartalen zijn ermee te vergelijken."
        ),
    })];
    blokken.push(Blok::Lijst(zinnen));
    blokken.extend(geschreven(s, SAMENVATTING));
    let kern = s.tabellen.first().filter(|_| s.soort == Rapportsoort::Voortgang);
    blokken.extend(kern.map(|t| Blok::Tabel(kerntabel(t))));
    if let Some(h) = s.herzien.as_ref().filter(|h| !h.is_empty()) {
        blokken.push(Blok::kop("Verbeterd sinds het vorige rapport"));
        blokken.push(Blok::alinea(
            "Deze cijfers van het vorige tijdvak zijn nu anders dan in het vorige rapport stond. Er kwamen later berichten \
             binnen, of er is iets verbeterd.",
        ));
        blokken.push(Blok::Lijst(h.iter().map(Herzien::zin).collect()));
    }
    Hoofdstuk { kop: "Samenvatting".to_owned(), blokken }
}

/// The key figures; the last row is in days.
fn kerntabel(t: &Cijfertabel) -> Tabel {
    let rij = |(i, r): (usize, &kern::monitor::Rij)| {
        let cel = |c: Cijfer| match c {
            Cijfer::Getal(n) if i + 1 == KERNREGELS.len() => dagen(n),
            anders => cijfer(anders, Soort::Aantal),
        };
        let naam = match r.kop {
            Kop::Tekst(k) => k.replace("Dagen van", "Van"),
            Kop::Waarde(_) | Kop::Kwartaal(_) | Kop::Totaal => String::new(),
        };
        [naam].into_iter().chain(r.cellen.iter().map(|c| cel(c.cijfer))).collect()
    };
    let kop = |k: &kern::monitor::Kolom| match k.kop {
        Kop::Tekst(t) => Kolom::getal(t),
        Kop::Waarde(_) | Kop::Kwartaal(_) | Kop::Totaal => Kolom::getal(""),
    };
    Tabel {
        titel: t.titel.to_owned(),
        kolommen: [Kolom::tekst("Cijfer")].into_iter().chain(t.kolommen.iter().map(kop)).collect(),
        rijen: t.rijen.iter().enumerate().map(rij).collect(),
        totaal: None,
        noten: verborgen_noot(t),
    }
}

/// What people wrote with a chapter: a paragraph per line.
fn geschreven(s: &Stof<'_>, hoofdstuk: &str) -> Vec<Blok> {
    let tekst = s.teksten.get(hoofdstuk).map_or("", String::as_str);
    let regels: Vec<String> =
        tekst.lines().map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned).collect();
    if regels.is_empty() {
        Vec::new()
    } else {
        vec![Blok::Kader { kop: "Toelichting".to_owned(), alineas: regels }]
    }
}

fn hoofdstuk(s: &Stof<'_>, w: &Woorden, h: &kern::rapport::Hoofdstuk) -> Hoofdstuk {
    let mut blokken = vec![Blok::alinea(h.inleiding)];
    blokken.extend(geschreven(s, h.code));
    for t in h.tabellen.iter().filter_map(|n| s.tabellen.iter().find(|t| t.code == n.code())) {
        let kop = conclusie(t, &|k| w.woord(k, s.codes));
        let beeld = grafiek(t, &kop, w, s.codes, s.norm_dagen);
        // The report prints the figures of every chart by itself; a table stands here when there is no chart, or when
        // it has more columns than the chart shows.
        let met_tabel = beeld.is_none()
            || matches!(
                Tabelnaam::lees(t.code),
                Some(Tabelnaam::RealisatieGemeente | Tabelnaam::RealisatieVorm)
            );
        blokken.push(beeld.map_or_else(|| Blok::kop(kop.clone()), Blok::Grafiek));
        if met_tabel {
            blokken.push(Blok::Tabel(tabel(t, w, s.codes)));
        } else {
            blokken.push(Blok::Alinea(toelichting(t)));
        }
    }
    Hoofdstuk { kop: h.kop.to_owned(), blokken }
}

/// Over which time a chart is, and what must be known to read it.
fn toelichting(t: &Cijfertabel) -> String {
    let mut zinnen =
        vec![format!("{}{}.", t.titel, t.tijdvak.map_or_else(String::new, |p| format!(", {}", p.naam())))];
    zinnen.extend(t.noten.iter().cloned());
    zinnen.extend(verborgen_noot(t));
    zinnen.join(" ")
}

fn tabel(t: &Cijfertabel, w: &Woorden, codes: &Codes) -> Tabel {
    let rij = |r: &kern::monitor::Rij| -> Vec<String> {
        let cellen = r.cellen.iter().zip(&t.kolommen).map(|(c, k)| cijfer(c.cijfer, k.soort));
        [w.kop(r.kop, codes)].into_iter().chain(cellen).collect()
    };
    let tijd = t.tijdvak.map_or_else(String::new, |p| format!(", {}", p.naam()));
    let mut noten = t.noten.clone();
    noten.extend(verborgen_noot(t));
    Tabel {
        titel: format!("{}{tijd}", t.titel),
        kolommen: [Kolom::tekst(t.rijkop)]
            .into_iter()
            .chain(t.kolommen.iter().map(|k| Kolom::getal(w.kop(k.kop, codes))))
            .collect(),
        rijen: t.gewone_rijen().iter().map(rij).collect(),
        totaal: t.rijen.last().filter(|_| t.met_totaal).map(rij),
        noten,
    }
}

fn verborgen_noot(t: &Cijfertabel) -> Vec<String> {
    if t.heeft_verborgen() { vec![NOOT_VERBORGEN.to_owned()] } else { Vec::new() }
}

fn begrippen() -> Vec<Begrip> {
    let begrip = |m: Maat| {
        let d = definitie(m);
        let niet = if d.telt_niet_mee.is_empty() {
            String::new()
        } else {
            format!(" Telt niet mee: {}", d.telt_niet_mee.join(" "))
        };
        Begrip { term: d.naam.to_owned(), uitleg: format!("{}{niet} (Versie {}.)", d.betekenis, d.versie) }
    };
    let gemeente = Begrip { term: "Gemeente".to_owned(), uitleg: GEMEENTE_VAN_EEN_CLIENT.to_owned() };
    [gemeente].into_iter().chain(Maat::ALLE.map(begrip)).collect()
}

/// How the figures were made and what was hidden.
pub(super) fn verantwoording(s: &Stof<'_>) -> Vec<String> {
    let mut uit = vec![
        format!(
            "De cijfers gelden op {} en zijn geteld zoals ze bekend waren op {}. Wat daarna is vastgelegd of verbeterd, telt \
             in dit rapport niet mee.",
            s.peil.op.voluit(),
            s.bekend_op.voluit()
        ),
        format!(
            "Aantallen van minder dan {} mensen tonen wij niet. Bedragen tonen wij niet als het om minder dan {} mensen gaat, \
             of als een groot deel van het bedrag van één persoon is. Soms verbergen wij ook een ander getal, omdat een \
             klein getal daar anders uit af te leiden is.",
            s.profiel.drempel, s.profiel.drempel
        ),
        "De cijfers van het vorige tijdvak in dit rapport zijn opnieuw geteld, met alles wat nu bekend is.".to_owned(),
        "Dit rapport is vastgelegd. Wie het opnieuw opvraagt, krijgt precies hetzelfde. Met het controlegetal op de eerste \
         bladzijde is na te rekenen dat de cijfers niet zijn gewijzigd."
            .to_owned(),
    ];
    if s.concept {
        uit.push(
            "Dit is een concept. De cijfers en de teksten veranderen niet meer bij het vaststellen."
                .to_owned(),
        );
    }
    if s.herzien.is_none() {
        uit.push("Van het vorige tijdvak is geen rapport vastgelegd.".to_owned());
    }
    uit
}
