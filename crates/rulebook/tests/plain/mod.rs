//! A rulebook as plain lists, read as a person would read it: slow, obvious, and knowing nothing of tables.

use std::collections::BTreeSet;
use std::fmt::Write;

use rulebook::{Act, ChannelKind, Kind};

/// Numbers that are the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn below(&mut self, most: usize) -> usize {
        // Marsaglia's xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn some<T: Copy + Ord>(&mut self, items: &[T], one_in: usize) -> BTreeSet<T> {
        items.iter().copied().filter(|_| self.one_in(one_in)).collect()
    }
}

pub struct Plain {
    owner: usize,
    moves: bool,
    /// What each role holds.
    roles: Vec<BTreeSet<Act>>,
    invitable: BTreeSet<usize>,
    /// What each tier gives, that of the tiers before it too.
    tiers: Vec<BTreeSet<Act>>,
    /// The kinds of channel of each plan.
    plans: Vec<BTreeSet<usize>>,
    switches: Vec<Lends>,
}

struct Lends {
    role: usize,
    acts: BTreeSet<Act>,
    on: BTreeSet<usize>,
}

#[derive(Debug)]
pub struct Who {
    pub role: usize,
    pub tier: usize,
    pub plan: usize,
    pub enabled: bool,
    pub switches: BTreeSet<usize>,
}

#[derive(Clone, Copy, Debug)]
pub enum PlainTarget {
    None,
    Person(usize, bool),
    PersonTo(usize, bool, usize),
    PersonToTier(usize, bool, usize),
    Gives(usize),
    Channel(usize),
}

fn permissions() -> Vec<Act> {
    Act::ALL.iter().copied().filter(|act| !act.is_feature()).collect()
}

impl Plain {
    pub fn random(dice: &mut Dice) -> Plain {
        let count = 2 + dice.below(15);
        let owner = dice.below(count);
        let mut plain = Plain {
            owner,
            moves: dice.one_in(2),
            roles: vec![BTreeSet::new(); count],
            invitable: (0..count).filter(|role| *role != owner && !dice.one_in(4)).collect(),
            tiers: Vec::new(),
            plans: vec![dice.some(&[1, 2, 3, 4, 5, 6], 2)],
            switches: Vec::new(),
        };
        plain.plans[0].insert(0);
        plain.invitable.insert(usize::from(owner == 0));
        for act in permissions() {
            plain.give(dice, act);
        }
        for _ in 0..=dice.below(3) {
            plain.add_tier(dice);
        }
        for _ in 0..dice.below(3) {
            let last = plain.plans.last().cloned().unwrap_or_default();
            plain.plans.push(&last | &dice.some(&[1, 2, 3, 4, 5, 6], 3));
        }
        for _ in 0..dice.below(5) {
            plain.add_switch(dice);
        }
        plain
    }

    fn give(&mut self, dice: &mut Dice, act: Act) {
        if act == Act::OwnershipTransfer {
            if self.moves {
                self.roles[self.owner].insert(act);
            }
        } else if !dice.one_in(8) {
            // About half of the roles hold little, so that some stand below others.
            for role in 0..self.roles.len() {
                if role == self.owner || dice.one_in(3 + 9 * (role % 2)) {
                    self.roles[role].insert(act);
                }
            }
        }
    }

    fn add_tier(&mut self, dice: &mut Dice) {
        let either = |act: &Act| act.kind() == Kind::PermissionByRoleOrTier;
        let offered: Vec<_> = self.roles[self.owner].iter().copied().filter(either).collect();
        let features: Vec<_> = Act::ALL.iter().copied().filter(|act| act.is_feature()).collect();
        let below = self.tiers.last().cloned().unwrap_or_default();
        self.tiers
            .push(&(&below | &dice.some(&features, 3)) | &dice.some(&offered, 3));
    }

    fn add_switch(&mut self, dice: &mut Dice) {
        let role = dice.below(self.roles.len());
        let lendable = |act: &Act| act.is_on_people() && !self.roles[role].contains(act);
        let acts: Vec<_> = self.roles[self.owner].iter().copied().filter(lendable).collect();
        let below: Vec<_> = (0..self.roles.len())
            .filter(|on| self.standing(*on) < self.standing(role))
            .collect();
        let (acts, on) = (dice.some(&acts, 2), dice.some(&below, 2));
        if role != self.owner && !acts.is_empty() && !on.is_empty() {
            self.switches.push(Lends { role, acts, on });
        }
    }

    /// Decision 7.
    fn standing(&self, role: usize) -> u8 {
        let lifts = |act: &Act| {
            let writes = act.name() != "members.read" && act.name() != "workspace.read";
            writes
                && ["members.", "workspace.", "policies."]
                    .iter()
                    .any(|start| act.name().starts_with(start))
        };
        if role == self.owner {
            2
        } else {
            u8::from(self.roles[role].iter().any(lifts))
        }
    }

    pub fn who(&self, dice: &mut Dice) -> Who {
        let switches: Vec<_> = (0..self.switches.len()).collect();
        Who {
            role: dice.below(self.roles.len()),
            tier: dice.below(self.tiers.len()),
            plan: dice.below(self.plans.len()),
            enabled: !dice.one_in(8),
            switches: dice.some(&switches, 2),
        }
    }

    pub fn target(&self, dice: &mut Dice) -> PlainTarget {
        let (role, gives, is_self) = (
            dice.below(self.roles.len()),
            dice.below(self.roles.len()),
            dice.one_in(5),
        );
        match dice.below(6) {
            0 => PlainTarget::None,
            1 => PlainTarget::Person(role, is_self),
            2 => PlainTarget::PersonTo(role, is_self, gives),
            3 => PlainTarget::PersonToTier(role, is_self, dice.below(self.tiers.len())),
            4 => PlainTarget::Gives(gives),
            _ => PlainTarget::Channel(dice.below(ChannelKind::ALL.len())),
        }
    }

    pub fn allows(&self, who: &Who, act: Act, target: PlainTarget) -> bool {
        who.enabled && self.holds(who, act, target) && self.reaches(who, target) && self.may_give(who, target)
    }

    fn holds(&self, who: &Who, act: Act, target: PlainTarget) -> bool {
        let concerned = match target {
            PlainTarget::None | PlainTarget::Channel(_) => vec![],
            PlainTarget::Person(role, _) | PlainTarget::PersonToTier(role, ..) | PlainTarget::Gives(role) => vec![role],
            PlainTarget::PersonTo(role, _, gives) => vec![role, gives],
        };
        // Two switches together may reach both of whom it concerns.
        let lent = |role: &usize| {
            let on = who.switches.iter().map(|at| &self.switches[*at]);
            on.into_iter()
                .any(|lends| lends.role == who.role && lends.acts.contains(&act) && lends.on.contains(role))
        };
        self.roles[who.role].contains(&act)
            || self.tiers[who.tier].contains(&act)
            || (!concerned.is_empty() && concerned.iter().all(lent))
    }

    fn reaches(&self, who: &Who, target: PlainTarget) -> bool {
        match target {
            PlainTarget::Person(role, is_self)
            | PlainTarget::PersonTo(role, is_self, _)
            | PlainTarget::PersonToTier(role, is_self, _) => {
                role != self.owner && !is_self && self.standing(role) < self.standing(who.role)
            }
            PlainTarget::Channel(kind) => self.plans[who.plan].contains(&kind),
            PlainTarget::None | PlainTarget::Gives(_) => true,
        }
    }

    fn may_give(&self, who: &Who, target: PlainTarget) -> bool {
        match target {
            PlainTarget::Gives(gives) => self.invitable.contains(&gives) && self.is_no_more(who, gives),
            PlainTarget::PersonTo(_, _, gives) => self.is_no_more(who, gives),
            PlainTarget::PersonToTier(_, _, gives) => {
                let held = &self.roles[who.role] | &self.tiers[who.tier];
                self.tiers[gives]
                    .iter()
                    .all(|act| act.is_feature() || held.contains(act))
            }
            PlainTarget::None | PlainTarget::Person(..) | PlainTarget::Channel(_) => true,
        }
    }

    fn is_no_more(&self, who: &Who, gives: usize) -> bool {
        gives != self.owner && self.roles[gives].is_subset(&self.roles[who.role])
    }

    /// The rulebook as somebody would write it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text).expect("writing into a string");
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let names = |roles: &BTreeSet<usize>| roles.iter().map(|role| format!("r{role}")).collect::<Vec<_>>();
        let acts = |acts: Vec<&Act>| acts.into_iter().map(|act| act.name()).collect::<Vec<_>>();
        let default = names(&self.invitable)[0].clone();
        writeln!(
            text,
            "name = \"any\"\ntitle = \"Any\"\nsummary = \"Any\"\ndifferences = [\"1\", \"2\", \"3\"]"
        )?;
        writeln!(text, "joining = [\"direct\"]\nownership.moves = {}", self.moves)?;
        writeln!(
            text,
            "defaults = {{ role = \"{default}\", tier = \"t0\", plan = \"p0\" }}\n[permissions]"
        )?;
        for act in permissions() {
            let holders = (0..self.roles.len())
                .filter(|role| self.roles[*role].contains(&act))
                .collect();
            writeln!(text, "\"{act}\" = {:?}", names(&holders))?;
        }
        for role in 0..self.roles.len() {
            writeln!(
                text,
                "[[role]]\nname = \"r{role}\"\nlabel = \"R\"\npeople = \"rs\"\ndescription = \"R.\""
            )?;
            writeln!(
                text,
                "owner = {}\ninvitable = {}",
                role == self.owner,
                self.invitable.contains(&role)
            )?;
        }
        for (at, tier) in self.tiers.iter().enumerate() {
            let (features, permissions) = tier.iter().partition::<Vec<_>, _>(|act| act.is_feature());
            writeln!(text, "[[tier]]\nname = \"t{at}\"\nlabel = \"T\"\nsummary = \"T.\"")?;
            writeln!(
                text,
                "features = {:?}\npermissions = {:?}",
                acts(features),
                acts(permissions)
            )?;
        }
        for (at, kinds) in self.plans.iter().enumerate() {
            let kinds: Vec<_> = kinds.iter().map(|kind| ChannelKind::ALL[*kind].name()).collect();
            writeln!(
                text,
                "[[plan]]\nname = \"p{at}\"\nlabel = \"P\"\nsummary = \"P.\"\n[plan.limits]\nagents = {at}"
            )?;
            writeln!(
                text,
                "channels = 1\nchannel_kinds = {kinds:?}\nkb_articles = 1\nassistant_auto_reply = false"
            )?;
            writeln!(text, "messages_per_month = \"unlimited\"")?;
        }
        for (at, lends) in self.switches.iter().enumerate() {
            writeln!(
                text,
                "[[switch]]\nname = \"s{at}\"\nlabel = \"S\"\nsummary = \"S.\"\nrole = \"r{}\"",
                lends.role
            )?;
            writeln!(
                text,
                "permissions = {:?}\non = {:?}",
                acts(lends.acts.iter().collect()),
                names(&lends.on)
            )?;
        }
        Ok(())
    }
}
