//! Consultation, warm handover and dispute between gemeenten (Wmo 2015 art. 2.6.1; VNG-convenant landelijke toegankelijkheid).
//!
//! One gemeente always acts and pays: it is a field, not a possibility. It changes only by a warm handover, that is when the
//! other college confirmed and the place is there. A dispute changes nothing for the inwoner.

use crate::stam::{Datum, Gemeentecode, Gemeenten, Uitleg, Weigering};
use alloc::format;

/// How far gemeenten have come who do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trap {
    /// The contact persons of both gemeenten talk.
    Contactpersonen,
    /// The regioadviseur of the Platform Sociaal Domein helps.
    Regioadviseur,
    /// The Geschillencommissie Sociaal Domein gives binding advice.
    Commissie,
}

impl Trap {
    /// As stored, and as the rule files name its term.
    pub fn code(self) -> &'static str {
        match self {
            Trap::Contactpersonen => "geschil_contactpersonen",
            Trap::Regioadviseur => "geschil_regioadviseur",
            Trap::Commissie => "geschil_commissie",
        }
    }
    /// The step after this one.
    pub fn hogerop(self) -> Option<Trap> {
        match self {
            Trap::Contactpersonen => Some(Trap::Regioadviseur),
            Trap::Regioadviseur => Some(Trap::Commissie),
            Trap::Commissie => None,
        }
    }
}

/// Where two gemeenten stand with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// No other gemeente is involved.
    Alleen,
    /// The other was asked and has not answered.
    Overleg(Gemeentecode),
    /// The other takes over, as soon as the place is there on this day.
    Toegezegd(Gemeentecode, Option<Datum>),
    /// They do not agree.
    Geschil(Gemeentecode, Trap),
}

impl Stand {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Stand::Alleen => "alleen",
            Stand::Overleg(_) => "overleg",
            Stand::Toegezegd(..) => "toegezegd",
            Stand::Geschil(_, trap) => trap.code(),
        }
    }
    /// The other gemeente, when one is involved.
    pub fn met(self) -> Option<Gemeentecode> {
        match self {
            Stand::Alleen => None,
            Stand::Overleg(g) | Stand::Toegezegd(g, _) | Stand::Geschil(g, _) => Some(g),
        }
    }
}

/// What is shared with the other gemeente.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gegevens {
    /// Name, day of the melding and the question.
    Minimaal,
    /// The dossier, on this ground.
    Dossier(Option<Deelgrond>),
}

/// Why a dossier may go to another college, which Wmo 2015 art. 5.2.1 lid 2 does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deelgrond {
    /// The inwoner gave consent (art. 5.3.3 lid 1).
    Toestemming,
    /// Professional cooperation that the task requires (art. 5.3.3 lid 3).
    Medewerking,
}

/// Something that happens between gemeenten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gebeurtenis {
    /// Ask another gemeente.
    Vraag(Gemeentecode, Gegevens),
    /// They agree that it stays where it is.
    BlijftHier,
    /// The other confirms that it takes over; also after a dispute, and as outcome of binding advice.
    NeemtOver,
    /// From this day there is a place.
    PlekVanaf(Datum),
    /// The handover is done, with the inwoner in between.
    Overgedragen,
    /// The other does not agree.
    Oneens,
    /// They cannot solve it on this step.
    Hogerop,
    /// Binding advice names this gemeente.
    Advies(Gemeentecode),
}

/// One question between gemeenten about one melding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zaak {
    handelt: Gemeentecode,
    stand: Stand,
    sinds: Datum,
}

/// A term that runs: the value of `werkafspraken` that says how long, and the day that it is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wachttijd {
    /// Name of the value.
    pub sleutel: &'static str,
    /// First day.
    pub begin: Datum,
}

impl Zaak {
    /// The gemeente of the melding acts.
    ///
    /// # Errors
    /// `WPB-70` the RNI is no gemeente.
    pub fn nieuw(gemeld_bij: Gemeentecode, op: Datum) -> Result<Zaak, Weigering> {
        echte_gemeente(gemeld_bij)?;
        Ok(Zaak { handelt: gemeld_bij, stand: Stand::Alleen, sinds: op })
    }
    /// The gemeente that acts for the inwoner now.
    pub fn verantwoordelijk(&self) -> Gemeentecode {
        self.handelt
    }
    /// The gemeente that pays now: who acts, pays.
    pub fn betaalt(&self) -> Gemeentecode {
        self.handelt
    }
    /// Whether what is paid may be settled later, because it is not certain who must pay in the end.
    pub fn onder_voorbehoud(&self) -> bool {
        matches!(self.stand, Stand::Geschil(..))
    }
    /// Where they stand.
    pub fn stand(&self) -> Stand {
        self.stand
    }
    /// Day of the last event.
    pub fn sinds(&self) -> Datum {
        self.sinds
    }

    /// The term that runs now, when there is one.
    pub fn wachttijd(&self) -> Option<Wachttijd> {
        let (sleutel, begin) = match self.stand {
            Stand::Alleen => return None,
            Stand::Overleg(_) => ("overleg", self.sinds),
            Stand::Toegezegd(_, plek) => ("overdracht", plek.unwrap_or(self.sinds).max(self.sinds)),
            Stand::Geschil(_, trap) => (trap.code(), self.sinds),
        };
        Some(Wachttijd { sleutel, begin })
    }

    /// What happens next. The only way in which the gemeente that acts changes is [`Gebeurtenis::Overgedragen`].
    ///
    /// # Errors
    /// `WPB-70` no (other) gemeente, `WPB-71` a dossier without ground, `WPB-72` does not fit where they stand, `WPB-73` no place
    /// yet, `WPB-74` binding advice names a third gemeente, `WPB-75` earlier than the last event.
    pub fn volgende(self, wat: Gebeurtenis, op: Datum) -> Result<Zaak, Weigering> {
        if op < self.sinds {
            let zin =
                format!("De vorige stap was op {}. Deze stap kan niet eerder zijn.", self.sinds.voluit());
            return Err(Weigering::nieuw("WPB-75", "", zin).bij("op"));
        }
        let naar = |stand| Ok(Zaak { stand, sinds: op, ..self });
        match (self.stand, wat) {
            (Stand::Alleen, Gebeurtenis::Vraag(met, gegevens)) => {
                self.mag_vragen(met, gegevens)?;
                naar(Stand::Overleg(met))
            }
            (Stand::Overleg(_) | Stand::Toegezegd(..) | Stand::Geschil(..), Gebeurtenis::BlijftHier) => {
                naar(Stand::Alleen)
            }
            (Stand::Overleg(met) | Stand::Geschil(met, _), Gebeurtenis::NeemtOver) => {
                naar(Stand::Toegezegd(met, None))
            }
            (Stand::Overleg(met) | Stand::Toegezegd(met, _), Gebeurtenis::Oneens) => {
                naar(Stand::Geschil(met, Trap::Contactpersonen))
            }
            (Stand::Toegezegd(met, _), Gebeurtenis::PlekVanaf(dag)) => naar(Stand::Toegezegd(met, Some(dag))),
            (Stand::Toegezegd(met, plek), Gebeurtenis::Overgedragen) => self.draag_over(met, plek, op),
            (Stand::Geschil(met, trap), Gebeurtenis::Hogerop) => match trap.hogerop() {
                Some(trap) => naar(Stand::Geschil(met, trap)),
                None => past_niet(),
            },
            (Stand::Geschil(met, Trap::Commissie), Gebeurtenis::Advies(gemeente)) => {
                if gemeente == met {
                    naar(Stand::Toegezegd(met, None))
                } else if gemeente == self.handelt {
                    naar(Stand::Alleen)
                } else {
                    let zin = "Het bindend advies noemt een gemeente die geen partij is in dit geschil.";
                    Err(Weigering::nieuw("WPB-74", "", zin).bij("gemeente"))
                }
            }
            _ => past_niet(),
        }
    }

    fn mag_vragen(&self, met: Gemeentecode, gegevens: Gegevens) -> Result<(), Weigering> {
        echte_gemeente(met)?;
        if met == self.handelt {
            let zin = "Dit is de gemeente die nu handelt. Kies een andere gemeente.";
            return Err(Weigering::nieuw("WPB-70", "", zin).bij("gemeente"));
        }
        match gegevens {
            Gegevens::Minimaal | Gegevens::Dossier(Some(_)) => Ok(()),
            Gegevens::Dossier(None) => {
                let zin = "Een dossier mag alleen naar een andere gemeente met toestemming van de inwoner, of als de hulp \
                           samenwerking vraagt. Deel anders alleen de naam, de dag van de melding en de vraag.";
                Err(Weigering::nieuw("WPB-71", "Wmo 2015 art. 5.2.1 lid 2 en 5.3.3", zin).bij("gegevens"))
            }
        }
    }

    fn draag_over(self, naar: Gemeentecode, plek: Option<Datum>, op: Datum) -> Result<Zaak, Weigering> {
        if plek.is_some_and(|dag| dag <= op) {
            return Ok(Zaak { handelt: naar, stand: Stand::Alleen, sinds: op });
        }
        let zin = "Er is nog geen plek. Draag warm over: tot er een plek is, blijft deze gemeente aan zet.";
        Err(Weigering::nieuw("WPB-73", "Wmo 2015 art. 2.3.3 en 2.6.1 lid 1", zin).bij("plek"))
    }

    /// Who acts and who pays, and why.
    pub fn uitleg(&self, gemeenten: &Gemeenten) -> Uitleg {
        let mut uitleg = Uitleg::nieuw();
        let hier = gemeenten.naam(self.handelt);
        let waarom = match self.stand {
            Stand::Alleen => format!("{hier} is aan zet."),
            Stand::Overleg(met) => {
                format!(
                    "{hier} overlegt met {}. Tot er een antwoord is, blijft {hier} aan zet.",
                    gemeenten.naam(met)
                )
            }
            Stand::Toegezegd(met, _) => format!(
                "{} neemt het over. Tot de warme overdracht klaar is en er een plek is, blijft {hier} aan zet.",
                gemeenten.naam(met)
            ),
            Stand::Geschil(met, _) => format!(
                "{hier} en {} zijn het niet eens. De melding loopt gewoon door bij {hier}.",
                gemeenten.naam(met)
            ),
        };
        uitleg.stap("WPB-76", "Wmo 2015 art. 1.2.1 en 2.6.1 lid 1", waarom);
        let geld = if self.onder_voorbehoud() {
            format!("{hier} betaalt, onder voorbehoud. Na de uitkomst van het geschil kan worden verrekend.")
        } else {
            format!("{hier} betaalt: wie handelt, betaalt.")
        };
        uitleg.stap("WPB-77", "Werkafspraak", geld);
        uitleg
    }
}

fn echte_gemeente(g: Gemeentecode) -> Result<(), Weigering> {
    if g == Gemeentecode::RNI {
        let zin = "Dit is geen gemeente. Kies een gemeente.";
        return Err(Weigering::nieuw("WPB-70", "", zin).bij("gemeente"));
    }
    Ok(())
}

fn past_niet() -> Result<Zaak, Weigering> {
    Err(Weigering::nieuw("WPB-72", "", "Deze stap past niet bij waar de gemeenten nu staan."))
}

#[cfg(test)]
#[path = "overleg_toets.rs"]
mod tests;
