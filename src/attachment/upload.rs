//! Somebody uploads a file, to send it with their next message. What nobody sends within a day is taken away again.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{Attachment, place, sniff};
use crate::access::ConversationsHandle;
use crate::account::register::is_name;
use crate::app::App;
use crate::door::{Caller, Input, Kept, Query, Reply, Upload};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::inbox::reach::conversation_in_reach;
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// What the file is called.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct UploadName {
    /// 1 to 200 characters; nothing on the server depends on it.
    #[garde(custom(is_name))]
    pub name: String,
}

/// An upload that has arrived.
pub struct Arrived {
    name: Query<UploadName>,
    is_empty: bool,
    digest: [u8; 32],
}

impl Arrived {
    /// What is called so, and has been kept.
    #[must_use]
    pub fn new(name: Query<UploadName>, kept: &Kept) -> Self {
        Arrived {
            name,
            is_empty: kept.size == 0,
            digest: kept.digest,
        }
    }
}

impl Input for Arrived {
    type Out = UploadName;
    fn take(self) -> Result<UploadName> {
        let name = self.name.take()?;
        if self.is_empty {
            return Err(Error::field("body", "The file is empty."));
        }
        Ok(name)
    }
    fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

/// Whose upload it is, and where it may be sent.
pub struct Source<'a> {
    /// The workspace.
    pub workspace_id: &'a Id,
    /// An account, or a visitor.
    pub by: &'a Id,
    /// Only there; nothing for a visitor, whose conversation may not have begun.
    pub conversation_id: Option<&'a Id>,
}

impl Source<'_> {
    /// What is said where there is no more room. A visitor can do nothing about it, and how much a company keeps is not
    /// theirs to know.
    fn no_room(&self, most_mib: u32) -> Error {
        Error::storage_full(match self.conversation_id {
            Some(_) => format!(
                "The files of this workspace may take {most_mib} MiB, and this one does not fit any more. Whoever runs \
                 the server sets that number."
            ),
            None => "No file of this size can be taken here at the moment. Please write without it.".into(),
        })
    }
}

/// Takes the bytes out of what the workspace may still store; answers whether they fit.
async fn take_room(tx: &mut Tx, workspace_id: &Id, size: i64, most_mib: u32) -> Result<bool> {
    tx.run(
        sql!("insert into storage (workspace_id, bytes) values ($1, 0) on conflict (workspace_id) do nothing"),
        params![workspace_id],
    )
    .await?;
    let most = match i64::from(most_mib) {
        0 => i64::MAX / 2,
        mib => mib * limits::MIB as i64,
    };
    let taken = tx
        .run(
            sql!("update storage set bytes = bytes + $2 where workspace_id = $1 and bytes + $2 <= $3"),
            params![workspace_id, size, most],
        )
        .await?;
    Ok(taken > 0)
}

/// An upload that is noted; on the wire it is the file.
#[derive(Serialize)]
pub struct Uploaded {
    #[serde(flatten)]
    file: Attachment,
    #[serde(skip)]
    workspace_id: Id,
}

/// Notes an upload of this size and kind.
///
/// # Errors
/// 507 `storage_full`.
pub async fn upload(
    tx: &mut Tx,
    from: Source<'_>,
    name: String,
    (size, kind): (i64, &str),
    most_mib: u32,
) -> Result<Uploaded> {
    if !take_room(tx, from.workspace_id, size, most_mib).await? {
        return Err(from.no_room(most_mib));
    }
    let file = Attachment {
        id: tx.id(),
        name,
        size,
        content_type: kind.to_owned(),
    };
    tx.run(
        sql!(
            "insert into attachments (workspace_id, id, uploaded_by, conversation_id, private, name, size, content_type, created_at)
             values ($1, $2, $3, $4, false, $5, $6, $7, $8)"
        ),
        params![
            from.workspace_id, &file.id, from.by, from.conversation_id, &file.name, size, &file.content_type, tx.now()
        ],
    )
    .await?;
    Ok(Uploaded {
        file,
        workspace_id: from.workspace_id.clone(),
    })
}

/// Gives the bytes their place, once the row is there. Where that fails, the row is taken away with the unsent ones.
///
/// # Errors
/// Internal ones, and 507 where the disk is full.
pub async fn keep(app: &App, kept: Kept, reply: Reply<Uploaded>) -> Result<Reply<Uploaded>> {
    if let Reply::Fresh(done) = &reply {
        kept.give_place(&place::of(app, &done.workspace_id, &done.file.id))
            .await?;
    }
    Ok(reply)
}

/// Uploads a file for a conversation.
#[utoipa::path(post, path = "/conversations/{conversation_id}/upload", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation"), UploadName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Attachment), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    name: Query<UploadName>,
    body: Upload,
) -> Result<Reply<Uploaded>> {
    if let Err(e) = app.known(caller.clone()).await {
        body.throw_away().await;
        return Err(e);
    }
    let most = limits::mib(app.config.member_file_mib);
    let kept = body.keep(&place::incoming(&app), most).await?;
    let (size, kind, room) = (kept.size, sniff(&kept.head), app.config.workspace_storage_mib);
    let arrived = Arrived::new(name, &kept);
    let reply = app.member_write(caller, arrived, move |tx, me, ask| {
        Box::pin(async move {
            let held = conversation_in_reach(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            let from = Source {
                workspace_id: &permit.workspace_id,
                by: &permit.account.id,
                conversation_id: Some(&held.id),
            };
            upload(tx, from, ask.name, (size, kind), room).await
        })
    });
    keep(&app, kept, reply.await?).await
}
