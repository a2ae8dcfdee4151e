//! Roles that a workspace adds to those of its rulebook, by picking permissions.

use crate::acts::Act;
use crate::check::MOST;
use crate::compile::{acts_of, rights, standing};
use crate::model::Role;
use crate::rulebook::Rulebook;

/// A role of a workspace's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRole {
    /// As stored and sent. No role of the rulebook is called so.
    pub id: String,
    /// As shown.
    pub label: String,
    /// What was picked. What may not be picked gives nothing.
    pub permissions: Vec<Act>,
}

/// What stays with the roles of the rulebook, whoever asks for it.
const NEVER: [Act; 7] = [
    Act::MembersErase,
    Act::CustomersErase,
    Act::BillingManage,
    Act::OwnershipTransfer,
    Act::WorkspaceDelete,
    Act::AdvisorsManage,
    Act::RolesManage,
];

/// What every member reads (decision 29), so that a page can be shown to them at all.
const EVERYBODY: [Act; 4] = [
    Act::MembersRead,
    Act::WorkspaceRead,
    Act::ChannelsRead,
    Act::BillingRead,
];

impl Rulebook {
    /// The permissions that a role of a workspace's own may hold beside what every member reads: of the owner's, all but
    /// billing, ownership, deletion, erasure, advisors and the roles themselves.
    pub fn pickable(&self) -> Vec<Act> {
        let owner = self.table.masks[self.table.owner.index()];
        let mut acts = acts_of(owner);
        acts.retain(|act| !NEVER.contains(act) && !EVERYBODY.contains(act));
        acts
    }

    /// Whether every role of a workspace's own holds it, picked or not: what every member reads.
    pub fn comes_with_each(&self, act: Act) -> bool {
        EVERYBODY.contains(&act)
    }

    /// How many roles of its own a workspace can have.
    pub fn room_for_roles(&self) -> usize {
        MOST - self.table.own_from
    }

    /// The same rules with these roles behind those of the rulebook, in place of any that were there. More than there is room for are left out: whoever has
    /// such a role has none, and may do nothing.
    #[must_use]
    pub fn with_roles(&self, own: &[OwnRole]) -> Rulebook {
        let mut book = self.clone();
        let of_book = self.table.own_from;
        book.roles.truncate(of_book);
        book.table.masks.truncate(of_book);
        book.table.standing.truncate(of_book);
        book.table.invitable &= (1 << of_book) - 1;
        let (pickable, owner) = (self.pickable(), self.table.masks[self.table.owner.index()]);
        for role in own.iter().take(self.room_for_roles()) {
            let picked = role.permissions.iter().filter(|act| pickable.contains(act));
            let reads = EVERYBODY.iter().filter(|act| owner & act.bit() != 0);
            let mask = picked.chain(reads).fold(0, |mask, act| mask | act.bit());
            book.table.invitable |= 1 << book.roles.len();
            book.table.masks.push(mask);
            book.table.standing.push(standing(mask, false));
            book.roles.push(Role {
                name: role.id.clone(),
                label: role.label.clone(),
                people: format!("those with the role {}", role.label),
                description: "A role of this workspace.".to_owned(),
                invitable: true,
                permissions: acts_of(mask),
                line: 0,
            });
        }
        book.table.lay_out(rights(&book.table.masks, &book.switches));
        book
    }

    /// Whether it is a role of the workspace's own, and none of the rulebook's.
    pub fn is_own(&self, role: crate::model::RoleId) -> bool {
        role.index() >= self.table.own_from
    }
}
