//! Histories that any program can make: every number follows from the number of the episode.

/// An episode of the generator. Days since 1970-01-01; -1 is none.
pub struct Episode {
    pub gem: u64,
    pub product: usize,
    pub lever: usize,
    pub hist: usize,
    pub aanmeld: i64,
    pub start: i64,
    pub eind: i64,
    pub reden: usize,
    pub tarief: i64,
}

/// A number from an index and a place: splitmix64's last steps over both, so that any program can make the same.
pub fn trek(i: u64, plek: u64, onder: u64) -> i64 {
    const A: u64 = 0xBF58_476D_1CE4_E5B9;
    let z =
        20_230_101u64.wrapping_add(i.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_add(plek.wrapping_mul(A));
    let z = (z ^ (z >> 30)).wrapping_mul(A);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) % onder).cast_signed()
}

pub fn klein(n: i64) -> usize {
    usize::try_from(n).unwrap()
}

pub fn episode(i: u64) -> Episode {
    let u = trek(i, 1, 10_000);
    let aanmeld = 17_532 - 120 + trek(i, 8, 5_600);
    let begin = aanmeld + trek(i, 9, 240) * trek(i, 10, 100) / 100;
    let (wacht, loopt) = (trek(i, 11, 100) < 3, trek(i, 14, 100) < 10);
    let duur = 30 + trek(i, 12, 1_500) * trek(i, 13, 100) / 100;
    Episode {
        gem: (1 + u * u * 342 / 100_000_000).cast_unsigned(),
        product: klein(trek(i, 6, 6)),
        lever: usize::from(trek(i, 7, 100) < 18),
        hist: usize::from(begin < 19_358 && trek(i, 15, 100) < 80),
        aanmeld,
        start: if wacht { -1 } else { begin },
        eind: if wacht || loopt { -1 } else { begin + duur },
        reden: if wacht || loopt { 7 } else { klein(trek(i, 16, 7)) },
        tarief: 4_000 + trek(i, 17, 18_000),
    }
}

/// The columns as another program can read them: 4 bytes per value, little-endian, one file per column.
pub fn schrijf_kolommen(n: u64, map: &str) {
    type Kolom = fn(&Episode) -> i64;
    let lees: [(&str, Kolom); 9] = [
        ("gem", |e| e.gem.cast_signed()),
        ("product", |e| e.product.try_into().unwrap()),
        ("lever", |e| e.lever.try_into().unwrap()),
        ("hist", |e| e.hist.try_into().unwrap()),
        ("aanmeld", |e| e.aanmeld),
        ("start", |e| e.start),
        ("eind", |e| e.eind),
        ("reden", |e| e.reden.try_into().unwrap()),
        ("tarief", |e| e.tarief),
    ];
    std::fs::create_dir_all(map).unwrap();
    for (naam, kolom) in lees {
        let bytes: Vec<u8> =
            (0..n).flat_map(|i| i32::try_from(kolom(&episode(i))).unwrap().to_le_bytes()).collect();
        std::fs::write(format!("{map}/{naam}.i32"), bytes).unwrap();
    }
}
