//! The rule files say what the law says, and a question without an answer is a failure.

use super::*;
use kern::stam::termijnen::bereken;

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

fn regels() -> Regels {
    Regels::ingebed().expect("rule files read")
}

/// Regulation, value, first day, last day: the check values of the knowledge of the law, on the real files.
#[test]
fn de_termijnen_van_de_wet_komen_op_de_goede_dag_uit() {
    let r = regels();
    for (regeling, sleutel, begin, uiterlijk) in [
        ("wmo2015", "onderzoek", "2026-02-23", "2026-04-07"), // 6 April is Easter Monday
        ("wmo2015", "persoonlijk_plan", "2026-04-20", "2026-04-28"), // 27 April is King's day
        ("awb", "bezwaar", "2026-04-24", "2026-06-05"),
        // 14 May is Ascension, 15 May is made equal to a holiday, then a weekend.
        ("wmo2015", "beslissing", "2026-04-30", "2026-05-18"),
        ("wmo2015", "beslissing", "2026-03-02", "2026-03-16"),
        ("werkafspraken", "ontvangstbevestiging", "2026-04-02", "2026-04-08"),
        ("werkafspraken", "indicatie_einde", "2026-12-31", "2026-11-05"),
        ("iwmo", "retour", "2026-12-23", "2026-12-29"),
    ] {
        let regel = r.termijn(regeling, sleutel, d(begin)).expect("rule exists");
        let t = bereken(&regel, d(begin), &[], &r.termijnenwet(d(begin)).expect("law"));
        assert_eq!(t.uiterlijk, d(uiterlijk), "{regeling} {sleutel} from {begin}: {:?}", t.uitleg);
    }
}

#[test]
fn een_onbekende_regel_is_een_fout_en_nooit_een_standaardwaarde() {
    let r = regels();
    assert!(matches!(r.getal("wmo2015", "bestaat_niet", d("2026-01-01")), Err(RegelFout::GeenWaarde { .. })));
    assert!(matches!(
        r.getal("bestaat_niet", "onderzoek", d("2026-01-01")),
        Err(RegelFout::GeenBestand { .. })
    ));
    assert!(matches!(r.getal("wmo2015", "onderzoek", d("2014-12-31")), Err(RegelFout::GeenBestand { .. })));
    assert!(matches!(r.tekst("wmo2015", "onderzoek", d("2026-01-01")), Err(RegelFout::Vorm { .. })));
}

#[test]
fn verhuizen_is_geen_grond_en_andere_gemeente_geldt_niet_voor_beschermd_wonen() {
    let r = regels();
    let herzien = r.lijst("wmo2015", "herzieningsgronden", d("2026-01-01")).expect("list");
    assert_eq!(herzien.waarde.len(), 5);
    assert!(herzien.waarde.iter().all(|g| !g.code.contains("verhui") && g.artikel.contains("2.3.10")));
    let afwijzen = r.lijst("wmo2015", "afwijzingsgronden", d("2026-01-01")).expect("list");
    let ander = afwijzen.waarde.iter().find(|g| g.code == "andere_gemeente").expect("ground");
    assert!(!ander.vormen.iter().any(|v| v == "bw"));
}

#[test]
fn een_map_vervangt_en_voegt_toe() {
    let map = std::env::temp_dir().join(format!("wijkthuis-regels-{}", std::process::id()));
    std::fs::create_dir_all(&map).expect("folder");
    let kop = |van: &str, n: &str| {
        format!(
            "regeling = \"awb\"\nnaam = \"Awb\"\ngeldig_van = \"{van}\"\nbron = \"toets\"\n\
             [bezwaar]\nwaarde = {n}\neenheid = \"weken\"\nbron = \"Awb art. 6:7\"\nstatus = \"vastgesteld\"\n"
        )
    };
    std::fs::write(map.join("awb_2030-01-01.toml"), kop("2030-01-01", "8")).expect("file");
    let r = Regels::met_map(&map).expect("reads");
    assert_eq!(r.getal("awb", "bezwaar", d("2029-12-31")).expect("old").waarde, 6);
    assert_eq!(r.getal("awb", "bezwaar", d("2030-01-01")).expect("new").waarde, 8);
    assert_ne!(r.hash(), regels().hash());
    std::fs::write(map.join("awb_1994-01-01.toml"), kop("1994-01-01", "7")).expect("file");
    let r = Regels::met_map(&map).expect("reads");
    assert_eq!(r.getal("awb", "bezwaar", d("2026-01-01")).expect("replaced").waarde, 7);
    std::fs::write(map.join("dubbel.toml"), kop("1994-01-01", "9")).expect("file");
    assert!(matches!(Regels::met_map(&map), Err(RegelFout::Vorm { .. })));
    std::fs::write(map.join("dubbel.toml"), kop("1999-01-01", "9").replace("vastgesteld", "misschien"))
        .expect("file");
    assert!(matches!(Regels::met_map(&map), Err(RegelFout::Vorm { .. })));
    std::fs::remove_dir_all(&map).expect("clean");
}

#[test]
fn de_hash_hangt_af_van_naam_en_inhoud() {
    let versies = regels().versies(&["wmo2015", "awb"], d("2026-01-01")).expect("files");
    assert_eq!(versies.len(), 2);
    let mut omgekeerd = versies.clone();
    omgekeerd.reverse();
    assert_eq!(hash_van(&versies), hash_van(&omgekeerd));
    let mut anders = versies.clone();
    anders[0].sha256.replace_range(0..1, "x");
    assert_ne!(hash_van(&versies), hash_van(&anders));
}
