//! What we know of the requests of aanbieders, laid ready beside the rest of what a judgement may ask (levels 3 and 4).

use super::{administratie::Voorraad, vertaal};
use crate::{
    huis::{Fout, geheim::Sleutels, opslag::Leest},
    levering::{
        berichten, opslag,
        verzoeken::{self, VerzoekRij},
    },
};
use ::iwmo::oordeel::{Berichtenboek, Toewijzingstand, Verzoekkennis};
use ::iwmo::toestand::Verzoekstand;
use ::iwmo::typen::Wmo323;
use ::iwmo::waarde::{Agb, Bsn, Gemeentecode, Identificatie, Referentie, Toewijzingnummer};
use ::iwmo::{Bericht, Gelezen};
use kern::stam::{DossierId, Peil};
use std::collections::BTreeMap;

/// What is known of requests of one aanbieder.
#[derive(Debug, Default)]
pub struct Verzoeken {
    bekend: BTreeMap<String, Verzoekkennis>,
    open_voor: Vec<Bsn>,
    declaratie: Option<Wmo323>,
}

/// The BSN in a request.
fn bsn_van(gelezen: &Gelezen<'_>) -> Option<Bsn> {
    match gelezen.bericht().ok()? {
        Bericht::Wmo315(b) => Some(b.client.bsn),
        Bericht::Wmo317(b) => Some(b.client.bsn),
        _ => None,
    }
}

/// How far a request is, as the rules of the standard want it. Decided but not sent yet counts as open: the message that says so is
/// the one that is judged.
fn stand_van(r: &VerzoekRij) -> Verzoekstand {
    match (r.stand.as_str(), r.antwoord_id) {
        ("in_onderzoek", _) => Verzoekstand::InOnderzoek,
        ("afgewezen", _) => Verzoekstand::Afgewezen,
        ("toegewezen", Some(_)) => Verzoekstand::Toegewezen,
        _ => Verzoekstand::Open,
    }
}

impl Voorraad {
    /// Reads the toewijzingen of a client at this aanbieder, ended ones included.
    pub(super) async fn lees_client(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        dossier: Option<DossierId>,
    ) -> Result<(), Fout> {
        let (Some(dossier), Some(aanbieder)) = (dossier, self.aanbieder.clone()) else { return Ok(()) };
        let peil = Peil::op(super::GRENS());
        for t in opslag::toewijzingen(db, dossier, peil).await? {
            if t.aanbieder_id == aanbieder.aanbieder_id
                && let Ok(nummer) = u32::try_from(t.nummer)
            {
                self.lees_toewijzing(db, sleutels, nummer).await?;
            }
        }
        Ok(())
    }

    /// Reads what is known of requests with these references, and of open requests for one client.
    pub(super) async fn lees_verzoeken(
        &mut self,
        db: &impl Leest,
        sleutels: &Sleutels,
        agb: &str,
        referenties: impl IntoIterator<Item = String>,
        client: Option<(Bsn, Option<DossierId>)>,
    ) -> Result<(), Fout> {
        for referentie in referenties {
            let Some(r) = verzoeken::met_referentie(db, agb, &referentie).await? else { continue };
            if let Some(bsn) = bsn_van_verzoek(db, sleutels, &r).await? {
                self.verzoeken.bekend.insert(referentie, Verzoekkennis { bsn, stand: stand_van(&r) });
            }
        }
        let Some((bsn, dossier)) = client else { return Ok(()) };
        let lijst = match dossier {
            Some(d) => verzoeken::van_dossier(db, d).await?,
            None => verzoeken::van_onbekenden(db, agb).await?,
        };
        for r in lijst.iter().filter(|r| r.agb == agb && stand_van(r).is_open()) {
            let eigen = match dossier {
                Some(_) => true,
                None => bsn_van_verzoek(db, sleutels, r).await? == Some(bsn),
            };
            if eigen && vertaal::gemeente(r.gemeente)? == self.gemeente {
                self.verzoeken.open_voor.push(bsn);
            }
        }
        Ok(())
    }

    /// Lays the declaratie ready that our answer is about.
    pub(super) fn met_declaratie(&mut self, b: &Wmo323) {
        self.verzoeken.declaratie = Some(b.clone());
    }
}

/// For whom a request is: read from the message itself, because who somebody is stands nowhere else.
async fn bsn_van_verzoek(db: &impl Leest, sleutels: &Sleutels, r: &VerzoekRij) -> Result<Option<Bsn>, Fout> {
    let Some(bytes) = berichten::inhoud(db, sleutels, r.bericht_id).await? else { return Ok(None) };
    Ok(::iwmo::lees(&bytes).ok().and_then(|g| bsn_van(&g)))
}

impl Berichtenboek for Voorraad {
    fn toewijzingen_van(
        &self,
        _: Gemeentecode,
        _: Agb,
        bsn: Bsn,
    ) -> Vec<(Toewijzingnummer, Toewijzingstand)> {
        let eigen = self.toewijzingen.iter().filter(|(_, b)| b.stand.bsn == bsn);
        eigen.filter_map(|(n, b)| Some((Toewijzingnummer::nieuw(*n).ok()?, b.stand.clone()))).collect()
    }

    fn verzoek(&self, _: Agb, referentie: &Referentie) -> Option<Verzoekkennis> {
        self.verzoeken.bekend.get(&**referentie).copied()
    }

    fn heeft_open_verzoek(&self, _: Gemeentecode, _: Agb, bsn: Bsn) -> bool {
        self.verzoeken.open_voor.contains(&bsn)
    }

    fn houder(&self, gemeente: Gemeentecode, nummer: Toewijzingnummer) -> Option<(Agb, Bsn)> {
        let stand = self.toewijzingen.get(&nummer.get()).filter(|_| gemeente == self.gemeente)?;
        let agb = self.aanbieder.as_ref()?.agb.parse().ok()?;
        Some((agb, stand.stand.bsn))
    }

    fn declaratie(&self, _: Gemeentecode, _: Agb, identificatie: &Identificatie) -> Option<Wmo323> {
        self.verzoeken.declaratie.clone().filter(|d| d.kop.identificatie == *identificatie)
    }
}
