//! The worked example, section A, and what must hold of every split.

use super::*;
use crate::stam::{Breuk, Cent, Gemeentecode};
use alloc::{string::ToString, vec, vec::Vec};
use proptest::prelude::*;

pub(super) fn g(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("code")
}
pub(super) fn bron(status: Cijferstatus) -> Cijferbron {
    Cijferbron::nieuw("rekenvoorbeeld", status)
}
fn d(t: &str) -> Decimaal {
    Decimaal::van(&Breuk::lees(t).expect("number")).expect("six decimals")
}
fn maatstaf(code: &str, gewicht: &str) -> Maatstaf {
    Maatstaf {
        code: code.into(),
        naam: code.into(),
        gewicht: d(gewicht),
        bron: bron(Cijferstatus::Illustratief),
    }
}
/// Weights are illustrative.
pub(super) fn model() -> Verdeelmodel {
    let maatstaven = vec![
        maatstaf("inwoners", "30"),
        maatstaf("laag inkomen", "250"),
        maatstaf("psychische zorg", "2500"),
    ];
    Verdeelmodel { versie: "voorbeeld".into(), maatstaven }
}
pub(super) const TABEL: [(&str, u32, u32, u32); 7] = [
    ("0743", 17_068, 430, 150),
    ("0762", 32_606, 900, 300),
    ("0794", 93_476, 5_200, 1_250),
    ("0847", 19_701, 480, 165),
    ("1652", 31_040, 820, 270),
    ("1659", 22_943, 560, 190),
    ("9999", 17_373_838, 600_000, 205_000),
];
pub(super) const MACRO: Cent = Cent(140_000_000_000);

fn tabel() -> Maatstaftabel {
    let rij = |(c, i, l, p): &(&str, u32, u32, u32)| Gemeenterij {
        gemeente: g(c),
        inwoners: *i,
        waarden: vec![Decimaal::heel(*i), Decimaal::heel(*l), Decimaal::heel(*p)],
    };
    // Out of order on purpose: the table orders itself.
    Maatstaftabel::nieuw(TABEL.iter().rev().map(rij).collect(), bron(Cijferstatus::Gepubliceerd))
        .expect("no doubles")
}
pub(super) fn voorbeeld() -> Verdeling {
    verdeel(&model(), &tabel(), MACRO).expect("splits")
}
const UITKOMST: [i64; 7] =
    [116_210_746, 228_226_623, 844_732_262, 131_283_065, 211_636_439, 152_287_795, 138_315_623_070];

fn centen(v: &Verdeling) -> Vec<i64> {
    v.uitkeringen().iter().map(|u| u.objectief.0).collect()
}

#[test]
fn het_rekenvoorbeeld_klopt_tot_de_cent() {
    let v = voorbeeld();
    assert_eq!(centen(&v), UITKOMST);
    assert_eq!((v.totaal(), v.weg()), (MACRO, Weg::Tabel));
    assert_eq!(v.uitkeringsfactor().expect("computed").met_decimalen(9), "1.168487404");
    assert_eq!(v.som_bases().naar_cent(), Some(Cent(119_813_016_000)));
    assert_eq!(v.van(g("0762")).expect("there").basis().naar_cent(), Some(Cent(195_318_000)));
    assert_eq!(v.van(g("0772")), None);
    assert_eq!(v.bedragen()[2], (g("0794"), Cent(844_732_262)));
}

#[test]
fn de_schrijfwijze_per_inwoner_geeft_dezelfde_centen() {
    let per_inwoner = verdeel_per_inwoner(&model(), &tabel(), MACRO).expect("splits");
    assert_eq!(per_inwoner, voorbeeld().bedragen());
    let deurne = model().per_inwoner(tabel().van(g("0762")).expect("there")).expect("inhabitants");
    assert_eq!(deurne, Breuk::nieuw(1_953_180, 32_606).expect("not zero"));
}

#[test]
fn de_drie_wegen_naar_een_verdeling() {
    let v = voorbeeld();
    let bases: Vec<(Gemeentecode, Cent)> =
        v.uitkeringen().iter().rev().map(|u| (u.gemeente, u.basis().naar_cent().expect("cents"))).collect();
    assert_eq!(centen(&verdeel_op_basis(&bases, MACRO).expect("splits")), UITKOMST);
    // The published factor has nine decimals: right for a gemeente, not for a country.
    let factor = Breuk::lees("1.168487404").expect("number");
    let met = verdeel_met_factor(&model(), &tabel(), &factor).expect("splits");
    assert_eq!(centen(&met)[..6], UITKOMST[..6]);
    assert_ne!(met.totaal(), MACRO);
    assert_eq!(met.weg(), Weg::Factor);
    let basis_met = verdeel_basis_met_factor(&bases, &factor).expect("splits");
    assert_eq!((centen(&basis_met), basis_met.weg()), (centen(&met), Weg::Factor));
    let uit: Vec<(Gemeentecode, Cent)> = v.bedragen().into_iter().rev().collect();
    let gepubliceerd = neem_uitkomsten(&uit);
    assert_eq!((centen(&gepubliceerd), gepubliceerd.weg()), (UITKOMST.to_vec(), Weg::Uitkomsten));
    assert_eq!(gepubliceerd.uitkeringsfactor(), None);
    assert!(gepubliceerd.som_bases().is_nul());
}

#[test]
fn elk_bedrag_gaat_open_tot_zijn_bronnen() {
    let macro_bron = bron(Cijferstatus::Gepubliceerd);
    let v = voorbeeld();
    let t = v.herleid(g("0762"), &model(), &tabel(), &macro_bron).expect("there");
    assert!(t.klopt());
    assert_eq!((t.toon().as_str(), t.status()), ("€ 2.282.266,23", Cijferstatus::Illustratief));
    assert_eq!(
        t.gegevens().len(),
        8,
        "three values, three weights, the macrobudget and the sum of the bases"
    );
    assert!(t.gegevens().iter().all(|b| b.bron().is_some()));
    assert_eq!(t.delen()[0].delen()[1].toon(), "1,168487404");
    assert!(v.herleid(g("0772"), &model(), &tabel(), &macro_bron).is_none());
    let factor = Breuk::lees("1.168487404").expect("number");
    let met = verdeel_met_factor(&model(), &tabel(), &factor).expect("splits");
    let t = met.herleid(g("0762"), &model(), &tabel(), &macro_bron).expect("there");
    assert_eq!((t.klopt(), t.gegevens().len(), t.bewerking()), (true, 7, Bewerking::Afgerond));
    let t =
        neem_uitkomsten(&v.bedragen()).herleid(g("0762"), &model(), &tabel(), &macro_bron).expect("there");
    assert_eq!((t.bewerking(), t.status()), (Bewerking::Gegeven, Cijferstatus::Gepubliceerd));
}

fn rij(code: &str, inwoners: u32, waarden: &[&str]) -> Gemeenterij {
    Gemeenterij { gemeente: g(code), inwoners, waarden: waarden.iter().map(|w| d(w)).collect() }
}
fn een(gewicht: &str) -> Verdeelmodel {
    Verdeelmodel { versie: "x".into(), maatstaven: vec![maatstaf("m", gewicht)] }
}
fn klein(rijen: Vec<Gemeenterij>) -> Result<Maatstaftabel, crate::stam::Weigering> {
    Maatstaftabel::nieuw(rijen, bron(Cijferstatus::Concept))
}

#[test]
fn een_tabel_die_niet_klopt_wordt_geweigerd() {
    assert_eq!(
        klein(vec![rij("0794", 1, &["1"]), rij("0794", 1, &["1"])]).expect_err("double").code,
        "STL-01"
    );
    let kort = klein(vec![rij("0794", 1, &[])]).expect("table");
    assert_eq!(verdeel(&een("1"), &kort, Cent(1)).expect_err("no value").code, "STL-02");
    assert_eq!(verdeel_met_factor(&een("1"), &kort, &Breuk::heel(1)).expect_err("no value").code, "STL-02");
    let leeg = klein(vec![rij("0794", 0, &["1"])]).expect("table");
    assert_eq!(een("1").per_inwoner(&leeg.rijen()[0]).expect_err("nobody").code, "STL-03");
    for gewicht in ["0", "-1"] {
        assert_eq!(verdeel(&een(gewicht), &leeg, Cent(1)).expect_err("nothing").code, "STL-04");
    }
    let vol = klein(vec![rij("0794", 3, &["1"])]).expect("table");
    assert_eq!(verdeel_per_inwoner(&een("-1"), &vol, Cent(1)).expect_err("nothing").code, "STL-04");
    // Three ways to be too large: the product with the macrobudget, the sum over maatstaven, the sum over gemeenten.
    const MAX: &str = "9000000000000.000001";
    let model = |n: usize| Verdeelmodel {
        versie: "x".into(),
        maatstaven: [maatstaf("a", MAX), maatstaf("b", "8999999999999.999999"), maatstaf("c", MAX)][..n]
            .to_vec(),
    };
    for (n, rijen) in [
        (2, vec![rij("0794", 1, &[MAX, MAX]), rij("0762", 1, &["1", "2"])]),
        (3, vec![rij("0794", 1, &[MAX, MAX, MAX]), rij("0762", 1, &["1", "1", "1"])]),
        (2, vec![rij("0794", 1, &[MAX, MAX]), rij("0762", 1, &[MAX, MAX])]),
    ] {
        let reus = klein(rijen).expect("table");
        assert_eq!(verdeel(&model(n), &reus, Cent(i64::MAX)).expect_err("too large").code, "STL-05");
    }
    // What all rows share is taken out first, so that a large but round table does not become too large.
    let rond =
        klein(vec![rij("0794", 1, &["9000000000000"]), rij("0762", 1, &["9000000000000"])]).expect("table");
    assert_eq!(
        centen(&verdeel(&een("9000000"), &rond, Cent(i64::MAX - 1)).expect("fits")),
        [i64::MAX / 2; 2]
    );
    let reus = klein(vec![rij("0794", 1, &[MAX])]).expect("table");
    let factor = Breuk::heel(1_000_000_000_000);
    assert_eq!(verdeel_met_factor(&een("9000000"), &reus, &factor).expect_err("too large").code, "STL-05");
}

#[test]
fn een_gewicht_mag_negatief_zijn_en_gelijke_resten_gaan_naar_de_laagste_code() {
    let t = klein(vec![rij("0794", 1, &["-1"]), rij("0762", 1, &["3"])]).expect("table");
    assert_eq!(centen(&verdeel(&een("2"), &t, Cent(1_000)).expect("splits")), [1_500, -500]);
    let gelijk =
        klein(vec![rij("0794", 1, &["1"]), rij("0762", 1, &["1"]), rij("0743", 1, &["1"])]).expect("table");
    assert_eq!(centen(&verdeel(&een("0.5"), &gelijk, Cent(5)).expect("splits")), [2, 2, 1]);
}

#[test]
fn een_decimaal_heeft_ten_hoogste_zes_decimalen() {
    assert_eq!(d("-2500.000001").to_string(), "-2500,000001");
    assert_eq!(Decimaal::heel(3).miljoensten(), 3_000_000);
    for fout in ["0,0000001", "1/3", "10000000000000"] {
        assert!(Decimaal::van(&Breuk::lees(fout).expect("number")).is_err(), "{fout}");
    }
}

fn een_rij() -> impl Strategy<Value = (u32, Vec<(i32, u32)>)> {
    (1u32..1_000_000, proptest::collection::vec((0i32..1_000_000, 0u32..1_000_000), 3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever the table, the parts sum to the macrobudget, both notations agree, and every amount can be counted again.
    #[test]
    fn elke_verdeling_sluit(rijen in proptest::collection::vec(een_rij(), 1..12), gewichten in proptest::collection::vec(-50_000i128..9_000_000, 3), t in -1_000_000_000_000i64..1_000_000_000_000) {
        let maatstaven = gewichten.iter().map(|w| Maatstaf { gewicht: Decimaal::van(&Breuk::nieuw(*w, 1000).expect("not zero")).expect("fits"), ..maatstaf("m", "1") }).collect();
        let model = Verdeelmodel { versie: "x".into(), maatstaven };
        let maak = |(i, (inwoners, waarden)): (usize, (u32, Vec<(i32, u32)>))| Gemeenterij {
            gemeente: g(&alloc::format!("{:04}", 9_000 - i)),
            inwoners,
            waarden: waarden.iter().map(|(h, d)| Decimaal::van(&Breuk::heel(i128::from(*h)).plus(&Breuk::nieuw(i128::from(*d), 1_000_000).expect("not zero"))).expect("fits")).collect(),
        };
        let tabel = Maatstaftabel::nieuw(rijen.into_iter().enumerate().map(maak).collect(), bron(Cijferstatus::Concept)).expect("no doubles");
        match verdeel(&model, &tabel, Cent(t)) {
            Ok(v) => {
                prop_assert_eq!(v.totaal(), Cent(t));
                prop_assert_eq!(verdeel_per_inwoner(&model, &tabel, Cent(t)).expect("splits"), v.bedragen());
                let eerste = v.uitkeringen()[0].gemeente;
                prop_assert!(v.herleid(eerste, &model, &tabel, &bron(Cijferstatus::Concept)).expect("there").klopt());
            }
            Err(w) => prop_assert_eq!(w.code, "STL-04"),
        }
    }
}
