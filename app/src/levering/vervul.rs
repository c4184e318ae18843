//! Honouring what an aanbieder asks: all of it in one act, or nothing (iWmo IV093, OP344). The rules are those of every toewijzing.

use super::{
    handel::{self, Keuze, VERWIJDERD, beslis, met_einde, onbekend},
    opslag::{self, IndicatieRij, ToewijzingRij},
    verzoeken::{self, VerzoekRij},
};
use crate::{
    huis::{
        Fout, Rol,
        opslag::{Leest, Tx},
        regels::Regels,
    },
    inkoop,
    termijnen::{self, Soort, Waarvoor},
    trajectregie::opslag::dossier::zet_fase,
};
use kern::inkoop::{Omvang, Productcode};
use kern::levering::{Toewijzing, Toewijzingstatus, toets_intrekken, zendbare_omvang};
use kern::stam::{AanbiederId, Datum, DossierId, Gemeentecode, Peil, Periode, Weigering};
use kern::trajectregie::Fase;

/// iWmo code list WMO002: the change was asked by the aanbieder.
const DOOR_AANBIEDER: &str = "12";

/// One part of what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wens {
    /// The toewijzing with this number stays.
    Blijft {
        /// ToewijzingNummer.
        nummer: i64,
    },
    /// It ends on another day.
    Eindigt {
        /// ToewijzingNummer.
        nummer: i64,
        /// Last day.
        laatste_dag: Datum,
    },
    /// It goes, as if it had never been given.
    Vervalt {
        /// ToewijzingNummer.
        nummer: i64,
    },
    /// Something new is given.
    Nieuw {
        /// Product.
        product: Productcode,
        /// How much; `None` leaves it to the indicatie.
        omvang: Option<Omvang>,
        /// First day.
        van: Datum,
        /// Last day.
        laatste_dag: Option<Datum>,
    },
}

/// What is asked, by whom, of whom.
#[derive(Debug, Clone, Copy)]
pub struct Vraag<'a> {
    /// The request.
    pub verzoek: &'a VerzoekRij,
    /// Dossier.
    pub dossier: DossierId,
    /// Aanbieder.
    pub aanbieder: AanbiederId,
    /// What it wants.
    pub wensen: &'a [Wens],
}

/// Gives what is asked, inside an act whose journal row was written. Refused when the rules of a toewijzing refuse a part of it, and
/// with LEV-13 when nothing that was granted allows it.
pub async fn vervul(tx: &mut Tx, regels: &Regels, v: &Vraag<'_>) -> Result<Result<(), Weigering>, Fout> {
    // What ends makes room for what begins.
    let mut wensen: Vec<&Wens> = v.wensen.iter().collect();
    wensen.sort_by_key(|w| matches!(w, Wens::Nieuw { .. }));
    for wens in wensen {
        let uit = match wens {
            Wens::Blijft { nummer } => met_nummer(tx, v, *nummer).await?.map(|t| t.toewijzing_id),
            Wens::Eindigt { nummer, laatste_dag } => eindig(tx, v, *nummer, *laatste_dag).await?,
            Wens::Vervalt { nummer } => laat_vervallen(tx, v, *nummer).await?,
            Wens::Nieuw { product, omvang, van, laatste_dag } => {
                let tot = laatste_dag.map(|d| d.plus_dagen(1));
                match Periode::nieuw(*van, tot) {
                    Some(periode) => geef(tx, regels, v, product, omvang.as_ref(), periode).await?,
                    None => Err(Weigering::nieuw(
                        "LEV-06",
                        "iWmo CS003",
                        "De laatste dag ligt voor de eerste dag.",
                    )),
                }
            }
        };
        match uit {
            Ok(id) => verzoeken::verbind(tx, v.verzoek.verzoek_id, id).await?,
            Err(w) => return Ok(Err(w)),
        }
    }
    let nieuw = VerzoekRij {
        stand: "toegewezen".to_owned(),
        reden: String::new(),
        antwoord_id: None,
        ..v.verzoek.clone()
    };
    verzoeken::vervang(tx, &nieuw).await?;
    let vandaag = tx.vandaag();
    termijnen::voldoe(tx, v.dossier, Soort::Verzoek, v.verzoek.verzoek_id, vandaag).await?;
    Ok(Ok(()))
}

async fn met_nummer(tx: &Tx, v: &Vraag<'_>, nummer: i64) -> Result<Result<ToewijzingRij, Weigering>, Fout> {
    let rij = opslag::toewijzing_met_nummer(tx, nummer).await?;
    let eigen = rij.filter(|t| t.dossier_id == v.dossier && t.aanbieder_id == v.aanbieder && t.telt());
    Ok(eigen.ok_or_else(|| onbekend("toewijzing")))
}

/// The aanbieder asked for it, so it agrees (iWmo OP033x1).
async fn eindig(
    tx: &mut Tx,
    v: &Vraag<'_>,
    nummer: i64,
    laatste: Datum,
) -> Result<Result<i64, Weigering>, Fout> {
    let rij = match met_nummer(tx, v, nummer).await? {
        Ok(rij) => rij,
        Err(w) => return Ok(Err(w)),
    };
    let nieuw = met_einde(tx, v.dossier, rij.toewijzing_id, laatste.plus_dagen(1), true).await?;
    match nieuw {
        Ok(rij) => stuur_weer(tx, rij, DOOR_AANBIEDER).await.map(Ok),
        Err(w) => Ok(Err(w)),
    }
}

async fn laat_vervallen(tx: &mut Tx, v: &Vraag<'_>, nummer: i64) -> Result<Result<i64, Weigering>, Fout> {
    let mut rij = match met_nummer(tx, v, nummer).await? {
        Ok(rij) => rij,
        Err(w) => return Ok(Err(w)),
    };
    if let Err(w) = toets_intrekken(opslag::toegekende_regels(tx, rij.toewijzing_id).await?) {
        return Ok(Err(w));
    }
    (rij.geldig_tot, rij.plaats_tot) = (Some(rij.geldig_van), Some(rij.geldig_van));
    let vandaag = tx.vandaag();
    termijnen::voldoe(tx, v.dossier, Soort::Start, rij.toewijzing_id, vandaag).await?;
    let indicatie_id = rij.indicatie_id;
    let id = stuur_weer(tx, rij, VERWIJDERD).await?;
    handel::weer_toe_te_wijzen(tx, v.dossier, indicatie_id).await?;
    Ok(Ok(id))
}

async fn stuur_weer(tx: &mut Tx, mut rij: ToewijzingRij, reden: &str) -> Result<i64, Fout> {
    rij.status = Toewijzingstatus::Open.code().to_owned();
    rij.besloten_ts = tx.nu();
    rij.reden_wijziging = reden.to_owned();
    opslag::vervang(tx, &rij).await?;
    Ok(rij.toewijzing_id)
}

/// Gives a new toewijzing on the first indicatie that allows it, in a gemeente where the aanbieder has a place.
async fn geef(
    tx: &mut Tx,
    regels: &Regels,
    v: &Vraag<'_>,
    product: &Productcode,
    omvang: Option<&Omvang>,
    periode: Periode,
) -> Result<Result<i64, Weigering>, Fout> {
    let peil = Peil::op(tx.vandaag());
    let zin = "Er is geen indicatie die dit toestaat: product, omvang en periode moeten zijn toegekend. Neem eerst een besluit, of wijs het verzoek af.";
    let mut weigering = Weigering::nieuw("LEV-13", "iWmo UP007", zin);
    for i in opslag::indicaties(tx, v.dossier, peil).await? {
        if i.productcode != product.tekst()
            || i.gemeente != v.verzoek.gemeente
            || !past(&i, omvang, &periode)?
        {
            continue;
        }
        for plaats in plaatsen(tx, v, product, &i, peil).await? {
            let keuze = Keuze { indicatie_id: i.indicatie_id, aanbieder: v.aanbieder, plaats, periode };
            match beslis(tx, &i, &keuze, peil).await? {
                Ok(uit) => return leg_vast(tx, regels, v, &i, plaats, &uit).await.map(Ok),
                Err(w) => weigering = w,
            }
        }
    }
    Ok(Err(weigering))
}

/// Whether the volume that is asked is what was granted, as messages carry it.
fn past(i: &IndicatieRij, omvang: Option<&Omvang>, periode: &Periode) -> Result<bool, Fout> {
    let Some(gevraagd) = omvang else { return Ok(true) };
    let toegekend = i.te_leveren()?.omvang;
    Ok(zendbare_omvang(&toegekend, periode).is_ok_and(|o| o == *gevraagd))
}

/// Where the client lives already comes first, then the other gemeenten in which the aanbieder has places.
async fn plaatsen(
    db: &impl Leest,
    v: &Vraag<'_>,
    product: &Productcode,
    i: &IndicatieRij,
    peil: Peil,
) -> Result<Vec<Gemeentecode>, Fout> {
    let lopend = opslag::toewijzingen(db, v.dossier, peil).await?;
    let mut uit: Vec<Gemeentecode> =
        lopend.iter().filter(|t| t.aanbieder_id == v.aanbieder).map(|t| t.gemeente_plaats).collect();
    uit.push(i.gemeente);
    let rijen = inkoop::opslag::capaciteitrijen(db, v.aanbieder, peil).await?;
    uit.extend(rijen.iter().filter(|r| r.productcode == product.tekst()).map(|r| r.gemeente));
    let mut gezien = std::collections::BTreeSet::new();
    uit.retain(|g| gezien.insert(*g));
    Ok(uit)
}

async fn leg_vast(
    tx: &mut Tx,
    regels: &Regels,
    v: &Vraag<'_>,
    i: &IndicatieRij,
    plaats: Gemeentecode,
    uit: &Toewijzing,
) -> Result<i64, Fout> {
    let (id, vandaag) = (tx.nieuw_id()?, tx.vandaag());
    opslag::leg_vast(tx, id, i, v.aanbieder, plaats, uit).await?;
    handel::beeindig_wachten(tx, v.dossier, i.indicatie_id, "geplaatst").await?;
    termijnen::voldoe(tx, v.dossier, Soort::Toewijzing, i.indicatie_id, vandaag).await?;
    let start = Waarvoor {
        dossier: v.dossier,
        soort: Soort::Start,
        onderwerp_id: id,
        voor_rol: Rol::Trajectregisseur,
    };
    termijnen::start(tx, regels, start, vandaag.max(uit.periode.van())).await?;
    zet_fase(tx, v.dossier, Fase::Toewijzing).await?;
    Ok(id)
}
