//! The demo's shop: its accounts, its workspace, its plan, its widget and its team, by the use cases that everybody goes
//! through.

use rulebook::Target;

use super::people::{Person, TEAM};
use super::write::Place;
use crate::access::{Account, AvailabilitySet, BillingManage, ChannelsManage, Member, MembersInvite, member_in};
use crate::account::register::{Register, register};
use crate::billing::change_plan::change_plan;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::invite::invite;
use crate::team::set_status::set_status;
use crate::widget::Widget;
use crate::widget::create::{CreateWidget, create};
use crate::workspace::create::{CreateWorkspace, found};
use crate::{params, sql};

/// The shop's name.
pub const NAME: &str = "Harbour & Pine";

const BOOK: &str = "support";
const PLAN: &str = "mini";

/// Opens the shop. `hashes` are those of the team's passwords, in its order; `host` is where the widget may stand.
///
/// # Errors
/// What the use cases say, as where an address has an account already.
pub async fn open(tx: &mut Tx, books: &Rulebooks, hashes: &[String; 3], host: &str) -> Result<(Place, Widget)> {
    let [ada, ben, cyd] = [
        account(tx, Person::Ada, &hashes[0]).await?,
        account(tx, Person::Ben, &hashes[1]).await?,
        account(tx, Person::Cyd, &hashes[2]).await?,
    ];
    let workspace_id = workspace(tx, books, &ada).await?;
    let owner = member(tx, books, &ada, &workspace_id).await?;
    let plan = owner.book.plan(PLAN).ok_or_else(|| missing("plan", PLAN))?;
    change_plan(tx, &owner.permit::<BillingManage>(Target::None)?, plan).await?;
    let owner = member(tx, books, &ada, &workspace_id).await?;
    let widget = create(tx, &owner.permit::<ChannelsManage>(Target::None)?, looks(host)).await?;
    name_channel(tx, &widget).await?;
    for (person, account) in TEAM.into_iter().zip([&ada, &ben, &cyd]) {
        if account.id != ada.id {
            let role = owner
                .book
                .role(person.role())
                .ok_or_else(|| missing("role", person.role()))?;
            let permit = owner.permit::<MembersInvite>(Target::Gives(role))?;
            invite(tx, &permit, &account.email, role, false).await?;
        }
        let member = member(tx, books, account, &workspace_id).await?;
        set_status(tx, &member.permit::<AvailabilitySet>(Target::None)?, person.status()).await?;
    }
    let place = Place {
        workspace_id,
        channel_id: widget.channel_id.clone(),
        accounts: [ada.id, ben.id, cyd.id],
    };
    Ok((place, widget))
}

fn missing(what: &str, name: &str) -> Error {
    Error::internal(format!("the rulebook `{BOOK}` has no {what} `{name}`"))
}

async fn account(tx: &mut Tx, person: Person, password_hash: &str) -> Result<Account> {
    let ask = Register {
        email: person.email().into(),
        full_name: person.full_name().into(),
        password: String::new(), // only its hash is kept
        session: None,
        invitation: None,
    };
    register(tx, &ask, password_hash).await
}

async fn workspace(tx: &mut Tx, books: &Rulebooks, owner: &Account) -> Result<Id> {
    let ask = CreateWorkspace {
        name: NAME.into(),
        website: Some("https://harbourandpine.example".into()),
        industry: Some("Retail".into()),
        team_size: Some("1-10".into()),
        goal: None,
        rulebook: None,
    };
    let book = books.of_workspace(BOOK)?;
    found(tx, owner, &ask, &book).await
}

async fn member(tx: &mut Tx, books: &Rulebooks, account: &Account, workspace_id: &Id) -> Result<Member> {
    member_in(tx, books, account.clone(), workspace_id)
        .await?
        .ok_or_else(|| Error::internal("a member who was just added is missing"))
}

/// A channel is called after its host at first, and `localhost` is no name that a shop would give.
async fn name_channel(tx: &mut Tx, widget: &Widget) -> Result<()> {
    tx.run(
        sql!("update channels set name = 'Shop widget' where workspace_id = $1 and id = $2"),
        params![&widget.business_id, &widget.channel_id],
    )
    .await?;
    Ok(())
}

fn looks(host: &str) -> CreateWidget {
    CreateWidget {
        domain: host.into(),
        name: Some(NAME.into()),
        welcome_heading: Some("Hello from the workshop".into()),
        welcome_tagline: Some("Ask about wood, wool and brass, or about your order. A person answers.".into()),
        primary_color: Some("#211D17".into()),
        show_online_badge: Some(true),
        logo_url: None,
        config: None,
    }
}
