//! Paths that are no text.

use axum::http::{Request, Uri};
use url::form_urlencoded;

/// A name that is no id of anything.
const NOTHING: &str = "-";

/// Puts a name that is no id in the place of what can't be decoded to a text, such as `%ff`: it is then refused like any
/// other name that is no id, after it is known who asks, and in the one form of errors.
pub fn readable<B>(mut request: Request<B>) -> Request<B> {
    let path = request.uri().path();
    if !path.starts_with("/api/") || path.split('/').all(is_text) {
        return request;
    }
    let parts: Vec<_> = path
        .split('/')
        .map(|part| if is_text(part) { part } else { NOTHING })
        .collect();
    let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
    if let Ok(uri) = format!("{}{query}", parts.join("/")).parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    request
}

fn is_text(part: &str) -> bool {
    let mut decoded = form_urlencoded::parse(part.as_bytes());
    !decoded.any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}'))
}

#[cfg(test)]
mod tests {
    use super::readable;
    use axum::http::Request;

    #[test]
    fn what_is_no_text_in_a_path_becomes_a_name_of_nothing() {
        for (before, after) in [
            ("/api/v1/conversations/%ff?limit=1", "/api/v1/conversations/-?limit=1"),
            (
                "/api/v1/conversations/%F0%9F%94%94/read",
                "/api/v1/conversations/%F0%9F%94%94/read",
            ),
            ("/api/v1/widget/a%c3=%28b&c", "/api/v1/widget/-"),
            ("/assets/%ff", "/assets/%ff"),
        ] {
            let request = Request::builder().uri(before).body(()).unwrap();
            assert_eq!(readable(request).uri(), after);
        }
    }
}
