//! Short ways to write test facts.

use super::*;
use crate::stam::{Datum, Gemeentecode, Gemeenten, Periode};
use alloc::{boxed::Box, vec, vec::Vec};

pub(super) fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

pub(super) fn c(t: &str) -> Gemeentecode {
    Gemeentecode::lees(t).expect("test code")
}

pub(super) fn periode(van: &str, tot: &str) -> Periode {
    Periode::nieuw(d(van), (!tot.is_empty()).then(|| d(tot))).expect("test period")
}

pub(super) fn adressen(rijen: &[(&str, &str, &str, &str, &str)]) -> Vec<Adres> {
    let adres = |(gemeente, functie, van, tot, instelling): &(&str, &str, &str, &str, &str)| Adres {
        periode: periode(van, tot),
        gemeente: c(gemeente),
        functie: Functie::lees(functie).expect("test functie"),
        instelling: Instelling::lees(instelling),
        in_onderzoek: false,
        herindeling: false,
    };
    rijen.iter().map(adres).collect()
}

pub(super) fn feiten(melding_op: &str, gemeente: &str) -> Feiten {
    Feiten {
        melding_op: d(melding_op),
        melding_gemeente: c(gemeente),
        product: Some(Product::Bw),
        spoed: false,
        aanvraag_op: None,
        geboren_op: Some(d("1980-01-01")),
        verblijfsrecht: Verblijfsrecht::Nederlander,
        identiteit_vast: true,
        adressen: vec![],
        verblijven: vec![],
        eerder_bw: vec![],
    }
}

/// The rules as they stand today; leaked because a test needs them only once.
pub(super) fn regels() -> Regels<'static> {
    let gemeenten = Gemeenten::lees(
        include_str!("../../../regels/gemeenten.csv"),
        include_str!("../../../regels/herindelingen.csv"),
    );
    const LIJST: [Instelling; 7] = [
        Instelling::Bw,
        Instelling::Opvang,
        Instelling::Ggz,
        Instelling::Wlz,
        Instelling::Pi,
        Instelling::Jeugd,
        Instelling::Forensisch,
    ];
    Regels {
        gemeenten: Box::leak(Box::new(gemeenten.expect("the lists are part of the repository"))),
        r1_vanaf: None,
        overslaan: &LIJST,
        eerder_bw_maanden: 12,
        volwassen_vanaf: 18,
        terugkijk_jaren: 1,
    }
}
