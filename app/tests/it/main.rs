//! Integration tests: each runs on SQLite and on PostgreSQL, through the real router, without a port.
//! One binary, so that it links once; `tidy` checks that no file is forgotten here.
#![allow(missing_docs)]

mod aanmelden;
#[allow(dead_code, reason = "the harness serves every room, also those that do not need all of it")]
mod huis;
mod klassen;
mod opslag;
mod tidy;
