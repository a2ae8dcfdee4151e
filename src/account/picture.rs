//! A person's picture: shown to teammates, and to customers beside their answers. Whatever a camera notes beside it, such
//! as where it was taken, is taken out.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{DynImage, ImageEXIF};
use utoipa::ToSchema;

use super::me::{self, Me};
use crate::access::Actor;
use crate::app::App;
use crate::door::{Caller, Input, Nothing, Raw, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::store::Tx;
use crate::{params, sql};

/// A picture, as it is kept.
pub struct Picture {
    kind: String,
    bytes: Vec<u8>,
}

/// The bytes of a picture: PNG, JPEG or WebP, at most 1 MiB.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct PictureBytes(#[allow(dead_code)] Vec<u8>);

fn not_a_picture() -> Error {
    Error::field("body", "Is no picture. Send a PNG, JPEG or WebP file of at most 1 MiB.")
}

/// Takes out everything but the picture. What the file is called, or says of itself, counts for nothing.
fn cleaned(bytes: Bytes) -> Result<Picture> {
    let image = DynImage::from_bytes(bytes).ok().flatten().ok_or_else(not_a_picture)?;
    if image
        .dimensions()
        .is_none_or(|(width, height)| width == 0 || height == 0)
    {
        return Err(not_a_picture());
    }
    let (kind, bytes) = match image {
        DynImage::Jpeg(jpeg) => ("image/jpeg", jpeg_alone(jpeg)),
        DynImage::Png(mut png) => {
            png.chunks_mut().retain(|chunk| PNG_CHUNKS.contains(&&chunk.kind()));
            ("image/png", png.encoder().bytes())
        }
        DynImage::WebP(mut webp) => {
            webp.set_exif(None);
            webp.remove_chunks_by_id(*b"XMP ");
            ("image/webp", webp.encoder().bytes())
        }
    };
    Ok(Picture {
        kind: kind.to_owned(),
        bytes: bytes.to_vec(),
    })
}

/// What a PNG needs to be shown, moving ones too.
const PNG_CHUNKS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// A JPEG without what stands beside the picture and behind it; which way is up is kept.
fn jpeg_alone(mut jpeg: Jpeg) -> Bytes {
    let up = jpeg.exif().and_then(|exif| orientation(&exif));
    jpeg.segments_mut().retain(is_of_the_picture);
    if let Some(up) = up {
        jpeg.set_exif(Some(only_orientation(up)));
    }
    let head: usize = 2 + jpeg.segments().iter().map(JpegSegment::len).sum::<usize>();
    let bytes = jpeg.encoder().bytes();
    let end = bytes
        .get(head..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == [0xff, markers::EOI]));
    end.map_or(bytes.clone(), |end| bytes.slice(..head + end + 2))
}

fn is_of_the_picture(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP0 | markers::APP14 => true,
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The tag that says which way is up (EXIF 2.32, 4.6.4), from 2 to 8; 1 is the usual and needs no mention.
fn orientation(exif: &[u8]) -> Option<u8> {
    let little = exif.starts_with(b"II*\0");
    let short = |at: usize| {
        let two: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        })
    };
    let long = |at: usize| {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if little {
            first + (second << 16)
        } else {
            (first << 16) + second
        })
    };
    let table = long(4)?;
    let entries = usize::from(short(table)?);
    let mut tags = (0..entries.min(100)).map(|n| table + 2 + n * 12);
    let entry = tags.find(|at| short(*at) == Some(0x0112))?;
    let value = u8::try_from(short(entry + 8)?).ok()?;
    (2..=8).contains(&value).then_some(value)
}

/// EXIF that says nothing but which way is up.
fn only_orientation(up: u8) -> Bytes {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0".to_vec();
    exif[19] = up;
    exif.into()
}

/// Where pictures are, below the public address.
const FOLDER: &str = "/api/v1/pictures/";

/// Puts a picture in the place of the one before, under a new address: browsers keep the old one for ever.
///
/// # Errors
/// Internal ones only.
pub async fn set(tx: &mut Tx, mut actor: Actor, picture: &Picture, origin: &str) -> Result<Me> {
    take_out(tx, &actor).await?;
    let picture_id = id::secret("").plain;
    tx.run(
        sql!("insert into pictures (id, account_id, content_type, bytes) values ($1, $2, $3, $4)"),
        params![&picture_id, &actor.account.id, &picture.kind, picture.bytes.as_slice()],
    )
    .await?;
    let url = format!("{origin}{FOLDER}{picture_id}");
    point_to(tx, &mut actor, Some(url)).await?;
    me::me(tx, actor).await
}

/// Takes the picture out.
///
/// # Errors
/// Internal ones only.
pub async fn remove(tx: &mut Tx, mut actor: Actor) -> Result<Me> {
    take_out(tx, &actor).await?;
    point_to(tx, &mut actor, None).await?;
    me::me(tx, actor).await
}

async fn take_out(tx: &mut Tx, actor: &Actor) -> Result<()> {
    // Two requests of one person wait for each other here.
    tx.first(
        sql!("select id from accounts where id = $1 for update"),
        params![&actor.account.id],
        |_| Ok(()),
    )
    .await?;
    tx.run(
        sql!("delete from pictures where account_id = $1"),
        params![&actor.account.id],
    )
    .await?;
    Ok(())
}

async fn point_to(tx: &mut Tx, actor: &mut Actor, url: Option<String>) -> Result<()> {
    tx.run(
        sql!("update accounts set avatar_url = $2 where id = $1"),
        params![&actor.account.id, &url],
    )
    .await?;
    actor.account.avatar_url = url;
    Ok(())
}

/// Lets every address of a picture begin with the public address, which may have changed since it was set.
///
/// # Errors
/// Internal ones only.
pub async fn readdress(tx: &mut Tx, origin: &str) -> Result<()> {
    let folder = format!("{origin}{FOLDER}");
    tx.run(
        sql!(
            "update accounts set avatar_url = $1 || (select p.id from pictures p where p.account_id = accounts.id)
             where id in (select account_id from pictures)"
        ),
        params![&folder],
    )
    .await?;
    Ok(())
}

async fn find(tx: &mut Tx, picture_id: &str) -> Result<Picture> {
    if !picture_id
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    {
        return Err(Error::not_found());
    }
    tx.first(
        sql!("select content_type, bytes from pictures where id = $1"),
        params![picture_id],
        |r| {
            Ok(Picture {
                kind: r.get(0)?,
                bytes: r.get(1)?,
            })
        },
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Sets the picture.
#[utoipa::path(put, path = "/auth/me/picture", tag = "account",
    request_body(content = PictureBytes, content_type = "application/octet-stream"),
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Raw) -> Result<Reply<Me>> {
    let origin = app.public_origin.clone();
    app.account_write(caller, body.checked(cleaned), move |tx, actor, picture| {
        Box::pin(async move { set(tx, actor, &picture, &origin).await })
    })
    .await
}

/// Takes the picture out.
#[utoipa::path(delete, path = "/auth/me/picture", tag = "account",
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door_remove(State(app): State<App>, caller: Caller) -> Result<Reply<Me>> {
    app.account_write(caller, Nothing, |tx, actor, ()| {
        Box::pin(async move { remove(tx, actor).await })
    })
    .await
}

/// Shows a picture to anybody who was told where it is.
#[utoipa::path(get, path = "/pictures/{picture_id}", tag = "account",
    params(("picture_id" = String, Path, description = "The picture, as `avatar_url` ends")),
    responses((status = 200, body = PictureBytes, content_type = "image/*"), (status = "default", body = Problem)))]
pub async fn door_show(State(app): State<App>, Path(wanted): Path<String>) -> Result<Response> {
    let found = app
        .store
        .read(move |tx| Box::pin(async move { find(tx, &wanted).await }));
    let picture = found.await?;
    let mut response = picture.bytes.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::try_from(picture.kind).map_err(Error::internal)?,
    );
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_way_is_up_is_read_from_either_kind_of_exif_and_written_again() {
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x01\0\0\0\0\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        assert_eq!(orientation(little), Some(6));
        assert_eq!(orientation(&only_orientation(8)), Some(8));
        for broken in [
            &b""[..],
            b"MM\0*",
            b"MM\0*\xff\xff\xff\xff",
            &only_orientation(1),
            &only_orientation(9),
        ] {
            assert_eq!(orientation(broken), None);
        }
    }
}
