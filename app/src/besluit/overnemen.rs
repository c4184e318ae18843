//! Giving a dossier over at the end: to the aandachtsfunctionaris of the gemeente, who stays near when the zorg has become lighter or ended.

use super::opslag;
use crate::huis::{
    Fout, Rol,
    opslag::{Tx, o, sql, t, v},
};
use crate::termijnen::{self, Soort as Termijnsoort};
use kern::stam::{Datum, DossierId};

sql!(
    ROL = "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);

/// What goes with the dossier to the aandachtsfunctionaris; what concerns the aanbieder stays with the trajectregisseur.
const MEE_OVER: &[Termijnsoort] = &[
    Termijnsoort::Evaluatie,
    Termijnsoort::IndicatieEinde,
    Termijnsoort::Beslissing,
    Termijnsoort::BeslissingOpBezwaar,
];

/// The aandachtsfunctionaris takes over (Uitvoeringsplan 2.2): becomes houder today. Whoever was on the dossier stays medehouder until
/// `tot`, the first day no longer: there is a letter to send, and an objection may still come in.
pub async fn neemt_over(tx: &mut Tx, dossier: DossierId, gebruiker_id: i64, tot: Datum) -> Result<(), Fout> {
    let vandaag = tx.vandaag();
    for r in opslag::rollen(&*tx, dossier, vandaag).await? {
        tx.sluit("dossierrol", "dossierrol_id", r.dossierrol_id).await?;
        let einde = match r.rol.as_str() {
            // A place that had its own end keeps it.
            "medehouder" if r.gebruiker_id != gebruiker_id => r.geldig_tot.unwrap_or(tot),
            _ => vandaag,
        };
        let was = Plaats { id: r.dossierrol_id, wie: r.gebruiker_id, rol: &r.rol, van: r.geldig_van };
        schrijf(tx, dossier, was, Some(einde.max(r.geldig_van))).await?;
        if r.rol == "houder" && r.gebruiker_id != gebruiker_id && tot > vandaag {
            let erbij = Plaats { id: tx.nieuw_id()?, wie: r.gebruiker_id, rol: "medehouder", van: vandaag };
            schrijf(tx, dossier, erbij, Some(tot)).await?;
        }
    }
    let houder = Plaats { id: tx.nieuw_id()?, wie: gebruiker_id, rol: "houder", van: vandaag };
    schrijf(tx, dossier, houder, None).await?;
    termijnen::draag_over(tx, dossier, MEE_OVER, Rol::Aandachtsfunctionaris).await
}

/// Somebody's place in a dossier from a day on.
struct Plaats<'a> {
    id: i64,
    wie: i64,
    rol: &'a str,
    van: Datum,
}

async fn schrijf(tx: &mut Tx, dossier: DossierId, p: Plaats<'_>, tot: Option<Datum>) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [v(&p.id), v(&dossier), v(&p.wie), t(p.rol), v(&p.van), o(&tot), v(&nr)];
    tx.voer(ROL, &args).await?;
    Ok(())
}
