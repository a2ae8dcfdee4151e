//! What is wrong with an input, field by field, in words that a person understands who knows no Rust.

use garde::Validate;

use crate::error::{Error, FieldError, Result};

/// What serde says of a field. It names one that is missing or given twice in its message, not in its path.
pub(super) fn named(path: &str, message: &str) -> Error {
    // Where the text breaks off or names nothing, the path ends in a question mark.
    let path = match path.strip_suffix('?') {
        Some("") => ".",
        Some(above) => above.trim_end_matches('.'),
        None => path,
    };
    let quoted = message.split('`').nth(1);
    let names_a_field = message.starts_with("missing field") || message.starts_with("duplicate field");
    let field = match (path, quoted) {
        (".", Some(name)) if names_a_field => name.to_owned(),
        (".", _) => "body".to_owned(),
        (at, Some(name)) if names_a_field => format!("{at}.{name}"),
        (at, _) => at.to_owned(),
    };
    Error::field(field, unread(message))
}

/// Why something could not be read, without the names that only the program has for it.
fn unread(message: &str) -> String {
    let (said, place) = match message.split_once(" at line ") {
        Some((said, place)) => (said, format!(" at line {place}")),
        None => (message, String::new()),
    };
    match said {
        _ if said.starts_with("missing field") => "Is missing.".to_owned(),
        "invalid digit found in string" => "Has to be a whole number.".to_owned(),
        "number too large to fit in target type" => "Is too large a number.".to_owned(),
        "provided string was not `true` or `false`" => "Has to be `true` or `false`.".to_owned(),
        _ => match said.split_once("expected struct ") {
            Some((found, _)) => format!("Can't be read: {found}expected an object{place}."),
            None => format!("Can't be read: {said}{place}."),
        },
    }
}

/// The value, if it keeps its bounds.
pub(super) fn checked<T: Validate<Context = ()>>(value: T) -> Result<T> {
    let Err(report) = value.validate() else {
        return Ok(value);
    };
    let mut errors: Vec<FieldError> = Vec::new();
    for (path, error) in report.iter() {
        // `type` is a word of Rust's own, and written `r#type` there.
        let field = path.to_string().replace("r#", "");
        // One reason is enough: what is empty is also too short.
        if errors.iter().all(|known| known.field != field) {
            let message = out_of_bounds(&error.to_string());
            errors.push(FieldError { field, message });
        }
    }
    Err(Error::fields(errors))
}

/// What garde says of a bound, as a sentence. Rules of our own say sentences already.
fn out_of_bounds(message: &str) -> String {
    let sentences = [
        ("length is lower than ", "Is too short: at least "),
        ("length is greater than ", "Is too long: at most "),
        ("lower than ", "Has to be at least "),
        ("greater than ", "Has to be at most "),
    ];
    let known = sentences
        .iter()
        .find_map(|(theirs, ours)| Some(format!("{ours}{}.", message.strip_prefix(theirs)?)));
    known.unwrap_or_else(|| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{out_of_bounds, unread};

    #[test]
    fn a_bound_is_said_in_a_sentence() {
        for (theirs, ours) in [
            ("length is lower than 8", "Is too short: at least 8."),
            ("length is greater than 1024", "Is too long: at most 1024."),
            ("lower than 1", "Has to be at least 1."),
            ("greater than 200", "Has to be at most 200."),
            ("Has to be ids of uploads.", "Has to be ids of uploads."),
        ] {
            assert_eq!(out_of_bounds(theirs), ours);
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_called_by_a_name_of_the_program() {
        for (theirs, ours) in [
            ("missing field `name` at line 1 column 2", "Is missing."),
            ("invalid digit found in string", "Has to be a whole number."),
            (
                "invalid type: string \"x\", expected struct Identity at line 1 column 16",
                "Can't be read: invalid type: string \"x\", expected an object at line 1 column 16.",
            ),
            (
                "invalid type: string \"x\", expected a boolean at line 1 column 17",
                "Can't be read: invalid type: string \"x\", expected a boolean at line 1 column 17.",
            ),
        ] {
            assert_eq!(unread(theirs), ours);
        }
    }
}
