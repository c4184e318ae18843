//! WMO315 and WMO317: what an aanbieder asks. Judged, confirmed, and kept for a person to decide.

use super::administratie::Voorraad;
use super::behandel::{Zaak, dossier_van_bsn};
use super::gevolg::{Gevolg, buiten_bereik};
use super::regie::regel_van;
use super::uit::Uit;
use super::vertaal;
use crate::{
    huis::{Fout, Rol, opslag::Tx},
    levering::{
        berichten::Gevolgregel,
        verzoeken::{self, VerzoekRij},
    },
    termijnen::{self, Soort, Waarvoor},
};
use ::iwmo::Bericht;
use ::iwmo::code::Retourcode;
use ::iwmo::oordeel;
use ::iwmo::retour;
use ::iwmo::typen::{Kop, Wmo315, Wmo317};
use kern::stam::DossierId;

/// A verzoek om toewijzing: a request per product.
pub(super) async fn aanvraag(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo315) -> Result<Gevolg, Fout> {
    let dossier = dossier_van_bsn(z.app, tx, b.client.bsn).await?;
    let referenties: Vec<String> = b.client.producten.iter().map(|p| p.referentie.to_string()).collect();
    let voorraad = voorraad(z, tx, &b.kop, &referenties, (b.client.bsn, dossier)).await?;
    let uit = oordeel::aanvraag(b, &voorraad, vertaal::datum(tx.vandaag())?);
    let antwoord = Uit::antwoord(&Bericht::Wmo316(retour::wmo316(b, &uit, z.ids)))?;
    if !uit.is_akkoord() {
        let codes = uit.kop.iter().chain(&uit.client).chain(uit.producten.iter().flatten());
        return Ok(geweigerd(codes, dossier, antwoord));
    }
    houd(z, tx, &b.kop, ("toewijzing", &referenties), dossier, antwoord).await
}

/// A verzoek om wijziging: one request for the whole set.
pub(super) async fn wijziging(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo317) -> Result<Gevolg, Fout> {
    let dossier = dossier_van_bsn(z.app, tx, b.client.bsn).await?;
    let referenties = [b.client.verzoek.referentie.to_string()];
    let mut voorraad = voorraad(z, tx, &b.kop, &referenties, (b.client.bsn, dossier)).await?;
    let genoemd = &b.client.verzoek;
    let nummers =
        genoemd.ongewijzigd.iter().map(|o| o.nummer).chain(genoemd.te_wijzigen.iter().map(|w| w.nummer));
    for n in nummers {
        voorraad.lees_toewijzing(tx, &z.app.sleutels, n.get()).await?;
    }
    let uit = oordeel::wijziging(b, &voorraad, vertaal::datum(tx.vandaag())?);
    let antwoord = Uit::antwoord(&Bericht::Wmo318(retour::wmo318(b, &uit, z.ids)))?;
    if !uit.is_akkoord() {
        let delen = uit.ongewijzigd.iter().chain(&uit.te_wijzigen).chain(&uit.nieuw);
        return Ok(geweigerd(uit.kop.iter().chain(&uit.verzoek).chain(delen.flatten()), dossier, antwoord));
    }
    houd(z, tx, &b.kop, ("wijziging", &referenties), dossier, antwoord).await
}

async fn voorraad(
    z: &Zaak<'_>,
    tx: &Tx,
    kop: &Kop,
    referenties: &[String],
    client: (::iwmo::waarde::Bsn, Option<DossierId>),
) -> Result<Voorraad, Fout> {
    let sleutels = &z.app.sleutels;
    let mut voorraad = Voorraad::lees(tx, sleutels, kop, [], z.bekend).await?;
    voorraad.lees_client(tx, sleutels, client.1).await?;
    let agb = kop.aanbieder.als_tekst();
    voorraad.lees_verzoeken(tx, sleutels, agb, referenties.to_vec(), Some(client)).await?;
    Ok(voorraad)
}

fn geweigerd<'a>(
    codes: impl Iterator<Item = &'a Retourcode>,
    dossier: Option<DossierId>,
    antwoord: Uit,
) -> Gevolg {
    let regels = codes.map(|c| Gevolgregel { dossier, ..regel_van(*c) }).collect();
    Gevolg { regels, antwoord: Some(antwoord), dossiers: dossier.into_iter().collect() }
}

/// Records the requests, and the term in which they must be answered (iWmo OP274, OP346).
async fn houd(
    z: &Zaak<'_>,
    tx: &mut Tx,
    kop: &Kop,
    (soort, referenties): (&str, &[String]),
    dossier: Option<DossierId>,
    antwoord: Uit,
) -> Result<Gevolg, Fout> {
    let Some(gevraagd_op) = vertaal::van_datum(kop.dagtekening) else {
        return Ok(buiten_bereik());
    };
    let mut gevolg = Gevolg { antwoord: Some(antwoord), ..Gevolg::default() };
    for (regelnr, referentie) in (1i64..).zip(referenties) {
        let rij = VerzoekRij {
            verzoek_id: tx.nieuw_id()?,
            bericht_id: z.bericht_id,
            soort: soort.to_owned(),
            regelnr,
            referentie: referentie.clone(),
            agb: kop.aanbieder.to_string(),
            gemeente: vertaal::van_gemeente(kop.gemeente)?,
            dossier_id: dossier,
            gevraagd_op,
            stand: "open".to_owned(),
            reden: String::new(),
            antwoord_id: None,
        };
        verzoeken::leg_vast(tx, &rij).await?;
        if let Some(dossier) = dossier {
            let waarvoor = Waarvoor {
                dossier,
                soort: Soort::Verzoek,
                onderwerp_id: rij.verzoek_id,
                voor_rol: Rol::Trajectregisseur,
            };
            let vandaag = tx.vandaag();
            termijnen::start(tx, &z.app.regels, waarvoor, vandaag).await?;
        }
        let zin = match dossier {
            Some(_) => {
                "Een verzoek van de aanbieder. Het is bevestigd en wacht op een antwoord van u: binnen 5 werkdagen een toewijzing of een besluit op het verzoek (OP274, OP346)."
            }
            None => {
                "Een verzoek van de aanbieder over iemand die hier niet bekend is. Het is bevestigd en wacht op een antwoord van u, binnen 5 werkdagen (OP274, OP346)."
            }
        };
        gevolg.regels.push(Gevolgregel {
            dossier,
            uitkomst: "bewaard",
            regel: "BER-03".to_owned(),
            pad: format!("Verzoek {regelnr}"),
            zin: zin.to_owned(),
            ..Gevolgregel::default()
        });
    }
    gevolg.dossiers.extend(dossier);
    Ok(gevolg)
}
