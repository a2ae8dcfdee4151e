//! What a platform admin may do on a visit: the same in every rulebook, and never more than decision 16 says.

mod books;

use books::{member, organization, support, workshop};
use rulebook::{Act, Decision, Group, MemberState, Rule, Rulebook, Target};

fn visitor(book: &Rulebook) -> MemberState {
    MemberState {
        role: book.owner_role(),
        visiting: true,
        ..member(
            book,
            &book.role_info(book.owner_role()).name,
            &book.tier_info(book.default_tier()).name,
        )
    }
}

fn person(book: &Rulebook, role: &str) -> Target {
    Target::Person {
        role: book.role(role).expect(role),
        is_self: false,
    }
}

#[test]
fn a_visit_does_what_the_list_says_in_every_rulebook_and_nothing_else() {
    for book in [support(), organization(), workshop()] {
        let who = visitor(&book);
        for act in Act::ALL {
            let expected = match Act::ON_A_VISIT.contains(act) {
                true => Decision::Allow,
                false => Decision::Refuse(Rule::Visit),
            };
            assert_eq!(
                book.decide(&who, *act, Target::None),
                expected,
                "{act} in {}",
                book.name()
            );
        }
        assert_eq!(
            book.may(&who),
            Act::ALL
                .iter()
                .copied()
                .filter(|act| Act::ON_A_VISIT.contains(act))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn nothing_on_the_list_reads_work_brings_somebody_in_ends_something_or_shows_a_secret() {
    for act in Act::ON_A_VISIT {
        assert_ne!(act.group(), Group::Inbox, "{act}");
        assert!(!act.is_feature(), "{act}");
    }
    for act in [
        Act::MembersInvite,
        Act::MembersRemove,
        Act::MembersErase,
        Act::CustomersErase,
        Act::KeysManage,
        Act::RolesManage,
        Act::OwnershipTransfer,
        Act::WorkspaceDelete,
        Act::BillingManage,
        Act::SourcesManage,
        Act::AnalyticsRead,
    ] {
        assert!(!Act::ON_A_VISIT.contains(&act), "{act}");
    }
}

#[test]
fn a_visit_stands_as_an_admin_does() {
    let book = organization();
    let who = visitor(&book);
    let on = |role| book.decide(&who, Act::MembersDisable, person(&book, role));
    assert_eq!(on("owner"), Decision::Refuse(Rule::OwnerProtected));
    assert_eq!(on("admin"), Decision::Refuse(Rule::Standing));
    assert_eq!(on("member"), Decision::Allow);
}

#[test]
fn a_visit_gives_nobody_what_administers() {
    let book = organization();
    let who = visitor(&book);
    let id = |role: &str| book.role(role).expect(role);
    let gives = |role: &str| {
        let target = Target::PersonTo {
            role: id("member"),
            is_self: false,
            gives: id(role),
        };
        book.decide(&who, Act::MembersChangeRole, target)
    };
    assert_eq!(gives("owner"), Decision::Refuse(Rule::OwnershipByTransfer));
    assert_eq!(gives("admin"), Decision::Refuse(Rule::Visit));
    assert_eq!(gives("member"), Decision::Allow);
    let tier = |tier: &str| {
        let target = Target::PersonToTier {
            role: id("member"),
            is_self: false,
            gives: book.tier(tier).expect(tier),
        };
        book.decide(&who, Act::MembersChangeTier, target)
    };
    assert_eq!(tier("power"), Decision::Allow);
    assert_eq!(tier("admin"), Decision::Refuse(Rule::Visit));
}

#[test]
fn the_refusal_says_that_it_is_a_visit_and_who_could() {
    let book = support();
    let why = book.explain(&visitor(&book), Act::ConversationsRead, Rule::Visit);
    assert_eq!(why.rule, "support/visit");
    assert!(why.text.starts_with("A visit of a platform admin"), "{}", why.text);
    assert_eq!(why.who, ["Owner", "Admin", "Agent"]);
}
