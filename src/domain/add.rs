//! An owner or admin names a domain that is the company's. Nobody comes in by it before it is proven.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Change, Domain, changed, in_reach, name, permit};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::team::seats;
use crate::{id, limits, params, sql};

/// Which one.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct AddDomain {
    /// As in `example.com`. No public suffix, and no host where anybody can have a mailbox.
    #[garde(custom(name::is_ownable))]
    domain: String,
}

/// Adds a domain; one that is there already stays as it is.
///
/// # Errors
/// 409 `too_many_domains`.
pub async fn add(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, wanted: &str) -> Result<Domain> {
    let wanted = name::parse(wanted).ok_or_else(Error::not_found)?;
    seats::lock(tx, permit).await?;
    match in_reach(tx, permit, &wanted).await {
        Err(e) if e.code() == "not_found" => {}
        there => return there,
    }
    let kept = tx
        .count(
            sql!("select count(*) from domains where workspace_id = $1"),
            params![&permit.workspace_id],
        )
        .await?;
    if kept >= limits::DOMAINS {
        return Err(Error::conflict(
            "too_many_domains",
            format!(
                "A workspace has at most {} domains. Remove one that nobody needs.",
                limits::DOMAINS
            ),
        ));
    }
    tx.run(
        sql!(
            "insert into domains (workspace_id, domain, token, added_by_name, created_at) values ($1, $2, $3, $4, $5)"
        ),
        params![
            &permit.workspace_id,
            &wanted,
            &id::secret("").plain,
            &permit.account.full_name,
            tx.now()
        ],
    )
    .await?;
    let change = Change {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "domain.added",
        domain: &wanted,
        before: None,
        after: Some(json!({"name": wanted})),
        via: &permit.right(),
    };
    changed(tx, change).await?;
    in_reach(tx, permit, &wanted).await
}

/// Adds a domain.
#[utoipa::path(post, path = "/workspace/domains", tag = "workspace", request_body = AddDomain,
    responses((status = 200, body = Domain), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<AddDomain>) -> Result<Reply<Domain>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = permit(&me)?;
            add(tx, &permit, &ask.domain).await
        })
    })
    .await
}
