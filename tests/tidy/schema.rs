//! The migrations as tables, read with no more of SQL than `create table` and `create unique index` need.

use crate::checkout;

/// A table as one database's migrations create it.
#[derive(Debug, PartialEq)]
pub struct Table {
    pub file: String,
    pub name: String,
    /// Column definitions and constraints as they are written, in lower case, white space folded.
    pub parts: Vec<String>,
}

impl Table {
    /// The names of its columns, in order.
    pub fn columns(&self) -> Vec<&str> {
        let columns = self.parts.iter().filter(|part| !is_constraint(part));
        columns.filter_map(|part| part.split(' ').next()).collect()
    }

    /// The columns of every constraint that begins with these words (`primary key`, `unique`, `foreign key`), also where
    /// it stands behind a column.
    pub fn constraints(&self, kind: &str) -> Vec<Vec<String>> {
        let of_part = |part: &String| {
            let own = strip_name(part);
            if let Some(listed) = own.strip_prefix(kind) {
                return Some(in_brackets(listed));
            }
            let column = (!is_constraint(part)).then(|| part.split_once(' ')).flatten()?;
            column.1.contains(kind).then(|| vec![column.0.to_owned()])
        };
        self.parts.iter().filter_map(of_part).collect()
    }
}

/// Everything that the migrations of `sqlite` or `postgres` create, in order.
pub fn tables(product: &str) -> Vec<Table> {
    let statements = migrations(product).into_iter().flat_map(|(file, text)| {
        statements(&text)
            .into_iter()
            .map(move |statement| (file.clone(), statement))
            .collect::<Vec<_>>()
    });
    statements
        .filter_map(|(file, statement)| table(&file, &statement))
        .collect()
}

/// Unique indexes: table, columns, and the statement's own name.
pub fn unique_indexes(product: &str) -> Vec<(String, Vec<String>, String)> {
    let all = migrations(product).into_iter().flat_map(|(_, text)| statements(&text));
    all.filter_map(|statement| {
        let (name, rest) = statement.strip_prefix("create unique index ")?.split_once(" on ")?;
        let table = rest.split([' ', '(']).next()?;
        Some((table.to_owned(), in_brackets(rest), name.to_owned()))
    })
    .collect()
}

/// File names and texts of one product's migrations, in order.
pub fn migrations(product: &str) -> Vec<(String, String)> {
    checkout::texts(&[&format!("migrations/{product}/")], &[".sql"])
}

pub fn table(file: &str, statement: &str) -> Option<Table> {
    let rest = statement.strip_prefix("create table ")?;
    let (name, body) = rest.split_once('(')?;
    let name = name.trim().trim_start_matches("if not exists ").to_owned();
    let body = &body[..end_of_brackets(body)];
    Some(Table {
        file: file.to_owned(),
        name,
        parts: split_outside_brackets(body),
    })
}

/// Statements in lower case, without comments, white space folded to one blank.
pub fn statements(text: &str) -> Vec<String> {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect();
    let code = code.join(" ").to_lowercase();
    let folded = code
        .split(';')
        .map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.filter(|statement| !statement.is_empty()).collect()
}

fn is_constraint(part: &str) -> bool {
    ["primary key", "unique", "foreign key", "check", "constraint", "exclude"]
        .iter()
        .any(|word| {
            part.strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
        })
}

/// A constraint without `constraint its_name`.
fn strip_name(part: &str) -> &str {
    let named = part.strip_prefix("constraint ").and_then(|rest| rest.split_once(' '));
    named.map_or(part, |(_, constraint)| constraint)
}

/// The names in the first pair of brackets.
fn in_brackets(text: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once('(') else {
        return Vec::new();
    };
    split_outside_brackets(&rest[..end_of_brackets(rest)])
}

/// Where the bracket closes that was open before `text`.
fn end_of_brackets(text: &str) -> usize {
    let mut depth = 1;
    let close = text.char_indices().find(|(_, letter)| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    close.map_or(text.len(), |(at, _)| at)
}

fn split_outside_brackets(text: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for letter in text.chars() {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        match parts.last_mut() {
            Some(part) if letter != ',' || depth > 0 => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

#[test]
fn a_table_is_read_with_its_keys() {
    let text = "-- why\ncreate table Notes (\n  workspace_id text not null, -- tenant\n  id text not null unique,\n\
                amount numeric(9, 2) check (amount in (1, 2)),\n  constraint one primary key (workspace_id, id),\n\
                foreign key (workspace_id, id) references other (workspace_id, id)\n) without rowid;\n";
    let found = table("0001.sql", &statements(text)[0]).expect("a table");
    assert_eq!(found.name, "notes");
    assert_eq!(found.columns(), ["workspace_id", "id", "amount"]);
    assert_eq!(found.constraints("primary key"), [["workspace_id", "id"]]);
    assert_eq!(found.constraints("unique"), [["id"]]);
    assert_eq!(found.constraints("foreign key"), [["workspace_id", "id"]]);
}
