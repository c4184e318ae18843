//! The two engines behind one type.

use super::{Fout, Opdracht, Rij, Val, VanRij, direct::Direct, groep::Groep, tx::Tx, waarde};
use sqlx::{
    AssertSqlSafe, Executor, PgPool, SqlSafeStr, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{future::Future, path::Path, sync::Arc, time::Duration};

/// Reading connections on SQLite; more does not help on a few cores.
const LEZERS_MAX: u32 = 6;
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
        /// Reading connections of the driver, for what reads long: copies, proofs.
        lezers: SqlitePool,
        /// Reading in place, for pages.
        direct: Arc<Direct>,
        /// The one writer.
        schrijver: Arc<Groep>,
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
        let opties = SqliteConnectOptions::new()
            .filename(bestand)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(400)
            .disable_statement_logging_();
        let schrijver = Arc::new(Groep::open(opties.clone()).await?);
        let lezers = SqlitePoolOptions::new()
            .max_connections(LEZERS_MAX)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(opties.pragma("query_only", "ON"))
            .await?;
        Ok(Db::Sqlite { lezers, direct: Arc::new(Direct::open(bestand)?), schrijver })
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

    /// Runs a statement outside the journal. Only for *kaart* tables and the logboek: facts go through [`Db::begin`].
    pub async fn voer(&self, sql: &'static str, args: &[Val]) -> Result<u64, Fout> {
        match self {
            Db::Sqlite { schrijver, .. } => {
                let mut tx = schrijver.begin().await?;
                let n = sqlx::query_with(sql, waarde::voor_sqlite(args)?)
                    .execute(&mut tx.staat.conn)
                    .await?
                    .rows_affected();
                tx.commit().await?;
                Ok(n)
            }
            Db::Postgres(p) => {
                Ok(sqlx::query_with(sql, waarde::voor_postgres(args)?).execute(p).await?.rows_affected())
            }
        }
    }

    /// Prepares every registered statement; returns what this engine refuses.
    pub async fn toets_opdrachten(&self) -> Vec<String> {
        let mut fouten = Vec::new();
        for o in inventory::iter::<Opdracht> {
            let sql = AssertSqlSafe(o.sql).into_sql_str();
            let e = match self {
                Db::Sqlite { lezers, .. } => lezers.prepare(sql).await.err(),
                Db::Postgres(p) => p.prepare(sql).await.err(),
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
            Db::Sqlite { lezers, direct, schrijver } => {
                lezers.close().await;
                direct.sluit();
                schrijver.rond_af().await;
            }
            Db::Postgres(p) => p.close().await,
        }
    }
}

impl Leest for Db {
    async fn rijen(&self, sql: &'static str, args: &[Val]) -> Result<Vec<Rij>, Fout> {
        Ok(match self {
            Db::Sqlite { direct, .. } => direct.rijen(sql, args)?.into_iter().map(Rij::D).collect(),
            Db::Postgres(p) => sqlx::query_with(sql, waarde::voor_postgres(args)?)
                .fetch_all(p)
                .await?
                .into_iter()
                .map(Rij::P)
                .collect(),
        })
    }
}

trait ZonderLog {
    fn disable_statement_logging_(self) -> Self;
}
impl ZonderLog for SqliteConnectOptions {
    // Statements carry values of persons: they never go to the technical log.
    fn disable_statement_logging_(self) -> Self {
        use sqlx::ConnectOptions;
        self.disable_statement_logging()
    }
}
