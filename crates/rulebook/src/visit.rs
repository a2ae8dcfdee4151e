//! What a platform admin may do on a visit, in every rulebook: these acts and no other, whatever the roles are called. It
//! stands here and not in a rulebook, so that no rulebook can widen it. Source: decision 16.

use crate::acts::{Act, Group};

impl Act {
    /// What a visit may do: read and change settings, members, channels, policies and audit. Nothing brings anybody in: an
    /// accomplice as a member would read what the visit may not. Nothing removes, hands over or shows a secret.
    pub const ON_A_VISIT: &'static [Act] = &[
        Act::MembersRead,
        Act::MembersChangeRole,
        Act::MembersChangeTier,
        Act::MembersDisable,
        Act::ChannelsRead,
        Act::ChannelsManage,
        Act::WidgetsAppearance,
        Act::WorkspaceRead,
        Act::WorkspaceUpdate,
        Act::AuditRead,
        Act::BillingRead,
        Act::PoliciesManage,
    ];
}

pub(crate) const VISIT: u64 = {
    let mut mask = 0;
    let mut at = 0;
    while at < Act::ON_A_VISIT.len() {
        mask |= Act::ON_A_VISIT[at].bit();
        at += 1;
    }
    mask
};

/// What a role may hold that a visit gives to somebody: what the visit holds itself, and everyday work in the inbox. A role
/// that stands above others is none of these, whatever else it holds.
pub(crate) fn gives(mask: u64, standing: u8) -> bool {
    let everyday =
        |act: &&Act| (act.group() == Group::Inbox && **act != Act::CustomersErase) || **act == Act::AvailabilitySet;
    let everyday: u64 = Act::ALL.iter().filter(everyday).map(|act| act.bit()).sum();
    standing == 0 && mask & !(VISIT | everyday) == 0
}

/// How high a visit stands: as an admin, below the owner.
pub(crate) const STANDS: u8 = 1;
