//! JSON out in a fixed order, and JSON in with the place of every mistake.

use kern::stam::{Breuk, Cent, Weigering, lees_bedrag, lees_getal};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Digits that a JSON number keeps for sure when it is read.
const CIJFERS_ZEKER: usize = 15;

/// What goes out: an object keeps the order in which it was made.
#[derive(Debug, Clone)]
pub(super) enum Uit {
    Tekst(String),
    Getal(i64),
    Lijst(Vec<Uit>),
    Object(Vec<(String, Uit)>),
}

impl Serialize for Uit {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Uit::Tekst(t) => s.serialize_str(t),
            Uit::Getal(g) => s.serialize_i64(*g),
            Uit::Lijst(l) => l.serialize(s),
            Uit::Object(velden) => {
                let mut m = s.serialize_map(Some(velden.len()))?;
                for (k, v) in velden {
                    m.serialize_entry(k, v)?;
                }
                m.end()
            }
        }
    }
}

impl From<&str> for Uit {
    fn from(t: &str) -> Uit {
        Uit::Tekst(t.to_owned())
    }
}
impl From<String> for Uit {
    fn from(t: String) -> Uit {
        Uit::Tekst(t)
    }
}
impl From<u32> for Uit {
    fn from(g: u32) -> Uit {
        Uit::Getal(i64::from(g))
    }
}
/// `1.234,56`, as the example writes amounts.
impl From<Cent> for Uit {
    fn from(c: Cent) -> Uit {
        Uit::Tekst(c.to_string().replace("€ ", ""))
    }
}

/// An object from pairs.
pub(super) fn object<K: Into<String>>(velden: impl IntoIterator<Item = (K, Uit)>) -> Uit {
    Uit::Object(velden.into_iter().map(|(k, v)| (k.into(), v)).collect())
}

/// What is wrong with the input: where, and in Dutch what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fout(pub(super) String);

pub(super) type Uitkomst<T> = Result<T, Fout>;

impl From<Weigering> for Fout {
    fn from(w: Weigering) -> Fout {
        Fout(w.to_string())
    }
}

/// A value with its place in the file.
#[derive(Debug, Clone)]
pub(super) struct Plek<'a> {
    pub(super) pad: String,
    pub(super) waarde: &'a Value,
}

impl<'a> Plek<'a> {
    pub(super) fn fout<T>(&self, zin: impl std::fmt::Display) -> Uitkomst<T> {
        Err(Fout(format!("{}: {zin}", self.pad)))
    }

    pub(super) fn tekst(&self) -> Uitkomst<&'a str> {
        match self.waarde {
            Value::String(t) => Ok(t.trim()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.fout("hier moet een tekst staan.")
            }
        }
    }

    /// The text of a number or a text; a JSON number that may have lost digits is refused.
    pub(super) fn cijfers(&self) -> Uitkomst<String> {
        match self.waarde {
            Value::String(t) => Ok(t.trim().to_owned()),
            Value::Number(n) => {
                let t = n.to_string();
                let cijfers = t.chars().filter(char::is_ascii_digit).count();
                if t.contains(['e', 'E']) || (t.contains('.') && cijfers > CIJFERS_ZEKER + 1) {
                    return self
                        .fout("dit getal is te lang om precies te lezen. Zet er aanhalingstekens om.");
                }
                Ok(t)
            }
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                self.fout("hier moet een getal staan.")
            }
        }
    }

    /// A number. A JSON number has a decimal point; a text may be `1.234,56`, `0.25`, `25%` or `1/3`.
    pub(super) fn getal(&self) -> Uitkomst<Breuk> {
        let t = self.cijfers()?;
        let gelezen = if self.waarde.is_number() { Breuk::lees(&t) } else { lees_getal(&t) };
        gelezen.or_else(|e| self.fout(e))
    }

    /// An amount in euro, in whole cents.
    pub(super) fn bedrag(&self) -> Uitkomst<Cent> {
        if !self.waarde.is_number() {
            return lees_bedrag(&self.cijfers()?).or_else(|e| self.fout(e));
        }
        let cent = self.getal()?.maal(&Breuk::heel(100));
        match cent.naar_cent() {
            Some(c) if Breuk::van_cent(c) == cent => Ok(c),
            Some(_) | None => self.fout("een bedrag heeft ten hoogste twee decimalen."),
        }
    }

    /// A whole number of people, days or steps. A lone point in a text marks thousands.
    pub(super) fn aantal(&self) -> Uitkomst<u32> {
        let cent = self.bedrag()?;
        let heel = if cent.0 % 100 == 0 { u32::try_from(cent.0 / 100).ok() } else { None };
        heel.map_or_else(|| self.fout("hier moet een heel aantal staan, nul of meer."), Ok)
    }

    pub(super) fn lijst(&self) -> Uitkomst<Vec<Plek<'a>>> {
        let Value::Array(l) = self.waarde else { return self.fout("hier moet een lijst staan.") };
        let maak = |(i, waarde): (usize, &'a Value)| Plek { pad: format!("{}[{i}]", self.pad), waarde };
        Ok(l.iter().enumerate().map(maak).collect())
    }

    pub(super) fn object(&self) -> Uitkomst<&'a Map<String, Value>> {
        let Value::Object(o) = self.waarde else { return self.fout("hier moet een object staan.") };
        Ok(o)
    }

    /// Every field of an object with its name.
    pub(super) fn velden(&self) -> Uitkomst<Vec<(&'a str, Plek<'a>)>> {
        let maak = |(k, waarde): (&'a String, &'a Value)| {
            (k.as_str(), Plek { pad: format!("{}.{k}", self.pad), waarde })
        };
        Ok(self.object()?.iter().map(maak).collect())
    }

    /// A field, by the first of its names that is there. Input may stand in `invoer` or beside it; `invoer` goes first.
    pub(super) fn misschien(&self, namen: &[&str]) -> Option<Plek<'a>> {
        let o = self.waarde.as_object()?;
        let binnen = o.get("invoer").and_then(Value::as_object).map(|b| (b, ".invoer"));
        let plaatsen = binnen.into_iter().chain([(o, "")]);
        plaatsen
            .flat_map(|(o, p)| namen.iter().filter_map(move |n| Some((o.get(*n)?, p, *n))))
            .next()
            .map(|(waarde, tussen, naam)| Plek { pad: format!("{}{tussen}.{naam}", self.pad), waarde })
    }

    /// A field that must be there.
    pub(super) fn veld(&self, namen: &[&str]) -> Uitkomst<Plek<'a>> {
        self.misschien(namen).map_or_else(|| self.fout(format!("`{}` ontbreekt.", namen.join("` of `"))), Ok)
    }
}
