//! Acts and rows in memory, before their numbers are known: a key is "the k-th row of that act", a version ends "at that act".

use crate::huis::opslag::{Col, Val};
use kern::stam::{Datum, Gemeentecode};

/// Keys per act, as an ordinary act has them.
const IDS: i64 = 1_000;
/// Keys per act of the books that can have many lines per act.
const IDS_BOEK: i64 = 100_000;
/// Seconds in a day.
const DAG_S: i64 = 86_400;
/// Office hours in UTC: at every time of the year between nine and five in the Netherlands.
const EERSTE_UUR_S: i64 = 8 * 3_600;
const KANTOOR_S: i64 = 6 * 3_600;

/// A key that is known when all acts are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sleutel {
    pub bron: u32,
    pub act: u32,
    pub k: u32,
    /// A line of a book, numbered apart.
    pub boek: bool,
}

impl Sleutel {
    /// The key, when the number of its act is known.
    pub(super) fn waarde(self, nr: i64) -> i64 {
        nr * if self.boek { IDS_BOEK } else { IDS } + i64::from(self.k)
    }
}

/// The value of a column.
#[derive(Debug, Clone)]
pub(super) enum Cel {
    /// Known.
    Val(Val),
    /// A key.
    Id(Sleutel),
    /// Text in which `#0#`, `#1#` … stand for keys.
    Mal(String, Vec<Sleutel>),
}

/// A column with its value.
pub(super) type Veld = (&'static str, Cel);

/// A known value.
pub(super) fn c<T: Col>(x: &T) -> Cel {
    Cel::Val(x.naar_val())
}

/// A known value, or nothing.
pub(super) fn co<T: Col>(x: &Option<T>) -> Cel {
    Cel::Val(crate::huis::opslag::o(x))
}

/// Known text.
pub(super) fn ct(x: &str) -> Cel {
    Cel::Val(Val::Text(x.to_owned()))
}

/// A row: a fact of an act, until another act.
#[derive(Debug, Clone)]
pub(super) struct Rij {
    pub tabel: &'static str,
    pub velden: Vec<Veld>,
    pub act: u32,
    pub tot: Option<u32>,
}

/// An act without its number.
#[derive(Debug, Clone)]
pub(super) struct Act {
    /// Microseconds since 1970.
    pub moment: i64,
    pub dag: Datum,
    pub gebruiker: i64,
    pub rol: &'static str,
    pub wat: &'static str,
    pub onderwerp: &'static str,
    pub onderwerp_id: Sleutel,
    pub dossier: Option<Sleutel>,
    pub gemeente: Option<Gemeentecode>,
}

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doener {
    pub gebruiker: i64,
    pub rol: &'static str,
}

/// All acts and rows of one source: a client, or the region itself.
#[derive(Debug)]
pub(super) struct Boek {
    pub bron: u32,
    pub acten: Vec<Act>,
    pub rijen: Vec<Rij>,
    ids: u32,
    regels: u32,
    /// Dossier that acts belong to.
    pub dossier: Option<Sleutel>,
    pub gemeente: Option<Gemeentecode>,
}

impl Boek {
    pub(super) fn nieuw(bron: u32) -> Boek {
        let (acten, rijen) = (Vec::new(), Vec::new());
        Boek { bron, acten, rijen, ids: 0, regels: 0, dossier: None, gemeente: None }
    }

    fn nu(&self) -> u32 {
        self.acten.len().saturating_sub(1) as u32
    }

    /// Begins an act on a day, within office hours and after the act before it. About its own first key unless said otherwise.
    pub(super) fn act(
        &mut self,
        dag: Datum,
        wie: Doener,
        wat: &'static str,
        onderwerp: &'static str,
        over: Option<Sleutel>,
    ) {
        let verschoven = i64::from(self.bron).wrapping_mul(7_919) + self.acten.len() as i64 * 1_117;
        let seconde = EERSTE_UUR_S + verschoven.rem_euclid(KANTOOR_S - 1_800);
        let gewoon = (dag.dagnummer() * DAG_S + seconde) * 1_000_000;
        let na_vorige = self.acten.last().map_or(0, |a| a.moment + 61_000_000);
        let (act, bron) = (self.acten.len() as u32, self.bron);
        self.acten.push(Act {
            moment: gewoon.max(na_vorige),
            dag,
            gebruiker: wie.gebruiker,
            rol: wie.rol,
            wat,
            onderwerp,
            onderwerp_id: over.unwrap_or(Sleutel { bron, act, k: 1, boek: false }),
            dossier: self.dossier,
            gemeente: self.gemeente,
        });
        (self.ids, self.regels) = (0, 0);
    }

    /// The day of the current act.
    pub(super) fn dag(&self) -> Option<Datum> {
        self.acten.last().map(|a| a.dag)
    }

    /// The moment of the current act, in microseconds.
    pub(super) fn moment(&self) -> i64 {
        self.acten.last().map_or(0, |a| a.moment)
    }

    /// The next key of the current act.
    pub(super) fn id(&mut self) -> Sleutel {
        self.ids += 1;
        Sleutel { bron: self.bron, act: self.nu(), k: self.ids, boek: false }
    }

    /// The next line number of the current act.
    pub(super) fn regel(&mut self) -> Sleutel {
        self.regels += 1;
        Sleutel { bron: self.bron, act: self.nu(), k: self.regels, boek: true }
    }

    /// Names the dossier of this source, also for the current act.
    pub(super) fn is_dossier(&mut self, dossier: Sleutel, gemeente: Gemeentecode) {
        (self.dossier, self.gemeente) = (Some(dossier), Some(gemeente));
        if let Some(a) = self.acten.last_mut() {
            (a.dossier, a.gemeente) = (Some(dossier), Some(gemeente));
        }
    }

    /// Adds a row in the current act; returns its place.
    pub(super) fn rij(&mut self, tabel: &'static str, velden: Vec<Veld>) -> usize {
        let act = self.nu();
        self.rijen.push(Rij { tabel, velden, act, tot: None });
        self.rijen.len() - 1
    }

    /// Closes a row in the current act and adds its next version; returns the place of that one.
    pub(super) fn wijzig(&mut self, plaats: usize, nieuw: Vec<Veld>) -> usize {
        let nu = self.nu();
        let mut rij = self.rijen[plaats].clone();
        for (naam, cel) in nieuw {
            match rij.velden.iter_mut().find(|v| v.0 == naam) {
                Some(v) => v.1 = cel,
                None => rij.velden.push((naam, cel)),
            }
        }
        if rij.act == nu {
            self.rijen[plaats] = rij;
            return plaats;
        }
        self.rijen[plaats].tot = Some(nu);
        rij.act = nu;
        self.rijen.push(rij);
        self.rijen.len() - 1
    }

    /// Closes a row in the current act; nothing takes its place.
    pub(super) fn sluit(&mut self, plaats: usize) {
        self.rijen[plaats].tot = Some(self.nu());
    }
}
