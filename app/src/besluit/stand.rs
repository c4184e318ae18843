//! The facts that a besluit rests on, as they were known after an act.

use crate::{
    huis::{
        Fout,
        opslag::{Leest, rij, sql, v},
    },
    inkoop::opslag as inkoop,
};
use kern::besluit::{
    Aanvraag, Beslisser, Doelgroep, Indicatie, Melding, Onderzoek, Product, Stand, Toegekend,
    Verantwoordelijk,
};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm};
use kern::stam::{BesluitId, Cent, Datum, DossierId, Gemeentecode, MeldingId, Onleesbaar, Peil, Periode};

rij! {
    /// An aanvraag.
    pub struct AanvraagRij {
        aanvraag_id: i64, melding_id: MeldingId, ontvangen_op: Datum, vorm: String, leveringsvorm: String,
    }
}
rij! {
    /// What was granted.
    pub struct IndicatieRij {
        indicatie_id: i64, besluit_id: BesluitId, dossier_id: DossierId, vorm: String, leveringsvorm: String, productcode: String,
        omvang: i64, eenheid: String, frequentie: String, bedrag_cent: Cent, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}

sql!(
    MELDING = "SELECT melding_id, ontvangen_op FROM melding
    WHERE dossier_id = $1 AND (CAST($3 AS BIGINT) = 0 OR melding_id = $3) AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY ontvangen_op DESC, melding_id DESC LIMIT 1"
);
sql!(
    ONDERZOEK = "SELECT onderzoek_id, afgerond_op, advies FROM onderzoek
    WHERE dossier_id = $1 AND melding_id = $3 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY onderzoek_id DESC LIMIT 1"
);
// The toets and the gemeente of this melding, or of the last one before it: a herziening has no melding of its own.
sql!(
    DOELGROEP = "SELECT doelgroeptoets_id, oordeel, getoetst_op FROM doelgroeptoets
    WHERE dossier_id = $1 AND (melding_id = $3 OR CAST($4 AS BIGINT) = 1) AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY doelgroeptoets_id DESC LIMIT 1"
);
sql!(
    VERANTWOORDELIJK = "SELECT verantwoordelijke_id, gemeente, bevestigd_op FROM verantwoordelijke
    WHERE dossier_id = $1 AND regime = 'R0' AND (melding_id = $3 OR CAST($4 AS BIGINT) = 1) AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY verantwoordelijke_id DESC LIMIT 1"
);
sql!(
    OPEN_AANVRAAG = "SELECT a.aanvraag_id, a.melding_id, a.ontvangen_op, a.vorm, a.leveringsvorm FROM aanvraag a
    WHERE a.dossier_id = $1 AND a.vanaf_nr <= $2 AND (a.tot_nr IS NULL OR $2 < a.tot_nr)
      AND NOT EXISTS (SELECT 1 FROM besluit b WHERE b.dossier_id = a.dossier_id AND b.aanvraag_id = a.aanvraag_id AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr))
    ORDER BY a.aanvraag_id DESC LIMIT 1"
);
sql!(
    INDICATIES = "SELECT indicatie_id, besluit_id, dossier_id, vorm, leveringsvorm, productcode, omvang, eenheid, frequentie, bedrag_cent,
      geldig_van, geldig_tot
    FROM indicatie WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY geldig_van DESC, indicatie_id DESC LIMIT 200"
);
sql!(
    UITGESTROOMD = "SELECT count(*) FROM schaling
    WHERE dossier_id = $1 AND soort = 'uitstroom' AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);

/// What is asked about the stand.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// Who decides.
    pub beslisser: Beslisser,
    /// Whether the besluit answers an aanvraag: then only facts of that melding count.
    pub op_aanvraag: bool,
    /// Product and first day of the proposal, when there is one.
    pub product: Option<(Productcode, Datum)>,
}

/// Everything that is known of a dossier after an act, for [`kern::besluit::beslis`].
pub async fn stand_van(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
    vraag: &Vraag,
) -> Result<Stand, Fout> {
    let (d, nr) = (v(&dossier), v(&peil.bekend));
    let aanvraag = open_aanvraag(db, dossier, peil).await?;
    // The aanvraag says which melding it follows; without one it is the last.
    let gekozen = aanvraag.as_ref().filter(|_| vraag.op_aanvraag).map_or(MeldingId(0), |a| a.melding_id);
    let laatste: Option<(MeldingId, Datum)> = db.een(MELDING, &[d.clone(), nr.clone(), v(&gekozen)]).await?;
    let melding_id = laatste.as_ref().map_or(MeldingId(0), |m| m.0);
    let alle = i64::from(!vraag.op_aanvraag);
    let van_melding = [d.clone(), nr.clone(), v(&melding_id), v(&alle)];
    let onderzoek: Option<(i64, Option<Datum>, String)> = db.een(ONDERZOEK, &van_melding[..3]).await?;
    let doelgroep: Option<(i64, String, Datum)> = db.een(DOELGROEP, &van_melding).await?;
    let gemeente: Option<(i64, Gemeentecode, Datum)> = db.een(VERANTWOORDELIJK, &van_melding).await?;
    let product = match &vraag.product {
        Some((code, van)) => product(db, code, Peil::op(*van).bekend(peil.bekend)).await?,
        None => None,
    };
    Ok(Stand {
        melding: laatste
            .filter(|_| vraag.op_aanvraag)
            .map(|(melding, ontvangen_op)| Melding { melding, ontvangen_op }),
        onderzoek: onderzoek.map(|(onderzoek_id, afgerond_op, advies)| Onderzoek {
            onderzoek_id,
            afgerond_op,
            advies: Vorm::lees(&advies).ok(),
        }),
        doelgroep: doelgroep.map(|(toets_id, oordeel, getoetst_op)| Doelgroep {
            toets_id,
            oordeel: oordeel == "ja",
            getoetst_op,
        }),
        verantwoordelijk: gemeente.map(|(verantwoordelijke_id, gemeente, bevestigd_op)| Verantwoordelijk {
            verantwoordelijke_id,
            gemeente,
            bevestigd_op,
        }),
        aanvraag: aanvraag.as_ref().map(aanvraag_kern).transpose()?,
        indicaties: indicaties(db, dossier, peil).await?,
        product,
        beslisser: vraag.beslisser,
    })
}

/// The melding that a new aanvraag or besluit belongs to: the last one.
pub async fn laatste_melding(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Option<MeldingId>, Fout> {
    let rij: Option<(MeldingId, Datum)> = db.een(MELDING, &[v(&dossier), v(&peil.bekend), v(&0i64)]).await?;
    Ok(rij.map(|r| r.0))
}

/// The aanvraag without besluit, when there is one.
pub async fn open_aanvraag(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Option<AanvraagRij>, Fout> {
    db.een(OPEN_AANVRAAG, &[v(&dossier), v(&peil.bekend)]).await
}

/// The indicaties as stored, last first.
pub async fn indicatierijen(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<IndicatieRij>, Fout> {
    db.alle(INDICATIES, &[v(&dossier), v(&peil.bekend)]).await
}

/// The indicaties of a dossier, last first.
pub async fn indicaties(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<Indicatie>, Fout> {
    indicatierijen(db, dossier, peil).await?.iter().map(indicatie_kern).collect()
}

/// Whether the dossier had an uitstroom before.
pub async fn was_uitgestroomd(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<bool, Fout> {
    let rij: Option<(i64,)> = db.een(UITGESTROOMD, &[v(&dossier), v(&peil.bekend)]).await?;
    Ok(rij.is_some_and(|r| r.0 > 0))
}

/// A row as `kern` wants it.
pub fn indicatie_kern(r: &IndicatieRij) -> Result<Indicatie, Fout> {
    let fout = |e: Onleesbaar| Fout::nieuw(format!("indicatie {}: {e}", r.indicatie_id));
    let leeg = || Fout::nieuw(format!("indicatie {}: omvang of periode past niet", r.indicatie_id));
    let omvang = Omvang {
        volume: u32::try_from(r.omvang).map_err(|_| leeg())?,
        eenheid: Eenheid::lees(&r.eenheid).map_err(fout)?,
        frequentie: Frequentie::lees(&r.frequentie).map_err(fout)?,
    };
    let inhoud = Toegekend {
        vorm: Vorm::lees(&r.vorm).map_err(fout)?,
        leveringsvorm: Leveringsvorm::lees(&r.leveringsvorm).map_err(fout)?,
        product: Productcode::lees(&r.productcode).map_err(fout)?,
        omvang,
        bedrag: r.bedrag_cent,
        periode: Periode::nieuw(r.geldig_van, r.geldig_tot).ok_or_else(leeg)?,
    };
    Ok(Indicatie { indicatie_id: r.indicatie_id, besluit: r.besluit_id, inhoud })
}

fn aanvraag_kern(r: &AanvraagRij) -> Result<Aanvraag, Fout> {
    let fout = |e: Onleesbaar| Fout::nieuw(format!("aanvraag {}: {e}", r.aanvraag_id));
    Ok(Aanvraag {
        aanvraag_id: r.aanvraag_id,
        ontvangen_op: r.ontvangen_op,
        vorm: Vorm::lees(&r.vorm).map_err(fout)?,
        leveringsvorm: Leveringsvorm::lees(&r.leveringsvorm).map_err(fout)?,
    })
}

async fn product(db: &impl Leest, code: &Productcode, peil: Peil) -> Result<Option<Product>, Fout> {
    let Some(r) = inkoop::product(db, code, peil).await? else { return Ok(None) };
    let fout = |e: Onleesbaar| Fout::nieuw(format!("product {code}: {e}"));
    Ok(Some(Product {
        code: code.clone(),
        naam: r.naam,
        vorm: Vorm::lees(&r.vorm).map_err(fout)?,
        eenheid: Eenheid::lees(&r.eenheid).map_err(fout)?,
        richttarief: inkoop::richttarief(db, code, peil).await?,
    }))
}
