//! The acts of levering, each inside one transaction: what the rules say is looked up, decided and recorded under the same
//! journal number, so that two people can never both get the last place.

use super::{opslag, wachtlijst};
use crate::{
    huis::{
        Fout, Rol,
        opslag::{Handeling, Leest, Tx},
        regels::Regels,
    },
    inkoop,
    inkoop::opslag::capaciteit_uit,
    termijnen::{self, Soort, Waarvoor},
    trajectregie::opslag::dossier::zet_fase,
};
use kern::inkoop::{Capaciteit, Leveringsvorm, Productcode};
use kern::levering::{
    Overbrugging, Toewijzing, Toewijzingstatus, Toewijzingsvraag, toets_intrekken, toets_plaats,
    verander_einde, wijs_toe,
};
use kern::stam::{
    AanbiederId, Datum, DossierId, Gemeentecode, Peil, Periode, Weigering, termijnen::vaste_dag,
};
use kern::trajectregie::Fase;

/// iWmo code list WMO002: removed as if never given.
pub const VERWIJDERD: &str = "13";
/// Reasons for changing the end of a toewijzing that a person can choose (iWmo code list WMO002).
pub const REDENEN_WIJZIGING: &[(&str, &str)] = &[
    ("04", "Herbeoordeling: verlenging"),
    ("05", "Herbeoordeling: verkorting"),
    ("02", "Cliënt overleden"),
    ("03", "Contractwijziging"),
    ("06", "Uitstroom naar ander domein"),
    ("07", "Verhuizing naar een andere gemeente"),
    ("08", "Wijziging leveringsvorm"),
    ("09", "Overstap naar andere aanbieder"),
    ("14", "Administratieve correctie"),
];

/// What somebody chose on the form.
#[derive(Debug, Clone, Copy)]
pub struct Keuze {
    /// Granted indicatie.
    pub indicatie_id: i64,
    /// Aanbieder.
    pub aanbieder: AanbiederId,
    /// Where the place is.
    pub plaats: Gemeentecode,
    /// Wished period.
    pub periode: Periode,
}

/// Refusal when a form names something that is not in this dossier.
pub(super) fn onbekend(wat: &str) -> Weigering {
    Weigering::nieuw(
        "LEV-40",
        "",
        format!("Deze {wat} hoort niet (meer) bij dit dossier. Ververs de pagina."),
    )
}

/// Places of one aanbieder for one product, as the rules want them.
pub async fn plekken(
    db: &impl Leest,
    aanbieder: AanbiederId,
    product: &Productcode,
    peil: Peil,
) -> Result<Vec<Capaciteit>, Fout> {
    let rijen = inkoop::opslag::capaciteitrijen(db, aanbieder, peil).await?;
    rijen.iter().filter(|r| r.productcode == product.tekst()).map(capaciteit_uit).collect()
}

/// Decides on a toewijzing with everything that is known now. Used inside the act, and outside it to show what is possible.
pub async fn beslis(
    db: &impl Leest,
    indicatie: &opslag::IndicatieRij,
    keuze: &Keuze,
    peil: Peil,
) -> Result<Result<Toewijzing, Weigering>, Fout> {
    let te_leveren = indicatie.te_leveren()?;
    let contracten = inkoop::opslag::contracten(db, keuze.aanbieder, peil).await?;
    let capaciteiten = plekken(db, keuze.aanbieder, &te_leveren.product, peil).await?;
    let bezet = opslag::bezet(db, keuze.aanbieder, &te_leveren.product, keuze.plaats, 0).await?;
    let lopend: Vec<Periode> = opslag::toewijzingen(db, indicatie.dossier_id, peil)
        .await?
        .iter()
        .filter(|t| t.indicatie_id == indicatie.indicatie_id && t.telt())
        .filter_map(opslag::ToewijzingRij::periode)
        .collect();
    Ok(wijs_toe(&Toewijzingsvraag {
        te_leveren: &te_leveren,
        periode: keuze.periode,
        gemeente: keuze.plaats,
        contracten: &contracten,
        capaciteiten: &capaciteiten,
        bezet: &bezet,
        lopend: &lopend,
    }))
}

/// Gives a granted product to an aanbieder. Ends the wait, if there was one.
pub async fn wijs_toe_aan(
    tx: &mut Tx,
    regels: &Regels,
    dossier: DossierId,
    keuze: &Keuze,
) -> Result<Result<i64, Weigering>, Fout> {
    let (vandaag, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let Some(indicatie) = opslag::indicatie(tx, dossier, keuze.indicatie_id, peil).await? else {
        return Ok(Err(onbekend("indicatie")));
    };
    let uit = match beslis(tx, &indicatie, keuze, peil).await? {
        Ok(uit) => uit,
        Err(w) => return Ok(Err(w)),
    };
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "toewijzing gegeven",
        onderwerp: "toewijzing",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: Some(indicatie.gemeente),
        reden: "",
    })
    .await?;
    opslag::leg_vast(tx, id, &indicatie, keuze.aanbieder, keuze.plaats, &uit).await?;
    beeindig_wachten(tx, dossier, keuze.indicatie_id, "geplaatst").await?;
    termijnen::voldoe(tx, dossier, Soort::Toewijzing, keuze.indicatie_id, vandaag).await?;
    let start = Waarvoor { dossier, soort: Soort::Start, onderwerp_id: id, voor_rol: Rol::Trajectregisseur };
    termijnen::start(tx, regels, start, vandaag.max(uit.periode.van())).await?;
    zet_fase(tx, dossier, Fase::Toewijzing).await?;
    Ok(Ok(id))
}

/// Moves the end of a toewijzing (`tot`: first day no longer); it is sent again.
pub async fn wijzig_einde(
    tx: &mut Tx,
    dossier: DossierId,
    toewijzing_id: i64,
    tot: Datum,
    reden: &'static str,
    afgestemd: bool,
) -> Result<Result<(), Weigering>, Fout> {
    let mut rij = match met_einde(tx, dossier, toewijzing_id, tot, afgestemd).await? {
        Ok(rij) => rij,
        Err(w) => return Ok(Err(w)),
    };
    rij.reden_wijziging = reden.to_owned();
    verzend_opnieuw(tx, rij, "einde van toewijzing gewijzigd", reden).await?;
    Ok(Ok(()))
}

/// A toewijzing with another end, if the rules allow it (LEV-02, LEV-03, LEV-06, LEV-07, LEV-10); not recorded yet.
pub(super) async fn met_einde(
    tx: &Tx,
    dossier: DossierId,
    toewijzing_id: i64,
    tot: Datum,
    afgestemd: bool,
) -> Result<Result<opslag::ToewijzingRij, Weigering>, Fout> {
    let (vandaag, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let Some(mut rij) = eigen(tx, dossier, toewijzing_id, peil).await? else {
        return Ok(Err(onbekend("toewijzing")));
    };
    let Some(indicatie) = opslag::indicatie(tx, dossier, rij.indicatie_id, peil).await? else {
        return Ok(Err(onbekend("indicatie")));
    };
    let te_leveren = indicatie.te_leveren()?;
    let Some(huidig) = rij.periode() else { return Ok(Err(onbekend("toewijzing"))) };
    let nieuw = match verander_einde(&huidig, tot, &te_leveren.periode, vandaag, afgestemd) {
        Ok(p) => p,
        Err(w) => return Ok(Err(w)),
    };
    if huidig.tot().is_some_and(|oud| oud < tot) {
        let capaciteiten = plekken(tx, rij.aanbieder_id, &te_leveren.product, peil).await?;
        let bezet =
            opslag::bezet(tx, rij.aanbieder_id, &te_leveren.product, rij.gemeente_plaats, toewijzing_id)
                .await?;
        let erbij = Periode::nieuw(huidig.tot().unwrap_or(tot), nieuw.tot()).unwrap_or(nieuw);
        if let Err(w) = toets_plaats(te_leveren.vorm, &capaciteiten, &bezet, rij.gemeente_plaats, &erbij) {
            return Ok(Err(w.bij("tot")));
        }
    }
    rij.plaats_tot =
        if rij.plaats_tot == rij.geldig_tot { nieuw.tot() } else { rij.plaats_tot.min(nieuw.tot()) };
    rij.geldig_tot = nieuw.tot();
    Ok(Ok(rij))
}

/// Removes a toewijzing as if it had never been given (end = begin, reason 13); it is sent again.
pub async fn trek_in(
    tx: &mut Tx,
    dossier: DossierId,
    toewijzing_id: i64,
) -> Result<Result<(), Weigering>, Fout> {
    let peil = Peil::op(tx.vandaag());
    let Some(mut rij) = eigen(tx, dossier, toewijzing_id, peil).await? else {
        return Ok(Err(onbekend("toewijzing")));
    };
    if let Err(w) = toets_intrekken(opslag::toegekende_regels(tx, toewijzing_id).await?) {
        return Ok(Err(w));
    }
    rij.geldig_tot = Some(rij.geldig_van);
    rij.plaats_tot = Some(rij.geldig_van);
    rij.reden_wijziging = VERWIJDERD.to_owned();
    let indicatie_id = rij.indicatie_id;
    verzend_opnieuw(tx, rij, "toewijzing ingetrokken", VERWIJDERD).await?;
    let vandaag = tx.vandaag();
    termijnen::voldoe(tx, dossier, Soort::Start, toewijzing_id, vandaag).await?;
    weer_toe_te_wijzen(tx, dossier, indicatie_id).await?;
    Ok(Ok(()))
}

/// Puts a grant whose toewijzing was removed back on the worklist, for today: it must be given to somebody again. Nothing happens when
/// the grant is over or another toewijzing carries it.
pub async fn weer_toe_te_wijzen(tx: &mut Tx, dossier: DossierId, indicatie_id: i64) -> Result<(), Fout> {
    let (vandaag, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let nog = |tot: Option<Datum>| tot.is_none_or(|t| vandaag < t);
    let Some(i) = opslag::indicatie(tx, dossier, indicatie_id, peil).await? else { return Ok(()) };
    let rijen = opslag::toewijzingen(tx, dossier, peil).await?;
    let gedekt = rijen
        .iter()
        .any(|t| t.indicatie_id == indicatie_id && t.telt() && t.periode().is_some() && nog(t.geldig_tot));
    if gedekt || !nog(i.geldig_tot) {
        return Ok(());
    }
    let weer = Waarvoor {
        dossier,
        soort: Soort::Toewijzing,
        onderwerp_id: indicatie_id,
        voor_rol: Rol::Trajectregisseur,
    };
    let zin = "De toewijzing is ingetrokken. Wijs opnieuw toe, of zet de inwoner op de wachtlijst.";
    termijnen::vervang(tx, weer, &vaste_dag(vandaag, vandaag, "Wmo 2015 art. 2.3.5", zin)).await
}

pub(super) async fn eigen(
    tx: &Tx,
    dossier: DossierId,
    toewijzing_id: i64,
    peil: Peil,
) -> Result<Option<opslag::ToewijzingRij>, Fout> {
    let rij = opslag::toewijzing(tx, toewijzing_id, peil).await?;
    Ok(rij.filter(|t| t.dossier_id == dossier && t.telt()))
}

async fn verzend_opnieuw(
    tx: &mut Tx,
    mut rij: opslag::ToewijzingRij,
    wat: &'static str,
    reden: &'static str,
) -> Result<(), Fout> {
    rij.status = Toewijzingstatus::Open.code().to_owned();
    rij.besloten_ts = tx.nu();
    tx.journaal(Handeling {
        wat,
        onderwerp: "toewijzing",
        onderwerp_id: rij.toewijzing_id,
        dossier: Some(rij.dossier_id),
        gemeente: Some(rij.gemeente),
        reden,
    })
    .await?;
    opslag::vervang(tx, &rij).await
}

/// Puts somebody on the waiting list, with or without help meanwhile. Refused for a pgb (LEV-01) and when already waiting
/// (LEV-09).
pub async fn zet_op_wachtlijst(
    tx: &mut Tx,
    regels: &Regels,
    dossier: DossierId,
    indicatie_id: i64,
    voorkeur: Option<Gemeentecode>,
    overbrugging: Overbrugging,
) -> Result<Result<i64, Weigering>, Fout> {
    let (vandaag, peil) = (tx.vandaag(), Peil::op(tx.vandaag()));
    let Some(indicatie) = opslag::indicatie(tx, dossier, indicatie_id, peil).await? else {
        return Ok(Err(onbekend("indicatie")));
    };
    if indicatie.leveringsvorm == Leveringsvorm::Pgb.code() {
        let zin = "Bij een persoonsgebonden budget is er geen wachtlijst van de regio.";
        return Ok(Err(Weigering::nieuw("LEV-01", "Wmo 2015 art. 2.3.6", zin)));
    }
    let wacht = wachtlijst::van_dossier(tx, dossier).await?;
    if wacht.iter().any(|w| w.indicatie_id == indicatie_id && w.tot_op.is_none()) {
        return Ok(Err(Weigering::nieuw("LEV-09", "", "Deze inwoner staat al op de wachtlijst.")));
    }
    // Waiting counts from the first day that help was granted, not from the day that somebody opened this page.
    let sinds = indicatie.genomen_op.min(vandaag);
    let id = tx.nieuw_id()?;
    tx.journaal(Handeling {
        wat: "op wachtlijst gezet",
        onderwerp: "wachtplek",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: Some(indicatie.gemeente),
        reden: overbrugging.code(),
    })
    .await?;
    wachtlijst::zet_op(tx, id, dossier, indicatie_id, voorkeur, sinds, overbrugging).await?;
    termijnen::voldoe(tx, dossier, Soort::Toewijzing, indicatie_id, vandaag).await?;
    let weer =
        Waarvoor { dossier, soort: Soort::Wachtlijst, onderwerp_id: id, voor_rol: Rol::Trajectregisseur };
    termijnen::start(tx, regels, weer, vandaag).await?;
    zet_fase(tx, dossier, Fase::Wachtlijst).await?;
    Ok(Ok(id))
}

/// Looks again at somebody who waits: the help meanwhile may change, and the term starts anew.
pub async fn bekijk_wachtplek(
    tx: &mut Tx,
    regels: &Regels,
    dossier: DossierId,
    wachtplek_id: i64,
    overbrugging: Overbrugging,
) -> Result<Result<(), Weigering>, Fout> {
    let vandaag = tx.vandaag();
    let Some(mut rij) = open_wachtplek(tx, dossier, wachtplek_id).await? else {
        return Ok(Err(onbekend("wachtplek")));
    };
    rij.overbrugging = overbrugging.code().to_owned();
    tx.journaal(Handeling {
        wat: "wachtplek bekeken",
        onderwerp: "wachtplek",
        onderwerp_id: wachtplek_id,
        dossier: Some(dossier),
        gemeente: None,
        reden: overbrugging.code(),
    })
    .await?;
    wachtlijst::vervang(tx, &rij).await?;
    termijnen::voldoe(tx, dossier, Soort::Wachtlijst, wachtplek_id, vandaag).await?;
    let weer = Waarvoor {
        dossier,
        soort: Soort::Wachtlijst,
        onderwerp_id: wachtplek_id,
        voor_rol: Rol::Trajectregisseur,
    };
    termijnen::start(tx, regels, weer, vandaag).await?;
    Ok(Ok(()))
}

/// Takes somebody off the waiting list without a place: no longer needed, or found elsewhere.
pub async fn haal_van_wachtlijst(
    tx: &mut Tx,
    dossier: DossierId,
    wachtplek_id: i64,
    reden: &'static str,
) -> Result<Result<(), Weigering>, Fout> {
    let Some(rij) = open_wachtplek(tx, dossier, wachtplek_id).await? else {
        return Ok(Err(onbekend("wachtplek")));
    };
    tx.journaal(Handeling {
        wat: "van wachtlijst gehaald",
        onderwerp: "wachtplek",
        onderwerp_id: wachtplek_id,
        dossier: Some(dossier),
        gemeente: None,
        reden,
    })
    .await?;
    beeindig_wachten(tx, dossier, rij.indicatie_id, reden).await?;
    Ok(Ok(()))
}

async fn open_wachtplek(
    tx: &Tx,
    dossier: DossierId,
    id: i64,
) -> Result<Option<wachtlijst::WachtplekRij>, Fout> {
    let rijen = wachtlijst::van_dossier(tx, dossier).await?;
    Ok(rijen.into_iter().find(|w| w.wachtplek_id == id && w.tot_op.is_none()))
}

pub(super) async fn beeindig_wachten(
    tx: &mut Tx,
    dossier: DossierId,
    indicatie_id: i64,
    reden: &str,
) -> Result<(), Fout> {
    let vandaag = tx.vandaag();
    let rijen = wachtlijst::van_dossier(tx, dossier).await?;
    for mut rij in rijen.into_iter().filter(|w| w.indicatie_id == indicatie_id && w.tot_op.is_none()) {
        rij.tot_op = Some(vandaag);
        rij.einde_reden = reden.to_owned();
        wachtlijst::vervang(tx, &rij).await?;
        termijnen::voldoe(tx, dossier, Soort::Wachtlijst, rij.wachtplek_id, vandaag).await?;
    }
    Ok(())
}
