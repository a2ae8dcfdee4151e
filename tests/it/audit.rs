use deskbell::audit::verify::{Chain, verify};
use deskbell::{admin, jobs};
use serde_json::json;

use crate::desk::Desk;

fn acts(desk: &Desk, token: &str) -> Vec<String> {
    let log = desk.get("/audit?limit=200", token).ok();
    log.body
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["act"].as_str().unwrap().to_owned())
        .collect()
}

pub fn chain(desk: &Desk, workspace: &str, kept: Option<&str>) -> Chain {
    let (workspace, kept) = (workspace.to_owned(), kept.map(str::to_owned));
    let read = desk
        .app
        .store
        .read(move |tx| Box::pin(async move { verify(tx, &workspace, kept.as_deref()).await }));
    desk.wait(read).expect("a verdict")
}

fn first_fault(desk: &Desk, workspace: &str) -> Option<i64> {
    chain(desk, workspace, None).broken_at
}

/// Somebody with the database in hand.
pub fn forge(desk: &Desk, statement: deskbell::store::Sql) {
    let forged = desk
        .app
        .store
        .write(move |tx| Box::pin(async move { tx.run(statement, deskbell::params![]).await }));
    assert!(desk.wait(forged).expect("a forgery") > 0);
}

on_both! {
    fn a_removal_is_found_in_one_search_by_name_address_person_act_and_time(desk) {
        let world = desk.world("Acme");
        desk.clock.advance(3600);
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        for query in [
            "q=removed cyd", "q=ACME.CYD@example.com removed", "act=member.removed", "from=2026-03-01T09:30:00Z&act=member",
        ] {
            let path = format!("/audit?{}", query.replace(' ', "%20"));
            let found = desk.get(&path, &world.owner.token).ok();
            assert_eq!(found.body.as_array().unwrap().len(), 1, "{query}: {}", found.body);
            assert_eq!(found.body[0]["text"], "Acme Ada removed Acme Cyd.");
        }
        let about = desk.get(&format!("/audit?person={}", world.agent.id), &world.owner.token).ok();
        let acts: Vec<_> = about.body.as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["member.removed", "member.invited"]);
        assert_eq!(desk.get("/audit?to=2026-03-01T09:30:00Z&act=member.removed", &world.owner.token).ok().body, json!([]));
        assert_eq!(desk.get("/audit?act=mem", &world.owner.token).ok().body, json!([]));
    }

    fn a_question_that_cannot_be_understood_names_its_field(desk) {
        let world = desk.world("Acme");
        desk.get("/audit?from=yesterday", &world.owner.token).names("from");
        desk.get("/audit/export?to=x", &world.owner.token).names("to");
        desk.get("/audit/export?format=pdf", &world.owner.token).names("format");
        desk.get("/audit/export", &world.agent.token).refused(403, "not_permitted");
    }

    fn pages_follow_each_other_until_the_end(desk) {
        let world = desk.world("Acme");
        let (mut cursor, mut ids) = (String::new(), Vec::new());
        loop {
            let page = desk.get(&format!("/audit?limit=2{cursor}"), &world.owner.token).ok();
            ids.extend(page.body.as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned()));
            match page.headers.get("x-next-cursor") {
                Some(next) => cursor = format!("&cursor={}", next.to_str().unwrap()),
                None => break,
            }
        }
        let whole = desk.get("/audit?limit=200", &world.owner.token).ok();
        let all: Vec<_> = whole.body.as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, all);
        assert!(all.len() >= 5);
    }

    fn the_file_holds_all_of_it_and_no_formula(desk) {
        let world = desk.world("Acme");
        desk.patch("/workspace", &world.owner.token, json!({"name": "=HYPERLINK(1)"})).ok();
        let csv = desk.get("/audit/export?act=workspace", &world.owner.token).ok();
        let text = csv.body.as_str().unwrap();
        assert!(text.starts_with("number,time,who,"), "{text}");
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(!text.contains(",="), "{text}");
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"audit.csv\"");
        let lines = desk.get("/audit/export?format=jsonl", &world.owner.token).ok();
        let whole = desk.get("/audit?limit=200", &world.owner.token).ok();
        let entries: Vec<serde_json::Value> =
            lines.body.as_str().unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(entries.len(), whole.body.as_array().unwrap().len());
        assert_eq!(entries[0]["id"], whole.body[0]["id"]);
    }

    fn every_change_is_there_with_who_what_before_after_and_by_which_right(desk) {
        let world = desk.world("Acme");
        desk.patch(&format!("/team/members/{}", world.agent_member), &world.owner.token, json!({"role": "admin"})).ok();
        let channel = desk.get("/channels", &world.owner.token).ok().text("/0/id");
        desk.patch(&format!("/channels/{channel}"), &world.owner.token, json!({"is_active": false})).ok();
        desk.patch(&format!("/widget/{}", world.widget), &world.admin.token, json!({"name": "Shop"})).ok();
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        desk.delete(&format!("/channels/{channel}"), &world.owner.token).ok();
        assert_eq!(acts(desk, &world.owner.token), [
            "channel.removed", "member.removed", "widget.changed", "channel.changed", "member.role_changed",
            "channel.created", "member.invited", "member.invited", "plan.changed", "workspace.created",
        ]);
        let log = desk.get("/audit?limit=200", &world.owner.token).ok();
        let change = &log.body[4];
        assert_eq!(change["actor_id"], world.owner.id.as_str());
        assert_eq!(change["before"]["role"], "agent");
        assert_eq!(change["after"]["role"], "admin");
        assert_eq!(change["right"], "support/owner/members.change_role");
        assert_eq!(log.body[2]["right"], "support/admin/widgets.appearance");
    }

    fn an_agent_may_not_read_it_and_an_admin_sees_what_they_may_change(desk) {
        let world = desk.world("Acme");
        desk.patch(&format!("/widget/{}", world.widget), &world.admin.token, json!({"name": "Shop"})).ok();
        desk.get("/audit", &world.agent.token).refused(403, "not_permitted");
        assert_eq!(acts(desk, &world.admin.token), ["widget.changed", "workspace.created"]);
    }

    fn the_chain_holds_and_a_change_of_the_past_shows(desk) {
        let world = desk.world("Acme");
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        assert_eq!(first_fault(desk, &world.workspace), None);
        forge(desk, deskbell::sql!("update audit set after = '{\"plan\":\"free\"}' where act = 'plan.changed'"));
        assert_eq!(first_fault(desk, &world.workspace), Some(2));
    }

    fn an_entry_that_was_taken_out_shows_and_so_does_one_whose_digest_was_made_to_fit(desk) {
        let world = desk.world("Acme");
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        forge(desk, deskbell::sql!("update audit set actor_name = 'Somebody else', digest = 'made to fit' where number = 4"));
        assert_eq!(first_fault(desk, &world.workspace), Some(4));
        forge(desk, deskbell::sql!("delete from audit where number = 3"));
        assert_eq!(first_fault(desk, &world.workspace), Some(3));
    }

    fn each_workspace_has_a_chain_of_its_own_that_later_changes_go_on(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        desk.plan(&world.owner, "mini");
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        for workspace in [&world.workspace, &other.workspace] {
            assert_eq!(first_fault(desk, workspace), None);
        }
        let unsealed = desk.rows_of("(select id from audit where number is null or digest is null)");
        assert_eq!(unsealed.lines().filter(|line| !line.is_empty()).count(), 1, "{unsealed}");
        let theirs = desk.get("/audit", &other.owner.token).ok();
        assert!(!theirs.body.to_string().contains(&world.workspace), "{}", theirs.body);
    }

    fn an_end_that_was_kept_outside_shows_a_log_that_was_written_again_from_the_start(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        let report = desk.get("/reports/audit", &world.owner.token).ok();
        let head = report.text("/head/digest").to_owned();
        assert_eq!(chain(desk, &world.workspace, Some(&head)).kept_at, report.body["head"]["number"].as_i64());
        assert_eq!(chain(desk, &other.workspace, Some(&head)).kept_at, None);
        let heads = desk.wait(admin::heads(&desk.app)).expect("the ends");
        assert!(heads.contains(&format!("{} {head} {} Acme\n", report.body["head"]["number"], world.workspace)), "{heads}");
        desk.plan(&world.owner, "mini");
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        let found = desk.wait(admin::check(&desk.app, Some(head.clone()))).expect("all of it is whole");
        assert!(found.contains("ends in the kept seal"), "{found}");
        // Whoever holds the database and the program seals a changed log anew: in itself it is whole.
        forge(desk, deskbell::sql!("update audit set actor_name = 'Somebody else' where number = 1"));
        forge(desk, deskbell::sql!("update audit set number = null, digest = null where number is not null"));
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        assert_eq!(first_fault(desk, &world.workspace), None);
        desk.wait(admin::check(&desk.app, None)).expect("whole in itself");
        let found = desk.wait(admin::check(&desk.app, Some(head))).expect_err("written again");
        assert!(found.contains("no log contains the kept seal"), "{found}");
        forge(desk, deskbell::sql!("delete from audit where number = 2"));
        let found = desk.wait(admin::check(&desk.app, None)).expect_err("broken");
        assert!(found.contains("Acme: entry 2 was changed or taken out"), "{found}");
    }

    fn a_kept_line_is_taken_whole_and_a_slip_of_the_pen_is_no_alarm(desk) {
        desk.world("Acme");
        desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
        let line = desk.wait(admin::heads(&desk.app)).expect("the ends");
        let seal = line.split(' ').nth(1).expect("a seal").to_owned();
        for kept in [line.clone(), seal.to_uppercase(), format!(" {seal}\n")] {
            let found = desk.wait(admin::check(&desk.app, Some(kept))).expect("it is there");
            assert!(found.contains("ends in the kept seal"), "{found}");
        }
        for slip in ["", &seal[1..], &format!("{}o", &seal[1..]), &format!("{seal} {seal}")] {
            let found = desk.wait(admin::check(&desk.app, Some(slip.to_owned()))).expect_err("no seal");
            assert!(found.contains("has no seal in it") && !found.contains("written again"), "{found}");
        }
    }

    fn it_is_read_page_by_page_the_newest_first(desk) {
        let world = desk.world("Acme");
        let all = desk.get("/audit?limit=200", &world.owner.token).ok();
        let all: Vec<_> = all.body.as_array().unwrap().iter().map(|e| e["id"].clone()).collect();
        let (mut read, mut cursor) = (Vec::new(), String::new());
        while read.len() < all.len() {
            let page = desk.get(&format!("/audit?limit=2{cursor}"), &world.owner.token).ok();
            let ids: Vec<_> = page.body.as_array().unwrap().iter().map(|e| e["id"].clone()).collect();
            assert!((1..=2).contains(&ids.len()));
            cursor = format!("&cursor={}", ids.last().unwrap().as_str().unwrap());
            read.extend(ids);
        }
        assert_eq!(read, all);
        assert_eq!(desk.get(&format!("/audit?limit=2{cursor}"), &world.owner.token).ok().body, json!([]));
    }
}
