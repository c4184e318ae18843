//! Rules on a product with its period, volume and budget, shared by 301, 315 and 317.

use super::Toets;
use super::overlap::{self, OverlapRij};
use crate::boom::Knoop;
use crate::datum::Datum;
use crate::naam::Naam;

/// After this day an omvang needs a product code, and some units may no longer be per day.
const OVERGANG: Datum = Datum::vast(2020, 12, 31);

/// How the same rules are called, and where they look, in one kind of message.
pub(super) struct Soort {
    pub(super) begin: Naam,
    pub(super) eind: Naam,
    /// The class has a Product of its own (not in TeWijzigenProduct).
    pub(super) met_product: bool,
    /// Omvang without a product code.
    pub(super) omvang_zonder_code: &'static str,
    /// Unit that may not be per day.
    pub(super) niet_per_dag: &'static str,
}

impl Toets<'_, '_> {
    /// CD041, CD075 to CD079, CD080/CD095/CD096, CS003 and CS338/CS343.
    pub(super) fn product(&mut self, knoop: Knoop, soort: &Soort) {
        let product = self.kind(knoop, Naam::Product);
        let code = product.and_then(|p| self.kind(p, Naam::Code));
        let omvang = self.kind(knoop, Naam::Omvang);
        let budget = self.kind(knoop, Naam::Budget);
        let eind_knoop = self.kind(knoop, soort.eind);
        let eind = self.datum(eind_knoop);
        self.eind_niet_voor_begin(self.datum_van(knoop, soort.begin), eind_knoop);
        if let Some(budget) = budget {
            self.eis(eind.is_some(), "CD075", budget, "Bij een budget is de einddatum verplicht.");
            self.eis(omvang.is_none(), "CD077", budget, "Bij een budget is Omvang leeg.");
        }
        if soort.met_product {
            let klopt = code.is_none() || omvang.is_some();
            self.eis(klopt, "CD041", code.unwrap_or(knoop), "Bij een productcode is Omvang verplicht.");
            let klopt = budget.is_some() || product.is_some();
            self.eis(klopt, "CD079", knoop, "Zonder budget is Product verplicht.");
        }
        let Some(omvang) = omvang else { return };
        self.eis(budget.is_none(), "CD078", omvang, "Bij een omvang is Budget leeg.");
        let na_overgang = eind.is_none_or(|e| e > OVERGANG);
        if soort.met_product && na_overgang {
            let melding = "Zonder productcode is Omvang leeg (na 31-12-2020); gebruik een budget.";
            self.eis(code.is_some(), soort.omvang_zonder_code, omvang, melding);
        }
        let frequentie = self.tekst_van(omvang, Naam::Frequentie);
        let klopt = &*frequentie != "2" || eind.is_some();
        self.eis(klopt, "CD076", omvang, "Bij frequentie 2 (per week) is de einddatum verplicht.");
        let eenheid = self.tekst_van(omvang, Naam::Eenheid);
        if na_overgang && matches!(&*eenheid, "14" | "16" | "83" | "84") {
            let melding =
                format!("Bij eenheid {eenheid} is de frequentie 2 (week), 4 (maand) of 6 (totaal).");
            self.eis(matches!(&*frequentie, "2" | "4" | "6"), soort.niet_per_dag, omvang, &melding);
        }
    }

    /// TR302, TR386 or TR410 over these products.
    pub(super) fn geen_overlap(&mut self, regel: &'static str, producten: &[Knoop], soort: &Soort) {
        if producten.len() < 2 {
            return;
        }
        let rijen = producten
            .iter()
            .filter(|p| !self.is_verwijderd(**p))
            .filter_map(|p| self.rij(*p, soort))
            .collect();
        for knoop in overlap::overlappend(rijen) {
            self.meld(
                regel,
                knoop,
                "Hetzelfde product staat er nog een keer, in een periode die deze overlapt.",
            );
        }
    }

    fn rij(&self, knoop: Knoop, soort: &Soort) -> Option<OverlapRij<Knoop>> {
        let product = self.kind(knoop, Naam::Product);
        let tekst = |naam| product.and_then(|p| self.kind(p, naam)).map(|k| self.tekst(Some(k)).into_owned());
        Some(OverlapRij {
            wat: knoop,
            categorie: tekst(Naam::Categorie),
            code: tekst(Naam::Code),
            begin: self.datum_van(knoop, soort.begin)?,
            eind: self.datum_van(knoop, soort.eind),
        })
    }

    /// Removed: reason 13 (or the former 01) with the end equal to the begin. Only a ToegewezenProduct can be.
    fn is_verwijderd(&self, knoop: Knoop) -> bool {
        let reden = self.tekst_van(knoop, Naam::RedenWijziging);
        matches!(&*reden, "01" | "13")
            && self.datum_van(knoop, Naam::Einddatum) == self.datum_van(knoop, Naam::Ingangsdatum)
    }

    /// Category and code of the product of a class; absent parts count as equal (TR101).
    pub(super) fn productsleutel(&self, knoop: Knoop) -> (String, String) {
        let product = self.kind(knoop, Naam::Product);
        let tekst = |naam| self.tekst(product.and_then(|p| self.kind(p, naam))).into_owned();
        (tekst(Naam::Categorie), tekst(Naam::Code))
    }
}
