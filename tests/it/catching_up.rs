//! How far behind a member can come back and still hear everything: 10,000 events, and seven days.

use deskbell::jobs;
use deskbell::live::events::WorkspaceChanged;
use deskbell::live::{Room, deliver, outbox};
use serde_json::json;

use crate::desk::{Desk, Person};
use crate::socket::Socket;

/// Events behind which everything is read anew, as the interface says.
const FAR: i64 = 10_000;
/// Days that an event is kept, as the interface says.
const DAYS: i64 = 7;

/// Tells the members of a workspace so many things, and sees that they are numbered.
fn tell(desk: &Desk, workspace: &str, many: i64) {
    let id = workspace.to_owned();
    let told = desk.app.store.write(move |tx| {
        Box::pin(async move {
            for number in 0..many {
                let event = WorkspaceChanged {
                    what: format!("thing {number}"),
                };
                outbox::publish(tx, &id, &Room::Members(id.clone()), &event).await?;
            }
            Ok(())
        })
    });
    desk.wait(told).expect("it is told");
    desk.wait(deliver::deliver(&desk.app)).expect("it is delivered");
}

/// Where the events stand.
fn newest(desk: &Desk, person: &Person) -> i64 {
    let told = Socket::open(desk, &person.token).hears_until("\"caught_up\"");
    let (_, seq) = told.split_once("\"caught_up\",{\"seq\":").expect("a number");
    let digits: String = seq.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

fn coming_back<'a>(desk: &'a Desk, person: &Person, after: i64) -> Socket<'a> {
    Socket::with(desk, &json!({"token": person.token, "after": after}))
}

on_both! {
    fn ten_thousand_behind_hears_each_of_them_and_one_more_reads_everything_anew(desk) {
        let world = desk.world("Acme");
        tell(desk, &world.workspace, FAR);
        let newest = newest(desk, &world.owner);
        let told = coming_back(desk, &world.owner, newest - FAR).hears_until("\"caught_up\"");
        assert_eq!(told.matches("\"what\":\"thing ").count() as i64, FAR);
        assert!(!told.contains("\"reload\""));
        let too_far = coming_back(desk, &world.owner, newest - FAR - 1);
        let told = too_far.hears_until(&format!("\"reload\",{{\"seq\":{newest}}}"));
        assert!(!told.contains("\"thing ") && !told.contains("\"caught_up\""), "{told}");
        for never in [i64::MIN, -1, newest + 1, i64::MAX] {
            coming_back(desk, &world.owner, never).hears_but_not("\"reload\"", "\"caught_up\"");
        }
        // From there on it hears what is new.
        tell(desk, &world.workspace, 1);
        too_far.hears(&format!("\"seq\":{}", newest + 1));
    }

    fn whoever_was_away_for_longer_than_the_log_is_kept_reads_everything_anew(desk) {
        let world = desk.world("Acme");
        tell(desk, &world.workspace, 3);
        let old = newest(desk, &world.owner);
        desk.clock.advance(DAYS * 86_400);
        tell(desk, &world.workspace, 2);
        desk.wait(jobs::clear(&desk.app)).expect("it clears");
        let told = coming_back(desk, &world.owner, old - 2).hears_until("\"caught_up\"");
        assert_eq!(told.matches("\"what\":\"thing ").count(), 4, "seven days are kept: {told}");
        desk.clock.advance(1);
        desk.wait(jobs::clear(&desk.app)).expect("it clears");
        coming_back(desk, &world.owner, old - 2).hears_but_not("\"reload\"", "\"thing ");
        let told = coming_back(desk, &world.owner, old).hears_until("\"caught_up\"");
        assert_eq!(told.matches("\"what\":\"thing ").count(), 2, "what is kept is told: {told}");
    }
}
