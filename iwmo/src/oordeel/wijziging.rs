//! Judging one product to change against its toewijzing.

use super::{Toewijzingstand, codes};
use crate::code::{Frequentie, Retourcode};
use crate::datum::Datum;
use crate::typen::TeWijzigenProduct;

/// Which part of a verzoek om wijziging.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gevraagd {
    Ongewijzigd(usize),
    TeWijzigen(usize),
    Nieuw(usize),
}

/// After this day an omvang needs a product code (TR375, TR412).
const OVERGANG: Datum = Datum::vast(2020, 12, 31);

impl Toewijzingstand {
    /// Tells whether the toewijzing is valid on this day or later; removed ones never are (OP087).
    #[must_use]
    pub fn is_actueel(&self, op: Datum) -> bool {
        !self.verwijderd && self.einddatum.is_none_or(|eind| eind >= op)
    }
}

/// TR357, TR373, TR375, TR411 and TR412.
pub(super) fn te_wijzigen(w: &TeWijzigenProduct, stand: &Toewijzingstand, op: Datum) -> Vec<Retourcode> {
    let mut uit = Vec::new();
    let zelfde_begin = w.gewenste_ingangsdatum == stand.ingangsdatum;
    if w.gewenste_ingangsdatum <= op && !zelfde_begin {
        uit.push(codes::MET_TERUGWERKENDE_KRACHT);
    }
    if (ander_budget(w, stand) || ander_totaal(w, stand)) && !zelfde_begin {
        uit.push(codes::BUDGET_HALVERWEGE);
    }
    let na_overgang = w.einddatum.is_none_or(|eind| eind > OVERGANG);
    let heeft_code = stand.product.as_ref().is_some_and(|p| p.code.is_some());
    if heeft_code && w.omvang.is_none() {
        uit.push(codes::OMVANG_LEEG);
    }
    if !heeft_code && w.omvang.is_some() && na_overgang {
        let zonder_product = stand.product.is_none();
        uit.push(if zonder_product { codes::OMVANG_ZONDER_PRODUCT } else { codes::OMVANG_ZONDER_CODE });
    }
    uit
}

fn ander_budget(w: &TeWijzigenProduct, stand: &Toewijzingstand) -> bool {
    w.budget.is_some() && w.budget != stand.budget
}

/// The volume of a total over the whole toewijzing changes.
fn ander_totaal(w: &TeWijzigenProduct, stand: &Toewijzingstand) -> bool {
    match (&w.omvang, &stand.omvang) {
        (Some(nieuw), Some(oud)) => {
            let totaal = Frequentie::Totaal;
            nieuw.frequentie == totaal && oud.frequentie == totaal && nieuw.volume != oud.volume
        }
        (Some(_) | None, _) => false,
    }
}
