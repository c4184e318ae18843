//! The onderzoek and its report (Wmo 2015 art. 2.3.2).

use super::leefgebied::Oordeel;
use crate::stam::{Datum, Weigering};
use alloc::string::{String, ToString};

/// Longest text of a report or of an explanation, in characters.
pub const TEKST_MAX: usize = 8_000;
/// Shortest report that says something, in characters.
const SAMENVATTING_MIN: usize = 40;

/// What the onderzoek advises. The college decides, on an aanvraag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advies {
    /// Beschermd wonen.
    Bw,
    /// Beschermd thuis.
    Bt,
    /// Ordinary help at home.
    WmoBegeleiding,
    /// No maatwerkvoorziening.
    Geen,
}

impl Advies {
    /// Every advice, in the order of the form.
    pub const ALLE: [Advies; 4] = [Advies::Bw, Advies::Bt, Advies::WmoBegeleiding, Advies::Geen];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Advies::Bw => "bw",
            Advies::Bt => "bt",
            Advies::WmoBegeleiding => "wmo_begeleiding",
            Advies::Geen => "geen",
        }
    }
    /// As people call it.
    pub fn naam(self) -> &'static str {
        match self {
            Advies::Bw => "Beschermd wonen",
            Advies::Bt => "Beschermd thuis",
            Advies::WmoBegeleiding => "Wmo-begeleiding",
            Advies::Geen => "Geen maatwerkvoorziening",
        }
    }
    /// From the stored code.
    pub fn lees(code: &str) -> Option<Advies> {
        Advies::ALLE.into_iter().find(|a| a.code() == code)
    }
}

/// The written outcome of the onderzoek (art. 2.3.2 lid 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verslag {
    /// Day of the report.
    pub op: Datum,
    /// Text that the inwoner gets.
    pub samenvatting: String,
    /// Advice.
    pub advies: Advies,
}

/// Ends the onderzoek. Something must have been asked, and the report must say something.
///
/// # Errors
/// `TRJ-11` report too short, `TRJ-12` report too long, `TRJ-13` no advice, `TRJ-14` no leefgebied talked about,
/// `TRJ-15` day before the first day of the onderzoek.
pub fn rond_af(
    begonnen_op: Datum,
    oordelen: &[Oordeel],
    samenvatting: &str,
    advies: Option<Advies>,
    op: Datum,
) -> Result<Verslag, Weigering> {
    const VERSLAG: &str = "Wmo 2015 art. 2.3.2 lid 8";
    let lengte = samenvatting.trim().chars().count();
    if lengte < SAMENVATTING_MIN {
        let zin = "Vat in een paar zinnen samen wat u samen met de inwoner hebt gevonden.";
        return Err(Weigering::nieuw("TRJ-11", VERSLAG, zin).bij("samenvatting"));
    }
    if lengte > TEKST_MAX {
        let zin = alloc::format!("De samenvatting is te lang: {lengte} tekens. Het maximum is {TEKST_MAX}.");
        return Err(Weigering::nieuw("TRJ-12", VERSLAG, zin).bij("samenvatting"));
    }
    let Some(advies) = advies else {
        return Err(Weigering::nieuw("TRJ-13", VERSLAG, "Kies wat u adviseert.").bij("advies"));
    };
    if !oordelen.iter().any(|o| o.score().is_some()) {
        let zin = "Er is nog geen enkel leefgebied besproken. Bespreek ten minste de leefgebieden van de hulpvraag.";
        return Err(Weigering::nieuw("TRJ-14", "Wmo 2015 art. 2.3.2 lid 4", zin));
    }
    if op < begonnen_op {
        let zin = "Het verslag kan niet eerder zijn dan het begin van het onderzoek.";
        return Err(Weigering::nieuw("TRJ-15", "", zin).bij("op"));
    }
    Ok(Verslag { op, samenvatting: samenvatting.trim().to_string(), advies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn een_onderzoek_eindigt_met_een_verslag_en_een_advies() {
        let d = |t| Datum::lees(t).expect("test date");
        let goed = "Samen met de inwoner is gekeken naar wonen, geld en daginvulling.";
        let besproken = [Oordeel::Score(2), Oordeel::NietBesproken];
        let lang = "a".repeat(TEKST_MAX + 1);
        let (begin, op) = (d("2026-03-02"), d("2026-04-01"));
        let gevallen = vec![
            (goed, Some(Advies::Bw), &besproken[..], op, None),
            ("kort", Some(Advies::Bw), &besproken[..], op, Some("TRJ-11")),
            (lang.as_str(), Some(Advies::Bw), &besproken[..], op, Some("TRJ-12")),
            (goed, None, &besproken[..], op, Some("TRJ-13")),
            (goed, Some(Advies::Geen), &besproken[1..], op, Some("TRJ-14")),
            (goed, Some(Advies::Geen), &besproken[..], d("2026-03-01"), Some("TRJ-15")),
        ];
        for (tekst, advies, oordelen, op, code) in gevallen {
            let uit = rond_af(begin, oordelen, tekst, advies, op);
            assert_eq!(uit.err().map(|w| w.code), code);
        }
    }
}
