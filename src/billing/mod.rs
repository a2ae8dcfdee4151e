//! Plans: what a workspace may hold. Without a payment provider the owner switches freely (decision 9).

pub mod change_plan;
pub mod checkout;
pub mod plan;
