//! Integration tests: each runs on SQLite and on PostgreSQL, through the real router, without a port.
//! One binary, so that it links once; `tidy` checks that no file is forgotten here.
#![allow(missing_docs)]

mod aanmelden;
mod besluit;
mod besluit_dossier;
mod huis;
mod klassen;
mod opslag;
