//! The attack on amounts: the same payments by gemeente, form, leveringsvorm and kenmerk, and the year so far, quarter after quarter.

use super::*;
use super::{
    lezer_toets::{Lezer, los_op},
    regio_toets::{met_geld, regio},
    toets::{BESTUUR, edities, gevallen},
};
use crate::monitor::Tijdvak;
use crate::stam::Kwartaal;
use alloc::{collections::BTreeMap, format, string::String};
use proptest::prelude::*;

/// Reads the amounts that were paid in one edition. What was paid in the year so far is what was paid up to the quarter before, and more.
fn lees_betaald(l: &mut Lezer, k: Kwartaal, tabellen: &[Cijfertabel]) {
    let naam = |zijde: &str, kop: &Kop| match kop {
        Kop::Totaal => format!("betaald {k}"),
        kop => format!("betaald {k} {zijde} {kop:?}"),
    };
    for t in tabellen {
        let (zijde, plek) = match t.code {
            "realisatie-gemeente" => ("gemeente", super::super::PLEK_BETAALD),
            "realisatie-vorm" => ("vorm", super::super::PLEK_BETAALD),
            "kosten-per-client" => ("gemeente", 0),
            "betaald-leveringsvorm" | "betaald-kenmerk" => {
                l.kruis(t, &|r, kolom| match (r, kolom) {
                    (r, Kop::Totaal) => naam("gemeente", r),
                    (Kop::Totaal, kolom) => naam(t.code, kolom),
                    (r, kolom) => format!("betaald {k} {} {r:?} {kolom:?}", t.code),
                });
                continue;
            }
            _ => continue,
        };
        let nrs: Vec<usize> =
            t.rijen.iter().map(|r| l.lees(&naam(zijde, &r.kop), r.cellen[plek].cijfer)).collect();
        if let Some((totaal, delen)) = nrs.split_last() {
            l.som(delen, *totaal);
        }
    }
}

/// In the same year every sum grows by what was paid in the quarter.
fn verbind_kwartalen(l: &mut Lezer, kwartalen: &[Kwartaal]) {
    for paar in kwartalen.windows(2).filter(|p| p[0].jaar() == p[1].jaar()) {
        let begin = format!("betaald {}", paar[0]);
        let namen: Vec<String> =
            l.namen.keys().filter_map(|n| n.strip_prefix(&begin).map(Into::into)).collect();
        for rest in namen {
            let erna = format!("betaald {}{rest}", paar[1]);
            if l.namen.contains_key(&erna) {
                let (voor, na) = (l.naam(&format!("{begin}{rest}")), l.naam(&erna));
                let erbij = l.naam(&format!("in {}{rest}", paar[1]));
                l.som(&[voor, erbij], na);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: gevallen(1), ..ProptestConfig::default() })]

    #[test]
    fn wie_alle_edities_heeft_rekent_geen_verborgen_bedrag_uit(seed: u64, clienten in 20i64..200) {
        let f = met_geld(regio(seed, clienten));
        let lees = |profiel: &Profiel| {
            let mut l = Lezer::default();
            let edities = edities(&f, profiel, Tijdvak::TwaalfMaanden, true);
            edities.iter().for_each(|(k, t)| lees_betaald(&mut l, *k, t));
            verbind_kwartalen(&mut l, &edities.iter().map(|(k, _)| *k).collect::<Vec<_>>());
            l
        };
        let (l, waar) = (lees(&BESTUUR), lees(&Profiel::INTERN));
        let namen: BTreeMap<usize, &String> = l.namen.iter().map(|(naam, nr)| (*nr, naam)).collect();
        for (n, grenzen) in los_op(&l) {
            let echt = waar.gezien[waar.namen[namen[&n]]].expect("nothing is hidden here");
            prop_assert!((grenzen.0..=grenzen.1).contains(&echt), "the reader is wrong about {}", namen[&n]);
            prop_assert!(BESTUUR.voldoende(echt, grenzen, Inhoud::Bedrag), "{} is {}, between {:?}", namen[&n], echt, grenzen);
        }
        prop_assert!(clienten < 120 || l.gezien.iter().flatten().count() > 10, "something is shown");
    }
}
