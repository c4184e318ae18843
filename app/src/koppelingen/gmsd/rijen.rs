//! The rows of the file: one per indicatie that held in the half-year.

use crate::huis::{
    Fout,
    opslag::{Leest, sql, v},
};
use crate::rij;
use kern::stam::{Datum, Gemeentecode, JournaalNr, Periode};

// $1 and $2 are the first day and the day after the last; $3 is the last act that counts.
sql!(
    RIJEN = "SELECT i.dossier_id, i.indicatie_id,
            COALESCE((SELECT r.gemeente FROM verantwoordelijke r WHERE r.dossier_id = i.dossier_id AND r.regime = 'R0' AND r.gemeente <> ''
                         AND r.bevestigd_op < $2 AND r.vanaf_nr <= $3 AND (r.tot_nr IS NULL OR $3 < r.tot_nr)
                       ORDER BY r.bevestigd_op DESC, r.verantwoordelijke_id DESC LIMIT 1), d.gemeente) AS gemeente,
            (SELECT n.bsn_versleuteld FROM inwoner n WHERE n.inwoner_id = d.inwoner_id AND n.tot_nr IS NULL) AS bsn,
            (SELECT p.categorie FROM product p WHERE p.productcode = i.productcode AND p.vanaf_nr <= $3
                AND (p.tot_nr IS NULL OR $3 < p.tot_nr) LIMIT 1) AS categorie,
            i.geldig_van, i.geldig_tot, i.leveringsvorm, i.omvang, i.eenheid, i.frequentie,
            (SELECT min(l.geldig_van) FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id
                AND t.vanaf_nr <= $3 AND (t.tot_nr IS NULL OR $3 < t.tot_nr)
              WHERE l.dossier_id = i.dossier_id AND t.indicatie_id = i.indicatie_id AND l.vanaf_nr <= $3 AND (l.tot_nr IS NULL OR $3 < l.tot_nr)) AS start_op,
            (SELECT CASE WHEN count(*) = count(l.geldig_tot) THEN max(l.geldig_tot) END FROM levering l
                JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id AND t.vanaf_nr <= $3 AND (t.tot_nr IS NULL OR $3 < t.tot_nr)
              WHERE l.dossier_id = i.dossier_id AND t.indicatie_id = i.indicatie_id AND l.vanaf_nr <= $3 AND (l.tot_nr IS NULL OR $3 < l.tot_nr)) AS stop_op,
            COALESCE((SELECT max(l.stop_reden) FROM levering l JOIN toewijzing t ON t.toewijzing_id = l.toewijzing_id
                AND t.vanaf_nr <= $3 AND (t.tot_nr IS NULL OR $3 < t.tot_nr)
              WHERE l.dossier_id = i.dossier_id AND t.indicatie_id = i.indicatie_id AND l.geldig_tot IS NOT NULL AND l.vanaf_nr <= $3
                AND (l.tot_nr IS NULL OR $3 < l.tot_nr)), '') AS reden,
            CAST(COALESCE((SELECT sum(b.bedrag_cent) FROM boeking b WHERE b.dossier_id = i.dossier_id AND b.indicatie_id = i.indicatie_id
                AND b.soort = 'betaald' AND $1 <= b.maand AND b.maand < $2 AND b.nr <= $3), 0) AS BIGINT) AS betaald
       FROM indicatie i JOIN dossier d ON d.dossier_id = i.dossier_id AND d.vanaf_nr <= $3 AND (d.tot_nr IS NULL OR $3 < d.tot_nr)
      WHERE i.geldig_van < $2 AND (i.geldig_tot IS NULL OR $1 < i.geldig_tot) AND i.vanaf_nr <= $3 AND (i.tot_nr IS NULL OR $3 < i.tot_nr)
      ORDER BY gemeente, i.dossier_id, i.geldig_van, i.indicatie_id"
);

rij! { /// An indicatie with what was delivered and paid.
pub struct Rij {
    /// Dossier.
    dossier_id: i64,
    /// Indicatie.
    indicatie_id: i64,
    /// Responsible gemeente at the end of the half-year.
    gemeente: Gemeentecode,
    /// BSN, encrypted.
    bsn: Option<Vec<u8>>,
    /// Product category.
    categorie: Option<String>,
    /// First day of the indicatie.
    geldig_van: Datum,
    /// First day no longer.
    geldig_tot: Option<Datum>,
    /// zin or pgb.
    leveringsvorm: String,
    /// Volume.
    omvang: i64,
    /// Unit.
    eenheid: String,
    /// Per what.
    frequentie: String,
    /// First day of care.
    start_op: Option<Datum>,
    /// First day without care, when all care ended.
    stop_op: Option<Datum>,
    /// iWmo code of the stop.
    reden: String,
    /// Paid in the half-year, cents.
    betaald: i64,
} }

/// All rows of a half-year as known after an act.
pub(super) async fn alle(db: &impl Leest, p: Periode, bekend: JournaalNr) -> Result<Vec<Rij>, Fout> {
    let tot = p.tot().unwrap_or(p.van());
    db.alle(RIJEN, &[v(&p.van()), v(&tot), v(&bekend)]).await
}
