//! Every route, and the OpenAPI document that comes of them.

use std::time::Duration;

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

use crate::app::App;
use crate::door::{self, BASE, Route};
use crate::error::Error;
use crate::live::socket;
use crate::{
    account, activity, archive, attachment, audit, billing, bounds, bulk, canned, channel, customer, domain, doors,
    import, inbox, invitation, key, link, page, personal, platform, report, retention, role, search, tag, team, view,
    visitor, widget, workspace,
};

#[derive(OpenApi)]
#[openapi(info(
    title = "Deskbell",
    description = "A team desk that a company runs itself. docs/api-design.md says how the API thinks."
))]
struct Described;

fn account_routes() -> Vec<Route> {
    vec![
        doors!(account::register::door),
        doors!(account::login::door),
        doors!(account::logout::door),
        doors!(account::me::door, account::change_name::door, account::delete::door),
        doors!(account::sessions::door, account::end_sessions::door_others),
        doors!(account::end_sessions::door_one),
        doors!(account::change_password::door),
        doors!(account::picture::door, account::picture::door_remove),
        doors!(account::picture::door_show),
        doors!(account::change_email::door),
        doors!(account::ask_reset::door),
        doors!(account::reset::door),
        doors!(account::ask_confirm::door),
        doors!(account::confirm::door),
        doors!(workspace::create::door),
        doors!(workspace::enter::door),
        doors!(workspace::rulebooks::door),
        doors!(workspace::show::door, workspace::change::door, workspace::delete::door),
        doors!(workspace::restore::door),
        doors!(role::list::door, role::create::door),
        doors!(role::document::door),
        doors!(role::change::door, role::remove::door),
        doors!(key::list::door, key::create::door),
        doors!(key::revoke::door),
        doors!(workspace::transfer::nominate::door, workspace::transfer::withdraw::door),
        doors!(workspace::transfer::accept::door),
        doors!(retention::preview::door),
        doors!(audit::list::door),
        doors!(audit::export::door),
        doors!(report::audit::door),
        doors!(report::export::door),
        doors!(billing::plan::door, billing::change_plan::door),
        doors!(billing::checkout::door),
    ]
}

fn platform_routes() -> Vec<Route> {
    vec![
        doors!(platform::workspaces::door),
        doors!(platform::list::door, platform::open::door),
        doors!(platform::end::door),
        doors!(platform::enter::door),
        doors!(platform::host::door, platform::host::door_change),
        doors!(platform::host::door_end),
        doors!(platform::host::door_approve),
    ]
}

fn team_routes() -> Vec<Route> {
    vec![
        doors!(team::list::door),
        doors!(team::invite::door),
        doors!(team::show::door, team::remove::door, team::change::door),
        doors!(team::plan_removal::door),
        doors!(team::rights::door),
        doors!(activity::person::door),
        doors!(activity::team::door),
        doors!(team::leave::door),
        doors!(archive::show::door, archive::decline::door),
        doors!(archive::restore::door),
        doors!(archive::list::door),
        doors!(personal::former::door),
        doors!(personal::export::door_member, personal::erase::door_member),
        doors!(personal::preview::door_member),
        doors!(bulk::start::door),
        doors!(bulk::show::door),
        doors!(bulk::confirm::door),
        doors!(bulk::undo::door),
        doors!(team::sessions::door),
        doors!(team::set_status::door),
        doors!(inbox::assign::door),
        doors!(inbox::pending_handoffs::door),
    ]
}

fn joining_routes() -> Vec<Route> {
    vec![
        doors!(invitation::list::door, invitation::create::door),
        doors!(invitation::change::door, invitation::revoke::door),
        doors!(invitation::resend::door),
        doors!(invitation::copy::door),
        doors!(invitation::look::door),
        doors!(invitation::accept::door),
        doors!(link::list::door, link::create::door),
        doors!(link::revoke::door),
        doors!(link::look::door),
        doors!(link::join::door),
        doors!(domain::list::door, domain::add::door),
        doors!(domain::verify::door),
        doors!(domain::remove::door),
        doors!(domain::offers::door),
        doors!(domain::join::door),
        doors!(import::create::door),
        doors!(import::confirm::door),
        doors!(import::show::door),
        doors!(import::failed::door),
    ]
}

fn inbox_routes() -> Vec<Route> {
    vec![
        doors!(inbox::list::door, inbox::open::door),
        doors!(inbox::counts::door),
        doors!(inbox::show::door, inbox::set_status::door),
        doors!(inbox::send_message::door),
        doors!(attachment::upload::door),
        doors!(attachment::show::door),
        doors!(inbox::snooze::door),
        doors!(tag::put::door),
        doors!(search::find::door),
        doors!(inbox::resolve::door),
        doors!(inbox::close::door),
        doors!(inbox::assign::door_by_path),
        doors!(inbox::unassign::door),
        doors!(inbox::handoff::door),
        doors!(inbox::mark_read::door),
        doors!(customer::list::door, customer::create::door),
        doors!(customer::show::door),
        doors!(personal::export::door_customer, personal::erase::door_customer),
        doors!(personal::preview::door_customer),
    ]
}

fn sorting_routes() -> Vec<Route> {
    vec![
        doors!(tag::list::door, tag::create::door),
        doors!(tag::change::door, tag::remove::door),
        doors!(canned::list::door, canned::create::door),
        doors!(canned::change::door, canned::remove::door),
        doors!(view::list::door, view::create::door),
        doors!(view::remove::door),
    ]
}

fn channel_routes() -> Vec<Route> {
    vec![
        doors!(channel::list::door, channel::create::door),
        doors!(channel::change::door, channel::remove::door),
        doors!(widget::create::door),
        doors!(widget::show::door, widget::change::door),
        doors!(widget::secret::list::door, widget::secret::create::door),
        doors!(widget::secret::remove::door),
        doors!(visitor::begin::door),
        doors!(visitor::show::door),
        doors!(visitor::send_message::door),
        doors!(visitor::mark_read::door),
        doors!(visitor::describe::door),
        doors!(visitor::upload::door),
        doors!(visitor::attachment::door),
    ]
}

/// Every path of the API.
pub(crate) fn api() -> Vec<Route> {
    let parts = [
        account_routes(),
        team_routes(),
        platform_routes(),
        joining_routes(),
        inbox_routes(),
        sorting_routes(),
        channel_routes(),
    ];
    parts.into_iter().flatten().collect()
}

/// The OpenAPI document.
#[must_use]
pub fn openapi() -> Document {
    let mut document = OpenApiRouter::with_openapi(Described::openapi())
        .nest(BASE, door::describe(api()))
        .into_openapi();
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
    let asked = app.store.read(|tx| {
        Box::pin(async move {
            tx.count(crate::sql!("select cast(1 as bigint)"), crate::params![])
                .await
        })
    });
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
        .ping_interval(Duration::from_secs(app.config.heartbeat_seconds.into()))
        .ping_timeout(Duration::from_secs(app.config.heartbeat_timeout_seconds.into()))
        .max_buffer_size(QUEUE)
        .max_payload(100_000)
        .build_layer();
    socket::install(&io);
    app.live.attach(io);
    let fixed = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let routed = door::serve(BASE, api())
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/demo-page", get(page::demo))
        .fallback(page::dashboard)
        .method_not_allowed_fallback(async || Error::method_not_allowed())
        .with_state(app.clone());
    // A router puts its layers around each of its routes; around all of them together they are made once.
    Router::new()
        .fallback_service(routed)
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
