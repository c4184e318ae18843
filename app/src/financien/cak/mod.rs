//! Duties towards the CAK: the data of a month, and the comparison of both administrations with the differences that were found.

pub mod lees;
pub mod opslag;
pub mod vergelijk;
pub mod web;
