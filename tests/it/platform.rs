//! Platform admins: the flag that only the command line sets, and visits that the visited workspace sees, logs and ends.

use deskbell::admin;
use deskbell::platform::{grant, over};
use deskbell::{params, sql};
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, PASSWORD, Person};
use crate::socket::Socket;
use crate::world::World;

const REASON: &str = "The widget does not load";

impl Desk {
    /// Somebody whom the command line made a platform admin.
    pub fn platform_admin(&self, name: &str) -> Person {
        let person = self.person(name);
        self.wait(grant::grant(&self.app, &person.email)).expect("granted");
        person
    }

    /// A visit of theirs in this state, without the work of proving a password; answers its id.
    pub fn visit(&self, person: &Person, workspace: &str, state: &'static str) -> String {
        let (account, workspace) = (person.id.clone(), workspace.to_owned());
        let made = self.app.store.write(move |tx| {
            Box::pin(async move {
                let (id, now) = (tx.id(), tx.now());
                tx.run(
                    sql!(
                        "insert into visits (workspace_id, id, account_id, session_id, reason, state, asked_at, ends_at)
                         select $1, $2, account_id, id, 'A test', $4, $5, $6 from sessions where account_id = $3"
                    ),
                    params![&workspace, &id, &account, state, now, now.plus_seconds(3600)],
                )
                .await?;
                Ok(id)
            })
        });
        self.wait(made).expect("a visit")
    }

    /// Asks as somebody who visits this workspace.
    pub fn on_visit(&self, visitor: &str, workspace: &str, ask: (&str, &str), body: Option<Value>) -> Answer {
        let bearer = format!("Bearer {visitor}");
        let headers = [("authorization", bearer.as_str()), ("x-deskbell-workspace", workspace)];
        self.call(ask.0, ask.1, &headers, body.map(|b| b.to_string()).as_deref())
    }
}

/// A workspace, and a platform admin who is not in it.
struct Scene<'a> {
    desk: &'a Desk,
    world: World,
    paula: Person,
}

fn scene<'a>(desk: &'a Desk, book: &str) -> Scene<'a> {
    Scene {
        desk,
        world: desk.world_in(book, "Acme"),
        paula: desk.platform_admin("Paula Platform"),
    }
}

impl Scene<'_> {
    fn open(&self) -> Answer {
        self.ask_in(&self.paula.token, &self.world.workspace, PASSWORD)
    }

    fn ask_in(&self, token: &str, workspace: &str, password: &str) -> Answer {
        let body = json!({"workspace_id": workspace, "reason": REASON, "password": password});
        self.desk.post("/platform/visits", token, body)
    }

    fn get(&self, path: &str) -> Answer {
        self.desk
            .on_visit(&self.paula.token, &self.world.workspace, ("GET", path), None)
    }

    fn send(&self, method: &str, path: &str, body: Value) -> Answer {
        self.desk
            .on_visit(&self.paula.token, &self.world.workspace, (method, path), Some(body))
    }

    /// Acts of the log that have to do with visits, the oldest first: what, who, on a visit or not.
    fn log(&self) -> Vec<(String, String, bool)> {
        let log = self.desk.get("/audit?limit=200", &self.world.owner.token).ok();
        let mut entries: Vec<_> = log.body.as_array().expect("a list").clone();
        entries.reverse();
        let of_visits =
            |e: &&Value| !e["visit"].is_null() || e["act"].as_str().is_some_and(|a| a.starts_with("visit."));
        let entries = entries.iter().filter(of_visits);
        let text = |e: &Value, key: &str| e[key].as_str().expect("a text").to_owned();
        entries
            .map(|e| (text(e, "act"), text(e, "text"), !e["visit"].is_null()))
            .collect()
    }
}

in_both_rulebooks! {
    fn the_command_line_alone_makes_somebody_a_platform_admin(desk, book) {
        let world = desk.world_in(book, "Acme");
        let paula = desk.person("Paula Platform");
        desk.get("/platform/workspaces", &paula.token).refused(403, "not_permitted");
        assert_eq!(desk.wait(grant::list(&desk.app)).expect("a list"), "");
        desk.wait(grant::grant(&desk.app, "nobody@example.com")).expect_err("no such account");
        let said = desk.wait(grant::grant(&desk.app, " Paula.Platform@Example.com")).expect("granted");
        assert_eq!(said, "paula.platform@example.com is a platform admin now\n");
        assert_eq!(desk.get("/auth/me", &paula.token).ok().body["is_platform_admin"], true);
        assert_eq!(desk.wait(grant::list(&desk.app)).expect("a list"), "paula.platform@example.com Paula Platform\n");
        let listed = desk.get("/platform/workspaces", &paula.token).ok();
        assert_eq!(listed.keys("/0"), [
            "asks_first", "created_at", "id", "last_active_at", "name", "owner_name", "people", "rulebook"
        ]);
        assert_eq!((listed.text("/0/id"), listed.text("/0/owner_name")), (world.workspace, "Acme Ada".to_owned()));
        assert_eq!((&listed.body[0]["people"], &listed.body[0]["rulebook"]), (&json!(3), &json!(book)));
        desk.wait(grant::revoke(&desk.app, &paula.email)).expect("revoked");
        desk.get("/platform/workspaces", &paula.token).refused(403, "not_permitted");
        assert_eq!(desk.get("/auth/me", &paula.token).ok().body["is_platform_admin"], false);
    }

    fn a_visit_asks_for_the_flag_the_password_and_a_place_and_leaves_no_trace_where_it_is_refused(desk, book) {
        let s = scene(desk, book);
        let elsewhere = desk.workspace_in(book, &s.paula, "Paula's own");
        let before = desk.dump();
        s.ask_in(&s.world.admin.token, &elsewhere, PASSWORD).refused(403, "not_permitted");
        s.ask_in(&s.paula.token, &s.world.workspace, "a guess").names("password");
        s.ask_in(&s.paula.token, "01a20186-439a-732b-9ed3-4dbbac5bdf0a", PASSWORD).refused(404, "no_such_workspace");
        s.ask_in(&s.paula.token, &elsewhere, PASSWORD).refused(409, "already_member");
        for reason in ["", "x", "   \u{a0} ", "two\nlines", &"x".repeat(501)] {
            let body = json!({"workspace_id": s.world.workspace, "reason": reason, "password": PASSWORD});
            desk.post("/platform/visits", &s.paula.token, body).names("reason");
        }
        assert_eq!(desk.dump(), before);
        s.open().ok();
        s.open().refused(409, "visit_open");
    }

    fn a_visit_reads_and_changes_what_it_is_for_and_nothing_else(desk, book) {
        let s = scene(desk, book);
        s.get("/workspace").refused(404, "not_found");
        s.open().ok();
        let me = s.get("/auth/me").ok();
        assert_eq!((me.text("/business/id"), me.text("/visit/reason")), (s.world.workspace.clone(), REASON.to_owned()));
        assert_eq!((&me.body["team_role"], &me.body["member_id"], &me.body["status"]), (&Value::Null, &Value::Null, &Value::Null));
        assert!(me.body["visit"]["opens"].as_array().expect("a list").contains(&json!("GET /workspace")));
        assert!(me.body["permissions"].as_array().expect("a list").iter().all(|p| p != "conversations.read"));
        for path in ["/workspace", "/workspace/roles", "/team/members", "/channels", "/billing/plan", "/audit", "/audit/export"] {
            assert_eq!(s.get(path).status, 200, "{path}");
        }
        assert_eq!(s.send("PATCH", "/workspace", json!({"name": "Acme Ltd"})).ok().text("/name"), "Acme Ltd");
        let agent = format!("/team/members/{}", s.world.agent_member);
        s.send("PATCH", &agent, json!({"tier": "power"})).ok();
        s.send("PATCH", &agent, json!({"agent_access": false})).ok();
        s.send("PATCH", &agent, json!({"agent_access": true})).ok();
        let before = desk.dump();
        let refused = |answer: Answer, code: &str| assert_eq!((answer.status, answer.text("/code")), (403, code.to_owned()));
        for role in ["admin", "owner"] {
            let answer = s.send("PATCH", &agent, json!({"role": role}));
            assert!([400, 403].contains(&answer.status), "{}", answer.body);
        }
        let admin = format!("/team/members/{}", s.world.admin_member);
        refused(s.send("PATCH", &admin, json!({"agent_access": false})), "not_permitted");
        if book == "organization" {
            refused(s.send("PATCH", &agent, json!({"tier": "admin"})), "not_permitted");
            refused(s.send("PATCH", "/workspace", json!({"auto_join": {"mode": "link"}})), "not_permitted");
        }
        for path in [
            "/conversations".to_owned(), "/customers".to_owned(), "/search?q=lantern".to_owned(), "/workspace/keys".to_owned(),
            "/team/links".to_owned(), "/team/invitations".to_owned(), "/tags".to_owned(), "/canned-replies".to_owned(),
            "/reports/audit".to_owned(), "/team/activity".to_owned(), "/workspace/visits".to_owned(),
            format!("{agent}/activity"), format!("/conversations/{}", s.world.conversation),
            format!("/widget/{}/secrets", s.world.widget),
        ] {
            refused(s.get(&path), "not_on_a_visit");
        }
        let kept = json!({"retention": {"conversations": 30, "activity": null, "audit": null}});
        refused(s.send("PATCH", "/workspace", kept), "not_on_a_visit");
        let planned = json!({"agent_access": false, "remove_in_days": 30});
        refused(s.send("PATCH", &agent, planned), "not_permitted");
        refused(s.send("DELETE", &agent, json!({})), "not_on_a_visit");
        refused(s.send("DELETE", "/workspace", json!({"name": "Acme Ltd"})), "not_on_a_visit");
        refused(s.send("POST", "/workspace/keys", json!({"name": "Mine", "role": "admin"})), "not_on_a_visit");
        refused(s.send("POST", "/workspace/transfer", json!({"member_id": s.world.agent_member})), "not_on_a_visit");
        refused(s.send("PATCH", "/workspace/visits", json!({"ask_first": false})), "not_on_a_visit");
        assert_eq!(desk.dump(), before, "what is refused leaves no trace, in the log neither");
        assert_eq!(Socket::refused_at(desk, &s.paula.token, &s.world.workspace), "not_on_a_visit");
    }

    fn a_visit_holds_no_seat_and_is_on_no_list_of_the_team(desk, book) {
        let s = scene(desk, book);
        let before = desk.get("/billing/plan", &s.world.owner.token).ok().body;
        s.open().ok();
        assert_eq!(desk.get("/billing/plan", &s.world.owner.token).ok().body, before);
        assert_eq!(desk.get("/team/members", &s.world.owner.token).ok().body.as_array().map(Vec::len), Some(3));
        assert!(!desk.rows_of("activity").contains(&s.paula.id));
    }

    fn a_visit_ends_with_its_hour_its_session_the_flag_the_visitor_or_the_owner(desk, book) {
        let s = scene(desk, book);
        let why = |n: usize| s.log().into_iter().filter(|(act, ..)| act == "visit.ended").nth(n).map(|(_, text, _)| text);
        let after = |s: &Scene<'_>| {
            desk.wait(over::end_due(&desk.app)).expect("written down");
            s.get("/workspace").refused(404, "not_found");
        };
        s.open().ok();
        desk.clock.advance(3_599);
        s.get("/workspace").ok();
        desk.clock.advance(1);
        s.get("/workspace").refused(404, "not_found");
        after(&s);
        assert!(why(0).is_some_and(|text| text.contains("its time was up")));

        let other = Scene { paula: Person { token: desk.sign_in(&s.paula), ..s.paula.clone() }, world: desk.world_in(book, "Other"), desk };
        let other = Scene { world: World { workspace: s.world.workspace.clone(), ..other.world }, ..other };
        other.open().ok();
        s.get("/workspace").refused(404, "not_found");
        other.get("/workspace").ok();
        desk.post("/auth/logout", &other.paula.token, json!({})).ok();
        after(&s);
        assert!(why(1).is_some_and(|text| text.contains("they signed out")));

        s.open().ok();
        desk.wait(grant::revoke(&desk.app, &s.paula.email)).expect("revoked");
        s.get("/workspace").refused(404, "not_found");
        assert!(why(2).is_some_and(|text| text.contains("no platform admin any more")), "in the same transaction");
        desk.wait(grant::grant(&desk.app, &s.paula.email)).expect("granted");
        s.get("/workspace").refused(404, "not_found");

        let id = s.open().ok().text("/id");
        desk.delete(&format!("/platform/visits/{id}"), &s.world.owner.token).refused(404, "not_found");
        desk.delete(&format!("/platform/visits/{id}"), &s.paula.token).ok();
        s.get("/workspace").refused(404, "not_found");
        desk.delete(&format!("/platform/visits/{id}"), &s.paula.token).refused(404, "not_found");

        let id = s.open().ok().text("/id");
        let path = format!("/workspace/visits/{id}");
        desk.delete(&path, &s.world.admin.token).refused(403, "not_permitted");
        s.get("/workspace").ok();
        desk.delete(&path, &s.world.owner.token).ok();
        s.get("/workspace").refused(404, "not_found");
        assert!(why(4).is_some_and(|text| text.starts_with("Acme Ada ended the visit of Paula Platform")));
    }

    fn the_log_has_the_opening_each_page_once_and_each_change_under_both_names(desk, book) {
        let s = scene(desk, book);
        s.open().ok();
        let member = format!("/team/members/{}", s.world.agent_member);
        for path in ["/workspace", "/workspace", "/team/members?limit=2", "/team/members", &member, &member] {
            s.get(path).ok();
        }
        s.get("/conversations").refused(403, "not_on_a_visit");
        s.get("/team/members/01a20186-439a-732b-9ed3-4dbbac5bdf0a").refused(404, "not_found");
        s.get("/team/members?limit=0").names("limit");
        s.send("PATCH", "/workspace", json!({"name": ""})).names("name");
        s.send("PATCH", "/workspace", json!({"name": "Acme Ltd"})).ok();
        let by = "Paula Platform (platform admin paula.platform@example.com)";
        let log = s.log();
        let acts: Vec<_> = log.iter().map(|(act, ..)| act.as_str()).collect();
        assert_eq!(acts, ["visit.opened", "visit.read", "visit.read", "visit.read", "workspace.changed"]);
        assert!(log.iter().all(|(_, text, on_visit)| text.starts_with(by) && *on_visit), "{log:?}");
        assert_eq!(log[0].1, format!("{by} came in: {REASON}."));
        let read: Vec<_> = log[1..4].iter().map(|(_, text, _)| text.as_str()).collect();
        let whats = ["the settings of the workspace", "the list of the team", "the page of Acme Cyd"];
        assert_eq!(read, whats.map(|what| format!("{by} read {what}.")));
        let entry = desk.get("/audit?act=workspace.changed", &s.world.owner.token).ok();
        assert_eq!(entry.text("/0/right"), format!("{book}/visit/workspace.update"));
        let seen = desk.get("/audit?act=visit", &s.world.admin.token).ok();
        assert_eq!(seen.body.as_array().map(Vec::len), Some(4), "admins read it too");
        desk.wait(deskbell::jobs::seal_all(&desk.app)).expect("sealed");
        desk.wait(admin::check(&desk.app, None)).expect("the chain holds");
    }

    fn the_owner_is_told_at_once_and_owner_and_admins_see_who_visits(desk, book) {
        let s = scene(desk, book);
        let owner = Socket::open(desk, &s.world.owner.token);
        let id = s.open().ok().text("/id");
        owner.hears("visits");
        let mails = desk.rows_of("mails");
        let mail = mails.lines().find(|row| row.contains(REASON)).expect("a mail");
        assert!(mail.contains(&s.world.owner.email), "{mail}");
        for token in [&s.world.owner.token, &s.world.admin.token] {
            let seen = desk.get("/workspace/visits", token).ok();
            assert_eq!((seen.text("/visits/0/id"), seen.text("/visits/0/state")), (id.clone(), "running".to_owned()));
            assert_eq!(
                (seen.text("/visits/0/visitor_name"), seen.text("/visits/0/reason"), seen.text("/visits/0/ends_at")),
                ("Paula Platform".to_owned(), REASON.to_owned(), "2026-03-01T10:00:00.000000Z".to_owned())
            );
        }
        desk.get("/workspace/visits", &s.world.agent.token).refused(403, "not_permitted");
        desk.delete(&format!("/workspace/visits/{id}"), &s.world.owner.token).ok();
        assert_eq!(desk.get("/workspace/visits", &s.world.owner.token).ok().body["visits"], json!([]));
        assert_eq!(desk.get("/platform/visits", &s.paula.token).ok().body, json!([]));
    }

    fn an_owner_who_wants_to_be_asked_is_asked_and_nobody_else_answers(desk, book) {
        let s = scene(desk, book);
        desk.patch("/workspace/visits", &s.world.admin.token, json!({"ask_first": true})).refused(403, "not_permitted");
        let key = desk.key(&s.world.owner, "owner").1;
        desk.patch("/workspace/visits", &key, json!({"ask_first": true})).refused(403, "not_for_keys");
        desk.patch("/workspace/visits", &s.world.owner.token, json!({"ask_first": true})).ok();
        let asked = s.open().ok();
        assert_eq!(asked.text("/state"), "waiting");
        let (mine, theirs) = (format!("/platform/visits/{}", asked.text("/id")), format!("/workspace/visits/{}", asked.text("/id")));
        s.get("/workspace").refused(404, "not_found");
        let enter = |password: &str| desk.post(&format!("{mine}/enter"), &s.paula.token, json!({"password": password}));
        enter(PASSWORD).refused(409, "not_approved");
        let approve = |token: &str| desk.post(&format!("{theirs}/approve"), token, json!({}));
        approve(&s.world.admin.token).refused(403, "not_permitted");
        approve(&s.paula.token).refused(400, "no_workspace");
        approve(&s.world.owner.token).ok();
        approve(&s.world.owner.token).refused(409, "not_waiting");
        s.get("/workspace").refused(404, "not_found");
        enter("a guess").names("password");
        desk.clock.advance(7_200);
        assert_eq!(enter(PASSWORD).ok().text("/ends_at"), "2026-03-01T12:00:00.000000Z");
        s.get("/workspace").ok();
        desk.delete(&mine, &s.paula.token).ok();

        let id = s.open().ok().text("/id");
        desk.delete(&format!("/workspace/visits/{id}"), &s.world.owner.token).ok();
        desk.post(&format!("/platform/visits/{id}/enter"), &s.paula.token, json!({"password": PASSWORD})).refused(404, "not_found");
        assert!(s.log().iter().any(|(act, text, _)| act == "visit.refused" && text.starts_with("Acme Ada did not let")));

        let id = s.open().ok().text("/id");
        desk.clock.advance(24 * 3600);
        desk.post(&format!("/workspace/visits/{id}/approve"), &s.world.owner.token, json!({})).refused(404, "not_found");
    }

    fn what_a_visit_was_answered_is_not_answered_again_once_it_ended(desk, book) {
        let s = scene(desk, book);
        let id = s.open().ok().text("/id");
        let bearer = format!("Bearer {}", s.paula.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("x-deskbell-workspace", s.world.workspace.as_str()),
            ("idempotency-key", "once"),
        ];
        let rename = || desk.call("PATCH", "/workspace", &headers, Some(r#"{"name": "Acme Ltd"}"#));
        let first = rename().ok().body;
        assert_eq!(rename().ok().body, first);
        desk.delete(&format!("/workspace/visits/{id}"), &s.world.owner.token).ok();
        rename().refused(404, "not_found");
    }
}

on_both! {
    fn the_list_is_searched_by_name_and_turned_page_by_page(desk) {
        let paula = desk.platform_admin("Paula Platform");
        for n in 0..5 {
            let owner = desk.person(&format!("Owner {n}"));
            desk.workspace(&owner, if n == 2 { "Éclair Bakery" } else { "Shop" });
        }
        let found = desk.get("/platform/workspaces?q=%C3%A9CLAIR", &paula.token).ok();
        assert_eq!((found.body.as_array().map(Vec::len), found.text("/0/owner_name")), (Some(1), "Owner 2".to_owned()));
        let (mut names, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/platform/workspaces?limit=2{cursor}"), &paula.token).ok();
            names.extend(page.body.as_array().expect("a list").iter().map(|w| w["owner_name"].to_string()));
            match page.headers.get("x-next-cursor") {
                Some(next) => cursor = format!("&cursor={}", next.to_str().expect("a cursor")),
                None => break,
            }
        }
        assert_eq!(names, [4, 3, 2, 1, 0].map(|n| format!("\"Owner {n}\"")));
    }

    fn no_body_of_any_route_sets_the_flag(desk) {
        let document = serde_json::to_value(deskbell::routes::openapi()).expect("JSON");
        let mut bodies = 0;
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                let named = operation.pointer("/requestBody/content/application~1json/schema/$ref");
                let Some(named) = named.and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) else { continue };
                bodies += 1;
                let schema = document["components"]["schemas"][named].to_string();
                assert!(!schema.contains("platform_admin"), "{method} {path}");
            }
        }
        assert!(bodies > 30, "only {bodies} bodies were found");
        let eve = desk.person("Eve");
        let body = json!({"full_name": "Eve", "is_platform_admin": true});
        desk.patch("/auth/me", &eve.token, body);
        assert_eq!(desk.get("/auth/me", &eve.token).ok().body["is_platform_admin"], false);
    }
}
