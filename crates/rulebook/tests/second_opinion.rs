//! Cedar and casbin, told the rules by hand, decide as we do.

mod second_opinions;

use std::cell::Cell;

use proptest::prelude::*;
use rulebook::Rulebook;
use second_opinions::{Casbin, Case, Cedar, Space, organization, support};

/// How many cases: a modest number by default, `DESKBELL_PROVE_CASES` for the long proof.
fn cases() -> u32 {
    let number = std::env::var("DESKBELL_PROVE_CASES").ok();
    number.map_or(10_000, |number| {
        number.parse().expect("DESKBELL_PROVE_CASES is a number")
    })
}

struct Judges {
    book: Rulebook,
    space: Space,
    cedar: Cedar,
    casbin: Casbin,
}

impl Judges {
    fn of(book: Rulebook) -> Judges {
        let space = Space::of(&book);
        let cedar = Cedar::new(&book, &space);
        Judges {
            cedar,
            casbin: Casbin::new(&book),
            space,
            book,
        }
    }

    /// Ours, Cedar's, casbin's.
    fn ask(&self, case: &Case) -> [bool; 3] {
        let ours = self.book.decide(&case.who, case.act, case.target).is_allowed();
        let cedar = self.cedar.allows(&self.cedar.request(&self.book, case));
        [ours, cedar, self.casbin.allows(self.casbin.request(&self.book, case))]
    }
}

fn agree_on_random_decisions(judges: &Judges) {
    let allowed = Cell::new(0);
    let config = ProptestConfig {
        cases: cases(),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&(0..judges.space.len()), |number| {
        let case = judges.space.case(number);
        let [ours, cedar, casbin] = judges.ask(&case);
        prop_assert_eq!(ours, cedar, "Cedar says otherwise: {:?}", case);
        prop_assert_eq!(ours, casbin, "casbin says otherwise: {:?}", case);
        allowed.set(allowed.get() + u32::from(ours));
        Ok(())
    });
    outcome.expect("no case on which they differ");
    // Agreeing on nothing but refusals would prove little.
    assert!(
        allowed.get() * 20 > cases(),
        "only {} of {} were allowed",
        allowed.get(),
        cases()
    );
}

fn agree_through_the_whole_space(judges: &Judges) {
    let all = judges.space.len();
    // 997 is a prime beside the sizes of the space, so that a short walk still meets every member, act and target.
    let step = if cases() as usize >= all { 1 } else { 997 };
    for number in (0..all).step_by(step) {
        let case = judges.space.case(number);
        let [ours, cedar, casbin] = judges.ask(&case);
        assert_eq!(
            [ours, ours],
            [cedar, casbin],
            "Cedar or casbin says otherwise: {case:?}"
        );
    }
}

#[test]
fn three_engines_agree_on_random_decisions_in_support() {
    agree_on_random_decisions(&Judges::of(support()));
}

#[test]
fn three_engines_agree_on_random_decisions_in_organization() {
    agree_on_random_decisions(&Judges::of(organization()));
}

/// There are some 200,000 cases in all; the long proof asks each of them.
#[test]
fn three_engines_agree_on_cases_through_the_whole_space_of_support() {
    agree_through_the_whole_space(&Judges::of(support()));
}

#[test]
fn three_engines_agree_on_cases_through_the_whole_space_of_organization() {
    agree_through_the_whole_space(&Judges::of(organization()));
}
