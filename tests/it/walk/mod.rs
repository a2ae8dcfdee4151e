//! Random walks through the life of a workspace: people are invited, come, get roles and tiers, are switched off, removed and
//! asked back, alone or among many, find what was theirs, hand over work and ownership, make keys, sign in and out, and are visited
//! from the platform, while time passes. Each act is played against a plain model too:
//! the server allows what the model allows, and afterwards both show the same. A walk that fails is shortened and printed.
//!
//! `DESKBELL_PROVE_WALKS` says how many walks to go, each from a new beginning; without it they are few, and always the same.

mod acts;
mod crowd;
mod guests;
mod later;
mod model;
mod played;
mod what;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::desk::{Desk, Kind};
use crate::dns_server::DnsServer;
use acts::{CONVERSATIONS, PEOPLE, act, fitted, opening};
use model::{Book, Model};
use played::Played;
use what::Act;

/// Acts of one walk.
const LENGTH: usize = 50;
/// Walks of each test where nobody says otherwise: with two databases and two rulebooks a thousand acts in all.
const WALKS: u32 = 5;

/// What has to come to pass in a walk of a support team …
const SUPPORT: &[&str] = &[
    "Invite",
    "Role",
    "Tier",
    "TierOfAll",
    "Disable",
    "Enable",
    "Remove",
    "PlanRemoval",
    "CallOff",
    "MakeView",
    "Restore",
    "Leave",
    "Assign",
    "Status",
    "Plan",
    "MakeKey",
    "UseKey",
    "RevokeKey",
    "Pass",
    "OffMany",
    "OnMany",
    "OutMany",
    "SignIn",
    "SignOut",
    "Visit",
    "OnVisit",
    "EndVisit",
];
/// … and of an organization.
const ORGANIZATION: &[&str] = &[
    "Invite",
    "Accept",
    "Revoke",
    "MakeLink",
    "Join",
    "EndLink",
    "Role",
    "Tier",
    "TierOfAll",
    "Disable",
    "Enable",
    "Remove",
    "PlanRemoval",
    "CallOff",
    "MakeView",
    "Restore",
    "Leave",
    "Assign",
    "Status",
    "Nominate",
    "AcceptOwnership",
    "Withdraw",
    "MakeKey",
    "UseKey",
    "RevokeKey",
    "Pass",
    "OffMany",
    "OnMany",
    "OutMany",
    "Import",
    "AutoJoin",
    "ByDomain",
    "SignIn",
    "SignOut",
    "Visit",
    "OnVisit",
    "EndVisit",
];

/// How often each kind of act was allowed, and how often refused.
type Tally = BTreeMap<String, [usize; 2]>;

fn count(tally: &RefCell<Tally>, act: &Act, allowed: bool) {
    let kind: String = format!("{act:?}")
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    tally.borrow_mut().entry(kind).or_default()[usize::from(!allowed)] += 1;
}

/// One walk; what went wrong, and after which act.
fn walk(
    (desk, server): (&Desk, &DnsServer),
    book: Book,
    number: usize,
    acts: &[Act],
    tally: &RefCell<Tally>,
) -> Result<(), String> {
    let mut model = Model::new(book, PEOPLE, CONVERSATIONS);
    let mut played = Played::new((desk, server), book, number);
    for (n, act) in opening(book).iter().chain(acts).enumerate() {
        let Some(act) = fitted(act.clone(), &model) else {
            continue;
        };
        let allowed = model.allows(&act);
        count(tally, &act, allowed);
        let answer = played.play(&model, &act);
        let said = (answer.status, &answer.body);
        if answer.status >= 500 || (answer.status == 200) != allowed {
            return Err(format!(
                "act {n}, {act:?}: the server answers {said:?}, the model {allowed}"
            ));
        }
        if allowed {
            model.apply(&act);
        }
        let compared = played.compare(&model);
        compared.map_err(|why| format!("after act {n}, {act:?}, answered {said:?}: {why}"))?;
    }
    Ok(())
}

fn go(kind: Kind, book: Book) {
    let server = DnsServer::start();
    let desk = Desk::with_dns(kind, &server);
    let walks = std::env::var("DESKBELL_PROVE_WALKS").ok().and_then(|n| n.parse().ok());
    let config = Config {
        cases: walks.unwrap_or(WALKS),
        failure_persistence: None,
        max_shrink_iters: 40,
        ..Config::default()
    };
    let always_the_same = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = match walks {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, always_the_same),
    };
    let (number, tally) = (Cell::new(0), RefCell::new(Tally::new()));
    let outcome = runner.run(&vec(act(), LENGTH), |acts| {
        number.set(number.get() + 1);
        walk((&desk, &server), book, number.get(), &acts, &tally).map_err(TestCaseError::fail)
    });
    match outcome {
        Ok(()) => assert_went_everywhere(book, &tally.borrow()),
        Err(TestError::Fail(why, acts)) => panic!("{why}\nThe walk:\n{acts:#?}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

/// A walk proves nothing of an act that never came to pass.
fn assert_went_everywhere(book: Book, tally: &Tally) {
    let acts = if book == Book::Support { SUPPORT } else { ORGANIZATION };
    for act in acts {
        assert!(
            tally.get(*act).is_some_and(|[allowed, _]| *allowed > 0),
            "{act} was never allowed: {tally:?}"
        );
    }
}

#[test]
fn a_support_team_lives_as_the_model_says_on_sqlite() {
    go(Kind::Sqlite, Book::Support);
}

#[test]
fn a_support_team_lives_as_the_model_says_on_postgres() {
    go(Kind::Postgres, Book::Support);
}

#[test]
fn an_organization_lives_as_the_model_says_on_sqlite() {
    go(Kind::Sqlite, Book::Organization);
}

#[test]
fn an_organization_lives_as_the_model_says_on_postgres() {
    go(Kind::Postgres, Book::Organization);
}
