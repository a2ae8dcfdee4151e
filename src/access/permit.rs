//! Proof that a rule said yes. A use case that takes a `Permit<MembersInvite>` can't be called without one.

use std::marker::PhantomData;

use rulebook::{Act, Decision, RoleId, Rule, Target, Way};

use super::Member;
use crate::error::{Error, Result, Why};

/// An act of the rulebook, as a type.
pub trait Action: Send + Sync + 'static {
    /// The act that the rulebook decides.
    const ACT: Act;
}

macro_rules! actions {
    ($($name:ident)*) => { $(
        #[doc = concat!("[`Act::", stringify!($name), "`] as a type.")]
        pub struct $name;
        impl Action for $name { const ACT: Act = Act::$name; }
    )*
        /// The acts that this server has: what a rulebook says of others matters once they exist.
        pub const ACTS: &[Act] = &[$(Act::$name),*];
    };
}

actions! {
    MembersRead MembersInvite MembersRemove MembersChangeRole MembersChangeTier MembersDisable MembersErase AvailabilitySet
    ConversationsRead ConversationsHandle ConversationsAssign CustomersRead CustomersWrite CustomersErase
    ChannelsRead ChannelsManage WidgetsAppearance BillingRead BillingManage AuditRead AnalyticsRead WorkspaceRead
    WorkspaceUpdate WorkspaceSwitch WorkspaceDelete RolesManage OwnershipTransfer KeysManage
}

/// What the owner decides in person: by no right that a role has, so that no role can have it.
pub const BY_OWNER: &str = "deskbell/owner";

/// Proof that this member may do `A`, now, in this transaction.
pub struct Permit<A: Action> {
    member: Member,
    act: PhantomData<A>,
}

impl<A: Action> std::ops::Deref for Permit<A> {
    type Target = Member;
    fn deref(&self) -> &Member {
        &self.member
    }
}

impl<A: Action> Permit<A> {
    /// The right that was used, for the audit: `support/owner/members.invite`.
    #[must_use]
    pub fn right(&self) -> String {
        if self.visit_id.is_some() {
            return format!("{}/visit/{}", self.book.name(), A::ACT.name());
        }
        // Of a key, its own role: the one that was chosen for what it does.
        let id = self.state.within.unwrap_or(self.role);
        let role = self.book.role_info(id);
        let called = if self.book.is_own(id) { &role.label } else { &role.name };
        format!("{}/{called}/{}", self.book.name(), A::ACT.name())
    }
}

impl Member {
    /// A permit for `A`, where the rulebook says yes.
    ///
    /// # Errors
    /// 403 with the rule that says no; 400 `owner_protected` for acts on the owner (first seed: cannot be removed).
    pub fn permit<A: Action>(&self, target: Target) -> Result<Permit<A>> {
        self.permitted(self.book.decide(&self.state, A::ACT, target))
    }

    /// A permit to list whom `A` was done to, where the rulebook lets them do it to somebody.
    ///
    /// # Errors
    /// 403 with the rule that says no.
    pub fn permit_on_somebody<A: Action>(&self) -> Result<Permit<A>> {
        self.permitted(self.book.decide_on_somebody(&self.state, A::ACT))
    }

    fn permitted<A: Action>(&self, decision: Decision) -> Result<Permit<A>> {
        match decision {
            Decision::Allow => Ok(Permit {
                member: self.clone(),
                act: PhantomData,
            }),
            Decision::Refuse(rule) => Err(self.refusal(A::ACT, rule)),
        }
    }

    /// A permit to make an API key with this role.
    ///
    /// # Errors
    /// 403 where they manage no keys, or the role holds more than they do.
    pub fn permit_key(&self, role: RoleId) -> Result<Permit<KeysManage>> {
        match self.book.decide_key(&self.state, role) {
            Decision::Allow => self.permit(Target::None),
            Decision::Refuse(rule) => Err(self.refusal(Act::KeysManage, rule)),
        }
    }

    /// A permit to leave: everybody's own decision, whatever their role, but the owner's.
    ///
    /// # Errors
    /// 400 `owner_protected`.
    pub fn leaving(&self) -> Result<Permit<WorkspaceRead>> {
        if self.is_owner {
            let why = Why::from(self.book.explain_staying());
            return Err(Error::bad_request("owner_protected", why.text.clone()).because(why));
        }
        Ok(Permit {
            member: self.clone(),
            act: PhantomData,
        })
    }

    /// A permit to decide on visits of platform admins: the owner's own, in every rulebook, and no key's.
    ///
    /// # Errors
    /// 403 `not_permitted`.
    pub fn hosting(&self) -> Result<Permit<WorkspaceRead>> {
        self.owning(
            "deskbell/visits",
            "Only the owner, in person, says whether a platform admin comes in, and ends a visit.",
        )
    }

    /// A permit to switch the owner's monthly mail: theirs alone, so that nobody they should read of keeps it from them.
    ///
    /// # Errors
    /// 403 `not_permitted`.
    pub fn mailed_monthly(&self) -> Result<Permit<WorkspaceRead>> {
        self.owning(
            "deskbell/reports",
            "The monthly report is mailed to the owner, and only the owner, in person, switches that on or off.",
        )
    }

    fn owning(&self, rule: &str, text: &str) -> Result<Permit<WorkspaceRead>> {
        if self.is_owner {
            return self.permit(Target::None);
        }
        let owner = &self.book.role_info(self.book.owner_role()).label;
        Err(Error::refused(
            "not_permitted",
            Why {
                rule: rule.into(),
                text: text.into(),
                who: vec![owner.clone()],
                link: Some("/team"),
            },
        ))
    }

    /// Whether people join this workspace in this way.
    ///
    /// # Errors
    /// 403 `way_closed`, with the ways that there are.
    pub fn joining(&self, way: Way) -> Result<()> {
        if self.book.joins_by(way) {
            return Ok(());
        }
        Err(Error::refused("way_closed", self.book.explain_way(way).into()))
    }

    /// Whether somebody may look at what others may do and did: whoever may read the log may.
    ///
    /// # Errors
    /// 403 `not_permitted`, in words for what was asked.
    pub fn looking(&self) -> Result<()> {
        match self.book.decide(&self.state, Act::AuditRead, Target::None) {
            Decision::Allow => Ok(()),
            Decision::Refuse(Rule::Permission) => {
                let why = Why::from(self.book.explain_looking(&self.state));
                Err(Error::refused("not_permitted", why))
            }
            Decision::Refuse(rule) => Err(self.refusal(Act::AuditRead, rule)),
        }
    }

    /// 403: whoever this is about does not stand below.
    #[must_use]
    pub fn too_low(&self, act: Act) -> Error {
        self.refusal(act, Rule::Standing)
    }

    fn refusal(&self, act: Act, rule: Rule) -> Error {
        let why = Why::from(self.book.explain(&self.state, act, rule));
        match rule {
            // To hand over is nothing that is done to the owner.
            Rule::OwnershipFixed if act == Act::OwnershipTransfer => Error::refused("not_permitted", why),
            Rule::OwnerProtected | Rule::OwnershipFixed => {
                Error::bad_request("owner_protected", why.text.clone()).because(why)
            }
            _ => Error::refused("not_permitted", why),
        }
    }
}
