//! People who write to the team.

pub mod create;
pub mod list;
pub mod show;

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::id::Id;
use crate::store::{Row, StoreError};

/// A customer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Customer {
    /// The customer.
    pub id: Id,
    /// Whose customer.
    pub business_id: Id,
    /// Where they said it.
    pub name: Option<String>,
    /// Where they said it.
    pub email: Option<String>,
    /// What the workspace's own system calls them.
    pub external_id: Option<String>,
    /// When they were first met.
    pub created_at: Time,
}

/// Reads id, workspace, name, e-mail, external id, time.
///
/// # Errors
/// Where the row is another.
pub fn customer(r: &Row<'_>) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: r.get(0)?,
        business_id: r.get(1)?,
        name: r.get(2)?,
        email: r.get(3)?,
        external_id: r.get(4)?,
        created_at: r.get(5)?,
    })
}
