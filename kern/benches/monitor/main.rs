//! How fast the columns of the monitor answer, and what they weigh, on histories that anyone can make again.
//!
//! `cargo bench -p kern`; `-- 10000000` for another number of episodes, `-- --dossiers=300000` for more dossiers, `-- 1000000 --schrijf MAP` also writes the columns as plain
//! little-endian files, so that another program can be asked the same questions about the same data (`tests/duckdb`). Times are CPU time
//! where the system tells it (Linux) and wall time elsewhere; every figure is the middle one of several runs. The sums are printed
//! beside the times, and compared with the sums that seven other engines gave for this data.

#![allow(clippy::unwrap_used)] // a bench that cannot go on must stop

mod feiten;
mod generator;
mod klok;

use generator::{Episode, episode, klein, schrijf_kolommen};
use kern::monitor::kolommen::{
    Cijferreeksen, Indeling, Inrichting, NOOIT, Stroken, Strook, Vakken, Verdeling, dag,
};
use kern::monitor::{Codes, Sleutel, Splitsing};
use kern::stam::{Datum, Gemeentecode};
use klok::{cpu, midden};
use std::time::Instant;

/// Σ of counts and rows of Q1; Σ(3 × in + out) and rows of Q2; twice Σ of medians and rows of Q3; Σ of cents and rows of Q4.
const CONTROLE: [(u64, [(i64, usize); 4]); 3] = [
    (10_000, [(51_000, 37_645), (24_933, 9_491), (530_374, 4_573), (59_579_248_330, 38_068)]),
    (
        1_000_000,
        [(5_093_635, 164_099), (2_467_018, 41_040), (1_217_924, 13_680), (6_014_200_294_515, 41_040)],
    ),
    (
        10_000_000,
        [(51_027_760, 164_160), (24_675_157, 41_040), (1_194_120, 13_680), (60_223_355_168_409, 41_040)],
    ),
];

const ZIJDEN: [Splitsing; 5] =
    [Splitsing::Gemeente, Splitsing::Product, Splitsing::Kenmerk, Splitsing::Leveringsvorm, Splitsing::Reden];
const INRICHTING: Inrichting = Inrichting { tot: true, wacht: true, waarde: true, dossier: false };

/// Values of every side, and the difference between their days and ours.
struct Namen {
    gemeenten: Vec<Sleutel>,
    codes: Vec<Sleutel>,
    verschil: i64,
}

impl Namen {
    fn nieuw() -> Namen {
        let mut codes = Codes::default();
        let gemeente = |g: u64| Sleutel::Gemeente(Gemeentecode::lees(&format!("{g:04}")).unwrap());
        Namen {
            gemeenten: (0..=342).map(gemeente).collect(),
            codes: (0..8).map(|n| Sleutel::Code(codes.neem_op(&format!("code{n}")))).collect(),
            verschil: i64::from(dag(Datum::nieuw(1970, 1, 1).unwrap())),
        }
    }
    fn dag(&self, d: i64) -> u16 {
        if d < 0 { NOOIT } else { u16::try_from(d + self.verschil).unwrap() }
    }
    fn sleutels(&self, e: &Episode) -> [Sleutel; 5] {
        let c = |n: usize| self.codes[n];
        [self.gemeenten[klein(e.gem.cast_signed())], c(e.product), c(e.hist), c(e.lever), c(e.reden)]
    }
    fn neem_op(&self, s: &mut Stroken, e: &Episode, teken: i8, nr: u32) {
        s.neem_op(&Strook {
            sleutels: &self.sleutels(e),
            teken,
            van: self.dag(e.start),
            tot: self.dag(e.eind),
            wacht: if e.start < 0 { 0 } else { u16::try_from(e.start - e.aanmeld).unwrap() },
            waarde: e.tarief,
            dossier: 0,
            nr,
        });
    }
}

/// The moments and periods of the questions: 40 quarter-ends, 120 months, 40 quarters.
struct Kalender {
    peildata: Vakken,
    maanden: Vakken,
    lopend: Vakken,
    kwartalen: Vakken,
}

impl Kalender {
    fn nieuw() -> Kalender {
        let begin = Datum::nieuw(2023, 1, 1).unwrap();
        let stap = |n: i32, maanden: i32| dag(begin.plus_maanden(n * maanden));
        let maanden: Vec<u16> = (0..=120).map(|n| stap(n, 1)).collect();
        let kwartalen: Vec<u16> = (0..=40).map(|n| stap(n, 3)).collect();
        Kalender {
            peildata: Vakken::momenten(&kwartalen[1..].iter().map(|d| d - 1).collect::<Vec<_>>()),
            maanden: Vakken::perioden(&maanden),
            lopend: Vakken::lopend(&maanden),
            kwartalen: Vakken::perioden(&kwartalen),
        }
    }
}

const GEM: &[Splitsing] = &[Splitsing::Gemeente];
const Q1: &[Splitsing] = &[Splitsing::Gemeente, Splitsing::Product, Splitsing::Kenmerk];
type Wacht = Vec<(Vec<Sleutel>, Vec<Option<i64>>)>;

/// Twice the median: the mean of the two in the middle, as databases count it.
fn dubbele_mediaan(v: &Verdeling<'_>) -> Option<i64> {
    Some(v.op_rang((v.aantal + 1) / 2)? + v.op_rang(v.aantal / 2 + 1)?)
}

fn q1(s: &Stroken, k: &Kalender, i: &Indeling<'_>) -> Cijferreeksen {
    s.standen(i, &k.peildata)
}
fn q2(s: &Stroken, k: &Kalender, i: &Indeling<'_>) -> Cijferreeksen {
    s.stromen(i, &k.maanden)
}
fn q3(s: &Stroken, k: &Kalender, i: &Indeling<'_>) -> Wacht {
    s.verdelingen(i, &k.kwartalen, dubbele_mediaan)
}
fn q4(s: &Stroken, k: &Kalender, i: &Indeling<'_>) -> Cijferreeksen {
    s.bestedingen(i, &k.lopend)
}

fn sommen(s: &Stroken, k: &Kalender) -> [(i64, usize); 4] {
    let alles = Indeling::per(GEM);
    let niet_nul =
        |c: &Cijferreeksen| (c.cijfers.iter().sum(), c.cijfers.iter().filter(|n| **n != 0).count());
    let stromen = q2(s, k, &alles);
    let (mut som, mut rijen) = (0, 0);
    for (_, r) in stromen.rijen() {
        let (begin, eind) = r.split_at(120);
        som += 3 * begin.iter().sum::<i64>() + eind.iter().sum::<i64>();
        rijen += begin.iter().zip(eind).filter(|(b, e)| **b + **e > 0).count();
    }
    let wacht: Vec<i64> = q3(s, k, &alles).into_iter().flat_map(|(_, r)| r).flatten().collect();
    let een = niet_nul(&q1(s, k, &Indeling::per(Q1)));
    [een, (som, rijen), (wacht.iter().sum(), wacht.len()), niet_nul(&q4(s, k, &alles))]
}

fn bouw(episoden: &[Episode], namen: &Namen) -> Stroken {
    let mut s = Stroken::nieuw(&ZIJDEN, INRICHTING);
    for (e, nr) in episoden.iter().zip(1u32..) {
        namen.neem_op(&mut s, e, 1, nr);
    }
    s.sluit();
    s
}

fn main() {
    let argumenten: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let schrijf = argumenten.iter().position(|a| a == "--schrijf").and_then(|p| argumenten.get(p + 1));
    let aantallen: Vec<u64> = argumenten.iter().filter_map(|a| a.parse().ok()).collect();
    let aantallen = if aantallen.is_empty() { vec![10_000, 1_000_000, 10_000_000] } else { aantallen };
    for n in aantallen {
        if let Some(map) = schrijf {
            schrijf_kolommen(n, map);
        }
        meet(n);
    }
    feiten::meet(
        argumenten.iter().find_map(|a| a.strip_prefix("--dossiers=")?.parse().ok()).unwrap_or(100_000),
    );
}

fn meet(n: u64) {
    let (namen, k) = (Namen::nieuw(), Kalender::nieuw());
    let episoden: Vec<Episode> = (0..n).map(episode).collect();
    let (begin, klok) = (cpu(), Instant::now());
    let mut s = bouw(&episoden, &namen);
    let ms = cpu().zip(begin).map_or(klok.elapsed().as_secs_f64() * 1e3, |(b, a)| (b - a) as f64 / 1e6);
    println!(
        "bouw n={n} cpu_ms={ms:.1} per_miljoen_ms={:.1} bytes_per_episode={:.2}",
        ms * 1e6 / n as f64,
        s.bytes() as f64 / n as f64
    );
    let gevonden = sommen(&s, &k);
    for (m, moet) in CONTROLE {
        assert!(m != n || moet == gevonden, "{n}: {gevonden:?}, {moet:?}");
    }
    let (alles, een) = (Indeling::per(GEM), Indeling::per(Q1));
    let ronden = if n > 2_000_000 { 5 } else { 9 };
    let tijden = [
        midden(ronden, || q1(&s, &k, &een)),
        midden(ronden, || q2(&s, &k, &alles)),
        midden(ronden, || q3(&s, &k, &alles)),
        midden(ronden, || q4(&s, &k, &alles)),
    ];
    for (q, (ms, (som, rijen))) in tijden.iter().zip(gevonden).enumerate() {
        println!("Q{} n={n} cpu_ms={ms:.3} som={som} rijen={rijen}", q + 1);
    }
    println!("samen n={n} cpu_ms={:.3}", tijden.iter().sum::<f64>());
    meet_wijziging(&mut s, &episoden, &namen, &k);
}

/// One act ends a stay of the largest gemeente: two rows more, and every figure that it touches.
fn meet_wijziging(s: &mut Stroken, episoden: &[Episode], namen: &Namen, k: &Kalender) {
    let loopt = |e: &&Episode| e.gem == 1 && e.start > 0 && e.start < 20_500 && e.eind < 0;
    let Some(oud) = episoden.iter().find(loopt) else { return };
    let mut standen = q1(s, k, &Indeling::per(Q1));
    let mut stromen = q2(s, k, &Indeling::per(GEM));
    let mut geld = q4(s, k, &Indeling::per(GEM));
    const KEER: u32 = 2_000;
    let begin_nr = u32::try_from(episoden.len()).unwrap() + 1;
    // Each act takes back the end that the one before it gave.
    let stand = |keer: u32| Episode { eind: if keer == 0 { -1 } else { 20_500 + i64::from(keer) }, ..*oud };
    let (begin, klok) = (cpu(), Instant::now());
    for keer in 0..KEER {
        let mut erbij = Stroken::nieuw(&ZIJDEN, INRICHTING);
        for (e, teken) in [(stand(keer), -1), (stand(keer + 1), 1)] {
            namen.neem_op(s, &e, teken, begin_nr + keer);
            namen.neem_op(&mut erbij, &e, teken, begin_nr + keer);
        }
        erbij.sluit();
        standen.tel_op(&q1(&erbij, k, &Indeling::per(Q1)));
        stromen.tel_op(&q2(&erbij, k, &Indeling::per(GEM)));
        geld.tel_op(&q4(&erbij, k, &Indeling::per(GEM)));
    }
    let ns = cpu().zip(begin).map_or(klok.elapsed().as_nanos(), |(b, a)| u128::from(b - a));
    assert_eq!(standen, q1(s, k, &Indeling::per(Q1)), "what was kept is what is counted anew");
    assert_eq!(stromen, q2(s, k, &Indeling::per(GEM)), "what was kept is what is counted anew");
    assert_eq!(geld, q4(s, k, &Indeling::per(GEM)), "what was kept is what is counted anew");
    let us = ns as f64 / 1e3 / f64::from(KEER);
    println!("wijziging n={} cpu_us={us:.1} (gelijk aan opnieuw tellen)", episoden.len());
    // A median is not a sum: of a new start the one figure is counted anew, from the rows of that gemeente.
    let waar = [(Splitsing::Gemeente, namen.gemeenten[1])];
    let i = Indeling { waar: &waar, ..Indeling::per(GEM) };
    let kwartaal = Vakken::perioden(&[namen.dag(19_358), namen.dag(19_448)]);
    let ms = midden(9, || s.verdelingen(&i, &kwartaal, dubbele_mediaan));
    println!("mediaan-cel n={} cpu_us={:.1} (grootste gemeente)", episoden.len(), ms * 1e3);
}
