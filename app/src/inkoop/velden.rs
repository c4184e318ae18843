//! Reading the fields of a form: a value, or an error beside the field.

use crate::huis::{Invoer, Verzoek};
use kern::stam::{AanbiederId, Cent, Datum, Gemeentecode};

/// A text that must be there.
pub fn tekst(vz: &Verzoek, f: &mut Invoer, veld: &'static str, ontbreekt: &str) -> Option<String> {
    let getypt = vz.form.tekst(veld);
    if getypt.is_empty() {
        f.fout(veld, ontbreekt);
        return None;
    }
    Some(getypt.to_owned())
}

/// A day that may be left out. Outer `None`: it was typed and does not exist.
pub fn dag_of_leeg(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> Option<Option<Datum>> {
    match vz.form.datum(veld) {
        Ok(dag) => Some(dag),
        Err(w) => {
            f.weiger(&w);
            None
        }
    }
}

/// A day that must be there.
pub fn dag(vz: &Verzoek, f: &mut Invoer, veld: &'static str, ontbreekt: &str) -> Option<Datum> {
    let dag = dag_of_leeg(vz, f, veld)?;
    if dag.is_none() {
        f.fout(veld, ontbreekt);
    }
    dag
}

/// An amount of money that must be there.
pub fn bedrag(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> Option<Cent> {
    match Cent::lees(vz.form.tekst(veld)) {
        Ok(c) => Some(c),
        Err(e) => {
            f.fout(veld, e.0);
            None
        }
    }
}

/// A gemeente of the list.
pub fn gemeente(vz: &Verzoek, f: &mut Invoer, veld: &'static str) -> Option<Gemeentecode> {
    let g = Gemeentecode::lees(vz.form.tekst(veld)).ok();
    if g.is_none() {
        f.fout(veld, "Kies een gemeente.");
    }
    g
}

/// A whole number from 0 up to a limit.
pub fn aantal(vz: &Verzoek, f: &mut Invoer, veld: &'static str, hoogstens: u32) -> Option<u32> {
    let n = vz.form.tekst(veld).parse::<u32>().ok().filter(|n| *n <= hoogstens);
    if n.is_none() {
        f.fout(veld, format!("Vul een heel getal in van 0 tot en met {hoogstens}."));
    }
    n
}

/// The aanbieder in the path.
pub fn aanbieder(vz: &Verzoek) -> AanbiederId {
    AanbiederId(vz.pad("aanbieder").unwrap_or(0))
}
