//! Who has a role, and what a role that takes its place would bring them: looked at when it goes, and shown before.

use std::collections::HashMap;

use rulebook::{MemberState, RoleId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Member;
use crate::error::Result;
use crate::store::Tx;
use crate::{params, sql};

/// How many have a role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// People.
    pub members: i64,
    /// Invitations that wait.
    pub invitations: i64,
    /// Links that were not ended.
    pub links: i64,
    /// API keys.
    pub keys: i64,
    /// Ways, link and domain, that give it to whoever comes by them.
    pub ways: i64,
}

/// What removing a role touches beside people.
#[derive(Serialize, ToSchema)]
pub struct RoleRemoval {
    /// Invitations that wait and would get the replacement.
    pub invitations: i64,
    /// Links that would get it, or end where it stands above others.
    pub links: i64,
    /// API keys that would get it, or end where it is one of `wider`.
    pub keys: i64,
    /// Ways, link and domain, that give it to whoever comes by them.
    pub ways: i64,
    /// The roles that may something which this one may not.
    pub wider: Vec<String>,
}

impl Held {
    /// Whom a replacement is needed for: a way has the rulebook's default to fall back to.
    #[must_use]
    pub fn holders(self) -> [i64; 4] {
        [self.members, self.invitations, self.links, self.keys]
    }
}

/// Who has which role of the workspace; one that nobody has is left out.
///
/// # Errors
/// Internal ones only.
pub async fn by_role(tx: &mut Tx, me: &Member) -> Result<HashMap<String, Held>> {
    let counts: Vec<(String, String, i64)> = tx
        .all(
            sql!(
                "select role, 'members', count(*) from members where workspace_id = $1 group by role
                 union all select role, 'invitations', count(*) from invitations
                 where workspace_id = $1 and accepted_at is null and revoked_at is null group by role
                 union all select role, 'links', count(*) from join_links
                 where workspace_id = $1 and revoked_at is null group by role
                 union all select role, 'keys', count(*) from keys where workspace_id = $1 group by role
                 union all select link_role, 'ways', count(*) from workspaces
                 where id = $1 and link_role is not null group by link_role
                 union all select domain_role, 'ways', count(*) from workspaces
                 where id = $1 and domain_role is not null group by domain_role"
            ),
            params![&me.workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    let mut held: HashMap<String, Held> = HashMap::new();
    for (role, kind, count) in counts {
        let held = held.entry(role).or_default();
        match kind.as_str() {
            "members" => held.members = count,
            "invitations" => held.invitations = count,
            "links" => held.links = count,
            "keys" => held.keys = count,
            _ => held.ways += count,
        }
    }
    Ok(held)
}

/// Whether somebody with `gives` may something that somebody with `has` may not, as the workspace's switches are now.
#[must_use]
pub fn is_wider(me: &Member, gives: RoleId, has: RoleId) -> bool {
    // A tier is a person's, so both are compared with the one that brings nothing.
    let may = |role| {
        me.book.may(&MemberState {
            role,
            tier: me.book.default_tier(),
            enabled: true,
            within: None,
            visiting: false,
            ..me.state()
        })
    };
    let had = may(has);
    may(gives).iter().any(|act| !had.contains(act))
}

/// What removing this role would touch.
#[must_use]
pub fn removal(me: &Member, role: RoleId, held: Held) -> RoleRemoval {
    let owner = me.book.owner_role();
    let others = me.book.roles().filter(|(id, _)| *id != role && *id != owner);
    RoleRemoval {
        invitations: held.invitations,
        links: held.links,
        keys: held.keys,
        ways: held.ways,
        wider: others
            .filter(|(id, _)| is_wider(me, *id, role))
            .map(|(_, other)| other.name.clone())
            .collect(),
    }
}
