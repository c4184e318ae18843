//! Financien: budget, and what was granted, declared and paid.

pub mod declaratie;
pub mod opslag;
