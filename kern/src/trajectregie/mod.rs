//! What is going on with an inwoner, what we work on together, and what comes next.

mod doel;
mod leefgebied;
mod noodknop;
mod onderzoek;
mod stap;

pub use doel::{Doel, DoelStatus, Voortgang, evalueer, stel_doel};
pub use leefgebied::{Leefgebied, Oordeel, Verloop, totaal, verloop};
pub use noodknop::breek_glas;
pub use onderzoek::{Advies, TEKST_MAX, Verslag, rond_af};
pub use stap::{Fase, OnderzoekStand, Stand, VolgendeStap, Waar, volgende_stap, volgende_stappen};
