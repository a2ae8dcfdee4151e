//! Delivers the outbox: numbers what members get, commits, then sends. After a crash it goes on where it stood.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::app::App;
use crate::error::Result;
use crate::id::Id;
use crate::live::Room;
use crate::live::events::{Delivered, Event, NewMessage};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Rows delivered in one transaction, at most; each holds what one transaction told.
const BATCH: i64 = 500;

/// One event as the outbox and the log keep it.
#[derive(Deserialize)]
pub(super) struct Told {
    pub(super) event: String,
    pub(super) audience: String,
    pub(super) payload: Map<String, Value>,
}

impl Told {
    fn is_numbered(&self) -> bool {
        Room::is_of_members(&self.audience)
    }
}

/// The events of a row, numbered so that the last one has `last`.
pub(super) fn numbered(events: &str, last: i64) -> Vec<(Told, i64)> {
    let told = parse(events);
    let mut next = last - count(&told) + 1;
    told.into_iter()
        .map(|mut told| {
            if !told.is_numbered() {
                return (told, 0);
            }
            let seq = next;
            next += 1;
            told.payload.insert("seq".into(), seq.into());
            (told, seq)
        })
        .collect()
}

fn parse(events: &str) -> Vec<Told> {
    serde_json::from_str(events).unwrap_or_else(|error| {
        tracing::error!(%error, "an event in the outbox cannot be read and is left out");
        Vec::new()
    })
}

fn count(told: &[Told]) -> i64 {
    told.iter().filter(|t| t.is_numbered()).count() as i64
}

struct Waiting {
    workspace_id: Id,
    id: Id,
    events: String,
}

fn waiting(r: &Row<'_>) -> Result<Waiting, StoreError> {
    Ok(Waiting {
        workspace_id: r.get(0)?,
        id: r.get(1)?,
        events: r.get(2)?,
    })
}

/// Takes the next numbers of a workspace; answers the last one taken.
async fn take_numbers(tx: &mut Tx, workspace_id: &Id, count: i64) -> Result<i64> {
    tx.count(
        sql!(
            "insert into event_numbers (workspace_id, last) values ($1, $2)
             on conflict (workspace_id) do update set last = event_numbers.last + $2 returning last"
        ),
        params![workspace_id, count],
    )
    .await
}

/// Moves a row into the log, or out where it holds nothing for members.
async fn log(tx: &mut Tx, row: &Waiting, seq: Option<i64>) -> Result<()> {
    tx.run(
        sql!("delete from outbox where workspace_id = $1 and id = $2"),
        params![&row.workspace_id, &row.id],
    )
    .await?;
    if let Some(seq) = seq {
        tx.run(
            sql!("insert into events (workspace_id, seq, events, created_at) values ($1, $2, $3, $4)"),
            params![&row.workspace_id, seq, &row.events, tx.now()],
        )
        .await?;
    }
    Ok(())
}

async fn number(tx: &mut Tx) -> Result<Vec<(Waiting, i64)>> {
    let rows = tx
        .all(
            sql!(
                "select workspace_id, id, events from outbox
                 order by workspace_id, id limit $1 for update skip locked"
            ),
            params![BATCH],
            waiting,
        )
        .await?;
    let counts: Vec<i64> = rows.iter().map(|row| count(&parse(&row.events))).collect();
    let mut totals: HashMap<&Id, i64> = HashMap::new();
    for (row, count) in rows.iter().zip(&counts) {
        *totals.entry(&row.workspace_id).or_default() += count;
    }
    let mut last: HashMap<Id, i64> = HashMap::new();
    for (workspace_id, total) in totals.into_iter().filter(|(_, total)| *total > 0) {
        let newest = take_numbers(tx, workspace_id, total).await?;
        last.insert(workspace_id.clone(), newest - total);
    }
    let mut numbered = Vec::with_capacity(rows.len());
    for (row, count) in rows.into_iter().zip(counts) {
        let seq = last.get_mut(&row.workspace_id).filter(|_| count > 0).map(|last| {
            *last += count;
            *last
        });
        log(tx, &row, seq).await?;
        numbered.push((row, seq.unwrap_or(0)));
    }
    Ok(numbered)
}

/// Tells the writer that the other side has the message. A message goes to the team and to the customer; the customer's
/// copy is the one that both marks hang on.
async fn mark_delivered(app: &App, workspace_id: &Id, told: &Told) {
    let Some(customer_id) = told.audience.strip_prefix("customer:") else {
        return;
    };
    let text = |key: &str| told.payload[key].as_str().unwrap_or_default().to_owned();
    let customer = Room::Customer(customer_id.to_owned());
    let (reader, writer) = match told.payload["sender_type"].as_str() {
        Some("agent") => (customer, Room::Conversation(text("conversation_id"))),
        _ => (Room::Inbox(workspace_id.clone()), customer),
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
        // Whoever catches up meanwhile waits: what has a number has been sent, and nothing is sent twice.
        let _in_order = app.live.in_order().await;
        // A power cut that undoes the numbers leaves the rows, and they get the same numbers again.
        let rows = app.store.write_repeatable(|tx| Box::pin(number(tx))).await?;
        let full = rows.len() as i64 == BATCH;
        for (row, last) in rows {
            for (told, _) in numbered(&row.events, last) {
                app.live.emit(&told.audience, &told.event, &told.payload).await;
                if told.event == NewMessage::NAME {
                    mark_delivered(app, &row.workspace_id, &told).await;
                }
            }
        }
        if !full {
            return Ok(());
        }
    }
}
