use serde_json::json;

on_both! {
    fn every_member_reads_the_plan_and_only_the_owner_changes_it(desk) {
        let world = desk.world("Acme");
        let plan = desk.get("/billing/plan", &world.agent.token).ok();
        assert_eq!(plan.body["plan"], "pro");
        assert_eq!(plan.body["limits"]["agents"], 5);
        assert_eq!(plan.body["use"]["agents"], 2);
        assert_eq!(plan.body["provider"], json!(null));
        for token in [&world.admin.token, &world.agent.token] {
            desk.put("/billing/plan", token, json!({"plan": "mini"})).refused(403, "not_permitted");
        }
        desk.put("/billing/plan", &world.owner.token, json!({"plan": "gold"})).names("plan");
        desk.put("/billing/plan", &world.owner.token, json!({})).names("plan");
    }

    fn a_plan_that_is_too_small_is_refused_and_says_who_is_too_many(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let refusal = desk.put("/billing/plan", &world.owner.token, json!({"plan": "free"})).refused(409, "plan_too_small");
        let expected = "Free holds nobody beside the owner, and there are 2: too many are Acme Ben, Acme Cyd.";
        assert_eq!(refusal.text("/detail"), expected);
        assert_eq!(desk.dump(), before);
        let plan = desk.get("/billing/plan", &world.owner.token).ok();
        assert_eq!(plan.body["plans"][0]["possible"], false);
        assert_eq!(plan.body["plans"][1]["possible"], true);
    }

    fn an_upgrade_counts_at_once(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        desk.workspace(&ada, "Acme");
        let invite = format!("/team/invite?email={}", ben.email);
        desk.post(&invite, &ada.token, json!({})).refused(402, "limit_exceeded");
        assert_eq!(desk.put("/billing/plan", &ada.token, json!({"plan": "mini"})).ok().body["label"], "Mini");
        desk.post(&invite, &ada.token, json!({})).ok();
    }

    fn there_is_nowhere_to_pay_and_it_says_so(desk) {
        let world = desk.world("Acme");
        desk.get("/billing/checkout-url?plan=mini", &world.owner.token).refused(409, "no_payment_provider");
        desk.get("/billing/checkout-url?plan=gold", &world.owner.token).names("plan");
        desk.get("/billing/checkout-url", &world.owner.token).names("plan");
        desk.get("/billing/checkout-url?plan=mini", &world.agent.token).refused(403, "not_permitted");
    }
}

#[test]
fn without_billing_there_are_no_limits() {
    let desk = crate::desk::Desk::with(crate::desk::Kind::Sqlite, |c| {
        c.billing = deskbell::config::Billing::Off;
    });
    let ada = desk.person("Ada");
    desk.workspace(&ada, "Acme");
    for n in 0..7 {
        desk.invite(&ada, &desk.person(&format!("Person {n}")), "agent");
    }
    desk.widget(&ada, "one.example");
    desk.widget(&ada, "two.example");
}
