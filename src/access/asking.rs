//! Who asks: a person by their session, a platform admin on a visit, or a program by an API key. A key acts for whoever made it, within a role of its
//! own, in its one workspace, and for nothing of the account: whoever finds a key must not get a person's login by it.

use super::actor::{Account, Actor, Lifetime, Member, NOTED_EVERY, by_session};
use super::membership::{Membership, member, membership};
use super::visit::{self, Visit};
use crate::clock::Time;
use crate::door::{Caller, Token};
use crate::error::{Error, Result, Why};
use crate::id::{self, Id};
use crate::live::Room;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::{membership_columns, params, sql};

/// Who asks.
pub enum Asking {
    /// A person, by a live session.
    Person(Box<Actor>),
    /// A program, by a key.
    Key(Box<KeyInUse>),
    /// A platform admin on a visit, by the session that it was opened in.
    Visit(Box<Actor>),
}

/// A key that a request came with.
pub struct KeyInUse {
    /// The key.
    pub id: Id,
    /// Where it is from.
    pub workspace_id: Id,
    /// Whether it was last used long enough ago to note it.
    pub is_stale: bool,
    member: Member,
    names_another: bool,
}

impl Asking {
    /// The account that acts: the person's, or that of whoever made the key.
    #[must_use]
    pub fn account_id(&self) -> &Id {
        match self {
            Asking::Person(actor) | Asking::Visit(actor) => &actor.account.id,
            Asking::Key(key) => &key.member.account.id,
        }
    }

    /// The person, where it is one.
    ///
    /// # Errors
    /// 403 `not_for_keys`.
    pub fn in_person(self) -> Result<Actor> {
        match self {
            Asking::Person(actor) | Asking::Visit(actor) => Ok(*actor),
            Asking::Key(_) => Err(not_for_keys()),
        }
    }

    /// The member that this request acts as.
    ///
    /// # Errors
    /// As [`Actor::member`]; a key is in one workspace, so another one that the request names is 404.
    pub fn member(self) -> Result<Member> {
        match self {
            Asking::Person(actor) => actor.member(),
            Asking::Visit(actor) => actor.on_visit(),
            Asking::Key(key) if key.names_another => Err(Error::not_found()),
            Asking::Key(key) => key.member.enabled(),
        }
    }

    /// The rooms whose end is the end of what they came with: their session, the visit, or the key.
    #[must_use]
    pub fn rooms(&self) -> Vec<Room> {
        match self {
            Asking::Person(actor) => vec![Room::Session(actor.session_id.clone())],
            Asking::Visit(actor) => {
                let visit = actor.visit().map(|visit| Room::Visit(visit.id.clone()));
                visit
                    .into_iter()
                    .chain([Room::Session(actor.session_id.clone())])
                    .collect()
            }
            Asking::Key(key) => vec![Room::Key(key.id.clone())],
        }
    }

    /// The visit whose log has to say that this request read something.
    #[must_use]
    pub fn reads(&self) -> Option<Visit> {
        match self {
            Asking::Visit(actor) => actor.visit().filter(|visit| visit.opens).cloned(),
            Asking::Person(_) | Asking::Key(_) => None,
        }
    }

    /// Whether a key's maker may act at all: an answer that is kept is not given to a key whose maker no longer may.
    ///
    /// # Errors
    /// 403 `member_disabled`.
    pub fn check_maker(&self) -> Result<()> {
        match self {
            Asking::Person(_) | Asking::Visit(_) => Ok(()),
            Asking::Key(key) => key.member.clone().enabled().map(|_| ()),
        }
    }
}

fn not_for_keys() -> Error {
    Error::refused(
        "not_for_keys",
        Why {
            rule: "deskbell/keys".into(),
            text: "An API key works in its workspace. It does nothing with the account of whoever made it, makes no other \
                   key, hears no live events, begins nothing that goes on after the answer, as a file of people or an act \
                   on many does, and neither hands the workspace over nor deletes it. A person signs in for that."
                .into(),
            who: vec!["whoever made the key, signed in".into()],
            link: Some("/settings/keys"),
        },
    )
}

struct Found {
    id: Id,
    name: String,
    role: String,
    last_used_at: Option<Time>,
    account: Account,
    membership: Membership,
}

fn found(r: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found {
        id: r.get(0)?,
        name: r.get(1)?,
        role: r.get(2)?,
        last_used_at: r.get(3)?,
        account: Account {
            id: r.get(4)?,
            email: r.get(5)?,
            full_name: r.get(6)?,
            is_verified: r.get(7)?,
            avatar_url: r.get(8)?,
        },
        membership: membership(r, 9)?,
    })
}

async fn by_key(tx: &mut Tx, caller: &Caller, token: &Token, books: &Rulebooks) -> Result<KeyInUse> {
    let hash = token.hash();
    let row = tx
        .first(
            sql!(
                "select k.id, k.name, k.role, k.last_used_at, a.id, a.email, a.full_name, a.is_verified, a.avatar_url, ",
                membership_columns!(),
                " from keys k
                 join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
                 join workspaces w on w.id = k.workspace_id
                 join accounts a on a.id = m.account_id
                 where k.token_hash = $1"
            ),
            params![hash.as_slice()],
            found,
        )
        .await?;
    let now = tx.now();
    let row = row.filter(|row| row.membership.goes_on(now));
    let row = row.ok_or_else(Error::unauthenticated)?;
    tx.asked_by_key(&row.id, &row.name);
    let member = member(tx, row.membership, row.account, books).await?;
    let wanted = caller.workspace.as_deref().map(id::parse);
    Ok(KeyInUse {
        id: row.id,
        workspace_id: member.workspace_id.clone(),
        is_stale: row
            .last_used_at
            .is_none_or(|last| now.seconds_since(last) > NOTED_EVERY),
        names_another: wanted.is_some_and(|wanted| wanted.as_ref() != Some(&member.workspace_id)),
        member: member.by_key(&row.role)?,
    })
}

/// Finds who asks.
///
/// # Errors
/// 401 without a live session or key; 403 `origin_refused` for a cookie's write from another page; 403 `unknown_role`
/// where the workspace does not have the role of the member or the key.
pub async fn authenticate(tx: &mut Tx, caller: &Caller, books: &Rulebooks, lifetime: Lifetime) -> Result<Asking> {
    let token = caller.token.as_ref().ok_or_else(Error::unauthenticated)?;
    if token.is_key() {
        let key = by_key(tx, caller, token, books).await?;
        return Ok(Asking::Key(Box::new(key)));
    }
    let mut actor = by_session(tx, caller, token, books, lifetime).await?;
    // Only a workspace that the request names is visited, and whoever is in it needs no visit.
    if let Some(wanted) = actor.named_workspace.clone().filter(|_| !actor.is_member()) {
        actor.visit = visit::running(tx, (&actor, &wanted), &caller.route(), books).await?;
        if actor.visit.is_some() {
            return Ok(Asking::Visit(Box::new(actor)));
        }
    }
    Ok(Asking::Person(Box::new(actor)))
}
