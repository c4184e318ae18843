//! Rows of the doelgroep (UP §1).

use super::*;
use Antwoord::{Ja, Nee, Onbekend};

const REGELS: Doelgroepregels = Doelgroepregels { leeftijd_vanaf_jaren: 18, leefgebieden_minimaal: 2 };

fn d(t: &str) -> Datum {
    Datum::lees(t).expect("test date")
}

fn bevinding(criterium: Criterium, antwoord: Antwoord) -> Bevinding {
    Bevinding { criterium, antwoord, bron: Some(Bewijsbron::Gesprek), bewijs: String::new() }
}

/// Somebody who belongs to the doelgroep on every point; the examples change one thing.
fn passend() -> Doelgroepvraag {
    Doelgroepvraag {
        geboren: d("1989-03-14"),
        op: d("2026-03-02"),
        leefgebieden: alloc::vec!["Financiën".into(), "Huisvesting".into()],
        bevindingen: alloc::vec![
            bevinding(Criterium::Psychosociaal, Ja),
            bevinding(Criterium::Verslaving, Nee),
            bevinding(Criterium::Dakloos, Nee),
            bevinding(Criterium::Leefgebieden, Onbekend),
            bevinding(Criterium::EigenKracht, Nee),
            bevinding(Criterium::Wlz, Nee),
            bevinding(Criterium::Zvw, Nee),
            bevinding(Criterium::Forensisch, Nee),
        ],
    }
}

fn zet(v: &mut Doelgroepvraag, criterium: Criterium, antwoord: Antwoord) {
    v.bevindingen.retain(|b| b.criterium != criterium);
    v.bevindingen.push(bevinding(criterium, antwoord));
}

#[track_caller]
fn toets(verander: impl FnOnce(&mut Doelgroepvraag), verwacht: Antwoord, stap: &str, zin: &str) {
    let mut v = passend();
    verander(&mut v);
    let a = toets_doelgroep(&v, &REGELS);
    assert_eq!(a.advies, verwacht, "{:?}", a.uitleg);
    assert_eq!(
        a.uitleg.stappen.len(),
        8,
        "age, problems, leefgebieden, own strength, three laws, conclusion"
    );
    let gevonden = a.uitleg.stappen.iter().find(|s| s.code == stap).expect("step exists");
    assert!(gevonden.zin.contains(zin), "{} does not contain {zin}", gevonden.zin);
    assert!(a.uitleg.stappen.iter().all(|s| !s.artikel.is_empty()), "every step names its source");
}

#[test]
fn wie_aan_alles_voldoet_hoort_bij_de_doelgroep() {
    toets(|_| (), Ja, "TGG-41", "hoort bij de doelgroep");
}

#[test]
fn de_doelgroep_is_achttien_jaar_of_ouder() {
    toets(|v| v.geboren = d("2008-03-02"), Ja, "TGG-34", "is 18 jaar op 2 maart 2026");
    toets(|v| v.geboren = d("2008-03-03"), Nee, "TGG-34", "pas op 3 maart 2026");
    toets(|v| v.geboren = d("2027-01-01"), Nee, "TGG-34", "nog geen 18");
}

#[test]
fn een_van_drie_soorten_problemen_is_genoeg() {
    for c in [Criterium::Psychosociaal, Criterium::Verslaving, Criterium::Dakloos] {
        toets(
            |v| {
                for ander in [Criterium::Psychosociaal, Criterium::Verslaving, Criterium::Dakloos] {
                    zet(v, ander, if ander == c { Ja } else { Onbekend });
                }
            },
            Ja,
            "TGG-35",
            "De inwoner heeft",
        );
    }
    toets(|v| zet(v, Criterium::Psychosociaal, Nee), Nee, "TGG-35", "geen ernstige");
    toets(|v| zet(v, Criterium::Psychosociaal, Onbekend), Onbekend, "TGG-35", "nog niet bekend");
}

#[test]
fn er_zijn_problemen_op_minstens_twee_leefgebieden() {
    toets(|_| (), Ja, "TGG-36", "2 leefgebieden: Financiën en Huisvesting");
    toets(|v| v.leefgebieden = alloc::vec!["Huisvesting".into()], Onbekend, "TGG-36", "1 leefgebied.");
    toets(|v| v.leefgebieden = alloc::vec!["Huisvesting".into(); 2], Onbekend, "TGG-36", "Nog niet alles");
    toets(
        |v| {
            v.leefgebieden = alloc::vec!["Huisvesting".into()];
            zet(v, Criterium::Leefgebieden, Nee);
        },
        Nee,
        "TGG-36",
        "minimaal 2",
    );
}

#[test]
fn wie_het_zelf_of_met_zijn_netwerk_kan_hoort_niet_bij_de_doelgroep() {
    toets(|v| zet(v, Criterium::EigenKracht, Ja), Nee, "TGG-37", "kan de problemen zelf oplossen");
    toets(|v| zet(v, Criterium::EigenKracht, Onbekend), Onbekend, "TGG-37", "nog niet bekend");
}

#[test]
fn een_andere_wet_gaat_voor() {
    for (c, stap, wet) in [
        (Criterium::Wlz, "TGG-38", "Wlz"),
        (Criterium::Zvw, "TGG-39", "Zvw"),
        (Criterium::Forensisch, "TGG-40", "forensische"),
    ] {
        toets(|v| zet(v, c, Ja), Nee, stap, wet);
        toets(|v| zet(v, c, Onbekend), Onbekend, stap, "nog niet bekend");
    }
}

#[test]
fn een_duidelijke_nee_wint_van_onbekend() {
    toets(
        |v| {
            zet(v, Criterium::Psychosociaal, Onbekend);
            zet(v, Criterium::Wlz, Ja);
        },
        Nee,
        "TGG-41",
        "niet bij de doelgroep",
    );
}

#[test]
fn een_ontbrekend_antwoord_is_onbekend_en_nooit_nee() {
    let mut v = passend();
    v.bevindingen.clear();
    let a = toets_doelgroep(&v, &REGELS);
    assert_eq!(a.advies, Onbekend);
    let verwacht: Vec<Criterium> = Criterium::ALLE
        .iter()
        .copied()
        .filter(|c| !matches!(c, Criterium::Leeftijd | Criterium::Leefgebieden))
        .collect();
    assert_eq!(a.onbekend, verwacht);
}

#[test]
fn de_getallen_komen_uit_de_regels() {
    let streng = Doelgroepregels { leeftijd_vanaf_jaren: 40, leefgebieden_minimaal: 3 };
    let a = toets_doelgroep(&passend(), &streng);
    assert_eq!(a.advies, Nee);
    assert!(a.uitleg.stappen[0].zin.contains("nog geen 40"));
    assert!(a.uitleg.stappen[2].zin.contains("minimaal 3"));
}

#[test]
fn elk_antwoord_noemt_zijn_bron() {
    let mut v = passend();
    v.bevindingen[0].bron = None;
    v.bevindingen[3].bron = None;
    let fouten = toets_bewijs(&v.bevindingen);
    assert_eq!(fouten.len(), 1, "onbekend needs no source");
    assert_eq!((fouten[0].code, fouten[0].veld), ("TGG-30", Some("psychosociaal_bron")));
}

#[test]
fn een_mens_beslist_en_motiveert_als_hij_afwijkt_of_niet_alles_weet() {
    let ja = toets_doelgroep(&passend(), &REGELS);
    let mut v = passend();
    zet(&mut v, Criterium::Wlz, Onbekend);
    let onbekend = toets_doelgroep(&v, &REGELS);
    let mut v = passend();
    zet(&mut v, Criterium::Wlz, Ja);
    zet(&mut v, Criterium::Zvw, Onbekend);
    let nee_met_vraag = toets_doelgroep(&v, &REGELS);
    let code = |a: &Doelgroepadvies, o, m| beoordeel(a, o, m).map_err(|w| w.code);
    assert_eq!(code(&ja, Some(Ja), ""), Ok(true));
    assert_eq!(code(&ja, Some(Nee), " "), Err("TGG-31"));
    assert_eq!(code(&ja, Some(Nee), "Trekt in bij ouders."), Ok(false));
    assert_eq!(code(&onbekend, Some(Ja), ""), Err("TGG-32"));
    assert_eq!(code(&onbekend, Some(Nee), ""), Err("TGG-32"));
    assert_eq!(code(&onbekend, Some(Ja), "CIZ antwoordt later."), Ok(true));
    assert_eq!(code(&nee_met_vraag, Some(Nee), ""), Err("TGG-32"));
    assert_eq!(code(&ja, None, "x"), Err("TGG-33"));
    assert_eq!(code(&ja, Some(Onbekend), "x"), Err("TGG-33"));
}
