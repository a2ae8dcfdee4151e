//! The rows of an import are worked through, one piece a transaction, and mailed afterwards. Where the server stops, it goes
//! on with the next piece when it starts: what was committed is not done twice.

use super::read::Line;
use super::sort::{Sorted, Sorter};
use super::{Import, ImportRow, RowOutcome, Stage, piece, with_id};
use crate::access::{self, Member, MembersChangeRole, MembersChangeTier, MembersInvite};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::invitation::quota::{self, Terms};
use crate::invitation::reach::invitation_with;
use crate::invitation::{create, mailed, tell_workspace};
use crate::live::Room;
use crate::live::events::ImportProgress;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::change_role::change_role;
use crate::team::change_tier::change_tier;
use crate::team::reach::teammate_in_reach;
use crate::{params, sql};
use rulebook::{Target, Way};
use serde_json::json;

/// Works through every import that waits.
///
/// # Errors
/// Internal ones; what was not done waits on.
pub async fn run_due(app: &App) -> Result<()> {
    let (mut stuck, mut result) = (Vec::new(), Ok(()));
    while let Some((workspace_id, id)) = due(app, &stuck).await? {
        // What one file stumbles over must not keep those of other workspaces waiting.
        if let Err(error) = go_on(app, workspace_id, id.clone()).await {
            stuck.push(id);
            result = Err(error);
        }
    }
    result
}

/// Works through the next piece of an import; answers whether there was one.
///
/// # Errors
/// As [`run_due`].
pub async fn one_piece(app: &App) -> Result<bool> {
    match due(app, &[]).await? {
        Some((workspace_id, id)) => go_on(app, workspace_id, id).await.map(|()| true),
        None => Ok(false),
    }
}

/// The import whose turn it is, but for those that are stuck.
async fn due(app: &App, stuck: &[Id]) -> Result<Option<(Id, Id)>> {
    let stuck = serde_json::to_string(stuck).map_err(Error::internal)?;
    app.store
        .read(move |tx| Box::pin(async move { next(tx, &stuck).await }))
        .await
}

/// Works through the next piece of this import.
async fn go_on(app: &App, workspace_id: Id, id: Id) -> Result<()> {
    let terms = Terms::of(app);
    let (books, place) = (app.books.clone(), workspace_id.clone());
    let worked = app
        .store
        .write(move |tx| Box::pin(async move { work(tx, &place, &id, &books, terms).await }));
    if let Some(progress) = worked.await? {
        app.live.send(&Room::Members(workspace_id), &progress).await;
    }
    Ok(())
}

async fn next(tx: &mut Tx, stuck: &str) -> Result<Option<(Id, Id)>> {
    tx.first(
        sql!(
            "select i.workspace_id, i.id from imports i join workspaces w on w.id = i.workspace_id
             where (i.state = 'running' or i.state = 'mailing') and (w.delete_at is null or w.delete_at > $1)
               and i.id not in (select jsonb_array_elements_text($2::text::jsonb))
             order by i.state desc, i.id limit 1"
        ),
        params![tx.now(), stuck],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
    .await
}

/// Works through the next piece; answers how far it is.
async fn work(
    tx: &mut Tx,
    workspace_id: &Id,
    id: &Id,
    books: &Rulebooks,
    terms: Terms,
) -> Result<Option<ImportProgress>> {
    let Some(import) = with_id(tx, workspace_id, id).await? else {
        return Ok(None);
    };
    let place = access::owner_of(tx, books, workspace_id).await?;
    let by = access::member_of(tx, books, &import.made_by, workspace_id).await?;
    if import.is_mailing {
        // Whoever is gone by now has invited them all the same.
        mail_piece(tx, by.as_ref().unwrap_or(&place), &import, terms).await?;
        return Ok(None);
    }
    if import.state != Stage::Running {
        return Ok(None);
    }
    let mut rows = piece(tx, workspace_id, id, import.worked).await?;
    match by.filter(may_invite) {
        Some(me) => do_piece(tx, &me, &mut rows, &import, terms).await?,
        None => rows.iter_mut().for_each(|row| refuse(row, &import)),
    }
    let failed = rows.iter().filter(|row| row.outcome.is_failure()).count();
    let count = |n: usize| i64::try_from(n).map_err(Error::internal);
    let (failed, done) = (count(failed)?, count(rows.len() - failed)?);
    keep(tx, &place, &import, &rows, done, failed).await.map(Some)
}

fn may_invite(me: &Member) -> bool {
    me.disabled_at.is_none() && me.permit::<MembersInvite>(Target::None).is_ok() && me.book.joins_by(Way::Invitation)
}

/// Whoever confirmed it lost the right meanwhile: what they had not done yet is not done.
fn refuse(row: &mut ImportRow, import: &Import) {
    if !row.outcome.is_failure() {
        row.outcome = RowOutcome::UnknownRole;
        row.why = Some(format!("{} may not invite any more.", import.made_by_name));
    }
}

async fn do_piece(tx: &mut Tx, me: &Member, rows: &mut [ImportRow], import: &Import, terms: Terms) -> Result<()> {
    let mut sorter = Sorter::new(tx, me, terms, rows.iter().map(|row| row.email.as_str())).await?;
    let mut mails = 0;
    for row in rows.iter_mut() {
        if row.outcome == RowOutcome::Duplicate {
            continue;
        }
        let line = Line {
            line: row.line,
            email: std::mem::take(&mut row.email),
            role: std::mem::take(&mut row.role),
            tier: std::mem::take(&mut row.tier),
        };
        let (sorted, what) = sorter.sort(line);
        *row = sorted;
        do_row(tx, me, row, what, import, terms).await?;
        mails += i64::from(row.outcome.is_mailed() && sorter.counts(&row.email));
    }
    quota::count(tx, me, mails).await
}

async fn do_row(
    tx: &mut Tx,
    me: &Member,
    row: &mut ImportRow,
    what: Sorted,
    import: &Import,
    terms: Terms,
) -> Result<()> {
    match what {
        Sorted::Nothing => {}
        Sorted::Invite(given) => {
            let until = terms.end(tx.now());
            row.invitation_id = Some(create::add(tx, me, &row.email, given, None, until).await?);
        }
        Sorted::Renew(id, given) => {
            let before = invitation_with(tx, me, &id).await?;
            create::renew(tx, me, &before, given, before.welcome.as_deref()).await?;
            row.invitation_id = Some(id);
        }
        Sorted::Update(..) if import.skips => {
            row.outcome = RowOutcome::Skip;
            row.why = Some("They are in this workspace already.".to_owned());
        }
        Sorted::Update(id, role, tier) => {
            // Read each time: the first change may take away what the second needs.
            if let Some(gives) = role {
                let person = teammate_in_reach(tx, me, &id).await?;
                let (role, is_self) = (person.role, person.id == me.id);
                let permit = me.permit::<MembersChangeRole>(Target::PersonTo { role, is_self, gives })?;
                change_role(tx, &permit, &person, gives).await?;
            }
            if let Some(gives) = tier {
                let person = teammate_in_reach(tx, me, &id).await?;
                let (role, is_self) = (person.role, person.id == me.id);
                match me.permit::<MembersChangeTier>(Target::PersonToTier { role, is_self, gives }) {
                    Ok(permit) => change_tier(tx, &permit, &person, gives).await?,
                    Err(e) => row.why = Some(e.problem().detail.clone()),
                }
            }
        }
    }
    Ok(())
}

/// Notes what became of a piece.
async fn keep(
    tx: &mut Tx,
    place: &Member,
    import: &Import,
    rows: &[ImportRow],
    done: i64,
    failed: i64,
) -> Result<ImportProgress> {
    let text = serde_json::to_string(rows).map_err(Error::internal)?;
    tx.run(
        sql!("update import_pieces set rows = $4 where workspace_id = $1 and import_id = $2 and piece = $3"),
        params![&place.workspace_id, &import.id, import.worked, &text],
    )
    .await?;
    let is_last = import.worked + 1 >= import.pieces;
    tx.run(
        sql!(
            "update imports set state = $3, worked = worked + 1, done = done + $4, failed = failed + $5
             where workspace_id = $1 and id = $2"
        ),
        params![
            &place.workspace_id,
            &import.id,
            if is_last { "mailing" } else { "running" },
            done,
            failed
        ],
    )
    .await?;
    let progress = ImportProgress {
        import_id: import.id.clone(),
        done: import.done + done,
        failed: import.failed + failed,
        total: import.total,
    };
    if is_last {
        record(tx, place, import, &progress).await?;
        tell_workspace(tx, &place.workspace_id).await?;
    }
    Ok(progress)
}

async fn record(tx: &mut Tx, place: &Member, import: &Import, progress: &ImportProgress) -> Result<()> {
    let by = access::Account::remembered(&import.made_by, &import.made_by_name);
    let entry = Entry {
        workspace_id: &place.workspace_id,
        by: &by,
        act: "import.done",
        object: format!("import {}", import.id),
        before: None,
        after: Some(json!({"rows": progress.total, "done": progress.done, "failed": progress.failed})),
        via: &format!("{}/joining/invitation", place.book.name()),
    };
    audit::record(tx, entry).await
}

/// Has the invitations of a piece mailed.
async fn mail_piece(tx: &mut Tx, me: &Member, import: &Import, terms: Terms) -> Result<()> {
    let rows = piece(tx, &me.workspace_id, &import.id, import.mailed).await?;
    for id in rows
        .iter()
        .filter(|row| row.outcome.is_mailed())
        .filter_map(|row| row.invitation_id.as_ref())
    {
        match invitation_with(tx, me, id).await {
            Ok(invitation) if invitation.is_open() || invitation.state == crate::invitation::State::Expired => {
                mailed::post(tx, me, &invitation, terms).await?;
            }
            _ => {}
        }
    }
    let is_last = import.mailed + 1 >= import.pieces;
    tx.run(
        sql!("update imports set mailed = mailed + 1, state = $3 where workspace_id = $1 and id = $2"),
        params![&me.workspace_id, &import.id, if is_last { "done" } else { "mailing" }],
    )
    .await?;
    Ok(())
}
