//! A key is revoked: it is nothing any more from the answer on. The log keeps that it was there.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ApiKey, end, key, tell};
use crate::access::{KeysManage, Member, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::live::Room;
use crate::store::Tx;
use crate::team::reach::teammate_in_reach;
use crate::{key_columns, params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct KeyRevoked {
    /// In words.
    message: String,
}

/// The key that a path names.
async fn in_reach(tx: &mut Tx, me: &Member, wanted: &str) -> Result<ApiKey> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select ",
            key_columns!(),
            " from keys k
             join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
             join accounts a on a.id = m.account_id
             where k.workspace_id = $1 and k.id = $2"
        ),
        params![&me.workspace_id, &wanted],
        key,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// One's own, or one of somebody who stands below (decision 7).
async fn permit(tx: &mut Tx, me: &Member, key: &ApiKey) -> Result<Permit<KeysManage>> {
    if key.member_id == me.id {
        return me.permit::<KeysManage>(Target::None);
    }
    let maker = teammate_in_reach(tx, me, &key.member_id).await?;
    me.permit::<KeysManage>(maker.target(me))
}

/// Revokes a key.
///
/// # Errors
/// Internal ones only.
pub async fn revoke(tx: &mut Tx, permit: &Permit<KeysManage>, key: &ApiKey) -> Result<KeyRevoked> {
    end::end(tx, permit, key, ("key.revoked", None)).await?;
    tell(tx, &permit.workspace_id).await?;
    Ok(KeyRevoked {
        message: format!("The key {} is revoked.", key.name),
    })
}

/// Revokes a key.
#[utoipa::path(delete, path = "/workspace/keys/{key_id}", tag = "workspace",
    params(("key_id" = String, Path, description = "The key")),
    responses((status = 200, body = KeyRevoked), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(key_id): Path<String>) -> Result<Reply<KeyRevoked>> {
    let named = id::parse(&key_id);
    let revoked = app
        .person_write(caller, Nothing, move |tx, me, ()| {
            Box::pin(async move {
                let key = in_reach(tx, &me, &key_id).await?;
                let permit = permit(tx, &me, &key).await?;
                revoke(tx, &permit, &key).await
            })
        })
        .await?;
    if let (Reply::Fresh(_), Some(id)) = (&revoked, named) {
        app.live.cut(&Room::Key(id), "signed_out");
        app.store.settled().await;
    }
    Ok(revoked)
}
