//! Headers on every answer of every route and status, the request's id, and the rule against other sites.

use std::cell::Cell;
use std::future::Future;
use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, ResponseError as _, web};
use tracing::Instrument as _;
use uuid::Uuid;

use super::ctx::{House, RequestId};
use crate::audit;
use crate::authz::Actor;
use crate::kernel::problem::{Problem, ProblemType};

thread_local! {
    static REQUEST: Cell<Option<Uuid>> = const { Cell::new(None) };
}

tokio::task_local! {
    static CURRENT: Uuid;
}

/// The id of the request that is being answered on this task.
#[must_use]
pub fn current_request_id() -> Option<Uuid> {
    CURRENT.try_with(|id| *id).ok().or_else(|| REQUEST.with(Cell::get))
}

/// Headers that never change (safety.md §5). HSTS joins them behind TLS.
const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// The content security policy, with the hashes of the one script and the one style that stand inside the page.
#[must_use]
pub fn content_security_policy() -> String {
    let named = |hashes: &[&str]| hashes.iter().fold(String::new(), |all, hash| format!("{all} '{hash}'"));
    let (scripts, styles) = (named(super::assets::SCRIPT_HASHES), named(super::assets::STYLE_HASHES));
    format!(
        "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self'; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app"
    )
}

/// [`ALWAYS`] and the content security policy, put together once.
static FIXED: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| {
    let always =
        ALWAYS.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    let policy = HeaderValue::from_str(&content_security_policy()).ok();
    always.chain(policy.map(|policy| (header::CONTENT_SECURITY_POLICY, policy))).collect()
});

/// Wrap every request: its id, its span, its audit of denials, its headers.
///
/// # Errors
/// Only what actix itself cannot answer.
pub async fn wrap<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let house = req.app_data::<web::Data<House>>().cloned();
    let id = house.as_ref().map_or_else(Uuid::nil, |house| house.ids.next(house.clock.now().0));
    req.extensions_mut().insert(RequestId(id));
    let api = req.path().starts_with("/api/");
    let https = house.as_ref().is_some_and(|house| house.config.is_https());
    let span = tracing::info_span!("request", %id, method = %req.method(), route = tracing::field::Empty);
    let work = async move {
        let response = match house.as_ref().map(|house| same_site(&req, house)) {
            Some(Err(problem)) => {
                let response = problem.error_response();
                req.into_response(response).map_into_right_body()
            }
            _ => next.call(req).await?.map_into_left_body(),
        };
        tracing::Span::current().record("route", response.request().match_pattern());
        tracing::info!(status = response.status().as_u16(), "answered");
        if let Some(house) = &house {
            audit_denials(house, &response, id).await;
        }
        Ok::<_, actix_web::Error>(response)
    };
    let mut response: ServiceResponse<_> = guarded(CURRENT.scope(id, work.instrument(span))).await?;
    finish(response.headers_mut(), api, https);
    Ok(response)
}

/// actix turns some refusals into bodies after the task-local is gone; the cell bridges that.
async fn guarded<T>(work: impl Future<Output = T>) -> T {
    let out = work.await;
    REQUEST.with(|cell| cell.set(None));
    out
}

async fn audit_denials<B>(house: &House, response: &ServiceResponse<B>, id: Uuid) {
    let actor = response.request().extensions().get::<Actor>().cloned();
    let Some((actor, standing)) = actor.and_then(|actor| actor.standing().map(|s| (actor, s))) else {
        return;
    };
    for action in actor.denied() {
        let now = house.clock.now();
        let stored = house
            .db
            .write((standing, now, id), move |tx, (standing, now, id)| {
                Box::pin(audit::append(tx, *now, *id, audit::Event::denied(action, *standing)))
            })
            .await;
        if stored.is_err() {
            tracing::error!(action = action.name(), "denial could not be kept");
        }
    }
}

fn finish(headers: &mut HeaderMap, api: bool, https: bool) {
    if https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    for (name, value) in FIXED.iter() {
        headers.insert(name.clone(), value.clone());
    }
    if api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// A change that a browser sends must come from our own pages. The refresh cookie is the only
/// thing a browser adds by itself, so there the proof is required; elsewhere a wrong one is refused.
fn same_site(req: &ServiceRequest, house: &House) -> Result<(), Problem> {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site").map(|site| site == "same-origin");
    let origin = text("origin").map(|origin| {
        let own = house.config.public_url.trim_end_matches('/');
        origin == own
            || req
                .headers()
                .get(header::HOST)
                .and_then(|h| h.to_str().ok())
                .is_some_and(|host| !house.config.is_https() && origin == format!("http://{host}"))
    });
    let fine = match (site, origin) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), _) | (_, Some(true)) => true,
        (None, None) => !req.path().ends_with("/sessions/refresh"),
    };
    if fine { Ok(()) } else { Err(ProblemType::CrossSiteRequest.into()) }
}
