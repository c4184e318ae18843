//! When an aanvraag may be made, and when it must be decided.

use super::{Regels, Stand};
use crate::stam::termijnen::{Termijn, bereken, met_weekdag};
use crate::stam::{Datum, Weigering};
use alloc::format;

const LID_9: &str = "Wmo 2015 art. 2.3.2 lid 9";

/// Whether an aanvraag received on a day may be registered, and before which day it must be decided. An aanvraag comes after the
/// onderzoek, or when the onderzoek took longer than the law allows (BSL-01). `op` is today.
pub fn toets_aanvraag(
    stand: &Stand,
    ontvangen_op: Datum,
    regels: &Regels,
    op: Datum,
) -> Result<Termijn, Weigering> {
    let weiger = |code, artikel, zin: alloc::string::String| {
        Err(Weigering::nieuw(code, artikel, zin).bij("ontvangen"))
    };
    let Some(melding) = stand.melding else {
        return weiger(
            "BSL-02",
            LID_9,
            "Er is geen melding in dit dossier. Registreer eerst de melding.".into(),
        );
    };
    if ontvangen_op > op {
        return weiger("BSL-03", "", "De aanvraag kan niet later zijn ontvangen dan vandaag.".into());
    }
    if ontvangen_op < melding.ontvangen_op {
        let zin =
            format!("De melding is van {}. De aanvraag kan niet eerder zijn.", melding.ontvangen_op.voluit());
        return weiger("BSL-03", LID_9, zin);
    }
    if let Some(a) = stand.aanvraag {
        let zin = format!(
            "Er is al een aanvraag van {}. Neem daarover eerst een besluit.",
            a.ontvangen_op.voluit()
        );
        return weiger("BSL-04", "", zin);
    }
    let afgerond = stand.onderzoek.and_then(|o| o.afgerond_op).is_some_and(|dag| dag <= ontvangen_op);
    let uiterlijk = bereken(&regels.onderzoek, melding.ontvangen_op, &[], &regels.termijnenwet).uiterlijk;
    if !afgerond && ontvangen_op <= uiterlijk {
        let zin = format!(
            "Het onderzoek was op {} nog niet afgerond. Een aanvraag kan na het onderzoek, of als het onderzoek op {} nog niet klaar is.",
            ontvangen_op.voluit(),
            met_weekdag(uiterlijk)
        );
        return weiger("BSL-01", LID_9, zin);
    }
    Ok(bereken(&regels.beslissing, ontvangen_op, &[], &regels.termijnenwet))
}
