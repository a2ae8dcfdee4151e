//! What an administrator looks over once a month. Source: second seed, Best Practices, "regular audits".

pub mod audit;
pub mod export;
pub mod monthly;
mod tiers;
