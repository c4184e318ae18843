//! Decisions on the key, and settled years, in the database.

use crate::huis::opslag::{Fout, Leest, Tx, o, sql, t, v};
use crate::rij;
use kern::financien::{Sleutelbesluit, Verdeelgrondslag, Verdeelsleutel};
use kern::stam::{Breuk, Cent, Datum, Gemeentecode, Periode};

rij! {
    /// A decision on the key as stored; shares of a mix in percent.
    pub struct SleutelRij {
        sleutelbesluit_id: i64, letter: String, inbreng: i64, inwoners: i64, gebruik: i64, band_cent: Option<Cent>, besloten_op: Datum,
        document: String, stuk_id: Option<i64>, geldig_van: Datum, geldig_tot: Option<Datum>,
    }
}
rij! {
    /// A settled year as stored.
    pub struct AfrekeningRij { potafrekening_id: i64, sleutel: String, resultaat_cent: Cent, reserve_cent: Cent, op: Datum }
}

sql!(
    BESLUITEN = "SELECT sleutelbesluit_id, letter, inbreng, inwoners, gebruik, band_cent, besloten_op, document, stuk_id, geldig_van, geldig_tot
    FROM sleutelbesluit WHERE tot_nr IS NULL ORDER BY geldig_van DESC LIMIT 200"
);
sql!(
    ZORG_TOT = "SELECT maand FROM grootboekpost WHERE soort = 'maand' AND maand >= $1 AND maand < $2 ORDER BY maand DESC LIMIT 1"
);
sql!(
    LEG_BESLUIT = "INSERT INTO sleutelbesluit (sleutelbesluit_id, letter, inbreng, inwoners, gebruik, band_cent, besloten_op, document, stuk_id,
      geldig_van, geldig_tot, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
sql!(
    AFREKENING = "SELECT potafrekening_id, sleutel, resultaat_cent, reserve_cent, op FROM potafrekening WHERE jaar = $1"
);
sql!(
    DELEN =
        "SELECT gemeente, bedrag_cent FROM potafrekeningdeel WHERE potafrekening_id = $1 ORDER BY gemeente"
);
sql!(
    LEG_AFREKENING = "INSERT INTO potafrekening (potafrekening_id, jaar, sleutelbesluit_id, sleutel, resultaat_cent, reserve_cent, op, nr)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    LEG_DEEL = "INSERT INTO potafrekeningdeel (potafrekeningdeel_id, potafrekening_id, gemeente, bedrag_cent, nr) VALUES ($1, $2, $3, $4, $5)"
);

/// The last month of a year of which care is in the boek.
pub async fn zorg_tot(db: &impl Leest, jaar: i16) -> Result<Option<Datum>, Fout> {
    let Some(begin) = Datum::nieuw(jaar, 1, 1) else { return Ok(None) };
    let rij: Option<(Datum,)> = db.een(ZORG_TOT, &[v(&begin), v(&begin.plus_jaren(1))]).await?;
    Ok(rij.map(|(m,)| m))
}

const HEEL: i128 = 100;

impl SleutelRij {
    /// The key itself.
    pub fn sleutel(&self) -> Result<Verdeelsleutel, Fout> {
        let fout = || Fout::nieuw("sleutelbesluit: onbekende letter");
        Ok(match self.letter.as_str() {
            "a" => Verdeelsleutel::Reserve,
            "b" => Verdeelsleutel::Naar(Verdeelgrondslag::Inbreng),
            "c" => Verdeelsleutel::Naar(Verdeelgrondslag::Inwoners),
            "d" => Verdeelsleutel::Naar(Verdeelgrondslag::Gebruik),
            "e" => {
                let deel = |g, procent: i64| Some((g, Breuk::nieuw(i128::from(procent), HEEL)?));
                let delen = [
                    deel(Verdeelgrondslag::Inbreng, self.inbreng),
                    deel(Verdeelgrondslag::Inwoners, self.inwoners),
                    deel(Verdeelgrondslag::Gebruik, self.gebruik),
                ];
                let delen = delen.into_iter().flatten().filter(|d| !d.1.is_nul()).collect();
                Verdeelsleutel::Mix { delen, band_per_inwoner: self.band_cent }
            }
            _ => return Err(fout()),
        })
    }

    /// The decision as the rules want it.
    pub fn besluit(&self) -> Result<Sleutelbesluit, Fout> {
        let geldig = Periode::nieuw(self.geldig_van, self.geldig_tot)
            .ok_or_else(|| Fout::nieuw("sleutelbesluit: lege periode"))?;
        Ok(Sleutelbesluit { sleutel: self.sleutel()?, geldig, document: self.document.clone() })
    }

    /// The key in words, with the shares of a mix.
    pub fn tekst(&self) -> Result<String, Fout> {
        let basis = self.sleutel()?.tekst().to_owned();
        if self.letter != "e" {
            return Ok(basis);
        }
        let (a, b, c) = (self.inbreng, self.inwoners, self.gebruik);
        let band = self.band_cent.map_or_else(String::new, |c| format!(", ten hoogste {c} per inwoner"));
        Ok(format!("{basis}: {a}% naar inbreng, {b}% naar inwoners, {c}% naar gebruik{band}"))
    }
}

/// All decisions, the newest first.
pub async fn besluiten(db: &impl Leest) -> Result<Vec<SleutelRij>, Fout> {
    db.alle(BESLUITEN, &[]).await
}

/// Records a decision; closes the version before it, when there is one.
pub async fn leg_besluit_vast(tx: &mut Tx, r: &SleutelRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("sleutelbesluit", "sleutelbesluit_id", r.sleutelbesluit_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&r.sleutelbesluit_id),
        t(&r.letter),
        v(&r.inbreng),
        v(&r.inwoners),
        v(&r.gebruik),
        o(&r.band_cent),
        v(&r.besloten_op),
        t(&r.document),
        o(&r.stuk_id),
        v(&r.geldig_van),
        o(&r.geldig_tot),
        v(&nr),
    ];
    tx.voer(LEG_BESLUIT, &args).await?;
    Ok(())
}

/// How a year was settled, and what each gemeente got; nothing while it is open.
pub async fn afrekening(
    db: &impl Leest,
    jaar: i16,
) -> Result<Option<(AfrekeningRij, Vec<(Gemeentecode, Cent)>)>, Fout> {
    let Some(a) = db.een::<AfrekeningRij>(AFREKENING, &[v(&i64::from(jaar))]).await? else { return Ok(None) };
    let delen = db.alle(DELEN, &[v(&a.potafrekening_id)]).await?;
    Ok(Some((a, delen)))
}

/// A settled year to record.
#[derive(Debug, Clone)]
pub struct NieuweAfrekening<'a> {
    /// Year.
    pub jaar: i16,
    /// Decision on the key.
    pub besluit: &'a SleutelRij,
    /// What was left, or short.
    pub resultaat: Cent,
    /// How it was settled.
    pub uitkomst: &'a kern::financien::Afrekening,
}

/// Records a settled year; returns its key.
pub async fn leg_afrekening_vast(tx: &mut Tx, id: i64, n: &NieuweAfrekening<'_>) -> Result<(), Fout> {
    let nr = tx.nr();
    let args = [
        v(&id),
        v(&i64::from(n.jaar)),
        v(&n.besluit.sleutelbesluit_id),
        t(&n.besluit.tekst()?),
        v(&n.resultaat),
        v(&n.uitkomst.reserve),
        v(&tx.vandaag()),
        v(&nr),
    ];
    tx.voer(LEG_AFREKENING, &args).await?;
    for (g, bedrag) in &n.uitkomst.per_gemeente {
        let deel = tx.nieuw_id()?;
        tx.voer(LEG_DEEL, &[v(&deel), v(&id), v(g), v(bedrag), v(&nr)]).await?;
    }
    Ok(())
}
