//! Who acts on whom at the same time: Ada, who owns the workspace; Ben, an admin; and Cyd, whom most of it is about.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, PASSWORD, Person};
use crate::world::World;

/// What somebody does in one request.
#[derive(Clone, Copy)]
pub enum Deed {
    One(fn(&Desk, &World) -> Answer),
    /// Ada does this to many, of whom Cyd is the only one: a look that is confirmed at once.
    Many(fn() -> Value),
}

pub struct Pair {
    pub what: &'static str,
    /// Only in an organization: support has nothing of the kind, or admins may not.
    pub owning: bool,
    pub before: Option<fn(&Desk, &World) -> Answer>,
    pub one: Deed,
    pub other: Deed,
}

fn change(desk: &Desk, world: &World, by: &Person, change: Value) -> Answer {
    desk.patch(&format!("/team/members/{}", world.agent_member), &by.token, change)
}

fn on_ben(desk: &Desk, world: &World, change: Value) -> Answer {
    desk.patch(
        &format!("/team/members/{}", world.admin_member),
        &world.owner.token,
        change,
    )
}

fn remove(desk: &Desk, world: &World, by: &Person, heir: Option<&Person>) -> Answer {
    let path = format!("/team/members/{}", world.agent_member);
    let path = heir.map_or(path.clone(), |heir| format!("{path}?heir={}", heir.id));
    desk.delete(&path, &by.token)
}

fn assign(desk: &Desk, world: &World, by: &Person) -> Answer {
    let path = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
    desk.post(&path, &by.token, json!({}))
}

fn ada_disables(desk: &Desk, world: &World) -> Answer {
    let off = json!({"agent_access": false, "heir": world.owner.id});
    change(desk, world, &world.owner, off)
}

fn ada_removes(desk: &Desk, world: &World) -> Answer {
    remove(desk, world, &world.owner, Some(&world.owner))
}

fn ada_promotes(desk: &Desk, world: &World) -> Answer {
    change(desk, world, &world.owner, json!({"role": "admin"}))
}

fn ada_plans(desk: &Desk, world: &World) -> Answer {
    change(
        desk,
        world,
        &world.owner,
        json!({"agent_access": false, "remove_in_days": 3}),
    )
}

fn ada_nominates(desk: &Desk, world: &World) -> Answer {
    let nominated = json!({"member_id": world.agent_member});
    desk.post("/workspace/transfer", &world.owner.token, nominated)
}

fn ada_demotes_ben(desk: &Desk, world: &World) -> Answer {
    let role = if world.book == "support" { "agent" } else { "member" };
    on_ben(desk, world, json!({"role": role}))
}

fn ada_disables_ben(desk: &Desk, world: &World) -> Answer {
    on_ben(desk, world, json!({"agent_access": false}))
}

fn ada_removes_ben(desk: &Desk, world: &World) -> Answer {
    desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token)
}

fn ben_disables(desk: &Desk, world: &World) -> Answer {
    change(
        desk,
        world,
        &world.admin,
        json!({"agent_access": false, "heir": "stay"}),
    )
}

fn ben_enables(desk: &Desk, world: &World) -> Answer {
    change(desk, world, &world.admin, json!({"agent_access": true}))
}

fn ben_removes(desk: &Desk, world: &World) -> Answer {
    remove(desk, world, &world.admin, None)
}

fn ben_gives_a_tier(desk: &Desk, world: &World) -> Answer {
    change(desk, world, &world.admin, json!({"tier": "power"}))
}

fn ben_assigns(desk: &Desk, world: &World) -> Answer {
    assign(desk, world, &world.admin)
}

fn ben_makes_a_key(desk: &Desk, world: &World) -> Answer {
    let key = json!({"name": "Nightly export", "role": "member"});
    desk.post("/workspace/keys", &world.admin.token, key)
}

fn cyd_is_a_guest(desk: &Desk, world: &World) -> Answer {
    let role = json!({"name": "Guests", "permissions": []});
    let guests = desk.post("/workspace/roles", &world.owner.token, role).ok().text("/id");
    change(desk, world, &world.owner, json!({"role": guests}))
}

/// The role that Cyd has, or had, goes.
fn no_guests_any_more(desk: &Desk, world: &World) -> Answer {
    let roles = desk.get("/workspace/roles", &world.owner.token).ok().body;
    let guests = roles
        .as_array()
        .expect("a list")
        .iter()
        .find(|role| role["name"] == "Guests");
    let guests = guests.expect("the role")["id"].as_str().expect("an id");
    desk.delete(
        &format!("/workspace/roles/{guests}?replacement=admin"),
        &world.owner.token,
    )
}

fn cyd_leaves(desk: &Desk, world: &World) -> Answer {
    desk.post("/team/leave", &world.agent.token, json!({}))
}

fn cyd_is_live(desk: &Desk, world: &World) -> Answer {
    desk.patch("/team/status", &world.agent.token, json!({"status": "live"}))
}

fn cyd_accepts(desk: &Desk, world: &World) -> Answer {
    let accepted = json!({"name": world.name, "password": PASSWORD});
    desk.post("/workspace/transfer/accept", &world.agent.token, accepted)
}

fn ada_withdraws(desk: &Desk, world: &World) -> Answer {
    desk.delete("/workspace/transfer", &world.owner.token)
}

const fn pair(what: &'static str, one: fn(&Desk, &World) -> Answer, other: fn(&Desk, &World) -> Answer) -> Pair {
    Pair {
        what,
        owning: false,
        before: None,
        one: Deed::One(one),
        other: Deed::One(other),
    }
}

const fn many(what: &'static str, ask: fn() -> Value, other: fn(&Desk, &World) -> Answer) -> Pair {
    Pair {
        what,
        owning: false,
        before: None,
        one: Deed::Many(ask),
        other: Deed::One(other),
    }
}

/// What only an organization has, or only its admins may: ownership that moves, keys.
const fn owning(
    what: &'static str,
    before: Option<fn(&Desk, &World) -> Answer>,
    one: fn(&Desk, &World) -> Answer,
    other: fn(&Desk, &World) -> Answer,
) -> Pair {
    Pair {
        what,
        owning: true,
        before,
        one: Deed::One(one),
        other: Deed::One(other),
    }
}

pub const PAIRS: [Pair; 26] = [
    pair("disabled and removed", ada_disables, ben_removes),
    pair("disabled by both", ada_disables, ben_disables),
    pair("disabled and enabled", ada_disables, ben_enables),
    pair("removed by both", ada_removes, ben_removes),
    pair("removed and given work", ada_removes, ben_assigns),
    pair("disabled and given work", ada_disables, ben_assigns),
    pair("promoted and disabled", ada_promotes, ben_disables),
    pair("promoted and removed", ada_promotes, ben_removes),
    pair("planned to go and enabled", ada_plans, ben_enables),
    pair("planned to go and removed", ada_plans, ben_removes),
    pair("removed and leaving", ada_removes, cyd_leaves),
    pair("disabled and live", ada_disables, cyd_is_live),
    pair("removed by whom the owner demotes", ada_demotes_ben, ben_removes),
    pair("disabled by whom the owner disables", ada_disables_ben, ben_disables),
    pair("given work by whom the owner removes", ada_removes_ben, ben_assigns),
    many(
        "given a tier among many and by one",
        || json!({"act": "tier", "tier": "admin"}),
        ben_gives_a_tier,
    ),
    many(
        "disabled among many and given work",
        || json!({"act": "disable"}),
        ben_assigns,
    ),
    many(
        "disabled among many and removed",
        || json!({"act": "disable"}),
        ben_removes,
    ),
    many(
        "removed among many and disabled",
        || json!({"act": "remove"}),
        ben_disables,
    ),
    many(
        "removed among many and leaving",
        || json!({"act": "remove"}),
        cyd_leaves,
    ),
    owning("nominated and removed", None, ada_nominates, ben_removes),
    owning("nominated and disabled", None, ada_nominates, ben_disables),
    owning("owner and removed", Some(ada_nominates), cyd_accepts, ada_removes),
    owning("owner and withdrawn", Some(ada_nominates), cyd_accepts, ada_withdraws),
    owning("making a key and removed", None, ben_makes_a_key, ada_removes_ben),
    owning(
        "of a role that goes and removed",
        Some(cyd_is_a_guest),
        no_guests_any_more,
        ben_removes,
    ),
];
