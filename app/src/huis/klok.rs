//! The clock, and who acts at which moment. The only place that asks the machine what time it is.

use super::opslag::Moment;
use jiff::tz::TimeZone;
use kern::stam::Datum;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Gives the time: the machine's, or a fixed one for tests and for the demo history.
#[derive(Debug, Clone, Default)]
pub enum Klok {
    /// The machine's clock.
    #[default]
    Systeem,
    /// Microseconds since 1970, set by hand.
    Vast(Arc<AtomicI64>),
}

impl Klok {
    /// A clock that stands still at noon of a day.
    pub fn vast(dag: Datum) -> Klok {
        Klok::Vast(Arc::new(AtomicI64::new((dag.dagnummer() * 86_400 + 43_200) * 1_000_000)))
    }
    /// Puts a fixed clock at a moment; a running clock stays as it is.
    pub fn zet(&self, micros: i64) {
        match self {
            Klok::Systeem => {}
            Klok::Vast(t) => t.store(micros, Ordering::SeqCst),
        }
    }
    /// Now, in whole microseconds: PostgreSQL keeps no more.
    pub fn nu(&self) -> Moment {
        let micros = match self {
            Klok::Systeem => Moment::now().as_microsecond(),
            Klok::Vast(t) => t.load(Ordering::SeqCst),
        };
        Moment::from_microsecond(micros).unwrap_or(Moment::UNIX_EPOCH)
    }
    /// Today in the Netherlands.
    pub fn vandaag(&self) -> Datum {
        dag_van(self.nu())
    }
}

/// The day in the Netherlands on which a moment falls.
pub fn dag_van(m: Moment) -> Datum {
    let d = m.to_zoned(nederland()).date();
    Datum::nieuw(d.year(), d.month(), d.day()).expect("the clock stands between 1800 and 2199")
}

/// The time zone of the Netherlands, from the bundled table.
pub fn nederland() -> TimeZone {
    static TZ: std::sync::OnceLock<TimeZone> = std::sync::OnceLock::new();
    TZ.get_or_init(|| TimeZone::get("Europe/Amsterdam").expect("the time zone table is bundled")).clone()
}

/// Who acts, in which role, when.
#[derive(Debug, Clone)]
pub struct Wie {
    /// Employee; 0 is the system itself.
    pub gebruiker_id: i64,
    /// Code of the role in use.
    pub rol: &'static str,
    /// Moment.
    pub nu: Moment,
    /// Day of that moment in the Netherlands.
    pub vandaag: Datum,
    /// Joins journal, logboek and technical log.
    pub trace: String,
}

impl Wie {
    /// The system itself: imports, migrations, the demo history.
    pub fn systeem(klok: &Klok, trace: impl Into<String>) -> Wie {
        let nu = klok.nu();
        Wie { gebruiker_id: 0, rol: "systeem", nu, vandaag: dag_van(nu), trace: trace.into() }
    }
}

/// A moment as people say it in the Netherlands: `21 november 2026 om 10.42 uur`.
pub fn moment_voluit(m: Moment) -> String {
    let z = m.to_zoned(nederland());
    format!("{} om {}.{:02} uur", dag_van(m).voluit(), z.hour(), z.minute())
}

/// The first moment of a day in the Netherlands.
pub fn begin_van_dag(dag: Datum) -> Moment {
    let d = jiff::civil::date(dag.jaar(), dag.maand(), dag.dag());
    // Midnight exists on every day of this time zone: the clock changes at two or three o'clock.
    d.to_zoned(nederland()).map_or(Moment::UNIX_EPOCH, |z| z.timestamp())
}
