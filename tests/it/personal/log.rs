//! The chain of the log goes on through an erasure, whichever way its entries were sealed.

use deskbell::jobs::seal_all;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::customer::erase;
use crate::audit::{chain, forge};
use crate::desk::Desk;
use crate::world::World;

fn seal(desk: &Desk) {
    desk.wait(seal_all(&desk.app)).expect("it seals");
}

fn is_whole(desk: &Desk, world: &World) -> bool {
    chain(desk, &world.workspace, None).broken_at.is_none()
}

/// Number, id, moment, words, before and after of an entry.
type Entry = (i64, String, i64, [String; 5], Option<String>, Option<String>);

/// Seals the log as every log was before words could be taken out: each digest covers the words themselves.
fn seal_with_words(desk: &Desk, world: &World) {
    seal(desk);
    let workspace = world.workspace.clone();
    let sealed = desk.app.store.write(move |tx| {
        Box::pin(async move {
            let entries: Vec<Entry> = tx
                .all(
                    deskbell::sql!(
                        "select number, id, at, actor_id, actor_name, act, object, via, before, after from audit
                         where workspace_id = $1 order by number"
                    ),
                    deskbell::params![&workspace],
                    |r| {
                        let words = [r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?];
                        Ok((r.get(0)?, r.get(1)?, r.get(2)?, words, r.get(8)?, r.get(9)?))
                    },
                )
                .await?;
            let mut head = String::new();
            for (number, id, at, words, before, after) in entries {
                let covered = json!([head, number, workspace, id, at, words, before, after]).to_string();
                head = hex::encode(Sha256::digest(covered.as_bytes()));
                tx.run(
                    deskbell::sql!("update audit set digest = $3, salts = null where workspace_id = $1 and id = $2"),
                    deskbell::params![&workspace, &id, &head],
                )
                .await?;
            }
            Ok(())
        })
    });
    desk.wait(sealed).expect("it seals");
}

/// Puts a mark in the place of a word that nobody erased, with the hash that keeps the seal of its entry.
fn hide(desk: &Desk, world: &World, number: i64, mark: String) {
    let workspace = world.workspace.clone();
    let hidden = desk.app.store.write(move |tx| {
        Box::pin(async move {
            let found: Option<(String, String)> = tx
                .first(
                    deskbell::sql!("select actor_name, salts from audit where workspace_id = $1 and number = $2"),
                    deskbell::params![&workspace, number],
                    |r| Ok((r.get(0)?, r.get(1)?)),
                )
                .await?;
            let (word, salts) = found.expect("the entry");
            let mut salts: serde_json::Value = serde_json::from_str(&salts).expect("JSON");
            let actor = &mut salts["words"]["actor"];
            let salt = actor["salt"].as_str().expect("a salt").to_owned();
            *actor = json!({"hash": hex::encode(Sha256::digest(format!("{salt} {word}").as_bytes()))});
            tx.run(
                deskbell::sql!("update audit set actor_name = $3, salts = $4 where workspace_id = $1 and number = $2"),
                deskbell::params![&workspace, number, &mark, &salts.to_string()],
            )
            .await?;
            Ok(())
        })
    });
    desk.wait(hidden).expect("it is hidden");
}

/// Removes the agent and erases them.
fn erase_agent(desk: &Desk, world: &World) {
    let path = format!("/team/people/{}", world.agent.id);
    erase(desk, &world.owner.token, &path, "Acme Cyd").ok();
}

on_both! {
    fn a_sealed_entry_keeps_its_seal_without_the_words(desk) {
        let world = desk.world("Acme");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        seal(desk);
        let head = chain(desk, &world.workspace, None).head;
        erase_agent(desk, &world);
        assert!(is_whole(desk, &world));
        seal(desk);
        let after = chain(desk, &world.workspace, Some(&head));
        assert!(after.broken_at.is_none() && after.kept_at.is_some(), "{after:?}");
        // Another word in the place of an erased one shows, and so does one that is called erased and is not.
        for forged in [
            deskbell::sql!("update audit set before = replace(before, 'erased:', 'erased by ') where before like '%erased:%'"),
            deskbell::sql!("update audit set actor_name = 'erased:0193' where number = 1"),
        ] {
            let rows = desk.rows_of("audit");
            forge(desk, forged);
            assert_ne!(desk.rows_of("audit"), rows);
            assert!(!is_whole(desk, &world));
            forge(desk, deskbell::sql!("update audit set before = replace(before, 'erased by ', 'erased:') where number > 0"));
        }
    }

    fn an_entry_that_was_sealed_with_its_words_is_sealed_anew(desk) {
        let world = desk.world("Acme");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        seal_with_words(desk, &world);
        assert!(is_whole(desk, &world));
        erase_agent(desk, &world);
        assert!(is_whole(desk, &world), "before the second is over");
        seal(desk);
        assert!(is_whole(desk, &world));
        assert!(!desk.rows_of("audit").to_lowercase().contains("acme cyd"));
        let log = desk.get("/audit?act=erasure.resealed", &world.owner.token).ok();
        assert!(log.body[0]["after"]["entries"].as_object().is_some_and(|held| held.len() > 1), "{}", log.body);
        // A second erasure speaks for what is left after it.
        desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
        erase(desk, &world.owner.token, &format!("/team/people/{}", world.admin.id), "Acme Ben").ok();
        seal(desk);
        assert!(is_whole(desk, &world));
        // What is left cannot be changed unseen either, nor another entry be called resealed.
        forge(desk, deskbell::sql!("update audit set after = replace(after, 'agent', 'admin') where after like '%agent%'"));
        assert!(!is_whole(desk, &world));
    }

    fn a_word_behind_a_mark_is_found_where_no_erasure_tells_of_it(desk) {
        let world = desk.world("Acme");
        seal(desk);
        hide(desk, &world, 1, "erased:01a20186-439a-732b-9ed3-4dbbac5bdf0a".to_owned());
        assert_eq!(chain(desk, &world.workspace, None).broken_at, Some(1));
        // Nor does the mark of another erasure hide it.
        let world = desk.world("Bell");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        seal(desk);
        let path = format!("/team/people/{}", world.agent.id);
        let erasure = erase(desk, &world.owner.token, &path, "Bell Cyd").ok().text("/erasure_id");
        seal(desk);
        assert!(is_whole(desk, &world));
        hide(desk, &world, 1, format!("erased:{erasure}"));
        assert_eq!(chain(desk, &world.workspace, None).broken_at, Some(1));
    }

    fn an_entry_that_nobody_speaks_for_is_not_whole(desk) {
        let world = desk.world("Acme");
        seal(desk);
        forge(desk, deskbell::sql!("update audit set actor_name = 'x', salts = '{\"resealed\":true}' where number = 2"));
        assert_eq!(chain(desk, &world.workspace, None).broken_at, Some(2));
    }

    fn what_a_file_of_the_log_says_is_erased_too(desk) {
        let world = desk.world("Acme");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        erase_agent(desk, &world);
        for format in ["csv", "jsonl"] {
            let file = desk.get(&format!("/audit/export?format={format}"), &world.owner.token).ok().body.to_string();
            assert!(file.contains("erased on 2026-03-01 by Acme Ada"), "{file}");
            assert!(!file.contains("Cyd") && !file.contains("acme.cyd@"), "{file}");
        }
        let about = desk.get(&format!("/audit?person={}", world.agent.id), &world.owner.token).ok();
        assert_ne!(about.body, json!([]), "by the id it is still found");
    }
}
