//! Recording what was found out and decided about where somebody lives. Each function is part of one act.

use super::beeld::{Beeld, Vooraf};
use crate::huis::{
    Fout, Toegang, gemeenten,
    opslag::{Tx, o, sql, t, v},
    uitleg,
};
use crate::termijnen::{self, Soort};
use kern::{
    stam::{Datum, DossierId, Gemeentecode, InwonerId, Peil},
    woonplaats::{Functie, Instelling, Instroom, Kenmerk, Vaststelling, Verantwoordelijk},
};

/// An address as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwAdres {
    /// Gemeente of registration.
    pub gemeente: Gemeentecode,
    /// Woonadres or briefadres.
    pub functie: Functie,
    /// Kind of institution, when it is one.
    pub instelling: Option<Instelling>,
    /// The BRP doubts it.
    pub in_onderzoek: bool,
    /// Only the gemeente changed its name.
    pub herindeling: bool,
    /// First day.
    pub van: Datum,
    /// First day no longer.
    pub tot: Option<Datum>,
    /// `brp`, `inwoner`, `aanbieder` or `dossier`.
    pub bron: String,
}

/// A stay as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwVerblijf {
    /// Kind of institution.
    pub soort: Instelling,
    /// Where it stands.
    pub gemeente: Gemeentecode,
    /// College that granted it, for beschermd wonen.
    pub verstrekt_door: Option<Gemeentecode>,
    /// Code of who paid, '' when not known.
    pub financiering: String,
    /// First day.
    pub van: Datum,
    /// First day no longer.
    pub tot: Option<Datum>,
}

/// Which of the two dated facts about gemeenten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gemeentesoort {
    /// Gemeente van herkomst.
    Herkomst,
    /// Gemeente van verblijf.
    Verblijf,
}

impl Gemeentesoort {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Gemeentesoort::Herkomst => "herkomst",
            Gemeentesoort::Verblijf => "verblijf",
        }
    }
}

/// A decision about the responsible gemeente, with everything that it rests on.
pub struct Beslissing<'a> {
    /// What the human said first.
    pub vooraf: Vooraf,
    /// Answer by the law.
    pub wet: &'a Verantwoordelijk,
    /// Answer by herkomst.
    pub herkomst: &'a Verantwoordelijk,
    /// What the human decided.
    pub vaststelling: Vaststelling,
    /// Why, when it differs from the rule; else ''.
    pub reden: &'a str,
    /// Gemeente van herkomst as the human confirmed it; `None` when not known.
    pub herkomst_gemeente: Option<Gemeentecode>,
    /// Gemeente van verblijf.
    pub verblijf_gemeente: Gemeentecode,
    /// Nieuw or historisch, as the human confirmed it.
    pub kenmerk: Kenmerk,
    /// The one-year rule with its steps.
    pub instroom: &'a Instroom,
    /// SHA-256 of the rules.
    pub regels_hash: &'a str,
}

sql!(
    ADRES = "INSERT INTO adres (adres_id, inwoner_id, gemeente, functie, instelling, in_onderzoek, herindeling, geldig_van, geldig_tot, bron, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)"
);
sql!(
    VERBLIJF = "INSERT INTO verblijf (verblijf_id, inwoner_id, soort, gemeente, verstrekt_door, financiering, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)"
);
sql!(
    VERANTWOORDELIJKE = "INSERT INTO verantwoordelijke (verantwoordelijke_id, dossier_id, melding_id, regime, status, berekend, gemeente, regel, uitleg,
      product, verblijfsrecht, invoer, reden_afwijking, bevestigd_door, bevestigd_op, regels_hash, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, NULL)"
);
sql!(
    FEIT = "INSERT INTO gemeentefeit (gemeentefeit_id, dossier_id, soort, gemeente, geldig_van, geldig_tot, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
);
sql!(
    INSTROOM = "INSERT INTO instroom (instroom_id, dossier_id, melding_id, kenmerk, recidive, uitleg, bepaald_op, vanaf_nr, tot_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
);
sql!(
    DOSSIER_GEMEENTE = "INSERT INTO dossier (dossier_id, inwoner_id, gemeente, fase, spoed, geopend_op, gesloten_op, vanaf_nr, tot_nr)
    SELECT dossier_id, inwoner_id, $2, fase, spoed, geopend_op, gesloten_op, $3, NULL FROM dossier WHERE dossier_id = $1 AND tot_nr = $3"
);

/// Adds an address under a key that was taken before, or (`vervangt`) replaces one by a better version.
pub async fn leg_adres_vast(
    tx: &mut Tx,
    inwoner: InwonerId,
    id: i64,
    vervangt: bool,
    a: &NieuwAdres,
) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("adres", "adres_id", id).await?;
    }
    let args = [
        v(&id),
        v(&inwoner),
        v(&a.gemeente),
        t(a.functie.code()),
        t(a.instelling.map_or("", Instelling::code)),
        v(&a.in_onderzoek),
        v(&a.herindeling),
        v(&a.van),
        o(&a.tot),
        t(&a.bron),
        v(&tx.nr()),
    ];
    tx.voer(ADRES, &args).await?;
    Ok(())
}

/// Adds a stay under a key that was taken before, or (`vervangt`) replaces one by a better version.
pub async fn leg_verblijf_vast(
    tx: &mut Tx,
    inwoner: InwonerId,
    id: i64,
    vervangt: bool,
    b: &NieuwVerblijf,
) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("verblijf", "verblijf_id", id).await?;
    }
    let args = [
        v(&id),
        v(&inwoner),
        t(b.soort.code()),
        v(&b.gemeente),
        t(&b.verstrekt_door.map_or_else(String::new, |g| g.to_string())),
        t(&b.financiering),
        v(&b.van),
        o(&b.tot),
        v(&tx.nr()),
    ];
    tx.voer(VERBLIJF, &args).await?;
    Ok(())
}

/// Records a decision: the answers of both regimes, the dated gemeenten, the label of the monitor, and the gemeente that
/// acts. Fulfils the termijn of it. `id` is the key for the answer of the law, taken before.
pub async fn beslis(
    tx: &mut Tx,
    id: i64,
    toegang: &Toegang,
    beeld: &Beeld,
    b: &Beslissing<'_>,
) -> Result<(), Fout> {
    let (dossier, op) = (toegang.dossier, tx.vandaag());
    for eerder in [beeld.vastgesteld(), beeld.herkomst()].into_iter().flatten() {
        tx.sluit("verantwoordelijke", "verantwoordelijke_id", eerder.verantwoordelijke_id).await?;
    }
    let wet = (b.wet, b.vaststelling.status.code(), b.vaststelling.gemeente.to_string());
    schrijf_antwoord(tx, id, dossier, beeld, b, wet).await?;
    let herkomst = b.herkomst_gemeente.map_or_else(String::new, |g| g.to_string());
    let herkomst_id = tx.nieuw_id()?;
    schrijf_antwoord(tx, herkomst_id, dossier, beeld, b, (b.herkomst, b.herkomst.status.code(), herkomst))
        .await?;
    let vanaf = beeld.melding.ontvangen_op;
    if let Some(g) = b.herkomst_gemeente {
        leg_gemeente_vast(tx, dossier, Gemeentesoort::Herkomst, g, vanaf).await?;
    }
    leg_gemeente_vast(tx, dossier, Gemeentesoort::Verblijf, b.verblijf_gemeente, vanaf).await?;
    leg_instroom_vast(tx, dossier, beeld, b).await?;
    if b.vaststelling.gemeente != toegang.gemeente && gemeenten::in_regio(b.vaststelling.gemeente) {
        zet_gemeente(tx, dossier, b.vaststelling.gemeente).await?;
    }
    termijnen::voldoe(tx, dossier, Soort::Woonplaats, beeld.melding.melding_id.0, op).await?;
    Ok(())
}

/// Another gemeente of the region acts from now on.
pub(super) async fn zet_gemeente(
    tx: &mut Tx,
    dossier: DossierId,
    gemeente: Gemeentecode,
) -> Result<(), Fout> {
    tx.sluit("dossier", "dossier_id", dossier.0).await?;
    let nr = tx.nr();
    tx.voer(DOSSIER_GEMEENTE, &[v(&dossier), v(&gemeente), v(&nr)]).await?;
    Ok(())
}

async fn schrijf_antwoord(
    tx: &mut Tx,
    id: i64,
    dossier: DossierId,
    beeld: &Beeld,
    b: &Beslissing<'_>,
    (antwoord, status, gemeente): (&Verantwoordelijk, &str, String),
) -> Result<(), Fout> {
    let wijkt_af = antwoord.regime == b.wet.regime;
    let args = [
        v(&id),
        v(&dossier),
        v(&beeld.melding.melding_id),
        t(antwoord.regime.code()),
        t(status),
        t(&antwoord.gemeente.map_or_else(String::new, |g| g.to_string())),
        t(&gemeente),
        t(antwoord.regel),
        t(&uitleg::naar_json(&antwoord.uitleg(gemeenten::lijst()))?),
        t(b.vooraf.product.map_or("", |p| p.code())),
        t(b.vooraf.verblijfsrecht.code()),
        t(&invoer(beeld)?),
        t(if wijkt_af { b.reden.trim() } else { "" }),
        v(&tx.wie().gebruiker_id),
        v(&tx.vandaag()),
        t(b.regels_hash),
        v(&tx.nr()),
    ];
    tx.voer(VERANTWOORDELIJKE, &args).await?;
    Ok(())
}

/// Which versions of which facts were used, so that the answer can be computed again.
fn invoer(beeld: &Beeld) -> Result<String, Fout> {
    let adressen: Vec<(i64, i64)> = beeld.adressen.iter().map(|a| (a.adres_id, a.vanaf_nr.0)).collect();
    let verblijven: Vec<(i64, i64)> =
        beeld.verblijven.iter().map(|b| (b.verblijf_id, b.vanaf_nr.0)).collect();
    Ok(serde_json::to_string(&serde_json::json!({ "adres": adressen, "verblijf": verblijven }))?)
}

/// Says that from a day on the gemeente van herkomst or van verblijf is this one, until the next day for which something was
/// said. Returns whether anything changed.
pub async fn leg_gemeente_vast(
    tx: &mut Tx,
    dossier: DossierId,
    soort: Gemeentesoort,
    gemeente: Gemeentecode,
    vanaf: Datum,
) -> Result<bool, Fout> {
    let mut feiten = super::opslag::gemeentefeiten(tx, dossier, Peil::op(vanaf)).await?;
    feiten.retain(|f| f.soort == soort.code());
    let geldig = feiten.iter().find(|f| f.geldig_van <= vanaf && f.geldig_tot.is_none_or(|t| vanaf < t));
    if geldig.is_some_and(|f| f.gemeente == gemeente) {
        return Ok(false);
    }
    let volgende = feiten.iter().map(|f| f.geldig_van).filter(|van| vanaf < *van).min();
    let tot = geldig.and_then(|f| f.geldig_tot).or(volgende);
    if let Some(f) = geldig {
        tx.sluit("gemeentefeit", "gemeentefeit_id", f.gemeentefeit_id).await?;
        if f.geldig_van < vanaf {
            let rest = (f.gemeente, f.geldig_van, Some(vanaf));
            schrijf_feit(tx, f.gemeentefeit_id, dossier, soort, rest).await?;
        }
    }
    let id = tx.nieuw_id()?;
    schrijf_feit(tx, id, dossier, soort, (gemeente, vanaf, tot)).await?;
    Ok(true)
}

async fn schrijf_feit(
    tx: &mut Tx,
    id: i64,
    dossier: DossierId,
    soort: Gemeentesoort,
    (gemeente, van, tot): (Gemeentecode, Datum, Option<Datum>),
) -> Result<(), Fout> {
    let args = [v(&id), v(&dossier), t(soort.code()), v(&gemeente), v(&van), o(&tot), v(&tx.nr())];
    tx.voer(FEIT, &args).await?;
    Ok(())
}

async fn leg_instroom_vast(
    tx: &mut Tx,
    dossier: DossierId,
    beeld: &Beeld,
    b: &Beslissing<'_>,
) -> Result<(), Fout> {
    let melding = beeld.melding.melding_id;
    let eerder = super::opslag::instroom(tx, dossier, Peil::op(beeld.melding.ontvangen_op)).await?;
    let id = match eerder.iter().find(|i| i.melding_id == melding) {
        Some(i) => {
            tx.sluit("instroom", "instroom_id", i.instroom_id).await?;
            i.instroom_id
        }
        None => tx.nieuw_id()?,
    };
    let args = [
        v(&id),
        v(&dossier),
        v(&melding),
        t(b.kenmerk.code()),
        v(&b.instroom.recidive),
        t(&uitleg::naar_json(&b.instroom.uitleg)?),
        v(&tx.vandaag()),
        v(&tx.nr()),
    ];
    tx.voer(INSTROOM, &args).await?;
    Ok(())
}

/// Ends the open address that a new one follows, on the first day of the new one. Returns whether there was one.
pub async fn beeindig_vorig_adres(tx: &mut Tx, inwoner: InwonerId, nieuw_van: Datum) -> Result<bool, Fout> {
    let adressen = super::opslag::adressen(tx, inwoner, Peil::op(nieuw_van)).await?;
    let Some(vorig) = adressen.into_iter().find(|a| a.geldig_van < nieuw_van && a.geldig_tot.is_none())
    else {
        return Ok(false);
    };
    let a = NieuwAdres {
        gemeente: vorig.gemeente,
        functie: Functie::lees(&vorig.functie)
            .ok_or_else(|| Fout::nieuw("onbekende functie van een adres"))?,
        instelling: Instelling::lees(&vorig.instelling),
        in_onderzoek: vorig.in_onderzoek,
        herindeling: vorig.herindeling,
        van: vorig.geldig_van,
        tot: Some(nieuw_van),
        bron: vorig.bron,
    };
    leg_adres_vast(tx, inwoner, vorig.adres_id, true, &a).await?;
    Ok(true)
}
