//! Where am I signed in, and out with it.

use serde_json::json;

use crate::socket::Socket;

const DAY: i64 = 86_400;

on_both! {
    fn everybody_sees_their_own_sessions_and_nobody_elses(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        let second = desk.sign_in(&ada);
        let list = desk.get("/auth/sessions", &ada.token).ok();
        assert_eq!(list.body.as_array().map(Vec::len), Some(2));
        assert_eq!(list.keys("/0"), ["created_at", "current", "id", "kind", "last_used_at", "user_agent"]);
        let current = |token: &str| {
            let list = desk.get("/auth/sessions", token).ok().body;
            let list = list.as_array().cloned().unwrap_or_default();
            let mut found = list.into_iter().filter(|s| s["current"] == true);
            (found.next().map(|s| s["id"].clone()), found.next())
        };
        assert_ne!(current(&ada.token), current(&second));
        let ben_sees = desk.get("/auth/sessions", &ben.token).ok();
        assert_eq!(ben_sees.body.as_array().map(Vec::len), Some(1));
        assert_eq!(ben_sees.body[0]["kind"], "program");
    }

    fn a_browser_is_told_from_a_program_and_what_is_over_is_not_listed(desk) {
        let body = json!({"email": "a@example.com", "full_name": "A", "password": "a long password", "session": "cookie"});
        let headers = [("origin", desk.origin()), ("user-agent", "Lynx/2.9")];
        let made = desk.call("POST", "/auth/register", &headers, Some(&body.to_string())).ok();
        let cookie = made.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let list = || desk.call("GET", "/auth/sessions", &[("cookie", &cookie)], None);
        let first = list().ok();
        assert_eq!((&first.body[0]["kind"], &first.body[0]["user_agent"]), (&json!("browser"), &json!("Lynx/2.9")));
        desk.clock.advance(14 * DAY + 1);
        list().refused(401, "unauthenticated");
    }

    fn a_session_that_is_not_mine_is_404_and_lives_on(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        let id = desk.get("/auth/sessions", &ada.token).ok().text("/0/id");
        for wanted in [id.as_str(), "x", "01a20186-439a-732b-9ed3-4dbbac5bdf0b"] {
            desk.delete(&format!("/auth/sessions/{wanted}"), &ben.token).refused(404, "not_found");
        }
        desk.get("/auth/me", &ada.token).ok();
    }

    fn an_ended_session_is_401_and_its_sockets_are_closed_before_the_answer(desk) {
        let ada = desk.person("Ada");
        let other = desk.sign_in(&ada);
        let socket = Socket::open(desk, &other);
        let list = desk.get("/auth/sessions", &other).ok().body;
        let id = list.as_array().unwrap().iter().find(|s| s["current"] == true).unwrap()["id"].clone();
        desk.delete(&format!("/auth/sessions/{}", id.as_str().unwrap()), &ada.token).ok();
        socket.has_ended("signed_out");
        desk.get("/auth/me", &other).refused(401, "unauthenticated");
        desk.get("/auth/me", &ada.token).ok();
    }

    fn signing_out_everywhere_leaves_the_one_that_asks(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        let (one, two) = (desk.sign_in(&ada), desk.sign_in(&ada));
        let socket = Socket::open(desk, &one);
        let answer = desk.delete("/auth/sessions", &ada.token).ok();
        assert_eq!(answer.body["ended"], 2);
        socket.has_ended("signed_out");
        for token in [&one, &two] {
            desk.get("/auth/me", token).refused(401, "unauthenticated");
        }
        desk.get("/auth/me", &ada.token).ok();
        desk.get("/auth/me", &ben.token).ok();
        assert_eq!(desk.delete("/auth/sessions", &ada.token).ok().body["ended"], 0);
    }
}
