//! The rulebooks of this server, for whoever chooses one or wants to read the rules first.

use axum::Json;
use axum::extract::State;
use rulebook::{Limits, Rulebook};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::billing::plan::LimitsOf;
use crate::error::Problem;

/// A rulebook.
#[derive(Serialize, ToSchema)]
pub struct Book {
    name: String,
    title: String,
    summary: String,
    /// What sets it apart, in plain sentences.
    differences: Vec<String>,
    /// Whether ownership can move.
    ownership_moves: bool,
    /// How people come in: `direct`, `invitation`, `link`, `domain`.
    joining: Vec<&'static str>,
    roles: Vec<RoleOf>,
    tiers: Vec<TierOf>,
    /// What a role of a workspace's own may hold beside what every member reads.
    pickable: Vec<&'static str>,
    plans: Vec<PlanOf>,
}

/// A role of a rulebook.
#[derive(Serialize, ToSchema)]
pub struct RoleOf {
    name: String,
    label: String,
    description: String,
    /// Whether an invite may give it.
    invitable: bool,
    /// Whether it is the role of the one owner.
    owner: bool,
    /// Whether it stands above those that do not lead.
    leads: bool,
    permissions: Vec<&'static str>,
}

/// A tier of a rulebook.
#[derive(Serialize, ToSchema)]
pub struct TierOf {
    name: String,
    label: String,
    summary: String,
    /// Everything that it gives: features, and permissions that go by role or tier.
    gives: Vec<&'static str>,
}

/// A plan of a rulebook.
#[derive(Serialize, ToSchema)]
pub struct PlanOf {
    name: String,
    label: String,
    summary: String,
    limits: LimitsOf,
}

fn describe(book: &Rulebook) -> Book {
    Book {
        name: book.name().to_owned(),
        title: book.title().to_owned(),
        summary: book.summary().to_owned(),
        differences: book.differences().to_vec(),
        ownership_moves: book.ownership_moves(),
        joining: book.ways_of_joining().iter().map(|way| way.name()).collect(),
        roles: book
            .roles()
            .map(|(id, r)| RoleOf {
                name: r.name.clone(),
                label: r.label.clone(),
                description: r.description.clone(),
                invitable: r.invitable,
                owner: id == book.owner_role(),
                leads: book.leads(id),
                permissions: r.permissions.iter().map(|a| a.name()).collect(),
            })
            .collect(),
        tiers: book
            .tiers()
            .map(|(_, t)| TierOf {
                name: t.name.clone(),
                label: t.label.clone(),
                summary: t.summary.clone(),
                gives: t.acts.iter().map(|a| a.name()).collect(),
            })
            .collect(),
        pickable: book.pickable().iter().map(|a| a.name()).collect(),
        plans: book
            .plans()
            .map(|(_, p)| PlanOf {
                name: p.name.clone(),
                label: p.label.clone(),
                summary: p.summary.clone(),
                limits: LimitsOf::from(&p.limits as &Limits),
            })
            .collect(),
    }
}

/// Lists the rulebooks.
#[utoipa::path(get, path = "/rulebooks", tag = "workspace",
    responses((status = 200, body = Vec<Book>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>) -> Json<Vec<Book>> {
    Json(app.books.all().map(|b| describe(b)).collect())
}
