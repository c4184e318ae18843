//! Leefgebieden: how somebody gets on, asked only as far as the question needs it.

use alloc::{string::String, vec::Vec};

/// One leefgebied of the zelfredzaamheidsmatrix. The list is data of the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leefgebied {
    /// Stable code, as stored.
    pub code: String,
    /// As people call it.
    pub naam: String,
    /// When it is needed to ask about it (AVG art. 5 lid 1 onder c: no more than needed).
    pub waarom: String,
}

/// What was found on one leefgebied. Not asking is an answer of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oordeel {
    /// 1 acute problems … 5 fully self-reliant.
    Score(u8),
    /// Not talked about.
    NietBesproken,
    /// Not needed for this question.
    NietNodig,
}

impl Oordeel {
    /// Every answer, in the order of the form.
    pub const ALLE: [Oordeel; 7] = [
        Oordeel::Score(1),
        Oordeel::Score(2),
        Oordeel::Score(3),
        Oordeel::Score(4),
        Oordeel::Score(5),
        Oordeel::NietBesproken,
        Oordeel::NietNodig,
    ];

    /// From the stored code.
    pub fn lees(code: &str) -> Option<Oordeel> {
        Oordeel::ALLE.into_iter().find(|o| o.code() == code)
    }
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Oordeel::Score(1) => "1",
            Oordeel::Score(2) => "2",
            Oordeel::Score(3) => "3",
            Oordeel::Score(4) => "4",
            Oordeel::Score(_) => "5",
            Oordeel::NietBesproken => "niet_besproken",
            Oordeel::NietNodig => "niet_nodig",
        }
    }
    /// As the form says it.
    pub fn naam(self) -> &'static str {
        match self {
            Oordeel::Score(1) => "1, acute problemen",
            Oordeel::Score(2) => "2, niet zelfredzaam",
            Oordeel::Score(3) => "3, beperkt zelfredzaam",
            Oordeel::Score(4) => "4, voldoende zelfredzaam",
            Oordeel::Score(_) => "5, volledig zelfredzaam",
            Oordeel::NietBesproken => "Niet besproken",
            Oordeel::NietNodig => "Niet nodig voor deze vraag",
        }
    }
    /// The score, when there is one.
    pub fn score(self) -> Option<u8> {
        match self {
            Oordeel::Score(s) => Some(s),
            Oordeel::NietBesproken | Oordeel::NietNodig => None,
        }
    }
}

/// How two scores of the same leefgebied compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verloop {
    /// Nothing to compare.
    Onbekend,
    /// Lower than before, by this much.
    Achteruit(u8),
    /// The same.
    Gelijk,
    /// Higher than before, by this much.
    Vooruit(u8),
}

/// Compares; without two scores the answer is `Onbekend`, never a guess.
pub fn verloop(vorige: Option<Oordeel>, nu: Option<Oordeel>) -> Verloop {
    match (vorige.and_then(Oordeel::score), nu.and_then(Oordeel::score)) {
        (Some(v), Some(n)) if n < v => Verloop::Achteruit(v - n),
        (Some(v), Some(n)) if v < n => Verloop::Vooruit(n - v),
        (Some(_), Some(_)) => Verloop::Gelijk,
        (None, _) | (_, None) => Verloop::Onbekend,
    }
}

/// Sum of the scores, only when every leefgebied has one: a total of half the questions would say nothing.
pub fn totaal(oordelen: &[Oordeel], aantal_leefgebieden: usize) -> Option<u32> {
    let scores: Vec<u8> = oordelen.iter().filter_map(|o| o.score()).collect();
    let volledig = aantal_leefgebieden > 0 && scores.len() == aantal_leefgebieden;
    volledig.then(|| scores.iter().map(|s| u32::from(*s)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zonder_alle_leefgebieden_is_er_geen_totaal() {
        let alle = [Oordeel::Score(3), Oordeel::Score(5)];
        assert_eq!(totaal(&alle, 2), Some(8));
        assert_eq!(totaal(&alle, 3), None);
        assert_eq!(totaal(&[Oordeel::Score(3), Oordeel::NietNodig], 2), None);
        assert_eq!(totaal(&[], 0), None);
    }

    #[test]
    fn niet_besproken_is_geen_score_en_geen_verloop() {
        for o in Oordeel::ALLE {
            assert_eq!(Oordeel::lees(o.code()), Some(o));
        }
        assert_eq!(Oordeel::lees("6"), None);
        assert_eq!(verloop(Some(Oordeel::Score(4)), Some(Oordeel::Score(2))), Verloop::Achteruit(2));
        assert_eq!(verloop(Some(Oordeel::Score(2)), Some(Oordeel::Score(3))), Verloop::Vooruit(1));
        assert_eq!(verloop(Some(Oordeel::Score(2)), Some(Oordeel::Score(2))), Verloop::Gelijk);
        assert_eq!(verloop(Some(Oordeel::NietBesproken), Some(Oordeel::Score(2))), Verloop::Onbekend);
        assert_eq!(verloop(None, None), Verloop::Onbekend);
    }
}
