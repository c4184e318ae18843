//! A dossier with an inwoner, a melding and two holders, for tests that begin after the melding.

use crate::huis::{Huis, datum};
use kern::stam::{Bsn, DossierId, InwonerId, MeldingId};
use wijkthuis::{
    huis::{
        Rol,
        opslag::{Handeling, Ty, Val, o, t, v},
    },
    termijnen::{self, Soort, Waarvoor},
};

/// Keys of what was made.
#[derive(Debug, Clone, Copy)]
pub struct Proefdossier {
    pub dossier: DossierId,
    pub inwoner: InwonerId,
    pub melding: MeldingId,
}

const INWONER: &str = "INSERT INTO inwoner (inwoner_id, bsn_index, bsn_versleuteld, bsn_status, achternaam, voorvoegsel, voornamen, zoeknaam, geboortedatum,
  geslacht, straat, huisnummer, postcode, woonplaats, telefoon, email, vanaf_nr, tot_nr)
  VALUES ($1, $2, $3, 'geverifieerd', 'Proef', 'van der', 'Anna', 'proef', $4, '2', '', '', '', '', '', '', $5, NULL)";
const DOSSIER: &str = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
  VALUES ($1, $2, $3, $4, 0, $5, $6, $7, NULL)";
const MELDING: &str = "INSERT INTO melding (melding_id, dossier_id, inwoner_id, gemeente, ontvangen_op, melder, melder_naam, melder_contact, hulpvraag, spoed,
  status, vorig_besluit_id, vanaf_nr, tot_nr) VALUES ($1, $2, $3, $4, $5, 'inwoner', '', '', 'Ik wil rust', 0, 'overgedragen', $6, $7, NULL)";
const ROL: &str = "INSERT INTO dossierrol (dossierrol_id, dossier_id, gebruiker_id, rol, geldig_van, geldig_tot, vanaf_nr, tot_nr)
  VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";

/// Makes one: reported in Deurne (0762) on the day of the clock, held by the first trajectregisseur together with the
/// aandachtsfunctionaris of Deurne, in fase `fase`.
pub async fn maak(h: &Huis, fase: &str) -> Proefdossier {
    let mut tx = h.app.db.begin(h.systeem()).await.expect("begin");
    let op = tx.vandaag();
    let nr = tx.nr();
    let (inwoner, dossier, melding) =
        (InwonerId(nr.0 * 7 + 1), tx.nieuw_id().expect("id"), tx.nieuw_id().expect("id"));
    let (dossier, melding) = (DossierId(dossier), MeldingId(melding));
    let bsn = Bsn::lees("999990019").expect("test bsn");
    let sleutels = &h.app.sleutels;
    let index = sleutels.bsn_index(&bsn);
    let dicht = sleutels.versleutel_bsn(&bsn).expect("encrypts");
    let geboren = datum("1989-03-14");
    tx.journaal(Handeling {
        wat: "melding geregistreerd",
        onderwerp: "melding",
        onderwerp_id: melding.0,
        dossier: Some(dossier),
        gemeente: None,
        reden: "",
    })
    .await
    .expect("journal");
    tx.voer(INWONER, &[v(&inwoner), t(&index), v(&dicht), v(&geboren), v(&nr)]).await.expect("inwoner");
    let leeg = Val::Leeg(Ty::Datum);
    tx.voer(DOSSIER, &[v(&dossier), v(&inwoner), t("0762"), t(fase), v(&op), leeg.clone(), v(&nr)])
        .await
        .expect("dossier");
    let args = [v(&melding), v(&dossier), v(&inwoner), t("0762"), v(&op), o::<i64>(&None), v(&nr)];
    tx.voer(MELDING, &args).await.expect("melding");
    let houders = [
        ("houder", h.id_van(Rol::Trajectregisseur, "*")),
        ("medehouder", h.id_van(Rol::Aandachtsfunctionaris, "0762")),
    ];
    for (rol, wie) in houders {
        let id = tx.nieuw_id().expect("id");
        tx.voer(ROL, &[v(&id), v(&dossier), v(&wie), t(rol), v(&op), leeg.clone(), v(&nr)])
            .await
            .expect("rol");
    }
    for soort in [Soort::Woonplaats, Soort::Onderzoek] {
        let waarvoor = Waarvoor { dossier, soort, onderwerp_id: melding.0, voor_rol: Rol::Trajectregisseur };
        termijnen::start(&mut tx, &h.app.regels, waarvoor, op).await.expect("termijn");
    }
    tx.commit().await.expect("commit");
    Proefdossier { dossier, inwoner, melding }
}
