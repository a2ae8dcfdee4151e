//! Who is seen to be there: for 90 seconds after the last of their connections ended, however it ended (decision 17).

use deskbell::jobs;
use deskbell::live::Room;
use deskbell::live::presence::GRACE;
use serde_json::json;

use crate::desk::{Desk, Kind, Person};
use crate::socket::Socket;
use crate::world::World;

/// How `presence_changed` of somebody begins.
fn news_of(person: &Person) -> String {
    format!("\"presence_changed\",{{\"agent_id\":\"{}\"", person.id)
}

fn news(person: &Person, connected: bool) -> String {
    format!("{},\"connected\":{connected}", news_of(person))
}

fn is_seen(desk: &Desk, world: &World) -> bool {
    let members = desk.get("/team/members", &world.owner.token).ok();
    let found = members
        .body
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["user_id"] == world.agent.id.as_str());
    found.expect("the agent")["connected"].as_bool().expect("whether")
}

fn is_online(desk: &Desk, world: &World) -> bool {
    desk.get("/visitor/conversation", &world.visitor).ok().body["online"] == true
}

/// Waits until the server has noted that no connection of the agent's is left.
fn is_gone(desk: &Desk, world: &World) {
    while desk.app.live.is_heard(&Room::Member(world.agent_member.clone())) {
        std::thread::yield_now();
    }
}

fn later(desk: &Desk, seconds: i64) {
    desk.clock.advance(seconds);
    desk.wait(jobs::expire(&desk.app));
}

/// Tells everybody of something else, so that whoever hears that has heard everything before it.
fn say(desk: &Desk, person: &Person, status: &str) -> String {
    desk.patch("/team/status", &person.token, json!({"status": status}))
        .ok();
    format!("\"status\":\"{status}\"")
}

on_both! {
    fn whoever_leaves_is_there_until_the_grace_is_over_and_then_everybody_hears(desk) {
        let world = desk.world("Acme");
        let (ada, ben) = (Socket::open(desk, &world.owner.token), Socket::open(desk, &world.admin.token));
        let page = Socket::with(desk, &json!({"visitor": world.visitor}));
        let live = say(desk, &world.agent, "live");
        ada.hears(&live);
        let cyd = Socket::open(desk, &world.agent.token);
        ada.hears(&news(&world.agent, true));
        page.hears("\"online\":true");
        cyd.close();
        is_gone(desk, &world);
        later(desk, GRACE - 1);
        assert!(is_seen(desk, &world) && is_online(desk, &world));
        let colleague = say(desk, &world.admin, "away");
        ada.hears_but_not(&colleague, &news(&world.agent, false));
        later(desk, 1);
        for socket in [&ada, &ben] {
            socket.hears(&news(&world.agent, false));
        }
        page.hears("\"online\":false");
        assert!(!is_seen(desk, &world) && !is_online(desk, &world));
    }

    fn whoever_comes_back_within_the_grace_was_never_gone(desk) {
        let world = desk.world("Acme");
        let ada = Socket::open(desk, &world.owner.token);
        let cyd = Socket::open(desk, &world.agent.token);
        ada.hears(&news(&world.agent, true));
        cyd.close();
        is_gone(desk, &world);
        later(desk, GRACE - 1);
        let back = Socket::open(desk, &world.agent.token);
        later(desk, GRACE);
        assert!(is_seen(desk, &world));
        let status = say(desk, &world.agent, "away");
        ada.hears_but_not(&status, &news_of(&world.agent));
        // The grace begins anew with the end of the new connection.
        back.close();
        is_gone(desk, &world);
        later(desk, GRACE - 1);
        assert!(is_seen(desk, &world));
        later(desk, 1);
        ada.hears(&news(&world.agent, false));
    }

    fn one_of_two_connections_is_enough(desk) {
        let world = desk.world("Acme");
        let ada = Socket::open(desk, &world.owner.token);
        let (tab, phone) = (Socket::open(desk, &world.agent.token), Socket::open(desk, &desk.sign_in(&world.agent)));
        ada.hears(&news(&world.agent, true));
        tab.close();
        later(desk, 2 * GRACE);
        assert!(is_seen(desk, &world));
        let status = say(desk, &world.agent, "away");
        phone.hears(&status);
        ada.hears_but_not(&status, &news_of(&world.agent));
    }
}

/// A connection that goes silent without a word is given up when it has not answered in time; the grace begins then.
fn a_closed_lid(kind: Kind) {
    let desk = Desk::with(kind, |config| {
        config.heartbeat_seconds = 1;
        config.heartbeat_timeout_seconds = 3;
    });
    let world = desk.world("Acme");
    let cyd = Socket::open(&desk, &world.agent.token);
    assert!(is_seen(&desk, &world));
    cyd.wait_until_given_up();
    is_gone(&desk, &world);
    later(&desk, GRACE - 1);
    assert!(is_seen(&desk, &world));
    let ada = Socket::open(&desk, &world.owner.token);
    later(&desk, 1);
    ada.hears(&news(&world.agent, false));
    assert!(!is_seen(&desk, &world));
}

#[test]
fn a_closed_lid_is_offline_after_the_silence_and_the_grace_sqlite() {
    a_closed_lid(Kind::Sqlite);
}

#[test]
fn a_closed_lid_is_offline_after_the_silence_and_the_grace_postgres() {
    a_closed_lid(Kind::Postgres);
}
