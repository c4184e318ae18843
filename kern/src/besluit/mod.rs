//! Besluit: what the college grants, refuses, revises or withdraws, and why it may.
//!
//! [`beslis`] is the heart: facts, a proposal, the rules and a day go in; a besluit with its explanation comes out, or a
//! refusal with the article. It is a pure function, so the same receipt always gives the same outcome.
//! Rule codes: BSL-01…BSL-29, listed in the README of the room.

mod aanvraag;
mod beslis;
mod schaling;
mod toekenning;

pub use aanvraag::toets_aanvraag;
pub use beslis::beslis;
pub use schaling::{Richting, Schaling, bij_toekenning, richting, toets_uitstroom};

use crate::inkoop::{Eenheid, Leveringsvorm, Omvang, Productcode, Vorm, codelijst};
use crate::stam::termijnen::{Termijn, Termijnenwet, Termijnregel};
use crate::stam::{BesluitId, Bron, Cent, Datum, Gemeentecode, MeldingId, Onleesbaar, Periode, Uitleg};
use alloc::{string::String, vec::Vec};
use core::fmt;

codelijst! {
    /// Kind of besluit.
    Soort, "Onbekende soort besluit." {
        /// Granted on an aanvraag.
        Toekenning = "toekenning", "toekenning";
        /// Refused on an aanvraag.
        Afwijzing = "afwijzing", "afwijzing";
        /// Replaced by another grant (Wmo 2015 art. 2.3.10).
        Herziening = "herziening", "herziening";
        /// Ended before its time (Wmo 2015 art. 2.3.10).
        Intrekking = "intrekking", "intrekking";
    }
}

/// Who prepares the besluit (Uitvoeringsplan 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beslisser {
    /// May decide on every form.
    Trajectregisseur,
    /// Decides on Wmo-begeleiding only.
    Aandachtsfunctionaris,
}

/// The melding that the aanvraag follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Melding {
    /// Key.
    pub melding: MeldingId,
    /// Day of receipt; terms count from here.
    pub ontvangen_op: Datum,
}

/// The onderzoek of that melding (Wmo 2015 art. 2.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Onderzoek {
    /// Key.
    pub onderzoek_id: i64,
    /// Day of the report; `None` while it runs.
    pub afgerond_op: Option<Datum>,
    /// What it advises; `None` for "no support" or no advice.
    pub advies: Option<Vorm>,
}

/// The doelgroeptoets of that melding, as a human decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doelgroep {
    /// Key.
    pub toets_id: i64,
    /// Whether the inwoner belongs to the doelgroep.
    pub oordeel: bool,
    /// Day.
    pub getoetst_op: Datum,
}

/// The gemeente that decides and pays, as a human confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verantwoordelijk {
    /// Key.
    pub verantwoordelijke_id: i64,
    /// The gemeente.
    pub gemeente: Gemeentecode,
    /// Day of confirmation.
    pub bevestigd_op: Datum,
}

/// The aanvraag that the besluit answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aanvraag {
    /// Key.
    pub aanvraag_id: i64,
    /// Two weeks count from here.
    pub ontvangen_op: Datum,
    /// Form that was asked for.
    pub vorm: Vorm,
    /// How it was asked to be delivered.
    pub leveringsvorm: Leveringsvorm,
}

/// What was granted before and still stands in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicatie {
    /// Key.
    pub indicatie_id: i64,
    /// Besluit that it comes from.
    pub besluit: BesluitId,
    /// What.
    pub inhoud: Toegekend,
}

/// What is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toegekend {
    /// Form.
    pub vorm: Vorm,
    /// In natura or with a budget.
    pub leveringsvorm: Leveringsvorm,
    /// Product.
    pub product: Productcode,
    /// How much.
    pub omvang: Omvang,
    /// What it is worth over the whole period, cents.
    pub bedrag: Cent,
    /// When.
    pub periode: Periode,
}

/// The product that was chosen, as it is on offer on the first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Code.
    pub code: Productcode,
    /// Name, for the letter.
    pub naam: String,
    /// Form that it belongs to.
    pub vorm: Vorm,
    /// Unit that it is counted in.
    pub eenheid: Eenheid,
    /// Highest price per unit in the contracts on the first day; `None` when nobody offers it then.
    pub richttarief: Option<Cent>,
}

/// Everything that is known when the besluit is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The melding that is being handled.
    pub melding: Option<Melding>,
    /// Its onderzoek.
    pub onderzoek: Option<Onderzoek>,
    /// Its doelgroeptoets.
    pub doelgroep: Option<Doelgroep>,
    /// Its verantwoordelijke gemeente under the law in force (regime R0).
    pub verantwoordelijk: Option<Verantwoordelijk>,
    /// The open aanvraag.
    pub aanvraag: Option<Aanvraag>,
    /// Everything that was granted and not replaced, past and future.
    pub indicaties: Vec<Indicatie>,
    /// The product that the proposal names, when it exists.
    pub product: Option<Product>,
    /// Who decides.
    pub beslisser: Beslisser,
}

/// What a toekenning or herziening would grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verzoek {
    /// Form.
    pub vorm: Vorm,
    /// In natura or with a budget.
    pub leveringsvorm: Leveringsvorm,
    /// Product.
    pub product: Productcode,
    /// How much.
    pub omvang: Omvang,
    /// First day.
    pub van: Datum,
    /// Last day.
    pub tot_en_met: Option<Datum>,
    /// For a pgb: the budget over the whole period, cents.
    pub budget: Option<Cent>,
}

/// What the decider wants to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strekking {
    /// Grant the aanvraag.
    Toekennen(Verzoek),
    /// Refuse the aanvraag, on a ground of the law.
    Afwijzen {
        /// Code of the ground.
        grond: String,
    },
    /// Replace a running indicatie by another.
    Herzien {
        /// Which indicatie.
        indicatie_id: i64,
        /// Code of the ground of art. 2.3.10.
        grond: String,
        /// What comes in its place.
        nieuw: Verzoek,
    },
    /// End an indicatie early.
    Intrekken {
        /// Which indicatie.
        indicatie_id: i64,
        /// Code of the ground of art. 2.3.10.
        grond: String,
        /// First day without it (art. 2.3.10 lid 2).
        per: Datum,
    },
}

/// The proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voorstel {
    /// What.
    pub strekking: Strekking,
    /// Reasons in words (Awb art. 3:46).
    pub motivering: String,
    /// Day on which the letter is sent; bezwaar counts from here.
    pub bekend_op: Datum,
}

/// A ground of the law, from the rule files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grond {
    /// Stored code.
    pub code: String,
    /// Dutch sentence.
    pub zin: String,
    /// Article.
    pub artikel: String,
    /// Forms that it may be used for; empty means all.
    pub vormen: Vec<Vorm>,
}

/// The numbers and lists of the law that a besluit needs, valid on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regels {
    /// How long the onderzoek may take.
    pub onderzoek: Termijnregel,
    /// How long the decision on an aanvraag may take.
    pub beslissing: Termijnregel,
    /// How long the inwoner may object.
    pub bezwaar: Termijnregel,
    /// How long the toewijzing may take.
    pub toewijzing: Termijnregel,
    /// How long before the end the heronderzoek begins.
    pub indicatie_einde: Termijnregel,
    /// How terms are extended.
    pub termijnenwet: Termijnenwet,
    /// Longest period of one indicatie, months.
    pub hoogstens_maanden: u16,
    /// Where that number comes from.
    pub hoogstens_bron: Bron,
    /// Grounds to refuse.
    pub afwijzingsgronden: Vec<Grond>,
    /// Grounds to revise or withdraw.
    pub herzieningsgronden: Vec<Grond>,
}

/// A term that the besluit starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gevolg {
    /// The inwoner may object until this day.
    Bezwaar,
    /// An aanbieder must be found before this day.
    Toewijzing,
    /// The heronderzoek begins on this day.
    IndicatieEinde,
}

/// What happens to an indicatie that was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ingekort {
    /// Which.
    pub indicatie_id: i64,
    /// Its new period; `None` when nothing of it is left.
    pub periode: Option<Periode>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besluit {
    /// Kind.
    pub soort: Soort,
    /// College on whose behalf.
    pub gemeente: Gemeentecode,
    /// Day of the decision.
    pub genomen_op: Datum,
    /// Day on which it is made known.
    pub bekend_op: Datum,
    /// Ground, for everything but a toekenning.
    pub grond: Option<Grond>,
    /// What is granted from now on.
    pub toegekend: Option<Toegekend>,
    /// What becomes of the indicatie that is revised or withdrawn.
    pub ingekort: Option<Ingekort>,
    /// Terms that start.
    pub termijnen: Vec<(Gevolg, Termijn)>,
    /// Why this may be decided.
    pub uitleg: Uitleg,
}

impl fmt::Display for Toegekend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.vorm, self.omvang)
    }
}

#[cfg(test)]
mod toets;
#[cfg(test)]
mod straat_toets;
