//! How much may be declared: the arithmetic of frequencies (IV076, IV077).

use crate::code::{Eenheid, Frequentie, ProductCategorie};
use crate::datum::{Datum, Weekdag};
use crate::typen::{GeslotenPeriode, Omvang};

/// Weekly volumes that one prestatie of hulp bij het huishouden may hold (IV077).
const WEKEN_HUISHOUDEN: i64 = 6;

/// Number of different ISO weeks that a period touches; week 1 of the next year counts like any other.
#[must_use]
pub fn weken_geraakt(periode: &GeslotenPeriode) -> i64 {
    (periode.eind.weeknummer() - periode.begin.weeknummer() + 1).max(0)
}

/// Number of Sundays in a period.
#[must_use]
pub fn zondagen(periode: &GeslotenPeriode) -> i64 {
    // A Sunday closes its week, so the Sundays up to a day are the weeks that were closed.
    let gesloten = |dag: Datum| dag.plus_dagen(1).weeknummer();
    (gesloten(periode.eind) - gesloten(periode.begin.plus_dagen(-1))).max(0)
}

/// Number of calendar months that a period touches.
#[must_use]
pub fn maanden_geraakt(periode: &GeslotenPeriode) -> i64 {
    let maand = |dag: Datum| i64::from(dag.jaar()) * 12 + i64::from(dag.maand());
    (maand(periode.eind) - maand(periode.begin) + 1).max(0)
}

/// Largest volume of one prestatie over this period, in the unit of the omvang (TR321).
///
/// The standard gives a formula for a frequency per week only; per day counts days, per month counts months that are touched, and a total
/// counts once.
#[must_use]
pub fn maximum_in_periode(
    omvang: &Omvang,
    categorie: Option<ProductCategorie>,
    toewijzing: (Datum, Option<Datum>),
    periode: &GeslotenPeriode,
) -> i64 {
    let volume = i64::from(omvang.volume.get());
    let keer = match omvang.frequentie {
        Frequentie::PerDag => periode.begin.dagen_tot(periode.eind) + 1,
        Frequentie::PerMaand => maanden_geraakt(periode),
        Frequentie::Totaal => 1,
        Frequentie::PerWeek if is_output(omvang.eenheid) => zondagen(periode) + slotweek(toewijzing, periode),
        Frequentie::PerWeek if categorie == Some(ProductCategorie::HulpBijHetHuishouden) => WEKEN_HUISHOUDEN,
        Frequentie::PerWeek => weken_geraakt(periode),
    };
    volume * keer.max(0)
}

/// Largest volume over the whole toewijzing (TR322); nothing when it has no end and no total.
#[must_use]
pub fn maximum_totaal(omvang: &Omvang, toewijzing: (Datum, Option<Datum>)) -> Option<i64> {
    let volume = i64::from(omvang.volume.get());
    if omvang.frequentie == Frequentie::Totaal {
        return Some(volume);
    }
    let periode = GeslotenPeriode { begin: toewijzing.0, eind: toewijzing.1? };
    let keer = match omvang.frequentie {
        Frequentie::PerDag => periode.begin.dagen_tot(periode.eind) + 1,
        Frequentie::PerMaand => maanden_geraakt(&periode),
        Frequentie::PerWeek if is_output(omvang.eenheid) => {
            zondagen(&periode) + slotweek(toewijzing, &periode)
        }
        Frequentie::PerWeek => weken_geraakt(&periode),
        Frequentie::Totaal => 1,
    };
    Some(volume * keer.max(0))
}

/// Whole hours to declare for this many minutes over a period: half an hour or more counts as one, and there is at least one (IV079).
#[must_use]
pub fn hele_uren(minuten: i64) -> i64 {
    ((minuten + 30).div_euclid(60)).max(1)
}

/// Output is counted by Sundays, inspanning by weeks touched.
fn is_output(eenheid: Eenheid) -> bool {
    match eenheid {
        Eenheid::StuksOutput | Eenheid::Euro => true,
        Eenheid::Minuut | Eenheid::Uur | Eenheid::Etmaal | Eenheid::Dagdeel | Eenheid::StuksInspanning => {
            false
        }
    }
}

/// One extra week for output when the toewijzing does not end on a Sunday, in the period that holds its last Sunday (IV076).
fn slotweek((begin, eind): (Datum, Option<Datum>), periode: &GeslotenPeriode) -> i64 {
    let Some(eind) = eind.filter(|e| e.weekdag() != Weekdag::Zondag) else { return 0 };
    let sinds_zondag = eind.dagnummer() - (eind.weeknummer() * 7 - 4);
    let laatste_zondag = eind.plus_dagen(-sinds_zondag);
    // A toewijzing without any Sunday still has its one week.
    let telt_op = if laatste_zondag < begin { eind } else { laatste_zondag };
    i64::from(periode.begin <= telt_op && telt_op <= periode.eind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::waarde::Volume;

    fn periode(begin: &str, eind: &str) -> GeslotenPeriode {
        GeslotenPeriode { begin: begin.parse().unwrap(), eind: eind.parse().unwrap() }
    }

    fn omvang(volume: u32, eenheid: Eenheid, frequentie: Frequentie) -> Omvang {
        Omvang { volume: Volume::nieuw(volume).unwrap(), eenheid, frequentie }
    }

    #[test]
    fn weken_en_zondagen_volgens_de_tabel() {
        for (begin, eind, weken, zondag) in [
            ("2025-07-07", "2025-07-31", 4, 3),
            ("2025-08-01", "2025-08-31", 5, 5),
            ("2025-09-01", "2025-09-07", 1, 1),
            ("2025-07-07", "2025-09-07", 9, 9),
            ("2025-10-07", "2025-10-31", 4, 3),
            ("2025-11-01", "2025-11-30", 5, 5),
            ("2025-12-01", "2025-12-30", 5, 4),
            ("2025-10-07", "2025-12-30", 13, 12),
            ("2025-11-12", "2025-11-30", 3, 3),
        ] {
            let periode = periode(begin, eind);
            assert_eq!((weken_geraakt(&periode), zondagen(&periode)), (weken, zondag), "{begin} {eind}");
        }
    }

    #[test]
    fn output_krijgt_een_week_extra_in_de_maand_van_de_laatste_zondag() {
        let toewijzing = ("2025-10-07".parse().unwrap(), Some("2025-12-30".parse().unwrap()));
        let o = omvang(1, Eenheid::StuksOutput, Frequentie::PerWeek);
        let in_maand = |b, e| maximum_in_periode(&o, None, toewijzing, &periode(b, e));
        assert_eq!(in_maand("2025-11-01", "2025-11-30"), 5);
        assert_eq!(in_maand("2025-12-01", "2025-12-30"), 5);
        assert_eq!(maximum_totaal(&o, toewijzing), Some(13));
    }

    #[test]
    fn beschermd_wonen_zeven_etmalen_per_week() {
        let toewijzing = ("2025-01-01".parse().unwrap(), Some("2025-12-31".parse().unwrap()));
        let o = omvang(7, Eenheid::Etmaal, Frequentie::PerWeek);
        assert_eq!(maximum_in_periode(&o, None, toewijzing, &periode("2025-08-01", "2025-08-31")), 35);
        assert_eq!(maximum_totaal(&o, toewijzing), Some(53 * 7));
    }

    #[test]
    fn uren_worden_afgerond_en_zijn_er_minstens_een() {
        for (minuten, uren) in [(1, 1), (29, 1), (89, 1), (90, 2), (150, 3), (600, 10)] {
            assert_eq!(hele_uren(minuten), uren, "{minuten}");
        }
    }

    #[test]
    fn andere_frequenties() {
        let augustus = periode("2025-08-01", "2025-08-31");
        let open = ("2025-01-01".parse().unwrap(), None);
        let max =
            |o: &Omvang| maximum_in_periode(o, Some(ProductCategorie::HulpBijHetHuishouden), open, &augustus);
        assert_eq!(max(&omvang(2, Eenheid::Uur, Frequentie::PerDag)), 62);
        assert_eq!(max(&omvang(2, Eenheid::Uur, Frequentie::PerMaand)), 2);
        assert_eq!(max(&omvang(2, Eenheid::Uur, Frequentie::PerWeek)), 12);
        let totaal = omvang(40, Eenheid::Uur, Frequentie::Totaal);
        assert_eq!((max(&totaal), maximum_totaal(&totaal, open)), (40, Some(40)));
        assert_eq!(maximum_totaal(&omvang(2, Eenheid::Uur, Frequentie::PerDag), open), None);
    }
}
