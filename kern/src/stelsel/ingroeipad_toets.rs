//! The worked example, section B, and what must hold of every year of every path.

use super::verdeling_toets::{MACRO, bron, g, voorbeeld};
use super::*;
use crate::stam::{Breuk, Cent, Gemeentecode};
use alloc::{string::ToString, vec, vec::Vec};
use proptest::prelude::*;

const HISTORISCH: Cent = Cent(1_575_000_000);

fn lineair() -> Schema {
    Schema::lineair("lineair", 10, 4, bron(Cijferstatus::Illustratief)).expect("steps")
}
fn uitstroom() -> Schema {
    let kwart = Breuk::lees("25%").expect("number");
    Schema::uitstroom("uitstroom", &kwart, 10, 4, bron(Cijferstatus::Illustratief)).expect("steps")
}
fn pad(schema: Schema) -> Ingroeipad {
    Ingroeipad { startjaar: Some(2030), schema }
}
fn zes() -> Vec<(Gemeentecode, Cent)> {
    voorbeeld().bedragen()[..6].to_vec()
}
fn jaar(p: &Ingroeipad, stap: i16) -> Padjaar {
    padjaar(p, 2029 + stap, &[(g("0794"), HISTORISCH)], &zes(), Afronding::PerGemeente).expect("splits")
}

#[test]
fn het_rekenvoorbeeld_klopt_tot_de_cent() {
    for (schema, stap, historisch, objectief, regio) in [
        (
            lineair(),
            1,
            1_417_500_000,
            [11_621_075, 22_822_662, 84_473_226, 13_128_307, 21_163_644, 15_228_780],
            1_585_937_694,
        ),
        // Someren is 656,415.325 here: half goes up, not to the even cent.
        (
            lineair(),
            5,
            787_500_000,
            [58_105_373, 114_113_312, 422_366_131, 65_641_533, 105_818_220, 76_143_898],
            1_629_688_467,
        ),
        (
            lineair(),
            10,
            0,
            [116_210_746, 228_226_623, 844_732_262, 131_283_065, 211_636_439, 152_287_795],
            1_684_376_930,
        ),
        (
            uitstroom(),
            1,
            1_157_782_500,
            [30_784_227, 60_457_232, 223_769_576, 34_776_884, 56_062_493, 40_341_037],
            1_603_973_949,
        ),
        (
            uitstroom(),
            5,
            302_085_000,
            [93_921_525, 184_452_757, 682_712_614, 106_102_973, 171_044_570, 123_078_996],
            1_663_398_435,
        ),
    ] {
        let j = jaar(&pad(schema), stap);
        assert_eq!(j.van(g("0794")).expect("there").historisch, Cent(historisch));
        assert_eq!(j.rijen.iter().map(|r| r.objectief.0).collect::<Vec<_>>(), objectief);
        assert_eq!(j.totaal(), Cent(regio));
        assert_eq!(j.stap, Some(usize::try_from(stap).expect("small")));
        assert_eq!(j.totaal() + j.afrondingsverschil(), j.historisch + j.objectief);
    }
    assert_eq!(jaar(&pad(lineair()), 5).van(g("0762")).expect("there").totaal(), Cent(114_113_312));
    assert_eq!(jaar(&pad(lineair()), 5).van(g("0772")), None);
}

#[test]
fn de_uitstroom_bepaalt_de_stappen() {
    let stappen: Vec<_> = uitstroom().stappen().iter().map(|s| s.breuk().met_decimalen(4)).collect();
    assert_eq!(
        stappen,
        ["0.2649", "0.4636", "0.6126", "0.7244", "0.8082", "0.8711", "0.9182", "0.9536", "0.9801", "1.0000"]
    );
    let derden: Vec<_> = Schema::lineair("drie", 3, 4, bron(Cijferstatus::Concept))
        .expect("steps")
        .stappen()
        .iter()
        .map(|s| s.breuk().to_string())
        .collect();
    assert_eq!(derden, ["0,3333", "0,6667", "1"]);
}

#[test]
fn een_schema_mag_alles_zijn_wat_een_aandeel_is() {
    let b = |t: &str| Breuk::lees(t).expect("number");
    for t in ["-0,1", "1,000001", "0,0000001", "1/3"] {
        assert_eq!(Aandeel::van(&b(t)).expect_err("no share").code, "STL-06", "{t}");
    }
    assert_eq!(Aandeel::van(&b("1")).expect("share").breuk(), b("1"));
    let a = |t: &str| Aandeel::van(&b(t)).expect("share");
    let maak = |s: Vec<Aandeel>| Schema::nieuw("x", s, bron(Cijferstatus::Concept));
    assert_eq!(maak(vec![]).expect_err("empty").code, "STL-07");
    assert_eq!(maak(vec![a("1"); 101]).expect_err("long").code, "STL-07");
    assert_eq!(maak(vec![a("1"); 100]).expect("long enough").opmerkingen(), Vec::<&str>::new());
    assert_eq!(Schema::lineair("x", 0, 4, bron(Cijferstatus::Concept)).expect_err("empty").code, "STL-07");
    assert_eq!(Schema::lineair("x", 101, 4, bron(Cijferstatus::Concept)).expect_err("long").code, "STL-07");
    assert_eq!(
        Schema::uitstroom("x", &b("0"), 10, 4, bron(Cijferstatus::Concept)).expect_err("nobody leaves").code,
        "STL-06"
    );
    assert_eq!(
        Schema::uitstroom("x", &b("0,1"), 1_000_000, 4, bron(Cijferstatus::Concept)).expect_err("long").code,
        "STL-06"
    );
    assert_eq!(
        Schema::uitstroom("x", &b("0,1"), 100, 4, bron(Cijferstatus::Concept))
            .expect("long enough")
            .stappen()
            .len(),
        100
    );
    assert_eq!(maak(vec![a("0,5"), a("0,4")]).expect("steps").opmerkingen().len(), 2);
    assert_eq!(maak(vec![a("0,5"), a("0,5")]).expect("steps").opmerkingen().len(), 1);
}

#[test]
fn zonder_start_blijft_alles_historisch() {
    let nooit = Ingroeipad { startjaar: None, schema: lineair() };
    let j =
        padjaar(&nooit, 2030, &[(g("0794"), HISTORISCH)], &zes(), Afronding::PerGemeente).expect("splits");
    assert_eq!((j.stap, j.aandeel, j.totaal()), (None, Aandeel::NUL, HISTORISCH));
    assert_eq!(j.van(g("0762")).expect("there").totaal(), Cent::NUL);
    let p = pad(lineair());
    assert_eq!((p.stap(2029), p.aandeel(2029)), (None, Aandeel::NUL));
    assert_eq!((p.stap(2030), p.stap(2039), p.stap(2040)), (Some(1), Some(10), Some(10)));
    assert_eq!(p.aandeel(2150).breuk(), Breuk::heel(1));
}

#[test]
fn een_land_sluit_tot_de_cent_of_wordt_geweigerd() {
    let o = voorbeeld().bedragen();
    let h = [(g("0794"), HISTORISCH), (g("9999"), MACRO - HISTORISCH)];
    let p = pad(uitstroom());
    let j = padjaar(&p, 2031, &h, &o, Afronding::Sluitend).expect("splits");
    assert_eq!((j.totaal(), j.afrondingsverschil()), (MACRO, Cent::NUL));
    assert_eq!(j.objectief, Cent(64_904_000_000));
    assert_eq!(padjaar(&p, 2031, &h[..1], &o, Afronding::Sluitend).expect_err("not equal").code, "STL-08");
    assert_eq!(padjaar(&p, 2031, &[], &[], Afronding::Sluitend).expect_err("nothing").code, "STL-04");
}

#[test]
fn ook_een_negatief_bedrag_gaat_bij_een_half_van_nul_af() {
    let half = Schema::nieuw(
        "half",
        vec![Aandeel::van(&Breuk::lees("0,5").expect("number")).expect("share")],
        bron(Cijferstatus::Concept),
    );
    let p = pad(half.expect("steps"));
    for (cent, deel) in [(-5, -3), (-4, -2), (-1, -1), (0, 0), (1, 1), (5, 3)] {
        let j = padjaar(&p, 2030, &[], &[(g("0762"), Cent(cent))], Afronding::PerGemeente).expect("splits");
        assert_eq!(j.rijen[0].objectief, Cent(deel), "{cent}");
    }
}

#[test]
fn twee_schemas_naast_elkaar_zeggen_wat_het_verschil_maakt() {
    let reeks = |s: Schema| (1..=3).map(|n| jaar(&pad(s.clone()), n)).collect::<Vec<_>>();
    let v = vergelijk(&reeks(lineair()), &reeks(uitstroom())[..2]);
    assert_eq!(v.len(), 12, "two years that both have, six gemeenten");
    let helmond = v.iter().find(|v| v.jaar == 2030 && v.gemeente == g("0794")).expect("there");
    // 15.75 mln × (0.2649 − 0.10) less historic: 2,597,175.00.
    assert_eq!((helmond.door_historisch, helmond.door_objectief), (Cent(-259_717_500), Cent(139_296_350)));
    assert_eq!(helmond.verschil(), Cent(-120_421_150));
    assert_eq!((helmond.eerste, helmond.tweede), (Cent(1_501_973_226), Cent(1_381_552_076)));
    assert!(helmond.zin().contains("In 2030 is 10,00% objectief in het ene schema en 26,49% in het andere."));
    assert!(helmond.zin().ends_with("samen -€ 1.204.211,50."));
}

#[test]
fn elk_jaar_gaat_open_tot_zijn_bronnen() {
    let p = pad(lineair());
    let b = bron(Cijferstatus::Gepubliceerd);
    let h = Term::bedrag("Historisch budget", HISTORISCH, &b);
    let o = Term::bedrag("Objectieve uitkering", Cent(844_732_262), &b);
    let t = herleid_padjaar(&p, 2030, Some(h), Some(o.clone())).expect("computes");
    assert_eq!(
        (t.toon().as_str(), t.klopt(), t.status()),
        ("€ 15.019.732,26", true, Cijferstatus::Illustratief)
    );
    assert_eq!(t.delen()[0].naam(), "Historisch deel");
    assert_eq!(herleid_padjaar(&p, 2034, None, Some(o)).expect("computes").toon(), "€ 4.223.661,31");
    assert!(herleid_padjaar(&p, 2034, None, None).is_none());
}

fn lijst(n: usize) -> impl Strategy<Value = Vec<(Gemeentecode, Cent)>> {
    proptest::collection::vec(1i64..9_000_000_000, 1..n).prop_map(|v| {
        v.into_iter().enumerate().map(|(i, c)| (g(&alloc::format!("{i:04}")), Cent(c))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever the steps and budgets: the year of a country is the macrobudget, and of a region the parts with their rounding.
    #[test]
    fn elk_jaar_van_elk_pad_sluit(o in lijst(30), h in lijst(8), aandelen in proptest::collection::vec(0i128..=1_000_000, 1..12), jaar in 2025i16..2050) {
        let stappen = aandelen.iter().map(|a| Aandeel::van(&Breuk::nieuw(*a, 1_000_000).expect("not zero")).expect("share")).collect();
        let p = pad(Schema::nieuw("x", stappen, bron(Cijferstatus::Concept)).expect("steps"));
        let regio = padjaar(&p, jaar, &h, &o, Afronding::PerGemeente).expect("splits");
        prop_assert_eq!(regio.totaal() + regio.afrondingsverschil(), regio.historisch + regio.objectief);
        prop_assert!(regio.afrondingsverschil().0.abs() <= i64::try_from(h.len() + o.len()).expect("small"));
        let som: Cent = o.iter().map(|x| x.1).sum();
        let verdeelsleutel: Vec<i128> = h.iter().map(|x| i128::from(x.1.0)).collect();
        let delen = crate::stam::verdeel_naar_rato(som, &verdeelsleutel).expect("fits");
        let h: Vec<_> = h.iter().map(|x| x.0).zip(delen).collect();
        let land = padjaar(&p, jaar, &h, &o, Afronding::Sluitend).expect("splits");
        prop_assert_eq!(land.totaal(), som);
        prop_assert_eq!(land.afrondingsverschil(), Cent::NUL);
        prop_assert_eq!(land.historisch + land.objectief, som);
        let deel = Breuk::van_cent(som).maal(&p.aandeel(jaar).breuk()).naar_cent().expect("fits");
        prop_assert_eq!(land.objectief, deel, "the two roads of rounding agree");
    }
}
