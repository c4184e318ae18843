//! Accessible charts as SVG, made on the server, the same picture for page and paper.
//!
//! A chart is data; nothing is computed here but places on the canvas. Every picture has `role="img"`, a
//! `<title>` (the conclusion) and a `<desc>`, no `style` attribute (the CSP forbids it), no script and no links.
//! Colours come from the palette of the UK Government Analysis Function; series also differ by dash, marker
//! or place, so colour is never alone. All arithmetic is in whole tenths of a pixel: the same data gives the same bytes.

mod doek;
mod getal;
mod kolommen;
mod lijn;
mod rijen;
mod staven;
mod tabel;
#[cfg(feature = "pdf")]
mod teksten;

use crate::blok::Tabel;

pub(crate) use doek::ontsnap;

/// One figure in a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waarde {
    /// A number in the unit of the chart, see [`Eenheid`].
    Getal(i64),
    /// A number that may not be shown; the text is what is printed instead, for example "< 10".
    Onderdrukt(String),
    /// There is no figure.
    Geen,
}

impl From<i64> for Waarde {
    fn from(getal: i64) -> Self {
        Self::Getal(getal)
    }
}

impl From<Option<i64>> for Waarde {
    fn from(getal: Option<i64>) -> Self {
        getal.map_or(Self::Geen, Self::Getal)
    }
}

/// What the numbers of a chart count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eenheid {
    /// Whole things; the text names them in the plural: "cliënten", "meldingen".
    Aantal(String),
    /// Whole cents; charts print whole euros.
    EuroCent,
    /// Whole days.
    Dagen,
    /// Tenths of a percent, printed as "12,3%".
    Promille,
}

/// A named row of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reeks {
    /// The name, printed beside the line or in the key.
    pub naam: String,
    /// One figure per point.
    pub waarden: Vec<Waarde>,
}

impl Reeks {
    /// A series of numbers that are all known.
    pub fn nieuw(naam: impl Into<String>, waarden: impl IntoIterator<Item = i64>) -> Self {
        Self { naam: naam.into(), waarden: waarden.into_iter().map(Waarde::Getal).collect() }
    }
}

/// A band between low and high, for a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The name ("laag tot hoog").
    pub naam: String,
    /// Low and high per point; `None` where there is no forecast.
    pub grenzen: Vec<Option<(i64, i64)>>,
}

/// How bars with several series stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// A bar per series, under each other.
    Naast,
    /// The series after each other in one bar.
    Gestapeld,
    /// The series after each other, every bar filled to 100%.
    Honderd,
}

/// One row of a bar chart: a figure per series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staaf {
    /// The name at the left.
    pub naam: String,
    /// One figure per series.
    pub waarden: Vec<Waarde>,
}

/// One row of a bullet chart, in the unit of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bullet {
    /// The name at the left.
    pub naam: String,
    /// The reference (the wide light bar).
    pub begroot: Waarde,
    /// The middle bar.
    pub beschikt: Waarde,
    /// The thin dark bar.
    pub betaald: Waarde,
}

/// One row of a median and 90th percentile strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The name at the left.
    pub naam: String,
    /// How many were measured, printed behind the name.
    pub aantal: Waarde,
    /// The median.
    pub mediaan: Waarde,
    /// Nine out of ten are at most this.
    pub p90: Waarde,
}

/// Which chart, with its data. At most [`REEKSEN_MAX`] series are drawn; the table has them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soort {
    /// Lines over time from zero, each with its own dash, marker and label.
    Lijn {
        /// The labels under the points, first to last.
        punten: Vec<String>,
        /// One to four lines.
        reeksen: Vec<Reeks>,
        /// Low to high of a forecast.
        band: Option<Band>,
    },
    /// Horizontal bars in the order given.
    Staven {
        /// Names of the series; one name for plain bars.
        reeksen: Vec<String>,
        /// The bars, top to bottom.
        staven: Vec<Staaf>,
        /// How several series stand.
        stand: Stand,
    },
    /// Columns above and below zero per period, with a net line.
    Kolommen {
        /// The labels of the periods.
        perioden: Vec<String>,
        /// Series that go up (instroom); not negative.
        op: Vec<Reeks>,
        /// Series that go down (uitstroom); given as positive numbers.
        neer: Vec<Reeks>,
        /// The net line, computed by the caller.
        netto: Option<Reeks>,
    },
    /// Begroot, beschikt and betaald per row.
    Bullets {
        /// The rows, top to bottom.
        rijen: Vec<Bullet>,
        /// True: every row has its own scale (begroot is equally long everywhere), so small gemeenten stay
        /// readable beside large ones. False: one scale for all.
        eigen_schaal: bool,
    },
    /// Median (dot) to 90th percentile (end mark) per row, with a norm line.
    Strips {
        /// The rows, top to bottom.
        rijen: Vec<Strip>,
        /// Name and value of the norm ("Norm: 42 dagen", 42).
        norm: Option<(String, i64)>,
        /// What the half does in less time, for the words under it: `wacht`, `blijft`.
        werkwoord: &'static str,
    },
}

/// The most series that are drawn: one per colour of the palette.
pub const REEKSEN_MAX: usize = 4;

/// The most points on a time axis that are drawn; the table has them all.
pub const PUNTEN_MAX: usize = 400;

/// The most rows that are drawn; the picture says how many more are in the table.
pub const RIJEN_MAX: usize = 30;

/// A chart with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grafiek {
    /// The conclusion, as a sentence: "Deurne heeft meer uitstroom dan instroom".
    pub titel: String,
    /// What can be seen, for who cannot see it.
    pub omschrijving: String,
    /// What the numbers count.
    pub eenheid: Eenheid,
    /// Which chart, with its data.
    pub soort: Soort,
}

impl Grafiek {
    /// The picture. `voorvoegsel` makes the ids unique on the page; only letters, digits and `-` of it are used.
    ///
    /// Put it inline in the page, never in an `<img>`, so that the text is text.
    pub fn svg(&self, voorvoegsel: &str) -> String {
        match &self.soort {
            Soort::Lijn { punten, reeksen, band } => {
                lijn::teken(self, punten, reeksen, band.as_ref(), voorvoegsel)
            }
            Soort::Staven { reeksen, staven, stand } => {
                staven::teken(self, reeksen, staven, *stand, voorvoegsel)
            }
            Soort::Kolommen { perioden, op, neer, netto } => {
                kolommen::teken(self, perioden, (op, neer), netto.as_ref(), voorvoegsel)
            }
            Soort::Bullets { rijen, eigen_schaal } => rijen::bullets(self, rijen, *eigen_schaal, voorvoegsel),
            Soort::Strips { rijen, norm, werkwoord } => {
                rijen::strips(self, rijen, norm.as_ref(), werkwoord, voorvoegsel)
            }
        }
    }

    /// The figures as the table that belongs under the picture; exact, and nothing is left out.
    pub fn tabel(&self) -> Tabel {
        tabel::van(self)
    }

    /// The same chart with every text through `f`.
    #[cfg(feature = "pdf")]
    pub(crate) fn met_tekst(&self, f: &mut dyn FnMut(&str) -> String) -> Self {
        teksten::met_tekst(self, f)
    }
}
