use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::account::register::{is_email, is_name};
use crate::demo::script::stories;
use crate::inbox::model::STATUSES;
use crate::inbox::send_message::is_content;

const START: Time = Time::from_micros(1_700_000_000_000_000);

fn all() -> Vec<(Story, History)> {
    let told = |story: Story| {
        let history = history(&story, START).unwrap();
        (story, history)
    };
    stories().unwrap().into_iter().map(told).collect()
}

fn of(lines: &[(i64, Option<Person>, What)]) -> History {
    let lines = lines
        .iter()
        .cloned()
        .map(|(after, who, what)| Line { after, who, what });
    let story = Story {
        name: None,
        email: None,
        external_id: None,
        last: 60,
        lines: lines.collect(),
    };
    history(&story, START).unwrap()
}

#[test]
fn there_are_thirty_conversations_in_all_four_statuses() {
    let all = all();
    assert_eq!(all.len(), 30);
    let mut by_status: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, history) in &all {
        *by_status.entry(history.status).or_default() += 1;
    }
    for status in STATUSES {
        assert!(by_status.get(status).is_some_and(|n| *n >= 4), "{by_status:?}");
    }
    let told: BTreeSet<&str> = all.iter().map(|(_, h)| &*h.messages[0].content).collect();
    assert_eq!(told.len(), 30, "no two begin the same");
}

#[test]
fn every_kind_of_conversation_can_be_met() {
    let all = all();
    let count = |fits: &dyn Fn(&Story, &History) -> bool| all.iter().filter(|(s, h)| fits(s, h)).count();
    let waits = |h: &History| matches!(h.status, "open" | "pending");
    assert!(count(&|_, h| waits(h) && h.assignee.is_none()) >= 3, "unassigned");
    assert!(
        count(&|_, h| waits(h) && h.team_read_at < h.customer_wrote_at) >= 5,
        "unread"
    );
    assert!(count(&|_, h| h.handoff.is_some()) >= 2, "waiting for a person");
    assert!(count(&|_, h| h.first_response_at.is_none()) >= 2, "not answered yet");
    assert!(count(&|s, _| s.name.is_none() && s.email.is_none()) >= 2, "nameless");
    assert!(count(&|s, _| s.name.is_some() && s.email.is_none()) >= 1, "only a name");
    assert!(
        count(&|s, _| s.name.is_none() && s.email.is_some()) >= 1,
        "only an address"
    );
    for act in [
        "assigned",
        "unassigned",
        "pending",
        "resolved",
        "closed",
        "reopened",
        "handoff",
    ] {
        assert!(count(&|_, h| h.acts.iter().any(|done| done.act == act)) >= 1, "{act}");
    }
}

#[test]
fn nothing_is_over_a_limit_or_outside_the_two_weeks() {
    for (story, history) in all() {
        assert!(story.name.iter().all(|name| is_name(name, &()).is_ok()), "{story:?}");
        assert!(
            story.email.iter().all(|email| is_email(email, &()).is_ok()),
            "{story:?}"
        );
        assert!(story.email.iter().all(|email| email.ends_with(".example")), "{story:?}");
        assert!(story.external_id.iter().all(|id| is_name(id, &()).is_ok()), "{story:?}");
        assert!(
            history
                .messages
                .iter()
                .all(|said| is_content(&said.content, &()).is_ok()),
            "{story:?}"
        );
        let reason = history.handoff.iter().map(|(_, reason)| reason);
        assert!(
            reason
                .into_iter()
                .all(|r| r.chars().count() <= 500 && is_name(r, &()).is_ok()),
            "{story:?}"
        );
        assert!(
            history.updated_at < START && history.began > START.plus_days(-14),
            "{story:?}"
        );
        assert!(history.messages[0].by.is_none(), "a visitor begins: {story:?}");
    }
}

/// The rulebook lets agents answer and not assign; a demo that shows otherwise would teach something wrong.
#[test]
fn nobody_in_the_demo_does_what_their_role_may_not() {
    for (story, history) in all() {
        let assigns = |done: &&Done| matches!(done.act, "assigned" | "unassigned");
        assert!(
            history
                .acts
                .iter()
                .filter(assigns)
                .all(|done| done.by != Some(Person::Cyd)),
            "{story:?}"
        );
    }
}

#[test]
fn an_answer_stamps_the_first_response_once_and_leaves_nothing_unread() {
    let says = |text: &str| What::Says(text.into());
    let history = of(&[
        (0, None, says("Hello")),
        (90, Some(Person::Ben), says("Hi")),
        (30, Some(Person::Ben), says("What can I do?")),
        (60, None, says("Nothing")),
    ]);
    let began = START.plus_seconds(-240);
    assert_eq!(history.began, began);
    assert_eq!(history.first_response_at, Some(began.plus_seconds(90)));
    assert_eq!(history.team_read_at, Some(began.plus_seconds(120)));
    assert_eq!(history.customer_wrote_at, Some(began.plus_seconds(180)));
}

#[test]
fn a_customer_reopens_what_was_resolved_and_never_what_was_closed() {
    let resolved = [
        (0, None, What::Says("Hello".into())),
        (60, Some(Person::Ada), What::Moves("resolved")),
        (60, None, What::Says("One more thing".into())),
    ];
    let history_of_resolved = of(&resolved);
    assert_eq!(history_of_resolved.status, "open");
    assert_eq!(history_of_resolved.resolved_at, None);
    let last = history_of_resolved.acts.last().unwrap();
    assert_eq!((last.act, last.by), ("reopened", None));
    let mut closed = resolved.map(|(after, who, what)| Line { after, who, what });
    closed[1].what = What::Moves("closed");
    let mut story = stories().unwrap().remove(0);
    story.lines = closed.to_vec();
    assert!(history(&story, START).is_err());
}

#[test]
fn whoever_takes_or_resolves_it_has_answered_the_call_for_a_person() {
    let asks = || What::Asks("A question of price".into());
    for answer in [What::Gives(Person::Ada), What::Moves("resolved"), What::Moves("closed")] {
        assert!(
            of(&[(0, None, asks()), (60, Some(Person::Ada), answer)])
                .handoff
                .is_none()
        );
    }
    let since = of(&[(0, None, asks()), (60, None, asks())])
        .handoff
        .map(|(since, _)| since);
    assert_eq!(
        since,
        Some(START.plus_seconds(-120)),
        "asking twice does not lose the place"
    );
}
