//! What is to be mailed to whom.

use serde::{Deserialize, Serialize};

use super::Monthly;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// What a mail says. The names in it are as they were when it was caused; a link is made when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Whoever has the mailbox may set a new password, where an account has this address.
    Reset,
    /// A link that confirms the address of an account.
    Confirm,
    /// A link that makes this the address of an account.
    ConfirmNew,
    /// To the old address: the account has another one now.
    AddressChanged {
        /// The new address.
        to: String,
    },
    /// The password was changed or reset.
    PasswordChanged,
    /// The person is in a workspace now.
    Invited {
        /// Its name.
        workspace: String,
        /// Who invited them.
        by: String,
        /// The role's label.
        role: String,
    },
    /// To the owner: somebody else gave a role that stands above others.
    NewAdmin {
        /// The workspace's name.
        workspace: String,
        /// Who got it.
        person: String,
        /// The role's label.
        role: String,
        /// Who gave it.
        by: String,
        /// The page where it is undone.
        member_id: Id,
    },
    /// The owner of a workspace wants this person to own it.
    OwnershipOffered {
        /// Its name.
        workspace: String,
        /// The owner.
        by: String,
    },
    /// To the owner: they nominated somebody.
    OwnershipNominated {
        /// The workspace's name.
        workspace: String,
        /// The nominated.
        to: String,
    },
    /// To both: the workspace has another owner.
    OwnershipMoved {
        /// Its name.
        workspace: String,
        /// Who owned it.
        from: String,
        /// Who owns it now.
        to: String,
        /// The role that the one before has now.
        role: String,
    },
    /// The person is asked to come into a workspace; the link is theirs alone.
    Invitation {
        /// The workspace.
        workspace_id: Id,
        /// The invitation.
        invitation_id: Id,
        /// The workspace's name.
        workspace: String,
        /// Who invites them.
        by: String,
        /// The role's label.
        role: String,
        /// What whoever invites them adds.
        welcome: Option<String>,
        /// The day until which it can be accepted.
        until: String,
    },
    /// To the owner: the workspace goes in a week, and until then its log can be taken out.
    WorkspaceDeleted {
        /// Its name.
        workspace: String,
        /// When it goes, as in `2026-03-08`.
        day: String,
    },
    /// To whoever owned it: the workspace is gone.
    WorkspaceGone {
        /// Its name.
        workspace: String,
    },
    /// A code that shows that somebody reads the mail of a domain.
    DomainCode {
        /// The workspace.
        workspace_id: Id,
        /// Its name.
        workspace: String,
        /// The domain.
        domain: String,
        /// Who asked for it.
        by: String,
    },
    /// To the owner: a domain is not proven any more.
    DomainLost {
        /// The workspace's name.
        workspace: String,
        /// The domain.
        domain: String,
        /// `record`, `silence` or `elsewhere`.
        why: String,
    },
    /// To the owner: a platform admin has come in, or asks to.
    Visit {
        /// The workspace's name.
        workspace: String,
        /// Who visits.
        by: String,
        /// Their address.
        email: String,
        /// What they come for, in their words.
        reason: String,
        /// Until when, as in `2026-03-01 09:00 UTC`.
        until: String,
        /// Whether the owner has to let them in first.
        asks: bool,
    },
    /// To the owner: who uses the workspace and who does not.
    Monthly(Box<Monthly>),
    /// The account is gone.
    AccountDeleted,
}

impl Letter {
    /// Whether it may be one of thousands that are caused at once.
    fn is_one_of_many(&self) -> bool {
        matches!(self, Letter::Invitation { .. } | Letter::Monthly(_))
    }
}

/// Days that a mail's row is kept once it was sent or given up.
const KEPT_DAYS: i64 = 30;

/// Writes down that a letter is to be sent. Without an account, the job looks for one with this address when it sends: so
/// whoever asks learns nothing from how long that takes.
///
/// # Errors
/// Internal ones only.
pub async fn post(tx: &mut Tx, account_id: Option<&Id>, recipient: &str, letter: &Letter) -> Result<()> {
    put(tx, account_id, recipient, letter).await.map(|_| ())
}

/// As [`post`]; answers the mail's id, for whoever wants to know what becomes of it.
///
/// # Errors
/// Internal ones only.
pub async fn put(tx: &mut Tx, account_id: Option<&Id>, recipient: &str, letter: &Letter) -> Result<Id> {
    let (id, now) = (tx.id(), tx.now());
    // What waits longest goes first. Whoever looks for a link of their own must not wait for an organization's invitations.
    let due = if letter.is_one_of_many() {
        now
    } else {
        now.plus_days(-1)
    };
    let letter = serde_json::to_string(letter).map_err(Error::internal)?;
    tx.run(
        sql!(
            "insert into mails (id, account_id, recipient, letter, created_at, tries, next_try_at)
             values ($1, $2, $3, $4, $5, 0, $6)"
        ),
        params![&id, account_id.map(String::as_str), recipient, &letter, now, due],
    )
    .await?;
    Ok(id)
}

/// Takes out mails that were sent or given up long ago.
///
/// # Errors
/// Internal ones only.
pub async fn forget(tx: &mut Tx) -> Result<()> {
    tx.run(
        sql!("delete from mails where next_try_at is null and created_at < $1"),
        params![tx.now().plus_days(-KEPT_DAYS)],
    )
    .await?;
    Ok(())
}
