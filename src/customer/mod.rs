//! People who write to the team.

pub mod create;
pub mod fields;
pub mod list;
pub mod show;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

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
    /// Whether the page has signed who they are: then name and address are its word, and nobody else's.
    pub identified: bool,
    /// What the page says of them, unsigned.
    pub fields: BTreeMap<String, String>,
    /// The page that they were last on, unsigned.
    pub page: Option<String>,
    /// When they were first met.
    pub created_at: Time,
    /// When the owner erased them; nothing of who they were is left since. Null for whoever was not erased.
    pub erased_at: Option<Time>,
}

/// The columns that [`customer`] reads, from `customers c`.
#[macro_export]
macro_rules! customer_columns {
    () => {
        "c.id, c.workspace_id, c.name, c.email, c.external_id, c.created_at, c.fields, c.page, c.identified,
         c.erased_at "
    };
}

/// Reads the columns of [`customer_columns!`](crate::customer_columns) from column `at` on.
///
/// # Errors
/// Where the row is another.
pub fn customer_from(r: &Row<'_>, at: usize) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: r.get(at)?,
        business_id: r.get(at + 1)?,
        name: r.get(at + 2)?,
        email: r.get(at + 3)?,
        external_id: r.get(at + 4)?,
        created_at: r.get(at + 5)?,
        fields: serde_json::from_str(&r.get::<String>(at + 6)?).unwrap_or_default(),
        page: r.get(at + 7)?,
        identified: r.get(at + 8)?,
        erased_at: r.get(at + 9)?,
    })
}

/// Reads a row of [`customer_columns!`](crate::customer_columns).
///
/// # Errors
/// Where the row is another.
pub fn customer(r: &Row<'_>) -> Result<Customer, StoreError> {
    customer_from(r, 0)
}

/// A customer of a workspace.
///
/// # Errors
/// Internal ones only.
pub async fn by_id(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<Option<Customer>> {
    tx.first(
        sql!(
            "select ",
            crate::customer_columns!(),
            "from customers c where c.workspace_id = $1 and c.id = $2"
        ),
        params![workspace_id, id],
        customer,
    )
    .await
}
