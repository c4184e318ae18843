//! `wijkthuis stelsel reken`: the worked example to the cent, other input along the same road, and mistakes that say where they are.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn voorbeeld(naam: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/voorbeelden/stelsel").join(naam)
}

fn reken(bestand: &Path, extra: &[&str]) -> Output {
    let opdracht = Command::new(env!("CARGO_BIN_EXE_wijkthuis"))
        .args(["stelsel", "reken"])
        .arg(bestand)
        .args(extra)
        .output();
    opdracht.expect("the program starts")
}

fn json(uit: &Output) -> Value {
    serde_json::from_slice(&uit.stdout).expect("one JSON object")
}

/// Writes input to a file of its own and computes it.
fn met(invoer: &Value) -> (Output, Value) {
    let map = tempfile::tempdir().expect("a folder");
    let bestand = map.path().join("invoer.json");
    std::fs::write(&bestand, invoer.to_string()).expect("written");
    let uit = reken(&bestand, &[]);
    let waarde = serde_json::from_slice(&uit.stdout).unwrap_or(Value::Null);
    (uit, waarde)
}

#[test]
fn het_rekenvoorbeeld_komt_tot_de_cent_uit() {
    let bestand = voorbeeld("rekenvoorbeeld.json");
    let uit = reken(&bestand, &[]);
    assert_eq!(uit.status.code(), Some(0), "{}", String::from_utf8_lossy(&uit.stderr));
    let berekend = json(&uit);
    let mut verwacht: Value =
        serde_json::from_str(&std::fs::read_to_string(bestand).expect("the example")).expect("JSON");
    for letter in ["A", "B", "D", "E", "G", "I"] {
        verwacht[letter].as_object_mut().expect("a section").remove("invoer");
        assert_eq!(berekend[letter], verwacht[letter], "{letter}");
    }
    assert_eq!(berekend["C"]["uitname_definitief"], "10.036.432,10");
    assert_eq!(berekend["C"]["mutatie"], "1.012.500,00");
    assert_eq!(berekend["F"]["totaal_exact"], "0.04957");
    assert_eq!(berekend["F"]["wijkt_af"], serde_json::json!(["15A72", "15A78"]));
    assert_eq!(berekend["H"]["totaal"], "1.241,36");
}

#[test]
fn vergelijken_toont_alleen_wat_verschilt() {
    let uit = reken(&voorbeeld("rekenvoorbeeld.json"), &["--vergelijk"]);
    assert_eq!(uit.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&uit.stdout).ends_with(" uitkomsten gelijk, 0 verschillend.\n"));
    let map = tempfile::tempdir().expect("a folder");
    let bestand = map.path().join("scheef.json");
    let tekst = std::fs::read_to_string(voorbeeld("rekenvoorbeeld.json")).expect("the example");
    std::fs::write(&bestand, tekst.replace("656.415,33", "656.415,32")).expect("written");
    let uit = reken(&bestand, &["--vergelijk"]);
    assert_eq!(uit.status.code(), Some(1));
    let gezegd = String::from_utf8_lossy(&uit.stdout).into_owned();
    assert!(gezegd.contains(
        "B.jaren.lineair[1].objectief.Someren: in het bestand \"656.415,32\", berekend \"656.415,33\""
    ));
}

#[test]
fn andere_invoer_gaat_langs_dezelfde_weg() {
    let uit = reken(&voorbeeld("anders.json"), &[]);
    assert_eq!(uit.status.code(), Some(0), "{}", String::from_utf8_lossy(&uit.stderr));
    let j = json(&uit);
    assert_eq!(j["A"]["per_gemeente"]["0762"]["uitkering_objectief"], "2.014.847,02");
    assert_eq!(j["B"]["jaren"]["eigen"][0]["historisch_helmond"], "14.962.500,48");
    assert_eq!(j["C"]["verrekening"], "-49,98");
    assert_eq!(j["D"]["te factureren aan 0855 Tilburg (X2)"], "30,03");
    assert_eq!(j["E"]["resultaat (+ = overschot)"], "-244,59");
    assert_eq!(j["E"]["overhead_12.5pct"], "1,25");
    assert_eq!(j["E"]["verdeling_resultaat"]["e_mix"]["reserve"], "0,00");
}

#[test]
fn een_fout_zegt_waar_zij_staat_en_houdt_de_rest_niet_tegen() {
    let goed = serde_json::json!({ "regels": [{ "maandbedrag": 100, "dagen": 73 }] });
    for (letter, afdeling, gezegd) in [
        (
            "A",
            serde_json::json!({ "gemeenten": { "0794": {} }, "gewichten": { "x": "1.234" }, "macrobudget": 1 }),
            "A.gewichten.x",
        ),
        (
            "A",
            serde_json::json!({ "gemeenten": { "0794": {} }, "gewichten": { "x": 1 }, "macrobudget": 1 }),
            "A.gemeenten.0794: `x` ontbreekt.",
        ),
        (
            "B",
            serde_json::json!({ "historisch": 1, "objectief": { "0794": 1 }, "schemas": { "s": [1.5] } }),
            "B.schemas.s[0]",
        ),
        ("D", serde_json::json!({ "regels": [{}] }), "D.regels[0]"),
        (
            "E",
            serde_json::json!({ "inbreng": { "Nergens": 1 } }),
            "E.inbreng.Nergens: deze gemeente is niet bekend.",
        ),
        ("I", serde_json::json!({ "start": { "BW": 1 }, "overgangen": { "BW": { "BW": "0,5" } } }), "STL-13"),
    ] {
        let (uit, waarde) = met(&serde_json::json!({ letter: afdeling, "H": goed }));
        assert_eq!(uit.status.code(), Some(1), "{letter}");
        assert_eq!(waarde["H"]["totaal"], "240,00", "{letter}");
        let fout = String::from_utf8_lossy(&uit.stderr).into_owned();
        assert!(fout.contains(gezegd), "{letter}: {fout}");
    }
}

#[test]
fn wat_niet_te_lezen_is_geeft_uitgang_twee() {
    let (uit, _) = met(&serde_json::json!({ "X": 1 }));
    assert_eq!(uit.status.code(), Some(2));
    assert_eq!(reken(Path::new("bestaat-niet.json"), &[]).status.code(), Some(2));
    assert_eq!(reken(&voorbeeld("rekenvoorbeeld.json"), &["--anders"]).status.code(), Some(2));
}
