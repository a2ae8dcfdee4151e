//! A person says whether they take conversations. Source: first seed, Agent availability status; only one's own.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{AvailabilitySet, Permit};
use crate::activity;
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::live::events::AgentStatusChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::visitor::online;
use crate::{params, sql};

/// The statuses there are.
pub const STATUSES: [&str; 3] = ["live", "away", "offline"];

/// The new status. Anything that is none of the three is 400, as documented, also when it is missing or no text.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct SetStatus {
    /// `live`, `away` or `offline`.
    #[garde(skip)]
    #[serde(default)]
    #[schema(value_type = String)]
    status: serde_json::Value,
}

/// The status that is now in force.
#[derive(Serialize, ToSchema)]
pub struct StatusSet {
    status: String,
    #[serde(skip)]
    workspace_id: Id,
}

fn decide(ask: SetStatus) -> Result<String> {
    let known = STATUSES.into_iter().find(|s| ask.status.as_str() == Some(s));
    known
        .map(str::to_owned)
        .ok_or_else(|| Error::bad_request("invalid_status", "status has to be `live`, `away` or `offline`."))
}

/// Sets the member's own status, and tells the team where it changed.
///
/// # Errors
/// Internal ones only.
pub async fn set_status(tx: &mut Tx, permit: &Permit<AvailabilitySet>, status: &str) -> Result<StatusSet> {
    let changed = tx
        .run(
            sql!("update members set status = $3 where workspace_id = $1 and id = $2 and status <> $3"),
            params![&permit.workspace_id, &permit.id, status],
        )
        .await?;
    if changed > 0 {
        let id = tx.id();
        activity::note(tx, &permit.workspace_id, &permit.account.id, (&id, status), None);
        let event = AgentStatusChanged {
            agent_id: permit.account.id.clone(),
            status: status.to_owned(),
        };
        let room = Room::Members(permit.workspace_id.clone());
        outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    }
    Ok(StatusSet {
        status: status.to_owned(),
        workspace_id: permit.workspace_id.clone(),
    })
}

/// Sets one's own status.
#[utoipa::path(patch, path = "/team/status", tag = "team", request_body = SetStatus,
    responses((status = 200, body = StatusSet), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<SetStatus>) -> Result<Reply<StatusSet>> {
    let reply = app.member_write(caller, body.checked(decide), |tx, me, status| {
        Box::pin(async move {
            let permit = me.permit::<AvailabilitySet>(Target::None)?;
            set_status(tx, &permit, &status).await
        })
    });
    let reply = reply.await?;
    if let Reply::Fresh(done) = &reply {
        online::tell(&app, &done.workspace_id).await;
    }
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::{SetStatus, decide};
    use serde_json::json;

    #[test]
    fn only_the_three_words_are_statuses() {
        for (given, good) in [
            (json!("live"), true),
            (json!("away"), true),
            (json!("offline"), true),
            (json!("Live"), false),
            (json!("busy"), false),
            (json!(1), false),
            (json!(null), false),
        ] {
            assert_eq!(decide(SetStatus { status: given.clone() }).is_ok(), good, "{given}");
        }
    }
}
