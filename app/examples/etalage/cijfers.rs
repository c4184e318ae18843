//! The monitor: big numbers, charts, and tables with the same figures.

use super::kader::kader;
use crate::huis::figuur::{Figuur, Gegevenstabel};
use crate::huis::kader::{Kader, Toon};
use crate::huis::onderdelen::Kpi;
use askama::Template;
use drukwerk::svg::{Bullet, Eenheid, Grafiek, Reeks, Soort, Staaf, Stand, Strip, Waarde};

/// The page.
#[derive(Template)]
#[template(path = "etalage/monitor.html")]
pub struct Monitor {
    kader: Kader,
    kpis: Vec<Kpi>,
    figuren: Vec<Figuur>,
    geld: Gegevenstabel,
    gemeenten: [&'static str; 6],
    matrix: [(&'static str, [u16; 6]); 6],
    balken: [(&'static str, u16); 6],
}

impl Monitor {
    /// The page.
    pub fn nieuw() -> Monitor {
        let kpi = |getal: &str, label: &str, toelichting: &str, toon, href: &str| Kpi {
            getal: getal.into(),
            label: label.into(),
            toelichting: toelichting.into(),
            toon,
            href: href.into(),
        };
        let r = |c: [&str; 5]| c.map(str::to_owned).to_vec();
        let kop = |t: &str, getal| (t.to_owned(), getal);
        let koppen = [
            kop("Gemeente", false),
            kop("Begroot", true),
            kop("Beschikt", true),
            kop("Betaald", true),
            kop("Over", true),
        ];
        let rijen = [
            r(["Helmond", "€ 6.100.000", "€ 5.420.000", "€ 4.870.000", "€ 680.000"]),
            r(["Deurne", "€ 1.350.000", "€ 1.310.000", "€ 1.020.000", "€ 40.000"]),
            r(["Gemert-Bakel", "€ 980.000", "€ 1.040.000", "€ 910.000", "−€ 60.000 (te veel)"]),
        ];
        Monitor {
            kader: kader("Monitor", "/monitor.html"),
            kpis: vec![
                kpi(
                    "201",
                    "cliënten in de regio",
                    "3 meer dan vorig kwartaal",
                    Toon::Neutraal,
                    "/lijst.html",
                ),
                kpi("27", "instroom dit kwartaal", "waarvan 11 terugkeer", Toon::Neutraal, "/lijst.html"),
                kpi("41 dagen", "wachttijd (mediaan)", "norm 42 dagen: gehaald", Toon::Goed, "/lijst.html"),
                kpi("9", "besluiten te laat", "4 meer dan vorig kwartaal", Toon::Fout, "/lijst.html"),
                kpi("< 10", "uitstroom naar Asten", "te weinig mensen om te tonen", Toon::Neutraal, ""),
            ],
            figuren: figuren(),
            geld: Gegevenstabel::nieuw("Begroot, beschikt en betaald per gemeente", &koppen, &rijen)
                .met_totaal(&r(["Regio", "€ 8.430.000", "€ 7.770.000", "€ 6.800.000", "€ 660.000"])),
            gemeenten: ["Asten", "Deurne", "Gemert-Bakel", "Helmond", "Laarbeek", "Someren"],
            matrix: [
                ("Asten", [11, 1, 0, 8, 0, 0]),
                ("Deurne", [0, 23, 2, 14, 0, 1]),
                ("Gemert-Bakel", [0, 0, 19, 12, 1, 0]),
                ("Helmond", [2, 6, 4, 71, 1, 3]),
                ("Laarbeek", [0, 0, 1, 7, 5, 0]),
                ("Someren", [0, 1, 0, 5, 0, 3]),
            ],
            balken: [
                ("Eigen huurwoning", 412),
                ("Terug naar familie", 203),
                ("Wlz", 171),
                ("Andere regio", 98),
                ("Overleden", 61),
                ("Onbekend", 55),
            ],
        }
    }

    /// Shade of a cell of the matrix: 0 for nobody to 5 for many.
    fn tint(n: &u16) -> u8 {
        match n {
            0 => 0,
            1..=4 => 1,
            5..=9 => 2,
            10..=19 => 3,
            20..=49 => 4,
            _ => 5,
        }
    }
}

/// One chart of each kind.
#[expect(clippy::too_many_lines, reason = "examples, one after the other")]
fn figuren() -> Vec<Figuur> {
    let kwartalen =
        || ["2025-1", "2025-2", "2025-3", "2025-4", "2026-1", "2026-2", "2026-3"].map(str::to_owned).to_vec();
    let bullet = |naam: &str, w: [i64; 3]| Bullet {
        naam: naam.into(),
        begroot: w[0].into(),
        beschikt: w[1].into(),
        betaald: w[2].into(),
    };
    let staaf = |naam: &str, a: Waarde, b: Waarde| Staaf { naam: naam.into(), waarden: vec![a, b] };
    let strip = |naam: &str, w: [i64; 3]| Strip {
        naam: naam.into(),
        aantal: w[0].into(),
        mediaan: w[1].into(),
        p90: w[2].into(),
    };
    let lijn = Soort::Lijn {
        punten: kwartalen(),
        reeksen: vec![
            Reeks::nieuw("Beschermd wonen", [141, 138, 133, 127, 121, 117, 110]),
            Reeks::nieuw("Beschermd thuis", [58, 61, 66, 70, 78, 83, 91]),
        ],
        band: None,
    };
    let kolommen = Soort::Kolommen {
        perioden: kwartalen(),
        op: vec![
            Reeks::nieuw("Nieuw", [14, 12, 17, 11, 15, 16, 16]),
            Reeks::nieuw("Terugkeer", [4, 6, 3, 7, 8, 9, 11]),
        ],
        neer: vec![Reeks::nieuw("Uitstroom", [15, 17, 18, 19, 21, 24, 24])],
        netto: Some(Reeks::nieuw("Saldo", [3, 1, 2, -1, 2, 1, 3])),
    };
    let bullets = Soort::Bullets {
        rijen: vec![
            bullet("Helmond", [610_000_000, 542_000_000, 487_000_000]),
            bullet("Deurne", [135_000_000, 131_000_000, 102_000_000]),
            bullet("Gemert-Bakel", [98_000_000, 104_000_000, 91_000_000]),
            bullet("Asten", [48_000_000, 47_000_000, 40_000_000]),
        ],
        eigen_schaal: true,
    };
    let staven = Soort::Staven {
        reeksen: vec!["Historisch".into(), "Nieuw".into()],
        staven: vec![
            staaf("Helmond", 71.into(), 16.into()),
            staaf("Deurne", 23.into(), 17.into()),
            staaf("Asten", 11.into(), Waarde::Onderdrukt("< 10".into())),
        ],
        stand: Stand::Gestapeld,
    };
    let strips = Soort::Strips {
        rijen: vec![strip("Beschermd wonen", [48, 61, 134]), strip("Beschermd thuis", [71, 33, 58])],
        norm: Some(("Norm: 42 dagen".into(), 42)),
        werkwoord: "wacht",
    };
    let maak = |id: &str, titel: &str, omschrijving: &str, eenheid, soort| {
        let g = Grafiek { titel: titel.into(), omschrijving: omschrijving.into(), eenheid, soort };
        Figuur::van(id, &g).csv("/cijfers.csv").berekend("/definitie.html").stand("Stand op 1 oktober 2026.")
    };
    let mensen = || Eenheid::Aantal("cliënten".into());
    vec![
        maak(
            "lijn",
            "Beschermd wonen daalt, beschermd thuis stijgt",
            "Twee lijnen over zeven kwartalen.",
            mensen(),
            lijn,
        ),
        maak(
            "saldo",
            "Er kwamen drie mensen meer bij dan er weggingen",
            "Kolommen per kwartaal.",
            mensen(),
            kolommen,
        ),
        maak(
            "geld",
            "Gemert-Bakel heeft 6% meer beschikt dan begroot",
            "Per gemeente drie balken.",
            Eenheid::EuroCent,
            bullets,
        ),
        maak(
            "nieuw",
            "In Deurne is bijna de helft nieuw",
            "Gestapelde balken per gemeente.",
            mensen(),
            staven,
        ),
        maak(
            "wacht",
            "Op beschermd wonen wacht de helft langer dan 61 dagen",
            "Mediaan en p90 per vorm.",
            Eenheid::Dagen,
            strips,
        ),
    ]
}
