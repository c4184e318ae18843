//! Financien: budget, and what was granted, declared and paid.

pub mod declaratie;
pub mod opslag;

use crate::in_handeling;

in_handeling!("financien: boek wat is beschikt", opslag::volg_besluiten);
