//! Proof that prices and places are one per day.

use crate::huis::opslag::{Fout, Leest, sql};

sql!(
    TARIEF_OVERLAPT = "SELECT a.tarief_id, b.tarief_id FROM tarief a JOIN tarief b ON b.contract_id = a.contract_id AND b.productcode = a.productcode
      AND b.tarief_id > a.tarief_id AND b.tot_nr IS NULL
    WHERE a.tot_nr IS NULL AND (a.geldig_tot IS NULL OR b.geldig_van < a.geldig_tot) AND (b.geldig_tot IS NULL OR a.geldig_van < b.geldig_tot)
    ORDER BY a.tarief_id LIMIT 20"
);
sql!(
    TARIEF_BUITEN_CONTRACT = "SELECT t.tarief_id, c.contract_id FROM tarief t JOIN contract c ON c.contract_id = t.contract_id AND c.tot_nr IS NULL
    WHERE t.tot_nr IS NULL AND (t.geldig_van < c.geldig_van OR (c.geldig_tot IS NOT NULL AND (t.geldig_tot IS NULL OR t.geldig_tot > c.geldig_tot)))
    ORDER BY t.tarief_id LIMIT 20"
);
sql!(
    CAPACITEIT_OVERLAPT = "SELECT a.capaciteit_id, b.capaciteit_id FROM capaciteit a JOIN capaciteit b ON b.aanbieder_id = a.aanbieder_id
      AND b.productcode = a.productcode AND b.gemeente = a.gemeente AND b.capaciteit_id > a.capaciteit_id AND b.tot_nr IS NULL
    WHERE a.tot_nr IS NULL AND (a.geldig_tot IS NULL OR b.geldig_van < a.geldig_tot) AND (b.geldig_tot IS NULL OR a.geldig_van < b.geldig_tot)
    ORDER BY a.capaciteit_id LIMIT 20"
);

/// What is wrong with contracts, as Dutch sentences; none when all agrees.
pub async fn controleer(db: &impl Leest) -> Result<Vec<String>, Fout> {
    let toetsen: [(&'static str, &str); 3] = [
        (TARIEF_OVERLAPT, "twee tarieven voor een product gelden op dezelfde dag"),
        (TARIEF_BUITEN_CONTRACT, "een tarief valt buiten zijn contract"),
        (CAPACITEIT_OVERLAPT, "twee aantallen plekken gelden op dezelfde dag"),
    ];
    let mut uit = Vec::new();
    for (sql, zin) in toetsen {
        let rijen: Vec<(i64, i64)> = db.alle(sql, &[]).await?;
        uit.extend(rijen.iter().map(|(a, b)| format!("inkoop: {zin} ({a} en {b})")));
    }
    Ok(uit)
}
