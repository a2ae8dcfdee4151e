//! An owner or admin adds a canned reply. Source: decision 28.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CannedReply, changed, is_free, is_shortcut};
use crate::access::{Permit, WorkspaceUpdate};
use crate::account::register::is_name;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::inbox::send_message::is_content;
use crate::limits;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// The reply.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateCannedReply {
    /// What is typed for it: 1 to 40 of the letters `a` to `z`, digits, `-` and `_`; no other reply has it.
    #[garde(custom(is_shortcut))]
    shortcut: String,
    /// What it is for, 1 to 200 characters.
    #[garde(custom(is_name))]
    title: String,
    /// 1 to 20,000 characters of plain text.
    #[garde(custom(is_content))]
    content: String,
}

/// Adds a canned reply.
///
/// # Errors
/// 400 `shortcut_taken`, 409 `too_many_canned_replies`.
pub async fn create(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: CreateCannedReply) -> Result<CannedReply> {
    seats::lock(tx, permit).await?;
    is_free(tx, permit, &ask.shortcut, None).await?;
    let there = tx
        .count(
            sql!("select count(*) from canned_replies where workspace_id = $1"),
            params![&permit.workspace_id],
        )
        .await?;
    if there >= limits::CANNED_REPLIES {
        return Err(Error::conflict(
            "too_many_canned_replies",
            "A workspace has at most 500 canned replies.",
        ));
    }
    let reply = CannedReply {
        id: tx.id(),
        shortcut: ask.shortcut,
        title: ask.title,
        content: ask.content,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    tx.run(
        sql!(
            "insert into canned_replies (workspace_id, id, shortcut, title, content, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6)"
        ),
        params![
            &permit.workspace_id,
            &reply.id,
            &reply.shortcut,
            &reply.title,
            &reply.content,
            tx.now()
        ],
    )
    .await?;
    changed(tx, permit, "canned_reply.created", (None, Some(&reply))).await?;
    Ok(reply)
}

/// Adds a canned reply.
#[utoipa::path(post, path = "/canned-replies", tag = "inbox", request_body = CreateCannedReply,
    responses((status = 200, body = CannedReply), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateCannedReply>) -> Result<Reply<CannedReply>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            create(tx, &permit, ask).await
        })
    })
    .await
}
