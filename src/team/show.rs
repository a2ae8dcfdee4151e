//! One teammate.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::Target;

use super::list::{self, TeamMember};
use crate::access::{Member, MembersRead};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::store::Tx;
use crate::{member_columns, params, sql};

/// Reads the member with this id.
///
/// # Errors
/// 404 where there is none in this workspace.
pub async fn read(tx: &mut Tx, me: &Member, member_id: &str) -> Result<TeamMember> {
    let member_id = id::parse(member_id).ok_or_else(Error::not_found)?;
    tx.first(
        sql!("select ", member_columns!(), " where m.workspace_id = $1 and m.id = $2"),
        params![&me.workspace_id, &member_id],
        list::member,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Shows a teammate.
#[utoipa::path(get, path = "/team/members/{member_id}", tag = "team",
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = TeamMember), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(member_id): Path<String>) -> Result<Json<TeamMember>> {
    let app_ = app.clone();
    app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let mut member = read(tx, &me, &member_id).await?;
            let permit = me.permit::<MembersRead>(Target::None)?;
            member.see(&app_, &permit);
            Ok(member)
        })
    })
    .await
}
