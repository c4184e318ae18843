//! The begroting adds up in every column, changes keep their trace, and only both boards together adopt.

use super::*;
use crate::stam::{Cent, Datum, Gemeentecode};
use alloc::{collections::BTreeMap, string::ToString, vec, vec::Vec};
use proptest::prelude::*;

fn g(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("code")
}
fn d(t: &str) -> Datum {
    Datum::lees(t).expect("date")
}
fn veld(t: &str) -> Taakveld {
    Taakveld::lees(t).expect("taakveld")
}
fn regel(
    code: &str,
    kant: Kant,
    aard: Aard,
    taakveld: &str,
    gemeente: Option<&str>,
    bedragen: [i64; 6],
) -> Begrotingsregel {
    Begrotingsregel {
        code: code.into(),
        omschrijving: code.into(),
        kant,
        soort: if kant == Kant::Baten { Kostensoort::Inkomsten } else { Kostensoort::Programma },
        aard,
        taakveld: veld(taakveld),
        gemeente: gemeente.map(g),
        bedragen: bedragen.map(Cent),
    }
}
fn regels() -> Vec<Begrotingsregel> {
    use {Aard::*, Kant::*};
    vec![
        regel("bw", Lasten, Structureel, "6.81a", None, [800, 900, 1_000, 1_010, 1_020, 1_030]),
        regel("project", Lasten, Incidenteel, "6.2", None, [0, 0, 50, 25, 0, 0]),
        regel("helmond", Baten, Structureel, "6.81a", Some("0794"), [700, 800, 900, 905, 910, 915]),
        regel("deurne", Baten, Structureel, "6.81a", Some("0762"), [100, 100, 100, 100, 100, 100]),
        regel("subsidie", Baten, Incidenteel, "6.2", None, [0, 0, 60, 0, 0, 0]),
    ]
}
fn begroting() -> Meerjarenbegroting {
    Meerjarenbegroting::nieuw(2026, regels()).expect("no doubles")
}
fn alle(_: &Begrotingsregel) -> bool {
    true
}

#[test]
fn de_zes_jaren_van_een_begroting_tellen_op() {
    let b = begroting();
    let saldi: Vec<i64> = Jaarkolom::ALLE.iter().map(|k| b.saldo(*k, &alle).0).collect();
    assert_eq!(saldi, [0, 0, 10, -30, -10, -15]);
    let structureel: Vec<i64> = Jaarkolom::ALLE.iter().map(|k| b.structureel_saldo(*k).0).collect();
    assert_eq!(structureel, [0, 0, 0, -5, -10, -15]);
    let jaren: Vec<i16> = Jaarkolom::ALLE.iter().map(|k| k.jaar(b.jaar())).collect();
    assert_eq!(jaren, [2024, 2025, 2026, 2027, 2028, 2029]);
    let velden = b.per_taakveld(Jaarkolom::Begroting);
    assert_eq!(
        velden,
        BTreeMap::from([(veld("6.2"), (Cent(50), Cent(60))), (veld("6.81a"), (Cent(1_000), Cent(1_000)))])
    );
    assert_eq!(
        (b.bijdrage(g("0762"), Jaarkolom::Begroting), b.bijdrage(g("0743"), Jaarkolom::Begroting)),
        (Cent(100), Cent::NUL)
    );
    let programma = b.totaal(Kant::Lasten, Jaarkolom::Begroting, &|r| r.soort == Kostensoort::Programma);
    assert_eq!((programma, b.regels().len()), (Cent(1_050), 5));
}

fn wijziging(nummer: u32, mutaties: &[(&str, i64)]) -> Begrotingswijziging {
    let mutaties = mutaties.iter().map(|(c, b)| (c.to_string(), Cent(*b))).collect();
    Begrotingswijziging {
        nummer,
        vastgesteld_op: d("2026-06-01"),
        document: "Tussenrapportage".into(),
        mutaties,
    }
}

#[test]
fn een_wijziging_laat_de_oorspronkelijke_begroting_staan() {
    let mut b = begroting();
    b.wijzig(wijziging(1, &[("bw", 200), ("helmond", 200)])).expect("follows");
    b.wijzig(wijziging(2, &[("bw", -1_200), ("project", 5)])).expect("to zero is possible");
    assert_eq!(b.totaal(Kant::Lasten, Jaarkolom::Begroting, &alle), Cent(1_050), "before changes");
    assert_eq!(b.totaal_na_wijziging(Kant::Lasten, &alle), Cent(55));
    assert_eq!(b.totaal_na_wijziging(Kant::Baten, &|r| r.gemeente.is_some()), Cent(1_200));
    assert_eq!(b.na_wijziging(&b.regels()[0]), Cent::NUL);
    let voor = b.clone();
    assert_eq!(b.wijzig(wijziging(4, &[])).expect_err("number").code, "FIN-22");
    assert_eq!(b.wijzig(wijziging(3, &[("x", 1)])).expect_err("unknown").code, "FIN-23");
    assert_eq!(b.wijzig(wijziging(3, &[("bw", -1)])).expect_err("negative").code, "FIN-21");
    assert_eq!(b, voor, "what was refused changes nothing");
    assert_eq!(b.wijzigingen().len(), 2);
}

#[test]
fn een_begroting_die_niet_klopt_wordt_geweigerd() {
    let mut dubbel = regels();
    dubbel.push(dubbel[0].clone());
    assert_eq!(Meerjarenbegroting::nieuw(2026, dubbel).expect_err("double").code, "FIN-20");
    let mut negatief = regels();
    negatief[0].bedragen[5] = Cent(-1);
    assert_eq!(Meerjarenbegroting::nieuw(2026, negatief).expect_err("negative").code, "FIN-21");
}

fn h(op: &str) -> Handtekening {
    Handtekening { op: d(op), document: "Besluit".into() }
}
fn geadviseerd(uitkomst: Adviesuitkomst) -> Begrotingsroute {
    let route = Begrotingsroute::Concept.vraag_advies(h("2026-03-01")).expect("from concept");
    assert_eq!(route.tekst(), "Voor advies bij het bestuurlijk overleg");
    route.geef_advies(uitkomst, h("2026-03-20")).expect("asked")
}

#[test]
fn twee_besturen_stellen_vast_na_het_advies() {
    let route = geadviseerd(Adviesuitkomst::Positief);
    assert_eq!(route.tekst(), "Advies ontvangen");
    let een = route.stel_vast(Bestuur::CollegeHelmond, h("2026-04-01"), "").expect("first");
    assert_eq!(een.tekst(), "Door één bestuur vastgesteld");
    assert_eq!(
        een.clone().stel_vast(Bestuur::CollegeHelmond, h("2026-04-02"), "").expect_err("twice").code,
        "FIN-28"
    );
    let beide = een.stel_vast(Bestuur::DbPeelgemeenten, h("2026-03-20"), "").expect("second");
    assert_eq!(beide.tekst(), "Vastgesteld");
    let Begrotingsroute::Vastgesteld { advies, vastgesteld } = &beide else { panic!("both adopted") };
    assert_eq!(
        (advies, vastgesteld.len(), &vastgesteld[&Bestuur::CollegeHelmond]),
        (&h("2026-03-20"), 2, &h("2026-04-01"))
    );
    assert_eq!(beide.haal_terug().expect_err("adopted").code, "FIN-24");
}

#[test]
fn elke_stap_heeft_haar_plaats_haar_document_en_haar_dag() {
    let leeg = Handtekening { op: d("2026-03-01"), document: "  ".into() };
    let concept = || Begrotingsroute::Concept;
    let ter_advies = || concept().vraag_advies(h("2026-03-01")).expect("from concept");
    let advies = || geadviseerd(Adviesuitkomst::Negatief);
    let code = |r: Result<Begrotingsroute, crate::stam::Weigering>| r.map(|r| r.tekst()).map_err(|w| w.code);
    assert_eq!(code(concept().vraag_advies(leeg.clone())), Err("FIN-25"));
    assert_eq!(code(ter_advies().vraag_advies(h("2026-03-01"))), Err("FIN-24"));
    assert_eq!(code(concept().geef_advies(Adviesuitkomst::Positief, h("2026-03-01"))), Err("FIN-24"));
    assert_eq!(code(ter_advies().geef_advies(Adviesuitkomst::Positief, leeg.clone())), Err("FIN-25"));
    assert_eq!(code(ter_advies().geef_advies(Adviesuitkomst::Positief, h("2026-02-28"))), Err("FIN-26"));
    assert_eq!(
        code(ter_advies().geef_advies(Adviesuitkomst::Positief, h("2026-03-01"))),
        Ok("Advies ontvangen")
    );
    assert_eq!(code(ter_advies().stel_vast(Bestuur::CollegeHelmond, h("2026-04-01"), "")), Err("FIN-24"));
    let db = |op: &str, m: &str| code(advies().stel_vast(Bestuur::DbPeelgemeenten, h(op), m));
    assert_eq!(db("2026-03-19", "toch"), Err("FIN-26"));
    assert_eq!(db("2026-04-01", " "), Err("FIN-27"));
    assert_eq!(db("2026-03-20", "Het geld is nodig."), Ok("Door één bestuur vastgesteld"));
    assert_eq!(code(advies().stel_vast(Bestuur::DbPeelgemeenten, leeg, "toch")), Err("FIN-25"));
    assert_eq!(code(advies().haal_terug()), Ok("Concept"));
    assert_eq!(code(ter_advies().haal_terug()), Ok("Concept"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// The parts of a begroting are its whole: by side, by kind, by taakveld, before and after changes.
    #[test]
    fn elke_uitsplitsing_telt_op(rijen in proptest::collection::vec((any::<bool>(), any::<bool>(), 0usize..3, proptest::array::uniform6(0i64..1_000_000)), 1..12), erbij in 0i64..10_000) {
        let velden = ["0.7", "6.2", "6.81a"];
        let maak = |(i, (baten, vast, v, bedragen)): (usize, (bool, bool, usize, [i64; 6]))| {
            let kant = if baten { Kant::Baten } else { Kant::Lasten };
            regel(&i.to_string(), kant, if vast { Aard::Structureel } else { Aard::Incidenteel }, velden[v], None, bedragen)
        };
        let mut b = Meerjarenbegroting::nieuw(2026, rijen.into_iter().enumerate().map(maak).collect()).expect("no doubles");
        for k in Jaarkolom::ALLE {
            let (lasten, baten) = b.per_taakveld(*k).values().fold((Cent::NUL, Cent::NUL), |s, x| (s.0 + x.0, s.1 + x.1));
            prop_assert_eq!(baten - lasten, b.saldo(*k, &alle));
            let incidenteel = b.saldo(*k, &|r| r.aard == Aard::Incidenteel);
            prop_assert_eq!(b.structureel_saldo(*k) + incidenteel, b.saldo(*k, &alle));
        }
        let kant = b.regels()[0].kant;
        let voor = b.totaal_na_wijziging(kant, &alle);
        b.wijzig(wijziging(1, &[("0", erbij)])).expect("follows");
        prop_assert_eq!(b.totaal_na_wijziging(kant, &alle), voor + Cent(erbij));
    }
}
