//! What the page that a widget stands on says of a customer: words of its own, and where they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::limits;
use crate::seen::is_honest;

/// The characters of a key and of a value, at most.
const KEY: usize = 40;
const VALUE: usize = 200;

/// The value as the team reads it: texts, numbers and truth values; nothing that nests.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        _ => None,
    }
}

/// The fields as they are kept.
#[must_use]
pub fn kept(fields: &Map<String, Value>) -> BTreeMap<String, String> {
    let kept = fields
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), text(value)?)));
    kept.collect()
}

/// At most 20 keys of 1 to 40 characters, with texts, numbers or truth values of at most 200 characters.
///
/// # Errors
/// A sentence for the field.
pub fn are_fields(fields: &Option<Map<String, Value>>, (): &()) -> garde::Result {
    let Some(fields) = fields else { return Ok(()) };
    if fields.len() > limits::FIELDS {
        return Err(garde::Error::new("Has to have at most 20 keys."));
    }
    for (key, value) in fields {
        if key.trim().is_empty() || key.chars().count() > KEY || key.chars().any(char::is_control) {
            return Err(garde::Error::new("Keys have to be 1 to 40 characters on one line."));
        }
        is_honest(key, &())?;
        if text(value).is_none_or(|text| text.chars().count() > VALUE) {
            return Err(garde::Error::new(
                "Values have to be texts of at most 200 characters, numbers, or true and false.",
            ));
        }
    }
    Ok(())
}

/// A page at an http or https address of at most 2,000 characters.
///
/// # Errors
/// A sentence for the field.
pub fn is_page(text: &str, (): &()) -> garde::Result {
    let is_web = |url: url::Url| matches!(url.scheme(), "http" | "https");
    if text.len() <= limits::ADDRESS && url::Url::parse(text).is_ok_and(is_web) {
        return Ok(());
    }
    Err(garde::Error::new(
        "Has to be an http or https address of at most 2,000 characters.",
    ))
}
