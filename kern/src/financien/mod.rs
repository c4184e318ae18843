//! Financien: what was budgeted, granted, declared and paid, and that the sums agree.

mod boeking;

pub use boeking::{
    Bijboeking, Boeking, Boekpost, Boeksoort, Geboekt, Kenmerk, begroot_per_maand, beschikt, bij_te_boeken,
    te_betalen, toets_begroting,
};
