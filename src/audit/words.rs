//! An audit entry in a sentence, and what changed in it, field by field.

use super::many::bulk_sentence;
use super::{CUSTOMER_ERASED, MEMBER_ERASED, RESEALED};
use crate::role::remove;
use rulebook::Rulebook;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One field that changed.
#[derive(Serialize, ToSchema, Debug, PartialEq)]
pub struct Change {
    /// Its name, as in the API.
    field: String,
    /// As it was; null where it was not there.
    before: Option<String>,
    /// As it is; null where it is gone.
    after: Option<String>,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".into());
        write!(f, "{}: {} to {}", self.field, shown(&self.before), shown(&self.after))
    }
}

pub(super) fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "on".into(),
        Value::Bool(false) => "off".into(),
        other => other.to_string(),
    }
}

/// What differs between before and after.
pub fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let none = Map::new();
    let of = |value: Option<&'_ Value>| {
        value
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_else(|| none.clone())
    };
    let (before, after) = (of(before), of(after));
    let shown = |side: &Map<String, Value>, field: &str| side.get(field).filter(|v| !v.is_null()).map(word);
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect();
    fields.sort();
    fields.dedup();
    fields
        .into_iter()
        .map(|field| Change {
            field: field.clone(),
            before: shown(&before, field),
            after: shown(&after, field),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The value of a field as the page calls it: a role by its label, not by its name in the rulebook. What the rulebook does
/// not know (any more) keeps its name.
pub(super) fn called(book: &Rulebook, field: &str, value: &Value) -> String {
    let name = word(value);
    let label = match field {
        "role" | "replacement" => book.role(&name).map(|id| &book.role_info(id).label),
        "tier" => book.tier(&name).map(|id| &book.tier_info(id).label),
        "plan" => book.plan(&name).map(|id| &book.plan_info(id).label),
        _ => None,
    };
    label.cloned().unwrap_or(name)
}

/// The entry as a person of the workspace with these rules would say it.
pub fn sentence(book: &Rulebook, actor: &str, act: &str, before: Option<&Value>, after: Option<&Value>) -> String {
    let text = |side: Option<&Value>, field: &str| side.and_then(|v| v.get(field)).map(|v| called(book, field, v));
    let fields = || fields(book, before, after);
    let was = |field: &str| text(before, field).unwrap_or_else(|| "nothing".into());
    let is = |field: &str| text(after, field).unwrap_or_else(|| "nothing".into());
    let name = text(after, "name")
        .or_else(|| text(before, "name"))
        .unwrap_or_else(|| "somebody".into());
    match act {
        "workspace.created" => format!("{actor} made the workspace {name}."),
        "workspace.changed" => format!("{actor} changed the settings: {}.", fields()),
        "workspace.switched" => format!("{actor} turned {}.", fields()),
        "member.invited" => format!("{actor} invited {name} as {}.", is("role")),
        "member.joined" => format!("{name} joined as {}, by {}.", is("role"), by_way(&is("way"))),
        "invitation.sent" => format!("{actor} invited {} as {}.", is("email"), is("role")),
        "invitation.renewed" => format!("{actor} invited {} again, as {}.", is("email"), is("role")),
        "invitation.resent" => format!("{actor} sent the invitation of {} again.", is("email")),
        "invitation.changed" => format!("{actor} changed the invitation of {}: {}.", is("email"), fields()),
        "invitation.link_copied" => format!("{actor} copied the link of the invitation of {}.", is("email")),
        "invitation.revoked" => format!("{actor} took back the invitation of {}.", was("email")),
        "link.made" => format!("{actor} made a link that lets people in as {}.", is("role")),
        "link.ended" => format!("{actor} ended a link. {} came by it.", was("used")),
        "key.made" => format!("{actor} made the API key {name} with the role {}.", is("role")),
        "key.revoked" => format!("{actor} revoked the API key {name}."),
        "key.ended" => match text(after, "role") {
            Some(role) => format!("The API key {name} of {} ended with the role {role}.", was("made_by")),
            None => format!("The API key {name} ended with the membership of {}.", was("made_by")),
        },
        "domain.proven" => format!("{actor} proved the domain {name}, {}.", by_proof(&is("proof"))),
        "domain.lost" => format!("The proof of the domain {name} ended: {}.", why_lost(&is("lost"))),
        "import.confirmed" => format!("{actor} uploaded a file of {} people.", is("rows")),
        "import.done" => format!(
            "The file of {actor} is done: {} rows went, {} did not.",
            is("done"),
            is("failed")
        ),
        act if act.starts_with("member.removal_") || act.starts_with("archive.") || act.starts_with("retention.") => {
            of_going(actor, &name, act, before, after)
        }
        act if act.starts_with("bulk.") => bulk_sentence(book, actor, act, after),
        "member.role_changed" => format!("{actor} changed {name} from {} to {}.", was("role"), is("role")),
        "member.tier_changed" => format!(
            "{actor} changed the tier of {name} from {} to {}.",
            was("tier"),
            is("tier")
        ),
        "member.role_kept" => format!("{actor} looked at the role of {name}, and it stays {}.", is("role")),
        "member.tier_kept" => format!("{actor} looked at the tier of {name}, and it stays {}.", is("tier")),
        "member.disabled" => format!("{actor} turned off the access of {name}.{}", handed_over(after)),
        "member.enabled" => format!("{actor} turned the access of {name} on again."),
        "member.removed" => removed(actor, &name, after),
        "member.left" => format!("{name} left."),
        "ownership.nominated" => format!("{actor} nominated {name} to own the workspace."),
        "ownership.withdrawn" => format!("{actor} ended the nomination of {name} to own the workspace."),
        "ownership.nomination_ended" => format!("The nomination of {name} to own the workspace ended."),
        "ownership.moved" => format!("{} handed the workspace over to {}.", was("owner"), is("owner")),
        "workspace.deleted" => format!("{actor} deleted the workspace {name}."),
        "workspace.restored" => format!("{actor} restored the workspace {name}."),
        CUSTOMER_ERASED | MEMBER_ERASED | RESEALED => erased(actor, act),
        "role.removed" => format!("{actor} removed the role {name}.{}", moved_on(book, after)),
        act if act.starts_with("visit.") => visit_sentence(actor, act, &name, after),
        "plan.changed" => format!("{actor} moved from {} to {}.", was("plan"), is("plan")),
        other => plainly(actor, other, &|field| {
            text(after, field).or_else(|| text(before, field))
        }),
    }
}

/// An act that has no sentence of its own. A canned reply is known by its short word, a secret by the host of its widget.
fn plainly(actor: &str, act: &str, called: &dyn Fn(&str) -> Option<String>) -> String {
    let (object, done) = act.split_once('.').unwrap_or((act, "changed"));
    let name = called("name").or_else(|| called("shortcut"));
    let name = name.or_else(|| called("domain").map(|host| format!("for {host}")));
    let name = name.map_or_else(String::new, |name| format!(" {name}"));
    format!(
        "{actor} {} the {}{name}.",
        done.replace('_', " "),
        object.replace('_', " ")
    )
}

/// What was erased, by whom; of whom is what nobody says any more.
fn erased(actor: &str, act: &str) -> String {
    match act {
        CUSTOMER_ERASED => format!("{actor} erased the personal data of a customer."),
        MEMBER_ERASED => format!("{actor} erased the personal data of somebody who was a member."),
        _ => "What an erasure left of older entries was sealed anew.".to_owned(),
    }
}

/// A removal that is planned, what is kept of whoever is gone, and what is kept no longer.
fn of_going(actor: &str, name: &str, act: &str, before: Option<&Value>, after: Option<&Value>) -> String {
    let of = |side: Option<&Value>, field: &str| side.and_then(|v| v.get(field)).map(word).unwrap_or_default();
    let (was, is) = (|field: &str| of(before, field), |field: &str| of(after, field));
    match act {
        "member.removal_planned" => format!("{actor} planned to remove {name} on {}.", day(&is("remove_at"))),
        "member.removal_cancelled" => format!(
            "{actor} called off the removal of {name} on {}, which {} had planned.",
            day(&was("remove_at")),
            was("planned_by")
        ),
        "member.removal_lapsed" => {
            format!("{name} was not removed, as {actor} had planned: {actor} may not remove them any more.")
        }
        "archive.restored" => format!("{actor} brought back what was theirs here."),
        "archive.declined" => format!("{actor} did without what was theirs here."),
        "archive.purged" => format!("What was kept of {name} was purged, 30 days after they went."),
        "retention.purged" => format!(
            "What is kept no longer was purged: {} conversations with {} files, {} acts of people, {} entries of this log.",
            is("conversations"),
            is("files"),
            is("activity"),
            is("entries")
        ),
        other => format!("{actor}: {other}."),
    }
}

/// What a visit read, as the workspace calls it; what has no name here is the page's address.
fn read_words(page: &str, name: Option<&str>) -> String {
    match (page, name) {
        ("/auth/me", _) => "what they may do here".to_owned(),
        ("/workspace", _) => "the settings of the workspace".to_owned(),
        ("/workspace/roles", _) => "the roles".to_owned(),
        ("/workspace/roles/document", _) => "the page of roles and tiers".to_owned(),
        ("/team/members", _) => "the list of the team".to_owned(),
        ("/channels", _) => "the channels".to_owned(),
        ("/billing/plan", _) => "the plan".to_owned(),
        ("/audit", _) => "the audit log".to_owned(),
        ("/audit/export", _) => "the audit log as a file".to_owned(),
        (page, Some(name)) if page.ends_with("/rights") => format!("the rights of {name}"),
        (_, Some(name)) => format!("the page of {name}"),
        (page, None) => page.to_owned(),
    }
}

/// A visit of a platform admin: how it began, what it read, why it ended.
fn visit_sentence(actor: &str, act: &str, name: &str, after: Option<&Value>) -> String {
    let is = |field: &str| after.and_then(|v| v.get(field)).map(word).unwrap_or_default();
    match act {
        "visit.asked" => format!("{actor} asked to come in: {}.", is("reason").trim_end_matches('.')),
        "visit.opened" => format!("{actor} came in: {}.", is("reason").trim_end_matches('.')),
        "visit.read" => {
            let whose = after.and_then(|v| v["name"].as_str());
            format!("{actor} read {}.", read_words(&is("page"), whose))
        }
        "visit.approved" => format!("{actor} lets {name} come in as platform admin."),
        "visit.refused" => format!("{actor} did not let {name} come in as platform admin."),
        _ => match is("why").as_str() {
            "visitor" => format!("{actor} ended their visit."),
            "owner" => format!("{actor} ended the visit of {name}."),
            "session" => format!("The visit of {name} ended: they signed out."),
            "flag" => format!("The visit of {name} ended: they are no platform admin any more."),
            _ => format!("The visit of {name} ended: its time was up."),
        },
    }
}

fn by_way(way: &str) -> &str {
    match way {
        "invitation" => "an invitation",
        "link" => "a link",
        "domain" => "the company's domain",
        other => other,
    }
}

fn by_proof(proof: &str) -> &str {
    match proof {
        "dns" => "by its DNS",
        _ => "by a mailbox there",
    }
}

fn why_lost(lost: &str) -> &str {
    match lost {
        "elsewhere" => "another workspace has its DNS",
        "silence" => "nobody answered for a week",
        _ => "its record is gone",
    }
}

fn fields(book: &Rulebook, before: Option<&Value>, after: Option<&Value>) -> String {
    let side = |side: Option<&Value>, field: &str| {
        let value = side.and_then(|v| v.get(field)).filter(|v| !v.is_null());
        value.map_or_else(|| "nothing".into(), |v| called(book, field, v))
    };
    let one = |c: &Change| match book.switch(&c.field) {
        Some(id) => format!("“{}” {}", book.switch_info(id).label, side(after, &c.field)),
        None => format!("{} to {}", c.field.replace('_', " "), side(after, &c.field)),
    };
    changes(before, after).iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Who and what got the role that took the place of one that went, and the links that ended because it is too much for them.
fn moved_on(book: &Rulebook, after: Option<&Value>) -> String {
    let Some((after, role)) = after.and_then(|v| Some((v, v.get("replacement")?))) else {
        return String::new();
    };
    let held = ["members", "invitations", "links", "keys"].map(|kind| after[kind].as_i64().unwrap_or(0));
    let role = called(book, "replacement", role);
    let moved = match held.iter().sum::<i64>() {
        0 => String::new(),
        1 => format!(" {} has the role {role} now.", remove::words(held)),
        _ => format!(" {} have the role {role} now.", remove::words(held)),
    };
    let ended = ["links_ended", "keys_ended"].map(|kind| after[kind].as_i64().unwrap_or(0));
    let [links, keys] = ended;
    match ended.iter().sum::<i64>() {
        0 => moved,
        1 => format!("{moved} {} is ended.", remove::words([0, 0, links, keys])),
        _ => format!("{moved} {} are ended.", remove::words([0, 0, links, keys])),
    }
}

/// Removed now, or by itself as it was planned.
fn removed(actor: &str, name: &str, after: Option<&Value>) -> String {
    let handed_over = handed_over(after);
    match after.and_then(|v| v["planned"].as_bool()) {
        Some(true) => format!("{name} was removed, as {actor} had planned.{handed_over}"),
        _ => format!("{actor} removed {name}.{handed_over}"),
    }
}

/// The day of a moment, in UTC.
fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

fn handed_over(after: Option<&Value>) -> String {
    let count = after.and_then(|v| v["conversations_handed_over"].as_u64()).unwrap_or(0);
    let heir = match after.and_then(|v| v["heir"].as_str()) {
        None | Some("queue") => "the queue".to_owned(),
        Some("stay") => return " Their conversations stayed with them.".into(),
        Some(name) => name.to_owned(),
    };
    match count {
        0 => String::new(),
        1 => format!(" 1 conversation went to {heir}."),
        more => format!(" {more} conversations went to {heir}."),
    }
}

#[cfg(test)]
mod tests {
    use super::{changes, sentence};
    use rulebook::Rulebook;
    use serde_json::json;

    const SUPPORT: &str = include_str!("../../rulebooks/support.toml");

    #[test]
    fn what_was_done_reads_like_a_sentence() {
        let book = Rulebook::parse("support.toml", SUPPORT).expect("the rulebook is right");
        let removed = json!({"heir": "Cleo", "conversations_handed_over": 2});
        let was = json!({"name": "Ben", "role": "agent"});
        for (act, before, after, expected) in [
            (
                "member.removed",
                Some(was.clone()),
                Some(removed),
                "Ada removed Ben. 2 conversations went to Cleo.",
            ),
            (
                "member.role_changed",
                Some(was),
                Some(json!({"name": "Ben", "role": "admin"})),
                "Ada changed Ben from Agent to Admin.",
            ),
            (
                "plan.changed",
                Some(json!({"plan": "free"})),
                Some(json!({"plan": "mini"})),
                "Ada moved from Free to Mini.",
            ),
            (
                "workspace.switched",
                Some(json!({"admins_manage_agents": false})),
                Some(json!({"admins_manage_agents": true})),
                "Ada turned “Admins manage agents” on.",
            ),
            (
                "widget_secret.created",
                None,
                Some(json!({"secret_id": "1", "domain": "example.com"})),
                "Ada created the widget secret for example.com.",
            ),
            (
                "canned_reply.removed",
                Some(json!({"shortcut": "hi", "title": "A greeting"})),
                None,
                "Ada removed the canned reply hi.",
            ),
        ] {
            assert_eq!(sentence(&book, "Ada", act, before.as_ref(), after.as_ref()), expected);
        }
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let found = changes(
            Some(&json!({"a": 1, "b": null, "c": "x"})),
            Some(&json!({"a": 1, "b": true})),
        );
        let words: Vec<_> = found.iter().map(|c| format!("{c:?}")).collect();
        assert_eq!(
            words,
            [
                r#"Change { field: "b", before: None, after: Some("on") }"#,
                r#"Change { field: "c", before: Some("x"), after: None }"#
            ]
        );
    }
}
