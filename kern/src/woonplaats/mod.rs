//! Which gemeente is responsible, and what kind of inflow it is.
//!
//! Competence is not eligibility: the answer says who handles the melding and decides, not whether the person needs or
//! deserves help. Three regimes live side by side; only one of them decides for a melding, and it is stamped on it.

mod feiten;
pub mod geval;
mod instroom;
mod keten;
pub mod overleg;
mod poort;
mod r0;
mod r1;
mod r2;
mod stappen;
mod uitkomst;
mod vaststelling;
mod wending;

pub use feiten::{
    Adres, EerderBw, Feiten, Functie, Instelling, Product, Regels, Regime, Verblijf, Verblijfsrecht,
};
pub use instroom::{Aanvraag, Budget, Gebruik, Instroom, Kenmerk, Recidive, instroom, recidive};
pub use stappen::Stapfeit;
pub use uitkomst::{Antwoord, Status, Taak, Verantwoordelijk};
pub use vaststelling::{Oordeel, Vaststelling, stel_vast};
pub use wending::{Verandering, Wending, wat_verandert};

use uitkomst::{Klaar, Verslag, Volledig, Zwijgend};

/// Finds the gemeente by one regime, with every step. Whoever wants to read the steps asks [`Verantwoordelijk::uitleg`].
pub fn verantwoordelijk(regime: Regime, feiten: &Feiten, regels: &Regels<'_>) -> Verantwoordelijk {
    let (antwoord, verslag) = beoordeel(regime, feiten, regels, Volledig::nieuw());
    let Antwoord { regime, status, gemeente, ook, regel } = antwoord;
    Verantwoordelijk { regime, status, gemeente, ook, regel, stappen: verslag.stappen, taken: verslag.taken }
}

/// The same answer without steps and tasks, for who counts many.
pub fn antwoord(regime: Regime, feiten: &Feiten, regels: &Regels<'_>) -> Antwoord {
    beoordeel(regime, feiten, regels, Zwijgend).0
}

fn beoordeel<V: Verslag>(regime: Regime, feiten: &Feiten, regels: &Regels<'_>, verslag: V) -> Klaar<V> {
    match regime {
        Regime::R0 => r0::beoordeel(feiten, regels, verslag),
        Regime::R1 => r1::beoordeel(feiten, regels, verslag),
        Regime::R2 => r2::beoordeel(feiten, regels, verslag),
    }
}

#[cfg(test)]
mod proef;
#[cfg(test)]
mod tests;
