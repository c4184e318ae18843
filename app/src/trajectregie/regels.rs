//! The numbers and lists of this room, from `regels/`.

use crate::huis::{
    Fout,
    regels::{Keuze, Regels},
};
use kern::{stam::Datum, trajectregie::Leefgebied};
use serde::Deserialize;

const REGELING: &str = "trajectregie";

#[derive(Deserialize)]
struct Regel {
    code: String,
    naam: String,
    waarom: String,
}

/// The leefgebieden of the region, in order.
pub fn leefgebieden(regels: &Regels, op: Datum) -> Result<Vec<Leefgebied>, Fout> {
    let lijst: Vec<Regel> = regels.waarde(REGELING, "leefgebieden", op)?.waarde;
    Ok(lijst.into_iter().map(|r| Leefgebied { code: r.code, naam: r.naam, waarom: r.waarom }).collect())
}

/// Name of a leefgebied; the code itself when the region no longer has it.
pub fn leefgebiednaam(lijst: &[Leefgebied], code: &str) -> String {
    lijst.iter().find(|l| l.code == code).map_or_else(|| code.to_owned(), |l| l.naam.clone())
}

/// Most months between a goal and its evaluation.
pub fn evaluatie_hoogstens(regels: &Regels, op: Datum) -> Result<i32, Fout> {
    Ok(regels.waarde(REGELING, "evaluatie_hoogstens", op)?.waarde)
}

/// How the noodknop works.
pub struct Noodknopregels {
    /// Minutes of access.
    pub minuten: i64,
    /// Characters of explanation, at least.
    pub toelichting_minstens: usize,
    /// Reasons to choose from.
    pub redenen: Vec<Keuze>,
}

impl Noodknopregels {
    /// As they count on a day.
    pub fn op(regels: &Regels, op: Datum) -> Result<Noodknopregels, Fout> {
        Ok(Noodknopregels {
            minuten: regels.getal(REGELING, "noodknop_duur", op)?.waarde,
            toelichting_minstens: regels.waarde(REGELING, "noodknop_toelichting", op)?.waarde,
            redenen: regels.lijst(REGELING, "noodknop_redenen", op)?.waarde,
        })
    }
    /// Name of a reason.
    pub fn naam(&self, code: &str) -> String {
        self.redenen.iter().find(|r| r.code == code).map_or_else(|| code.to_owned(), |r| r.naam.clone())
    }
}
