//! The two engines behind one type.

use super::{
    Fout, Opdracht, Rij, Val, VanRij,
    groep::Groep,
    sqlite::{self, Bestanden, Lezers},
    tx::Tx,
    waarde,
};
use sqlx::{AssertSqlSafe, Executor, PgPool, SqlSafeStr, postgres::PgPoolOptions};
use std::{future::Future, path::Path, sync::Arc, time::Duration};

/// Connections per node on PostgreSQL.
const POSTGRES_MAX: u32 = 12;

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motor {
    /// Embedded file.
    Sqlite,
    /// Server.
    Postgres,
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// Embedded: many readers, one writer.
    Sqlite {
        /// Reading connections.
        lezers: Arc<Lezers>,
        /// The one writer of acts.
        schrijver: Arc<Groep>,
        /// The one writer of the logboek, in a file of its own; the same as `schrijver` for a backup.
        logboek: Arc<Groep>,
    },
    /// Server.
    Postgres(PgPool),
}

/// Anything that can answer a query: a [`Db`], or a [`Tx`] that also sees its own changes.
pub trait Leest: Sync {
    /// Runs a statement that returns rows.
    fn rijen(&self, sql: &'static str, args: &[Val]) -> impl Future<Output = Result<Vec<Rij>, Fout>> + Send;

    /// All rows as structs.
    fn alle<T: VanRij + Send>(
        &self,
        sql: &'static str,
        args: &[Val],
    ) -> impl Future<Output = Result<Vec<T>, Fout>> + Send {
        async move { self.rijen(sql, args).await?.iter().map(T::van_rij).collect() }
    }

    /// The first row, when there is one.
    fn een<T: VanRij + Send>(
        &self,
        sql: &'static str,
        args: &[Val],
    ) -> impl Future<Output = Result<Option<T>, Fout>> + Send {
        async move { self.rijen(sql, args).await?.first().map(T::van_rij).transpose() }
    }
}

impl Db {
    /// Opens an embedded database, making the file when needed.
    pub async fn open_sqlite(bestand: &Path) -> Result<Db, Fout> {
        Db::open_bestanden(Bestanden::twee(bestand))
    }

    /// Opens a backup: one file that holds the logboek too.
    pub async fn open_kopie(bestand: &Path) -> Result<Db, Fout> {
        Db::open_bestanden(Bestanden::een(bestand))
    }

    fn open_bestanden(bestanden: Bestanden) -> Result<Db, Fout> {
        let logboek = match &bestanden.logboek {
            Some(l) => Some(Arc::new(Groep::open(sqlite::open_schrijver(l)?)?)),
            None => None,
        };
        let schrijver = Arc::new(Groep::open(bestanden.schrijver()?)?);
        let logboek = logboek.unwrap_or_else(|| Arc::clone(&schrijver));
        Ok(Db::Sqlite { lezers: Arc::new(Lezers::open(bestanden)?), schrijver, logboek })
    }

    /// Connects to a PostgreSQL server.
    pub async fn open_postgres(url: &str) -> Result<Db, Fout> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_MAX)
            .acquire_timeout(Duration::from_secs(10))
            .connect(url)
            .await
            .map_err(|e| Fout::nieuw(format!("geen verbinding met PostgreSQL: {e}")))?;
        Ok(Db::Postgres(pool))
    }

    /// Which engine this is.
    pub fn motor(&self) -> Motor {
        match self {
            Db::Sqlite { .. } => Motor::Sqlite,
            Db::Postgres(_) => Motor::Postgres,
        }
    }

    /// Starts an act: takes its turn and the next journal number.
    pub async fn begin(&self, wie: super::super::Wie) -> Result<Tx, Fout> {
        Tx::begin(self, wie).await
    }

    /// Runs a statement outside the journal. Only for *kaart* tables: facts go through [`Db::begin`].
    pub async fn voer(&self, sql: &'static str, args: &[Val]) -> Result<u64, Fout> {
        match self {
            Db::Sqlite { schrijver, .. } => schrijver.voer(sql, args).await,
            Db::Postgres(p) => op_postgres(p, sql, args).await,
        }
    }

    /// Writes to the logboek; returns when it is on disk.
    pub async fn naar_logboek(&self, sql: &'static str, args: &[Val]) -> Result<u64, Fout> {
        match self {
            Db::Sqlite { logboek, .. } => logboek.voer(sql, args).await,
            Db::Postgres(p) => op_postgres(p, sql, args).await,
        }
    }

    /// Runs a generated statement that returns rows. Its names come from the migrations; values are parameters.
    pub async fn rijen_van(&self, sql: &str, args: &[Val]) -> Result<Vec<Rij>, Fout> {
        Ok(match self {
            Db::Sqlite { lezers, .. } => {
                lezers.met(|c| sqlite::rijen(c, sql, args))?.into_iter().map(Rij::S).collect()
            }
            Db::Postgres(p) => {
                let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
                sqlx::query_with(sql, waarde::voor_postgres(args)?)
                    .fetch_all(p)
                    .await?
                    .into_iter()
                    .map(Rij::P)
                    .collect()
            }
        })
    }

    /// Prepares every registered statement; returns what this engine refuses.
    pub async fn toets_opdrachten(&self) -> Vec<String> {
        let mut fouten = Vec::new();
        for o in inventory::iter::<Opdracht> {
            let e = match self {
                Db::Sqlite { lezers, .. } => lezers.met(|c| Ok(c.prepare(o.sql).map(drop)?)).err(),
                Db::Postgres(p) => p.prepare(AssertSqlSafe(o.sql).into_sql_str()).await.err().map(Fout::from),
            };
            if let Some(e) = e {
                fouten.push(format!("{}:{} {}: {e}", o.bestand, o.regel, o.naam));
            }
        }
        fouten
    }

    /// Closes all connections, after the last commit.
    pub async fn sluit(&self) {
        match self {
            Db::Sqlite { lezers, schrijver, logboek } => {
                lezers.sluit();
                schrijver.rond_af().await;
                logboek.rond_af().await;
            }
            Db::Postgres(p) => p.close().await,
        }
    }
}

async fn op_postgres(p: &PgPool, sql: &'static str, args: &[Val]) -> Result<u64, Fout> {
    Ok(sqlx::query_with(sql, waarde::voor_postgres(args)?).execute(p).await?.rows_affected())
}

impl Leest for Db {
    async fn rijen(&self, sql: &'static str, args: &[Val]) -> Result<Vec<Rij>, Fout> {
        Ok(match self {
            Db::Sqlite { lezers, .. } => {
                lezers.met(|c| sqlite::rijen(c, sql, args))?.into_iter().map(Rij::S).collect()
            }
            Db::Postgres(p) => sqlx::query_with(sql, waarde::voor_postgres(args)?)
                .fetch_all(p)
                .await?
                .into_iter()
                .map(Rij::P)
                .collect(),
        })
    }
}
