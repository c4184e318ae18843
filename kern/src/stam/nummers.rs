//! Numbers of persons and of things.

use super::Onleesbaar;
use alloc::string::String;
use core::fmt;

/// A burgerservicenummer that passes the eleven-test; never printed whole by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bsn([u8; 9]);

impl Bsn {
    /// Reads nine digits (spaces and dots are skipped) that pass the eleven-test
    /// (Regeling vaststelling toetsingsregel bsn: weights 9…2 and -1, sum divisible by 11, not zero).
    pub fn lees(tekst: &str) -> Result<Bsn, Onleesbaar> {
        let fout = Onleesbaar("Dit is geen geldig burgerservicenummer. Controleer de negen cijfers.");
        let mut cijfers = [0u8; 9];
        let mut n = 0usize;
        for c in tekst.chars().filter(|c| !matches!(c, ' ' | '.' | '-')) {
            let Some(w) = c.to_digit(10) else { return Err(fout) };
            if n == 9 {
                return Err(fout);
            }
            cijfers[n] = u8::try_from(w).unwrap_or(0);
            n += 1;
        }
        let som: i32 = cijfers.iter().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(c, w)| i32::from(*c) * w).sum();
        if n == 9 && som % 11 == 0 && cijfers.iter().any(|c| *c != 0) { Ok(Bsn(cijfers)) } else { Err(fout) }
    }
    /// The nine digits. Only for encryption, the blind index and messages that must carry it.
    pub fn cijfers(&self) -> String {
        self.0.iter().map(|c| char::from(b'0' + c)).collect()
    }
    /// All but the last two digits hidden.
    pub fn gemaskeerd(&self) -> String {
        alloc::format!("•••••••{}{}", self.0[7], self.0[8])
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bsn(•••••••••)")
    }
}

macro_rules! sleutel {
    ($(#[$doc:meta])* $naam:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $naam(pub i64);
        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

sleutel!(
    /// Random number that stands for a person everywhere outside the one table with identity.
    InwonerId
);
sleutel!(
    /// Number of a dossier.
    DossierId
);
sleutel!(
    /// Number of a melding.
    MeldingId
);
sleutel!(
    /// Number of a besluit.
    BesluitId
);
sleutel!(
    /// Number of an aanbieder.
    AanbiederId
);
sleutel!(
    /// Number of an act in the journal: gapless from 1, totally ordered; the formal time axis.
    JournaalNr
);

impl JournaalNr {
    /// Everything that is known now.
    pub const NU: JournaalNr = JournaalNr(i64::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_bsn_slaagt_voor_de_elfproef() {
        assert!(Bsn::lees("999990019").is_ok());
        assert!(Bsn::lees("9999.900.19").is_ok());
        for fout in ["999990018", "000000000", "99999001", "9999900190", "99999001a", ""] {
            assert!(Bsn::lees(fout).is_err(), "{fout}");
        }
    }

    #[test]
    fn een_bsn_lekt_niet_in_debug() {
        let bsn = Bsn::lees("999990019").expect("test bsn");
        assert!(!alloc::format!("{bsn:?}").contains("99999"));
        assert_eq!(bsn.gemaskeerd(), "•••••••19");
    }
}
