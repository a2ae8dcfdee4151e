//! The person who was invited comes in, and nobody else does.

use serde_json::json;

use crate::desk::{Desk, Kind};

const DAY: i64 = 86_400;

/// An account whose address is not confirmed; answers its token.
fn unconfirmed(desk: &Desk, email: &str, invitation: Option<&str>) -> String {
    let body =
        json!({"email": email, "full_name": "New Person", "password": "a long password", "invitation": invitation});
    let made = desk.call("POST", "/auth/register", &[], Some(&body.to_string()));
    made.ok().text("/access_token")
}

on_both! {
    fn only_an_account_with_the_invited_address_accepts_and_another_is_told_so(desk) {
        let world = desk.world_in("organization", "Acme");
        let (eve, fay) = (desk.person("Eve"), desk.person("Fay"));
        let id = desk.invitation(&world.owner.token, &eve.email, "member");
        let secret = desk.copied(&world.owner.token, &id);
        let before = desk.dump();
        let refusal = desk.accept(&fay, &secret).refused(403, "another_account");
        let text = refusal.text("/why/text");
        assert!(text.contains(&eve.email) && text.contains(&fay.email), "{text}");
        desk.accept(&eve, "di_guessed").refused(404, "no_such_invitation");
        desk.post("/invitations/accept", &eve.token, json!({})).names("token");
        assert_eq!(desk.dump(), before);
        let done = desk.accept(&eve, &secret).ok();
        assert_eq!(done.keys(""), ["member_id", "name", "role", "tier", "workspace_id"]);
        assert_eq!((done.text("/workspace_id"), done.text("/name")), (world.workspace.clone(), "Acme".to_owned()));
        assert_eq!((done.text("/role"), done.text("/tier")), ("member".to_owned(), "basic".to_owned()));
        let me = desk.get("/auth/me", &eve.token).ok();
        assert_eq!((&me.body["team_role"], &me.body["status"]), (&json!("member"), &json!("offline")));
        desk.accept(&eve, &secret).refused(400, "already_member");
        let list = desk.get("/team/invitations", &world.owner.token).ok();
        assert_eq!(list.body[0]["state"], "accepted");
        let log = desk.get("/audit?act=member.joined", &world.owner.token).ok();
        assert_eq!(log.body[0]["text"], "Eve joined as Member, by an invitation.");
        assert_eq!(log.body[0]["right"], "organization/joining/invitation");
    }

    fn a_copied_link_lets_in_and_leaves_the_address_unconfirmed(desk) {
        let world = desk.world_in("organization", "Acme");
        let token = unconfirmed(desk, "eve@example.com", None);
        let id = desk.invitation(&world.owner.token, "eve@example.com", "member");
        let secret = desk.copied(&world.owner.token, &id);
        desk.post("/invitations/accept", &token, json!({"token": secret})).ok();
        let me = desk.get("/auth/me", &token).ok();
        assert_eq!((&me.body["team_role"], &me.body["user"]["is_verified"]), (&json!("member"), &json!(false)));
    }

    fn an_invitation_waits_seven_days_and_begins_anew_when_it_is_sent_again(desk) {
        let world = desk.world_in("organization", "Acme");
        let eve = desk.person("Eve");
        let id = desk.invitation(&world.owner.token, &eve.email, "member");
        let secret = desk.copied(&world.owner.token, &id);
        desk.clock.advance(7 * DAY);
        let state = |desk: &Desk| desk.get("/team/invitations", &world.owner.token).ok().text("/0/state");
        assert_eq!(state(desk), "expired");
        desk.accept(&eve, &secret).refused(409, "invitation_over");
        desk.post(&format!("/team/invitations/{id}/link"), &world.owner.token, json!({})).refused(409, "invitation_over");
        let again = desk.post(&format!("/team/invitations/{id}/resend"), &world.owner.token, json!({})).ok();
        assert_eq!((again.text("/state"), again.text("/expires_at")), ("sent".into(), "2026-03-15T09:00:00.000000Z".into()));
        desk.clock.advance(7 * DAY - 1);
        desk.accept(&eve, &secret).ok();
    }

    fn a_new_copy_ends_the_one_before(desk) {
        let world = desk.world_in("organization", "Acme");
        let eve = desk.person("Eve");
        let id = desk.invitation(&world.owner.token, &eve.email, "member");
        let (first, second) = (desk.copied(&world.owner.token, &id), desk.copied(&world.owner.token, &id));
        desk.accept(&eve, &first).refused(404, "no_such_invitation");
        desk.accept(&eve, &second).ok();
    }

    fn the_secrets_of_links_are_kept_nowhere(desk) {
        let world = desk.world_in("organization", "Acme");
        let id = desk.invitation(&world.owner.token, "eve@example.com", "member");
        let secret = desk.copied(&world.owner.token, &id);
        assert!(secret.len() >= 43 && !format!("{:?}", desk.dump()).contains(&secret[3..]));
    }

    fn whoever_follows_the_link_sees_who_invites_them_before_signing_in(desk) {
        let world = desk.world_in("organization", "Acme");
        let ask = json!({"emails": ["eve@example.com"], "welcome": "We begin at nine."});
        let id = desk.post("/team/invitations", &world.owner.token, ask).ok().text("/results/0/invitation_id");
        let secret = desk.copied(&world.owner.token, &id);
        let look = |token: &str| {
            desk.call("POST", "/invitations/look", &[], Some(&json!({"token": token}).to_string()))
        };
        look("di_guessed").refused(404, "no_such_invitation");
        look("").names("token");
        let seen = look(&secret).ok().body;
        assert_eq!(
            seen,
            json!({
                "workspace": "Acme", "logo_url": null, "invited_by_name": "Acme Ada", "role": "Member",
                "email": "eve@example.com", "welcome": "We begin at nine.", "state": "sent",
                "expires_at": "2026-03-08T09:00:00.000000Z", "has_account": false, "confirms": false
            })
        );
        let state = || desk.get("/team/invitations", &world.owner.token).ok().text("/0/state");
        assert_eq!(state(), "opened");
        unconfirmed(desk, "eve@example.com", None);
        assert_eq!(look(&secret).ok().body["has_account"], true);
        desk.delete(&format!("/team/invitations/{id}"), &world.owner.token).ok();
        assert_eq!(look(&secret).ok().body["state"], "revoked");
    }

    fn an_invitation_that_gives_standing_dies_with_the_right_of_whoever_made_it(desk) {
        let world = desk.world_in("organization", "Acme");
        let (eve, fay) = (desk.person("Eve"), desk.person("Fay"));
        let admin = desk.invitation(&world.admin.token, &eve.email, "admin");
        let member = desk.invitation(&world.admin.token, &fay.email, "member");
        let (to_admin, to_member) = (desk.copied(&world.owner.token, &admin), desk.copied(&world.owner.token, &member));
        desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
        desk.accept(&eve, &to_admin).refused(409, "invitation_over");
        desk.accept(&fay, &to_member).ok();
        // Sent anew by the owner, it holds.
        desk.patch(&format!("/team/invitations/{admin}"), &world.owner.token, json!({"tier": "power"})).ok();
        assert_eq!(desk.accept(&eve, &to_admin).ok().text("/role"), "admin");
    }

    fn of_two_who_accept_at_once_one_comes_in(desk) {
        let world = desk.world_in("organization", "Acme");
        for round in 0..10 {
            let eve = desk.person(&format!("Eve {round}"));
            let id = desk.invitation(&world.owner.token, &eve.email, "member");
            let secret = desk.copied(&world.owner.token, &id);
            let (first, second) = std::thread::scope(|scope| {
                let one = || desk.accept(&eve, &secret).status;
                let (first, second) = (scope.spawn(one), scope.spawn(one));
                (first.join().expect("no panic"), second.join().expect("no panic"))
            });
            assert_eq!(first.min(second), 200, "round {round}");
            assert_eq!(first.max(second), 400, "round {round}");
        }
    }

    fn accepting_and_taking_back_at_once_end_in_some_order(desk) {
        let world = desk.world_in("organization", "Acme");
        for round in 0..10 {
            let eve = desk.person(&format!("Eve {round}"));
            let id = desk.invitation(&world.owner.token, &eve.email, "member");
            let secret = desk.copied(&world.owner.token, &id);
            let path = format!("/team/invitations/{id}");
            let (accepted, revoked) = std::thread::scope(|scope| {
                let accept = scope.spawn(|| desk.accept(&eve, &secret).status);
                let revoke = scope.spawn(|| desk.delete(&path, &world.owner.token).status);
                (accept.join().expect("no panic"), revoke.join().expect("no panic"))
            });
            assert!(matches!((accepted, revoked), (200, 409) | (409, 200)), "round {round}: {accepted} {revoked}");
        }
    }
}

#[test]
fn people_who_were_invited_sign_up_on_one_morning_from_one_office() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::with(kind, |c| {
            c.rate_limits = deskbell::config::Toggle::On;
            c.sign_ups_per_address = 1;
        });
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        unconfirmed(&desk, "first@example.com", None);
        let sign_up = |email: &str, secret: &str| {
            let body = json!({"email": email, "full_name": "N", "password": "a long password", "invitation": secret});
            desk.call("POST", "/auth/register", &[], Some(&body.to_string()))
        };
        for n in 0..3 {
            let email = format!("p{n}@example.com");
            let secret = desk.copied(&ada.token, &desk.invitation(&ada.token, &email, "member"));
            sign_up("another@example.com", &secret).refused(404, "no_such_invitation");
            sign_up(&email, "di_guessed").refused(404, "no_such_invitation");
            sign_up(&email, &secret).ok();
        }
    }
}
