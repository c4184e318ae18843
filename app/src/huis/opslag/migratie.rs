//! Migrations: one text for both engines, with tokens for the few types that differ.

use super::{Db, Fout};
use sqlx::{AssertSqlSafe, Executor, Row, SqlSafeStr};

/// The migrations in order: number, name, text.
pub const MIGRATIES: &[(i64, &str, &str)] = &[
    (1, "huis", include_str!("../../../migraties/0001_huis.sql")),
    (2, "inwoner_toegang", include_str!("../../../migraties/0002_inwoner_toegang.sql")),
    (3, "dossier", include_str!("../../../migraties/0003_dossier.sql")),
    (4, "besluit_levering", include_str!("../../../migraties/0004_besluit_levering.sql")),
    (5, "geld_rapport", include_str!("../../../migraties/0005_geld_rapport.sql")),
];

const TOKENS: &[(&str, &str, &str)] = &[
    ("{{INT}}", "INTEGER", "BIGINT"),
    ("{{TEXT}}", "TEXT", "TEXT COLLATE \"C\""),
    ("{{DATE}}", "TEXT", "DATE"),
    ("{{TS}}", "TEXT", "TIMESTAMPTZ"),
    ("{{BYTES}}", "BLOB", "BYTEA"),
    ("{{AUTO}}", "INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("{{STRICT}}", "STRICT", ""),
];

/// Brings the database up to date; returns the names of the migrations that were run. Safe to repeat, and safe
/// when two processes start at once.
pub async fn migreer(db: &Db) -> Result<Vec<&'static str>, Fout> {
    let mut gedaan = Vec::new();
    match db {
        Db::Sqlite { schrijver, .. } => {
            let mut tx = schrijver.begin().await?;
            let conn = &mut tx.staat.conn;
            conn.execute(
                "CREATE TABLE IF NOT EXISTS migratie (nummer INTEGER PRIMARY KEY, naam TEXT NOT NULL) STRICT",
            )
            .await?;
            let staat: i64 =
                conn.fetch_one("SELECT COALESCE(max(nummer), 0) FROM migratie").await?.try_get(0)?;
            for (nummer, naam, tekst) in MIGRATIES.iter().filter(|m| m.0 > staat) {
                conn.execute(AssertSqlSafe(vertaal(tekst, false)).into_sql_str()).await?;
                sqlx::query("INSERT INTO migratie (nummer, naam) VALUES ($1, $2)")
                    .bind(nummer)
                    .bind(*naam)
                    .execute(&mut *conn)
                    .await?;
                gedaan.push(*naam);
            }
            tx.commit().await?;
        }
        Db::Postgres(p) => {
            let mut tx = p.begin().await?;
            // One process migrates, the others wait here and then find nothing to do.
            tx.execute("SELECT pg_advisory_xact_lock(7260419)").await?;
            tx.execute("CREATE TABLE IF NOT EXISTS migratie (nummer BIGINT PRIMARY KEY, naam TEXT NOT NULL)")
                .await?;
            let staat: i64 =
                tx.fetch_one("SELECT COALESCE(max(nummer), 0) FROM migratie").await?.try_get(0)?;
            for (nummer, naam, tekst) in MIGRATIES.iter().filter(|m| m.0 > staat) {
                tx.execute(AssertSqlSafe(vertaal(tekst, true)).into_sql_str()).await?;
                sqlx::query("INSERT INTO migratie (nummer, naam) VALUES ($1, $2)")
                    .bind(nummer)
                    .bind(*naam)
                    .execute(&mut *tx)
                    .await?;
                gedaan.push(*naam);
            }
            tx.commit().await?;
        }
    }
    Ok(gedaan)
}

fn vertaal(tekst: &str, postgres: bool) -> String {
    TOKENS.iter().fold(tekst.to_owned(), |t, (token, s, p)| t.replace(token, if postgres { p } else { s }))
}
