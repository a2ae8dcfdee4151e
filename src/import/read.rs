//! A file of people as spreadsheets write it: any order of columns, commas, semicolons or tabs, quotes, a byte order mark,
//! either end of line.

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Error, Result};
use crate::limits;
use crate::seen::misleads;

/// A line of the file, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1; the names of the columns stand above the first.
    pub line: i64,
    /// The cell of `email`.
    pub email: String,
    /// The cell of `role`; empty: the default.
    pub role: String,
    /// The cell of `access_tier`; empty: the default.
    pub tier: String,
}

/// Characters of a cell that are kept: more than an address has.
const LONGEST: usize = 254;

fn wrong(message: impl Into<String>) -> Error {
    Error::field("body", message)
}

/// The text of the bytes: UTF-8, or UTF-16 with its mark, or else the Western encoding that old programs write.
fn text(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

/// What stands between the cells: what the line of names has most of.
fn delimiter(first: &str) -> u8 {
    let count = |letter: char| first.matches(letter).count();
    let most = [',', ';', '\t'].into_iter().max_by_key(|letter| count(*letter));
    // Of several with as many, the last is taken; a line without any has one column, and then none matters.
    match most {
        Some(letter) if count(letter) > 0 => letter as u8,
        _ => b',',
    }
}

/// Where each column stands.
struct Columns {
    email: usize,
    role: Option<usize>,
    tier: Option<usize>,
}

fn columns(names: &StringRecord) -> Result<Columns> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let mut places = [None; 3];
    for (at, name) in names.iter().enumerate() {
        let known = match plain(name).as_str() {
            "email" | "emailaddress" | "mail" => 0,
            "role" => 1,
            "accesstier" | "tier" => 2,
            _ => continue,
        };
        if places[known].replace(at).is_some() {
            return Err(wrong(format!("Has the column `{}` twice.", name.trim())));
        }
    }
    let [email, role, tier] = places;
    let email = email.ok_or_else(|| wrong("The first line has to name the columns: email, role, access_tier."))?;
    Ok(Columns { email, role, tier })
}

fn cell(record: &StringRecord, at: Option<usize>) -> String {
    let text = at.and_then(|at| record.get(at)).unwrap_or_default().trim();
    // A failed row that was downloaded, corrected and comes back: spreadsheets run no formula that begins so.
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.chars()
        .filter(|c| !c.is_control() && !misleads(*c))
        .take(LONGEST)
        .collect()
}

/// Reads the lines that have anything in them.
///
/// # Errors
/// 422 `body` where there is no column of addresses, no line, or more than 50,000.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>> {
    // One kind of line end, so that the numbers of lines are those that a person counts.
    let text = text(bytes).replace("\r\n", "\n").replace('\r', "\n");
    // Some spreadsheets say first what stands between the cells.
    let (said, text, before) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.to_lowercase().starts_with("sep=") => {
            (first.as_bytes().get(4).copied(), rest, 1)
        }
        _ => (None, text.as_str(), 0),
    };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(said.unwrap_or_else(|| delimiter(first)))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let names = match records.next() {
        Some(Ok(names)) => names,
        _ => {
            return Err(wrong(
                "Is empty. The first line names the columns: email, role, access_tier.",
            ));
        }
    };
    let columns = columns(&names)?;
    let mut lines = Vec::new();
    for record in records {
        let record = record.map_err(|e| wrong(format!("Can't be read: {e}.")))?;
        let line = Line {
            line: record.position().map_or(0, |at| i64::try_from(at.line()).unwrap_or(0)) + before,
            email: cell(&record, Some(columns.email)),
            role: cell(&record, columns.role),
            tier: cell(&record, columns.tier),
        };
        if line.email.is_empty() && line.role.is_empty() && line.tier.is_empty() {
            continue;
        }
        if lines.len() == limits::IMPORTED_AT_ONCE {
            return Err(wrong(format!(
                "Has more than {} people. Split it into several files.",
                limits::IMPORTED_AT_ONCE
            )));
        }
        lines.push(line);
    }
    if lines.is_empty() {
        return Err(wrong("Names the columns, and nobody."));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(i64, String, String, String)> {
        let lines = read(bytes).expect("lines").into_iter();
        lines.map(|l| (l.line, l.email, l.role, l.tier)).collect()
    }

    fn one(line: i64, email: &str, role: &str, tier: &str) -> (i64, String, String, String) {
        (line, email.into(), role.into(), tier.into())
    }

    #[test]
    fn a_file_is_read_however_a_spreadsheet_writes_it() {
        let expected = [
            one(2, "ada@example.com", "admin", "power"),
            one(3, "ben@example.com", "", ""),
        ];
        for text in [
            "email,role,access_tier\nada@example.com,admin,power\nben@example.com,,\n",
            "email,role,access_tier\r\nada@example.com,admin,power\r\nben@example.com\r\n",
            "\u{feff}Email;Role;Access Tier\nada@example.com;admin;power\nben@example.com;;\n",
            "ACCESS_TIER,name,E-Mail,ROLE\npower,\"Lovelace, Ada\",ada@example.com,admin\n,,ben@example.com,\n",
            "\"email\",\"role\",\"access_tier\"\n\" ada@example.com \",\"admin\",\"power\"\n'ben@example.com,,",
            "email\trole\ttier\nada@example.com\tadmin\tpower\nben@example.com\t\t\n",
        ] {
            assert_eq!(cells(text.as_bytes()), expected, "{text}");
        }
        let utf16: Vec<u8> = "\u{feff}email\trole\ttier\nada@example.com\tadmin\tpower\nben@example.com"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(cells(&utf16), expected);
    }

    #[test]
    fn lines_keep_their_numbers_and_empty_ones_are_passed_over() {
        let text = "sep=;\nemail;role\n\n;;\nada@example.com;admin\n\"two\nlines@example.com\";x\ncyd@example.com;";
        let found: Vec<_> = cells(text.as_bytes()).into_iter().map(|l| (l.0, l.1)).collect();
        assert_eq!(
            found,
            [
                (5, "ada@example.com".to_owned()),
                (6, "twolines@example.com".to_owned()),
                (8, "cyd@example.com".to_owned())
            ]
        );
    }

    #[test]
    fn what_is_no_file_of_people_is_refused_with_what_it_lacks() {
        for (text, says) in [
            ("", "Is empty"),
            ("\n\n", "Is empty"),
            ("ada@example.com,admin", "name the columns"),
            ("email,role\n", "nobody"),
            ("email,role,E-Mail\nx,y,z", "twice"),
        ] {
            let error = read(text.as_bytes()).expect_err(text);
            assert!(error.problem().detail.contains(says), "{text}: {error}");
        }
        assert_eq!(
            cells(b"email,role\nm\xfcller@example.com,admin")[0].1,
            "müller@example.com"
        );
        assert_eq!(
            cells("email\n\u{200b}ada@example.com\u{2060}".as_bytes())[0].1,
            "ada@example.com"
        );
        let many = "email\n".to_owned() + &"a@example.com\n".repeat(limits::IMPORTED_AT_ONCE);
        assert_eq!(
            read(many.as_bytes()).map(|l| l.len()).ok(),
            Some(limits::IMPORTED_AT_ONCE)
        );
        assert!(read((many + "b@example.com").as_bytes()).is_err());
    }
}
