//! Numbers that are texts: of persons, organisations, declaraties and releases.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::{DeclaratienummerInAntwoord, Ongeldig, Tekst};

/// Number of a declaratie, unique per aanbieder (TR333): 1 to 12 letters and digits (CS319).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Declaratienummer(DeclaratienummerInAntwoord);

impl Declaratienummer {
    /// The number as an answer repeats it.
    #[must_use]
    pub fn in_antwoord(&self) -> DeclaratienummerInAntwoord {
        self.0.clone()
    }
}

impl FromStr for Declaratienummer {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        if !tekst.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Ongeldig::nieuw(tekst, "mag alleen letters en cijfers bevatten"));
        }
        Tekst::nieuw(tekst).map(Declaratienummer)
    }
}

impl Deref for Declaratienummer {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Declaratienummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes a newtype around a text of digits.
macro_rules! cijferreeks {
    ($(#[$doc:meta])* $naam:ident, $lengte:literal, $wat:literal, $extra:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $naam([u8; $lengte]);

        impl $naam {
            /// The digits.
            #[must_use]
            pub fn als_tekst(&self) -> &str {
                std::str::from_utf8(&self.0).expect("only ASCII digits are ever stored")
            }
        }

        impl FromStr for $naam {
            type Err = Ongeldig;

            fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
                let extra: fn(&[u8; $lengte]) -> bool = $extra;
                match <[u8; $lengte]>::try_from(tekst.as_bytes()) {
                    Ok(cijfers) if cijfers.iter().all(u8::is_ascii_digit) && extra(&cijfers) => Ok($naam(cijfers)),
                    _ => Err(Ongeldig::nieuw(tekst, $wat)),
                }
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.als_tekst())
            }
        }
    };
}

cijferreeks!(
    /// Burgerservicenummer that passes the eleven test (CS002).
    Bsn, 9, "is geen geldig burgerservicenummer", elfproef
);
cijferreeks!(
    /// AGB code of an aanbieder: eight digits.
    Agb, 8, "is geen AGB-code van acht cijfers", |_| true
);
cijferreeks!(
    /// CBS code of a gemeente: four digits.
    Gemeentecode, 4, "is geen gemeentecode van vier cijfers", |_| true
);

// A number of a person should not end up in a log by accident, so Debug of a Bsn shows only the last three digits.
impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bsn(******{})", &self.als_tekst()[6..])
    }
}

impl fmt::Debug for Agb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Agb({self})")
    }
}

impl fmt::Debug for Gemeentecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gemeentecode({self})")
    }
}

/// The eleven test of the burgerservicenummer: weights 9 to 2 and -1, sum divisible by eleven, not all zero.
pub(crate) fn elfproef(cijfers: &[u8; 9]) -> bool {
    const GEWICHT: [i32; 9] = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let som: i32 = cijfers.iter().zip(GEWICHT).map(|(&c, g)| i32::from(c - b'0') * g).sum();
    som % 11 == 0 && cijfers != b"000000000"
}

/// Version of three numbers, such as `1.0.0` (`LDT_Versie`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Versie(String);

impl Versie {
    /// The version as it stands in the message.
    #[must_use]
    pub fn als_tekst(&self) -> &str {
        &self.0
    }

    /// Tells whether this text has the form of a version: three numbers without leading zeros.
    #[must_use]
    pub fn klopt(tekst: &str) -> bool {
        let deel_klopt = |d: &str| {
            !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()) && (d == "0" || !d.starts_with('0'))
        };
        tekst.split('.').count() == 3 && tekst.split('.').all(deel_klopt)
    }
}

impl FromStr for Versie {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        if Versie::klopt(tekst) {
            Ok(Versie(tekst.to_owned()))
        } else {
            Err(Ongeldig::nieuw(tekst, "is geen versie zoals 1.0.0"))
        }
    }
}

impl fmt::Display for Versie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
