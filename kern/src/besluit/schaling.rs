//! Up, down, in and out, as one event with a reason (Uitvoeringsplan 2.2 and 5.3).

use super::Indicatie;
use crate::inkoop::{Vorm, codelijst};
use crate::stam::{Datum, Onleesbaar, Weigering};
use alloc::format;
use core::fmt;

codelijst! {
    /// Direction of an event.
    Richting, "Onbekende richting." {
        /// The first support.
        Instroom = "instroom", "instroom";
        /// More support.
        Opschaling = "opschaling", "opschaling";
        /// Less support.
        Afschaling = "afschaling", "afschaling";
        /// No support any more.
        Uitstroom = "uitstroom", "uitstroom";
    }
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schaling {
    /// First day of the new situation.
    pub op: Datum,
    /// Form before; `None` for instroom.
    pub van: Option<Vorm>,
    /// Form after; `None` for uitstroom.
    pub naar: Option<Vorm>,
    /// Direction.
    pub richting: Richting,
    /// Came back after an earlier uitstroom; only for instroom.
    pub terugkeer: bool,
}

/// The direction from one form to another; `None` when nothing changes. Heaviest first: beschermd wonen, beschermd thuis,
/// Wmo-begeleiding, which is the order of [`Vorm`].
pub fn richting(van: Option<Vorm>, naar: Option<Vorm>) -> Option<Richting> {
    match (van, naar) {
        (None, None) => None,
        (None, Some(_)) => Some(Richting::Instroom),
        (Some(_), None) => Some(Richting::Uitstroom),
        (Some(v), Some(n)) if n < v => Some(Richting::Opschaling),
        (Some(v), Some(n)) if n > v => Some(Richting::Afschaling),
        (Some(_), Some(_)) => None,
    }
}

/// The event that a new toekenning from `op` brings: instroom when there was no indicatie the day before, otherwise a change of form.
/// `uitgestroomd` says whether the dossier had an uitstroom before.
pub fn bij_toekenning(
    indicaties: &[Indicatie],
    uitgestroomd: bool,
    naar: Vorm,
    op: Datum,
) -> Option<Schaling> {
    let gisteren = op.plus_dagen(-1);
    let van = indicaties.iter().find(|i| i.inhoud.periode.bevat(gisteren)).map(|i| i.inhoud.vorm);
    let richting = richting(van, Some(naar))?;
    Some(Schaling {
        op,
        van,
        naar: Some(naar),
        richting,
        terugkeer: richting == Richting::Instroom && uitgestroomd,
    })
}

/// Tests an uitstroom on a day (the first day without support) and finds the indicatie that is then still running, if any.
/// An uitstroom is a fact and not a plan: it is not later than `vandaag`.
pub fn toets_uitstroom(
    indicaties: &[Indicatie],
    op: Datum,
    vandaag: Datum,
) -> Result<(Vorm, Option<&Indicatie>), Weigering> {
    const BRON: &str = "Uitvoeringsplan 5.3";
    let Some(laatste) = indicaties.iter().max_by_key(|i| i.inhoud.periode.van()) else {
        let zin = "Er is geen indicatie. Uitstroom kan alleen na ondersteuning.";
        return Err(Weigering::nieuw("SCH-01", BRON, zin));
    };
    if op > vandaag {
        let zin = "De uitstroom ligt in de toekomst. Trek de indicatie in per die dag, en leg de uitstroom vast als het zover is.";
        return Err(Weigering::nieuw("SCH-02", BRON, zin).bij("op"));
    }
    if op < laatste.inhoud.periode.van() {
        let zin = format!(
            "De laatste indicatie begon op {}. Kies een latere dag.",
            laatste.inhoud.periode.van().voluit()
        );
        return Err(Weigering::nieuw("SCH-03", BRON, zin).bij("op"));
    }
    Ok((laatste.inhoud.vorm, Some(laatste).filter(|i| i.inhoud.periode.bevat(op))))
}
