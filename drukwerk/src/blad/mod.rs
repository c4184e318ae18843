//! Spreadsheets: one typed description, written as XLSX or ODS, and both read back as text.
//!
//! Amounts are whole cents and shares exact fractions until the last character: nothing passes through a floating-point number on the way out.
//! Totals are formulas, so that a reader who changes a cell sees the total move. Nothing is written to a temporary file: what is in a sheet
//! may be about persons. The same input always gives the same bytes.

mod lees;
mod ods;
mod pak;
mod xlsx;

pub use lees::{LeesBlad, lees};
pub use ods::ods;
pub use xlsx::xlsx;

/// Longest name of a sheet, in characters; the limit of Excel.
pub const NAAM_MAX: usize = 31;
/// Most rows of a sheet; the limit of Excel.
pub const RIJEN_MAX: usize = 1_048_576;

/// A file with sheets.
#[derive(Debug, Clone, Default)]
pub struct Werkboek {
    /// Title of the document, for its properties.
    pub titel: String,
    /// At least one.
    pub bladen: Vec<Blad>,
}

/// A sheet: lines of explanation, a table, and totals.
#[derive(Debug, Clone, Default)]
pub struct Blad {
    /// Name on the tab, at most [`NAAM_MAX`] characters, unique.
    pub naam: String,
    /// Lines above the table; the first is its title.
    pub toelichting: Vec<String>,
    /// Columns from left to right.
    pub kolommen: Vec<Kolom>,
    /// Rows; a row that is shorter than the columns ends in empty cells.
    pub rijen: Vec<Vec<Cel>>,
    /// Whether a last row adds up the columns with [`Kolom::som`].
    pub totaal: bool,
}

impl Blad {
    /// Number of the first row of data, counted from 1, for use in formulas: after the explanation, a blank line and the heads.
    pub fn eerste_rij(&self) -> usize {
        let boven = if self.toelichting.is_empty() { 0 } else { self.toelichting.len() + 1 };
        boven + 2
    }

    /// What the row of totals says under a column: a formula over its data, or nothing.
    fn totaal_van(&self, kolom: usize) -> Option<Cel> {
        let (van, tot) = (self.eerste_rij(), self.eerste_rij() + self.rijen.len());
        if !self.kolommen[kolom].som || self.rijen.is_empty() {
            return None;
        }
        let mut som = Cel::Leeg;
        for rij in &self.rijen {
            som = som.plus(rij.get(kolom).unwrap_or(&Cel::Leeg));
        }
        let k = kolomletters(kolom);
        Some(Cel::Formule { formule: format!("=SUM({k}{van}:{k}{})", tot - 1), waarde: Box::new(som) })
    }
}

/// A column.
#[derive(Debug, Clone)]
pub struct Kolom {
    /// Head.
    pub kop: String,
    /// What is in it.
    pub soort: Soort,
    /// Whether the row of totals adds it up.
    pub som: bool,
}

impl Kolom {
    /// A column that is not added up.
    pub fn nieuw(kop: impl Into<String>, soort: Soort) -> Kolom {
        Kolom { kop: kop.into(), soort, som: false }
    }

    /// The same column, added up in the row of totals.
    #[must_use]
    pub fn met_som(mut self) -> Kolom {
        self.som = true;
        self
    }
}

/// How the cells of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soort {
    /// Words.
    Tekst,
    /// Whole numbers.
    Getal,
    /// Euros with two decimals.
    Euro,
    /// A day.
    Dag,
    /// A share as a percentage with two decimals.
    Procent,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cel {
    /// Nothing.
    Leeg,
    /// Words; never read as a formula.
    Tekst(String),
    /// A whole number.
    Getal(i64),
    /// An amount in cents, shown in euros.
    Cent(i64),
    /// A day.
    Dag {
        /// 1900 to 9999.
        jaar: i16,
        /// 1 to 12.
        maand: u8,
        /// 1 to 31.
        dag: u8,
    },
    /// An exact share, written as a division.
    Breuk {
        /// Above the line.
        teller: i64,
        /// Below the line; never 0.
        noemer: i64,
    },
    /// A formula in A1 notation with `,` between arguments, such as `=B2+C2` or `=SUM(Lasten!B2:B9)`, and what it gives now.
    Formule {
        /// With the `=`.
        formule: String,
        /// Outcome, shown until the program that opens the file computes again.
        waarde: Box<Cel>,
    },
}

impl Cel {
    /// Sum of two numbers of one kind; the words of a column count as nothing.
    fn plus(&self, ander: &Cel) -> Cel {
        match (self, ander.uitkomst()) {
            (Cel::Cent(a), Cel::Cent(b)) => Cel::Cent(a.saturating_add(*b)),
            (Cel::Getal(a), Cel::Getal(b)) => Cel::Getal(a.saturating_add(*b)),
            (Cel::Leeg, b @ (Cel::Cent(_) | Cel::Getal(_))) => b.clone(),
            (_, _) => self.clone(),
        }
    }

    /// The value, also of a formula.
    fn uitkomst(&self) -> &Cel {
        match self {
            Cel::Formule { waarde, .. } => waarde.uitkomst(),
            anders => anders,
        }
    }

    /// A number as text with a decimal point; `None` for words, days and nothing.
    fn decimaal(&self) -> Option<String> {
        match self {
            Cel::Getal(n) => Some(n.to_string()),
            Cel::Cent(c) => {
                let min = if *c < 0 { "-" } else { "" };
                let c = c.unsigned_abs();
                Some(format!("{min}{}.{:02}", c / 100, c % 100))
            }
            Cel::Breuk { teller, noemer } => Some(deling(*teller, *noemer)),
            Cel::Leeg | Cel::Tekst(_) | Cel::Dag { .. } | Cel::Formule { .. } => None,
        }
    }
}

/// Long division to fifteen decimals, as many as a spreadsheet keeps; cut off, because the cell itself holds the division.
fn deling(teller: i64, noemer: i64) -> String {
    let min = if (teller < 0) != (noemer < 0) && teller != 0 { "-" } else { "" };
    let (t, n) = (u128::from(teller.unsigned_abs()), u128::from(noemer.unsigned_abs().max(1)));
    let heel = t * 1_000_000_000_000_000 / n;
    format!("{min}{}.{:015}", heel / 1_000_000_000_000_000, heel % 1_000_000_000_000_000)
}

/// Letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn kolomletters(kolom: usize) -> String {
    let mut uit = Vec::new();
    let mut n = kolom + 1;
    while n > 0 {
        uit.push(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0));
        n = (n - 1) / 26;
    }
    uit.iter().rev().map(|b| char::from(*b)).collect()
}

/// What can go wrong with a sheet.
#[derive(Debug)]
pub enum BladFout {
    /// The description cannot be a file: no sheet, a name that is too long or stands twice, too many rows.
    Onmogelijk(String),
    /// The file cannot be read: not a sheet, damaged, or too large.
    Onleesbaar(String),
}

impl std::fmt::Display for BladFout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BladFout::Onmogelijk(t) => write!(f, "dit rekenblad kan niet worden gemaakt: {t}"),
            BladFout::Onleesbaar(t) => write!(f, "dit bestand kan niet worden gelezen als rekenblad: {t}"),
        }
    }
}

impl std::error::Error for BladFout {}

/// Refuses what no spreadsheet program would open.
fn keur(w: &Werkboek) -> Result<(), BladFout> {
    let mut namen = std::collections::BTreeSet::new();
    for b in &w.bladen {
        let vreemd = b.naam.chars().any(|c| "[]:*?/\\'".contains(c) || c.is_control());
        if b.naam.is_empty() || b.naam.chars().count() > NAAM_MAX || vreemd {
            return Err(BladFout::Onmogelijk(format!("de naam \"{}\" kan niet", b.naam)));
        }
        if !namen.insert(b.naam.to_lowercase()) {
            return Err(BladFout::Onmogelijk(format!("de naam \"{}\" staat er twee keer", b.naam)));
        }
        if b.eerste_rij() + b.rijen.len() > RIJEN_MAX {
            return Err(BladFout::Onmogelijk(format!("\"{}\" heeft te veel rijen", b.naam)));
        }
    }
    if w.bladen.is_empty() { Err(BladFout::Onmogelijk("er is geen blad".into())) } else { Ok(()) }
}
