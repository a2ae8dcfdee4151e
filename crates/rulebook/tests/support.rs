//! The first seed's tables, cell by cell, as they stand in the document.

mod books;

use books::{member, support, with_switch};
use rulebook::{Act, ChannelKind, Decision, MemberState, Rule, Rulebook, Target, Way};

/// "Role permissions at a glance", in the words and the order of the document.
const MATRIX: [(&str, Act, [bool; 3]); 7] = [
    //                                                       Owner  Admin  Agent
    ("Invite team members", Act::MembersInvite, [true, false, false]),
    ("Remove team members", Act::MembersRemove, [true, false, false]),
    ("Assign conversations", Act::ConversationsAssign, [true, true, false]),
    ("Handle conversations", Act::ConversationsHandle, [true, true, true]),
    ("Update own status", Act::AvailabilitySet, [true, true, true]),
    ("Manage channels", Act::ChannelsManage, [true, false, false]),
    ("Manage billing", Act::BillingManage, [true, false, false]),
];
const COLUMNS: [&str; 3] = ["owner", "admin", "agent"];

#[test]
fn every_cell_of_the_matrix_holds() {
    let book = support();
    for (row, act, cells) in MATRIX {
        assert_eq!(act.label(), row);
        for (role, yes) in COLUMNS.into_iter().zip(cells) {
            let decision = book.decide(&member(&book, role, "basic"), act, Target::None);
            let wanted = if yes {
                Decision::Allow
            } else {
                Decision::Refuse(Rule::Permission)
            };
            assert_eq!(decision, wanted, "{row}: {role}");
        }
    }
}

#[test]
fn the_matrix_holds_for_each_person_and_each_newcomer() {
    let book = support();
    let agent = role(&book, "agent");
    let admin = role(&book, "admin");
    for on in [agent, admin] {
        for (row, act, cells) in &MATRIX[..2] {
            let target = match act {
                Act::MembersInvite => Target::Gives(on),
                _ => Target::Person {
                    role: on,
                    is_self: false,
                },
            };
            for (role, yes) in COLUMNS.into_iter().zip(cells) {
                let who = member(&book, role, "basic");
                assert_eq!(
                    book.decide(&who, *act, target).is_allowed(),
                    *yes,
                    "{row}: {role} to {on:?}"
                );
            }
        }
    }
}

/// What the table of roles says of admins ("can invite and remove agents"), which the switch of decision 2 gives.
#[test]
fn with_the_switch_on_admins_manage_agents_and_never_admins() {
    let book = support();
    let admin = with_switch(&book, member(&book, "admin", "basic"));
    let [agent_role, admin_role, owner_role] = ["agent", "admin", "owner"].map(|name| role(&book, name));
    let person = |role| Target::Person { role, is_self: false };
    let to = |role, gives| Target::PersonTo {
        role,
        is_self: false,
        gives,
    };
    let outside = Decision::Refuse(Rule::OutsideSwitch(
        book.switch("admins_manage_agents").expect("decision 2"),
    ));
    let table = [
        (Act::MembersInvite, Target::Gives(agent_role), Decision::Allow),
        (Act::MembersRemove, person(agent_role), Decision::Allow),
        (Act::MembersDisable, person(agent_role), Decision::Allow),
        (Act::MembersInvite, Target::Gives(admin_role), outside),
        (Act::MembersInvite, Target::Gives(owner_role), outside),
        (Act::MembersRemove, person(admin_role), outside),
        (Act::MembersRemove, person(owner_role), outside),
        (Act::MembersDisable, person(admin_role), outside),
        (Act::MembersRemove, Target::None, outside),
        // Whatever is lent on agents neither touches an admin nor makes one.
        (Act::MembersDisable, to(agent_role, agent_role), Decision::Allow),
        (Act::MembersDisable, to(agent_role, admin_role), outside),
        (Act::MembersDisable, to(admin_role, agent_role), outside),
        (
            Act::MembersChangeRole,
            person(agent_role),
            Decision::Refuse(Rule::Permission),
        ),
        (Act::ConversationsAssign, Target::None, Decision::Allow),
        (Act::ChannelsManage, Target::None, Decision::Refuse(Rule::Permission)),
        (Act::BillingManage, Target::None, Decision::Refuse(Rule::Permission)),
        (Act::WorkspaceSwitch, Target::None, Decision::Refuse(Rule::Permission)),
    ];
    for (act, target, wanted) in table {
        assert_eq!(book.decide(&admin, act, target), wanted, "{act} on {target:?}");
    }
    // Whom they invited, they may list.
    for (act, on_somebody) in [
        (Act::MembersInvite, Decision::Allow),
        (Act::MembersRemove, Decision::Allow),
        (Act::MembersChangeRole, Decision::Refuse(Rule::Permission)),
    ] {
        assert_eq!(book.decide_on_somebody(&admin, act), on_somebody, "{act} on somebody");
    }
}

#[test]
fn the_switch_gives_nothing_to_agents_and_takes_nothing_from_the_owner() {
    let book = support();
    for name in ["owner", "agent"] {
        let off = member(&book, name, "basic");
        let on = with_switch(&book, off);
        assert_eq!(book.may(&off), book.may(&on), "{name}");
    }
}

#[test]
fn nobody_on_any_path_acts_on_the_owner() {
    let book = support();
    let owner_role = book.owner_role();
    let agent = role(&book, "agent");
    for who in ["owner", "admin", "agent"] {
        let who = member(&book, who, "admin");
        for who in [who, with_switch(&book, who)] {
            for act in Act::ALL.iter().copied().filter(|act| act.is_on_people()) {
                for is_self in [false, true] {
                    let person = Target::Person {
                        role: owner_role,
                        is_self,
                    };
                    let demoted = Target::PersonTo {
                        role: owner_role,
                        is_self,
                        gives: agent,
                    };
                    let tier = Target::PersonToTier {
                        role: owner_role,
                        is_self,
                        gives: book.default_tier(),
                    };
                    for target in [person, demoted, tier] {
                        assert!(!book.decide(&who, act, target).is_allowed(), "{act} {target:?}");
                    }
                }
            }
            for target in [
                Target::Gives(owner_role),
                Target::PersonTo {
                    role: agent,
                    is_self: false,
                    gives: owner_role,
                },
            ] {
                assert!(!book.decide(&who, Act::MembersInvite, target).is_allowed());
                assert!(!book.decide(&who, Act::MembersChangeRole, target).is_allowed());
            }
            let transfer = book.decide(&who, Act::OwnershipTransfer, Target::None);
            assert_eq!(transfer, Decision::Refuse(Rule::OwnershipFixed));
        }
    }
}

/// The rule that is named decides the code of the answer, so its order is part of the behaviour.
#[test]
fn the_first_rule_that_forbids_is_named() {
    let book = support();
    let [agent, admin, owner] = ["agent", "admin", "owner"].map(|name| role(&book, name));
    let boss = member(&book, "owner", "basic");
    let off = MemberState { enabled: false, ..boss };
    let second = member(&book, "agent", "basic");
    let person = |role, is_self| Target::Person { role, is_self };
    let to = |role, is_self, gives| Target::PersonTo { role, is_self, gives };
    let table = [
        (off, Act::MembersRead, Target::None, Rule::Disabled),
        (off, Act::MembersRemove, person(owner, true), Rule::Disabled),
        (second, Act::MembersRemove, person(owner, false), Rule::Permission),
        (boss, Act::MembersRemove, person(owner, true), Rule::OwnerProtected),
        (
            boss,
            Act::MembersChangeRole,
            to(owner, true, agent),
            Rule::OwnerProtected,
        ),
        (boss, Act::MembersChangeRole, to(admin, true, agent), Rule::Oneself),
        (
            boss,
            Act::MembersChangeRole,
            to(agent, false, owner),
            Rule::OwnershipFixed,
        ),
        (boss, Act::MembersInvite, Target::Gives(owner), Rule::OwnershipFixed),
        (second, Act::AssistantSchedule, Target::None, Rule::Feature),
        (
            boss,
            Act::ChannelsManage,
            Target::Channel(ChannelKind::Email),
            Rule::ChannelKind(ChannelKind::Email),
        ),
        (
            second,
            Act::ChannelsManage,
            Target::Channel(ChannelKind::Email),
            Rule::Permission,
        ),
    ];
    for (who, act, target, rule) in table {
        assert_eq!(
            book.decide(&who, act, target),
            Decision::Refuse(rule),
            "{act} {target:?}"
        );
    }
}

#[test]
fn each_tier_gives_what_the_seed_lists() {
    let book = support();
    let basic = ["assistant.query", "assistant.prepare", "assistant.research"];
    let power = [
        "assistant.instructions",
        "assistant.schedule",
        "assistant.alerts",
        "assistant.draft",
    ];
    let admin = ["assistant.configure", "policies.manage", "analytics.read"];
    let table = [
        ("basic", basic.to_vec()),
        ("power", [&basic[..], &power].concat()),
        ("admin", [&basic[..], &power, &admin].concat()),
    ];
    for (tier, wanted) in table {
        let mut acts: Vec<_> = book
            .tier_info(book.tier(tier).expect(tier))
            .acts
            .iter()
            .map(|act| act.name())
            .collect();
        let mut wanted = wanted;
        acts.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(acts, wanted, "{tier}");
    }
}

/// Decisions 28 and 29, and what the seed gives to nobody but the owner.
#[test]
fn what_each_role_may_beside_the_matrix() {
    let book = support();
    let everybody =
        "members.read conversations.read customers.read customers.write channels.read workspace.read billing.read";
    let admins = "widgets.appearance workspace.update audit.read assistant.configure policies.manage analytics.read";
    let owners = "members.erase customers.erase members.change_role members.change_tier members.disable workspace.switch roles.manage workspace.delete keys.manage \
                  sources.manage advisors.manage";
    for (acts, cells) in [
        (everybody, [true; 3]),
        (admins, [true, true, false]),
        (owners, [true, false, false]),
    ] {
        for name in acts.split_whitespace() {
            let act = Act::parse(name).expect(name);
            for (role, yes) in COLUMNS.into_iter().zip(cells) {
                let who = member(&book, role, "basic");
                assert_eq!(book.decide(&who, act, Target::None).is_allowed(), yes, "{name}: {role}");
            }
        }
    }
    let listed = MATRIX.len()
        + [everybody, admins, owners]
            .map(|acts| acts.split_whitespace().count())
            .iter()
            .sum::<usize>();
    let permissions = Act::ALL.iter().filter(|act| !act.is_feature()).count();
    assert_eq!(
        listed + 1,
        permissions,
        "every permission but the transfer of ownership is in a table"
    );
}

#[test]
fn a_page_is_told_what_a_person_may() {
    let book = support();
    let may = |who: &MemberState| book.may(who).iter().map(|act| act.name()).collect::<Vec<_>>();
    let agent = member(&book, "agent", "basic");
    assert_eq!(
        may(&agent),
        [
            "members.read",
            "availability.set",
            "conversations.read",
            "conversations.handle",
            "customers.read",
            "customers.write",
            "channels.read",
            "workspace.read",
            "billing.read",
            "assistant.query",
            "assistant.prepare",
            "assistant.research",
        ]
    );
    assert!(
        may(&MemberState {
            enabled: false,
            ..agent
        })
        .is_empty()
    );
    let admin = member(&book, "admin", "basic");
    assert!(!may(&admin).contains(&"members.invite"));
    assert!(may(&with_switch(&book, admin)).contains(&"members.invite"));
}

#[test]
fn the_head_of_the_rulebook() {
    let book = support();
    assert_eq!(
        (book.name(), book.title(), book.ownership_moves()),
        ("support", "A support team", false)
    );
    assert_eq!(book.ways_of_joining(), [Way::Direct]);
    assert_eq!(book.differences().len(), 3);
    assert_eq!(book.role_info(book.owner_role()).name, "owner");
    assert_eq!(book.role_info(book.default_role()).name, "agent");
    assert_eq!(book.tier_info(book.default_tier()).name, "basic");
    assert_eq!(book.plan_info(book.default_plan()).name, "free");
    let invitable: Vec<_> = book
        .roles()
        .filter(|(_, role)| role.invitable)
        .map(|(_, role)| role.name.as_str())
        .collect();
    assert_eq!(invitable, ["admin", "agent"]);
}

fn role(book: &Rulebook, name: &str) -> rulebook::RoleId {
    book.role(name).expect(name)
}
