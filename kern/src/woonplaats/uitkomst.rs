//! What the rules answer.

use super::feiten::{Regels, Regime};
use crate::stam::{Datum, Gemeentecode, Opvolging, Uitleg};
use alloc::{format, string::String, vec::Vec};

/// How sure the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The rule decides.
    Beslist,
    /// The rule decides, but its text could not be read in full.
    Voorlopig,
    /// Computed; a human must confirm.
    Bevestigen,
    /// No answer by rule; `gemeente` is only a suggestion.
    Mens,
    /// Two colleges disagree; recorded by a human, never computed.
    Geschil,
}

impl Status {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Status::Beslist => "BESLIST",
            Status::Voorlopig => "VOORLOPIG",
            Status::Bevestigen => "BEVESTIGEN",
            Status::Mens => "MENS",
            Status::Geschil => "GESCHIL",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Status> {
        [Status::Beslist, Status::Voorlopig, Status::Bevestigen, Status::Mens, Status::Geschil]
            .into_iter()
            .find(|s| s.code() == code)
    }
    /// As the page says it.
    pub fn naam(self) -> &'static str {
        match self {
            Status::Beslist => "De regel geeft antwoord",
            Status::Voorlopig => "Voorlopig antwoord",
            Status::Bevestigen => "Controleer het antwoord",
            Status::Mens => "U beslist",
            Status::Geschil => "Geschil tussen gemeenten",
        }
    }
}

/// Something that must be done besides deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taak {
    /// Talk to the college that grants beschermd wonen now (Wmo 2015 art. 2.6.1).
    OverlegMet(Gemeentecode),
    /// Report doubt about the address to the BRP (Wet BRP art. 2.34).
    Terugmelden,
    /// Agree on the way from Jeugdwet to Wmo.
    Overgang18,
    /// Decide now on a temporary provision (Wmo 2015 art. 2.3.3).
    TijdelijkePlek,
    /// Find out about the right of residence (Wmo 2015 art. 1.2.2).
    Verblijfsrecht,
    /// Establish the identity (Wmo 2015 art. 2.3.4).
    Identiteit,
}

/// Answer to: which gemeente is responsible?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verantwoordelijk {
    /// By which rules.
    pub regime: Regime,
    /// How sure.
    pub status: Status,
    /// The gemeente; with status `Mens` only a suggestion.
    pub gemeente: Option<Gemeentecode>,
    /// Another gemeente that a competing reading of the rules points at.
    pub ook: Option<Gemeentecode>,
    /// Code of the rule that decided.
    pub regel: &'static str,
    /// Every step.
    pub uitleg: Uitleg,
    /// What must be done besides.
    pub taken: Vec<Taak>,
}

impl Verantwoordelijk {
    /// Whether the melding may be refused because another gemeente is responsible. Never for beschermd wonen and opvang
    /// under the law in force, since art. 1.2.1 b and c give the inwoner the choice; never by herkomst, which is no law.
    pub fn mag_afwijzen_andere_gemeente(&self) -> bool {
        let op_woonadres = match self.regime {
            Regime::R0 => self.regel == "WPB-11",
            Regime::R1 => true,
            Regime::R2 => false,
        };
        op_woonadres && self.status == Status::Beslist
    }
}

/// An answer in the making: steps and tasks gather, and the first rule that decides closes it.
pub(super) struct Werk<'a> {
    pub(super) regels: &'a Regels<'a>,
    regime: Regime,
    peildatum: Datum,
    uitleg: Uitleg,
    taken: Vec<Taak>,
    ten_minste: Status,
}

impl<'a> Werk<'a> {
    pub(super) fn nieuw(regels: &'a Regels<'a>, regime: Regime, peildatum: Datum) -> Werk<'a> {
        let (uitleg, taken) = (Uitleg::nieuw(), Vec::new());
        Werk { regels, regime, peildatum, uitleg, taken, ten_minste: Status::Beslist }
    }

    pub(super) fn stap(&mut self, code: &'static str, artikel: &'static str, zin: impl Into<String>) {
        self.uitleg.stap(code, artikel, zin);
    }

    pub(super) fn taak(&mut self, taak: Taak) {
        self.taken.push(taak);
    }

    /// From here on the answer is at best this sure.
    pub(super) fn hoogstens(&mut self, status: Status) {
        self.ten_minste = self.ten_minste.max(status);
    }

    pub(super) fn naam(&self, gemeente: Gemeentecode) -> String {
        self.regels.gemeenten.naam(gemeente)
    }

    /// Closes with a gemeente, after herindeling (Wet arhi art. 44 and 71).
    pub(super) fn klaar(
        mut self,
        status: Status,
        gemeente: Gemeentecode,
        regel: &'static str,
    ) -> Verantwoordelijk {
        const ARHI: &str = "Wet algemene regels herindeling art. 44 en 71";
        match self.regels.gemeenten.opvolger(gemeente, self.peildatum) {
            Opvolging::Zelf => self.sluit(status, Some(gemeente), None, regel),
            Opvolging::Over(nieuw) => {
                let zin = format!("{} is opgegaan in {}.", self.naam(gemeente), self.naam(nieuw));
                self.stap("WPB-28", ARHI, zin);
                self.sluit(status, Some(nieuw), None, regel)
            }
            Opvolging::Gesplitst => {
                let zin = format!(
                    "{} is verdeeld over meer gemeenten. Alleen het precieze adres zegt welke het nu is.",
                    self.naam(gemeente)
                );
                self.stap("WPB-29", ARHI, zin);
                self.sluit(Status::Mens, None, None, "WPB-29")
            }
        }
    }

    /// Closes with a gemeente while another reading points elsewhere.
    pub(super) fn klaar_maar(
        self,
        status: Status,
        gemeente: Gemeentecode,
        ook: Gemeentecode,
        regel: &'static str,
    ) -> Verantwoordelijk {
        let mut antwoord = self.klaar(status, gemeente, regel);
        antwoord.ook = Some(ook).filter(|o| Some(*o) != antwoord.gemeente);
        antwoord
    }

    /// Closes without an answer by rule.
    pub(super) fn mens(self, voorstel: Option<Gemeentecode>, regel: &'static str) -> Verantwoordelijk {
        match voorstel {
            Some(gemeente) => self.klaar(Status::Mens, gemeente, regel),
            None => self.sluit(Status::Mens, None, None, regel),
        }
    }

    fn sluit(
        self,
        status: Status,
        gemeente: Option<Gemeentecode>,
        ook: Option<Gemeentecode>,
        regel: &'static str,
    ) -> Verantwoordelijk {
        let status = status.max(self.ten_minste);
        Verantwoordelijk {
            regime: self.regime,
            status,
            gemeente,
            ook,
            regel,
            uitleg: self.uitleg,
            taken: self.taken,
        }
    }
}
