//! Puts a refusal into words: the rule, in a sentence, and who could do it or change it.

use crate::acts::Act;
use crate::decide::Rule;
use crate::model::{ChannelKind, MemberState, PlanId, Quota, RoleId, Switch, Way};
use crate::rulebook::Rulebook;

/// Why something was refused, for the `why` of an answer and for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Stable, to be looked up: `support/permissions/members.invite`.
    pub rule: String,
    /// Whole sentences.
    pub text: String,
    /// Labels of the roles that can do it or change it; `nobody` where none can.
    pub who: Vec<String>,
    /// Whether a switch of the workspace would change it.
    pub by_switch: bool,
}

/// To whom a decision on somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// To themselves: "Your role is Agent".
    You,
    /// To somebody else who looks at them: "Their role is Agent".
    They,
}

impl Voice {
    fn pick(self, you: &'static str, they: &'static str) -> &'static str {
        match self {
            Voice::You => you,
            Voice::They => they,
        }
    }
}

impl Rulebook {
    /// Explains a refusal by [`Rulebook::decide`] of the same member and act.
    pub fn explain(&self, who: &MemberState, act: Act, rule: Rule) -> Explanation {
        self.explain_to(Voice::You, who, act, rule)
    }

    /// Explains why somebody may not look at the rights, the activity and the sessions of others, which comes with the log.
    pub fn explain_looking(&self, who: &MemberState) -> Explanation {
        let phrase = "look at the rights, activity and sessions of somebody else";
        self.not_permitted(Voice::You, who, Act::AuditRead, phrase)
    }

    pub(crate) fn explain_to(&self, voice: Voice, who: &MemberState, act: Act, rule: Rule) -> Explanation {
        match rule {
            Rule::Disabled => {
                let text = voice.pick(
                    "Your access to this workspace is turned off. Nothing of yours is lost.",
                    "Their access to this workspace is turned off. Nothing of theirs is lost.",
                );
                self.explained("disabled", text, self.holders(Act::MembersDisable))
            }
            Rule::Unknown => {
                let text = "This rulebook has no such role, tier or plan, and what it does not know it refuses.";
                self.explained("unknown", text, Vec::new())
            }
            Rule::Permission => self.not_permitted(voice, who, act, &act.phrase()),
            Rule::OutsideSwitch(switch) => self.outside_switch(act, switch),
            Rule::Feature => self.not_in_tier(voice, who, act),
            Rule::OwnershipFixed => {
                let text = "Ownership stays with the person who created the workspace. It cannot be given or taken.";
                self.explained("ownership", text, Vec::new())
            }
            Rule::OwnerProtected => self.owner_protected(),
            Rule::Oneself => {
                let text = "Nobody does this to themselves; somebody who stands above them can.";
                self.explained("oneself", text, self.holders_above(who, act))
            }
            Rule::Standing => {
                let text = "A person is acted on only by somebody who stands above them, and you do not.";
                self.explained("standing", text, self.holders_above(who, act))
            }
            Rule::OwnershipByTransfer => {
                let text = "There is exactly one owner. Ownership moves only when the owner hands it over.";
                self.explained("ownership", text, self.holders(Act::OwnershipTransfer))
            }
            Rule::GivesMore => {
                let text = "Nobody gives a role or a tier that may do more than they may themselves.";
                self.explained("giving", text, self.holders_above(who, act))
            }
            Rule::Visit => {
                let text = "A visit of a platform admin reads and changes settings, members, channels, policies and the audit \
                            log. It does nothing else, and gives nobody a role or a tier that administers.";
                self.explained("visit", text, self.holders(act))
            }
            Rule::NotInvitable => {
                let text = format!("An invite gives one of these roles: {}.", list(&self.invitable()));
                self.explained("joining", text, Vec::new())
            }
            Rule::ChannelKind(kind) => self.explain_channel_kind(who.plan, kind),
        }
    }

    fn not_permitted(&self, voice: Voice, who: &MemberState, act: Act, phrase: &str) -> Explanation {
        let holders = self.holders(act);
        let mut text = match holders.is_empty() {
            true => format!("In this workspace nobody may {phrase}."),
            false => format!(
                "Only {} may {phrase}. {}",
                self.people(&holders),
                self.role_asking(voice, who, act)
            ),
        };
        let by_tier = self.tiers().find(|(_, tier)| tier.acts.contains(&act));
        if let Some((_, tier)) = by_tier {
            text += &format!(" So may anybody with the tier {}.", tier.label);
        }
        let lender = self.lenders(who.role, act).next();
        if let Some((_, switch)) = lender {
            let turners = self.people(&self.holders(Act::WorkspaceSwitch));
            text += &format!(
                " {} can turn on “{}”: {}",
                capital(&turners),
                switch.label,
                switch.summary
            );
        }
        Explanation {
            by_switch: lender.is_some(),
            ..self.explained(&format!("permissions/{act}"), text, holders)
        }
    }

    /// Whose role lacks it: that of the person, of the key, or of whoever made the key.
    fn role_asking(&self, voice: Voice, who: &MemberState, act: Act) -> String {
        let mine = &self.role_info(who.role).label;
        match who.within.map(|role| self.role_info(role)) {
            None => format!("{} role is {mine}.", voice.pick("Your", "Their")),
            Some(key) if key.permissions.contains(&act) => format!("The role of whoever made this key is {mine}."),
            Some(key) => format!("The role of this key is {}.", key.label),
        }
    }

    fn outside_switch(&self, act: Act, switch: Switch) -> Explanation {
        let switch = self.switch_info(switch);
        let on: Vec<_> = switch
            .on
            .iter()
            .map(|role| self.role_info(*role).people.clone())
            .collect();
        let role = &self.role_info(switch.role).people;
        let label = &switch.label;
        let text = format!(
            "“{label}” is on here: {role} may {}, but only where it concerns {}.",
            act.phrase(),
            list(&on)
        );
        self.explained(&format!("switches/{}", switch.name), text, self.holders(act))
    }

    fn not_in_tier(&self, voice: Voice, who: &MemberState, act: Act) -> Explanation {
        let whose = voice.pick("Yours", "Theirs");
        let mine = &self.tier_info(who.tier).label;
        let text = match self.tiers().find(|(_, tier)| tier.acts.contains(&act)) {
            Some((_, tier)) => format!("To {} takes the tier {}. {whose} is {mine}.", act.phrase(), tier.label),
            None => format!("No tier of this workspace lets anybody {}.", act.phrase()),
        };
        self.explained(&format!("tiers/{act}"), text, self.holders(Act::MembersChangeTier))
    }

    fn owner_protected(&self) -> Explanation {
        if self.ownership_moves() {
            let then = &self.role_info(self.role_after_owner()).label;
            let text =
                format!("Nobody acts on the owner. Only the owner can hand the workspace over, and is {then} then.");
            return self.explained("ownership", text, self.holders(Act::OwnershipTransfer));
        }
        let text = "The owner cannot be removed, demoted or disabled: ownership stays with the person who created the workspace.";
        self.explained("ownership", text, Vec::new())
    }

    /// Why the owner does not leave.
    pub fn explain_staying(&self) -> Explanation {
        if self.ownership_moves() {
            let text = "The owner does not leave. Hand the workspace over first; after that you can.";
            return self.explained("ownership", text, self.holders(Act::OwnershipTransfer));
        }
        let text = "The owner does not leave: ownership stays with the person who created the workspace.";
        self.explained("ownership", text, Vec::new())
    }

    /// Why nobody joins in this way here, and in which ways they do.
    pub fn explain_way(&self, way: Way) -> Explanation {
        let ways: Vec<_> = self
            .ways_of_joining()
            .iter()
            .map(|way| way.phrase().to_owned())
            .collect();
        let text = format!(
            "Nobody joins this workspace {}. People join {}.",
            way.phrase(),
            one_of(&ways)
        );
        self.explained("joining", text, Vec::new())
    }

    /// Why the plan has no channel of this kind, and the smallest plan that has.
    pub fn explain_channel_kind(&self, plan: PlanId, kind: ChannelKind) -> Explanation {
        let mine = self.plan_info(plan);
        let allowed = mine.limits.channel_kinds.clone().unwrap_or_default();
        let would_do = self.plans().find(|(_, plan)| plan.limits.allows(kind));
        let more = would_do.map_or("No plan has more.".to_owned(), |(_, plan)| {
            format!("{} would do.", plan.label)
        });
        let text = format!(
            "{} has channels of this kind only: {}. {more}",
            mine.label,
            list(&allowed)
        );
        self.explained(
            &format!("plans/{}/channel_kinds", mine.name),
            text,
            self.holders(Act::BillingManage),
        )
    }

    /// Why one more is too many: the limit, what is used and pending, and the smallest plan that would do.
    pub fn explain_limit(&self, plan: PlanId, quota: Quota, used: u64, pending: u64) -> Explanation {
        let mine = self.plan_info(plan);
        let limit = mine.limits.of(quota);
        let has = limit.map_or("no limit".to_owned(), |limit| counted(limit, quota));
        let pending_words = match pending {
            0 => String::new(),
            1 => " and 1 is pending".to_owned(),
            more => format!(" and {more} are pending"),
        };
        let verb = if used == 1 { "is" } else { "are" };
        let more = match self.plan_for(quota, used + pending + 1) {
            Some(plan) => {
                let plan = self.plan_info(plan);
                let has = plan.limits.of(quota).map_or("no limit".to_owned(), number);
                format!("{} has {has} and would do.", plan.label)
            }
            None => "No plan has more.".to_owned(),
        };
        let text = format!(
            "{} has {has}; {} {verb} used{pending_words}. {more}",
            mine.label,
            number(used)
        );
        let rule = format!("plans/{}/{}", mine.name, quota.name());
        self.explained(&rule, text, self.holders(Act::BillingManage))
    }

    /// The smallest plan that holds so many.
    pub fn plan_for(&self, quota: Quota, needed: u64) -> Option<PlanId> {
        let holds = |limit: Option<u64>| limit.is_none_or(|limit| limit >= needed);
        self.plans()
            .find(|(_, plan)| holds(plan.limits.of(quota)))
            .map(|(id, _)| id)
    }

    pub(crate) fn explained(&self, rule: &str, text: impl Into<String>, who: Vec<RoleId>) -> Explanation {
        let labels = who
            .into_iter()
            .map(|role| self.role_info(role).label.clone())
            .collect::<Vec<_>>();
        Explanation {
            rule: format!("{}/{rule}", self.name()),
            text: text.into(),
            who: if labels.is_empty() {
                vec!["nobody".to_owned()]
            } else {
                labels
            },
            by_switch: false,
        }
    }

    /// The roles that hold a permission without any switch.
    pub(crate) fn holders(&self, act: Act) -> Vec<RoleId> {
        self.roles()
            .filter(|(_, role)| role.permissions.contains(&act))
            .map(|(id, _)| id)
            .collect()
    }

    fn holders_above(&self, who: &MemberState, act: Act) -> Vec<RoleId> {
        let standing = &self.table.standing;
        let above = |role: &RoleId| standing[role.index()] > standing[who.role.index()];
        self.holders(act).into_iter().filter(above).collect()
    }

    fn people(&self, roles: &[RoleId]) -> String {
        list(
            &roles
                .iter()
                .map(|role| self.role_info(*role).people.clone())
                .collect::<Vec<_>>(),
        )
    }

    fn invitable(&self) -> Vec<String> {
        self.roles()
            .filter(|(_, role)| role.invitable)
            .map(|(_, role)| role.label.clone())
            .collect()
    }
}

/// `a, b and c`.
fn list(words: &[String]) -> String {
    joined(words, "and")
}

/// `a, b or c`.
fn one_of(words: &[String]) -> String {
    joined(words, "or")
}

fn joined(words: &[String], last_with: &str) -> String {
    match words {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {last_with} {last}", most.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `2 seats`, `no channels`.
fn counted(limit: u64, quota: Quota) -> String {
    let (one, many) = match quota {
        Quota::Agents => ("seat beside the owner", "seats beside the owner"),
        Quota::Channels => ("channel", "channels"),
        Quota::KbArticles => ("article", "articles"),
        Quota::MessagesPerMonth => ("message a month", "messages a month"),
    };
    match limit {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        more => format!("{} {many}", number(more)),
    }
}

/// A number as people write it: `1,000`.
fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
