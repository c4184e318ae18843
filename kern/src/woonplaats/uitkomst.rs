//! What the rules answer.

use super::{
    feiten::{Regels, Regime},
    stappen::Stapfeit,
};
use crate::stam::{Datum, Gemeentecode, Gemeenten, Opvolging, Uitleg};
use alloc::vec::Vec;

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

/// Answer to: which gemeente is responsible? Without the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Antwoord {
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
}

impl Antwoord {
    /// Whether the melding may be refused because another gemeente is responsible. Never for beschermd wonen and opvang
    /// under the law in force, since art. 1.2.1 b and c give the inwoner the choice; never by herkomst, which is no law.
    pub fn mag_afwijzen_andere_gemeente(&self) -> bool {
        let op_woonadres = match self.regime {
            Regime::R0 => self.regel == "WPB-11",
            Regime::R1 => self.regel != "WPB-10",
            Regime::R2 => false,
        };
        op_woonadres && self.status == Status::Beslist
    }
}

/// Answer to: which gemeente is responsible? With every step that led to it.
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
    /// Every step, not yet in words.
    pub stappen: Vec<Stapfeit>,
    /// What must be done besides.
    pub taken: Vec<Taak>,
}

impl Verantwoordelijk {
    /// The answer without its steps.
    pub fn antwoord(&self) -> Antwoord {
        let Verantwoordelijk { regime, status, gemeente, ook, regel, .. } = *self;
        Antwoord { regime, status, gemeente, ook, regel }
    }

    /// Every step in words: rule code, article and Dutch sentence.
    pub fn uitleg(&self, gemeenten: &Gemeenten) -> Uitleg {
        Uitleg { stappen: self.stappen.iter().map(|s| s.in_woorden(gemeenten)).collect() }
    }

    /// Whether the melding may be refused because another gemeente is responsible: see [`Antwoord`].
    pub fn mag_afwijzen_andere_gemeente(&self) -> bool {
        self.antwoord().mag_afwijzen_andere_gemeente()
    }
}

/// Who writes down what is found while deciding.
pub(super) trait Verslag {
    fn stap(&mut self, stap: Stapfeit);
    fn taak(&mut self, taak: Taak);
}

/// Keeps every step and task.
pub(super) struct Volledig {
    pub(super) stappen: Vec<Stapfeit>,
    pub(super) taken: Vec<Taak>,
}

impl Volledig {
    pub(super) fn nieuw() -> Volledig {
        // Most decisions take fewer steps than this, so that the list is made in one go.
        Volledig { stappen: Vec::with_capacity(8), taken: Vec::new() }
    }
}

impl Verslag for Volledig {
    fn stap(&mut self, stap: Stapfeit) {
        self.stappen.push(stap);
    }
    fn taak(&mut self, taak: Taak) {
        self.taken.push(taak);
    }
}

/// Keeps nothing: for who only wants the answer.
pub(super) struct Zwijgend;

impl Verslag for Zwijgend {
    fn stap(&mut self, _: Stapfeit) {}
    fn taak(&mut self, _: Taak) {}
}

/// An answer in the making: steps and tasks gather, and the first rule that decides closes it.
pub(super) struct Werk<'a, V> {
    pub(super) regels: &'a Regels<'a>,
    regime: Regime,
    peildatum: Datum,
    verslag: V,
    ten_minste: Status,
}

/// The answer with what was written down on the way.
pub(super) type Klaar<V> = (Antwoord, V);

impl<'a, V: Verslag> Werk<'a, V> {
    pub(super) fn nieuw(regels: &'a Regels<'a>, regime: Regime, peildatum: Datum, verslag: V) -> Self {
        Werk { regels, regime, peildatum, verslag, ten_minste: Status::Beslist }
    }

    pub(super) fn regime(&self) -> Regime {
        self.regime
    }

    pub(super) fn stap(&mut self, stap: Stapfeit) {
        self.verslag.stap(stap);
    }

    pub(super) fn taak(&mut self, taak: Taak) {
        self.verslag.taak(taak);
    }

    /// From here on the answer is at best this sure.
    pub(super) fn hoogstens(&mut self, status: Status) {
        self.ten_minste = self.ten_minste.max(status);
    }

    /// The gemeente that has the rights and duties of this one on the day that is looked at; itself when it was divided.
    pub(super) fn nu(&self, gemeente: Gemeentecode) -> Gemeentecode {
        match self.regels.gemeenten.opvolger(gemeente, self.peildatum) {
            Opvolging::Over(nieuw) => nieuw,
            Opvolging::Zelf | Opvolging::Gesplitst => gemeente,
        }
    }

    /// Closes with a gemeente, after herindeling (Wet arhi art. 44 and 71).
    pub(super) fn klaar(self, status: Status, gemeente: Gemeentecode, regel: &'static str) -> Klaar<V> {
        self.klaar_maar(status, gemeente, None, regel)
    }

    /// Closes with a gemeente while another reading may point elsewhere.
    pub(super) fn klaar_maar(
        mut self,
        status: Status,
        gemeente: Gemeentecode,
        ook: Option<Gemeentecode>,
        regel: &'static str,
    ) -> Klaar<V> {
        match self.regels.gemeenten.opvolger(gemeente, self.peildatum) {
            Opvolging::Zelf => self.sluit(status, Some(gemeente), ook, regel),
            Opvolging::Over(nieuw) => {
                self.stap(Stapfeit::Opgegaan(gemeente, nieuw));
                self.sluit(status, Some(nieuw), ook, regel)
            }
            Opvolging::Gesplitst => {
                self.stap(Stapfeit::Gesplitst(gemeente));
                // A human was already needed for another reason: that reason stays the first to solve.
                let regel = if status == Status::Mens { regel } else { "WPB-29" };
                self.sluit(Status::Mens, None, None, regel)
            }
        }
    }

    /// Closes without an answer by rule.
    pub(super) fn mens(self, voorstel: Option<Gemeentecode>, regel: &'static str) -> Klaar<V> {
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
    ) -> Klaar<V> {
        let status = status.max(self.ten_minste);
        let ook = ook.map(|o| self.nu(o)).filter(|o| Some(*o) != gemeente);
        (Antwoord { regime: self.regime, status, gemeente, ook, regel }, self.verslag)
    }
}
