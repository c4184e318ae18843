//! Proof that levering agrees with itself: places, grants, reports and messages.

use super::{
    opslag,
    verloop::{LeveringRij, RegieRij},
};
use crate::{
    huis::opslag::{Fout, Leest, sql},
    inkoop::opslag::{alle_capaciteitrijen, capaciteit_uit, periode},
    rij,
};
use kern::inkoop::Capaciteit;
use kern::levering::{Levering, Leveringsmelding, plaats_vrij, stand_van};
use kern::stam::{AanbiederId, Datum, Gemeentecode, Peil, Periode};
use std::collections::BTreeMap;

/// Findings of one kind that are written out.
const BEVINDINGEN_MAX: usize = 20;

rij! {
    /// An accepted report with its toewijzing.
    pub struct MeldingRij {
        toewijzing_id: i64, soort: String, begin_op: Datum, eind_op: Option<Datum>, reden: String, vervalt: bool,
    }
}

sql!(
    BUITEN_INDICATIE = "SELECT t.toewijzing_id, t.dossier_id FROM toewijzing t JOIN indicatie i ON i.indicatie_id = t.indicatie_id AND i.tot_nr IS NULL
    WHERE t.tot_nr IS NULL AND t.status <> 'ingetrokken' AND t.geldig_tot IS NOT NULL AND t.geldig_tot > t.geldig_van
      AND (t.geldig_van < i.geldig_van OR (i.geldig_tot IS NOT NULL AND t.geldig_tot > i.geldig_tot)) ORDER BY t.toewijzing_id LIMIT 20"
);
sql!(
    PGB_TOEGEWEZEN = "SELECT t.toewijzing_id, t.dossier_id FROM toewijzing t JOIN indicatie i ON i.indicatie_id = t.indicatie_id AND i.tot_nr IS NULL
    WHERE t.tot_nr IS NULL AND t.status <> 'ingetrokken' AND i.leveringsvorm = 'pgb' ORDER BY t.toewijzing_id LIMIT 20"
);
sql!(
    DUBBEL_NUMMER = "SELECT nummer, count(DISTINCT toewijzing_id) FROM toewijzing GROUP BY nummer
    HAVING count(DISTINCT toewijzing_id) > 1 ORDER BY nummer LIMIT 20"
);
sql!(
    ZONDER_GEVOLG = "SELECT b.bericht_id, b.bericht_id FROM bericht b WHERE b.richting = 'in'
      AND NOT EXISTS (SELECT 1 FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id) ORDER BY b.bericht_id LIMIT 20"
);
sql!(
    MEER_ANTWOORDEN =
        "SELECT antwoord_op, count(*) FROM bericht WHERE antwoord_op IS NOT NULL AND richting = 'uit' GROUP BY antwoord_op
    HAVING count(*) > 1 ORDER BY antwoord_op LIMIT 20"
);
sql!(
    VERWERKT_ZONDER_ANTWOORD = "SELECT b.bericht_id, b.bericht_id FROM bericht b WHERE b.richting = 'in' AND b.soort IN ('WMO305', 'WMO307', 'WMO323')
      AND EXISTS (SELECT 1 FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id AND g.uitkomst = 'verwerkt')
      AND NOT EXISTS (SELECT 1 FROM bericht a WHERE a.antwoord_op = b.bericht_id) ORDER BY b.bericht_id LIMIT 20"
);
sql!(
    EINDIGT_ZONDER_ANTWOORD = "SELECT s.bericht_id, s.bericht_id FROM berichtstand s
    WHERE s.richting = 'in' AND s.soort IN ('WMO305', 'WMO307', 'WMO315', 'WMO317', 'WMO323') AND s.stand IN ('afgekeurd', 'afgehandeld')
      AND NOT EXISTS (SELECT 1 FROM bericht a WHERE a.antwoord_op = s.bericht_id)
      AND NOT EXISTS (SELECT 1 FROM berichtgevolg g WHERE g.bericht_id = s.bericht_id AND g.regel IN ('BER-02', 'BER-15'))
    ORDER BY s.bericht_id LIMIT 20"
);
sql!(
    MELDINGEN = "SELECT toewijzing_id, soort, begin_op, eind_op, reden, vervalt FROM regiebericht ORDER BY toewijzing_id, regiebericht_id"
);
sql!(
    LEVERINGEN = "SELECT levering_id, toewijzing_id, dossier_id, geldig_van, geldig_tot, stop_reden, bericht_id FROM levering
    WHERE tot_nr IS NULL AND bericht_id IS NOT NULL ORDER BY toewijzing_id, geldig_van"
);

/// What is wrong with levering, as Dutch sentences; none when all agrees. At most twenty of a kind.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let toetsen: [(&'static str, &str); 7] = [
        (BUITEN_INDICATIE, "een toewijzing valt buiten haar indicatie"),
        (PGB_TOEGEWEZEN, "er is een toewijzing op een pgb"),
        (DUBBEL_NUMMER, "een toewijzingnummer is twee keer gebruikt"),
        (ZONDER_GEVOLG, "een bericht heeft geen uitkomst"),
        (MEER_ANTWOORDEN, "een bericht is meer dan één keer beantwoord"),
        (VERWERKT_ZONDER_ANTWOORD, "een verwerkt bericht is niet beantwoord"),
        (EINDIGT_ZONDER_ANTWOORD, "een bericht is afgekeurd of afgehandeld zonder antwoord"),
    ];
    let mut uit = Vec::new();
    for (sql, zin) in toetsen {
        let rijen: Vec<(i64, i64)> = db.alle(sql, &[]).await?;
        uit.extend(rijen.iter().map(|(id, _)| format!("levering: {zin} ({id})")));
    }
    uit.extend(te_vol(db).await?);
    uit.extend(verloop_wijkt_af(db).await?);
    uit.extend(super::berichtstand::controleer(db).await?);
    Ok(uit)
}

/// Places that hold more people than agreed, on any day.
#[allow(clippy::type_complexity, reason = "places and who lives there, by place")]
async fn te_vol(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let begin = Datum::nieuw(1900, 1, 1).expect("1 January 1900 exists");
    let mut plekken: BTreeMap<(AanbiederId, String, Gemeentecode), (Vec<Capaciteit>, Vec<Periode>)> =
        BTreeMap::new();
    for r in alle_capaciteitrijen(db, Peil::op(begin)).await? {
        let plek = plekken.entry((r.aanbieder_id, r.productcode.clone(), r.gemeente)).or_default();
        plek.0.push(capaciteit_uit(&r)?);
    }
    for b in opslag::alle_bezet(db, begin).await? {
        if let Some(plek) = plekken.get_mut(&(b.aanbieder_id, b.productcode.clone(), b.gemeente_plaats)) {
            plek.1.push(periode(b.geldig_van, b.plaats_tot)?);
        }
    }
    let mut uit = Vec::new();
    for ((aanbieder, product, gemeente), (capaciteiten, bezet)) in &plekken {
        // Only days on which places are agreed count: what was agreed before this register began is not known.
        for c in capaciteiten {
            let b = plaats_vrij(capaciteiten, bezet, *gemeente, &c.periode);
            if b.is_te_vol() {
                uit.push(format!(
                    "levering: op {} zijn {} van {} plekken bezet (aanbieder {aanbieder}, {product}, {gemeente})",
                    b.dag, b.bezet, b.plaatsen
                ));
            }
        }
    }
    uit.truncate(BEVINDINGEN_MAX);
    Ok(uit)
}

/// Deliveries in the register that do not follow from the accepted reports.
async fn verloop_wijkt_af(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let mut meldingen: BTreeMap<i64, Vec<Leveringsmelding>> = BTreeMap::new();
    for m in db.alle::<MeldingRij>(MELDINGEN, &[]).await? {
        let r = RegieRij {
            soort: m.soort,
            begin_op: m.begin_op,
            eind_op: m.eind_op,
            reden: m.reden,
            categorie: String::new(),
            productcode: String::new(),
            dagtekening: None,
            vervalt: m.vervalt,
        };
        meldingen.entry(m.toewijzing_id).or_default().push(r.melding()?);
    }
    let mut register: BTreeMap<i64, Vec<Levering>> = BTreeMap::new();
    for l in db.alle::<LeveringRij>(LEVERINGEN, &[]).await? {
        register.entry(l.toewijzing_id).or_default().push(l.levering());
    }
    let leeg = Vec::new();
    let mut uit = Vec::new();
    for (id, m) in &meldingen {
        if stand_van(m) != *register.get(id).unwrap_or(&leeg) {
            uit.push(format!("levering: het verloop van toewijzing {id} volgt niet uit de berichten"));
        }
    }
    uit.extend(
        register
            .keys()
            .filter(|id| !meldingen.contains_key(id))
            .map(|id| format!("levering: toewijzing {id} heeft een levering zonder bericht")),
    );
    uit.truncate(BEVINDINGEN_MAX);
    Ok(uit)
}
