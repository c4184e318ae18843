//! Links to the outside. Formats of others stop here: behind this door only our own words exist.

pub mod analyse;
pub mod gmsd;
pub mod iwmo;
pub mod open;
pub mod uitlevering;
