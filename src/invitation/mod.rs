//! Somebody without a membership is asked to come in, by mail or by a link that is passed on, and accepts. Source: second
//! seed, Individual Invites; decisions 7, 8 and 30.

pub mod accept;
pub mod addresses;
pub mod change;
pub mod copy;
pub mod create;
pub mod give;
pub mod list;
pub mod look;
pub mod mailed;
pub mod quota;
pub mod reach;
pub mod resend;
pub mod revoke;
pub mod settle;
pub mod token;
pub mod welcome;

use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{Action, Member, MembersInvite, Permit};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Sent,
    /// Its link was opened.
    Opened,
    /// The mail could not be delivered; the link can still be copied.
    Failed,
    /// It waited for too long; sending it again begins anew.
    Expired,
    /// The person came in.
    Accepted,
    /// It was taken back.
    Revoked,
}

/// An invitation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Invitation {
    /// The invitation.
    pub id: Id,
    /// Only an account with this address can accept it.
    pub email: String,
    /// What the person will be.
    pub role: String,
    /// What they may use.
    pub tier: String,
    /// What became of it.
    pub state: State,
    /// Until when it can be accepted.
    pub expires_at: Time,
    /// When it was made.
    pub created_at: Time,
    /// When the mail server took the mail; null before, and where it did not.
    pub sent_at: Option<Time>,
    /// Why the mail could not be delivered, in the server's words.
    pub failure: Option<String>,
    /// The words that were added to it.
    pub welcome: Option<String>,
    /// The account that invited.
    pub invited_by: Id,
    /// Their name then.
    pub invited_by_name: String,
    #[serde(skip)]
    accepted_at: Option<Time>,
    #[serde(skip)]
    revoked_at: Option<Time>,
    #[serde(skip)]
    opened_at: Option<Time>,
    #[serde(skip)]
    mail_id: Option<Id>,
}

/// The columns that [`invitation`] reads.
#[macro_export]
macro_rules! invitation_columns {
    () => {
        "id, email, role, tier, expires_at, created_at, sent_at, failure, welcome, invited_by, invited_by_name,
         accepted_at, revoked_at, opened_at, mail_id"
    };
}

/// Reads a row; what became of it is known once the time is, by [`Invitation::at`].
pub(crate) fn invitation(r: &Row<'_>) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: r.get(0)?,
        email: r.get(1)?,
        role: r.get(2)?,
        tier: r.get(3)?,
        state: State::Sent,
        expires_at: r.get(4)?,
        created_at: r.get(5)?,
        sent_at: r.get(6)?,
        failure: r.get(7)?,
        welcome: r.get(8)?,
        invited_by: r.get(9)?,
        invited_by_name: r.get(10)?,
        accepted_at: r.get(11)?,
        revoked_at: r.get(12)?,
        opened_at: r.get(13)?,
        mail_id: r.get(14)?,
    })
}

impl Invitation {
    /// With what became of it by now.
    #[must_use]
    pub fn at(mut self, now: Time) -> Self {
        self.state = if self.accepted_at.is_some() {
            State::Accepted
        } else if self.revoked_at.is_some() {
            State::Revoked
        } else if self.expires_at <= now {
            State::Expired
        } else if self.opened_at.is_some() {
            State::Opened
        } else if self.failure.is_some() {
            State::Failed
        } else {
            State::Sent
        };
        self
    }

    /// Whether it can be accepted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Sent | State::Opened | State::Failed)
    }
}

/// A permit to do something with an invitation that gives this role: what may be given may be taken back.
pub(crate) fn permit_for(me: &Member, role: &str) -> Result<Permit<MembersInvite>> {
    // A role that is gone gives nothing; whoever may invite at all may clear it away.
    let target = me.book.role(role).map_or(Target::None, Target::Gives);
    me.permit::<MembersInvite>(target)
}

/// Why an invitation that waits is not renewed: what it gave so far may not be taken back.
pub(crate) fn not_renewed(me: &Member, role: &str) -> Option<String> {
    let refusal = permit_for(me, role).err()?;
    let label = me.book.role(role).map(|id| me.book.role_info(id).label.as_str());
    Some(format!(
        "They are invited already, as {}. {}",
        label.unwrap_or(role),
        refusal.problem().detail
    ))
}

/// Has the pages of those who manage people read again who waits and which links there are.
///
/// # Errors
/// Internal ones only.
pub(crate) async fn tell<A: Action>(tx: &mut Tx, permit: &Permit<A>) -> Result<()> {
    tell_workspace(tx, &permit.workspace_id).await
}

pub(crate) async fn tell_workspace(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    let event = WorkspaceChanged {
        what: "invitations".into(),
    };
    outbox::publish(tx, workspace_id, &Room::Members(workspace_id.clone()), &event).await
}

#[cfg(test)]
mod tests {
    use super::{Invitation, State};
    use crate::clock::Time;

    #[test]
    fn what_became_of_it_is_the_last_thing_that_counts() {
        let now = Time::from_micros(1_000_000);
        let (early, late) = (now.plus_seconds(-1), now.plus_seconds(1));
        let bare = Invitation {
            id: String::new(),
            email: String::new(),
            role: String::new(),
            tier: String::new(),
            state: State::Sent,
            expires_at: late,
            created_at: early,
            sent_at: None,
            failure: None,
            welcome: None,
            invited_by: String::new(),
            invited_by_name: String::new(),
            accepted_at: None,
            revoked_at: None,
            opened_at: None,
            mail_id: None,
        };
        let state = |change: fn(&mut Invitation, Time)| {
            let mut one = bare.clone();
            change(&mut one, now);
            one.at(now).state
        };
        assert_eq!(state(|_, _| {}), State::Sent);
        assert_eq!(state(|i, _| i.failure = Some("550".into())), State::Failed);
        assert_eq!(
            state(|i, now| {
                i.failure = Some("550".into());
                i.opened_at = Some(now);
            }),
            State::Opened
        );
        assert_eq!(state(|i, now| i.expires_at = now), State::Expired);
        assert_eq!(state(|i, now| i.revoked_at = Some(now)), State::Revoked);
        assert_eq!(
            state(|i, now| {
                i.accepted_at = Some(now);
                i.expires_at = now;
            }),
            State::Accepted
        );
    }
}
