//! What makes a rulebook bad although every word in it is known.

use crate::acts::{Act, Kind};
use crate::bad::BadRulebook;
use crate::model::{Limits, Quota, RoleId, Way};
use crate::parse::{Draft, PlanDraft, RoleDraft, Row, SwitchDraft, TierDraft};
use crate::read::{Source, Word, known_are};

/// Roles, tiers and plans each fit one word of a table.
pub(crate) const MOST: usize = 16;
/// A table has a part for every combination of switches.
pub(crate) const MOST_SWITCHES: usize = 4;

type Checked<T = ()> = Result<T, BadRulebook>;

/// The names, which must be there, few enough and each only once.
pub(crate) fn names<'a>(source: &Source<'_>, what: &str, most: usize, words: Vec<&'a Word>) -> Checked<Vec<&'a str>> {
    for (at, word) in words.iter().enumerate() {
        if words[..at].iter().any(|earlier| earlier.text == word.text) {
            return Err(source.bad(word.line, format!("another {what} is called `{}`", word.text)));
        }
    }
    match words.get(most) {
        Some(word) => Err(source.bad(word.line, format!("more than {most} [[{what}]]"))),
        None => Ok(words.into_iter().map(|word| word.text.as_str()).collect()),
    }
}

/// The place of a word among the names.
pub(crate) fn find(source: &Source<'_>, what: &str, names: &[&str], word: &Word) -> Checked<u8> {
    match names.iter().position(|name| *name == word.text) {
        Some(at) => Ok(at as u8),
        None => Err(source.bad(
            word.line,
            format!("unknown {what} `{}`; {}", word.text, known_are(names)),
        )),
    }
}

/// The one role that owns a workspace.
pub(crate) fn owner(source: &Source<'_>, roles: &[RoleDraft]) -> Checked<RoleId> {
    let mut owners = roles.iter().enumerate().filter(|(_, role)| role.owner);
    let Some((at, owner)) = owners.next() else {
        let line = roles.first().map_or(1, |role| role.name.line);
        return Err(source.bad(line, "no role is the owner: exactly one needs `owner = true`"));
    };
    if let Some((_, second)) = owners.next() {
        let message = format!(
            "`{}` and `{}` are both the owner role: only one can be",
            owner.name.text, second.name.text
        );
        return Err(source.bad(second.name.line, message));
    }
    if owner.invitable {
        return Err(source.bad(
            owner.name.line,
            "the owner role cannot be invitable: there is exactly one owner",
        ));
    }
    Ok(RoleId(at as u8))
}

/// Nobody holds what the owner does not, and ownership is the owner's alone.
pub(crate) fn row(source: &Source<'_>, row: &Row, owner: &str, moves: bool) -> Checked {
    let other = row.roles.iter().find(|role| role.text != owner);
    let owner_holds = row.roles.iter().any(|role| role.text == owner);
    if let (Some(other), false) = (other, owner_holds) {
        let message = format!(
            "`{}` is given to `{}` but not to the owner role `{owner}`",
            row.act, other.text
        );
        return Err(source.bad(other.line, message));
    }
    if row.act != Act::OwnershipTransfer {
        return Ok(());
    }
    if let Some(other) = other {
        let message = format!(
            "`{}` is given to `{}`: only the owner hands over ownership",
            row.act, other.text
        );
        return Err(source.bad(other.line, message));
    }
    if owner_holds && !moves {
        let message = format!("`{}` is given although [ownership] says `moves = false`", row.act);
        return Err(source.bad(row.line, message));
    }
    Ok(())
}

pub(crate) fn ownership(source: &Source<'_>, draft: &Draft, owner_holds: u64) -> Checked {
    if draft.ownership_moves && owner_holds & Act::OwnershipTransfer.bit() == 0 {
        let message = "ownership moves, but `ownership.transfer` is not given to the owner role";
        return Err(source.bad(draft.ownership_line, message));
    }
    Ok(())
}

/// Decision 5: only assistant configuration, data policies and analytics go by tier as well as by role.
pub(crate) fn tier_permission(source: &Source<'_>, word: &Word, act: Act, tier: &TierDraft, owner: u64) -> Checked {
    if act.kind() != Kind::PermissionByRoleOrTier {
        let message = format!(
            "`{act}` goes by role alone; the tier `{}` cannot give it",
            tier.name.text
        );
        return Err(source.bad(word.line, message));
    }
    if owner & act.bit() == 0 {
        let message = format!(
            "the tier `{}` gives `{act}`, which the owner role does not hold",
            tier.name.text
        );
        return Err(source.bad(word.line, message));
    }
    Ok(())
}

/// What a switch needs to know of the roles that it speaks of.
pub(crate) struct Holds<'a> {
    pub names: &'a [&'a str],
    pub owner: RoleId,
    pub masks: &'a [u64],
    pub standing: &'a [u8],
}

/// A switch lends acts on people below, and never something that the owner lacks or that the role has already.
pub(crate) fn switch(source: &Source<'_>, switch: &SwitchDraft, role: RoleId, holds: &Holds<'_>) -> Checked {
    if role == holds.owner {
        return Err(source.bad(
            switch.role.line,
            "a switch gives nothing to the owner role, which has everything",
        ));
    }
    let empty = [
        ("permissions", switch.permissions.is_empty()),
        ("on", switch.on.is_empty()),
    ];
    if let Some((key, _)) = empty.into_iter().find(|(_, empty)| *empty) {
        return Err(source.bad(
            switch.name.line,
            format!("`{key}` of the switch `{}` is empty", switch.name.text),
        ));
    }
    for word in &switch.on {
        let on = find(source, "role", holds.names, word)?;
        if holds.standing[on as usize] >= holds.standing[role.index()] {
            let message = format!(
                "`{}` does not stand below `{}`, so the switch would do nothing",
                word.text, switch.role.text
            );
            return Err(source.bad(word.line, message));
        }
    }
    Ok(())
}

pub(crate) fn switch_permission(
    source: &Source<'_>,
    word: &Word,
    act: Act,
    role: RoleId,
    holds: &Holds<'_>,
) -> Checked {
    let bad = |message: String| Err(source.bad(word.line, message));
    if !act.is_on_people() {
        return bad(format!("`{act}` is not done to people; a switch gives only what is"));
    }
    if holds.masks[holds.owner.index()] & act.bit() == 0 {
        return bad(format!("the switch gives `{act}`, which the owner role does not hold"));
    }
    if holds.masks[role.index()] & act.bit() != 0 {
        return bad(format!(
            "the switch gives `{act}`, which `{}` holds without it",
            holds.names[role.index()]
        ));
    }
    Ok(())
}

/// Plans stand in the order of an upgrade: none takes away what the one before it allows.
pub(crate) fn plan_order(source: &Source<'_>, plans: &[PlanDraft]) -> Checked {
    if plans.is_empty() {
        return Err(source.bad(
            1,
            "there is no plan: a workspace needs one, if only with everything \"unlimited\"",
        ));
    }
    for pair in plans.windows(2) {
        let (lower, higher) = (&pair[0], &pair[1]);
        if let Some(limit) = narrower(&lower.limits, &higher.limits) {
            let message = format!(
                "the plan `{}` allows less than `{}` before it (`{limit}`): plans stand from the smallest to the largest",
                higher.name.text, lower.name.text
            );
            return Err(source.bad(higher.name.line, message));
        }
    }
    Ok(())
}

/// The first limit in which `higher` allows less than `lower`.
fn narrower(lower: &Limits, higher: &Limits) -> Option<&'static str> {
    let or_endless = |limit: Option<u64>| limit.unwrap_or(u64::MAX);
    let counted = Quota::ALL
        .iter()
        .find(|quota| or_endless(higher.of(**quota)) < or_endless(lower.of(**quota)));
    if let Some(quota) = counted {
        return Some(quota.name());
    }
    let fewer_kinds = crate::model::ChannelKind::ALL
        .iter()
        .any(|kind| lower.allows(*kind) && !higher.allows(*kind));
    if fewer_kinds {
        return Some("channel_kinds");
    }
    (lower.assistant_auto_reply && !higher.assistant_auto_reply).then_some("assistant_auto_reply")
}

/// Decision 7: who joins by a link or a domain is chosen by nobody, and must not rule over others.
pub(crate) fn default_role(source: &Source<'_>, draft: &Draft, role: RoleId, standing: u8) -> Checked {
    let bad = |message: String| Err(source.bad(draft.role.line, message));
    let chosen = &draft.roles[role.index()];
    if chosen.owner {
        return bad(format!(
            "the default role `{}` is the owner role: there is exactly one owner",
            chosen.name.text
        ));
    }
    if !chosen.invitable {
        return bad(format!("the default role `{}` is not invitable", chosen.name.text));
    }
    if joins_unasked(draft) && standing > 0 {
        let name = &chosen.name.text;
        return bad(format!(
            "the default role `{name}` may act on others, and anybody could join with it by link or domain"
        ));
    }
    Ok(())
}

pub(crate) fn default_tier(source: &Source<'_>, draft: &Draft, gives: u64) -> Checked {
    let permission = Act::ALL.iter().find(|act| !act.is_feature() && gives & act.bit() != 0);
    match permission {
        Some(act) if joins_unasked(draft) => {
            let message = format!(
                "the default tier `{}` gives `{act}`, and anybody could join with it by link or domain",
                draft.tier.text
            );
            Err(source.bad(draft.tier.line, message))
        }
        _ => Ok(()),
    }
}

fn joins_unasked(draft: &Draft) -> bool {
    draft.ways.iter().any(|way| matches!(way, Way::Link | Way::Domain))
}
