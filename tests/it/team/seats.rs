//! Seats hold in a race, through the HTTP door.

use serde_json::json;

const ROUNDS: usize = 50;

on_both! {
    fn of_invites_racing_for_the_last_seat_exactly_one_succeeds(desk) {
        let ada = desk.person("Ada");
        desk.workspace(&ada, "Acme");
        desk.plan(&ada, "mini");
        let first = desk.person("First");
        desk.invite(&ada, &first, "agent");
        let racers: Vec<_> = (0..4).map(|n| desk.person(&format!("Racer {n}"))).collect();
        for round in 0..ROUNDS {
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let running: Vec<_> = racers.iter().map(|racer| {
                    let path = format!("/team/invite?email={}", racer.email);
                    let token = &ada.token;
                    scope.spawn(move || desk.post(&path, token, json!({})).status)
                }).collect();
                running.into_iter().map(|r| r.join().expect("no panic")).collect()
            });
            let won = statuses.iter().filter(|s| **s == 200).count();
            let refused = statuses.iter().filter(|s| **s == 402).count();
            assert_eq!((won, refused), (1, 3), "round {round}: {statuses:?}");
            let members = desk.get("/team/members", &ada.token).ok();
            let last = members.body.as_array().unwrap().iter().find(|m| m["name"].as_str().unwrap().starts_with("Racer"));
            let id = last.unwrap()["id"].as_str().unwrap().to_owned();
            desk.delete(&format!("/team/members/{id}"), &ada.token).ok();
            // The winner's session ended with the removal; the account is invited again in the next round.
        }
    }

    fn a_downgrade_that_races_an_invite_never_leaves_more_people_than_the_plan_holds(desk) {
        let ada = desk.person("Ada");
        desk.workspace(&ada, "Acme");
        let ben = desk.person("Ben");
        for _ in 0..10 {
            desk.plan(&ada, "mini");
            let (plan, invite) = std::thread::scope(|scope| {
                let plan = scope.spawn(|| desk.put("/billing/plan", &ada.token, json!({"plan": "free"})).status);
                let invite = scope.spawn(|| desk.post("/team/invite?email=ben@example.com", &ada.token, json!({})));
                (plan.join().unwrap(), invite.join().unwrap())
            });
            assert!(
                matches!((plan, invite.status), (200, 402) | (409, 200)),
                "plan {plan}, invite {}", invite.status
            );
            if invite.status == 200 {
                let id = invite.text("/team_member_id");
                desk.delete(&format!("/team/members/{id}"), &ada.token).ok();
            }
        }
        let _still_an_account = ben;
    }
}
