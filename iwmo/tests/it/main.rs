//! Tests over whole messages.

#![allow(clippy::unwrap_used, reason = "a test may fall over what it did not expect")]

mod boekhouding;
mod corpus;
mod dekking;
mod envelop;
mod gevallen;
mod heenweer;
mod knooppunt;
mod lezen;
mod oordeel;
mod orakel;
mod retour;
mod schema;
mod straat;
mod toestand;
mod vijandig;
mod volgorde;
mod zend;

use iwmo::Bevinding;

/// The text of a message of the oracle.
fn bericht(bestand: &str) -> String {
    let pad = format!("{}/tests/oracle/{bestand}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&pad).unwrap_or_else(|fout| panic!("{pad}: {fout}"))
}

/// A message of the oracle with pieces of text replaced; each must be there.
fn gewijzigd(bestand: &str, wijzigingen: &[(&str, &str)]) -> String {
    let mut tekst = bericht(bestand);
    for (van, naar) in wijzigingen {
        assert!(tekst.contains(van), "{bestand} does not contain {van}");
        tekst = tekst.replacen(van, naar, 1);
    }
    tekst
}

/// Pseudo-random numbers, so that the same is done on every run.
struct Toeval(u64);

impl Toeval {
    fn volgende(&mut self, tot: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % tot
    }
}

/// The codes of these findings, each once, sorted.
fn codes(bevindingen: &[Bevinding]) -> Vec<&'static str> {
    let mut codes: Vec<_> = bevindingen.iter().map(|b| b.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
