//! The bounds that the OpenAPI document names are those that hold: what is one beyond is refused by its field's name, and
//! what is just within is not.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::fields::{assert_blamed, beside, call, document, fitting, operations};
use crate::world::World;

/// A value just within a bound, where there is one that is nothing else's fault, and one just beyond.
struct Edge {
    within: Option<Value>,
    beyond: Value,
}

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// A text of this many characters that is of the format.
fn text(length: usize, format: Option<&str>) -> String {
    let filled = |start: &str| format!("{start}{}", "x".repeat(length.saturating_sub(start.len())));
    match format {
        Some("email") => {
            // A label of a host has at most 63 characters.
            let host = ["x".repeat(60), "x".repeat(60), "x".repeat(60), "example".to_owned()].join(".");
            format!("{}@{host}", "x".repeat(length - host.len() - 1))
        }
        Some("uri") => filled("https://x.example/"),
        _ => filled(""),
    }
}

fn of_text(schema: &Value) -> Vec<Edge> {
    let (format, pattern) = (schema["format"].as_str(), schema["pattern"].as_str());
    let mut edges = Vec::new();
    let sized = |length: u64| text(usize::try_from(length).expect("a length"), format);
    if let Some(most) = schema["maxLength"].as_u64() {
        edges.push(Edge {
            within: Some(json!(sized(most))),
            beyond: json!(sized(most + 1)),
        });
    }
    if let Some(least) = schema["minLength"].as_u64() {
        edges.push(Edge {
            within: Some(json!(sized(least))),
            beyond: json!(sized(least - 1)),
        });
    }
    if format.is_some() || pattern.is_some() {
        let beyond = json!("Neither of them!");
        edges.push(Edge { within: None, beyond });
    }
    edges
}

fn of_number(schema: &Value) -> Vec<Edge> {
    let edge = |within: i64, step: i64| Edge {
        within: Some(json!(within)),
        beyond: json!(within + step),
    };
    let least = schema["minimum"].as_i64().map(|least| edge(least, -1));
    let most = schema["maximum"].as_i64().map(|most| edge(most, 1));
    least.into_iter().chain(most).collect()
}

fn of_list(schema: &Value) -> Vec<Edge> {
    let Some(most) = schema["maxItems"].as_u64() else {
        return Vec::new();
    };
    let list = |length: u64| Value::from((0..length).map(|_| ID).collect::<Vec<_>>());
    let whole = Edge {
        within: Some(list(most)),
        beyond: list(most + 1),
    };
    let items = of_text(&schema["items"]).into_iter().map(|edge| Edge {
        within: edge.within.map(|value| json!([value])),
        beyond: json!([edge.beyond]),
    });
    std::iter::once(whole).chain(items).collect()
}

fn of_object(schema: &Value) -> Vec<Edge> {
    let Some(most) = schema["maxProperties"].as_u64() else {
        return Vec::new();
    };
    let object = |length: u64| Value::Object((0..length).map(|n| (format!("key {n}"), json!(true))).collect());
    vec![Edge {
        within: Some(object(most)),
        beyond: object(most + 1),
    }]
}

fn kind(schema: &Value) -> &str {
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    kind.as_str().unwrap_or_default()
}

fn edges(schema: &Value) -> Vec<Edge> {
    match kind(schema) {
        "string" => of_text(schema),
        "integer" => of_number(schema),
        "array" => of_list(schema),
        "object" => of_object(schema),
        _ => Vec::new(),
    }
}

/// A field of a body or a query.
struct Field {
    operation: String,
    path: String,
    name: String,
    /// The field inside it that is meant, where it is an object of its own.
    inside: Option<String>,
    schema: Value,
    in_query: bool,
}

/// The schema that a schema refers to, also where null may stand in its place.
fn referred<'d>(document: &'d Value, schema: &Value) -> Option<&'d Value> {
    let reference = schema["$ref"].as_str().or_else(|| {
        let choices = schema["oneOf"].as_array()?;
        choices.iter().find_map(|choice| choice["$ref"].as_str())
    })?;
    document.pointer(reference.strip_prefix('#')?)
}

fn properties(schema: Option<&Value>) -> Vec<(&String, &Value)> {
    let properties = schema.and_then(|schema| schema["properties"].as_object());
    properties.into_iter().flatten().collect()
}

/// Fields of one operation, each with the fields inside it.
fn fields<'d>(document: &'d Value, operation: &'d Value) -> Vec<(String, Option<String>, &'d Value, bool)> {
    let body = referred(
        document,
        &operation["requestBody"]["content"]["application/json"]["schema"],
    );
    let mut out = Vec::new();
    for (name, schema) in properties(body) {
        out.push((name.clone(), None, schema, false));
        for (inside, schema) in properties(referred(document, schema)) {
            out.push((name.clone(), Some(inside.clone()), schema, false));
        }
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    for parameter in parameters.filter(|p| p["in"] == "query") {
        let name = parameter["name"].as_str().expect("a name").to_owned();
        out.push((name, None, &parameter["schema"], true));
    }
    out
}

fn each_field(desk: &Desk, world: &World) -> Vec<Field> {
    let document = document();
    let mut out = Vec::new();
    for (operation, path, described) in operations(desk, world) {
        for (name, inside, schema, in_query) in fields(&document, &described) {
            out.push(Field {
                operation: operation.clone(),
                path: path.clone(),
                name,
                inside,
                schema: schema.clone(),
                in_query,
            });
        }
    }
    out
}

impl Field {
    /// Sends this value in it, with whatever else is needed.
    fn send(&self, desk: &Desk, world: &World, value: &Value) -> Answer {
        let is_visitors = self.path.starts_with("/visitor");
        let token = if is_visitors {
            &world.visitor
        } else {
            &world.owner.token
        };
        if self.in_query {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let (text, beside) = (text.replace(' ', "+"), beside(&self.operation, &self.name));
            let query = format!("{}?{}={text}{beside}", self.path, self.name);
            return call(desk, token, &self.operation, &query, None);
        }
        let mut body = fitting(&self.operation, world);
        match &self.inside {
            None => body[&self.name] = value.clone(),
            Some(inside) => {
                if self.name == "identity" {
                    body["identity"] = json!({"id": "1", "expires_at": "2026-03-01T09:30:00Z", "signature": "00"});
                }
                if self.name == "retention" {
                    body["retention"] = json!({"conversations": null, "activity": null, "audit": null});
                }
                body[&self.name][inside] = value.clone();
            }
        }
        call(desk, token, &self.operation, &self.path, Some(&body))
    }
}

/// Bounded by what they can be, where no keyword of the document can say it.
const OTHERWISE: [&str; 9] = [
    "domain",
    "time_zone",
    "cursor",
    "type",
    "config",
    "session",
    "format",
    "status",
    "role",
];

#[test]
fn every_text_number_and_list_that_comes_in_has_bounds() {
    let document = document();
    assert!(
        !document.to_string().contains(deskbell::bounds::UNKNOWN),
        "a rule has no words in src/bounds.rs"
    );
    assert!(
        !document.to_string().contains("x-bounds"),
        "bounds were noted and not written"
    );
    let mut without = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for operation in methods.as_object().expect("methods").values() {
            for (name, inside, schema, _) in fields(&document, operation) {
                let name = inside.unwrap_or(name);
                let needs = ["string", "integer", "array", "object"].contains(&kind(schema));
                if needs && edges(schema).is_empty() && !OTHERWISE.contains(&name.as_str()) {
                    without.push(format!("{path}: {name}"));
                }
            }
        }
    }
    assert_eq!(without, Vec::<String>::new());
}

on_both! {
    fn a_bound_of_the_document_is_the_one_that_holds(desk) {
        let world = desk.world("Acme");
        let mut tried = 0;
        for field in each_field(desk, &world) {
            for Edge { within, beyond } in edges(&field.schema) {
                let refused = field.send(desk, &world, &beyond);
                assert_blamed(&refused, &field.operation, &field.name, &beyond.to_string());
                if let Some(within) = within {
                    // What is asked for then may still be absent or forbidden, but it is not this that is wrong with it.
                    let taken = field.send(desk, &world, &within);
                    let what = format!("{} with {} {:?} = {within}", field.operation, field.name, field.inside);
                    assert_ne!(taken.body["errors"], refused.body["errors"], "{what}");
                }
                tried += 1;
            }
        }
        assert!(tried > 120, "only {tried} bounds were tried");
    }
}
