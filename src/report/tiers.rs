//! Whoever has a tier above others and did nothing of what it adds: a smaller one would do. Source: second seed, Best
//! Practices and Access Tiers.

use std::collections::HashSet;

use rulebook::{Act, Rulebook, Tier};

use crate::access::{AuditRead, Permit};
use crate::error::Result;
use crate::id::{self, Id};
use crate::store::Tx;
use crate::team::list::TeamMember;
use crate::{params, sql};

/// Days within which something of the tier was used, and for which somebody has had it before anybody asks.
const DAYS: i64 = 30;

/// What a tier gives that no smaller one gives; nothing of the smallest.
fn added(book: &Rulebook, tier: &Tier) -> Vec<&'static str> {
    let smaller: Vec<_> = book
        .tiers()
        .map(|(_, other)| other)
        .filter(|other| other.acts.len() < tier.acts.len())
        .collect();
    if smaller.is_empty() {
        return Vec::new();
    }
    let is_new = |act: &&Act| !smaller.iter().any(|other| other.acts.contains(act));
    tier.acts.iter().filter(is_new).map(|act| act.name()).collect()
}

/// Whether an act used one of these: it is noted under the name that the rulebook has for what is used, such as
/// `assistant.schedule` or `assistant.schedule.changed`.
fn is_use(what: &str, added: &[&str]) -> bool {
    added.iter().any(|name| {
        what.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The accounts with this tier that used something of it.
async fn users(tx: &mut Tx, workspace_id: &Id, tier: &str, added: &[&str]) -> Result<HashSet<Id>> {
    let since = id::from(tx.now().plus_days(-DAYS));
    let acts: Vec<(Id, String)> = tx
        .all(
            sql!(
                "select distinct a.account_id, a.what from members m
                 join activity a on a.workspace_id = m.workspace_id and a.account_id = m.account_id and a.id >= $3
                 where m.workspace_id = $1 and m.tier = $2"
            ),
            params![workspace_id, tier, &since],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let used = acts.into_iter().filter(|(_, what)| is_use(what, added));
    Ok(used.map(|(account_id, _)| account_id).collect())
}

/// The memberships whose tier was changed lately, as the log names them.
async fn changed(tx: &mut Tx, workspace_id: &Id) -> Result<HashSet<String>> {
    let objects: Vec<String> = tx
        .all(
            sql!("select object from audit where workspace_id = $1 and act = 'member.tier_changed' and at > $2"),
            params![workspace_id, tx.now().plus_days(-DAYS)],
            |r| r.get(0),
        )
        .await?;
    Ok(objects.into_iter().collect())
}

/// The memberships with a tier that adds something, of which nothing was used.
///
/// # Errors
/// Internal ones only.
pub(super) async fn unused(tx: &mut Tx, permit: &Permit<AuditRead>, members: &[TeamMember]) -> Result<HashSet<Id>> {
    let since = tx.now().plus_days(-DAYS);
    let changed = changed(tx, &permit.workspace_id).await?;
    let mut found = HashSet::new();
    for (_, tier) in permit.book.tiers() {
        let added = added(&permit.book, tier);
        if added.is_empty() {
            continue;
        }
        let users = users(tx, &permit.workspace_id, &tier.name, &added).await?;
        let without = members.iter().filter(|member| {
            member.tier == tier.name
                && member.invited_at <= since
                && !users.contains(&member.user_id)
                && !changed.contains(&format!("member {}", member.id))
        });
        found.extend(without.map(|member| member.id.clone()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Billing;
    use crate::rules::Rulebooks;

    #[test]
    fn what_a_tier_adds_is_what_no_smaller_one_gives() {
        let books = Rulebooks::load(None, Billing::Plans).expect("they load");
        let book = books.get("organization").expect("shipped");
        let of = |name: &str| added(book, book.tier_info(book.tier(name).expect("a tier")));
        assert_eq!(of("basic"), [""; 0]);
        assert_eq!(
            of("power"),
            [
                "assistant.instructions",
                "assistant.schedule",
                "assistant.alerts",
                "assistant.draft"
            ]
        );
        assert_eq!(of("admin").len(), 3);
    }

    #[test]
    fn an_act_is_a_use_by_its_whole_name() {
        let added = ["assistant.draft"];
        assert!(is_use("assistant.draft", &added) && is_use("assistant.draft.sent", &added));
        assert!(!is_use("assistant.drafts", &added) && !is_use("assistant.query", &added) && !is_use("reply", &added));
    }
}
