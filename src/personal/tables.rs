//! Every column of the schema that holds words, and what an erasure does with it. A test fails where one is missing here, so
//! that nothing new is forgotten.

use std::collections::BTreeSet;

use super::known::{Known, NOBODY, pattern};
use crate::error::Result;
use crate::id::Id;
use crate::store::{Sql, Tx};
use crate::{params, sql};

/// What an erasure does with a column of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Texts, in which a name or an address may stand: it is taken out.
    Texts,
    /// The same, and names alone.
    Names,
    /// Texts of which no two may be the same.
    Unique,
    /// The person's own rows are emptied or go ([`super::erase_customer`], [`super::erase_member`]); so is what was written
    /// before, where another file says how (mails, audit, messages).
    Own,
    /// Ids, secrets' hashes, words of the program: nobody's name.
    Nothing,
    /// What belongs to the login, which is the person's own and outside of workspaces.
    Login,
}

/// A column of words.
pub struct Column {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub holds: Holds,
    /// What finds and what changes values, where values are looked through.
    sweep: Option<(Sql, Sql)>,
}

macro_rules! sweep {
    (Texts $table:literal $name:literal) => { sweep!(by_value $table $name) };
    (Names $table:literal $name:literal) => { sweep!(by_value $table $name) };
    (Unique $table:literal $name:literal) => { sweep!(by_value $table $name) };
    (by_value $table:literal $name:literal) => {
        Some((
            sql!(
                "select distinct ", $name, " from ", $table, " where workspace_id = $1 and lower(", $name, ") like $2"
            ),
            sql!("update ", $table, " set ", $name, " = $3 where workspace_id = $1 and ", $name, " = $2"),
        ))
    };
    ($other:ident $table:literal $name:literal) => { None };
}

macro_rules! columns {
    ($($table:literal { $($holds:ident: $($name:literal)+;)+ })+) => {
        /// All of them.
        #[must_use]
        pub fn columns() -> Vec<Column> {
            let mut all = Vec::new();
            $($($(all.push(Column {
                table: $table,
                name: $name,
                holds: Holds::$holds,
                sweep: sweep!($holds $table $name),
            });)+)+)+
            all
        }
    };
}

columns! {
    "accounts" { Login: "id" "email" "full_name" "password_hash" "avatar_url" "new_email"; }
    "sessions" { Login: "id" "account_id" "workspace_id" "user_agent"; }
    "links" { Login: "account_id" "purpose" "email"; }
    "pictures" { Login: "id" "account_id" "content_type"; }
    "replies" { Own: "account_id" "key" "body"; }
    "mails" { Own: "id" "account_id" "recipient" "letter" "answer"; }
    "workspaces" {
        Nothing: "id" "name" "website" "industry" "team_size" "goal" "rulebook" "plan" "switches" "logo_url" "time_zone"
            "roles_version" "auto_join" "link_role" "link_tier" "domain_role" "domain_tier";
        Own: "deleted_by";
    }
    "members" {
        Nothing: "workspace_id" "id" "account_id" "role" "tier" "status" "invited_by" "remove_heir" "remove_by" "came_by"
            "disabled_reason";
        Names: "disabled_by" "remove_by_name";
    }
    "customers" { Nothing: "workspace_id" "id"; Own: "name" "email" "external_id" "fields" "page"; }
    "channels" { Nothing: "workspace_id" "id" "type"; Texts: "name" "config"; }
    "widgets" {
        Nothing: "workspace_id" "id" "channel_id" "domain" "primary_color" "logo_url";
        Texts: "name" "welcome_heading" "welcome_tagline" "config";
    }
    "widget_secrets" { Nothing: "workspace_id" "id" "widget_id" "secret"; }
    "visitors" { Nothing: "workspace_id" "id" "widget_id"; Own: "customer_id"; }
    "identities" { Nothing: "workspace_id"; Own: "external_id" "customer_id"; }
    "conversations" {
        Nothing: "workspace_id" "id" "customer_id" "channel_id" "channel_type" "status" "assignee_id"
            "preview_sender_type";
        Own: "preview_sender_id";
        Texts: "handoff_reason" "preview_content";
    }
    "messages" { Nothing: "workspace_id" "conversation_id" "id" "sender_type"; Own: "sender_id" "content" "attachments"; }
    "acts" { Nothing: "workspace_id" "conversation_id" "id" "act"; Own: "by_account" "to_account"; }
    "attachments" {
        Nothing: "workspace_id" "id" "conversation_id" "message_id" "content_type";
        Own: "uploaded_by";
        Texts: "name";
    }
    "storage" { Nothing: "workspace_id"; }
    "search_docs" { Nothing: "workspace_id" "conversation_id" "object_id"; Own: "words"; }
    "search_waiting" { Nothing: "workspace_id" "id" "conversation_id"; }
    "tags" { Nothing: "workspace_id" "id" "colour"; Texts: "name"; Unique: "name_key"; }
    "conversation_tags" { Nothing: "workspace_id" "conversation_id" "tag_id"; }
    "canned_replies" { Nothing: "workspace_id" "id"; Unique: "shortcut"; Texts: "title" "content"; }
    "views" { Nothing: "workspace_id" "account_id" "id" "filter"; Texts: "name"; }
    "roles" { Nothing: "workspace_id" "id" "permissions"; Texts: "name"; Unique: "name_key"; }
    "keys" { Nothing: "workspace_id" "id" "member_id" "prefix" "role"; Texts: "name"; }
    "transfers" { Nothing: "workspace_id" "member_id" "nominated_by"; }
    "event_numbers" { Nothing: "workspace_id"; }
    "outbox" { Nothing: "workspace_id" "id"; Names: "events"; }
    "events" { Nothing: "workspace_id"; Names: "events"; }
    "audit" {
        Nothing: "workspace_id" "id" "actor_id" "act" "object" "via" "digest" "key_id" "visit_id";
        Own: "actor_name" "before" "after" "key_name" "visit_name" "salts";
    }
    "invitations" {
        Nothing: "workspace_id" "id" "role" "tier" "invited_by" "mail_id";
        Own: "email" "invited_by_name";
        Texts: "welcome" "failure";
    }
    "invitation_days" { Nothing: "workspace_id"; }
    "join_links" { Nothing: "workspace_id" "id" "role" "tier" "made_by"; Own: "made_by_name"; }
    "link_uses" { Nothing: "workspace_id" "link_id" "account_id"; Own: "name"; }
    "removed" { Nothing: "workspace_id"; }
    "imports" { Nothing: "workspace_id" "id" "state" "existing" "made_by"; Own: "made_by_name"; }
    "import_pieces" { Nothing: "workspace_id" "import_id"; Texts: "rows"; }
    "bulks" {
        Nothing: "workspace_id" "id" "act" "tier" "heir" "state" "made_by" "via" "undone_by";
        Own: "made_by_name" "undone_by_name";
        Texts: "reason";
    }
    "bulk_people" {
        Nothing: "workspace_id" "bulk_id" "member_id" "account_id" "role" "tier" "outcome" "undo" "removal_heir"
            "removal_by";
        Own: "name" "disabled_reason";
        Names: "removal_by_name";
        Texts: "why" "undo_why";
    }
    "activity" { Nothing: "workspace_id" "id" "what" "conversation_id"; Own: "account_id"; }
    "archives" { Nothing: "workspace_id" "role" "tier"; Own: "account_id"; }
    "archived_parts" { Nothing: "workspace_id" "account_id" "part"; Texts: "items"; }
    "domains" { Nothing: "workspace_id" "domain" "token" "proof" "lost"; Texts: "code_email"; Names: "added_by_name"; }
    "retention" { Nothing: "workspace_id" "log_seal"; }
    "visits" { Nothing: "workspace_id" "id" "account_id" "session_id" "state"; Texts: "reason"; }
    "visit_reads" { Nothing: "workspace_id" "visit_id" "what"; }
    "erasures" { Nothing: "workspace_id" "id" "kind" "person_id" "by_account"; Own: "files"; }
}

/// The values of a column in which a person stands; none of one that is not looked through.
///
/// # Errors
/// Internal ones only.
pub(super) async fn matches(
    tx: &mut Tx,
    workspace_id: &Id,
    known: &Known,
    column: &Column,
) -> Result<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    let Some((find, _)) = column.sweep else { return Ok(all) };
    let names = column.holds == Holds::Names;
    let needles: Vec<&str> = if names {
        known.all().collect()
    } else {
        known.within().collect()
    };
    for needle in needles {
        let found: Vec<String> = tx
            .all(find, params![workspace_id, &pattern(needle)], |r| r.get(0))
            .await?;
        all.extend(found.into_iter().filter(|text| known.taken_out(text, names).is_some()));
    }
    Ok(all)
}

/// Takes the person out of what others wrote in the workspace.
///
/// # Errors
/// Internal ones only.
pub async fn sweep(tx: &mut Tx, workspace_id: &Id, known: &Known) -> Result<()> {
    for column in columns() {
        let Some((_, change)) = column.sweep else { continue };
        for text in matches(tx, workspace_id, known, &column).await? {
            let Some(less) = known.taken_out(&text, column.holds == Holds::Names) else {
                continue;
            };
            let less = match column.holds {
                Holds::Unique => format!("{} {}", NOBODY.to_lowercase(), tx.id()),
                _ => less,
            };
            tx.run(change, params![workspace_id, &text, &less]).await?;
        }
    }
    Ok(())
}
