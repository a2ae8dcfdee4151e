//! From a draft to a rulebook: names become numbers, lists become bits, and a decision becomes a look-up.

use crate::acts::Act;
use crate::bad::BadRulebook;
use crate::check::{self, Holds};
use crate::model::{ChannelKind, Plan, PlanId, Role, RoleId, Switch, SwitchInfo, Tier, TierId};
use crate::parse::{Draft, feature, permission};
use crate::read::Source;
use crate::rulebook::Rulebook;

/// Everything that a decision reads. Masks have one bit per act.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    roles: usize,
    /// From this role on they are the workspace's own.
    pub own_from: usize,
    /// What a role may do to a target of a role (column 0: to nobody in particular), for each combination of switches.
    rights: Vec<u64>,
    /// What each role holds without any switch.
    pub masks: Vec<u64>,
    /// What each tier gives.
    pub tiers: Vec<u64>,
    /// 2 the owner, 1 who may act on people or the workspace, 0 everybody else (decision 7).
    pub standing: Vec<u8>,
    /// One bit per role that an invite may give.
    pub invitable: u16,
    /// One bit per kind of channel, for each plan.
    pub channel_kinds: Vec<u8>,
    pub owner: RoleId,
    /// The role of somebody who was the owner.
    pub after_owner: RoleId,
    pub ownership_moves: bool,
}

impl Table {
    /// Takes what [`rights`] made of all masks.
    pub fn lay_out(&mut self, rights: Vec<u64>) {
        self.roles = self.masks.len();
        self.rights = rights;
    }

    /// What `role` may do to somebody with the role `on`; `None` for a role of another rulebook.
    #[inline]
    pub fn rights(&self, switches: u8, role: RoleId, on: Option<RoleId>) -> Option<u64> {
        let column = on.map_or(0, |on| on.index() + 1);
        if role.index() >= self.roles || column > self.roles {
            return None;
        }
        let row = switches as usize * self.roles + role.index();
        self.rights.get(row * (self.roles + 1) + column).copied()
    }
}

pub(crate) fn compile(source: &Source<'_>, draft: Draft) -> Result<Rulebook, BadRulebook> {
    let names = Names::of(source, &draft)?;
    let owner = check::owner(source, &draft.roles)?;
    let masks = role_masks(source, &draft, &names, owner)?;
    let standing: Vec<u8> = (0..masks.len())
        .map(|role| standing(masks[role], role == owner.index()))
        .collect();
    let tiers = tier_masks(source, &draft, &names, masks[owner.index()])?;
    let holds = Holds {
        names: &names.roles,
        owner,
        masks: &masks,
        standing: &standing,
    };
    let switches = switches(source, &draft, &holds)?;
    check::plan_order(source, &draft.plans)?;

    let default_role = RoleId(check::find(source, "role", &names.roles, &draft.role)?);
    check::default_role(source, &draft, default_role, standing[default_role.index()])?;
    let default_tier = TierId(check::find(source, "tier", &names.tiers, &draft.tier)?);
    check::default_tier(source, &draft, tiers[default_tier.index()])?;
    let default_plan = PlanId(check::find(source, "plan", &names.plans, &draft.plan)?);

    let table = Table {
        roles: masks.len(),
        own_from: masks.len(),
        rights: rights(&masks, &switches),
        standing,
        invitable: bits(draft.roles.iter().map(|role| role.invitable)),
        channel_kinds: draft.plans.iter().map(|plan| kinds(&plan.limits)).collect(),
        owner,
        after_owner: after_owner(&masks, owner, default_role),
        ownership_moves: draft.ownership_moves,
        masks,
        tiers,
    };
    Ok(Rulebook {
        file: source.file.to_owned(),
        lines: draft.rows.iter().map(|row| (row.act, row.line)).collect(),
        roles: roles(&draft, &table),
        tiers: tier_infos(&draft, &table),
        plans: plans(&draft),
        switches,
        default_role,
        default_tier,
        default_plan,
        name: draft.name,
        title: draft.title,
        summary: draft.summary,
        differences: draft.differences,
        ways: draft.ways,
        table,
    })
}

struct Names<'a> {
    roles: Vec<&'a str>,
    tiers: Vec<&'a str>,
    plans: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(source: &Source<'_>, draft: &'a Draft) -> Result<Names<'a>, BadRulebook> {
        let switches = draft.switches.iter().map(|switch| &switch.name).collect();
        check::names(source, "switch", check::MOST_SWITCHES, switches)?;
        let names = |what, words| check::names(source, what, check::MOST, words);
        Ok(Names {
            roles: names("role", draft.roles.iter().map(|role| &role.name).collect())?,
            tiers: names("tier", draft.tiers.iter().map(|tier| &tier.name).collect())?,
            plans: names("plan", draft.plans.iter().map(|plan| &plan.name).collect())?,
        })
    }
}

fn role_masks(source: &Source<'_>, draft: &Draft, names: &Names<'_>, owner: RoleId) -> Result<Vec<u64>, BadRulebook> {
    let mut masks = vec![0; names.roles.len()];
    for row in &draft.rows {
        for role in &row.roles {
            masks[check::find(source, "role", &names.roles, role)? as usize] |= row.act.bit();
        }
        check::row(source, row, names.roles[owner.index()], draft.ownership_moves)?;
    }
    check::ownership(source, draft, masks[owner.index()])?;
    Ok(masks)
}

/// The role beside the owner's that holds most; the first of those that hold as much.
fn after_owner(masks: &[u64], owner: RoleId, default: RoleId) -> RoleId {
    let others = (0..masks.len()).filter(|role| *role != owner.index());
    let most = others.rev().max_by_key(|role| masks[*role].count_ones());
    most.map_or(default, |role| RoleId(role as u8))
}

pub(crate) fn standing(mask: u64, is_owner: bool) -> u8 {
    let lifts = Act::ALL.iter().any(|act| act.gives_standing() && mask & act.bit() != 0);
    if is_owner { 2 } else { u8::from(lifts) }
}

fn tier_masks(source: &Source<'_>, draft: &Draft, names: &Names<'_>, owner: u64) -> Result<Vec<u64>, BadRulebook> {
    let mut masks: Vec<u64> = Vec::new();
    for tier in &draft.tiers {
        let mut mask = match &tier.includes {
            Some(word) => masks[check::find(source, "earlier tier", &names.tiers[..masks.len()], word)? as usize],
            None => 0,
        };
        for word in &tier.features {
            mask |= feature(source, word)?.bit();
        }
        for word in &tier.permissions {
            let act = permission(source, word)?;
            check::tier_permission(source, word, act, tier, owner)?;
            mask |= act.bit();
        }
        masks.push(mask);
    }
    Ok(masks)
}

fn switches(source: &Source<'_>, draft: &Draft, holds: &Holds<'_>) -> Result<Vec<SwitchInfo>, BadRulebook> {
    let mut infos = Vec::new();
    for switch in &draft.switches {
        let role = RoleId(check::find(source, "role", holds.names, &switch.role)?);
        check::switch(source, switch, role, holds)?;
        let mut permissions = Vec::new();
        for word in &switch.permissions {
            let act = permission(source, word)?;
            check::switch_permission(source, word, act, role, holds)?;
            permissions.push(act);
        }
        let on = switch
            .on
            .iter()
            .map(|word| check::find(source, "role", holds.names, word).map(RoleId));
        infos.push(SwitchInfo {
            name: switch.name.text.clone(),
            label: switch.label.clone(),
            summary: switch.summary.clone(),
            role,
            permissions,
            on: on.collect::<Result<_, _>>()?,
            line: switch.name.line,
        });
    }
    Ok(infos)
}

/// Lays the table out: for each combination of switches, each role, each target.
pub(crate) fn rights(masks: &[u64], switches: &[SwitchInfo]) -> Vec<u64> {
    let mut rights = Vec::new();
    for on in 0..1u8 << switches.len() {
        for (role, held) in masks.iter().enumerate() {
            rights.push(*held);
            for target in 0..masks.len() {
                let lent = switches.iter().enumerate().filter(|(at, switch)| {
                    on & 1 << at != 0 && switch.role.index() == role && switch.on.contains(&RoleId(target as u8))
                });
                rights.push(lent.fold(*held, |mask, (_, switch)| mask | mask_of(&switch.permissions)));
            }
        }
    }
    rights
}

fn mask_of(acts: &[Act]) -> u64 {
    acts.iter().fold(0, |mask, act| mask | act.bit())
}

pub(crate) fn acts_of(mask: u64) -> Vec<Act> {
    Act::ALL.iter().copied().filter(|act| mask & act.bit() != 0).collect()
}

fn bits(flags: impl Iterator<Item = bool>) -> u16 {
    flags
        .enumerate()
        .fold(0, |bits, (at, flag)| bits | u16::from(flag) << at)
}

pub(crate) fn kinds(limits: &crate::model::Limits) -> u8 {
    ChannelKind::ALL
        .iter()
        .fold(0, |bits, kind| bits | u8::from(limits.allows(*kind)) << *kind as u8)
}

fn roles(draft: &Draft, table: &Table) -> Vec<Role> {
    let role = |(at, role): (usize, &crate::parse::RoleDraft)| Role {
        name: role.name.text.clone(),
        label: role.label.clone(),
        people: role.people.clone(),
        description: role.description.clone(),
        invitable: role.invitable,
        permissions: acts_of(table.masks[at]),
        line: role.name.line,
    };
    draft.roles.iter().enumerate().map(role).collect()
}

fn tier_infos(draft: &Draft, table: &Table) -> Vec<Tier> {
    let tier = |(at, tier): (usize, &crate::parse::TierDraft)| Tier {
        name: tier.name.text.clone(),
        label: tier.label.clone(),
        summary: tier.summary.clone(),
        acts: acts_of(table.tiers[at]),
        line: tier.name.line,
    };
    draft.tiers.iter().enumerate().map(tier).collect()
}

fn plans(draft: &Draft) -> Vec<Plan> {
    let plan = |plan: &crate::parse::PlanDraft| Plan {
        name: plan.name.text.clone(),
        label: plan.label.clone(),
        summary: plan.summary.clone(),
        limits: plan.limits.clone(),
        line: plan.name.line,
    };
    draft.plans.iter().map(plan).collect()
}

/// The switch at this place.
pub(crate) fn switch_at(at: usize) -> Switch {
    Switch(at as u8)
}
