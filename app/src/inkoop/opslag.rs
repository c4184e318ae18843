//! Aanbieders, products, contracts, prices and places, as known at a peil.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    rij, sql,
};
use kern::inkoop::{Capaciteit, Contract, Eenheid, Invoeging, Productcode, Tarief, Vorm};
use kern::stam::{AanbiederId, Cent, Datum, Gemeentecode, Peil, Periode};

rij! {
    /// An organisation that delivers.
    pub struct AanbiederRij { aanbieder_id: AanbiederId, naam: String, agb: String, gemeente: Gemeentecode }
}
rij! {
    /// A product as stored.
    pub struct ProductRij { productcode: String, categorie: String, naam: String, vorm: String, eenheid: String }
}
rij! {
    /// A contract as stored.
    pub struct ContractRij { contract_id: i64, aanbieder_id: AanbiederId, naam: String, geldig_van: Datum, geldig_tot: Option<Datum> }
}
rij! {
    /// A price as stored.
    pub struct TariefRij {
        tarief_id: i64, contract_id: i64, productcode: String, tarief_cent: Cent, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}
rij! {
    /// Places as stored.
    pub struct CapaciteitRij {
        capaciteit_id: i64, aanbieder_id: AanbiederId, productcode: String, gemeente: Gemeentecode, plaatsen: i64,
        geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}

sql!(
    AANBIEDERS = "SELECT aanbieder_id, naam, agb, gemeente FROM aanbieder
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY naam, aanbieder_id LIMIT 1000"
);
sql!(
    AANBIEDER = "SELECT aanbieder_id, naam, agb, gemeente FROM aanbieder
    WHERE aanbieder_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    AANBIEDER_AGB = "SELECT aanbieder_id, naam, agb, gemeente FROM aanbieder
    WHERE agb = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    PRODUCTEN = "SELECT productcode, categorie, naam, vorm, eenheid FROM product
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY productcode LIMIT 1000"
);
sql!(
    PRODUCT = "SELECT productcode, categorie, naam, vorm, eenheid FROM product
    WHERE productcode = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    CONTRACTEN = "SELECT contract_id, aanbieder_id, naam, geldig_van, geldig_tot FROM contract
    WHERE aanbieder_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY geldig_van, contract_id LIMIT 200"
);
sql!(
    CONTRACT = "SELECT contract_id, aanbieder_id, naam, geldig_van, geldig_tot FROM contract
    WHERE contract_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    TARIEVEN = "SELECT t.tarief_id, t.contract_id, t.productcode, t.tarief_cent, t.geldig_van, t.geldig_tot
    FROM tarief t JOIN contract c ON c.contract_id = t.contract_id AND c.vanaf_nr <= $2 AND (c.tot_nr IS NULL OR $2 < c.tot_nr)
    WHERE c.aanbieder_id = $1 AND t.vanaf_nr <= $2 AND (t.tot_nr IS NULL OR $2 < t.tot_nr)
    ORDER BY t.contract_id, t.productcode, t.geldig_van LIMIT 5000"
);
sql!(
    TARIEF = "SELECT tarief_id, contract_id, productcode, tarief_cent, geldig_van, geldig_tot FROM tarief
    WHERE tarief_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    RICHTTARIEF = "SELECT CAST(COALESCE(max(t.tarief_cent), 0) AS BIGINT) FROM tarief t
    JOIN contract c ON c.contract_id = t.contract_id AND c.vanaf_nr <= $3 AND (c.tot_nr IS NULL OR $3 < c.tot_nr)
    WHERE t.productcode = $1 AND t.vanaf_nr <= $3 AND (t.tot_nr IS NULL OR $3 < t.tot_nr)
      AND t.geldig_van <= $2 AND (t.geldig_tot IS NULL OR $2 < t.geldig_tot)
      AND c.geldig_van <= $2 AND (c.geldig_tot IS NULL OR $2 < c.geldig_tot)"
);
sql!(
    CAPACITEITEN = "SELECT capaciteit_id, aanbieder_id, productcode, gemeente, plaatsen, geldig_van, geldig_tot FROM capaciteit
    WHERE aanbieder_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY productcode, gemeente, geldig_van LIMIT 2000"
);
sql!(
    CAPACITEITEN_PRODUCT = "SELECT capaciteit_id, aanbieder_id, productcode, gemeente, plaatsen, geldig_van, geldig_tot FROM capaciteit
    WHERE productcode = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY aanbieder_id, gemeente, geldig_van LIMIT 5000"
);
sql!(
    CAPACITEITEN_ALLE = "SELECT capaciteit_id, aanbieder_id, productcode, gemeente, plaatsen, geldig_van, geldig_tot FROM capaciteit
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY aanbieder_id, productcode, gemeente, geldig_van LIMIT 20000"
);
sql!(
    AANBIEDERS_MET_TARIEF = "SELECT DISTINCT a.aanbieder_id, a.naam, a.agb, a.gemeente FROM aanbieder a
    JOIN contract c ON c.aanbieder_id = a.aanbieder_id AND c.vanaf_nr <= $3 AND (c.tot_nr IS NULL OR $3 < c.tot_nr)
    JOIN tarief t ON t.contract_id = c.contract_id AND t.vanaf_nr <= $3 AND (t.tot_nr IS NULL OR $3 < t.tot_nr)
    WHERE a.vanaf_nr <= $3 AND (a.tot_nr IS NULL OR $3 < a.tot_nr) AND t.productcode = $1
      AND c.geldig_van <= $2 AND (c.geldig_tot IS NULL OR $2 < c.geldig_tot)
      AND t.geldig_van <= $2 AND (t.geldig_tot IS NULL OR $2 < t.geldig_tot)
    ORDER BY a.naam, a.aanbieder_id LIMIT 200"
);
sql!(
    NIEUW_AANBIEDER =
        "INSERT INTO aanbieder (aanbieder_id, naam, agb, gemeente, vanaf_nr) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    NIEUW_PRODUCT = "INSERT INTO product (productcode, categorie, naam, vorm, eenheid, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    NIEUW_CONTRACT =
        "INSERT INTO contract (contract_id, aanbieder_id, naam, geldig_van, geldig_tot, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    NIEUW_TARIEF = "INSERT INTO tarief (tarief_id, contract_id, productcode, tarief_cent, geldig_van, geldig_tot, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    NIEUW_CAPACITEIT = "INSERT INTO capaciteit (capaciteit_id, aanbieder_id, productcode, gemeente, plaatsen, geldig_van, geldig_tot, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);

/// A stored period; stored rows never hold an empty one.
pub fn periode(van: Datum, tot: Option<Datum>) -> Result<Periode, Fout> {
    Periode::nieuw(van, tot).ok_or_else(|| Fout::nieuw(format!("lege periode {van}")))
}

/// All aanbieders, by name.
pub async fn aanbieders(db: &impl Leest, peil: Peil) -> Result<Vec<AanbiederRij>, Fout> {
    db.alle(AANBIEDERS, &[v(&peil.bekend)]).await
}

/// One aanbieder.
pub async fn aanbieder(db: &impl Leest, id: AanbiederId, peil: Peil) -> Result<Option<AanbiederRij>, Fout> {
    db.een(AANBIEDER, &[v(&id), v(&peil.bekend)]).await
}

/// The aanbieder with an AGB code.
pub async fn aanbieder_met_agb(db: &impl Leest, agb: &str, peil: Peil) -> Result<Option<AanbiederRij>, Fout> {
    db.een(AANBIEDER_AGB, &[t(agb), v(&peil.bekend)]).await
}

/// Aanbieders with a contract and a price for a product on `peil.op`, by name.
pub async fn aanbieders_met_tarief(
    db: &impl Leest,
    product: &Productcode,
    peil: Peil,
) -> Result<Vec<AanbiederRij>, Fout> {
    db.alle(AANBIEDERS_MET_TARIEF, &[t(product.tekst()), v(&peil.op), v(&peil.bekend)]).await
}

/// All products, by code.
pub async fn producten(db: &impl Leest, peil: Peil) -> Result<Vec<ProductRij>, Fout> {
    db.alle(PRODUCTEN, &[v(&peil.bekend)]).await
}

/// One product.
pub async fn product(db: &impl Leest, code: &Productcode, peil: Peil) -> Result<Option<ProductRij>, Fout> {
    db.een(PRODUCT, &[t(code.tekst()), v(&peil.bekend)]).await
}

/// The highest contract price of a product on `peil.op`, so that a besluit can be valued before an aanbieder is chosen;
/// `None` when nobody has a price.
pub async fn richttarief(db: &impl Leest, product: &Productcode, peil: Peil) -> Result<Option<Cent>, Fout> {
    let rij: Option<(Cent,)> =
        db.een(RICHTTARIEF, &[t(product.tekst()), v(&peil.op), v(&peil.bekend)]).await?;
    Ok(rij.map(|r| r.0).filter(|c| *c > Cent::NUL))
}

/// The contracts with an aanbieder as stored, oldest first.
pub async fn contractrijen(db: &impl Leest, id: AanbiederId, peil: Peil) -> Result<Vec<ContractRij>, Fout> {
    db.alle(CONTRACTEN, &[v(&id), v(&peil.bekend)]).await
}

/// One contract as stored.
pub async fn contractrij(db: &impl Leest, contract: i64, peil: Peil) -> Result<Option<ContractRij>, Fout> {
    db.een(CONTRACT, &[v(&contract), v(&peil.bekend)]).await
}

/// The prices in all contracts with an aanbieder as stored.
pub async fn tariefrijen(db: &impl Leest, id: AanbiederId, peil: Peil) -> Result<Vec<TariefRij>, Fout> {
    db.alle(TARIEVEN, &[v(&id), v(&peil.bekend)]).await
}

/// One price as stored.
pub async fn tariefrij(db: &impl Leest, tarief: i64, peil: Peil) -> Result<Option<TariefRij>, Fout> {
    db.een(TARIEF, &[v(&tarief), v(&peil.bekend)]).await
}

/// The contracts with an aanbieder and their prices, as the rules want them.
pub async fn contracten(db: &impl Leest, id: AanbiederId, peil: Peil) -> Result<Vec<Contract>, Fout> {
    let tarieven = tariefrijen(db, id, peil).await?;
    contractrijen(db, id, peil)
        .await?
        .into_iter()
        .map(|c| {
            let eigen = tarieven
                .iter()
                .filter(|t| t.contract_id == c.contract_id)
                .map(tarief_uit)
                .collect::<Result<_, _>>()?;
            Ok(Contract {
                contract_id: c.contract_id,
                aanbieder: c.aanbieder_id,
                periode: periode(c.geldig_van, c.geldig_tot)?,
                tarieven: eigen,
            })
        })
        .collect()
}

fn tarief_uit(r: &TariefRij) -> Result<Tarief, Fout> {
    Ok(Tarief {
        tarief_id: r.tarief_id,
        product: code(&r.productcode)?,
        tarief: r.tarief_cent,
        periode: periode(r.geldig_van, r.geldig_tot)?,
    })
}

/// A stored product code.
pub fn code(tekst: &str) -> Result<Productcode, Fout> {
    Productcode::lees(tekst).map_err(|e| Fout::nieuw(format!("productcode {tekst}: {e}")))
}

/// The places of one aanbieder as stored.
pub async fn capaciteitrijen(
    db: &impl Leest,
    id: AanbiederId,
    peil: Peil,
) -> Result<Vec<CapaciteitRij>, Fout> {
    db.alle(CAPACITEITEN, &[v(&id), v(&peil.bekend)]).await
}

/// The places of all aanbieders for one product as stored.
pub async fn capaciteitrijen_van(
    db: &impl Leest,
    product: &Productcode,
    peil: Peil,
) -> Result<Vec<CapaciteitRij>, Fout> {
    db.alle(CAPACITEITEN_PRODUCT, &[t(product.tekst()), v(&peil.bekend)]).await
}

/// The places of all aanbieders for all products as stored.
pub async fn alle_capaciteitrijen(db: &impl Leest, peil: Peil) -> Result<Vec<CapaciteitRij>, Fout> {
    db.alle(CAPACITEITEN_ALLE, &[v(&peil.bekend)]).await
}

/// Places as the rules want them.
pub fn capaciteit_uit(r: &CapaciteitRij) -> Result<Capaciteit, Fout> {
    let plaatsen = u32::try_from(r.plaatsen).map_err(|_| Fout::nieuw("capaciteit buiten bereik"))?;
    Ok(Capaciteit { gemeente: r.gemeente, plaatsen, periode: periode(r.geldig_van, r.geldig_tot)? })
}

/// Records an aanbieder.
pub async fn leg_aanbieder_vast(
    tx: &mut Tx,
    id: AanbiederId,
    naam: &str,
    agb: &str,
    gemeente: Gemeentecode,
) -> Result<(), Fout> {
    let nr = tx.nr();
    tx.voer(NIEUW_AANBIEDER, &[v(&id), t(naam), t(agb), v(&gemeente), v(&nr)]).await?;
    Ok(())
}

/// Records a product; `categorie` is the iWmo product category of two digits.
pub async fn leg_product_vast(
    tx: &mut Tx,
    product: &Productcode,
    categorie: &str,
    naam: &str,
    vorm: Vorm,
    eenheid: Eenheid,
) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [t(product.tekst()), t(categorie), t(naam), t(vorm.code()), t(eenheid.code()), v(&nr)];
    tx.voer(NIEUW_PRODUCT, &args).await?;
    Ok(())
}

/// Records a contract.
pub async fn leg_contract_vast(
    tx: &mut Tx,
    id: i64,
    aanbieder: AanbiederId,
    naam: &str,
    p: &Periode,
) -> Result<(), Fout> {
    let nr = tx.nr();
    tx.voer(NIEUW_CONTRACT, &[v(&id), v(&aanbieder), t(naam), v(&p.van()), o(&p.tot()), v(&nr)]).await?;
    Ok(())
}

/// Records a price that starts on a day, and shortens the one that ran.
pub async fn leg_tarief_vast(
    tx: &mut Tx,
    id: i64,
    contract: i64,
    product: &Productcode,
    tarief: Cent,
    in_te_voegen: &Invoeging,
) -> Result<(), Fout> {
    if let Some((oud, korter)) = in_te_voegen.ingekort {
        eindig_tarief(tx, oud, &korter).await?;
    }
    let (nr, p) = (tx.nr(), in_te_voegen.periode);
    let args = [v(&id), v(&contract), t(product.tekst()), v(&tarief), v(&p.van()), o(&p.tot()), v(&nr)];
    tx.voer(NIEUW_TARIEF, &args).await?;
    Ok(())
}

/// Gives a running price another period.
pub async fn eindig_tarief(tx: &mut Tx, tarief_id: i64, p: &Periode) -> Result<(), Fout> {
    let nu = Peil::op(tx.vandaag());
    let oud = tariefrij(tx, tarief_id, nu)
        .await?
        .ok_or_else(|| Fout::achterhaald(format!("tarief {tarief_id}")))?;
    tx.sluit("tarief", "tarief_id", tarief_id).await?;
    let nr = tx.nr();
    let args = [
        v(&tarief_id),
        v(&oud.contract_id),
        t(&oud.productcode),
        v(&oud.tarief_cent),
        v(&p.van()),
        o(&p.tot()),
        v(&nr),
    ];
    tx.voer(NIEUW_TARIEF, &args).await?;
    Ok(())
}

/// What of places is the same over time.
#[derive(Debug, Clone)]
pub struct Plek<'a> {
    /// Who holds them.
    pub aanbieder: AanbiederId,
    /// For which product.
    pub product: &'a Productcode,
    /// Where.
    pub gemeente: Gemeentecode,
}

/// Records a number of places that starts on a day, and shortens the one that ran.
pub async fn leg_capaciteit_vast(
    tx: &mut Tx,
    id: i64,
    plek: &Plek<'_>,
    plaatsen: u32,
    i: &Invoeging,
) -> Result<(), Fout> {
    if let Some((oud, korter)) = i.ingekort {
        let rijen = capaciteitrijen(tx, plek.aanbieder, Peil::op(tx.vandaag())).await?;
        let rij =
            rijen.iter().find(|r| r.capaciteit_id == oud).ok_or_else(|| Fout::achterhaald("capaciteit"))?;
        let oud_aantal = u32::try_from(rij.plaatsen).map_err(|_| Fout::nieuw("capaciteit buiten bereik"))?;
        tx.sluit("capaciteit", "capaciteit_id", oud).await?;
        schrijf_capaciteit(tx, oud, plek, oud_aantal, &korter).await?;
    }
    schrijf_capaciteit(tx, id, plek, plaatsen, &i.periode).await
}

async fn schrijf_capaciteit(
    tx: &mut Tx,
    id: i64,
    plek: &Plek<'_>,
    plaatsen: u32,
    p: &Periode,
) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&id),
        v(&plek.aanbieder),
        t(plek.product.tekst()),
        v(&plek.gemeente),
        v(&i64::from(plaatsen)),
        v(&p.van()),
        o(&p.tot()),
        v(&nr),
    ];
    tx.voer(NIEUW_CAPACITEIT, &args).await?;
    Ok(())
}
