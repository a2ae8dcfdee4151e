//! A bulk act is carried out, and undone, one person a transaction, each by the use case that acts on one alone. Where the
//! server stops, it goes on with the next person when it starts.

use rulebook::Target;
use serde_json::json;

use super::plan_again::plan_again;
use super::rule::{Standing, heir_gone, right, words};
use super::show::read;
use super::{Bulk, BulkAct, BulkOutcome, BulkResult, BulkState, person, person_columns, with_id};
use crate::access::{self, Member, MembersChangeTier, MembersDisable, MembersRemove};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::Reply;
use crate::error::Result;
use crate::id::Id;
use crate::limits;
use crate::live::events::BulkProgress;
use crate::live::{Room, rights};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::change_tier::{change_tier, tier_named};
use crate::team::disable::{self, Reason};
use crate::team::enable::enable;
use crate::team::plan_removal;
use crate::team::reach::{Teammate, teammate_in_reach};
use crate::team::remove::{self, Cut, Planned};
use crate::{params, sql};

/// Works through every bulk act that waits.
///
/// # Errors
/// Internal ones; what was not done waits on.
pub async fn run_due(app: &App) -> Result<()> {
    while let Some((workspace_id, id)) = app.store.read(|tx| Box::pin(next(tx))).await? {
        one_person(app, &workspace_id, &id).await?;
    }
    Ok(())
}

async fn next(tx: &mut Tx) -> Result<Option<(Id, Id)>> {
    tx.first(
        sql!(
            "select b.workspace_id, b.id from bulks b join workspaces w on w.id = b.workspace_id
             where (b.state = 'running' or b.state = 'undoing') and (w.delete_at is null or w.delete_at > $1)
             order by b.id limit 1"
        ),
        params![tx.now()],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
    .await
}

/// Carries out the first people at once, so that what is done to a few is done before the answer, and answers how it
/// stands then.
///
/// # Errors
/// Internal ones only.
pub(super) async fn before_the_answer(app: &App, reply: Reply<Bulk>) -> Result<Reply<Bulk>> {
    let Reply::Fresh(bulk) = reply else { return Ok(reply) };
    if !matches!(bulk.state, BulkState::Running | BulkState::Undoing) {
        return Ok(Reply::Fresh(bulk));
    }
    let (workspace_id, id) = (bulk.workspace_id.clone(), bulk.id.clone());
    for _ in 0..limits::BULK_BEFORE_ANSWER {
        match one_person(app, &workspace_id, &id).await {
            Ok(true) => {}
            // The job goes on with it; the act itself is begun and answered.
            Ok(false) | Err(_) => break,
        }
    }
    let found = app
        .store
        .read(move |tx| Box::pin(async move { read(tx, &workspace_id, &id).await }));
    Ok(Reply::Fresh(found.await?.unwrap_or(bulk)))
}

/// What has to follow a commit.
enum After {
    Nothing,
    /// What they may hear follows their rights.
    Follow,
    /// They are cut off for a while.
    Off(Id),
    /// They are out.
    Out(Cut),
}

struct Step {
    progress: BulkProgress,
    /// Who it was, where it was somebody.
    member_id: Option<Id>,
    after: After,
}

/// Carries out, or undoes, the next person; answers whether there may be another.
///
/// # Errors
/// Internal ones; the person's turn comes again.
pub async fn one_person(app: &App, workspace_id: &Id, id: &Id) -> Result<bool> {
    let (books, place, bulk_id) = (app.books.clone(), workspace_id.clone(), id.clone());
    let work = |fails: bool| {
        let (books, place, bulk_id) = (books.clone(), place.clone(), bulk_id.clone());
        app.store
            .write(move |tx| Box::pin(async move { work(tx, &place, &bulk_id, &books, fails).await }))
    };
    let worked = match work(false).await {
        // What can't be done to one must not keep the others waiting. The database being away fails here again.
        Err(error) if error.code() == "internal" => work(true).await,
        worked => worked,
    };
    let Some(step) = worked? else { return Ok(false) };
    follow_up(app, workspace_id, &step).await;
    app.live
        .send(&Room::Members(workspace_id.clone()), &step.progress)
        .await;
    Ok(step.member_id.is_some())
}

async fn follow_up(app: &App, workspace_id: &Id, step: &Step) {
    let Some(member_id) = &step.member_id else { return };
    match &step.after {
        After::Nothing => {}
        After::Follow => rights::follow(app, &Room::Member(member_id.clone())).await,
        After::Off(user_id) => disable::cut(app, workspace_id, member_id, user_id).await,
        After::Out(cut) => remove::cut(app, cut).await,
    }
}

async fn work(tx: &mut Tx, workspace_id: &Id, id: &Id, books: &Rulebooks, fails: bool) -> Result<Option<Step>> {
    let Some(mut bulk) = with_id(tx, workspace_id, id).await? else {
        return Ok(None);
    };
    if !matches!(bulk.state, BulkState::Running | BulkState::Undoing) {
        return Ok(None);
    }
    let Some(row) = next_person(tx, &bulk).await? else {
        return finish(tx, bulk).await.map(Some);
    };
    let me = access::member_of(tx, books, &bulk.by.id, workspace_id).await?;
    let me = me.filter(|me| right(me, bulk.act).is_ok());
    let (outcome, why, after) = match (fails, &me) {
        (true, _) => failed("Something went wrong on the server. Nothing was changed."),
        (false, None) => failed(&format!("{} may not do this any more.", bulk.by.full_name)),
        (false, Some(me)) => turn(tx, me, &bulk, &row).await?,
    };
    note(tx, &bulk, &row, outcome, why.as_deref()).await?;
    bulk.worked = row.number + 1;
    Ok(Some(Step {
        progress: progress(&bulk),
        member_id: Some(row.member_id),
        after,
    }))
}

fn failed(why: &str) -> (BulkOutcome, Option<String>, After) {
    (BulkOutcome::Failed, Some(why.to_owned()), After::Nothing)
}

fn progress(bulk: &Bulk) -> BulkProgress {
    BulkProgress {
        bulk_id: bulk.id.clone(),
        state: bulk.state.word().to_owned(),
        worked: bulk.worked,
        total: bulk.total,
    }
}

/// The next whose turn it is.
async fn next_person(tx: &mut Tx, bulk: &Bulk) -> Result<Option<BulkResult>> {
    let is_undone = bulk.state == BulkState::Undoing;
    tx.first(
        sql!(
            "select ",
            person_columns!(),
            " where workspace_id = $1 and bulk_id = $2 and number >= $3
                and (case when $4 then undo else outcome end) = 'waiting' order by number limit 1"
        ),
        params![&bulk.workspace_id, &bulk.id, bulk.worked, is_undone],
        person,
    )
    .await
}

/// Does it to somebody, or finds why not. A refusal is found before anything is written.
async fn turn(tx: &mut Tx, me: &Member, bulk: &Bulk, row: &BulkResult) -> Result<(BulkOutcome, Option<String>, After)> {
    let skipped = |why: &str| Ok((BulkOutcome::Skipped, Some(why.to_owned()), After::Nothing));
    let person = match teammate_in_reach(tx, me, &row.member_id).await {
        Err(error) if error.code() == "not_found" => return skipped("They are not in this workspace any more."),
        found => found?,
    };
    let standing = Standing::now(&person);
    let undoes = bulk.state == BulkState::Undoing;
    let changed = match undoes {
        true => standing.moved_on(bulk, row),
        false => standing.changed_since(Standing::then(row)),
    };
    if let Some(why) = changed {
        return skipped(why);
    }
    let removal = plan_removal::of(tx, &me.workspace_id, &person.id).await?;
    match (bulk.act, undoes) {
        (BulkAct::Enable, false) if removal != row.removal => {
            return skipped("Their removal was planned or called off since the list was made.");
        }
        // Turning the access on would call it off.
        (BulkAct::Disable, true) if removal.is_some() => {
            return skipped("Their removal was planned since; it stays so.");
        }
        _ => {}
    }
    if !undoes && let Some(why) = heir_gone(tx, me, bulk).await? {
        return skipped(&why);
    }
    let acted = match undoes {
        true => set_back(tx, me, bulk, row, &person).await,
        false => carry_out(tx, me, bulk, &person).await,
    };
    let after = match acted {
        Ok(after) => after,
        Err(error) => return skipped(&words(&error).ok_or(error)?),
    };
    let beside = match (undoes, &row.removal) {
        (true, Some(removal)) => Some(plan_again(tx, me, &person, removal).await?),
        (true, None) => None,
        (false, _) => row.why.clone(),
    };
    Ok((BulkOutcome::Done, beside, after))
}

async fn carry_out(tx: &mut Tx, me: &Member, bulk: &Bulk, person: &Teammate) -> Result<After> {
    match bulk.act {
        BulkAct::Tier => give_tier(tx, me, person, bulk.tier.as_deref()).await,
        BulkAct::Disable => {
            let reason = bulk.reason.as_deref().and_then(Reason::named);
            turn_off(tx, me, person, reason, bulk.heir.as_deref()).await
        }
        BulkAct::Enable => turn_on(tx, me, person).await,
        BulkAct::Remove => {
            let permit = me.permit::<MembersRemove>(person.target(me))?;
            let heir = remove::heir_named(tx, &permit, person, bulk.heir.as_deref()).await?;
            let removed = remove::remove(tx, &permit, person, heir.as_ref(), Planned::Not).await?;
            Ok(After::Out(removed.into_cut()))
        }
    }
}

/// What was handed over stays where it is: decision 13.
async fn set_back(tx: &mut Tx, me: &Member, bulk: &Bulk, row: &BulkResult, person: &Teammate) -> Result<After> {
    match bulk.act {
        BulkAct::Tier => give_tier(tx, me, person, row.tier.as_deref()).await,
        BulkAct::Disable => turn_on(tx, me, person).await,
        BulkAct::Enable => {
            let reason = row.disabled_reason.as_deref().and_then(Reason::named);
            turn_off(tx, me, person, reason, Some(disable::STAY)).await
        }
        BulkAct::Remove => Ok(After::Nothing),
    }
}

async fn give_tier(tx: &mut Tx, me: &Member, person: &Teammate, tier: Option<&str>) -> Result<After> {
    let gives = tier_named(me, tier.unwrap_or_default())?;
    let (role, is_self) = (person.role, person.id == me.id);
    let permit = me.permit::<MembersChangeTier>(Target::PersonToTier { role, is_self, gives })?;
    change_tier(tx, &permit, person, gives).await?;
    Ok(After::Follow)
}

async fn turn_off(
    tx: &mut Tx,
    me: &Member,
    person: &Teammate,
    reason: Option<Reason>,
    heir: Option<&str>,
) -> Result<After> {
    let permit = me.permit::<MembersDisable>(person.target(me))?;
    let heir = disable::heir_named(tx, &permit, person, heir).await?;
    disable::disable(tx, &permit, person, reason, &heir).await?;
    Ok(After::Off(person.account.id.clone()))
}

async fn turn_on(tx: &mut Tx, me: &Member, person: &Teammate) -> Result<After> {
    let permit = me.permit::<MembersDisable>(person.target(me))?;
    enable(tx, &permit, person).await?;
    Ok(After::Follow)
}

async fn note(tx: &mut Tx, bulk: &Bulk, row: &BulkResult, outcome: BulkOutcome, why: Option<&str>) -> Result<()> {
    if bulk.state == BulkState::Undoing {
        tx.run(
            sql!(
                "update bulk_people set undo = $4, undo_why = $5
                 where workspace_id = $1 and bulk_id = $2 and number = $3"
            ),
            params![&bulk.workspace_id, &bulk.id, row.number, outcome.word(), why],
        )
        .await?;
    } else {
        tx.run(
            sql!(
                "update bulk_people set outcome = $4, why = $5, acted_at = $6
                 where workspace_id = $1 and bulk_id = $2 and number = $3"
            ),
            params![&bulk.workspace_id, &bulk.id, row.number, outcome.word(), why, tx.now()],
        )
        .await?;
    }
    tx.run(
        sql!("update bulks set worked = $3 where workspace_id = $1 and id = $2"),
        params![&bulk.workspace_id, &bulk.id, row.number + 1],
    )
    .await?;
    Ok(())
}

/// Nobody waits any more.
async fn finish(tx: &mut Tx, mut bulk: Bulk) -> Result<Step> {
    let is_undone = bulk.state == BulkState::Undoing;
    bulk.state = if is_undone { BulkState::Undone } else { BulkState::Done };
    bulk.worked = bulk.total;
    let done_at = bulk.done_at.unwrap_or(tx.now());
    tx.run(
        sql!("update bulks set state = $3, worked = total, done_at = $4 where workspace_id = $1 and id = $2"),
        params![&bulk.workspace_id, &bulk.id, bulk.state.word(), done_at],
    )
    .await?;
    let people = super::people(tx, &bulk).await?;
    let count = |wanted: BulkOutcome| {
        let outcome = |row: &&BulkResult| match is_undone {
            true => row.undo.as_ref().is_some_and(|undo| undo.outcome == wanted),
            false => row.outcome == wanted,
        };
        people.iter().filter(outcome).count()
    };
    let entry = Entry {
        workspace_id: &bulk.workspace_id,
        by: &bulk.by,
        act: if is_undone { "bulk.undone" } else { "bulk.done" },
        object: format!("bulk {}", bulk.id),
        before: None,
        after: Some(json!({
            "what": bulk.act, "done": count(BulkOutcome::Done), "skipped": count(BulkOutcome::Skipped),
            "failed": count(BulkOutcome::Failed)
        })),
        via: &bulk.via,
    };
    audit::record(tx, entry).await?;
    Ok(Step {
        progress: progress(&bulk),
        member_id: None,
        after: After::Nothing,
    })
}
