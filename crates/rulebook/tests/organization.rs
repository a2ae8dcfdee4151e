//! The format holds the second seed's rules and an operator's own.

mod books;

use books::{member, organization, support, workshop};
use rulebook::{Act, Decision, MemberState, RoleId, Rule, Rulebook, Target};

const ROLES: [&str; 3] = ["owner", "admin", "member"];
const TIERS: [&str; 3] = ["basic", "power", "admin"];

fn role(book: &Rulebook, name: &str) -> RoleId {
    book.role(name).expect(name)
}

/// Decision 5: assistant configuration, data policies and analytics by role or by tier.
#[test]
fn the_admin_tier_opens_three_things_to_a_member_and_no_more() {
    let book = organization();
    for act in [Act::AssistantConfigure, Act::PoliciesManage, Act::AnalyticsRead] {
        for role in ROLES {
            for tier in TIERS {
                let yes = role != "member" || tier == "admin";
                let decision = book.decide(&member(&book, role, tier), act, Target::None);
                assert_eq!(decision.is_allowed(), yes, "{act}: {role}, {tier}");
            }
        }
    }
    for act in [
        Act::AdvisorsManage,
        Act::WorkspaceUpdate,
        Act::MembersInvite,
        Act::MembersRemove,
        Act::BillingManage,
    ] {
        let decision = book.decide(&member(&book, "member", "admin"), act, Target::None);
        assert_eq!(decision, Decision::Refuse(Rule::Permission), "{act} goes by role alone");
    }
}

/// The second seed's three lists: Basic, Power, Admin.
#[test]
fn features_go_by_tier_whatever_the_role() {
    let book = organization();
    let basic = [Act::AssistantQuery, Act::AssistantPrepare, Act::AssistantResearch];
    let power = [
        Act::AssistantInstructions,
        Act::AssistantSchedule,
        Act::AssistantAlerts,
        Act::AssistantDraft,
    ];
    for role in ROLES {
        for tier in TIERS {
            let who = member(&book, role, tier);
            for act in basic {
                assert_eq!(
                    book.decide(&who, act, Target::None),
                    Decision::Allow,
                    "{act}: {role}, {tier}"
                );
            }
            for act in power {
                let wanted = if tier == "basic" {
                    Decision::Refuse(Rule::Feature)
                } else {
                    Decision::Allow
                };
                assert_eq!(book.decide(&who, act, Target::None), wanted, "{act}: {role}, {tier}");
            }
        }
    }
}

/// Decision 7, person by person.
#[test]
fn an_admin_acts_on_members_only_and_gives_roles_up_to_admin() {
    let book = organization();
    let [owner, admin, plain] = ROLES.map(|name| role(&book, name));
    let who = member(&book, "admin", "basic");
    let to = |role, is_self, gives| Target::PersonTo { role, is_self, gives };
    let refuse = Decision::Refuse;
    let table = [
        (to(plain, false, admin), Decision::Allow),
        (to(plain, false, plain), Decision::Allow),
        (to(plain, false, owner), refuse(Rule::OwnershipByTransfer)),
        (to(admin, false, plain), refuse(Rule::Standing)),
        (to(admin, true, plain), refuse(Rule::Oneself)),
        (to(owner, false, plain), refuse(Rule::OwnerProtected)),
        (
            Target::Person {
                role: plain,
                is_self: false,
            },
            Decision::Allow,
        ),
        (
            Target::Person {
                role: admin,
                is_self: false,
            },
            refuse(Rule::Standing),
        ),
    ];
    for (target, wanted) in table {
        assert_eq!(book.decide(&who, Act::MembersChangeRole, target), wanted, "{target:?}");
    }
    let boss = member(&book, "owner", "basic");
    assert!(
        book.decide(&boss, Act::MembersChangeRole, to(admin, false, plain))
            .is_allowed(),
        "only the owner undoes it"
    );
    assert!(book.decide(&who, Act::MembersInvite, Target::Gives(admin)).is_allowed());
}

/// The Admin tier lets a member manage policies, but lifts them above nobody and out of no admin's reach.
#[test]
fn a_tier_gives_no_standing() {
    let book = organization();
    let plain = role(&book, "member");
    let person = Target::Person {
        role: plain,
        is_self: false,
    };
    let lifted = member(&book, "member", "admin");
    assert_eq!(
        book.decide(&lifted, Act::PoliciesManage, person),
        Decision::Refuse(Rule::Standing)
    );
    let admin = member(&book, "admin", "basic");
    assert!(book.decide(&admin, Act::MembersRemove, person).is_allowed());
}

#[test]
fn reading_the_team_gives_no_standing() {
    let book = support();
    let agent = role(&book, "agent");
    let who = member(&book, "admin", "basic");
    let person = Target::Person {
        role: agent,
        is_self: false,
    };
    assert!(
        book.decide(&who, Act::WorkspaceUpdate, person).is_allowed(),
        "an agent, who only reads, stands below"
    );
}

#[test]
fn nobody_gives_a_role_that_may_do_more_than_their_own() {
    let book = workshop();
    let [helper, keeper, master] = ["helper", "keeper", "master"].map(|name| role(&book, name));
    let steward = member(&book, "steward", "all");
    let boss = member(&book, "master", "all");
    let to = |gives| Target::PersonTo {
        role: helper,
        is_self: false,
        gives,
    };
    let table = [
        (steward, Act::MembersInvite, Target::Gives(helper), Decision::Allow),
        (
            steward,
            Act::MembersChangeRole,
            to(keeper),
            Decision::Refuse(Rule::GivesMore),
        ),
        (
            steward,
            Act::MembersChangeRole,
            to(master),
            Decision::Refuse(Rule::OwnershipFixed),
        ),
        (
            steward,
            Act::MembersInvite,
            Target::Gives(keeper),
            Decision::Refuse(Rule::GivesMore),
        ),
        (boss, Act::MembersChangeRole, to(keeper), Decision::Allow),
        (
            boss,
            Act::MembersInvite,
            Target::Gives(keeper),
            Decision::Refuse(Rule::NotInvitable),
        ),
    ];
    for (who, act, target, wanted) in table {
        assert_eq!(book.decide(&who, act, target), wanted, "{act} {target:?}");
    }
}

#[test]
fn nobody_gives_a_tier_with_a_permission_that_they_lack() {
    let book = workshop();
    let helper = role(&book, "helper");
    let gives = |tier| Target::PersonToTier {
        role: helper,
        is_self: false,
        gives: book.tier(tier).expect(tier),
    };
    let table = [
        ("steward", "all", "all", Decision::Allow),
        ("steward", "all", "rules", Decision::Refuse(Rule::GivesMore)),
        ("steward", "rules", "rules", Decision::Allow),
        ("master", "all", "rules", Decision::Allow),
    ];
    for (role, tier, given, wanted) in table {
        let who = member(&book, role, tier);
        assert_eq!(
            book.decide(&who, Act::MembersChangeTier, gives(given)),
            wanted,
            "{role}, {tier} gives {given}"
        );
    }
    // A feature is for use: who changes tiers gives it without having it.
    let org = organization();
    let power = Target::PersonToTier {
        role: role(&org, "member"),
        is_self: false,
        gives: org.tier("power").expect("power"),
    };
    assert!(
        org.decide(&member(&org, "admin", "basic"), Act::MembersChangeTier, power)
            .is_allowed()
    );
}

/// Ids of another rulebook can only come from a mistake, and are never read as more rights.
#[test]
fn what_a_rulebook_does_not_know_is_refused() {
    let (four_roles, three_roles) = (workshop(), support());
    let foreign = four_roles.owner_role();
    let boss = member(&three_roles, "owner", "basic");
    let unknown = Decision::Refuse(Rule::Unknown);
    let as_foreign = MemberState { role: foreign, ..boss };
    assert_eq!(three_roles.decide(&as_foreign, Act::MembersRead, Target::None), unknown);
    for target in [
        Target::Gives(foreign),
        Target::Person {
            role: foreign,
            is_self: false,
        },
        Target::PersonTo {
            role: three_roles.default_role(),
            is_self: false,
            gives: foreign,
        },
    ] {
        assert_eq!(
            three_roles.decide(&boss, Act::MembersRemove, target),
            unknown,
            "{target:?}"
        );
    }
    let high_tier = MemberState {
        tier: three_roles.tier("admin").expect("admin"),
        ..member(&four_roles, "master", "all")
    };
    assert_eq!(four_roles.decide(&high_tier, Act::MembersRead, Target::None), unknown);
    let switched = books::with_switch(&three_roles, member(&four_roles, "master", "all"));
    assert_eq!(four_roles.decide(&switched, Act::MembersRead, Target::None), unknown);
}

#[test]
fn an_operators_rulebook_has_its_own_names_and_limits() {
    let book = workshop();
    assert_eq!(book.role_info(book.owner_role()).label, "Master");
    let bench = &book.plan_info(book.default_plan()).limits;
    assert_eq!((bench.agents, bench.messages_per_month), (Some(3), Some(100)));
    assert_eq!(
        book.plan_info(book.plan("hall").expect("hall"))
            .limits
            .messages_per_month,
        Some(5_000)
    );
    assert!(book.switches().next().is_none());
}
