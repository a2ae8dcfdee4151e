//! What each kind of caller asks of a route: a request that succeeds for whoever may make it.

use serde_json::{Value, json};

use super::around::Around;
use crate::desk::{Answer, Desk, PASSWORD, PICTURE};

/// Somebody to invite.
pub fn invitee(n: usize) -> String {
    format!("Invitee {n}")
}

/// A request that succeeds for whoever may make it.
fn body_for(route: &str, around: &Around, n: usize) -> Option<Value> {
    Some(match route {
        "POST /auth/register" => {
            json!({"email": format!("new{n}@example.com"), "full_name": "New", "password": "a long password"})
        }
        "POST /auth/login" => json!({"email": "nobody@example.com", "password": "a long password"}),
        "PATCH /auth/me" => json!({"full_name": "New"}),
        "DELETE /auth/me" => json!({"password": PASSWORD}),
        "POST /auth/password" => json!({"current_password": PASSWORD, "password": "another password"}),
        "POST /auth/email" => json!({"email": format!("moved{n}@example.com"), "password": PASSWORD}),
        "POST /auth/reset" => json!({"email": "nobody@example.com"}),
        "POST /auth/reset/confirm" => json!({"token": "dl_guessed", "password": "a long password"}),
        "POST /auth/verify" => json!({"token": "dl_guessed"}),
        "DELETE /workspace" => json!({"name": around.world.name}),
        "DELETE /customers/{customer_id}/personal-data" => json!({"name": "Visitor"}),
        "DELETE /team/people/{user_id}/personal-data" => json!({"name": format!("{} Former", around.world.name)}),
        "POST /workspace/keys" => json!({"name": "Another", "role": "admin"}),
        "POST /workspace/roles" => json!({"name": format!("Role {n}"), "permissions": ["members.invite"]}),
        "PATCH /workspace/roles/{role_id}" => json!({"name": format!("Role {n}")}),
        "POST /workspace/transfer" => json!({"member_id": around.world.admin_member}),
        "POST /workspace/transfer/accept" => json!({"name": around.world.name, "password": PASSWORD}),
        "POST /auth/business/create" => json!({"name": "Another"}),
        "POST /auth/workspace" => json!({"workspace_id": around.world.workspace}),
        "PATCH /team/members/{member_id}" => json!({"role": "admin"}),
        "PATCH /workspace" => json!({"name": "Renamed"}),
        "POST /platform/visits" => {
            json!({"workspace_id": around.other_workspace, "reason": "To help", "password": PASSWORD})
        }
        "POST /platform/visits/{visit_id}/enter" => json!({"password": PASSWORD}),
        "PATCH /workspace/visits" => json!({"ask_first": true}),
        "POST /team/invitations" => json!({"emails": [format!("invited{n}@example.com")]}),
        "PATCH /team/invitations/{invitation_id}" => json!({"tier": "power"}),
        "POST /team/links" => json!({}),
        "POST /workspace/domains" => json!({"domain": format!("new{n}.example")}),
        "POST /team/imports/{import_id}/confirm" => json!({"existing": "skip"}),
        "POST /team/bulk" => {
            json!({"act": "tier", "tier": "power", "members": [around.world.agent_member], "preview": true})
        }
        "POST /invitations/look" | "POST /invitations/accept" => json!({"token": "di_guessed"}),
        "PATCH /team/status" => json!({"status": "away"}),
        "POST /conversations" => json!({"business_id": around.world.workspace}),
        "PATCH /conversations/{conversation_id}" => json!({"status": "pending"}),
        "POST /conversations/{conversation_id}/messages" => json!({"content": "hello"}),
        "POST /conversations/{conversation_id}/handoff" => json!({"reason": "complex_issue"}),
        "POST /conversations/{conversation_id}/upload" | "POST /visitor/upload" => json!("one lantern"),
        "POST /customers" => json!({"name": "Ines"}),
        "POST /channels" => json!({"type": "widget", "config": {"domain": format!("b{n}.example")}}),
        "PATCH /channels/{channel_id}" => json!({"is_active": true}),
        "POST /widget/create" => json!({"domain": format!("c{n}.example")}),
        "PATCH /widget/{widget_id}" => json!({"name": "Shop"}),
        "PUT /billing/plan" if around.book == "organization" => json!({"plan": "team"}),
        "PUT /billing/plan" => json!({"plan": "pro"}),
        "POST /tags" => json!({"name": format!("Tag {n}"), "colour": "#7650FF"}),
        "PATCH /tags/{tag_id}" => json!({"colour": "#00aa00"}),
        "PUT /conversations/{conversation_id}/tags" => json!({"tags": []}),
        "POST /conversations/{conversation_id}/snooze" => json!({"until": null}),
        "POST /canned-replies" => json!({"shortcut": format!("reply-{n}"), "title": "A reply", "content": "Hello"}),
        "PATCH /canned-replies/{canned_reply_id}" => json!({"title": "Another"}),
        "POST /views" => json!({"name": "Open ones", "filter": {"status": "open"}}),
        "POST /visitor/messages" => json!({"content": "hello"}),
        "PATCH /visitor" => json!({"name": "Ines"}),
        _ => return None,
    })
}

fn path_for(route: &str, path: &str, around: &Around, n: usize) -> String {
    let world = &around.world;
    let query = match route {
        "POST /team/invite" => format!("?email={}@example.com", invitee(n).replace(' ', ".").to_lowercase()),
        "POST /team/assign/{conversation_id}" => format!("?agent_id={}", world.agent.id),
        "GET /billing/checkout-url" if around.book == "organization" => "?plan=team".to_owned(),
        "GET /billing/checkout-url" => "?plan=mini".to_owned(),
        "GET /search" => "?q=lantern".to_owned(),
        "POST /conversations/{conversation_id}/upload" | "POST /visitor/upload" => "?name=list.txt".to_owned(),
        _ => String::new(),
    };
    let named = around.named.iter();
    named.fold(path.to_owned(), |path, (parameter, id)| path.replace(parameter, id)) + &query
}

pub fn ask(desk: &Desk, around: &Around, route: &str, kind: &str, n: usize) -> Answer {
    let (method, path) = route.split_once(' ').expect("a route");
    let own = around.own.get(kind).into_iter().flatten();
    let path = own.fold(path.to_owned(), |path, (parameter, id)| path.replace(parameter, id));
    let path = path_for(route, &path, around, n);
    let world = &around.world;
    let token = match kind {
        "nobody" => None,
        "account" => Some(&around.account),
        "visitor" => Some(&world.visitor),
        "agent" => Some(&world.agent.token),
        "admin" => Some(&world.admin.token),
        "owner" => Some(&world.owner.token),
        "stranger" => Some(&around.stranger),
        "second" => Some(&around.second),
        "k-agent" => Some(&around.keys[0]),
        "k-admin" => Some(&around.keys[1]),
        "k-owner" => Some(&around.keys[2]),
        "platform" => Some(&around.platform[0]),
        "visit" => Some(&around.platform[1]),
        "disabled" => Some(&around.disabled),
        "invited" => Some(&around.invited.0),
        _ => Some(&around.removed),
    };
    let bearer = token.map(|t| format!("Bearer {t}"));
    let mut headers = Vec::new();
    if let Some(bearer) = &bearer {
        headers.push(("authorization", bearer.as_str()));
    }
    // Somebody who is in both workspaces, acting in the other one.
    if kind == "second" {
        headers.push(("x-deskbell-workspace", around.other_workspace.as_str()));
    }
    if kind == "visit" || kind == "disabled" {
        headers.push(("x-deskbell-workspace", world.workspace.as_str()));
    }
    let body = match route {
        "PUT /auth/me/picture" => Some(PICTURE.to_owned()),
        "POST /invitations/look" | "POST /invitations/accept" if kind == "invited" => {
            Some(json!({"token": around.invited.1}).to_string())
        }
        "POST /team/imports" => Some("email\nnew@example.com\n".to_owned()),
        _ => body_for(route, around, n).map(|b| b.to_string()),
    };
    desk.call(method, &path, &headers, body.as_deref())
}
