//! The rules of the house that a machine can check, as ordinary tests. STYLE.md and ARCHITECTURE.md give their reasons.
//!
//! Every rule is a function from text to complaints. Beside it stands a test that feeds it a fault: a rule that finds
//! nothing anywhere would look exactly like a rule that is kept.

mod checkout;
mod clocks;
mod documents;
mod keys;
mod layers;
mod locks;
mod schema;
mod sizes;
mod tokens;
mod words;

/// Fails with all complaints at once, one a line.
#[track_caller]
fn assert_tidy(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
