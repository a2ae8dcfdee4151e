//! A name as people see it. Blanks in a row look like one, and some characters like nothing at all: whoever is asked to type
//! a name types what they see, and a name that nobody can see is none.

use crate::error::{Error, Result};

/// Takes up no room: zero-width characters, marks of direction, variants of the character before, the soft hyphen.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// A text without what cannot be seen, and with one blank wherever there are some.
#[must_use]
pub fn seen(text: &str) -> String {
    let visible: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether somebody typed the name of what cannot be brought back, so that no click does it by chance.
///
/// # Errors
/// 422 on `name`.
pub fn is_typed(typed: &str, name: &str) -> Result<()> {
    if seen(typed) == seen(name) {
        return Ok(());
    }
    Err(Error::field("name", format!("Type {name}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_the_name_where_it_looks_like_it() {
        for (typed, name, same) in [
            ("Northlight Two", "Northlight   Two", true),
            (" Northlight Two ", "Northlight\u{a0}Two", true),
            ("Northlight", "North\u{200b}light\u{202e}", true),
            ("Love ❤", "Love ❤\u{fe0f}", true),
            ("northlight", "Northlight", false),
            ("NorthlightTwo", "Northlight Two", false),
            ("", "Northlight", false),
        ] {
            assert_eq!(is_typed(typed, name).is_ok(), same, "{typed} for {name}");
        }
    }
}
