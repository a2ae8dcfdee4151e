//! What one member may do, act by act, each with the rule that decides: the page of a person's rights.

use crate::acts::Act;
use crate::decide::Decision;
use crate::explain::{Explanation, Voice};
use crate::model::{MemberState, Target};
use crate::rulebook::Rulebook;

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// What it is about.
    pub act: Act,
    /// Whether they may; where it depends on whom it is done to, whether they may do it to somebody.
    pub allowed: bool,
    /// By which rule, in words, and who can change it.
    pub why: Explanation,
}

impl Rulebook {
    /// What a member may do of these acts, as it is told to them or to somebody who looks at them.
    pub fn rights_of(&self, who: &MemberState, acts: &[Act], voice: Voice) -> Vec<Right> {
        acts.iter()
            .map(|act| match self.decide(who, *act, Target::None) {
                Decision::Allow => self.held(who, *act),
                Decision::Refuse(rule) => Right {
                    act: *act,
                    allowed: self.decide_on_somebody(who, *act).is_allowed(),
                    why: self.explain_to(voice, who, *act, rule),
                },
            })
            .collect()
    }

    fn held(&self, who: &MemberState, act: Act) -> Right {
        let role = self.role_info(who.role);
        let (rule, mut text, changed_by) = if role.permissions.contains(&act) {
            let text = format!("{} holds it by role.", role.label);
            (format!("permissions/{act}"), text, Act::MembersChangeRole)
        } else {
            let tier = self.tier_info(who.tier);
            let text = format!("The tier {} brings it.", tier.label);
            (format!("tiers/{act}"), text, Act::MembersChangeTier)
        };
        if act.is_on_people() && act != Act::MembersInvite {
            text += " Only on people who stand below, never on the owner or oneself.";
        }
        let why = self.explained(&rule, text, self.holders(changed_by));
        Right {
            act,
            allowed: true,
            why,
        }
    }
}
