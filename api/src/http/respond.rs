//! What goes out. One `ResponseError` in the whole crate: every refusal is a problem (RFC 9457).

use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::kernel::problem::{FieldError, Problem, ProblemType};

/// A thing with a version, for its ETag.
pub trait Versioned {
    /// The version; it grows with every change.
    fn version(&self) -> i32;
}

/// Bytes that are ready to be sent, and their validator.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The body.
    pub body: bytes::Bytes,
    /// A strong validator of it (RFC 9110 §8.8.3), in quotes.
    pub etag: std::sync::Arc<str>,
}

impl Ready {
    /// A body with its validator.
    #[must_use]
    pub fn of(body: Vec<u8>) -> Self {
        // Without the room that writing it left over: it may be remembered for long.
        Self { etag: validator(&body).into(), body: body.into_boxed_slice().into() }
    }

    /// Something that has no version of its own.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(|_e| Problem::new(ProblemType::Internal))?;
        Ok(Self::of(body))
    }

    /// JSON with its ETag, or 304 when the asker has it.
    #[must_use]
    pub fn sent(self, req: &HttpRequest) -> HttpResponse {
        let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let mut known = known.into_iter().flat_map(|known| known.split(',')).map(str::trim);
        // A proxy that compresses calls a validator weak (RFC 9110 §8.8.3); it is as good for reading.
        if known.any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == &*self.etag) {
            return HttpResponse::NotModified().insert_header((header::ETAG, &*self.etag)).finish();
        }
        HttpResponse::Ok()
            .content_type("application/json")
            .insert_header((header::ETAG, &*self.etag))
            .body(self.body)
    }
}

/// A strong validator of some bytes.
#[must_use]
pub fn validator(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    let short = digest.as_ref().get(..18).unwrap_or_default();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(short))
}

fn etag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// A thing as it is: 200 with its ETag, or 304 when the asker has it.
#[derive(Debug)]
pub struct Fetched<T>(pub T);

/// A thing after a write: 201 the first time, else 200; with its ETag.
#[derive(Debug)]
pub struct Saved<T> {
    /// Whether it is new.
    pub created: bool,
    /// As it now is.
    pub value: T,
}

/// A thing that has no version of its own: 200.
#[derive(Debug)]
pub struct Plain<T>(pub T);

/// A thing made by a command: 201.
#[derive(Debug)]
pub struct Created<T>(pub T);

/// Done, nothing to show: 204.
#[derive(Debug, Clone, Copy)]
pub struct NoContent;

/// A list, or one page of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page starts; `null` on the last one.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A list that fits into one answer.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}

impl<T: Serialize + Versioned> Responder for Fetched<T> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let etag = etag(self.0.version());
        let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known == Some(etag.as_str()) {
            return HttpResponse::NotModified().insert_header((header::ETAG, etag)).finish();
        }
        HttpResponse::Ok().insert_header((header::ETAG, etag)).json(self.0)
    }
}

impl<T: Serialize + Versioned> Responder for Saved<T> {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        let status = if self.created { StatusCode::CREATED } else { StatusCode::OK };
        HttpResponse::build(status).insert_header((header::ETAG, etag(self.value.version()))).json(self.value)
    }
}

impl<T: Serialize> Responder for Plain<T> {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::Created().json(self.0)
    }
}

impl<T: Serialize> Responder for Page<T> {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self)
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _req: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// A refusal on the wire (RFC 9457).
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Which kind: `/problems/` and a kebab name; there is a page behind it.
    #[serde(rename = "type")]
    pub kind: String,
    /// One line for developers. People read the app's own sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// This request, `urn:uuid:…`; the log knows it by the same id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Which of several reasons it is, where a kind has several. `enough-for-now`: the `kind` of the limit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The members that break a rule.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub errors: Vec<FieldError>,
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let body = ProblemBody {
            kind: format!("/problems/{}", self.kind.kebab()),
            title: self.kind.title().to_owned(),
            status: self.kind.status(),
            instance: super::headers::current_request_id().map(|id| format!("urn:uuid:{id}")),
            reason: self.reason.map(str::to_owned),
            errors: self.errors.clone(),
        };
        let mut response = HttpResponse::build(self.status_code());
        response.content_type("application/problem+json");
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        match serde_json::to_vec(&body) {
            Ok(bytes) => response.body(bytes),
            Err(_) => response.finish(),
        }
    }
}
