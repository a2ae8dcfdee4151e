//! How people come into a workspace by themselves: by a link, by the company's domain, both or not at all, and what each way
//! gives. Source: second seed's product, Auto-Join; decisions 7 and 12.

use bounded::bounded;
use garde::Validate;
use rulebook::{Target, Way};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::access::{Member, MembersInvite, Permit, WorkspaceUpdate};
use crate::error::{Error, Result};
use crate::invitation::give::{self, Given};
use crate::link::check_plain;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Which ways are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// None: people come in by invitation alone.
    Off,
    /// Whoever has a confirmed address at a proven domain.
    Domain,
    /// Whoever holds a link.
    Link,
    /// Both of these.
    Both,
}

impl Mode {
    const ALL: [Mode; 4] = [Mode::Off, Mode::Domain, Mode::Link, Mode::Both];

    fn name(self) -> &'static str {
        match self {
            Mode::Off => "off",
            Mode::Domain => "domain",
            Mode::Link => "link",
            Mode::Both => "both",
        }
    }

    fn has(self, way: Way) -> bool {
        match way {
            Way::Link => matches!(self, Mode::Link | Mode::Both),
            Way::Domain => matches!(self, Mode::Domain | Mode::Both),
            _ => false,
        }
    }
}

/// What a way gives.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Gives {
    /// What people become.
    pub role: String,
    /// What they may use.
    pub tier: String,
}

/// How people come in by themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AutoJoin {
    /// Which ways are open.
    pub mode: Mode,
    /// What the company's domain gives.
    pub domain: Gives,
    /// What a link gives that names nothing else.
    pub link: Gives,
}

/// What is to be given from now on; what is left out stays.
#[bounded]
#[derive(Clone, Deserialize, Validate, ToSchema)]
pub struct ChangeGives {
    /// A role that stands above nobody.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// A tier without permissions.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
}

/// What changes; what is left out stays.
#[bounded]
#[derive(Clone, Deserialize, Validate, ToSchema)]
pub struct ChangeAutoJoin {
    /// `off`, `domain`, `link` or `both`.
    #[garde(skip)]
    mode: Option<Mode>,
    /// What the company's domain gives.
    #[garde(dive)]
    domain: Option<ChangeGives>,
    /// What links give.
    #[garde(dive)]
    link: Option<ChangeGives>,
}

/// The columns that [`kept`] reads, of `workspaces`.
#[macro_export]
macro_rules! auto_join_columns {
    () => {
        "auto_join, domain_role, domain_tier, link_role, link_tier"
    };
}

/// How it is stored; nothing where the rulebook's default is given.
#[derive(Clone)]
pub(super) struct Kept {
    mode: Mode,
    domain: [Option<String>; 2],
    link: [Option<String>; 2],
}

pub(super) fn kept(r: &Row<'_>, at: usize) -> Result<Kept, StoreError> {
    let mode: String = r.get(at)?;
    let mode = Mode::ALL.into_iter().find(|each| each.name() == mode);
    Ok(Kept {
        mode: mode.unwrap_or(Mode::Off),
        domain: [r.get(at + 1)?, r.get(at + 2)?],
        link: [r.get(at + 3)?, r.get(at + 4)?],
    })
}

impl Kept {
    /// As it is shown; nothing where nobody can come in by themselves by this rulebook.
    pub(super) fn shown(self, me: &Member) -> Option<AutoJoin> {
        let gives = |[role, tier]: [Option<String>; 2]| {
            let book = &me.book;
            Gives {
                role: role.unwrap_or_else(|| book.role_info(book.default_role()).name.clone()),
                tier: tier.unwrap_or_else(|| book.tier_info(book.default_tier()).name.clone()),
            }
        };
        let any = me.book.joins_by(Way::Link) || me.book.joins_by(Way::Domain);
        any.then(|| AutoJoin {
            mode: self.mode,
            domain: gives(self.domain),
            link: gives(self.link),
        })
    }
}

/// A way that is to give this.
struct Wanted {
    way: Way,
    asked: ChangeGives,
}

impl ChangeAutoJoin {
    /// Whether it changes nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.mode.is_none() && self.domain.is_none() && self.link.is_none()
    }

    fn ways(&self) -> Vec<Wanted> {
        let ways = [(Way::Domain, &self.domain), (Way::Link, &self.link)];
        let wanted = ways.into_iter().filter_map(|(way, asked)| {
            let asked = asked.clone()?;
            Some(Wanted { way, asked })
        });
        wanted.collect()
    }
}

/// Finds out whether they may change it so: settings are theirs to change, people theirs to invite, and no way gives more
/// than it may, or is none of the rulebook's.
///
/// # Errors
/// 403; 422 for a role or a tier that there is not.
pub fn permit(me: &Member, ask: &ChangeAutoJoin) -> Result<Permit<WorkspaceUpdate>> {
    let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
    me.permit::<MembersInvite>(Target::None)?;
    let ways = ask.ways();
    let named = |way: Way| ask.mode.is_some_and(|mode| mode.has(way)) || ways.iter().any(|w| w.way == way);
    for way in [Way::Domain, Way::Link] {
        if named(way) {
            me.joining(way)?;
        }
    }
    if !me.book.joins_by(Way::Link) {
        // Where there is nothing to switch, there is nothing to switch off.
        me.joining(Way::Domain)?;
    }
    for wanted in &ways {
        let given = given(me, wanted)?;
        give::permit(me, given)?;
        check_plain(me, given, wanted.way)?;
    }
    Ok(permit)
}

fn given(me: &Member, wanted: &Wanted) -> Result<Given> {
    let found = give::named(me, wanted.asked.role.as_deref(), wanted.asked.tier.as_deref());
    found.map_err(|e| match e.problem().errors.first() {
        Some(wrong) => {
            let field = format!("auto_join.{}.{}", wanted.way.name(), wrong.field);
            Error::field(field, wrong.message.clone())
        }
        None => e,
    })
}

/// Changes it. The workspace's lock is held.
///
/// # Errors
/// Internal ones only.
pub async fn change(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: &ChangeAutoJoin) -> Result<()> {
    let of = |asked: &Option<ChangeGives>| match asked {
        None => (None, None),
        Some(gives) => (gives.role.clone(), gives.tier.clone()),
    };
    let ((domain_role, domain_tier), (link_role, link_tier)) = (of(&ask.domain), of(&ask.link));
    tx.run(
        sql!(
            "update workspaces set auto_join = coalesce($2, auto_join),
                    domain_role = coalesce($3, domain_role), domain_tier = coalesce($4, domain_tier),
                    link_role = coalesce($5, link_role), link_tier = coalesce($6, link_tier)
             where id = $1"
        ),
        params![
            &permit.workspace_id,
            ask.mode.map(Mode::name),
            &domain_role,
            &domain_tier,
            &link_role,
            &link_tier
        ],
    )
    .await?;
    Ok(())
}

/// As the log shows it.
pub(super) fn looks(shown: Option<&AutoJoin>) -> Value {
    match shown {
        None => json!({}),
        Some(a) => json!({
            "auto_join": a.mode, "domain_role": a.domain.role, "domain_tier": a.domain.tier,
            "link_role": a.link.role, "link_tier": a.link.tier
        }),
    }
}
