//! Writing down what was decided: closing what was, adding what is. Everything here runs inside one act.

use super::{
    bewijs::{Bewijs, gevolg_soort},
    stand::{self, IndicatieRij},
};
use crate::huis::{
    App, Fout, Rol, brieven,
    opslag::{Handeling, Leest, Tx, o, sql, t, v},
    uitleg,
};
use crate::termijnen::{self, Soort as Termijnsoort, Waarvoor};
use kern::besluit::{Besluit, Gevolg, Ingekort, Schaling, Soort, Voorstel};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::termijnen::{Termijn, vaste_dag};
use kern::stam::{Datum, DossierId, JournaalNr, MeldingId, Peil};

sql!(
    AANVRAAG = "INSERT INTO aanvraag (aanvraag_id, dossier_id, melding_id, ontvangen_op, vorm, leveringsvorm, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);
sql!(
    BESLUIT = "INSERT INTO besluit (besluit_id, dossier_id, melding_id, aanvraag_id, soort, gemeente, genomen_op, bekendgemaakt_op, grond, motivering,
      vorig_besluit_id, gebruiker_id, regels_hash, regels_versies, code_versie, invoer, uitleg, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, NULL)"
);
sql!(
    INDICATIE = "INSERT INTO indicatie (indicatie_id, besluit_id, dossier_id, vorm, leveringsvorm, productcode, omvang, eenheid, frequentie, bedrag_cent,
      geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL)"
);
sql!(
    SCHALING = "INSERT INTO schaling (schaling_id, dossier_id, op, van_vorm, naar_vorm, soort, reden, bestemming, toelichting, besluit_id, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)"
);
sql!(
    FASE = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
    SELECT dossier_id, inwoner_id, gemeente, $2, spoed, geopend_op, $3, $4, NULL FROM dossier WHERE dossier_id = $1 AND tot_nr = $4"
);
sql!(FASE_NU = "SELECT fase FROM dossier WHERE dossier_id = $1 AND tot_nr IS NULL");

/// An aanvraag as it comes in.
#[derive(Debug, Clone, Copy)]
pub struct NieuweAanvraag {
    /// Melding that it follows.
    pub melding: MeldingId,
    /// Day of receipt.
    pub ontvangen_op: Datum,
    /// Form that is asked for.
    pub vorm: Vorm,
    /// How it should be delivered.
    pub leveringsvorm: Leveringsvorm,
}

/// A besluit that was tested and is about to be written down.
#[derive(Debug)]
pub struct Klaar<'a> {
    /// Dossier.
    pub dossier: DossierId,
    /// What was decided.
    pub besluit: &'a Besluit,
    /// What was proposed.
    pub voorstel: &'a Voorstel,
    /// Receipt.
    pub bewijs: &'a Bewijs,
    /// Besluit that is revised or withdrawn.
    pub vorig_besluit_id: Option<i64>,
    /// The letter.
    pub pdf: &'a [u8],
    /// Whether the uitstroom is still to be recorded: not when this besluit is part of it.
    pub uitstroom_volgt: bool,
}

/// An event with its reason.
#[derive(Debug, Clone)]
pub struct Gebeurd {
    /// What kind of event.
    pub schaling: Schaling,
    /// Code of the reason.
    pub reden: String,
    /// Code of the destination; '' unless uitstroom.
    pub bestemming: String,
    /// Remark, may be empty.
    pub toelichting: String,
}

/// Keys of what was written.
#[derive(Debug, Clone, Copy)]
pub struct Sleutels {
    /// Besluit.
    pub besluit_id: i64,
    /// New indicatie.
    pub indicatie_id: Option<i64>,
}

/// Registers an aanvraag and starts the term to decide.
pub async fn aanvraag(
    tx: &mut Tx,
    dossier: DossierId,
    a: &NieuweAanvraag,
    beslis: &Termijn,
    voor: Rol,
) -> Result<i64, Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let wat = "aanvraag geregistreerd";
    let h = Handeling {
        wat,
        onderwerp: "aanvraag",
        onderwerp_id: id,
        dossier: Some(dossier),
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    let args = [
        v(&id),
        v(&dossier),
        v(&a.melding),
        v(&a.ontvangen_op),
        t(a.vorm.code()),
        t(a.leveringsvorm.code()),
        v(&nr),
    ];
    tx.voer(AANVRAAG, &args).await?;
    termijnen::voldoe(tx, dossier, Termijnsoort::Onderzoek, a.melding.0, a.ontvangen_op).await?;
    let waarvoor = Waarvoor { dossier, soort: Termijnsoort::Beslissing, onderwerp_id: id, voor_rol: voor };
    termijnen::start_met(tx, waarvoor, beslis).await?;
    zet_fase(tx, dossier, "besluit", None).await?;
    Ok(id)
}

/// Writes a besluit down in an act whose journal row was written: the receipt, the old indicatie closed, the new one added, the
/// terms, the letter. The caller moves the dossier along the street.
pub async fn besluit(
    tx: &mut Tx,
    app: &App,
    besluit_id: i64,
    melding: MeldingId,
    k: &Klaar<'_>,
) -> Result<Sleutels, Fout> {
    schrijf_besluit(tx, besluit_id, melding, k).await?;
    let b = k.besluit;
    if let Some(i) = b.ingekort {
        kort_in(tx, k.dossier, i, b.genomen_op).await?;
    }
    let mut indicatie_id = None;
    if let Some(toegekend) = &b.toegekend {
        let rij = IndicatieRij {
            indicatie_id: tx.nieuw_id()?,
            besluit_id: kern::stam::BesluitId(besluit_id),
            dossier_id: k.dossier,
            vorm: toegekend.vorm.code().to_owned(),
            leveringsvorm: toegekend.leveringsvorm.code().to_owned(),
            productcode: toegekend.product.tekst().to_owned(),
            omvang: i64::from(toegekend.omvang.volume),
            eenheid: toegekend.omvang.eenheid.code().to_owned(),
            frequentie: toegekend.omvang.frequentie.code().to_owned(),
            bedrag_cent: toegekend.bedrag,
            geldig_van: toegekend.periode.van(),
            geldig_tot: toegekend.periode.tot(),
        };
        schrijf_indicatie(tx, &rij).await?;
        indicatie_id = Some(rij.indicatie_id);
    }
    start_termijnen(tx, k, besluit_id, indicatie_id).await?;
    brieven::bewaar(tx, app, k.dossier, "beschikking", besluit_id, k.pdf).await?;
    Ok(Sleutels { besluit_id, indicatie_id })
}

/// Writes an event down.
pub async fn gebeurtenis(
    tx: &mut Tx,
    dossier: DossierId,
    g: &Gebeurd,
    besluit_id: Option<i64>,
) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let s = &g.schaling;
    let args = [
        v(&id),
        v(&dossier),
        v(&s.op),
        t(s.van.map_or("geen", Vorm::code)),
        t(s.naar.map_or("uit", Vorm::code)),
        t(s.richting.code()),
        t(&g.reden),
        t(&g.bestemming),
        t(&g.toelichting),
        o(&besluit_id),
        v(&nr),
    ];
    tx.voer(SCHALING, &args).await?;
    Ok(())
}

/// Gives an indicatie its new, shorter period, or closes it when nothing is left. Work that was waiting for it is done.
pub async fn kort_in(tx: &mut Tx, dossier: DossierId, i: Ingekort, op: Datum) -> Result<(), Fout> {
    let peil = Peil::op(op);
    let mut rijen = stand::indicatierijen(&*tx, dossier, peil).await?;
    rijen.retain(|r| r.indicatie_id == i.indicatie_id);
    let Some(mut rij) = rijen.pop() else {
        return Err(Fout::achterhaald(format!("indicatie {} is al vervangen", i.indicatie_id)));
    };
    tx.sluit("indicatie", "indicatie_id", i.indicatie_id).await?;
    if let Some(p) = i.periode {
        let oud = stand::indicatie_kern(&rij)?.inhoud;
        // What is left is worth its share of what was granted, by days, the remainder to the part that stays.
        if let (Some(rest), Some(heel)) = (p.duur_dagen(), oud.periode.duur_dagen()) {
            rij.bedrag_cent = deel(oud.bedrag, rest, heel);
        }
        rij.geldig_tot = p.tot();
        schrijf_indicatie(tx, &rij).await?;
    }
    for soort in [Termijnsoort::IndicatieEinde, Termijnsoort::Toewijzing] {
        termijnen::voldoe(tx, dossier, soort, i.indicatie_id, op).await?;
    }
    Ok(())
}

/// The share of an amount that belongs to `rest` of `heel` days; the remainder stays with it.
pub fn deel(bedrag: kern::stam::Cent, rest: i64, heel: i64) -> kern::stam::Cent {
    let (rest, heel) = (rest.unsigned_abs(), heel.unsigned_abs());
    let delen = kern::stam::verdeel_grootste_rest(bedrag, &[rest, heel.saturating_sub(rest)]);
    delen.and_then(|d| d.first().copied()).unwrap_or(bedrag)
}

/// Moves the dossier to a phase; `gesloten` is the day of uitstroom. Nothing happens when it is there already.
pub async fn zet_fase(
    tx: &mut Tx,
    dossier: DossierId,
    fase: &'static str,
    gesloten: Option<Datum>,
) -> Result<(), Fout> {
    let nu: Option<(String,)> = tx.een(FASE_NU, &[v(&dossier)]).await?;
    if nu.is_some_and(|r| r.0 == fase) {
        return Ok(());
    }
    tx.sluit("dossier", "dossier_id", dossier.0).await?;
    let nr = tx.nr();
    tx.voer(FASE, &[v(&dossier), t(fase), o(&gesloten), v(&nr)]).await?;
    Ok(())
}

/// Registers that a bezwaar came in: the term to object is used, the term to decide on it starts at the end of that term
/// (Awb art. 7:10 lid 1).
pub async fn bezwaar(
    tx: &mut Tx,
    dossier: DossierId,
    besluit_id: i64,
    op: Datum,
    beslis: &Termijn,
) -> Result<(), Fout> {
    let wat = "bezwaar ontvangen";
    let h = Handeling {
        wat,
        onderwerp: "besluit",
        onderwerp_id: besluit_id,
        dossier: Some(dossier),
        gemeente: None,
        reden: "",
    };
    tx.journaal(h).await?;
    termijnen::voldoe(tx, dossier, Termijnsoort::Bezwaar, besluit_id, op).await?;
    let soort = Termijnsoort::BeslissingOpBezwaar;
    let voor_rol = termijnen::behandelaar(&*tx, dossier).await?;
    let waarvoor = Waarvoor { dossier, soort, onderwerp_id: besluit_id, voor_rol };
    termijnen::start_met(tx, waarvoor, beslis).await?;
    Ok(())
}

async fn schrijf_besluit(tx: &mut Tx, id: i64, melding: MeldingId, k: &Klaar<'_>) -> Result<(), Fout> {
    let (b, nr) = (k.besluit, tx.nr());
    let aanvraag =
        k.bewijs.invoer.aanvraag.filter(|_| matches!(b.soort, Soort::Toekenning | Soort::Afwijzing));
    let args = [
        v(&id),
        v(&k.dossier),
        v(&melding),
        o(&aanvraag),
        t(b.soort.code()),
        v(&b.gemeente),
        v(&b.genomen_op),
        v(&b.bekend_op),
        t(b.grond.as_ref().map_or("", |g| &g.code)),
        t(&k.voorstel.motivering),
        o(&k.vorig_besluit_id),
        v(&tx.wie().gebruiker_id),
        t(&k.bewijs.regels_hash),
        t(&serde_json::to_string(&k.bewijs.versies)?),
        t(env!("CARGO_PKG_VERSION")),
        t(&serde_json::to_string(&k.bewijs.invoer)?),
        t(&uitleg::naar_json(&b.uitleg)?),
        v(&nr),
    ];
    tx.voer(BESLUIT, &args).await?;
    if let Some(a) = aanvraag {
        termijnen::voldoe(tx, k.dossier, Termijnsoort::Beslissing, a, b.genomen_op).await?;
    }
    Ok(())
}

async fn schrijf_indicatie(tx: &mut Tx, r: &IndicatieRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.indicatie_id),
        v(&r.besluit_id),
        v(&r.dossier_id),
        t(&r.vorm),
        t(&r.leveringsvorm),
        t(&r.productcode),
        v(&r.omvang),
        t(&r.eenheid),
        t(&r.frequentie),
        v(&r.bedrag_cent),
        v(&r.geldig_van),
        o(&r.geldig_tot),
        v(&nr),
    ];
    tx.voer(INDICATIE, &args).await?;
    Ok(())
}

async fn start_termijnen(
    tx: &mut Tx,
    k: &Klaar<'_>,
    besluit_id: i64,
    indicatie_id: Option<i64>,
) -> Result<(), Fout> {
    // Who handles Wmo-begeleiding is the aandachtsfunctionaris; beschermd wonen and thuis stay with the trajectregisseur.
    let voor = match k.besluit.toegekend.as_ref().map(|x| x.vorm) {
        Some(Vorm::WmoBegeleiding) => Rol::Aandachtsfunctionaris,
        Some(Vorm::Bw | Vorm::Bt) | None => Rol::Trajectregisseur,
    };
    for (gevolg, termijn) in &k.besluit.termijnen {
        let onderwerp_id = match gevolg {
            Gevolg::Bezwaar => Some(besluit_id),
            Gevolg::Toewijzing | Gevolg::IndicatieEinde => indicatie_id,
        };
        let Some(onderwerp_id) = onderwerp_id else { continue };
        let waarvoor =
            Waarvoor { dossier: k.dossier, soort: gevolg_soort(*gevolg), onderwerp_id, voor_rol: voor };
        termijnen::start_met(tx, waarvoor, termijn).await?;
    }
    if k.uitstroom_volgt
        && k.besluit.soort == Soort::Intrekking
        && let Some(per) =
            k.besluit.ingekort.map(|i| i.periode.and_then(|p| p.tot()).unwrap_or(k.besluit.genomen_op))
    {
        let zin = format!("De indicatie eindigt. Leg na {} de uitstroom vast, met de reden.", per.voluit());
        let termijn = vaste_dag(k.besluit.genomen_op, per, "Uitvoeringsplan 5.3", zin);
        let soort = Termijnsoort::Uitstroom;
        let waarvoor = Waarvoor { dossier: k.dossier, soort, onderwerp_id: besluit_id, voor_rol: voor };
        termijnen::start_met(tx, waarvoor, &termijn).await?;
    }
    Ok(())
}

/// What was known just before this act: the peil of a receipt.
pub fn peil_nr(tx: &Tx) -> JournaalNr {
    JournaalNr(tx.nr().0 - 1)
}
