//! A chart on a page: the picture, the same figures as a table, the CSV, and the way to how it was computed.

use askama::filters::HtmlSafe;
use drukwerk::blok::{Tabel, Uitlijning};
use drukwerk::svg::Grafiek;
use std::fmt;

/// Markup made by our own code (the charts of `drukwerk`), which the templates therefore do not escape.
#[derive(Debug, Clone, Default)]
pub struct Opmaak(String);

impl Opmaak {
    /// Takes over markup as it is. Only for what `drukwerk` drew: it escapes every text it is given. Never for a
    /// text that came from a person or from outside.
    pub fn van_drukwerk(svg: String) -> Opmaak {
        Opmaak(svg)
    }
}

impl fmt::Display for Opmaak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Opmaak {}

/// One cell of a table with figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cel {
    /// What is shown.
    pub tekst: String,
    /// Whether it is a number (aligned at the end).
    pub getal: bool,
}

/// A table with figures; the first cell of a row is its head.
#[derive(Debug, Clone, Default)]
pub struct Gegevenstabel {
    /// The caption, for who hears the page.
    pub titel: String,
    /// The heads of the columns.
    pub koppen: Vec<Cel>,
    /// The rows, each as long as `koppen`.
    pub rijen: Vec<Vec<Cel>>,
    /// The last row with totals; empty when there is none.
    pub totaal: Vec<Cel>,
    /// What must be known to read it ("< 10: te weinig mensen om te tonen").
    pub noten: Vec<String>,
}

impl Gegevenstabel {
    /// A table from heads (text, whether the column is a number) and rows of texts. Rows are cut or filled to the
    /// number of heads.
    pub fn nieuw(
        titel: impl Into<String>,
        koppen: &[(String, bool)],
        rijen: &[Vec<String>],
    ) -> Gegevenstabel {
        let maak = |rij: &Vec<String>| {
            let cel = |(i, (_, getal)): (usize, &(String, bool))| Cel {
                tekst: rij.get(i).cloned().unwrap_or_default(),
                getal: *getal,
            };
            koppen.iter().enumerate().map(cel).collect()
        };
        Gegevenstabel {
            titel: titel.into(),
            koppen: koppen.iter().map(|(tekst, getal)| Cel { tekst: tekst.clone(), getal: *getal }).collect(),
            rijen: rijen.iter().map(maak).collect(),
            totaal: Vec::new(),
            noten: Vec::new(),
        }
    }
    /// The same table with a row of totals.
    #[must_use]
    pub fn met_totaal(mut self, rij: &[String]) -> Gegevenstabel {
        let cellen = self.koppen.iter().enumerate();
        self.totaal = cellen
            .map(|(i, k)| Cel { tekst: rij.get(i).cloned().unwrap_or_default(), getal: k.getal })
            .collect();
        self
    }
}

impl From<&Tabel> for Gegevenstabel {
    fn from(t: &Tabel) -> Gegevenstabel {
        let koppen: Vec<_> =
            t.kolommen.iter().map(|k| (k.kop.clone(), k.uitlijning == Uitlijning::Rechts)).collect();
        let kaal = Gegevenstabel::nieuw(t.titel.clone(), &koppen, &t.rijen);
        let vol = match &t.totaal {
            Some(rij) => kaal.met_totaal(rij),
            None => kaal,
        };
        Gegevenstabel { noten: t.noten.clone(), ..vol }
    }
}

/// A chart with everything that belongs under it.
#[derive(Debug, Clone, Default)]
pub struct Figuur {
    /// Unique on the page; letters, digits and `-` only.
    pub id: String,
    /// The heading is the conclusion: `Gemert-Bakel heeft 6% meer beschikt dan begroot`.
    pub titel: String,
    /// The picture.
    pub svg: Opmaak,
    /// The same figures.
    pub tabel: Gegevenstabel,
    /// Address of the figures as CSV; empty when there is none.
    pub csv_href: String,
    /// Address of the definition with its version; empty when there is none.
    pub berekend_href: String,
    /// The day the figures are of, and what was left out: `Stand op 1 oktober 2026.`
    pub stand: String,
}

impl Figuur {
    /// A figure of a chart. `id` holds letters, digits and `-` only and is unique on the page.
    pub fn van(id: &str, grafiek: &Grafiek) -> Figuur {
        Figuur {
            id: id.to_owned(),
            titel: grafiek.titel.clone(),
            svg: Opmaak::van_drukwerk(grafiek.svg(id)),
            tabel: Gegevenstabel::from(&grafiek.tabel()),
            ..Figuur::default()
        }
    }
    /// The same figure with its CSV.
    #[must_use]
    pub fn csv(self, href: impl Into<String>) -> Figuur {
        Figuur { csv_href: href.into(), ..self }
    }
    /// The same figure with the link to its definition.
    #[must_use]
    pub fn berekend(self, href: impl Into<String>) -> Figuur {
        Figuur { berekend_href: href.into(), ..self }
    }
    /// The same figure with the day of its figures.
    #[must_use]
    pub fn stand(self, stand: impl Into<String>) -> Figuur {
        Figuur { stand: stand.into(), ..self }
    }
}
