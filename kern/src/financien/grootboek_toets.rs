//! The boek is always in balance, mistakes are undone by their mirror image, and every stream of money has a taakveld.

use super::*;
use crate::inkoop::Productcode;
use crate::stam::{AanbiederId, Cent, Datum, Gemeentecode};
use alloc::{string::ToString, vec, vec::Vec};
use proptest::prelude::*;

fn g(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("code")
}
fn d(t: &str) -> Datum {
    Datum::lees(t).expect("date")
}
fn rekening(gemeente: &str, soort: Rekeningsoort, categorie: &str) -> Rekening {
    let taakveld = (soort != Rekeningsoort::Balans).then(|| Taakveld::lees("6.81a").expect("taakveld"));
    Rekening { administratie: g(gemeente), soort, taakveld, categorie: categorie.into(), crediteur: None }
}
fn bank(gemeente: &str) -> Rekening {
    rekening(gemeente, Rekeningsoort::Balans, "bank")
}
fn lasten(gemeente: &str) -> Rekening {
    rekening(gemeente, Rekeningsoort::Lasten, "zorg")
}
fn post(o: Vec<Overboeking>) -> Journaalpost {
    Journaalpost {
        datum: d("2026-03-01"),
        omschrijving: "Zorg maart".into(),
        stuk: "DVO".into(),
        overboekingen: o,
    }
}
fn zorg(gemeente: &str, cent: i64) -> Journaalpost {
    post(vec![Overboeking::nieuw(lasten(gemeente), bank(gemeente), Cent(cent)).expect("moves")])
}

#[test]
fn wat_uit_balans_is_kan_niet_worden_opgeschreven() {
    let code = |a: Rekening, b: Rekening, c| {
        Overboeking::nieuw(a, b, Cent(c)).map(|o| o.bedrag()).map_err(|w| w.code)
    };
    assert_eq!(code(lasten("0794"), bank("0794"), 5), Ok(Cent(5)));
    assert_eq!(code(lasten("0794"), bank("0762"), 5), Err("FIN-11"));
    assert_eq!(code(bank("0794"), bank("0794"), 5), Err("FIN-12"));
    assert_eq!(code(lasten("0794"), bank("0794"), 0), Err("FIN-13"));
    assert_eq!(code(lasten("0794"), bank("0794"), -5), Err("FIN-13"));
    assert_eq!(Grootboek::default().boek(post(vec![])).expect_err("nothing").code, "FIN-14");
}

#[test]
fn een_fout_wordt_tegengeboekt_en_nooit_gewijzigd() {
    let mut boek = Grootboek::default();
    assert_eq!((boek.boek(zorg("0794", 700)), boek.boek(zorg("0762", 30))), (Ok(1), Ok(2)));
    let eerste = boek.posten()[0].clone();
    assert_eq!(boek.resultaat(g("0794")), Cent(-700));
    assert_eq!(boek.boek_tegen(9, d("2026-04-01"), "bestaat niet").expect_err("unknown").code, "FIN-15");
    assert_eq!(boek.boek_tegen(1, d("2026-04-01"), "Verkeerde gemeente"), Ok(3));
    assert_eq!(boek.boek_tegen(3, d("2026-04-01"), "x").expect_err("itself").code, "FIN-16");
    assert_eq!(boek.boek_tegen(1, d("2026-04-01"), "x").expect_err("twice").code, "FIN-17");
    assert_eq!((&boek.posten()[0], boek.posten()[2].tegenboeking_van), (&eerste, Some(1)));
    assert_eq!(
        (boek.posten()[2].post.omschrijving.as_str(), boek.posten()[2].post.stuk.as_str()),
        ("Verkeerde gemeente", "DVO")
    );
    assert_eq!((boek.resultaat(g("0794")), boek.resultaat(g("0762"))), (Cent::NUL, Cent(-30)));
    assert_eq!(boek.saldi()[&bank("0762")], Cent(-30));
    assert_eq!(boek.boek(zorg("0762", 1)), Ok(4));
}

#[test]
fn de_journaalregels_gaan_als_csv_naar_het_grootboek_van_de_gemeente() {
    let mut boek = Grootboek::default();
    boek.boek(zorg("0794", 123_456)).expect("moves");
    boek.boek(zorg("0762", 5)).expect("moves");
    let mut eng = zorg("0794", 1_005);
    eng.omschrijving = "=SOM(A1);\"x\"".into();
    boek.boek(eng).expect("moves");
    let deel = Crediteur { aanbieder: AanbiederId(12), jaar: 2025 };
    let betaald = Overboeking::nieuw(schuld(g("0794"), Some(deel)), bank("0794"), Cent(7)).expect("moves");
    boek.boek(post(vec![betaald])).expect("moves");
    let regels = boek.regels(g("0794"));
    assert_eq!(regels.len(), 6);
    assert_eq!(
        regels.iter().map(|r| (r.debet.0, r.credit.0)).collect::<Vec<_>>(),
        [(123_456, 0), (0, 123_456), (1_005, 0), (0, 1_005), (7, 0), (0, 7)]
    );
    let csv = journaal_csv(&regels, &|a| alloc::format!("AGB{}", a.0));
    assert_eq!(
        csv.lines().collect::<Vec<_>>(),
        [
            "post;datum;omschrijving;stuk;administratie;soort;taakveld;categorie;debet;credit;crediteur;zorgjaar",
            "1;2026-03-01;Zorg maart;DVO;0794;lasten;6.81a;zorg;1234,56;;;",
            "1;2026-03-01;Zorg maart;DVO;0794;balans;;bank;;1234,56;;",
            "3;2026-03-01;\"'=SOM(A1);\"\"x\"\"\";DVO;0794;lasten;6.81a;zorg;10,05;;;",
            "3;2026-03-01;\"'=SOM(A1);\"\"x\"\"\";DVO;0794;balans;;bank;;10,05;;",
            "4;2026-03-01;Zorg maart;DVO;0794;balans;;nog te betalen zorg;0,07;;AGB12;2025",
            "4;2026-03-01;Zorg maart;DVO;0794;balans;;bank;;0,07;;",
        ]
    );
    assert!(csv.ends_with("\r\n"));
}

const TABEL: &str = "geldstroom;product;van;tot;taakveld;zekerheid\n\
    ontvangst;;2015-01-01;;0.7;naam\n\
    doorsluizing;;2015-01-01;2023-01-01;6.81;open\n\
    doorsluizing;;2023-01-01;;6.81a;open\n\n\
    programma_bt;;2023-01-01;;6.81a;open\n\
    programma_bt;02A05;2023-01-01;;6.71b;open\n\
    reserve;;2023-01-01;;0.10;voorschrift\n\
    reserve;;2024-01-01;;0.4;naam\n";

fn tabel() -> Taakveldtabel {
    Taakveldtabel::lees(TABEL).expect("table")
}

#[test]
fn het_taakveld_volgt_uit_een_tabel_met_datums() {
    let op = |s, p: Option<&str>, dag: &str| {
        let product = p.map(|p| Productcode::lees(p).expect("code"));
        tabel().op(s, product.as_ref(), d(dag)).map(|r| r.taakveld.to_string()).map_err(|w| w.code)
    };
    for (s, p, dag, veld) in [
        (Geldstroom::Doorsluizing, None, "2022-12-31", Ok("6.81")),
        (Geldstroom::Doorsluizing, None, "2023-01-01", Ok("6.81a")),
        (Geldstroom::ProgrammaBt, Some("02A05"), "2024-01-01", Ok("6.71b")),
        (Geldstroom::ProgrammaBt, Some("15A77"), "2024-01-01", Ok("6.81a")),
        (Geldstroom::ProgrammaBt, None, "2024-01-01", Ok("6.81a")),
        (Geldstroom::ProgrammaBt, Some("02A05"), "2022-01-01", Err("FIN-18")),
        (Geldstroom::Overhead, None, "2024-01-01", Err("FIN-18")),
        (Geldstroom::Reserve, None, "2023-06-01", Ok("0.10")),
        (Geldstroom::Reserve, None, "2024-01-01", Err("FIN-19")),
    ] {
        assert_eq!(op(s, p, dag), veld.map(ToString::to_string), "{s} {dag}");
    }
    assert_eq!(tabel().regels().len(), 7);
    assert_eq!(tabel().regels()[5].zekerheid, Zekerheid::Voorschrift);
    for t in ["6.81a", "0.7", "0.10"] {
        assert!(Taakveld::lees(t).is_ok(), "{t}");
    }
    for t in ["", "6", "6.", "6.81ab", "66.8", "6.811", "6.a", ".8", "6.8A"] {
        assert!(Taakveld::lees(t).is_err(), "{t}");
    }
    for regel in [
        "onbekend;;2015-01-01;;0.7;naam",
        "ontvangst;;2015-01-01;0.7;naam",
        "ontvangst;;2015-01-01;2015-01-01;0.7;naam",
        "ontvangst;;x;;0.7;naam",
    ] {
        assert!(Taakveldtabel::lees(&alloc::format!("kop\n{regel}")).is_err(), "{regel}");
    }
    let lang = |n: usize| {
        Taakveldtabel::lees(&alloc::format!("kop\n{}", "ontvangst;;2015-01-01;;0.7;naam\n".repeat(n)))
    };
    assert!(lang(1_000).is_ok() && lang(1_001).is_err());
}

fn doorsluizing() -> Doorsluizing {
    Doorsluizing {
        centrum: g("0794"),
        datum: d("2026-01-31"),
        circulaire: "Septembercirculaire".into(),
        overeenkomst: "DVO".into(),
    }
}

#[test]
fn ontvangst_en_doorsluizing_staan_los_van_elkaar_in_het_boek() {
    let ontvangen = vec![(g("0794"), Cent(1_000)), (g("0762"), Cent(300)), (g("0743"), Cent::NUL)];
    let posten = doorsluizing().boekingen(&ontvangen, &tabel()).expect("books");
    assert_eq!(posten.len(), 1 + 3);
    let mut boek = Grootboek::default();
    posten.into_iter().for_each(|p| assert!(boek.boek(p).is_ok()));
    assert_eq!((boek.resultaat(g("0794")), boek.resultaat(g("0762"))), (Cent(1_300), Cent::NUL));
    let regels = boek.regels(g("0762"));
    let kort: Vec<_> = regels
        .iter()
        .map(|r| {
            (
                r.rekening.soort,
                r.rekening.taakveld.as_ref().map(ToString::to_string),
                r.debet.0,
                r.credit.0,
                r.stuk.as_str(),
            )
        })
        .collect();
    assert_eq!(
        kort,
        [
            (Rekeningsoort::Balans, None, 300, 0, "Septembercirculaire"),
            (Rekeningsoort::Baten, Some("0.7".into()), 0, 300, "Septembercirculaire"),
            (Rekeningsoort::Lasten, Some("6.81a".into()), 300, 0, "DVO"),
            (Rekeningsoort::Balans, None, 0, 300, "DVO"),
        ]
    );
    let terug = vec![(g("0762"), Cent(-1))];
    assert_eq!(doorsluizing().boekingen(&terug, &tabel()).expect_err("negative").code, "FIN-13");
    let vroeg = Doorsluizing { datum: d("2014-12-31"), ..doorsluizing() };
    assert_eq!(vroeg.boekingen(&ontvangen, &tabel()).expect_err("no taakveld").code, "FIN-18");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever is booked and undone: every book is in balance, and what was undone leaves nothing.
    #[test]
    fn elk_boek_is_altijd_in_balans(reeks in proptest::collection::vec((0usize..3, 1i64..1_000_000, any::<bool>()), 1..30)) {
        let namen = ["0794", "0762", "0743"];
        let mut boek = Grootboek::default();
        let mut over = [0i64; 3];
        for (wie, cent, terug) in reeks {
            let nr = boek.boek(zorg(namen[wie], cent)).expect("moves");
            over[wie] += cent;
            if terug {
                boek.boek_tegen(nr, d("2026-04-01"), "fout").expect("once");
                over[wie] -= cent;
            }
        }
        prop_assert_eq!(boek.saldi().values().copied().sum::<Cent>(), Cent::NUL);
        for (naam, cent) in namen.iter().zip(over) {
            let regels = boek.regels(g(naam));
            let som = |f: fn(&Journaalregel) -> Cent| regels.iter().map(f).sum::<Cent>();
            prop_assert_eq!(som(|r| r.debet), som(|r| r.credit));
            prop_assert_eq!(boek.resultaat(g(naam)), Cent(-cent));
        }
    }
}

#[test]
fn met_de_hand_boekt_niemand_een_miljard_of_in_een_volgend_jaar() {
    let d = |t: &str| crate::stam::Datum::lees(t).expect("test date");
    let vandaag = d("2026-11-22");
    let code = |cent, dag| super::met_de_hand(Cent(cent), d(dag), vandaag).err().map(|w| w.code);
    assert_eq!(code(49_999_999_999, "2026-12-31"), None);
    assert_eq!(code(50_000_000_000, "2026-12-31"), Some("FIN-49"));
    assert_eq!(code(-50_000_000_000, "2026-01-01"), Some("FIN-49"));
    assert_eq!((code(1, "2027-01-01"), code(1, "2014-12-31")), (Some("FIN-50"), Some("FIN-50")));
    assert_eq!(code(1, "2015-01-01"), None);
}
