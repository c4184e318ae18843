//! WMO305 and WMO307: real start and stop of care.

use super::administratie::Voorraad;
use super::behandel::Zaak;
use super::gevolg::{Geduld, Gevolg, buiten_bereik};
use super::uit::Uit;
use super::{vertaal, volgorde};
use crate::{
    huis::{Fout, opslag::Tx},
    levering::{
        berichten::Gevolgregel,
        opslag::{self, ToewijzingRij},
        verloop::{self, Aanvaard},
    },
    termijnen::{self, Soort},
    trajectregie::opslag::dossier,
};
use ::iwmo::Bericht;
use ::iwmo::code::{Retourcode, StatusAanlevering};
use ::iwmo::oordeel::{self, RegieOordeel};
use ::iwmo::retour;
use ::iwmo::typen::{Product, Wmo305, Wmo307};
use kern::levering::{Leveringsmelding, Stop, Toewijzingstatus};
use kern::stam::Peil;
use kern::trajectregie::Fase;

/// One product of a message, whichever way it goes.
struct Deel {
    nummer: Option<u32>,
    product: Option<Product>,
    vervalt: bool,
    melding: Leveringsmelding,
    zin: String,
}

/// A start message.
pub(super) async fn start(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo305) -> Result<Gevolg, Fout> {
    let nummers: Vec<u32> = b.client.producten.iter().filter_map(|p| p.nummer.map(|n| n.get())).collect();
    let mut voorraad = Voorraad::lees(tx, &z.app.sleutels, &b.kop, nummers, z.bekend).await?;
    voorraad.lees_wachtend(tx, &z.app.sleutels, &b.kop, z.bericht_id).await?;
    voorraad.alleen_van(b.client.bsn);
    let uit = oordeel::start(b, &voorraad, vertaal::datum(tx.vandaag())?);
    let mut delen = Vec::new();
    for p in &b.client.producten {
        let Some(begin) = vertaal::van_datum(p.begindatum) else { return Ok(buiten_bereik()) };
        let vervalt = p.status == StatusAanlevering::Verwijderen;
        delen.push(Deel {
            nummer: p.nummer.map(|n| n.get()),
            product: p.product.clone(),
            vervalt,
            melding: if vervalt {
                Leveringsmelding::StartVervalt { begin }
            } else {
                Leveringsmelding::Start { begin }
            },
            zin: if vervalt {
                format!("De start op {} is ingetrokken.", begin.voluit())
            } else {
                format!("De zorg is gestart op {}.", begin.voluit())
            },
        });
    }
    let antwoord = Uit::antwoord(&Bericht::Wmo306(retour::wmo306(b, &uit, z.ids)))?;
    leg_vast(z, tx, &voorraad, &uit, delen, antwoord).await
}

/// A stop message.
pub(super) async fn stop(z: &Zaak<'_>, tx: &mut Tx, b: &Wmo307) -> Result<Gevolg, Fout> {
    let nummers: Vec<u32> = b.client.producten.iter().filter_map(|p| p.nummer.map(|n| n.get())).collect();
    let mut voorraad = Voorraad::lees(tx, &z.app.sleutels, &b.kop, nummers, z.bekend).await?;
    voorraad.lees_wachtend(tx, &z.app.sleutels, &b.kop, z.bericht_id).await?;
    voorraad.alleen_van(b.client.bsn);
    let uit = oordeel::stop(b, &voorraad, vertaal::datum(tx.vandaag())?);
    let mut delen = Vec::new();
    for p in &b.client.producten {
        let dagen = vertaal::van_datum(p.begindatum).zip(vertaal::van_datum(p.einddatum));
        let Some((begin, laatste_dag)) = dagen else { return Ok(buiten_bereik()) };
        let vervalt = p.status == StatusAanlevering::Verwijderen;
        let stop = Stop { laatste_dag, reden: p.reden.code().to_owned() };
        let hoe = if stop.is_tijdelijk() { "tijdelijk gestopt" } else { "gestopt" };
        let zin = if vervalt {
            format!("De stop na {} is ingetrokken.", laatste_dag.voluit())
        } else {
            format!("De zorg is {hoe} na {}.", laatste_dag.voluit())
        };
        delen.push(Deel {
            nummer: p.nummer.map(|n| n.get()),
            product: p.product.clone(),
            vervalt,
            melding: if vervalt {
                Leveringsmelding::StopVervalt { begin, stop }
            } else {
                Leveringsmelding::Stop { begin, stop }
            },
            zin,
        });
    }
    let antwoord = Uit::antwoord(&Bericht::Wmo308(retour::wmo308(b, &uit, z.ids)))?;
    leg_vast(z, tx, &voorraad, &uit, delen, antwoord).await
}

/// Records the parts of an accepted message; of a refused one (one code refuses the whole, iWmo IV032) only why.
async fn leg_vast(
    z: &Zaak<'_>,
    tx: &mut Tx,
    voorraad: &Voorraad,
    uit: &RegieOordeel,
    mut delen: Vec<Deel>,
    antwoord: Uit,
) -> Result<Gevolg, Fout> {
    let bericht_id = z.bericht_id;
    let codes = uit.kop.iter().chain(&uit.client).chain(uit.producten.iter().flatten());
    if z.geduld == Geduld::Wacht && volgorde::kan_nog(codes) {
        let tot = volgorde::uiterlijk(&z.app.regels, tx.vandaag())?;
        return Ok(volgorde::wacht(tot, voorraad.genoemd()));
    }
    let mut gevolg = Gevolg { antwoord: Some(antwoord), ..Gevolg::default() };
    if !uit.is_akkoord() {
        gevolg.regels = afgekeurd(voorraad, uit, &delen);
        return Ok(gevolg);
    }
    // Removals first: a correction sends the removal and the new one in one message (iWmo IV008).
    delen.sort_by_key(|d| !d.vervalt);
    for d in &delen {
        let Some(t) = d.nummer.and_then(|n| voorraad.bekend(n)) else {
            return Err(Fout::nieuw("aanvaard zonder toewijzing"));
        };
        let a = Aanvaard {
            toewijzing_id: t.toewijzing_id,
            melding: d.melding.clone(),
            categorie: d.product.as_ref().map(|p| p.categorie.code().to_owned()).unwrap_or_default(),
            productcode: d
                .product
                .as_ref()
                .and_then(|p| p.code.as_ref().map(ToString::to_string))
                .unwrap_or_default(),
        };
        verloop::meld(tx, bericht_id, &a).await?;
        gevolg.regels.push(Gevolgregel {
            dossier: Some(t.dossier_id),
            toewijzing_id: Some(t.toewijzing_id),
            uitkomst: "verwerkt",
            zin: format!("Toewijzing {}: {}", t.nummer, d.zin),
            ..Gevolgregel::default()
        });
        gevolg.dossiers.insert(t.dossier_id);
    }
    let mut nummers: Vec<u32> = delen.iter().filter_map(|d| d.nummer).collect();
    nummers.sort_unstable();
    nummers.dedup();
    for n in nummers {
        let Some(t) = voorraad.bekend(n) else { continue };
        let begint =
            delen.iter().any(|d| d.nummer == Some(n) && matches!(d.melding, Leveringsmelding::Start { .. }));
        werk_bij(tx, bericht_id, t, begint).await?;
    }
    Ok(gevolg)
}

/// Register, status, place, phase and terms of a toewijzing after a report. What comes out does not depend on the order in which the
/// reports came (iWmo OP080).
async fn werk_bij(tx: &mut Tx, bericht_id: i64, t: &ToewijzingRij, begint: bool) -> Result<(), Fout> {
    let verloop = verloop::werk_bij(tx, t.toewijzing_id, t.dossier_id, bericht_id).await?;
    let vandaag = tx.vandaag();
    let gestopt = verloop.leveringen.last().is_some_and(kern::levering::Levering::is_definitief_gestopt);
    let status = match (gestopt, t.stand()?) {
        (true, Toewijzingstatus::Open | Toewijzingstatus::Ingetrokken) => None,
        (true, _) => Some(Toewijzingstatus::Beeindigd),
        // A start says more than a retour: the aanbieder delivers.
        (false, Toewijzingstatus::Verzonden | Toewijzingstatus::Beeindigd) if verloop.ooit_gestart => {
            Some(Toewijzingstatus::Geaccepteerd)
        }
        (false, _) => None,
    };
    let plaats_tot = [t.plaats_tot, verloop.plaats_vrij_op, t.geldig_tot].into_iter().flatten().min();
    if status.is_some_and(|s| s.code() != t.status) || plaats_tot != t.plaats_tot {
        let status = status.map_or_else(|| t.status.clone(), |s| s.code().to_owned());
        opslag::vervang(tx, &ToewijzingRij { status, plaats_tot, ..t.clone() }).await?;
    }
    if verloop.ooit_gestart {
        termijnen::voldoe(tx, t.dossier_id, Soort::Start, t.toewijzing_id, vandaag).await?;
    }
    if begint || verloop.leveringen.iter().any(kern::levering::Levering::loopt) {
        // A report that comes after uitstroom does not open the dossier again.
        let kop = dossier::kop(tx, t.dossier_id, Peil::op(vandaag)).await?;
        if kop.is_some_and(|k| k.fase != Fase::Afgesloten.code()) {
            dossier::zet_fase(tx, t.dossier_id, Fase::Levering).await?;
        }
    }
    Ok(())
}

fn afgekeurd(voorraad: &Voorraad, uit: &RegieOordeel, delen: &[Deel]) -> Vec<Gevolgregel> {
    let mut regels: Vec<Gevolgregel> = uit.kop.iter().chain(&uit.client).map(|c| regel_van(*c)).collect();
    for (d, codes) in delen.iter().zip(&uit.producten) {
        let t = d.nummer.and_then(|n| voorraad.bekend(n));
        regels.extend(codes.iter().map(|c| Gevolgregel {
            dossier: t.map(|t| t.dossier_id),
            toewijzing_id: t.map(|t| t.toewijzing_id),
            ..regel_van(*c)
        }));
    }
    regels
}

/// A retourcode with its rule, in our words.
pub(crate) fn regel_van(code: Retourcode) -> Gevolgregel {
    let regel = ::iwmo::regels::bij_retourcode(code.code());
    Gevolgregel {
        uitkomst: "afgekeurd",
        regel: regel.map_or("", |r| r.code).to_owned(),
        retourcode: code.code().to_owned(),
        zin: regel.map_or_else(|| code.tekst().to_owned(), |r| super::gevolg::eis(r.omschrijving)),
        ..Gevolgregel::default()
    }
}
