//! Values that both engines can store, and rows that can be read back.

use super::{Fout, sqlite::SqliteRij};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kern::stam::{
    AanbiederId, BesluitId, Cent, Datum, DossierId, Gemeentecode, InwonerId, JournaalNr, MeldingId,
};
use sqlx::{
    Arguments, Row as _,
    postgres::{PgArguments, PgRow},
};

/// A moment in UTC, kept with six decimals on both engines.
pub type Moment = Timestamp;

/// The types that exist in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ty {
    /// 64-bit whole number.
    Int,
    /// Text.
    Text,
    /// Calendar day: `DATE` on PostgreSQL, ISO text on SQLite.
    Datum,
    /// Moment: `TIMESTAMPTZ` on PostgreSQL, text with six decimals on SQLite.
    Moment,
    /// Bytes.
    Bytes,
}

/// A parameter of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// No value, of a type: PostgreSQL wants to know which.
    Leeg(Ty),
    /// 64-bit whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Calendar day.
    Datum(Datum),
    /// Moment.
    Moment(Moment),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row of either engine.
pub enum Rij {
    /// From SQLite.
    S(SqliteRij),
    /// From PostgreSQL.
    P(PgRow),
}

/// A type that a column can hold on both engines.
pub trait Col: Sized {
    /// Its type in the database.
    const TY: Ty;
    /// As a parameter.
    fn naar_val(&self) -> Val;
    /// From column `i`; `None` for NULL.
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout>;
}

fn int(rij: &Rij, i: usize) -> Result<Option<i64>, Fout> {
    Ok(match rij {
        Rij::S(r) => r.int(i)?,
        // A bare literal in a SELECT is a 32-bit number on PostgreSQL.
        Rij::P(r) => match r.try_get::<Option<i64>, _>(i) {
            Ok(x) => x,
            Err(_) => r.try_get::<Option<i32>, _>(i)?.map(i64::from),
        },
    })
}

fn tekst(rij: &Rij, i: usize) -> Result<Option<String>, Fout> {
    Ok(match rij {
        Rij::S(r) => r.tekst(i)?.map(str::to_owned),
        Rij::P(r) => r.try_get(i)?,
    })
}

impl Col for i64 {
    const TY: Ty = Ty::Int;
    fn naar_val(&self) -> Val {
        Val::Int(*self)
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        int(rij, i)
    }
}

impl Col for bool {
    const TY: Ty = Ty::Int;
    fn naar_val(&self) -> Val {
        Val::Int(i64::from(*self))
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        Ok(int(rij, i)?.map(|x| x != 0))
    }
}

impl Col for String {
    const TY: Ty = Ty::Text;
    fn naar_val(&self) -> Val {
        Val::Text(self.clone())
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        tekst(rij, i)
    }
}

impl Col for &'static str {
    const TY: Ty = Ty::Text;
    fn naar_val(&self) -> Val {
        Val::Text((*self).to_owned())
    }
    fn uit(_: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        Err(Fout::nieuw(format!("kolom {i}: vaste tekst kan niet worden gelezen")))
    }
}

impl Col for Datum {
    const TY: Ty = Ty::Datum;
    fn naar_val(&self) -> Val {
        Val::Datum(*self)
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        let lees = |t: &str| Datum::lees(t).map_err(|e| Fout::nieuw(format!("kolom {i}: {e}")));
        let d = match rij {
            Rij::S(r) => return r.tekst(i)?.map(lees).transpose(),
            Rij::P(r) => match r.try_get::<Option<jiff_sqlx::Date>, _>(i)? {
                None => return Ok(None),
                Some(d) => {
                    let d = d.to_jiff();
                    Datum::nieuw(d.year(), d.month(), d.day())
                        .ok_or_else(|| Fout::nieuw(format!("kolom {i}: datum buiten bereik")))?
                }
            },
        };
        Ok(Some(d))
    }
}

impl Col for Moment {
    const TY: Ty = Ty::Moment;
    fn naar_val(&self) -> Val {
        Val::Moment(*self)
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        let lees = |t: &str| t.parse().map_err(|e| Fout::nieuw(format!("kolom {i}: {e}")));
        Ok(match rij {
            Rij::S(r) => r.tekst(i)?.map(lees).transpose()?,
            Rij::P(r) => r.try_get::<Option<jiff_sqlx::Timestamp>, _>(i)?.map(|t| t.to_jiff()),
        })
    }
}

impl Col for Vec<u8> {
    const TY: Ty = Ty::Bytes;
    fn naar_val(&self) -> Val {
        Val::Bytes(self.clone())
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        Ok(match rij {
            Rij::S(r) => r.bytes(i)?.map(<[u8]>::to_vec),
            Rij::P(r) => r.try_get(i)?,
        })
    }
}

macro_rules! getal_col {
    ($($t:ident),+) => { $(
        impl Col for $t {
            const TY: Ty = Ty::Int;
            fn naar_val(&self) -> Val { Val::Int(self.0) }
            fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> { Ok(int(rij, i)?.map($t)) }
        }
    )+ };
}
getal_col!(Cent, DossierId, InwonerId, MeldingId, BesluitId, AanbiederId, JournaalNr);

impl Col for Gemeentecode {
    const TY: Ty = Ty::Text;
    fn naar_val(&self) -> Val {
        Val::Text(self.to_string())
    }
    fn uit(rij: &Rij, i: usize) -> Result<Option<Self>, Fout> {
        tekst(rij, i)?
            .map(|t| Gemeentecode::lees(&t).map_err(|e| Fout::nieuw(format!("kolom {i}: {e}"))))
            .transpose()
    }
}

/// A parameter.
pub fn v<T: Col>(x: &T) -> Val {
    x.naar_val()
}

/// A parameter that may be empty.
pub fn o<T: Col>(x: &Option<T>) -> Val {
    x.as_ref().map_or(Val::Leeg(T::TY), Col::naar_val)
}

/// A text parameter.
pub fn t(x: &str) -> Val {
    Val::Text(x.to_owned())
}

impl Rij {
    /// Column `i`, which may not be NULL.
    pub fn haal<T: Col>(&self, i: usize) -> Result<T, Fout> {
        T::uit(self, i)?.ok_or_else(|| Fout::nieuw(format!("NULL in kolom {i}")))
    }
}

/// A struct made from a row, columns in order of fields.
pub trait VanRij: Sized {
    /// Reads the row.
    fn van_rij(rij: &Rij) -> Result<Self, Fout>;
}

/// A field of such a struct: a [`Col`], or an `Option` of one.
pub trait Veld: Sized {
    /// Reads column `i`.
    fn veld(rij: &Rij, i: usize) -> Result<Self, Fout>;
}

impl<T: Col> Veld for T {
    fn veld(rij: &Rij, i: usize) -> Result<Self, Fout> {
        rij.haal(i)
    }
}

impl<T: Col> Veld for Option<T> {
    fn veld(rij: &Rij, i: usize) -> Result<Self, Fout> {
        T::uit(rij, i)
    }
}

impl<T: Col> VanRij for (T,) {
    fn van_rij(rij: &Rij) -> Result<Self, Fout> {
        Ok((rij.haal(0)?,))
    }
}

impl<A: Veld, B: Veld> VanRij for (A, B) {
    fn van_rij(rij: &Rij) -> Result<Self, Fout> {
        Ok((A::veld(rij, 0)?, B::veld(rij, 1)?))
    }
}

impl<A: Veld, B: Veld, C: Veld> VanRij for (A, B, C) {
    fn van_rij(rij: &Rij) -> Result<Self, Fout> {
        Ok((A::veld(rij, 0)?, B::veld(rij, 1)?, C::veld(rij, 2)?))
    }
}

/// Declares a struct that is read from a row, columns in the order of its fields.
#[macro_export]
macro_rules! rij {
    ($(#[$m:meta])* pub struct $n:ident { $($(#[$fm:meta])* $f:ident : $t:ty),+ $(,)? }) => {
        $(#[$m])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $n { $($(#[$fm])* #[allow(missing_docs)] pub $f: $t),+ }
        impl $crate::huis::opslag::VanRij for $n {
            fn van_rij(rij: &$crate::huis::opslag::Rij) -> Result<Self, $crate::huis::Fout> {
                let mut _i = 0usize;
                $(let $f = <$t as $crate::huis::opslag::Veld>::veld(rij, _i)?; _i += 1;)+
                Ok(Self { $($f),+ })
            }
        }
    };
}

/// Names a statement. It registers itself, so that one test can prepare every statement on both engines.
#[macro_export]
macro_rules! sql {
    ($(#[$m:meta])* $zicht:vis $n:ident = $s:expr) => {
        $(#[$m])*
        $zicht const $n: &str = $s;
        $crate::huis::opslag::inventory::submit! {
            $crate::huis::opslag::Opdracht { naam: stringify!($n), sql: $s, bestand: file!(), regel: line!() }
        }
    };
}

/// A registered statement.
pub struct Opdracht {
    /// Name of the constant.
    pub naam: &'static str,
    /// Its text.
    pub sql: &'static str,
    /// Where it stands.
    pub bestand: &'static str,
    /// Line.
    pub regel: u32,
}
inventory::collect!(Opdracht);

pub(super) fn voor_postgres(args: &[Val]) -> Result<PgArguments, Fout> {
    let mut s = PgArguments::default();
    for a in args {
        match a {
            Val::Leeg(Ty::Int) => s.add(None::<i64>),
            Val::Leeg(Ty::Text) => s.add(None::<String>),
            Val::Leeg(Ty::Datum) => s.add(None::<jiff_sqlx::Date>),
            Val::Leeg(Ty::Moment) => s.add(None::<jiff_sqlx::Timestamp>),
            Val::Leeg(Ty::Bytes) => s.add(None::<Vec<u8>>),
            Val::Int(x) => s.add(*x),
            Val::Text(x) => s.add(x.clone()),
            Val::Datum(x) => s.add(jiff::civil::date(x.jaar(), x.maand(), x.dag()).to_sqlx()),
            Val::Moment(x) => s.add(x.to_sqlx()),
            Val::Bytes(x) => s.add(x.clone()),
        }
        .map_err(|e| Fout::nieuw(e.to_string()))?;
    }
    Ok(s)
}
