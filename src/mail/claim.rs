//! Which mail is sent next, and what became of it.

use super::Letter;
use super::mailer::Outcome;
use super::text::{About, Text};
use crate::account::link::{self, Purpose};
use crate::clock::Time;
use crate::domain::mailbox;
use crate::error::Result;
use crate::id::Id;
use crate::invitation::mailed::{self, Fate};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Seconds after which a mail whose sender died is tried again.
const LEASE: i64 = 600;
/// Seconds after which a mail that can't be delivered is given up.
const GIVEN_UP: i64 = 86_400;
/// Seconds of the longest pause between two tries.
const LONGEST_PAUSE: i64 = 7_200;

/// What was found to send.
pub enum Claim {
    /// Nothing is due.
    Nothing,
    /// Something that nobody waits for any more; it is gone.
    Unwanted,
    /// A mail, with its link where it has one.
    Mail(Box<Ready>),
}

/// A mail, worded.
pub struct Ready {
    /// The mail.
    pub id: Id,
    /// Who gets it.
    pub recipient: String,
    /// Its words.
    pub text: Text,
    /// When it was caused.
    pub created_at: Time,
    tries: i64,
    /// The workspace and the invitation that it is the mail of.
    invitation: Option<(Id, Id)>,
}

struct Found {
    id: Id,
    account_id: Option<Id>,
    recipient: String,
    letter: String,
    created_at: Time,
    tries: i64,
}

fn found(r: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found {
        id: r.get(0)?,
        account_id: r.get(1)?,
        recipient: r.get(2)?,
        letter: r.get(3)?,
        created_at: r.get(4)?,
        tries: r.get(5)?,
    })
}

/// Whether a mail is due.
///
/// # Errors
/// Internal ones only.
pub async fn is_due(tx: &mut Tx) -> Result<bool> {
    let due = tx
        .first(
            sql!("select 1 from mails where next_try_at <= $1 limit 1"),
            params![tx.now()],
            |_| Ok(()),
        )
        .await?;
    Ok(due.is_some())
}

/// Takes the mail that has waited longest, for ten minutes: another server passes over it meanwhile.
///
/// # Errors
/// Internal ones only.
pub async fn claim(tx: &mut Tx, origin: &str) -> Result<Claim> {
    let now = tx.now();
    let row = tx
        .first(
            sql!(
                "update mails set next_try_at = $2, tries = tries + 1
                 where next_try_at <= $1
                   and id = (select id from mails where next_try_at <= $1 order by next_try_at, id limit 1)
                 returning id, account_id, recipient, letter, created_at, tries"
            ),
            params![now, now.plus_seconds(LEASE)],
            found,
        )
        .await?;
    let Some(row) = row else { return Ok(Claim::Nothing) };
    let letter = known(&row);
    let text = match &letter {
        Some(letter) => worded(tx, &row, letter, origin).await?,
        None => None,
    };
    let Some(text) = text else {
        tx.run(sql!("delete from mails where id = $1"), params![&row.id])
            .await?;
        return Ok(Claim::Unwanted);
    };
    Ok(Claim::Mail(Box::new(Ready {
        id: row.id,
        recipient: row.recipient,
        text,
        created_at: row.created_at,
        tries: row.tries,
        invitation: match letter {
            Some(Letter::Invitation {
                workspace_id,
                invitation_id,
                ..
            }) => Some((workspace_id, invitation_id)),
            _ => None,
        },
    })))
}

/// Has every mail tried again now whose first try nobody came back from. One that a server did not survive twice waits for
/// its lease: it may be what the server dies of.
///
/// # Errors
/// Internal ones only.
pub async fn let_go(tx: &mut Tx) -> Result<()> {
    tx.run(
        sql!("update mails set next_try_at = $1 where tries = 1 and answer is null and next_try_at > $1"),
        params![tx.now()],
    )
    .await?;
    Ok(())
}

fn known(mail: &Found) -> Option<Letter> {
    let letter = serde_json::from_str(&mail.letter).ok();
    if letter.is_none() {
        tracing::error!(
            mail = mail.id,
            "a mail of a kind that this program does not know is left out"
        );
    }
    letter
}

/// Whom a letter with a link is about, as it is now.
struct Holder {
    id: Id,
    name: String,
    is_verified: bool,
}

fn holder(r: &Row<'_>) -> Result<Holder, StoreError> {
    Ok(Holder {
        id: r.get(0)?,
        name: r.get(1)?,
        is_verified: r.get(2)?,
    })
}

async fn holder_of_address(tx: &mut Tx, email: &str) -> Result<Option<Holder>> {
    tx.first(
        sql!("select id, full_name, is_verified from accounts where email = $1"),
        params![email],
        holder,
    )
    .await
}

/// The account that wants to move to this address.
async fn moving_to(tx: &mut Tx, account_id: Option<&Id>, email: &str) -> Result<Option<Holder>> {
    tx.first(
        sql!("select id, full_name, is_verified from accounts where id = $1 and new_email = $2"),
        params![account_id.map(String::as_str), email],
        holder,
    )
    .await
}

/// The words of a mail, with a fresh link where it has one; nothing where nobody waits for it any more.
async fn worded(tx: &mut Tx, mail: &Found, letter: &Letter, origin: &str) -> Result<Option<Text>> {
    let email = mail.recipient.as_str();
    let of_address = holder_of_address(tx, email).await?;
    let (holder, purpose) = match letter {
        Letter::Reset => (of_address, Purpose::Reset),
        Letter::Confirm => (of_address.filter(|h| !h.is_verified), Purpose::Confirm),
        Letter::ConfirmNew => {
            let mover = moving_to(tx, mail.account_id.as_ref(), email).await?;
            if let (Some(_), Some(taken)) = (&mover, &of_address) {
                return Ok(Some(Text::address_taken(&about(taken, origin, None))));
            }
            (mover, Purpose::Confirm)
        }
        Letter::Invitation {
            workspace_id,
            invitation_id,
            ..
        } => {
            let secret = mailed::secret(tx, workspace_id, invitation_id, &mail.id).await?;
            let link = secret.map(|secret| format!("{origin}/join?token={secret}"));
            let name = of_address.as_ref().filter(|h| h.is_verified).map(|h| h.name.as_str());
            return Ok(link.map(|link| {
                let link = Some(link.as_str());
                Text::of(letter, &About { name, origin, link })
            }));
        }
        Letter::DomainCode {
            workspace_id, domain, ..
        } => {
            let made = mailbox::make(tx, workspace_id, domain, email).await?;
            return Ok(made.map(|made| {
                let (name, link) = (None, made.code());
                Text::of(letter, &About { name, origin, link })
            }));
        }
        _ => {
            let name = of_address.as_ref().filter(|h| h.is_verified).map(|h| h.name.as_str());
            let link = None;
            return Ok(Some(Text::of(letter, &About { name, origin, link })));
        }
    };
    let Some(holder) = holder else { return Ok(None) };
    let token = link::make(tx, &holder.id, purpose, email).await?;
    let link = format!("{origin}{}?token={token}", purpose.page());
    Ok(Some(Text::of(letter, &about(&holder, origin, Some(&link)))))
}

/// An address that is not confirmed may be anybody's: no name that a stranger chose goes there.
fn about<'a>(holder: &'a Holder, origin: &'a str, link: Option<&'a str>) -> About<'a> {
    About {
        name: holder.is_verified.then_some(holder.name.as_str()),
        origin,
        link,
    }
}

/// When to try again: after one minute, two, four, up to two hours, and for the last time after 24 hours.
fn next_try(created_at: Time, now: Time, tries: i64) -> Option<Time> {
    let last = created_at.plus_seconds(GIVEN_UP);
    if now >= last {
        return None;
    }
    let doubled = 60_i64 << (tries.clamp(1, 10) - 1);
    Some(now.plus_seconds(doubled.min(LONGEST_PAUSE)).min(last))
}

/// Notes what became of a mail.
///
/// # Errors
/// Internal ones only.
pub async fn settle(tx: &mut Tx, mail: &Ready, outcome: &Outcome) -> Result<()> {
    let now = tx.now();
    let (sent_at, next) = match outcome {
        Outcome::Sent(_) => (Some(now), None),
        Outcome::Refused(_) => (None, None),
        Outcome::Later(_) | Outcome::Away(_) => (None, next_try(mail.created_at, now, mail.tries)),
    };
    let given_up_at = (sent_at.is_none() && next.is_none()).then_some(now);
    let answer = outcome.words();
    match (given_up_at, next) {
        (Some(_), _) => tracing::warn!(mail = mail.id, answer, "a mail can't be delivered and is given up"),
        (None, Some(next)) => tracing::info!(mail = mail.id, answer, %next, "a mail waits for another try"),
        _ => {}
    }
    tx.run(
        sql!("update mails set sent_at = $2, given_up_at = $3, next_try_at = $4, answer = $5 where id = $1"),
        params![&mail.id, sent_at, given_up_at, next, answer],
    )
    .await?;
    let fate = match (sent_at, given_up_at) {
        (Some(_), _) => Some(Fate::Sent),
        (_, Some(_)) => Some(Fate::Failed(answer)),
        _ => None,
    };
    if let (Some((workspace_id, id)), Some(fate)) = (&mail.invitation, fate) {
        mailed::settle(tx, workspace_id, id, &mail.id, fate).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_with_the_first_day() {
        let start = Time::from_micros(0);
        let (mut now, mut tries, mut pauses) = (start, 1, Vec::new());
        while let Some(next) = next_try(start, now, tries) {
            pauses.push(next.seconds_since(now) / 60);
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(pauses[..9], [1, 2, 4, 8, 16, 32, 64, 120, 120]);
        assert_eq!(now, start.plus_days(1));
    }
}
