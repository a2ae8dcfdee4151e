//! An API key acts for whoever made it, within a role of its own: it may what both may, and no more.

mod books;

use books::{member, organization, support, with_switch, workshop};
use rulebook::{Act, Decision, MemberState, Rule, Rulebook, Target};

fn states(book: &Rulebook) -> Vec<MemberState> {
    let tiers: Vec<_> = book.tiers().map(|(id, _)| id).collect();
    let roles = book.roles().map(|(id, _)| id);
    let bare = member(
        book,
        &book.role_info(book.owner_role()).name,
        &book.tier_info(tiers[0]).name,
    );
    roles
        .flat_map(|role| {
            tiers.iter().map(move |tier| MemberState {
                role,
                tier: *tier,
                ..bare
            })
        })
        .collect()
}

fn targets(book: &Rulebook) -> Vec<Target> {
    let roles: Vec<_> = book.roles().map(|(id, _)| id).collect();
    let mut out = vec![Target::None];
    for role in roles.iter().copied() {
        out.push(Target::Gives(role));
        for is_self in [false, true] {
            out.push(Target::Person { role, is_self });
            out.extend(roles.iter().map(|gives| Target::PersonTo {
                role,
                is_self,
                gives: *gives,
            }));
            out.extend(
                book.tiers()
                    .map(|(gives, _)| Target::PersonToTier { role, is_self, gives }),
            );
        }
    }
    out
}

#[test]
fn a_key_may_what_its_maker_may_and_its_role_may_and_nothing_else() {
    let (mut yes, mut narrowed) = (0, 0);
    for book in [support(), organization(), workshop()] {
        for maker in states(&book) {
            for (role, _) in book.roles() {
                let key = MemberState {
                    within: Some(role),
                    ..maker
                };
                // What the role alone may: a person with it, and with a tier that brings no permission.
                let alone = MemberState {
                    role,
                    tier: book.default_tier(),
                    ..maker
                };
                for act in Act::ALL.iter().copied() {
                    // What a person uses for themselves is done to nobody.
                    let of_people = |target: &Target| !act.is_feature() || *target == Target::None;
                    for target in targets(&book).into_iter().filter(of_people) {
                        let by_maker = book.decide(&maker, act, target).is_allowed();
                        let by_role = act.is_feature() || book.decide(&alone, act, target).is_allowed();
                        let both = by_maker && by_role;
                        assert_eq!(
                            book.decide(&key, act, target).is_allowed(),
                            both,
                            "{act} on {target:?} by {key:?}"
                        );
                        yes += usize::from(both);
                        narrowed += usize::from(by_maker && !both);
                    }
                }
            }
        }
    }
    assert!(yes > 1000 && narrowed > 1000, "{yes} {narrowed}");
}

#[test]
fn a_switch_reaches_a_key_only_where_it_reaches_both_roles() {
    let book = support();
    let (admin, agent) = (book.role("admin"), book.role("agent"));
    let maker = with_switch(&book, member(&book, "admin", "basic"));
    let target = Target::Gives(agent.expect("agent"));
    for (within, expected) in [(None, true), (admin, true), (agent, false)] {
        let decided = book.decide(&MemberState { within, ..maker }, Act::MembersInvite, target);
        assert_eq!(decided.is_allowed(), expected, "{within:?}");
    }
}

#[test]
fn nobody_makes_a_key_that_may_more_than_they_do() {
    for (book, maker, role, expected) in [
        (support(), "owner", "owner", Decision::Allow),
        (support(), "owner", "agent", Decision::Allow),
        (support(), "admin", "agent", Decision::Refuse(Rule::Permission)),
        (organization(), "admin", "admin", Decision::Allow),
        (organization(), "admin", "owner", Decision::Refuse(Rule::GivesMore)),
        (organization(), "member", "member", Decision::Refuse(Rule::Permission)),
    ] {
        let who = member(&book, maker, "basic");
        let decided = book.decide_key(&who, book.role(role).expect(role));
        assert_eq!(decided, expected, "{maker} makes {role} in {}", book.name());
    }
}

#[test]
fn a_refusal_says_whether_it_is_the_key_or_its_maker_who_may_not() {
    let book = organization();
    for (maker, within, expected) in [
        (
            "owner",
            Some("member"),
            "Only the owner and admins may invite team members. The role of this key is Member.",
        ),
        (
            "member",
            Some("admin"),
            "Only the owner and admins may invite team members. The role of whoever made this key is Member.",
        ),
        (
            "member",
            None,
            "Only the owner and admins may invite team members. Your role is Member.",
        ),
    ] {
        let who = MemberState {
            within: within.map(|role| book.role(role).expect(role)),
            ..member(&book, maker, "basic")
        };
        let text = book.explain(&who, Act::MembersInvite, Rule::Permission).text;
        assert_eq!(text, expected);
    }
}
