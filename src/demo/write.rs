//! Writes the demo's conversations into its workspace, each row with the time at which it would have been written.

use std::collections::HashMap;

use super::history::History;
use super::people::Person;
use super::script::Story;
use crate::activity;
use crate::error::Result;
use crate::id::{Id, Ids};
use crate::inbox::model::shortened;
use crate::search::mark;
use crate::store::{Acted, Tx};
use crate::{params, sql};

/// Where the conversations belong.
pub struct Place {
    /// The workspace.
    pub workspace_id: Id,
    /// The widget's channel.
    pub channel_id: Id,
    /// The accounts, in the order of the team.
    pub accounts: [Id; 3],
}

impl Place {
    fn account(&self, person: Option<Person>) -> Option<&Id> {
        person.map(|person| &self.accounts[person as usize])
    }

    fn act(&self, by: &Id, id: &Id, what: &str, conversation_id: &Id) -> Acted {
        Acted {
            workspace_id: self.workspace_id.clone(),
            account_id: by.clone(),
            id: id.clone(),
            what: what.to_owned(),
            conversation_id: Some(conversation_id.clone()),
        }
    }
}

/// Writes all of them, the oldest first, so that a customer who came back is known.
///
/// # Errors
/// Internal ones only.
pub async fn conversations(tx: &mut Tx, place: &Place, mut told: Vec<(Story, History)>) -> Result<()> {
    told.sort_by_key(|(_, history)| history.began);
    let mut known: HashMap<String, Id> = HashMap::new();
    for (story, history) in &told {
        // Ids of their own, because ids of one maker never go back in time.
        let ids = Ids::default();
        let customer_id = match story.email.as_ref().and_then(|email| known.get(email)) {
            Some(id) => id.clone(),
            None => customer(tx, place, story, history, &ids).await?,
        };
        if let Some(email) = &story.email {
            known.insert(email.clone(), customer_id.clone());
        }
        let id = conversation(tx, place, history, &customer_id, &ids).await?;
        messages(tx, place, history, &id, &ids).await?;
        acts(tx, place, history, &id).await?;
    }
    mark::everything(tx, &place.workspace_id).await
}

async fn customer(tx: &mut Tx, place: &Place, story: &Story, history: &History, ids: &Ids) -> Result<Id> {
    let id = ids.next(history.began);
    tx.run(
        sql!(
            "insert into customers (workspace_id, id, name, email, external_id, created_at) values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &place.workspace_id, &id, &story.name, &story.email, &story.external_id, history.began
        ],
    )
    .await?;
    Ok(id)
}

async fn conversation(tx: &mut Tx, place: &Place, history: &History, customer_id: &Id, ids: &Ids) -> Result<Id> {
    let id = ids.next(history.began);
    let last = history.messages.last();
    let side = last.map(|said| if said.by.is_some() { "agent" } else { "customer" });
    tx.run(
        sql!(
            "insert into conversations (workspace_id, id, customer_id, channel_id, channel_type, status, assignee_id,
                                        created_at, updated_at, first_response_at, resolved_at, closed_at,
                                        handoff_at, handoff_reason, message_count,
                                        preview_content, preview_sender_type, preview_sender_id, preview_at,
                                        customer_wrote_at, team_read_at, customer_read_at)
             values ($1, $2, $3, $4, 'widget', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"
        ),
        params![
            &place.workspace_id,
            &id,
            customer_id,
            &place.channel_id,
            history.status,
            place.account(history.assignee),
            history.began,
            history.updated_at,
            history.first_response_at,
            history.resolved_at,
            history.closed_at,
            history.handoff.as_ref().map(|(since, _)| *since),
            history.handoff.as_ref().map(|(_, reason)| reason),
            history.messages.len() as i64,
            &last.map(|said| shortened(&said.content)),
            side,
            last.and_then(|said| place.account(said.by)),
            last.map(|said| said.at),
            history.customer_wrote_at,
            history.team_read_at,
            history.customer_read_at
        ],
    )
    .await?;
    Ok(id)
}

async fn messages(tx: &mut Tx, place: &Place, history: &History, conversation_id: &Id, ids: &Ids) -> Result<()> {
    for said in &history.messages {
        let side = if said.by.is_some() { "agent" } else { "customer" };
        let id = ids.next(said.at);
        tx.run(
            sql!(
                "insert into messages (workspace_id, conversation_id, id, sender_type, sender_id, content, attachments, created_at)
                 values ($1, $2, $3, $4, $5, $6, '[]', $7)"
            ),
            params![
                &place.workspace_id,
                conversation_id,
                &id,
                side,
                place.account(said.by),
                &said.content,
                said.at
            ],
        )
        .await?;
        if let Some(by) = place.account(said.by) {
            let act = place.act(by, &id, "reply", conversation_id);
            activity::put_at(tx, &act, said.at).await?;
        }
    }
    Ok(())
}

async fn acts(tx: &mut Tx, place: &Place, history: &History, conversation_id: &Id) -> Result<()> {
    let ids = Ids::default();
    for done in &history.acts {
        let id = ids.next(done.at);
        tx.run(
            sql!(
                "insert into acts (workspace_id, conversation_id, id, act, by_account, to_account, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7)"
            ),
            params![
                &place.workspace_id,
                conversation_id,
                &id,
                done.act,
                place.account(done.by),
                place.account(done.to),
                done.at
            ],
        )
        .await?;
        if let Some(by) = place.account(done.by) {
            let act = place.act(by, &id, done.act, conversation_id);
            activity::put_at(tx, &act, done.at).await?;
        }
    }
    Ok(())
}
