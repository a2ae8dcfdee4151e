//! What a visit has read stands in the log of the workspace before it is answered: one entry for each page and object,
//! however often it is read. What is refused leaves nothing.

use serde_json::{Value, json};

use crate::access::Visit;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// By what it was read: which right, the page itself asks.
const BY_VISIT: &str = "deskbell/visit";

/// What was read, and of whom where it is the page of a member: whoever reads the log later may not find them any more.
async fn whose(tx: &mut Tx, visit: &Visit, what: &str) -> Result<Value> {
    let named = what
        .strip_prefix("/team/members/")
        .and_then(|rest| rest.split('/').next());
    let Some(member_id) = named.and_then(id::parse) else {
        return Ok(json!({"page": what}));
    };
    let found = tx
        .first(
            sql!(
                "select a.id, a.full_name from members m join accounts a on a.id = m.account_id
                 where m.workspace_id = $1 and m.id = $2"
            ),
            params![&visit.workspace_id, &member_id],
            |r| Ok((r.get::<Id>(0)?, r.get::<String>(1)?)),
        )
        .await?;
    Ok(match found {
        Some((user_id, name)) => json!({"page": what, "user_id": user_id, "name": name}),
        None => json!({"page": what}),
    })
}

/// Writes down that a visit read something.
///
/// # Errors
/// 404 where the visit ended meanwhile; 409 `visit_full` beyond [`limits::VISIT_READS`].
pub async fn note(tx: &mut Tx, visit: &Visit, what: &str) -> Result<()> {
    let running = tx.first(
        sql!(
            "select id from visits where workspace_id = $1 and id = $2 and state = 'running' and ends_at > $3 for update"
        ),
        params![&visit.workspace_id, &visit.id, tx.now()],
        |_| Ok(()),
    )
    .await?;
    running.ok_or_else(Error::not_found)?;
    let is_new = tx
        .run(
            sql!(
                "insert into visit_reads (workspace_id, visit_id, what) values ($1, $2, $3)
                 on conflict (workspace_id, visit_id, what) do nothing"
            ),
            params![&visit.workspace_id, &visit.id, what],
        )
        .await?;
    if is_new == 0 {
        return Ok(());
    }
    let read = tx
        .count(
            sql!("select count(*) from visit_reads where workspace_id = $1 and visit_id = $2"),
            params![&visit.workspace_id, &visit.id],
        )
        .await?;
    if read > limits::VISIT_READS {
        let detail = "This visit has read as many pages as one visit may. Open another one.";
        return Err(Error::conflict("visit_full", detail));
    }
    let account = visit.account();
    tx.asked_on_a_visit(&visit.workspace_id, &visit.id, &crate::access::visits_as(account));
    let after = whose(tx, visit, what).await?;
    let entry = Entry {
        workspace_id: &visit.workspace_id,
        by: account,
        act: "visit.read",
        object: format!("page {what}"),
        before: None,
        after: Some(after),
        via: BY_VISIT,
    };
    audit::record(tx, entry).await
}

impl App {
    /// Has it written down, and answered only then.
    ///
    /// # Errors
    /// As [`note`].
    pub(crate) async fn note_read_on_a_visit(&self, visit: Visit, what: String) -> Result<()> {
        self.store
            .write(move |tx| Box::pin(async move { note(tx, &visit, &what).await }))
            .await
    }
}
