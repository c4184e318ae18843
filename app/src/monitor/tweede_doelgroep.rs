//! The second road for who the cliënten are: age, aanbieder, and how self-reliant the group became.

use super::{opslag::aanbiedercode, tweede_weg::Cijfers};
use crate::huis::{
    Fout,
    opslag::{Leest, sql, v},
};
use crate::rij;
use kern::monitor::ZRM_GROEP_MIN;
use kern::stam::{Datum, Peil};

// $1 is the day, $2 the last act that counts.
sql!(
    CLIENTEN = "WITH f AS (
       SELECT i.dossier_id, i.indicatie_id, i.vorm,
              ROW_NUMBER() OVER (PARTITION BY i.dossier_id ORDER BY CASE i.vorm WHEN 'bw' THEN 0 WHEN 'bt' THEN 1 ELSE 2 END,
                                 i.geldig_van DESC, i.indicatie_id DESC) AS plaats
         FROM indicatie i
        WHERE i.geldig_van <= $1 AND (i.geldig_tot IS NULL OR $1 < i.geldig_tot)
          AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)),
     c AS (
       SELECT (SELECT n.geboortedatum FROM dossier d JOIN inwoner n ON n.inwoner_id = d.inwoner_id
                WHERE d.dossier_id = f.dossier_id AND n.vanaf_nr <= $2 AND (n.tot_nr IS NULL OR $2 < n.tot_nr) LIMIT 1) AS geboren,
              COALESCE((SELECT t.aanbieder_id FROM toewijzing t
                         WHERE t.dossier_id = f.dossier_id AND t.indicatie_id = f.indicatie_id AND t.status <> 'ingetrokken'
                           AND t.geldig_van <= $1 AND (t.geldig_tot IS NULL OR $1 < t.geldig_tot)
                           AND t.vanaf_nr <= $2 AND (t.tot_nr IS NULL OR $2 < t.tot_nr)
                         ORDER BY t.geldig_van DESC, t.toewijzing_id DESC LIMIT 1),
                       (SELECT t.aanbieder_id FROM toewijzing t
                         WHERE t.dossier_id = f.dossier_id AND t.status <> 'ingetrokken'
                           AND t.geldig_van <= $1 AND (t.geldig_tot IS NULL OR $1 < t.geldig_tot)
                           AND t.vanaf_nr <= $2 AND (t.tot_nr IS NULL OR $2 < t.tot_nr)
                         ORDER BY t.geldig_van DESC, t.toewijzing_id DESC LIMIT 1)) AS aanbieder
         FROM f WHERE f.plaats = 1 AND f.vorm IN ('bw', 'bt'))
     SELECT geboren, aanbieder, count(*) FROM c GROUP BY geboren, aanbieder"
);
sql!(
    ZRM = "WITH s AS (
       SELECT dossier_id, leefgebied, gemeten_op, oordeel,
              ROW_NUMBER() OVER (PARTITION BY dossier_id, leefgebied ORDER BY gemeten_op, leefgebiedscore_id) AS eerst,
              ROW_NUMBER() OVER (PARTITION BY dossier_id, leefgebied ORDER BY gemeten_op DESC, leefgebiedscore_id DESC) AS laatst
         FROM leefgebiedscore
        WHERE oordeel IN ('1', '2', '3', '4', '5') AND gemeten_op <= $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr))
     SELECT a.leefgebied, count(*), CAST(sum(CASE WHEN b.oordeel > a.oordeel THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN b.oordeel < a.oordeel THEN 1 ELSE 0 END) AS BIGINT)
       FROM s a JOIN s b ON b.dossier_id = a.dossier_id AND b.leefgebied = a.leefgebied AND b.laatst = 1
      WHERE a.eerst = 1 AND a.gemeten_op < b.gemeten_op GROUP BY a.leefgebied"
);

rij! { /// Cliënten who were born on one day and have one aanbieder.
pub struct Groep { geboren: Option<Datum>, aanbieder: Option<i64>, n: i64 } }

rij! { /// How a leefgebied changed: persons, forward, back.
pub struct Gebied { leefgebied: String, n: i64, vooruit: i64, achteruit: i64 } }

/// The classes of the plan, from their own numbers.
fn klasse(geboren: Datum, op: Datum) -> &'static str {
    let verjaard = (geboren.maand(), geboren.dag()) <= (op.maand(), op.dag());
    match op.jaar() - geboren.jaar() - i16::from(!verjaard) {
        ..18 => "tot_18",
        18..23 => "18_22",
        23..30 => "23_29",
        30..40 => "30_39",
        40..50 => "40_49",
        50..65 => "50_64",
        65.. => "65_plus",
    }
}

/// Cliënten by age and aanbieder.
pub(super) async fn clienten(db: &impl Leest, peil: Peil) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    for g in db.alle::<Groep>(CLIENTEN, &[v(&peil.op), v(&peil.bekend)]).await? {
        let leeftijd = g.geboren.map_or("onbekend", |d| klasse(d, peil.op));
        let aanbieder = g.aanbieder.map_or_else(|| "onbekend".to_owned(), aanbiedercode);
        *uit.entry(format!("{leeftijd} {aanbieder}")).or_default() += g.n;
    }
    Ok(uit)
}

/// Who went forward and back per leefgebied; groups only.
pub(super) async fn zrm(db: &impl Leest, peil: Peil) -> Result<Cijfers, Fout> {
    let mut uit = Cijfers::new();
    let rijen: Vec<Gebied> = db.alle(ZRM, &[v(&peil.op), v(&peil.bekend)]).await?;
    for r in rijen.into_iter().filter(|r| r.n >= ZRM_GROEP_MIN) {
        uit.insert(format!("{} alle", r.leefgebied), r.n);
        uit.insert(format!("{} vooruit", r.leefgebied), r.vooruit);
        uit.insert(format!("{} achteruit", r.leefgebied), r.achteruit);
    }
    Ok(uit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kern::monitor::{Code, Codes};

    #[test]
    fn beide_wegen_kennen_dezelfde_leeftijden() {
        let op = Datum::lees("2026-03-01").expect("test date");
        let codes = Codes::default();
        for dagen in 0..36_000 {
            let geboren = op.plus_dagen(-dagen);
            let kern = codes.tekst(Code::van_leeftijd(geboren.leeftijd_op(op)));
            assert_eq!(klasse(geboren, op), kern, "{geboren}");
        }
    }
}
