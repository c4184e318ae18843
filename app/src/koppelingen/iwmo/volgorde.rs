//! Messages may overtake each other on the way (iWmo OP080): which refusals an earlier message could still mend, and how long we wait
//! for it.

use super::gevolg::{Gevolg, WACHT};
use crate::huis::{Fout, regels::Regels};
use crate::levering::{berichten::Gevolgregel, opslag::ToewijzingRij};
use ::iwmo::code::Retourcode;
use kern::stam::{Datum, termijnen::bereken};

/// Refusals that say that something is not there yet, or is still there: a removal, a start, a stop, a debet, a credit or the
/// declaratie of an earlier month may be on its way.
const HERSTELBAAR: &[&str] =
    &["9063", "9069", "9071", "9074", "9326", "9413", "9414", "9415", "8017", "8214", "9322", "9369", "9389"];

/// Whether an earlier message that is still on its way could change this judgement.
pub(super) fn kan_nog<'a>(mut codes: impl Iterator<Item = &'a Retourcode>) -> bool {
    codes.any(|c| HERSTELBAAR.contains(&c.code()))
}

/// The last day on which a message of this day waits.
pub(super) fn uiterlijk(regels: &Regels, ontvangen: Datum) -> Result<Datum, Fout> {
    let regel = regels.termijn("iwmo", "volgorde", ontvangen)?;
    Ok(bereken(&regel, ontvangen, &[], &regels.termijnenwet(ontvangen)?).uiterlijk)
}

/// The message waits; the lines name the toewijzingen on which something may come.
pub(super) fn wacht<'a>(tot: Datum, toewijzingen: impl Iterator<Item = &'a ToewijzingRij>) -> Gevolg {
    let zin = format!(
        "Dit bericht bouwt op een bericht dat er nog niet is. Het wacht daarop tot en met {}; komt het niet, dan krijgt de aanbieder een afkeuring.",
        tot.voluit()
    );
    let basis = Gevolgregel { uitkomst: "bewaard", regel: WACHT.to_owned(), zin, ..Gevolgregel::default() };
    let mut regels: Vec<Gevolgregel> = toewijzingen
        .map(|t| Gevolgregel {
            dossier: Some(t.dossier_id),
            toewijzing_id: Some(t.toewijzing_id),
            ..basis.clone()
        })
        .collect();
    if regels.is_empty() {
        regels.push(basis);
    }
    Gevolg { regels, ..Gevolg::default() }
}
