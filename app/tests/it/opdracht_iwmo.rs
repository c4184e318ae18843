//! `wijkthuis iwmo` on the messages of the oracle: no database, one JSON object per file, exit codes 0, 1 and 2.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn orakel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../iwmo/tests/oracle")
}

fn wijkthuis(argumenten: &[&str]) -> Output {
    // An empty folder of data: nothing may be made in it.
    let map = std::env::temp_dir().join(format!("wijkthuis-iwmo-{}", std::process::id()));
    let uit = Command::new(env!("CARGO_BIN_EXE_wijkthuis"))
        .arg("--map")
        .arg(&map)
        .arg("iwmo")
        .args(argumenten)
        .output()
        .expect("the program starts");
    assert!(!map.exists(), "no database is made");
    uit
}

fn pad(bestand: &str) -> String {
    orakel().join(bestand).to_str().expect("the path is text").to_owned()
}

#[test]
fn elk_bestand_van_het_orakel_geeft_de_regels_van_het_stylesheet() {
    let verwacht = std::fs::read_to_string(orakel().join("verwacht.tsv")).expect("the oracle is there");
    let rijen: Vec<_> = verwacht.lines().filter(|r| !r.starts_with('#')).collect();
    let paden: Vec<_> = rijen.iter().filter_map(|r| r.split('\t').next()).map(pad).collect();
    let argumenten: Vec<_> =
        ["controleer", "--json"].into_iter().chain(paden.iter().map(String::as_str)).collect();
    let uit = wijkthuis(&argumenten);
    assert_eq!(uit.status.code(), Some(1), "{}", String::from_utf8_lossy(&uit.stderr));
    let regels = String::from_utf8(uit.stdout).expect("JSON is UTF-8");
    assert_eq!(regels.lines().count(), rijen.len());
    for (regel, rij) in regels.lines().zip(&rijen) {
        let u: Value = serde_json::from_str(regel).expect("one JSON object per line");
        let (bestand, codes) = rij.split_once('\t').expect("file and rules");
        assert_eq!(u["bestand"], pad(bestand));
        assert_eq!(u["niveau1"], Value::Array(Vec::new()), "{bestand}");
        assert_eq!(u["niveau2"], Value::from(codes.split_whitespace().collect::<Vec<_>>()), "{bestand}");
        let regels = u["regels"].as_array().expect("a list");
        assert!(regels.iter().all(|r| r["pad"].is_string() && r["melding"].is_string()), "{bestand}");
        assert!(regels.len() >= codes.split_whitespace().count());
        assert!(u["bericht"].as_str().is_some_and(|b| b.starts_with("WMO3")), "{bestand}");
    }
}

#[test]
fn de_uitgang_zegt_hoe_het_afliep() {
    let code = |argumenten: &[&str]| wijkthuis(argumenten).status.code();
    assert_eq!(code(&["controleer", &pad("valid_301.xml")]), Some(0));
    assert_eq!(code(&["controleer", &pad("TR358_total_wrong.xml"), &pad("valid_301.xml")]), Some(1));
    assert_eq!(code(&["controleer", "--json", &pad("verwacht.tsv"), &pad("valid_301.xml")]), Some(2));
    assert_eq!(code(&["controleer", "bestaat-niet.xml"]), Some(2));
    assert_eq!(code(&["controleer"]), Some(2));
}

#[test]
fn een_fout_in_de_opbouw_staat_in_niveau_1() {
    let tekst = std::fs::read_to_string(orakel().join("valid_305.xml")).expect("the oracle is there");
    let bestand = std::env::temp_dir().join(format!("wijkthuis-iwmo-opbouw-{}.xml", std::process::id()));
    std::fs::write(&bestand, tekst.replacen("<wmo305:Geslacht>1", "<wmo305:Geslacht>5", 1)).expect("written");
    let uit = wijkthuis(&["controleer", "--json", bestand.to_str().expect("text")]);
    let retour = wijkthuis(&["retour", bestand.to_str().expect("text")]);
    std::fs::remove_file(&bestand).expect("removed");
    let u: Value = serde_json::from_slice(&uit.stdout).expect("JSON");
    assert_eq!(
        (uit.status.code(), u["niveau1"][0]["pad"].as_str()),
        (Some(1), Some("/Bericht/Client/Geslacht"))
    );
    assert_eq!((retour.status.code(), retour.stdout.len()), (Some(1), 0), "no retour on level 1");
}

#[test]
fn een_retour_is_zelf_een_geldig_bericht() {
    for (bestand, code, soort, akkoord) in [
        ("valid_305.xml", 0, "WMO306", true),
        ("CS058_305_status2.xml", 1, "WMO306", false),
        ("valid_317.xml", 0, "WMO318", true),
        ("TR358_total_wrong.xml", 1, "WMO325", false),
    ] {
        let uit = wijkthuis(&["retour", &pad(bestand), "--dagtekening", "2025-06-10"]);
        assert_eq!(uit.status.code(), Some(code), "{bestand}");
        let gelezen = iwmo::lees(&uit.stdout).expect("a message");
        assert_eq!((gelezen.soort().naam().as_str(), gelezen.bevindingen().len()), (soort, 0), "{bestand}");
        let tekst = String::from_utf8_lossy(&uit.stdout).into_owned();
        assert_eq!(tekst.contains("RetourCode>0001<"), !akkoord, "{bestand}");
        assert!(akkoord || tekst.contains("XsltVersie>2.10.5<"), "{bestand}");
    }
    assert_eq!(
        wijkthuis(&["retour", &pad("valid_325.xml")]).status.code(),
        Some(2),
        "an answer has no answer"
    );
    let declaratie = wijkthuis(&["retour", &pad("valid_323.xml")]);
    assert_eq!((declaratie.status.code(), declaratie.stdout.len()), (Some(0), 0));
}
