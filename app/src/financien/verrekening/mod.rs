//! Costs of people from gemeenten outside the region, by agreement: who, which days, the invoice, and a dispute.

pub mod brief;
pub mod declaraties;
pub mod factuur;
pub mod opslag;
pub mod overeenkomst;
pub mod stand;
pub mod web;
