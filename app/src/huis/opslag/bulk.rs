//! Many acts in one transaction: for a history that is loaded, never for work. Numbers and hashes are counted in memory, so the
//! journal is as gapless and as chained as when the acts had come one by one.

use super::{
    Db, Fout, Handeling, Leest, Rij, Tabel, Val, VanRij, groep::GroepTx, journaalrij, sql, tabellen, v,
    waarde,
};
use crate::huis::Wie;
use kern::stam::JournaalNr;
use sqlx::{AssertSqlSafe, PgTransaction, SqlSafeStr};
use std::{collections::BTreeMap, sync::Arc};

/// Memory for pages of an SQLite file during a load: rows go into many indexes in no order, and a small cache would write each
/// page to the log over and over. KiB, taken as needed.
const RUIM: &str = "PRAGMA cache_size = -1500000";
/// Indexes that can be built at once when the rows are there; those that guard something stay.
const INDEXEN: &str =
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'";
/// What the writer has otherwise.
const GEWOON: &str = "PRAGMA cache_size = -8000";
/// Rows per INSERT; SQLite takes 32,766 parameters in a statement.
const BLOK: usize = 200;

enum Motor {
    S(GroepTx),
    P(PgTransaction<'static>),
}

struct Laadtafel {
    tabel: Tabel,
    vol: Arc<str>,
    rijen: Vec<Val>,
}

/// A load in progress. Dropping it without [`Bulk::commit`] leaves no trace.
pub struct Bulk {
    motor: Motor,
    nr: i64,
    hash: String,
    tafels: BTreeMap<String, Laadtafel>,
    /// Statements that build the indexes again.
    indexen: Vec<String>,
}

sql!(STAND = "SELECT journaal_nr FROM teller WHERE teller_id = 1");
sql!(LAATSTE_HASH = "SELECT hash FROM journaal ORDER BY nr DESC LIMIT 1");
sql!(NEEM_BEURT = "UPDATE teller SET journaal_nr = journaal_nr WHERE teller_id = 1");
sql!(ZET_TELLER = "UPDATE teller SET journaal_nr = $1 WHERE teller_id = 1");

impl Bulk {
    /// Takes the turn to write and keeps it until the end.
    pub async fn begin(db: &Db) -> Result<Bulk, Fout> {
        let mut indexen = Vec::new();
        let motor = match db {
            Db::Sqlite { schrijver, .. } => {
                let g = schrijver.begin().await?;
                g.voer(NEEM_BEURT, &[])?;
                indexen = zonder_indexen(&g)?;
                Motor::S(g)
            }
            Db::Postgres(p) => Motor::P(p.begin().await?),
        };
        let mut bulk = Bulk { motor, nr: 0, hash: String::new(), tafels: BTreeMap::new(), indexen };
        bulk.voer(NEEM_BEURT.into(), &[]).await?;
        // Read outside: nobody else can have written since, on either engine, once the turn is ours.
        bulk.nr = db.een::<(i64,)>(STAND, &[]).await?.map_or(0, |r| r.0);
        bulk.hash = db.een::<(String,)>(LAATSTE_HASH, &[]).await?.map_or_else(String::new, |r| r.0);
        for tabel in tabellen() {
            let vol = invoeging(&tabel, BLOK).into();
            bulk.tafels.insert(tabel.naam.clone(), Laadtafel { tabel, vol, rijen: Vec::new() });
        }
        Ok(bulk)
    }

    /// Number of the last act.
    pub fn nr(&self) -> i64 {
        self.nr
    }

    /// Adds an act to the journal; acts come in order of time.
    pub async fn journaal(&mut self, w: &Wie, h: &Handeling) -> Result<JournaalNr, Fout> {
        self.nr += 1;
        let nr = JournaalNr(self.nr);
        let (rij, hash) = journaalrij(nr, w, h, &self.hash);
        self.hash = hash;
        self.rij("journaal", rij).await?;
        Ok(nr)
    }

    /// The description of a table.
    pub fn tabel(&self, naam: &str) -> Result<&Tabel, Fout> {
        self.tafels.get(naam).map(|l| &l.tabel).ok_or_else(|| Fout::nieuw(format!("geen tabel {naam}")))
    }

    /// Adds a row: a value for every column, in order.
    pub async fn rij(&mut self, naam: &str, rij: Vec<Val>) -> Result<(), Fout> {
        let tafel = self.tafels.get_mut(naam).ok_or_else(|| Fout::nieuw(format!("geen tabel {naam}")))?;
        if rij.len() != tafel.tabel.kolommen.len() {
            return Err(Fout::nieuw(format!("{naam}: {} waarden", rij.len())));
        }
        tafel.rijen.extend(rij);
        if tafel.rijen.len() < BLOK * tafel.tabel.kolommen.len() {
            return Ok(());
        }
        // What others refer to goes first: every row names its act, lines name their message.
        for eerst in ["journaal", "bericht"] {
            if naam != eerst {
                self.schrijf(eerst).await?;
            }
        }
        self.schrijf(naam).await
    }

    /// Writes what is left, sets the counter, and makes everything durable.
    pub async fn commit(mut self) -> Result<JournaalNr, Fout> {
        for tabel in tabellen() {
            self.schrijf(&tabel.naam).await?;
        }
        self.voer(ZET_TELLER.into(), &[v(&self.nr)]).await?;
        match self.motor {
            Motor::S(g) => {
                for maak in self.indexen {
                    g.stapel(&maak)?;
                }
                g.stapel(GEWOON)?;
                g.commit().await?;
            }
            Motor::P(p) => p.commit().await?,
        }
        Ok(JournaalNr(self.nr))
    }

    async fn schrijf(&mut self, naam: &str) -> Result<(), Fout> {
        let Some(tafel) = self.tafels.get_mut(naam).filter(|l| !l.rijen.is_empty()) else { return Ok(()) };
        let rijen = std::mem::take(&mut tafel.rijen);
        let aantal = rijen.len() / tafel.tabel.kolommen.len();
        let sql =
            if aantal == BLOK { Arc::clone(&tafel.vol) } else { invoeging(&tafel.tabel, aantal).into() };
        self.voer(sql, &rijen).await
    }

    async fn voer(&mut self, sql: Arc<str>, args: &[Val]) -> Result<(), Fout> {
        match &mut self.motor {
            Motor::S(g) => {
                g.voer(&sql, args)?;
            }
            Motor::P(p) => {
                let sql = AssertSqlSafe(sql.to_string()).into_sql_str();
                sqlx::query_with(sql, waarde::voor_postgres(args)?).execute(&mut **p).await?;
            }
        }
        Ok(())
    }
}

/// Makes room and takes the indexes away, inside the transaction: whoever drops the load has them back. Returns how to build them.
fn zonder_indexen(g: &GroepTx) -> Result<Vec<String>, Fout> {
    g.stapel(RUIM)?;
    let mut indexen = Vec::new();
    for rij in g.rijen(INDEXEN, &[])?.into_iter().map(Rij::S) {
        let (naam, maak) = <(String, String)>::van_rij(&rij)?;
        g.stapel(&format!("DROP INDEX \"{naam}\""))?;
        indexen.push(maak);
    }
    Ok(indexen)
}

/// `INSERT INTO … VALUES (…), (…)` for a number of rows. Names come from the migrations, values are parameters.
fn invoeging(tabel: &Tabel, rijen: usize) -> String {
    let namen: Vec<&str> = tabel.kolommen.iter().map(|k| k.naam.as_str()).collect();
    let breed = namen.len();
    let groep = |r: usize| {
        let plaatsen: Vec<String> = (1..=breed).map(|k| format!("${}", r * breed + k)).collect();
        format!("({})", plaatsen.join(", "))
    };
    let groepen: Vec<String> = (0..rijen).map(groep).collect();
    format!("INSERT INTO {} ({}) VALUES {}", tabel.naam, namen.join(", "), groepen.join(", "))
}
