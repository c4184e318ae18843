//! The table of cases: law in force (R0), bill 36288 (R1), herkomst (R2), and nieuw or historisch.
//! `gevallen/woonplaats.json` says per case what is known and what must come out; `tot` is exclusive.

#![allow(clippy::unwrap_used)] // helpers of a test: a missing field must fail it
use kern::stam::{Datum, Gemeentecode, Gemeenten, Periode};
use kern::woonplaats::*;
use serde_json::Value;

const GEVALLEN: &str = include_str!("gevallen/woonplaats.json");
const LIJST: [Instelling; 7] = [
    Instelling::Bw,
    Instelling::Opvang,
    Instelling::Ggz,
    Instelling::Wlz,
    Instelling::Pi,
    Instelling::Jeugd,
    Instelling::Forensisch,
];

fn gemeenten() -> Gemeenten {
    let lijst = include_str!("../../regels/gemeenten.csv");
    Gemeenten::lees(lijst, include_str!("../../regels/herindelingen.csv")).unwrap()
}

fn regels(gemeenten: &Gemeenten) -> Regels<'_> {
    Regels {
        gemeenten,
        r1_vanaf: None,
        overslaan: &LIJST,
        eerder_bw_maanden: 12,
        volwassen_vanaf: 18,
        terugkijk_jaren: 1,
    }
}

fn datum(v: &Value) -> Option<Datum> {
    v.as_str().map(|t| Datum::lees(t).unwrap())
}

fn periode(v: &Value) -> Periode {
    Periode::nieuw(datum(&v["van"]).unwrap(), datum(&v["tot"])).unwrap()
}

fn lijst<'a>(v: &'a Value, naam: &str) -> &'a [Value] {
    v[naam].as_array().map_or(&[], Vec::as_slice)
}

fn instelling(code: &str) -> Instelling {
    match code {
        "BW" => Instelling::Bw,
        "MO" => Instelling::Opvang,
        "GGZ_KLINIEK" => Instelling::Ggz,
        "WLZ" => Instelling::Wlz,
        "PI" => Instelling::Pi,
        "JEUGDHULP" => Instelling::Jeugd,
        "FORENSISCH" => Instelling::Forensisch,
        "ZIEKENHUIS" => Instelling::Ziekenhuis,
        anders => panic!("unknown institution {anders}"),
    }
}

fn code(g: &Gemeenten, naam: &Value) -> Option<Gemeentecode> {
    let naam = naam.as_str()?;
    Some(if naam == "RNI" { Gemeentecode::RNI } else { g.zoek(naam).unwrap_or_else(|| panic!("{naam}")) })
}

fn feiten(g: &Gemeenten, invoer: &Value) -> Feiten {
    let adres = |a: &Value| Adres {
        periode: periode(a),
        gemeente: code(g, &a["gemeente"]).unwrap(),
        functie: Functie::lees(a["functie"].as_str().unwrap()).unwrap(),
        instelling: a["instelling"].as_str().map(instelling),
        in_onderzoek: a["in_onderzoek"] == true,
        herindeling: a["infrastructureel"] == true,
    };
    let verblijf =
        |v: &Value| Verblijf { periode: periode(v), soort: instelling(v["soort"].as_str().unwrap()) };
    Feiten {
        melding_op: datum(&invoer["melding"]["datum"]).unwrap(),
        melding_gemeente: code(g, &invoer["melding"]["gemeente"]).unwrap(),
        product: Some(if invoer["soort"] == "BT" { Product::Bt } else { Product::Bw }),
        spoed: false,
        aanvraag_op: None,
        geboren_op: datum(&invoer["geboren"]),
        verblijfsrecht: match invoer["verblijfsrecht"].as_str() {
            None => Verblijfsrecht::Nederlander,
            Some("ANDERS") => Verblijfsrecht::Anders,
            Some("ONBEKEND") => Verblijfsrecht::Onbekend,
            Some(t) => panic!("unknown {t}"),
        },
        identiteit_vast: true,
        adressen: lijst(invoer, "adr").iter().map(adres).collect(),
        verblijven: lijst(invoer, "verblijf").iter().map(verblijf).collect(),
        eerder_bw: lijst(invoer, "bw")
            .iter()
            .map(|b| EerderBw {
                periode: periode(b),
                verstrekt_door: code(g, &b["door"]),
                einde_onzeker: false,
            })
            .collect(),
    }
}

/// Our rule codes for the words of the table.
fn regelcode(regel: &str) -> &'static str {
    let paren = [
        ("G3", "WPB-03"),
        ("H1", "WPB-29"),
        ("R0.a", "WPB-11"),
        ("R0 art. 1.2.1 b", "WPB-10"),
        ("R1.a0", "WPB-20"),
        ("R1.a", "WPB-21"),
        ("R1.b*", "WPB-25"),
        ("R1.b", "WPB-24"),
        ("R1.c/d", "WPB-22"),
        ("R1.hoofdregel", "WPB-27"),
        ("R1.q", "WPB-23"),
        ("R2.1", "WPB-30"),
        ("R2.2", "WPB-31"),
        ("R2.3", "WPB-33"),
    ];
    paren.iter().find(|(begin, _)| regel.starts_with(begin)).unwrap_or_else(|| panic!("{regel}")).1
}

#[test]
fn elk_geval_krijgt_de_gemeente_de_zekerheid_en_de_regel_uit_de_tabel() {
    let tabel: Value = serde_json::from_str(GEVALLEN).unwrap();
    let g = gemeenten();
    let mut gezien = 0;
    for geval in lijst(&tabel, "verantwoordelijk") {
        let regime = match geval["regime"].as_str().unwrap() {
            "R0" => Regime::R0,
            "R1" => Regime::R1,
            "R2" => Regime::R2,
            anders => panic!("unknown regime {anders}"),
        };
        let uit = verantwoordelijk(regime, &feiten(&g, &geval["invoer"]), &regels(&g));
        let verwacht = &geval["verwacht"];
        let id = &geval["id"];
        assert_eq!(uit.status.code(), verwacht["status"], "{id}: {:?}", uit.stappen);
        assert_eq!(uit.gemeente, code(&g, &verwacht["gemeente"]), "{id}: {:?}", uit.stappen);
        assert_eq!(uit.regel, regelcode(verwacht["regel"].as_str().unwrap()), "{id}: {:?}", uit.stappen);
        assert!(
            uit.uitleg(&g).stappen.iter().any(|s| s.code == uit.regel),
            "{id}: the deciding rule is explained"
        );
        gezien += 1;
    }
    assert_eq!(gezien, 37);
}

#[test]
fn elk_geval_van_instroom_krijgt_het_kenmerk_uit_de_tabel() {
    let tabel: Value = serde_json::from_str(GEVALLEN).unwrap();
    let g = gemeenten();
    let mut gezien = 0;
    for geval in lijst(&tabel, "nieuw_historisch") {
        let invoer = &geval["invoer"];
        let in_regio = |v: &Value| v["regio"].as_str().is_none_or(|r| r == "PEEL");
        let gebruik: Vec<Gebruik> = lijst(invoer, "bw")
            .iter()
            .map(|b| Gebruik { periode: periode(b), in_regio: in_regio(b), budget: Budget::Historisch })
            .collect();
        let aanvragen: Vec<Aanvraag> = lijst(invoer, "aanvragen")
            .iter()
            .map(|a| Aanvraag { op: datum(&a["datum"]).unwrap(), in_regio: in_regio(a) })
            .collect();
        let op = datum(&invoer["melding"]["datum"]).unwrap();
        let uit = instroom(&gebruik, &aanvragen, op, &regels(&g));
        let klasse = uit.kenmerk.map_or("MENS".into(), |k| k.code().to_uppercase());
        assert_eq!(klasse, geval["verwacht"]["klasse"], "{}: {:?}", geval["id"], uit.uitleg);
        gezien += 1;
    }
    assert_eq!(gezien, 12);
}

/// JSON as the tree that the checker of cases reads.
fn waarde(json: &Value) -> geval::Waarde {
    match json {
        Value::Null => geval::Waarde::Niets,
        Value::Bool(b) => geval::Waarde::Waar(*b),
        Value::Number(n) => geval::Waarde::Getal(n.to_string()),
        Value::String(t) => geval::Waarde::Tekst(t.clone()),
        Value::Array(l) => geval::Waarde::Lijst(l.iter().map(waarde).collect()),
        Value::Object(o) => geval::Waarde::Groep(o.iter().map(|(n, w)| (n.clone(), waarde(w))).collect()),
    }
}

#[test]
fn de_toets_van_gevallen_leest_de_hele_tabel_en_vindt_geen_afwijking() {
    let g = gemeenten();
    let r = regels(&g);
    for tekst in [GEVALLEN, include_str!("gevallen/woonplaats_meer.json")] {
        let tabel: Value = serde_json::from_str(tekst).unwrap();
        let uit = geval::toets(&waarde(&tabel), &r).unwrap();
        assert_eq!(
            uit.len(),
            lijst(&tabel, "verantwoordelijk").len() + lijst(&tabel, "nieuw_historisch").len()
        );
        for u in uit {
            assert!(u.klopt, "{u}");
            assert!(u.opmerkingen.is_empty(), "{u:?}");
        }
    }
}
