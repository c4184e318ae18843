//! Reading an embedded database in place.
//!
//! The driver hands every statement to a thread of its own and every row back. For a page that asks a dozen small questions, that costs
//! several times what the questions cost. Here a question runs where it is asked, on a connection that only reads.

use super::{Fout, Val};
use rusqlite::{
    Connection, OpenFlags,
    types::{ToSqlOutput, Value, ValueRef},
};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Connections kept open; more are opened when more are needed at once, and closed after use.
const BEWAAR_MAX: usize = 8;
/// Prepared statements per connection.
const VOORBEREID_MAX: usize = 500;
/// Statements of every connection: nothing is written, a short wait when the log is being moved, and 8 MB of pages kept.
const INSTELLING: &str = "PRAGMA query_only = ON; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -8000;";

/// Connections that only read.
pub struct Direct {
    bestand: PathBuf,
    vrij: Mutex<Vec<Connection>>,
}

/// A row with values of its own.
pub type Waarden = Vec<Value>;

impl From<rusqlite::Error> for Fout {
    fn from(e: rusqlite::Error) -> Fout {
        // The text of SQLite names tables and columns, never values.
        Fout::nieuw(format!("database: {e}"))
    }
}

impl Direct {
    /// Opens the first connection, on a file that exists.
    pub fn open(bestand: &Path) -> Result<Direct, Fout> {
        let d = Direct { bestand: bestand.to_owned(), vrij: Mutex::new(Vec::new()) };
        let c = d.nieuwe()?;
        d.terug(c);
        Ok(d)
    }

    fn nieuwe(&self) -> Result<Connection, Fout> {
        // Write access is needed for the shared memory of the log; `query_only` keeps the data out of reach.
        let vlaggen = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let c = Connection::open_with_flags(&self.bestand, vlaggen)?;
        c.execute_batch(INSTELLING)?;
        c.set_prepared_statement_cache_capacity(VOORBEREID_MAX);
        Ok(c)
    }

    fn terug(&self, c: Connection) {
        let mut vrij = self.vrij.lock().unwrap_or_else(PoisonError::into_inner);
        if vrij.len() < BEWAAR_MAX {
            vrij.push(c);
        }
    }

    /// Runs a statement that returns rows. Blocks the thread for as long as the statement takes.
    pub fn rijen(&self, sql: &str, args: &[Val]) -> Result<Vec<Waarden>, Fout> {
        let eigen = self.vrij.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let c = match eigen {
            Some(c) => c,
            None => self.nieuwe()?,
        };
        let uit = vraag(&c, sql, args);
        self.terug(c);
        uit
    }

    /// Closes all connections that are not in use.
    pub fn sluit(&self) {
        self.vrij.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn vraag(c: &Connection, sql: &str, args: &[Val]) -> Result<Vec<Waarden>, Fout> {
    let mut s = c.prepare_cached(sql)?;
    let breed = s.column_count();
    for plaats in 1..=s.parameter_count() {
        // `$2` is a name to SQLite: places are counted in order of appearance, not by the number.
        let nummer = s.parameter_name(plaats).and_then(|n| n.get(1..)?.parse::<usize>().ok());
        let arg = nummer.and_then(|n| args.get(n.checked_sub(1)?));
        let arg = arg.ok_or_else(|| Fout::nieuw("database: te weinig waarden"))?;
        s.raw_bind_parameter(plaats, arg)?;
    }
    let mut rijen = s.raw_query();
    let mut uit = Vec::new();
    while let Some(r) = rijen.next()? {
        let rij: Result<Waarden, rusqlite::Error> = (0..breed).map(|i| r.get(i)).collect();
        uit.push(rij?);
    }
    Ok(uit)
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

/// A whole number; `None` for NULL.
pub(super) fn int(rij: &Waarden, i: usize) -> Result<Option<i64>, Fout> {
    match rij.get(i) {
        Some(Value::Integer(x)) => Ok(Some(*x)),
        Some(Value::Null) => Ok(None),
        anders => Err(onverwacht(anders, i)),
    }
}

/// A text; `None` for NULL.
pub(super) fn tekst(rij: &Waarden, i: usize) -> Result<Option<&str>, Fout> {
    match rij.get(i) {
        Some(Value::Text(x)) => Ok(Some(x)),
        Some(Value::Null) => Ok(None),
        anders => Err(onverwacht(anders, i)),
    }
}

/// Bytes; `None` for NULL.
pub(super) fn bytes(rij: &Waarden, i: usize) -> Result<Option<&[u8]>, Fout> {
    match rij.get(i) {
        Some(Value::Blob(x)) => Ok(Some(x)),
        Some(Value::Null) => Ok(None),
        anders => Err(onverwacht(anders, i)),
    }
}

fn onverwacht(waarde: Option<&Value>, i: usize) -> Fout {
    let soort = waarde.map_or("niets".to_owned(), |w| w.data_type().to_string());
    Fout::nieuw(format!("kolom {i}: {soort}"))
}
