//! The words that somebody adds to an invitation: plain, bounded, and without anything that a mail program would make a
//! link of, so that nobody sends strangers to a page of their own under the desk's name.

use crate::limits::WELCOME;
use crate::seen::is_honest;

/// Whether a welcome text can be sent.
///
/// # Errors
/// A sentence for the field.
pub fn is_plain(text: &str, (): &()) -> garde::Result {
    if text.chars().count() > WELCOME {
        return Err(garde::Error::new(format!("Has to be at most {WELCOME} characters.")));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(garde::Error::new("Has a character that is not allowed."));
    }
    is_honest(text, &())?;
    match text.split_whitespace().find(|word| looks_like_link(word)) {
        Some(word) => Err(garde::Error::new(format!(
            "Has to be without links, and `{word}` reads like one."
        ))),
        None => Ok(()),
    }
}

/// A word with a scheme, or with a dot before at least two letters: what mail programs make links of.
fn looks_like_link(word: &str) -> bool {
    let word = word.to_lowercase().replace(['。', '．', '｡'], ".");
    if word.contains("://") || word.contains("www.") || word.starts_with("mailto:") {
        return true;
    }
    let parts: Vec<_> = word.split('.').collect();
    parts.windows(2).any(|pair| {
        let before = pair[0].chars().next_back().is_some_and(char::is_alphanumeric);
        let letters = pair[1].chars().take_while(|c| c.is_alphabetic()).count();
        before && letters >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_welcome_text_is_plain_and_has_no_links() {
        for (text, good) in [
            ("Welcome to the desk.\n\nWe begin at nine, e.g. with coffee...", true),
            ("It costs 9.50 a day; 3.5x more than before.", true),
            ("", true),
            ("see https://evil.example/login", false),
            ("see HTTP://x", false),
            ("see www.evil", false),
            ("sign in at evil.example now", false),
            ("sign in at evil。example now", false),
            ("write to eve@evil.example", false),
            ("javascript://x", false),
            ("bell\u{7}", false),
            ("Welcome \u{202e}kcab", false),
            ("evil.\u{200b}example", false),
            ("Welcome 👩\u{200d}🔧", true),
        ] {
            assert_eq!(is_plain(text, &()).is_ok(), good, "{text}");
        }
        assert!(is_plain(&"x".repeat(WELCOME), &()).is_ok());
        assert!(is_plain(&"x".repeat(WELCOME + 1), &()).is_err());
    }
}
