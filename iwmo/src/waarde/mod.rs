//! Values that are valid by existing: numbers, texts, amounts and identities as the standard limits them.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

mod reeks;

pub(crate) use reeks::elfproef;
pub use reeks::{Agb, Bsn, Declaratienummer, Gemeentecode, Versie};

/// Says which value was refused and why, in Dutch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ongeldig {
    /// The value as it was offered, cut off at 60 characters.
    pub waarde: String,
    /// The reason as the rest of a Dutch sentence: "'x' is geen …".
    pub reden: String,
}

impl Ongeldig {
    /// Makes a refusal of this value.
    #[must_use]
    pub fn nieuw(waarde: &str, reden: impl Into<String>) -> Ongeldig {
        Ongeldig { waarde: kort(waarde), reden: reden.into() }
    }
}

/// Longest piece of a faulty value that is repeated in a message.
const WAARDE_TEKENS_MAX: usize = 60;

/// Cuts a value so that a message about it stays readable.
pub(crate) fn kort(waarde: &str) -> String {
    match waarde.char_indices().nth(WAARDE_TEKENS_MAX) {
        Some((einde, _)) => format!("{}…", &waarde[..einde]),
        None => waarde.to_owned(),
    }
}

impl fmt::Display for Ongeldig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' {}", self.waarde, self.reden)
    }
}

impl std::error::Error for Ongeldig {}

/// Text of 1 to `N` characters on one line with at least one that is not blank; when `KAAL`, any 1 to `N` characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tekst<const N: usize, const KAAL: bool = false>(String);

impl<const N: usize, const KAAL: bool> Tekst<N, KAAL> {
    /// Takes the text when it fits.
    ///
    /// # Errors
    /// When it is empty, only blank, longer than `N` characters, or holds a character that XML cannot carry.
    pub fn nieuw(tekst: impl Into<String>) -> Result<Self, Ongeldig> {
        let tekst = tekst.into();
        if tekst.is_empty() || (!KAAL && tekst.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))) {
            return Err(Ongeldig::nieuw(&tekst, "is leeg"));
        }
        if tekst.len() > N && tekst.chars().count() > N {
            return Err(Ongeldig::nieuw(&tekst, format!("is langer dan {N} tekens")));
        }
        if !tekst.chars().all(mag_in_xml) {
            return Err(Ongeldig::nieuw(&tekst, "bevat een teken dat niet in een bericht mag staan"));
        }
        if !KAAL && N != VRIJ && tekst.contains(['\n', '\r']) {
            return Err(Ongeldig::nieuw(&tekst, "bevat een regeleinde"));
        }
        Ok(Tekst(tekst))
    }
}

const VRIJ: usize = usize::MAX;

/// Tells whether XML 1.0 can carry this character.
pub(crate) fn mag_in_xml(teken: char) -> bool {
    match teken {
        '\t' | '\n' | '\r' => true,
        '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

impl<const N: usize, const KAAL: bool> Deref for Tekst<N, KAAL> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const N: usize, const KAAL: bool> fmt::Display for Tekst<N, KAAL> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const N: usize, const KAAL: bool> FromStr for Tekst<N, KAAL> {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        Tekst::nieuw(tekst)
    }
}

/// Identification of a message, unique per kind of message and sender (`LDT_IdentificatieBericht`).
pub type Identificatie = Tekst<12>;
/// Reference that an aanbieder gives to a request (`LDT_Referentie`).
pub type Referentie = Tekst<36>;
/// Reference of a prestatie, unique per aanbieder (`LDT_ReferentieNummer`). The schema puts no form on it.
pub type Referentienummer = Tekst<20, true>;
/// Number of a declaratie as a WMO325 repeats it (TR376); the schema of the answer puts no form on it.
pub type DeclaratienummerInAntwoord = Tekst<12, true>;
/// Product code of the national or the gemeente's own list (`LDT_ProductCode`).
pub type Productcode = Tekst<5>;
/// Number of a relation of the client (`LDT_Persoonsid`).
pub type Persoonsid = Tekst<20>;
/// Free text; keep it minimal (OP191). The only text that may hold line ends.
pub type Commentaar = Tekst<VRIJ>;

/// Whole number from 0 to `MAX`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Getal<const MAX: u32>(u32);

impl<const MAX: u32> Getal<MAX> {
    /// Takes the number when it is in range.
    ///
    /// # Errors
    /// When it is larger than `MAX`.
    pub fn nieuw(getal: u32) -> Result<Self, Ongeldig> {
        if getal > MAX {
            return Err(Ongeldig::nieuw(&getal.to_string(), format!("is groter dan {MAX}")));
        }
        Ok(Getal(getal))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MAX: u32> fmt::Display for Getal<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<const MAX: u32> FromStr for Getal<MAX> {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        match geheel_getal(tekst) {
            Some(getal) if (0..=i64::from(MAX)).contains(&getal) => {
                Ok(Getal(u32::try_from(getal).map_err(|_| Ongeldig::nieuw(tekst, "is te groot"))?))
            }
            _ => Err(Ongeldig::nieuw(tekst, format!("is geen geheel getal van 0 tot en met {MAX}"))),
        }
    }
}

/// Reads an `xs:integer`: surrounding blanks, a sign and leading zeros are allowed. Nothing when it does not fit in 18 digits.
pub(crate) fn geheel_getal(tekst: &str) -> Option<i64> {
    let bytes = tekst.trim_matches([' ', '\t', '\n', '\r']).as_bytes();
    let (teken, cijfers) = match bytes.split_first()? {
        (b'-', rest) => (-1, rest),
        (b'+', rest) => (1, rest),
        _ => (1, bytes),
    };
    if cijfers.is_empty() {
        return None;
    }
    let mut getal: i64 = 0;
    for cijfer in cijfers {
        if !cijfer.is_ascii_digit() {
            return None;
        }
        getal = getal.checked_mul(10)?.checked_add(i64::from(cijfer - b'0'))?;
    }
    Some(teken * getal)
}

/// Number of a toewijzing, unique per gemeente within the Wmo (TR332).
pub type Toewijzingnummer = Getal<999_999_999>;
/// Quantity in the unit that stands beside it.
pub type Volume = Getal<99_999_999>;
/// Budget of a toewijzing in cents.
pub type Budget = Getal<99_999_999>;
/// House number.
pub type Huisnummer = Getal<99_999>;
/// Order of a relation, most important first.
pub type Volgorde = Getal<99>;

/// Signed amount in whole cents of at most `MAX` either way: debet is positive, credit is negative.
///
/// The message has an unsigned amount and the letter D or C; zero is always D (CS325), so the sign says it all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cent<const MAX: i64>(i64);

/// Amount of one prestatie, in cents (`CDT_BedragMetDC`).
pub type Bedrag = Cent<99_999_999>;
/// Total of a declaratie, in cents (`CDT_TotaalBedragMetDC`).
pub type Totaalbedrag = Cent<999_999_999_999>;

impl<const MAX: i64> Cent<MAX> {
    /// Takes the amount when it is in range.
    ///
    /// # Errors
    /// When it is larger than `MAX` either way.
    pub fn nieuw(cent: i64) -> Result<Self, Ongeldig> {
        if cent.unsigned_abs() > MAX.unsigned_abs() {
            return Err(Ongeldig::nieuw(&cent.to_string(), format!("is meer dan {MAX} cent")));
        }
        Ok(Cent(cent))
    }

    /// The amount in cents; negative for credit.
    #[must_use]
    pub fn cent(self) -> i64 {
        self.0
    }

    /// Tells whether the amount is credit.
    #[must_use]
    pub fn is_credit(self) -> bool {
        self.0 < 0
    }
}

impl<const MAX: i64> fmt::Display for Cent<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bsn_doorstaat_de_elfproef() {
        assert!("999900006".parse::<Bsn>().is_ok());
        for fout in ["999900007", "000000000", "99990000", "9999000066", "99990000a"] {
            assert!(fout.parse::<Bsn>().is_err(), "{fout}");
        }
        assert_eq!(format!("{:?}", "999900006".parse::<Bsn>().unwrap()), "Bsn(******006)");
    }

    #[test]
    fn tekst_heeft_lengte_en_inhoud() {
        assert!(Tekst::<3>::nieuw("éèê").is_ok());
        for fout in ["", "   ", "abcd", "a\u{1}", "a\nb"] {
            assert!(Tekst::<3>::nieuw(fout).is_err(), "{fout:?}");
        }
        assert!(Commentaar::nieuw("eerste regel\ntweede").is_ok());
    }

    #[test]
    fn getal_en_bedrag_blijven_binnen_hun_grens() {
        assert_eq!("007".parse::<Volume>().map(Volume::get), Ok(7));
        for fout in ["100000000", "-1", "1.5", "", "99999999999999999999"] {
            assert!(fout.parse::<Volume>().is_err(), "{fout}");
        }
        assert!(Bedrag::nieuw(-99_999_999).is_ok());
        assert!(Bedrag::nieuw(100_000_000).is_err());
    }

    #[test]
    fn versie_is_drie_getallen_zonder_voorloopnul() {
        for fout in ["1.0", "1.0.0.0", "01.0.0", "1..0", "1.0.x"] {
            assert!(!Versie::klopt(fout), "{fout}");
        }
        assert!(Versie::klopt("2.10.5"));
    }
}
