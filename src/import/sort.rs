//! What becomes of a row, by what the workspace has already, what the person who uploads it may give, and the seats. The
//! same for the look beforehand and for the work itself.

use std::collections::{HashMap, HashSet};

use rulebook::{Act, RoleId, Target, TierId};

use super::read::Line;
use super::{ImportRow, RowOutcome};
use crate::access::Member;
use crate::account::register::{is_email, normal};
use crate::clock::Time;
use crate::domain;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::invitation::give::Given;
use crate::invitation::not_renewed;
use crate::invitation::quota::{self, Terms};
use crate::store::{StoreError, Tx};
use crate::team::seats::{self, Room};
use crate::{params, sql};

/// A member, as far as a row is about them.
struct Here {
    id: Id,
    role: String,
    tier: String,
}

/// An invitation that waits.
#[derive(Clone)]
struct Waiting {
    id: Id,
    until: Time,
    role: String,
}

/// Knows the workspace, under its lock.
pub struct Sorter {
    me: Member,
    here: HashMap<String, Here>,
    waiting: HashMap<String, Waiting>,
    seen: HashSet<String>,
    room: Room,
    /// Mails that may still be sent today; nothing: as many as like.
    left: Option<i64>,
    /// Domains whose addresses do not count.
    own: HashSet<String>,
    may_give: HashMap<(RoleId, TierId), Option<(RowOutcome, String)>>,
    now: Time,
}

/// A row that was sorted, and what is to be done with it.
pub enum Sorted {
    /// Nothing, or nothing that can be done.
    Nothing,
    /// A new invitation.
    Invite(Given),
    /// Another go for one that waits.
    Renew(Id, Given),
    /// Another role or tier for a member; nothing where it stays.
    Update(Id, Option<RoleId>, Option<TierId>),
}

/// What stands in one text, because each address is looked up by a statement of its own inside the whole one: PostgreSQL
/// knows nothing yet of a table that was filled a moment ago, and would compare every address with every row of it.
fn parts<const N: usize>(text: &str) -> Result<[&str; N], StoreError> {
    let parts: Vec<_> = text.split('\t').collect();
    parts
        .try_into()
        .map_err(|_| StoreError::Other(format!("{N} parts were asked for")))
}

/// The members among these addresses, a list as JSON.
async fn here(tx: &mut Tx, me: &Member, emails: &str) -> Result<HashMap<String, Here>> {
    let found = tx
        .all(
            sql!(
                "select asked.value, (
                     select m.id || '\t' || m.role || '\t' || m.tier from accounts a
                     join members m on m.account_id = a.id and m.workspace_id = $1 where a.email = asked.value)
                 from (select jsonb_array_elements_text($2::text::jsonb) as value) asked"
            ),
            params![&me.workspace_id, emails],
            |r| {
                let Some(text) = r.get::<Option<String>>(1)? else {
                    return Ok(None);
                };
                let [id, role, tier] = parts(&text)?.map(str::to_owned);
                Ok(Some((r.get(0)?, Here { id, role, tier })))
            },
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// The invitations that wait for these addresses.
async fn waiting(tx: &mut Tx, me: &Member, emails: &str) -> Result<HashMap<String, Waiting>> {
    let found = tx
        .all(
            sql!(
                "select asked.value, (
                     select i.id || '\t' || i.role || '\t' || i.expires_at from invitations i
                     where i.workspace_id = $1 and i.email = asked.value and i.accepted_at is null and i.revoked_at is null)
                 from (select jsonb_array_elements_text($2::text::jsonb) as value) asked"
            ),
            params![&me.workspace_id, emails],
            |r| {
                let Some(text) = r.get::<Option<String>>(1)? else {
                    return Ok(None);
                };
                let [id, role, until] = parts(&text)?;
                let until = until.parse().map_err(|e| StoreError::Other(format!("no time: {e}")))?;
                let (id, role, until) = (id.to_owned(), role.to_owned(), Time::from_micros(until));
                Ok(Some((r.get(0)?, Waiting { id, until, role })))
            },
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

impl Sorter {
    /// Looks at the workspace, as far as these addresses are known in it.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn new<'a>(
        tx: &mut Tx,
        me: &Member,
        terms: Terms,
        emails: impl Iterator<Item = &'a str>,
    ) -> Result<Sorter> {
        let room = seats::room(tx, me).await?;
        // A cell may hold anything, and what JSON can say of it no database may be able to read; then it is no address.
        let emails = emails.map(normal).filter(|email| !email.contains('\0'));
        let emails: Vec<String> = emails.collect();
        let emails = serde_json::to_string(&emails).map_err(Error::internal)?;
        let (here, waiting) = (here(tx, me, &emails).await?, waiting(tx, me, &emails).await?);
        Ok(Sorter {
            me: me.clone(),
            here,
            waiting,
            seen: HashSet::new(),
            room,
            left: quota::left(tx, me, terms).await?,
            own: domain::own(tx, me).await?,
            may_give: HashMap::new(),
            now: tx.now(),
        })
    }

    /// Whether a mail to this address counts among those of the day.
    #[must_use]
    pub fn counts(&self, email: &str) -> bool {
        quota::counts(&self.own, email)
    }

    /// Sorts a line of the file.
    pub fn sort(&mut self, line: Line) -> (ImportRow, Sorted) {
        let mut row = ImportRow {
            line: line.line,
            email: normal(&line.email),
            role: line.role,
            tier: line.tier,
            outcome: RowOutcome::Skip,
            why: None,
            invitation_id: None,
        };
        let decided = self.decide(&mut row);
        let (outcome, why, sorted) = match decided {
            Ok((outcome, sorted)) => (outcome, None, sorted),
            Err((outcome, why)) => (outcome, Some(why), Sorted::Nothing),
        };
        (row.outcome, row.why) = (outcome, why);
        (row, sorted)
    }

    fn decide(&mut self, row: &mut ImportRow) -> Result<(RowOutcome, Sorted), (RowOutcome, String)> {
        if is_email(&row.email, &()).is_err() {
            return Err((RowOutcome::BadAddress, format!("“{}” is no e-mail address.", row.email)));
        }
        let role = self.role(&row.role)?;
        let tier = self.tier(&row.tier)?;
        if !self.seen.insert(row.email.clone()) {
            return Err((
                RowOutcome::Duplicate,
                "This address stands in an earlier row.".to_owned(),
            ));
        }
        if let Some(here) = self.here.get(&row.email) {
            return self.update(here, role, tier);
        }
        let book = self.me.book.clone();
        let given = Given {
            role: role.unwrap_or(book.default_role()),
            tier: tier.unwrap_or(book.default_tier()),
        };
        row.role.clone_from(&book.role_info(given.role).name);
        row.tier.clone_from(&book.tier_info(given.tier).name);
        self.check_given(given)?;
        let waits = self.waiting.get(&row.email).cloned();
        if let Some(why) = waits.as_ref().and_then(|waits| not_renewed(&self.me, &waits.role)) {
            return Err((RowOutcome::UnknownRole, why));
        }
        let holds_a_seat = waits.as_ref().is_some_and(|waits| waits.until > self.now);
        let counts = self.counts(&row.email);
        if counts && self.left == Some(0) {
            return Err((
                RowOutcome::TooMany,
                "The workspace mails no more invitations today.".to_owned(),
            ));
        }
        if !holds_a_seat {
            let full = |e: Error| (RowOutcome::NoSeat, e.problem().detail.clone());
            self.room.give(&self.me).map_err(full)?;
        }
        self.left = self.left.map(|left| left - i64::from(counts));
        Ok(match waits {
            Some(waits) => (RowOutcome::Renew, Sorted::Renew(waits.id, given)),
            None => (RowOutcome::Invite, Sorted::Invite(given)),
        })
    }

    /// The role of this name or label; nothing where the cell is empty.
    fn role(&self, text: &str) -> Result<Option<RoleId>, (RowOutcome, String)> {
        if text.is_empty() {
            return Ok(None);
        }
        let is_it = |name: &str| name.eq_ignore_ascii_case(text);
        let mut roles = self.me.book.roles();
        match roles.find(|(_, role)| is_it(&role.name) || is_it(&role.label)) {
            Some((id, _)) => Ok(Some(id)),
            None => Err((RowOutcome::UnknownRole, format!("“{text}” is not a role here."))),
        }
    }

    fn tier(&self, text: &str) -> Result<Option<TierId>, (RowOutcome, String)> {
        if text.is_empty() {
            return Ok(None);
        }
        let is_it = |name: &str| name.eq_ignore_ascii_case(text);
        let mut tiers = self.me.book.tiers();
        match tiers.find(|(_, tier)| is_it(&tier.name) || is_it(&tier.label)) {
            Some((id, _)) => Ok(Some(id)),
            None => Err((RowOutcome::UnknownTier, format!("“{text}” is not a tier here."))),
        }
    }

    /// Whether this may be given to somebody who comes in; asked once for each pair.
    fn check_given(&mut self, given: Given) -> Result<(), (RowOutcome, String)> {
        let me = &self.me;
        let known = self.may_give.entry((given.role, given.tier)).or_insert_with(|| {
            let refusal = crate::invitation::give::permit(me, given).err()?;
            let is_role = me
                .permit::<crate::access::MembersInvite>(Target::Gives(given.role))
                .is_err();
            let outcome = if is_role {
                RowOutcome::UnknownRole
            } else {
                RowOutcome::UnknownTier
            };
            Some((outcome, refusal.problem().detail.clone()))
        });
        known.clone().map_or(Ok(()), Err)
    }

    fn update(
        &self,
        here: &Here,
        role: Option<RoleId>,
        tier: Option<TierId>,
    ) -> Result<(RowOutcome, Sorted), (RowOutcome, String)> {
        let book = &self.me.book;
        let stays = || (RowOutcome::Skip, "They are in this workspace already.".to_owned());
        let now = book.role(&here.role).ok_or_else(stays)?;
        let role = role.filter(|role| *role != now);
        let tier = tier.filter(|tier| book.tier_info(*tier).name != here.tier);
        if role.is_none() && tier.is_none() {
            return Err(stays());
        }
        let (is_self, state) = (here.id == self.me.id, self.me.state());
        let asked = [
            role.map(|gives| {
                (
                    Act::MembersChangeRole,
                    Target::PersonTo {
                        role: now,
                        is_self,
                        gives,
                    },
                )
            }),
            tier.map(|gives| {
                (
                    Act::MembersChangeTier,
                    Target::PersonToTier {
                        role: now,
                        is_self,
                        gives,
                    },
                )
            }),
        ];
        for (act, target) in asked.into_iter().flatten() {
            if let rulebook::Decision::Refuse(rule) = book.decide(&state, act, target) {
                return Err((RowOutcome::Skip, book.explain(&state, act, rule).text));
            }
        }
        Ok((RowOutcome::Update, Sorted::Update(here.id.clone(), role, tier)))
    }
}
