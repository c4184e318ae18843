//! Civil dates and times of day, without a clock and without time zones.

use std::fmt;
use std::str::FromStr;

use crate::waarde::Ongeldig;

/// A calendar day of the Gregorian calendar, without a time zone (`LDT_Datum`).
///
/// Valid by existing: 30 February cannot be made. Years run from -9999 to 999999 without a year 0, which is what `xs:date` has and
/// more than any message needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Datum {
    jaar: i32,
    maand: u8,
    dag: u8,
}

/// Day of the week, Monday first as in ISO 8601.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names of the days say it")]
pub enum Weekdag {
    Maandag,
    Dinsdag,
    Woensdag,
    Donderdag,
    Vrijdag,
    Zaterdag,
    Zondag,
}

const WEEK: [Weekdag; 7] = [
    Weekdag::Maandag,
    Weekdag::Dinsdag,
    Weekdag::Woensdag,
    Weekdag::Donderdag,
    Weekdag::Vrijdag,
    Weekdag::Zaterdag,
    Weekdag::Zondag,
];

const JAAR_MIN: i32 = -9999;
const JAAR_MAX: i32 = 999_999;

impl Datum {
    /// Makes a day, or nothing when the calendar does not have it.
    #[must_use]
    pub fn nieuw(jaar: i32, maand: u8, dag: u8) -> Option<Datum> {
        let bestaat = (JAAR_MIN..=JAAR_MAX).contains(&jaar)
            && jaar != 0
            && (1..=12).contains(&maand)
            && dag >= 1
            && dag <= dagen_in_maand(jaar, maand);
        bestaat.then_some(Datum { jaar, maand, dag })
    }

    /// The year.
    #[must_use]
    pub fn jaar(self) -> i32 {
        self.jaar
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn maand(self) -> u8 {
        self.maand
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn dag(self) -> u8 {
        self.dag
    }

    /// Number of days since 1 January 1970, negative before it.
    #[must_use]
    pub fn dagnummer(self) -> i64 {
        // The year starts in March, so that the leap day is the last day of the year.
        let jaar = i64::from(self.jaar) - i64::from(self.maand <= 2);
        let eeuwblok = jaar.div_euclid(400);
        let jaar_in_blok = jaar.rem_euclid(400);
        let maand = (i64::from(self.maand) + 9) % 12;
        let dag_in_jaar = (153 * maand + 2) / 5 + i64::from(self.dag) - 1;
        eeuwblok * 146_097 + jaar_in_blok * 365 + jaar_in_blok / 4 - jaar_in_blok / 100 + dag_in_jaar
            - 719_468
    }

    /// The day with this number of days since 1 January 1970, or nothing outside the range of years.
    #[must_use]
    pub fn van_dagnummer(nummer: i64) -> Option<Datum> {
        let vanaf_maart = nummer.checked_add(719_468)?;
        let eeuwblok = vanaf_maart.div_euclid(146_097);
        let dag_in_blok = vanaf_maart.rem_euclid(146_097);
        let jaar_in_blok =
            (dag_in_blok - dag_in_blok / 1_460 + dag_in_blok / 36_524 - dag_in_blok / 146_096) / 365;
        let dag_in_jaar = dag_in_blok - (365 * jaar_in_blok + jaar_in_blok / 4 - jaar_in_blok / 100);
        let maand_vanaf_maart = (5 * dag_in_jaar + 2) / 153;
        let dag = dag_in_jaar - (153 * maand_vanaf_maart + 2) / 5 + 1;
        let maand = (maand_vanaf_maart + 2) % 12 + 1;
        let jaar = eeuwblok * 400 + jaar_in_blok + i64::from(maand <= 2);
        Datum::nieuw(i32::try_from(jaar).ok()?, u8::try_from(maand).ok()?, u8::try_from(dag).ok()?)
    }

    /// The day this many days later (or earlier when negative); the range of years limits the result.
    #[must_use]
    pub fn plus_dagen(self, dagen: i64) -> Datum {
        let nummer = self.dagnummer().saturating_add(dagen);
        Datum::van_dagnummer(nummer).unwrap_or(if dagen < 0 { Datum::EERSTE } else { Datum::LAATSTE })
    }

    /// The same day this many months later; a day the month does not have becomes its last day.
    #[must_use]
    pub fn plus_maanden(self, maanden: i32) -> Datum {
        let telling = i64::from(self.jaar) * 12 + i64::from(self.maand) - 1 + i64::from(maanden);
        let jaar = i32::try_from(telling.div_euclid(12)).unwrap_or(JAAR_MAX).clamp(JAAR_MIN, JAAR_MAX);
        let maand = u8::try_from(telling.rem_euclid(12) + 1).unwrap_or(12);
        Datum { jaar, maand, dag: self.dag.min(dagen_in_maand(jaar, maand)) }
    }

    /// The first day of the month.
    #[must_use]
    pub fn eerste_van_maand(self) -> Datum {
        Datum { dag: 1, ..self }
    }

    /// The last day of the month.
    #[must_use]
    pub fn laatste_van_maand(self) -> Datum {
        Datum { dag: dagen_in_maand(self.jaar, self.maand), ..self }
    }

    /// Number of days from this day to the other, negative when the other is earlier.
    #[must_use]
    pub fn dagen_tot(self, ander: Datum) -> i64 {
        ander.dagnummer() - self.dagnummer()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekdag(self) -> Weekdag {
        // 1 January 1970 was a Thursday.
        let index = (self.dagnummer() + 3).rem_euclid(7);
        WEEK[usize::try_from(index).unwrap_or(0)]
    }

    /// A running number of the ISO week (Monday to Sunday) this day lies in; two days share it exactly when they share the week.
    #[must_use]
    pub fn weeknummer(self) -> i64 {
        (self.dagnummer() + 3).div_euclid(7)
    }

    /// Reads an ISO date from bytes, without looking at surrounding space.
    #[must_use]
    pub fn uit_bytes(tekst: &[u8]) -> Option<Datum> {
        if let &[j1, j2, j3, j4, b'-', m1, m2, b'-', d1, d2] = tekst {
            let jaar = i32::from(twee(j1, j2)?) * 100 + i32::from(twee(j3, j4)?);
            return Datum::nieuw(jaar, twee(m1, m2)?, twee(d1, d2)?);
        }
        Datum::uit_lange_bytes(tekst)
    }

    fn uit_lange_bytes(tekst: &[u8]) -> Option<Datum> {
        let (teken, rest) = match tekst.strip_prefix(b"-") {
            Some(rest) => (-1, rest),
            None => (1, tekst),
        };
        let cijfers = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let lang_genoeg = cijfers == 4 || (cijfers > 4 && cijfers <= 6 && rest[0] != b'0');
        let &[b'-', m1, m2, b'-', d1, d2] = rest.get(cijfers..)? else { return None };
        let jaar: i32 = std::str::from_utf8(&rest[..cijfers]).ok()?.parse().ok()?;
        if !lang_genoeg {
            return None;
        }
        Datum::nieuw(teken * jaar, twee(m1, m2)?, twee(d1, d2)?)
    }

    const EERSTE: Datum = Datum { jaar: JAAR_MIN, maand: 1, dag: 1 };
    const LAATSTE: Datum = Datum { jaar: JAAR_MAX, maand: 12, dag: 31 };

    /// A day known when the program is written; a day that does not exist fails the build.
    #[must_use]
    pub const fn vast(jaar: i32, maand: u8, dag: u8) -> Datum {
        assert!(maand >= 1 && maand <= 12 && dag >= 1 && dag <= dagen_in_maand(jaar, maand), "no such day");
        Datum { jaar, maand, dag }
    }
}

fn twee(tiental: u8, eenheid: u8) -> Option<u8> {
    (tiental.is_ascii_digit() && eenheid.is_ascii_digit()).then(|| (tiental - b'0') * 10 + (eenheid - b'0'))
}

const fn dagen_in_maand(jaar: i32, maand: u8) -> u8 {
    match maand {
        2 if jaar % 4 == 0 && (jaar % 100 != 0 || jaar % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let teken = if self.jaar < 0 { "-" } else { "" };
        write!(f, "{teken}{:04}-{:02}-{:02}", self.jaar.unsigned_abs(), self.maand, self.dag)
    }
}

impl FromStr for Datum {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Datum, Ongeldig> {
        Datum::uit_bytes(tekst.as_bytes())
            .ok_or_else(|| Ongeldig::nieuw(tekst, "is geen bestaande datum (jjjj-mm-dd)"))
    }
}

/// A time of day without a zone (`LDT_Tijd`); fractions of a second are kept as they were written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tijd(String);

impl Tijd {
    /// Makes a time of day; nothing when it does not exist.
    #[must_use]
    pub fn nieuw(uur: u8, minuut: u8, seconde: u8) -> Option<Tijd> {
        (uur < 24 && minuut < 60 && seconde < 60).then(|| Tijd(format!("{uur:02}:{minuut:02}:{seconde:02}")))
    }

    /// The time as it stands in the message.
    #[must_use]
    pub fn als_tekst(&self) -> &str {
        &self.0
    }

    /// Tells whether these bytes are a time of day as `xs:time` without a zone has it.
    #[must_use]
    pub fn klopt(tekst: &[u8]) -> bool {
        let Some((&[u1, u2, b':', m1, m2, b':', s1, s2], breuk)) = tekst.split_first_chunk::<8>() else {
            return false;
        };
        let breuk_klopt = match breuk.split_first() {
            None => true,
            Some((b'.', cijfers)) => !cijfers.is_empty() && cijfers.iter().all(u8::is_ascii_digit),
            Some(_) => false,
        };
        let einde_van_de_dag = &tekst[..8] == b"24:00:00" && breuk.iter().all(|b| matches!(b, b'.' | b'0'));
        let (Some(uur), Some(minuut), Some(seconde)) = (twee(u1, u2), twee(m1, m2), twee(s1, s2)) else {
            return false;
        };
        breuk_klopt && (einde_van_de_dag || (uur < 24 && minuut < 60 && seconde < 60))
    }
}

impl fmt::Display for Tijd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Tijd {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Tijd, Ongeldig> {
        if Tijd::klopt(tekst.as_bytes()) {
            Ok(Tijd(tekst.to_owned()))
        } else {
            Err(Ongeldig::nieuw(tekst, "is geen tijd (uu:mm:ss)"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datum_en_dagnummer_zijn_elkaars_omgekeerde() {
        for nummer in (-719_162..800_000).step_by(97) {
            let datum = Datum::van_dagnummer(nummer).unwrap();
            assert_eq!(datum.dagnummer(), nummer);
            assert_eq!(datum.to_string().parse::<Datum>(), Ok(datum));
        }
        assert_eq!(Datum::vast(1970, 1, 1).dagnummer(), 0);
        assert_eq!(Datum::vast(2000, 3, 1).dagnummer(), 11_017);
    }

    #[test]
    fn dagen_die_niet_bestaan_worden_geweigerd() {
        for fout in [
            "2023-02-29",
            "2023-13-01",
            "2023-00-10",
            "0000-01-01",
            "2023-1-1",
            "02023-01-01",
            "2023-01-01Z",
            "",
        ] {
            assert!(fout.parse::<Datum>().is_err(), "{fout}");
        }
        for goed in ["2024-02-29", "-0001-01-01", "12023-01-01"] {
            assert_eq!(goed.parse::<Datum>().unwrap().to_string(), goed);
        }
    }

    #[test]
    fn rekenen_met_maanden_en_weken() {
        assert_eq!(Datum::vast(2024, 1, 31).plus_maanden(1), Datum::vast(2024, 2, 29));
        assert_eq!(Datum::vast(2024, 3, 31).plus_maanden(-13), Datum::vast(2023, 2, 28));
        assert_eq!(Datum::vast(2025, 9, 7).weekdag(), Weekdag::Zondag);
        assert_eq!(Datum::vast(2025, 12, 29).weeknummer(), Datum::vast(2026, 1, 4).weeknummer());
        assert_ne!(Datum::vast(2025, 12, 28).weeknummer(), Datum::vast(2025, 12, 29).weeknummer());
        assert_eq!(Datum::vast(2024, 2, 10).laatste_van_maand(), Datum::vast(2024, 2, 29));
    }

    #[test]
    fn tijden() {
        for goed in ["00:00:00", "23:59:59", "24:00:00", "12:00:00.123"] {
            assert!(goed.parse::<Tijd>().is_ok(), "{goed}");
        }
        for fout in ["24:00:01", "12:60:00", "12:00", "12:00:00Z", "12:00:00+01:00", "12:00:00."] {
            assert!(fout.parse::<Tijd>().is_err(), "{fout}");
        }
    }
}
