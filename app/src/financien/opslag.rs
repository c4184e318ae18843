//! The book of money: adding entries, and reading them back.

use crate::{
    huis::opslag::{Fout, Leest, Tx, o, t, v},
    inkoop::opslag::{code, periode},
    rij, sql,
};
use kern::financien::{Bijboeking, Boeking, Boekpost, Boeksoort, Geboekt, Kenmerk, beschikt, bij_te_boeken};
use kern::inkoop::{Leveringsvorm, Vorm};
use kern::stam::{AanbiederId, Cent, Datum, DossierId, Gemeentecode};
use std::collections::BTreeMap;

/// Entries that one act can add; more is more acts.
const BOEKINGEN_MAX: i64 = 100_000;

rij! {
    /// An entry as stored.
    pub struct BoekingRij {
        boeking_id: i64, soort: String, dossier_id: DossierId, indicatie_id: i64, toewijzing_id: Option<i64>,
        aanbieder_id: Option<AanbiederId>, declaratieregel_id: Option<i64>, gemeente: Gemeentecode, productcode: String, vorm: String,
        leveringsvorm: String, kenmerk: String, maand: Datum, bedrag_cent: Cent, tegenboeking_van: Option<i64>,
    }
}
rij! {
    /// A grant as far as money needs it: who pays, for which side of the ingroeipad.
    pub struct GrondslagRij {
        indicatie_id: i64, dossier_id: DossierId, gemeente: Gemeentecode, productcode: String, vorm: String, leveringsvorm: String,
        kenmerk: String, bedrag_cent: Cent, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}

sql!(
    GERAAKT =
        "SELECT (SELECT count(*) FROM indicatie WHERE dossier_id = $1 AND (vanaf_nr = $2 OR tot_nr = $2))
      + (SELECT count(*) FROM besluit WHERE dossier_id = $1 AND tot_nr IS NULL AND vanaf_nr = $2)
      + (SELECT count(*) FROM verantwoordelijke WHERE dossier_id = $1 AND tot_nr IS NULL AND vanaf_nr = $2)
      + (SELECT count(*) FROM instroom WHERE dossier_id = $1 AND tot_nr IS NULL AND vanaf_nr = $2)"
);
sql!(
    GRONDSLAGEN = "SELECT i.indicatie_id, i.dossier_id,
      COALESCE((SELECT w.gemeente FROM verantwoordelijke w WHERE w.dossier_id = i.dossier_id AND w.melding_id = b.melding_id
        AND w.regime = 'R0' AND w.tot_nr IS NULL ORDER BY w.verantwoordelijke_id DESC LIMIT 1), b.gemeente),
      i.productcode, i.vorm, i.leveringsvorm,
      COALESCE((SELECT n.kenmerk FROM instroom n WHERE n.dossier_id = i.dossier_id AND n.melding_id = b.melding_id
        AND n.tot_nr IS NULL ORDER BY n.instroom_id DESC LIMIT 1), 'nieuw'),
      i.bedrag_cent, i.geldig_van, i.geldig_tot
    FROM indicatie i JOIN besluit b ON b.besluit_id = i.besluit_id AND b.tot_nr IS NULL
    WHERE i.dossier_id = $1 AND i.tot_nr IS NULL ORDER BY i.indicatie_id LIMIT 500"
);
sql!(
    GRONDSLAG = "SELECT i.indicatie_id, i.dossier_id,
      COALESCE((SELECT w.gemeente FROM verantwoordelijke w WHERE w.dossier_id = i.dossier_id AND w.melding_id = b.melding_id
        AND w.regime = 'R0' AND w.tot_nr IS NULL ORDER BY w.verantwoordelijke_id DESC LIMIT 1), b.gemeente),
      i.productcode, i.vorm, i.leveringsvorm,
      COALESCE((SELECT n.kenmerk FROM instroom n WHERE n.dossier_id = i.dossier_id AND n.melding_id = b.melding_id
        AND n.tot_nr IS NULL ORDER BY n.instroom_id DESC LIMIT 1), 'nieuw'),
      i.bedrag_cent, i.geldig_van, i.geldig_tot
    FROM indicatie i JOIN besluit b ON b.besluit_id = i.besluit_id AND b.tot_nr IS NULL
    WHERE i.indicatie_id = $1 ORDER BY i.vanaf_nr DESC LIMIT 1"
);
sql!(
    BESCHIKT = "SELECT boeking_id, soort, dossier_id, indicatie_id, toewijzing_id, aanbieder_id, declaratieregel_id, gemeente, productcode,
      vorm, leveringsvorm, kenmerk, maand, bedrag_cent, tegenboeking_van
    FROM boeking WHERE dossier_id = $1 AND soort = 'beschikt' ORDER BY boeking_id LIMIT 20000"
);
sql!(
    VAN_DOSSIER = "SELECT boeking_id, soort, dossier_id, indicatie_id, toewijzing_id, aanbieder_id, declaratieregel_id, gemeente, productcode,
      vorm, leveringsvorm, kenmerk, maand, bedrag_cent, tegenboeking_van
    FROM boeking WHERE dossier_id = $1 ORDER BY maand, soort, boeking_id LIMIT 20000"
);
sql!(
    ONBETAALD = "SELECT b.boeking_id, b.soort, b.dossier_id, b.indicatie_id, b.toewijzing_id, b.aanbieder_id, b.declaratieregel_id, b.gemeente,
      b.productcode, b.vorm, b.leveringsvorm, b.kenmerk, b.maand, b.bedrag_cent, b.tegenboeking_van
    FROM boeking b WHERE b.soort = 'gedeclareerd' AND b.declaratieregel_id IS NOT NULL
      AND (SELECT count(*) FROM boeking p WHERE p.soort = 'betaald' AND p.declaratieregel_id = b.declaratieregel_id) % 2 = 0
    ORDER BY b.boeking_id LIMIT 50000"
);
sql!(
    EERDER_BETAALD = "SELECT p.declaratieregel_id, max(p.boeking_id) FROM boeking p WHERE p.soort = 'betaald' AND p.tegenboeking_van IS NOT NULL
    GROUP BY p.declaratieregel_id"
);
sql!(
    LAATSTE = "SELECT COALESCE(max(boeking_id), $1) FROM boeking WHERE boeking_id >= $1 AND boeking_id < $2"
);
sql!(
    BOEK = "INSERT INTO boeking (boeking_id, soort, dossier_id, indicatie_id, toewijzing_id, aanbieder_id, declaratieregel_id, gemeente,
      productcode, vorm, leveringsvorm, kenmerk, maand, bedrag_cent, tegenboeking_van, bericht_id, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
);

fn lees<T>(uit: Result<T, kern::stam::Onleesbaar>) -> Result<T, Fout> {
    uit.map_err(|e| Fout::nieuw(format!("opgeslagen code: {e}")))
}

impl BoekingRij {
    /// As the rules want it.
    pub fn geboekt(&self) -> Result<Geboekt, Fout> {
        let post = Boekpost {
            soort: lees(Boeksoort::lees(&self.soort))?,
            dossier: self.dossier_id,
            indicatie_id: self.indicatie_id,
            toewijzing_id: self.toewijzing_id,
            aanbieder: self.aanbieder_id,
            declaratieregel_id: self.declaratieregel_id,
            gemeente: self.gemeente,
            product: code(&self.productcode)?,
            vorm: lees(Vorm::lees(&self.vorm))?,
            leveringsvorm: lees(Leveringsvorm::lees(&self.leveringsvorm))?,
            kenmerk: lees(Kenmerk::lees(&self.kenmerk))?,
            maand: self.maand,
        };
        let boeking = Boeking { post, bedrag: self.bedrag_cent };
        Ok(Geboekt { boeking_id: self.boeking_id, boeking, tegenboeking_van: self.tegenboeking_van })
    }
}

impl GrondslagRij {
    /// The post of an entry on this grant.
    pub fn post(&self, soort: Boeksoort) -> Result<Boekpost, Fout> {
        Ok(Boekpost {
            soort,
            dossier: self.dossier_id,
            indicatie_id: self.indicatie_id,
            toewijzing_id: None,
            aanbieder: None,
            declaratieregel_id: None,
            gemeente: self.gemeente,
            product: code(&self.productcode)?,
            vorm: lees(Vorm::lees(&self.vorm))?,
            leveringsvorm: lees(Leveringsvorm::lees(&self.leveringsvorm))?,
            kenmerk: lees(Kenmerk::lees(&self.kenmerk))?,
            maand: self.geldig_van.eerste_van_maand(),
        })
    }
}

/// Brings the book of a dossier to what is granted now, when this act changed something that counts for it.
pub async fn volg_besluiten(tx: &mut Tx, dossier: DossierId) -> Result<(), Fout> {
    let nr = tx.nr();
    let geraakt: Option<(i64,)> = tx.een(GERAAKT, &[v(&dossier), v(&nr)]).await?;
    if geraakt.is_none_or(|g| g.0 == 0) {
        return Ok(());
    }
    boek_beschikt(tx, dossier).await
}

/// Brings the book of a dossier to what is granted now. Adds nothing when it is right already.
pub async fn boek_beschikt(tx: &mut Tx, dossier: DossierId) -> Result<(), Fout> {
    let rijen: Vec<BoekingRij> = tx.alle(BESCHIKT, &[v(&dossier)]).await?;
    let stand = rijen.iter().map(BoekingRij::geboekt).collect::<Result<Vec<_>, _>>()?;
    let doel = te_beschikken(tx, dossier).await?;
    let bij = bij_te_boeken(&stand, &doel);
    boek(tx, &bij, None).await?;
    Ok(())
}

async fn te_beschikken(tx: &Tx, dossier: DossierId) -> Result<Vec<Boeking>, Fout> {
    let grondslagen: Vec<GrondslagRij> = tx.alle(GRONDSLAGEN, &[v(&dossier)]).await?;
    let mut doel = Vec::new();
    for g in &grondslagen {
        // A grant without an end has no amount over its whole period; `controleer` reports it (FIN-01).
        let p = periode(g.geldig_van, g.geldig_tot)?;
        doel.extend(beschikt(&g.post(Boeksoort::Beschikt)?, g.bedrag_cent, &p).unwrap_or_default());
    }
    Ok(doel)
}

/// What a grant means for money; also when it was withdrawn since.
pub async fn grondslag(db: &impl Leest, indicatie_id: i64) -> Result<Option<GrondslagRij>, Fout> {
    db.een(GRONDSLAG, &[v(&indicatie_id)]).await
}

/// All entries of a dossier, by month.
pub async fn van_dossier(db: &impl Leest, dossier: DossierId) -> Result<Vec<BoekingRij>, Fout> {
    db.alle(VAN_DOSSIER, &[v(&dossier)]).await
}

/// Per declared line the newest entry that undid a payment of it: a new payment undoes that one, so that a line is paid once.
pub async fn teruggedraaid(db: &impl Leest) -> Result<BTreeMap<i64, i64>, Fout> {
    let rijen: Vec<(Option<i64>, i64)> = db.alle(EERDER_BETAALD, &[]).await?;
    Ok(rijen.into_iter().filter_map(|(regel, id)| Some((regel?, id))).collect())
}

/// Declared entries that were not paid yet, or of which the payment was undone, oldest first, at most 50,000.
pub async fn onbetaald(db: &impl Leest) -> Result<Vec<Geboekt>, Fout> {
    let rijen: Vec<BoekingRij> = db.alle(ONBETAALD, &[]).await?;
    rijen.iter().map(BoekingRij::geboekt).collect()
}

/// Adds entries to the book; returns how many.
pub async fn boek(tx: &mut Tx, bij: &[Bijboeking], bericht_id: Option<i64>) -> Result<usize, Fout> {
    if bij.is_empty() {
        return Ok(0);
    }
    let nr = tx.nr();
    let (eerste, einde) = (nr.0 * BOEKINGEN_MAX, (nr.0 + 1) * BOEKINGEN_MAX);
    let (mut id,): (i64,) = tx.een(LAATSTE, &[v(&eerste), v(&einde)]).await?.unwrap_or((eerste,));
    for b in bij {
        id += 1;
        if id >= einde {
            return Err(Fout::nieuw("een handeling boekt ten hoogste 99.999 regels"));
        }
        let p = &b.boeking.post;
        let args = [
            v(&id),
            t(p.soort.code()),
            v(&p.dossier),
            v(&p.indicatie_id),
            o(&p.toewijzing_id),
            o(&p.aanbieder),
            o(&p.declaratieregel_id),
            v(&p.gemeente),
            t(p.product.tekst()),
            t(p.vorm.code()),
            t(p.leveringsvorm.code()),
            t(p.kenmerk.code()),
            v(&p.maand),
            v(&b.boeking.bedrag),
            o(&b.tegenboeking_van),
            o(&bericht_id),
            v(&nr),
        ];
        tx.voer(BOEK, &args).await?;
    }
    Ok(bij.len())
}
