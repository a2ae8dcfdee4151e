//! The second seed's page on users and roles, sentence by sentence, as it stands in the document.

mod books;

use books::{member, organization};
use rulebook::{Act, Decision, Quota, Rule, Rulebook, Target, Way};

const ROLES: [&str; 3] = ["owner", "admin", "member"];

/// A sentence of "User Roles" or "Advisor Permissions": whom it is about, what, and whether they may.
const SENTENCES: [(&str, &str, &str, bool); 16] = [
    ("Manages billing and subscription", "owner", "billing.manage", true),
    ("Can transfer ownership", "owner", "ownership.transfer", true),
    (
        "Manages users, agent config, and data policies",
        "admin",
        "members.invite members.remove members.change_role members.change_tier members.disable",
        true,
    ),
    (
        "Manages users, agent config, and data policies",
        "admin",
        "assistant.configure policies.manage",
        true,
    ),
    ("Can create and manage advisors", "admin", "advisors.manage", true),
    (
        "Cannot manage billing or delete the organization",
        "admin",
        "billing.manage workspace.delete",
        false,
    ),
    ("Standard user with agent access", "member", "assistant.query", true),
    (
        "Subject to data access policies",
        "member",
        "policies.manage sources.manage",
        false,
    ),
    (
        "Cannot create advisors or change org settings",
        "member",
        "advisors.manage workspace.update",
        false,
    ),
    (
        "Only Admin and Owner roles can create and manage advisors",
        "owner",
        "advisors.manage",
        true,
    ),
    (
        "Only Admin and Owner roles can create and manage advisors",
        "admin",
        "advisors.manage",
        true,
    ),
    (
        "Members [...] cannot create or modify advisor configurations",
        "member",
        "advisors.manage",
        false,
    ),
    // What the page gives to the owner alone is nobody else's.
    ("Can transfer ownership", "admin", "ownership.transfer", false),
    ("Can transfer ownership", "member", "ownership.transfer", false),
    ("Manages billing and subscription", "member", "billing.manage", false),
    (
        "Manages users, agent config, and data policies",
        "member",
        "members.invite members.remove members.change_role members.change_tier members.disable",
        false,
    ),
];

fn may(book: &Rulebook, role: &str, tier: &str, act: &str) -> Decision {
    let act = Act::parse(act).expect(act);
    book.decide(&member(book, role, tier), act, Target::None)
}

#[test]
fn every_sentence_on_roles_holds() {
    let book = organization();
    for (sentence, role, acts, yes) in SENTENCES {
        for act in acts.split_whitespace() {
            let decision = may(&book, role, "basic", act);
            let wanted = if yes {
                Decision::Allow
            } else {
                Decision::Refuse(Rule::Permission)
            };
            assert_eq!(decision, wanted, "{sentence}: {role}, {act}");
        }
    }
}

/// "Full control over the organization": whatever anybody has by role, the owner has.
#[test]
fn the_owner_has_full_control() {
    let book = organization();
    for act in Act::ALL.iter().filter(|act| !act.is_feature()) {
        // There is no switch to turn in this rulebook.
        let wanted = *act != Act::WorkspaceSwitch;
        assert_eq!(may(&book, "owner", "basic", act.name()).is_allowed(), wanted, "{act}");
    }
}

/// "One owner per organization" is the database's to hold; that no act makes a second one is the rulebook's.
#[test]
fn no_act_makes_a_second_owner_and_admins_are_unlimited() {
    let book = organization();
    let owner = book.owner_role();
    let [admin, plain] = ["admin", "member"].map(|name| book.role(name).expect(name));
    for act in Act::ALL {
        for role in ROLES {
            let who = member(&book, role, "admin");
            for role in [admin, plain] {
                let to_owner = Target::PersonTo {
                    role,
                    is_self: false,
                    gives: owner,
                };
                assert!(!book.decide(&who, *act, to_owner).is_allowed(), "{act}");
            }
            assert!(!book.decide(&who, *act, Target::Gives(owner)).is_allowed(), "{act}");
        }
    }
    assert!(book.plans().all(|(_, plan)| plan.limits.of(Quota::Agents).is_none()));
}

/// Every cell, so that none is forgotten: what everybody has, what owner and admins have, what the owner has.
#[test]
fn every_cell_of_the_matrix_holds() {
    let book = organization();
    let everybody = "members.read availability.set conversations.read conversations.handle customers.read customers.write \
                     channels.read workspace.read billing.read";
    let admins = "members.invite members.remove members.change_role members.change_tier members.disable \
                  conversations.assign channels.manage widgets.appearance workspace.update audit.read keys.manage \
                  sources.manage advisors.manage assistant.configure policies.manage analytics.read";
    let owners = "members.erase customers.erase workspace.delete ownership.transfer billing.manage roles.manage";
    let rows = [
        (everybody, [true; 3]),
        (admins, [true, true, false]),
        (owners, [true, false, false]),
        ("workspace.switch", [false; 3]),
    ];
    let mut listed = 0;
    for (acts, cells) in rows {
        for act in acts.split_whitespace() {
            listed += 1;
            for (role, yes) in ROLES.into_iter().zip(cells) {
                assert_eq!(may(&book, role, "basic", act).is_allowed(), yes, "{act}: {role}");
            }
        }
    }
    let permissions = Act::ALL.iter().filter(|act| !act.is_feature()).count();
    assert_eq!(listed, permissions, "every permission is in a row");
}

/// The three lists of "Access Tiers": each has everything of the one before it, and nothing else.
#[test]
fn each_tier_gives_what_the_seed_lists() {
    let book = organization();
    let basic = [
        ("Agent queries (Q&A, data lookup)", "assistant.query"),
        ("Meeting prep on-demand", "assistant.prepare"),
        ("Account research", "assistant.research"),
    ];
    let power = [
        ("Custom instructions", "assistant.instructions"),
        ("Scheduled tasks", "assistant.schedule"),
        ("Insight alerts", "assistant.alerts"),
        ("Draft generation", "assistant.draft"),
    ];
    let admin = [
        ("Agent configuration", "assistant.configure"),
        ("Data policy management", "policies.manage"),
        ("Analytics access", "analytics.read"),
    ];
    let table = [
        ("basic", basic.to_vec()),
        ("power", [&basic[..], &power].concat()),
        ("admin", [&basic[..], &power, &admin].concat()),
    ];
    for (tier, lines) in table {
        let given = &book.tier_info(book.tier(tier).expect(tier)).acts;
        let given: Vec<_> = given.iter().map(|act| act.name()).collect();
        for (line, act) in &lines {
            assert!(given.contains(act), "{tier}: {line}");
        }
        assert_eq!(given.len(), lines.len(), "{tier}");
    }
}

#[test]
fn the_head_of_the_rulebook() {
    let book = organization();
    assert_eq!(
        (book.name(), book.title(), book.ownership_moves()),
        ("organization", "An organization", true)
    );
    assert_eq!(book.ways_of_joining(), [Way::Invitation, Way::Link, Way::Domain]);
    assert!(!book.joins_by(Way::Direct));
    assert_eq!(book.differences().len(), 3);
    assert_eq!(book.role_info(book.owner_role()).name, "owner");
    assert_eq!(book.role_info(book.default_role()).name, "member");
    assert_eq!(book.tier_info(book.default_tier()).name, "basic");
    assert_eq!(book.plan_info(book.default_plan()).name, "team");
    assert_eq!(book.plans().count(), 1);
    assert!(book.switches().next().is_none());
    let invitable: Vec<_> = book
        .roles()
        .filter(|(_, role)| role.invitable)
        .map(|(_, role)| role.name.as_str())
        .collect();
    assert_eq!(invitable, ["admin", "member"]);
    let why = book.explain_way(Way::Direct);
    assert_eq!(why.rule, "organization/joining");
    assert_eq!(
        why.text,
        "Nobody joins this workspace by being added at once. People join by an invitation that they accept, by a link or \
         by the company's domain."
    );
}
