//! What would be gone by now, if so many days were kept: looked at before it is decided.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::before;
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id;
use crate::store::Tx;
use crate::{params, sql};

/// How many days would be kept; what is left out would be kept for ever.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct PreviewRetention {
    /// Of resolved and closed conversations: 30 to 36500.
    #[garde(range(min = 30, max = 36_500))]
    conversations: Option<u32>,
    /// Of what people did: 30 to 36500.
    #[garde(range(min = 30, max = 36_500))]
    activity: Option<u32>,
    /// Of the audit log: 365 to 36500.
    #[garde(range(min = 365, max = 36_500))]
    audit: Option<u32>,
}

/// What would be gone.
#[derive(Serialize, ToSchema)]
pub struct RetentionPreview {
    /// Conversations.
    conversations: i64,
    /// Files in them.
    files: i64,
    /// Acts of people.
    activity: i64,
    /// Entries of the audit log.
    audit: i64,
}

/// Counts what a purge would take.
///
/// # Errors
/// Internal ones only.
pub async fn preview(
    tx: &mut Tx,
    permit: &Permit<WorkspaceUpdate>,
    ask: &PreviewRetention,
) -> Result<RetentionPreview> {
    let (now, place) = (tx.now(), &permit.workspace_id);
    let mut found = RetentionPreview {
        conversations: 0,
        files: 0,
        activity: 0,
        audit: 0,
    };
    if let Some(days) = ask.conversations {
        let over = before(now, days);
        let conversations = sql!(
            "select count(*) from conversations
             where workspace_id = $1 and (status = 'resolved' or status = 'closed') and updated_at < $2"
        );
        found.conversations = tx.count(conversations, params![place, over]).await?;
        let files = sql!(
            "select count(*) from attachments a
             join conversations c on c.workspace_id = a.workspace_id and c.id = a.conversation_id
             where a.workspace_id = $1 and (c.status = 'resolved' or c.status = 'closed') and c.updated_at < $2"
        );
        found.files = tx.count(files, params![place, over]).await?;
    }
    if let Some(days) = ask.activity {
        let activity = sql!(
            "select count(*) from activity a where a.workspace_id = $1 and a.id < $2 and (
                exists (select 1 from activity n where n.workspace_id = a.workspace_id
                          and n.account_id = a.account_id and n.id > a.id)
                or not exists (select 1 from members m where m.workspace_id = a.workspace_id
                                 and m.account_id = a.account_id))"
        );
        found.activity = tx.count(activity, params![place, &id::from(before(now, days))]).await?;
    }
    if let Some(days) = ask.audit {
        let audit = sql!(
            "select count(*) from audit where workspace_id = $1 and number is not null and number < coalesce((
                select min(n.number) from audit n where n.workspace_id = $1 and n.at >= $2 and n.number is not null),
                9223372036854775807)"
        );
        found.audit = tx.count(audit, params![place, before(now, days)]).await?;
    }
    Ok(found)
}

/// Counts what would be gone by now, if so many days were kept.
#[utoipa::path(get, path = "/workspace/retention", tag = "workspace", params(PreviewRetention),
    responses((status = 200, body = RetentionPreview), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    query: Query<PreviewRetention>,
) -> Result<Json<RetentionPreview>> {
    app.member_read_apart(caller, query, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            preview(tx, &permit, &ask).await
        })
    })
    .await
}
