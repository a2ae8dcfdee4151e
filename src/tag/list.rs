//! The workspace's tags, by name; at most 200.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{CountedTag, tag};
use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

async fn list(tx: &mut Tx, permit: &Permit<ConversationsRead>) -> Result<Vec<CountedTag>> {
    tx.all(
        sql!(
            "select t.id, t.name, t.colour, count(g.conversation_id) from tags t
             left join conversation_tags g on g.workspace_id = t.workspace_id and g.tag_id = t.id
             where t.workspace_id = $1 group by t.id, t.name, t.colour, t.name_key order by t.name_key limit 200"
        ),
        params![&permit.workspace_id],
        |r| {
            Ok(CountedTag {
                tag: tag(r)?,
                conversations: r.get(3)?,
            })
        },
    )
    .await
}

/// Lists tags.
#[utoipa::path(get, path = "/tags", tag = "inbox",
    responses((status = 200, body = Vec<CountedTag>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<CountedTag>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
