//! Who gets the next place, and why.

use crate::inkoop::codelijst;
use crate::stam::{Datum, Onleesbaar};
use alloc::{string::String, vec::Vec};
use core::fmt;

codelijst! {
    /// Help while somebody waits for a place (uitvoeringsplan Thuis in de wijk 2022-2025, ch. 2).
    Overbrugging, "Onbekende vorm van overbrugging." {
        /// Nothing.
        Geen = "geen", "Geen overbrugging";
        /// Beschermd thuis meanwhile.
        Bt = "bt", "Beschermd thuis";
        /// Wmo-begeleiding meanwhile.
        WmoBegeleiding = "wmo_begeleiding", "Wmo-begeleiding";
        /// Maatschappelijke opvang meanwhile.
        Opvang = "opvang", "Opvang";
        /// Ambulant help from the zorgverzekering or the aanbieder.
        Ambulant = "ambulant", "Ambulante hulp";
    }
}

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wachtende {
    /// Key of the place in the queue.
    pub wachtplek_id: i64,
    /// Marked as urgent.
    pub spoed: bool,
    /// Waits since.
    pub sinds: Datum,
    /// Help meanwhile.
    pub overbrugging: Overbrugging,
}

/// One place in the queue: who, and why here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wachtrang {
    /// Key of the place in the queue.
    pub wachtplek_id: i64,
    /// Days waited on the day asked, 0 or more.
    pub wachtdagen: u32,
    /// Dutch sentence: why this place.
    pub reden: String,
}

/// Sorts the queue (rule LEV-20, an agreement of the region and not of the law): urgent first, then those without any
/// help meanwhile, then who waits longest; equals by number, so that the order never depends on the database.
pub fn rangorde(wachtenden: &[Wachtende], op: Datum) -> Vec<Wachtrang> {
    let mut rij: Vec<Wachtende> = wachtenden.to_vec();
    rij.sort_by_key(|w| (!w.spoed, w.overbrugging != Overbrugging::Geen, w.sinds, w.wachtplek_id));
    rij.iter()
        .map(|w| {
            let wachtdagen = u32::try_from(w.sinds.dagen_tot(op)).unwrap_or(0);
            Wachtrang { wachtplek_id: w.wachtplek_id, wachtdagen, reden: reden(w, wachtdagen) }
        })
        .collect()
}

fn reden(w: &Wachtende, dagen: u32) -> String {
    let wachten = match dagen {
        0 => String::from("wacht sinds vandaag"),
        1 => String::from("wacht 1 dag"),
        n => alloc::format!("wacht {n} dagen"),
    };
    let hulp = match w.overbrugging {
        Overbrugging::Geen => "heeft nu geen hulp",
        Overbrugging::Bt | Overbrugging::WmoBegeleiding | Overbrugging::Opvang | Overbrugging::Ambulant => {
            "heeft nu overbrugging"
        }
    };
    alloc::format!("{}{hulp}, {wachten}", if w.spoed { "spoed, " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn w(id: i64, spoed: bool, sinds: &str, overbrugging: Overbrugging) -> Wachtende {
        Wachtende { wachtplek_id: id, spoed, sinds: d(sinds), overbrugging }
    }

    #[test]
    fn de_wachtlijst_kiest_eerst_spoed_dan_geen_hulp_dan_wie_het_langst_wacht() {
        let rij = rangorde(
            &[
                w(1, false, "2026-01-01", Overbrugging::Bt),
                w(2, false, "2026-03-01", Overbrugging::Geen),
                w(3, true, "2026-05-01", Overbrugging::Opvang),
                w(4, false, "2026-02-01", Overbrugging::Geen),
                w(5, true, "2026-05-31", Overbrugging::Geen),
                w(6, false, "2026-01-01", Overbrugging::Ambulant),
            ],
            d("2026-06-01"),
        );
        let volgorde: Vec<i64> = rij.iter().map(|r| r.wachtplek_id).collect();
        assert_eq!(volgorde, [5, 3, 4, 2, 1, 6]);
        assert_eq!(rij[0].reden, "spoed, heeft nu geen hulp, wacht 1 dag");
        assert_eq!(rij[3].reden, "heeft nu geen hulp, wacht 92 dagen");
        assert_eq!(rij[4].wachtdagen, 151);
    }

    #[test]
    fn wie_morgen_pas_wacht_telt_nul_dagen() {
        let rij = rangorde(&[w(1, false, "2026-06-02", Overbrugging::Geen)], d("2026-06-01"));
        assert_eq!(
            (rij[0].wachtdagen, rij[0].reden.as_str()),
            (0, "heeft nu geen hulp, wacht sinds vandaag")
        );
    }

    proptest! {
        #[test]
        fn de_rangorde_hangt_niet_af_van_de_volgorde_van_invoer(zaad in proptest::collection::vec((any::<bool>(), 0i64..100, 0usize..5), 0..12)) {
            let rij: Vec<Wachtende> = zaad.iter().zip(1..).map(|((spoed, dag, o), id)| Wachtende {
                wachtplek_id: id, spoed: *spoed, sinds: d("2026-01-01").plus_dagen(*dag), overbrugging: Overbrugging::ALLE[*o],
            }).collect();
            let mut om = rij.clone();
            om.reverse();
            prop_assert_eq!(rangorde(&rij, d("2026-06-01")), rangorde(&om, d("2026-06-01")));
        }
    }
}
