//! Delivers the outbox: numbers what members get, commits, then sends. After a crash it goes on where it stood.

use std::collections::HashMap;

use serde_json::Value;

use crate::app::App;
use crate::error::Result;
use crate::id::Id;
use crate::live::Room;
use crate::live::events::{Delivered, Event, NewMessage};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Events delivered in one transaction, at most.
const BATCH: i64 = 500;

struct Waiting {
    workspace_id: Id,
    id: Id,
    event: String,
    audience: String,
    payload: String,
    lasting: bool,
}

fn waiting(r: &Row<'_>) -> Result<Waiting, StoreError> {
    Ok(Waiting {
        workspace_id: r.get(0)?,
        id: r.get(1)?,
        event: r.get(2)?,
        audience: r.get(3)?,
        payload: r.get(4)?,
        lasting: r.get(5)?,
    })
}

async fn number(tx: &mut Tx) -> Result<Vec<(Waiting, i64)>> {
    let rows = tx
        .all(
            sql!(
                "select workspace_id, id, event, audience, payload, lasting from outbox
                 where seq is null order by id limit $1 for update skip locked"
            ),
            params![BATCH],
            waiting,
        )
        .await?;
    let mut counts: HashMap<&Id, i64> = HashMap::new();
    for row in rows.iter().filter(|r| r.lasting) {
        *counts.entry(&row.workspace_id).or_default() += 1;
    }
    let mut next: HashMap<Id, i64> = HashMap::new();
    for (workspace_id, count) in counts {
        let last = tx
            .count(
                sql!(
                    "insert into event_numbers (workspace_id, last) values ($1, $2)
                     on conflict (workspace_id) do update set last = event_numbers.last + $2 returning last"
                ),
                params![workspace_id, count],
            )
            .await?;
        next.insert(workspace_id.clone(), last - count + 1);
    }
    let mut numbered = Vec::with_capacity(rows.len());
    for row in rows {
        let seq = match next.get_mut(&row.workspace_id) {
            Some(n) if row.lasting => {
                *n += 1;
                *n - 1
            }
            _ => 0,
        };
        tx.run(
            sql!("update outbox set seq = $3 where workspace_id = $1 and id = $2"),
            params![&row.workspace_id, &row.id, seq],
        )
        .await?;
        numbered.push((row, seq));
    }
    Ok(numbered)
}

/// Tells the writer that the other side has the message. A message goes to the team and to the customer; the customer's
/// copy is the one that both marks hang on.
async fn mark_delivered(app: &App, row: &Waiting, message: &Value) {
    let Some(customer_id) = row.audience.strip_prefix("customer:") else {
        return;
    };
    let text = |key: &str| message[key].as_str().unwrap_or_default().to_owned();
    let customer = Room::Customer(customer_id.to_owned());
    let (reader, writer) = match message["sender_type"].as_str() {
        Some("agent") => (customer, Room::Conversation(text("conversation_id"))),
        _ => (Room::Members(row.workspace_id.clone()), customer),
    };
    if !app.live.is_heard(&reader) {
        return;
    }
    let event = Delivered {
        message_id: text("id"),
        conversation_id: text("conversation_id"),
        delivered_at: app.clock.now(),
    };
    app.live.send(&writer, &event).await;
}

/// Delivers everything that waits.
///
/// # Errors
/// Internal ones; what was not delivered waits on.
pub async fn deliver(app: &App) -> Result<()> {
    loop {
        let rows = app.store.write(|tx| Box::pin(number(tx))).await?;
        let full = rows.len() as i64 == BATCH;
        for (row, seq) in rows {
            let mut payload: Value = serde_json::from_str(&row.payload).unwrap_or(Value::Null);
            if let (Value::Object(map), true) = (&mut payload, seq > 0) {
                map.insert("seq".into(), seq.into());
            }
            app.live.emit(&row.audience, &row.event, &payload).await;
            if row.event == NewMessage::NAME {
                mark_delivered(app, &row, &payload).await;
            }
        }
        if !full {
            return Ok(());
        }
    }
}
