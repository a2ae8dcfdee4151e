//! Roles and tiers of the workspace as it stands: who may do what, and who has which. For the wiki (Markdown) and for an
//! access review (CSV). Source: second seed, Best Practices, "role documentation"; decision 29.

use std::fmt::Write;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use rulebook::{Act, Rulebook, Target};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::access::{ACTS, AuditRead, MembersRead, Permit};
use crate::app::App;
use crate::audit::export::harmless;
use crate::door::{Caller, Query};
use crate::error::{Error, Problem, Result};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// The form of the file.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Tables of roles, tiers and people, to be put into a wiki.
    #[default]
    Markdown,
    /// One row a person, one column an act, for a spreadsheet.
    Csv,
}

/// In which form.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct AskDocument {
    /// `markdown` (default) or `csv`.
    #[serde(default)]
    #[garde(skip)]
    #[param(inline)]
    format: Form,
}

/// Somebody, as far as the document says of them.
struct Person {
    name: String,
    email: String,
    role: String,
    tier: String,
    is_active: bool,
}

fn person(r: &Row<'_>) -> Result<Person, StoreError> {
    Ok(Person {
        name: r.get(0)?,
        email: r.get(1)?,
        role: r.get(2)?,
        tier: r.get(3)?,
        is_active: r.get(4)?,
    })
}

async fn people(tx: &mut Tx, permit: &Permit<MembersRead>) -> Result<Vec<Person>> {
    tx.all(
        sql!(
            "select a.full_name, a.email, m.role, m.tier, m.is_active
             from members m join accounts a on a.id = m.account_id
             where m.workspace_id = $1 order by m.id"
        ),
        params![&permit.workspace_id],
        person,
    )
    .await
}

/// The acts that this server has, and whatever the tiers bring, in the order of the page. What a tier brings stands among the
/// roles too: who has it by role would else seem to be without it.
fn acts(book: &Rulebook) -> Vec<Act> {
    let of_a_tier = |act: &Act| book.tiers().any(|(_, tier)| tier.acts.contains(act));
    let listed = |act: &&Act| ACTS.contains(act) || act.is_feature() || of_a_tier(act);
    Act::ALL.iter().filter(listed).copied().collect()
}

/// A cell of a Markdown table: no bar, no break, no markup that somebody typed into a name.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn table<'a>(page: &mut String, heads: &[String], rows: impl Iterator<Item = (String, Vec<bool>)> + 'a) {
    let line = format!("|---|{}\n", ":-:|".repeat(heads.len()));
    // Writing into a string cannot fail.
    let _ = write!(page, "\n| | {} |\n{line}", heads.join(" | "));
    for (head, cells) in rows {
        let cells: Vec<_> = cells.into_iter().map(|yes| if yes { "✓" } else { "–" }).collect();
        let _ = writeln!(page, "| {head} | {} |", cells.join(" | "));
    }
}

fn markdown(workspace: &str, book: &Rulebook, people: &[Person]) -> String {
    let mut page = format!(
        "# Roles and tiers of {}\n\nRulebook {}. A role says who may administer what, a tier what a person may use.\n\n\
         ## Who may do what, by role\n",
        cell(workspace),
        book.name()
    );
    let of_role = acts(book).into_iter().filter(|act| !act.is_feature());
    let roles: Vec<_> = book.roles().map(|(_, role)| role).collect();
    let heads: Vec<_> = roles.iter().map(|role| cell(&role.label)).collect();
    let row = |act: Act| {
        let cells = roles.iter().map(|role| role.permissions.contains(&act));
        (act.label().to_owned(), cells.collect())
    };
    table(&mut page, &heads, of_role.map(row));
    page += "\n## Who may use what, by tier\n\nWhat stands in both tables is allowed by the role or by the tier, whichever has it.\n";
    let tiers: Vec<_> = book.tiers().map(|(_, tier)| tier).collect();
    let heads: Vec<_> = tiers.iter().map(|tier| cell(&tier.label)).collect();
    let given = Act::ALL
        .iter()
        .filter(|act| tiers.iter().any(|tier| tier.acts.contains(act)));
    let row = |act: &Act| {
        let cells = tiers.iter().map(|tier| tier.acts.contains(act));
        (act.label().to_owned(), cells.collect())
    };
    table(&mut page, &heads, given.map(row));
    write_people(&mut page, book, people);
    page
}

fn write_people(page: &mut String, book: &Rulebook, people: &[Person]) {
    *page += "\n## Who has it\n\n| Person | Address | Role | Tier | Agent Access |\n|---|---|---|---|---|\n";
    for person in people {
        let (role, tier) = labels(book, person);
        let access = if person.is_active { "on" } else { "off" };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {access} |",
            cell(&person.name),
            cell(&person.email),
            cell(&role),
            cell(&tier)
        );
    }
}

fn labels(book: &Rulebook, person: &Person) -> (String, String) {
    let role = book.role(&person.role).map(|id| book.role_info(id).label.clone());
    let tier = book.tier(&person.tier).map(|id| book.tier_info(id).label.clone());
    (role.unwrap_or_default(), tier.unwrap_or_default())
}

/// Decided for each person as they are now, access off and switches with it.
fn csv(permit: &Permit<MembersRead>, people: &[Person]) -> Result<Vec<u8>> {
    let book = &permit.book;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let acts = acts(book);
    let heads = ["name", "email", "role", "tier", "agent_access"].map(str::to_owned);
    let heads = heads.into_iter().chain(acts.iter().map(|act| act.name().to_owned()));
    writer.write_record(heads).map_err(Error::internal)?;
    for person in people {
        let (role, tier) = labels(book, person);
        let state = book.role(&person.role).zip(book.tier(&person.tier));
        let state = state.map(|(role, tier)| rulebook::MemberState {
            role,
            tier,
            enabled: person.is_active,
            within: None,
            visiting: false,
            ..permit.state()
        });
        let may = state.map(|state| book.may(&state)).unwrap_or_default();
        let access = if person.is_active { "on" } else { "off" };
        let facts = [&person.name, &person.email, &role, &tier].map(|text| harmless(text));
        let facts = facts.into_iter().chain([access.to_owned()]);
        let cells = acts
            .iter()
            .map(|act| if may.contains(act) { "yes" } else { "no" }.to_owned());
        writer.write_record(facts.chain(cells)).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

async fn written(tx: &mut Tx, permit: &Permit<MembersRead>, form: Form) -> Result<Vec<u8>> {
    let people = people(tx, permit).await?;
    match form {
        Form::Markdown => Ok(markdown(&permit.workspace_name, &permit.book, &people).into_bytes()),
        Form::Csv => csv(permit, &people),
    }
}

/// Writes down who may do what here, and who has which role and tier.
#[utoipa::path(get, path = "/workspace/roles/document", tag = "workspace", params(AskDocument),
    responses((status = 200, body = String, content_type = "text/markdown"), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<AskDocument>) -> Result<Response> {
    let read = app.member_read_apart(caller, query, |tx, me, ask| {
        Box::pin(async move {
            me.permit::<AuditRead>(Target::None)?;
            let permit = me.permit::<MembersRead>(Target::None)?;
            Ok((ask.format, written(tx, &permit, ask.format).await?))
        })
    });
    let (form, bytes) = read.await?.0;
    let (kind, name) = match form {
        Form::Markdown => ("text/markdown; charset=utf-8", "roles-and-tiers.md"),
        Form::Csv => ("text/csv; charset=utf-8", "roles-and-tiers.csv"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}
