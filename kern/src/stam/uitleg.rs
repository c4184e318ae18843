//! How a decision came about, and why something is refused.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

/// Where a number or a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bron {
    /// Law, article and paragraph, or document and section: `Wmo 2015 art. 2.3.5 lid 2`.
    pub artikel: String,
    /// `concept`, `vastgesteld` or `vervallen`.
    pub status: String,
}

/// A refusal: not an error, but an answer with a reason. Shown to the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weigering {
    /// Stable rule code, such as `WPB-03`.
    pub code: &'static str,
    /// Article or source of the rule; empty when the rule is only good housekeeping.
    pub artikel: &'static str,
    /// One plain Dutch sentence.
    pub zin: String,
    /// Name of the form field it is about, when there is one.
    pub veld: Option<&'static str>,
}

impl Weigering {
    /// A refusal that is not about one field.
    pub fn nieuw(code: &'static str, artikel: &'static str, zin: impl Into<String>) -> Weigering {
        Weigering { code, artikel, zin: zin.into(), veld: None }
    }
    /// The same refusal, pointing at a field.
    #[must_use]
    pub fn bij(self, veld: &'static str) -> Weigering {
        Weigering { veld: Some(veld), ..self }
    }
}

impl fmt::Display for Weigering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.zin, self.code)
    }
}

/// One step of a rule: what was asked, by which article, and what came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// Stable rule code; owned when the step was read back from storage.
    pub code: Cow<'static, str>,
    /// Article or source; owned when it comes from a rule file.
    pub artikel: Cow<'static, str>,
    /// Dutch sentence, B1.
    pub zin: String,
}

/// The steps that led to an outcome, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uitleg {
    /// At least one for every decision.
    pub stappen: Vec<Stap>,
}

impl Uitleg {
    /// No steps yet.
    pub fn nieuw() -> Uitleg {
        Uitleg::default()
    }
    /// Adds a step.
    pub fn stap(
        &mut self,
        code: impl Into<Cow<'static, str>>,
        artikel: impl Into<Cow<'static, str>>,
        zin: impl Into<String>,
    ) {
        self.stappen.push(Stap { code: code.into(), artikel: artikel.into(), zin: zin.into() });
    }
}
