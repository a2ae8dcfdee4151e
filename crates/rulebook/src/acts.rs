//! Every act that a rulebook can give or withhold. Permissions are given by a role, features by a tier.

/// The part of the product that an act belongs to; heads the rows of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// People, their roles and their status.
    Team,
    /// Conversations and customers.
    Inbox,
    /// Where customers come from.
    Channels,
    /// Settings, ownership, audit, keys.
    Workspace,
    /// Plan and payment.
    Billing,
    /// The assistant, what it may see and what it does.
    Assistant,
}

/// Which gate an act passes: the role or the tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Administers something; given by a role.
    Permission,
    /// A permission that a tier may give as well: assistant configuration, data policies, analytics.
    PermissionByRoleOrTier,
    /// Something that a person uses for themselves; given by a tier.
    Feature,
}

macro_rules! acts {
    ($($act:ident $name:literal $group:ident $kind:ident $label:literal;)*) => {
        /// One act, named like the permission or feature that covers it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Act { $(#[doc = $label] $act),* }

        impl Act {
            /// Every act, in the order in which a page lists them.
            pub const ALL: &'static [Act] = &[$(Act::$act),*];

            /// The name in rulebooks, on the wire and in explanations: `members.invite`.
            pub fn name(self) -> &'static str {
                match self { $(Act::$act => $name),* }
            }

            /// What it is in words, beginning with a verb: `Invite team members`.
            pub fn label(self) -> &'static str {
                match self { $(Act::$act => $label),* }
            }

            /// The part of the product that it belongs to.
            pub fn group(self) -> Group {
                match self { $(Act::$act => Group::$group),* }
            }

            /// Which gate it passes.
            pub const fn kind(self) -> Kind {
                match self { $(Act::$act => Kind::$kind),* }
            }
        }
    };
}

acts! {
    MembersRead           "members.read"           Team      Permission "See the team";
    MembersInvite         "members.invite"         Team      Permission "Invite team members";
    MembersRemove         "members.remove"         Team      Permission "Remove team members";
    MembersChangeRole     "members.change_role"    Team      Permission "Change a member's role";
    MembersChangeTier     "members.change_tier"    Team      Permission "Change a member's tier";
    MembersDisable        "members.disable"        Team      Permission "Turn a member's access off and on";
    MembersErase          "members.erase"          Team      Permission "Erase a former member's personal data";
    AvailabilitySet       "availability.set"       Team      Permission "Update own status";
    ConversationsRead     "conversations.read"     Inbox     Permission "Read conversations";
    ConversationsHandle   "conversations.handle"   Inbox     Permission "Handle conversations";
    ConversationsAssign   "conversations.assign"   Inbox     Permission "Assign conversations";
    CustomersRead         "customers.read"         Inbox     Permission "See customers";
    CustomersWrite        "customers.write"        Inbox     Permission "Add and change customers";
    CustomersErase        "customers.erase"        Inbox     Permission "Erase a customer's personal data";
    ChannelsRead          "channels.read"          Channels  Permission "See channels";
    ChannelsManage        "channels.manage"        Channels  Permission "Manage channels";
    WidgetsAppearance     "widgets.appearance"     Channels  Permission "Change how a widget looks";
    WorkspaceRead         "workspace.read"         Workspace Permission "See the workspace's settings";
    WorkspaceUpdate       "workspace.update"       Workspace Permission "Change the workspace's settings";
    WorkspaceSwitch       "workspace.switch"       Workspace Permission "Turn the rulebook's switches on and off";
    RolesManage           "roles.manage"           Workspace Permission "Add and change roles";
    WorkspaceDelete       "workspace.delete"       Workspace Permission "Delete the workspace";
    OwnershipTransfer     "ownership.transfer"     Workspace Permission "Hand over ownership";
    AuditRead             "audit.read"             Workspace Permission "Read the audit log";
    KeysManage            "keys.manage"            Workspace Permission "Manage API keys";
    BillingRead           "billing.read"           Billing   Permission "See plan and use";
    BillingManage         "billing.manage"         Billing   Permission "Manage billing";
    SourcesManage         "sources.manage"         Assistant Permission "Manage data sources";
    AdvisorsManage        "advisors.manage"        Assistant Permission "Manage advisors";
    AssistantConfigure    "assistant.configure"    Assistant PermissionByRoleOrTier "Configure the assistant";
    PoliciesManage        "policies.manage"        Assistant PermissionByRoleOrTier "Manage data policies";
    AnalyticsRead         "analytics.read"         Assistant PermissionByRoleOrTier "See analytics";
    AssistantQuery        "assistant.query"        Assistant Feature "Ask the assistant";
    AssistantPrepare      "assistant.prepare"      Assistant Feature "Have a meeting prepared";
    AssistantResearch     "assistant.research"     Assistant Feature "Research an account";
    AssistantInstructions "assistant.instructions" Assistant Feature "Give custom instructions";
    AssistantSchedule     "assistant.schedule"     Assistant Feature "Schedule tasks";
    AssistantAlerts       "assistant.alerts"       Assistant Feature "Set up insight alerts";
    AssistantDraft        "assistant.draft"        Assistant Feature "Have drafts written";
}

/// A decision tests one bit of one word, so there is room for 64 acts.
const _: () = assert!(Act::ALL.len() <= 64);

impl Act {
    /// The act with this name; `None` for anything else.
    pub fn parse(name: &str) -> Option<Act> {
        Act::ALL.iter().copied().find(|act| act.name() == name)
    }

    /// Whether a tier gives it to a person for their own use.
    pub const fn is_feature(self) -> bool {
        matches!(self.kind(), Kind::Feature)
    }

    /// Whether a role that holds it stands above everybody who holds none such (decision 7: writing permissions on
    /// members, workspace and policies). Reading the team or the settings lifts nobody.
    pub fn gives_standing(self) -> bool {
        self.is_on_people()
            || matches!(
                self,
                Act::MembersErase
                    | Act::WorkspaceUpdate
                    | Act::WorkspaceSwitch
                    | Act::WorkspaceDelete
                    | Act::PoliciesManage
            )
    }

    /// Whether it is done to a person, so that standing counts.
    pub fn is_on_people(self) -> bool {
        matches!(
            self,
            Act::MembersInvite
                | Act::MembersRemove
                | Act::MembersChangeRole
                | Act::MembersChangeTier
                | Act::MembersDisable
        )
    }

    /// The label as it stands inside a sentence: `invite team members`.
    pub(crate) fn phrase(self) -> String {
        let label = self.label();
        label[..1].to_lowercase() + &label[1..]
    }

    pub(crate) const fn bit(self) -> u64 {
        1 << self as u8
    }
}

impl std::fmt::Display for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
