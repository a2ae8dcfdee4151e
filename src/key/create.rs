//! Somebody makes a key for a program. Its secret is answered once.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::{RoleId, Target};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{ApiKey, PREFIX, SHOWN, tell};
use crate::access::{KeysManage, Permit};
use crate::account::register::is_name;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::team::change_role::role_named;
use crate::team::reach::teammate_in_reach;
use crate::team::seats;
use crate::{id, limits, params, role, sql};

/// The key.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct MakeKey {
    /// 1 to 200 characters: what it is for.
    #[garde(custom(is_name))]
    name: String,
    /// A role that holds nothing that its maker lacks. The key never may more than it, nor more than its maker may at the
    /// time.
    #[garde(length(chars, min = 1, max = 100))]
    role: String,
}

/// A key that was just made. What is kept to answer a repeated request with does not hold the secret.
#[derive(Serialize)]
pub struct Made {
    #[serde(flatten)]
    key: ApiKey,
    #[serde(skip)]
    secret: String,
}

/// Makes a key.
///
/// # Errors
/// 409 `too_many_keys`, `roles_changed`.
pub async fn create(tx: &mut Tx, permit: &Permit<KeysManage>, name: &str, role: RoleId) -> Result<Made> {
    // Whoever is removed meanwhile makes none: it would be nobody's.
    teammate_in_reach(tx, permit, &permit.id).await?;
    seats::lock(tx, permit).await?;
    role::hold(tx, permit).await?;
    let kept = tx
        .count(
            sql!("select count(*) from keys where workspace_id = $1"),
            params![&permit.workspace_id],
        )
        .await?;
    if kept >= limits::KEYS {
        let detail = format!(
            "A workspace has at most {} API keys. Revoke some that nothing uses.",
            limits::KEYS
        );
        return Err(Error::conflict("too_many_keys", detail));
    }
    let secret = id::secret(PREFIX);
    let key = ApiKey {
        id: tx.id(),
        name: name.trim().to_owned(),
        role: permit.book.role_info(role).name.clone(),
        prefix: secret.plain.chars().take(SHOWN).collect(),
        secret: None,
        created_at: tx.now(),
        last_used_at: None,
        member_id: permit.id.clone(),
        made_by_name: permit.account.full_name.clone(),
        is_on: true,
    };
    tx.run(
        sql!(
            "insert into keys (workspace_id, id, member_id, token_hash, prefix, name, role, created_at, last_used_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, null)"
        ),
        params![
            &permit.workspace_id,
            &key.id,
            &key.member_id,
            secret.hash.as_slice(),
            &key.prefix,
            &key.name,
            &key.role,
            key.created_at
        ],
    )
    .await?;
    record(tx, permit, &key, &permit.book.role_info(role).label).await?;
    Ok(Made {
        key,
        secret: secret.plain,
    })
}

async fn record(tx: &mut Tx, permit: &Permit<KeysManage>, key: &ApiKey, role: &str) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "key.made",
        object: format!("key {}", key.id),
        before: None,
        after: Some(json!({"name": key.name, "prefix": key.prefix, "role": role})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, &permit.workspace_id).await
}

/// Makes a key.
#[utoipa::path(post, path = "/workspace/keys", tag = "workspace", request_body = MakeKey,
    responses((status = 200, body = ApiKey), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<MakeKey>) -> Result<Reply<Made>> {
    let write = app.person_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            me.permit::<KeysManage>(Target::None)?;
            let role = role_named(&me, &ask.role)?;
            let permit = me.permit_key(role)?;
            create(tx, &permit, &ask.name, role).await
        })
    });
    let mut reply = write.await?;
    if let Reply::Fresh(made) = &mut reply {
        made.key.secret = Some(std::mem::take(&mut made.secret));
    }
    Ok(reply)
}
