//! Iv3 taakvelden by a dated table: which stream of money, for which product, belongs where from which day on.

use crate::inkoop::{Productcode, codelijst};
use crate::stam::{Datum, Onleesbaar, Periode, Weigering};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

const IV3: &str = "Iv3-Informatievoorschrift 2023";
/// Most lines that are read from a table.
const REGELS_MAX: usize = 1_000;

/// A taakveld, such as `6.81a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taakveld(String);

impl Taakveld {
    /// Reads a main field of one digit, a point, one or two digits and at most one small letter.
    pub fn lees(tekst: &str) -> Result<Taakveld, Onleesbaar> {
        let fout = Onleesbaar("Een taakveld heeft de vorm 0.7 of 6.81a.");
        let (hoofd, rest) = tekst.split_once('.').ok_or(fout.clone())?;
        let cijfers = rest.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
        let goed =
            |t: &str, max: usize| (1..=max).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        if goed(hoofd, 1) && goed(cijfers, 2) { Ok(Taakveld(tekst.to_string())) } else { Err(fout) }
    }
}

impl fmt::Display for Taakveld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

codelijst! {
    /// A stream of money that is booked.
    Geldstroom, "Onbekende geldstroom." {
        /// The integratie-uitkering that a gemeente gets.
        Ontvangst = "ontvangst", "Integratie-uitkering beschermd wonen";
        /// What a regiogemeente passes on to the centrumgemeente.
        Doorsluizing = "doorsluizing", "Bijdrage aan de regionale pot";
        /// Beschermd wonen, in natura and pgb.
        ProgrammaBw = "programma_bw", "Beschermd wonen";
        /// Beschermd thuis.
        ProgrammaBt = "programma_bt", "Beschermd thuis";
        /// Own contributions through the CAK.
        EigenBijdrage = "eigen_bijdrage", "Eigen bijdragen";
        /// Toegang and trajectregie.
        Uitvoering = "uitvoering", "Uitvoeringskosten";
        /// Overhead.
        Overhead = "overhead", "Overhead";
        /// To or from the regional reserve.
        Reserve = "reserve", "Mutatie reserve";
        /// Settlement with gemeenten outside the region.
        Kostenverrekening = "kostenverrekening", "Kostenverrekening met andere gemeenten";
        /// Ordinary Wmo-begeleiding, outside the pot.
        WmoBegeleiding = "wmo_begeleiding", "Wmo-begeleiding";
        /// Paying what was posted: only the balance moves.
        Betaling = "betaling", "Betaling aan aanbieders";
    }
}

impl Geldstroom {
    /// Whether it moves the balance alone, so that it belongs to no taakveld and to the result of no year.
    pub fn op_balans(self) -> bool {
        self == Geldstroom::Betaling
    }
}

codelijst! {
    /// How sure a line of the table is.
    Zekerheid, "Onbekende zekerheid." {
        /// Stands in the voorschrift.
        Voorschrift = "voorschrift", "Staat in het voorschrift";
        /// By the name of the taakveld only.
        Naam = "naam", "Afgeleid uit de naam";
        /// Not confirmed: the financieel adviseur must decide.
        Open = "open", "Nog te bevestigen";
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taakveldregel {
    /// Which stream.
    pub geldstroom: Geldstroom,
    /// Which product; none means every product that has no line of its own.
    pub product: Option<Productcode>,
    /// When it holds.
    pub geldig: Periode,
    /// Where it belongs.
    pub taakveld: Taakveld,
    /// How sure.
    pub zekerheid: Zekerheid,
}

/// The dated table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taakveldtabel {
    regels: Vec<Taakveldregel>,
}

impl Taakveldtabel {
    /// Reads lines `geldstroom;product;van;tot;taakveld;zekerheid`, product and tot may be empty, tot is the first day that no longer
    /// counts; the first line is a heading.
    ///
    /// # Errors
    /// A line without this form, or more than 1,000 lines.
    pub fn lees(tekst: &str) -> Result<Taakveldtabel, Onleesbaar> {
        const FOUT: Onleesbaar =
            Onleesbaar("Een regel heeft de vorm geldstroom;product;van;tot;taakveld;zekerheid.");
        let mut regels = Vec::new();
        for regel in tekst.lines().skip(1).filter(|r| !r.trim().is_empty()) {
            let delen: Vec<&str> = regel.split(';').map(str::trim).collect();
            let [stroom, product, van, tot, taakveld, zekerheid] = delen.as_slice() else { return Err(FOUT) };
            let tot = if tot.is_empty() { None } else { Some(Datum::lees(tot)?) };
            regels.push(Taakveldregel {
                geldstroom: Geldstroom::lees(stroom)?,
                product: if product.is_empty() { None } else { Some(Productcode::lees(product)?) },
                geldig: Periode::nieuw(Datum::lees(van)?, tot).ok_or(FOUT)?,
                taakveld: Taakveld::lees(taakveld)?,
                zekerheid: Zekerheid::lees(zekerheid)?,
            });
        }
        if regels.len() > REGELS_MAX { Err(FOUT) } else { Ok(Taakveldtabel { regels }) }
    }

    /// The lines.
    pub fn regels(&self) -> &[Taakveldregel] {
        &self.regels
    }

    /// Where a stream belongs on a day. A line for the product goes before a line for all products. Refused without a line (FIN-18),
    /// or with two that are equally precise (FIN-19).
    pub fn op(
        &self,
        stroom: Geldstroom,
        product: Option<&Productcode>,
        dag: Datum,
    ) -> Result<&Taakveldregel, Weigering> {
        let geldt = |r: &&Taakveldregel| r.geldstroom == stroom && r.geldig.bevat(dag);
        let eigen = |r: &&Taakveldregel| r.product.is_some() && r.product.as_ref() == product;
        let mut past: Vec<&Taakveldregel> = self.regels.iter().filter(geldt).filter(eigen).collect();
        if past.is_empty() {
            past = self.regels.iter().filter(geldt).filter(|r| r.product.is_none()).collect();
        }
        match past.as_slice() {
            [een] => Ok(*een),
            [] => {
                let zin = format!("{stroom} heeft op {} geen taakveld.", dag.voluit());
                Err(Weigering::nieuw("FIN-18", IV3, zin))
            }
            [_, _, ..] => {
                let zin = format!("{stroom} heeft op {} meer dan één taakveld.", dag.voluit());
                Err(Weigering::nieuw("FIN-19", IV3, zin))
            }
        }
    }
}
