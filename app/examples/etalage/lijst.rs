//! A work list: full, roomy, and empty.

use super::kader::{dag, kader};
use crate::huis::invoer::{Invoer, Optie};
use crate::huis::kader::{Dichtheid, Kader, Koppeling, Mededeling, Toon};
use crate::huis::onderdelen::{Chip, Kolom, Paginering, Richting, Termijn, Weergave};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "etalage/werkvoorraad.html")]
pub struct Werkvoorraad {
    kader: Kader,
    zin: &'static str,
    weergaven: Vec<Weergave>,
    filter: Invoer,
    gemeenten: Vec<Optie>,
    fasen: Vec<Optie>,
    chips: Vec<Chip>,
    kolommen: Vec<Kolom>,
    taken: Vec<Rij>,
    bladeren: Paginering,
}

/// One row.
pub struct Rij {
    id: String,
    naam: &'static str,
    gemeente: &'static str,
    taak: &'static str,
    waarom: &'static str,
    termijn: Termijn,
    fase: (&'static str, Toon),
}

impl Werkvoorraad {
    /// A page with work.
    pub fn vol(dichtheid: Dichtheid) -> Werkvoorraad {
        let mut kader = kader("Mijn werkvoorraad", "/werkvoorraad.html");
        kader.dichtheid = dichtheid;
        kader.melding = Some(Mededeling {
            toon: Toon::Goed,
            tekst: "2 taken zijn toegewezen aan L. Peeters.".into(),
            actie: Some(Koppeling::nieuw("Maak ongedaan", "/ongedaan.html")),
        });
        Werkvoorraad {
            kader,
            taken: rijen(),
            ..Werkvoorraad::kaal("12 taken. 1 is te laat en 1 moet vandaag.", 312)
        }
    }

    /// A page on which nothing fits the filter.
    pub fn leeg() -> Werkvoorraad {
        Werkvoorraad::kaal("Geen taken met deze filters.", 0)
    }

    fn kaal(zin: &'static str, totaal: u64) -> Werkvoorraad {
        let w = |label: &str, aantal, actief| Weergave {
            label: label.into(),
            href: "/werkvoorraad.html".into(),
            aantal,
            actief,
        };
        let opties = |o: &[&str]| o.iter().map(|t| Optie::nieuw(t.to_lowercase(), *t)).collect();
        let chip = |l: &str| Chip { label: l.into(), weg_href: "/werkvoorraad.html".into() };
        let sorteer = |l: &str, r| Kolom::tekst(l).sorteer("/werkvoorraad.html?op=x", r);
        Werkvoorraad {
            kader: kader("Mijn werkvoorraad", "/werkvoorraad.html"),
            zin,
            weergaven: vec![
                w("Mijn taken", Some(12), true),
                w("Loopt af binnen 6 weken", Some(5), false),
                w("Wacht op aanbieder", Some(3), false),
                w("Team Peel", Some(47), false),
            ],
            filter: Invoer::uit([("gemeente", "deurne"), ("fase", "melding"), ("fase", "onderzoek")]),
            gemeenten: opties(&["Asten", "Deurne", "Gemert-Bakel", "Helmond", "Laarbeek", "Someren"]),
            fasen: opties(&["Melding", "Onderzoek", "Besluit", "Uitstroom"]),
            chips: vec![chip("Gemeente: Deurne"), chip("Fase: Melding"), chip("Fase: Onderzoek")],
            kolommen: vec![
                sorteer("Inwoner", Richting::Geen),
                sorteer("Gemeente", Richting::Geen),
                Kolom::tekst("Taak"),
                sorteer("Uiterste datum", Richting::Op),
                Kolom::tekst("Fase"),
            ],
            taken: Vec::new(),
            bladeren: Paginering::van(totaal, 50, 1, |n| format!("/werkvoorraad.html?bladzij={n}")),
        }
    }
}

#[expect(clippy::too_many_lines, reason = "examples, one after the other")]
fn rijen() -> Vec<Rij> {
    let vandaag = dag("2026-11-21");
    let wet = "Melding van 9 oktober 2026 plus 6 weken (Wmo 2015 art. 2.3.2 lid 1).";
    let rij = |nr: u32, naam, gemeente, taak, tot: &str, fase| Rij {
        id: format!("2026-{nr:05}"),
        naam,
        gemeente,
        taak,
        waarom: if nr == 412 { wet } else { "" },
        termijn: Termijn::op(dag(tot), vandaag, 3),
        fase,
    };
    let mut uit = vec![
        rij(
            412,
            "J. van den Berg",
            "Helmond",
            "Eerste gesprek plannen",
            "2026-11-20",
            ("Melding", Toon::Info),
        ),
        rij(
            398,
            "M. Yılmaz",
            "Deurne",
            "Verslag van het onderzoek afmaken",
            "2026-11-21",
            ("Onderzoek", Toon::Info),
        ),
        rij(
            377,
            "P. Jansen",
            "Asten",
            "Reactie van de gemeente Venlo beoordelen",
            "2026-11-24",
            ("In overleg", Toon::LetOp),
        ),
        rij(361, "A. Kowalska", "Gemert-Bakel", "Beschikking tekenen", "2026-11-25", ("Besluit", Toon::Info)),
        rij(
            318,
            "R. de Vries",
            "Someren",
            "Halfjaargesprek over de doelen",
            "2026-11-28",
            ("Evaluatie", Toon::Neutraal),
        ),
        rij(
            301,
            "F. El Amrani",
            "Laarbeek",
            "Woning toewijzen met de corporatie",
            "2026-12-01",
            ("Uitstroom", Toon::Goed),
        ),
        rij(
            287,
            "T. Smits-van der Heijden",
            "Helmond",
            "Indicatie loopt af: nieuw onderzoek starten",
            "2026-12-04",
            ("Onderzoek", Toon::Info),
        ),
    ];
    for r in &mut uit {
        r.termijn.waarom = r.waarom.to_owned();
    }
    uit
}
