//! A human confirms the answer of the rules, overrules it, or records that colleges disagree.

use super::uitkomst::{Status, Verantwoordelijk};
use crate::stam::{Gemeentecode, Weigering};

/// Shortest reason that says something, in characters.
const REDEN_MIN: usize = 10;
/// Longest reason, in characters.
const REDEN_MAX: usize = 2_000;

/// What the human chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oordeel {
    /// The answer of the rules is right.
    Bevestigd,
    /// Another gemeente is responsible, or took over.
    Anders(Gemeentecode),
    /// Another college disagrees; the college of the melding keeps acting (Wmo 2015 art. 2.6.1).
    Geschil,
}

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vaststelling {
    /// Gemeente that acts from now on.
    pub gemeente: Gemeentecode,
    /// How sure it is.
    pub status: Status,
}

/// Turns the choice of a human into what is recorded.
///
/// # Errors
/// `WPB-50` no reason where one is needed, `WPB-51` the rules found no gemeente to confirm, `WPB-52` reason too long,
/// `WPB-53` the other gemeente is the one the rules found.
pub fn stel_vast(
    uitkomst: &Verantwoordelijk,
    melding_gemeente: Gemeentecode,
    oordeel: Oordeel,
    reden: &str,
) -> Result<Vaststelling, Weigering> {
    let lengte = reden.trim().chars().count();
    if lengte > REDEN_MAX {
        let zin = alloc::format!("De reden is te lang: {lengte} tekens. Het maximum is {REDEN_MAX}.");
        return Err(Weigering::nieuw("WPB-52", "", zin).bij("reden"));
    }
    let reden_nodig = |zin: &str| match lengte {
        0..REDEN_MIN => Err(Weigering::nieuw("WPB-50", "Awb art. 3:46", zin).bij("reden")),
        _ => Ok(()),
    };
    match oordeel {
        Oordeel::Bevestigd => {
            let Some(gemeente) = uitkomst.gemeente else {
                let zin = "De regel geeft geen gemeente. Kies zelf een gemeente en schrijf op waarom.";
                return Err(Weigering::nieuw("WPB-51", "", zin).bij("oordeel"));
            };
            if uitkomst.status == Status::Mens {
                reden_nodig(
                    "De regel geeft hier geen antwoord. Schrijf op waarom u voor deze gemeente kiest.",
                )?;
            }
            Ok(Vaststelling { gemeente, status: uitkomst.status })
        }
        Oordeel::Anders(gemeente) => {
            if uitkomst.gemeente == Some(gemeente) && uitkomst.status != Status::Mens {
                let zin = "Dit is de gemeente die de regel al geeft. Kies dan: dit klopt.";
                return Err(Weigering::nieuw("WPB-53", "", zin).bij("gemeente"));
            }
            reden_nodig("U wijkt af van de regel. Schrijf op waarom.")?;
            Ok(Vaststelling { gemeente, status: uitkomst.status })
        }
        Oordeel::Geschil => {
            reden_nodig("Schrijf op met welke gemeente u het niet eens bent, en waarover.")?;
            Ok(Vaststelling { gemeente: melding_gemeente, status: Status::Geschil })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::woonplaats::{Regime, proef, verantwoordelijk};
    use alloc::vec;

    #[test]
    fn een_mens_bevestigt_wijkt_af_met_reden_of_legt_een_geschil_vast() {
        let (helmond, venlo) = (proef::c("0794"), proef::c("0983"));
        let f = proef::feiten("2026-03-02", "0794");
        let beslist = verantwoordelijk(Regime::R0, &f, &proef::regels());
        let mut onduidelijk = f.clone();
        onduidelijk.product = None;
        let mens = verantwoordelijk(Regime::R0, &onduidelijk, &proef::regels());
        let reden = "Venlo heeft het overgenomen";
        let lang = "a".repeat(REDEN_MAX + 1);
        let goed = |g, s| Ok((g, s));
        for (uitkomst, oordeel, reden, verwacht) in vec![
            (&beslist, Oordeel::Bevestigd, "", goed(helmond, Status::Beslist)),
            (&beslist, Oordeel::Anders(venlo), reden, goed(venlo, Status::Beslist)),
            (&beslist, Oordeel::Anders(venlo), "ja", Err("WPB-50")),
            (&beslist, Oordeel::Anders(venlo), &lang, Err("WPB-52")),
            (&beslist, Oordeel::Anders(helmond), reden, Err("WPB-53")),
            (&beslist, Oordeel::Geschil, reden, goed(helmond, Status::Geschil)),
            (&beslist, Oordeel::Geschil, "", Err("WPB-50")),
            (&mens, Oordeel::Bevestigd, reden, Err("WPB-51")),
            (&mens, Oordeel::Anders(helmond), reden, goed(helmond, Status::Mens)),
            (&mens, Oordeel::Anders(helmond), "", Err("WPB-50")),
        ] {
            let uit = stel_vast(uitkomst, helmond, oordeel, reden);
            assert_eq!(uit.map(|v| (v.gemeente, v.status)).map_err(|w| w.code), verwacht, "{oordeel:?}");
        }
    }
}
