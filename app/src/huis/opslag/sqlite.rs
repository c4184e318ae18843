//! The embedded engine: one file, read and written in place.
//!
//! A statement runs on the thread that asks for it. Handing each one to a thread of the driver and its rows back cost several times what the
//! statement itself costs, for pages that ask a dozen small questions (ADR 0012).

use super::{super::fout::FoutSoort, Fout, Val, t};
use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    config::DbConfig,
    types::{ToSqlOutput, Value, ValueRef},
};
use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Reading connections with much memory for pages. Few, because each remembers for itself: two that know what is asked for often serve
/// better than four that each know half of it.
const GROOT_MAX: usize = 2;
/// Reading connections with little memory, for when more is asked at once; beyond these they are closed after use.
const KLEIN_MAX: usize = 4;
/// Prepared statements per connection.
const VOORBEREID_MAX: usize = 500;
/// How long a statement waits for another process that has the file.
const WACHT: Duration = Duration::from_secs(10);
/// A connection that only reads, with 24 MB for pages.
const GROTE_LEZER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -24000";
/// A connection that only reads, with 2 MB for pages.
const KLEINE_LEZER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -2000";
/// The connection that writes: what is acknowledged is on disk.
const SCHRIJVER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000";

impl From<rusqlite::Error> for Fout {
    fn from(e: rusqlite::Error) -> Fout {
        let uniek = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
        let soort = match e.sqlite_error() {
            Some(s) if s.code == ErrorCode::ConstraintViolation && uniek.contains(&s.extended_code) => {
                FoutSoort::Uniek
            }
            _ => FoutSoort::Overig,
        };
        // The text of SQLite names tables and columns, never values; the statement, which can hold a name of a file, is left out.
        let tekst = match &e {
            rusqlite::Error::SqliteFailure(_, Some(t)) | rusqlite::Error::SqlInputError { msg: t, .. } => {
                t.clone()
            }
            anders => anders.to_string(),
        };
        Fout { tekst: format!("database: {tekst}"), soort }
    }
}

/// The two files of an embedded database. The logboek has its own: with each read it gets a line, and every line in the file of the
/// dossiers would make the readers of that file forget the pages they hold (ADR 0012).
#[derive(Debug, Clone)]
pub(super) struct Bestanden {
    /// Everything that follows from acts.
    pub hoofd: PathBuf,
    /// Who looked at what; `None` for a backup, which is one file.
    pub logboek: Option<PathBuf>,
}

impl Bestanden {
    /// `wijkthuis.sqlite` and `wijkthuis.logboek.sqlite` beside it.
    pub(super) fn twee(hoofd: &Path) -> Bestanden {
        Bestanden { hoofd: hoofd.to_owned(), logboek: Some(hoofd.with_extension("logboek.sqlite")) }
    }

    /// One file with everything in it.
    pub(super) fn een(hoofd: &Path) -> Bestanden {
        Bestanden { hoofd: hoofd.to_owned(), logboek: None }
    }

    fn open(&self, instelling: &str) -> Result<Connection, Fout> {
        let c = open(&self.hoofd, instelling)?;
        if let Some(l) = &self.logboek {
            voer(&c, "ATTACH $1 AS apart", &[t(&l.to_string_lossy())])?;
        }
        Ok(c)
    }

    /// The connection that writes acts, making the file when needed.
    pub(super) fn schrijver(&self) -> Result<Connection, Fout> {
        self.open(SCHRIJVER)
    }

    /// A connection that only reads, and is closed after use.
    pub(super) fn lezer(&self) -> Result<Connection, Fout> {
        self.open(KLEINE_LEZER)
    }
}

fn open(bestand: &Path, instelling: &str) -> Result<Connection, Fout> {
    // Readers need write access too, for the shared memory of the log; `query_only` keeps the data out of their reach.
    let vlaggen =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let c = Connection::open_with_flags(bestand, vlaggen)?;
    c.busy_timeout(WACHT)?;
    // Without this, a statement is prepared again for every other value.
    c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    c.execute_batch(instelling)?;
    c.set_prepared_statement_cache_capacity(VOORBEREID_MAX);
    Ok(c)
}

/// Opens the connection that writes to a file by itself, making it when needed.
pub(super) fn open_schrijver(bestand: &Path) -> Result<Connection, Fout> {
    open(bestand, SCHRIJVER)
}

/// Connections that only read.
pub struct Lezers {
    pub(super) bestanden: Bestanden,
    vrij: Mutex<Vrij>,
}

/// The connections that nobody uses now, and how many large ones there are in all.
#[derive(Default)]
struct Vrij {
    groot: Vec<Connection>,
    klein: Vec<Connection>,
    aantal_groot: usize,
}

/// A connection in use, and whether it is a large one.
type Geleend = (Connection, bool);

impl Lezers {
    /// Opens the first connection, on a file that exists.
    pub(super) fn open(bestanden: Bestanden) -> Result<Lezers, Fout> {
        let l = Lezers { bestanden, vrij: Mutex::default() };
        let c = l.leen()?;
        l.terug(c);
        Ok(l)
    }

    fn leen(&self) -> Result<Geleend, Fout> {
        let mut vrij = self.vrij.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(c) = vrij.groot.pop() {
            return Ok((c, true));
        }
        if vrij.aantal_groot < GROOT_MAX {
            let c = self.bestanden.open(GROTE_LEZER)?;
            vrij.aantal_groot += 1;
            return Ok((c, true));
        }
        match vrij.klein.pop() {
            Some(c) => Ok((c, false)),
            None => Ok((self.bestanden.lezer()?, false)),
        }
    }

    fn terug(&self, (c, groot): Geleend) {
        let mut vrij = self.vrij.lock().unwrap_or_else(PoisonError::into_inner);
        if groot {
            vrij.groot.push(c);
        } else if vrij.klein.len() < KLEIN_MAX {
            vrij.klein.push(c);
        }
    }

    /// Does something with a connection. Blocks the thread for as long as it takes.
    pub(super) fn met<T>(&self, doe: impl FnOnce(&Connection) -> Result<T, Fout>) -> Result<T, Fout> {
        let c = self.leen()?;
        let uit = doe(&c.0);
        self.terug(c);
        uit
    }

    /// Closes all connections that are not in use.
    pub(super) fn sluit(&self) {
        *self.vrij.lock().unwrap_or_else(PoisonError::into_inner) = Vrij::default();
    }
}

/// Runs a statement that returns rows.
pub(super) fn rijen(c: &Connection, sql: &str, args: &[Val]) -> Result<Vec<SqliteRij>, Fout> {
    let mut s = c.prepare_cached(sql)?;
    let breed = s.column_count();
    bind(&mut s, args)?;
    let mut rijen = s.raw_query();
    let mut uit = Vec::new();
    while let Some(r) = rijen.next()? {
        uit.push(SqliteRij::van(r, breed)?);
    }
    Ok(uit)
}

/// Runs a statement that returns nothing; gives the number of rows it changed.
pub(super) fn voer(c: &Connection, sql: &str, args: &[Val]) -> Result<u64, Fout> {
    let mut s = c.prepare_cached(sql)?;
    bind(&mut s, args)?;
    let n = s.raw_execute()?;
    Ok(n as u64)
}

fn bind(s: &mut rusqlite::Statement<'_>, args: &[Val]) -> Result<(), Fout> {
    for plaats in 1..=s.parameter_count() {
        // `$2` is a name to SQLite: places are counted in order of appearance, not by the number.
        let nummer = s.parameter_name(plaats).and_then(|n| n.get(1..)?.parse::<usize>().ok());
        let arg = nummer.and_then(|n| args.get(n.checked_sub(1)?));
        let arg = arg.ok_or_else(|| Fout::nieuw("database: te weinig waarden"))?;
        s.raw_bind_parameter(plaats, arg)?;
    }
    Ok(())
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Val::Leeg(_) => ToSqlOutput::Owned(Value::Null),
            Val::Int(x) => ToSqlOutput::Owned(Value::Integer(*x)),
            Val::Text(x) => ToSqlOutput::Borrowed(ValueRef::Text(x.as_bytes())),
            Val::Datum(x) => ToSqlOutput::Owned(Value::Text(x.to_string())),
            Val::Moment(x) => ToSqlOutput::Owned(Value::Text(format!("{x:.6}"))),
            Val::Bytes(x) => ToSqlOutput::Borrowed(ValueRef::Blob(x)),
        })
    }
}

enum Cel {
    Leeg,
    Int(i64),
    Tekst(Range<usize>),
    Bytes(Range<usize>),
}

/// A row with values of its own: numbers in their cells, everything else in one piece of memory.
pub struct SqliteRij {
    cellen: Vec<Cel>,
    inhoud: Vec<u8>,
}

impl SqliteRij {
    fn van(r: &rusqlite::Row<'_>, breed: usize) -> Result<SqliteRij, Fout> {
        let mut rij = SqliteRij { cellen: Vec::with_capacity(breed), inhoud: Vec::new() };
        for i in 0..breed {
            let cel = match r.get_ref(i)? {
                ValueRef::Null => Cel::Leeg,
                ValueRef::Integer(x) => Cel::Int(x),
                ValueRef::Text(x) => Cel::Tekst(rij.leg_in(x)),
                ValueRef::Blob(x) => Cel::Bytes(rij.leg_in(x)),
                // No table has such a column.
                ValueRef::Real(_) => return Err(Fout::nieuw(format!("kolom {i}: gebroken getal"))),
            };
            rij.cellen.push(cel);
        }
        Ok(rij)
    }

    fn leg_in(&mut self, x: &[u8]) -> Range<usize> {
        let van = self.inhoud.len();
        self.inhoud.extend_from_slice(x);
        van..self.inhoud.len()
    }

    /// A whole number; `None` for NULL.
    pub(super) fn int(&self, i: usize) -> Result<Option<i64>, Fout> {
        match self.cellen.get(i) {
            Some(Cel::Int(x)) => Ok(Some(*x)),
            Some(Cel::Leeg) => Ok(None),
            anders => Err(onverwacht(anders, i)),
        }
    }

    /// A text; `None` for NULL.
    pub(super) fn tekst(&self, i: usize) -> Result<Option<&str>, Fout> {
        match self.cellen.get(i) {
            Some(Cel::Tekst(r)) => match std::str::from_utf8(&self.inhoud[r.clone()]) {
                Ok(t) => Ok(Some(t)),
                Err(_) => Err(Fout::nieuw(format!("kolom {i}: geen UTF-8"))),
            },
            Some(Cel::Leeg) => Ok(None),
            anders => Err(onverwacht(anders, i)),
        }
    }

    /// Bytes; `None` for NULL.
    pub(super) fn bytes(&self, i: usize) -> Result<Option<&[u8]>, Fout> {
        match self.cellen.get(i) {
            Some(Cel::Bytes(r)) => Ok(Some(&self.inhoud[r.clone()])),
            Some(Cel::Leeg) => Ok(None),
            anders => Err(onverwacht(anders, i)),
        }
    }
}

fn onverwacht(cel: Option<&Cel>, i: usize) -> Fout {
    let soort = match cel {
        None => "geen kolom",
        Some(Cel::Leeg) => "leeg",
        Some(Cel::Int(_)) => "getal",
        Some(Cel::Tekst(_)) => "tekst",
        Some(Cel::Bytes(_)) => "bytes",
    };
    Fout::nieuw(format!("kolom {i}: {soort}"))
}
