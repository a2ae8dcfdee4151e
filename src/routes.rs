//! Every route, and the OpenAPI document that comes of them.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri, Version, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use socketioxide::SocketIo;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::cors::{Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::error::Error;
use crate::live::socket;
use crate::{
    account, attachment, audit, billing, bounds, canned, channel, customer, import, inbox, invitation, link, page,
    role, search, tag, team, view, visitor, widget, workspace,
};

#[derive(OpenApi)]
#[openapi(info(
    title = "Deskbell",
    description = "A team desk that a company runs itself. docs/api-design.md says how the API thinks."
))]
struct Described;

fn account_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(account::register::door))
        .routes(routes!(account::login::door))
        .routes(routes!(account::logout::door))
        .routes(routes!(
            account::me::door,
            account::change_name::door,
            account::delete::door
        ))
        .routes(routes!(account::sessions::door, account::end_sessions::door_others))
        .routes(routes!(account::end_sessions::door_one))
        .routes(routes!(account::change_password::door))
        .routes(routes!(account::picture::door, account::picture::door_remove))
        .routes(routes!(account::picture::door_show))
        .routes(routes!(account::change_email::door))
        .routes(routes!(account::ask_reset::door))
        .routes(routes!(account::reset::door))
        .routes(routes!(account::ask_confirm::door))
        .routes(routes!(account::confirm::door))
        .routes(routes!(workspace::create::door))
        .routes(routes!(workspace::enter::door))
        .routes(routes!(workspace::rulebooks::door))
        .routes(routes!(
            workspace::show::door,
            workspace::change::door,
            workspace::delete::door
        ))
        .routes(routes!(workspace::restore::door))
        .routes(routes!(role::list::door, role::create::door))
        .routes(routes!(role::document::door))
        .routes(routes!(role::change::door, role::remove::door))
        .routes(routes!(
            workspace::transfer::nominate::door,
            workspace::transfer::withdraw::door
        ))
        .routes(routes!(workspace::transfer::accept::door))
        .routes(routes!(audit::list::door))
        .routes(routes!(audit::export::door))
        .routes(routes!(billing::plan::door, billing::change_plan::door))
        .routes(routes!(billing::checkout::door))
}

fn team_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(team::list::door))
        .routes(routes!(team::invite::door))
        .routes(routes!(team::show::door, team::remove::door, team::change::door))
        .routes(routes!(team::rights::door))
        .routes(routes!(team::leave::door))
        .routes(routes!(team::sessions::door))
        .routes(routes!(team::set_status::door))
        .routes(routes!(inbox::assign::door))
        .routes(routes!(inbox::pending_handoffs::door))
}

fn joining_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(invitation::list::door, invitation::create::door))
        .routes(routes!(invitation::change::door, invitation::revoke::door))
        .routes(routes!(invitation::resend::door))
        .routes(routes!(invitation::copy::door))
        .routes(routes!(invitation::look::door))
        .routes(routes!(invitation::accept::door))
        .routes(routes!(link::list::door, link::create::door))
        .routes(routes!(link::revoke::door))
        .routes(routes!(link::look::door))
        .routes(routes!(link::join::door))
        .routes(routes!(import::create::door))
        .routes(routes!(import::confirm::door))
        .routes(routes!(import::show::door))
        .routes(routes!(import::failed::door))
}

fn inbox_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inbox::list::door, inbox::open::door))
        .routes(routes!(inbox::counts::door))
        .routes(routes!(inbox::show::door, inbox::set_status::door))
        .routes(routes!(inbox::send_message::door))
        .routes(routes!(attachment::upload::door))
        .routes(routes!(attachment::show::door))
        .routes(routes!(inbox::snooze::door))
        .routes(routes!(tag::put::door))
        .routes(routes!(search::find::door))
        .routes(routes!(inbox::resolve::door))
        .routes(routes!(inbox::close::door))
        .routes(routes!(inbox::assign::door_by_path))
        .routes(routes!(inbox::unassign::door))
        .routes(routes!(inbox::handoff::door))
        .routes(routes!(inbox::mark_read::door))
        .routes(routes!(customer::list::door, customer::create::door))
        .routes(routes!(customer::show::door))
}

fn sorting_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tag::list::door, tag::create::door))
        .routes(routes!(tag::change::door, tag::remove::door))
        .routes(routes!(canned::list::door, canned::create::door))
        .routes(routes!(canned::change::door, canned::remove::door))
        .routes(routes!(view::list::door, view::create::door))
        .routes(routes!(view::remove::door))
}

fn channel_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(channel::list::door, channel::create::door))
        .routes(routes!(channel::change::door, channel::remove::door))
        .routes(routes!(widget::create::door))
        .routes(routes!(widget::show::door, widget::change::door))
        .routes(routes!(widget::secret::list::door, widget::secret::create::door))
        .routes(routes!(widget::secret::remove::door))
        .routes(routes!(visitor::begin::door))
        .routes(routes!(visitor::show::door))
        .routes(routes!(visitor::send_message::door))
        .routes(routes!(visitor::mark_read::door))
        .routes(routes!(visitor::describe::door))
        .routes(routes!(visitor::upload::door))
        .routes(routes!(visitor::attachment::door))
}

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Described::openapi()).nest(
        "/api/v1",
        account_routes()
            .merge(team_routes())
            .merge(joining_routes())
            .merge(inbox_routes())
            .merge(sorting_routes())
            .merge(channel_routes()),
    )
}

/// The OpenAPI document.
#[must_use]
pub fn openapi() -> Document {
    let mut document = api().into_openapi();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("bearer", bearer);
    name_operations(&mut document);
    if let Err(error) = bounds::spell_out(&mut document) {
        tracing::error!(%error, "the bounds are missing from the OpenAPI document");
    }
    document.security = Some(vec![utoipa::openapi::security::SecurityRequirement::new::<
        _,
        [String; 0],
        String,
    >("bearer", [])]);
    document
}

/// Every door is called `door`; an operation is named by what it does: `post_team_invite`.
fn name_operations(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        let words: Vec<_> = path
            .trim_start_matches("/api/v1/")
            .split(['/', '-'])
            .map(|part| part.trim_matches(['{', '}']))
            .collect();
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{}", words.join("_")));
            }
        }
    }
}

async fn healthz() -> &'static str {
    "ok\n"
}

async fn readyz(State(app): State<App>) -> Result<&'static str, Error> {
    let asked = app
        .store
        .read(|tx| Box::pin(async move { tx.count(crate::sql!("select 1"), crate::params![]).await }));
    asked.await.map(|_| "ready\n")
}

/// Programs of other origins may call the API with a token; the cookie is never sent along, because credentials are not
/// allowed here.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(Any)
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("x-deskbell-workspace"),
        ])
        .expose_headers([header::RETRY_AFTER, HeaderName::from_static("x-next-cursor")])
}

/// Sockets that wait for more than this many events are dropped.
const QUEUE: usize = 512;

/// The whole server.
pub fn router(app: &App) -> Router {
    let (sockets, io) = SocketIo::builder()
        .with_state(app.clone())
        .max_buffer_size(QUEUE)
        .max_payload(100_000)
        .build_layer();
    socket::install(&io);
    app.live.attach(io);
    let (api, _) = api().split_for_parts();
    let fixed = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    api.route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/demo-page", get(page::demo))
        .fallback(page::dashboard)
        .method_not_allowed_fallback(async || Error::method_not_allowed())
        .with_state(app.clone())
        .layer(from_fn(to_the_end))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_no_file)))
        .layer(sockets)
        .layer(cors())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(fixed("x-content-type-options", "nosniff"))
        .layer(fixed("referrer-policy", "strict-origin-when-cross-origin"))
        .layer(fixed("cross-origin-opener-policy", "same-origin"))
}

/// Files are sent as they are: their length is known, and most of them are compressed already.
fn is_no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// A write is carried to its end, also where the caller hangs up: what follows a commit, such as closing the sockets of
/// somebody who was removed, must not be lost with them.
async fn to_the_end(request: Request<Body>, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let done = tokio::spawn(next.run(request)).await;
    done.unwrap_or_else(|gone| Error::internal(gone).into_response())
}

#[allow(clippy::needless_pass_by_value)] // the layer's signature
fn panicked(what: Box<dyn std::any::Any + Send>) -> Response {
    let text = what
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| what.downcast_ref::<&str>().copied())
        .unwrap_or("a panic");
    Error::internal(text).into_response()
}

/// A trailing slash is the same route.
#[must_use]
pub fn without_trailing_slash<B>(mut request: Request<B>) -> Request<B> {
    let path = request.uri().path();
    if path.starts_with("/api/") && path.ends_with('/') {
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        let rewritten = format!("{}{query}", path.trim_end_matches('/'));
        if let Ok(uri) = rewritten.parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    request
}
