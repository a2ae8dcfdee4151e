//! A workspace to measure on, made over the API as people make one.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::http::{Client, text};

/// A filled workspace and its owner's connection.
pub struct Desk {
    /// The owner, signed in.
    pub owner: Client,
    /// Accounts of the members, the owner's first.
    pub people: Vec<String>,
    /// Conversations with a customer each.
    pub conversations: Vec<String>,
}

/// A workspace where people come in by invitation, and its owner's connection.
pub fn house(address: SocketAddr) -> Result<Client> {
    let (mut owner, _) = register(address, 1)?;
    let house = json!({"name": "Measured", "rulebook": "organization"});
    owner.json("POST", "/api/v1/auth/business/create", Some(&house))?;
    Ok(owner)
}

/// Writes so many more members straight into the file while no server runs.
pub fn crowd(database: &Path, more: i64) -> Result<()> {
    let mut database = rusqlite::Connection::open(database)?;
    let transaction = database.transaction()?;
    transaction.execute(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1)
         insert into accounts (id, email, full_name, password_hash, is_verified, is_google_account, created_at)
         select '0193f2a6-0000-7000-8000-' || printf('%012x', n.i), 'crowd' || n.i || '@example.com', 'Crowd ' || n.i, '',
                false, false, 1700000000000000 + n.i
         from n",
        [more],
    )?;
    transaction.execute(
        "insert into members (workspace_id, id, account_id, is_owner, role, tier, status, is_active, invited_at, invited_by)
         select m.workspace_id, replace(a.id, '-8000-', '-9000-'), a.id, false, 'agent', m.tier, 'offline', true,
                a.created_at, m.account_id
         from accounts a, members m where m.is_owner and a.password_hash = ''",
        [],
    )?;
    Ok(transaction.commit()?)
}

/// Writes so many acts of everybody straight into the file while no server runs, a minute apart.
pub fn acts(database: &Path, each: i64) -> Result<()> {
    let database = rusqlite::Connection::open(database)?;
    database.execute(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1)
         insert into activity (workspace_id, account_id, id, what, at)
         select m.workspace_id, m.account_id, '0193f2a6-0000-7000-8000-' || printf('%012x', n.i), 'message_sent',
                1700000000000000 + n.i * 60000000
         from members m, n",
        [each],
    )?;
    Ok(())
}

fn register(address: SocketAddr, number: usize) -> Result<(Client, String)> {
    let mut client = Client::connect(address)?;
    let person = json!({
        "email": format!("person{number}@example.com"),
        "full_name": format!("Person {number}"),
        "password": "a password to measure with",
    });
    let account = client.json("POST", "/api/v1/auth/register", Some(&person))?;
    client.token = Some(text(&account, "access_token")?);
    Ok((client, text(&account, "id")?))
}

impl Desk {
    /// A workspace with so many members (the owner counts) and conversations.
    pub fn fill(address: SocketAddr, members: usize, conversations: usize) -> Result<Self> {
        let (mut owner, owner_id) = register(address, 1)?;
        let name = json!({"name": "Measured"});
        let me = owner.json("POST", "/api/v1/auth/business/create", Some(&name))?;
        let workspace_id = text(me.get("business").context("no business")?, "id")?;
        let mut people = vec![owner_id];
        for number in 2..=members {
            people.push(register(address, number)?.1);
            let invite = format!("/api/v1/team/invite?email=person{number}@example.com");
            owner.json("POST", &invite, None)?;
        }
        let mut desk = Desk {
            owner,
            people,
            conversations: Vec::new(),
        };
        for number in 0..conversations {
            desk.converse(&workspace_id, number)?;
        }
        Ok(desk)
    }

    fn converse(&mut self, workspace_id: &str, number: usize) -> Result<()> {
        let customer = json!({"name": format!("Customer {number}")});
        let customer = self.owner.json("POST", "/api/v1/customers", Some(&customer))?;
        let conversation = json!({
            "business_id": workspace_id,
            "customer_id": text(&customer, "id")?,
            "initial_message": "Good morning! How can we help?",
        });
        let opened = self.owner.json("POST", "/api/v1/conversations", Some(&conversation))?;
        self.conversations.push(text(&opened, "id")?);
        Ok(())
    }

    /// Two members who take turns at being assigned; neither is the owner.
    pub fn two(&self) -> Result<[String; 2]> {
        match self.people.as_slice() {
            [_, one, other, ..] => Ok([one.clone(), other.clone()]),
            _ => anyhow::bail!("fewer than three members"),
        }
    }

    /// The members, as the list answers them.
    pub fn members(&mut self) -> Result<Vec<u8>> {
        let answer = self.owner.ask("GET", MEMBERS, "")?;
        let rows: Vec<Value> = serde_json::from_slice(&answer)?;
        anyhow::ensure!(rows.len() == self.people.len(), "{} members", rows.len());
        Ok(answer)
    }
}

/// The list of members.
pub const MEMBERS: &str = "/api/v1/team/members";
