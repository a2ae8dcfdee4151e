//! The bounds of what comes in, in the words of JSON Schema. `#[bounded]` hands over what garde checks of each field; here it
//! finds its way into the OpenAPI document. The numbers are written once: where garde checks them, or in `limits.rs`.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::schema::{Object, Schema};

use crate::inbox::model::STATUSES;
use crate::limits;

/// Keywords and their values.
pub type Bounds = Map<String, Value>;

/// Where bounds wait in a schema until the document is whole.
const NOTE: &str = "x-bounds";
/// A rule that [`rule`] does not know; a test finds it.
pub const UNKNOWN: &str = "x-unknown-rule";
/// Bounds of what is in a list, or in an option.
const INNER: &str = "inner";
/// How long something is, before it is known of what kind it is.
const LEAST: &str = "least";
const MOST: &str = "most";

fn bounds(pairs: &[(&str, Option<Value>)]) -> Bounds {
    let said = pairs
        .iter()
        .filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?)));
    said.collect()
}

/// garde's `length`: of a text in characters, of a list in items, of an object in properties.
#[must_use]
pub fn length(least: Option<usize>, most: Option<usize>) -> Bounds {
    bounds(&[(LEAST, least.map(Value::from)), (MOST, most.map(Value::from))])
}

/// garde's `range`.
#[must_use]
pub fn range(least: Option<u32>, most: Option<u32>) -> Bounds {
    bounds(&[("minimum", least.map(Value::from)), ("maximum", most.map(Value::from))])
}

/// garde's `inner`.
#[must_use]
pub fn inner(of: Bounds) -> Bounds {
    bounds(&[(INNER, Some(Value::Object(of)))])
}

/// Several rules of one field.
#[must_use]
pub fn all<const N: usize>(of: [Bounds; N]) -> Bounds {
    of.into_iter().flatten().collect()
}

fn format(name: &str, most: Option<usize>) -> Bounds {
    bounds(&[("format", Some(json!(name))), (MOST, most.map(Value::from))])
}

fn pattern(text: String) -> Bounds {
    bounds(&[("pattern", Some(Value::from(text)))])
}

/// A rule of our own, by the name of its function.
#[must_use]
pub fn rule(name: &str) -> Bounds {
    let status = STATUSES.join("|");
    match name {
        "is_name" => length(Some(1), Some(limits::NAME)),
        "is_short" => length(Some(1), Some(limits::SHORT)),
        "is_shortcut" => all([length(Some(1), Some(limits::SHORT)), pattern("^[a-z0-9_-]+$".into())]),
        "is_content" => length(Some(1), Some(limits::MESSAGE)),
        "fits" => length(None, Some(limits::MESSAGE)),
        "is_plain" => length(None, Some(limits::WELCOME)),
        "is_email" => format("email", Some(limits::EMAIL)),
        "is_picture" | "is_picture_or_none" | "is_page" => format("uri", Some(limits::ADDRESS)),
        "is_color" => pattern("^#[0-9a-fA-F]{6}$".into()),
        "is_time" => format("date-time", None),
        "is_id" => format("uuid", None),
        "is_status" => pattern(format!("^({status})$")),
        "are_statuses" => pattern(format!("^({status})(,({status}))*$")),
        "are_attachments" => all([length(None, Some(limits::ATTACHMENTS)), inner(format("uuid", None))]),
        "are_fields" => length(None, Some(limits::FIELDS)),
        // No keyword says it: a host, a time zone, what this server gave out, a kind of channel, the size of an object, one line.
        "is_domain" | "is_website" | "is_ownable" | "is_time_zone" | "is_cursor" | "is_kind" | "is_small"
        | "is_reason" => Bounds::new(),
        other => bounds(&[(UNKNOWN, Some(json!(other)))]),
    }
}

/// Notes the bounds of a parameter beside its schema.
#[must_use]
pub fn noted(mut schema: RefOr<Schema>, bounds: Bounds) -> RefOr<Schema> {
    if let RefOr::T(Schema::Object(object)) = &mut schema {
        object.extensions = Some(ExtensionsBuilder::new().add(NOTE, bounds).build());
    }
    schema
}

/// An object of any kind with these bounds.
#[must_use]
pub fn any_object(bounds: Bounds) -> RefOr<Schema> {
    noted(RefOr::T(Schema::Object(Object::new())), bounds)
}

/// Writes the bounds that were noted into their schemas.
///
/// # Errors
/// Where the document is no OpenAPI document afterwards.
pub fn spell_out(document: &mut OpenApi) -> serde_json::Result<()> {
    let mut value = serde_json::to_value(&*document)?;
    visit(&mut value);
    *document = serde_json::from_value(value)?;
    Ok(())
}

fn visit(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(noted) = optional(map) {
                *map = noted;
            }
            if let Some(Value::Object(bounds)) = map.remove(NOTE).or_else(|| note_within(map)) {
                bound(map, bounds);
            }
            map.values_mut().for_each(visit);
        }
        Value::Array(list) => list.iter_mut().for_each(visit),
        _ => {}
    }
}

/// The schema of what may be left out and is written in its place comes as one of two: itself, or null.
fn optional(map: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut noted = map.get("oneOf")?.get(0)?.as_object()?.clone();
    noted.get(NOTE)?;
    let kind = noted.remove("type")?;
    noted.insert("type".into(), json!([kind, "null"]));
    if let Some(words) = map.get("description") {
        noted.insert("description".into(), words.clone());
    }
    Some(noted)
}

/// What is noted of a list or a map comes with what is in it.
fn note_within(map: &mut Map<String, Value>) -> Option<Value> {
    let mut found = None;
    for part in ["items", "propertyNames", "additionalProperties"] {
        let within = map.get_mut(part).and_then(Value::as_object_mut);
        found = found.or(within.and_then(|within| within.remove(NOTE)));
    }
    found
}

fn bound(schema: &mut Map<String, Value>, bounds: Bounds) {
    let kind = schema.get("type").map(Value::to_string).unwrap_or_default();
    let (least, most) = match () {
        () if kind.contains("array") => ("minItems", "maxItems"),
        () if kind.contains("object") => ("minProperties", "maxProperties"),
        () => ("minLength", "maxLength"),
    };
    for (key, value) in bounds {
        match (key.as_str(), value) {
            (LEAST, value) => drop(schema.insert(least.into(), value)),
            (MOST, value) => drop(schema.insert(most.into(), value)),
            (INNER, Value::Object(inner)) => match schema.get_mut("items").and_then(Value::as_object_mut) {
                Some(items) => bound(items, inner),
                None => bound(schema, inner),
            },
            (_, value) => drop(schema.insert(key, value)),
        }
    }
}
