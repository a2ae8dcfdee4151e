//! From text to a draft: the right keys with the right types. Whether they agree with each other is for `check`.

use crate::acts::Act;
use crate::bad::BadRulebook;
use crate::model::{ChannelKind, Limits, Way};
use crate::read::{Fields, Source, Value, Word, known_are};

/// A rulebook as it is written, names not yet looked up.
pub(crate) struct Draft {
    pub name: String,
    pub title: String,
    pub summary: String,
    pub differences: Vec<String>,
    pub ways: Vec<Way>,
    pub ownership_moves: bool,
    pub ownership_line: usize,
    pub role: Word,
    pub tier: Word,
    pub plan: Word,
    pub roles: Vec<RoleDraft>,
    pub rows: Vec<Row>,
    pub tiers: Vec<TierDraft>,
    pub plans: Vec<PlanDraft>,
    pub switches: Vec<SwitchDraft>,
}

/// One row of the matrix: a permission and the roles that hold it.
pub(crate) struct Row {
    pub act: Act,
    pub roles: Vec<Word>,
    pub line: usize,
}

pub(crate) struct RoleDraft {
    pub name: Word,
    pub label: String,
    pub people: String,
    pub description: String,
    pub owner: bool,
    pub invitable: bool,
}

pub(crate) struct TierDraft {
    pub name: Word,
    pub label: String,
    pub summary: String,
    pub includes: Option<Word>,
    pub features: Vec<Word>,
    pub permissions: Vec<Word>,
}

pub(crate) struct PlanDraft {
    pub name: Word,
    pub label: String,
    pub summary: String,
    pub limits: Limits,
}

pub(crate) struct SwitchDraft {
    pub name: Word,
    pub label: String,
    pub summary: String,
    pub role: Word,
    pub permissions: Vec<Word>,
    pub on: Vec<Word>,
}

const ROOT: &[&str] = &[
    "name",
    "title",
    "summary",
    "differences",
    "joining",
    "ownership",
    "defaults",
    "role",
    "permissions",
    "switch",
    "tier",
    "plan",
];

pub(crate) fn draft(source: &Source<'_>) -> Result<Draft, BadRulebook> {
    let table = source.table()?;
    let root = Fields::root(source, table.get_ref()).only(ROOT)?;
    let ownership = root.table("ownership", "[ownership]")?.only(&["moves"])?;
    let defaults = root.table("defaults", "[defaults]")?.only(&["role", "tier", "plan"])?;
    Ok(Draft {
        name: root.name()?.text,
        title: root.text("title")?,
        summary: root.text("summary")?,
        differences: differences(&root)?,
        ways: ways(&root)?,
        ownership_moves: ownership.flag("moves")?,
        ownership_line: ownership.get("moves")?.line,
        role: defaults.get("role")?.word()?,
        tier: defaults.get("tier")?.word()?,
        plan: defaults.get("plan")?.word()?,
        roles: root
            .tables("role", "a role")?
            .into_iter()
            .map(role)
            .collect::<Result<_, _>>()?,
        rows: rows(&root)?,
        tiers: root
            .tables("tier", "a tier")?
            .into_iter()
            .map(tier)
            .collect::<Result<_, _>>()?,
        plans: root
            .tables("plan", "a plan")?
            .into_iter()
            .map(plan)
            .collect::<Result<_, _>>()?,
        switches: root
            .tables("switch", "a switch")?
            .into_iter()
            .map(switch)
            .collect::<Result<_, _>>()?,
    })
}

/// A person who chooses a rulebook reads three sentences about each.
fn differences(root: &Fields<'_>) -> Result<Vec<String>, BadRulebook> {
    let value = root.get("differences")?;
    let words = value.words()?;
    if words.len() != 3 || words.iter().any(|word| word.text.trim().is_empty()) {
        return Err(value.bad("`differences` must be three sentences, which a person reads before choosing"));
    }
    Ok(words.into_iter().map(|word| word.text).collect())
}

fn ways(root: &Fields<'_>) -> Result<Vec<Way>, BadRulebook> {
    let value = root.get("joining")?;
    let words = value.words()?;
    if words.is_empty() {
        return Err(value.bad("`joining` is empty, so nobody could ever join"));
    }
    let known: Vec<_> = Way::ALL.iter().map(|way| way.name()).collect();
    let way = |word: &Word| {
        Way::parse(&word.text).ok_or_else(|| {
            let message = format!("unknown way of joining `{}`; {}", word.text, known_are(&known));
            root.source.bad(word.line, message)
        })
    };
    words.iter().map(way).collect()
}

fn role(fields: Fields<'_>) -> Result<RoleDraft, BadRulebook> {
    let fields = fields.only(&["name", "label", "people", "description", "owner", "invitable"])?;
    Ok(RoleDraft {
        name: fields.name()?,
        label: fields.text("label")?,
        people: fields.text("people")?,
        description: fields.text("description")?,
        owner: fields.flag("owner")?,
        invitable: fields.flag("invitable")?,
    })
}

fn rows(root: &Fields<'_>) -> Result<Vec<Row>, BadRulebook> {
    let row = |value: Value<'_>| {
        let name = Word {
            text: value.key().to_owned(),
            line: value.line,
        };
        Ok(Row {
            act: permission(root.source, &name)?,
            roles: value.words()?,
            line: value.line,
        })
    };
    root.table("permissions", "[permissions]")?
        .in_order()
        .into_iter()
        .map(row)
        .collect()
}

/// The permission with this name.
pub(crate) fn permission(source: &Source<'_>, name: &Word) -> Result<Act, BadRulebook> {
    match Act::parse(&name.text) {
        Some(act) if !act.is_feature() => Ok(act),
        Some(act) => Err(source.bad(
            name.line,
            format!("`{act}` is a feature, which a tier gives, and no permission"),
        )),
        None => Err(unknown_act(source, name, "permission", |act| !act.is_feature())),
    }
}

/// The feature with this name.
pub(crate) fn feature(source: &Source<'_>, name: &Word) -> Result<Act, BadRulebook> {
    match Act::parse(&name.text) {
        Some(act) if act.is_feature() => Ok(act),
        Some(act) => Err(source.bad(name.line, format!("`{act}` is a permission and no feature"))),
        None => Err(unknown_act(source, name, "feature", Act::is_feature)),
    }
}

fn unknown_act(source: &Source<'_>, name: &Word, kind: &str, is_kind: fn(Act) -> bool) -> BadRulebook {
    let known: Vec<_> = Act::ALL
        .iter()
        .filter(|act| is_kind(**act))
        .map(|act| act.name())
        .collect();
    source.bad(
        name.line,
        format!("unknown {kind} `{}`; {}", name.text, known_are(&known)),
    )
}

fn tier(fields: Fields<'_>) -> Result<TierDraft, BadRulebook> {
    let fields = fields.only(&["name", "label", "summary", "includes", "features", "permissions"])?;
    Ok(TierDraft {
        name: fields.name()?,
        label: fields.text("label")?,
        summary: fields.text("summary")?,
        includes: fields.maybe("includes").map(|value| value.word()).transpose()?,
        features: fields.words("features")?,
        permissions: fields.words("permissions")?,
    })
}

fn plan(fields: Fields<'_>) -> Result<PlanDraft, BadRulebook> {
    let fields = fields.only(&["name", "label", "summary", "limits"])?;
    Ok(PlanDraft {
        name: fields.name()?,
        label: fields.text("label")?,
        summary: fields.text("summary")?,
        limits: limits(&fields)?,
    })
}

const LIMITS: &[&str] = &[
    "agents",
    "channels",
    "channel_kinds",
    "kb_articles",
    "assistant_auto_reply",
    "messages_per_month",
];

/// Every limit is stated, "unlimited" where there is none: a forgotten line must never mean "as many as you like".
fn limits(plan: &Fields<'_>) -> Result<Limits, BadRulebook> {
    let fields = plan.table("limits", "[plan.limits]")?.only(LIMITS)?;
    Ok(Limits {
        agents: count(&fields, "agents")?,
        channels: count(&fields, "channels")?,
        channel_kinds: channel_kinds(&fields)?,
        kb_articles: count(&fields, "kb_articles")?,
        assistant_auto_reply: fields.flag("assistant_auto_reply")?,
        messages_per_month: fields.get("messages_per_month")?.limit(i64::MAX as u64)?,
    })
}

fn count(limits: &Fields<'_>, key: &str) -> Result<Option<u32>, BadRulebook> {
    let limit = limits.get(key)?.limit(u32::MAX.into())?;
    Ok(limit.and_then(|limit| u32::try_from(limit).ok()))
}

fn channel_kinds(limits: &Fields<'_>) -> Result<Option<Vec<String>>, BadRulebook> {
    let value = limits.get("channel_kinds")?;
    if value.is("all") {
        return Ok(None);
    }
    let known: Vec<_> = ChannelKind::ALL.iter().map(|kind| kind.name()).collect();
    let words = value.words()?;
    if words.is_empty() {
        return Err(value.bad("`channel_kinds` is empty, so there could be no channel; write \"all\" for every kind"));
    }
    for word in &words {
        if !known.contains(&word.text.as_str()) {
            let message = format!("unknown kind of channel `{}`; {}", word.text, known_are(&known));
            return Err(limits.source.bad(word.line, message));
        }
    }
    Ok(Some(words.into_iter().map(|word| word.text).collect()))
}

fn switch(fields: Fields<'_>) -> Result<SwitchDraft, BadRulebook> {
    let fields = fields.only(&["name", "label", "summary", "role", "permissions", "on"])?;
    Ok(SwitchDraft {
        name: fields.name()?,
        label: fields.text("label")?,
        summary: fields.text("summary")?,
        role: fields.get("role")?.word()?,
        permissions: fields.get("permissions")?.words()?,
        on: fields.get("on")?.words()?,
    })
}
