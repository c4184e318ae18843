//! A form on its way to the screen: what was typed, and what is wrong with it.
//!
//! The templates never look at domain types to fill a field. They ask the `Invoer` for the text that was typed,
//! so a refused form shows again exactly what the person wrote. `Formulier` is the form on its way in.

use kern::stam::{Datum, Weigering};
use std::collections::BTreeMap;

/// Typed values by field name, and errors in the order of the form.
#[derive(Debug, Clone, Default)]
pub struct Invoer {
    waarden: BTreeMap<String, Vec<String>>,
    fouten: Vec<Veldfout>,
}

/// What is wrong with one field, or with the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veldfout {
    /// Name of the field; empty when it is about the form as a whole.
    pub veld: String,
    /// One plain Dutch sentence that says what to do.
    pub tekst: String,
    /// Rule code and article of a refusal; empty for a plain typing error.
    pub bron: String,
}

impl Invoer {
    /// An empty form.
    pub fn leeg() -> Invoer {
        Invoer::default()
    }

    /// The form as it was posted: name and value, repeated names allowed.
    pub fn uit<N: Into<String>, W: Into<String>>(paren: impl IntoIterator<Item = (N, W)>) -> Invoer {
        let mut f = Invoer::default();
        for (naam, waarde) in paren {
            f.waarden.entry(naam.into()).or_default().push(waarde.into());
        }
        f
    }

    /// The form as the request brought it (`&v.form.0`), to show it again.
    pub fn van(paren: &[(String, String)]) -> Invoer {
        Invoer::uit(paren.iter().cloned())
    }

    /// The same form with one value filled in (for editing what is stored).
    #[must_use]
    pub fn met(mut self, veld: &str, waarde: impl Into<String>) -> Invoer {
        self.waarden.insert(veld.to_owned(), vec![waarde.into()]);
        self
    }

    /// The same form with a day filled in the three boxes of `datumveld`.
    #[must_use]
    pub fn met_datum(self, veld: &str, dag: Datum) -> Invoer {
        self.met(&format!("{veld}-dag"), dag.dag().to_string())
            .met(&format!("{veld}-maand"), dag.maand().to_string())
            .met(&format!("{veld}-jaar"), dag.jaar().to_string())
    }

    /// First value of a field as typed; empty when there is none.
    pub fn waarde(&self, veld: &str) -> &str {
        self.waarden.get(veld).and_then(|w| w.first()).map_or("", String::as_str)
    }

    /// All values of a field (boxes that were ticked).
    pub fn waarden(&self, veld: &str) -> &[String] {
        self.waarden.get(veld).map_or(&[], Vec::as_slice)
    }

    /// Value of a part of a field: `deel("geboren", "dag")` is the value of `geboren-dag`.
    pub fn deel(&self, veld: &str, deel: &str) -> &str {
        self.waarde(&format!("{veld}-{deel}"))
    }

    /// Whether this option was chosen.
    pub fn gekozen(&self, veld: &str, waarde: &str) -> bool {
        self.waarden(veld).iter().any(|w| w == waarde)
    }

    /// Adds an error; `veld` empty means: about the form as a whole.
    pub fn fout(&mut self, veld: &str, tekst: impl Into<String>) {
        self.fouten.push(Veldfout { veld: veld.to_owned(), tekst: tekst.into(), bron: String::new() });
    }

    /// Adds a refusal by a rule, at the field it names.
    pub fn weiger(&mut self, weigering: &Weigering) {
        let bron = match weigering.artikel {
            "" => weigering.code.to_owned(),
            artikel => format!("{}, {artikel}", weigering.code),
        };
        let veld = weigering.veld.unwrap_or_default().to_owned();
        self.fouten.push(Veldfout { veld, tekst: weigering.zin.clone(), bron });
    }

    /// All errors, for the summary on top.
    pub fn fouten(&self) -> &[Veldfout] {
        &self.fouten
    }

    /// Whether nothing is wrong.
    pub fn is_goed(&self) -> bool {
        self.fouten.is_empty()
    }

    /// Whether something is wrong with this field.
    pub fn is_fout(&self, veld: &str) -> bool {
        self.fouten.iter().any(|f| f.veld == veld)
    }

    /// What is wrong with this field, in one text; empty when nothing is.
    pub fn fout_van(&self, veld: &str) -> String {
        let teksten: Vec<&str> =
            self.fouten.iter().filter(|f| f.veld == veld).map(|f| f.tekst.as_str()).collect();
        teksten.join(" ")
    }

    /// Value of `aria-describedby`: the ids of the hint and of the error, if they are there; may be empty.
    pub fn beschreven_door(&self, veld: &str, hint: &str) -> String {
        let hint = if hint.is_empty() { String::new() } else { format!("veld-{veld}-hint") };
        let fout = if self.is_fout(veld) { format!("veld-{veld}-fout") } else { String::new() };
        format!("{hint} {fout}").trim().to_owned()
    }
}

/// One option of radio buttons, tick boxes or a select.
#[derive(Debug, Clone, Default)]
pub struct Optie {
    /// Value that is posted.
    pub waarde: String,
    /// Text that is shown.
    pub label: String,
    /// Explanation under it; may be empty.
    pub uitleg: String,
}

impl Optie {
    /// An option without explanation.
    pub fn nieuw(waarde: impl Into<String>, label: impl Into<String>) -> Optie {
        Optie { waarde: waarde.into(), label: label.into(), uitleg: String::new() }
    }
    /// The same option with an explanation under it.
    #[must_use]
    pub fn uitleg(self, uitleg: impl Into<String>) -> Optie {
        Optie { uitleg: uitleg.into(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_getypt_is_komt_terug() {
        let f = Invoer::uit([("naam", " Jansen<b>"), ("wens", "a"), ("wens", "b")]);
        assert_eq!(f.waarde("naam"), " Jansen<b>");
        assert!(f.gekozen("wens", "b") && !f.gekozen("wens", "c"));
        assert_eq!(f.waarde("leeg"), "");
    }

    #[test]
    fn fout_en_hint_worden_aan_het_veld_gehangen() {
        let mut f = Invoer::leeg();
        f.weiger(&Weigering::nieuw("BSL-01", "Wmo 2015 art. 2.3.5", "Kies een periode.").bij("periode"));
        assert_eq!(f.beschreven_door("periode", "uitleg"), "veld-periode-hint veld-periode-fout");
        assert_eq!(f.beschreven_door("ander", ""), "");
        assert_eq!(f.fouten()[0].bron, "BSL-01, Wmo 2015 art. 2.3.5");
    }
}
