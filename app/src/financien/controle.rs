//! Proof that the money agrees: with what was granted, with what was declared, and with itself.

use super::grootboek::{lijst::doorgegeven, opslag as grootboek, run};
use super::meerjaren;
use crate::huis::opslag::{Fout, Leest, sql};
use kern::financien::Crediteur;
use kern::stam::Cent;
use std::collections::BTreeSet;

sql!(
    BESCHIKT_WIJKT_AF = "SELECT x.indicatie_id, CAST(sum(x.wens) AS BIGINT), CAST(sum(x.boek) AS BIGINT) FROM (
      SELECT indicatie_id, CASE WHEN geldig_tot IS NULL THEN 0 ELSE bedrag_cent END AS wens, 0 AS boek FROM indicatie WHERE tot_nr IS NULL
      UNION ALL
      SELECT indicatie_id, 0 AS wens, bedrag_cent AS boek FROM boeking WHERE soort = 'beschikt') x
    GROUP BY x.indicatie_id HAVING sum(x.wens) <> sum(x.boek) ORDER BY x.indicatie_id LIMIT 20"
);
sql!(
    ZONDER_EINDE = "SELECT indicatie_id, bedrag_cent, bedrag_cent FROM indicatie
    WHERE tot_nr IS NULL AND geldig_tot IS NULL AND bedrag_cent <> 0 ORDER BY indicatie_id LIMIT 20"
);
sql!(
    TEGENBOEKING_FOUT = "SELECT t.boeking_id, t.bedrag_cent, o.bedrag_cent FROM boeking t JOIN boeking o ON o.boeking_id = t.tegenboeking_van
    WHERE t.bedrag_cent <> -o.bedrag_cent OR t.soort <> o.soort OR t.gemeente <> o.gemeente OR t.maand <> o.maand
    ORDER BY t.boeking_id LIMIT 20"
);
sql!(
    TWEE_KEER_TEGEN =
        "SELECT tegenboeking_van, count(*), count(*) FROM boeking WHERE tegenboeking_van IS NOT NULL
    GROUP BY tegenboeking_van HAVING count(*) > 1 ORDER BY tegenboeking_van LIMIT 20"
);
sql!(
    BETAALD_ZONDER_GROND = "SELECT p.boeking_id, p.bedrag_cent, COALESCE(d.bedrag_cent, 0) FROM boeking p
    LEFT JOIN boeking d ON d.declaratieregel_id = p.declaratieregel_id AND d.soort = 'gedeclareerd'
    WHERE p.soort = 'betaald' AND p.tegenboeking_van IS NULL AND (d.boeking_id IS NULL OR d.bedrag_cent <> p.bedrag_cent) ORDER BY p.boeking_id LIMIT 20"
);
sql!(
    REGEL_WIJKT_AF =
        "SELECT r.declaratieregel_id, r.bedrag_cent, COALESCE(b.bedrag_cent, 0) FROM declaratieregel r
    LEFT JOIN boeking b ON b.declaratieregel_id = r.declaratieregel_id AND b.soort = 'gedeclareerd'
    WHERE (r.uitkomst = 'toegekend' AND (b.boeking_id IS NULL OR b.bedrag_cent <> r.bedrag_cent))
      OR (r.uitkomst = 'afgewezen' AND b.boeking_id IS NOT NULL) ORDER BY r.declaratieregel_id LIMIT 20"
);
sql!(
    DECLARATIE_WIJKT_AF = "SELECT d.declaratie_id, d.toegekend_cent, CAST(COALESCE(sum(CASE WHEN r.uitkomst = 'toegekend' THEN r.bedrag_cent ELSE 0 END), 0) AS BIGINT)
    FROM declaratie d LEFT JOIN declaratieregel r ON r.bericht_id = d.bericht_id
    GROUP BY d.declaratie_id, d.toegekend_cent
    HAVING d.toegekend_cent <> COALESCE(sum(CASE WHEN r.uitkomst = 'toegekend' THEN r.bedrag_cent ELSE 0 END), 0)
    ORDER BY d.declaratie_id LIMIT 20"
);
sql!(
    NIET_EEN_ANTWOORD = "SELECT d.bericht_id, count(a.bericht_id), count(a.bericht_id) FROM declaratie d
    LEFT JOIN bericht a ON a.antwoord_op = d.bericht_id AND a.soort = 'WMO325'
    GROUP BY d.bericht_id HAVING count(a.bericht_id) <> 1 ORDER BY d.bericht_id LIMIT 20"
);
sql!(
    AFREKENING_FOUT = "SELECT a.jaar, a.resultaat_cent, CAST(a.reserve_cent + COALESCE(sum(d.bedrag_cent), 0) AS BIGINT) FROM potafrekening a
    LEFT JOIN potafrekeningdeel d ON d.potafrekening_id = a.potafrekening_id
    GROUP BY a.jaar, a.resultaat_cent, a.reserve_cent
    HAVING a.resultaat_cent <> a.reserve_cent + COALESCE(sum(d.bedrag_cent), 0) ORDER BY a.jaar LIMIT 20"
);
sql!(
    REGEL_TWEE_KEER = "SELECT x.declaratieregel_id, count(*), count(*) FROM factuurregeldeclaratie x JOIN factuurregel r ON r.factuurregel_id = x.factuurregel_id
    WHERE (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = r.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'
    GROUP BY x.declaratieregel_id HAVING count(*) > 1 ORDER BY x.declaratieregel_id LIMIT 20"
);
sql!(
    DAG_TWEE_KEER = "SELECT r.factuurregel_id, r.dagen, e.dagen FROM factuurregel r
    JOIN factuurregel e ON e.dossier_id = r.dossier_id AND e.toewijzing_id = r.toewijzing_id AND e.factuurregel_id < r.factuurregel_id
      AND e.van < r.tot AND r.van < e.tot
    WHERE NOT EXISTS (SELECT 1 FROM factuurregeldeclaratie x WHERE x.factuurregel_id IN (r.factuurregel_id, e.factuurregel_id))
      AND (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = r.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'
      AND (SELECT s.stand FROM factuurstap s WHERE s.factuur_id = e.factuur_id ORDER BY s.factuurstap_id DESC LIMIT 1) <> 'ingetrokken'
    ORDER BY r.factuurregel_id LIMIT 20"
);
sql!(
    FACTUUR_WIJKT_AF = "SELECT r.factuurregel_id, r.bedrag_cent, d.bedrag_cent FROM factuurregel r
    JOIN factuurregeldeclaratie x ON x.factuurregel_id = r.factuurregel_id JOIN declaratieregel d ON d.declaratieregel_id = x.declaratieregel_id
    WHERE r.bedrag_cent <> d.bedrag_cent OR d.uitkomst <> 'toegekend' ORDER BY r.factuurregel_id LIMIT 20"
);
sql!(
    BEGROTINGSJAREN =
        "SELECT DISTINCT jaar FROM begrotingsregel WHERE tot_nr IS NULL ORDER BY jaar LIMIT 200"
);

/// What is wrong with the debts to aanbieders. Per aanbieder and year of the care, what stands on the account is what was declared, granted and
/// posted, and not paid. In a boek of before it knew payments that is so for the account as a whole, without them; the first act that books
/// on the account brings it over (`grootboek::run::breng_bij`), and from there on it is so for each part.
async fn crediteuren(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let s = run::stand(db).await?;
    let (los, oud) = (s.nu.get(&None).copied().unwrap_or_default(), run::niet_in_boek(db).await?);
    let begonnen = s.nu.keys().any(Option::is_some) || !s.betaald.is_empty();
    let mut uit = Vec::new();
    if !begonnen {
        let som: Cent = s.geboekt.values().copied().sum();
        if los != som {
            uit.push(format!("geld: te betalen aan aanbieders is {los}, en geboekt is {som}"));
        }
        return Ok(uit);
    }
    if los != Cent::NUL {
        uit.push(format!("geld: {los} te betalen staat bij geen aanbieder"));
    }
    uit.extend(oud.iter().map(|o| format!("geld: betaalrun {} staat niet in het grootboek", o.nr)));
    let doel = s.doel();
    let alle: BTreeSet<Crediteur> = s.nu.keys().flatten().chain(doel.keys()).copied().collect();
    for c in alle {
        let (nu, moet) = (s.nu.get(&Some(c)), doel.get(&c));
        let (nu, moet) = (nu.copied().unwrap_or_default(), moet.copied().unwrap_or_default());
        if nu != moet {
            uit.push(format!("geld: crediteur {c} staat op {nu}, en geboekt min betaald is {moet}"));
        }
    }
    Ok(uit)
}

/// What is wrong with the pot: entries that the rules would not make, money that was passed on and did not arrive, a begroting that
/// cannot be read.
async fn pot(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let mut uit = Vec::new();
    let posten = grootboek::alle(db).await?;
    match grootboek::grootboek(&posten) {
        Err(e) => uit.push(format!("geld: {e}")),
        Ok(boek) => {
            let anders = boek.posten().iter().zip(&posten).filter(|(b, p)| b.post != p.journaalpost());
            uit.extend(
                anders.map(|(b, _)| format!("geld: grootboekpost {} is niet wat de regels boeken", b.nr)),
            );
        }
    }
    let (af, bij) = doorgegeven(&posten);
    if af != bij {
        uit.push(format!("geld: er is {af} doorgegeven aan de pot en {bij} ontvangen"));
    }
    uit.extend(crediteuren(db).await?);
    for (jaar,) in db.alle::<(i64,)>(BEGROTINGSJAREN, &[]).await? {
        let jaar = i16::try_from(jaar).unwrap_or(0);
        if let Err(e) = meerjaren::opslag::stand(db, jaar).await {
            uit.push(format!("geld: begroting {jaar}: {e}"));
        }
    }
    Ok(uit)
}

/// What is wrong with the money, as Dutch sentences; none when all agrees. At most twenty of a kind.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let toetsen: [(&'static str, &str); 12] = [
        (BESCHIKT_WIJKT_AF, "de boekingen van een indicatie zijn niet samen het beschikte bedrag"),
        (ZONDER_EINDE, "FIN-01: een indicatie met een bedrag heeft geen einddatum"),
        (TEGENBOEKING_FOUT, "een tegenboeking is niet het tegendeel van de boeking"),
        (TWEE_KEER_TEGEN, "een boeking is meer dan één keer tegengeboekt"),
        (BETAALD_ZONDER_GROND, "er is betaald wat niet zo is toegekend"),
        (REGEL_WIJKT_AF, "een declaratieregel en zijn boeking verschillen"),
        (DECLARATIE_WIJKT_AF, "een declaratie en haar regels verschillen"),
        (AFREKENING_FOUT, "een afrekening is niet samen het resultaat van het jaar"),
        (REGEL_TWEE_KEER, "FIN-45: een declaratieregel staat op twee facturen"),
        (DAG_TWEE_KEER, "FIN-45: een dag staat op twee facturen"),
        (FACTUUR_WIJKT_AF, "een factuurregel is niet wat is gedeclareerd en toegekend"),
        (NIET_EEN_ANTWOORD, "een declaratie is niet precies één keer beantwoord"),
    ];
    let mut uit = pot(db).await?;
    for (sql, zin) in toetsen {
        let rijen: Vec<(i64, Cent, Cent)> = db.alle(sql, &[]).await?;
        uit.extend(rijen.iter().map(|(id, a, b)| format!("geld: {zin} ({id}: {} en {})", a.0, b.0)));
    }
    Ok(uit)
}
