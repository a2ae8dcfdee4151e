//! What a rulebook is made of, as the rest of Deskbell sees it.

use crate::acts::Act;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub(crate) u8);

        impl $id {
            /// The place in its rulebook, counted from 0. Not stable between versions of a rulebook: store the name.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A role of one rulebook. Means nothing to another rulebook.
    RoleId;
    /// A tier of one rulebook.
    TierId;
    /// A plan of one rulebook; a larger plan has a larger id.
    PlanId;
    /// A switch of one rulebook, which a workspace may turn on.
    Switch;
}

/// The switches that a workspace has turned on. By default all are off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Switches(pub(crate) u8);

impl Switches {
    /// These switches and one more.
    #[must_use]
    pub fn with(self, switch: Switch) -> Switches {
        Switches(self.0 | 1 << switch.0)
    }

    /// Whether this one is on.
    pub fn has(self, switch: Switch) -> bool {
        self.0 & 1 << switch.0 != 0
    }
}

/// A role: who may administer what.
#[derive(Clone, Debug)]
pub struct Role {
    /// As stored and sent: `admin`.
    pub name: String,
    /// As shown: `Admin`.
    pub label: String,
    /// How a sentence names those who have it: `admins`, `the owner`.
    pub people: String,
    /// Who has it, as a sentence.
    pub description: String,
    /// Whether an invite may give it.
    pub invitable: bool,
    /// What it holds without any switch, in the order of [`Act::ALL`].
    pub permissions: Vec<Act>,
    pub(crate) line: usize,
}

/// A tier: what a person may use.
#[derive(Clone, Debug)]
pub struct Tier {
    /// As stored and sent: `power`.
    pub name: String,
    /// As shown: `Power`.
    pub label: String,
    /// Whom it is for, as a sentence.
    pub summary: String,
    /// Everything that it gives, what it includes from other tiers too, in the order of [`Act::ALL`].
    pub acts: Vec<Act>,
    pub(crate) line: usize,
}

/// A plan: how much the workspace may hold.
#[derive(Clone, Debug)]
pub struct Plan {
    /// As stored and sent: `mini`.
    pub name: String,
    /// As shown, and as the documented 402 bodies have it: `Mini`.
    pub label: String,
    /// Whom it is for, as a sentence.
    pub summary: String,
    /// What it allows.
    pub limits: Limits,
    pub(crate) line: usize,
}

impl Plan {
    /// Whether a channel of this kind may be opened; `webchat` is the widget by its other name. `false` for a kind
    /// that nobody knows.
    pub fn allows_channel(&self, kind: &str) -> bool {
        ChannelKind::from_wire(kind).is_some_and(|kind| self.limits.allows(kind))
    }
}

/// What a plan allows. `None` is "no limit".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// People beside the owner: active, disabled and pending ones (decision 8).
    pub agents: Option<u32>,
    /// Channels, active or not (decision 27).
    pub channels: Option<u32>,
    /// Names of the kinds of channel; `None` is "every kind".
    pub channel_kinds: Option<Vec<String>>,
    /// Articles of the knowledge base.
    pub kb_articles: Option<u32>,
    /// Whether the assistant may answer a customer by itself.
    pub assistant_auto_reply: bool,
    /// Messages in one calendar month.
    pub messages_per_month: Option<u64>,
}

impl Limits {
    /// No limit anywhere: a server whose operator has turned billing off (decision 9).
    pub fn none() -> Limits {
        Limits {
            agents: None,
            channels: None,
            channel_kinds: None,
            kb_articles: None,
            assistant_auto_reply: true,
            messages_per_month: None,
        }
    }

    /// The limit of one counted thing; `None` is "no limit".
    pub fn of(&self, quota: Quota) -> Option<u64> {
        match quota {
            Quota::Agents => self.agents.map(u64::from),
            Quota::Channels => self.channels.map(u64::from),
            Quota::KbArticles => self.kb_articles.map(u64::from),
            Quota::MessagesPerMonth => self.messages_per_month,
        }
    }

    /// Whether a channel of this kind may be opened.
    pub fn allows(&self, kind: ChannelKind) -> bool {
        match &self.channel_kinds {
            None => true,
            Some(kinds) => kinds.iter().any(|name| name == kind.name()),
        }
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $words:ident { $($(#[$about:meta])* $word:ident $name:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $words { $($(#[$about])* $word),* }

        impl $words {
            /// Every one of them.
            pub const ALL: &'static [$words] = &[$($words::$word),*];

            /// The word in rulebooks and on the wire.
            pub fn name(self) -> &'static str {
                match self { $($words::$word => $name),* }
            }

            /// The value of a word; `None` for any other.
            pub fn parse(name: &str) -> Option<$words> {
                $words::ALL.iter().copied().find(|word| word.name() == name)
            }
        }
    )*};
}

words! {
    /// What a plan counts.
    Quota {
        /// People beside the owner.
        Agents "agents",
        /// Channels, active or not.
        Channels "channels",
        /// Articles of the knowledge base.
        KbArticles "kb_articles",
        /// Messages in one calendar month.
        MessagesPerMonth "messages_per_month",
    }

    /// A kind of channel that customers come through (first seed's product, channel reference).
    ChannelKind {
        /// The chat on a web page.
        Widget "widget",
        /// E-mail.
        Email "email",
        /// WhatsApp.
        Whatsapp "whatsapp",
        /// Telegram.
        Telegram "telegram",
        /// Instagram.
        Instagram "instagram",
        /// X.
        X "x",
        /// Text messages.
        Sms "sms",
    }

    /// A way into a workspace.
    Way {
        /// Somebody who has an account is added at once.
        Direct "direct",
        /// A mail that is accepted.
        Invitation "invitation",
        /// A link that whoever holds it may follow.
        Link "link",
        /// A confirmed address in the company's domain.
        Domain "domain",
    }
}

impl Way {
    /// How somebody joins, inside a sentence: `by an invitation`.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Way::Direct => "by being added at once",
            Way::Invitation => "by an invitation that they accept",
            Way::Link => "by a link",
            Way::Domain => "by the company's domain",
        }
    }
}

impl ChannelKind {
    /// The kind that a request means: `webchat` is the widget by its other name (decision 22).
    pub fn from_wire(name: &str) -> Option<ChannelKind> {
        ChannelKind::parse(if name == "webchat" { "widget" } else { name })
    }
}

/// Something that the owner may turn on for a workspace: one role gets permissions over people of other roles.
#[derive(Clone, Debug)]
pub struct SwitchInfo {
    /// As stored and sent: `admins_manage_agents`.
    pub name: String,
    /// As shown: `Admins manage agents`.
    pub label: String,
    /// What it does, as a whole sentence.
    pub summary: String,
    /// Who gets the permissions.
    pub role: RoleId,
    /// What they get.
    pub permissions: Vec<Act>,
    /// Over people of which roles.
    pub on: Vec<RoleId>,
    pub(crate) line: usize,
}

/// A member as the database has them now: all that a decision needs to know about who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemberState {
    /// What they may administer.
    pub role: RoleId,
    /// What they may use.
    pub tier: TierId,
    /// The workspace's plan.
    pub plan: PlanId,
    /// Whether their access is turned on (decision 13).
    pub enabled: bool,
    /// The workspace's switches.
    pub switches: Switches,
    /// Where an API key acts for them: the role of the key. Permissions are then what both roles hold; features, which
    /// no role speaks of, stay the member's.
    pub within: Option<RoleId>,
    /// Whether it is a platform admin on a visit, who has no role here: what they may do, [`Act::ON_A_VISIT`] says alone.
    pub visiting: bool,
}

/// What the act is done to.
///
/// An act on a person (decision 7: their role, tier, access, sessions, keys, work) is asked with that person. With
/// [`Target::None`] the answer is for the role alone: good enough to refuse early, not to act on anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Nobody and nothing in particular.
    None,
    /// A member of the workspace.
    Person {
        /// What they have now.
        role: RoleId,
        /// Whether it is the one who asks.
        is_self: bool,
    },
    /// A member who would get another role.
    PersonTo {
        /// What they have now.
        role: RoleId,
        /// Whether it is the one who asks.
        is_self: bool,
        /// What they would get.
        gives: RoleId,
    },
    /// A member who would get another tier.
    PersonToTier {
        /// The role that they have.
        role: RoleId,
        /// Whether it is the one who asks.
        is_self: bool,
        /// What they would get.
        gives: TierId,
    },
    /// Somebody who would join with this role.
    Gives(RoleId),
    /// A channel of this kind, which the plan must allow.
    Channel(ChannelKind),
}
