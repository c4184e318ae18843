//! The monitor: big numbers, charts, and tables with the same figures.

use super::kader::kader;
use crate::huis::figuur::Gegevenstabel;
use crate::huis::kader::{Kader, Toon};
use crate::huis::onderdelen::Kpi;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "etalage/monitor.html")]
pub struct Monitor {
    kader: Kader,
    kpis: Vec<Kpi>,
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
