//! Whether somebody of the team is really there: live by their own word, connected, and allowed to handle (decision 17).

use rulebook::{Act, RoleId, Rulebook};

use crate::app::App;
use crate::error::Result;
use crate::id::Id;
use crate::live::Room;
use crate::live::events::Online;
use crate::store::Tx;
use crate::{params, sql};

fn handles(book: &Rulebook, role: RoleId) -> bool {
    book.role_info(role).permissions.contains(&Act::ConversationsHandle)
}

/// Whether somebody is there now.
///
/// # Errors
/// Internal ones only.
pub async fn is_online(tx: &mut Tx, app: &App, workspace_id: &Id) -> Result<bool> {
    let live = tx
        .all(
            sql!(
                "select m.account_id, m.role, w.rulebook from members m join workspaces w on w.id = m.workspace_id
                 where m.workspace_id = $1 and m.is_active and m.status = 'live'"
            ),
            params![workspace_id],
            |r| Ok((r.get::<Id>(0)?, r.get::<String>(1)?, r.get::<String>(2)?)),
        )
        .await?;
    Ok(live.iter().any(|(account_id, role, book)| {
        let may = app
            .books
            .get(book)
            .is_some_and(|b| b.role(role).is_some_and(|r| handles(b, r)));
        may && app.live.presence().is_there(workspace_id, account_id)
    }))
}

/// Tells the visitors of a workspace where that has changed.
pub async fn tell(app: &App, workspace_id: &Id) {
    let (app_, id) = (app.clone(), workspace_id.clone());
    let online = app
        .store
        .read(move |tx| Box::pin(async move { is_online(tx, &app_, &id).await }))
        .await;
    let Ok(online) = online else { return };
    if app.live.presence().tell(workspace_id, online) {
        app.live
            .send(&Room::Visitors(workspace_id.clone()), &Online { online })
            .await;
    }
}
