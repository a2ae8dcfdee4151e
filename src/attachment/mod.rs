//! Files that are sent with messages: uploaded first, then named by the message that takes them.

pub mod attach;
pub mod place;
pub mod purge;
pub mod show;
pub mod upload;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::door::file::Described;
use crate::id::Id;
use crate::store::{Row, StoreError};

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// The file.
    pub id: Id,
    /// As whoever sent it called it.
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// Found out from its first bytes, whatever it is called.
    pub content_type: String,
}

impl<'a> From<&'a Attachment> for Described<'a> {
    fn from(file: &'a Attachment) -> Self {
        Described {
            name: &file.name,
            size: file.size,
            content_type: &file.content_type,
        }
    }
}

/// Reads id, name, size, type.
///
/// # Errors
/// Where the row is another.
pub fn attachment(r: &Row<'_>) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: r.get(0)?,
        name: r.get(1)?,
        size: r.get(2)?,
        content_type: r.get(3)?,
    })
}

/// What kind of file this is, by its first bytes. Markup and scripts are plain text here: nobody's browser runs them.
#[must_use]
pub fn sniff(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) if kind.matcher_type() != infer::MatcherType::Text => kind.mime_type(),
        _ if is_text(head) => "text/plain",
        _ => "application/octet-stream",
    }
}

fn is_text(head: &[u8]) -> bool {
    // The head may end within a character.
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() => std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    !text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
        for (head, kind) in [
            (&png[..], "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
            (b"GIF89a\x01\0\x01\0", "image/gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"<!doctype html><script>alert(1)</script>", "text/plain"),
            (b"<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>", "text/plain"),
            (b"#!/bin/sh\nexit 0\n", "text/plain"),
            ("Grüße".as_bytes(), "text/plain"),
            (&"Grüß".as_bytes()[..5], "text/plain"),
            (b"\x01\x02\x03\x04", "application/octet-stream"),
            (b"a\0b", "application/octet-stream"),
        ] {
            assert_eq!(sniff(head), kind, "{head:?}");
        }
    }
}
