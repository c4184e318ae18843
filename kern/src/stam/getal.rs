//! Numbers as people and spreadsheets write them, without guessing.

use super::{Breuk, Cent, Onleesbaar};
use alloc::string::String;

const GROEP: usize = 3;
const DUBBELZINNIG: Onleesbaar = Onleesbaar(
    "Dit getal kan op twee manieren worden gelezen. Schrijf 1234 of 1.234,0, of 1,234 als het om decimalen gaat.",
);
const GEEN_GETAL: Onleesbaar = Onleesbaar("Een getal heeft de vorm 1234, 1.234,56 of 0.25.");

/// What a lone point before exactly three digits means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EnkelePunt {
    Duizendtal,
    Weigeren,
}

/// Reads `1.234,56`, `1234.56`, `1234`, `0,25`, `25%` or `1/3`. `1.234` is refused, because it can mean two things; `0.234` can not.
///
/// # Errors
/// Anything that is not a number, or one that can be read in two ways.
pub fn lees_getal(tekst: &str) -> Result<Breuk, Onleesbaar> {
    gewoon(tekst, EnkelePunt::Weigeren)
}

/// Reads an amount in euro. A lone point before three digits marks thousands, since cents have two digits.
///
/// # Errors
/// Anything that is not an amount in whole cents.
pub fn lees_bedrag(tekst: &str) -> Result<Cent, Onleesbaar> {
    let fout = Onleesbaar("Een bedrag heeft de vorm 1.234,56, met ten hoogste twee decimalen.");
    let cent = gewoon(tekst, EnkelePunt::Duizendtal).map_err(|_| fout.clone())?.maal(&Breuk::heel(100));
    let heel = cent.naar_cent().ok_or(fout.clone())?;
    if Breuk::van_cent(heel) == cent { Ok(heel) } else { Err(fout) }
}

fn gewoon(tekst: &str, punt: EnkelePunt) -> Result<Breuk, Onleesbaar> {
    let kaal: String = tekst.chars().filter(|c| !matches!(c, '€' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (voor, procent) = kaal.strip_suffix('%').map_or((kaal.as_str(), ""), |v| (v, "%"));
    let (decimaal, duizend) = match (voor.rfind('.'), voor.rfind(',')) {
        (Some(p), Some(k)) if p > k => (Some('.'), Some(',')),
        (Some(_), Some(_)) => (Some(','), Some('.')),
        (None, Some(_)) if voor.matches(',').count() > 1 => (None, Some(',')),
        (None, Some(_)) => (Some(','), None),
        (Some(_), None) if voor.matches('.').count() > 1 => (None, Some('.')),
        (Some(p), None) => enkele_punt(voor, p, punt)?,
        (None, None) => (None, None),
    };
    let (heel, deel) = decimaal.and_then(|d| voor.rsplit_once(d)).unwrap_or((voor, ""));
    let heel = zonder_duizend(heel, duizend)?;
    let los = if decimaal.is_some() { alloc::format!("{heel},{deel}{procent}") } else { heel + procent };
    Breuk::lees(&los).map_err(|_| GEEN_GETAL)
}

/// The decimal sign and the thousands sign of a number with one point at place `p`.
fn enkele_punt(t: &str, p: usize, punt: EnkelePunt) -> Result<(Option<char>, Option<char>), Onleesbaar> {
    let voor = t[..p].trim_start_matches('-');
    let drie = t.len() - p - 1 == GROEP && (1..=GROEP).contains(&voor.len()) && !voor.starts_with('0');
    match (drie, punt) {
        (false, _) => Ok((Some('.'), None)),
        (true, EnkelePunt::Duizendtal) => Ok((None, Some('.'))),
        (true, EnkelePunt::Weigeren) => Err(DUBBELZINNIG),
    }
}

/// Takes the signs between thousands out; every group but the first has three digits.
fn zonder_duizend(t: &str, duizend: Option<char>) -> Result<String, Onleesbaar> {
    let Some(d) = duizend else { return Ok(t.into()) };
    let (min, cijfers) = t.strip_prefix('-').map_or(("", t), |r| ("-", r));
    let goed = cijfers
        .split(d)
        .enumerate()
        .all(|(i, g)| if i == 0 { (1..=GROEP).contains(&g.len()) } else { g.len() == GROEP });
    if !goed {
        return Err(GEEN_GETAL);
    }
    Ok(alloc::format!("{min}{}", cijfers.replace(d, "")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn een_getal_leest_zoals_het_is_bedoeld_of_wordt_geweigerd() {
        for (t, uit) in [
            ("1.234,56", "1234,56"),
            ("1234.56", "1234,56"),
            ("1,234.5", "1234,5"),
            ("1.400.000.000,00", "1400000000"),
            ("1,400,000", "1400000"),
            ("1.400.000", "1400000"),
            ("0.234", "0,234"),
            ("0,957", "0,957"),
            ("-0.0494", "-0,0494"),
            ("4,957%", "0,04957"),
            ("2500", "2500"),
            ("€ 1.234,5", "1234,5"),
            ("1/3", "1/3"),
            ("1234.567", "1234,567"),
            ("-1.234.567", "-1234567"),
            ("12.5 %", "0,125"),
        ] {
            assert_eq!(lees_getal(t).map(|b| b.to_string()), Ok(uit.to_string()), "{t}");
        }
        assert_eq!(lees_getal("1.234"), Err(DUBBELZINNIG));
        assert_eq!(lees_getal("-12.345"), Err(DUBBELZINNIG));
        for t in ["", "abc", "1.23.456", "1.2345,6", "12.34,5", "1,2,3", "-", "1..000", "1,", "0x1"] {
            assert_eq!(lees_getal(t), Err(GEEN_GETAL), "{t}");
        }
    }

    #[test]
    fn een_bedrag_heeft_hele_centen() {
        for (t, cent) in [
            ("92.500", 9_250_000),
            ("174,89", 17_489),
            ("174.9", 17_490),
            ("-1.234,56", -123_456),
            ("15750000.00", 1_575_000_000),
            ("0,00", 0),
        ] {
            assert_eq!(lees_bedrag(t), Ok(Cent(cent)), "{t}");
        }
        for t in ["1,234", "0.001", "", "10000000000000000000"] {
            assert!(lees_bedrag(t).is_err(), "{t}");
        }
    }
}
