//! A message takes the files that were uploaded for it.

use super::{Attachment, attachment};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// At most ten ids.
///
/// # Errors
/// A sentence for the field.
pub fn are_attachments(ids: &[String], (): &()) -> garde::Result {
    if ids.len() > limits::ATTACHMENTS {
        return Err(garde::Error::new(format!(
            "A message takes at most {} files.",
            limits::ATTACHMENTS
        )));
    }
    if ids.iter().any(|id| id::parse(id).is_none()) {
        return Err(garde::Error::new("Has to be ids of uploads."));
    }
    Ok(())
}

/// The message that takes them.
pub struct Taker<'a> {
    /// The workspace.
    pub workspace_id: &'a Id,
    /// Who writes: an account, or a visitor. Nobody sends what somebody else has uploaded.
    pub by: &'a Id,
    /// Where it stands.
    pub conversation_id: &'a Id,
    /// The message.
    pub message_id: &'a Id,
    /// Whether it is a note.
    pub private: bool,
}

/// Puts uploads of the writer into their message; each goes into one.
///
/// # Errors
/// 400 `invalid_attachment`.
pub async fn attach(tx: &mut Tx, taker: &Taker<'_>, ids: &[String]) -> Result<Vec<Attachment>> {
    let oldest = tx.now().plus_seconds(-limits::UPLOAD_HOURS * 3600);
    let mut files = Vec::with_capacity(ids.len());
    for wanted in ids.iter().filter_map(|wanted| id::parse(wanted)) {
        let taken = tx
            .first(
                sql!(
                    "update attachments set conversation_id = $4, message_id = $5, private = $6
                 where workspace_id = $1 and id = $2 and uploaded_by = $3 and message_id is null and created_at > $7
                   and (conversation_id is null or conversation_id = $4)
                 returning id, name, size, content_type"
                ),
                params![
                    taker.workspace_id,
                    &wanted,
                    taker.by,
                    taker.conversation_id,
                    taker.message_id,
                    taker.private,
                    oldest
                ],
                attachment,
            )
            .await?;
        files.push(taken.ok_or_else(|| {
            Error::bad_request(
                "invalid_attachment",
                "attachments has to name uploads of your own for this conversation, not sent yet and not older than a day.",
            )
        })?);
    }
    Ok(files)
}
