//! Whom a path names: somebody who is a member or was one, as far as this workspace still holds anything of theirs.

use super::known::Known;
use crate::access::{Member, Permit};
use crate::clock::Time;
use crate::error::{Error, Result, Why};
use crate::id::{self, Id};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Somebody who is or was here.
pub struct Person {
    /// The account.
    pub id: Id,
    /// As they are called now.
    pub name: String,
    /// Their address; nothing where the account is deleted.
    pub email: Option<String>,
    /// Whether they are a member now.
    pub is_member: bool,
    is_owner: bool,
}

fn person(r: &Row<'_>) -> Result<Person, StoreError> {
    let (email, deleted_at): (String, Option<Time>) = (r.get(2)?, r.get(3)?);
    let is_owner: Option<bool> = r.get(4)?;
    Ok(Person {
        id: r.get(0)?,
        name: r.get(1)?,
        email: deleted_at.is_none().then_some(email),
        is_member: is_owner.is_some(),
        is_owner: is_owner.unwrap_or(false),
    })
}

/// When they last were here, by what is still held; nothing where nothing is, or nothing since they were erased.
async fn last_here(tx: &mut Tx, workspace_id: &Id, account_id: &Id) -> Result<Option<Time>> {
    tx.first(
        sql!(
            "select max(f.at) from (
                select archived_at as at from archives where workspace_id = $1 and account_id = $2
                union all select max(at) from activity where workspace_id = $1 and account_id = $2
                union all select max(created_at) from messages where workspace_id = $1 and sender_id = $2
                union all select max(at) from audit where workspace_id = $1
                    and (act = 'member.removed' or act = 'member.left') and before like '%' || $2 || '%') f
             where f.at > coalesce((select max(e.at) from erasures e
                                    where e.workspace_id = $1 and e.person_id = $2), 0)"
        ),
        params![workspace_id, account_id],
        |r| r.get(0),
    )
    .await
    .map(Option::flatten)
}

/// The person with this account.
///
/// # Errors
/// 404 for whoever never was here, or was erased.
pub async fn in_reach(tx: &mut Tx, me: &Member, user_id: &str) -> Result<Person> {
    let user_id = id::parse(user_id).ok_or_else(Error::not_found)?;
    let found = tx
        .first(
            sql!(
                "select a.id, a.full_name, a.email, a.deleted_at, m.is_owner from accounts a
                 left join members m on m.workspace_id = $1 and m.account_id = a.id where a.id = $2"
            ),
            params![&me.workspace_id, &user_id],
            person,
        )
        .await?
        .ok_or_else(Error::not_found)?;
    if found.is_member || last_here(tx, &me.workspace_id, &user_id).await?.is_some() {
        return Ok(found);
    }
    Err(Error::not_found())
}

impl Person {
    /// Only of whoever is not here any more can everything be erased.
    ///
    /// # Errors
    /// 400 `owner_protected`, 409 `still_member`.
    pub fn is_gone<A: crate::access::Action>(&self, permit: &Permit<A>) -> Result<()> {
        let owner = &permit.book.role_info(permit.book.owner_role()).label;
        let why = |text: &str| Why {
            rule: "deskbell/erasure".into(),
            text: text.into(),
            who: vec![owner.clone()],
            link: Some("/team"),
        };
        if self.is_owner {
            let text = "The owner can't be erased: the workspace is theirs.";
            return Err(Error::bad_request("owner_protected", text).because(why(text)));
        }
        if self.is_member {
            let text = "Only somebody who is no member any more can be erased. Remove them first.";
            return Err(Error::conflict("still_member", text).because(why(text)));
        }
        Ok(())
    }

    /// By which names and addresses they were known here.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn known(&self, tx: &mut Tx, workspace_id: &Id) -> Result<Known> {
        let mut known = Known::default();
        known.name(&self.name);
        if let Some(email) = &self.email {
            known.address(email);
        }
        let names: Vec<String> = tx
            .all(
                sql!(
                    "select actor_name from audit where workspace_id = $1 and actor_id = $2
                     union select name from link_uses where workspace_id = $1 and account_id = $2
                     union select coalesce(name, '') from bulk_people where workspace_id = $1 and account_id = $2"
                ),
                params![workspace_id, &self.id],
                |r| r.get(0),
            )
            .await?;
        names
            .iter()
            .filter(|name| !name.starts_with(crate::audit::ERASED))
            .for_each(|name| known.name(name));
        self.said_in_log(tx, workspace_id, &mut known).await?;
        Ok(known)
    }

    /// What the log says they were called: in entries about them, and in those of their own changes.
    async fn said_in_log(&self, tx: &mut Tx, workspace_id: &Id, known: &mut Known) -> Result<()> {
        let sides: Vec<(Option<String>, Option<String>, bool)> = tx
            .all(
                sql!(
                    "select before, after, act = 'member.renamed' or act = 'member.address_changed' from audit
                     where workspace_id = $1 and (before like '%' || $2 || '%' or after like '%' || $2 || '%'
                        or (actor_id = $2 and (act = 'member.renamed' or act = 'member.address_changed')))"
                ),
                params![workspace_id, &self.id],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
            )
            .await?;
        for (before, after, is_own) in sides {
            for side in [before, after].into_iter().flatten() {
                let value: serde_json::Value = serde_json::from_str(&side).unwrap_or_default();
                if !is_own && value["user_id"] != self.id.as_str() {
                    continue;
                }
                let text = |field: &str| value[field].as_str().filter(|t| !t.starts_with(crate::audit::ERASED));
                text("name").into_iter().for_each(|name| known.name(name));
                text("email").into_iter().for_each(|email| known.address(email));
            }
        }
        Ok(())
    }
}
