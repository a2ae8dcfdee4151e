//! `PATCH /workspace {"retention": …}`: what is not kept any longer goes, with every trace but the entry that says so.

use deskbell::audit::verify::{Chain, verify};
use deskbell::retention::purge::purge_due;
use deskbell::store::TABLES;
use deskbell::{admin, jobs};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::world::World;

const DAY: i64 = 86_400;

fn keep(conversations: Value, activity: Value, audit: Value) -> Value {
    json!({"retention": {"conversations": conversations, "activity": activity, "audit": audit}})
}

fn purge(desk: &Desk) {
    desk.wait(purge_due(&desk.app)).expect("it purges");
}

fn chain(desk: &Desk, world: &World, kept: Option<&str>) -> Chain {
    desk.wait(jobs::seal_all(&desk.app)).expect("it seals");
    let (workspace, kept) = (world.workspace.clone(), kept.map(str::to_owned));
    let read = desk
        .app
        .store
        .read(move |tx| Box::pin(async move { verify(tx, &workspace, kept.as_deref()).await }));
    desk.wait(read).expect("a verdict")
}

/// Of which tables some column holds this.
fn tables_with(desk: &Desk, text: &str) -> Vec<&'static str> {
    let tables = TABLES.iter().filter(|table| desk.rows_of(table).contains(text));
    tables.copied().collect()
}

/// The conversation of the world with a file, a tag and an answer, found by search, and resolved.
fn finish_one(desk: &Desk, world: &World) -> String {
    let file = desk.visitor_sends(&world.visitor, "list.txt", b"one lantern");
    let tag = desk
        .post(
            "/tags",
            &world.owner.token,
            json!({"name": "Billing", "colour": "#7650FF"}),
        )
        .ok()
        .text("/id");
    let conversation = format!("/conversations/{}", world.conversation);
    desk.put(
        &format!("{conversation}/tags"),
        &world.owner.token,
        json!({"tags": [tag]}),
    )
    .ok();
    desk.post(
        &format!("{conversation}/messages"),
        &world.agent.token,
        json!({"content": "It is."}),
    )
    .ok();
    desk.put(&format!("{conversation}/resolve"), &world.agent.token, json!({}))
        .ok();
    desk.wait(deskbell::search::index::index(&desk.app))
        .expect("it indexes");
    file
}

fn finds(desk: &Desk, token: &str) -> bool {
    desk.get("/search?q=lantern", token)
        .ok()
        .body
        .to_string()
        .contains("lantern")
}

in_both_rulebooks! {
    fn only_who_may_change_settings_decides_and_within_bounds(desk, book) {
        let world = desk.world_in(book, "Acme");
        let before = desk.dump();
        desk.patch("/workspace", &world.agent.token, keep(json!(90), json!(90), json!(400))).refused(403, "not_permitted");
        desk.get("/workspace/retention?conversations=90", &world.agent.token).refused(403, "not_permitted");
        for (days, field) in [
            (keep(json!(29), json!(90), json!(400)), "retention.conversations"),
            (keep(json!(90), json!(29), json!(400)), "retention.activity"),
            (keep(json!(90), json!(90), json!(364)), "retention.audit"),
            (keep(json!("x"), json!(90), json!(400)), "retention.conversations"),
            (json!({"retention": {"conversations": 90, "activity": 90}}), "retention.audit"),
        ] {
            desk.patch("/workspace", &world.owner.token, days).names(field);
        }
        desk.get("/workspace/retention?audit=364", &world.owner.token).names("audit");
        assert_eq!(desk.dump(), before);
        let kept = desk.get("/workspace", &world.agent.token).ok().body["retention"].clone();
        assert_eq!(kept, json!({"conversations": null, "activity": 92, "audit": null, "next_purge_at": null}));
        desk.patch("/workspace", &world.admin.token, keep(json!(90), json!(null), json!(400))).ok();
        let log = desk.get("/audit?act=workspace&limit=1", &world.owner.token).ok().text("/0/text");
        assert_eq!(
            log,
            "Acme Ben changed the settings: activity to kept for ever, audit log to kept for 400 days, \
             finished conversations to kept for 90 days."
        );
    }

    fn finished_conversations_go_with_everything_of_theirs_and_open_ones_stay(desk, book) {
        let world = desk.world_in(book, "Acme");
        let file = finish_one(desk, &world);
        let open = desk.visitor_writes(&desk.visitor(&world.widget), "And a blanket?");
        let on_disk = desk.folder().join("files").join(&world.workspace).join(&file);
        assert!(on_disk.exists() && finds(desk, &world.owner.token));
        desk.clock.advance(40 * DAY);
        let owner = desk.sign_in(&world.owner);
        let before = tables_with(desk, &world.conversation);
        assert!(before.len() >= 6, "{before:?}");

        let affected = desk.get("/workspace/retention?conversations=30", &owner).ok().body;
        assert_eq!(affected, json!({"conversations": 1, "files": 1, "activity": 0, "audit": 0}));
        let none = desk.get("/workspace/retention?conversations=41", &owner).ok().body;
        assert_eq!((&none["conversations"], &none["files"]), (&json!(0), &json!(0)));
        desk.patch("/workspace", &owner, keep(json!(30), json!(null), json!(null))).ok();
        // A slip of the hand can be taken back for a day.
        desk.clock.advance(DAY - 1);
        purge(desk);
        desk.get(&format!("/conversations/{}", world.conversation), &owner).ok();
        desk.clock.advance(1);
        purge(desk);
        desk.get(&format!("/conversations/{}", world.conversation), &owner).refused(404, "not_found");
        desk.get(&format!("/conversations/{open}"), &owner).ok();
        assert!(!finds(desk, &owner));
        desk.wait(jobs::clear(&desk.app)).expect("it clears");
        assert!(!on_disk.exists());
        assert_eq!(tables_with(desk, &world.conversation), ["activity"], "what people did has a time of its own");
        assert!(!desk.rows_of("attachments").contains(&file));
        let log = desk.get("/audit?act=retention", &owner).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(1));
        assert_eq!(
            log.body[0]["text"],
            "What is kept no longer was purged: 1 conversations with 1 files, 0 acts of people, 0 entries of this log."
        );
        // A run that finds nothing says nothing.
        desk.clock.advance(DAY);
        purge(desk);
        let again = desk.get("/audit?act=retention", &desk.sign_in(&world.owner)).ok();
        assert_eq!(again.body.as_array().map(Vec::len), Some(1));
        // The customer writes again, and it is a new conversation.
        assert_ne!(desk.visitor_writes(&world.visitor, "Hello again"), world.conversation);
    }

    fn one_that_is_opened_again_stays(desk, book) {
        let world = desk.world_in(book, "Acme");
        finish_one(desk, &world);
        let owner = desk.sign_in(&world.owner);
        desk.patch("/workspace", &owner, keep(json!(30), json!(null), json!(null))).ok();
        desk.clock.advance(29 * DAY);
        desk.visitor_writes(&world.visitor, "One more thing");
        let owner = desk.sign_in(&world.owner);
        desk.put(&format!("/conversations/{}/close", world.conversation), &owner, json!({})).ok();
        desk.clock.advance(29 * DAY);
        purge(desk);
        desk.get(&format!("/conversations/{}", world.conversation), &desk.sign_in(&world.owner)).ok();
        desk.clock.advance(2 * DAY);
        purge(desk);
        desk.get(&format!("/conversations/{}", world.conversation), &desk.sign_in(&world.owner)).refused(404, "not_found");
    }

    fn what_people_did_goes_but_for_the_last_act_of_each(desk, book) {
        let world = desk.world_in(book, "Acme");
        for _ in 0..3 {
            desk.patch("/team/status", &world.agent.token, json!({"status": "live"})).ok();
            desk.patch("/team/status", &world.agent.token, json!({"status": "away"})).ok();
        }
        let acts = |desk: &Desk| desk.rows_of("activity").matches(&world.agent.id).count();
        assert!(acts(desk) >= 3);
        // Kept for ever means for ever, also where a server of its own accord keeps 92 days.
        desk.patch("/workspace", &world.owner.token, keep(json!(null), json!(null), json!(null))).ok();
        desk.clock.advance(100 * DAY);
        let owner = desk.sign_in(&world.owner);
        desk.wait(jobs::clear(&desk.app)).expect("it clears");
        assert!(acts(desk) >= 3);
        let would = desk.get("/workspace/retention?activity=30", &owner).ok().body["activity"].as_i64();
        assert!(would.expect("a count") >= 2);
        desk.patch("/workspace", &owner, keep(json!(null), json!(30), json!(null))).ok();
        desk.clock.advance(DAY);
        purge(desk);
        assert_eq!(acts(desk), 1);
    }
}

on_both! {
    fn a_log_that_was_cut_off_still_shows_every_change_of_what_is_left(desk) {
        let world = desk.world("Acme");
        let old = chain(desk, &world, None);
        desk.clock.advance(200 * DAY);
        let owner = desk.sign_in(&world.owner);
        desk.patch("/workspace", &owner, json!({"time_zone": "Europe/Lisbon"})).ok();
        let kept = chain(desk, &world, None);
        desk.clock.advance(166 * DAY);
        let owner = desk.sign_in(&world.owner);
        let would = desk.get("/workspace/retention?audit=365", &owner).ok().body["audit"].as_i64();
        assert_eq!(would, Some(old.whole));
        desk.patch("/workspace", &owner, keep(json!(null), json!(null), json!(365))).ok();
        desk.clock.advance(DAY);
        purge(desk);
        let cut = chain(desk, &world, Some(&kept.head));
        assert_eq!((cut.cut, cut.broken_at, cut.kept_at), (old.whole, None, Some(kept.whole)));
        assert_eq!(cut.whole, kept.whole + 2, "the decision, and the entry that says what was cut off");
        let at_the_cut = chain(desk, &world, Some(&old.head));
        assert_eq!(at_the_cut.kept_at, Some(old.whole), "the seal at the cut is known still");
        let words = desk.wait(admin::check(&desk.app, None)).expect("it is whole");
        assert_eq!(words, format!("Acme: whole, entries: {}, after {} that are not kept any longer\n", cut.whole - cut.cut, cut.cut));

        let forged = desk.app.store.write(|tx| Box::pin(async move {
            tx.run(deskbell::sql!("update retention set log_seal = 'made to fit'"), deskbell::params![]).await
        }));
        assert_eq!(desk.wait(forged).expect("a forgery"), 1);
        assert_eq!(chain(desk, &world, None).broken_at, Some(cut.cut + 1));
    }

    fn a_log_of_which_nothing_is_left_goes_on_with_the_next_number(desk) {
        let world = desk.world("Acme");
        desk.patch("/workspace", &world.owner.token, keep(json!(null), json!(null), json!(365))).ok();
        let old = chain(desk, &world, None);
        desk.clock.advance(400 * DAY);
        purge(desk);
        let cut = chain(desk, &world, None);
        assert_eq!((cut.cut, cut.whole, cut.broken_at), (old.whole, old.whole + 1, None));
        purge(desk);
        let log = desk.get("/audit", &desk.sign_in(&world.owner)).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(1), "the next purge is a day away");
    }

    fn a_purge_that_was_stopped_goes_on_and_its_entry_counts_all(desk) {
        let world = desk.world("Acme");
        finish_one(desk, &world);
        desk.patch("/workspace", &world.owner.token, keep(json!(30), json!(null), json!(null))).ok();
        // As far as a server came that was stopped in between.
        let begun = desk.app.store.write(|tx| Box::pin(async move {
            tx.run(deskbell::sql!("update retention set conversations = 7, files = 2"), deskbell::params![]).await
        }));
        assert_eq!(desk.wait(begun).expect("a beginning"), 1);
        desk.clock.advance(40 * DAY);
        purge(desk);
        let log = desk.get("/audit?act=retention", &desk.sign_in(&world.owner)).ok();
        assert!(log.text("/0/text").contains("8 conversations with 3 files"), "{}", log.body);
    }
}
