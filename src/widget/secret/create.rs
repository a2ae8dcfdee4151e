//! The owner makes a secret for a widget: the first one, or one that replaces the other.

use axum::extract::{Path, State};
use rulebook::Target;

use super::{MOST, PREFIX, WidgetSecret, all, changed, widget_in_reach};
use crate::access::{ChannelsManage, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// Makes a secret.
///
/// # Errors
/// 409 `two_secrets`.
pub async fn create(tx: &mut Tx, permit: &Permit<ChannelsManage>, widget_id: &Id) -> Result<WidgetSecret> {
    // Of two requests at once the second one counts what the first one made.
    tx.first(
        sql!("select id from widgets where workspace_id = $1 and id = $2 for update"),
        params![&permit.workspace_id, widget_id],
        |r| r.get::<Id>(0),
    )
    .await?;
    if all(tx, &permit.workspace_id, widget_id).await?.len() >= MOST {
        return Err(Error::conflict(
            "two_secrets",
            "This widget has two secrets. Take away the one that nothing uses any more, then make another.",
        ));
    }
    let made = WidgetSecret {
        id: tx.id(),
        secret: id::secret(PREFIX).plain,
        created_at: tx.now(),
    };
    tx.run(
        sql!(
            "insert into widget_secrets (workspace_id, id, widget_id, secret, created_at) values ($1, $2, $3, $4, $5)"
        ),
        params![&permit.workspace_id, &made.id, widget_id, &made.secret, tx.now()],
    )
    .await?;
    changed(tx, permit, "widget_secret.created", widget_id, &made.id).await?;
    Ok(made)
}

/// Makes a secret for a widget; at most two at a time.
#[utoipa::path(post, path = "/widget/{widget_id}/secrets", tag = "widget",
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = WidgetSecret), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<WidgetSecret>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let widget = widget_in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            create(tx, &permit, &widget.id).await
        })
    })
    .await
}
