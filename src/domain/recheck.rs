//! Looks once a day whether the records that prove domains are still there. Where one is gone its proof ends; where nobody
//! answers it holds for another week, because a name server that is down says nothing of whose the domain is.

use super::dns::Found;
use super::prove::CHECKED_EVERY;
use super::{Lost, Proof, lapse};
use crate::app::App;
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::team::seats;
use crate::{access, params, sql};

/// Seconds until the next try, where nobody answered.
const AGAIN: i64 = 3_600;
/// Days without any answer after which a proof ends.
const SILENT_DAYS: i64 = 7;

/// A domain whose record is to be looked for.
struct Due {
    workspace_id: Id,
    domain: String,
    token: String,
    checked_at: Option<Time>,
}

fn due(r: &Row<'_>) -> Result<Due, StoreError> {
    Ok(Due {
        workspace_id: r.get(0)?,
        domain: r.get(1)?,
        token: r.get(2)?,
        checked_at: r.get(3)?,
    })
}

/// What follows from a look.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// The proof holds, and was seen just now.
    Holds,
    /// It holds for want of an answer.
    Waits,
    /// It has ended.
    Ends(Lost),
}

fn decide(found: Found, checked_at: Option<Time>, now: Time) -> Next {
    let is_old = checked_at.is_none_or(|at| now >= at.plus_days(SILENT_DAYS));
    match found {
        Found::There => Next::Holds,
        Found::Missing => Next::Ends(Lost::Record),
        Found::Silence if is_old => Next::Ends(Lost::Silence),
        Found::Silence => Next::Waits,
    }
}

async fn next_due(tx: &mut Tx) -> Result<Option<Due>> {
    tx.first(
        sql!(
            "select d.workspace_id, d.domain, d.token, d.checked_at from domains d join workspaces w on w.id = d.workspace_id
             where d.next_check_at <= $1 and (w.delete_at is null or w.delete_at > $1)
             order by d.next_check_at, d.workspace_id, d.domain limit 1"
        ),
        params![tx.now()],
        due,
    )
    .await
}

/// Looks at every record whose time has come.
///
/// # Errors
/// Internal ones; what was not looked at waits on.
pub async fn recheck_due(app: &App) -> Result<()> {
    while let Some(due) = app.store.read(|tx| Box::pin(next_due(tx))).await? {
        let found = app.dns.look(&due.domain, &due.token).await;
        let books = app.books.clone();
        let noted = app
            .store
            .write(move |tx| Box::pin(async move { note(tx, &due, found, &books).await }));
        noted.await?;
    }
    Ok(())
}

/// Notes what was found, unless the domain was removed, lost or added anew meanwhile.
async fn note(tx: &mut Tx, due: &Due, found: Found, books: &Rulebooks) -> Result<()> {
    let proof: Option<Option<String>> = tx
        .first(
            sql!("select proof from domains where workspace_id = $1 and domain = $2 and token = $3 for update"),
            params![&due.workspace_id, &due.domain, &due.token],
            |r| r.get(0),
        )
        .await?;
    if proof.flatten().as_deref() != Some(Proof::Dns.name()) {
        return Ok(());
    }
    let now = tx.now();
    let (checked_at, next_check_at) = match decide(found, due.checked_at, now) {
        Next::Holds => (Some(now), now.plus_days(CHECKED_EVERY)),
        Next::Waits => (due.checked_at, now.plus_seconds(AGAIN)),
        Next::Ends(lost) => {
            // Whoever is just coming in by it holds the workspace, and is in or not when this goes on.
            let place = access::owner_of(tx, books, &due.workspace_id).await?;
            seats::lock(tx, &place).await?;
            return lapse::end(tx, &due.workspace_id, &due.domain, lost, books).await;
        }
    };
    tx.run(
        sql!("update domains set checked_at = $3, next_check_at = $4 where workspace_id = $1 and domain = $2"),
        params![&due.workspace_id, &due.domain, checked_at, next_check_at],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_gone_ends_the_proof_and_silence_only_after_a_week() {
        let start = Time::from_micros(0);
        for (found, days, next) in [
            (Found::There, 30, Next::Holds),
            (Found::Missing, 1, Next::Ends(Lost::Record)),
            (Found::Silence, 6, Next::Waits),
            (Found::Silence, 7, Next::Ends(Lost::Silence)),
        ] {
            assert_eq!(decide(found, Some(start), start.plus_days(days)), next, "{found:?}");
        }
    }
}
