//! Random rulebooks, written out as text and read back, decide as a plain reading of the rules does: with up to sixteen
//! roles, four switches, and ownership that moves or not.

mod plain;

use plain::{Dice, Plain, PlainTarget};
use rulebook::{Act, ChannelKind, Decision, MemberState, Rule, Rulebook, Switches, Target};

const RULEBOOKS: u64 = 100;
const CASES: usize = 400;

fn read(plain: &Plain) -> Rulebook {
    let text = plain.text();
    Rulebook::parse("any.toml", &text).unwrap_or_else(|bad| panic!("{bad}\n{text}"))
}

/// The same case in the words of the rulebook.
fn case(book: &Rulebook, dice: &mut Dice, plain: &Plain) -> (plain::Who, MemberState, PlainTarget, Target) {
    let who = plain.who(dice);
    let role = |at: usize| book.role(&format!("r{at}")).expect("a role");
    let tier = |at: usize| book.tier(&format!("t{at}")).expect("a tier");
    let on = who
        .switches
        .iter()
        .map(|at| book.switch(&format!("s{at}")).expect("a switch"));
    let state = MemberState {
        role: role(who.role),
        tier: tier(who.tier),
        plan: book.plan(&format!("p{}", who.plan)).expect("a plan"),
        enabled: who.enabled,
        switches: on.fold(Switches::default(), Switches::with),
        within: None,
        visiting: false,
    };
    let target = plain.target(dice);
    let asked = match target {
        PlainTarget::None => Target::None,
        PlainTarget::Person(on, is_self) => Target::Person {
            role: role(on),
            is_self,
        },
        PlainTarget::PersonTo(on, is_self, gives) => Target::PersonTo {
            role: role(on),
            is_self,
            gives: role(gives),
        },
        PlainTarget::PersonToTier(on, is_self, gives) => Target::PersonToTier {
            role: role(on),
            is_self,
            gives: tier(gives),
        },
        PlainTarget::Gives(gives) => Target::Gives(role(gives)),
        PlainTarget::Channel(kind) => Target::Channel(ChannelKind::ALL[kind]),
    };
    (who, state, target, asked)
}

#[test]
fn a_table_decides_as_a_plain_reading_does() {
    let (mut allowed, mut lent) = (0, 0);
    for seed in 1..=RULEBOOKS {
        let mut dice = Dice::new(seed);
        let plain = Plain::random(&mut dice);
        let book = read(&plain);
        for _ in 0..CASES {
            let (who, state, target, asked) = case(&book, &mut dice, &plain);
            let act = *dice.of(Act::ALL);
            let decision = book.decide(&state, act, asked);
            let wanted = plain.allows(&who, act, target);
            assert_eq!(
                decision.is_allowed(),
                wanted,
                "seed {seed}: {who:?} {act} {target:?}\n{}",
                plain.text()
            );
            allowed += usize::from(wanted);
            lent += usize::from(matches!(decision, Decision::Refuse(Rule::OutsideSwitch(_))));
        }
    }
    assert!(allowed > 3_000, "only {allowed} were allowed");
    assert!(lent > 20, "only {lent} asked outside of a switch that is on");
}

/// Whatever the rulebook: each refusal can be explained, and the owner stays out of everybody's reach.
#[test]
fn every_refusal_has_words_and_the_owner_is_out_of_reach() {
    for seed in 1..=RULEBOOKS {
        let mut dice = Dice::new(seed);
        let plain = Plain::random(&mut dice);
        let book = read(&plain);
        for _ in 0..CASES / 4 {
            let (_, state, _, asked) = case(&book, &mut dice, &plain);
            let act = *dice.of(Act::ALL);
            if let Decision::Refuse(rule) = book.decide(&state, act, asked) {
                let explanation = book.explain(&state, act, rule);
                assert!(explanation.rule.starts_with("any/"), "{explanation:?}");
                assert!(
                    explanation.text.ends_with('.') && !explanation.who.is_empty(),
                    "{explanation:?}"
                );
            }
            let owner = Target::Person {
                role: book.owner_role(),
                is_self: dice.one_in(2),
            };
            assert!(!book.decide(&state, act, owner).is_allowed());
            assert!(!book.decide(&state, act, Target::Gives(book.owner_role())).is_allowed());
        }
    }
}

/// Text that somebody has half edited is refused in words, with a line of that text, and never ends the server.
#[test]
fn no_text_makes_the_reader_panic() {
    let good: Vec<&str> = include_str!("../../../rulebooks/support.toml").lines().collect();
    let mut refused = 0;
    for seed in 1..=600 {
        let mut dice = Dice::new(seed);
        let mut lines: Vec<String> = good.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..=dice.below(3) {
            let (at, other) = (dice.below(lines.len()), dice.below(lines.len()));
            match dice.below(4) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[other].clone()),
                2 => lines.swap(at, other),
                _ => {
                    let middle = lines[at].chars().count() / 2;
                    lines[at] = lines[at].chars().take(middle).chain(['é', '"']).collect();
                }
            }
        }
        if let Err(bad) = Rulebook::parse("edited.toml", &lines.join("\n")) {
            assert!((1..=lines.len() + 1).contains(&bad.line), "{bad}");
            assert!(!bad.message.is_empty());
            refused += 1;
        }
    }
    assert!((200..600).contains(&refused), "{refused} were refused");
}
