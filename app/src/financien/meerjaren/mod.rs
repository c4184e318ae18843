//! The begroting of a year with its meerjarenraming, its route and its changes.

pub mod opslag;
