//! The facts as columns in memory: any maat on any day, as known after any act, over any split, in one pass.

mod beeld;
mod blok;
mod dag;
mod lijst;
mod lopen;
mod stroken;
mod tellen;
mod waarneming;

pub use beeld::Kolommen;
pub use blok::{Inrichting, Strook};
pub use dag::{NOOIT, Vakken, dag, dag_of_nooit};
pub use lopen::{Cijferreeksen, Verdeling};
pub use stroken::{Indeling, Stroken};
pub use tellen::{Keuze, Venster};

#[cfg(test)]
mod toets;
#[cfg(test)]
mod feiten_toets;
#[cfg(test)]
mod lopen_toets;
