//! The rulebooks of these tests, and members of them.
#![allow(dead_code, reason = "each test file uses some of them")]

use rulebook::{MemberState, Rulebook, Switches};

fn read(file: &str, text: &str) -> Rulebook {
    Rulebook::parse(file, text).unwrap_or_else(|bad| panic!("{bad}"))
}

pub fn support() -> Rulebook {
    read(
        "rulebooks/support.toml",
        include_str!("../../../../rulebooks/support.toml"),
    )
}

pub fn organization() -> Rulebook {
    read(
        "rulebooks/organization.toml",
        include_str!("../../../../rulebooks/organization.toml"),
    )
}

pub fn workshop() -> Rulebook {
    read("workshop.toml", include_str!("../fixtures/workshop.toml"))
}

/// An enabled member on the default plan, all switches off.
pub fn member(book: &Rulebook, role: &str, tier: &str) -> MemberState {
    MemberState {
        role: book.role(role).expect(role),
        tier: book.tier(tier).expect(tier),
        plan: book.default_plan(),
        enabled: true,
        switches: Switches::default(),
        within: None,
        visiting: false,
    }
}

/// The same with `admins_manage_agents` on.
pub fn with_switch(book: &Rulebook, who: MemberState) -> MemberState {
    let switch = book.switch("admins_manage_agents").expect("the switch of decision 2");
    MemberState {
        switches: who.switches.with(switch),
        ..who
    }
}
