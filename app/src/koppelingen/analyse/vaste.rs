//! Dimensions that are not in the database: the calendar, the gemeenten and the names of forms.

use super::Cel;
use crate::huis::gemeenten;
use kern::stam::{Datum, Kwartaal};

/// First and last year of the calendar.
const JAREN: std::ops::RangeInclusive<i16> = 2015..=2039;

fn t(tekst: impl Into<String>) -> Cel {
    Cel::Tekst(tekst.into())
}
fn n(getal: impl Into<i64>) -> Cel {
    Cel::Getal(getal.into())
}

/// `dim_gemeente`.
pub(super) fn gemeenten() -> Vec<Vec<Cel>> {
    let rij = |(code, naam): (kern::stam::Gemeentecode, &str)| {
        let in_regio = i64::from(gemeenten::in_regio(code));
        vec![t(code.to_string()), t(format!("GM{code}")), t(naam), n(in_regio)]
    };
    gemeenten::alle().map(rij).collect()
}

/// `dim_vorm`.
pub(super) fn vormen() -> Vec<Vec<Cel>> {
    [
        ("bw", "Beschermd wonen", 1),
        ("bt", "Beschermd thuis", 1),
        ("wmo_begeleiding", "Wmo-begeleiding", 0),
        ("uitvoering", "Uitvoeringskosten", 0),
        ("geen", "Geen", 0),
    ]
    .into_iter()
    .zip(1..)
    .map(|((code, naam, client), volgorde)| vec![t(code), t(naam), n(volgorde), n(client)])
    .collect()
}

/// `dim_datum`.
pub(super) fn dagen() -> Vec<Vec<Cel>> {
    let (eerste, na) = (Datum::nieuw(*JAREN.start(), 1, 1), Datum::nieuw(*JAREN.end() + 1, 1, 1));
    let (Some(eerste), Some(na)) = (eerste, na) else { return Vec::new() };
    (0..eerste.dagen_tot(na)).map(|i| dag(eerste.plus_dagen(i))).collect()
}

fn dag(d: Datum) -> Vec<Cel> {
    let k = Kwartaal::van_dag(d);
    let einde = Kwartaal::van_dag(d.plus_dagen(1)) != k;
    vec![
        Cel::Dag(d),
        n(d.jaar()),
        n(k.nummer()),
        n(d.maand()),
        t(format!("{}KW{:02}", d.jaar(), k.nummer())),
        t(format!("{}MM{:02}", d.jaar(), d.maand())),
        n(i64::from(einde)),
    ]
}
