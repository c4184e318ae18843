//! The monitor: aantallen, status and realisatie at any peildatum, as known at any moment (Uitvoeringsplan Thuis in de
//! wijk, paragraph 5.3).
//!
//! Facts go in as rows with two time axes ([`feiten`]), a question names a maat and how to split it, and [`tel`] gives
//! the figures. The list behind a figure comes from the same cases, so a figure and its list cannot disagree.

mod blik;
mod bord;
mod codes;
mod conclusie;
mod definitie;
mod duurtabel;
mod enkel;
pub mod feiten;
mod geld;
mod geldtabel;
mod geval;
pub mod kolommen;
mod lineair;
mod maat;
mod onderdruk;
pub mod publicatie;
mod register;
mod rooster;
mod stand;
mod stroomtabel;
mod tabel;
mod tel;
mod verschil;
mod wachten;
pub mod woorden;
mod zrm;

pub use blik::{Blik, Geheugen, Gekozen, Gevraagd, Telwijze};
pub use bord::{Blok, JAARREGELS, KERNREGELS, KWARTALEN, Tabelnaam, tabel};
pub use codes::{Code, Codes, Sleutel};
pub use conclusie::conclusie;
pub use definitie::{DEFINITIES, Definitie, GEMEENTE_VAN_EEN_CLIENT, definitie, versies};
pub use duurtabel::Normen;
pub use feiten::Feiten;
pub use geldtabel::{PLEK_BEGROOT, PLEK_BESCHIKT, PLEK_BETAALD, PLEK_UITPUTTING};
pub use geval::{Brontabel, Geval, gevallen};
pub use maat::{Eenheid, Maat, Splitsing, Tijdvak};
pub use onderdruk::{Inhoud, Profiel, verberg_kruis, verberg_reeks};
pub use rooster::Rooster;
pub use tabel::{Cel, Cijfer, Cijfertabel, Coordinaat, Keus, Kolom, Kop, Rij, Soort, kruistabel};
pub use tel::{Nodig, SPLITSINGEN_MAX, Telling, Uitkomst, Vraag, achter, groepeer, tel};
pub use verschil::{Celverschil, Gevalverschil, Oorzaak, celverschillen, gevalverschillen};
pub use zrm::{ZRM_GROEP_MIN, ZrmVerandering, zrm_veranderingen, zrmtabel};

#[cfg(test)]
mod onderdruk_toets;
#[cfg(test)]
mod toets;
#[cfg(test)]
mod toets_altijd;
