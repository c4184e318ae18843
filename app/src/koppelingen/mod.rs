//! Links to the outside. Formats of others stop here: behind this door only our own words exist.

pub mod iwmo;
