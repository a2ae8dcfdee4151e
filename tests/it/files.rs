//! Files, as bytes.

use serde_json::json;

use crate::desk::{Answer, Desk};

/// An answer of bytes.
pub struct Download {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Download {
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no {name}"));
        value.to_str().expect("a text")
    }
}

impl Desk {
    fn file_request(&self, method: &str, path: &str, token: &str) -> ureq::http::request::Builder {
        ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}/api/v1{path}", self.origin()))
            .header("authorization", format!("Bearer {token}"))
    }

    pub fn upload_with(&self, path: &str, token: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = self.file_request("POST", path, token);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(bytes).expect("a request");
        let mut response = agent.run(request).unwrap_or_else(|e| panic!("{path}: {e}"));
        let text = response.body_mut().read_to_string().expect("a text");
        Answer {
            status: response.status().as_u16(),
            body: serde_json::from_str(&text).expect("JSON"),
            headers: response.headers().clone(),
        }
    }

    pub fn upload(&self, path: &str, token: &str, bytes: &[u8]) -> Answer {
        self.upload_with(path, token, &[], bytes)
    }

    /// A visitor sends a file in a message of its own; answers the file.
    pub fn visitor_sends(&self, visitor: &str, name: &str, bytes: &[u8]) -> String {
        let file = self
            .upload(&format!("/visitor/upload?name={name}"), visitor, bytes)
            .ok()
            .text("/id");
        self.post(
            "/visitor/messages",
            visitor,
            json!({"content": "", "attachments": [file]}),
        )
        .ok();
        file
    }

    pub fn download(&self, path: &str, token: &str) -> Download {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = self.file_request("GET", path, token).body(()).expect("a request");
        let mut response = agent.run(request).unwrap_or_else(|e| panic!("{path}: {e}"));
        Download {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response
                .body_mut()
                .with_config()
                .limit(64 << 20)
                .read_to_vec()
                .expect("bytes"),
        }
    }

    /// Files that lie in the data folder, by their path below `files`.
    pub fn files_on_disk(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder().join("files")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(self.folder().join("files")).expect("below");
                    found.push(below.to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        found
    }
}
