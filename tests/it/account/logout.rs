use serde_json::json;

on_both! {
    fn nobody_can_sign_out(desk) {
        desk.call("POST", "/auth/logout", &[], None).refused(401, "unauthenticated");
    }

    fn signing_out_ends_this_session_and_no_other(desk) {
        let ada = desk.person("Ada");
        let ask = json!({"email": "x@example.com", "full_name": "X", "password": "a long password"});
        let first = desk.call("POST", "/auth/register", &[], Some(&ask.to_string())).ok().text("/access_token");
        let second = desk.call("POST", "/auth/login", &[], Some(&ask.to_string())).ok().text("/access_token");
        desk.post("/auth/logout", &first, json!({})).ok();
        desk.get("/auth/me", &first).refused(401, "unauthenticated");
        desk.post("/auth/logout", &first, json!({})).refused(401, "unauthenticated");
        desk.get("/auth/me", &second).ok();
        desk.get("/auth/me", &ada.token).ok();
    }
}
