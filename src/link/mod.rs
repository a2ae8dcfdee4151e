//! Links that whoever holds one may come in by: with a role and a tier that stand above nobody, for some time, for so many
//! people. Source: second seed's product, Invite Link; decisions 7, 8 and 12.

pub mod create;
pub mod join;
pub mod list;
pub mod look;
pub mod revoke;

use rulebook::Way;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Member;
use crate::clock::Time;
use crate::error::{Error, Result, Why};
use crate::id::{self, Id};
use crate::invitation::give::{self, Given};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JoinLink {
    /// The link.
    pub id: Id,
    /// To be passed on; only in the answer that made it, because only the hash of its secret is kept.
    pub url: Option<String>,
    /// The secret in it; likewise.
    pub token: Option<String>,
    /// What people become who come by it.
    pub role: String,
    /// What they may use.
    pub tier: String,
    /// For how many; null: as many as like.
    pub max_uses: Option<i64>,
    /// How many came.
    pub used: i64,
    /// Until when; null: until it is ended.
    pub expires_at: Option<Time>,
    /// Whether somebody can come by it now, as far as it is up to the link.
    pub is_open: bool,
    /// When it was made.
    pub created_at: Time,
    /// Who made it.
    pub made_by_name: String,
    /// Who came by it, the first first; at most 200.
    pub people: Vec<Came>,
    #[serde(skip)]
    made_by: Id,
    #[serde(skip)]
    revoked_at: Option<Time>,
}

/// Somebody who came by a link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Came {
    /// The account.
    user_id: Id,
    /// Their name then.
    name: String,
    /// When.
    at: Time,
}

/// The columns that [`link`] reads.
#[macro_export]
macro_rules! join_link_columns {
    () => {
        "id, role, tier, max_uses, used, expires_at, created_at, made_by_name, made_by, revoked_at"
    };
}

pub(crate) fn link(r: &Row<'_>) -> Result<JoinLink, StoreError> {
    Ok(JoinLink {
        id: r.get(0)?,
        url: None,
        token: None,
        role: r.get(1)?,
        tier: r.get(2)?,
        max_uses: r.get(3)?,
        used: r.get(4)?,
        expires_at: r.get(5)?,
        is_open: false,
        created_at: r.get(6)?,
        made_by_name: r.get(7)?,
        people: Vec::new(),
        made_by: r.get(8)?,
        revoked_at: r.get(9)?,
    })
}

/// Why nobody comes by a link whose role has become more than a link may give.
const CHANGED: &str = "The role that it gives has changed.";

impl JoinLink {
    /// With whether it is open by now.
    #[must_use]
    pub fn at(mut self, now: Time) -> Self {
        self.is_open = self.over(now).is_none();
        self
    }

    /// What it gives now; nothing where its role stands above others by now, or is gone: nobody comes by it then.
    fn gives(&self, place: &Member) -> Option<Given> {
        let given = give::named(place, Some(&self.role), Some(&self.tier)).ok()?;
        (!given.has_standing(place)).then_some(given)
    }

    /// Why nobody comes by it any more, in a word.
    fn over(&self, now: Time) -> Option<&'static str> {
        if self.revoked_at.is_some() {
            return Some("It was ended by whoever looks after the team.");
        }
        if self.expires_at.is_some_and(|at| at <= now) {
            return Some("Its time is over.");
        }
        if self.max_uses.is_some_and(|most| self.used >= most) {
            return Some("As many people as it is for have come by it.");
        }
        None
    }
}

/// Checks that nobody gets standing by a way that lets in whoever comes. Source: decision 7.
///
/// # Errors
/// 403 `gives_standing`.
pub fn check_plain(me: &Member, given: Given, way: Way) -> Result<()> {
    if !given.has_standing(me) {
        return Ok(());
    }
    let (way_name, words) = match way {
        Way::Link => ("link", "A link lets in whoever holds it"),
        _ => ("domain", "A domain lets in whoever has an address there"),
    };
    let leads = me.book.leads(given.role);
    let what = if leads {
        format!("the role {}", me.book.role_info(given.role).label)
    } else {
        format!("the tier {}", me.book.tier_info(given.tier).label)
    };
    Err(Error::refused(
        "gives_standing",
        Why {
            rule: format!("{}/joining/{way_name}", me.book.name()),
            text: format!(
                "{words}, so it never gives {what}. Invite the person by their address, or change it once they are in."
            ),
            who: vec!["nobody".into()],
            link: None,
        },
    ))
}

/// Whether links are switched on in the workspace (decision 12: off closes them too).
///
/// # Errors
/// Internal ones only.
pub async fn are_on(tx: &mut Tx, place: &Member) -> Result<bool> {
    let mode: Option<String> = tx
        .first(
            sql!("select auto_join from workspaces where id = $1"),
            params![&place.workspace_id],
            |r| r.get(0),
        )
        .await?;
    Ok(matches!(mode.as_deref(), Some("link" | "both")))
}

/// 403: links are switched off.
#[must_use]
pub fn are_off(place: &Member) -> Error {
    Error::refused(
        "way_closed",
        Why {
            rule: "deskbell/auto_join".into(),
            text: format!(
                "{} is not open for links. People come in by invitation.",
                place.workspace_name
            ),
            who: vec!["owner".into(), "admin".into()],
            link: Some("/settings/joining"),
        },
    )
}

/// The link that a secret belongs to, with its workspace; nothing where there is none.
async fn with_token(tx: &mut Tx, token: &str) -> Result<Option<(Id, JoinLink)>> {
    let found = tx
        .first(
            sql!(
                "select ",
                join_link_columns!(),
                ", workspace_id from join_links where token_hash = $1"
            ),
            params![id::hash(token).as_slice()],
            |r| Ok((r.get::<Id>(10)?, link(r)?)),
        )
        .await?;
    let now = tx.now();
    Ok(found.map(|(workspace_id, link)| (workspace_id, link.at(now))))
}
