//! Every field of every body and query in the OpenAPI document, one wrong at a time: the answer names it, whoever asks,
//! and nothing changes.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Person};
use crate::world::World;

/// A body that fits, for each route that takes one.
pub fn fitting(route: &str, world: &World) -> Value {
    match route {
        "POST /auth/login" => json!({"email": "ada@example.com", "password": "a long password"}),
        "POST /auth/register" => json!({"email": "new@example.com", "full_name": "New", "password": "a long password"}),
        "PATCH /auth/me" => json!({"full_name": "New"}),
        "DELETE /auth/me" => json!({"password": "a guess"}),
        "POST /auth/password" => json!({"current_password": "a guess", "password": "another password"}),
        "POST /auth/email" => json!({"email": "new@example.com", "password": "a guess"}),
        "POST /auth/reset" => json!({"email": "ada@example.com"}),
        "POST /auth/reset/confirm" => json!({"token": "dl_guessed", "password": "a long password"}),
        "POST /auth/verify" => json!({"token": "dl_guessed"}),
        "POST /auth/business/create" => json!({"name": "Another"}),
        "POST /auth/workspace" => json!({"workspace_id": world.workspace}),
        "PUT /billing/plan" => json!({"plan": "mini"}),
        "POST /channels" => json!({"type": "widget", "config": {"domain": "b.example"}}),
        "POST /conversations" => json!({"business_id": world.workspace}),
        "PATCH /conversations/{conversation_id}" => json!({"status": "pending"}),
        "POST /conversations/{conversation_id}/handoff" => json!({"reason": "complex_issue"}),
        "POST /conversations/{conversation_id}/messages" | "POST /visitor/messages" => json!({"content": "hello"}),
        "POST /customers" | "PATCH /visitor" => json!({"name": "Ines"}),
        "PATCH /team/members/{member_id}" => json!({"role": "admin"}),
        "PATCH /team/status" => json!({"status": "live"}),
        "PATCH /workspace" => json!({"name": "Renamed"}),
        "DELETE /workspace" => json!({"name": "Somewhere else"}),
        "DELETE /customers/{customer_id}/personal-data" | "DELETE /team/people/{user_id}/personal-data" => {
            json!({"name": "Somebody else"})
        }
        "POST /workspace/roles" => json!({"name": "Night shift", "permissions": []}),
        "POST /workspace/keys" => json!({"name": "Nightly export", "role": "admin"}),
        "POST /workspace/transfer" => json!({"member_id": world.owner.id}),
        "POST /workspace/transfer/accept" => json!({"name": "Acme", "password": "a guess"}),
        "POST /platform/visits" => json!({"workspace_id": world.workspace, "reason": "To help", "password": "a guess"}),
        "POST /platform/visits/{visit_id}/enter" => json!({"password": "a guess"}),
        "PATCH /workspace/visits" => json!({"ask_first": true}),
        "POST /team/invitations" => json!({"emails": ["eve@example.com"]}),
        "PATCH /team/invitations/{invitation_id}" => json!({"tier": "power"}),
        "POST /team/links" | "POST /workspace/domains/{domain}/verify" => json!({}),
        "POST /workspace/domains" => json!({"domain": "firm.example"}),
        "POST /team/imports/{import_id}/confirm" => json!({"existing": "skip"}),
        "POST /team/bulk" => json!({"act": "tier", "tier": "power", "members": [world.agent_member], "preview": true}),
        "POST /invitations/look" | "POST /invitations/accept" => json!({"token": "di_guessed"}),
        "POST /widget/create" => json!({"domain": "b.example"}),
        "POST /tags" => json!({"name": "Returns", "colour": "#7650FF"}),
        "PUT /conversations/{conversation_id}/tags" => json!({"tags": []}),
        "POST /conversations/{conversation_id}/snooze" => json!({"until": null}),
        "POST /canned-replies" => json!({"shortcut": "returns", "title": "Returns", "content": "Send it back."}),
        "POST /views" => json!({"name": "Mine", "filter": {}}),
        "PATCH /channels/{channel_id}"
        | "PATCH /widget/{widget_id}"
        | "PATCH /tags/{tag_id}"
        | "PATCH /workspace/roles/{role_id}"
        | "PATCH /canned-replies/{canned_reply_id}"
        | "POST /widget/{widget_id}/visitors" => json!({}),
        other => panic!("{other} is new: say here what body it takes"),
    }
}

/// Values that a field of this schema can't take.
fn wrong(schema: &Value) -> Vec<Value> {
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    let mut out = match kind.as_str() {
        Some("string") => vec![json!(7), json!(true), json!("a\u{0}b"), json!("x".repeat(100_000))],
        Some("boolean") => vec![json!("yes"), json!(1)],
        Some("array") => vec![json!("x"), json!(1), json!([1])],
        Some("object") => vec![json!("x"), json!([]), json!({"a": "b\u{0}c"})],
        Some("integer") => vec![json!("x"), json!(0), json!(1.5)],
        // A word out of a list.
        None => vec![json!("neither"), json!(1)],
        Some(other) => panic!("{other} is a new type of field: say here what it can't take"),
    };
    out.push(if kind == "object" { json!(1) } else { json!({"a": 1}) });
    out
}

pub fn document() -> Value {
    serde_json::to_value(deskbell::routes::openapi()).expect("JSON")
}

/// Operations of the document: name, path as called in this world, and what the document says.
pub fn operations(desk: &Desk, world: &World) -> Vec<(String, String, Value)> {
    let named = desk.furnish(world);
    let mut out = Vec::new();
    for (template, methods) in document()["paths"].as_object().expect("paths") {
        let template = template.trim_start_matches("/api/v1");
        let path = named
            .iter()
            .fold(template.to_owned(), |path, (parameter, id)| path.replace(parameter, id));
        for (method, operation) in methods.as_object().expect("methods") {
            let name = format!("{} {template}", method.to_uppercase());
            out.push((name, path.clone(), operation.clone()));
        }
    }
    out
}

/// Those to whom a wrong field matters: whether they have a workspace, or the right, is looked at later.
fn askers(world: &World, bare: &Person, path: &str) -> Vec<String> {
    if path.starts_with("/visitor") {
        return vec![world.visitor.clone()];
    }
    [&world.owner, &world.agent, bare]
        .map(|person| person.token.clone())
        .to_vec()
}

pub fn call(desk: &Desk, token: &str, name: &str, path: &str, body: Option<&Value>) -> Answer {
    let method = name.split(' ').next().expect("a method");
    let bearer = format!("Bearer {token}");
    let text = body.map(Value::to_string);
    desk.call(method, path, &[("authorization", &bearer)], text.as_deref())
}

/// The answer blames this field, or carries the code that is documented instead.
#[track_caller]
pub fn assert_blamed(answer: &Answer, name: &str, field: &str, value: &str) {
    let what = format!(
        "{name} with {field} = {}: {}",
        value.chars().take(60).collect::<String>(),
        answer.body
    );
    let documented = match (name, field) {
        ("PATCH /team/status", "status") => Some((400, "invalid_status")),
        ("POST /team/invite", "role") => Some((400, "invalid_role")),
        _ => None,
    };
    let got = (answer.status, answer.body["code"].as_str().unwrap_or_default());
    if documented == Some(got) {
        return;
    }
    // A role is known only by the rulebook of a workspace.
    if (name, field, got) == ("POST /team/invite", "role", (400, "no_workspace")) {
        return;
    }
    assert_eq!(got, (422, "invalid"), "{what}");
    let blamed = answer.body["errors"][0]["field"].as_str().unwrap_or_default();
    let is_it = blamed == field
        || blamed
            .strip_prefix(field)
            .is_some_and(|rest| rest.starts_with(['.', '[']));
    assert!(is_it, "{what}");
    assert!(
        answer.body["errors"][0]["message"]
            .as_str()
            .is_some_and(|m| m.len() > 3),
        "{what}"
    );
}

fn each_field(desk: &Desk, world: &World, token: &str, name: &str, path: &str, schema: &Value) -> usize {
    let mut tried = 0;
    for (field, of_field) in schema["properties"].as_object().expect("properties") {
        for value in wrong(of_field) {
            let mut body = fitting(name, world);
            body[field] = value.clone();
            assert_blamed(
                &call(desk, token, name, path, Some(&body)),
                name,
                field,
                &value.to_string(),
            );
            tried += 1;
        }
    }
    for field in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        for value in [None, Some(Value::Null)] {
            let mut body = fitting(name, world);
            let map = body.as_object_mut().expect("an object");
            match value {
                Some(value) => map.insert(field.to_owned(), value),
                None => map.remove(field),
            };
            assert_blamed(&call(desk, token, name, path, Some(&body)), name, field, "nothing");
            tried += 1;
        }
    }
    tried
}

/// Values that no parameter of a query takes: one for each kind, and what no text may hold.
fn wrong_in_query(schema: &Value) -> Vec<String> {
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    let mut out: Vec<String> = ["%00", "a%00b", "%ff"].map(str::to_owned).to_vec();
    match kind.as_str() {
        Some("integer") => out.extend(["x", "-1", "0", "1.5", "99999999999", ""].map(str::to_owned)),
        Some("boolean") => out.extend(["x", "1", ""].map(str::to_owned)),
        _ => out.push("x".repeat(3000)),
    }
    out
}

/// The other parameters that a query needs.
pub fn beside(name: &str, field: &str) -> &'static str {
    match (name, field) {
        ("POST /team/invite", "role") => "&email=nobody@example.com",
        ("GET /search", "limit") => "&q=lantern",
        _ => "",
    }
}

fn each_value(desk: &Desk, token: &str, name: &str, path: &str, parameter: &Value, field: &str) -> usize {
    let ask = |query: String, value: &str| {
        assert_blamed(
            &call(desk, token, name, &format!("{path}{query}"), None),
            name,
            field,
            value,
        );
    };
    let values = wrong_in_query(&parameter["schema"]);
    for value in &values {
        ask(format!("?{field}={value}{}", beside(name, field)), value);
    }
    ask(format!("?{field}=1&{field}=2{}", beside(name, field)), "twice");
    if parameter["required"] == true {
        ask(String::new(), "nothing");
    }
    values.len()
}

on_both! {
    fn a_field_that_is_wrong_or_missing_in_a_body_is_named_and_nothing_changes(desk) {
        let (world, bare) = (desk.world("Acme"), desk.person("Bare"));
        let (document, operations) = (document(), operations(desk, &world));
        let before = desk.dump();
        let mut tried = 0;
        for (name, path, operation) in operations {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if let Some(reference) = schema["$ref"].as_str() {
                let schema = document.pointer(reference.trim_start_matches('#')).expect("a schema");
                for token in askers(&world, &bare, &path) {
                    tried += each_field(desk, &world, &token, &name, &path, schema);
                }
            }
        }
        assert!(tried > 600, "only {tried} bodies were tried");
        assert_eq!(desk.dump(), before);
    }

    fn a_parameter_that_is_wrong_in_a_query_is_named_and_nothing_changes(desk) {
        let (world, bare) = (desk.world("Acme"), desk.person("Bare"));
        let operations = operations(desk, &world);
        let before = desk.dump();
        let mut tried = 0;
        for (name, path, operation) in operations {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for parameter in parameters.filter(|p| p["in"] == "query") {
                let field = parameter["name"].as_str().expect("a name");
                for token in askers(&world, &bare, &path) {
                    tried += each_value(desk, &token, &name, &path, parameter, field);
                }
            }
        }
        assert!(tried > 200, "only {tried} queries were tried");
        assert_eq!(desk.dump(), before);
    }
}
