//! What a late decision costs: the notice of default, the penalty per day, and the appeal (Awb 4:17 and 6:12).
//!
//! Codes: TRM-10 the notice · TRM-11 first day · TRM-12 amount · TRM-13 nothing due · TRM-14 appeal.

use super::termijnen::{Termijnenwet, Termijnregel, bereken, met_weekdag};
use super::{Cent, Datum, Uitleg};
use alloc::{format, string::String, vec::Vec};

/// The numbers of Awb art. 4:17, as they hold on the day that the notice is received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dwangsomregels {
    /// How long after the notice the penalty begins (lid 3).
    pub wachttijd: Termijnregel,
    /// Days and amount per day, in order (lid 2).
    pub trappen: Vec<Dwangsomtrap>,
    /// Longest number of days (lid 1).
    pub dagen_hoogstens: u16,
}

/// So many days at this amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dwangsomtrap {
    /// Number of days.
    pub dagen: u16,
    /// Amount per day.
    pub per_dag: Cent,
}

/// What is known about the delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verzuim {
    /// Last day on which the decision was in time.
    pub uiterlijk: Datum,
    /// Day on which the written notice of default was received.
    pub ingebreke_op: Datum,
    /// Day on which the decision was made known, when it was.
    pub beslist_op: Option<Datum>,
}

/// The penalty as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dwangsom {
    /// First day that counts; `None` when the notice came too early.
    pub eerste_dag: Option<Datum>,
    /// Number of days until now, or until the decision.
    pub dagen: u16,
    /// Amount until now.
    pub bedrag: Cent,
    /// From this day the applicant may appeal against the delay (Awb art. 6:12 lid 2).
    pub beroep_vanaf: Option<Datum>,
    /// Why.
    pub uitleg: Uitleg,
}

const ARTIKEL: &str = "Awb art. 4:17";

/// Computes the penalty for the days up to and including `op`.
pub fn dwangsom(v: &Verzuim, op: Datum, regels: &Dwangsomregels, wet: &Termijnenwet) -> Dwangsom {
    let mut uitleg = Uitleg::nieuw();
    if v.ingebreke_op <= v.uiterlijk {
        let zin = format!(
            "De ingebrekestelling kwam op {}, toen de termijn nog liep tot en met {}. Dat is te vroeg: er is geen dwangsom.",
            v.ingebreke_op.voluit(),
            v.uiterlijk.voluit()
        );
        uitleg.stap("TRM-10", "Awb art. 4:17 lid 3", zin);
        return Dwangsom { eerste_dag: None, dagen: 0, bedrag: Cent(0), beroep_vanaf: None, uitleg };
    }
    let zin = format!(
        "De termijn liep tot en met {}. De ingebrekestelling kwam op {}.",
        v.uiterlijk.voluit(),
        v.ingebreke_op.voluit()
    );
    uitleg.stap("TRM-10", "Awb art. 4:17 lid 3", zin);
    let wacht = bereken(&regels.wachttijd, v.ingebreke_op, &[], wet);
    uitleg.stappen.extend(wacht.uitleg.stappen);
    let eerste = wacht.uiterlijk.plus_dagen(1);
    let zin = format!("De eerste dag waarover een dwangsom loopt, is {}.", met_weekdag(eerste));
    uitleg.stap("TRM-11", "Awb art. 4:17 lid 3", zin);
    uitleg.stap(
        "TRM-14",
        "Awb art. 6:12 lid 2",
        format!("Vanaf {} kan de aanvrager in beroep gaan tegen het te laat beslissen.", eerste.voluit()),
    );
    // The day of the decision itself is no day of default any more.
    let tot = v.beslist_op.map_or(op.plus_dagen(1), |b| b.min(op.plus_dagen(1)));
    let dagen = u16::try_from(eerste.dagen_tot(tot).max(0)).unwrap_or(u16::MAX).min(regels.dagen_hoogstens);
    let (bedrag, som) = tel(dagen, &regels.trappen);
    if dagen == 0 {
        uitleg.stap("TRM-13", ARTIKEL, "Er is nu geen dwangsom verschuldigd.");
    } else {
        uitleg.stap("TRM-12", "Awb art. 4:17 lid 1 en lid 2", format!("{som}Samen {bedrag}."));
    }
    Dwangsom { eerste_dag: Some(eerste), dagen, bedrag, beroep_vanaf: Some(eerste), uitleg }
}

fn tel(dagen: u16, trappen: &[Dwangsomtrap]) -> (Cent, String) {
    let (mut over, mut bedrag, mut som) = (dagen, 0, String::new());
    for trap in trappen {
        let n = over.min(trap.dagen);
        if n == 0 {
            break;
        }
        over -= n;
        bedrag += i64::from(n) * trap.per_dag.0;
        let woord = if n == 1 { "dag" } else { "dagen" };
        som.push_str(&format!("{n} {woord} van {}. ", trap.per_dag));
    }
    (Cent(bedrag), som)
}

#[cfg(test)]
#[path = "dwangsom_toets.rs"]
mod tests;
