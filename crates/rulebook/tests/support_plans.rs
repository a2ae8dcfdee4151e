//! The first seed's plan table, cell by cell, as it stands in the document.

mod books;

use books::{member, support};
use rulebook::{Act, ChannelKind, Limits, MemberState, Quota, Target};

/// "Plan limits" of the document and the plan table of the facts: agents, channels, kinds, articles, auto-reply, messages.
#[test]
fn every_cell_of_the_plan_table_holds() {
    let book = support();
    let widget = Some(vec!["widget".to_owned()]);
    let limits = |agents, channels, channel_kinds, kb_articles, assistant_auto_reply| Limits {
        agents: Some(agents),
        channels: Some(channels),
        channel_kinds,
        kb_articles: Some(kb_articles),
        assistant_auto_reply,
        messages_per_month: None,
    };
    let table = [
        ("free", "Free", limits(0, 1, widget, 5, false)),
        ("mini", "Mini", limits(2, 3, None, 25, true)),
        ("pro", "Pro", limits(5, 100, None, 1000, true)),
    ];
    assert_eq!(book.plans().count(), table.len());
    for ((_, plan), (name, label, limits)) in book.plans().zip(table) {
        assert_eq!((plan.name.as_str(), plan.label.as_str()), (name, label));
        assert_eq!(plan.limits, limits, "{name}");
    }
}

#[test]
fn free_has_the_widget_only_and_the_others_have_every_kind() {
    let book = support();
    for (id, plan) in book.plans() {
        let who = MemberState {
            plan: id,
            ..member(&book, "owner", "basic")
        };
        for kind in ChannelKind::ALL.iter().copied() {
            let yes = plan.name != "free" || kind == ChannelKind::Widget;
            assert_eq!(plan.allows_channel(kind.name()), yes);
            assert_eq!(
                book.decide(&who, Act::ChannelsManage, Target::Channel(kind))
                    .is_allowed(),
                yes
            );
        }
        assert!(plan.allows_channel("webchat"));
        assert!(!plan.allows_channel("pigeon"));
    }
}

#[test]
fn with_billing_off_nothing_is_limited() {
    let book = support().without_limits();
    let who = member(&book, "owner", "basic");
    for kind in ChannelKind::ALL.iter().copied() {
        assert!(
            book.decide(&who, Act::ChannelsManage, Target::Channel(kind))
                .is_allowed()
        );
    }
    for (_, plan) in book.plans() {
        assert!(Quota::ALL.iter().all(|quota| plan.limits.of(*quota).is_none()));
        assert!(plan.limits.assistant_auto_reply);
    }
}
