//! May this member do this to that? The whole policy, once a rulebook is read, is on this page.

use crate::acts::Act;
use crate::model::{ChannelKind, MemberState, RoleId, Switch, Target, TierId};
use crate::rulebook::Rulebook;
use crate::visit::{self, VISIT};

/// The answer to "may this member do this to that?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Nothing forbids it.
    Allow,
    /// With the first rule that forbids it.
    Refuse(Rule),
}

impl Decision {
    /// Whether the answer is yes.
    pub fn is_allowed(self) -> bool {
        self == Decision::Allow
    }
}

/// Why not. [`Rulebook::explain`] puts it into words. In the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The member's access is turned off (decision 13).
    Disabled,
    /// A role, tier or plan that this rulebook does not have: never read as more rights.
    Unknown,
    /// The role does not hold the permission.
    Permission,
    /// A switch gives the permission, but not on people of that role (decision 2).
    OutsideSwitch(Switch),
    /// The tier does not have the feature.
    Feature,
    /// Ownership stays where it is in this rulebook.
    OwnershipFixed,
    /// Nobody acts on the owner (decision 7).
    OwnerProtected,
    /// Nobody acts on themselves (decision 7).
    Oneself,
    /// The other person does not stand below (decision 7).
    Standing,
    /// Only a transfer makes an owner (decision 7).
    OwnershipByTransfer,
    /// The role or tier given holds more than the giver.
    GivesMore,
    /// A visit does not do this, or does not give this (decision 16).
    Visit,
    /// No invite gives this role.
    NotInvitable,
    /// The plan does not have this kind of channel.
    ChannelKind(ChannelKind),
}

impl Rulebook {
    /// Whether `who` may do `act` to `target`. Allocates nothing; some table look-ups, a few nanoseconds.
    ///
    /// The order is fixed: access off, permission or feature, the owner, oneself, standing, what would be given, the
    /// plan. Whatever this rulebook does not know is refused.
    #[inline]
    pub fn decide(&self, who: &MemberState, act: Act, target: Target) -> Decision {
        match self.forbids(who, act, target) {
            None => Decision::Allow,
            Some(rule) => Decision::Refuse(rule),
        }
    }

    /// Whether `who` may make an API key with this role. The owner's may be one of theirs: a key makes nobody an owner.
    pub fn decide_key(&self, who: &MemberState, role: RoleId) -> Decision {
        match self.decide(who, Act::KeysManage, Target::None) {
            Decision::Allow => self.gives_more(who, role).map_or(Decision::Allow, Decision::Refuse),
            refused => refused,
        }
    }

    /// Whether `who` may do `act` to somebody at all: good enough to list whom it was done to, not to act on anybody.
    pub fn decide_on_somebody(&self, who: &MemberState, act: Act) -> Decision {
        match self.decide(who, act, Target::None) {
            Decision::Refuse(Rule::OutsideSwitch(_)) => Decision::Allow,
            decided => decided,
        }
    }

    #[inline]
    fn forbids(&self, who: &MemberState, act: Act, target: Target) -> Option<Rule> {
        if !who.enabled {
            return Some(Rule::Disabled);
        }
        let Some(rights) = self.rights(who, target) else {
            return Some(Rule::Unknown);
        };
        if rights & act.bit() == 0 {
            return Some(self.not_held(who, act));
        }
        match target {
            Target::None => None,
            Target::Person { role, is_self } => self.on_person(who, role, is_self),
            Target::PersonTo { role, is_self, gives } => self
                .on_person(who, role, is_self)
                .or_else(|| self.gives_role(who, gives)),
            Target::PersonToTier { role, is_self, gives } => self
                .on_person(who, role, is_self)
                .or_else(|| self.gives_tier(who, gives)),
            Target::Gives(role) => self.gives_role(who, role).or_else(|| self.invites(role)),
            Target::Channel(kind) => self.plan_has(who, kind),
        }
    }

    /// What role, switches and tier together give on this target; for a key, as far as its own role goes.
    #[inline]
    fn rights(&self, who: &MemberState, target: Target) -> Option<u64> {
        if who.visiting {
            return Some(VISIT);
        }
        let mine = self.by_role(who, who.role, target)? | self.table.tiers.get(who.tier.index())?;
        match who.within {
            None => Some(mine),
            Some(role) => Some(mine & (self.by_role(who, role, target)? | FEATURES)),
        }
    }

    /// What a role and the switches give on this target.
    #[inline]
    fn by_role(&self, who: &MemberState, role: RoleId, target: Target) -> Option<u64> {
        let cell = |on| self.table.rights(who.switches.0, role, on);
        match target {
            Target::None | Target::Channel(_) => cell(None),
            Target::Person { role, .. } | Target::PersonToTier { role, .. } | Target::Gives(role) => cell(Some(role)),
            // A switch that reaches only agents neither touches nor makes an admin.
            Target::PersonTo { role, gives, .. } => Some(cell(Some(role))? & cell(Some(gives))?),
        }
    }

    /// What the role alone holds; for a key, as far as its own role goes.
    #[inline]
    fn held_by_role(&self, who: &MemberState) -> u64 {
        let masks = &self.table.masks;
        masks[who.role.index()] & who.within.map_or(u64::MAX, |role| masks[role.index()])
    }

    /// How high they stand; a key never above its own role.
    #[inline]
    fn stands(&self, who: &MemberState) -> u8 {
        if who.visiting {
            return visit::STANDS;
        }
        let standing = &self.table.standing;
        let mine = standing[who.role.index()];
        who.within.map_or(mine, |role| mine.min(standing[role.index()]))
    }

    #[cold]
    fn not_held(&self, who: &MemberState, act: Act) -> Rule {
        if who.visiting {
            return Rule::Visit;
        }
        if act.is_feature() {
            return Rule::Feature;
        }
        if act == Act::OwnershipTransfer && !self.table.ownership_moves {
            return Rule::OwnershipFixed;
        }
        let lends = |(at, _): &(Switch, _)| who.switches.has(*at);
        match self.lenders(who.role, act).find(lends) {
            Some((switch, _)) => Rule::OutsideSwitch(switch),
            None => Rule::Permission,
        }
    }

    #[inline]
    fn on_person(&self, who: &MemberState, role: RoleId, is_self: bool) -> Option<Rule> {
        if role == self.table.owner {
            Some(Rule::OwnerProtected)
        } else if is_self {
            Some(Rule::Oneself)
        } else if self.table.standing[role.index()] >= self.stands(who) {
            Some(Rule::Standing)
        } else {
            None
        }
    }

    #[inline]
    fn gives_role(&self, who: &MemberState, gives: RoleId) -> Option<Rule> {
        if gives == self.table.owner {
            let moves = self.table.ownership_moves;
            return Some(if moves {
                Rule::OwnershipByTransfer
            } else {
                Rule::OwnershipFixed
            });
        }
        self.gives_more(who, gives)
    }

    #[inline]
    fn gives_more(&self, who: &MemberState, gives: RoleId) -> Option<Rule> {
        let mask = self.table.masks[gives.index()];
        if who.visiting {
            return (!visit::gives(mask, self.table.standing[gives.index()])).then_some(Rule::Visit);
        }
        (mask & !self.held_by_role(who) != 0).then_some(Rule::GivesMore)
    }

    /// Features are for use and may be given by whoever changes tiers; the permissions in a tier must be held.
    #[inline]
    fn gives_tier(&self, who: &MemberState, gives: TierId) -> Option<Rule> {
        let Some(given) = self.table.tiers.get(gives.index()) else {
            return Some(Rule::Unknown);
        };
        if who.visiting {
            return (given & !FEATURES != 0).then_some(Rule::Visit);
        }
        let by_role = self.table.masks[who.role.index()] | self.table.tiers[who.tier.index()];
        let held = by_role & who.within.map_or(u64::MAX, |role| self.table.masks[role.index()]);
        (given & !held & !FEATURES != 0).then_some(Rule::GivesMore)
    }

    #[inline]
    fn invites(&self, role: RoleId) -> Option<Rule> {
        (self.table.invitable & 1 << role.0 == 0).then_some(Rule::NotInvitable)
    }

    #[inline]
    fn plan_has(&self, who: &MemberState, kind: ChannelKind) -> Option<Rule> {
        let Some(kinds) = self.table.channel_kinds.get(who.plan.index()) else {
            return Some(Rule::Unknown);
        };
        (kinds & 1 << kind as u8 == 0).then_some(Rule::ChannelKind(kind))
    }

    /// What a member may do to somebody or something, as the page needs it to show or hide a button. An act that a
    /// switch gives on some people is among them; which people, [`Rulebook::decide`] says.
    pub fn may(&self, who: &MemberState) -> Vec<Act> {
        let may = |act: &Act| self.decide_on_somebody(who, *act).is_allowed();
        Act::ALL.iter().copied().filter(may).collect()
    }
}

const FEATURES: u64 = {
    let mut mask = 0;
    let mut at = 0;
    while at < Act::ALL.len() {
        if Act::ALL[at].is_feature() {
            mask |= Act::ALL[at].bit();
        }
        at += 1;
    }
    mask
};
