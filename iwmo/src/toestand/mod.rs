//! States of what the messages are about, as types: a transition consumes the state it leaves, so that no state is used twice and no
//! step is taken that the standard does not have.
//!
//! ```
//! use iwmo::Datum;
//! use iwmo::code::RedenAfwijzingVerzoek;
//! use iwmo::toestand::Verzoek;
//!
//! let op = Datum::vast(2025, 6, 10);
//! let open = Verzoek::ontvangen("VOT-1".parse()?, op);
//! let afgewezen = open.onderzoek(op.plus_dagen(3)).wijs_af(op.plus_dagen(20), RedenAfwijzingVerzoek::GeenContract);
//! assert_eq!(afgewezen.gevraagd_op, op);
//! // `open` is gone, and `afgewezen` has no step left: the compiler refuses a second answer.
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod levering;
mod verzoek;

pub use levering::{Beeindigd, Levering, Lopend, NietGestart, Onderbroken};
pub use verzoek::{Afgewezen, InOnderzoek, Open, Toegewezen, Verzoek, Verzoekstand};

use crate::code::Retourcode;
use std::fmt;

/// A step that cannot be taken; the state it was asked of comes back unharmed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Geweigerd<T> {
    /// The state as it was.
    pub toestand: Box<T>,
    /// The retourcode of the rule that forbids the step.
    pub code: Retourcode,
}

impl<T> fmt::Display for Geweigerd<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.code.tekst())
    }
}

impl<T: fmt::Debug> std::error::Error for Geweigerd<T> {}
