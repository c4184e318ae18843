//! Over which time a report is.

use crate::stam::{Datum, Kwartaal};
use alloc::{format, string::String};
use core::fmt;

/// A quarter (`2026-2`) or a calendar year (`2025`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rapporttijd {
    /// A quarter.
    Kwartaal(Kwartaal),
    /// A calendar year.
    Jaar(i16),
}

impl Rapporttijd {
    /// Reads `2026-2` or `2025`; `None` for anything else, and for years without days.
    pub fn lees(tekst: &str) -> Option<Rapporttijd> {
        if let Ok(k) = Kwartaal::lees(tekst) {
            return Some(Rapporttijd::Kwartaal(k));
        }
        let jaar = (tekst.len() == 4).then(|| tekst.parse::<i16>().ok()).flatten()?;
        Datum::nieuw(jaar, 12, 31).map(|_| Rapporttijd::Jaar(jaar))
    }
    /// The last quarter of it.
    pub fn kwartaal(self) -> Kwartaal {
        match self {
            Rapporttijd::Kwartaal(k) => k,
            Rapporttijd::Jaar(_) => Kwartaal::van_dag(self.laatste_dag()),
        }
    }
    /// The first day.
    pub fn eerste_dag(self) -> Datum {
        match self {
            Rapporttijd::Kwartaal(k) => k.periode().van(),
            Rapporttijd::Jaar(j) => Datum::nieuw(j, 1, 1).unwrap_or(self.laatste_dag()),
        }
    }
    /// The last day: the peildatum.
    pub fn laatste_dag(self) -> Datum {
        match self {
            Rapporttijd::Kwartaal(k) => k.periode().tot_en_met().unwrap_or(k.periode().van()),
            Rapporttijd::Jaar(j) => Datum::nieuw(j, 12, 31).expect("a year that was read has a last day"),
        }
    }
    /// The quarter before, or the year before.
    #[must_use]
    pub fn vorige(self) -> Rapporttijd {
        match self {
            Rapporttijd::Kwartaal(k) => Rapporttijd::Kwartaal(k.vorige()),
            Rapporttijd::Jaar(j) => Rapporttijd::Jaar(j.saturating_sub(1)),
        }
    }
    /// In words: `2e kwartaal 2026`, `jaar 2025`.
    pub fn naam(self) -> String {
        match self {
            Rapporttijd::Kwartaal(k) => format!("{}e kwartaal {}", k.nummer(), k.jaar()),
            Rapporttijd::Jaar(j) => format!("jaar {j}"),
        }
    }
}

impl fmt::Display for Rapporttijd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rapporttijd::Kwartaal(k) => k.fmt(f),
            Rapporttijd::Jaar(j) => write!(f, "{j}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn een_rapport_gaat_over_een_kwartaal_of_een_jaar() {
        for (tekst, eerste, laatste, vorige, naam) in [
            ("2026-2", "2026-04-01", "2026-06-30", "2026-1", "2e kwartaal 2026"),
            ("2026-1", "2026-01-01", "2026-03-31", "2025-4", "1e kwartaal 2026"),
            ("2025", "2025-01-01", "2025-12-31", "2024", "jaar 2025"),
        ] {
            let t = Rapporttijd::lees(tekst).expect("reads");
            let dagen = [t.eerste_dag(), t.laatste_dag()].map(|d| d.to_string());
            assert_eq!(dagen, [eerste, laatste]);
            assert_eq!(
                (t.to_string(), t.vorige().to_string(), t.naam()),
                (tekst.into(), vorige.into(), naam.into())
            );
        }
        for fout in ["", "x", "2026-9", "26", "20266", "-202", "1700"] {
            assert_eq!(Rapporttijd::lees(fout), None, "{fout}");
        }
        assert_eq!(Rapporttijd::lees("2025").map(|t| t.kwartaal().to_string()), Some("2025-4".into()));
    }
}
