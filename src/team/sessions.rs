//! Where a teammate is signed in: for themselves, and for whoever stands above them. Source: decisions 7 and 25.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::{Act, Target};

use super::reach::{Teammate, teammate_to_read};
use super::remove::sessions_here;
use crate::access::{Actor, AuditRead, Lifetime, Member, MembersRead};
use crate::account::sessions::{Session, sessions};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// Whoever may read what was done here may read from where, of people who stand below them.
fn check(me: &Member, person: &Teammate) -> Result<()> {
    if person.id == me.id {
        return me.permit::<MembersRead>(Target::None).map(|_| ());
    }
    me.looking()?;
    // Nothing is done to the owner here, so it is not the owner's protection that refuses.
    if person.is_owner {
        return Err(me.too_low(Act::AuditRead));
    }
    me.permit::<AuditRead>(person.target(me)).map(|_| ())
}

async fn here(tx: &mut Tx, actor: Actor, wanted: &str, lifetime: Lifetime) -> Result<Vec<Session>> {
    let asking = actor.session_id.clone();
    let me = actor.member()?;
    let person = teammate_to_read(tx, &me, wanted).await?;
    check(&me, &person)?;
    let here = sessions_here(tx, &me, &person.account.id).await?;
    let mut all = sessions(tx, &person.account.id, &asking, lifetime).await?;
    all.retain(|session| here.contains(&session.id));
    Ok(all)
}

/// Lists the sessions of a member that are in this workspace.
#[utoipa::path(get, path = "/team/members/{member_id}/sessions", tag = "team",
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = Vec<Session>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(member_id): Path<String>) -> Result<Json<Vec<Session>>> {
    let lifetime = app.lifetime;
    app.account_read(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { here(tx, actor, &member_id, lifetime).await })
    })
    .await
}
