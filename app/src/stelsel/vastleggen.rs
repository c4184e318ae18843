//! Recording what the stelsel is fed with. Each function is part of one act; nothing is overwritten.

use super::opslag::{BedragRij, IndexRij, ModelRij, PadRij, WlzRij};
use crate::huis::opslag::{Fout, Tx, o, sql, t, v};

sql!(
    MODEL = "INSERT INTO verdeelmodel (model_id, versie, weg, factor, status, bron, cijferstatus, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    MAATSTAF =
        "INSERT INTO maatstaf (maatstaf_id, model_id, volgorde, code, naam, gewicht, bron, cijferstatus, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(
    TABEL = "INSERT INTO maatstaftabel (tabel_id, model_id, bron, cijferstatus, bestand, sha256, rijen, waarden, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(
    PAD = "INSERT INTO ingroeipad (pad_id, naam, startjaar, stappen, status, bron, cijferstatus, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    BEDRAG = "INSERT INTO stelselbedrag (bedrag_id, soort, gemeente, jaar, bedrag_cent, omschrijving, bron, cijferstatus, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(
    WLZ = "INSERT INTO wlzfeit (wlzfeit_id, gemeente, jaar, kosten_cent, prijsindex, compensatie_cent, ex_ante_cent, bron, cijferstatus, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    INDEX = "INSERT INTO indexcijfer (indexcijfer_id, jaar, naam, weging, voorlopig_vorig, definitief_vorig, voorlopig, bron, cijferstatus, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);

/// Adds a version of the model, or (`vervangt`) its next state.
pub async fn model(tx: &mut Tx, m: &ModelRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("verdeelmodel", "model_id", m.model_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&m.model_id),
        t(&m.versie),
        t(&m.weg),
        t(&m.factor),
        t(&m.status),
        t(&m.bron),
        t(&m.cijferstatus),
        v(&nr),
    ];
    tx.voer(MODEL, &args).await?;
    Ok(())
}

/// Adds a maatstaf to a version: code, name and weight, from the source of the version.
pub async fn maatstaf(
    tx: &mut Tx,
    m: &ModelRij,
    volgorde: i64,
    [code, naam, gewicht]: [&str; 3],
) -> Result<(), Fout> {
    let (id, nr) = (tx.nieuw_id()?, tx.nr());
    let args = [
        v(&id),
        v(&m.model_id),
        v(&volgorde),
        t(code),
        t(naam),
        t(gewicht),
        t(&m.bron),
        t(&m.cijferstatus),
        v(&nr),
    ];
    tx.voer(MAATSTAF, &args).await?;
    Ok(())
}

/// A table that was read and checked.
pub struct NieuweTabel<'a> {
    /// Version that it feeds.
    pub model_id: i64,
    /// Document.
    pub bron: &'a str,
    /// How sure.
    pub cijferstatus: &'a str,
    /// Name of the file.
    pub bestand: &'a str,
    /// Hash of the file.
    pub sha256: &'a str,
    /// Number of gemeenten.
    pub rijen: i64,
    /// As CSV.
    pub inhoud: &'a str,
}

/// Adds a table; the newest one of a version counts.
pub async fn tabel(tx: &mut Tx, id: i64, n: &NieuweTabel<'_>) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&id),
        v(&n.model_id),
        t(n.bron),
        t(n.cijferstatus),
        t(n.bestand),
        t(n.sha256),
        v(&n.rijen),
        t(n.inhoud),
        v(&nr),
    ];
    tx.voer(TABEL, &args).await?;
    Ok(())
}

/// Adds a schedule, or (`vervangt`) its next state.
pub async fn pad(tx: &mut Tx, p: &PadRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("ingroeipad", "pad_id", p.pad_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&p.pad_id),
        t(&p.naam),
        o(&p.startjaar),
        t(&p.stappen),
        t(&p.status),
        t(&p.bron),
        t(&p.cijferstatus),
        v(&nr),
    ];
    tx.voer(PAD, &args).await?;
    Ok(())
}

/// Adds an amount of the Rijk.
pub async fn bedrag(tx: &mut Tx, b: &BedragRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&b.bedrag_id),
        t(&b.soort),
        t(&b.gemeente),
        v(&b.jaar),
        v(&b.bedrag_cent),
        t(&b.omschrijving),
        t(&b.bron),
        t(&b.cijferstatus),
        v(&nr),
    ];
    tx.voer(BEDRAG, &args).await?;
    Ok(())
}

/// Adds what an uitname is computed from.
pub async fn wlz(tx: &mut Tx, w: &WlzRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&w.wlzfeit_id),
        t(&w.gemeente),
        v(&w.jaar),
        v(&w.kosten_cent),
        t(&w.prijsindex),
        v(&w.compensatie_cent),
        v(&w.ex_ante_cent),
        t(&w.bron),
        t(&w.cijferstatus),
        v(&nr),
    ];
    tx.voer(WLZ, &args).await?;
    Ok(())
}

/// Adds a part of an index, or (`vervangt`) a better version of it.
pub async fn indexcijfer(tx: &mut Tx, i: &IndexRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("indexcijfer", "indexcijfer_id", i.indexcijfer_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&i.indexcijfer_id),
        v(&i.jaar),
        t(&i.naam),
        t(&i.weging),
        t(&i.voorlopig_vorig),
        t(&i.definitief_vorig),
        t(&i.voorlopig),
        t(&i.bron),
        t(&i.cijferstatus),
        v(&nr),
    ];
    tx.voer(INDEX, &args).await?;
    Ok(())
}

/// Takes an amount or a fact of the Wlz out: it stays visible for who looks back.
pub async fn vervalt(tx: &mut Tx, wat: Wat, id: i64) -> Result<(), Fout> {
    match wat {
        Wat::Bedrag => tx.sluit("stelselbedrag", "bedrag_id", id).await,
        Wat::Wlz => tx.sluit("wlzfeit", "wlzfeit_id", id).await,
    }
}

/// What can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wat {
    /// An amount of the Rijk.
    Bedrag,
    /// A fact of the Wlz.
    Wlz,
}
