//! Seats hold for people who have not accepted yet. Source: decision 8, in a rulebook of invitations whose plans have limits.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, Person};

const DAY: i64 = 86_400;
const ROUNDS: usize = 20;

/// The rules of an organization, with a plan for two and one for four people beside the owner.
pub fn club() -> String {
    let rules = include_str!("../../../rulebooks/organization.toml");
    let (before, plan) = rules.split_once("[[plan]]").expect("a plan");
    let plan = |name: &str, label: &str, agents: u32| {
        plan.replace("name = \"team\"", &format!("name = \"{name}\""))
            .replace("label = \"Team\"", &format!("label = \"{label}\""))
            .replace("agents = \"unlimited\"", &format!("agents = {agents}"))
    };
    let before = before
        .replace("name = \"organization\"", "name = \"club\"")
        .replace("plan = \"team\"", "plan = \"duo\"");
    format!(
        "{before}[[plan]]{}\n[[plan]]{}",
        plan("duo", "Duo", 2),
        plan("quartet", "Quartet", 4)
    )
}

fn with_club(test: impl Fn(&Desk, &Person)) {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("club.toml"), club()).expect("a file");
        let desk = Desk::with(kind, |c| c.rulebooks = Some(folder.path().to_owned()));
        let ada = desk.person("Ada");
        desk.workspace_in("club", &ada, "Club");
        test(&desk, &ada);
    }
}

fn invite(desk: &Desk, ada: &Person, emails: Value) -> Answer {
    desk.post("/team/invitations", &ada.token, json!({"emails": emails}))
        .ok()
}

fn outcome(answer: &Answer, row: usize) -> &str {
    answer.body["results"][row]["outcome"].as_str().expect("an outcome")
}

#[test]
fn whoever_is_invited_holds_a_seat_until_it_is_over() {
    with_club(|desk, ada| {
        let answer = invite(desk, ada, json!(["a@example.com", "b@example.com", "c@example.com"]));
        assert_eq!(
            [0, 1, 2].map(|n| outcome(&answer, n)),
            ["invited", "invited", "no_seat"]
        );
        let why = answer.text("/results/2/why");
        assert!(
            why.contains("Duo has 2") && why.contains("2 are pending") && why.contains("Quartet"),
            "{why}"
        );
        let plan = desk.get("/billing/plan", &ada.token).ok();
        assert_eq!(
            (&plan.body["use"]["agents"], &plan.body["use"]["pending"]),
            (&json!(2), &json!(2))
        );
        // One that waits is renewed without another seat; one that is taken back leaves its seat.
        assert_eq!(outcome(&invite(desk, ada, json!(["a@example.com"])), 0), "renewed");
        let id = answer.text("/results/0/invitation_id");
        desk.delete(&format!("/team/invitations/{id}"), &ada.token).ok();
        assert_eq!(outcome(&invite(desk, ada, json!(["c@example.com"])), 0), "invited");
        // After seven days both are over, and their seats are free.
        desk.clock.advance(7 * DAY);
        assert_eq!(outcome(&invite(desk, ada, json!(["d@example.com"])), 0), "invited");
        assert_eq!(outcome(&invite(desk, ada, json!(["b@example.com"])), 0), "renewed");
        let id = invite_id(desk, ada, "c@example.com");
        desk.post(&format!("/team/invitations/{id}/resend"), &ada.token, json!({}))
            .refused(402, "limit_exceeded");
    });
}

fn invite_id(desk: &Desk, ada: &Person, email: &str) -> String {
    let list = desk.get("/team/invitations", &ada.token).ok();
    let found = list.body.as_array().unwrap().iter().find(|i| i["email"] == email);
    found.expect("it is there")["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_sent_invitation_can_always_be_accepted_and_a_smaller_plan_waits_for_it() {
    with_club(|desk, ada| {
        desk.plan(ada, "quartet");
        let people: Vec<_> = (0..4).map(|n| desk.person(&format!("P{n}"))).collect();
        let secrets: Vec<_> = people
            .iter()
            .map(|p| desk.copied(&ada.token, &desk.invitation(&ada.token, &p.email, "member")))
            .collect();
        desk.accept(&people[0], &secrets[0]).ok();
        let refusal = desk
            .put("/billing/plan", &ada.token, json!({"plan": "duo"}))
            .refused(409, "plan_too_small");
        assert!(
            refusal.text("/detail").contains("3 who are invited"),
            "{}",
            refusal.body
        );
        for (person, secret) in people.iter().zip(&secrets).skip(1) {
            desk.accept(person, secret).ok();
        }
        let plan = desk.get("/billing/plan", &ada.token).ok();
        assert_eq!(
            (&plan.body["use"]["agents"], &plan.body["use"]["pending"]),
            (&json!(4), &json!(0))
        );
    });
}

#[test]
fn of_invitations_racing_for_the_last_seat_exactly_one_is_made() {
    with_club(|desk, ada| {
        invite(desk, ada, json!(["first@example.com"]));
        for round in 0..ROUNDS {
            let answers: Vec<Answer> = std::thread::scope(|scope| {
                let one = |n: usize| scope.spawn(move || invite(desk, ada, json!([format!("r{n}@example.com")])));
                let running: Vec<_> = (0..4).map(one).collect();
                running.into_iter().map(|r| r.join().expect("no panic")).collect()
            });
            let won: Vec<_> = answers.iter().filter(|a| outcome(a, 0) == "invited").collect();
            assert_eq!(won.len(), 1, "round {round}");
            assert_eq!(
                answers.iter().filter(|a| outcome(a, 0) == "no_seat").count(),
                3,
                "round {round}"
            );
            let id = won[0].text("/results/0/invitation_id");
            desk.delete(&format!("/team/invitations/{id}"), &ada.token).ok();
        }
    });
}
