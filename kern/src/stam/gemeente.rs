//! Gemeenten by their CBS code.

use super::Onleesbaar;
use core::fmt;

/// The four-digit CBS code of a gemeente, as iWmo and the BRP write it (`0794` is Helmond).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gemeentecode(u16);

impl Gemeentecode {
    /// Utrecht and Eindhoven: examples of a large gemeente, where any other will do.
    pub const UTRECHT: Gemeentecode = Gemeentecode(344);
    /// See [`Gemeentecode::UTRECHT`].
    pub const EINDHOVEN: Gemeentecode = Gemeentecode(772);
    /// The code that the BRP uses for who is registered as non-resident (RNI): not a gemeente.
    pub const RNI: Gemeentecode = Gemeentecode(1999);

    /// Reads exactly four digits.
    pub fn lees(tekst: &str) -> Result<Gemeentecode, Onleesbaar> {
        if tekst.len() == 4 && tekst.bytes().all(|b| b.is_ascii_digit()) {
            tekst.parse().map(Gemeentecode).map_err(|_| Onleesbaar("Een gemeentecode heeft vier cijfers."))
        } else {
            Err(Onleesbaar("Een gemeentecode heeft vier cijfers."))
        }
    }
    /// The code of a number, 0-9999.
    pub fn van_getal(getal: u16) -> Option<Gemeentecode> {
        (getal <= 9_999).then_some(Gemeentecode(getal))
    }
    /// The code as a number, 0-9999.
    pub fn getal(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Gemeentecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}
