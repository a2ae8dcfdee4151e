//! The report on a workspace's people: who does not use it, who never came, who stands above others, where the log ends.

use deskbell::store::Acted;
use deskbell::{activity, jobs};
use serde_json::Value;

use crate::desk::{Answer, Desk, Person};
use crate::world::World;

fn names(report: &Answer, part: &str, key: &str) -> Vec<String> {
    let rows = report.body[part].as_array().expect(part).iter();
    rows.map(|row| row[key].as_str().expect(key).to_owned()).collect()
}

/// Somebody uses something now.
fn act(desk: &Desk, world: &World, person: &Person, what: &'static str) {
    let (workspace_id, account_id) = (world.workspace.clone(), person.id.clone());
    let done = desk.app.store.write(move |tx| {
        Box::pin(async move {
            let (id, now) = (tx.id(), tx.now());
            let act = Acted {
                workspace_id,
                account_id,
                id,
                what: what.to_owned(),
                conversation_id: None,
            };
            activity::put_at(tx, &act, now).await
        })
    });
    desk.wait(done).expect("it is noted");
}

on_both! {
    fn the_report_names_who_does_not_use_it_who_never_came_and_who_stands_above_others(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.invitation(&world.owner.token, "dana@example.com", "member");
        desk.clock.advance(31 * 86_400);
        let token = desk.sign_in(&world.admin);
        desk.patch("/team/status", &token, serde_json::json!({"status": "live"})).ok();
        desk.wait(jobs::seal_all(&desk.app)).expect("sealed");
        let report = desk.get("/reports/audit", &token).ok();
        assert_eq!(report.keys(""), ["at", "head", "inactive", "leaders", "never_came", "people", "unused_keys", "unused_tiers"]);
        assert_eq!(
            report.body["people"],
            serde_json::json!({"members": 3, "active": 1, "idle": 0, "inactive": 2, "disabled": 0, "invited": 1})
        );
        assert_eq!(names(&report, "inactive", "email"), [world.agent.email.clone(), world.owner.email.clone()]);
        assert_eq!(report.body["inactive"][0]["last_active_at"], Value::Null, "never comes first");
        assert_eq!(names(&report, "never_came", "email"), ["dana@example.com"]);
        assert_eq!(names(&report, "never_came", "state"), ["expired"]);
        assert_eq!(names(&report, "leaders", "email"), [world.owner.email.clone(), world.admin.email.clone()]);
        let log = desk.get("/audit?limit=1", &token).ok();
        assert_eq!(report.body["head"]["number"], log.body[0]["number"]);
        assert_eq!(report.body["head"]["digest"], log.body[0]["digest"]);
    }

    fn a_key_that_nothing_used_for_a_month_is_named_on_the_page_and_in_the_file(desk) {
        let world = desk.world("Acme");
        let make = |name: &str| desk.make_key(&world.owner.token, name, "admin").ok().text("/secret");
        let (used, _) = (make("Used"), make("Never used"));
        desk.clock.advance(29 * 86_400);
        let owner = desk.sign_in(&world.owner);
        desk.make_key(&owner, "New", "agent").ok();
        assert_eq!(desk.get("/reports/audit", &owner).ok().body["unused_keys"], serde_json::json!([]));
        desk.clock.advance(60);
        desk.get("/workspace", &used).ok();
        let noted = desk.app.clock.now().micros().to_string();
        while !desk.rows_of("keys").contains(&noted) {
            std::thread::yield_now();
        }
        desk.clock.advance(86_400);
        let report = desk.get("/reports/audit", &desk.sign_in(&world.owner)).ok();
        assert_eq!(names(&report, "unused_keys", "name"), ["Never used"]);
        let file = desk.get("/reports/audit/export", &desk.sign_in(&world.admin)).ok();
        let text = file.body.as_str().expect("a file");
        assert!(text.lines().any(|line| line.starts_with("unused key,Never used,,admin,")), "{text}");
    }

    fn whoever_uses_nothing_of_what_their_tier_adds_is_named_after_a_month_and_not_before(desk) {
        let world = desk.world_in("organization", "Acme");
        for (member, tier) in [(&world.agent_member, "power"), (&world.admin_member, "admin")] {
            desk.patch(&format!("/team/members/{member}"), &world.owner.token, serde_json::json!({"tier": tier})).ok();
        }
        let unused = || {
            let report = desk.get("/reports/audit", &desk.sign_in(&world.owner)).ok();
            names(&report, "unused_tiers", "email")
        };
        desk.clock.advance(30 * 86_400 - 60);
        assert_eq!(unused(), [""; 0], "nobody has had it for a month");
        desk.clock.advance(60);
        assert_eq!(unused(), [world.admin.email.clone(), world.agent.email.clone()]);
        let file = desk.get("/reports/audit/export", &desk.sign_in(&world.owner)).ok();
        let text = file.body.as_str().expect("a file");
        assert_eq!(text.lines().filter(|line| line.starts_with("unused tier,")).count(), 2, "{text}");

        // What the smaller tier gives as well is no use of this one; what it adds is.
        for (person, what) in [(&world.agent, "assistant.schedule.made"), (&world.admin, "assistant.draft")] {
            act(desk, &world, person, what);
        }
        assert_eq!(unused(), std::slice::from_ref(&world.admin.email));
        desk.clock.advance(30 * 86_400 + 60);
        assert_eq!(unused(), [world.admin.email.clone(), world.agent.email.clone()]);
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &desk.sign_in(&world.owner), serde_json::json!({"tier": "basic"})).ok();
        assert_eq!(unused(), std::slice::from_ref(&world.admin.email));
    }

    fn it_is_for_whoever_may_read_the_log(desk) {
        let world = desk.world("Acme");
        desk.get("/reports/audit", &world.agent.token).refused(403, "not_permitted");
        desk.get("/reports/audit/export", &world.agent.token).refused(403, "not_permitted");
        let report = desk.get("/reports/audit", &world.admin.token).ok();
        assert_eq!(report.body["head"], Value::Null, "nothing is sealed yet");
    }

    fn as_a_file_each_row_says_which_part_it_is_of(desk) {
        let world = desk.world("Acme");
        desk.patch("/auth/me", &world.agent.token, serde_json::json!({"full_name": "=1+1"})).ok();
        desk.clock.advance(31 * 86_400);
        let file = desk.get("/reports/audit/export", &desk.sign_in(&world.owner)).ok();
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"people-2026-04-01.csv\"");
        let text = file.body.as_str().expect("a file");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "part,name,email,role,tier,activity,last_active_at,note");
        assert!(lines.iter().any(|line| line.starts_with("inactive,'=1+1,")), "{text}");
        assert!(lines.iter().any(|line| line.starts_with("stands above others,Acme Ada")), "{text}");
    }
}
