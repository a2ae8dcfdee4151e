use serde_json::json;

on_both! {
    fn a_view_is_its_makers_own(desk) {
        let world = desk.world("Acme");
        let filter = json!({"status": "open,pending", "unassigned": true, "assignee_id": null, "channel_id": null, "tag": null});
        let made = desk.post("/views", &world.agent.token, json!({"name": "Mine to take", "filter": filter})).ok();
        assert_eq!(made.body["filter"], filter);
        let path = format!("/views/{}", made.text("/id"));
        let before = desk.dump();
        assert_eq!(desk.get("/views", &world.owner.token).ok().body, json!([]));
        desk.delete(&path, &world.owner.token).refused(404, "not_found");
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.get("/views", &world.agent.token).ok().body, json!([made.body]));
        desk.delete(&path, &world.agent.token).ok();
        desk.delete(&path, &world.agent.token).refused(404, "not_found");
        assert_eq!(desk.get("/views", &world.agent.token).ok().body, json!([]));
    }

    fn a_filter_is_in_the_words_of_the_list(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let keep = |filter| desk.post("/views", &world.agent.token, json!({"name": "x", "filter": filter}));
        keep(json!({"status": "gone"})).names("filter.status");
        keep(json!({"tag": "x"})).names("filter.tag");
        keep(json!({"channel_id": 7})).names("filter.channel_id");
        keep(json!({"assignee_id": "me"})).names("filter.assignee_id");
        assert_eq!(keep(json!({"colour": "red"})).status, 422);
        desk.post("/views", &world.agent.token, json!({"name": "x"})).names("filter");
        desk.post("/views", &world.agent.token, json!({"name": "", "filter": {}})).names("name");
        assert_eq!(desk.dump(), before);
    }

    fn there_is_an_end_to_how_many(desk) {
        let world = desk.world("Acme");
        for n in 0..50 {
            desk.post("/views", &world.agent.token, json!({"name": format!("View {n}"), "filter": {}})).ok();
        }
        desk.post("/views", &world.agent.token, json!({"name": "x", "filter": {}})).refused(409, "too_many_views");
        desk.post("/views", &world.owner.token, json!({"name": "x", "filter": {}})).ok();
    }
}
