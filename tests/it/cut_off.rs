//! Somebody acts on twenty connections, hears on some more, and comes in again and again, while their access ends: what they
//! send succeeds until that is answered, and nothing of it afterwards. What they keep goes on all the while.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle};

use deskbell::live::Room;
use serde_json::json;

use crate::desk::{Answer, Desk};
use crate::socket::Socket;
use crate::world::World;

const CONNECTIONS: usize = 20;

/// What a connection asks again and again, with whatever it has to show.
type Act = fn(&Desk, &World, &str) -> Answer;

fn reads_the_team(desk: &Desk, _: &World, token: &str) -> Answer {
    desk.get("/team/members", token)
}

fn reads_the_inbox(desk: &Desk, _: &World, token: &str) -> Answer {
    desk.get("/conversations", token)
}

fn writes(desk: &Desk, world: &World, token: &str) -> Answer {
    let path = format!("/conversations/{}/messages", world.conversation);
    desk.post(&path, token, json!({"content": "One moment, please."}))
}

fn is_away(desk: &Desk, _: &World, token: &str) -> Answer {
    desk.patch("/team/status", token, json!({"status": "away"}))
}

fn renames(desk: &Desk, _: &World, token: &str) -> Answer {
    static TIMES: AtomicUsize = AtomicUsize::new(0);
    let name = format!("Renamed {}", TIMES.fetch_add(1, Ordering::SeqCst));
    desk.patch("/workspace", token, json!({"name": name}))
}

fn assigns(desk: &Desk, world: &World, token: &str) -> Answer {
    let path = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
    desk.post(&path, token, json!({}))
}

/// What is asked, and whether only an admin may.
const ACTS: [(Act, bool); 6] = [
    (reads_the_team, false),
    (renames, true),
    (writes, false),
    (assigns, true),
    (reads_the_inbox, false),
    (is_away, false),
];

/// What becomes of a connection.
#[derive(Clone, Copy)]
enum Then {
    GoesOn,
    /// It is refused with this status and code.
    Ends(u16, &'static str),
}

struct Scene<'a> {
    desk: &'a Desk,
    world: World,
    /// What the admin has to show: the session that may end, another one, and a key where admins have keys.
    first: String,
    second: String,
    key: Option<String>,
    /// How many connections have succeeded with something.
    begun: AtomicUsize,
    /// The end of the access was answered.
    is_over: AtomicBool,
}

impl<'a> Scene<'a> {
    fn new(desk: &'a Desk, book: &str) -> Scene<'a> {
        let world = desk.world_in(book, "Acme");
        Scene {
            desk,
            first: world.admin.token.clone(),
            second: desk.sign_in(&world.admin),
            key: (book == "organization").then(|| desk.key(&world.admin, "admin").1),
            world,
            begun: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    fn member(&self) -> String {
        format!("/team/members/{}", self.world.admin_member)
    }

    /// What connection `n` has to show.
    fn token(&self, n: usize) -> &str {
        match (n + n / ACTS.len()) % 4 {
            0 | 1 => &self.first,
            2 => &self.second,
            _ => self.key.as_deref().unwrap_or(&self.second),
        }
    }

    /// Fires until something that was sent after the answer was itself answered as it has to be.
    fn fire(&self, act: Act, token: &str, then: Then) -> usize {
        let (mut done, mut was_refused) = (0, false);
        loop {
            let was_over = self.is_over.load(Ordering::SeqCst);
            let answer = act(self.desk, &self.world, token);
            if answer.status == 200 {
                assert!(!was_refused, "what was refused succeeds again");
                done += 1;
                if done == 1 {
                    self.begun.fetch_add(1, Ordering::SeqCst);
                }
            }
            match (then, answer.status) {
                (Then::GoesOn, 200) if was_over => return done,
                (Then::GoesOn, 200) => {}
                (Then::GoesOn, _) => panic!("what goes on is refused: {} {}", answer.status, answer.body),
                (Then::Ends(..), 200) => assert!(!was_over, "it succeeds after the answer"),
                (Then::Ends(status, code), _) if was_over => {
                    answer.refused(status, code);
                    return done;
                }
                // Whoever is cut off in the middle of a request may be missed at any point of it.
                (Then::Ends(..), 401 | 403 | 404) => was_refused = true,
                (Then::Ends(..), 400) if answer.body["code"] == "no_workspace" => was_refused = true,
                (Then::Ends(..), _) => panic!("{} {}", answer.status, answer.body),
            }
        }
    }

    /// Comes in again and again until it is let in no more; answers the last socket.
    fn knock(&self, token: &str) -> Option<Socket<'a>> {
        let mut last: Option<Socket<'a>> = None;
        loop {
            let was_over = self.is_over.load(Ordering::SeqCst);
            match Socket::attempt(self.desk, &json!({"token": token})) {
                Ok(socket) => {
                    assert!(!was_over, "it is let in after the answer");
                    if let Some(before) = last.replace(socket) {
                        before.close();
                    }
                }
                Err(_) if was_over => return last,
                Err(_) => {}
            }
        }
    }

    /// Twenty connections; what becomes of each, by whether it does what only an admin may, and what it has to show.
    fn connections<'s, 'e: 's>(
        &'e self,
        threads: &'s Scope<'s, 'e>,
        then: impl Fn(bool, &str) -> Then,
    ) -> Vec<ScopedJoinHandle<'s, usize>> {
        let one = |n: usize| {
            let ((act, of_admins), token) = (ACTS[n % ACTS.len()], self.token(n));
            let then = then(of_admins, token);
            threads.spawn(move || self.fire(act, token, then))
        };
        (0..CONNECTIONS).map(one).collect()
    }

    /// Waits until every connection has succeeded with something.
    fn wait_for(&self, connections: &[ScopedJoinHandle<'_, usize>]) {
        while self.begun.load(Ordering::SeqCst) < connections.len() {
            assert!(
                !connections.iter().any(ScopedJoinHandle::is_finished),
                "one ended before the access did"
            );
            std::thread::yield_now();
        }
    }

    /// What the admin has written down, in messages and in the log.
    fn left_behind(&self) -> usize {
        let of = |table: &str| self.desk.rows_of(table).matches(&self.world.admin.id).count();
        of("messages") + of("audit")
    }

    fn late_news(&self) {
        self.is_over.store(true, Ordering::SeqCst);
        let path = format!("/conversations/{}/messages", self.world.conversation);
        let late = json!({"content": "Late news"});
        self.desk.post(&path, &self.world.owner.token, late).ok();
    }

    /// Everything of the admin in this workspace ends by what `cut` asks.
    fn ends(&self, cut: impl Fn() -> Answer, reason: &str, session: Then, key: Then) {
        let goodbye = format!("42[\"signed_out\",{{\"reason\":\"{reason}\"}}]");
        std::thread::scope(|threads| {
            let tokens = [&self.first, &self.first, &self.second];
            let hear = |token: &String| {
                let socket = Socket::open(self.desk, token);
                threads.spawn(move || socket.heard_to_the_end())
            };
            let sockets: Vec<_> = tokens.into_iter().map(hear).collect();
            let then = |_, token: &str| {
                if Some(token) == self.key.as_deref() {
                    key
                } else {
                    session
                }
            };
            let connections = self.connections(threads, then);
            let knocking: Vec<_> = [&self.first, &self.second]
                .map(|token| threads.spawn(|| self.knock(token)))
                .into_iter()
                .collect();
            self.wait_for(&connections);
            cut().ok();
            let left_behind = self.left_behind();
            self.late_news();
            let done: usize = connections
                .into_iter()
                .map(|one| one.join().expect("a connection"))
                .sum();
            assert!(done >= CONNECTIONS);
            for socket in sockets {
                let heard = socket.join().expect("a socket");
                assert!(heard.contains(&goodbye) && !heard.contains("Late news"), "{heard}");
            }
            let last = knocking.into_iter().filter_map(|one| one.join().expect("a socket"));
            for socket in last {
                let heard = socket.heard_to_the_end();
                assert!(!heard.contains("Late news"), "{heard}");
            }
            assert_eq!(
                self.left_behind(),
                left_behind,
                "something of theirs was done after the answer"
            );
            let room = Room::Member(self.world.admin_member.clone());
            assert!(!self.desk.app.live.is_heard(&room));
        });
    }
}

in_both_rulebooks! {
    fn whoever_is_removed_succeeds_with_nothing_that_is_sent_after_the_answer(desk, book) {
        let scene = Scene::new(desk, book);
        let dead = Then::Ends(401, "unauthenticated");
        scene.ends(|| desk.delete(&scene.member(), &scene.world.owner.token), "removed", dead, dead);
    }

    fn whoever_is_disabled_succeeds_with_nothing_that_is_sent_after_the_answer(desk, book) {
        let scene = Scene::new(desk, book);
        let off = Then::Ends(403, "member_disabled");
        let cut = || desk.patch(&scene.member(), &scene.world.owner.token, json!({"agent_access": false}));
        scene.ends(cut, "disabled", off, off);
    }

    fn whoever_signs_out_ends_this_session_in_the_midst_of_it_and_no_other(desk, book) {
        let scene = Scene::new(desk, book);
        std::thread::scope(|threads| {
            let (here, elsewhere) = (Socket::open(desk, &scene.first), Socket::open(desk, &scene.second));
            let here = threads.spawn(move || here.heard_to_the_end());
            let elsewhere = threads.spawn(move || elsewhere.hears_until("Late news"));
            let then = |_, token: &str| match token == scene.first {
                true => Then::Ends(401, "unauthenticated"),
                false => Then::GoesOn,
            };
            let connections = scene.connections(threads, then);
            let knocking = threads.spawn(|| scene.knock(&scene.first));
            scene.wait_for(&connections);
            desk.post("/auth/logout", &scene.first, json!({})).ok();
            scene.late_news();
            for connection in connections {
                assert!(connection.join().expect("a connection") > 0);
            }
            let mut heard = vec![here.join().expect("a socket")];
            assert!(heard[0].contains("42[\"signed_out\",{\"reason\":\"signed_out\"}]"), "{}", heard[0]);
            heard.extend(knocking.join().expect("a socket").map(|last| last.heard_to_the_end()));
            assert!(!heard.iter().any(|heard| heard.contains("Late news")), "{heard:?}");
            elsewhere.join().expect("a socket");
        });
    }

    fn whoever_is_demoted_succeeds_with_nothing_that_the_new_role_lacks_and_goes_on_with_the_rest(desk, book) {
        let scene = Scene::new(desk, book);
        std::thread::scope(|threads| {
            let sockets = [&scene.first, &scene.second].map(|token| {
                let socket = Socket::open(desk, token);
                threads.spawn(move || socket.hears_until("Late news"))
            });
            let then = |of_admins: bool, _: &str| match of_admins {
                true => Then::Ends(403, "not_permitted"),
                false => Then::GoesOn,
            };
            let connections = scene.connections(threads, then);
            scene.wait_for(&connections);
            let role = if book == "support" { "agent" } else { "member" };
            desk.patch(&scene.member(), &scene.world.owner.token, json!({"role": role})).ok();
            scene.late_news();
            for connection in connections {
                assert!(connection.join().expect("a connection") > 0);
            }
            for socket in sockets {
                socket.join().expect("a socket");
            }
        });
    }
}
