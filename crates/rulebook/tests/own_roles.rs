//! Roles that a workspace adds to those of its rulebook.

mod books;

use books::{member, organization, support, with_switch};
use rulebook::{Act, Decision, MemberState, OwnRole, Rule, Rulebook, Target};

fn own(id: &str, permissions: &[Act]) -> OwnRole {
    OwnRole {
        id: id.to_owned(),
        label: id.to_uppercase(),
        permissions: permissions.to_vec(),
    }
}

/// `reader` reads, `greeter` invites and so stands above, `desk` handles conversations.
fn with_three() -> Rulebook {
    organization().with_roles(&[
        own("reader", &[]),
        own(
            "greeter",
            &[Act::MembersInvite, Act::MembersChangeRole, Act::MembersRemove],
        ),
        own("desk", &[Act::ConversationsRead, Act::ConversationsHandle]),
    ])
}

#[test]
fn billing_ownership_deletion_erasure_advisors_and_roles_are_never_picked() {
    for book in [support(), organization()] {
        let pickable = book.pickable();
        let never = [
            Act::MembersErase,
            Act::CustomersErase,
            Act::BillingManage,
            Act::OwnershipTransfer,
            Act::WorkspaceDelete,
            Act::AdvisorsManage,
            Act::RolesManage,
        ];
        assert!(never.iter().all(|act| !pickable.contains(act)));
        assert!(pickable.iter().all(|act| !act.is_feature()));
        let greedy = book.with_roles(&[own("greedy", Act::ALL)]);
        let who = member(&greedy, "greedy", "basic");
        for act in never {
            assert!(!greedy.decide(&who, act, Target::None).is_allowed(), "{act}");
        }
        for act in pickable {
            assert!(greedy.decide(&who, act, Target::None).is_allowed(), "{act}");
        }
    }
}

#[test]
fn a_role_without_a_pick_reads_what_every_member_reads_and_no_more() {
    let book = with_three();
    let may: Vec<_> = book
        .may(&member(&book, "reader", "basic"))
        .iter()
        .map(|act| act.name())
        .collect();
    assert_eq!(
        may,
        [
            "members.read",
            "channels.read",
            "workspace.read",
            "billing.read",
            "assistant.query",
            "assistant.prepare",
            "assistant.research",
        ]
    );
}

/// Decision 7 asks what somebody holds, never how their role is called.
#[test]
fn standing_follows_what_a_role_holds() {
    let book = with_three();
    let role = |name: &str| book.role(name).expect(name);
    let person = |name: &str| Target::Person {
        role: role(name),
        is_self: false,
    };
    let [admin, greeter] = ["admin", "greeter"].map(|name| member(&book, name, "basic"));
    for below in ["member", "reader", "desk"] {
        assert_eq!(
            book.decide(&greeter, Act::MembersRemove, person(below)),
            Decision::Allow
        );
        assert_eq!(book.decide(&admin, Act::MembersRemove, person(below)), Decision::Allow);
    }
    for equal in ["admin", "greeter"] {
        let refused = Decision::Refuse(Rule::Standing);
        assert_eq!(book.decide(&greeter, Act::MembersRemove, person(equal)), refused);
        assert_eq!(book.decide(&admin, Act::MembersRemove, person(equal)), refused);
    }
    assert_eq!(
        book.decide(&greeter, Act::MembersRemove, person("owner")),
        Decision::Refuse(Rule::OwnerProtected)
    );
    assert!(book.leads(role("greeter")) && !book.leads(role("desk")) && !book.leads(role("reader")));
}

#[test]
fn nobody_gives_a_role_of_ones_own_that_holds_more() {
    let book = with_three();
    let role = |name: &str| book.role(name).expect(name);
    let gives = |name: &str| Target::Gives(role(name));
    let [admin, greeter] = ["admin", "greeter"].map(|name| member(&book, name, "basic"));
    assert!(book.decide(&greeter, Act::MembersInvite, gives("reader")).is_allowed());
    for more in ["admin", "member", "desk"] {
        assert_eq!(
            book.decide(&greeter, Act::MembersInvite, gives(more)),
            Decision::Refuse(Rule::GivesMore),
            "{more}"
        );
    }
    for name in ["reader", "greeter", "desk", "member", "admin"] {
        assert!(
            book.decide(&admin, Act::MembersInvite, gives(name)).is_allowed(),
            "{name}"
        );
    }
}

/// For every member state of the rulebook's own roles, nothing changes by what a workspace adds.
#[test]
fn the_rulebooks_own_roles_decide_as_before() {
    for plain in [support(), organization()] {
        let more = plain.with_roles(&[own("greedy", Act::ALL), own("reader", &[])]);
        for (role, _) in plain.roles() {
            for (tier, _) in plain.tiers() {
                let who = MemberState {
                    role,
                    tier,
                    ..member(&plain, "owner", "basic")
                };
                let who = if plain.name() == "support" {
                    with_switch(&plain, who)
                } else {
                    who
                };
                for act in Act::ALL {
                    for (on, _) in plain.roles() {
                        for target in [
                            Target::None,
                            Target::Gives(on),
                            Target::Person {
                                role: on,
                                is_self: false,
                            },
                        ] {
                            assert_eq!(plain.decide(&who, *act, target), more.decide(&who, *act, target));
                        }
                    }
                }
            }
        }
        assert_eq!(plain.role_after_owner(), more.role_after_owner());
        assert_eq!(plain.default_role(), more.default_role());
    }
}

#[test]
fn there_is_room_for_so_many_and_what_is_too_many_is_nobody() {
    let plain = organization();
    let room = plain.room_for_roles();
    let many: Vec<_> = (0..=room).map(|at| own(&format!("r{at}"), &[])).collect();
    let book = plain.with_roles(&many);
    assert!(book.role(&format!("r{}", room - 1)).is_some());
    assert_eq!(book.role(&format!("r{room}")), None);
    assert!(book.is_own(book.role("r0").expect("r0")) && !book.is_own(book.owner_role()));
    assert_eq!(book.room_for_roles(), room);
}
