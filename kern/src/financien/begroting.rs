//! The begroting of a year with its meerjarenraming and its changes.

use super::taakveld::Taakveld;
use crate::inkoop::codelijst;
use crate::stam::{Cent, Datum, Gemeentecode, Onleesbaar, Weigering};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};
use core::fmt;

const BBV_19: &str = "BBV art. 19 en 22";
/// Columns of a meerjarenraming.
const KOLOMMEN: usize = 6;

codelijst! {
    /// Column of the meerjarenraming, seen from the begrotingsjaar t.
    Jaarkolom, "Onbekende kolom." {
        /// t−2: realised.
        Realisatie = "t-2", "Realisatie";
        /// t−1: the begroting after its changes.
        NaWijziging = "t-1", "Begroting na wijziging";
        /// t: the begrotingsjaar.
        Begroting = "t", "Begroting";
        /// t+1.
        Raming1 = "t+1", "Raming";
        /// t+2.
        Raming2 = "t+2", "Raming";
        /// t+3.
        Raming3 = "t+3", "Raming";
    }
}

impl Jaarkolom {
    fn plek(self) -> usize {
        match self {
            Jaarkolom::Realisatie => 0,
            Jaarkolom::NaWijziging => 1,
            Jaarkolom::Begroting => 2,
            Jaarkolom::Raming1 => 3,
            Jaarkolom::Raming2 => 4,
            Jaarkolom::Raming3 => 5,
        }
    }
    /// The year of this column when t is `jaar`.
    pub fn jaar(self, jaar: i16) -> i16 {
        let verschil = i16::try_from(self.plek()).expect("six columns") - 2;
        jaar.saturating_add(verschil)
    }
}

codelijst! {
    /// Costs or income.
    Kant, "Onbekende kant." {
        /// Costs.
        Lasten = "lasten", "Lasten";
        /// Income.
        Baten = "baten", "Baten";
    }
}

codelijst! {
    /// What a line of the begroting is for.
    Kostensoort, "Onbekende kostensoort." {
        /// Support of inwoners.
        Programma = "programma", "Programmakosten";
        /// Doing the work.
        Uitvoering = "uitvoering", "Uitvoeringskosten";
        /// Overhead.
        Overhead = "overhead", "Overhead";
        /// What comes in.
        Inkomsten = "inkomsten", "Inkomsten";
        /// To and from reserves.
        Reserve = "reserve", "Reserves";
    }
}

codelijst! {
    /// Whether a line comes back every year (BBV art. 19 onder c).
    Aard, "Onbekende aard." {
        /// Every year.
        Structureel = "structureel", "Structureel";
        /// Once, or for at most a few years.
        Incidenteel = "incidenteel", "Incidenteel";
    }
}

/// One line of the begroting, over six years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begrotingsregel {
    /// Stable key, by which changes name the line.
    pub code: String,
    /// What it is.
    pub omschrijving: String,
    /// Costs or income.
    pub kant: Kant,
    /// What it is for.
    pub soort: Kostensoort,
    /// Every year or once.
    pub aard: Aard,
    /// Iv3 taakveld.
    pub taakveld: Taakveld,
    /// Gemeente it is for; none for the region as a whole.
    pub gemeente: Option<Gemeentecode>,
    /// Amounts from t−2 to t+3, not negative.
    pub bedragen: [Cent; KOLOMMEN],
}

impl Begrotingsregel {
    /// The amount in a column.
    pub fn bedrag(&self, kolom: Jaarkolom) -> Cent {
        self.bedragen[kolom.plek()]
    }
}

/// A change of the begroting during the year: for each line what is added (or taken off).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begrotingswijziging {
    /// Number in the year, from 1.
    pub nummer: u32,
    /// Day on which it was adopted.
    pub vastgesteld_op: Datum,
    /// Why, and by which document.
    pub document: String,
    /// Line and amount.
    pub mutaties: Vec<(String, Cent)>,
}

/// The begroting of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meerjarenbegroting {
    jaar: i16,
    regels: Vec<Begrotingsregel>,
    wijzigingen: Vec<Begrotingswijziging>,
}

/// Which lines are asked for.
pub type Regelkeuze<'a> = &'a dyn Fn(&Begrotingsregel) -> bool;

impl Meerjarenbegroting {
    /// Refused when a code is used twice (FIN-20) or an amount is negative (FIN-21): income stands on its own side.
    pub fn nieuw(jaar: i16, regels: Vec<Begrotingsregel>) -> Result<Meerjarenbegroting, Weigering> {
        let mut gezien = BTreeSet::new();
        for r in &regels {
            if !gezien.insert(r.code.as_str()) {
                let zin = format!("Regel {} staat twee keer in de begroting.", r.code);
                return Err(Weigering::nieuw("FIN-20", BBV_19, zin));
            }
            if r.bedragen.iter().any(|b| *b < Cent::NUL) {
                let zin = format!("Regel {} heeft een negatief bedrag. Zet het aan de andere kant.", r.code);
                return Err(Weigering::nieuw("FIN-21", BBV_19, zin));
            }
        }
        Ok(Meerjarenbegroting { jaar, regels, wijzigingen: Vec::new() })
    }

    /// The begrotingsjaar t.
    pub fn jaar(&self) -> i16 {
        self.jaar
    }
    /// Its lines, as adopted first.
    pub fn regels(&self) -> &[Begrotingsregel] {
        &self.regels
    }
    /// Its changes, in order.
    pub fn wijzigingen(&self) -> &[Begrotingswijziging] {
        &self.wijzigingen
    }

    /// Adds a change. Refused when its number does not follow (FIN-22), a line does not exist (FIN-23), or a line would become less
    /// than nothing (FIN-21).
    pub fn wijzig(&mut self, w: Begrotingswijziging) -> Result<(), Weigering> {
        let volgt = u32::try_from(self.wijzigingen.len()).expect("few changes") + 1;
        if w.nummer != volgt {
            let zin = format!("De volgende wijziging heeft nummer {volgt}, niet {}.", w.nummer);
            return Err(Weigering::nieuw("FIN-22", BBV_19, zin));
        }
        if let Some((code, _)) = w.mutaties.iter().find(|(c, _)| !self.regels.iter().any(|r| r.code == *c)) {
            let zin = format!("Regel {code} staat niet in de begroting.");
            return Err(Weigering::nieuw("FIN-23", BBV_19, zin));
        }
        self.wijzigingen.push(w);
        if let Some(r) = self.regels.iter().find(|r| self.na_wijziging(r) < Cent::NUL) {
            let zin = format!("Regel {} wordt met deze wijziging minder dan nul.", r.code);
            self.wijzigingen.pop();
            return Err(Weigering::nieuw("FIN-21", BBV_19, zin));
        }
        Ok(())
    }

    /// The amount of a line in the begrotingsjaar, with all changes.
    pub fn na_wijziging(&self, regel: &Begrotingsregel) -> Cent {
        let mutaties = self.wijzigingen.iter().flat_map(|w| &w.mutaties).filter(|(c, _)| *c == regel.code);
        regel.bedrag(Jaarkolom::Begroting) + mutaties.map(|(_, b)| *b).sum::<Cent>()
    }

    /// Sum of one side of the chosen lines in a column, before changes.
    pub fn totaal(&self, kant: Kant, kolom: Jaarkolom, keuze: Regelkeuze<'_>) -> Cent {
        self.regels.iter().filter(|r| r.kant == kant && keuze(r)).map(|r| r.bedrag(kolom)).sum()
    }

    /// Sum of one side of the chosen lines in the begrotingsjaar, after changes.
    pub fn totaal_na_wijziging(&self, kant: Kant, keuze: Regelkeuze<'_>) -> Cent {
        self.regels.iter().filter(|r| r.kant == kant && keuze(r)).map(|r| self.na_wijziging(r)).sum()
    }

    /// Income minus costs of the chosen lines.
    pub fn saldo(&self, kolom: Jaarkolom, keuze: Regelkeuze<'_>) -> Cent {
        self.totaal(Kant::Baten, kolom, keuze) - self.totaal(Kant::Lasten, kolom, keuze)
    }

    /// Income minus costs that come back every year: what shows whether the begroting is in real balance.
    pub fn structureel_saldo(&self, kolom: Jaarkolom) -> Cent {
        self.saldo(kolom, &|r| r.aard == Aard::Structureel)
    }

    /// Costs and income per taakveld (mandatory annex, BBV art. 66).
    pub fn per_taakveld(&self, kolom: Jaarkolom) -> BTreeMap<Taakveld, (Cent, Cent)> {
        let mut uit: BTreeMap<Taakveld, (Cent, Cent)> = BTreeMap::new();
        for r in &self.regels {
            let (lasten, baten) = uit.entry(r.taakveld.clone()).or_default();
            match r.kant {
                Kant::Lasten => *lasten += r.bedrag(kolom),
                Kant::Baten => *baten += r.bedrag(kolom),
            }
        }
        uit
    }

    /// What a gemeente contributes in a column: income that is for that gemeente.
    pub fn bijdrage(&self, gemeente: Gemeentecode, kolom: Jaarkolom) -> Cent {
        self.totaal(Kant::Baten, kolom, &|r| r.gemeente == Some(gemeente))
    }
}
