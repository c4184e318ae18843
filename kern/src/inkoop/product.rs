//! What can be granted and bought: form, unit, frequency, volume, and what a volume is worth.

use crate::stam::{Cent, Datum, Onleesbaar, Periode};
use alloc::string::{String, ToString};
use core::fmt;

/// Least common multiple of 28, 29, 30 and 31: every part of a month is a whole number of these.
const MAANDDELEN: i128 = 377_580;
/// Days in a week.
const WEEK_DAGEN: i128 = 7;

/// Makes an enum of codes that are stored and sent, with the word that people read.
macro_rules! codelijst {
    ($(#[$doc:meta])* $naam:ident, $fout:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $tekst:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $naam { $($(#[$vdoc])* $variant,)+ }
        impl $naam {
            /// All values, in the order in which lists show them.
            pub const ALLE: &'static [$naam] = &[$($naam::$variant,)+];
            /// The code as it is stored.
            pub fn code(self) -> &'static str {
                match self { $($naam::$variant => $code,)+ }
            }
            /// The Dutch words for a screen or a letter.
            pub fn tekst(self) -> &'static str {
                match self { $($naam::$variant => $tekst,)+ }
            }
            /// Reads the stored code.
            pub fn lees(code: &str) -> Result<$naam, Onleesbaar> {
                $naam::ALLE.iter().copied().find(|v| v.code() == code).ok_or(Onleesbaar($fout))
            }
        }
        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.tekst()) }
        }
    };
}

pub(crate) use codelijst;

codelijst! {
    /// Form of the support (uitvoeringsplan Thuis in de wijk 2022-2025, ch. 1 and 2).
    Vorm, "Onbekende vorm." {
        /// Beschermd wonen: staying with an aanbieder.
        Bw = "bw", "Beschermd wonen";
        /// Beschermd thuis: the same support in one's own home.
        Bt = "bt", "Beschermd thuis";
        /// Ordinary Wmo-begeleiding, outside the regional pot.
        WmoBegeleiding = "wmo_begeleiding", "Wmo-begeleiding";
    }
}

codelijst! {
    /// In natura or with a persoonsgebonden budget (Wmo 2015 art. 2.3.6).
    Leveringsvorm, "Onbekende leveringsvorm." {
        /// Zorg in natura: an aanbieder with a contract delivers.
        Zin = "zin", "Zorg in natura";
        /// Persoonsgebonden budget: the inwoner buys.
        Pgb = "pgb", "Persoonsgebonden budget";
    }
}

codelijst! {
    /// Unit of a volume (iWmo 3.2 code list WJ756).
    Eenheid, "Onbekende eenheid." {
        /// Minute (01).
        Minuut = "minuut", "minuut";
        /// Hour (04).
        Uur = "uur", "uur";
        /// Part of a day of four hours (16).
        Dagdeel = "dagdeel", "dagdeel";
        /// Day and night (14).
        Etmaal = "etmaal", "etmaal";
        /// Pieces (84).
        Stuks = "stuks", "stuks";
    }
}

codelijst! {
    /// Per what a volume is granted (iWmo 3.2 code list WMO757).
    Frequentie, "Onbekende frequentie." {
        /// Per day (1).
        Dag = "dag", "per dag";
        /// Per week (2).
        Week = "week", "per week";
        /// Per month (4).
        Maand = "maand", "per maand";
        /// Once for the whole period (6).
        Totaal = "totaal", "in totaal";
    }
}

/// Code of a product: 1-5 letters or digits. Regions use their own codes beside the national list (iWmo IV075).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Productcode(String);

impl Productcode {
    /// Reads one to five letters or digits.
    pub fn lees(tekst: &str) -> Result<Productcode, Onleesbaar> {
        if (1..=5).contains(&tekst.len()) && tekst.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Ok(Productcode(tekst.to_string()))
        } else {
            Err(Onleesbaar("Een productcode heeft één tot vijf letters of cijfers."))
        }
    }
    /// The code itself.
    pub fn tekst(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Productcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much: so many units per frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omvang {
    /// Whole units, at least 1.
    pub volume: u32,
    /// Which unit.
    pub eenheid: Eenheid,
    /// Per what.
    pub frequentie: Frequentie,
}

impl Omvang {
    /// The most that fits in the time: 24 hours in a day, 7 days in a week, 31 days in a month. `None` for pieces, and for a total over a
    /// period, which this does not know.
    pub fn hoogste(&self) -> Option<u32> {
        let per_dag = match self.eenheid {
            Eenheid::Minuut => 1_440,
            Eenheid::Uur => 24,
            Eenheid::Dagdeel => 6,
            Eenheid::Etmaal => 1,
            Eenheid::Stuks => return None,
        };
        match self.frequentie {
            Frequentie::Dag => Some(per_dag),
            Frequentie::Week => Some(per_dag * 7),
            Frequentie::Maand => Some(per_dag * 31),
            Frequentie::Totaal => None,
        }
    }
}

impl fmt::Display for Omvang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meervoud = match (self.volume, self.eenheid) {
            (1, e) => e.tekst(),
            (_, Eenheid::Minuut) => "minuten",
            (_, Eenheid::Uur) => "uur",
            (_, Eenheid::Dagdeel) => "dagdelen",
            (_, Eenheid::Etmaal) => "etmalen",
            (_, Eenheid::Stuks) => "stuks",
        };
        write!(f, "{} {meervoud} {}", self.volume, self.frequentie)
    }
}

/// What a volume costs over a whole period, in cents: units × tarief, with the units kept as an exact fraction (per week:
/// days/7; per month: the part of each month) and rounded once, here, half away from zero.
/// `None` for a period without an end (unless the volume is a total) or when the amount does not fit.
pub fn waarde(omvang: &Omvang, periode: &Periode, tarief: Cent) -> Option<Cent> {
    let (teller, noemer) = eenheden(omvang, periode)?;
    let bruto = teller.checked_mul(i128::from(tarief.0))?;
    let half = noemer / 2;
    let afgerond = if bruto < 0 { (bruto - half) / noemer } else { (bruto + half) / noemer };
    i64::try_from(afgerond).ok().map(Cent)
}

/// Number of units in a period as an exact fraction (numerator, denominator).
fn eenheden(omvang: &Omvang, periode: &Periode) -> Option<(i128, i128)> {
    let volume = i128::from(omvang.volume);
    match omvang.frequentie {
        Frequentie::Totaal => Some((volume, 1)),
        Frequentie::Dag => Some((volume * i128::from(periode.duur_dagen()?), 1)),
        Frequentie::Week => Some((volume * i128::from(periode.duur_dagen()?), WEEK_DAGEN)),
        Frequentie::Maand => {
            let delen: i128 = maanden(periode)?
                .map(|(maand, dagen)| i128::from(dagen) * (MAANDDELEN / i128::from(dagen_in_maand(maand))))
                .sum();
            Some((volume * delen, MAANDDELEN))
        }
    }
}

/// The months that a period touches, each with the number of its days in the period; `None` without an end.
pub fn maanden(periode: &Periode) -> Option<impl Iterator<Item = (Datum, u32)>> {
    let (van, tot) = (periode.van(), periode.tot()?);
    let maanden = core::iter::successors(Some(van.eerste_van_maand()), |m| Some(m.plus_maanden(1)));
    Some(maanden.take_while(move |m| *m < tot).map(move |maand| {
        let dagen = maand.max(van).dagen_tot(maand.plus_maanden(1).min(tot));
        (maand, u32::try_from(dagen).unwrap_or(0))
    }))
}

fn dagen_in_maand(maand: Datum) -> i64 {
    maand.dagen_tot(maand.plus_maanden(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn d(t: &str) -> Datum {
        Datum::lees(t).expect("test date")
    }
    fn p(van: &str, tot: &str) -> Periode {
        Periode::nieuw(d(van), Some(d(tot))).expect("test period")
    }
    fn o(volume: u32, eenheid: Eenheid, frequentie: Frequentie) -> Omvang {
        Omvang { volume, eenheid, frequentie }
    }

    #[test]
    fn elke_code_leest_terug_wat_hij_schrijft() {
        for v in Vorm::ALLE {
            assert_eq!(Vorm::lees(v.code()), Ok(*v));
        }
        for e in Eenheid::ALLE {
            assert_eq!(Eenheid::lees(e.code()), Ok(*e));
        }
        for f in Frequentie::ALLE {
            assert_eq!(Frequentie::lees(f.code()), Ok(*f));
        }
        assert!(Leveringsvorm::lees("PGB").is_err() && Vorm::lees("").is_err());
    }

    #[test]
    fn een_productcode_heeft_een_tot_vijf_tekens() {
        assert_eq!(Productcode::lees("15A60").expect("code").to_string(), "15A60");
        for fout in ["", "15A600", "15-60", "1é"] {
            assert!(Productcode::lees(fout).is_err(), "{fout}");
        }
    }

    /// Published day prices of 2024 (gemeente Stadskanaal, nadere regels, 1 February 2024), counted by hand.
    #[test]
    fn de_waarde_is_eenheden_maal_tarief_en_wordt_een_keer_afgerond() {
        let etmaal = |f| o(1, Eenheid::Etmaal, f);
        for (omvang, periode, tarief, verwacht) in [
            (etmaal(Frequentie::Dag), p("2024-01-01", "2025-01-01"), 17_489, 6_400_974),
            (o(7, Eenheid::Etmaal, Frequentie::Week), p("2024-01-01", "2025-01-01"), 17_489, 6_400_974),
            (etmaal(Frequentie::Dag), p("2024-01-01", "2024-05-16"), 17_489, 2_378_504),
            (etmaal(Frequentie::Dag), p("2024-05-16", "2025-01-01"), 6_758, 1_554_340),
            // 4 hours per week over 10 days: 40/7 hours at 78.87 is 450.685714…
            (o(4, Eenheid::Uur, Frequentie::Week), p("2024-03-01", "2024-03-11"), 7_887, 45_069),
            // 10 hours per month: half of April, May whole, one day of June: 10 × (15/30 + 1 + 1/30) × 10.00
            (o(10, Eenheid::Uur, Frequentie::Maand), p("2024-04-16", "2024-06-02"), 1_000, 15_333),
            (o(30, Eenheid::Stuks, Frequentie::Totaal), p("2024-04-16", "2024-06-02"), 105, 3_150),
        ] {
            assert_eq!(waarde(&omvang, &periode, Cent(tarief)), Some(Cent(verwacht)), "{omvang} {periode:?}");
        }
    }

    #[test]
    fn zonder_einddatum_heeft_alleen_een_totaal_een_waarde() {
        let open = Periode::nieuw(d("2024-01-01"), None).expect("period");
        assert_eq!(waarde(&o(1, Eenheid::Etmaal, Frequentie::Dag), &open, Cent(100)), None);
        assert_eq!(waarde(&o(3, Eenheid::Stuks, Frequentie::Totaal), &open, Cent(100)), Some(Cent(300)));
    }

    #[test]
    fn de_omvang_leest_als_een_zin() {
        assert_eq!(o(7, Eenheid::Etmaal, Frequentie::Week).to_string(), "7 etmalen per week");
        assert_eq!(o(1, Eenheid::Etmaal, Frequentie::Dag).to_string(), "1 etmaal per dag");
    }

    proptest! {
        #[test]
        fn de_maanden_van_een_periode_tellen_op_tot_haar_dagen(begin in 0i64..20_000, duur in 1i64..4_000) {
            let van = d("1980-01-01").plus_dagen(begin);
            let periode = Periode::nieuw(van, Some(van.plus_dagen(duur))).expect("not empty");
            let alle: Vec<(Datum, u32)> = maanden(&periode).expect("has an end").collect();
            prop_assert_eq!(alle.iter().map(|(_, n)| i64::from(*n)).sum::<i64>(), duur);
            prop_assert!(alle.iter().all(|(m, n)| m.dag() == 1 && *n > 0));
        }

        #[test]
        fn een_hele_maand_per_maand_is_precies_het_volume(maand in 0i32..600, volume in 1u32..1_000, tarief in 1i64..100_000) {
            let van = d("2000-01-01").plus_maanden(maand);
            let periode = Periode::nieuw(van, Some(van.plus_maanden(1))).expect("not empty");
            let w = waarde(&o(volume, Eenheid::Uur, Frequentie::Maand), &periode, Cent(tarief));
            prop_assert_eq!(w, Some(Cent(tarief * i64::from(volume))));
        }
    }
}
