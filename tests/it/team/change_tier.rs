//! `PATCH /team/members/{id} {tier}`: what a person may use, whatever their role.

use serde_json::json;

use crate::mail_server::read;
use crate::socket::Socket;

in_both_rulebooks! {
    fn what_no_tier_is_called_is_named_and_changes_nothing(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let before = desk.dump();
        for tier in [json!("gold"), json!("Power"), json!(""), json!(1)] {
            desk.patch(&path, &world.owner.token, json!({"tier": tier})).names("tier");
        }
        desk.patch(&path, &world.owner.token, json!({"tier": "power", "agent_access": false})).names("agent_access");
        desk.patch(&path, &world.owner.token, json!({"tier": "gold", "role": "admin"})).names("tier");
        desk.patch("/team/members/17", &world.owner.token, json!({"tier": "power"})).refused(404, "not_found");
        assert_eq!(desk.dump(), before);
    }

    fn nobody_changes_their_own_or_that_of_somebody_who_does_not_stand_below(desk, book) {
        let world = desk.world_in(book, "Acme");
        let tier = json!({"tier": "admin"});
        let second = desk.person("Second");
        let second = desk.invite(&world.owner, &second, "admin");
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        let of = |id: &str, token: &str| desk.patch(&format!("/team/members/{id}"), token, tier.clone());
        let before = desk.dump();
        for member in [&world.agent_member, &world.admin_member, &second] {
            of(member, &world.agent.token).refused(403, "not_permitted");
        }
        of(&world.admin_member, &world.admin.token).refused(403, "not_permitted");
        of(&second, &world.admin.token).refused(403, "not_permitted");
        of(&owner, &world.owner.token).refused(400, "owner_protected");
        assert_eq!(desk.dump(), before);
    }

    fn the_tier_counts_from_the_answer_on_and_is_in_list_log_and_live_events(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let may = || desk.get("/auth/me", &world.agent.token).ok().body["permissions"].clone();
        let schedules = || may().as_array().unwrap().contains(&json!("assistant.schedule"));
        assert!(!schedules());
        let socket = Socket::open(desk, &world.agent.token);
        let changed = desk.patch(&path, &world.owner.token, json!({"tier": "power"})).ok();
        assert_eq!((&changed.body["tier"], &changed.body["id"]), (&json!("power"), &json!(world.agent_member)));
        assert!(schedules());
        socket.hears("\"change\":\"tier\"");
        assert_eq!(desk.get(&path, &world.agent.token).ok().body["tier"], "power");
        desk.patch(&path, &world.owner.token, json!({"tier": "power"})).ok();
        let log = desk.get("/audit?act=member.tier_changed", &world.owner.token).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(1));
        assert_eq!(log.body[0]["text"], "Acme Ada changed the tier of Acme Cyd from Basic to Power.");
        assert_eq!(log.body[0]["right"], format!("{book}/owner/members.change_tier"));
        desk.patch(&path, &world.owner.token, json!({"tier": "basic"})).ok();
        assert!(!schedules());
    }

    fn role_and_tier_change_together_or_not_at_all(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let both = desk.patch(&path, &world.owner.token, json!({"role": "admin", "tier": "power"})).ok();
        assert_eq!((&both.body["role"], &both.body["tier"]), (&json!("admin"), &json!("power")));
        let before = desk.dump();
        desk.patch(&path, &world.owner.token, json!({"role": "owner", "tier": "basic"}));
        assert_eq!(desk.dump(), before);
    }
}

on_both! {
    fn in_support_only_the_owner_changes_a_tier(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let refusal = desk.patch(&path, &world.admin.token, json!({"tier": "power"})).refused(403, "not_permitted");
        assert!(refusal.text("/why/rule").contains("members.change_tier"));
    }

    fn the_tier_admin_opens_its_three_things_to_a_member_and_lifts_them_above_nobody(desk) {
        let world = desk.world_in("organization", "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.admin.token, json!({"tier": "admin"})).ok();
        let me = desk.get("/auth/me", &world.agent.token).ok();
        let may = |act: &str| me.body["permissions"].as_array().unwrap().contains(&json!(act));
        assert!(may("assistant.configure") && may("policies.manage") && may("analytics.read"));
        assert!(!may("advisors.manage") && !may("workspace.update") && !may("members.invite"));
        desk.patch(&path, &world.admin.token, json!({"tier": "basic"})).ok();
    }

    fn in_an_organization_an_admin_makes_admins_and_only_the_owner_undoes_it(desk) {
        let world = desk.world_in("organization", "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let owners = Socket::open(desk, &world.owner.token);
        desk.patch(&path, &world.agent.token, json!({"role": "admin"})).refused(403, "not_permitted");
        desk.patch(&path, &world.admin.token, json!({"role": "owner"})).refused(403, "not_permitted");
        desk.patch(&path, &world.admin.token, json!({"role": "admin"})).ok();
        owners.hears("new_admin");
        let before = desk.dump();
        for body in [json!({"role": "member"}), json!({"tier": "power"}), json!({"agent_access": false})] {
            let refusal = desk.patch(&path, &world.admin.token, body).refused(403, "not_permitted");
            assert_eq!(refusal.body["why"]["rule"], "organization/standing");
            assert_eq!(refusal.body["why"]["who"], json!(["Owner"]));
        }
        desk.delete(&path, &world.admin.token).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
        desk.patch(&path, &world.owner.token, json!({"role": "member"})).ok();
    }
}

with_mail! {
    fn the_owner_is_mailed_of_each_new_admin_that_somebody_else_made(desk, server) {
        let world = desk.world_in("organization", "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.owner.token, json!({"role": "admin"})).ok();
        desk.patch(&path, &world.owner.token, json!({"role": "member"})).ok();
        desk.send_mails();
        assert_eq!(server.to(&world.owner.email).len(), 0);
        desk.patch(&path, &world.admin.token, json!({"tier": "power"})).ok();
        desk.patch(&path, &world.admin.token, json!({"role": "admin"})).ok();
        desk.send_mails();
        let mails = server.to(&world.owner.email);
        assert_eq!(mails.len(), 1);
        let mail = read(&mails[0].raw);
        assert_eq!(mail.subject, "Acme Cyd is Admin of Acme now");
        assert!(mail.plain.contains("Acme Ben gave Acme Cyd the role Admin in Acme."), "{}", mail.plain);
        assert!(mail.plain.contains(&format!("/team/{}", world.agent_member)), "{}", mail.plain);
    }
}
