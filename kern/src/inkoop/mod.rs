//! Inkoop: what can be bought, from whom, at which price on which day.

mod product;
mod tarief;

pub(crate) use product::codelijst;
pub use product::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm, maanden, waarde};
pub use tarief::{Contract, Invoeging, Tarief, TariefOp, sluit_op, tarief_op, toets_tarief, voeg_in};

use crate::stam::{Datum, Gemeentecode, Periode};

/// Places that an aanbieder holds for a product in a gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capaciteit {
    /// Where the places are.
    pub gemeente: Gemeentecode,
    /// Number of places, 0 or more.
    pub plaatsen: u32,
    /// When they are there.
    pub periode: Periode,
}

/// Number of places in a gemeente on a day; 0 when nothing is agreed for that day.
pub fn plaatsen_op(capaciteiten: &[Capaciteit], gemeente: Gemeentecode, dag: Datum) -> u32 {
    capaciteiten.iter().filter(|c| c.gemeente == gemeente && c.periode.bevat(dag)).map(|c| c.plaatsen).sum()
}
