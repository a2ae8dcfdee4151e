//! Views are a part of what is a member's own: they go into the archive with them, and come back.

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Filter;
use super::create::too_many;
use crate::archive::Owner;
use crate::archive::parts::Part;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// Views, for the list of parts.
pub const PART: Part = Part {
    name: "views",
    tables: &["views"],
    most: limits::VIEWS as usize,
    show: |tx, owner| Box::pin(show(tx, owner)),
    take: |tx, owner| Box::pin(take(tx, owner)),
    put_back: |tx, owner, items| put_back(tx, owner, items),
};

/// A view as it is archived.
#[derive(Serialize, Deserialize)]
struct Archived {
    id: Id,
    name: String,
    filter: Filter,
    /// Microseconds since 1970.
    created_at: i64,
}

async fn show(tx: &mut Tx, owner: &Owner) -> Result<Vec<Value>> {
    let views = tx
        .all(
            sql!(
                "select id, name, filter, created_at from views where workspace_id = $1 and account_id = $2
                 order by id desc"
            ),
            params![&owner.workspace_id, &owner.account_id],
            super::view,
        )
        .await?;
    let archived = views.into_iter().map(|view| {
        let archived = Archived {
            id: view.id,
            name: view.name,
            filter: view.filter,
            created_at: view.created_at.micros(),
        };
        serde_json::to_value(archived).map_err(Error::internal)
    });
    archived.collect()
}

async fn take(tx: &mut Tx, owner: &Owner) -> Result<Vec<Value>> {
    let views = show(tx, owner).await?;
    tx.run(
        sql!("delete from views where workspace_id = $1 and account_id = $2"),
        params![&owner.workspace_id, &owner.account_id],
    )
    .await?;
    Ok(views)
}

fn put_back<'t>(tx: &'t mut Tx, owner: &'t Owner, items: Vec<Value>) -> BoxFuture<'t, Result<()>> {
    Box::pin(async move {
        let there = tx
            .count(
                sql!("select count(*) from views where workspace_id = $1 and account_id = $2"),
                params![&owner.workspace_id, &owner.account_id],
            )
            .await?;
        if there + items.len() as i64 > limits::VIEWS {
            return Err(too_many(
                "With those that are kept, you would have more than 50 views. Take some away first.",
            ));
        }
        for item in items {
            let view: Archived = serde_json::from_value(item).map_err(Error::internal)?;
            let filter = serde_json::to_string(&view.filter).map_err(Error::internal)?;
            tx.run(
                sql!(
                    "insert into views (workspace_id, account_id, id, name, filter, created_at)
                     values ($1, $2, $3, $4, $5, $6)"
                ),
                params![
                    &owner.workspace_id,
                    &owner.account_id,
                    &view.id,
                    &view.name,
                    &filter,
                    Time::from_micros(view.created_at)
                ],
            )
            .await?;
        }
        Ok(())
    })
}
