//! iWmo 3.2 with aanbieders: sends toewijzingen, reads what comes back, answers it.

mod toewijzen;
mod uitmap;
mod vertaal;
mod verzend;

pub use toewijzen::{client, toets_client};
