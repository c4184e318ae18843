//! Every rule has a test that breaks it: a rule without one fails here.

use std::collections::BTreeSet;

use iwmo::regels;

use crate::{gevallen, oordeel, orakel, schema};

#[test]
fn elke_regel_heeft_een_toets_die_hem_breekt() {
    let orakel: BTreeSet<_> = orakel::gevallen().into_iter().flat_map(|(_, codes)| codes).collect();
    let gevallen: BTreeSet<_> = gevallen::GEVALLEN.iter().flat_map(|g| g.verwacht).copied().collect();
    let schema: BTreeSet<_> = schema::GEVALLEN.iter().flat_map(|(.., codes)| *codes).copied().collect();
    let oordeel: BTreeSet<_> = oordeel::gebroken().into_iter().collect();
    for regel in regels::alle() {
        let gedekt = match regel.toets {
            "oracle" => orakel.contains(regel.code),
            "geval" => gevallen.contains(regel.code),
            // The three rules that the schema enforces are found under the code of the fault against the schema.
            "schema" if regel.code.starts_with("CS") => {
                schema.contains("N1-VAST") && schema.contains("N1-PATROON")
            }
            "schema" => schema.contains(regel.code),
            "oordeel" => {
                oordeel.contains(regel.code) || regel.retourcode.is_some_and(|r| oordeel.contains(r))
            }
            ander => panic!("{}: unknown table of tests {ander}", regel.code),
        };
        assert!(gedekt, "{} is not broken by any case of '{}'", regel.code, regel.toets);
    }
}

#[test]
fn elke_bevinding_hoort_bij_een_regel_uit_de_lijst() {
    for (_, codes) in orakel::gevallen() {
        for code in codes {
            assert!(regels::zoek(&code).is_some(), "{code}");
        }
    }
}
