//! Values in an envelope, valid by existing.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use crate::datum::Datum;
use crate::waarde::{Ongeldig, Tekst};

/// A random identification (version 4), in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid([u8; 36]);

impl Uuid {
    /// Makes an identification of sixteen random bytes; the caller knows where chance comes from.
    #[must_use]
    pub fn van_toeval(mut bytes: [u8; 16]) -> Uuid {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        bytes[6] = bytes[6] & 0x0F | 0x40;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        let mut tekst = [b'-'; 36];
        let plekken = (0..36).filter(|i| !matches!(i, 8 | 13 | 18 | 23));
        for (nummer, plek) in plekken.enumerate() {
            let byte = bytes[nummer / 2];
            tekst[plek] = HEX[usize::from(if nummer % 2 == 0 { byte >> 4 } else { byte & 15 })];
        }
        Uuid(tekst)
    }

    /// The identification as it stands in the envelope.
    #[must_use]
    pub fn als_tekst(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII is ever stored")
    }
}

impl FromStr for Uuid {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        let klopt = |(i, b): (usize, &u8)| match i {
            8 | 13 | 18 | 23 => *b == b'-',
            14 => *b == b'4',
            19 => matches!(b, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        };
        match <[u8; 36]>::try_from(tekst.as_bytes()) {
            Ok(bytes) if bytes.iter().enumerate().all(klopt) => Ok(Uuid(bytes)),
            _ => Err(Ongeldig::nieuw(tekst, "is geen UUID van versie 4 in kleine letters")),
        }
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.als_tekst())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uuid({self})")
    }
}

/// Makes a newtype around a text with a form of its own.
macro_rules! tekstvorm {
    ($(#[$doc:meta])* $naam:ident, $max:literal, $reden:literal, $klopt:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $naam(Tekst<$max>);

        impl FromStr for $naam {
            type Err = Ongeldig;

            fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
                let klopt: fn(&str) -> bool = $klopt;
                if klopt(tekst) { Tekst::nieuw(tekst).map($naam) } else { Err(Ongeldig::nieuw(tekst, $reden)) }
            }
        }

        impl Deref for $naam {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

tekstvorm!(
    /// Name of an application: 3 to 50 characters.
    Applicatie, 50, "is geen naam van 3 tot 50 tekens", |t| t.chars().count() >= 3
);
tekstvorm!(
    /// Name of a file: 4 to 255 letters, digits, dots, dashes and underscores.
    Bestandsnaam, 255, "is geen bestandsnaam van 4 tot 255 letters, cijfers, punten en streepjes",
    |t| t.len() >= 4 && t.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
);
tekstvorm!(
    /// Moment: 8 to 17 digits, `jjjjmmdduummss` and further.
    Tijdstip, 17, "is geen tijdstip van 8 tot 17 cijfers",
    |t| (8..=17).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
);

impl Tijdstip {
    /// The moment on this day; nothing when the time does not exist or the year has no four digits.
    #[must_use]
    pub fn nieuw(dag: Datum, uur: u8, minuut: u8, seconde: u8) -> Option<Tijdstip> {
        let bestaat = uur < 24 && minuut < 60 && seconde < 60 && (1..=9999).contains(&dag.jaar());
        let (jaar, maand, dag) = (dag.jaar(), dag.maand(), dag.dag());
        let tekst = format!("{jaar:04}{maand:02}{dag:02}{uur:02}{minuut:02}{seconde:02}");
        tekst.parse().ok().filter(|_| bestaat)
    }
}

/// A version of four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Versienummer(u32);

impl Versienummer {
    /// Takes the number when it has at most four digits.
    ///
    /// # Errors
    /// When it is larger than 9999.
    pub fn nieuw(getal: u32) -> Result<Versienummer, Ongeldig> {
        if getal > 9_999 {
            return Err(Ongeldig::nieuw(&getal.to_string(), "is geen versie van vier cijfers"));
        }
        Ok(Versienummer(getal))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl FromStr for Versienummer {
    type Err = Ongeldig;

    fn from_str(tekst: &str) -> Result<Self, Ongeldig> {
        let klopt = tekst.len() == 4 && tekst.bytes().all(|b| b.is_ascii_digit());
        let getal = tekst.parse().ok().filter(|_| klopt);
        getal.map(Versienummer).ok_or_else(|| Ongeldig::nieuw(tekst, "is geen versie van vier cijfers"))
    }
}

impl fmt::Display for Versienummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_uuid_heeft_versie_vier() {
        let uuid = Uuid::van_toeval([0xFF; 16]);
        assert_eq!(uuid.to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid.to_string().parse(), Ok(uuid));
        for fout in ["9c0f7b90-5c69-11e5-a837-0800200c9a66", "9C0F7B90-5C69-41E5-A837-0800200C9A66", ""] {
            assert!(fout.parse::<Uuid>().is_err(), "{fout}");
        }
    }

    #[test]
    fn tijdstip_versie_en_bestandsnaam() {
        let dag = Datum::vast(2025, 3, 1);
        assert_eq!(Tijdstip::nieuw(dag, 9, 5, 0).unwrap().to_string(), "20250301090500");
        assert_eq!(Tijdstip::nieuw(dag, 24, 0, 0), None);
        assert_eq!("0003".parse::<Versienummer>().map(Versienummer::get), Ok(3));
        assert!("3".parse::<Versienummer>().is_err() && Versienummer::nieuw(10_000).is_err());
        assert!(
            "a b.csv".parse::<Bestandsnaam>().is_err() && "AanleveringQ1.csv".parse::<Bestandsnaam>().is_ok()
        );
    }
}
