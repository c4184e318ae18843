//! Days on which a legal term does not end: Saturdays, Sundays and algemeen erkende feestdagen.
//!
//! Which days those are is law (Algemene termijnenwet art. 3) and therefore comes from the rule files; only the
//! way to find Easter, which is astronomy agreed upon in 1582, is computed here.

use super::Datum;
use alloc::{format, string::String, vec::Vec};

/// The holidays of the law, as data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feestdagen {
    /// Same month and day every year.
    pub vast: Vec<VasteFeestdag>,
    /// A number of days before (negative) or after Easter Sunday.
    pub paasgebonden: Vec<Paasgebonden>,
    /// The day on which the birthday of the King is celebrated; the last entry whose year has come counts.
    pub koningsdag: Vec<Koningsdag>,
    /// Days that a royal decree treats as a holiday (Algemene termijnenwet art. 3 lid 3).
    pub gelijkgesteld: Vec<Gelijkgesteld>,
}

/// A holiday on the same date every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VasteFeestdag {
    /// 1-12.
    pub maand: i8,
    /// 1-31.
    pub dag: i8,
    /// Dutch name.
    pub naam: String,
}

/// A holiday that moves with Easter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paasgebonden {
    /// Days after Easter Sunday; -2 is Good Friday.
    pub dagen: i64,
    /// Dutch name.
    pub naam: String,
}

/// How the birthday of the King or Queen is celebrated from a year on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Koningsdag {
    /// First year in which it counts.
    pub vanaf_jaar: i16,
    /// 1-12.
    pub maand: i8,
    /// 1-31.
    pub dag: i8,
    /// Days it moves when it falls on a Sunday: -1 or 1.
    pub zondag_verschuift: i64,
    /// Dutch name.
    pub naam: String,
}

/// One day that is treated as a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gelijkgesteld {
    /// The day.
    pub dag: Datum,
    /// The decree that says so.
    pub besluit: String,
}

/// Why a term cannot end on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rustdag {
    /// Saturday.
    Zaterdag,
    /// Sunday.
    Zondag,
    /// A holiday with its name.
    Feestdag(String),
    /// Treated as a holiday by royal decree: in words, with the decree.
    Gelijkgesteld(String),
}

impl Rustdag {
    /// What the day is, to put after "is": `een zaterdag`, `Tweede paasdag`.
    pub fn naam(&self) -> &str {
        match self {
            Rustdag::Zaterdag => "een zaterdag",
            Rustdag::Zondag => "een zondag",
            Rustdag::Feestdag(naam) => naam,
            Rustdag::Gelijkgesteld(besluit) => besluit,
        }
    }
}

impl Feestdagen {
    /// Whether and why the day is a Saturday, a Sunday or a holiday; the name of a holiday goes before the weekend.
    pub fn rustdag(&self, dag: Datum) -> Option<Rustdag> {
        if let Some(naam) = self.feestdag(dag) {
            return Some(Rustdag::Feestdag(naam.into()));
        }
        match dag.weekdag() {
            6 => Some(Rustdag::Zaterdag),
            7 => Some(Rustdag::Zondag),
            _ => {
                let gelijk = self.gelijkgesteld.iter().find(|g| g.dag == dag)?;
                Some(Rustdag::Gelijkgesteld(format!("gelijkgesteld aan een feestdag ({})", gelijk.besluit)))
            }
        }
    }

    /// Whether the day is neither Saturday, Sunday nor holiday.
    pub fn is_werkdag(&self, dag: Datum) -> bool {
        self.rustdag(dag).is_none()
    }

    /// The holidays of a year in order, without the days made equal by decree.
    pub fn van_jaar(&self, jaar: i16) -> Vec<(Datum, String)> {
        let Some(begin) = Datum::nieuw(jaar, 1, 1) else { return Vec::new() };
        (0..366)
            .map(|n| begin.plus_dagen(n))
            .filter(|d| d.jaar() == jaar)
            .filter_map(|d| self.feestdag(d).map(|naam| (d, String::from(naam))))
            .collect()
    }

    fn feestdag(&self, dag: Datum) -> Option<&str> {
        let vast = self.vast.iter().find(|v| (v.maand, v.dag) == (dag.maand(), dag.dag()));
        if let Some(v) = vast {
            return Some(&v.naam);
        }
        let na_pasen = eerste_paasdag(dag.jaar()).map(|p| p.dagen_tot(dag));
        if let Some(p) = self.paasgebonden.iter().find(|p| Some(p.dagen) == na_pasen) {
            return Some(&p.naam);
        }
        let koning =
            self.koningsdag.iter().filter(|k| k.vanaf_jaar <= dag.jaar()).max_by_key(|k| k.vanaf_jaar)?;
        (koning.gevierd_in(dag.jaar()) == Some(dag)).then_some(koning.naam.as_str())
    }
}

impl Koningsdag {
    fn gevierd_in(&self, jaar: i16) -> Option<Datum> {
        let dag = Datum::nieuw(jaar, self.maand, self.dag)?;
        Some(if dag.weekdag() == 7 { dag.plus_dagen(self.zondag_verschuift) } else { dag })
    }
}

/// Easter Sunday of a year in the Gregorian calendar; `None` outside 1800-2199.
///
/// The method that Gauss, Meeus, Jones and Butcher left us: the first Sunday after the full moon that follows 21 March.
pub fn eerste_paasdag(jaar: i16) -> Option<Datum> {
    let j = i32::from(jaar);
    let (gulden, eeuw, in_eeuw) = (j % 19, j / 100, j % 100);
    let maan_correctie = (eeuw - (eeuw + 8) / 25 + 1) / 3;
    let epacta = (19 * gulden + eeuw - eeuw / 4 - maan_correctie + 15) % 30;
    let zondag = (32 + 2 * (eeuw % 4) + 2 * (in_eeuw / 4) - epacta - in_eeuw % 4) % 7;
    let laat = (gulden + 11 * epacta + 22 * zondag) / 451;
    let n = epacta + zondag - 7 * laat + 114;
    Datum::nieuw(jaar, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use alloc::{string::ToString, vec};

    /// The days of the Algemene termijnenwet as they are in the rule file; the app proves that the file says the same.
    pub(crate) fn feestdagen() -> Feestdagen {
        let vast = |maand, dag, naam: &str| VasteFeestdag { maand, dag, naam: naam.into() };
        let paas = |dagen, naam: &str| Paasgebonden { dagen, naam: naam.into() };
        let koning = |vanaf_jaar, maand, dag, zondag_verschuift, naam: &str| Koningsdag {
            vanaf_jaar,
            maand,
            dag,
            zondag_verschuift,
            naam: naam.into(),
        };
        Feestdagen {
            vast: vec![
                vast(1, 1, "Nieuwjaarsdag"),
                vast(5, 5, "Bevrijdingsdag"),
                vast(12, 25, "Eerste kerstdag"),
                vast(12, 26, "Tweede kerstdag"),
            ],
            paasgebonden: vec![
                paas(-2, "Goede Vrijdag"),
                paas(1, "Tweede paasdag"),
                paas(39, "Hemelvaartsdag"),
                paas(50, "Tweede pinksterdag"),
            ],
            koningsdag: vec![
                koning(1949, 4, 30, 1, "Koninginnedag"),
                koning(1980, 4, 30, -1, "Koninginnedag"),
                koning(2014, 4, 27, -1, "Koningsdag"),
            ],
            gelijkgesteld: Vec::new(),
        }
    }

    #[test]
    fn pasen_valt_op_de_dagen_van_de_almanak() {
        for (jaar, dag) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1954, "1954-04-18"),
            (1981, "1981-04-19"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2019, "2019-04-21"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2049, "2049-04-18"),
            (2100, "2100-03-28"),
        ] {
            assert_eq!(eerste_paasdag(jaar).map(|d| d.to_string()).as_deref(), Some(dag));
        }
    }

    /// Easter by the tables of the church: golden number, epact with both corrections, the first Sunday after the full moon.
    fn pasen_volgens_de_kalender(jaar: i32) -> (i32, i32) {
        let (gulden, eeuw) = (jaar % 19 + 1, jaar / 100 + 1);
        let (zon, maan) = (3 * eeuw / 4 - 12, (8 * eeuw + 5) / 25 - 5);
        let zondag = 5 * jaar / 4 - zon - 10;
        let epacta = (11 * gulden + 20 + maan - zon).rem_euclid(30);
        let epacta = if (epacta == 25 && gulden > 11) || epacta == 24 { epacta + 1 } else { epacta };
        let vol = if 44 - epacta < 21 { 74 - epacta } else { 44 - epacta };
        let dag = vol + 7 - (zondag + vol) % 7;
        if dag > 31 { (4, dag - 31) } else { (3, dag) }
    }

    #[test]
    fn twee_wegen_naar_pasen_komen_elk_jaar_op_dezelfde_dag() {
        for jaar in 1800..2200i16 {
            let p = eerste_paasdag(jaar).expect("year in range");
            let gevonden = (i32::from(p.maand()), i32::from(p.dag()));
            assert_eq!(gevonden, pasen_volgens_de_kalender(jaar.into()), "{jaar}");
        }
    }

    #[test]
    fn pasen_is_altijd_een_zondag_tussen_22_maart_en_25_april() {
        for jaar in 1800..=2199 {
            let p = eerste_paasdag(jaar).expect("year in range");
            assert_eq!(p.weekdag(), 7, "{p}");
            assert!((3, 22) <= (p.maand(), p.dag()) && (p.maand(), p.dag()) <= (4, 25), "{p}");
        }
    }

    #[test]
    fn de_feestdagen_van_2026_staan_in_de_wet() {
        let dagen: Vec<String> =
            feestdagen().van_jaar(2026).into_iter().map(|(d, n)| alloc::format!("{d} {n}")).collect();
        assert_eq!(
            dagen,
            [
                "2026-01-01 Nieuwjaarsdag",
                "2026-04-03 Goede Vrijdag",
                "2026-04-06 Tweede paasdag",
                "2026-04-27 Koningsdag",
                "2026-05-05 Bevrijdingsdag",
                "2026-05-14 Hemelvaartsdag",
                "2026-05-25 Tweede pinksterdag",
                "2026-12-25 Eerste kerstdag",
                "2026-12-26 Tweede kerstdag",
            ]
        );
    }

    #[test]
    fn koningsdag_op_zondag_wordt_zaterdag_gevierd() {
        let f = feestdagen();
        let naam = |t: &str| f.rustdag(Datum::lees(t).expect("test date")).map(|r| r.naam().to_string());
        assert_eq!(naam("2025-04-26").as_deref(), Some("Koningsdag"));
        assert_eq!(naam("2025-04-27").as_deref(), Some("een zondag"));
        assert_eq!(naam("2013-04-30").as_deref(), Some("Koninginnedag"));
        assert_eq!(naam("2014-04-30"), None);
        assert_eq!(naam("2006-04-29").as_deref(), Some("Koninginnedag"));
        assert_eq!(naam("1978-05-01").as_deref(), Some("Koninginnedag"));
    }
}
