//! Asking for a rule that is not there is a failure, never a default.

use kern::stam::Datum;

/// What can be wrong with a rule or with the question for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegelFout {
    /// No file of this regulation counts on the day.
    #[error("geen regels voor {regeling} op {op}")]
    GeenBestand {
        /// Regulation that was asked for.
        regeling: String,
        /// Day that was asked for.
        op: Datum,
    },
    /// The file has no such value.
    #[error("{bestand}: de waarde {sleutel} ontbreekt")]
    GeenWaarde {
        /// File that was looked in.
        bestand: String,
        /// Value that was asked for.
        sleutel: String,
    },
    /// The file or the value does not have the right form.
    #[error("{bestand}: {wat}")]
    Vorm {
        /// File.
        bestand: String,
        /// What is wrong.
        wat: String,
    },
}

impl From<RegelFout> for super::Fout {
    fn from(e: RegelFout) -> super::Fout {
        super::Fout::nieuw(format!("regels: {e}"))
    }
}
