//! A bad rulebook is refused with file, line and what is wrong.

use rulebook::Rulebook;

const GOOD: &str = include_str!("fixtures/small.toml");
const FILE: &str = "rulebooks/small.toml";

/// One case of `fixtures/bad.txt`.
#[derive(Default)]
struct Case {
    /// What is replaced, and by what.
    places: Vec<(Vec<&'static str>, Vec<&'static str>)>,
    complaint: &'static str,
}

fn cases() -> Vec<Case> {
    let mut cases = vec![Case::default()];
    for line in include_str!("fixtures/bad.txt").lines() {
        let case = cases.last_mut().expect("there is always one");
        let text = line.get(2..).unwrap_or_default();
        match line.chars().next() {
            Some('-') => {
                if case.places.last().is_none_or(|(_, by)| !by.is_empty()) {
                    case.places.push(Default::default());
                }
                case.places.last_mut().expect("just made").0.push(text);
            }
            Some('+') => case
                .places
                .last_mut()
                .expect("a line before it to replace")
                .1
                .push(text),
            Some('!') => {
                case.complaint = text;
                cases.push(Case::default());
            }
            _ => assert!(case.places.is_empty(), "a case without a complaint before: {line}"),
        }
    }
    cases.pop();
    cases
}

fn spoiled(case: &Case) -> String {
    case.places.iter().fold(format!("\n{GOOD}"), |text, (good, bad)| {
        let [good, bad] = [good, bad].map(|lines| format!("\n{}\n", lines.join("\n")));
        assert!(text.contains(&good), "these lines are not in the good rulebook: {good}");
        text.replacen(&good, &bad, 1)
    })
}

#[test]
fn the_good_one_is_accepted() {
    Rulebook::parse(FILE, GOOD).expect("it is good");
}

#[test]
fn each_bad_one_is_refused_with_its_line_and_its_reason() {
    let cases = cases();
    assert!(cases.len() > 60, "{} cases were read", cases.len());
    for case in cases {
        let text = spoiled(&case);
        let text = text.trim_start_matches('\n');
        let marked: Vec<_> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("#!"))
            .collect();
        let [(at, _)] = marked[..] else {
            panic!("one line must be marked for: {}", case.complaint)
        };
        let complaint = Rulebook::parse(FILE, text).err().map(|bad| bad.to_string());
        assert_eq!(complaint, Some(format!("{FILE}:{}: {}", at + 1, case.complaint)));
    }
}

/// The message for the good rulebook without what stands between two of its lines.
fn without(from: &str, to: &str) -> String {
    let start = GOOD.find(from).expect(from);
    let end = if to.is_empty() {
        GOOD.len()
    } else {
        GOOD.find(to).expect(to)
    };
    let text = format!("{}{}", &GOOD[..start], &GOOD[end..]);
    Rulebook::parse(FILE, &text).expect_err("it is bad").message
}

#[test]
fn nothing_at_all_of_something_that_is_needed() {
    let no_plan = "there is no plan: a workspace needs one, if only with everything \"unlimited\"";
    assert_eq!(
        without("[[role]]", "[permissions]"),
        "no role is the owner: exactly one needs `owner = true`"
    );
    assert_eq!(without("[[tier]]", "[[plan]]"), "unknown tier `all`; there are none");
    assert_eq!(without("[[plan]]", ""), no_plan);
    assert_eq!(without("[permissions]", "[[switch]]"), "a rulebook needs `permissions`");
    assert_eq!(without("name", ""), "a rulebook needs `ownership`");
}

/// The message and the line for the good rulebook with more tables before this one.
fn with_more(tables: &str, before: &str) -> (String, String) {
    let text = GOOD.replacen(before, &format!("{tables}{before}"), 1);
    let bad = Rulebook::parse(FILE, &text).expect_err("it is bad");
    let line = text.lines().nth(bad.line - 1).expect("a line of the text");
    (bad.message, line.to_owned())
}

#[test]
fn more_than_a_table_holds() {
    let table = |kind: &str, name: String, rest: &str| format!("[[{kind}]]\nname = \"{name}\"\n{rest}");
    let role = "label = \"R\"\npeople = \"rs\"\ndescription = \"R.\"\nowner = false\ninvitable = true\n";
    let roles: String = (4..18).map(|at| table("role", format!("r{at}"), role)).collect();
    let complaint = with_more(&roles, "[permissions]");
    assert_eq!(complaint, ("more than 16 [[role]]".into(), "name = \"r17\"".into()));

    let lends = "role = \"lead\"\npermissions = [\"members.invite\"]\non = [\"helper\"]\n";
    let switch = format!("label = \"S\"\nsummary = \"S.\"\n{lends}");
    let switches: String = (2..6).map(|at| table("switch", format!("s{at}"), &switch)).collect();
    let complaint = with_more(&switches, "[[tier]]");
    assert_eq!(complaint, ("more than 4 [[switch]]".into(), "name = \"s5\"".into()));
}

/// As many as fit are accepted, and the last one works.
#[test]
fn as_many_as_a_table_holds() {
    let role = "label = \"R\"\npeople = \"rs\"\ndescription = \"R.\"\nowner = false\ninvitable = true\n";
    let roles: String = (4..17)
        .map(|at| format!("[[role]]\nname = \"r{at}\"\n{role}"))
        .collect();
    let text = GOOD.replacen("[permissions]", &format!("{roles}[permissions]"), 1);
    let text = text.replacen(
        "\"members.invite\" = [\"boss\"]",
        "\"members.invite\" = [\"boss\", \"r16\"]",
        1,
    );
    let book = Rulebook::parse(FILE, &text).expect("16 roles fit");
    let last = book.role("r16").expect("the last role");
    assert_eq!(book.roles().count(), 16);
    assert_eq!(book.role_info(last).permissions, [rulebook::Act::MembersInvite]);
}
