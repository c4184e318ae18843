//! Days, half-open periods, quarters and the two time axes of every question.

use super::{JournaalNr, Onleesbaar};
use alloc::string::String;
use core::fmt;
use jiff::{ToSpan, civil::Date};

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A calendar day between 1800-01-01 and 2199-12-31. Ordered, printed as ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum(Date);

impl Datum {
    /// The day, or `None` when it does not exist or lies outside 1800-2199.
    pub fn nieuw(jaar: i16, maand: i8, dag: i8) -> Option<Datum> {
        if !(1800..=2199).contains(&jaar) {
            return None;
        }
        Date::new(jaar, maand, dag).ok().map(Datum)
    }

    /// Reads `2026-03-01` and nothing else.
    pub fn lees(tekst: &str) -> Result<Datum, Onleesbaar> {
        let fout = Onleesbaar("Een datum heeft de vorm jjjj-mm-dd, bijvoorbeeld 2026-03-01.");
        let b = tekst.as_bytes();
        if b.len() != 10
            || b[4] != b'-'
            || b[7] != b'-'
            || !b.iter().enumerate().all(|(i, c)| matches!(i, 4 | 7) || c.is_ascii_digit())
        {
            return Err(fout);
        }
        let (j, m, d) = (tekst[0..4].parse(), tekst[5..7].parse(), tekst[8..10].parse());
        match (j, m, d) {
            (Ok(j), Ok(m), Ok(d)) => Datum::nieuw(j, m, d).ok_or(fout),
            _ => Err(fout),
        }
    }

    /// This day plus a number of days (may be negative), held inside 1800-2199.
    #[must_use]
    pub fn plus_dagen(self, dagen: i64) -> Datum {
        Datum::begrens(self.0.saturating_add(dagen.clamp(-400_000, 400_000).days()))
    }

    /// This day plus whole months; the 31st becomes the last day of a shorter month (as BW 10 and Awb terms are counted).
    #[must_use]
    pub fn plus_maanden(self, maanden: i32) -> Datum {
        Datum::begrens(self.0.saturating_add(maanden.clamp(-6_000, 6_000).months()))
    }

    /// This day plus whole years; 29 February becomes 28 February in a common year.
    #[must_use]
    pub fn plus_jaren(self, jaren: i32) -> Datum {
        self.plus_maanden(jaren.saturating_mul(12))
    }

    fn begrens(d: Date) -> Datum {
        let (laag, hoog) = (jiff::civil::date(1800, 1, 1), jiff::civil::date(2199, 12, 31));
        Datum(d.clamp(laag, hoog))
    }

    /// Days from this day to `ander`: negative when `ander` is earlier.
    pub fn dagen_tot(self, ander: Datum) -> i64 {
        i64::from((ander.0 - self.0).get_days())
    }

    /// Days since 1970-01-01.
    pub fn dagnummer(self) -> i64 {
        Datum(jiff::civil::date(1970, 1, 1)).dagen_tot(self)
    }

    /// Year, 1800-2199.
    pub fn jaar(self) -> i16 {
        self.0.year()
    }
    /// Month, 1-12.
    pub fn maand(self) -> i8 {
        self.0.month()
    }
    /// Day of the month, 1-31.
    pub fn dag(self) -> i8 {
        self.0.day()
    }
    /// Day of the week, 1 = Monday … 7 = Sunday.
    pub fn weekdag(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }
    /// First day of the month of this day.
    #[must_use]
    pub fn eerste_van_maand(self) -> Datum {
        Datum(self.0.first_of_month())
    }

    /// As people write it: `3 maart 2026`.
    pub fn voluit(self) -> String {
        let maand = MAANDEN[usize::from(self.maand().unsigned_abs()).clamp(1, 12) - 1];
        alloc::format!("{} {} {}", self.dag(), maand, self.jaar())
    }

    /// Age in whole years on `op` of somebody born on this day; 0 when `op` is earlier.
    pub fn leeftijd_op(self, op: Datum) -> u16 {
        let nog_niet_jarig = (op.maand(), op.dag()) < (self.maand(), self.dag());
        let jaren = op.jaar() - self.jaar() - i16::from(nog_niet_jarig);
        u16::try_from(jaren).unwrap_or(0)
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.jaar(), self.maand(), self.dag())
    }
}

/// A half-open period of days: `van` belongs to it, `tot` does not. Without `tot` it has no end yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Periode {
    van: Datum,
    tot: Option<Datum>,
}

impl Periode {
    /// `None` when `tot` is not after `van`.
    pub fn nieuw(van: Datum, tot: Option<Datum>) -> Option<Periode> {
        match tot {
            Some(t) if t <= van => None,
            Some(_) | None => Some(Periode { van, tot }),
        }
    }
    /// First day that belongs to the period.
    pub fn van(&self) -> Datum {
        self.van
    }
    /// First day that no longer belongs to it.
    pub fn tot(&self) -> Option<Datum> {
        self.tot
    }
    /// Last day that belongs to it (tot en met), as letters and iWmo messages write it.
    pub fn tot_en_met(&self) -> Option<Datum> {
        self.tot.map(|t| t.plus_dagen(-1))
    }
    /// Whether the day lies in the period.
    pub fn bevat(&self, dag: Datum) -> bool {
        self.van <= dag && self.tot.is_none_or(|t| dag < t)
    }
    /// Whether the two share a day.
    pub fn overlapt(&self, ander: &Periode) -> bool {
        self.tot.is_none_or(|t| ander.van < t) && ander.tot.is_none_or(|t| self.van < t)
    }
    /// The days that both share.
    pub fn doorsnede(&self, ander: &Periode) -> Option<Periode> {
        let tot = match (self.tot, ander.tot) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Periode::nieuw(self.van.max(ander.van), tot)
    }
    /// Number of days; `None` without an end.
    pub fn duur_dagen(&self) -> Option<i64> {
        self.tot.map(|t| self.van.dagen_tot(t))
    }
}

/// A quarter of a year; printed as `2026-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kwartaal {
    jaar: i16,
    nummer: i8,
}

impl Kwartaal {
    /// The quarter that a day lies in.
    pub fn van_dag(dag: Datum) -> Kwartaal {
        Kwartaal { jaar: dag.jaar(), nummer: (dag.maand() - 1) / 3 + 1 }
    }
    /// Reads `2026-2`.
    pub fn lees(tekst: &str) -> Result<Kwartaal, Onleesbaar> {
        let fout = Onleesbaar("Een kwartaal heeft de vorm jjjj-k, bijvoorbeeld 2026-2.");
        let (j, k) = tekst.split_once('-').ok_or(fout.clone())?;
        let (Ok(jaar), Ok(nummer)) = (j.parse::<i16>(), k.parse::<i8>()) else { return Err(fout) };
        if j.len() == 4 && k.len() == 1 && (1800..=2198).contains(&jaar) && (1..=4).contains(&nummer) {
            Ok(Kwartaal { jaar, nummer })
        } else {
            Err(fout)
        }
    }
    /// The days of the quarter.
    pub fn periode(self) -> Periode {
        let van = Datum(jiff::civil::date(self.jaar, (self.nummer - 1) * 3 + 1, 1));
        Periode { van, tot: Some(van.plus_maanden(3)) }
    }
    /// The quarter before.
    #[must_use]
    pub fn vorige(self) -> Kwartaal {
        Kwartaal::van_dag(self.periode().van.plus_dagen(-1))
    }
    /// The quarter after.
    #[must_use]
    pub fn volgende(self) -> Kwartaal {
        Kwartaal::van_dag(self.periode().van.plus_maanden(3))
    }
    /// Year of the quarter.
    pub fn jaar(self) -> i16 {
        self.jaar
    }
    /// 1-4.
    pub fn nummer(self) -> i8 {
        self.nummer
    }
}

impl fmt::Display for Kwartaal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.jaar, self.nummer)
    }
}

/// Whoever reads, says when: facts as they held on `op`, as far as they were `bekend` after that act in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peil {
    /// Materiële tijd: the day asked about.
    pub op: Datum,
    /// Formele tijd: the last journal number that counts.
    pub bekend: JournaalNr,
}

impl Peil {
    /// The day as far as we know now.
    pub fn op(op: Datum) -> Peil {
        Peil { op, bekend: JournaalNr::NU }
    }
    /// The same day, as it was known after an act.
    #[must_use]
    pub fn bekend(self, bekend: JournaalNr) -> Peil {
        Peil { bekend, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }

    #[test]
    fn een_datum_wordt_alleen_in_iso_vorm_gelezen() {
        assert_eq!(d("2024-02-29").to_string(), "2024-02-29");
        for fout in [
            "2023-02-29",
            "2024-2-9",
            "24-02-29",
            "2024-13-01",
            "",
            "2024-02-29T",
            "２024-02-2",
            "-024-02-29",
            "1799-12-31",
        ] {
            assert!(Datum::lees(fout).is_err(), "{fout}");
        }
    }

    #[test]
    fn een_periode_is_halfopen() {
        let p = Periode::nieuw(d("2025-01-01"), Some(d("2025-07-01"))).expect("periode");
        assert!(p.bevat(d("2025-06-30")) && !p.bevat(d("2025-07-01")));
        assert_eq!(p.tot_en_met(), Some(d("2025-06-30")));
        assert_eq!(p.duur_dagen(), Some(181));
        assert!(Periode::nieuw(d("2025-01-01"), Some(d("2025-01-01"))).is_none());
        let q = Periode::nieuw(d("2025-07-01"), None).expect("periode");
        assert!(!p.overlapt(&q) && p.doorsnede(&q).is_none());
    }

    #[test]
    fn maanden_lopen_tot_de_laatste_dag() {
        assert_eq!(d("2024-01-31").plus_maanden(1), d("2024-02-29"));
        assert_eq!(d("2024-02-29").plus_jaren(1), d("2025-02-28"));
        assert_eq!(d("2026-03-01").dagen_tot(d("2026-02-01")), -28);
    }

    #[test]
    fn kwartalen_sluiten_op_elkaar_aan() {
        let k = Kwartaal::lees("2026-1").expect("kwartaal");
        assert_eq!(k.vorige().to_string(), "2025-4");
        assert_eq!(k.periode().tot(), Some(k.volgende().periode().van()));
        assert!(Kwartaal::lees("2026-5").is_err() && Kwartaal::lees("x").is_err());
    }

    #[test]
    fn leeftijd_telt_hele_jaren() {
        assert_eq!(d("2004-02-29").leeftijd_op(d("2022-02-28")), 17);
        assert_eq!(d("2004-02-29").leeftijd_op(d("2022-03-01")), 18);
        assert_eq!(d("2004-02-29").leeftijd_op(d("2000-03-01")), 0);
    }
}
