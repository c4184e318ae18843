//! Backup and restore: a backup is an SQLite file, whichever engine it came from; it can be restored into either.

use super::{Db, Fout, Kolom, Rij, Tabel, Ty, Val, migreer, o, sqlite, t, tabellen, waarde};
use sqlx::{AssertSqlSafe, Executor, Row, SqlSafeStr};
use std::path::Path;

/// Rows carried over per round.
const PAGINA: usize = 2_000;

/// Writes a backup of a running database to a file that does not exist yet; consistent as of one moment.
pub async fn reservekopie(db: &Db, bestand: &Path) -> Result<(), Fout> {
    if bestand.exists() {
        return Err(Fout::nieuw(format!(
            "{} bestaat al: een reservekopie overschrijft niets",
            bestand.display()
        )));
    }
    match db {
        Db::Sqlite { lezers, .. } => {
            let conn = lezers.bestanden.lezer()?;
            conn.execute_batch("PRAGMA query_only = OFF")?;
            sqlite::voer(&conn, "VACUUM INTO $1", &[t(&bestand.to_string_lossy())])?;
            drop(conn);
            if let Some(l) = &lezers.bestanden.logboek {
                logboek_erbij(bestand, l)?;
            }
        }
        Db::Postgres(_) => {
            let doel = Db::open_kopie(bestand).await?;
            migreer(&doel).await?;
            kopieer(db, &doel).await?;
            doel.sluit().await;
        }
    }
    let map = bestand.parent().filter(|m| !m.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(bestand)?.sync_all()?;
    std::fs::File::open(map)?.sync_all()?;
    Ok(())
}

/// Puts the logboek, which has a file of its own, into the backup.
fn logboek_erbij(kopie: &Path, logboek: &Path) -> Result<(), Fout> {
    let c = sqlite::open_schrijver(kopie)?;
    sqlite::voer(&c, "ATTACH $1 AS apart", &[t(&logboek.to_string_lossy())])?;
    let bouw = "SELECT sql FROM apart.sqlite_master WHERE tbl_name = 'logboek' AND sql IS NOT NULL ORDER BY type DESC";
    for rij in sqlite::rijen(&c, bouw, &[])?.into_iter().map(Rij::S) {
        c.execute_batch(&rij.haal::<String>(0)?)?;
    }
    c.execute_batch(
        "INSERT INTO main.logboek SELECT * FROM apart.logboek; DETACH apart; PRAGMA journal_mode = DELETE",
    )?;
    Ok(())
}

/// Copies every table into a migrated, empty database, in one transaction on each side. Refused when it is not empty.
pub async fn kopieer(van: &Db, naar: &Db) -> Result<u64, Fout> {
    let mut schrijver = Schrijver::begin(naar).await?;
    if schrijver.aantal("journaal").await? > 0 {
        return Err(Fout::nieuw("de database is niet leeg: herstellen overschrijft niets"));
    }
    schrijver.voer("DELETE FROM teller".to_owned(), &[]).await?;
    let mut lezer = Lezer::begin(van).await?;
    let mut totaal = 0u64;
    for t in tabellen() {
        totaal += kopieer_tabel(&t, &mut lezer, &mut schrijver).await?;
    }
    schrijver.commit().await?;
    Ok(totaal)
}

async fn kopieer_tabel(t: &Tabel, lezer: &mut Lezer, schrijver: &mut Schrijver) -> Result<u64, Fout> {
    let namen: Vec<&str> = t.kolommen.iter().map(|k| k.naam.as_str()).collect();
    let gaten: Vec<String> = (1..=namen.len()).map(|i| format!("${i}")).collect();
    let auto = t.kolommen.iter().any(|k| k.auto) && schrijver.is_postgres();
    let over = if auto { " OVERRIDING SYSTEM VALUE" } else { "" };
    let insert = format!("INSERT INTO {} ({}){over} VALUES ({})", t.naam, namen.join(", "), gaten.join(", "));
    let orde: Vec<String> = (1..=namen.len().min(3)).map(|i| i.to_string()).collect();
    let mut n = 0usize;
    loop {
        let select = format!(
            "SELECT {} FROM {} ORDER BY {} LIMIT {PAGINA} OFFSET {n}",
            namen.join(", "),
            t.naam,
            orde.join(", ")
        );
        let rijen = lezer.rijen(select).await?;
        for rij in &rijen {
            let args = lees_rij(&t.kolommen, rij)?;
            schrijver.voer(insert.clone(), &args).await?;
        }
        n += rijen.len();
        if rijen.len() < PAGINA {
            break;
        }
    }
    if let (true, Some(k)) = (auto && n > 0, t.kolommen.iter().find(|k| k.auto)) {
        let zet = format!(
            "SELECT setval(pg_get_serial_sequence('{0}', '{1}'), (SELECT max({1}) FROM {0}))",
            t.naam, k.naam
        );
        schrijver.voer(zet, &[]).await?;
    }
    u64::try_from(n).map_err(|_| Fout::nieuw("te veel rijen"))
}

fn lees_rij(kolommen: &[Kolom], rij: &Rij) -> Result<Vec<Val>, Fout> {
    use super::Veld;
    use kern::stam::Datum;
    kolommen
        .iter()
        .enumerate()
        .map(|(i, k)| {
            Ok(match k.ty {
                Ty::Int => o(&<Option<i64> as Veld>::veld(rij, i)?),
                Ty::Text => o(&<Option<String> as Veld>::veld(rij, i)?),
                Ty::Datum => o(&<Option<Datum> as Veld>::veld(rij, i)?),
                Ty::Moment => o(&<Option<super::Moment> as Veld>::veld(rij, i)?),
                Ty::Bytes => o(&<Option<Vec<u8>> as Veld>::veld(rij, i)?),
            })
        })
        .collect()
}

enum Lezer {
    S(Box<rusqlite::Connection>),
    P(sqlx::PgTransaction<'static>),
}

impl Lezer {
    /// One snapshot for the whole copy.
    async fn begin(db: &Db) -> Result<Lezer, Fout> {
        Ok(match db {
            Db::Sqlite { lezers, .. } => {
                let c = lezers.bestanden.lezer()?;
                c.execute_batch("BEGIN")?;
                Lezer::S(Box::new(c))
            }
            Db::Postgres(p) => {
                let mut tx = p.begin().await?;
                tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
                Lezer::P(tx)
            }
        })
    }
    async fn rijen(&mut self, sql: String) -> Result<Vec<Rij>, Fout> {
        Ok(match self {
            Lezer::S(c) => sqlite::rijen(c, &sql, &[])?.into_iter().map(Rij::S).collect(),
            Lezer::P(p) => {
                p.fetch_all(AssertSqlSafe(sql).into_sql_str()).await?.into_iter().map(Rij::P).collect()
            }
        })
    }
}

enum Schrijver {
    S(super::groep::GroepTx),
    P(sqlx::PgTransaction<'static>),
}

impl Schrijver {
    async fn begin(db: &Db) -> Result<Schrijver, Fout> {
        Ok(match db {
            Db::Sqlite { schrijver, .. } => {
                let g = schrijver.begin().await?;
                // Takes the lock before anything is read.
                g.voer("DELETE FROM teller WHERE teller_id < 0", &[])?;
                Schrijver::S(g)
            }
            Db::Postgres(p) => Schrijver::P(p.begin().await?),
        })
    }
    fn is_postgres(&self) -> bool {
        matches!(self, Schrijver::P(_))
    }
    async fn voer(&mut self, sql: String, args: &[Val]) -> Result<(), Fout> {
        match self {
            Schrijver::S(g) => {
                g.voer(&sql, args)?;
            }
            Schrijver::P(p) => {
                let sql = AssertSqlSafe(sql).into_sql_str();
                sqlx::query_with(sql, waarde::voor_postgres(args)?).execute(&mut **p).await?;
            }
        }
        Ok(())
    }
    async fn aantal(&mut self, tabel: &str) -> Result<i64, Fout> {
        let sql = format!("SELECT count(*) FROM {tabel}");
        match self {
            Schrijver::S(g) => match g.rijen(&sql, &[])?.into_iter().next() {
                Some(r) => Rij::S(r).haal(0),
                None => Ok(0),
            },
            Schrijver::P(p) => Ok(p.fetch_one(AssertSqlSafe(sql).into_sql_str()).await?.try_get(0)?),
        }
    }
    async fn commit(self) -> Result<(), Fout> {
        match self {
            Schrijver::S(g) => g.commit().await,
            Schrijver::P(p) => Ok(p.commit().await?),
        }
    }
}
