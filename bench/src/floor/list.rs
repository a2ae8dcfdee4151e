//! Bare axum that serialises the members from memory.

use anyhow::Result;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::desk::MEMBERS;

#[derive(Serialize, Deserialize)]
struct Member {
    id: String,
    user_id: String,
    email: String,
    name: String,
    avatar_url: Option<String>,
    role: String,
    tier: String,
    status: String,
    is_active: bool,
    agent_access: bool,
    disabled: Option<String>,
    removal: Option<String>,
    invited_at: String,
    is_verified: bool,
    connected: bool,
    activity: String,
    last_active_at: Option<String>,
    onboarding: Option<Onboarding>,
}

#[derive(Serialize, Deserialize)]
struct Onboarding {
    way: String,
    done: Vec<String>,
    open: Vec<String>,
}

/// Kept until the process ends.
type Members = &'static [Member];

async fn list(State(members): State<Members>) -> Json<Members> {
    Json(members)
}

/// Serves it until the process is killed.
pub async fn run(rows: &str) -> Result<()> {
    let members: Vec<Member> = serde_json::from_slice(&std::fs::read(rows)?)?;
    let members: Members = members.leak();
    super::serve(super::ANY, Router::new().route(MEMBERS, get(list)).with_state(members)).await
}
