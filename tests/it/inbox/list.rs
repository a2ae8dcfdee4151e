use serde_json::json;

use crate::desk::{Answer, Desk};
use crate::world::World;

fn ids(answer: &Answer) -> Vec<String> {
    answer
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Six conversations; from the oldest: open mine, pending, resolved, closed, open, open.
fn six(desk: &Desk, world: &World) -> Vec<String> {
    let mut made = vec![world.conversation.clone()];
    for n in 0..5 {
        desk.clock.advance(1);
        made.push(desk.visitor_writes(&desk.visitor(&world.widget), &format!("question {n}")));
    }
    let path = format!("/team/assign/{}?agent_id={}", made[0], world.agent.id);
    desk.post(&path, &world.owner.token, json!({})).ok();
    for (n, status) in [(1, "pending"), (2, "resolved"), (3, "closed")] {
        desk.patch(
            &format!("/conversations/{}", made[n]),
            &world.agent.token,
            json!({"status": status}),
        )
        .ok();
    }
    made
}

on_both! {
    fn a_bad_query_is_named(desk) {
        let world = desk.world("Acme");
        for (query, field) in [
            ("status=gone", "status"), ("status=open,gone", "status"), ("limit=0", "limit"), ("limit=201", "limit"),
            ("limit=x", "limit"), ("page=0", "page"), ("page=2000&limit=200", "page"), ("assignee_id=7", "assignee_id"),
            ("channel_id=7", "channel_id"), ("cursor=zzz", "cursor"), ("unassigned=perhaps", "unassigned"),
        ] {
            desk.get(&format!("/conversations/?{query}"), &world.agent.token).names(field);
        }
    }

    fn each_filter_finds_its_own_and_no_other_workspaces(desk) {
        let world = desk.world("Acme");
        desk.world("Other");
        let made = six(desk, &world);
        let list = |query: &str| {
            let mut found = ids(&desk.get(&format!("/conversations?{query}"), &world.agent.token).ok());
            found.sort();
            found
        };
        let of = |wanted: &[usize]| {
            let mut ids: Vec<_> = wanted.iter().map(|n| made[*n].clone()).collect();
            ids.sort();
            ids
        };
        assert_eq!(list(""), of(&[0, 1, 2, 3, 4, 5]));
        assert_eq!(list("status=open"), of(&[0, 4, 5]));
        assert_eq!(list("status=open,pending,open"), of(&[0, 1, 4, 5]));
        assert_eq!(list("status=resolved"), of(&[2]));
        assert_eq!(list(&format!("assignee_id={}", world.agent.id)), of(&[0]));
        assert_eq!(list("unassigned=true&status=open"), of(&[4, 5]));
        let channel = desk.get("/channels", &world.agent.token).ok().text("/0/id");
        assert_eq!(list(&format!("channel_id={channel}&status=closed")), of(&[3]));
        assert_eq!(list(&format!("channel_id={channel}&unassigned=true&status=pending")), of(&[1]));
    }

    fn pages_and_cursors_give_every_row_once_the_newest_first(desk) {
        let world = desk.world("Acme");
        six(desk, &world);
        let all = ids(&desk.get("/conversations", &world.agent.token).ok());
        let paged: Vec<_> = (1..=3)
            .flat_map(|page| ids(&desk.get(&format!("/conversations?limit=2&page={page}"), &world.agent.token).ok()))
            .collect();
        assert_eq!(paged, all);
        let (mut followed, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/conversations?limit=2{cursor}"), &world.agent.token).ok();
            followed.extend(ids(&page));
            match page.headers.get("x-next-cursor") {
                Some(next) => cursor = format!("&cursor={}", next.to_str().unwrap()),
                None => break,
            }
        }
        assert_eq!(followed, all);
        let times: Vec<_> = desk.get("/conversations", &world.agent.token).ok().body.as_array().unwrap()
            .iter().map(|c| c["updated_at"].as_str().unwrap().to_owned()).collect();
        assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    }

    fn the_counts_are_those_of_the_lists(desk) {
        let world = desk.world("Acme");
        six(desk, &world);
        let counts = desk.get("/conversations/counts", &world.agent.token).ok();
        let channel = desk.get("/channels", &world.agent.token).ok().text("/0/id");
        assert_eq!(counts.body, json!({
            "mine": 1, "unassigned": 3, "all": 4, "resolved": 1,
            "channels": [{"channel_id": channel, "open": 4}],
            "members": [{"user_id": world.agent.id, "open": 1}],
        }));
    }
}
