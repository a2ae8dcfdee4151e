//! Cedar and casbin as second opinions on the shipped rulebooks. Their policies stand beside this file, written by hand;
//! what is here only tells them the facts of a case, by name.
#![allow(dead_code, reason = "the test asks about both rulebooks, the measurement about one")]

use std::collections::HashMap;
use std::pin::pin;
use std::task::{Context as Poller, Poll, Waker};

use casbin::prelude::{CoreApi, DefaultModel, Enforcer, StringAdapter};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};
use rulebook::{Act, ChannelKind, MemberState, Rulebook, Switches, Target};

pub fn support() -> Rulebook {
    let text = include_str!("../../../../rulebooks/support.toml");
    Rulebook::parse("rulebooks/support.toml", text).expect("the shipped rulebook is good")
}

pub fn organization() -> Rulebook {
    let text = include_str!("../../../../rulebooks/organization.toml");
    Rulebook::parse("rulebooks/organization.toml", text).expect("the shipped rulebook is good")
}

/// What was written by hand about a rulebook: for Cedar, and for casbin.
fn by_hand(book: &Rulebook) -> [&'static str; 2] {
    match book.name() {
        "support" => [include_str!("support.cedar"), include_str!("support_policy.csv")],
        "organization" => [
            include_str!("organization.cedar"),
            include_str!("organization_policy.csv"),
        ],
        other => panic!("nobody has written a second opinion on {other}"),
    }
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub who: MemberState,
    pub act: Act,
    pub target: Target,
}

/// Every case that there is: each member state, each act, each target.
pub struct Space {
    pub members: Vec<MemberState>,
    pub targets: Vec<Target>,
}

impl Space {
    pub fn of(book: &Rulebook) -> Space {
        Space {
            members: members(book),
            targets: targets(book),
        }
    }

    pub fn len(&self) -> usize {
        self.members.len() * Act::ALL.len() * self.targets.len()
    }

    pub fn case(&self, number: usize) -> Case {
        let (rest, target) = (number / self.targets.len(), number % self.targets.len());
        let (member, act) = (rest / Act::ALL.len(), rest % Act::ALL.len());
        Case {
            who: self.members[member],
            act: Act::ALL[act],
            target: self.targets[target],
        }
    }
}

fn members(book: &Rulebook) -> Vec<MemberState> {
    let mut members = Vec::new();
    for (role, _) in book.roles() {
        for (tier, _) in book.tiers() {
            for (plan, _) in book.plans() {
                for (enabled, on) in [(false, false), (true, false), (false, true), (true, true)] {
                    if on && book.switches().next().is_none() {
                        continue;
                    }
                    let switch = book.switches().map(|(switch, _)| switch).filter(|_| on);
                    let switches = switch.fold(Switches::default(), Switches::with);
                    members.push(MemberState {
                        role,
                        tier,
                        plan,
                        enabled,
                        switches,
                        within: None,
                        visiting: false,
                    });
                }
            }
        }
    }
    members
}

fn targets(book: &Rulebook) -> Vec<Target> {
    let mut targets = vec![Target::None];
    targets.extend(ChannelKind::ALL.iter().map(|kind| Target::Channel(*kind)));
    for (role, _) in book.roles() {
        targets.push(Target::Gives(role));
        for is_self in [false, true] {
            targets.push(Target::Person { role, is_self });
            targets.extend(book.roles().map(|(gives, _)| Target::PersonTo { role, is_self, gives }));
            targets.extend(
                book.tiers()
                    .map(|(gives, _)| Target::PersonToTier { role, is_self, gives }),
            );
        }
    }
    targets
}

/// The names that both engines are told of a target.
struct Facts {
    what: &'static str,
    on: String,
    oneself: bool,
    gives: String,
}

impl Facts {
    fn of(book: &Rulebook, target: Target) -> Facts {
        let role = |id| book.role_info(id).name.clone();
        let facts = |what, on: String, oneself, gives| Facts {
            what,
            on,
            oneself,
            gives,
        };
        match target {
            Target::None => facts("nothing", String::new(), false, String::new()),
            Target::Person { role: on, is_self } => facts("person", role(on), is_self, role(on)),
            Target::PersonTo {
                role: on,
                is_self,
                gives,
            } => facts("person_to", role(on), is_self, role(gives)),
            Target::PersonToTier { role: on, is_self, .. } => facts("person_to_tier", role(on), is_self, role(on)),
            Target::Gives(on) => facts("joiner", role(on), false, role(on)),
            Target::Channel(kind) => facts("channel", String::new(), false, kind.name().to_owned()),
        }
    }
}

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

impl Cedar {
    /// With every member and every target of the space as an entity.
    pub fn new(book: &Rulebook, space: &Space) -> Cedar {
        let members = space.members.iter().map(|who| member_entity(book, who));
        let targets = space.targets.iter().map(|target| target_entity(book, *target));
        // Each tier has everything of the one before it (second seed).
        let tiers = [("admin", Some("power")), ("power", Some("basic")), ("basic", None)].map(|(tier, contains)| {
            Entity::new_no_attrs(
                uid("Tier", tier),
                contains.map(|below| uid("Tier", below)).into_iter().collect(),
            )
        });
        let entities = members.chain(targets).chain(tiers);
        Cedar {
            authorizer: Authorizer::new(),
            policies: by_hand(book)[0].parse().expect("the policies are Cedar"),
            entities: Entities::from_entities(entities, None).expect("each entity is there once"),
        }
    }

    pub fn request(&self, book: &Rulebook, case: &Case) -> Request {
        let act = uid("Action", case.act.name());
        let (member, target) = (member_uid(book, &case.who), target_uid(book, case.target));
        Request::new(member, act, target, Context::empty(), None).expect("no schema, so nothing to refuse")
    }

    /// Panics where a policy could not be evaluated: Cedar would skip it silently.
    pub fn allows(&self, request: &Request) -> bool {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        let errors: Vec<_> = response.diagnostics().errors().collect();
        assert!(errors.is_empty(), "{errors:?}");
        response.decision() == Decision::Allow
    }
}

fn uid(kind: &str, name: &str) -> EntityUid {
    format!("{kind}::\"{name}\"").parse().expect("an entity's name")
}

fn member_uid(book: &Rulebook, who: &MemberState) -> EntityUid {
    let (role, tier) = (&book.role_info(who.role).name, &book.tier_info(who.tier).name);
    let plan = &book.plan_info(who.plan).name;
    uid(
        "Member",
        &format!("{role} {tier} {plan} {} {}", who.enabled, admins_manage(book, who)),
    )
}

fn admins_manage(book: &Rulebook, who: &MemberState) -> bool {
    book.switch("admins_manage_agents")
        .is_some_and(|switch| who.switches.has(switch))
}

fn member_entity(book: &Rulebook, who: &MemberState) -> Entity {
    let groups = [
        uid("Role", &book.role_info(who.role).name),
        uid("Tier", &book.tier_info(who.tier).name),
    ];
    let attributes = [
        ("plan", text(&book.plan_info(who.plan).name)),
        ("enabled", RestrictedExpression::new_bool(who.enabled)),
        (
            "admins_manage_agents",
            RestrictedExpression::new_bool(admins_manage(book, who)),
        ),
    ];
    entity(member_uid(book, who), attributes, groups)
}

fn target_uid(book: &Rulebook, target: Target) -> EntityUid {
    let kind = match target {
        Target::None => "Nothing",
        Target::Channel(_) => "Channel",
        Target::Gives(_) => "Joiner",
        Target::Person { .. } | Target::PersonTo { .. } | Target::PersonToTier { .. } => "Person",
    };
    let tier = match target {
        Target::PersonToTier { gives, .. } => book.tier_info(gives).name.as_str(),
        _ => "",
    };
    let Facts {
        what,
        on,
        oneself,
        gives,
    } = Facts::of(book, target);
    uid(kind, &format!("{what} {on} {oneself} {gives} {tier}"))
}

fn target_entity(book: &Rulebook, target: Target) -> Entity {
    let facts = Facts::of(book, target);
    let role = ("role", text(&facts.on));
    let makes = ("makes", text(&facts.gives));
    let oneself = ("oneself", RestrictedExpression::new_bool(facts.oneself));
    let attributes = match target {
        Target::None => vec![],
        Target::Channel(kind) => vec![("kind", text(kind.name()))],
        Target::Gives(_) => vec![role, makes],
        Target::PersonTo { .. } => vec![role, oneself, makes],
        Target::Person { .. } | Target::PersonToTier { .. } => vec![role, oneself],
    };
    entity(target_uid(book, target), attributes, [])
}

fn text(text: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(text.to_owned())
}

fn entity(
    uid: EntityUid,
    attributes: impl IntoIterator<Item = (&'static str, RestrictedExpression)>,
    parents: impl IntoIterator<Item = EntityUid>,
) -> Entity {
    let attributes: HashMap<_, _> = attributes
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Entity::new(uid, attributes, parents.into_iter().collect()).expect("plain attributes")
}

pub struct Casbin {
    enforcer: Enforcer,
}

impl Casbin {
    pub fn new(book: &Rulebook) -> Casbin {
        let enforcer = ready(async {
            let model = DefaultModel::from_str(include_str!("model.conf")).await?;
            Enforcer::new(model, StringAdapter::new(by_hand(book)[1])).await
        });
        Casbin {
            enforcer: enforcer.expect("model and policy are casbin's"),
        }
    }

    /// The fields of the request in the order of the model.
    pub fn request(&self, book: &Rulebook, case: &Case) -> Vec<String> {
        let Case { who, act, target } = case;
        let facts = Facts::of(book, *target);
        let yes_no = |yes: bool, words: [&str; 2]| words[usize::from(!yes)].to_owned();
        let plan = &book.plan_info(who.plan).name;
        let (role, tier) = (&book.role_info(who.role).name, &book.tier_info(who.tier).name);
        vec![
            format!("role:{role}"),
            format!("tier:{tier}"),
            format!("plan:{plan}"),
            yes_no(who.enabled, ["on", "off"]),
            yes_no(admins_manage(book, who), ["on", "off"]),
            act.name().to_owned(),
            facts.what.to_owned(),
            facts.on,
            yes_no(facts.oneself, ["yes", "no"]),
            facts.gives,
        ]
    }

    pub fn allows(&self, request: Vec<String>) -> bool {
        self.enforcer.enforce(request).expect("the matcher runs")
    }
}

/// Runs a future that waits for nothing, so that no runtime is needed.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Poller::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("reading from memory never waits"),
    }
}
