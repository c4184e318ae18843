//! A failure: something that should not happen. Logged once, shown as a page with a way out.

use std::fmt;

/// What went wrong, for the log. Never holds personal data: callers give references, not values.
#[derive(Debug)]
pub struct Fout {
    /// English or Dutch technical text.
    pub tekst: String,
    /// Which kind of database violation it was, when it was one.
    pub soort: FoutSoort,
}

/// Kinds that callers may want to recognise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoutSoort {
    /// Anything else.
    Overig,
    /// A unique index refused the row: somebody else was first.
    Uniek,
    /// The row to be closed was no longer current: somebody else changed it.
    Achterhaald,
    /// The address names nothing that can exist: the page says so with 404, and nothing is logged as a failure.
    NietGevonden,
}

impl Fout {
    /// A failure with a technical text.
    pub fn nieuw(tekst: impl Into<String>) -> Fout {
        Fout { tekst: tekst.into(), soort: FoutSoort::Overig }
    }
    /// The address names nothing that can exist.
    pub fn niet_gevonden(tekst: impl Into<String>) -> Fout {
        Fout { tekst: tekst.into(), soort: FoutSoort::NietGevonden }
    }
    /// The row to be changed was changed by somebody else.
    pub fn achterhaald(tekst: impl Into<String>) -> Fout {
        Fout { tekst: tekst.into(), soort: FoutSoort::Achterhaald }
    }
}

impl fmt::Display for Fout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tekst)
    }
}

impl std::error::Error for Fout {}

impl From<sqlx::Error> for Fout {
    fn from(e: sqlx::Error) -> Fout {
        let soort = match &e {
            sqlx::Error::Database(d) if d.is_unique_violation() => FoutSoort::Uniek,
            _ => FoutSoort::Overig,
        };
        // PostgreSQL puts the offending values in `detail`, which is not in the message: the message is safe to log.
        Fout { tekst: format!("database: {e}"), soort }
    }
}

impl From<std::io::Error> for Fout {
    fn from(e: std::io::Error) -> Fout {
        Fout::nieuw(format!("bestand: {e}"))
    }
}

impl From<askama::Error> for Fout {
    fn from(e: askama::Error) -> Fout {
        Fout::nieuw(format!("sjabloon: {e}"))
    }
}

impl From<serde_json::Error> for Fout {
    fn from(e: serde_json::Error) -> Fout {
        Fout::nieuw(format!("json: {e}"))
    }
}

/// What was stored cannot be read as what it must be.
impl From<kern::stam::Onleesbaar> for Fout {
    fn from(e: kern::stam::Onleesbaar) -> Fout {
        Fout::nieuw(format!("opgeslagen waarde: {e}"))
    }
}

/// A rule refuses what was stored: it was checked before it was stored, so this should not happen. A refusal of what a person asks is
/// an answer, and never becomes a failure.
impl From<kern::stam::Weigering> for Fout {
    fn from(w: kern::stam::Weigering) -> Fout {
        Fout::nieuw(format!("{} weigert wat is opgeslagen: {}", w.code, w.zin))
    }
}
