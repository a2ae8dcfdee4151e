//! The mail of an invitation: asked for with its cause, given its link when it is sent, and what became of it.

use super::quota::Terms;
use super::{Invitation, invitation, token};
use crate::access::Member;
use crate::error::Result;
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{invitation_columns, params, sql};

/// Has an invitation mailed; a mail that still waits is never sent then. It can be accepted until `terms` from now.
///
/// # Errors
/// Internal ones only.
pub async fn post(tx: &mut Tx, me: &Member, invitation: &Invitation, terms: Terms) -> Result<()> {
    let label = me.book.role(&invitation.role).map(|id| &me.book.role_info(id).label);
    let until = terms.end(tx.now());
    let letter = Letter::Invitation {
        workspace_id: me.workspace_id.clone(),
        invitation_id: invitation.id.clone(),
        workspace: me.workspace_name.clone(),
        by: me.account.full_name.clone(),
        role: label.unwrap_or(&invitation.role).clone(),
        welcome: invitation.welcome.clone(),
        until: until.day(),
    };
    let mail_id = mail::put(tx, None, &invitation.email, &letter).await?;
    tx.run(
        sql!(
            "update invitations set mail_id = $3, expires_at = $4, sent_at = null, failure = null, opened_at = null
             where workspace_id = $1 and id = $2"
        ),
        params![&me.workspace_id, &invitation.id, &mail_id, until],
    )
    .await?;
    Ok(())
}

/// Makes the link's secret, for the mail that is about to be sent; nothing where nobody can accept it any more, or another
/// mail was asked for since.
///
/// # Errors
/// Internal ones only.
pub async fn secret(tx: &mut Tx, workspace_id: &Id, invitation_id: &Id, mail_id: &Id) -> Result<Option<String>> {
    let found = tx
        .first(
            sql!(
                "select ",
                invitation_columns!(),
                " from invitations where workspace_id = $1 and id = $2 for update"
            ),
            params![workspace_id, invitation_id],
            invitation,
        )
        .await?;
    let now = tx.now();
    let wanted = |one: &Invitation| one.is_open() && one.mail_id.as_ref() == Some(mail_id);
    match found.map(|one| one.at(now)).filter(wanted) {
        None => Ok(None),
        Some(one) => token::mail(tx, workspace_id, &one.id).await.map(Some),
    }
}

/// What became of a mail.
pub enum Fate<'a> {
    /// The server has it.
    Sent,
    /// It is given up, in the server's words.
    Failed(&'a str),
}

/// Notes what became of the mail of an invitation, unless another was sent since.
///
/// # Errors
/// Internal ones only.
pub async fn settle(tx: &mut Tx, workspace_id: &Id, invitation_id: &Id, mail_id: &Id, fate: Fate<'_>) -> Result<()> {
    let (sent_at, failure) = match fate {
        Fate::Sent => (Some(tx.now()), None),
        Fate::Failed(words) => (None, Some(words)),
    };
    let noted = tx
        .run(
            sql!(
                "update invitations set sent_at = $4, failure = $5 where workspace_id = $1 and id = $2 and mail_id = $3"
            ),
            params![workspace_id, invitation_id, mail_id, sent_at, failure],
        )
        .await?;
    if noted > 0 && failure.is_some() {
        super::tell_workspace(tx, workspace_id).await?;
    }
    Ok(())
}
