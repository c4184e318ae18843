//! Reading the fields of a group, and knowing afterwards which were not read.

use super::Waarde;
use crate::stam::{Datum, Periode};
use alloc::{format, string::String, vec::Vec};

/// What was read, or a Dutch sentence that says what is wrong.
pub(super) type Lezing<T> = Result<T, String>;

/// A group whose fields are ticked off while they are read.
#[derive(Default)]
pub(super) struct Groep<'a> {
    velden: &'a [(String, Waarde)],
    gebruikt: Vec<&'a str>,
}

impl<'a> Groep<'a> {
    pub(super) fn van(w: &'a Waarde, wat: &str) -> Lezing<Groep<'a>> {
        match w {
            Waarde::Groep(velden) => Ok(Groep { velden, gebruikt: Vec::new() }),
            Waarde::Niets | Waarde::Waar(_) | Waarde::Getal(_) | Waarde::Tekst(_) | Waarde::Lijst(_) => {
                Err(format!("{wat} is geen groep van velden"))
            }
        }
    }

    pub(super) fn heeft(&self, naam: &str) -> bool {
        self.velden.iter().any(|(n, _)| n == naam)
    }

    /// The first of these fields that is there, also when it holds nothing.
    pub(super) fn aanwezig(&mut self, namen: &[&str]) -> Option<&'a Waarde> {
        let mut eerste = None;
        for (naam, waarde) in self.velden.iter().filter(|(n, _)| namen.contains(&n.as_str())) {
            self.gebruikt.push(naam);
            eerste = eerste.or(Some(waarde));
        }
        eerste
    }

    pub(super) fn veld(&mut self, namen: &[&str]) -> Option<&'a Waarde> {
        self.aanwezig(namen).filter(|w| **w != Waarde::Niets)
    }

    pub(super) fn tekst(&mut self, namen: &[&str]) -> Lezing<Option<&'a str>> {
        let Some(w) = self.veld(namen) else { return Ok(None) };
        w.tekst().map(Some).ok_or_else(|| format!("{} moet tekst zijn", namen[0]))
    }

    pub(super) fn datum(&mut self, namen: &[&str]) -> Lezing<Option<Datum>> {
        let Some(t) = self.tekst(namen)? else { return Ok(None) };
        Datum::lees(t).map(Some).map_err(|e| format!("{}: {e}", namen[0]))
    }

    pub(super) fn ja(&mut self, namen: &[&str]) -> Lezing<bool> {
        let mut uit = false;
        for naam in namen {
            uit |= match self.veld(&[*naam]) {
                None => false,
                Some(Waarde::Waar(b)) => *b,
                Some(_) => return Err(format!("{naam} moet true of false zijn")),
            };
        }
        Ok(uit)
    }

    pub(super) fn lijst(&mut self, namen: &[&str]) -> Lezing<&'a [Waarde]> {
        match self.veld(namen) {
            None => Ok(&[]),
            Some(Waarde::Lijst(l)) => Ok(l),
            Some(_) => Err(format!("{} moet een lijst zijn", namen[0])),
        }
    }

    pub(super) fn periode(&mut self) -> Lezing<Periode> {
        let van = self.datum(&["van"])?.ok_or("van ontbreekt")?;
        Periode::nieuw(van, self.datum(&["tot"])?).ok_or_else(|| format!("tot ligt niet na van ({van})"))
    }

    pub(super) fn klaar(self, wat: &str, opmerkingen: &mut Vec<String>) {
        let over = self.velden.iter().filter(|(n, _)| !self.gebruikt.contains(&n.as_str()));
        opmerkingen.extend(over.map(|(n, _)| format!("veld {n} van {wat} wordt niet gebruikt")));
    }
}
