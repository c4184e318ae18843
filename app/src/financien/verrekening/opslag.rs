//! Agreements and invoices in the database, and the delivered days that an invoice rests on.

use super::declaraties::aantal_tekst;
use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{Factuurstand, Verrekenovereenkomst};
use kern::stam::{AanbiederId, Cent, Datum, DossierId, Gemeentecode, Periode};

rij! {
    /// An agreement as stored.
    pub struct OvereenkomstRij {
        overeenkomst_id: i64, gemeente: Gemeentecode, document: String, stuk_id: Option<i64>, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}
rij! {
    /// A client of an agreement, with the gemeente van herkomst that the dossier names today.
    pub struct ClientRij { overeenkomstclient_id: i64, dossier_id: DossierId, herkomst: Option<Gemeentecode> }
}
rij! {
    /// Care that was delivered, with its aanbieder and unit.
    pub struct ZorgRij {
        dossier_id: DossierId, toewijzing_id: i64, aanbieder_id: AanbiederId, productcode: String, eenheid: String, van: Datum, tot: Option<Datum>,
    }
}
rij! {
    /// A price as stored.
    pub struct PrijsRij { tarief_cent: Cent, van: Datum, tot: Option<Datum> }
}
rij! {
    /// An invoice as stored, with its newest state.
    pub struct FactuurRij {
        factuur_id: i64, overeenkomst_id: i64, gemeente: Gemeentecode, nummer: String, van: Datum, tot: Datum, bedrag_cent: Cent, stand: String,
    }
}
rij! {
    /// A line of an invoice as stored; without a declared line it is days of care.
    pub struct RegelRij {
        factuurregel_id: i64, dossier_id: DossierId, toewijzing_id: i64, productcode: String, van: Datum, tot: Datum, dagen: i64, tarief_cent: Cent,
        bedrag_cent: Cent, declaratieregel_id: Option<i64>, eenheid: Option<String>, aantal: Option<i64>, boeking_id: Option<i64>,
        referentie: Option<String>,
    }
}
rij! {
    /// A step of an invoice as stored.
    pub struct StapRij { stand: String, reden: String, op: Datum, volgnr: Option<i64> }
}
rij! {
    /// How many people from elsewhere get care here, per gemeente of herkomst.
    pub struct VanElders { gemeente: Gemeentecode, aantal: i64 }
}

sql!(
    ALLE = "SELECT overeenkomst_id, gemeente, document, stuk_id, geldig_van, geldig_tot FROM overeenkomst
    WHERE tot_nr IS NULL ORDER BY geldig_van DESC, overeenkomst_id DESC LIMIT 500"
);
sql!(
    EEN = "SELECT overeenkomst_id, gemeente, document, stuk_id, geldig_van, geldig_tot FROM overeenkomst
    WHERE overeenkomst_id = $1 AND tot_nr IS NULL"
);
sql!(
    LEG = "INSERT INTO overeenkomst (overeenkomst_id, gemeente, document, stuk_id, geldig_van, geldig_tot, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(
    CLIENTEN = "SELECT c.overeenkomstclient_id, c.dossier_id,
      (SELECT f.gemeente FROM gemeentefeit f WHERE f.dossier_id = c.dossier_id AND f.soort = 'herkomst' AND f.tot_nr IS NULL
       ORDER BY f.geldig_van DESC, f.gemeentefeit_id DESC LIMIT 1)
    FROM overeenkomstclient c WHERE c.overeenkomst_id = $1 AND c.tot_nr IS NULL ORDER BY c.dossier_id LIMIT 500"
);
sql!(
    LEG_CLIENT = "INSERT INTO overeenkomstclient (overeenkomstclient_id, overeenkomst_id, dossier_id, vanaf_nr) VALUES ($1, $2, $3, $4)"
);
sql!(
    HERKOMST = "SELECT f.gemeente FROM gemeentefeit f WHERE f.dossier_id = $1 AND f.soort = 'herkomst' AND f.tot_nr IS NULL
    ORDER BY f.geldig_van DESC, f.gemeentefeit_id DESC LIMIT 1"
);
sql!(
    ZORG = "SELECT l.dossier_id, t.toewijzing_id, t.aanbieder_id, t.productcode, t.eenheid, l.geldig_van, l.geldig_tot
    FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL
    WHERE l.dossier_id = $1 AND l.tot_nr IS NULL ORDER BY l.geldig_van LIMIT 500"
);
sql!(
    PRIJZEN = "SELECT p.tarief_cent, p.geldig_van, p.geldig_tot FROM tarief p JOIN contract c ON c.contract_id = p.contract_id AND c.tot_nr IS NULL
    WHERE c.aanbieder_id = $1 AND p.productcode = $2 AND p.tot_nr IS NULL ORDER BY p.geldig_van LIMIT 200"
);
sql!(
    ELDERS = "SELECT x.herkomst, count(*) FROM (SELECT d.dossier_id,
      (SELECT f.gemeente FROM gemeentefeit f WHERE f.dossier_id = d.dossier_id AND f.soort = 'herkomst' AND f.tot_nr IS NULL
       ORDER BY f.geldig_van DESC, f.gemeentefeit_id DESC LIMIT 1) AS herkomst
      FROM dossier d WHERE d.tot_nr IS NULL AND (
        EXISTS (SELECT 1 FROM levering l WHERE l.dossier_id = d.dossier_id AND l.tot_nr IS NULL AND l.geldig_van <= $1
          AND (l.geldig_tot IS NULL OR $1 < l.geldig_tot))
        OR EXISTS (SELECT 1 FROM indicatie i WHERE i.dossier_id = d.dossier_id AND i.tot_nr IS NULL AND i.leveringsvorm = 'pgb'
          AND i.geldig_van <= $1 AND (i.geldig_tot IS NULL OR $1 < i.geldig_tot)))) x
    WHERE x.herkomst IS NOT NULL GROUP BY x.herkomst ORDER BY x.herkomst LIMIT 400"
);
sql!(
    DOSSIERS_VAN = "SELECT d.dossier_id FROM dossier d WHERE d.tot_nr IS NULL
      AND (SELECT f.gemeente FROM gemeentefeit f WHERE f.dossier_id = d.dossier_id AND f.soort = 'herkomst' AND f.tot_nr IS NULL
       ORDER BY f.geldig_van DESC, f.gemeentefeit_id DESC LIMIT 1) = $1
      AND (EXISTS (SELECT 1 FROM levering l WHERE l.dossier_id = d.dossier_id AND l.tot_nr IS NULL)
        OR EXISTS (SELECT 1 FROM boeking b WHERE b.dossier_id = d.dossier_id AND b.soort = 'gedeclareerd')
        OR EXISTS (SELECT 1 FROM indicatie i WHERE i.dossier_id = d.dossier_id AND i.tot_nr IS NULL AND i.leveringsvorm = 'pgb'))
    ORDER BY d.dossier_id LIMIT 200"
);
sql!(
    FACTUREN = "SELECT f.factuur_id, f.overeenkomst_id, f.gemeente, f.nummer, f.van, f.tot, f.bedrag_cent,
      (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = f.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1)
    FROM factuur f ORDER BY f.factuur_id DESC LIMIT 500"
);
sql!(
    FACTUUR = "SELECT f.factuur_id, f.overeenkomst_id, f.gemeente, f.nummer, f.van, f.tot, f.bedrag_cent,
      (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = f.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1)
    FROM factuur f WHERE f.factuur_id = $1"
);
sql!(
    REGELS = "SELECT r.factuurregel_id, r.dossier_id, r.toewijzing_id, r.productcode, r.van, r.tot, r.dagen, r.tarief_cent, r.bedrag_cent,
      x.declaratieregel_id, x.eenheid, x.aantal, b.boeking_id, d.referentie
    FROM factuurregel r LEFT JOIN factuurregeldeclaratie x ON x.factuurregel_id = r.factuurregel_id
    LEFT JOIN declaratieregel d ON d.declaratieregel_id = x.declaratieregel_id
    LEFT JOIN boeking b ON b.declaratieregel_id = x.declaratieregel_id AND b.soort = 'gedeclareerd'
    WHERE r.factuur_id = $1 ORDER BY r.factuurregel_id LIMIT 5000"
);
sql!(
    STAPPEN = "SELECT stand, reden, op, volgnr FROM factuurstap WHERE factuur_id = $1 ORDER BY factuurstap_id LIMIT 200"
);
sql!(INHOUD = "SELECT inhoud, sha256 FROM factuur WHERE factuur_id = $1");
sql!(AANTAL = "SELECT count(*) FROM factuur WHERE nummer >= $1 AND nummer < $2");
sql!(
    OVERLAP = "SELECT count(*) FROM factuurregel r WHERE r.dossier_id = $1 AND r.van < $3 AND $2 < r.tot
      AND NOT EXISTS (SELECT 1 FROM factuurregeldeclaratie x WHERE x.factuurregel_id = r.factuurregel_id)
      AND (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = r.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'"
);
sql!(
    LEG_FACTUUR = "INSERT INTO factuur (factuur_id, overeenkomst_id, gemeente, nummer, van, tot, bedrag_cent, inhoud, sha256, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    LEG_REGEL = "INSERT INTO factuurregel (factuurregel_id, factuur_id, dossier_id, toewijzing_id, productcode, van, tot, dagen, tarief_cent, bedrag_cent, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);
sql!(
    LEG_DECLARATIE = "INSERT INTO factuurregeldeclaratie (factuurregel_id, declaratieregel_id, eenheid, aantal, nr) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    LEG_STAP = "INSERT INTO factuurstap (factuurstap_id, factuur_id, stand, reden, op, volgnr, nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);

impl OvereenkomstRij {
    /// As the rules want it.
    pub fn kern(&self, clienten: &[ClientRij]) -> Result<Verrekenovereenkomst, Fout> {
        let geldig = Periode::nieuw(self.geldig_van, self.geldig_tot)
            .ok_or_else(|| Fout::nieuw("overeenkomst: lege periode"))?;
        Ok(Verrekenovereenkomst {
            gemeente: self.gemeente,
            geldig,
            clienten: clienten.iter().map(|c| c.dossier_id.to_string()).collect(),
            document: self.document.clone(),
        })
    }
}

impl RegelRij {
    /// How much: `31 etmalen`, `12 uur`.
    pub fn hoeveel(&self) -> String {
        match (self.aantal, &self.eenheid) {
            (Some(n), Some(e)) => aantal_tekst(n, e),
            (None, _) | (_, None) => aantal_tekst(self.dagen, "etmaal"),
        }
    }
    /// The price per unit; empty when the amount itself was declared.
    pub fn tarief(&self) -> String {
        if self.eenheid.as_deref() == Some("euro") { String::new() } else { self.tarief_cent.to_string() }
    }
}

impl FactuurRij {
    /// The days it is about.
    pub fn periode(&self) -> Option<Periode> {
        Periode::nieuw(self.van, Some(self.tot))
    }

    /// Its newest state.
    pub fn stand(&self) -> Result<Factuurstand, Fout> {
        Factuurstand::lees(&self.stand).map_err(|e| Fout::nieuw(format!("factuur: {e}")))
    }
}

/// All agreements, the newest first.
pub async fn alle(db: &impl Leest) -> Result<Vec<OvereenkomstRij>, Fout> {
    db.alle(ALLE, &[]).await
}

/// One agreement.
pub async fn een(db: &impl Leest, id: i64) -> Result<Option<OvereenkomstRij>, Fout> {
    db.een(EEN, &[v(&id)]).await
}

/// Records an agreement.
pub async fn leg_vast(tx: &mut Tx, r: &OvereenkomstRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.overeenkomst_id),
        v(&r.gemeente),
        t(&r.document),
        o(&r.stuk_id),
        v(&r.geldig_van),
        o(&r.geldig_tot),
        v(&nr),
    ];
    tx.voer(LEG, &args).await?;
    Ok(())
}

/// Who an agreement is about.
pub async fn clienten(db: &impl Leest, overeenkomst: i64) -> Result<Vec<ClientRij>, Fout> {
    db.alle(CLIENTEN, &[v(&overeenkomst)]).await
}

/// Adds a client to an agreement.
pub async fn leg_client_vast(tx: &mut Tx, overeenkomst: i64, dossier: DossierId) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    tx.voer(LEG_CLIENT, &[v(&id), v(&overeenkomst), v(&dossier), v(&nr)]).await?;
    Ok(())
}

/// The gemeente van herkomst that a dossier names today.
pub async fn herkomst(db: &impl Leest, dossier: DossierId) -> Result<Option<Gemeentecode>, Fout> {
    Ok(db.een::<(Gemeentecode,)>(HERKOMST, &[v(&dossier)]).await?.map(|r| r.0))
}

/// Care of a dossier that was delivered, in every unit.
pub async fn zorg(db: &impl Leest, dossier: DossierId) -> Result<Vec<ZorgRij>, Fout> {
    db.alle(ZORG, &[v(&dossier)]).await
}

/// The prices of a product at an aanbieder, by first day.
pub async fn prijzen(db: &impl Leest, aanbieder: AanbiederId, product: &str) -> Result<Vec<PrijsRij>, Fout> {
    db.alle(PRIJZEN, &[v(&aanbieder), t(product)]).await
}

/// How many people from each gemeente get care or a pgb on a day.
pub async fn van_elders(db: &impl Leest, op: Datum) -> Result<Vec<VanElders>, Fout> {
    db.alle(ELDERS, &[v(&op)]).await
}

/// Dossiers that come from a gemeente and have or had care or a pgb, at most 200.
pub async fn dossiers_van(db: &impl Leest, g: Gemeentecode) -> Result<Vec<DossierId>, Fout> {
    Ok(db.alle::<(DossierId,)>(DOSSIERS_VAN, &[v(&g)]).await?.into_iter().map(|r| r.0).collect())
}

/// All invoices, the newest first.
pub async fn facturen(db: &impl Leest) -> Result<Vec<FactuurRij>, Fout> {
    db.alle(FACTUREN, &[]).await
}

/// One invoice.
pub async fn factuur(db: &impl Leest, id: i64) -> Result<Option<FactuurRij>, Fout> {
    db.een(FACTUUR, &[v(&id)]).await
}

/// The lines of an invoice.
pub async fn regels(db: &impl Leest, factuur: i64) -> Result<Vec<RegelRij>, Fout> {
    db.alle(REGELS, &[v(&factuur)]).await
}

/// What happened to an invoice, in order.
pub async fn stappen(db: &impl Leest, factuur: i64) -> Result<Vec<StapRij>, Fout> {
    db.alle(STAPPEN, &[v(&factuur)]).await
}

/// The letter, encrypted, and its hash.
pub async fn inhoud(db: &impl Leest, factuur: i64) -> Result<Option<(Vec<u8>, String)>, Fout> {
    db.een(INHOUD, &[v(&factuur)]).await
}

/// The number of the next invoice of a year.
pub async fn volgend_nummer(db: &impl Leest, jaar: i16) -> Result<String, Fout> {
    let (van, tot) = (format!("BW-{jaar}-"), format!("BW-{}-", jaar + 1));
    let (n,): (i64,) = db.een(AANTAL, &[t(&van), t(&tot)]).await?.unwrap_or((0,));
    Ok(format!("{van}{:04}", n + 1))
}

/// Whether days of care per etmaal of a client in a period are on an invoice that was not withdrawn.
pub async fn al_gefactureerd(
    db: &impl Leest,
    dossier: DossierId,
    van: Datum,
    tot: Datum,
) -> Result<bool, Fout> {
    let (n,): (i64,) = db.een(OVERLAP, &[v(&dossier), v(&van), v(&tot)]).await?.unwrap_or((0,));
    Ok(n > 0)
}

/// Records an invoice with its lines; the letter is encrypted already.
pub async fn leg_factuur_vast(
    tx: &mut Tx,
    f: &FactuurRij,
    regels: &[RegelRij],
    brief: (&[u8], &str),
) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&f.factuur_id),
        v(&f.overeenkomst_id),
        v(&f.gemeente),
        t(&f.nummer),
        v(&f.van),
        v(&f.tot),
        v(&f.bedrag_cent),
        v(&brief.0.to_vec()),
        t(brief.1),
        v(&nr),
    ];
    tx.voer(LEG_FACTUUR, &args).await?;
    for r in regels {
        let id = tx.nieuw_id()?;
        let args = [
            v(&id),
            v(&f.factuur_id),
            v(&r.dossier_id),
            v(&r.toewijzing_id),
            t(&r.productcode),
            v(&r.van),
            v(&r.tot),
            v(&r.dagen),
            v(&r.tarief_cent),
            v(&r.bedrag_cent),
            v(&nr),
        ];
        tx.voer(LEG_REGEL, &args).await?;
        if let (Some(regel), Some(eenheid), Some(aantal)) = (r.declaratieregel_id, &r.eenheid, r.aantal) {
            tx.voer(LEG_DECLARATIE, &[v(&id), v(&regel), t(eenheid), v(&aantal), v(&nr)]).await?;
        }
    }
    Ok(())
}

/// Records what happened to an invoice, with the entry of the boek that belongs to it.
pub async fn leg_stap_vast(
    tx: &mut Tx,
    factuur: i64,
    stand: Factuurstand,
    reden: &str,
    volgnr: Option<i64>,
) -> Result<(), Fout> {
    let (id, nr, op) = (tx.nieuw_id()?, tx.nr(), tx.vandaag());
    let args = [v(&id), v(&factuur), t(stand.code()), t(reden), v(&op), o(&volgnr), v(&nr)];
    tx.voer(LEG_STAP, &args).await?;
    Ok(())
}
