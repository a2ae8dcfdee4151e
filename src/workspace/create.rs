//! A person makes a workspace and owns it. Source: first seed's product, `POST /auth/business/create`; first seed, Roles:
//! the owner is the person who created the workspace.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use jiff::tz::TimeZone;
use rulebook::Rulebook;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::access::{self, Account, Actor};
use crate::account::me::{self, Me};
use crate::account::register::is_name;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::report::monthly;
use crate::store::Tx;
use crate::{params, sql};

/// What the person says of it.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateWorkspace {
    /// 1 to 200 characters.
    #[garde(custom(is_name))]
    pub name: String,
    /// An http or https address, or a host; at most 500 characters.
    #[garde(length(chars, max = 500), inner(custom(is_website)))]
    pub website: Option<String>,
    /// At most 200 characters.
    #[garde(length(chars, max = 200))]
    pub industry: Option<String>,
    /// At most 50 characters, as in `1-10`.
    #[garde(length(chars, max = 50))]
    pub team_size: Option<String>,
    /// At most 1,000 characters.
    #[garde(length(chars, max = 1000))]
    pub goal: Option<String>,
    /// The rules; can't be changed later. Default: `support`.
    #[garde(length(chars, max = 100))]
    pub rulebook: Option<String>,
}

/// An address that a browser may be led to, with `https://` or without, or empty.
///
/// # Errors
/// A sentence for the field.
pub fn is_website(text: &str, (): &()) -> garde::Result {
    let address = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let is_web = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.username().is_empty();
    if text.is_empty() || (!text.contains(char::is_whitespace) && url::Url::parse(&address).is_ok_and(is_web)) {
        return Ok(());
    }
    Err(garde::Error::new(
        "Has to be the address of a site, as in https://example.com.",
    ))
}

/// The rulebook of a workspace that names none.
const DEFAULT: &str = "support";

/// Makes the workspace and its owner, and moves the session into it.
///
/// # Errors
/// Internal ones only.
pub async fn create(tx: &mut Tx, actor: &Actor, ask: &CreateWorkspace, book: &Rulebook) -> Result<Id> {
    let id = found(tx, &actor.account, ask, book).await?;
    tx.run(
        sql!("update sessions set workspace_id = $2 where id = $1"),
        params![&actor.session_id, &id],
    )
    .await?;
    Ok(id)
}

/// Makes the workspace and its owner.
///
/// # Errors
/// Internal ones only.
pub async fn found(tx: &mut Tx, owner: &Account, ask: &CreateWorkspace, book: &Rulebook) -> Result<Id> {
    let (id, now, name) = (tx.id(), tx.now(), ask.name.trim());
    let plan = &book.plan_info(book.default_plan()).name;
    tx.run(
        sql!(
            "insert into workspaces (id, name, website, industry, team_size, goal, rulebook, plan, plan_since, switches, created_at, report_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $9, $10)"
        ),
        params![
            &id, name, &ask.website, &ask.industry, &ask.team_size, &ask.goal, book.name(), plan, now,
            monthly::next(now, &TimeZone::UTC)
        ],
    )
    .await?;
    let role = &book.role_info(book.owner_role()).name;
    let tier = &book.tier_info(book.default_tier()).name;
    tx.run(
        sql!(
            "insert into members (workspace_id, id, account_id, is_owner, role, tier, status, is_active, invited_at)
             values ($1, $2, $3, true, $4, $5, 'offline', true, $6)"
        ),
        params![&id, &tx.id(), &owner.id, role, tier, now],
    )
    .await?;
    let entry = Entry {
        workspace_id: &id,
        by: owner,
        act: "workspace.created",
        object: format!("workspace {id}"),
        before: None,
        after: Some(serde_json::json!({"name": name, "rulebook": book.name(), "plan": plan})),
        via: "account",
    };
    audit::record(tx, entry).await?;
    Ok(id)
}

/// Makes a workspace.
#[utoipa::path(post, path = "/auth/business/create", tag = "account", request_body = CreateWorkspace,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateWorkspace>) -> Result<Reply<Me>> {
    let books = app.books.clone();
    app.account_write(caller, body, |tx, actor, ask| {
        Box::pin(async move {
            let wanted = ask.rulebook.as_deref().unwrap_or(DEFAULT);
            let book = books.get(wanted).ok_or_else(|| unknown(&books, wanted))?;
            let id = create(tx, &actor, &ask, book).await?;
            let member = access::member_in(tx, &books, actor.account.clone(), &id).await?;
            me::describe(tx, &actor.account, member.as_ref()).await
        })
    })
    .await
}

fn unknown(books: &crate::rules::Rulebooks, wanted: &str) -> Error {
    let known: Vec<_> = books.all().map(|b| b.name()).collect();
    Error::field(
        "rulebook",
        format!("There is no rulebook `{wanted}`; there is {}.", known.join(", ")),
    )
}
