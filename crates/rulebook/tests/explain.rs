//! Every no says why: the rule, a plain sentence, and who can do it or change it.

mod books;

use books::{member, organization, support, with_switch, workshop};
use rulebook::{Act, ChannelKind, Decision, Explanation, MemberState, Quota, Rulebook, Target};

/// Asks, and explains the refusal.
fn why(book: &Rulebook, who: &MemberState, act: Act, target: Target) -> Explanation {
    match book.decide(who, act, target) {
        Decision::Refuse(rule) => book.explain(who, act, rule),
        Decision::Allow => panic!("{act} on {target:?} is allowed"),
    }
}

fn check(explanation: &Explanation, rule: &str, text: &str, who: &[&str]) {
    assert_eq!(explanation.rule, rule);
    assert_eq!(explanation.text, text, "{rule}");
    assert_eq!(explanation.who, who, "{rule}");
}

#[test]
fn a_missing_permission_names_who_has_it() {
    let book = support();
    let agent = member(&book, "agent", "basic");
    check(
        &why(&book, &agent, Act::MembersInvite, Target::Gives(agent.role)),
        "support/permissions/members.invite",
        "Only the owner may invite team members. Your role is Agent.",
        &["Owner"],
    );
    check(
        &why(&book, &agent, Act::ConversationsAssign, Target::None),
        "support/permissions/conversations.assign",
        "Only the owner and admins may assign conversations. Your role is Agent.",
        &["Owner", "Admin"],
    );
}

#[test]
fn a_missing_permission_names_the_switch_that_would_give_it() {
    let book = support();
    let admin = member(&book, "admin", "basic");
    check(
        &why(
            &book,
            &admin,
            Act::MembersRemove,
            Target::Person {
                role: book.default_role(),
                is_self: false,
            },
        ),
        "support/permissions/members.remove",
        "Only the owner may remove team members. Your role is Admin. The owner can turn on “Admins manage agents”: \
         Admins invite, remove and disable agents, never admins.",
        &["Owner"],
    );
}

#[test]
fn a_switch_that_is_on_names_whom_it_reaches() {
    let book = support();
    let admin = with_switch(&book, member(&book, "admin", "basic"));
    check(
        &why(&book, &admin, Act::MembersInvite, Target::Gives(admin.role)),
        "support/switches/admins_manage_agents",
        "“Admins manage agents” is on here: admins may invite team members, but only where it concerns agents.",
        &["Owner"],
    );
}

#[test]
fn acts_on_people() {
    let book = support();
    let boss = member(&book, "owner", "basic");
    let person = |role, is_self| Target::Person { role, is_self };
    check(
        &why(&book, &boss, Act::MembersRemove, person(boss.role, true)),
        "support/ownership",
        "The owner cannot be removed, demoted or disabled: ownership stays with the person who created the workspace.",
        &["nobody"],
    );
    check(
        &why(&book, &boss, Act::OwnershipTransfer, Target::None),
        "support/ownership",
        "Ownership stays with the person who created the workspace. It cannot be given or taken.",
        &["nobody"],
    );
    let book = organization();
    let admin = member(&book, "admin", "basic");
    check(
        &why(&book, &admin, Act::MembersRemove, person(admin.role, false)),
        "organization/standing",
        "A person is acted on only by somebody who stands above them, and you do not.",
        &["Owner"],
    );
    check(
        &why(&book, &admin, Act::MembersRemove, person(admin.role, true)),
        "organization/oneself",
        "Nobody does this to themselves; somebody who stands above them can.",
        &["Owner"],
    );
    check(
        &why(&book, &admin, Act::MembersRemove, person(book.owner_role(), false)),
        "organization/ownership",
        "Nobody acts on the owner. Only the owner can hand the workspace over, and is Admin then.",
        &["Owner"],
    );
    check(
        &why(&book, &admin, Act::MembersInvite, Target::Gives(book.owner_role())),
        "organization/ownership",
        "There is exactly one owner. Ownership moves only when the owner hands it over.",
        &["Owner"],
    );
}

#[test]
fn giving_too_much_or_by_the_wrong_way() {
    let book = workshop();
    let keeper = book.role("keeper").expect("keeper");
    check(
        &why(
            &book,
            &member(&book, "steward", "all"),
            Act::MembersInvite,
            Target::Gives(keeper),
        ),
        "workshop/giving",
        "Nobody gives a role or a tier that may do more than they may themselves.",
        &["Master"],
    );
    check(
        &why(
            &book,
            &member(&book, "master", "all"),
            Act::MembersInvite,
            Target::Gives(keeper),
        ),
        "workshop/joining",
        "An invite gives one of these roles: Helper and Steward.",
        &["nobody"],
    );
    check(
        &why(&book, &member(&book, "master", "all"), Act::KeysManage, Target::None),
        "workshop/permissions/keys.manage",
        "In this workspace nobody may manage API keys.",
        &["nobody"],
    );
}

#[test]
fn access_that_is_turned_off_and_what_is_unknown() {
    let book = support();
    let off = MemberState {
        enabled: false,
        ..member(&book, "agent", "basic")
    };
    check(
        &why(&book, &off, Act::ConversationsRead, Target::None),
        "support/disabled",
        "Your access to this workspace is turned off. Nothing of yours is lost.",
        &["Owner"],
    );
    let foreign = MemberState {
        role: workshop().owner_role(),
        ..member(&book, "agent", "basic")
    };
    check(
        &why(&book, &foreign, Act::ConversationsRead, Target::None),
        "support/unknown",
        "This rulebook has no such role, tier or plan, and what it does not know it refuses.",
        &["nobody"],
    );
}

#[test]
fn features_name_the_tier() {
    let book = support();
    check(
        &why(
            &book,
            &member(&book, "agent", "basic"),
            Act::AssistantSchedule,
            Target::None,
        ),
        "support/tiers/assistant.schedule",
        "To schedule tasks takes the tier Power. Yours is Basic.",
        &["Owner"],
    );
    check(
        &why(
            &book,
            &member(&book, "agent", "basic"),
            Act::AnalyticsRead,
            Target::None,
        ),
        "support/permissions/analytics.read",
        "Only the owner and admins may see analytics. Your role is Agent. So may anybody with the tier Admin.",
        &["Owner", "Admin"],
    );
    let book = workshop();
    check(
        &why(
            &book,
            &member(&book, "helper", "all"),
            Act::AssistantSchedule,
            Target::None,
        ),
        "workshop/tiers/assistant.schedule",
        "No tier of this workspace lets anybody schedule tasks.",
        &["Steward", "Master"],
    );
}

#[test]
fn a_kind_of_channel_names_the_plan_that_has_it() {
    let book = support();
    check(
        &why(
            &book,
            &member(&book, "owner", "basic"),
            Act::ChannelsManage,
            Target::Channel(ChannelKind::Email),
        ),
        "support/plans/free/channel_kinds",
        "Free has channels of this kind only: widget. Mini would do.",
        &["Owner"],
    );
}

/// Plan, what is counted, used, pending, and the sentence.
const LIMITS: [(&str, Quota, u64, u64, &str); 8] = [
    (
        "free",
        Quota::Agents,
        0,
        0,
        "Free has no seats beside the owner; 0 are used. Mini has 2 and would do.",
    ),
    (
        "mini",
        Quota::Agents,
        2,
        0,
        "Mini has 2 seats beside the owner; 2 are used. Pro has 5 and would do.",
    ),
    (
        "mini",
        Quota::Agents,
        1,
        1,
        "Mini has 2 seats beside the owner; 1 is used and 1 is pending. Pro has 5 and would do.",
    ),
    (
        "free",
        Quota::Agents,
        3,
        0,
        "Free has no seats beside the owner; 3 are used. Pro has 5 and would do.",
    ),
    (
        "pro",
        Quota::Agents,
        3,
        2,
        "Pro has 5 seats beside the owner; 3 are used and 2 are pending. No plan has more.",
    ),
    (
        "free",
        Quota::Channels,
        1,
        0,
        "Free has 1 channel; 1 is used. Mini has 3 and would do.",
    ),
    (
        "mini",
        Quota::Channels,
        3,
        0,
        "Mini has 3 channels; 3 are used. Pro has 100 and would do.",
    ),
    (
        "pro",
        Quota::KbArticles,
        1000,
        0,
        "Pro has 1,000 articles; 1,000 are used. No plan has more.",
    ),
];

#[test]
fn a_full_plan_names_limit_use_pending_and_the_plan_that_would_do() {
    let book = support();
    let plan = |name| book.plan(name).expect(name);
    for (name, quota, used, pending, text) in LIMITS {
        let rule = format!("support/plans/{name}/{}", quota.name());
        check(
            &book.explain_limit(plan(name), quota, used, pending),
            &rule,
            text,
            &["Owner"],
        );
    }
}

#[test]
fn another_rulebook_explains_its_limits_in_its_own_words() {
    let book = workshop();
    check(
        &book.explain_limit(book.default_plan(), Quota::MessagesPerMonth, 100, 0),
        "workshop/plans/bench/messages_per_month",
        "Bench has 100 messages a month; 100 are used. Hall has 5,000 and would do.",
        &["Keeper", "Master"],
    );
    check(
        &book.explain_limit(book.default_plan(), Quota::Agents, 3, 0),
        "workshop/plans/bench/agents",
        "Bench has 3 seats beside the owner; 3 are used. Hall has no limit and would do.",
        &["Keeper", "Master"],
    );
}

#[test]
fn the_smallest_plan_that_would_do() {
    let book = support();
    let needed = |number| {
        book.plan_for(Quota::Agents, number)
            .map(|plan| book.plan_info(plan).name.as_str())
    };
    assert_eq!(
        [0, 1, 2, 3, 5, 6].map(needed),
        [Some("free"), Some("mini"), Some("mini"), Some("pro"), Some("pro"), None]
    );
}
