//! Stays on our side, and comparisons with their differences, in the database.

use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::Cakverschil;
use kern::stam::{Cent, Datum, DossierId, InwonerId};

rij! {
    /// A stay in beschermd wonen, as our administration has it.
    pub struct VerblijfRij { inwoner_id: InwonerId, dossier_id: DossierId, van: Datum, tot: Option<Datum>, leveringsvorm: String, productcode: String }
}
rij! {
    /// A month that went to the CAK.
    pub struct AanleveringRij { maand: Datum, aantal: i64, op: Datum }
}
rij! {
    /// A comparison as stored, with how many differences it found and how many have an outcome.
    pub struct VergelijkingRij { cakvergelijking_id: i64, vanaf: Datum, op: Datum, van_ons: i64, van_cak: i64, verschillen: i64, klaar: i64 }
}
rij! {
    /// A difference as stored, with its newest outcome.
    pub struct VerschilRij {
        cakverschil_id: i64, dossier_id: Option<DossierId>, regelnr: Option<i64>, soort: String, van: Datum, ons_tot: Option<Datum>,
        cak_tot: Option<Datum>, ons_cent: Option<Cent>, cak_cent: Option<Cent>, uitkomst: Option<String>, toelichting: Option<String>,
    }
}

sql!(
    VERBLIJVEN = "SELECT d.inwoner_id, d.dossier_id, l.geldig_van, l.geldig_tot, 'zin', t.productcode
    FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.tot_nr IS NULL
    JOIN product p ON p.productcode = t.productcode AND p.tot_nr IS NULL
    JOIN dossier d ON d.dossier_id = l.dossier_id AND d.tot_nr IS NULL
    WHERE l.tot_nr IS NULL AND p.vorm = 'bw' AND (l.geldig_tot IS NULL OR $1 < l.geldig_tot) AND l.geldig_van < $2
    UNION ALL
    SELECT d.inwoner_id, d.dossier_id, i.geldig_van, i.geldig_tot, 'pgb', i.productcode
    FROM indicatie i JOIN dossier d ON d.dossier_id = i.dossier_id AND d.tot_nr IS NULL
    WHERE i.tot_nr IS NULL AND i.vorm = 'bw' AND i.leveringsvorm = 'pgb' AND (i.geldig_tot IS NULL OR $1 < i.geldig_tot) AND i.geldig_van < $2
    ORDER BY 3, 2"
);
sql!(MET_BSN = "SELECT inwoner_id FROM inwoner WHERE bsn_index = $1 AND tot_nr IS NULL");
sql!(VAN_DOSSIER = "SELECT inwoner_id FROM dossier WHERE dossier_id = $1 AND tot_nr IS NULL");
sql!(
    AANLEVERINGEN = "SELECT maand, aantal, op FROM cakaanlevering ORDER BY cakaanlevering_id DESC LIMIT 100"
);
sql!(
    LEG_AANLEVERING = "INSERT INTO cakaanlevering (cakaanlevering_id, maand, aantal, sha256, op, nr) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    VERGELIJKINGEN = "SELECT c.cakvergelijking_id, c.vanaf, c.op, c.van_ons, c.van_cak,
      (SELECT count(*) FROM cakverschil x WHERE x.cakvergelijking_id = c.cakvergelijking_id),
      (SELECT count(*) FROM cakverschil x WHERE x.cakvergelijking_id = c.cakvergelijking_id
        AND EXISTS (SELECT 1 FROM cakuitkomst u WHERE u.cakverschil_id = x.cakverschil_id))
    FROM cakvergelijking c ORDER BY c.cakvergelijking_id DESC LIMIT 100"
);
sql!(
    VERSCHILLEN = "SELECT x.cakverschil_id,
      (SELECT d.dossier_id FROM dossier d WHERE d.inwoner_id = x.inwoner_id AND d.tot_nr IS NULL ORDER BY d.dossier_id DESC LIMIT 1),
      x.regelnr, x.soort, x.van, x.ons_tot, x.cak_tot, x.ons_cent, x.cak_cent,
      (SELECT u.uitkomst FROM cakuitkomst u WHERE u.cakverschil_id = x.cakverschil_id ORDER BY u.cakuitkomst_id DESC LIMIT 1),
      (SELECT u.toelichting FROM cakuitkomst u WHERE u.cakverschil_id = x.cakverschil_id ORDER BY u.cakuitkomst_id DESC LIMIT 1)
    FROM cakverschil x WHERE x.cakvergelijking_id = $1 ORDER BY x.cakverschil_id LIMIT 1000"
);
sql!(
    LEG_VERGELIJKING =
        "INSERT INTO cakvergelijking (cakvergelijking_id, vanaf, op, van_ons, van_cak, inhoud, sha256, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    LEG_VERSCHIL = "INSERT INTO cakverschil (cakverschil_id, cakvergelijking_id, inwoner_id, regelnr, soort, van, ons_tot, cak_tot, ons_cent, cak_cent, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);
sql!(
    LEG_UITKOMST = "INSERT INTO cakuitkomst (cakuitkomst_id, cakverschil_id, uitkomst, toelichting, op, nr) VALUES ($1, $2, $3, $4, $5, $6)"
);

/// Stays that ran in a period, zorg in natura and pgb.
pub async fn verblijven(db: &impl Leest, van: Datum, tot: Datum) -> Result<Vec<VerblijfRij>, Fout> {
    db.alle(VERBLIJVEN, &[v(&van), v(&tot)]).await
}

/// Who has a burgerservicenummer, by its blind index.
pub async fn met_bsn(db: &impl Leest, index: &str) -> Result<Option<InwonerId>, Fout> {
    Ok(db.een::<(InwonerId,)>(MET_BSN, &[t(index)]).await?.map(|r| r.0))
}

/// Who a dossier is about.
pub async fn van_dossier(db: &impl Leest, dossier: i64) -> Result<Option<InwonerId>, Fout> {
    Ok(db.een::<(InwonerId,)>(VAN_DOSSIER, &[v(&dossier)]).await?.map(|r| r.0))
}

/// The months that went to the CAK, the newest first.
pub async fn aanleveringen(db: &impl Leest) -> Result<Vec<AanleveringRij>, Fout> {
    db.alle(AANLEVERINGEN, &[]).await
}

/// Records that a month went to the CAK.
pub async fn leg_aanlevering_vast(tx: &mut Tx, maand: Datum, aantal: i64, sha256: &str) -> Result<(), Fout> {
    let (id, op, nr) = (tx.nieuw_id()?, tx.vandaag(), tx.nr());
    tx.voer(LEG_AANLEVERING, &[v(&id), v(&maand), v(&aantal), t(sha256), v(&op), v(&nr)]).await?;
    Ok(())
}

/// All comparisons, the newest first.
pub async fn vergelijkingen(db: &impl Leest) -> Result<Vec<VergelijkingRij>, Fout> {
    db.alle(VERGELIJKINGEN, &[]).await
}

/// The differences of a comparison.
pub async fn verschillen(db: &impl Leest, id: i64) -> Result<Vec<VerschilRij>, Fout> {
    db.alle(VERSCHILLEN, &[v(&id)]).await
}

/// A comparison to record; their file is encrypted already.
#[derive(Debug)]
pub struct Nieuw<'a> {
    /// Stays that ran since this day were compared.
    pub vanaf: Datum,
    /// Stays on our side, and on theirs.
    pub aantallen: (i64, i64),
    /// Their file, encrypted, and its hash.
    pub bestand: (Vec<u8>, String),
    /// What differs.
    pub verschillen: &'a [Cakverschil],
    /// Lines about persons that we do not know: line, first day, first day no longer.
    pub onbekend: &'a [(i64, Datum, Option<Datum>)],
}

/// Records a comparison.
pub async fn leg_vergelijking_vast(tx: &mut Tx, id: i64, n: &Nieuw<'_>) -> Result<(), Fout> {
    let (op, nr) = (tx.vandaag(), tx.nr());
    let (ons, cak) = n.aantallen;
    let args = [v(&id), v(&n.vanaf), v(&op), v(&ons), v(&cak), v(&n.bestand.0), t(&n.bestand.1), v(&nr)];
    tx.voer(LEG_VERGELIJKING, &args).await?;
    for x in n.verschillen {
        let (soort, wij, cak) = match x {
            Cakverschil::OntbreektBijCak(r) => ("ontbreekt_cak", Some(r), None),
            Cakverschil::OntbreektBijOns(r) => ("ontbreekt_ons", None, Some(r)),
            Cakverschil::AnderEinde { wij, cak } => ("ander_einde", Some(wij), Some(cak)),
            Cakverschil::AnderBedrag { wij, cak } => ("ander_bedrag", Some(wij), Some(cak)),
        };
        let van = wij.or(cak).map_or(n.vanaf, |r| r.periode.van());
        let sleutel = tx.nieuw_id()?;
        let args = [
            v(&sleutel),
            v(&id),
            v(&x.inwoner()),
            o(&None::<i64>),
            t(soort),
            v(&van),
            o(&wij.and_then(|r| r.periode.tot())),
            o(&cak.and_then(|r| r.periode.tot())),
            o(&wij.and_then(|r| r.maandbedrag)),
            o(&cak.and_then(|r| r.maandbedrag)),
            v(&nr),
        ];
        tx.voer(LEG_VERSCHIL, &args).await?;
    }
    for (regelnr, van, tot) in n.onbekend {
        let sleutel = tx.nieuw_id()?;
        let args = [
            v(&sleutel),
            v(&id),
            o(&None::<InwonerId>),
            v(regelnr),
            t("onbekend"),
            v(van),
            o(&None::<Datum>),
            o(tot),
            o(&None::<Cent>),
            o(&None::<Cent>),
            v(&nr),
        ];
        tx.voer(LEG_VERSCHIL, &args).await?;
    }
    Ok(())
}

/// Records what was done about a difference.
pub async fn leg_uitkomst_vast(
    tx: &mut Tx,
    verschil: i64,
    uitkomst: &str,
    toelichting: &str,
) -> Result<(), Fout> {
    let (id, op, nr) = (tx.nieuw_id()?, tx.vandaag(), tx.nr());
    tx.voer(LEG_UITKOMST, &[v(&id), v(&verschil), t(uitkomst), t(toelichting), v(&op), v(&nr)]).await?;
    Ok(())
}
