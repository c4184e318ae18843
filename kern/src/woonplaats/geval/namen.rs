//! The names that the procedure gives to its rules, beside our codes.

use alloc::{format, string::String};

/// Name in the procedure, and the codes of the steps that it may stand for. The first row with a code gives its name.
const GEMEENTE: &[(&str, &[&str])] = &[
    ("G0", &["WPB-00"]),
    ("G1", &["WPB-01"]),
    ("G2", &["WPB-02"]),
    ("G3", &["WPB-03"]),
    ("G4", &["WPB-04"]),
    ("G5", &["WPB-05"]),
    ("R0.1", &["WPB-10"]),
    ("R0.2", &["WPB-11", "WPB-12"]),
    ("R0.a", &["WPB-11", "WPB-12"]),
    ("R0.3", &["WPB-13"]),
    ("R1.a0", &["WPB-20", "WPB-19"]),
    ("R1.a", &["WPB-21", "WPB-20", "WPB-19"]),
    ("R1.w", &["WPB-22"]),
    ("R1.c", &["WPB-22"]),
    ("R1.d", &["WPB-22"]),
    ("R1.q", &["WPB-23"]),
    ("R1.b", &["WPB-24"]),
    ("R1.b*", &["WPB-25"]),
    ("R1.m", &["WPB-26"]),
    ("R1.h", &["WPB-27"]),
    ("R1.hoofdregel", &["WPB-27"]),
    ("R1.s", &["WPB-28", "WPB-29"]),
    ("H1", &["WPB-28", "WPB-29"]),
    ("R2.1", &["WPB-30"]),
    ("R2.2", &["WPB-31"]),
    ("R2.2b", &["WPB-32"]),
    ("R2.3", &["WPB-33"]),
];

const INSTROOM: &[(&str, &[&str])] =
    &[("N", &["WPB-40"]), ("H1", &["WPB-41"]), ("H2", &["WPB-42"]), ("H4", &["WPB-43"]), ("H3", &["WPB-44"])];

/// Our codes for the rule that a case names; empty when the name is not known. Only the first word counts, and of
/// `R0 art. 1.2.1 b` the item.
pub(super) fn codes(regel: &str, instroom: bool) -> &'static [&'static str] {
    let woord = regel.split([' ', ':', '/', ',', '(']).next().unwrap_or_default();
    let lijst = if instroom { INSTROOM } else { GEMEENTE };
    let woord = match woord {
        "R0" if regel.contains("1.2.1 a") => "R0.2",
        "R0" => "R0.1",
        anders => anders,
    };
    let van_naam = lijst.iter().find(|(naam, _)| *naam == woord).map(|(_, codes)| *codes);
    let van_code = || lijst.iter().flat_map(|(_, codes)| codes.chunks(1)).find(|c| c.contains(&woord));
    van_naam.or_else(van_code).unwrap_or(&[])
}

/// Our code with the name of the procedure behind it: `WPB-22 (R1.w)`.
pub(super) fn met_naam(code: &str) -> String {
    let naam = GEMEENTE.iter().chain(INSTROOM).find(|(_, codes)| codes.contains(&code)).map(|(n, _)| *n);
    naam.map_or_else(|| String::from(code), |n| format!("{code} ({n})"))
}
