//! One way to the database, whichever engine it is. Rooms write plain SQL next to its use; this module runs it.

mod bulk;
mod db;
mod controle;
mod groep;
mod kopie;
mod migratie;
mod sqlite;
mod tx;
mod waarde;

pub use crate::{rij, sql};
pub use bulk::Bulk;
pub use controle::controleer;
pub use db::{Db, Leest, Motor};
pub use groep::Tellers;
pub use inventory;
pub use kopie::{kopieer, reservekopie};
pub use migratie::{Kolom, MIGRATIES, Tabel, migreer, tabellen};
pub use tx::{Handeling, Schakel, Tx, hex, journaalrij, keten};
pub use waarde::{Col, Moment, Opdracht, Rij, Ty, Val, VanRij, Veld, o, t, v};

pub use super::Fout;
