//! Which gemeente is responsible, and what kind of inflow it is.
//!
//! Competence is not eligibility: the answer says who handles the melding and decides, not whether the person needs or
//! deserves help. Three regimes live side by side; only one of them decides for a melding, and it is stamped on it.

mod feiten;
mod instroom;
mod keten;
mod poort;
mod r0;
mod r1;
mod r2;
mod uitkomst;
mod vaststelling;

pub use feiten::{
    Adres, EerderBw, Feiten, Functie, Instelling, Product, Regels, Regime, Verblijf, Verblijfsrecht,
};
pub use instroom::{Aanvraag, Budget, Gebruik, Instroom, Kenmerk, instroom};
pub use uitkomst::{Status, Taak, Verantwoordelijk};
pub use vaststelling::{Oordeel, Vaststelling, stel_vast};

/// Finds the gemeente by one regime.
pub fn verantwoordelijk(regime: Regime, feiten: &Feiten, regels: &Regels<'_>) -> Verantwoordelijk {
    match regime {
        Regime::R0 => r0::beoordeel(feiten, regels),
        Regime::R1 => r1::beoordeel(feiten, regels),
        Regime::R2 => r2::beoordeel(feiten, regels),
    }
}

#[cfg(test)]
mod proef;
#[cfg(test)]
mod tests;
