//! The structure of the fourteen messages as tables: which element, in which order, how often, with which value.
//!
//! Source: the XML schemas of iWmo 3.2 (istandaarden.nl, basisschema and message schemas 1.0.0). The schemas of the retour messages
//! and the WMO325 follow the published element tables of the same release.

mod basis;
mod declaratie;
mod levering;
mod toewijzing;
mod verzoek;

use crate::bericht::Berichtsoort;
use crate::codelijst::Lijst;
use crate::naam::Naam;

/// In which of the two namespaces the elements inside a class live.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ruimte {
    /// The namespace of the basisschema, shared by all messages.
    Basis,
    /// The namespace of the message itself.
    Bericht,
}

/// An element that holds other elements, in a fixed order.
#[derive(Debug)]
pub(crate) struct Klasse {
    pub(crate) ruimte: Ruimte,
    pub(crate) velden: &'static [Veld],
}

/// An element inside a class.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Veld {
    pub(crate) naam: Naam,
    pub(crate) vorm: Vorm,
    pub(crate) verplicht: bool,
    pub(crate) herhaalt: bool,
}

/// What an element holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Vorm {
    Klasse(&'static Klasse),
    Waarde(Waardetype),
}

/// What the text of an element may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Waardetype {
    /// 1 to this many characters on one line, not blank.
    Tekst(u16),
    /// 1 to this many characters, whatever they are.
    Kaal(u16),
    /// At least one character that is not blank; any length, line ends allowed.
    Vrij,
    /// 1 to this many letters and digits.
    Alfanumeriek(u16),
    /// Exactly this many digits.
    Cijfers(u16),
    /// 1 to this many digits.
    CijfersTot(u16),
    /// 1 to 6 letters, accents included.
    Voorletters,
    /// A whole number from 0 up to this.
    Getal(i64),
    /// A day without time zone.
    Datum,
    /// A time of day without zone.
    Tijd,
    /// Three numbers with dots.
    Versie,
    /// A code of this list.
    Code(Lijst),
    /// Exactly this text.
    Vast(&'static str),
    /// This number, written exactly so; blanks around it do not count.
    VastGetal(&'static str),
}

/// Exactly one.
const fn een(naam: Naam, vorm: Vorm) -> Veld {
    Veld { naam, vorm, verplicht: true, herhaalt: false }
}

/// None or one.
const fn nul(naam: Naam, vorm: Vorm) -> Veld {
    Veld { naam, vorm, verplicht: false, herhaalt: false }
}

/// One or more.
const fn veel(naam: Naam, vorm: Vorm) -> Veld {
    Veld { naam, vorm, verplicht: true, herhaalt: true }
}

/// A class whose elements live in the namespace of the message.
const fn klasse(velden: &'static [Veld]) -> Klasse {
    Klasse { ruimte: Ruimte::Bericht, velden }
}

/// The element `Bericht` of this message.
pub(crate) fn wortel(soort: Berichtsoort) -> &'static Klasse {
    match soort {
        Berichtsoort::Wmo301 => &toewijzing::BERICHT_301,
        Berichtsoort::Wmo302 => &toewijzing::BERICHT_302,
        Berichtsoort::Wmo305 => &levering::BERICHT_305,
        Berichtsoort::Wmo306 => &levering::BERICHT_306,
        Berichtsoort::Wmo307 => &levering::BERICHT_307,
        Berichtsoort::Wmo308 => &levering::BERICHT_308,
        Berichtsoort::Wmo315 => &verzoek::BERICHT_315,
        Berichtsoort::Wmo316 => &verzoek::BERICHT_316,
        Berichtsoort::Wmo317 => &verzoek::BERICHT_317,
        Berichtsoort::Wmo318 => &verzoek::BERICHT_318,
        Berichtsoort::Wmo319 => &verzoek::BERICHT_319,
        Berichtsoort::Wmo320 => &verzoek::BERICHT_320,
        Berichtsoort::Wmo323 => &declaratie::BERICHT_323,
        Berichtsoort::Wmo325 => &declaratie::BERICHT_325,
    }
}
