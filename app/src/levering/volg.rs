//! What levering does by itself when a besluit upstream changes: a toewijzing never lasts longer than what was granted, and
//! nobody waits for what was withdrawn.

use super::{handel::VERWIJDERD, opslag, wachtlijst};
use crate::{
    huis::{
        Fout,
        opslag::{Leest, Tx, sql, v},
    },
    in_handeling,
    termijnen::{self, Soort},
};
use kern::levering::Toewijzingstatus;
use kern::stam::{Datum, DossierId, Peil};

in_handeling!("levering: volg besluiten", volg_besluiten);

/// iWmo code list WMO002: shortened after a new assessment.
const VERKORT: &str = "05";
/// iWmo code list WMO002: the client died.
const OVERLEDEN: &str = "02";

sql!(
    OVERLIJDEN = "SELECT count(*) FROM schaling WHERE dossier_id = $1 AND soort = 'uitstroom' AND reden = 'overleden' AND tot_nr IS NULL"
);
sql!(GERAAKT = "SELECT count(*) FROM indicatie WHERE dossier_id = $1 AND (vanaf_nr = $2 OR tot_nr = $2)");

/// Shortens the toewijzingen of a dossier to what is granted now, when this act changed a grant.
pub async fn volg_besluiten(tx: &mut Tx, dossier: DossierId) -> Result<(), Fout> {
    let nr = tx.nr();
    let geraakt: Option<(i64,)> = tx.een(GERAAKT, &[v(&dossier), v(&nr)]).await?;
    if geraakt.is_none_or(|g| g.0 == 0) {
        return Ok(());
    }
    let (vandaag, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let indicaties = opslag::indicaties(tx, dossier, peil).await?;
    let overleden: Option<(i64,)> = tx.een(OVERLIJDEN, &[v(&dossier)]).await?;
    let reden = if overleden.is_some_and(|o| o.0 > 0) { OVERLEDEN } else { VERKORT };
    for t in opslag::toewijzingen(tx, dossier, peil).await? {
        // Written by this very act: it was judged against the grant as it is now.
        if !t.telt() || t.vanaf_nr == nr || t.periode().is_none() {
            continue;
        }
        let grens = match indicaties.iter().find(|i| i.indicatie_id == t.indicatie_id) {
            Some(i) => i.geldig_tot,
            // Withdrawn from its first day: nothing was granted, so nothing is left of the toewijzing either.
            None => Some(t.geldig_van),
        };
        let Some(grens) = grens.filter(|g| t.geldig_tot.is_none_or(|tot| *g < tot)) else { continue };
        kort_in(tx, t, grens, reden).await?;
    }
    for mut w in wachtlijst::van_dossier(tx, dossier).await? {
        let nog = indicaties
            .iter()
            .any(|i| i.indicatie_id == w.indicatie_id && i.geldig_tot.is_none_or(|t| vandaag < t));
        if w.tot_op.is_some() || nog {
            continue;
        }
        w.tot_op = Some(vandaag);
        w.einde_reden = "niet_meer_nodig".to_owned();
        wachtlijst::vervang(tx, &w).await?;
        termijnen::voldoe(tx, dossier, Soort::Wachtlijst, w.wachtplek_id, vandaag).await?;
    }
    Ok(())
}

/// Ends a toewijzing on the last granted day; removes it when not one day is left and nothing was granted on it. With granted lines it
/// cannot be removed (LEV-08, iWmo TR385): it keeps its first day, the least that a toewijzing can have, so that nothing more can be
/// declared and the aanbieder can credit what was; after that it can be withdrawn.
async fn kort_in(
    tx: &mut Tx,
    t: opslag::ToewijzingRij,
    grens: Datum,
    ingekort: &'static str,
) -> Result<(), Fout> {
    let weg = grens <= t.geldig_van && opslag::toegekende_regels(tx, t.toewijzing_id).await? == 0;
    let (tot, reden) =
        if weg { (t.geldig_van, VERWIJDERD) } else { (grens.max(t.geldig_van.plus_dagen(1)), ingekort) };
    let plaats_tot = Some(t.plaats_tot.map_or(tot, |p| p.min(tot)));
    let status = Toewijzingstatus::Open.code().to_owned();
    let (reden_wijziging, besloten_ts, geldig_tot) = (reden.to_owned(), tx.nu(), Some(tot));
    opslag::vervang(
        tx,
        &opslag::ToewijzingRij { geldig_tot, plaats_tot, status, reden_wijziging, besloten_ts, ..t },
    )
    .await
}
