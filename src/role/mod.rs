//! Roles that a workspace adds to those of its rulebook, by picking permissions. Source: second seed, User Roles; decision 7.

pub mod change;
pub mod create;
pub mod document;
pub mod held;
pub mod list;
pub mod remove;

use rulebook::{Act, OwnRole, RoleId, Rule, Rulebook, Target};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::access::{Member, Permit, RolesManage};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A role, with who has it.
#[derive(Serialize, ToSchema)]
pub struct RoleView {
    /// As members carry it: a word of the rulebook, or the id of a role of the workspace's own.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Who has it, as a sentence.
    pub description: String,
    /// What it holds.
    pub permissions: Vec<&'static str>,
    /// Whether the workspace added it.
    pub own: bool,
    /// Whether it is the role of the one owner.
    pub owner: bool,
    /// Whether it stands above those that do not lead.
    pub leads: bool,
    /// Whether an invite may give it.
    pub invitable: bool,
    /// How many people have it.
    pub members: i64,
    /// What removing it would touch: in the list, of a role of the workspace's own, for whoever may remove it.
    pub removal: Option<held::RoleRemoval>,
    #[serde(skip)]
    workspace_id: Id,
}

fn view(book: &Rulebook, id: RoleId, members: i64) -> RoleView {
    let role = book.role_info(id);
    RoleView {
        id: role.name.clone(),
        name: role.label.clone(),
        description: role.description.clone(),
        permissions: role.permissions.iter().map(|act| act.name()).collect(),
        own: book.is_own(id),
        owner: id == book.owner_role(),
        leads: book.leads(id),
        invitable: role.invitable,
        members,
        removal: None,
        workspace_id: Id::new(),
    }
}

fn own_role(r: &Row<'_>) -> Result<OwnRole, StoreError> {
    let permissions: String = r.get(2)?;
    Ok(OwnRole {
        id: r.get(0)?,
        label: r.get(1)?,
        // What this program does not know gives nothing.
        permissions: permissions.split(',').filter_map(Act::parse).collect(),
    })
}

/// The roles that a workspace has added, the oldest first.
///
/// # Errors
/// Internal ones only.
pub async fn all_of(tx: &mut Tx, workspace_id: &Id) -> Result<Vec<OwnRole>> {
    tx.all(
        sql!("select id, name, permissions from roles where workspace_id = $1 order by id"),
        params![workspace_id],
        own_role,
    )
    .await
}

/// Holds the roles as they are until the transaction ends, so that none that is given just now goes away. Taken before any
/// member is locked.
///
/// # Errors
/// 409 `roles_changed` where they have just become others than those that were asked by.
pub async fn hold(tx: &mut Tx, me: &Member) -> Result<()> {
    let now: Option<Option<String>> = tx
        .first(
            sql!("select roles_version from workspaces where id = $1 for share"),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?;
    if now.flatten() == me.roles_version {
        return Ok(());
    }
    Err(Error::conflict(
        "roles_changed",
        "The roles of this workspace have just changed. Look at them and try again.",
    ))
}

/// The workspace's own role that a path names, under the workspace's lock.
async fn to_change(tx: &mut Tx, me: &Member, wanted: &str) -> Result<OwnRole> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!("select id, name, permissions from roles where workspace_id = $1 and id = $2 for update"),
        params![&me.workspace_id, &wanted],
        own_role,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// What two names of roles must not share.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Refuses a name that another role has, of the rulebook or of the workspace. Called under the workspace's lock.
async fn is_free(tx: &mut Tx, me: &Member, name: &str, but: Option<&Id>) -> Result<()> {
    let taken = tx
        .count(
            sql!(
                "select count(*) from roles
                 where workspace_id = $1 and name_key = $2 and (cast($3 as text) is null or id <> $3)"
            ),
            params![&me.workspace_id, &key(name), but],
        )
        .await?;
    let of_book = me.book.roles().filter(|(id, _)| !me.book.is_own(*id));
    let mut of_book = of_book.map(|(_, role)| role);
    if taken == 0 && !of_book.any(|role| role.name == key(name) || key(&role.label) == key(name)) {
        return Ok(());
    }
    let detail = format!("This workspace has a role `{}` already.", name.trim());
    Err(Error::conflict("role_taken", detail))
}

/// The permissions that somebody picked, each of which they hold themselves.
///
/// # Errors
/// 422 for a word that is none, or that no role of one's own may hold; 403 for one that the picker lacks.
fn picked(me: &Member, names: &[String]) -> Result<Vec<Act>> {
    let pickable = me.book.pickable();
    let mut acts = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let field = || format!("permissions[{at}]");
        let act = Act::parse(name).ok_or_else(|| Error::field(field(), "Is no permission."))?;
        // What a role was answered with can be sent back as it is.
        if me.book.comes_with_each(act) {
            continue;
        }
        if !pickable.contains(&act) {
            return Err(Error::field(field(), "Is nothing that a role of your own can hold."));
        }
        if !me.book.decide(&me.state(), act, Target::None).is_allowed() {
            let why = me.book.explain(&me.state(), act, Rule::GivesMore);
            return Err(Error::refused("not_permitted", why.into()));
        }
        if !acts.contains(&act) {
            acts.push(act);
        }
    }
    acts.sort_unstable();
    Ok(acts)
}

fn kept(acts: &[Act]) -> String {
    acts.iter().map(|act| act.name()).collect::<Vec<_>>().join(",")
}

fn looks(role: &OwnRole) -> Value {
    json!({"name": role.label, "permissions": kept(&role.permissions)})
}

/// Replaces the version, so that every later request sees the roles as they are now; records and tells.
async fn changed(
    tx: &mut Tx,
    permit: &Permit<RolesManage>,
    act: &'static str,
    (before, after): (Option<&OwnRole>, Option<Value>),
) -> Result<()> {
    tx.run(
        sql!("update workspaces set roles_version = $2 where id = $1"),
        params![&permit.workspace_id, &tx.id()],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("workspace {}", permit.workspace_id),
        before: before.map(looks),
        after,
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged { what: "roles".into() };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}
