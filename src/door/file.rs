//! A file as an answer: what a browser may do with it, and for how long it goes on.

use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use futures_util::future::BoxFuture;
use futures_util::stream;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::error::{Error, Result};

/// Bytes between two looks at whether the reader may still read.
const CHUNK: usize = 64 * 1024;

/// Kinds that a browser shows by itself; whatever else somebody sends is only ever saved.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// What a file is called, how large it is in bytes, and what kind it is.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    /// The name that it is saved by.
    pub name: &'a str,
    /// In bytes.
    pub size: i64,
    /// As it was found out from its first bytes.
    pub content_type: &'a str,
}

/// Sends a file piece by piece. Before each piece `still` says whether the reader may read on; where not, the answer breaks
/// off there.
///
/// # Errors
/// Internal ones only.
pub async fn serve<F>(path: &Path, described: Described<'_>, still: F) -> Result<Response>
where
    F: Fn() -> BoxFuture<'static, Result<()>> + Send + 'static,
{
    let file = File::open(path).await.map_err(Error::internal)?;
    let pieces = stream::unfold(Some((file, still)), |state| async move {
        let (mut file, still) = state?;
        if still().await.is_err() {
            return Some((Err(std::io::Error::other("the reader may not read on")), None));
        }
        let mut piece = BytesMut::with_capacity(CHUNK);
        match file.read_buf(&mut piece).await {
            Ok(0) => None,
            Ok(_) => Some((Ok(piece.freeze()), Some((file, still)))),
            Err(error) => Some((Err(error), None)),
        }
    });
    Ok((headers(&described)?, Body::from_stream(pieces)).into_response())
}

fn headers(described: &Described<'_>) -> Result<HeaderMap> {
    let charset = if described.content_type == "text/plain" {
        "; charset=utf-8"
    } else {
        ""
    };
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::CONTENT_TYPE, format!("{}{charset}", described.content_type)),
        (header::CONTENT_LENGTH, described.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(described)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin".to_owned(),
        ),
    ] {
        headers.insert(name, HeaderValue::from_str(&value).map_err(Error::internal)?);
    }
    Ok(headers)
}

/// RFC 6266: a name of plain letters for old clients, and the real one percent-encoded.
fn disposition(described: &Described<'_>) -> String {
    let kind = if SHOWN.contains(&described.content_type) {
        "inline"
    } else {
        "attachment"
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let plain: String = described
        .name
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    let mut full = String::new();
    for byte in described.name.bytes() {
        match char::from(byte) {
            c if is_plain(c) => full.push(c),
            _ => full.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_its_quotes() {
        let described = |name, content_type| Described {
            name,
            size: 1,
            content_type,
        };
        assert_eq!(
            disposition(&described("a\"; x=\"b.html", "text/plain")),
            "attachment; filename=\"a___x__b.html\"; filename*=UTF-8''a%22%3B%20x%3D%22b.html"
        );
        assert_eq!(
            disposition(&described("Lämpchen.png", "image/png")),
            "inline; filename=\"L_mpchen.png\"; filename*=UTF-8''L%C3%A4mpchen.png"
        );
    }

    #[test]
    fn only_pictures_are_shown() {
        for content_type in ["image/svg+xml", "text/html", "application/pdf", "text/plain"] {
            let described = Described {
                name: "a",
                size: 1,
                content_type,
            };
            assert!(disposition(&described).starts_with("attachment;"), "{content_type}");
        }
    }
}
