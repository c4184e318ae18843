//! Inkoop: aanbieders, products, contracts, prices and places.

pub mod opslag;
