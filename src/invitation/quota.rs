//! How many invitations a workspace mails in a day, so that nobody uses the desk to write to strangers in bulk.

use std::collections::HashSet;

use crate::access::Member;
use crate::app::App;
use crate::clock::Time;
use crate::config::Toggle;
use crate::domain;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::{params, sql};

/// The operator's settings for invitations.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Days that one waits.
    pub days: i64,
    /// Mails of a workspace in a day; 0 is no limit.
    pub per_day: i64,
}

impl Terms {
    /// The settings in force.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let limited = app.config.rate_limits == Toggle::On;
        Terms {
            days: i64::from(app.config.invitation_days),
            per_day: if limited {
                i64::from(app.config.invitations_per_day)
            } else {
                0
            },
        }
    }

    /// When one that is made now ends.
    #[must_use]
    pub fn end(&self, now: Time) -> Time {
        now.plus_days(self.days)
    }
}

const DAY: i64 = 86_400_000_000;

fn day(now: Time) -> i64 {
    now.micros().div_euclid(DAY)
}

/// Mails that the workspace can still send today; nothing: as many as it likes. Its lock is held.
///
/// # Errors
/// Internal ones only.
pub async fn left(tx: &mut Tx, me: &Member, terms: Terms) -> Result<Option<i64>> {
    if terms.per_day == 0 {
        return Ok(None);
    }
    let sent = tx
        .count(
            sql!("select mails from invitation_days where workspace_id = $1 and day = $2"),
            params![&me.workspace_id, day(tx.now())],
        )
        .await?;
    Ok(Some((terms.per_day - sent).max(0)))
}

/// Whether a mail to this address counts: those to a domain that the workspace has proven by its DNS do not, because its own
/// people are no strangers.
#[must_use]
pub fn counts(own: &HashSet<String>, email: &str) -> bool {
    own.is_empty() || !domain::of_address(email).is_some_and(|domain| own.contains(&domain))
}

/// Counts mails.
///
/// # Errors
/// Internal ones only.
pub async fn count(tx: &mut Tx, me: &Member, mails: i64) -> Result<()> {
    if mails == 0 {
        return Ok(());
    }
    tx.run(
        sql!(
            "insert into invitation_days (workspace_id, day, mails) values ($1, $2, $3)
             on conflict (workspace_id, day) do update set mails = invitation_days.mails + excluded.mails"
        ),
        params![&me.workspace_id, day(tx.now()), mails],
    )
    .await?;
    Ok(())
}

/// 429: so many more mails are too many for today.
#[must_use]
pub fn too_many(now: Time, terms: Terms, left: i64) -> Error {
    let tomorrow = Time::from_micros((day(now) + 1) * DAY);
    Error::too_many(
        "too_many_invitations",
        format!(
            "This workspace mails {} invitations a day, and {left} are left today. The operator can change that by the \
             setting invitations_per_day.",
            terms.per_day
        ),
        tomorrow.seconds_since(now),
    )
}

/// Forgets days that are over.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.run(
        sql!("delete from invitation_days where day < $1"),
        params![day(tx.now()) - 1],
    )
    .await?;
    Ok(())
}
