//! Random acts. The numbers in them are taken modulo what there is when their turn comes.

use proptest::prelude::*;
use proptest::sample::select;

use super::model::{Book, Model, Role, WEEK};
use super::what::{Act, Heir};

/// So many people walk about.
pub const PEOPLE: usize = 5;
/// So many conversations wait for somebody.
pub const CONVERSATIONS: usize = 3;

fn person() -> impl Strategy<Value = usize> {
    // The owner and the admin of the beginning act more often than the others.
    prop_oneof![3 => Just(0), 1 => Just(1), 2 => 0..PEOPLE]
}

fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Agent, Role::Agent, Role::Admin, Role::Admin, Role::Owner])
}

fn tier() -> impl Strategy<Value = &'static str> {
    select(vec!["basic", "power", "admin"])
}

fn heir() -> impl Strategy<Value = Heir> {
    prop_oneof![
        Just(Heir::Queue),
        Just(Heir::Stay),
        (0..PEOPLE).prop_map(Heir::Colleague)
    ]
}

/// Somebody who is taken out leaves nothing with themselves.
fn heir_of_the_gone() -> impl Strategy<Value = Heir> {
    prop_oneof![Just(Heir::Queue), (0..PEOPLE).prop_map(Heir::Colleague)]
}

fn coming() -> BoxedStrategy<Act> {
    let invited = select(vec![Role::Agent, Role::Agent, Role::Admin]);
    prop_oneof![
        4 => (person(), 0..PEOPLE, invited).prop_map(|(by, who, role)| Act::Invite { by, who, role }),
        4 => (0..PEOPLE).prop_map(|who| Act::Accept { who }),
        3 => (0..PEOPLE).prop_map(|who| Act::Revoke { who }),
        1 => (person(), 1..3u32).prop_map(|(by, uses)| Act::MakeLink { by, uses }),
        4 => (0..PEOPLE, 0..9usize).prop_map(|(who, link)| Act::Join { who, link }),
        1 => (0..9usize).prop_map(|link| Act::EndLink { link }),
    ]
    .boxed()
}

fn changing() -> BoxedStrategy<Act> {
    prop_oneof![
        4 => (person(), 0..PEOPLE, role()).prop_map(|(by, on, role)| Act::Role { by, on, role }),
        3 => (person(), 0..PEOPLE, tier()).prop_map(|(by, on, tier)| Act::Tier { by, on, tier }),
        1 => (person(), tier()).prop_map(|(by, tier)| Act::TierOfAll { by, tier }),
        2 => (0..PEOPLE, select(vec!["live", "away", "offline"]))
            .prop_map(|(who, status)| Act::Status { who, status }),
        4 => (person(), 0..CONVERSATIONS, 0..PEOPLE)
            .prop_map(|(by, conversation, to)| Act::Assign { by, conversation, to }),
        2 => (person(), select(vec![0, 2, 5, 5])).prop_map(|(by, seats)| Act::Plan { by, seats }),
        // Most of what runs out does so within days; what is archived, within a month.
        2 => prop_oneof![3 => 1..80i64, 1 => 700..730i64].prop_map(|hours| Act::Pass { hours }),
        3 => (0..PEOPLE).prop_map(|who| Act::MakeView { who }),
        3 => (0..PEOPLE).prop_map(|who| Act::Restore { who }),
    ]
    .boxed()
}

fn going() -> BoxedStrategy<Act> {
    prop_oneof![
        3 => (person(), 0..PEOPLE, heir()).prop_map(|(by, on, heir)| Act::Disable { by, on, heir }),
        3 => (person(), 0..PEOPLE).prop_map(|(by, on)| Act::Enable { by, on }),
        2 => (person(), 0..PEOPLE, heir_of_the_gone()).prop_map(|(by, on, heir)| Act::Remove { by, on, heir }),
        3 => (person(), 0..PEOPLE, heir(), 1..4i64)
            .prop_map(|(by, on, heir, days)| Act::PlanRemoval { by, on, heir, days }),
        1 => (person(), 0..PEOPLE).prop_map(|(by, on)| Act::CallOff { by, on }),
        1 => (0..PEOPLE, heir_of_the_gone()).prop_map(|(who, heir)| Act::Leave { who, heir }),
    ]
    .boxed()
}

fn owning() -> BoxedStrategy<Act> {
    prop_oneof![
        3 => (person(), 0..PEOPLE).prop_map(|(by, on)| Act::Nominate { by, on }),
        3 => (0..2 * PEOPLE).prop_map(|who| Act::AcceptOwnership { who }),
        2 => (0..PEOPLE).prop_map(|by| Act::Withdraw { by }),
        3 => (person(), role()).prop_map(|(by, role)| Act::MakeKey { by, role }),
        6 => (0..9usize, 0..PEOPLE, tier()).prop_map(|(key, on, tier)| Act::UseKey { key, on, tier }),
        1 => (0..9usize).prop_map(|key| Act::RevokeKey { key }),
    ]
    .boxed()
}

/// What is done to several at once.
fn many() -> BoxedStrategy<Act> {
    let two = || [0..PEOPLE, 0..PEOPLE];
    let row = || {
        (
            0..PEOPLE,
            select(vec![Role::Agent, Role::Agent, Role::Admin]),
            select(vec!["basic", "power"]),
        )
    };
    prop_oneof![
        2 => (person(), two(), heir()).prop_map(|(by, on, heir)| Act::OffMany { by, on, heir }),
        3 => (person(), two()).prop_map(|(by, on)| Act::OnMany { by, on }),
        1 => (person(), two(), heir_of_the_gone()).prop_map(|(by, on, heir)| Act::OutMany { by, on, heir }),
        3 => (person(), [row(), row()], any::<bool>())
            .prop_map(|(by, rows, updates)| Act::Import { by, rows, updates }),
    ]
    .boxed()
}

/// Who comes in by themselves, signs in and out, and looks in from the platform.
fn guests() -> BoxedStrategy<Act> {
    prop_oneof![
        1 => (person(), select(vec!["off", "link", "domain", "both", "both"]))
            .prop_map(|(by, mode)| Act::AutoJoin { by, mode }),
        3 => (0..PEOPLE).prop_map(|who| Act::ByDomain { who }),
        2 => (0..PEOPLE).prop_map(|who| Act::SignIn { who }),
        2 => (0..PEOPLE).prop_map(|who| Act::SignOut { who }),
        2 => Just(Act::Visit),
        3 => (0..PEOPLE, select(vec!["basic", "power"])).prop_map(|(on, tier)| Act::OnVisit { on, tier }),
        1 => prop_oneof![Just(None), (0..PEOPLE).prop_map(Some)].prop_map(|by| Act::EndVisit { by }),
    ]
    .boxed()
}

/// One act of any kind.
pub fn act() -> impl Strategy<Value = Act> {
    prop_oneof![5 => coming(), 5 => changing(), 3 => going(), 3 => owning(), 2 => many(), 3 => guests()]
}

/// What every walk begins with: seats, an admin and two others, one of whom goes and comes back to what was theirs, a key, a
/// link, and another owner.
pub fn opening(book: Book) -> Vec<Act> {
    let invite = |(who, role)| [Act::Invite { by: 0, who, role }, Act::Accept { who }];
    let people = [(1, Role::Admin), (2, Role::Agent), (3, Role::Agent)];
    let mut acts = vec![Act::Plan { by: 0, seats: 5 }];
    acts.extend(people.into_iter().flat_map(invite));
    acts.extend([
        Act::MakeView { who: 3 },
        Act::PlanRemoval {
            by: 0,
            on: 3,
            heir: Heir::Queue,
            days: 1,
        },
        Act::Pass { hours: 24 },
    ]);
    acts.extend(invite((3, Role::Agent)));
    let (by, on, heir) = (0, 2, Heir::Stay);
    acts.push(Act::PlanRemoval { by, on, heir, days: 3 });
    acts.push(Act::CallOff { by, on });
    acts.push(Act::Enable { by, on });
    acts.extend([
        Act::Restore { who: 3 },
        Act::MakeKey {
            by: 0,
            role: Role::Admin,
        },
        Act::RevokeKey { key: 0 },
        Act::MakeKey {
            by: 0,
            role: Role::Owner,
        },
    ]);
    acts.push(Act::UseKey {
        key: 1,
        on: 2,
        tier: "power",
    });
    acts.extend(visited(book));
    if book == Book::Organization {
        let nominate = Act::Nominate { by: 0, on: 1 };
        let twice = [nominate.clone(), Act::Withdraw { by: 0 }, nominate];
        acts.extend(twice);
        acts.push(Act::Invite {
            by: 0,
            who: 4,
            role: Role::Admin,
        });
        acts.push(Act::Revoke { who: 4 });
        acts.push(Act::AcceptOwnership { who: PEOPLE });
        acts.push(Act::MakeLink { by: 0, uses: 3 });
    }
    acts
}

/// Somebody signs in twice, is looked at from the platform, and goes with many others; the ways of an organization are used.
fn visited(book: Book) -> Vec<Act> {
    let (by, heir) = (0, Heir::Queue);
    let role = |role| Act::Role { by: 0, on: 2, role };
    let mut acts = vec![
        role(Role::Admin),
        role(Role::Agent),
        Act::Disable { by, on: 2, heir },
        Act::Enable { by, on: 2 },
        Act::Remove { by, on: 2, heir },
        Act::Leave { who: 3, heir },
        Act::Invite {
            by,
            who: 2,
            role: Role::Agent,
        },
        Act::Accept { who: 0 },
        Act::Invite {
            by,
            who: 3,
            role: Role::Agent,
        },
        Act::Accept { who: 0 },
        Act::SignIn { who: 2 },
        Act::SignIn { who: 2 },
        Act::SignOut { who: 2 },
        Act::Visit,
        Act::OnVisit { on: 2, tier: "power" },
        Act::EndVisit { by: Some(0) },
        Act::Visit,
        Act::Pass { hours: 1 },
        Act::OffMany { by, on: [2, 3], heir },
        Act::OnMany { by, on: [2, 2] },
        Act::OutMany { by, on: [2, 3], heir },
    ];
    let back = [2, 3].map(|who| Act::Invite {
        by,
        who,
        role: Role::Agent,
    });
    acts.extend(back);
    if book == Book::Organization {
        let rows = [(4, Role::Agent, "power"), (1, Role::Admin, "power")];
        acts.extend([
            // What was sent is over after a week.
            Act::Pass { hours: WEEK },
            Act::Accept { who: 0 },
            Act::AutoJoin { by, mode: "both" },
            Act::ByDomain { who: 4 },
            Act::Leave { who: 4, heir },
            Act::Import {
                by,
                rows,
                updates: true,
            },
            Act::Accept { who: 0 },
            Act::Remove { by, on: 4, heir },
        ]);
    }
    acts
}

fn invited(nth: usize, model: &Model) -> Option<usize> {
    let waits = |who: &usize| model.people[*who].invited.is_some();
    let invited: Vec<usize> = (0..PEOPLE).filter(waits).collect();
    invited.get(nth.checked_rem(invited.len())?).copied()
}

/// The act with numbers of what there is; none where there is nothing to act on, or where the rulebook lacks the thing.
pub fn fitted(act: Act, model: &Model) -> Option<Act> {
    let within = |n: usize, of: usize| n.checked_rem(of);
    let organization = model.book == Book::Organization;
    Some(match act {
        Act::Join { who, link } => Act::Join {
            who,
            link: within(link, model.links.len())?,
        },
        Act::EndLink { link } => Act::EndLink {
            link: within(link, model.links.len())?,
        },
        Act::UseKey { key, on, tier } => Act::UseKey {
            key: within(key, model.keys.len())?,
            on,
            tier,
        },
        Act::RevokeKey { key } => Act::RevokeKey {
            key: within(key, model.keys.len())?,
        },
        Act::Accept { who } => Act::Accept {
            who: invited(who, model)?,
        },
        Act::Revoke { who } => Act::Revoke {
            who: invited(who, model)?,
        },
        // Every second time it is the nominated, where somebody is.
        Act::AcceptOwnership { who } => Act::AcceptOwnership {
            who: model.nominee().filter(|_| who >= PEOPLE).unwrap_or(who % PEOPLE),
        },
        // Every second time it is somebody for whom something is planned, or kept.
        Act::CallOff { by, on } => Act::CallOff {
            by,
            on: (0..PEOPLE).find(|on| model.planned(*on).is_some()).unwrap_or(on),
        },
        Act::Restore { who } => Act::Restore {
            who: (0..PEOPLE)
                .find(|who| model.kept(*who) > 0)
                .filter(|who| model.people[*who].place.is_some())
                .unwrap_or(who),
        },
        // They are few, and nothing else ends them.
        Act::SignIn { who } if model.people[who].sessions.iter().flatten().count() > 1 => return None,
        Act::Import { .. } | Act::AutoJoin { .. } if !organization => return None,
        Act::Plan { .. } if organization => return None,
        other => other,
    })
}
