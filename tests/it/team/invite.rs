use serde_json::json;

use crate::mail_server::{read, token_in};

on_both! {
    fn free_holds_nobody_and_says_what_would(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        desk.workspace(&ada, "Acme");
        let before = desk.dump();
        let refusal = desk.post(&format!("/team/invite?email={}", ben.email), &ada.token, json!({}))
            .refused(402, "limit_exceeded");
        assert_eq!(refusal.body["error"], "limit_exceeded");
        assert_eq!(refusal.body["plan"], "Free");
        assert_eq!(refusal.body["feature"], "agents");
        assert_eq!(refusal.body["current"], 0);
        assert_eq!(refusal.body["limit"], 0);
        assert!(refusal.text("/message").contains("Mini"), "{}", refusal.body);
        assert!(refusal.text("/why/rule").contains("plans/free/agents"), "{}", refusal.body);
        assert_eq!(desk.dump(), before);
    }

    fn only_the_owner_invites_and_a_refusal_says_why(desk) {
        let world = desk.world("Acme");
        desk.person("Eve");
        for token in [&world.admin.token, &world.agent.token] {
            let before = desk.dump();
            let refusal = desk.post("/team/invite?email=eve@example.com", token, json!({})).refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("members.invite"), "{}", refusal.body);
            assert_eq!(refusal.body["why"]["who"][0], "Owner");
            assert_eq!(desk.dump(), before);
        }
    }

    fn the_codes_keep_their_order(desk) {
        let world = desk.world("Acme");
        desk.person("Eve");
        let invite = |query: &str, token: &str| desk.post(&format!("/team/invite{query}"), token, json!({}));
        invite("?email=nobody", &world.agent.token).names("email");
        invite("", &world.agent.token).names("email");
        for role in ["owner", "boss", "Agent", ""] {
            invite(&format!("?email=eve@example.com&role={role}"), &world.owner.token).refused(400, "invalid_role");
        }
        invite("?email=nobody@example.com", &world.agent.token).refused(403, "not_permitted");
        invite("?email=nobody@example.com", &world.owner.token).refused(404, "no_such_account");
        invite(&format!("?email={}", world.agent.email), &world.owner.token).refused(400, "already_member");
        invite(&format!("?email={}", world.owner.email), &world.owner.token).refused(400, "already_member");
    }

    fn the_invited_are_in_at_once_with_the_role_that_was_meant(desk) {
        let (ada, ben, cyd) = (desk.person("Ada"), desk.person("Ben"), desk.person("Cyd"));
        desk.workspace(&ada, "Acme");
        desk.plan(&ada, "mini");
        let done = desk.post("/team/invite?email=BEN@example.com", &ada.token, json!({})).ok();
        assert_eq!(done.keys(""), ["message", "team_member_id"]);
        assert_eq!(done.body["message"], "Agent ben@example.com invited successfully");
        let done = desk.post("/team/invite?email=cyd@example.com&role=admin", &ada.token, json!({})).ok();
        assert_eq!(done.body["message"], "Admin cyd@example.com invited successfully");
        for (person, role) in [(&ben, "agent"), (&cyd, "admin")] {
            let me = desk.get("/auth/me", &person.token).ok();
            assert_eq!(me.body["team_role"], role);
            assert_eq!(me.body["status"], "offline");
        }
    }
}

with_mail! {
    fn an_address_that_is_not_confirmed_is_answered_like_none_and_why_says_so(desk, server) {
        let (ada, eve) = (desk.person("Ada"), desk.person("Eve"));
        desk.workspace(&ada, "Acme");
        desk.plan(&ada, "pro");
        let body = json!({"email": "ben@example.com", "full_name": "Ben", "password": "a long password"}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).ok();
        let before = desk.dump();
        let invite = |email: &str| desk.post(&format!("/team/invite?email={email}"), &ada.token, json!({}));
        let unconfirmed = invite("ben@example.com").refused(404, "no_such_account");
        let unknown = invite("cyd@example.com").refused(404, "no_such_account");
        let same = |answer: &crate::desk::Answer| answer.text("/detail").replace("ben", "").replace("cyd", "");
        assert_eq!(same(&unconfirmed), same(&unknown));
        assert!(unconfirmed.text("/why/text").contains("not confirmed"));
        assert_eq!(unknown.body["why"], json!(null));
        assert_eq!(desk.dump(), before);
        desk.send_mails();
        let token = token_in(&server.to("ben@example.com")[0].raw);
        desk.call("POST", "/auth/verify", &[], Some(&json!({"token": token}).to_string())).ok();
        invite("ben@example.com").ok();
        invite(&eve.email).ok();
    }

    fn whoever_is_invited_is_told_by_mail(desk, server) {
        let (ada, eve) = (desk.person("Ada"), desk.person("Eve"));
        desk.workspace(&ada, "Lantern & Søn");
        desk.plan(&ada, "pro");
        desk.post("/team/invite?email=nobody@example.com", &ada.token, json!({})).refused(404, "no_such_account");
        desk.patch("/auth/me", &eve.token, json!({"full_name": "Eve Åström"})).ok();
        let path = format!("/team/invite?email={}&role=admin", eve.email);
        desk.post(&path, &ada.token, json!({})).ok();
        desk.send_mails();
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        let mail = read(&taken[0].raw);
        assert_eq!(mail.subject, "You are in Lantern & Søn now");
        assert!(mail.plain.starts_with("Hello Eve Åström,"), "{}", mail.plain);
        assert!(mail.plain.contains("Ada added you to Lantern & Søn as Admin."), "{}", mail.plain);
        assert!(mail.html.contains("Lantern &amp; Søn"), "{}", mail.html);
    }
}

on_both! {
    fn without_a_mail_server_anybody_with_an_account_can_be_invited(desk) {
        let ada = desk.person("Ada");
        desk.workspace(&ada, "Acme");
        desk.plan(&ada, "pro");
        let body = json!({"email": "ben@example.com", "full_name": "Ben", "password": "a long password"}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).ok();
        desk.post("/team/invite?email=ben@example.com", &ada.token, json!({})).ok();
        let team = desk.get("/team/members", &ada.token).ok();
        assert_eq!(team.body[1]["is_verified"], false);
    }
}

on_both! {
    fn in_an_organization_nobody_is_added_without_accepting_and_why_says_so(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.person("Eve");
        let before = desk.dump();
        for token in [&world.owner.token, &world.admin.token] {
            let refusal = desk.post("/team/invite?email=eve@example.com", token, json!({})).refused(403, "way_closed");
            assert_eq!(refusal.body["why"]["rule"], "organization/joining");
            assert!(refusal.text("/why/text").contains("by an invitation that they accept"), "{}", refusal.body);
        }
        desk.post("/team/invite?email=eve@example.com", &world.agent.token, json!({})).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
    }
}
