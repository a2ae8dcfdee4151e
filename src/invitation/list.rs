//! Who was invited, the latest first.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Json, http::HeaderValue};
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{Invitation, invitation};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::is_cursor;
use crate::limits;
use crate::store::Tx;
use crate::{invitation_columns, params, sql};

/// Which of them.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListInvitations {
    /// `waiting` leaves out what was accepted or taken back. Default: `all`.
    #[garde(skip)]
    #[param(inline)]
    only: Option<Only>,
    /// Rows, 1 to 200. Default: 200.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// From the header `X-Next-Cursor` of the page before.
    #[garde(inner(custom(is_cursor)))]
    cursor: Option<String>,
}

/// A choice of states.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// Every invitation that is kept: for 90 days after it was over.
    All,
    /// Those that were neither accepted nor taken back.
    Waiting,
}

/// More than any id; stands for "from the latest".
const NEWEST: &str = "~";

/// Reads the invitations.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<MembersInvite>, ask: &ListInvitations) -> Result<Vec<Invitation>> {
    let found = tx
        .all(
            sql!(
                "select ",
                invitation_columns!(),
                " from invitations
                 where workspace_id = $1 and id < $2 and ($3 or (accepted_at is null and revoked_at is null))
                 order by id desc limit $4"
            ),
            params![
                &permit.workspace_id,
                ask.cursor.as_deref().unwrap_or(NEWEST),
                ask.only != Some(Only::Waiting),
                i64::from(ask.limit.unwrap_or(limits::PAGE))
            ],
            invitation,
        )
        .await?;
    let now = tx.now();
    Ok(found.into_iter().map(|one| one.at(now)).collect())
}

/// Lists the invitations.
#[utoipa::path(get, path = "/team/invitations", tag = "team", params(ListInvitations),
    responses((status = 200, body = Vec<Invitation>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListInvitations>) -> Result<Response> {
    let Json((found, limit)) = app
        .member_read(caller, query, |tx, me, ask| {
            Box::pin(async move {
                let permit = me.permit_on_somebody::<MembersInvite>()?;
                let found = list(tx, &permit, &ask).await?;
                Ok((found, ask.limit.unwrap_or(limits::PAGE) as usize))
            })
        })
        .await?;
    let last = found.last().filter(|_| found.len() == limit);
    let next = last.and_then(|one| HeaderValue::from_str(&one.id).ok());
    let mut response = Json(found).into_response();
    if let Some(next) = next {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
