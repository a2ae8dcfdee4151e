//! What can happen in a walk.

use super::model::Role;

/// Who gets what somebody held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heir {
    Queue,
    Stay,
    Colleague(usize),
}

/// What somebody does. Numbers are people, conversations, links and keys.
#[derive(Clone, Debug)]
pub enum Act {
    Invite {
        by: usize,
        who: usize,
        role: Role,
    },
    Accept {
        who: usize,
    },
    Revoke {
        who: usize,
    },
    MakeLink {
        by: usize,
        uses: u32,
    },
    Join {
        who: usize,
        link: usize,
    },
    EndLink {
        link: usize,
    },
    Role {
        by: usize,
        on: usize,
        role: Role,
    },
    Tier {
        by: usize,
        on: usize,
        tier: &'static str,
    },
    TierOfAll {
        by: usize,
        tier: &'static str,
    },
    Disable {
        by: usize,
        on: usize,
        heir: Heir,
    },
    Enable {
        by: usize,
        on: usize,
    },
    Remove {
        by: usize,
        on: usize,
        heir: Heir,
    },
    PlanRemoval {
        by: usize,
        on: usize,
        heir: Heir,
        days: i64,
    },
    CallOff {
        by: usize,
        on: usize,
    },
    MakeView {
        who: usize,
    },
    Restore {
        who: usize,
    },
    Leave {
        who: usize,
        heir: Heir,
    },
    Assign {
        by: usize,
        conversation: usize,
        to: usize,
    },
    Status {
        who: usize,
        status: &'static str,
    },
    Plan {
        by: usize,
        seats: usize,
    },
    Nominate {
        by: usize,
        on: usize,
    },
    AcceptOwnership {
        who: usize,
    },
    Withdraw {
        by: usize,
    },
    MakeKey {
        by: usize,
        role: Role,
    },
    UseKey {
        key: usize,
        on: usize,
        tier: &'static str,
    },
    RevokeKey {
        key: usize,
    },
    Pass {
        hours: i64,
    },
    OffMany {
        by: usize,
        on: [usize; 2],
        heir: Heir,
    },
    OnMany {
        by: usize,
        on: [usize; 2],
    },
    OutMany {
        by: usize,
        on: [usize; 2],
        heir: Heir,
    },
    /// A file: whom, as what, and with which tier; those who are in already get both where `updates`.
    Import {
        by: usize,
        rows: [(usize, Role, &'static str); 2],
        updates: bool,
    },
    AutoJoin {
        by: usize,
        mode: &'static str,
    },
    ByDomain {
        who: usize,
    },
    SignIn {
        who: usize,
    },
    /// Ends the latest session of theirs beside the one that they act in.
    SignOut {
        who: usize,
    },
    /// The platform admin comes in.
    Visit,
    OnVisit {
        on: usize,
        tier: &'static str,
    },
    /// They go again, or somebody on the team ends it.
    EndVisit {
        by: Option<usize>,
    },
}
