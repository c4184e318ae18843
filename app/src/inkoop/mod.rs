//! scratch
pub mod opslag;
