//! Tags: words of the workspace's own that conversations are sorted by.

pub mod change;
pub mod create;
pub mod list;
pub mod put;
pub mod remove;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::access::{Member, Permit, WorkspaceUpdate};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::seen::is_honest;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A tag on a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tag {
    /// The tag.
    pub id: Id,
    /// At most 40 characters.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
}

/// A tag, and how many conversations carry it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedTag {
    /// The tag.
    #[serde(flatten)]
    pub tag: Tag,
    /// Conversations with it, in whatever status.
    pub conversations: i64,
}

/// Reads id, name, colour.
///
/// # Errors
/// Where the row is another.
pub fn tag(r: &Row<'_>) -> Result<Tag, StoreError> {
    Ok(Tag {
        id: r.get(0)?,
        name: r.get(1)?,
        colour: r.get(2)?,
    })
}

/// Takes apart what `conversation_columns!` puts together: a line for each tag, with its id (36 characters), its colour (7)
/// and its name, which has no line breaks.
#[must_use]
pub fn of_lines(lines: Option<String>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = lines
        .unwrap_or_default()
        .lines()
        .filter_map(|line| {
            Some(Tag {
                id: line.get(..36)?.to_owned(),
                colour: line.get(36..43)?.to_owned(),
                name: line.get(43..)?.to_owned(),
            })
        })
        .collect();
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    tags
}

/// A name of 1 to 40 characters on one line.
///
/// # Errors
/// A sentence for the field.
pub fn is_short(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() || text.chars().count() > limits::SHORT || text.chars().any(char::is_control) {
        return Err(garde::Error::new("Has to be 1 to 40 characters on one line."));
    }
    is_honest(text, &())
}

/// What two names of tags must not share.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Refuses a name that another tag has. Called under the workspace's lock.
async fn is_free(tx: &mut Tx, me: &Member, name: &str, but: Option<&Id>) -> Result<()> {
    let taken = tx
        .count(
            sql!(
                "select count(*) from tags
                 where workspace_id = $1 and name_key = $2 and (cast($3 as text) is null or id <> $3)"
            ),
            params![&me.workspace_id, &key(name), but],
        )
        .await?;
    if taken > 0 {
        return Err(Error::bad_request(
            "tag_taken",
            format!("This workspace has a tag `{}` already.", name.trim()),
        ));
    }
    Ok(())
}

/// The tag that a path names, locked.
async fn to_change(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Tag> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!("select id, name, colour from tags where workspace_id = $1 and id = $2 for update"),
        params![&me.workspace_id, &wanted],
        tag,
    )
    .await?
    .ok_or_else(Error::not_found)
}

fn looks(tag: &Tag) -> Value {
    json!({"name": tag.name, "colour": tag.colour})
}

/// Records a change of a tag and tells the team.
async fn changed(
    tx: &mut Tx,
    permit: &Permit<WorkspaceUpdate>,
    act: &'static str,
    (before, after): (Option<&Tag>, Option<&Tag>),
) -> Result<()> {
    let id = before.or(after).map(|tag| tag.id.as_str()).unwrap_or_default();
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("tag {id}"),
        before: before.map(looks),
        after: after.map(looks),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged { what: "tags".into() };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}
