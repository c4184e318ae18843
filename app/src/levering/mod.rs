//! Levering: toewijzing, start and stop, waiting list, messages.

pub mod berichten;
pub mod handel;
mod kies;
pub mod opslag;
pub mod verloop;
pub mod wachtlijst;
pub mod web;
