//! A name as people see it. Blanks in a row look like one, and some characters like nothing at all: whoever is asked to type
//! a name types what they see, and a name that nobody can see is none.

use crate::error::{Error, Result};

/// Takes up no room: zero-width characters, marks of direction, variants of the character before, the soft hyphen.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Changes how the letters around it are read, or hides among them: overrides and isolates of direction, blanks without
/// width, ends of lines that are no control characters. Not what scripts and emoji are written with: joiners, marks of
/// direction, variants.
#[must_use]
pub fn misleads(letter: char) -> bool {
    matches!(letter,
        '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a text that people judge by its looks is what it looks like. Part of every rule for a name, a reason, an address
/// or a welcome text.
///
/// # Errors
/// A sentence for the field.
pub fn is_honest(text: &str, (): &()) -> garde::Result {
    let mut in_flag = false;
    for letter in text.chars() {
        // The flags of England, Scotland and Wales are spelt with them; everywhere else they are a text that nobody sees.
        let is_tag = matches!(letter, '\u{e0000}'..='\u{e007f}');
        in_flag = letter == '\u{1f3f4}' || in_flag && is_tag;
        if misleads(letter) || is_tag && !in_flag {
            let code = u32::from(letter);
            return Err(garde::Error::new(format!(
                "Has the character U+{code:04X}, which nobody sees and which changes how the text is read. Leave it out."
            )));
        }
    }
    Ok(())
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

    #[test]
    fn a_text_is_what_it_looks_like_in_every_script() {
        for (text, honest) in [
            (
                "Zo\u{eb} 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} 👩\u{200d}🔧 ❤\u{fe0f}",
                true,
            ),
            (
                "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645} \u{200f}(1)\u{200e}",
                true,
            ),
            ("two\nlines", true),
            ("invoice\u{202e}fdp.exe", false),
            ("\u{2066}a\u{2069}", false),
            ("evil.\u{200b}example", false),
            ("\u{feff}Ada", false),
            ("a\u{2028}b", false),
            ("a\u{e0041}", false),
        ] {
            assert_eq!(is_honest(text, &()).is_ok(), honest, "{text:?}");
        }
    }
}
