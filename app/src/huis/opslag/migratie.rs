//! Migrations: one text for both engines, with tokens for the few types that differ.

use super::{
    Db, Fout, Rij, Ty,
    groep::{Groep, GroepTx},
    t, v,
};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row, SqlSafeStr};

/// The migrations in order: number, name, text.
pub const MIGRATIES: &[(i64, &str, &str)] = &[
    (1, "huis", include_str!("../../../migraties/0001_huis.sql")),
    (2, "inwoner_toegang", include_str!("../../../migraties/0002_inwoner_toegang.sql")),
    (3, "dossier", include_str!("../../../migraties/0003_dossier.sql")),
    (4, "besluit_levering", include_str!("../../../migraties/0004_besluit_levering.sql")),
    (5, "geld_rapport", include_str!("../../../migraties/0005_geld_rapport.sql")),
    (6, "berichtenverkeer", include_str!("../../../migraties/0006_berichtenverkeer.sql")),
    (7, "pot", include_str!("../../../migraties/0007_pot.sql")),
    (8, "recht", include_str!("../../../migraties/0008_recht.sql")),
    (9, "monitor", include_str!("../../../migraties/0009_monitor.sql")),
    (10, "open", include_str!("../../../migraties/0010_open.sql")),
    (11, "lijst", include_str!("../../../migraties/0011_lijst.sql")),
    (12, "mens", include_str!("../../../migraties/0012_mens.sql")),
    (13, "crediteuren", include_str!("../../../migraties/0013_crediteuren.sql")),
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
    match db {
        Db::Sqlite { lezers, schrijver, .. } => {
            let tx = schrijver.begin().await?;
            let gedaan = op_sqlite(&tx)?;
            tx.commit().await?;
            if lezers.bestanden.logboek.is_some() {
                verhuis_logboek(schrijver).await?;
            }
            Ok(gedaan)
        }
        Db::Postgres(p) => {
            let mut tx = p.begin().await?;
            let gedaan = op_postgres(&mut tx).await?;
            tx.commit().await?;
            Ok(gedaan)
        }
    }
}

/// How the logboek is built, its table first.
const LOGBOEK: &str =
    "SELECT sql FROM main.sqlite_master WHERE tbl_name = 'logboek' AND sql IS NOT NULL ORDER BY type DESC";
const GEDAAN_TOT_NU: &str = "SELECT nummer FROM migratie";
const GEDAAN: &str = "INSERT INTO migratie (nummer, naam) VALUES ($1, $2)";

fn op_sqlite(tx: &GroepTx) -> Result<Vec<&'static str>, Fout> {
    let mut gedaan = Vec::new();
    // Takes the lock, and says in the file itself whose it is: "Wijk".
    tx.stapel("PRAGMA application_id = 1466526315")?;
    tx.stapel("CREATE TABLE IF NOT EXISTS migratie (nummer INTEGER PRIMARY KEY, naam TEXT NOT NULL) STRICT")?;
    let eerder = tx.rijen(GEDAAN_TOT_NU, &[])?.into_iter().map(|r| Rij::S(r).haal(0));
    let eerder = eerder.collect::<Result<Vec<i64>, Fout>>()?;
    for (nummer, naam, tekst) in MIGRATIES.iter().filter(|m| !eerder.contains(&m.0)) {
        tx.stapel(&vertaal(tekst, false))?;
        tx.voer(GEDAAN, &[v(nummer), t(naam)])?;
        gedaan.push(*naam);
    }
    Ok(gedaan)
}

/// Moves the logboek, as the migrations make it, to the file of its own (ADR 0012): of a new database, of one that was made before there
/// was such a file, and of one whose process stopped halfway. Two files are not one transaction, so the copy is on disk before the
/// original goes, and copying again changes nothing.
async fn verhuis_logboek(schrijver: &Groep) -> Result<(), Fout> {
    let tx = schrijver.begin().await?;
    let bouw: Vec<Rij> = tx.rijen(LOGBOEK, &[])?.into_iter().map(Rij::S).collect();
    if bouw.is_empty() {
        return Ok(());
    }
    for rij in &bouw {
        let sql: String = rij.haal(0)?;
        tx.stapel(&sql.replacen("TABLE ", "TABLE IF NOT EXISTS apart.", 1).replacen(
            "INDEX ",
            "INDEX IF NOT EXISTS apart.",
            1,
        ))?;
    }
    tx.stapel("INSERT OR IGNORE INTO apart.logboek SELECT * FROM main.logboek")?;
    tx.commit().await?;
    let tx = schrijver.begin().await?;
    tx.stapel("DROP TABLE IF EXISTS main.logboek")?;
    tx.commit().await
}

async fn op_postgres(conn: &mut PgConnection) -> Result<Vec<&'static str>, Fout> {
    let mut gedaan = Vec::new();
    // One process migrates, the others wait here and then find nothing to do.
    conn.execute("SELECT pg_advisory_xact_lock(7260419)").await?;
    conn.execute("CREATE TABLE IF NOT EXISTS migratie (nummer BIGINT PRIMARY KEY, naam TEXT NOT NULL)")
        .await?;
    let eerder = conn.fetch_all(GEDAAN_TOT_NU).await?;
    let eerder = eerder.iter().map(|r| r.try_get(0)).collect::<Result<Vec<i64>, _>>()?;
    for (nummer, naam, tekst) in MIGRATIES.iter().filter(|m| !eerder.contains(&m.0)) {
        conn.execute(AssertSqlSafe(vertaal(tekst, true)).into_sql_str()).await?;
        sqlx::query(GEDAAN).bind(nummer).bind(*naam).execute(&mut *conn).await?;
        gedaan.push(*naam);
    }
    Ok(gedaan)
}

/// A column, as its migration declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kolom {
    /// Name.
    pub naam: String,
    /// Type in the database.
    pub ty: Ty,
    /// Numbered by the engine itself.
    pub auto: bool,
    /// Privacy class: `geen`, `pseudoniem`, `persoon`, `bijzonder` or `vrije_tekst`; empty when not declared.
    pub klasse: String,
}

/// A table, as its migration declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabel {
    /// Name.
    pub naam: String,
    /// `boek`, `register` or `kaart`; empty when not declared.
    pub soort: String,
    /// Retention class; empty when not declared.
    pub bewaren: String,
    /// Columns in order.
    pub kolommen: Vec<Kolom>,
}

/// All tables in the order in which they can be filled, read from the migrations: the one description of the database.
pub fn tabellen() -> Vec<Tabel> {
    let mut uit: Vec<Tabel> = Vec::new();
    for (_, _, tekst) in MIGRATIES {
        let mut prose = String::new();
        let mut in_tabel = false;
        for regel in tekst.lines() {
            let kaal = regel.trim();
            if let Some(naam) = kaal.strip_prefix("CREATE TABLE ") {
                let naam = naam.trim_end_matches(" (").to_owned();
                let (soort, bewaren) = soort_en_bewaren(&prose, &naam);
                uit.push(Tabel { naam, soort, bewaren, kolommen: Vec::new() });
                in_tabel = true;
            } else if kaal.starts_with(')') {
                in_tabel = false;
            } else if let (true, Some(t), Some(k)) = (in_tabel, uit.last_mut(), lees_kolom(kaal)) {
                t.kolommen.push(k);
            }
            match kaal.strip_prefix("--") {
                Some(c) if !in_tabel => prose = format!("{prose} {}", c.trim()),
                Some(_) | None => {
                    if !in_tabel {
                        prose.clear();
                    }
                }
            }
        }
    }
    uit
}

fn soort_en_bewaren(prose: &str, naam: &str) -> (String, String) {
    let na = prose.rsplit(&format!("{naam}: ")).next().unwrap_or_default();
    let soort = na.split(['.', ',', ' ']).next().unwrap_or_default();
    let bewaren = prose.rsplit("Bewaren: ").next().unwrap_or_default().trim_end_matches('.');
    let soort = if prose.contains(&format!("{naam}: ")) { soort } else { "" };
    let bewaren = if prose.contains("Bewaren: ") { bewaren } else { "" };
    (soort.to_owned(), bewaren.to_owned())
}

fn lees_kolom(regel: &str) -> Option<Kolom> {
    const SOORTEN: &[(&str, Ty)] = &[
        ("{{INT}}", Ty::Int),
        ("{{TEXT}}", Ty::Text),
        ("{{DATE}}", Ty::Datum),
        ("{{TS}}", Ty::Moment),
        ("{{BYTES}}", Ty::Bytes),
        ("{{AUTO}}", Ty::Int),
    ];
    let (naam, rest) = regel.split_once(char::is_whitespace)?;
    let (token, ty) = SOORTEN.iter().find(|(t, _)| rest.trim_start().starts_with(t))?;
    let klasse = rest.split_once("-- ").and_then(|(_, c)| c.split_once(':')).map_or("", |(k, _)| k.trim());
    Some(Kolom { naam: naam.to_owned(), ty: *ty, auto: *token == "{{AUTO}}", klasse: klasse.to_owned() })
}

fn vertaal(tekst: &str, postgres: bool) -> String {
    TOKENS.iter().fold(tekst.to_owned(), |t, (token, s, p)| t.replace(token, if postgres { p } else { s }))
}
