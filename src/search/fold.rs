//! How words are compared: without case, accents and the letters' finer differences. Our own function, applied before
//! anything is stored, so that both databases compare nothing but plain words and find the same.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Characters of a word that count; the rest of a longer one is left out, in what is looked for too.
const WORD: usize = 40;

/// A mark on the letter before it, such as an accent. Vowel signs of Indian scripts are letters here.
fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0
}

/// Written without spaces between words: each character is a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters that no decomposition takes apart.
fn plain(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        'ς' => "σ",
        _ => "",
    }
}

fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
        match plain(c) {
            "" if c.is_alphanumeric() => out.push(c),
            instead => out.push_str(instead),
        }
    }
    match out.char_indices().nth(WORD) {
        Some((end, _)) => out[..end].to_owned(),
        None => out,
    }
}

/// The words of a text, folded, each with where it stands.
#[must_use]
pub fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let goes_on = match open {
            Some((_, alone)) => is_mark(c) || !alone && c.is_alphanumeric() && !stands_alone(c),
            None => false,
        };
        if goes_on {
            continue;
        }
        if let Some((start, _)) = open.take() {
            found.push((start..at, folded(&text[start..at])));
        }
        if c.is_alphanumeric() {
            open = Some((at, stands_alone(c)));
        }
    }
    found.retain(|(_, word)| !word.is_empty());
    found
}

/// The different words of a text, as the index keeps them: each behind `prefix`, with blanks between.
#[must_use]
pub fn indexed(text: &str, prefix: &str) -> String {
    let words: BTreeSet<String> = words(text).into_iter().map(|(_, word)| word).collect();
    let words: Vec<String> = words.iter().map(|word| format!("{prefix}{word}")).collect();
    words.join(" ")
}

/// Characters of an excerpt, and how many of them may stand before the word that was found.
const EXCERPT: usize = 160;
const BEFORE: usize = 60;

/// The part of a text around the first word that begins with one of these, on one line.
#[must_use]
pub fn excerpt(text: &str, wanted: &[String]) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_wanted = |word: &str| wanted.iter().any(|w| word.starts_with(w.as_str()));
    let hit = words(&text).into_iter().find(|(_, word)| is_wanted(word));
    let before = hit.map_or(0, |(range, _)| text[..range.start].chars().count());
    let from = before.saturating_sub(BEFORE);
    let shown: String = text.chars().skip(from).take(EXCERPT).collect();
    let ends = from + EXCERPT >= text.chars().count();
    format!(
        "{}{shown}{}",
        if from > 0 { "…" } else { "" },
        if ends { "" } else { "…" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(text).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn case_accents_and_special_letters_make_no_difference() {
        for (text, folded) in [
            ("Straße STRASSE", vec!["strasse", "strasse"]),
            ("Møller Æbler Łódź", vec!["moller", "aebler", "lodz"]),
            ("Crème brûlée, cre\u{300}me", vec!["creme", "brulee", "creme"]),
            ("İstanbul ısı I", vec!["istanbul", "isi", "i"]),
            ("ΟΔΥΣΣΕΎΣ Ὀδυσσεύς", vec!["οδυσσευσ", "οδυσσευσ"]),
            ("ﬁne ２４ Ⅷ", vec!["fine", "24", "viii"]),
            ("Ёлка ёлка", vec!["елка", "елка"]),
            ("don't re-order #A-1042", vec!["don", "t", "re", "order", "a", "1042"]),
            ("ines@example.com", vec!["ines", "example", "com"]),
            ("東京タワー", vec!["東", "京", "タ", "ワ", "ー"]),
            ("किताब", vec!["किताब"]),
            ("\u{301} … 🔔", vec![]),
        ] {
            assert_eq!(of(text), folded, "{text}");
        }
    }

    #[test]
    fn the_index_keeps_each_word_once_behind_its_prefix() {
        assert_eq!(indexed("The lamp, the LAMP", "9f3cm"), "9f3cmlamp 9f3cmthe");
        assert_eq!(indexed("…", "9f3cm"), "");
        assert_eq!(of(&"x".repeat(500))[0].len(), WORD);
    }

    #[test]
    fn an_excerpt_shows_the_word_that_was_found() {
        let wanted = vec!["bru".to_owned()];
        assert_eq!(
            excerpt("One  crème\nbrûlée, please", &wanted),
            "One crème brûlée, please"
        );
        let long = format!("{} brûlée {}", "ä".repeat(200), "ö ".repeat(200));
        let shown = excerpt(&long, &wanted);
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("brûlée"));
        assert_eq!(shown.chars().count(), EXCERPT + 2);
    }
}
