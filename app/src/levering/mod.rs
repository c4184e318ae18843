//! Levering: toewijzing, start and stop, waiting list, messages.

pub mod berichten;
pub mod handel;
pub mod opslag;
pub mod verloop;
pub mod wachtlijst;
