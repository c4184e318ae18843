//! A message that was read.

use std::fmt;

use crate::bericht::Berichtsoort;
use crate::bevinding::Bevinding;
use crate::boom::Boom;
use crate::niveau2;
use crate::omzet::Lezer;
use crate::typen::{
    AntwoordKop, Heel, Kop, RetourKop, Wmo301, Wmo302, Wmo305, Wmo306, Wmo307, Wmo308, Wmo315, Wmo316,
    Wmo317, Wmo318, Wmo319, Wmo320, Wmo323, Wmo325,
};

/// A message that was read: its kind, its tree, and what level 1 found.
pub struct Gelezen<'a> {
    soort: Berichtsoort,
    boom: Boom<'a>,
    niveau1: Vec<Bevinding>,
}

/// A message as a typed value.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each variant is named after its message")]
pub enum Bericht {
    Wmo301(Wmo301),
    Wmo302(Wmo302),
    Wmo305(Wmo305),
    Wmo306(Wmo306),
    Wmo307(Wmo307),
    Wmo308(Wmo308),
    Wmo315(Wmo315),
    Wmo316(Wmo316),
    Wmo317(Wmo317),
    Wmo318(Wmo318),
    Wmo319(Wmo319),
    Wmo320(Wmo320),
    Wmo323(Wmo323),
    Wmo325(Wmo325),
}

impl<'a> Gelezen<'a> {
    pub(crate) fn nieuw(soort: Berichtsoort, boom: Boom<'a>, niveau1: Vec<Bevinding>) -> Gelezen<'a> {
        Gelezen { soort, boom, niveau1 }
    }

    /// The kind of message.
    #[must_use]
    pub fn soort(&self) -> Berichtsoort {
        self.soort
    }

    /// What level 1 (structure, cardinality, values) found. When it is not empty, no retour is possible (IV028).
    #[must_use]
    pub fn niveau1(&self) -> &[Bevinding] {
        &self.niveau1
    }

    /// What level 2 (rules within the message) finds; nothing when level 1 found something, because then the rules have no footing.
    #[must_use]
    pub fn niveau2(&self) -> Vec<Bevinding> {
        if self.niveau1.is_empty() { niveau2::toets(self.soort, &self.boom) } else { Vec::new() }
    }

    /// Levels 1 and 2 as the strictest reader has them: what the stylesheet refuses and what only the rule texts refuse.
    pub(crate) fn streng(&self) -> Vec<Bevinding> {
        if self.niveau1.is_empty() {
            niveau2::toets_streng(self.soort, &self.boom)
        } else {
            self.niveau1.clone()
        }
    }

    /// Level 1 and level 2 together.
    #[must_use]
    pub fn bevindingen(&self) -> Vec<Bevinding> {
        self.niveau1.iter().cloned().chain(self.niveau2()).collect()
    }

    /// Parties, identification and date, when they can be read. Of a retour these are those of the message it answers.
    #[must_use]
    pub fn kop(&self) -> Option<Kop> {
        Kop::lees_kop(self.soort, &self.wortel()).ok()
    }

    /// The header of a 302, 306, 308, 316, 318 or 320, also when the rest of it has no type.
    #[must_use]
    pub fn retourkop(&self) -> Option<RetourKop> {
        self.soort.is_retour().then(|| RetourKop::lees_kop(self.soort, &self.wortel()).ok()).flatten()
    }

    /// The header of a 325.
    #[must_use]
    pub fn antwoordkop(&self) -> Option<AntwoordKop> {
        let is_antwoord = self.soort == Berichtsoort::Wmo325;
        is_antwoord.then(|| AntwoordKop::lees_kop(self.soort, &self.wortel()).ok()).flatten()
    }

    /// The whole message as a typed value. Ask for it when levels 1 and 2 found nothing.
    ///
    /// # Errors
    /// The first element that is not valid. After clean levels 1 and 2 that can only be a BSN: nine zeros, or in a retour one that
    /// fails the eleven test.
    pub fn bericht(&self) -> Result<Bericht, Bevinding> {
        if let Some(bevinding) = self.niveau1.first() {
            return Err(bevinding.clone());
        }
        let wortel = self.wortel();
        match self.soort {
            Berichtsoort::Wmo301 => Wmo301::lees_heel(wortel).map(Bericht::Wmo301),
            Berichtsoort::Wmo302 => Wmo302::lees_heel(wortel).map(Bericht::Wmo302),
            Berichtsoort::Wmo305 => Wmo305::lees_heel(wortel).map(Bericht::Wmo305),
            Berichtsoort::Wmo306 => Wmo306::lees_heel(wortel).map(Bericht::Wmo306),
            Berichtsoort::Wmo307 => Wmo307::lees_heel(wortel).map(Bericht::Wmo307),
            Berichtsoort::Wmo308 => Wmo308::lees_heel(wortel).map(Bericht::Wmo308),
            Berichtsoort::Wmo315 => Wmo315::lees_heel(wortel).map(Bericht::Wmo315),
            Berichtsoort::Wmo316 => Wmo316::lees_heel(wortel).map(Bericht::Wmo316),
            Berichtsoort::Wmo317 => Wmo317::lees_heel(wortel).map(Bericht::Wmo317),
            Berichtsoort::Wmo318 => Wmo318::lees_heel(wortel).map(Bericht::Wmo318),
            Berichtsoort::Wmo319 => Wmo319::lees_heel(wortel).map(Bericht::Wmo319),
            Berichtsoort::Wmo320 => Wmo320::lees_heel(wortel).map(Bericht::Wmo320),
            Berichtsoort::Wmo323 => Wmo323::lees_heel(wortel).map(Bericht::Wmo323),
            Berichtsoort::Wmo325 => Wmo325::lees_heel(wortel).map(Bericht::Wmo325),
        }
    }

    fn wortel(&self) -> Lezer<'_, 'a> {
        Lezer::nieuw(&self.boom, Boom::WORTEL)
    }
}

impl fmt::Debug for Gelezen<'_> {
    // The content is about a person, so only the kind and the number of findings are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gelezen").field("soort", &self.soort).field("niveau1", &self.niveau1.len()).finish()
    }
}

impl Bericht {
    /// The kind of message.
    #[must_use]
    pub fn soort(&self) -> Berichtsoort {
        match self {
            Bericht::Wmo301(_) => Berichtsoort::Wmo301,
            Bericht::Wmo302(_) => Berichtsoort::Wmo302,
            Bericht::Wmo305(_) => Berichtsoort::Wmo305,
            Bericht::Wmo306(_) => Berichtsoort::Wmo306,
            Bericht::Wmo307(_) => Berichtsoort::Wmo307,
            Bericht::Wmo308(_) => Berichtsoort::Wmo308,
            Bericht::Wmo315(_) => Berichtsoort::Wmo315,
            Bericht::Wmo316(_) => Berichtsoort::Wmo316,
            Bericht::Wmo317(_) => Berichtsoort::Wmo317,
            Bericht::Wmo318(_) => Berichtsoort::Wmo318,
            Bericht::Wmo319(_) => Berichtsoort::Wmo319,
            Bericht::Wmo320(_) => Berichtsoort::Wmo320,
            Bericht::Wmo323(_) => Berichtsoort::Wmo323,
            Bericht::Wmo325(_) => Berichtsoort::Wmo325,
        }
    }

    /// Writes the message: always the same bytes for the same content.
    #[must_use]
    pub fn schrijf(&self) -> String {
        match self {
            Bericht::Wmo301(b) => b.schrijf(),
            Bericht::Wmo302(b) => b.schrijf(),
            Bericht::Wmo305(b) => b.schrijf(),
            Bericht::Wmo306(b) => b.schrijf(),
            Bericht::Wmo307(b) => b.schrijf(),
            Bericht::Wmo308(b) => b.schrijf(),
            Bericht::Wmo315(b) => b.schrijf(),
            Bericht::Wmo316(b) => b.schrijf(),
            Bericht::Wmo317(b) => b.schrijf(),
            Bericht::Wmo318(b) => b.schrijf(),
            Bericht::Wmo319(b) => b.schrijf(),
            Bericht::Wmo320(b) => b.schrijf(),
            Bericht::Wmo323(b) => b.schrijf(),
            Bericht::Wmo325(b) => b.schrijf(),
        }
    }
}
