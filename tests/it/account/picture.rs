use img_parts::png::PngChunk;
use img_parts::{Bytes, ImageEXIF, jpeg::Jpeg};
use serde_json::Value;

use crate::desk::{Desk, PICTURE, Person};

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// Sends bytes; answers the status and the body.
fn set(desk: &Desk, person: &Person, bytes: &[u8]) -> (u16, Value) {
    let url = format!("{}/api/v1/auth/me/picture", desk.origin());
    let bearer = format!("Bearer {}", person.token);
    let sent = agent()
        .put(url)
        .header("authorization", bearer)
        .content_type("image/gif")
        .send(bytes);
    let mut answer = sent.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.body_mut().read_json().expect("JSON"))
}

/// Fetches what `avatar_url` leads to, as anybody.
fn get(url: &str) -> ureq::http::Response<Vec<u8>> {
    let mut answer = agent().get(url).call().expect("an answer");
    let bytes = answer.body_mut().read_to_vec().expect("bytes");
    answer.map(|_| bytes)
}

fn url_of(body: &Value) -> String {
    body["user"]["avatar_url"].as_str().expect("an address").to_owned()
}

const SECRET: &[u8] = b"59.3293 N 18.0686 E";

fn png() -> Vec<u8> {
    let head = PngChunk::new(*b"IHDR", Bytes::from_static(b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"));
    let data = PngChunk::new(*b"IDAT", Bytes::from_static(b"x\x9cc`\0\0\0\x02\0\x01"));
    let note = PngChunk::new(*b"tEXt", [b"Comment\0", SECRET].concat().into());
    let end = PngChunk::new(*b"IEND", Bytes::new());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [head, note, data, end] {
        out.extend_from_slice(&chunk.encoder().bytes());
    }
    out
}

fn jpeg() -> Vec<u8> {
    let exif = [
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
        SECRET,
    ]
    .concat();
    let frame = b"\xff\xd8\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\x7f\xff\xd9";
    let mut jpeg = Jpeg::from_bytes(Bytes::from_static(frame)).expect("a picture");
    jpeg.set_exif(Some(exif.into()));
    [&jpeg.encoder().bytes()[..], SECRET].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

on_both! {
    fn what_is_no_picture_is_refused_whatever_it_calls_itself(desk) {
        let ada = desk.person("Ada");
        let before = desk.dump();
        for bytes in [
            &b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a\x01\0\x01\0\0\0\0;", b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff", &PICTURE.as_bytes()[..20], b"{}",
        ] {
            let (status, body) = set(desk, &ada, bytes);
            assert_eq!((status, &body["errors"][0]["field"]), (422, &Value::from("body")), "{bytes:?}: {body}");
        }
        let (status, _) = set(desk, &ada, &[0; 1024 * 1024 + 1]);
        assert_eq!(status, 413);
        assert_eq!(desk.dump(), before);
    }

    fn a_picture_is_shown_to_anybody_and_runs_nothing(desk) {
        let ada = desk.person("Ada");
        let (status, body) = set(desk, &ada, PICTURE.as_bytes());
        assert_eq!(status, 200, "{body}");
        let url = url_of(&body);
        assert!(url.starts_with(&format!("{}/api/v1/pictures/", desk.origin())), "{url}");
        let shown = get(&url);
        assert_eq!(shown.body(), PICTURE.as_bytes());
        for (name, value) in [
            ("content-type", "image/webp"), ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cache-control", "public, max-age=31536000, immutable"),
        ] {
            assert_eq!(shown.headers()[name], value, "{name}");
        }
    }

    fn a_new_picture_has_a_new_address_and_the_old_one_is_gone(desk) {
        let ada = desk.person("Ada");
        let first = url_of(&set(desk, &ada, PICTURE.as_bytes()).1);
        let second = url_of(&set(desk, &ada, &png()).1);
        assert_ne!(first, second);
        assert_eq!((get(&first).status(), get(&second).status()), (404.try_into().unwrap(), 200.try_into().unwrap()));
        let me = desk.delete("/auth/me/picture", &ada.token).ok();
        assert_eq!(me.body["user"]["avatar_url"], Value::Null);
        assert_eq!(get(&second).status(), 404);
        desk.delete("/auth/me/picture", &ada.token).ok();
    }

    fn where_a_picture_was_taken_is_taken_out(desk) {
        let ada = desk.person("Ada");
        for (bytes, kind) in [(png(), "image/png"), (jpeg(), "image/jpeg")] {
            assert!(holds(&bytes, SECRET));
            let (status, body) = set(desk, &ada, &bytes);
            assert_eq!(status, 200, "{body}");
            let shown = get(&url_of(&body));
            assert_eq!(shown.headers()["content-type"], kind);
            assert!(!holds(shown.body(), SECRET), "{kind}: {:?}", shown.body());
        }
    }

    fn which_way_is_up_is_kept(desk) {
        let ada = desk.person("Ada");
        let shown = get(&url_of(&set(desk, &ada, &jpeg()).1));
        let exif = Jpeg::from_bytes(shown.into_body().into()).expect("a picture").exif().expect("a note");
        assert_eq!((exif.len(), exif[19]), (26, 6));
    }

    fn pictures_at_once_leave_one(desk) {
        let ada = desk.person("Ada");
        let (desk, person) = (&desk, &ada);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..4).map(|_| scope.spawn(move || set(desk, person, PICTURE.as_bytes()).0)).collect();
            running.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        assert_eq!(statuses, [200; 4]);
        let kept = desk.rows_of("(select id from pictures)");
        assert_eq!(kept.trim().lines().count(), 2, "{kept}");
        let me = desk.get("/auth/me", &ada.token).ok();
        assert_eq!(get(&url_of(&me.body)).status(), 200);
    }
}

#[test]
fn pictures_move_with_the_public_address() {
    let desk = Desk::start(crate::desk::Kind::Sqlite);
    let ada = desk.person("Ada");
    let old = url_of(&set(&desk, &ada, PICTURE.as_bytes()).1);
    let moved = desk.app.store.write(|tx| {
        Box::pin(async move { deskbell::account::picture::readdress(tx, "https://desk.example.com").await })
    });
    desk.wait(moved).expect("it moves");
    let url = url_of(&desk.get("/auth/me", &ada.token).ok().body);
    assert_eq!(url, old.replace(desk.origin(), "https://desk.example.com"));
}
