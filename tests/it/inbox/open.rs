use serde_json::{Value, json};

on_both! {
    fn business_customer_and_channel_have_to_be_ones_own(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let theirs = desk.get("/conversations", &other.owner.token).ok();
        let open = |body: Value| desk.post("/conversations/", &world.agent.token, body);
        open(json!({})).names("business_id");
        open(json!({"business_id": other.workspace})).refused(400, "invalid_business");
        open(json!({"business_id": world.workspace, "customer_id": theirs.body[0]["customer_id"]})).refused(400, "invalid_customer");
        open(json!({"business_id": world.workspace, "channel_id": theirs.body[0]["channel_id"]})).refused(400, "invalid_channel");
        open(json!({"business_id": world.workspace, "channel_id": "x"})).refused(400, "invalid_channel");
        open(json!({"business_id": world.workspace, "initial_message": ""})).names("initial_message");
    }

    fn the_teams_first_message_is_its_first_response(desk) {
        let world = desk.world("Acme");
        let customer = desk.post("/customers", &world.agent.token, json!({"name": "Ines", "email": "ines@example.com"})).ok();
        let made = desk.post("/conversations/", &world.agent.token, json!({
            "business_id": world.workspace, "customer_id": customer.body["id"], "initial_message": "Your bench is ready.",
        })).ok();
        assert_eq!(made.body["status"], "open");
        assert_eq!(made.body["messages"][0]["sender_type"], "agent");
        assert!(made.body["first_response_at"].is_string());
        assert_eq!(made.body["customer"]["name"], "Ines");
        let channel = desk.get("/channels", &world.agent.token).ok();
        assert_eq!(made.body["channel_id"], channel.body[0]["id"]);
    }

    fn before_there_is_a_channel_it_has_none(desk) {
        let ada = desk.person("Ada");
        let workspace = desk.workspace(&ada, "Acme");
        let made = desk.post("/conversations", &ada.token, json!({"business_id": workspace})).ok();
        assert_eq!((&made.body["channel_id"], &made.body["channel_type"]), (&Value::Null, &json!("widget")));
    }

    fn a_customer_needs_something_to_be_known_by(desk) {
        let world = desk.world("Acme");
        desk.post("/customers", &world.agent.token, json!({})).names("name");
        desk.post("/customers", &world.agent.token, json!({"email": "x"})).names("email");
        desk.get("/customers/x", &world.agent.token).refused(404, "not_found");
        let customers = desk.get("/customers", &world.agent.token).ok();
        assert_eq!(customers.keys("/0"), ["business_id", "created_at", "email", "erased_at", "external_id", "fields", "id", "identified", "name", "page"]);
    }
}
