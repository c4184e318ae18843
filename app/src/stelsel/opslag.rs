//! Versions of the model with their tables, schedules, amounts of the Rijk and facts of the Wlz, as known at a peil.

use crate::{
    huis::opslag::{Fout, Leest, sql, v},
    rij,
};
use kern::stam::{Cent, Peil};

rij! {
    /// A version of the model.
    pub struct ModelRij { model_id: i64, versie: String, weg: String, factor: String, status: String, bron: String, cijferstatus: String }
}
rij! {
    /// A maatstaf with its weight.
    pub struct MaatstafRij { maatstaf_id: i64, code: String, naam: String, gewicht: String, bron: String, cijferstatus: String }
}
rij! {
    /// A table that was read, without its contents.
    pub struct TabelRij { tabel_id: i64, model_id: i64, bron: String, cijferstatus: String, bestand: String, sha256: String, rijen: i64 }
}
rij! {
    /// A schedule.
    pub struct PadRij {
        pad_id: i64, naam: String, startjaar: Option<i64>, stappen: String, status: String, bron: String, cijferstatus: String,
    }
}
rij! {
    /// An amount of the Rijk.
    pub struct BedragRij {
        bedrag_id: i64, soort: String, gemeente: String, jaar: i64, bedrag_cent: Cent, omschrijving: String, bron: String,
        cijferstatus: String,
    }
}
rij! {
    /// What an uitname is computed from.
    pub struct WlzRij {
        wlzfeit_id: i64, gemeente: String, jaar: i64, kosten_cent: Cent, prijsindex: String, compensatie_cent: Cent, ex_ante_cent: Cent,
        bron: String, cijferstatus: String,
    }
}
rij! {
    /// A part of an index.
    pub struct IndexRij {
        indexcijfer_id: i64, jaar: i64, naam: String, weging: String, voorlopig_vorig: String, definitief_vorig: String,
        voorlopig: String, bron: String, cijferstatus: String,
    }
}

sql!(
    MODELLEN = "SELECT model_id, versie, weg, factor, status, bron, cijferstatus FROM verdeelmodel
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY model_id DESC LIMIT 200"
);
sql!(
    MAATSTAVEN = "SELECT maatstaf_id, code, naam, gewicht, bron, cijferstatus FROM maatstaf
    WHERE model_id = $1 ORDER BY volgorde LIMIT 200"
);
sql!(
    TABELLEN = "SELECT tabel_id, model_id, bron, cijferstatus, bestand, sha256, rijen FROM maatstaftabel
    WHERE model_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY tabel_id DESC LIMIT 100"
);
sql!(TABEL_INHOUD = "SELECT waarden FROM maatstaftabel WHERE tabel_id = $1 ORDER BY vanaf_nr DESC LIMIT 1");
sql!(
    PADEN = "SELECT pad_id, naam, startjaar, stappen, status, bron, cijferstatus FROM ingroeipad
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY pad_id LIMIT 200"
);
sql!(
    BEDRAGEN = "SELECT bedrag_id, soort, gemeente, jaar, bedrag_cent, omschrijving, bron, cijferstatus FROM stelselbedrag
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY jaar, soort, gemeente, bedrag_id LIMIT 2000"
);
sql!(
    WLZ = "SELECT wlzfeit_id, gemeente, jaar, kosten_cent, prijsindex, compensatie_cent, ex_ante_cent, bron, cijferstatus FROM wlzfeit
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY jaar, gemeente, wlzfeit_id LIMIT 500"
);
sql!(
    INDEXCIJFERS = "SELECT indexcijfer_id, jaar, naam, weging, voorlopig_vorig, definitief_vorig, voorlopig, bron, cijferstatus FROM indexcijfer
    WHERE vanaf_nr <= $1 AND (tot_nr IS NULL OR $1 < tot_nr) ORDER BY jaar DESC, naam LIMIT 500"
);

/// All versions of the model, newest first.
pub async fn modellen(db: &impl Leest, peil: Peil) -> Result<Vec<ModelRij>, Fout> {
    db.alle(MODELLEN, &[v(&peil.bekend)]).await
}

/// The maatstaven of a version, in their order.
pub async fn maatstaven(db: &impl Leest, model_id: i64) -> Result<Vec<MaatstafRij>, Fout> {
    db.alle(MAATSTAVEN, &[v(&model_id)]).await
}

/// The tables of a version, newest first.
pub async fn tabellen(db: &impl Leest, model_id: i64, peil: Peil) -> Result<Vec<TabelRij>, Fout> {
    db.alle(TABELLEN, &[v(&model_id), v(&peil.bekend)]).await
}

/// The contents of a table as CSV; empty when there is no such table.
pub async fn tabel_inhoud(db: &impl Leest, tabel_id: i64) -> Result<String, Fout> {
    let rij: Option<(String,)> = db.een(TABEL_INHOUD, &[v(&tabel_id)]).await?;
    Ok(rij.map_or_else(String::new, |r| r.0))
}

/// All schedules, in order of recording.
pub async fn paden(db: &impl Leest, peil: Peil) -> Result<Vec<PadRij>, Fout> {
    db.alle(PADEN, &[v(&peil.bekend)]).await
}

/// All amounts of the Rijk, by year.
pub async fn bedragen(db: &impl Leest, peil: Peil) -> Result<Vec<BedragRij>, Fout> {
    db.alle(BEDRAGEN, &[v(&peil.bekend)]).await
}

/// All facts of the Wlz, by year.
pub async fn wlz(db: &impl Leest, peil: Peil) -> Result<Vec<WlzRij>, Fout> {
    db.alle(WLZ, &[v(&peil.bekend)]).await
}

/// All parts of indexes, newest year first.
pub async fn indexcijfers(db: &impl Leest, peil: Peil) -> Result<Vec<IndexRij>, Fout> {
    db.alle(INDEXCIJFERS, &[v(&peil.bekend)]).await
}
