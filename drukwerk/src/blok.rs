//! The building blocks that letters and reports share. Plain strings only: no markup is read in any of them.

use std::fmt;

use crate::svg::Grafiek;

/// A calendar day, checked when made. Shown in Dutch: `3 februari 2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dag {
    jaar: u16,
    maand: u8,
    dag: u8,
}

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

impl Dag {
    /// Makes a day of the Gregorian calendar, years 1600 to 9999; `None` when it does not exist.
    pub fn nieuw(jaar: u16, maand: u8, dag: u8) -> Option<Self> {
        let schrikkel = jaar.is_multiple_of(4) && !jaar.is_multiple_of(100) || jaar.is_multiple_of(400);
        let laatste = match maand {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if schrikkel => 29,
            2 => 28,
            _ => return None,
        };
        ((1600..=9999).contains(&jaar) && (1..=laatste).contains(&dag)).then_some(Self { jaar, maand, dag })
    }

    /// Reads `2026-02-03`; `None` when it is not an existing day in that form.
    pub fn lees(iso: &str) -> Option<Self> {
        let b = iso.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        let getal = |s: &str| s.bytes().all(|c| c.is_ascii_digit()).then(|| s.parse::<u16>().ok()).flatten();
        let maand = u8::try_from(getal(iso.get(5..7)?)?).ok()?;
        let dag = u8::try_from(getal(iso.get(8..10)?)?).ok()?;
        Self::nieuw(getal(iso.get(0..4)?)?, maand, dag)
    }

    /// Year, month (1-12) and day of the month (1-31).
    pub fn delen(self) -> (u16, u8, u8) {
        (self.jaar, self.maand, self.dag)
    }

    /// The machine form, `2026-02-03`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.jaar, self.maand, self.dag)
    }
}

impl fmt::Display for Dag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.dag, MAANDEN[usize::from(self.maand) - 1], self.jaar)
    }
}

/// One piece of a letter or of a chapter. Text is plain; a newline inside a text is a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blok {
    /// A heading: level 1 in a letter, one below the chapter in a report.
    Kop(String),
    /// A paragraph.
    Alinea(String),
    /// A list with bullets. An empty list prints nothing.
    Lijst(Vec<String>),
    /// A numbered list. An empty list prints nothing.
    Genummerd(Vec<String>),
    /// Terms with their explanation, or facts with their label ("Ingangsdatum", "1 mei 2026").
    Gegevens(Vec<(String, String)>),
    /// A table with a caption and real headers.
    Tabel(Tabel),
    /// A box that stands apart ("Waarom deze datum?"), with a heading of its own.
    Kader {
        /// The heading of the box.
        kop: String,
        /// The paragraphs in the box.
        alineas: Vec<String>,
    },
    /// A chart; in HTML its table stands under it, in PDF in the annex with figures.
    Grafiek(Grafiek),
}

impl Blok {
    /// A paragraph, without `.to_string()` at the caller's side.
    pub fn alinea(tekst: impl Into<String>) -> Self {
        Self::Alinea(tekst.into())
    }

    /// A heading, without `.to_string()` at the caller's side.
    pub fn kop(tekst: impl Into<String>) -> Self {
        Self::Kop(tekst.into())
    }

    /// A list with bullets of anything that becomes a string.
    pub fn lijst<T: Into<String>>(punten: impl IntoIterator<Item = T>) -> Self {
        Self::Lijst(punten.into_iter().map(Into::into).collect())
    }

    /// A box of one paragraph.
    pub fn kader(kop: impl Into<String>, alinea: impl Into<String>) -> Self {
        Self::Kader { kop: kop.into(), alineas: vec![alinea.into()] }
    }
}

/// How the cells of a column line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uitlijning {
    /// Words: to the left.
    Links,
    /// Numbers and money: to the right.
    Rechts,
}

/// One column of a table: its header and how its cells line up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kolom {
    /// The text of the header cell.
    pub kop: String,
    /// How the cells line up.
    pub uitlijning: Uitlijning,
}

impl Kolom {
    /// A column of words.
    pub fn tekst(kop: impl Into<String>) -> Self {
        Self { kop: kop.into(), uitlijning: Uitlijning::Links }
    }

    /// A column of numbers or money.
    pub fn getal(kop: impl Into<String>) -> Self {
        Self { kop: kop.into(), uitlijning: Uitlijning::Rechts }
    }
}

/// A table of texts that the caller has already formatted.
///
/// The first column is the header of its row. Rows shorter than the header row are filled with empty cells,
/// longer rows are cut, so that a wrong row can spoil a figure but never the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tabel {
    /// The caption.
    pub titel: String,
    /// The columns from left to right.
    pub kolommen: Vec<Kolom>,
    /// The rows; every row has a cell per column.
    pub rijen: Vec<Vec<String>>,
    /// The row with totals, if there is one.
    pub totaal: Option<Vec<String>>,
    /// Notes under the table, for example what "< 10" means.
    pub noten: Vec<String>,
}

impl Tabel {
    /// The cells of a row, exactly as many as there are columns.
    pub(crate) fn cellen<'a>(&'a self, rij: &'a [String]) -> impl Iterator<Item = (&'a Kolom, &'a str)> {
        self.kolommen.iter().enumerate().map(|(i, k)| (k, rij.get(i).map_or("", String::as_str)))
    }
}
