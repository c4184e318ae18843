//! How a document of cases is read, and when a case agrees.

use super::*;
use crate::woonplaats::proef::regels;
use alloc::{string::ToString, vec};

/// Short notation for a tree: `t("x")`, `groep([("a", t("b"))])`.
fn t(tekst: &str) -> Waarde {
    Waarde::Tekst(tekst.into())
}

fn groep<const N: usize>(velden: [(&str, Waarde); N]) -> Waarde {
    Waarde::Groep(velden.into_iter().map(|(n, w)| (n.to_string(), w)).collect())
}

fn met(w: Waarde, naam: &str, nieuw: Waarde) -> Waarde {
    let Waarde::Groep(mut velden) = w else { panic!("a group") };
    velden.retain(|(n, _)| n != naam);
    velden.push((naam.to_string(), nieuw));
    Waarde::Groep(velden)
}

fn melding() -> Waarde {
    groep([("datum", t("2026-03-02")), ("gemeente", t("Helmond"))])
}

fn woont(gemeente: &str) -> Waarde {
    let adres = groep([("van", t("2010-01-01")), ("gemeente", t(gemeente)), ("functie", t("W"))]);
    groep([("melding", melding()), ("adr", Waarde::Lijst(vec![adres]))])
}

fn geval(regime: &str, invoer: Waarde, verwacht: Waarde) -> Waarde {
    groep([("id", t("X1")), ("regime", t(regime)), ("invoer", invoer), ("verwacht", verwacht)])
}

fn een(geval: Waarde) -> Uitslag {
    let uit = toets(&Waarde::Lijst(vec![geval]), &regels()).expect("a list of one case");
    uit.into_iter().next().expect("one case, one answer")
}

fn verwacht(status: &str, gemeente: &str, regel: &str) -> Waarde {
    groep([("status", t(status)), ("gemeente", t(gemeente)), ("regel", t(regel))])
}

#[test]
fn een_geval_klopt_als_status_gemeente_en_regel_kloppen() {
    for (status, gemeente, regel, klopt) in [
        ("BESLIST", "Asten", "R1.hoofdregel woonadres op peildatum", true),
        ("BESLIST", "0743", "R1.h", true),
        ("BESLIST", "Asten", "WPB-27", true),
        ("VOORLOPIG", "Asten", "R1.h", false),
        ("BESLIST", "Deurne", "R1.h", false),
        ("BESLIST", "Asten", "R1.w", false),
    ] {
        let uit = een(geval("R1", woont("Asten"), verwacht(status, gemeente, regel)));
        assert_eq!(uit.klopt, klopt, "{uit}");
        assert!(uit.opmerkingen.is_empty(), "{uit:?}");
    }
    let goed = een(geval("R1", woont("Asten"), verwacht("BESLIST", "Asten", "R1.h")));
    assert_eq!(goed.to_string(), "X1  ok  BESLIST Asten WPB-27 (R1.h)");
    let fout = een(geval("R1", woont("Asten"), verwacht("MENS", "Deurne", "R1.w")));
    assert_eq!(fout.to_string(), "X1  AFWIJKING  BESLIST Asten WPB-27 (R1.h)  (verwacht: MENS Deurne R1.w)");
}

#[test]
fn zonder_regel_of_met_een_onbekende_regel_telt_de_uitkomst() {
    let zonder = groep([("status", t("BESLIST")), ("gemeente", t("Asten"))]);
    assert!(een(geval("R1", woont("Asten"), zonder)).klopt);
    let uit = een(geval("R1", woont("Asten"), verwacht("BESLIST", "Asten", "Z9 iets nieuws")));
    assert!(uit.klopt);
    assert_eq!(
        uit.opmerkingen,
        ["regel \"Z9 iets nieuws\" is niet bekend; alleen de uitkomst is vergeleken"]
    );
}

#[test]
fn bij_mens_is_de_gemeente_een_voorstel() {
    let brief = groep([("van", t("2020-01-01")), ("gemeente", t("Tilburg")), ("functie", t("B"))]);
    let oud = groep([("van", t("2010-01-01")), ("tot", t("2020-01-01")), ("gemeente", t("Deurne"))]);
    let invoer = groep([("melding", melding()), ("adr", Waarde::Lijst(vec![oud, brief]))]);
    let bij = |verwacht| een(geval("R1", invoer.clone(), verwacht)).klopt;
    assert!(bij(verwacht("MENS", "Deurne", "R1.c/d")));
    assert!(bij(groep([("status", t("MENS"))])));
    assert!(!bij(verwacht("MENS", "Asten", "R1.c/d")));
    // Only with MENS: elsewhere a gemeente that was not expected is a difference.
    assert!(!een(geval("R1", woont("Asten"), groep([("status", t("BESLIST"))]))).klopt);
}

#[test]
fn wat_niet_wordt_begrepen_is_geen_antwoord() {
    let goed = || verwacht("BESLIST", "Asten", "R1.h");
    let gevallen = [
        geval("R1", groep([]), goed()),
        geval("JW", woont("Asten"), goed()),
        geval("R1", woont("Nergenshuizen"), goed()),
        geval("R1", met(woont("Asten"), "soort", t("FIETS")), goed()),
        geval("R1", met(woont("Asten"), "verblijfsrecht", t("MISSCHIEN")), goed()),
        geval("R1", met(woont("Asten"), "adr", t("Asten")), goed()),
        geval("R1", met(woont("Asten"), "geboren", t("1 mei 1980")), goed()),
        geval("R1", met(woont("Asten"), "spoed", t("ja")), goed()),
        geval(
            "R1",
            met(woont("Asten"), "verblijf", Waarde::Lijst(vec![groep([("soort", t("PI"))])])),
            goed(),
        ),
        met(geval("R1", woont("Asten"), goed()), "verwacht", Waarde::Niets),
        t("geen geval"),
    ];
    for g in gevallen {
        let uit = een(g);
        assert!(!uit.klopt && uit.status == "ONLEESBAAR" && !uit.verwacht.is_empty(), "{uit:?}");
    }
    assert_eq!(een(t("geen geval")).id, "nr 1");
    assert!(toets(&Waarde::Lijst(vec![Waarde::Niets; 100_001]), &regels()).is_err());
    assert_eq!(toets(&Waarde::Lijst(vec![Waarde::Niets; 100_000]), &regels()).map(|u| u.len()), Ok(100_000));
    for leeg in [groep([]), Waarde::Lijst(vec![]), Waarde::Niets, t("x")] {
        assert!(toets(&leeg, &regels()).is_err());
    }
}

#[test]
fn een_veld_dat_niet_wordt_gebruikt_wordt_gemeld() {
    let invoer = met(woont("Asten"), "schoenmaat", Waarde::Getal("43".into()));
    let uit = een(geval("R1", invoer, verwacht("BESLIST", "Asten", "R1.h")));
    assert!(uit.klopt);
    assert_eq!(uit.opmerkingen, ["veld schoenmaat van invoer wordt niet gebruikt"]);
    let invoer = met(woont("Asten"), "config", groep([("peilmoment", t("aanvraag"))]));
    let uit = een(geval("R1", invoer, verwacht("BESLIST", "Asten", "R1.h")));
    assert_eq!(uit.opmerkingen, ["veld peilmoment van config wordt niet gebruikt"]);
}

#[test]
fn een_document_heeft_twee_lijsten() {
    let nieuw = |bw: Waarde, klasse: &str, regel: &str| {
        let invoer = groep([("melding", melding()), ("bw", Waarde::Lijst(vec![bw]))]);
        groep([
            ("id", t("N")),
            ("invoer", invoer),
            ("verwacht", groep([("klasse", t(klasse)), ("regel", t(regel))])),
        ])
    };
    let bw = |velden: &[(&str, &str)]| {
        let mut uit = groep([("van", t("2024-01-01"))]);
        for (n, w) in velden {
            uit = met(uit, n, t(w));
        }
        uit
    };
    let rijen = vec![
        nieuw(bw(&[]), "HISTORISCH", "H1 lopend"),
        nieuw(bw(&[("tot", "2025-09-01")]), "HISTORISCH", "H2 gebruik"),
        nieuw(bw(&[("regio", "VENLO")]), "NIEUW", "N"),
        nieuw(bw(&[("financiering", "ONBEKEND")]), "MENS", "H4"),
        nieuw(bw(&[("financiering", "WLZ")]), "NIEUW", "N"),
        nieuw(met(bw(&[]), "financiering", Waarde::Niets), "MENS", "H4"),
        nieuw(met(bw(&[]), "telt_als_bw", Waarde::Waar(false)), "NIEUW", "N"),
    ];
    let document = groep([
        ("note", t("beide lijsten")),
        (
            "verantwoordelijk",
            Waarde::Lijst(vec![geval("R1", woont("Asten"), verwacht("BESLIST", "Asten", "R1.h"))]),
        ),
        ("nieuw_historisch", Waarde::Lijst(rijen)),
    ]);
    let uit = toets(&document, &regels()).expect("two lists");
    assert_eq!(uit.len(), 8);
    for u in &uit {
        assert!(u.klopt, "{u}");
    }
    assert_eq!(uit[1].to_string(), "N  ok  HISTORISCH - WPB-41 (H1)");
}

#[test]
fn een_geval_mag_het_regime_de_lijst_en_de_opvolging_zelf_geven() {
    let zonder_regime =
        |invoer, verwacht| een(groep([("id", t("X1")), ("invoer", invoer), ("verwacht", verwacht)]));
    let per = |dag| met(woont("Asten"), "config", groep([("regime_per", t(dag))]));
    assert!(zonder_regime(per("2026-03-02"), verwacht("BESLIST", "Asten", "R1.h")).klopt);
    assert!(zonder_regime(per("2026-03-03"), verwacht("BESLIST", "Helmond", "R0.1")).klopt);

    let opgegaan =
        groep([("oud", t("Asten")), ("nieuw", Waarde::Lijst(vec![t("Deurne")])), ("per", t("2025-01-01"))]);
    let invoer = met(woont("Asten"), "opvolging", Waarde::Lijst(vec![opgegaan]));
    assert!(een(geval("R1", invoer, verwacht("BESLIST", "Deurne", "R1.s"))).klopt);

    let kliniek = |lijst: &[&str]| {
        let thuis = groep([("van", t("2010-01-01")), ("tot", t("2025-01-01")), ("gemeente", t("Asten"))]);
        let daar =
            groep([("van", t("2025-01-01")), ("gemeente", t("Venlo")), ("instelling", t("GGZ_KLINIEK"))]);
        let lijst = Waarde::Lijst(lijst.iter().map(|i| t(i)).collect());
        let invoer = groep([("melding", melding()), ("adr", Waarde::Lijst(vec![thuis, daar]))]);
        met(invoer, "config", groep([("instelling_overslaan", lijst)]))
    };
    assert!(een(geval("R1", kliniek(&["GGZ_KLINIEK"]), verwacht("VOORLOPIG", "Asten", "R1.b"))).klopt);
    assert!(een(geval("R1", kliniek(&["BW"]), verwacht("VOORLOPIG", "Venlo", "R1.h"))).klopt);
}

#[test]
fn namens_en_verschillende_einden_maken_eerder_bw_onzeker() {
    let bw = |velden: &[(&str, Waarde)]| {
        let mut uit = groep([("van", t("2023-01-01")), ("tot", t("2025-10-01")), ("door", t("Helmond"))]);
        for (n, w) in velden {
            uit = met(uit, n, w.clone());
        }
        met(woont("Venlo"), "bw", Waarde::Lijst(vec![uit]))
    };
    for (velden, verwacht) in [
        (vec![], verwacht("BESLIST", "Helmond", "R1.a")),
        (vec![("namens", t("Asten"))], verwacht("BESLIST", "Asten", "R1.a")),
        (vec![("namens", Waarde::Niets)], groep([("status", t("MENS")), ("regel", t("R1.a"))])),
        (vec![("einde_levering", t("2025-10-01"))], verwacht("BESLIST", "Helmond", "R1.a")),
        (vec![("einde_vertrek", t("2025-12-01"))], verwacht("MENS", "Helmond", "WPB-19")),
    ] {
        let uit = een(geval("R1", bw(&velden), verwacht));
        assert!(uit.klopt, "{velden:?}: {uit}");
    }
}

#[test]
fn een_feit_mag_op_meer_manieren_heten() {
    let goed = |regime: &str, invoer: Waarde, status: &str, gemeente: &str, regel: &str| {
        let gemeente = if gemeente.is_empty() { Waarde::Niets } else { t(gemeente) };
        let verwacht = groep([("status", t(status)), ("gemeente", gemeente), ("regel", t(regel))]);
        let uit = een(geval(regime, invoer, verwacht));
        assert!(uit.klopt && uit.opmerkingen.is_empty(), "{uit} {:?}", uit.opmerkingen);
    };
    let thuis = || woont("Asten");
    for soort in ["BT", "bt"] {
        goed("R0", met(thuis(), "product", t(soort)), "BESLIST", "Asten", "R0.a");
    }
    for soort in ["OPVANG", "MO"] {
        goed("R1", met(thuis(), "soort", t(soort)), "BESLIST", "Helmond", "R0 art. 1.2.1 c");
    }
    goed("R0", met(thuis(), "soort", t("ONBEKEND")), "MENS", "", "G1");
    goed("R0", met(thuis(), "soort", Waarde::Niets), "MENS", "", "G1");
    goed("R0", met(thuis(), "melding", met(melding(), "product", t("BT"))), "BESLIST", "Asten", "R0.2");
    for (recht, status, regel) in [
        ("NL", "BESLIST", "R0.1"),
        ("NEDERLANDER", "BESLIST", "R0.1"),
        ("ART8_A_E_L", "BESLIST", "R0.1"),
        ("RECHTMATIG", "BESLIST", "R0.1"),
        ("ANDERS", "MENS", "G3"),
        ("ONBEKEND", "MENS", "G3"),
    ] {
        let gemeente = if status == "MENS" { "" } else { "Helmond" };
        goed("R0", met(thuis(), "verblijfsrecht", t(recht)), status, gemeente, regel);
        goed("R0", met(thuis(), "persoon", groep([("verblijfsrecht", t(recht))])), status, gemeente, regel);
    }
    goed("R0", met(thuis(), "geboren", t("2010-01-01")), "MENS", "", "G2");
    goed("R0", met(thuis(), "persoon", groep([("geboortedatum", t("2010-01-01"))])), "MENS", "", "G2");
    let nee = || Waarde::Waar(false);
    goed("R0", met(thuis(), "identiteit_vast", nee()), "BEVESTIGEN", "Helmond", "G5");
    goed("R0", met(thuis(), "persoon", groep([("identiteit_vast", nee())])), "BEVESTIGEN", "Helmond", "G5");
    goed("R0", met(thuis(), "identiteit_vast", Waarde::Waar(true)), "BESLIST", "Helmond", "R0.1");
    goed("R0", met(thuis(), "identiteit", t("VASTGESTELD")), "BESLIST", "Helmond", "R0.1");
    goed("R0", met(thuis(), "identiteit", t("ONBEKEND")), "BEVESTIGEN", "Helmond", "G5");
    goed("R0", met(thuis(), "spoed", Waarde::Waar(true)), "BESLIST", "Helmond", "G4");
    goed(
        "R0",
        met(thuis(), "melding", met(melding(), "spoed", Waarde::Waar(true))),
        "BESLIST",
        "Helmond",
        "G4",
    );
}

#[test]
fn adressen_en_aanvraag_mogen_op_meer_manieren_worden_geschreven() {
    let klopt = |adr: Vec<Waarde>, extra: Option<(&str, Waarde)>, status: &str, regel: &str| {
        let mut invoer = groep([("melding", melding()), ("adressen", Waarde::Lijst(adr))]);
        if let Some((naam, w)) = extra {
            invoer = met(invoer, naam, w);
        }
        let uit = een(geval(
            "R1",
            invoer,
            groep([("status", t(status)), ("gemeente", t("Asten")), ("regel", t(regel))]),
        ));
        assert!(uit.klopt && uit.opmerkingen.is_empty(), "{uit} {:?}", uit.opmerkingen);
    };
    let adres = |van: &str, gemeente: &str| groep([("van", t(van)), ("gemeente", t(gemeente))]);
    let asten = || adres("2010-01-01", "Asten");
    for twijfel in ["in_onderzoek", "verblijft_niet_op_adres", "betwist"] {
        klopt(vec![met(asten(), twijfel, Waarde::Waar(true))], None, "MENS", "R1.q");
    }
    for weg in ["RNI", "VOW", "buitenland", "1999"] {
        let tot = met(asten(), "tot", t("2025-01-01"));
        klopt(vec![tot, adres("2025-01-01", weg)], None, "MENS", "R1.w");
    }
    let zonder = met(groep([("van", t("2025-01-01"))]), "functie", t("W"));
    klopt(vec![asten(), zonder], None, "MENS", "R1.w");
    for (soort, regel) in
        [("GGZ", "R1.b"), ("PLEEGZORG", "R1.b"), ("JJI", "R1.b"), ("MO", "R1.b"), ("wlz", "R1.b")]
    {
        let tot = met(asten(), "tot", t("2025-01-01"));
        let daar = met(adres("2025-01-01", "Venlo"), "instelling_soort", t(soort));
        klopt(vec![tot, daar], None, "VOORLOPIG", regel);
    }
    let verhuisd = || vec![met(asten(), "tot", t("2026-04-01")), adres("2026-04-01", "Deurne")];
    klopt(verhuisd(), None, "BESLIST", "R1.h");
    for (naam, w) in [
        ("aanvraag", t("2026-04-10")),
        ("aanvraag_op", t("2026-04-10")),
        ("aanvraag_datum", t("2026-04-10")),
        ("aanvraag", groep([("datum", t("2026-04-10"))])),
    ] {
        klopt(verhuisd(), Some((naam, w)), "MENS", "R1.m");
    }
    for aangifte in ["W", "T"] {
        let technisch = met(adres("2026-04-01", "Deurne"), "aangifte", t(aangifte));
        let adr = vec![met(asten(), "tot", t("2026-04-01")), technisch];
        let uit = een(geval(
            "R1",
            met(groep([("melding", melding()), ("adr", Waarde::Lijst(adr))]), "aanvraag", t("2026-04-10")),
            groep([("status", t("MENS")), ("regel", t("R1.m"))]),
        ));
        assert!(
            uit.klopt,
            "another gemeente without a herindeling that we know of is no certain answer: {uit}"
        );
    }
}
