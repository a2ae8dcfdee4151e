//! An owner or admin makes a link that whoever holds it may come in by.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Way;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{JoinLink, are_off, are_on, check_plain};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::invitation::give::{self, Given};
use crate::invitation::tell;
use crate::limits;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// What the link gives, for how long and for how many.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct MakeLink {
    /// A role that stands above nobody. Default: what the workspace gives by links.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// A tier without permissions. Default: likewise.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
    /// For how many people, 1 to 100,000. Default: as many as like.
    #[garde(range(min = 1, max = 100_000))]
    max_uses: Option<i64>,
    /// Until when (ISO 8601). Default: until it is ended.
    #[garde(length(chars, max = 40))]
    expires_at: Option<String>,
}

/// What is asked, once it is read.
pub struct Asked {
    role: Option<String>,
    tier: Option<String>,
    max_uses: Option<i64>,
    expires_at: Option<Time>,
}

fn decide(ask: MakeLink) -> Result<Asked> {
    let expires_at = match ask.expires_at.as_deref().map(Time::parse) {
        None => None,
        Some(Some(at)) => Some(at),
        Some(None) => {
            return Err(Error::field(
                "expires_at",
                "Has to be a time, as in 2026-03-01T12:00:00Z.",
            ));
        }
    };
    Ok(Asked {
        role: ask.role,
        tier: ask.tier,
        max_uses: ask.max_uses,
        expires_at,
    })
}

/// Makes a link. Its secret is answered once.
///
/// # Errors
/// 422 for a time that is over; 409 `too_many_links`.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    given: Given,
    asked: &Asked,
    origin: &str,
) -> Result<JoinLink> {
    let now = tx.now();
    if asked.expires_at.is_some_and(|at| at <= now) {
        return Err(Error::field("expires_at", "Is over already."));
    }
    seats::lock(tx, permit).await?;
    let kept = tx
        .count(
            sql!("select count(*) from join_links where workspace_id = $1 and revoked_at is null"),
            params![&permit.workspace_id],
        )
        .await?;
    if kept >= limits::LINKS {
        return Err(Error::conflict(
            "too_many_links",
            format!(
                "A workspace has at most {} links. End some that nobody needs.",
                limits::LINKS
            ),
        ));
    }
    let secret = id::secret("dk_");
    let (role, tier) = (given.role_name(permit), given.tier_name(permit));
    let link = JoinLink {
        id: tx.id(),
        url: Some(format!("{origin}/join?link={}", secret.plain)),
        token: Some(secret.plain),
        role: role.to_owned(),
        tier: tier.to_owned(),
        max_uses: asked.max_uses,
        used: 0,
        expires_at: asked.expires_at,
        is_open: true,
        why: None,
        created_at: now,
        made_by_name: permit.account.full_name.clone(),
        people: Vec::new(),
        made_by: permit.account.id.clone(),
        revoked_at: None,
    };
    tx.run(
        sql!(
            "insert into join_links
                 (workspace_id, id, token_hash, role, tier, max_uses, used, expires_at, made_by, made_by_name, created_at)
             values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10)"
        ),
        params![
            &permit.workspace_id,
            &link.id,
            secret.hash.as_slice(),
            role,
            tier,
            link.max_uses,
            link.expires_at,
            &link.made_by,
            &link.made_by_name,
            now
        ],
    )
    .await?;
    record(tx, permit, &link).await?;
    Ok(link)
}

async fn record(tx: &mut Tx, permit: &Permit<MembersInvite>, link: &JoinLink) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "link.made",
        object: format!("link {}", link.id),
        before: None,
        after: Some(json!({
            "role": link.role, "tier": link.tier, "max_uses": link.max_uses, "expires_at": link.expires_at
        })),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit).await
}

/// Makes a link.
#[utoipa::path(post, path = "/team/links", tag = "team", request_body = MakeLink,
    responses((status = 200, body = JoinLink), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<MakeLink>) -> Result<Reply<JoinLink>> {
    let origin = app.public_origin.clone();
    app.member_write(caller, body.checked(decide), move |tx, me, asked| {
        Box::pin(async move {
            me.permit_on_somebody::<MembersInvite>()?;
            me.joining(Way::Link)?;
            let (role, tier) = super::list::defaults(tx, &me).await?;
            let role = asked.role.clone().or(role);
            let tier = asked.tier.clone().or(tier);
            let given = give::named(&me, role.as_deref(), tier.as_deref())?;
            let permit = give::permit(&me, given)?;
            check_plain(&me, given, Way::Link)?;
            if !are_on(tx, &me).await? {
                return Err(are_off(&me));
            }
            create(tx, &permit, given, &asked, &origin).await
        })
    })
    .await
}
