//! Reading the fields of a form about money: a value, or an error beside the field.

pub use crate::inkoop::velden::{bedrag, dag, tekst};

use super::stuk;
use crate::huis::{Invoer, Verzoek};

/// The document that came with a form, when one did.
pub fn bijlage<'a>(vz: &'a Verzoek, f: &mut Invoer) -> Option<(&'a str, &'a [u8])> {
    match stuk::uit_formulier(vz) {
        Ok(b) => b,
        Err(zin) => {
            f.fout("bestand", zin);
            None
        }
    }
}
