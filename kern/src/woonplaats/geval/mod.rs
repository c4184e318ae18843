//! Cases that a lawyer writes down: what is known, and what must come out. A pure check, whatever notation the file has.
//!
//! A document is a group with the lists `verantwoordelijk` and `nieuw_historisch`, or one plain list of cases. A case has an
//! `id`, `invoer` and `verwacht`; [`toets`] says per case what the rules answer and whether that is what was expected.

mod groep;
mod lees;
mod namen;
mod waarde;

pub use waarde::Waarde;

use super::{Feiten, Regels, Regime, Status, instroom::Instroom, verantwoordelijk};
use crate::stam::{Gemeentecode, Onleesbaar};
use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// Most cases that one document may hold.
const GEVALLEN_MAX: usize = 100_000;

/// What the rules say about one case, and whether it is what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitslag {
    /// Name of the case.
    pub id: String,
    /// Whether status, gemeente and rule are as expected.
    pub klopt: bool,
    /// Status, or the label of instroom.
    pub status: String,
    /// Name of the gemeente, `-` when there is none.
    pub gemeente: String,
    /// The rule that decided, with the name it has in the procedure.
    pub regel: String,
    /// What was expected, when it differs.
    pub verwacht: String,
    /// Fields that were not used, and what could not be compared.
    pub opmerkingen: Vec<String>,
}

impl fmt::Display for Uitslag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let woord = if self.klopt { "ok" } else { "AFWIJKING" };
        write!(f, "{}  {woord}  {} {} {}", self.id, self.status, self.gemeente, self.regel)?;
        if self.klopt { Ok(()) } else { write!(f, "  (verwacht: {})", self.verwacht) }
    }
}

/// What a case asks.
enum Vraag {
    Gemeente(Regime, Feiten),
    Instroom(Instroom),
}

/// What must come out; `None` is not compared.
struct Verwacht {
    status: String,
    gemeente: Option<Gemeentecode>,
    regel: Option<String>,
}

/// Runs every case of a document.
///
/// # Errors
/// The document holds no cases, more than 100,000, or is no document of cases. A single case that cannot be read is no error:
/// it is an [`Uitslag`] that does not agree.
pub fn toets(document: &Waarde, regels: &Regels<'_>) -> Result<Vec<Uitslag>, Onleesbaar> {
    let mut gevallen: Vec<&Waarde> = Vec::new();
    match document {
        Waarde::Lijst(lijst) => gevallen.extend(lijst),
        Waarde::Groep(_) => {
            for naam in ["verantwoordelijk", "nieuw_historisch"] {
                gevallen.extend(document.veld(naam).map_or(&[][..], Waarde::lijst));
            }
        }
        Waarde::Niets | Waarde::Waar(_) | Waarde::Getal(_) | Waarde::Tekst(_) => {}
    }
    if gevallen.is_empty() || gevallen.len() > GEVALLEN_MAX {
        return Err(Onleesbaar(
            "Dit bestand heeft geen gevallen. Verwacht: een lijst verantwoordelijk of nieuw_historisch, met ten hoogste \
             100.000 gevallen.",
        ));
    }
    Ok(gevallen.into_iter().enumerate().map(|(i, g)| toets_een(i, g, regels)).collect())
}

fn toets_een(nummer: usize, geval: &Waarde, regels: &Regels<'_>) -> Uitslag {
    let id =
        geval.veld("id").and_then(Waarde::tekst).map_or_else(|| format!("nr {}", nummer + 1), String::from);
    match lees::geval(geval, regels) {
        Ok(gelezen) => vergelijk(
            id,
            &gelezen.vraag,
            &gelezen.verwacht,
            gelezen.opmerkingen.clone(),
            &gelezen.regels(regels),
        ),
        Err(waarom) => Uitslag {
            id,
            klopt: false,
            status: "ONLEESBAAR".into(),
            gemeente: "-".into(),
            regel: "-".into(),
            verwacht: waarom,
            opmerkingen: Vec::new(),
        },
    }
}

/// The answer of the rules in the words of a case.
struct Gevonden {
    status: String,
    gemeente: Option<Gemeentecode>,
    regel: &'static str,
    /// Codes of all steps: the expected rule must be one of them.
    stappen: Vec<String>,
    mens: bool,
}

fn vind(vraag: &Vraag, regels: &Regels<'_>) -> Gevonden {
    let (status, gemeente, regel, uitleg, mens) = match vraag {
        Vraag::Gemeente(regime, feiten) => {
            let uit = verantwoordelijk(*regime, feiten, regels);
            let uitleg = uit.uitleg(regels.gemeenten);
            (uit.status.code().into(), uit.gemeente, uit.regel, uitleg, uit.status == Status::Mens)
        }
        Vraag::Instroom(uit) => {
            let klasse = uit.kenmerk.map_or_else(|| "MENS".into(), |k| k.code().to_uppercase());
            (klasse, None, uit.regel, uit.uitleg.clone(), uit.kenmerk.is_none())
        }
    };
    let stappen = uitleg.stappen.into_iter().map(|s| s.code.into_owned()).collect();
    Gevonden { status, gemeente, regel, stappen, mens }
}

fn vergelijk(
    id: String,
    vraag: &Vraag,
    verwacht: &Verwacht,
    mut opmerkingen: Vec<String>,
    regels: &Regels<'_>,
) -> Uitslag {
    let gevonden = vind(vraag, regels);
    // With status MENS the gemeente is only a suggestion: a case that expects none, accepts any.
    let gemeente_klopt =
        gevonden.gemeente == verwacht.gemeente || (gevonden.mens && verwacht.gemeente.is_none());
    let instroom = matches!(vraag, Vraag::Instroom(_));
    let regel_klopt = match verwacht.regel.as_deref().map(|r| (r, namen::codes(r, instroom))) {
        None => true,
        Some((regel, [])) => {
            opmerkingen.push(format!("regel \"{regel}\" is niet bekend; alleen de uitkomst is vergeleken"));
            true
        }
        Some((_, codes)) => codes.iter().any(|c| gevonden.stappen.iter().any(|s| s == c)),
    };
    let naam = |g: Option<Gemeentecode>| g.map_or_else(|| "-".into(), |g| regels.gemeenten.naam(g));
    let klopt = gevonden.status == verwacht.status && gemeente_klopt && regel_klopt;
    Uitslag {
        id,
        klopt,
        gemeente: naam(gevonden.gemeente),
        regel: namen::met_naam(gevonden.regel),
        status: gevonden.status,
        verwacht: if klopt {
            String::new()
        } else {
            let regel = verwacht.regel.as_deref().unwrap_or("-");
            format!("{} {} {regel}", verwacht.status, naam(verwacht.gemeente))
        },
        opmerkingen,
    }
}

#[cfg(test)]
mod tests;
