//! Every limit of the law around a melding is data with an article, and the data give the days that were worked out by hand.

#![allow(clippy::unwrap_used)] // helpers of a test: a missing value must fail it
use kern::stam::dwangsom::{Dwangsomregels, Dwangsomtrap, Verzuim, dwangsom};
use kern::stam::feestdagen::*;
use kern::stam::termijnen::*;
use kern::stam::{Bron, Cent, Datum};

const WMO: &str = include_str!("../../regels/wmo2015_2015-01-01.toml");
const AWB: &str = include_str!("../../regels/awb_1994-01-01.toml");
const REST: &str = include_str!("../../regels/termijnen_2015-01-01.toml");
const ATW: &str = include_str!("../../regels/algemene_termijnenwet_1965-04-01.toml");
const AFSPRAKEN: &str = include_str!("../../regels/werkafspraken_2015-01-01.toml");
const GELIJK: &str = include_str!("../../regels/gelijkstelling_2026-01-01.toml");
const DWANGSOM: [(&str, &str); 3] = [
    ("2009", include_str!("../../regels/dwangsom_2009-10-01.toml")),
    ("2019", include_str!("../../regels/dwangsom_2019-01-01.toml")),
    ("2026", include_str!("../../regels/dwangsom_2026-01-01.toml")),
];

/// The lines of one section of a rule file, comments left out.
fn sectie<'a>(bestand: &'a str, naam: &str) -> Vec<&'a str> {
    let kop = format!("[{naam}]");
    let regels = bestand.lines().skip_while(|r| *r != kop).skip(1);
    let uit: Vec<&str> = regels.take_while(|r| !r.starts_with('[')).filter(|r| !r.starts_with('#')).collect();
    assert!(!uit.is_empty(), "[{naam}] is missing");
    uit
}

/// The value behind a key, without quotes.
fn waarde<'a>(bestand: &'a str, naam: &str, sleutel: &str) -> &'a str {
    let begin = format!("{sleutel} = ");
    let regel = sectie(bestand, naam).into_iter().find_map(|r| r.strip_prefix(begin.as_str()));
    regel.unwrap_or_else(|| panic!("[{naam}] has no {sleutel}")).trim_matches('"')
}

fn getal(bestand: &str, naam: &str) -> i64 {
    waarde(bestand, naam, "waarde").parse().unwrap()
}

/// The number behind a name on a line of a list: `maand = 4`.
fn deel(regel: &str, naam: &str) -> i64 {
    let na = regel.split(&format!("{naam} = ")).nth(1).unwrap_or_else(|| panic!("{naam} in {regel}"));
    na.split([',', ' ', '}']).next().unwrap().parse().unwrap()
}

fn naam(regel: &str) -> String {
    regel.split("naam = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn lijst<'a>(bestand: &'a str, sectienaam: &str) -> Vec<&'a str> {
    sectie(bestand, sectienaam).into_iter().filter(|r| r.trim_start().starts_with('{')).collect()
}

fn regel(bestand: &str, naam: &str) -> Termijnregel {
    let n = getal(bestand, naam);
    let eenheid = Termijneenheid::lees(waarde(bestand, naam, "eenheid")).unwrap();
    let afspraak = bestand == AFSPRAKEN;
    Termijnregel {
        aantal: u16::try_from(n.unsigned_abs()).unwrap(),
        eenheid,
        grondslag: if afspraak { Grondslag::Afspraak } else { Grondslag::Wet },
        terug: n < 0,
        bron: Bron {
            artikel: waarde(bestand, naam, "bron").into(),
            status: waarde(bestand, naam, "status").into(),
        },
    }
}

fn klein(n: i64) -> i8 {
    i8::try_from(n).unwrap()
}

fn wet(met_gelijkstelling: bool) -> Termijnenwet {
    let gelijk = waarde(GELIJK, "dagen", "waarde").split('"').filter(|t| t.len() == 10);
    let gelijk = gelijk.map(|t| Gelijkgesteld { dag: d(t), besluit: "Besluit gelijkstelling".into() });
    let kort = |naam| u16::try_from(getal(ATW, naam)).unwrap();
    Termijnenwet {
        feestdagen: Feestdagen {
            vast: lijst(ATW, "vaste_feestdagen")
                .into_iter()
                .map(|r| VasteFeestdag {
                    maand: klein(deel(r, "maand")),
                    dag: klein(deel(r, "dag")),
                    naam: naam(r),
                })
                .collect(),
            paasgebonden: lijst(ATW, "paasgebonden_feestdagen")
                .into_iter()
                .map(|r| Paasgebonden { dagen: deel(r, "dagen"), naam: naam(r) })
                .collect(),
            koningsdag: lijst(ATW, "koningsdag")
                .into_iter()
                .map(|r| Koningsdag {
                    vanaf_jaar: i16::try_from(deel(r, "vanaf_jaar")).unwrap(),
                    maand: klein(deel(r, " maand")),
                    dag: klein(deel(r, " dag")),
                    zondag_verschuift: deel(r, "zondag_verschuift"),
                    naam: naam(r),
                })
                .collect(),
            gelijkgesteld: if met_gelijkstelling { gelijk.collect() } else { Vec::new() },
        },
        werkdagen_vanaf_dagen: kort("werkdagen_vanaf_dagen"),
        werkdagen_minstens: kort("werkdagen_minstens"),
        dagen_hoogstens: kort("dagen_hoogstens"),
        weken_hoogstens: kort("weken_hoogstens"),
        maanden_hoogstens: kort("maanden_hoogstens"),
    }
}

fn d(t: &str) -> Datum {
    Datum::lees(t).unwrap()
}

#[test]
fn elke_termijn_is_gegeven_met_artikel_en_status() {
    for (bestand, naam, n, eenheid, artikel) in [
        (WMO, "persoonlijk_plan", 7, "dagen", "2.3.2 lid 2"),
        (WMO, "onderzoek", 6, "weken", "2.3.2 lid 1"),
        (WMO, "beslissing", 2, "weken", "2.3.5 lid 2"),
        (REST, "aanvraag_mogelijk", 6, "weken", "2.3.2 lid 9"),
        (AWB, "bezwaar", 6, "weken", "6:7"),
        (AWB, "beslissing_op_bezwaar", 6, "weken", "7:10 lid 1"),
        (AWB, "beslissing_op_bezwaar_commissie", 12, "weken", "7:10 lid 1"),
        (REST, "verdaging_bezwaar", 6, "weken", "7:10 lid 3"),
        (AWB, "beroep", 6, "weken", "6:7"),
        (AWB, "ingebrekestelling", 2, "weken", "4:17 lid 3"),
        (REST, "beroep_niet_tijdig", 2, "weken", "6:12 lid 2"),
        (REST, "vernietiging_op_verzoek", 3, "maanden", "5.3.5"),
        (REST, "bewaren_college", 15, "jaren", "5.3.4 lid 1"),
        (REST, "bewaren_cak_svb", 7, "jaren", "5.3.4 lid 2"),
        (REST, "bewaren_veilig_thuis", 20, "jaren", "5.3.4 lid 3"),
        (REST, "brp_aangifte_voor", -4, "weken", "2.39 lid 2"),
        (REST, "brp_aangifte_na", 5, "dagen", "2.39 lid 2"),
    ] {
        assert_eq!((getal(bestand, naam), waarde(bestand, naam, "eenheid")), (n, eenheid), "{naam}");
        assert!(waarde(bestand, naam, "bron").contains(artikel), "{naam}");
        assert_eq!(waarde(bestand, naam, "status"), "vastgesteld", "{naam}");
    }
    // What is not law, does not say that it is.
    for naam in [
        "ontvangstbevestiging",
        "overleg",
        "overdracht",
        "geschil_contactpersonen",
        "geschil_regioadviseur",
        "geschil_commissie",
        "toetsing_bindend_advies",
        "doorzending_woonplaats",
    ] {
        assert!(getal(AFSPRAKEN, naam) > 0);
        assert_eq!(waarde(AFSPRAKEN, naam, "status"), "concept", "{naam}");
    }
    assert_eq!(lijst(REST, "zonder_termijn").len(), 10);
    for rij in lijst(REST, "zonder_termijn") {
        assert!(rij.contains("code = \"") && rij.contains("artikel = \"") && !naam(rij).is_empty(), "{rij}");
    }
}

#[test]
fn de_gegevens_geven_de_dagen_die_met_de_hand_zijn_uitgerekend() {
    for (bestand, naam, begin, uiterlijk) in [
        (WMO, "onderzoek", "2026-02-23", "2026-04-07"),
        (WMO, "persoonlijk_plan", "2026-04-20", "2026-04-28"),
        (WMO, "beslissing", "2026-04-30", "2026-05-15"),
        (AWB, "bezwaar", "2026-04-24", "2026-06-05"),
        (REST, "vernietiging_op_verzoek", "2026-01-04", "2026-04-07"),
        (REST, "bewaren_college", "2026-02-28", "2041-02-28"),
        (REST, "brp_aangifte_voor", "2026-05-04", "2026-04-06"),
    ] {
        let t = bereken(&regel(bestand, naam), d(begin), &[], &wet(false));
        assert_eq!(t.uiterlijk, d(uiterlijk), "{naam} from {begin}: {:?}", t.uitleg);
        assert!(t.uitleg.stappen.iter().all(|s| !s.zin.is_empty()) && !t.uitleg.stappen.is_empty());
    }
    // With the days that the decree of 2026 makes equal to a holiday, the day after Ascension falls away too.
    assert_eq!(
        bereken(&regel(WMO, "beslissing"), d("2026-04-30"), &[], &wet(true)).uiterlijk,
        d("2026-05-18")
    );
}

#[test]
fn verdagen_rekent_met_de_gegevens() {
    let (bezwaar, verdaging) = (regel(AWB, "beslissing_op_bezwaar"), regel(REST, "verdaging_bezwaar"));
    let t = bereken_verdaagd(&bezwaar, &verdaging, d("2026-06-05"), &[], &wet(true));
    assert_eq!(t.uiterlijk, d("2026-08-28"));
}

#[test]
fn de_dwangsom_volgt_de_dag_waarop_de_ingebrekestelling_kwam() {
    for ((vanaf, bestand), (hoogste, status)) in
        DWANGSOM.into_iter().zip([(126_000, "vastgesteld"), (144_200, "vastgesteld"), (144_200, "concept")])
    {
        assert_eq!(waarde(bestand, "trappen", "status"), status, "{vanaf}");
        let regels = Dwangsomregels {
            wachttijd: regel(AWB, "ingebrekestelling"),
            trappen: lijst(bestand, "trappen")
                .into_iter()
                .map(|r| Dwangsomtrap {
                    dagen: u16::try_from(deel(r, "dagen")).unwrap(),
                    per_dag: Cent(deel(r, "cent_per_dag")),
                })
                .collect(),
            dagen_hoogstens: u16::try_from(getal(bestand, "dagen_hoogstens")).unwrap(),
        };
        let v = Verzuim { uiterlijk: d("2024-03-01"), ingebreke_op: d("2024-03-04"), beslist_op: None };
        let uit = dwangsom(&v, d("2025-01-01"), &regels, &wet(true));
        assert_eq!((uit.dagen, uit.bedrag), (42, Cent(hoogste)), "{vanaf}");
    }
}
