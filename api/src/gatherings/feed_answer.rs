//! How a calendar goes out to calendar apps.

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse};

use super::list_occurrences::etag;
use super::renderings::Ready;

/// How long an app may keep what it got before it asks again.
pub const KEPT_PRIVATE: &str = "private, max-age=900";
/// The same for what everybody may read.
pub const KEPT_PUBLIC: &str = "public, max-age=900";

/// A written calendar with its validator.
#[must_use]
pub fn ready(text: String) -> Ready {
    Ready { etag: etag(text.as_bytes()).into(), body: text.into_bytes().into_boxed_slice().into() }
}

/// The calendar, or 304 for whoever has it.
#[must_use]
pub fn answer(req: &HttpRequest, ready: Ready, kept: &'static str) -> HttpResponse {
    let known = has(req.headers(), &ready.etag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, &*ready.etag))
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header(("x-robots-tag", "noindex"));
    if known {
        return response.finish();
    }
    response
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\""))
        .body(ready.body)
}

/// Whether one of the validators that the asker names is ours. A proxy that packs an answer makes it a weak one
/// (RFC 9110 §13.1.2 compares weakly).
fn has(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
}
