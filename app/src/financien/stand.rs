//! Sums over the book and the budget: what the money pages show.

use crate::{
    huis::opslag::{Fout, Leest, Tx, Val, sql, t, v},
    rij,
};
use kern::financien::begroot_per_maand;
use kern::stam::{AanbiederId, Cent, Datum, DossierId, Gemeentecode, Peil};

/// First and last year that can be asked for.
const EERSTE_JAAR: i16 = 2015;
const LAATSTE_JAAR: i16 = 2100;
/// Entries on one page.
pub const PER_PAGINA: i64 = 100;

rij! {
    /// A sum over the book.
    pub struct SomRij {
        gemeente: Gemeentecode, vorm: String, productcode: String, leveringsvorm: String, kenmerk: String, maand: Datum, soort: String,
        bedrag_cent: Cent,
    }
}
rij! {
    /// An entry with the day it was recorded.
    pub struct DetailRij {
        boeking_id: i64, soort: String, dossier_id: DossierId, aanbieder_id: Option<AanbiederId>, gemeente: Gemeentecode, productcode: String,
        leveringsvorm: String, kenmerk: String, maand: Datum, bedrag_cent: Cent, tegenboeking_van: Option<i64>, bericht_id: Option<i64>,
        op: Datum,
    }
}
rij! {
    /// A budget as stored.
    pub struct BegrotingRij { begroting_id: i64, jaar: i64, gemeente: Gemeentecode, vorm: String, bedrag_cent: Cent, status: String }
}

sql!(
    SOMMEN = "SELECT gemeente, vorm, productcode, leveringsvorm, kenmerk, maand, soort, CAST(sum(bedrag_cent) AS BIGINT) FROM boeking
    WHERE maand >= $1 AND maand < $2 AND ($3 = '' OR gemeente = $3) AND ($4 = '' OR vorm = $4) AND ($5 = '' OR productcode = $5)
      AND ($6 = '' OR leveringsvorm = $6) AND ($7 = '' OR kenmerk = $7)
    GROUP BY gemeente, vorm, productcode, leveringsvorm, kenmerk, maand, soort
    ORDER BY gemeente, vorm, productcode, leveringsvorm, kenmerk, maand, soort"
);
sql!(
    DETAILS = "SELECT b.boeking_id, b.soort, b.dossier_id, b.aanbieder_id, b.gemeente, b.productcode, b.leveringsvorm, b.kenmerk, b.maand,
      b.bedrag_cent, b.tegenboeking_van, b.bericht_id, j.op
    FROM boeking b JOIN journaal j ON j.nr = b.nr
    WHERE b.maand >= $1 AND b.maand < $2 AND ($3 = '' OR b.gemeente = $3) AND ($4 = '' OR b.vorm = $4) AND ($5 = '' OR b.productcode = $5)
      AND ($6 = '' OR b.leveringsvorm = $6) AND ($7 = '' OR b.kenmerk = $7) AND ($8 = '' OR b.soort = $8)
      AND ($9 = 0 OR b.nr = $9) AND ($10 = 0 OR b.aanbieder_id = $10)
    ORDER BY b.maand, b.dossier_id, b.boeking_id LIMIT $11 OFFSET $12"
);
sql!(
    DETAIL_SOM = "SELECT count(*), CAST(COALESCE(sum(bedrag_cent), 0) AS BIGINT) FROM boeking
    WHERE maand >= $1 AND maand < $2 AND ($3 = '' OR gemeente = $3) AND ($4 = '' OR vorm = $4) AND ($5 = '' OR productcode = $5)
      AND ($6 = '' OR leveringsvorm = $6) AND ($7 = '' OR kenmerk = $7) AND ($8 = '' OR soort = $8)
      AND ($9 = 0 OR nr = $9) AND ($10 = 0 OR aanbieder_id = $10)"
);
sql!(
    BEGROTING = "SELECT begroting_id, jaar, gemeente, vorm, bedrag_cent, status FROM begroting
    WHERE jaar = $1 AND vanaf_nr <= $2 AND (tot_nr IS NULL OR $2 < tot_nr) ORDER BY gemeente, vorm LIMIT 1000"
);
sql!(
    BEGROOT = "INSERT INTO begroting (begroting_id, jaar, gemeente, vorm, bedrag_cent, status, vanaf_nr) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);

/// What sums and entries are asked for; empty texts mean: all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vraag {
    /// Budget year.
    pub jaar: i16,
    /// One month, 1-12; 0 for the whole year.
    pub maand: i8,
    /// CBS code.
    pub gemeente: String,
    /// Form.
    pub vorm: String,
    /// Product.
    pub product: String,
    /// zin or pgb.
    pub leveringsvorm: String,
    /// nieuw or historisch.
    pub kenmerk: String,
    /// What one pay run paid, of all years: its number; 0 for everything. Only for entries, not for sums.
    pub run: i64,
    /// Of one aanbieder; 0 for all. Only for entries, not for sums.
    pub aanbieder: i64,
}

impl Vraag {
    /// First day, and first day no longer.
    pub fn dagen(&self) -> (Datum, Datum) {
        let dag = |jaar, maand| Datum::nieuw(jaar, maand, 1).expect("years are 2015-2100, months 1-12");
        match self.maand {
            _ if self.run > 0 => (dag(EERSTE_JAAR, 1), dag(LAATSTE_JAAR, 1).plus_jaren(1)),
            1..=12 => (dag(self.jaar, self.maand), dag(self.jaar, self.maand).plus_maanden(1)),
            _ => (dag(self.jaar, 1), dag(self.jaar, 1).plus_jaren(1)),
        }
    }

    fn args(&self) -> Vec<Val> {
        let (van, tot) = self.dagen();
        let rest = [&self.gemeente, &self.vorm, &self.product, &self.leveringsvorm, &self.kenmerk];
        [v(&van), v(&tot)].into_iter().chain(rest.into_iter().map(|x| t(x))).collect()
    }

    /// Whether a budget exists for what is asked: budgets are per gemeente and form only.
    pub fn is_begroot(&self) -> bool {
        self.product.is_empty() && self.leveringsvorm.is_empty() && self.kenmerk.is_empty()
    }
}

/// Sums per gemeente, form, product, month and column.
pub async fn sommen(db: &impl Leest, vraag: &Vraag) -> Result<Vec<SomRij>, Fout> {
    db.alle(SOMMEN, &vraag.args()).await
}

/// The entries behind a number: how many, their sum, and one page of them.
pub async fn details(
    db: &impl Leest,
    vraag: &Vraag,
    soort: &str,
    aantal: i64,
    vanaf: i64,
) -> Result<(i64, Cent, Vec<DetailRij>), Fout> {
    let mut args = vraag.args();
    args.extend([t(soort), v(&vraag.run), v(&vraag.aanbieder)]);
    let (n, som): (i64, Cent) = db.een(DETAIL_SOM, &args).await?.unwrap_or((0, Cent::NUL));
    args.extend([v(&aantal), v(&vanaf)]);
    Ok((n, som, db.alle(DETAILS, &args).await?))
}

/// The budget of a year.
pub async fn begroting(db: &impl Leest, jaar: i64, peil: Peil) -> Result<Vec<BegrotingRij>, Fout> {
    db.alle(BEGROTING, &[v(&jaar), v(&peil.bekend)]).await
}

/// Records a budget; closes the version before it, when there is one.
pub async fn leg_begroting_vast(tx: &mut Tx, nieuw: &BegrotingRij, vervangt: bool) -> Result<(), Fout> {
    if vervangt {
        tx.sluit("begroting", "begroting_id", nieuw.begroting_id).await?;
    }
    let nr = tx.nr();
    let args = [
        v(&nieuw.begroting_id),
        v(&nieuw.jaar),
        v(&nieuw.gemeente),
        t(&nieuw.vorm),
        v(&nieuw.bedrag_cent),
        t(&nieuw.status),
        v(&nr),
    ];
    tx.voer(BEGROOT, &args).await?;
    Ok(())
}

/// What was budgeted for a question: the year, or one of its twelve parts. Only for support: the costs of doing the work
/// are in the budget too, but are never granted or declared, so they would not compare.
pub fn begroot(rijen: &[BegrotingRij], vraag: &Vraag) -> Cent {
    let past = |r: &&BegrotingRij| {
        r.vorm != "uitvoering"
            && (vraag.gemeente.is_empty() || r.gemeente.to_string() == vraag.gemeente)
            && (vraag.vorm.is_empty() || r.vorm == vraag.vorm)
    };
    let deel = |c: Cent| match usize::try_from(vraag.maand) {
        Ok(m @ 1..=12) => begroot_per_maand(c)[m - 1],
        _ => c,
    };
    rijen.iter().filter(past).map(|r| deel(r.bedrag_cent)).sum()
}
