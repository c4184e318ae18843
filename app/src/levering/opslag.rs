//! Toewijzingen: reading, and adding versions.

use crate::{
    huis::opslag::{Fout, Leest, Moment, Tx, o, t, v},
    inkoop::opslag::{code, periode},
    rij, sql,
};
use kern::inkoop::{Eenheid, Frequentie, Leveringsvorm, Omvang, Productcode, Vorm};
use kern::levering::{TeLeveren, Toewijzing, Toewijzingstatus};
use kern::stam::{AanbiederId, Cent, Datum, DossierId, Gemeentecode, JournaalNr, Peil, Periode};

rij! {
    /// What was granted, with the gemeente that granted it and the day.
    pub struct IndicatieRij {
        indicatie_id: i64, dossier_id: DossierId, gemeente: Gemeentecode, vorm: String, leveringsvorm: String, productcode: String,
        omvang: i64, eenheid: String, frequentie: String, bedrag_cent: Cent, geldig_van: Datum, geldig_tot: Option<Datum>,
        genomen_op: Datum,
    }
}
rij! {
    /// A version of a toewijzing.
    pub struct ToewijzingRij {
        toewijzing_id: i64, nummer: i64, dossier_id: DossierId, indicatie_id: i64, aanbieder_id: AanbiederId, gemeente: Gemeentecode,
        productcode: String, gemeente_plaats: Gemeentecode, omvang: i64, eenheid: String, frequentie: String, tarief_cent: Cent,
        status: String, reden_wijziging: String, besloten_ts: Moment, geldig_van: Datum, geldig_tot: Option<Datum>,
        plaats_tot: Option<Datum>, vanaf_nr: JournaalNr,
    }
}

sql!(
    INDICATIES = "SELECT i.indicatie_id, i.dossier_id, b.gemeente, i.vorm, i.leveringsvorm, i.productcode, i.omvang, i.eenheid, i.frequentie,
      i.bedrag_cent, i.geldig_van, i.geldig_tot, b.genomen_op
    FROM indicatie i JOIN besluit b ON b.besluit_id = i.besluit_id AND b.vanaf_nr <= $2 AND (b.tot_nr IS NULL OR $2 < b.tot_nr)
    WHERE i.dossier_id = $1 AND i.vanaf_nr <= $2 AND (i.tot_nr IS NULL OR $2 < i.tot_nr)
    ORDER BY i.geldig_van DESC, i.indicatie_id DESC LIMIT 100"
);
sql!(
    TOEWIJZINGEN = "SELECT toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats, omvang,
      eenheid, frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, geldig_tot, plaats_tot, vanaf_nr
    FROM toewijzing WHERE dossier_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)
    ORDER BY geldig_van DESC, toewijzing_id DESC LIMIT 200"
);
sql!(
    TOEWIJZING = "SELECT toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats, omvang,
      eenheid, frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, geldig_tot, plaats_tot, vanaf_nr
    FROM toewijzing WHERE toewijzing_id = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr)"
);
sql!(
    TOEWIJZING_NUMMER = "SELECT toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats, omvang,
      eenheid, frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, geldig_tot, plaats_tot, vanaf_nr
    FROM toewijzing WHERE nummer = $1 AND tot_nr IS NULL"
);
sql!(
    TE_VERZENDEN = "SELECT toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats, omvang,
      eenheid, frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, geldig_tot, plaats_tot, vanaf_nr
    FROM toewijzing WHERE dossier_id = $1 AND status = 'open' AND tot_nr IS NULL ORDER BY toewijzing_id LIMIT 500"
);
sql!(
    BEZET = "SELECT geldig_van, plaats_tot FROM toewijzing
    WHERE aanbieder_id = $1 AND productcode = $2 AND gemeente_plaats = $3 AND toewijzing_id <> $4 AND tot_nr IS NULL
      AND status <> 'ingetrokken' AND (plaats_tot IS NULL OR plaats_tot > geldig_van)
    ORDER BY geldig_van LIMIT 20000"
);
sql!(
    BEZET_ALLE = "SELECT aanbieder_id, productcode, gemeente_plaats, geldig_van, plaats_tot FROM toewijzing
    WHERE tot_nr IS NULL AND status <> 'ingetrokken' AND (plaats_tot IS NULL OR plaats_tot > geldig_van)
      AND (plaats_tot IS NULL OR plaats_tot > $1)
    ORDER BY aanbieder_id, productcode, gemeente_plaats, geldig_van LIMIT 100000"
);
sql!(HOOGSTE_NUMMER = "SELECT COALESCE(max(nummer), 100000) FROM toewijzing WHERE tot_nr IS NULL");
sql!(
    SCHRIJF = "INSERT INTO toewijzing (toewijzing_id, nummer, dossier_id, indicatie_id, aanbieder_id, gemeente, productcode, gemeente_plaats,
      omvang, eenheid, frequentie, tarief_cent, status, reden_wijziging, besloten_ts, geldig_van, geldig_tot, plaats_tot, vanaf_nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
);
sql!(
    TOEGEKEND = "SELECT count(*) FROM declaratieregel d WHERE d.toewijzing_id = $1 AND d.uitkomst = 'toegekend' AND d.vorige_referentie = ''
      AND NOT EXISTS (SELECT 1 FROM declaratieregel c WHERE c.aanbieder_id = d.aanbieder_id AND c.vorige_referentie = d.referentie
        AND c.uitkomst = 'toegekend')"
);

impl IndicatieRij {
    /// As the rules want it.
    pub fn te_leveren(&self) -> Result<TeLeveren, Fout> {
        Ok(TeLeveren {
            vorm: lees(Vorm::lees(&self.vorm))?,
            leveringsvorm: lees(Leveringsvorm::lees(&self.leveringsvorm))?,
            product: code(&self.productcode)?,
            omvang: omvang(self.omvang, &self.eenheid, &self.frequentie)?,
            periode: periode(self.geldig_van, self.geldig_tot)?,
        })
    }
}

impl ToewijzingRij {
    /// Its days; `None` for a toewijzing that was removed (first day = first day no longer).
    pub fn periode(&self) -> Option<Periode> {
        Periode::nieuw(self.geldig_van, self.geldig_tot)
    }
    /// Its status.
    pub fn stand(&self) -> Result<Toewijzingstatus, Fout> {
        lees(Toewijzingstatus::lees(&self.status))
    }
    /// Its volume.
    pub fn volume(&self) -> Result<Omvang, Fout> {
        omvang(self.omvang, &self.eenheid, &self.frequentie)
    }
    /// Whether it was removed as if never given (first day = first day no longer), also when the aanbieder does not know that yet.
    pub fn is_verwijderd(&self) -> bool {
        self.geldig_tot == Some(self.geldig_van)
    }
    /// Whether it still counts: not removed.
    pub fn telt(&self) -> bool {
        self.status != Toewijzingstatus::Ingetrokken.code()
    }
}

fn lees<T>(uit: Result<T, kern::stam::Onleesbaar>) -> Result<T, Fout> {
    uit.map_err(|e| Fout::nieuw(format!("opgeslagen code: {e}")))
}

fn omvang(volume: i64, eenheid: &str, frequentie: &str) -> Result<Omvang, Fout> {
    Ok(Omvang {
        volume: u32::try_from(volume).map_err(|_| Fout::nieuw("omvang buiten bereik"))?,
        eenheid: lees(Eenheid::lees(eenheid))?,
        frequentie: lees(Frequentie::lees(frequentie))?,
    })
}

/// What was granted in a dossier, newest first.
pub async fn indicaties(db: &impl Leest, dossier: DossierId, peil: Peil) -> Result<Vec<IndicatieRij>, Fout> {
    db.alle(INDICATIES, &[v(&dossier), v(&peil.bekend)]).await
}

/// One of them; `None` when it is not of this dossier.
pub async fn indicatie(
    db: &impl Leest,
    dossier: DossierId,
    indicatie_id: i64,
    peil: Peil,
) -> Result<Option<IndicatieRij>, Fout> {
    Ok(indicaties(db, dossier, peil).await?.into_iter().find(|i| i.indicatie_id == indicatie_id))
}

/// The toewijzingen of a dossier, newest first.
pub async fn toewijzingen(
    db: &impl Leest,
    dossier: DossierId,
    peil: Peil,
) -> Result<Vec<ToewijzingRij>, Fout> {
    db.alle(TOEWIJZINGEN, &[v(&dossier), v(&peil.bekend)]).await
}

/// One toewijzing by key.
pub async fn toewijzing(db: &impl Leest, id: i64, peil: Peil) -> Result<Option<ToewijzingRij>, Fout> {
    db.een(TOEWIJZING, &[v(&id), v(&peil.bekend)]).await
}

/// The current version of a toewijzing by the number in the messages.
pub async fn toewijzing_met_nummer(db: &impl Leest, nummer: i64) -> Result<Option<ToewijzingRij>, Fout> {
    db.een(TOEWIJZING_NUMMER, &[v(&nummer)]).await
}

/// Toewijzingen of a dossier that were given or changed and not told to the aanbieder yet.
pub async fn te_verzenden(db: &impl Leest, dossier: DossierId) -> Result<Vec<ToewijzingRij>, Fout> {
    db.alle(TE_VERZENDEN, &[v(&dossier)]).await
}

/// Periods in which places are taken, without the toewijzing `behalve` (0 for none).
pub async fn bezet(
    db: &impl Leest,
    aanbieder: AanbiederId,
    product: &Productcode,
    gemeente: Gemeentecode,
    behalve: i64,
) -> Result<Vec<Periode>, Fout> {
    let args = [v(&aanbieder), t(product.tekst()), v(&gemeente), v(&behalve)];
    let rijen: Vec<(Datum, Option<Datum>)> = db.alle(BEZET, &args).await?;
    rijen.into_iter().map(|(van, tot)| periode(van, tot)).collect()
}

rij! {
    /// A taken place.
    pub struct BezetRij {
        aanbieder_id: AanbiederId, productcode: String, gemeente_plaats: Gemeentecode, geldig_van: Datum, plaats_tot: Option<Datum>,
    }
}

/// All places that are taken on `vanaf` or later.
pub async fn alle_bezet(db: &impl Leest, vanaf: Datum) -> Result<Vec<BezetRij>, Fout> {
    db.alle(BEZET_ALLE, &[v(&vanaf)]).await
}

/// Declared lines that were granted on a toewijzing and not credited since.
pub async fn toegekende_regels(db: &impl Leest, toewijzing_id: i64) -> Result<u32, Fout> {
    let rij: Option<(i64,)> = db.een(TOEGEKEND, &[v(&toewijzing_id)]).await?;
    Ok(u32::try_from(rij.map_or(0, |r| r.0)).unwrap_or(u32::MAX))
}

/// Records a new toewijzing, to be sent.
pub async fn leg_vast(
    tx: &mut Tx,
    id: i64,
    indicatie: &IndicatieRij,
    aanbieder: AanbiederId,
    plaats: Gemeentecode,
    uit: &Toewijzing,
) -> Result<(), Fout> {
    let (hoogste,): (i64,) = tx.een(HOOGSTE_NUMMER, &[]).await?.unwrap_or((100_000,));
    let rij = ToewijzingRij {
        toewijzing_id: id,
        nummer: hoogste + 1,
        dossier_id: indicatie.dossier_id,
        indicatie_id: indicatie.indicatie_id,
        aanbieder_id: aanbieder,
        gemeente: indicatie.gemeente,
        productcode: indicatie.productcode.clone(),
        gemeente_plaats: plaats,
        omvang: i64::from(uit.omvang.volume),
        eenheid: uit.omvang.eenheid.code().to_owned(),
        frequentie: uit.omvang.frequentie.code().to_owned(),
        tarief_cent: uit.tarief.tarief,
        status: Toewijzingstatus::Open.code().to_owned(),
        reden_wijziging: String::new(),
        besloten_ts: tx.nu(),
        geldig_van: uit.periode.van(),
        geldig_tot: uit.periode.tot(),
        plaats_tot: uit.periode.tot(),
        vanaf_nr: tx.nr(),
    };
    schrijf(tx, &rij).await
}

/// Replaces the current version of a toewijzing by another.
pub async fn vervang(tx: &mut Tx, nieuw: &ToewijzingRij) -> Result<(), Fout> {
    tx.sluit("toewijzing", "toewijzing_id", nieuw.toewijzing_id).await?;
    schrijf(tx, nieuw).await
}

/// Gives a toewijzing another status, and nothing else.
pub async fn zet_status(tx: &mut Tx, rij: &ToewijzingRij, status: Toewijzingstatus) -> Result<(), Fout> {
    if rij.status == status.code() {
        return Ok(());
    }
    vervang(tx, &ToewijzingRij { status: status.code().to_owned(), ..rij.clone() }).await
}

async fn schrijf(tx: &mut Tx, r: &ToewijzingRij) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&r.toewijzing_id),
        v(&r.nummer),
        v(&r.dossier_id),
        v(&r.indicatie_id),
        v(&r.aanbieder_id),
        v(&r.gemeente),
        t(&r.productcode),
        v(&r.gemeente_plaats),
        v(&r.omvang),
        t(&r.eenheid),
        t(&r.frequentie),
        v(&r.tarief_cent),
        t(&r.status),
        t(&r.reden_wijziging),
        v(&r.besloten_ts),
        v(&r.geldig_van),
        o(&r.geldig_tot),
        o(&r.plaats_tot),
        v(&nr),
    ];
    tx.voer(SCHRIJF, &args).await?;
    Ok(())
}
