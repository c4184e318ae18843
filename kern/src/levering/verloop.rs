//! What a start or stop message does to what we know of the delivery.

use crate::stam::{Datum, Periode, Weigering};
use alloc::{format, string::String};

/// iWmo code list WMO588: the only stop after which the same delivery may go on.
const TIJDELIJK: &str = "20";

/// A delivery as known: from the first day, and when it stopped, why.
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
    /// The days of delivery.
    pub fn periode(&self) -> Periode {
        let tot = self.stop.as_ref().map(|s| s.laatste_dag.plus_dagen(1));
        Periode::nieuw(self.begin, tot).expect("a stop is never before the start: see verwerk (LEV-34)")
    }
    /// Whether care is being delivered now, or is about to be.
    pub fn loopt(&self) -> bool {
        self.stop.is_none()
    }
}

/// What an aanbieder reports about one toewijzing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leveringsmelding {
    /// Care started.
    Start {
        /// First day.
        begin: Datum,
    },
    /// That start was a mistake.
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

/// What must be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gevolg {
    /// A delivery begins.
    Begint(Levering),
    /// The delivery with this first day changes.
    Wijzigt(Levering),
    /// The delivery with this first day never was.
    Vervalt(Datum),
}

/// Applies one report to the deliveries of one toewijzing. Refused: a start while another runs (LEV-30, TR326), a start that is
/// known already (LEV-31, TR074), taking back what is not known (LEV-32, TR063) or has stopped (LEV-33, TR071), a stop
/// before its start (LEV-34, TR018), a stop without a start (LEV-35, TR382), a stop after the definitive stop (LEV-36, TR415),
/// and a second stop that ends earlier (LEV-37, TR414).
pub fn verwerk(stand: &[Levering], melding: &Leveringsmelding) -> Result<Gevolg, Weigering> {
    let met_begin = |begin: Datum| stand.iter().find(|l| l.begin == begin);
    match melding {
        Leveringsmelding::Start { begin } => start(stand, *begin),
        Leveringsmelding::StartVervalt { begin } => match met_begin(*begin) {
            None => {
                Err(weiger("LEV-32", "iWmo TR063", format!("Er is geen start op {} bekend.", begin.voluit())))
            }
            Some(l) if l.stop.is_some() => Err(weiger(
                "LEV-33",
                "iWmo TR071",
                "Deze levering is al gestopt. Trek eerst het stopbericht in.",
            )),
            Some(_) => Ok(Gevolg::Vervalt(*begin)),
        },
        Leveringsmelding::Stop { begin, stop } => match met_begin(*begin) {
            None => {
                Err(weiger("LEV-35", "iWmo TR382", format!("Er is geen start op {} bekend.", begin.voluit())))
            }
            Some(l) => stop_op(l, stop),
        },
        Leveringsmelding::StopVervalt { begin, stop } => match met_begin(*begin) {
            Some(l) if l.stop.as_ref() == Some(stop) => {
                Ok(Gevolg::Wijzigt(Levering { begin: *begin, stop: None }))
            }
            Some(_) | None => {
                Err(weiger("LEV-32", "iWmo TR063", "Het stopbericht dat wordt ingetrokken is niet bekend."))
            }
        },
    }
}

fn start(stand: &[Levering], begin: Datum) -> Result<Gevolg, Weigering> {
    if stand.iter().any(|l| l.begin == begin) {
        return Err(weiger("LEV-31", "iWmo TR074", format!("De start op {} is al bekend.", begin.voluit())));
    }
    if let Some(l) = stand.iter().find(|l| l.loopt()) {
        let zin = format!("De levering vanaf {} is nog niet gestopt.", l.begin.voluit());
        return Err(weiger("LEV-30", "iWmo TR326", zin));
    }
    Ok(Gevolg::Begint(Levering { begin, stop: None }))
}

fn stop_op(levering: &Levering, stop: &Stop) -> Result<Gevolg, Weigering> {
    if stop.laatste_dag < levering.begin {
        return Err(weiger("LEV-34", "iWmo TR018", "De laatste dag ligt voor de eerste dag."));
    }
    match &levering.stop {
        Some(vorig) if !vorig.is_tijdelijk() => {
            Err(weiger("LEV-36", "iWmo TR415", "Deze levering is al definitief gestopt."))
        }
        Some(vorig) if stop.laatste_dag < vorig.laatste_dag => {
            Err(weiger("LEV-37", "iWmo TR414", "De laatste dag ligt voor die van het eerdere stopbericht."))
        }
        Some(_) | None => Ok(Gevolg::Wijzigt(Levering { begin: levering.begin, stop: Some(stop.clone()) })),
    }
}

fn weiger(code: &'static str, artikel: &'static str, zin: impl Into<String>) -> Weigering {
    Weigering::nieuw(code, artikel, zin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{vec, vec::Vec};
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
    fn een_start_en_een_stop_worden_een_levering() {
        let begin = d("2026-02-01");
        assert_eq!(verwerk(&[], &Leveringsmelding::Start { begin }), Ok(Gevolg::Begint(loopt("2026-02-01"))));
        let uit = verwerk(
            &[loopt("2026-02-01")],
            &Leveringsmelding::Stop { begin, stop: stop("2026-05-31", "19") },
        );
        let Ok(Gevolg::Wijzigt(l)) = uit else { panic!("expected a change") };
        assert_eq!(l.periode().tot(), Some(d("2026-06-01")));
    }

    #[test]
    fn na_een_tijdelijke_stop_mag_een_nieuwe_start_of_een_definitieve_stop() {
        let tijdelijk = vec![gestopt("2026-02-01", "2026-03-31", "20")];
        assert!(verwerk(&tijdelijk, &Leveringsmelding::Start { begin: d("2026-04-15") }).is_ok());
        let definitief = Leveringsmelding::Stop { begin: d("2026-02-01"), stop: stop("2026-04-10", "19") };
        assert!(verwerk(&tijdelijk, &definitief).is_ok());
    }

    #[test]
    fn een_melding_die_niet_past_wordt_geweigerd_met_de_regel() {
        use Leveringsmelding::{Start, StartVervalt, Stop, StopVervalt};
        let leeg: Vec<Levering> = vec![];
        let begin = d("2026-02-01");
        for (regel, stand, melding) in [
            ("LEV-30", vec![loopt("2026-02-01")], Start { begin: d("2026-03-01") }),
            ("LEV-31", vec![gestopt("2026-02-01", "2026-02-03", "19")], Start { begin }),
            ("LEV-32", leeg.clone(), StartVervalt { begin }),
            ("LEV-32", vec![loopt("2026-02-01")], StopVervalt { begin, stop: stop("2026-03-01", "19") }),
            ("LEV-33", vec![gestopt("2026-02-01", "2026-02-03", "19")], StartVervalt { begin }),
            ("LEV-34", vec![loopt("2026-02-01")], Stop { begin, stop: stop("2026-01-31", "19") }),
            ("LEV-35", leeg, Stop { begin, stop: stop("2026-03-01", "19") }),
            (
                "LEV-36",
                vec![gestopt("2026-02-01", "2026-03-01", "19")],
                Stop { begin, stop: stop("2026-04-01", "19") },
            ),
            (
                "LEV-37",
                vec![gestopt("2026-02-01", "2026-03-01", "20")],
                Stop { begin, stop: stop("2026-02-28", "19") },
            ),
        ] {
            assert_eq!(verwerk(&stand, &melding).expect_err("refused").code, regel);
        }
    }

    #[test]
    fn een_ingetrokken_stop_laat_de_levering_weer_lopen() {
        let stand = [gestopt("2026-02-01", "2026-03-01", "19")];
        let melding =
            Leveringsmelding::StopVervalt { begin: d("2026-02-01"), stop: stop("2026-03-01", "19") };
        assert_eq!(verwerk(&stand, &melding), Ok(Gevolg::Wijzigt(loopt("2026-02-01"))));
        let start = Leveringsmelding::StartVervalt { begin: d("2026-02-01") };
        assert_eq!(verwerk(&[loopt("2026-02-01")], &start), Ok(Gevolg::Vervalt(d("2026-02-01"))));
    }

    fn een_melding() -> impl Strategy<Value = Leveringsmelding> {
        (0i64..30, 0i64..30, 0usize..4, proptest::bool::ANY).prop_map(|(a, b, soort, tijdelijk)| {
            let begin = d("2026-01-01").plus_dagen(a);
            let stop = Stop {
                laatste_dag: d("2026-01-01").plus_dagen(b),
                reden: if tijdelijk { "20" } else { "19" }.into(),
            };
            match soort {
                0 => Leveringsmelding::Start { begin },
                1 => Leveringsmelding::StartVervalt { begin },
                2 => Leveringsmelding::Stop { begin, stop },
                _ => Leveringsmelding::StopVervalt { begin, stop },
            }
        })
    }

    proptest! {
        /// Whatever arrives in whatever order: at most one delivery runs, first days are unique, no stop before its start.
        #[test]
        fn elke_reeks_meldingen_laat_een_ordelijke_stand_achter(reeks in proptest::collection::vec(een_melding(), 0..40)) {
            let mut stand: Vec<Levering> = Vec::new();
            for melding in &reeks {
                match verwerk(&stand, melding) {
                    Ok(Gevolg::Begint(l)) => stand.push(l),
                    Ok(Gevolg::Wijzigt(l)) => stand.iter_mut().filter(|x| x.begin == l.begin).for_each(|x| *x = l.clone()),
                    Ok(Gevolg::Vervalt(begin)) => stand.retain(|x| x.begin != begin),
                    Err(_) => {}
                }
                // A withdrawn stop is never checked on its content (TR063), so only that can leave two running.
                let ingetrokken = reeks.iter().filter(|m| matches!(m, Leveringsmelding::StopVervalt { .. })).count();
                prop_assert!(stand.iter().filter(|l| l.loopt()).count() <= 1 + ingetrokken, "two deliveries run");
                prop_assert!(stand.iter().all(|l| l.stop.as_ref().is_none_or(|s| s.laatste_dag >= l.begin)));
                let mut dagen: Vec<Datum> = stand.iter().map(|l| l.begin).collect();
                dagen.sort();
                dagen.dedup();
                prop_assert_eq!(dagen.len(), stand.len());
            }
        }
    }
}
