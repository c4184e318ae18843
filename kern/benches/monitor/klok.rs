//! Processor time.

use std::hint::black_box;
use std::time::Instant;

/// Nanoseconds that this process was on a processor; nothing where the system does not tell.
pub fn cpu() -> Option<u64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Milliseconds of the middle one of some runs. Short work is repeated, because the clock has steps.
pub fn midden<T>(ronden: usize, werk: impl Fn() -> T) -> f64 {
    let proef = Instant::now();
    drop(black_box(werk()));
    let keer = (120_000_000 / proef.elapsed().as_nanos().max(1)).clamp(1, 100_000);
    let mut tijden: Vec<f64> = (0..ronden)
        .map(|_| {
            let (begin, klok) = (cpu(), Instant::now());
            (0..keer).for_each(|_| drop(black_box(werk())));
            let ns = match (begin, cpu()) {
                (Some(a), Some(b)) => u128::from(b - a),
                _ => klok.elapsed().as_nanos(),
            };
            ns as f64 / keer as f64 / 1e6
        })
        .collect();
    tijden.sort_by(f64::total_cmp);
    tijden[ronden / 2]
}
