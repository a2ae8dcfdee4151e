//! Whoever runs the server makes somebody a platform admin, or no longer. At the command line alone: no door leads here.

use std::fmt::Write;

use super::over;
use crate::account::register::normal;
use crate::app::App;
use crate::error::Result as Answer;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

async fn set(tx: &mut Tx, email: &str, on: bool) -> Answer<Option<Id>> {
    tx.first(
        sql!("update accounts set is_platform_admin = $2 where email = $1 returning id"),
        params![email, on],
        |r| r.get(0),
    )
    .await
}

async fn change(app: &App, email: &str, on: bool) -> Result<(), String> {
    let (email, named) = (normal(email), email.to_owned());
    let write = app.store.write(move |tx| {
        Box::pin(async move {
            let found = set(tx, &email, on).await?;
            if let Some(account_id) = &found {
                // Without the flag every visit of theirs is over, in this transaction.
                over::end_of(tx, Some(account_id)).await?;
            }
            Ok(found)
        })
    });
    match write.await.map_err(|e| e.to_string())? {
        Some(_) => Ok(()),
        None => Err(format!("there is no account with the address {named}")),
    }
}

/// Makes an account a platform admin.
///
/// # Errors
/// A sentence for the operator.
pub async fn grant(app: &App, email: &str) -> Result<String, String> {
    change(app, email, true).await?;
    Ok(format!("{} is a platform admin now\n", normal(email)))
}

/// Takes it away, and ends every visit of theirs at once.
///
/// # Errors
/// A sentence for the operator.
pub async fn revoke(app: &App, email: &str) -> Result<String, String> {
    change(app, email, false).await?;
    Ok(format!("{} is no platform admin any more\n", normal(email)))
}

/// All of them, a line each.
///
/// # Errors
/// A sentence for the operator.
pub async fn list(app: &App) -> Result<String, String> {
    let read = app.store.read(|tx| {
        Box::pin(async move {
            tx.all(
                sql!("select email, full_name from accounts where is_platform_admin order by email"),
                params![],
                |r| Ok((r.get::<String>(0)?, r.get::<String>(1)?)),
            )
            .await
        })
    });
    let mut lines = String::new();
    for (email, name) in read.await.map_err(|e| e.to_string())? {
        let _to_memory = writeln!(lines, "{email} {name}");
    }
    Ok(lines)
}
