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
        let forged = desk.app.store.write(|tx| Box::pin(async move {
            tx.run(
                deskbell::sql!("update audit set after = '{\"plan\":\"free\"}' where act = 'plan.changed'"),
                deskbell::params![],
            ).await
        }));
        desk.wait(forged).expect("a forger with the database in hand");
        assert_eq!(first_fault(desk, &world.workspace), Some(2));
    }
}
