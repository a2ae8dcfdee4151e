//! A rulebook that has been read: its parts by name and by number.

use crate::acts::Act;
use crate::bad::BadRulebook;
use crate::compile::{Table, compile, switch_at};
use crate::model::{Limits, Plan, PlanId, Role, RoleId, Switch, SwitchInfo, Tier, TierId, Way};
use crate::parse::draft;
use crate::read::Source;

/// Who may do what in a workspace, and how much it may hold. Never changes once read, so that it can be shared.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) differences: Vec<String>,
    pub(crate) ways: Vec<Way>,
    pub(crate) roles: Vec<Role>,
    pub(crate) tiers: Vec<Tier>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) switches: Vec<SwitchInfo>,
    /// Where the row of a permission stands.
    pub(crate) lines: Vec<(Act, usize)>,
    pub(crate) default_role: RoleId,
    pub(crate) default_tier: TierId,
    pub(crate) default_plan: PlanId,
    pub(crate) table: Table,
}

impl Rulebook {
    /// Reads a rulebook. `file` is what a complaint names; nothing is opened.
    pub fn parse(file: &str, text: &str) -> Result<Rulebook, BadRulebook> {
        let source = Source { file, text };
        compile(&source, draft(&source)?)
    }

    /// The same rules with no limit in any plan, for a server whose operator has turned billing off (decision 9).
    #[must_use]
    pub fn without_limits(mut self) -> Rulebook {
        for plan in &mut self.plans {
            plan.limits = Limits::none();
        }
        self.table.channel_kinds.fill(crate::compile::kinds(&Limits::none()));
        self
    }

    /// As stored and sent: `support`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a person chooses: `A support team`.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// For whom it is, in a few words.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The three sentences that a person reads before choosing.
    pub fn differences(&self) -> &[String] {
        &self.differences
    }

    /// Whether the owner can hand the workspace over (decision 7).
    pub fn ownership_moves(&self) -> bool {
        self.table.ownership_moves
    }

    /// How people come in.
    pub fn ways_of_joining(&self) -> &[Way] {
        &self.ways
    }

    /// Whether people come in this way.
    pub fn joins_by(&self, way: Way) -> bool {
        self.ways.contains(&way)
    }

    /// The role with this name.
    pub fn role(&self, name: &str) -> Option<RoleId> {
        self.roles().find(|(_, role)| role.name == name).map(|(id, _)| id)
    }

    /// Panics for a role of another rulebook.
    pub fn role_info(&self, id: RoleId) -> &Role {
        &self.roles[id.index()]
    }

    /// The roles in the order of the file.
    pub fn roles(&self) -> impl Iterator<Item = (RoleId, &Role)> {
        self.roles.iter().enumerate().map(|(at, role)| (RoleId(at as u8), role))
    }

    /// The role of the one owner.
    pub fn owner_role(&self) -> RoleId {
        self.table.owner
    }

    /// What the owner gets who has handed the workspace over: of the rulebook's other roles, the one that holds most.
    pub fn role_after_owner(&self) -> RoleId {
        self.table.after_owner
    }

    /// Whether somebody with this role stands above others, as the owner does, or whoever may change members, the
    /// workspace or data policies (decision 7).
    pub fn leads(&self, id: RoleId) -> bool {
        self.table.standing[id.index()] > 0
    }

    /// What somebody gets who joins and for whom nothing else was chosen.
    pub fn default_role(&self) -> RoleId {
        self.default_role
    }

    /// The tier with this name.
    pub fn tier(&self, name: &str) -> Option<TierId> {
        self.tiers().find(|(_, tier)| tier.name == name).map(|(id, _)| id)
    }

    /// Panics for a tier of another rulebook.
    pub fn tier_info(&self, id: TierId) -> &Tier {
        &self.tiers[id.index()]
    }

    /// The tiers in the order of the file.
    pub fn tiers(&self) -> impl Iterator<Item = (TierId, &Tier)> {
        self.tiers.iter().enumerate().map(|(at, tier)| (TierId(at as u8), tier))
    }

    /// What somebody may use who joins and for whom nothing else was chosen (decision 30).
    pub fn default_tier(&self) -> TierId {
        self.default_tier
    }

    /// The plan with this name.
    pub fn plan(&self, name: &str) -> Option<PlanId> {
        self.plans().find(|(_, plan)| plan.name == name).map(|(id, _)| id)
    }

    /// Panics for a plan of another rulebook.
    pub fn plan_info(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }

    /// The plans from the smallest to the largest.
    pub fn plans(&self) -> impl Iterator<Item = (PlanId, &Plan)> {
        self.plans.iter().enumerate().map(|(at, plan)| (PlanId(at as u8), plan))
    }

    /// The plan of a new workspace.
    pub fn default_plan(&self) -> PlanId {
        self.default_plan
    }

    /// The switch with this name.
    pub fn switch(&self, name: &str) -> Option<Switch> {
        self.switches()
            .find(|(_, switch)| switch.name == name)
            .map(|(id, _)| id)
    }

    /// Panics for a switch of another rulebook.
    pub fn switch_info(&self, id: Switch) -> &SwitchInfo {
        &self.switches[id.index()]
    }

    /// The switches in the order of the file.
    pub fn switches(&self) -> impl Iterator<Item = (Switch, &SwitchInfo)> {
        self.switches
            .iter()
            .enumerate()
            .map(|(at, switch)| (switch_at(at), switch))
    }

    /// The switches that would give this act to this role.
    pub(crate) fn lenders(&self, role: RoleId, act: Act) -> impl Iterator<Item = (Switch, &SwitchInfo)> {
        self.switches()
            .filter(move |(_, switch)| switch.role == role && switch.permissions.contains(&act))
    }
}
