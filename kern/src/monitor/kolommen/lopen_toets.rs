//! What one pass over the columns gives, against the same counted row by row.

use super::*;
use crate::monitor::{Code, Sleutel, Splitsing};
use crate::stam::Gemeentecode;
use alloc::{collections::BTreeMap, vec, vec::Vec};
use proptest::prelude::*;

const ZIJDEN: [Splitsing; 3] = [Splitsing::Gemeente, Splitsing::Vorm, Splitsing::Leveringsvorm];
const INRICHTING: Inrichting = Inrichting { tot: true, wacht: true, waarde: true, dossier: false };

#[derive(Debug, Clone, Copy)]
struct Rij {
    sleutels: [Sleutel; 3],
    teken: i8,
    van: u16,
    tot: u16,
    wacht: u16,
    waarde: i64,
    nr: u32,
}

/// Rows in the order of the journal; some are taken back by a later act.
fn rijen() -> impl Strategy<Value = Vec<Rij>> {
    let een = (
        0u16..3,
        0usize..2,
        0usize..2,
        100u16..400,
        proptest::option::of(0u16..200),
        0u16..9,
        -9i64..3_000,
        proptest::bool::weighted(0.2),
    );
    proptest::collection::vec(een, 0..700).prop_map(|ruw| {
        let mut uit = Vec::new();
        let mut nr = 0;
        for (g, vorm, lev, van, duur, wacht, waarde, terug) in ruw {
            let gemeente = Gemeentecode::van_getal(g + 700).expect("four digits");
            let sleutels = [
                Sleutel::Gemeente(gemeente),
                Sleutel::Code([Code::BW, Code::BT][vorm]),
                Sleutel::Code([Code::ZIN, Code::PGB][lev]),
            ];
            // Now and then an amount that does not fit 32 bits.
            let waarde = if waarde < 0 { waarde * 1_000_000_000 } else { waarde };
            let r = Rij { sleutels, teken: 1, van, tot: duur.map_or(NOOIT, |d| van + d), wacht, waarde, nr };
            uit.push(r);
            nr += 1;
            if terug {
                uit.push(Rij { teken: -1, nr, ..r });
                nr += 1;
            }
        }
        uit
    })
}

/// The rows that count, by the values of the answer.
fn groepen(rijen: &[Rij], i: &Indeling<'_>) -> BTreeMap<Vec<Sleutel>, Vec<Rij>> {
    let zijde = |r: &Rij, s: Splitsing| {
        ZIJDEN.iter().position(|z| *z == s).map_or(Sleutel::Onbekend, |p| r.sleutels[p])
    };
    let mut uit: BTreeMap<Vec<Sleutel>, Vec<Rij>> = BTreeMap::new();
    for r in rijen.iter().filter(|r| r.nr <= i.bekend && i.waar.iter().all(|(s, w)| zijde(r, *s) == *w)) {
        uit.entry(i.per.iter().map(|s| zijde(r, *s)).collect()).or_default().push(*r);
    }
    uit
}

/// Rows of figures without those that are all zero: what nobody counts in has no row, or a row of nothing.
fn gevuld<'a>(rijen: impl Iterator<Item = (&'a [Sleutel], &'a [i64])>) -> BTreeMap<Vec<Sleutel>, Vec<i64>> {
    rijen.filter(|(_, c)| c.iter().any(|n| *n != 0)).map(|(k, c)| (k.to_vec(), c.to_vec())).collect()
}

fn som(rijen: &[Rij], f: impl Fn(&Rij) -> i64) -> i64 {
    rijen.iter().map(|r| i64::from(r.teken) * f(r)).sum()
}

fn vergelijk(s: &Stroken, rijen: &[Rij], i: &Indeling<'_>, grenzen: &[u16]) -> Result<(), TestCaseError> {
    let groepen = groepen(rijen, i);
    let per_groep = |f: &dyn Fn(&[Rij]) -> Vec<i64>| {
        let uit: BTreeMap<Vec<Sleutel>, Vec<i64>> = groepen.iter().map(|(k, r)| (k.clone(), f(r))).collect();
        gevuld(uit.iter().map(|(k, c)| (k.as_slice(), c.as_slice())))
    };
    let tussen = |d: u16, p: &[u16]| i64::from(p[0] <= d && d < p[1]);
    let stand =
        |r: &[Rij]| grenzen.iter().map(|op| som(r, |r| i64::from(r.van <= *op && *op < r.tot))).collect();
    prop_assert_eq!(gevuld(s.standen(i, &Vakken::momenten(grenzen)).rijen()), per_groep(&stand));
    let stroom = |r: &[Rij]| {
        let begin = grenzen.windows(2).map(|p| som(r, |r| tussen(r.van, p)));
        begin.chain(grenzen.windows(2).map(|p| som(r, |r| tussen(r.tot, p)))).collect()
    };
    prop_assert_eq!(gevuld(s.stromen(i, &Vakken::perioden(grenzen)).rijen()), per_groep(&stroom));
    let dagen =
        |r: &Rij, p: &[u16]| i64::from(r.tot.min(p[1])).saturating_sub(i64::from(r.van.max(p[0]))).max(0);
    let besteed = |r: &[Rij]| grenzen.windows(2).map(|p| som(r, |r| r.waarde * dagen(r, p))).collect();
    prop_assert_eq!(gevuld(s.bestedingen(i, &Vakken::lopend(grenzen)).rijen()), per_groep(&besteed));
    for (kop, verdelingen) in
        s.verdelingen(i, &Vakken::perioden(grenzen), |v| (v.aantal, v.deel(1, 2), v.deel(9, 10)))
    {
        for (gevonden, p) in verdelingen.iter().zip(grenzen.windows(2)) {
            let mut over: Vec<i64> = Vec::new();
            for r in groepen.get(&kop).into_iter().flatten().filter(|r| tussen(r.van, p) == 1) {
                let w = i64::from(r.wacht);
                match over.iter().position(|o| r.teken < 0 && *o == w) {
                    Some(p) => drop(over.swap_remove(p)),
                    None => over.push(w),
                }
            }
            over.sort_unstable();
            let rang = |t: usize, n: usize| (over.len() * t).div_ceil(n).checked_sub(1).map(|p| over[p]);
            let moet = (i64::try_from(over.len()).expect("small"), rang(1, 2), rang(9, 10));
            prop_assert_eq!(*gevonden, moet, "{:?} {:?}", kop, p);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn een_gang_over_de_kolommen_telt_wat_er_rij_voor_rij_staat(
        rijen in rijen(),
        grenzen in proptest::collection::btree_set(90u16..700, 2..9),
        (open, bekend) in (0usize..700, 0u32..900),
    ) {
        let mut s = Stroken::nieuw(&ZIJDEN, INRICHTING);
        let neem_op = |s: &mut Stroken, r: &Rij| {
            let Rij { sleutels, teken, van, tot, wacht, waarde, nr } = *r;
            s.neem_op(&Strook { sleutels: &sleutels, teken, van, tot, wacht, waarde, dossier: 0, nr });
        };
        // The first load in any order, the rest act after act.
        let (eerst, daarna) = rijen.split_at(open.min(rijen.len()));
        eerst.iter().rev().for_each(|r| neem_op(&mut s, r));
        s.sluit();
        daarna.iter().for_each(|r| neem_op(&mut s, r));
        let grenzen: Vec<u16> = grenzen.into_iter().collect();
        let waar = [(Splitsing::Vorm, Sleutel::Code(Code::BT))];
        let nergens = [(Splitsing::Gemeente, Sleutel::Buiten)];
        for per in [&[][..], &[Splitsing::Gemeente], &[Splitsing::Leveringsvorm], &ZIJDEN, &[Splitsing::Reden]] {
            for (waar, bekend) in [(&[][..], u32::MAX), (&waar, u32::MAX), (&[], bekend), (&nergens, bekend)] {
                vergelijk(&s, &rijen, &Indeling { per, waar, bekend }, &grenzen)?;
            }
        }
        // What is kept by adding what came in is what is counted anew.
        let mut bij = Stroken::nieuw(&ZIJDEN, INRICHTING);
        daarna.iter().for_each(|r| neem_op(&mut bij, r));
        bij.sluit();
        let mut eerder = Stroken::nieuw(&ZIJDEN, INRICHTING);
        eerst.iter().for_each(|r| neem_op(&mut eerder, r));
        eerder.sluit();
        let (i, v) = (Indeling::per(&ZIJDEN), Vakken::perioden(&grenzen));
        let mut samen = eerder.stromen(&i, &v);
        samen.tel_op(&bij.stromen(&i, &v));
        prop_assert_eq!(gevuld(samen.rijen()), gevuld(s.stromen(&i, &v).rijen()));
        prop_assert_eq!(vec![s.aantal()], vec![rijen.len()]);
    }
}
