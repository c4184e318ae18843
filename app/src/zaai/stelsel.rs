//! The stelsel of the demo: a worked example, labelled as made up. Nobody has the real numbers; what is not in it is unknown.

use super::akte::{Boek, Cel, Sleutel, c, co, ct};
use super::wereld::Wereld;
use crate::huis::{Rol, csv, geheim::sha256};
use kern::stam::{Cent, Datum};

const BRON: &str = "Rekenvoorbeeld, geen echte cijfers";
const STATUS: &str = "illustratief";
const BESTAND: &str = "rekenvoorbeeld.csv";
/// First year of the amounts: the year before the path of the Uitvoeringsplan.
const JAAR: i64 = 2022;
/// First year of the path (Uitvoeringsplan § 5.1: with effect from 1-1-2023); it never began.
const STARTJAAR: i64 = 2023;
const MAATSTAVEN: [(&str, &str, &str); 3] = [
    ("inwoners", "Inwoners", "30"),
    ("laag inkomen", "Huishoudens met een laag inkomen", "250"),
    ("psychische zorg", "Mensen met psychische zorg", "2500"),
];
/// Code, name, inhabitants, low income, mental health care.
const TABEL: [(&str, &str, u32, u32, u32); 7] = [
    ("0743", "Asten", 17_068, 430, 150),
    ("0762", "Deurne", 32_606, 900, 300),
    ("0794", "Helmond", 93_476, 5_200, 1_250),
    ("0847", "Someren", 19_701, 480, 165),
    ("1652", "Gemert-Bakel", 31_040, 820, 270),
    ("1659", "Laarbeek", 22_943, 560, 190),
    ("9999", "Rest van Nederland", 17_373_838, 600_000, 205_000),
];
const LINEAIR: &str = "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1";
const UITSTROOM: &str = "0.2649 0.4636 0.6126 0.7244 0.8082 0.8711 0.9182 0.9536 0.9801 1";

/// Records the worked example on a day.
pub(super) fn leg_vast(w: &Wereld<'_>, b: &mut Boek, op: Datum) {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    b.act(op, wie, "verdeelmodel vastgelegd", "verdeelmodel", None);
    let model = b.id();
    model_rijen(b, model);
    b.act(op, wie, "maatstaftabel ingelezen", "maatstaftabel", None);
    tabel(b, model);
    for (naam, stappen) in [("Gelijke stappen", LINEAIR), ("Uitstroom 25%", UITSTROOM)] {
        b.act(op, wie, "ingroeipad vastgelegd", "ingroeipad", None);
        let id = b.id();
        b.rij(
            "ingroeipad",
            vec![
                ("pad_id", Cel::Id(id)),
                ("naam", ct(naam)),
                ("startjaar", co(&Some(STARTJAAR))),
                ("stappen", ct(stappen)),
                ("status", ct("concept")),
                ("bron", ct(BRON)),
                ("cijferstatus", ct(STATUS)),
            ],
        );
    }
    for (soort, gemeente, bedrag, wat) in [
        ("macrobudget", "", 140_000_000_000i64, "Macrobudget, constant gehouden"),
        ("historisch", "0794", 1_575_000_000, "Historisch budget Helmond"),
        ("historisch_totaal", "", 140_000_000_000, "Historische budgetten van alle centrumgemeenten"),
    ] {
        b.act(op, wie, "bedrag van het Rijk vastgelegd", "stelselbedrag", None);
        let id = b.id();
        b.rij(
            "stelselbedrag",
            vec![
                ("bedrag_id", Cel::Id(id)),
                ("soort", ct(soort)),
                ("gemeente", ct(gemeente)),
                ("jaar", c(&JAAR)),
                ("bedrag_cent", c(&Cent(bedrag))),
                ("omschrijving", ct(wat)),
                ("bron", ct(BRON)),
                ("cijferstatus", ct(STATUS)),
            ],
        );
    }
    index(w, b, op);
}

fn model_rijen(b: &mut Boek, model: Sleutel) {
    b.rij(
        "verdeelmodel",
        vec![
            ("model_id", Cel::Id(model)),
            ("versie", ct("Rekenvoorbeeld")),
            ("weg", ct("tabel")),
            ("factor", ct("")),
            ("status", ct("concept")),
            ("bron", ct(BRON)),
            ("cijferstatus", ct(STATUS)),
        ],
    );
    for (i, (code, naam, gewicht)) in MAATSTAVEN.iter().enumerate() {
        let id = b.id();
        b.rij(
            "maatstaf",
            vec![
                ("maatstaf_id", Cel::Id(id)),
                ("model_id", Cel::Id(model)),
                ("volgorde", c(&(i as i64))),
                ("code", ct(code)),
                ("naam", ct(naam)),
                ("gewicht", ct(gewicht)),
                ("bron", ct(BRON)),
                ("cijferstatus", ct(STATUS)),
            ],
        );
    }
}

fn tabel(b: &mut Boek, model: Sleutel) {
    let mut waarden = csv::regel(&["code", "naam", "inwoners", "laag inkomen", "psychische zorg"]);
    for (code, naam, inwoners, laag, zorg) in TABEL {
        let rij =
            [code.to_owned(), naam.to_owned(), inwoners.to_string(), laag.to_string(), zorg.to_string()];
        waarden.push_str(&csv::regel(&rij));
    }
    let id = b.id();
    b.rij(
        "maatstaftabel",
        vec![
            ("tabel_id", Cel::Id(id)),
            ("model_id", Cel::Id(model)),
            ("bron", ct("Rekenvoorbeeld, geen echte cijfers; inwoners volgens CBS op 1 januari 2022")),
            ("cijferstatus", ct(STATUS)),
            ("bestand", ct(BESTAND)),
            ("sha256", ct(&sha256(waarden.as_bytes()))),
            ("rijen", c(&(TABEL.len() as i64))),
            ("waarden", ct(&waarden)),
        ],
    );
}

/// The index of section F of the worked example.
fn index(w: &Wereld<'_>, b: &mut Boek, op: Datum) {
    let wie = w.wie(Rol::FinancieelAdviseur, None, 0);
    b.act(op, wie, "indexcijfer vastgelegd", "indexcijfer", None);
    for (naam, weging, oud, nieuw, voorlopig) in
        [("OVA", "0.9", "0.0494", "0.06", "0.0418"), ("ppc", "0.1", "0.0251", "0.031", "0.0182")]
    {
        let id = b.id();
        b.rij(
            "indexcijfer",
            vec![
                ("indexcijfer_id", Cel::Id(id)),
                ("jaar", c(&2_025i64)),
                ("naam", ct(naam)),
                ("weging", ct(weging)),
                ("voorlopig_vorig", ct(oud)),
                ("definitief_vorig", ct(nieuw)),
                ("voorlopig", ct(voorlopig)),
                ("bron", ct(BRON)),
                ("cijferstatus", ct(STATUS)),
            ],
        );
    }
}
