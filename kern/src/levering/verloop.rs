//! What the start and stop messages on one toewijzing say about the real delivery.

use crate::stam::{Datum, Periode};
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// iWmo code list WMO588: the only stop after which the same delivery may go on.
const TIJDELIJK: &str = "20";

/// A delivery: from the first day, and when it stopped, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levering {
    /// First day; the key within a toewijzing.
    pub begin: Datum,
    /// When it stopped.
    pub stop: Option<Stop>,
}

/// The end of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Last day of delivery (tot en met), as messages write it.
    pub laatste_dag: Datum,
    /// Code from iWmo list WMO588.
    pub reden: String,
}

impl Stop {
    /// Whether the delivery may go on later (reason 20).
    pub fn is_tijdelijk(&self) -> bool {
        self.reden == TIJDELIJK
    }
}

impl Levering {
    /// The days of delivery; `None` when it stopped before it began, which no accepted message says (iWmo TR018).
    pub fn periode(&self) -> Option<Periode> {
        Periode::nieuw(self.begin, self.stop.as_ref().map(|s| s.laatste_dag.plus_dagen(1)))
    }
    /// Whether care is being delivered now, or is about to be.
    pub fn loopt(&self) -> bool {
        self.stop.is_none()
    }
    /// Whether it ended for good.
    pub fn is_definitief_gestopt(&self) -> bool {
        self.stop.as_ref().is_some_and(|s| !s.is_tijdelijk())
    }
}

/// What an aanbieder reported about one toewijzing, and was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leveringsmelding {
    /// Care started.
    Start {
        /// First day.
        begin: Datum,
    },
    /// That start was a mistake (StatusAanlevering 3).
    StartVervalt {
        /// First day as reported before.
        begin: Datum,
    },
    /// Care stopped.
    Stop {
        /// First day of the delivery that stopped.
        begin: Datum,
        /// How it stopped.
        stop: Stop,
    },
    /// That stop was a mistake.
    StopVervalt {
        /// First day of the delivery.
        begin: Datum,
        /// The stop as reported before.
        stop: Stop,
    },
}

/// What must change in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gevolg {
    /// A delivery begins.
    Begint(Levering),
    /// The delivery with this first day changes.
    Wijzigt(Levering),
    /// The delivery with this first day never was.
    Vervalt(Datum),
}

/// The deliveries that follow from all accepted reports, whatever the order in which they came (iWmo OP080): each report that was
/// taken back takes one like it away. Of more stops on one delivery a definitive one wins, then the one with the latest last day: a
/// correction taken back brings the stop before it to life again.
pub fn stand_van(meldingen: &[Leveringsmelding]) -> Vec<Levering> {
    let mut starts: BTreeMap<Datum, i64> = BTreeMap::new();
    let mut stops: BTreeMap<(Datum, bool, Datum, &str), i64> = BTreeMap::new();
    let sleutel = |begin: &Datum, s: &'_ Stop| (*begin, !s.is_tijdelijk(), s.laatste_dag);
    for m in meldingen {
        match m {
            Leveringsmelding::Start { begin } => *starts.entry(*begin).or_default() += 1,
            Leveringsmelding::StartVervalt { begin } => *starts.entry(*begin).or_default() -= 1,
            Leveringsmelding::Stop { begin, stop } => {
                let (b, definitief, dag) = sleutel(begin, stop);
                *stops.entry((b, definitief, dag, stop.reden.as_str())).or_default() += 1;
            }
            Leveringsmelding::StopVervalt { begin, stop } => {
                let (b, definitief, dag) = sleutel(begin, stop);
                *stops.entry((b, definitief, dag, stop.reden.as_str())).or_default() -= 1;
            }
        }
    }
    let gestopt: Vec<_> = stops.into_iter().filter(|s| s.1 > 0).map(|s| s.0).collect();
    let begonnen = starts.into_iter().filter(|s| s.1 > 0).map(|s| s.0);
    begonnen
        .map(|begin| {
            // In the order of the key: a definitive one after a temporary one, a later last day after an earlier one.
            let laatste = gestopt.iter().rfind(|s| s.0 == begin);
            let stop = laatste.map(|s| Stop { laatste_dag: s.2, reden: s.3.into() });
            Levering { begin, stop }
        })
        .collect()
}

/// The first day on which the place was free again, by everything that was ever reported: the day after the earliest definitive stop. A stop
/// that is taken back, or a new start, does not take the place back by itself: somebody may live there by now.
pub fn plaats_opgegeven(meldingen: &[Leveringsmelding]) -> Option<Datum> {
    meldingen
        .iter()
        .filter_map(|m| match m {
            Leveringsmelding::Stop { stop, .. } if !stop.is_tijdelijk() => {
                Some(stop.laatste_dag.plus_dagen(1))
            }
            Leveringsmelding::Stop { .. }
            | Leveringsmelding::Start { .. }
            | Leveringsmelding::StartVervalt { .. }
            | Leveringsmelding::StopVervalt { .. } => None,
        })
        .min()
}

/// The changes that lead from what the register says to what the reports say.
pub fn gevolgen(register: &[Levering], nieuw: &[Levering]) -> Vec<Gevolg> {
    let vervalt = register
        .iter()
        .filter(|r| nieuw.iter().all(|n| n.begin != r.begin))
        .map(|r| Gevolg::Vervalt(r.begin));
    let rest = nieuw.iter().filter_map(|n| match register.iter().find(|r| r.begin == n.begin) {
        None => Some(Gevolg::Begint(n.clone())),
        Some(r) if r != n => Some(Gevolg::Wijzigt(n.clone())),
        Some(_) => None,
    });
    vervalt.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Leveringsmelding::{Start, StartVervalt, Stop as Stopt, StopVervalt};
    use alloc::vec;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn stop(dag: &str, reden: &str) -> Stop {
        Stop { laatste_dag: d(dag), reden: reden.into() }
    }
    fn loopt(begin: &str) -> Levering {
        Levering { begin: d(begin), stop: None }
    }
    fn gestopt(begin: &str, dag: &str, reden: &str) -> Levering {
        Levering { begin: d(begin), stop: Some(stop(dag, reden)) }
    }

    #[test]
    fn de_meldingen_samen_zeggen_wat_er_is_geleverd() {
        let (feb, apr) = (d("2026-02-01"), d("2026-04-15"));
        let start = Start { begin: feb };
        let tijdelijk = Stopt { begin: feb, stop: stop("2026-03-31", "20") };
        let definitief = Stopt { begin: feb, stop: stop("2026-04-10", "19") };
        for (naam, meldingen, verwacht) in [
            ("start", vec![start.clone()], vec![loopt("2026-02-01")]),
            (
                "stop",
                vec![start.clone(), definitief.clone()],
                vec![gestopt("2026-02-01", "2026-04-10", "19")],
            ),
            (
                "opnieuw na tijdelijk",
                vec![start.clone(), tijdelijk.clone(), Start { begin: apr }],
                vec![gestopt("2026-02-01", "2026-03-31", "20"), loopt("2026-04-15")],
            ),
            (
                "definitief na tijdelijk",
                vec![start.clone(), tijdelijk.clone(), definitief.clone()],
                vec![gestopt("2026-02-01", "2026-04-10", "19")],
            ),
            (
                "definitief teruggenomen",
                vec![
                    start.clone(),
                    tijdelijk.clone(),
                    definitief,
                    StopVervalt { begin: feb, stop: stop("2026-04-10", "19") },
                ],
                vec![gestopt("2026-02-01", "2026-03-31", "20")],
            ),
            ("start teruggenomen", vec![start.clone(), StartVervalt { begin: feb }], vec![]),
            (
                "start verbeterd",
                vec![start, StartVervalt { begin: feb }, Start { begin: apr }],
                vec![loopt("2026-04-15")],
            ),
        ] {
            assert_eq!(stand_van(&meldingen), verwacht, "{naam}");
        }
    }

    #[test]
    fn de_plek_is_vrij_na_een_definitieve_stop_en_niet_na_een_tijdelijke() {
        let feb = d("2026-02-01");
        let start = |begin| Start { begin: d(begin) };
        let (tijdelijk, definitief) = (
            Stopt { begin: feb, stop: stop("2026-03-31", "20") },
            Stopt { begin: feb, stop: stop("2026-04-10", "19") },
        );
        let april = Some(d("2026-04-11"));
        for (meldingen, verwacht) in [
            (vec![], None),
            (vec![start("2026-02-01")], None),
            (vec![start("2026-02-01"), tijdelijk.clone()], None),
            (vec![start("2026-02-01"), definitief.clone()], april),
            (vec![start("2026-02-01"), tijdelijk, definitief.clone()], april),
            (vec![start("2026-02-01"), definitief.clone(), start("2026-05-01")], april),
            (vec![definitief.clone(), StopVervalt { begin: feb, stop: stop("2026-04-10", "19") }], april),
            (vec![definitief, Stopt { begin: feb, stop: stop("2026-03-15", "19") }], Some(d("2026-03-16"))),
        ] {
            assert_eq!(plaats_opgegeven(&meldingen), verwacht, "{meldingen:?}");
        }
    }

    fn een_melding() -> impl Strategy<Value = Leveringsmelding> {
        (0i64..20, 0i64..20, 0usize..4, proptest::bool::ANY).prop_map(|(a, b, soort, tijdelijk)| {
            let begin = d("2026-01-01").plus_dagen(a);
            let stop =
                Stop { laatste_dag: begin.plus_dagen(b), reden: if tijdelijk { "20" } else { "19" }.into() };
            match soort {
                0 => Start { begin },
                1 => StartVervalt { begin },
                2 => Stopt { begin, stop },
                _ => StopVervalt { begin, stop },
            }
        })
    }

    proptest! {
        /// The order in which reports come says nothing about the care.
        #[test]
        fn de_volgorde_van_de_meldingen_maakt_niet_uit(
            reeks in proptest::collection::vec(een_melding(), 0..12), keer in 0usize..12,
        ) {
            let mut anders = reeks.clone();
            anders.reverse();
            let midden = keer.min(anders.len());
            anders.rotate_left(midden);
            prop_assert_eq!(stand_van(&reeks), stand_van(&anders));
            prop_assert_eq!(plaats_opgegeven(&reeks), plaats_opgegeven(&anders));
        }

        /// Writing the changes to the register makes it say what the reports say, after every report.
        #[test]
        fn het_register_volgt_de_meldingen(reeks in proptest::collection::vec(een_melding(), 0..30)) {
            let mut register: Vec<Levering> = Vec::new();
            for n in 1..=reeks.len() {
                let doel = stand_van(&reeks[..n]);
                for g in gevolgen(&register, &doel) {
                    match g {
                        Gevolg::Begint(l) => register.push(l),
                        Gevolg::Wijzigt(l) => {
                            register.iter_mut().filter(|x| x.begin == l.begin).for_each(|x| *x = l.clone());
                        }
                        Gevolg::Vervalt(begin) => register.retain(|x| x.begin != begin),
                    }
                }
                register.sort_by_key(|l| l.begin);
                prop_assert_eq!(&register, &doel);
                prop_assert!(register.iter().all(|l| l.periode().is_some()));
                prop_assert!(gevolgen(&register, &doel).is_empty());
            }
        }
    }
}
