//! Levering: who delivers, from when to when, and who waits.

mod plaats;
mod toewijzing;
mod verloop;
mod wachtlijst;

pub use plaats::{Bezetting, plaats_vrij, toets_plaats};
pub use toewijzing::{
    TeLeveren, Toewijzing, Toewijzingstatus, Toewijzingsvraag, toets_intrekken, verander_einde, wijs_toe,
    zendbare_omvang,
};
pub use verloop::{Gevolg, Levering, Leveringsmelding, Stop, gevolgen, plaats_opgegeven, stand_van};
pub use wachtlijst::{Overbrugging, Wachtende, Wachtrang, rangorde};
