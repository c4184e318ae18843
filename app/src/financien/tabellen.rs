//! The tables of `regels/` that money needs: taakvelden, the cycle of planning and control, inhabitants.

use kern::financien::{Cyclusmoment, Taakveldtabel, lees_cyclus};
use kern::stam::Gemeentecode;
use std::{collections::BTreeMap, sync::OnceLock};

const TAAKVELDEN: &str = include_str!("../../../regels/taakvelden_2017-01-01.csv");
const CYCLUS: &str = include_str!("../../../regels/cyclus_2023-01-01.csv");
const INWONERS: &str = include_str!("../../../regels/inwoners_2022-01-01.csv");

/// Which count of inhabitants is used: the newest that came with the program.
pub const INWONERS_BRON: &str =
    "CBS, inwoners op 1 januari 2022 (de laatste telling die Wijkthuis bij zich heeft)";

/// The dated table of Iv3 taakvelden.
pub fn taakvelden() -> &'static Taakveldtabel {
    static TABEL: OnceLock<Taakveldtabel> = OnceLock::new();
    TABEL.get_or_init(|| Taakveldtabel::lees(TAAKVELDEN).expect("a test of kern reads this file"))
}

/// The moments of the cycle.
pub fn cyclus() -> &'static [Cyclusmoment] {
    static MOMENTEN: OnceLock<Vec<Cyclusmoment>> = OnceLock::new();
    MOMENTEN.get_or_init(|| lees_cyclus(CYCLUS).expect("a test of kern reads this file"))
}

/// Inhabitants of a gemeente; nothing when the count does not have it.
pub fn inwoners(gemeente: Gemeentecode) -> Option<u32> {
    static TELLING: OnceLock<BTreeMap<Gemeentecode, u32>> = OnceLock::new();
    let telling = TELLING.get_or_init(|| {
        let rij = |r: &str| {
            let (code, aantal) = r.split_once(';')?;
            Some((Gemeentecode::lees(code.trim()).ok()?, aantal.trim().parse().ok()?))
        };
        INWONERS.lines().skip(1).filter_map(rij).collect()
    });
    telling.get(&gemeente).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_zes_gemeenten_staan_in_de_telling() {
        let som: Option<u32> = crate::huis::gemeenten::regio().iter().map(|g| inwoners(g.code)).sum();
        assert_eq!(som, Some(216_834));
        assert_eq!(cyclus().len(), 11);
        assert!(!taakvelden().regels().is_empty());
    }
}
