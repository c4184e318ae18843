//! Codes in words, as they stand on screen and on paper.

use super::codes::{Code, Codes, Sleutel};
use crate::stam::{Cent, Gemeentecode};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};

/// A value of a split in words. `naam` gives the name of a gemeente.
pub fn woord(sleutel: Sleutel, codes: &Codes, naam: &dyn Fn(Gemeentecode) -> String) -> String {
    match sleutel {
        Sleutel::Gemeente(g) => naam(g),
        Sleutel::Buiten => "Buiten de regio".to_owned(),
        Sleutel::Overig => "Overige gemeenten".to_owned(),
        Sleutel::Onbekend => "Onbekend".to_owned(),
        Sleutel::Code(c) => codewoord(c, codes),
    }
}

fn codewoord(code: Code, codes: &Codes) -> String {
    match code {
        Code::BW => "Beschermd wonen".to_owned(),
        Code::BT => "Beschermd thuis".to_owned(),
        Code::WMO_BEGELEIDING => "Wmo-begeleiding".to_owned(),
        Code::GEEN => "Geen".to_owned(),
        Code::ZIN => "Zorg in natura".to_owned(),
        Code::PGB => "Pgb".to_owned(),
        Code::HISTORISCH => "Historisch".to_owned(),
        Code::NIEUW => "Nieuw".to_owned(),
        Code::EERSTE_KEER => "Eerste keer".to_owned(),
        Code::RECIDIVE => "Terugkeer".to_owned(),
        Code::MET_OVERBRUGGING => "Met overbrugging".to_owned(),
        Code::ZONDER_OVERBRUGGING => "Zonder overbrugging".to_owned(),
        Code::UITVOERING => "Uitvoering".to_owned(),
        Code::TOT_18 => "Jonger dan 18 jaar".to_owned(),
        Code::VAN_18 => "18 tot en met 22 jaar".to_owned(),
        Code::VAN_23 => "23 tot en met 29 jaar".to_owned(),
        Code::VAN_30 => "30 tot en met 39 jaar".to_owned(),
        Code::VAN_40 => "40 tot en met 49 jaar".to_owned(),
        Code::VAN_50 => "50 tot en met 64 jaar".to_owned(),
        Code::VAN_65 => "65 jaar en ouder".to_owned(),
        anders => zin(codes.tekst(anders)),
    }
}

/// `eigen_woning` becomes `Eigen woning`.
fn zin(code: &str) -> String {
    let tekst = code.replace('_', " ");
    let mut letters = tekst.chars();
    letters.next().map_or_else(|| "Onbekend".to_owned(), |e| e.to_uppercase().chain(letters).collect())
}

/// A whole number as people write it: `12.345`.
pub fn getal(n: i64) -> String {
    let cijfers = n.unsigned_abs().to_string();
    let mut uit = if n < 0 { String::from("-") } else { String::new() };
    for (i, c) in cijfers.chars().enumerate() {
        if i > 0 && (cijfers.len() - i).is_multiple_of(3) {
            uit.push('.');
        }
        uit.push(c);
    }
    uit
}

/// An amount in whole euros: `€ 12.345`. Half a euro goes away from zero.
pub fn euro(bedrag: Cent) -> String {
    let heel = (bedrag.0.unsigned_abs() + 50) / 100;
    let min = if bedrag.0 < 0 && heel > 0 { "-" } else { "" };
    format!("{min}€ {}", getal(i64::try_from(heel).unwrap_or(i64::MAX)))
}

/// Thousandths as a percentage: `87,5%`.
pub fn procent(promille: i64) -> String {
    let min = if promille < 0 { "-" } else { "" };
    let p = promille.unsigned_abs();
    format!("{min}{},{}%", getal(i64::try_from(p / 10).unwrap_or(i64::MAX)), p % 10)
}

/// `1 dag`, `41 dagen`.
pub fn dagen(n: i64) -> String {
    if n == 1 { "1 dag".to_owned() } else { format!("{} dagen", getal(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn getallen_staan_er_zoals_mensen_ze_schrijven() {
        assert_eq!(
            (getal(0), getal(-1234), getal(1_234_567)),
            ("0".into(), "-1.234".into(), "1.234.567".into())
        );
        assert_eq!(
            (euro(Cent(123_450)), euro(Cent(-149)), euro(Cent(-20))),
            ("€ 1.235".into(), "-€ 1".into(), "€ 0".into())
        );
        assert_eq!((procent(1063), procent(-5), dagen(1)), ("106,3%".into(), "-0,5%".into(), "1 dag".into()));
    }

    #[test]
    fn een_onbekende_code_wordt_een_leesbaar_woord() {
        let mut codes = Codes::default();
        let c = codes.neem_op("eigen_woning");
        assert_eq!(woord(Sleutel::Code(c), &codes, &|_| String::new()), "Eigen woning");
    }
}
