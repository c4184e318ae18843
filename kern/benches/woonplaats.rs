//! How long one decision on the responsible gemeente takes: with every step, without, and put into words.
//!
//! `cargo bench -p kern`. Times are wall time of one core; every figure is the middle one of several runs over 10,000 histories.
//! `-- --proefregel` measures the small rule that `tests/openfisca/` runs in OpenFisca too, and prints its checksum.

use kern::stam::{Datum, Gemeentecode, Gemeenten, Periode};
use kern::woonplaats::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

const LEVENS: u64 = 10_000;
const RONDEN: usize = 15;
const LIJST: [Instelling; 7] = [
    Instelling::Bw,
    Instelling::Opvang,
    Instelling::Ggz,
    Instelling::Wlz,
    Instelling::Pi,
    Instelling::Jeugd,
    Instelling::Forensisch,
];

fn main() {
    if std::env::args().any(|a| a == "--proefregel") {
        return proefregel();
    }
    let gemeenten = Gemeenten::lees(
        include_str!("../../regels/gemeenten.csv"),
        include_str!("../../regels/herindelingen.csv"),
    )
    .expect("the lists are part of the repository");
    let regels = Regels {
        gemeenten: &gemeenten,
        r1_vanaf: None,
        overslaan: &LIJST,
        eerder_bw_maanden: 12,
        volwassen_vanaf: 18,
        terugkijk_jaren: 1,
    };
    let levens: Vec<Feiten> = (0..LEVENS).map(leven).collect();
    let adressen: usize = levens.iter().map(|f| f.adressen.len()).sum();
    println!("{LEVENS} histories, {adressen} addresses");
    println!("{:<10}{:>16}{:>16}{:>16}{:>16}", "regime", "steps ns", "none ns", "none /s", "in words ns");
    for regime in [Regime::R0, Regime::R1, Regime::R2] {
        let met = meet(&levens, |f| drop(black_box(verantwoordelijk(regime, f, &regels))));
        let zonder = meet(&levens, |f| {
            black_box(antwoord(regime, f, &regels));
        });
        let woorden =
            meet(&levens, |f| drop(black_box(verantwoordelijk(regime, f, &regels).uitleg(&gemeenten))));
        println!(
            "{:<10}{met:>16}{zonder:>16}{:>16}{woorden:>16}",
            regime.code(),
            1_000_000_000 / zonder.max(1)
        );
    }
}

/// Nanoseconds per item, the middle of several runs.
fn meet<T>(rij: &[T], doe: impl Fn(&T)) -> u128 {
    let ronde = || {
        let begin = Instant::now();
        rij.iter().for_each(&doe);
        begin.elapsed()
    };
    ronde();
    let mut tijden: Vec<Duration> = (0..RONDEN).map(|_| ronde()).collect();
    tijden.sort();
    tijden[RONDEN / 2].as_nanos() / u128::try_from(rij.len()).expect("a short list")
}

const SEED: u64 = 20_230_101;
const G: u64 = 0x9E37_79B9_7F4A_7C15;
const B: u64 = 0xBF58_476D_1CE4_E5B9;
const C: u64 = 0x94D0_49BB_1331_11EB;

/// Number `k` of case `i`, below `n`: splitmix64, the same in every language.
fn trek(i: u64, k: u64, n: u64) -> i32 {
    let mut z = SEED.wrapping_add(i.wrapping_mul(G)).wrapping_add(k.wrapping_mul(B));
    z = (z ^ (z >> 30)).wrapping_mul(B);
    z = (z ^ (z >> 27)).wrapping_mul(C);
    i32::try_from((z ^ (z >> 31)) % n).expect("n fits")
}

/// A realistic history: some moves within and between gemeenten, for many a stay, for some earlier beschermd wonen.
fn leven(i: u64) -> Feiten {
    let plaatsen = ["0794", "0743", "0762", "1652", "1659", "0847", "0772", "0983", "0855", "1982"];
    let plaats =
        |k| Gemeentecode::lees(plaatsen[usize::try_from(trek(i, k, 10)).expect("positive")]).expect("code");
    let dag0 = Datum::lees("1998-01-01").expect("day");
    let melding = Datum::lees("2026-01-01").expect("day").plus_dagen(trek(i, 0, 365).into());
    let mut van = dag0.plus_dagen(trek(i, 1, 3_000).into());
    let mut adressen = Vec::new();
    let aantal = 2 + trek(i, 2, 5);
    for n in 0..aantal {
        let k = 10 + 5 * u64::try_from(n).expect("positive");
        let laatste = n + 1 == aantal;
        let tot = van.plus_dagen(i64::from(200 + trek(i, k, 2_200))).min(melding.plus_dagen(-1));
        if tot <= van {
            break;
        }
        adressen.push(Adres {
            periode: Periode::nieuw(van, (!laatste).then_some(tot)).expect("in order"),
            gemeente: plaats(k + 1),
            functie: if trek(i, k + 2, 100) < 5 { Functie::Briefadres } else { Functie::Woonadres },
            instelling: (n > 0 && trek(i, k + 3, 100) < 30)
                .then(|| LIJST[usize::try_from(trek(i, k + 4, 7)).expect("positive")]),
            in_onderzoek: trek(i, k + 2, 100) == 99,
            herindeling: false,
        });
        van = tot;
    }
    let terug = |k, dagen: u64| melding.plus_dagen(-i64::from(trek(i, k, dagen)) - 1);
    let loopt =
        |k, van: Datum| (trek(i, k, 2) == 0).then(|| van.plus_dagen(i64::from(30 + trek(i, k + 1, 600))));
    let verblijf = |k| {
        let van = terug(k, 900);
        Verblijf {
            periode: Periode::nieuw(van, loopt(k + 1, van)).expect("in order"),
            soort: Instelling::Ggz,
        }
    };
    let bw = |k| {
        let van = terug(k, 1_500);
        let periode = Periode::nieuw(van, loopt(k + 1, van)).expect("in order");
        EerderBw { periode, verstrekt_door: Some(plaats(k + 3)), einde_onzeker: false }
    };
    let tal = |k, n| usize::try_from(trek(i, k, n)).expect("positive");
    Feiten {
        melding_op: melding,
        melding_gemeente: plaats(3),
        product: Some(if trek(i, 4, 10) < 7 { Product::Bw } else { Product::Bt }),
        spoed: trek(i, 5, 10) == 0,
        aanvraag_op: (trek(i, 6, 3) == 0).then(|| melding.plus_dagen(40)),
        geboren_op: Some(dag0.plus_dagen(-3_000)),
        verblijfsrecht: Verblijfsrecht::Nederlander,
        identiteit_vast: true,
        adressen,
        verblijven: (0..tal(7, 3)).map(|n| verblijf(60 + 5 * n as u64)).collect(),
        eerder_bw: (0..tal(8, 3)).map(|n| bw(80 + 5 * n as u64)).collect(),
    }
}

/// The small rule of the comparison: three grounds in order, else where was reported; and new or not.
struct Proef {
    melding: i32,
    gem_brp: i32,
    in_instelling: bool,
    gem_voor: i32,
    historisch: bool,
    indicatie_einde: i32,
    laatste: i32,
    gem_melding: i32,
}

/// 1 January 2024, in days since 1970.
const PEIL: i32 = 19_723;

impl Proef {
    fn nieuw(i: u64) -> Proef {
        let melding = 18_628 + trek(i, 0, 1_826);
        let historisch = trek(i, 4, 100) < 25;
        Proef {
            melding,
            gem_brp: trek(i, 1, 343),
            in_instelling: trek(i, 2, 100) < 40,
            gem_voor: trek(i, 3, 343),
            historisch,
            indicatie_einde: if historisch { melding + trek(i, 5, 1_500) - 400 } else { 0 },
            laatste: if trek(i, 6, 100) < 30 { melding - trek(i, 7, 900) } else { -1 },
            gem_melding: 1 + trek(i, 8, 342),
        }
    }

    /// Decides, and keeps per step what was found.
    fn beslis(&self, stappen: &mut Vec<(u8, i32)>) -> (bool, i32, i32) {
        let nieuw = self.laatste < 0 || self.melding - self.laatste > 365;
        stappen.push((0, self.laatste));
        let centrum = if self.gem_melding == 0 { 0 } else { 1 + (self.gem_melding * 7_919) % 43 };
        let gronden = [
            (self.historisch && self.indicatie_einde >= PEIL, centrum),
            (self.in_instelling && self.gem_voor != 0, self.gem_voor),
            (self.gem_brp != 0, self.gem_brp),
            (true, self.gem_melding),
        ];
        for (nr, (geldt, gemeente)) in (1u8..).zip(gronden) {
            stappen.push((nr, gemeente));
            if geldt {
                return (nieuw, gemeente, nr.into());
            }
        }
        (nieuw, self.gem_melding, 4)
    }
}

fn proefregel() {
    for n in [1_000, 10_000, 1_000_000u64] {
        let gevallen: Vec<Proef> = (0..n).map(Proef::nieuw).collect();
        let controlegetal: i64 = gevallen
            .iter()
            .map(|g| g.beslis(&mut Vec::new()))
            .map(|(nieuw, gemeente, grond)| i64::from(gemeente) * i64::from(grond) + i64::from(nieuw))
            .sum();
        // Tens of picoseconds would be lost in whole nanoseconds, so the list is timed as a whole.
        let los: Vec<&[Proef]> = vec![&gevallen];
        let met = meet(&los, |alle| {
            for g in *alle {
                let mut stappen = Vec::with_capacity(5);
                black_box((g.beslis(black_box(&mut stappen)), &stappen));
            }
        });
        println!("proefregel {n} {controlegetal} {}", met * 1_000 / u128::from(n));
    }
}
