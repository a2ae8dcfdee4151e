//! The workspaces that somebody may come into by themselves, because their confirmed address is at a domain of theirs.

use axum::Json;
use axum::extract::State;
use rulebook::Way;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Proof, of_address};
use crate::access::{self, Account, Actor, Member};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::invitation::give::{self, Given};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::removed;
use crate::{params, sql};

/// A workspace that is open for the domain of whoever asks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Offer {
    /// The workspace.
    pub workspace_id: Id,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub logo_url: Option<String>,
    /// The domain.
    pub domain: String,
    /// What the person would become, as it is shown.
    pub role: String,
    /// Whether the domain is proven by DNS, so that it is this workspace's alone.
    pub owns_domain: bool,
}

/// A workspace that is open for a domain, before it is known what it gives.
pub(super) struct Open {
    pub workspace_id: Id,
    pub logo_url: Option<String>,
    role: Option<String>,
    tier: Option<String>,
    pub owns_domain: bool,
}

impl Open {
    /// What comes of the domain here now; nothing where the rulebook has no such way, or the role or tier has changed into
    /// one that stands above others.
    pub fn given(&self, place: &Member) -> Option<Given> {
        let given = give::named(place, self.role.as_deref(), self.tier.as_deref()).ok();
        given.filter(|given| place.book.joins_by(Way::Domain) && !given.has_standing(place))
    }
}

/// The workspaces that are open for a domain; of those that own it there is at most one, and it comes first.
pub(super) async fn open_for(tx: &mut Tx, domain: &str) -> Result<Vec<Open>> {
    tx.all(
        sql!(
            "select d.workspace_id, w.logo_url, w.domain_role, w.domain_tier, d.proof
             from domains d join workspaces w on w.id = d.workspace_id
             where d.domain = $1 and d.proof is not null and w.auto_join in ('domain', 'both')
               and (w.delete_at is null or w.delete_at > $2)
             order by d.proof, d.workspace_id limit 50"
        ),
        params![domain, tx.now()],
        |r| {
            let proof: String = r.get(4)?;
            Ok(Open {
                workspace_id: r.get(0)?,
                logo_url: r.get(1)?,
                role: r.get(2)?,
                tier: r.get(3)?,
                owns_domain: proof == Proof::Dns.name(),
            })
        },
    )
    .await
}

/// Reads the offers. Whoever has not confirmed the address has none, and no workspace offers itself to somebody who is in
/// it, or was removed.
///
/// # Errors
/// Internal ones only.
pub async fn offers(tx: &mut Tx, account: &Account, books: &Rulebooks) -> Result<Vec<Offer>> {
    let Some(domain) = of_address(&account.email).filter(|_| account.is_verified) else {
        return Ok(Vec::new());
    };
    let mut offers = Vec::new();
    for open in open_for(tx, &domain).await? {
        let place = access::owner_of(tx, books, &open.workspace_id).await?;
        let is_in = access::member_of(tx, books, &account.id, &open.workspace_id)
            .await?
            .is_some();
        let Some(given) = open.given(&place).filter(|_| !is_in) else {
            continue;
        };
        if removed::is_noted(tx, &place, account).await? {
            continue;
        }
        offers.push(Offer {
            role: place.book.role_info(given.role).label.clone(),
            name: place.workspace_name.clone(),
            workspace_id: open.workspace_id,
            logo_url: open.logo_url,
            domain: domain.clone(),
            owns_domain: open.owns_domain,
        });
    }
    Ok(offers)
}

/// Lists the workspaces that one may come into by one's address.
#[utoipa::path(get, path = "/auth/offers", tag = "account",
    responses((status = 200, body = Vec<Offer>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<Offer>>> {
    let books = app.books.clone();
    app.account_read(caller, Nothing, move |tx, actor: Actor, ()| {
        Box::pin(async move { offers(tx, &actor.account, &books).await })
    })
    .await
}
