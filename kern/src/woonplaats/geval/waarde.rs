//! A document as a tree of values: JSON, TOML or YAML, it is all the same here.

use alloc::{string::String, vec::Vec};

/// One value of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waarde {
    /// Nothing (`null`).
    Niets,
    /// Yes or no.
    Waar(bool),
    /// A number as it was written.
    Getal(String),
    /// Text.
    Tekst(String),
    /// A list.
    Lijst(Vec<Waarde>),
    /// Named values, in the order of the document.
    Groep(Vec<(String, Waarde)>),
}

impl Waarde {
    /// The value with this name, when it is a group that has one.
    pub fn veld(&self, naam: &str) -> Option<&Waarde> {
        match self {
            Waarde::Groep(velden) => velden.iter().find(|(n, _)| n == naam).map(|(_, w)| w),
            Waarde::Niets | Waarde::Waar(_) | Waarde::Getal(_) | Waarde::Tekst(_) | Waarde::Lijst(_) => None,
        }
    }
    /// The text, when it is one.
    pub fn tekst(&self) -> Option<&str> {
        match self {
            Waarde::Tekst(t) => Some(t),
            Waarde::Niets | Waarde::Waar(_) | Waarde::Getal(_) | Waarde::Lijst(_) | Waarde::Groep(_) => None,
        }
    }
    /// The items, empty when it is no list.
    pub fn lijst(&self) -> &[Waarde] {
        match self {
            Waarde::Lijst(l) => l,
            Waarde::Niets | Waarde::Waar(_) | Waarde::Getal(_) | Waarde::Tekst(_) | Waarde::Groep(_) => &[],
        }
    }
}
