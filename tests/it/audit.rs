use deskbell::audit::seal;
use deskbell::jobs;
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

fn first_fault(desk: &Desk, workspace: &str) -> Option<i64> {
    let workspace = workspace.to_owned();
    let read = desk
        .app
        .store
        .read(move |tx| Box::pin(async move { seal::verify(tx, &workspace).await }));
    desk.wait(read).expect("a verdict")
}

/// Somebody with the database in hand.
fn forge(desk: &Desk, statement: deskbell::store::Sql) {
    let forged = desk
        .app
        .store
        .write(move |tx| Box::pin(async move { tx.run(statement, deskbell::params![]).await }));
    assert!(desk.wait(forged).expect("a forgery") > 0);
}

on_both! {
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
