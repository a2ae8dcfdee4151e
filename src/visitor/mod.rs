//! A visitor of a page with the widget: an anonymous customer with a token of their own.

pub mod attachment;
pub mod begin;
pub mod describe;
pub mod identity;
pub mod mark_read;
pub mod online;
pub mod send_message;
pub mod show;
pub mod upload;

use crate::door::{Caller, Token};
use crate::error::{Error, Result, Why};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::widget::domain;
use crate::{params, sql};

/// How every visitor's token begins.
pub const PREFIX: &str = "dv_";

/// A visitor with a live token, on a page that may use the widget.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The visitor.
    pub id: Id,
    /// Whose page it is.
    pub workspace_id: Id,
    /// The customer that they are.
    pub customer_id: Id,
    /// The channel of the widget.
    pub channel_id: Id,
    domain: String,
    is_active: bool,
}

/// Whether a request carries a visitor's token.
#[must_use]
pub fn is_visitor(caller: &Caller) -> bool {
    matches!(&caller.token, Some(Token::Bearer(plain)) if plain.starts_with(PREFIX))
}

fn visitor(r: &Row<'_>) -> Result<Visitor, StoreError> {
    Ok(Visitor {
        id: r.get(0)?,
        workspace_id: r.get(1)?,
        customer_id: r.get(2)?,
        channel_id: r.get(3)?,
        domain: r.get(4)?,
        is_active: r.get(5)?,
    })
}

/// Whether a page of this `Origin` may use a widget: a page of its domain, or one of the server's own (the preview).
///
/// # Errors
/// 403 `origin_refused`.
pub fn check_page(caller: &Caller, widget_domain: &str) -> Result<()> {
    let Some(origin) = caller.origin.as_deref() else {
        return Ok(());
    };
    if caller.comes_from_dashboard() || domain::allows(widget_domain, origin) {
        return Ok(());
    }
    let text = format!("This widget works on {widget_domain} and www.{widget_domain}, not on {origin}.");
    let why = Why {
        rule: "deskbell/widget_domain".into(),
        text,
        who: vec!["owner, by making a widget for that domain".into()],
        link: None,
    };
    Err(Error::refused("origin_refused", why))
}

/// Finds the visitor behind a token.
///
/// # Errors
/// 401 without a live token or where the channel is off; 403 `origin_refused`.
pub async fn authenticate(tx: &mut Tx, caller: &Caller) -> Result<Visitor> {
    let token = caller.token.as_ref().ok_or_else(Error::unauthenticated)?;
    let hash = token.hash();
    let visitor = tx
        .first(
            sql!(
                "select v.id, v.workspace_id, v.customer_id, w.channel_id, w.domain, c.is_active
                 from visitors v
                 join widgets w on w.workspace_id = v.workspace_id and w.id = v.widget_id
                 join channels c on c.workspace_id = w.workspace_id and c.id = w.channel_id
                 join workspaces s on s.id = v.workspace_id and (s.delete_at is null or s.delete_at > $2)
                 where v.token_hash = $1"
            ),
            params![hash.as_slice(), tx.now()],
            visitor,
        )
        .await?
        .filter(|v| v.is_active)
        .ok_or_else(Error::unauthenticated)?;
    check_page(caller, &visitor.domain)?;
    Ok(visitor)
}

/// Holds a visitor for as long as they write: an erasure waits for what they are about to say, or they say nothing any more.
///
/// # Errors
/// 401 for whoever was erased in this moment.
pub async fn stays(tx: &mut Tx, visitor: &Visitor) -> Result<()> {
    let found = tx
        .first(
            sql!("select 1 from visitors where workspace_id = $1 and id = $2 for share"),
            params![&visitor.workspace_id, &visitor.id],
            |_| Ok(()),
        )
        .await?;
    found.ok_or_else(Error::unauthenticated)
}
