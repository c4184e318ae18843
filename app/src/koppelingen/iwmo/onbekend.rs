//! A request for somebody whom nobody here knows: found again under the burgerservicenummer, or the start of a melding.

use super::{beslis, vertaal};
use crate::{
    huis::{
        App, Fout, Rol, Wie,
        opslag::{Handeling, Leest},
    },
    levering::{
        berichten,
        verzoeken::{self, VerzoekRij},
    },
    termijnen::{self, Soort, Waarvoor},
    toegang::{FORMULIER, concept},
};
use ::iwmo::Bericht;
use ::iwmo::typen::Wmo315;
use ::iwmo::waarde::Bsn;
use kern::stam::DossierId;

/// Requests that are looked at in one round.
const RONDE_MAX: i64 = 200;

/// The message of a request, read again.
async fn bericht(app: &App, db: &impl Leest, r: &VerzoekRij) -> Result<Option<Bericht>, Fout> {
    let bytes = berichten::inhoud(db, &app.sleutels, r.bericht_id).await?;
    Ok(bytes.and_then(|b| ::iwmo::lees(&b).ok().and_then(|g| g.bericht().ok())))
}

fn bsn_van(b: &Bericht) -> Option<Bsn> {
    match b {
        Bericht::Wmo315(b) => Some(b.client.bsn),
        Bericht::Wmo317(b) => Some(b.client.bsn),
        _ => None,
    }
}

/// What the aanbieder wrote beside what it asks (OP191): about the client, and about this product. Only a WMO315 has it.
pub(super) async fn commentaar(app: &App, db: &impl Leest, r: &VerzoekRij) -> Result<Vec<String>, Fout> {
    let Some(Bericht::Wmo315(b)) = bericht(app, db, r).await? else { return Ok(Vec::new()) };
    let plek = usize::try_from(r.regelnr - 1).unwrap_or(usize::MAX);
    let product = b.client.producten.get(plek).and_then(|p| p.commentaar.as_ref());
    Ok(b.client.commentaar.iter().chain(product).map(ToString::to_string).collect())
}

/// The dossier of who the request is about, when somebody here has that burgerservicenummer by now.
pub(super) async fn dossier(app: &App, db: &impl Leest, r: &VerzoekRij) -> Result<Option<DossierId>, Fout> {
    let bsn = bericht(app, db, r).await?.as_ref().and_then(bsn_van).and_then(vertaal::van_bsn);
    let Some(bsn) = bsn else { return Ok(None) };
    verzoeken::dossier_van_bsn(db, &app.sleutels.bsn_index(&bsn)).await
}

/// Puts the requests of a message in the dossier of who they are about, with the term in which they must be answered; `None` when nobody
/// here has that burgerservicenummer yet, or somebody else was first.
pub(super) async fn koppel(app: &App, wie: Wie, r: &VerzoekRij) -> Result<Option<DossierId>, Fout> {
    let mut tx = app.db.begin(wie).await?;
    let open: Vec<VerzoekRij> = verzoeken::van_bericht(&tx, r.bericht_id)
        .await?
        .into_iter()
        .filter(|v| v.is_open() && v.dossier_id.is_none())
        .collect();
    let (Some(eerste), Some(dossier)) = (open.first(), dossier(app, &tx, r).await?) else { return Ok(None) };
    tx.journaal(Handeling {
        wat: "verzoek van aanbieder aan dossier gekoppeld",
        onderwerp: "aanbiederverzoek",
        onderwerp_id: eerste.verzoek_id,
        dossier: Some(dossier),
        gemeente: Some(eerste.gemeente),
        reden: "",
    })
    .await?;
    for v in &open {
        verzoeken::vervang(&mut tx, &VerzoekRij { dossier_id: Some(dossier), ..v.clone() }).await?;
        let waarvoor = Waarvoor {
            dossier,
            soort: Soort::Verzoek,
            onderwerp_id: v.verzoek_id,
            voor_rol: Rol::Trajectregisseur,
        };
        // The aanbieder has waited since it asked: the term does not begin anew.
        if v.stand == "open" {
            termijnen::start(&mut tx, &app.regels, waarvoor, v.gevraagd_op).await?;
        } else {
            let termijn = beslis::onderzoekstermijn(&app.regels, v.gevraagd_op)?;
            termijnen::vervang(&mut tx, waarvoor, &termijn).await?;
        }
    }
    beslis::werk_bij(&mut tx, r.bericht_id).await?;
    tx.raakt(dossier);
    tx.commit().await?;
    Ok(Some(dossier))
}

/// Every minute: requests for people who are known by now go to their dossier. One that fails does not hold up the others. Returns how many
/// messages.
pub(super) async fn ronde(app: &App, wie: impl Fn() -> Wie) -> Result<usize, Fout> {
    let mut aantal = 0;
    for r in verzoeken::zonder_dossier(&app.db, RONDE_MAX).await? {
        match probeer(app, &wie, &r).await {
            Ok(gekoppeld) => aantal += usize::from(gekoppeld),
            Err(e) => {
                tracing::error!(verzoek = r.verzoek_id, fout = %e, "a request could not be put in a dossier");
            }
        }
    }
    Ok(aantal)
}

async fn probeer(app: &App, wie: impl Fn() -> Wie, r: &VerzoekRij) -> Result<bool, Fout> {
    Ok(dossier(app, &app.db, r).await?.is_some() && koppel(app, wie(), r).await?.is_some())
}

/// Starts the draft of a melding with what the request says about the person. Returns its key.
pub(super) async fn begin_melding(app: &App, gebruiker: i64, r: &VerzoekRij) -> Result<Option<i64>, Fout> {
    let Some(b) = bericht(app, &app.db, r).await? else { return Ok(None) };
    let Some(bsn) = bsn_van(&b).and_then(vertaal::van_bsn) else { return Ok(None) };
    let mut velden = vec![("bsn".to_owned(), bsn.cijfers().to_owned())];
    if let Bericht::Wmo315(b) = &b {
        velden.extend(persoon(b));
    }
    let id = concept::maak(app, gebruiker, FORMULIER, None, &velden, app.klok.nu()).await?;
    Ok(Some(id))
}

/// What a request says about somebody without a dossier here; empty texts for what it does not say.
#[derive(Debug, Default)]
pub(super) struct Persoon {
    /// Somebody here has this burgerservicenummer by now.
    pub bekend: bool,
    pub achternaam: String,
    pub dag: String,
    pub maand: String,
    pub jaar: String,
}

/// The person of a request; `None` when its message was not kept.
pub(super) async fn persoon_van(app: &App, db: &impl Leest, r: &VerzoekRij) -> Result<Option<Persoon>, Fout> {
    let Some(b) = bericht(app, db, r).await? else { return Ok(None) };
    let velden = if let Bericht::Wmo315(b) = &b { persoon(b) } else { Vec::new() };
    let veld = |naam: &str| velden.iter().find(|v| v.0 == naam).map_or_else(String::new, |v| v.1.clone());
    Ok(Some(Persoon {
        bekend: dossier(app, db, r).await?.is_some(),
        achternaam: veld("achternaam"),
        dag: veld("geboren-dag"),
        maand: veld("geboren-maand"),
        jaar: veld("geboren-jaar"),
    }))
}

/// Name and day of birth, as far as they are known to the day.
fn persoon(b: &Wmo315) -> Vec<(String, String)> {
    let naam = &b.client.naam;
    let mut uit = vec![("achternaam".to_owned(), naam.geslachtsnaam.naam.to_string())];
    if let Some(v) = &naam.geslachtsnaam.voorvoegsel {
        uit.push(("voorvoegsel".to_owned(), v.to_string()));
    }
    if let Some(v) = &naam.voornamen {
        uit.push(("voornamen".to_owned(), v.to_string()));
    }
    if b.client.geboortedatum.gebruik.is_none() {
        let dag = b.client.geboortedatum.datum;
        uit.push(("geboren-dag".to_owned(), dag.dag().to_string()));
        uit.push(("geboren-maand".to_owned(), dag.maand().to_string()));
        uit.push(("geboren-jaar".to_owned(), dag.jaar().to_string()));
    }
    uit
}
