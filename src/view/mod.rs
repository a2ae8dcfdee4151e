//! Views: filters of the inbox that a member keeps for themselves.

pub mod archive;
pub mod create;
pub mod list;
pub mod remove;

use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::id::Id;
use crate::inbox::list::{are_statuses, is_id};
use crate::store::{Row, StoreError};

/// What a view shows, in the words of `GET /conversations`.
#[bounded]
#[derive(Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One of the four statuses, or several with commas.
    #[garde(custom(are_statuses))]
    pub status: Option<String>,
    /// Held by this account.
    #[garde(custom(is_id))]
    pub assignee_id: Option<String>,
    /// Held by nobody.
    #[garde(skip)]
    pub unassigned: Option<bool>,
    /// From this channel.
    #[garde(custom(is_id))]
    pub channel_id: Option<String>,
    /// With this tag.
    #[garde(custom(is_id))]
    pub tag: Option<String>,
}

/// A view.
#[derive(Debug, Serialize, ToSchema)]
pub struct View {
    /// The view.
    pub id: Id,
    /// At most 40 characters.
    pub name: String,
    /// What it shows.
    pub filter: Filter,
    /// When it was made.
    pub created_at: Time,
}

/// Reads id, name, filter, time.
///
/// # Errors
/// Where the row is another.
pub fn view(r: &Row<'_>) -> Result<View, StoreError> {
    Ok(View {
        id: r.get(0)?,
        name: r.get(1)?,
        filter: serde_json::from_str(&r.get::<String>(2)?).unwrap_or_default(),
        created_at: r.get(3)?,
    })
}
