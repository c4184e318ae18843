//! The begroting of a year with its meerjarenraming, its route and its changes.

pub mod begin;
pub mod opslag;
pub mod regel;
pub mod stap;
pub mod web;
pub mod wijziging;
