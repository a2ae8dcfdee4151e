use serde_json::{Value, json};

use crate::desk::Desk;
use crate::world::World;

fn tag(desk: &Desk, world: &World, name: &str) -> String {
    let body = json!({"name": name, "colour": "#7650FF"});
    desk.post("/tags", &world.admin.token, body).ok().text("/id")
}

fn put(desk: &Desk, world: &World, conversation: &str, tags: &[&str]) -> Value {
    let path = format!("/conversations/{conversation}/tags");
    desk.put(&path, &world.agent.token, json!({"tags": tags})).ok().body
}

fn ids(found: &Value) -> Vec<&str> {
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap())
        .collect()
}

/// More conversations like this one, all with its tag.
fn copy(desk: &Desk, world: &World, tag: &str, times: usize) {
    let (workspace, first, tag) = (world.workspace.clone(), world.conversation.clone(), tag.to_owned());
    let copied = desk.app.store.write(move |tx| {
        Box::pin(async move {
            for _ in 0..times {
                let id = tx.id();
                tx.run(
                    deskbell::sql!(
                        "insert into conversations (workspace_id, id, customer_id, channel_id, channel_type, status,
                                                    created_at, updated_at, message_count)
                         select workspace_id, $3, customer_id, channel_id, channel_type, status, created_at, updated_at, 0
                         from conversations where workspace_id = $1 and id = $2"
                    ),
                    deskbell::params![&workspace, &first, &id],
                )
                .await?;
                tx.run(
                    deskbell::sql!(
                        "insert into conversation_tags (workspace_id, conversation_id, tag_id) values ($1, $2, $3)"
                    ),
                    deskbell::params![&workspace, &id, &tag],
                )
                .await?;
            }
            Ok(())
        })
    });
    desk.wait(copied).expect("copies");
}

on_both! {
    fn a_tag_on_thousands_of_conversations_filters_like_a_rare_one(desk) {
        let world = desk.world("Acme");
        let (billing, rare) = (tag(desk, &world, "Billing"), tag(desk, &world, "Rare"));
        put(desk, &world, &world.conversation, &[&billing, &rare]);
        copy(desk, &world, &billing, 2_100);
        let without = desk.visitor_writes(&desk.visitor(&world.widget), "no tag");
        let page = |query: &str| desk.get(&format!("/conversations?limit=200&{query}"), &world.agent.token).ok();
        let first = page(&format!("tag={billing}"));
        assert_eq!(ids(&first.body).len(), 200);
        let cursor = first.headers["x-next-cursor"].to_str().unwrap();
        let second = page(&format!("tag={billing}&cursor={cursor}"));
        assert!(ids(&second.body).iter().all(|id| !ids(&first.body).contains(id)));
        for found in [&first, &second] {
            assert!(!ids(&found.body).contains(&without.as_str()));
            assert!(found.body.as_array().unwrap().iter().all(|c| c["tags"][0]["id"] == billing.as_str()));
        }
        assert_eq!(ids(&page(&format!("tag={billing}&unassigned=true&status=open")).body).len(), 200);
        assert_eq!(ids(&page(&format!("tag={billing}&assignee_id={}", world.agent.id)).body), [""; 0]);
        assert_eq!(ids(&page(&format!("tag={rare}")).body), [world.conversation.as_str()]);
        let counts: Vec<_> = desk.get("/tags", &world.agent.token).ok().body.as_array().unwrap()
            .iter().map(|t| t["conversations"].clone()).collect();
        assert_eq!(counts, [2_101, 1]);
    }

    fn agents_use_tags_and_owner_and_admins_make_them(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let theirs = tag(desk, &other, "Billing");
        let mine = tag(desk, &world, "Billing");
        let before = desk.dump();
        let good = json!({"name": "Returns", "colour": "#7650FF"});
        desk.post("/tags", &world.agent.token, good).refused(403, "not_permitted");
        desk.patch(&format!("/tags/{mine}"), &world.agent.token, json!({"name": "x"})).refused(403, "not_permitted");
        desk.delete(&format!("/tags/{mine}"), &world.agent.token).refused(403, "not_permitted");
        for (body, field) in [
            (json!({"colour": "#7650FF"}), "name"), (json!({"name": " ", "colour": "#7650FF"}), "name"),
            (json!({"name": "x".repeat(41), "colour": "#7650FF"}), "name"), (json!({"name": "x"}), "colour"),
            (json!({"name": "x", "colour": "red"}), "colour"),
        ] {
            desk.post("/tags", &world.owner.token, body).names(field);
        }
        desk.post("/tags", &world.owner.token, json!({"name": " BILLING", "colour": "#7650FF"})).refused(400, "tag_taken");
        desk.patch(&format!("/tags/{theirs}"), &world.owner.token, json!({"name": "x"})).refused(404, "not_found");
        let path = format!("/conversations/{}/tags", world.conversation);
        desk.put(&path, &world.agent.token, json!({"tags": [theirs]})).refused(400, "invalid_tag");
        desk.put(&path, &world.agent.token, json!({"tags": [mine, "x"]})).refused(400, "invalid_tag");
        desk.put(&path, &world.agent.token, json!({"tags": vec!["x"; 21]})).names("tags");
        desk.get("/conversations?tag=7", &world.agent.token).names("tag");
        assert_eq!(desk.dump(), before);
    }

    fn a_conversation_carries_tags_and_the_team_hears_of_it(desk) {
        let world = desk.world("Acme");
        let (b, a) = (tag(desk, &world, "Billing"), tag(desk, &world, "Address"));
        let before = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok().body;
        let is_theirs = |t: &Value| t["audience"].as_str().unwrap().starts_with("customer:");
        let told = || crate::inbox::notes::told(desk).into_iter().filter(is_theirs).count();
        let heard = told();
        desk.clock.advance(60);
        let shown = put(desk, &world, &world.conversation, &[&b, &a, &b]);
        assert_eq!(shown["tags"], json!([
            {"id": a, "name": "Address", "colour": "#7650FF"}, {"id": b, "name": "Billing", "colour": "#7650FF"},
        ]));
        assert_eq!(shown["updated_at"], before["updated_at"], "a tag moves no conversation to the top");
        put(desk, &world, &world.conversation, &[&a, &b]);
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        let acts: Vec<_> = shown.body["acts"].as_array().unwrap().iter().map(|act| act["act"].clone()).collect();
        assert_eq!(acts, ["tagged"], "the same tags again are no news");
        assert_eq!(told(), heard, "the customer hears nothing of tags");
        assert_eq!(put(desk, &world, &world.conversation, &[])["tags"], json!([]));
    }

    fn the_list_is_filtered_by_tag_beside_the_other_filters(desk) {
        let world = desk.world("Acme");
        let billing = tag(desk, &world, "Billing");
        let second = desk.visitor_writes(&desk.visitor(&world.widget), "two");
        desk.clock.advance(1);
        let third = desk.visitor_writes(&desk.visitor(&world.widget), "three");
        put(desk, &world, &world.conversation, &[&billing]);
        put(desk, &world, &third, &[&billing]);
        desk.put(&format!("/conversations/{third}/resolve"), &world.agent.token, json!({})).ok();
        let list = |query: &str| desk.get(&format!("/conversations?{query}"), &world.agent.token).ok().body;
        assert_eq!(ids(&list(&format!("tag={billing}"))), [third.as_str(), &world.conversation]);
        assert_eq!(ids(&list(&format!("tag={billing}&status=open"))), [world.conversation.as_str()]);
        assert_eq!(ids(&list(&format!("tag={billing}&limit=1"))), [third.as_str()]);
        assert_eq!(ids(&list(&format!("tag={billing}&unassigned=true&status=open"))), [world.conversation.as_str()]);
        assert_eq!(ids(&list(&format!("tag={billing}&assignee_id={}", world.agent.id))), [""; 0]);
        assert_eq!(ids(&list(&format!("tag={second}"))), [""; 0]);
        let channel = desk.get("/channels", &world.agent.token).ok().text("/0/id");
        assert_eq!(ids(&list(&format!("tag={billing}&channel_id={channel}"))).len(), 2);
        let tags = desk.get("/tags", &world.agent.token).ok();
        assert_eq!(tags.body, json!([{"id": billing, "name": "Billing", "colour": "#7650FF", "conversations": 2}]));
    }

    fn a_changed_tag_changes_everywhere_and_a_removed_one_leaves_its_conversations(desk) {
        let world = desk.world("Acme");
        let billing = tag(desk, &world, "Billing");
        put(desk, &world, &world.conversation, &[&billing]);
        let path = format!("/tags/{billing}");
        tag(desk, &world, "Taken");
        desk.patch(&path, &world.admin.token, json!({"name": "taken"})).refused(400, "tag_taken");
        desk.patch(&path, &world.admin.token, json!({"name": "billing", "colour": "#00aa00"})).ok();
        let shown = desk.get("/conversations", &world.agent.token).ok();
        assert_eq!(shown.body[0]["tags"], json!([{"id": billing, "name": "billing", "colour": "#00aa00"}]));
        desk.delete(&path, &world.admin.token).ok();
        desk.delete(&path, &world.admin.token).refused(404, "not_found");
        let shown = desk.get("/conversations", &world.agent.token).ok();
        assert_eq!(shown.body[0]["tags"], json!([]));
        let acts: Vec<_> = desk.get("/audit?limit=4", &world.owner.token).ok().body.as_array().unwrap()
            .iter().map(|e| e["act"].clone()).collect();
        assert_eq!(acts, ["tag.removed", "tag.changed", "tag.created", "tag.created"]);
    }
}
