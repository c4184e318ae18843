//! The worked example, section E, and what must hold of every settlement.

use super::*;
use crate::stam::{Breuk, Cent, Datum, Gemeentecode, Periode};
use crate::stelsel::{Cijferbron, Cijferstatus};
use alloc::{string::ToString, vec, vec::Vec};
use proptest::prelude::*;

const ZES: [&str; 6] = ["0743", "0762", "0794", "0847", "1652", "1659"];
const INBRENG: [i64; 6] = [11_621_075, 22_822_662, 1_501_973_226, 13_128_307, 21_163_644, 15_228_780];
const PROGRAMMA: [i64; 6] = [68_742_882, 146_229_810, 898_295_028, 75_200_922, 132_500_784, 84_075_324];
const INWONERS: [u32; 6] = [17_068, 32_606, 93_476, 19_701, 31_040, 22_943];

fn g(code: &str) -> Gemeentecode {
    Gemeentecode::lees(code).expect("code")
}
fn b(t: &str) -> Breuk {
    Breuk::lees(t).expect("number")
}
fn lijst(centen: [i64; 6]) -> PerGemeente {
    ZES.iter().zip(centen).map(|(c, n)| (g(c), Cent(n))).collect()
}
fn kosten(bedrag: i64) -> Kostenregel {
    Kostenregel { omschrijving: "kosten".into(), bedrag: Cent(bedrag), taakveld: "6.2".into() }
}
fn pot() -> Pot {
    Pot {
        inbreng: lijst(INBRENG),
        eigen_bijdragen: Cent(41_234_567),
        programmakosten: lijst(PROGRAMMA),
        uitvoeringskosten: vec![
            kosten(55_500_000),
            kosten(13_200_000),
            kosten(14_250_000),
            kosten(4_500_000),
        ],
        overhead: b("25%"),
    }
}
fn deelnemers() -> Vec<Deelnemer> {
    // Out of order on purpose.
    (0..6)
        .rev()
        .map(|i| Deelnemer {
            gemeente: g(ZES[i]),
            inbreng: Cent(INBRENG[i]),
            inwoners: INWONERS[i],
            gebruik: Cent(PROGRAMMA[i]),
        })
        .collect()
}
fn centen(a: &Afrekening) -> Vec<i64> {
    a.per_gemeente.iter().map(|x| x.1.0).collect()
}
const RESULTAAT: Cent = Cent(112_815_011);

#[test]
fn de_pot_van_het_rekenvoorbeeld_klopt_tot_de_cent() {
    let u = pot().uitkomst().expect("fits");
    let verwacht = Potuitkomst {
        inbreng: Cent(1_585_937_694),
        programmakosten: Cent(1_405_044_750),
        uitvoeringskosten: Cent(87_450_000),
        overhead: Cent(21_862_500),
        lasten: Cent(1_514_357_250),
        baten: Cent(1_627_172_261),
        resultaat: RESULTAAT,
    };
    assert_eq!(u, verwacht);
    assert_eq!(fte_kosten(&b("6,0"), Cent(9_250_000)), Some(Cent(55_500_000)));
    assert_eq!(fte_kosten(&b("0,5"), Cent(1)), Some(Cent(1)), "half goes up");
    let reus = Pot { overhead: b("1000000000000000"), ..pot() };
    assert_eq!(reus.uitkomst().expect_err("too large").code, "FIN-04");
}

#[test]
fn het_resultaat_gaat_open_tot_elk_bedrag() {
    let bron = Cijferbron::nieuw("Begroting, voorbeeld", Cijferstatus::Illustratief);
    let t = pot().herleid(&bron, |g| g.to_string()).expect("computes");
    assert_eq!((t.waarde(), t.klopt()), (&Breuk::van_cent(RESULTAAT), true));
    assert_eq!(t.gegevens().len(), 6 + 1 + 6 + 4 + 4 + 1);
    assert_eq!(t.delen()[0].delen()[1].naam(), "Inbreng 0762");
    let leeg = Pot {
        inbreng: vec![],
        eigen_bijdragen: Cent(5),
        programmakosten: vec![],
        uitvoeringskosten: vec![],
        overhead: b("25%"),
    };
    assert_eq!(leeg.herleid(&bron, |g| g.to_string()).expect("computes").toon(), "€ 0,05");
}

#[test]
fn de_solidariteit_laat_zien_wie_draagt_en_zegt_waarom() {
    let s = pot().solidariteit();
    let overdracht: Vec<i64> = s.iter().map(|x| x.overdracht().0).collect();
    assert_eq!(overdracht, [-57_121_807, -123_407_148, 603_678_198, -62_072_615, -111_337_140, -68_846_544]);
    assert!(s[2].zin("Helmond").ends_with("Helmond draagt € 6.036.781,98 bij aan de pot."));
    assert!(s[0].zin("Asten").ends_with("De pot draagt € 571.218,07 bij."));
    let gelijk = Solidariteit { programmakosten: s[0].inbreng, ..s[0] };
    assert!(gelijk.zin("Asten").ends_with("Asten draagt € 0,00 bij aan de pot."));
    assert!(SOLIDARITEIT_UITLEG.contains("Niemand betaalt dit"));
}

#[test]
fn elke_sleutel_geeft_de_centen_van_het_rekenvoorbeeld() {
    for (sleutel, verwacht, letter) in [
        (
            Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng),
            [826_660, 1_623_480, 106_842_234, 933_877, 1_505_467, 1_083_293],
            'b',
        ),
        (
            Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners),
            [8_880_188, 16_964_343, 48_633_959, 10_250_092, 16_149_580, 11_936_849],
            'c',
        ),
        (
            Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik),
            [5_519_560, 11_741_205, 72_126_645, 6_038_094, 10_638_862, 6_750_645],
            'd',
        ),
    ] {
        let a = reken_af(RESULTAAT, &sleutel, &deelnemers()).expect("settles");
        assert_eq!(
            (centen(&a), a.reserve, a.totaal(), sleutel.letter()),
            (verwacht.to_vec(), Cent::NUL, RESULTAAT, letter)
        );
        assert_eq!(a.per_gemeente[0].0, g("0743"), "by code");
    }
    let a = reken_af(RESULTAAT, &Verdeelsleutel::Reserve, &deelnemers()).expect("settles");
    assert_eq!((a.per_gemeente.len(), a.reserve, Verdeelsleutel::Reserve.letter()), (0, RESULTAAT, 'a'));
}

fn mix(delen: &[(Verdeelgrondslag, &str)], band_per_inwoner: Option<Cent>) -> Verdeelsleutel {
    Verdeelsleutel::Mix { delen: delen.iter().map(|(g, t)| (*g, b(t))).collect(), band_per_inwoner }
}

#[test]
fn een_gemengde_sleutel_houdt_ieder_binnen_de_grens() {
    let helft = [(Verdeelgrondslag::Inbreng, "0,5"), (Verdeelgrondslag::Inwoners, "0,5")];
    let a = reken_af(RESULTAAT, &mix(&helft, None), &deelnemers()).expect("settles");
    assert_eq!((a.reserve, a.totaal()), (Cent::NUL, RESULTAAT));
    // Deurne: half of 16,234.80 and half of 169,643.43, to the cent.
    assert!((a.per_gemeente[1].1.0 - (1_623_480 + 16_964_343) / 2).abs() <= 1);
    let band = reken_af(RESULTAAT, &mix(&helft, Some(Cent(500))), &deelnemers()).expect("settles");
    assert_eq!(
        band.per_gemeente[2].1,
        Cent(93_476 * 500),
        "Helmond gets no more than five euro per inhabitant"
    );
    assert_eq!(band.per_gemeente[1].1, a.per_gemeente[1].1, "Deurne stays inside the band");
    assert_eq!((band.totaal(), band.reserve), (RESULTAAT, a.per_gemeente[2].1 - Cent(93_476 * 500)));
    let tekort = reken_af(-RESULTAAT, &mix(&helft, Some(Cent(500))), &deelnemers()).expect("settles");
    assert_eq!((tekort.per_gemeente[2].1, tekort.totaal()), (Cent(-93_476 * 500), -RESULTAAT));
    assert_eq!(mix(&helft, None).letter(), 'e');
    assert_ne!(mix(&helft, None).tekst(), mix(&helft, Some(Cent(1))).tekst());
    assert!(reken_af(RESULTAAT, &mix(&helft, Some(Cent::NUL)), &deelnemers()).is_ok());
}

#[test]
fn een_sleutel_zonder_grond_wordt_geweigerd() {
    let code = |s: &Verdeelsleutel, d: &[Deelnemer]| reken_af(RESULTAAT, s, d).expect_err("refused").code;
    let leeg: Vec<Deelnemer> =
        deelnemers().into_iter().map(|d| Deelnemer { inbreng: Cent::NUL, ..d }).collect();
    assert_eq!(code(&Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng), &leeg), "FIN-07");
    assert_eq!(code(&Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik), &[]), "FIN-07");
    assert_eq!(code(&mix(&[(Verdeelgrondslag::Gebruik, "0,9")], None), &leeg), "FIN-08");
    assert_eq!(code(&mix(&[], None), &leeg), "FIN-08");
    assert_eq!(code(&mix(&[(Verdeelgrondslag::Gebruik, "1")], Some(Cent(-1))), &leeg), "FIN-09");
    let teksten: alloc::collections::BTreeSet<&str> = [
        Verdeelsleutel::Reserve,
        Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng),
        Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners),
        Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik),
    ]
    .iter()
    .map(Verdeelsleutel::tekst)
    .collect();
    assert_eq!(teksten.len(), 4);
}

#[test]
fn een_sleutel_geldt_alleen_met_een_besluit_op_die_dag() {
    let dag = |t: &str| Datum::lees(t).expect("date");
    let besluit = |van: &str, tot: Option<&str>, sleutel| Sleutelbesluit {
        sleutel,
        geldig: Periode::nieuw(dag(van), tot.map(dag)).expect("period"),
        document: "DVO".into(),
    };
    let alle = [
        besluit("2026-01-01", Some("2027-01-01"), Verdeelsleutel::Reserve),
        besluit("2027-01-01", None, Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners)),
    ];
    assert_eq!(sleutel_op(&alle, dag("2026-12-31")).expect("one").sleutel, Verdeelsleutel::Reserve);
    assert_eq!(sleutel_op(&alle, dag("2027-01-01")).expect("one").sleutel.letter(), 'c');
    assert_eq!(sleutel_op(&alle, dag("2025-12-31")).expect_err("none").code, "FIN-05");
    let dubbel = [alle[0].clone(), alle[0].clone()];
    assert_eq!(sleutel_op(&dubbel, dag("2026-12-31")).expect_err("two").code, "FIN-06");
}

#[test]
fn uit_een_reserve_komt_niet_meer_dan_erin_zit() {
    let v = Reserveverloop::met(Cent(100), Cent(-100)).expect("enough");
    assert_eq!((v.toevoeging, v.onttrekking, v.eind()), (Cent(0), Cent(100), Cent(0)));
    assert_eq!(Reserveverloop::met(Cent(100), Cent(50)).expect("in").eind(), Cent(150));
    assert_eq!(Reserveverloop::met(Cent(100), Cent(-101)).expect_err("too much").code, "FIN-10");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever the key: parts and reserve sum to the result, and the reserve begins plus in minus out is its end.
    #[test]
    fn elke_afrekening_sluit(resultaat in -900_000_000i64..900_000_000, rijen in proptest::collection::vec((1i64..9_000_000, 1u32..100_000, 1i64..9_000_000), 1..9), p in 0i128..=100, band in proptest::option::of(0i64..2_000), welke in 0usize..5) {
        let deelnemers: Vec<Deelnemer> = rijen.iter().enumerate().map(|(i, r)| Deelnemer { gemeente: g(&alloc::format!("{:04}", 900 - i)), inbreng: Cent(r.0), inwoners: r.1, gebruik: Cent(r.2) }).collect();
        let deel = Breuk::nieuw(p, 100).expect("not zero");
        let rest = Breuk::heel(1).minus(&deel);
        let sleutel = match welke {
            0 => Verdeelsleutel::Reserve,
            1 => Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng),
            2 => Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners),
            3 => Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik),
            _ => Verdeelsleutel::Mix { delen: vec![(Verdeelgrondslag::Inbreng, deel), (Verdeelgrondslag::Gebruik, rest)], band_per_inwoner: band.map(Cent) },
        };
        let a = reken_af(Cent(resultaat), &sleutel, &deelnemers).expect("settles");
        prop_assert_eq!(a.totaal(), Cent(resultaat));
        let verloop = Reserveverloop::met(Cent(900_000_000), a.reserve).expect("enough");
        prop_assert_eq!(verloop.begin + verloop.toevoeging - verloop.onttrekking, verloop.eind());
        prop_assert_eq!(verloop.eind() - verloop.begin, a.reserve);
        prop_assert!(verloop.toevoeging >= Cent::NUL && verloop.onttrekking >= Cent::NUL);
    }
}
