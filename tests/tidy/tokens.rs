//! Rust as tokens, so that no rule trips over a comment, a string or a line break. Works inside macros too.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A function with a body, wherever it stands.
#[derive(Debug, PartialEq)]
pub struct Function {
    pub name: String,
    /// The line of `fn`, from 1.
    pub line: usize,
    /// From `fn` to the closing brace; attributes and documentation above do not count.
    pub lines: usize,
}

/// A word of code: a name or a literal as it is written. Comments and documentation are none.
#[derive(Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub line: usize,
}

pub fn parse(file: &str, text: &str) -> Vec<TokenTree> {
    let stream = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{file} is no Rust: {error}"));
    without_documentation(stream)
}

pub fn functions(trees: &[TokenTree]) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            found.extend(functions(&inside(group)));
        }
        let Some((name, body)) = named_block(trees, at, "fn") else {
            continue;
        };
        let line = tree.span().start().line;
        found.push(Function {
            name,
            line,
            lines: body.span_close().end().line - line + 1,
        });
    }
    found
}

/// All words, in order.
pub fn words(trees: &[TokenTree]) -> Vec<Word> {
    let mut words = Vec::new();
    for tree in trees {
        match tree {
            TokenTree::Group(group) => words.extend(self::words(&inside(group))),
            TokenTree::Punct(_) => {}
            word => words.push(Word {
                text: word.to_string(),
                line: word.span().start().line,
            }),
        }
    }
    words
}

/// All words, in order, but those in attributes and in blocks (`fn` or `mod`) that `skip` names.
pub fn words_outside(trees: &[TokenTree], skip: &dyn Fn(&str) -> bool) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        let block = named_block(trees, at, "fn").or_else(|| named_block(trees, at, "mod"));
        if let Some((_, body)) = block.filter(|(name, _)| skip(name)) {
            at += trees[at..].iter().position(|tree| is_group(tree, &body)).unwrap_or(0) + 1;
            continue;
        }
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => at += attribute_length(&trees[at..]),
            TokenTree::Group(group) => found.extend(words_outside(&inside(group), skip)),
            word => found.extend(words(std::slice::from_ref(word))),
        }
        at += 1;
    }
    found
}

/// How many trees after the `#` belong to the attribute: `[…]`, or `!` and `[…]`.
fn attribute_length(trees: &[TokenTree]) -> usize {
    let is_bracket =
        |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    match trees {
        [_, next, ..] if is_bracket(next) => 1,
        [_, TokenTree::Punct(bang), next, ..] if bang.as_char() == '!' && is_bracket(next) => 2,
        _ => 0,
    }
}

/// The contents of a group, without documentation.
pub fn inside(group: &Group) -> Vec<TokenTree> {
    without_documentation(group.stream())
}

/// `keyword name … { body }`, where the keyword stands at `at`.
fn named_block(trees: &[TokenTree], at: usize, keyword: &str) -> Option<(String, Group)> {
    let [TokenTree::Ident(first), TokenTree::Ident(name), rest @ ..] = &trees[at..] else {
        return None;
    };
    if first != keyword {
        return None;
    }
    let end = rest.iter().find(|tree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    })?;
    match end {
        TokenTree::Group(body) => Some((name.to_string(), body.clone())),
        _ => None,
    }
}

fn is_group(tree: &TokenTree, group: &Group) -> bool {
    let start = group.span_open().start();
    matches!(tree, TokenTree::Group(this) if this.span_open().start() == start)
}

/// Drops `#[doc = …]`, which is what a documentation comment is to the compiler.
fn without_documentation(stream: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in stream {
        if is_documentation(&tree) {
            while matches!(kept.last(), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '#' | '!')) {
                kept.pop();
            }
        } else {
            kept.push(tree);
        }
    }
    kept
}

fn is_documentation(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    group.delimiter() == Delimiter::Bracket
        && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = r##"
//! fn in_documentation() {}
fn short() -> &'static str { "fn quoted() { }" }
impl Thing {
    /// Says so.
    async fn long(
        &self,
    ) -> [u8; { 3 }] {
        // a comment
        let raw = r#"fn raw() {"#;
    }
    fn declared();
}
proptest! { fn in_a_macro(x in 0..9) {
    assert!(x < 9);
} }
"##;

    #[test]
    fn functions_are_measured_from_fn_to_brace_wherever_they_stand() {
        let found: Vec<(String, usize, usize)> = functions(&parse("code", CODE))
            .into_iter()
            .map(|f| (f.name, f.line, f.lines))
            .collect();
        let expected = [("short", 3, 1), ("long", 6, 6), ("in_a_macro", 14, 3)];
        assert_eq!(
            found,
            expected.map(|(name, line, lines)| (name.to_owned(), line, lines))
        );
    }

    #[test]
    fn words_leave_out_prose_attributes_and_the_blocks_that_are_skipped() {
        let code = "/// prose\nuse a::b; // prose\n#[attribute(x)]\nfn door() { hidden() }\nmod door { fn x() { hidden } }\nfn open() { seen(\"text\") }";
        let words: Vec<String> = words_outside(&parse("code", code), &|name| name == "door")
            .into_iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(words, ["use", "a", "b", "fn", "open", "seen", "\"text\""]);
    }
}
