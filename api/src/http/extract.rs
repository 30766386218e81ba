//! What comes in. Named `Json`, `Query` and `Path` because the specification finds bodies by these names.

use std::future::{Ready, ready};

use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web};
use futures::StreamExt as _;
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::ctx::House;
use super::limit::Kind;
use crate::authz::Actor;
use crate::kernel::problem::{Fault, FieldError, Problem, ProblemType};

/// The largest body we read, in bytes.
pub const LARGEST_BODY: usize = 64 * 1024;
/// The largest file, for the few operations whose body is one.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;

/// A JSON body; every fault says where it is.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// The members of a query string.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// The variable parts of a path. What is not an id cannot exist, so it is 404.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = matches!(req.content_type(), "application/json" | "application/merge-patch+json");
        let mut payload = payload.take();
        Box::pin(async move {
            let body = read(&mut payload, LARGEST_BODY).await?;
            if !is_json {
                return Err(ProblemType::UnsupportedMediaType.into());
            }
            parse(&body).map(Self)
        })
    }
}

/// A file as the whole body. Unlike JSON it is read only when the operation asks, after the rights: nobody
/// fills the memory with what they may not send.
pub struct File(Payload);

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("File(…)")
    }
}

impl File {
    /// All of it, at most [`LARGEST_FILE`] bytes.
    ///
    /// # Errors
    /// 413 when it is larger, 400 when it breaks off.
    pub async fn read(mut self) -> Result<Vec<u8>, Problem> {
        read(&mut self.0, LARGEST_FILE).await
    }

    /// Let it go by, so that a refusal arrives.
    pub async fn pass_over(mut self) {
        let _gone = read(&mut self.0, 0).await;
    }
}

impl FromRequest for File {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(_req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self(payload.take())))
    }
}

async fn read(payload: &mut Payload, largest: usize) -> Result<Vec<u8>, Problem> {
    let mut body = Vec::new();
    let mut too_large = false;
    // A body that is too large is still read to its end (within reason), so that the answer arrives.
    let mut seen = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_e| Problem::new(ProblemType::BadRequest))?;
        seen = seen.saturating_add(chunk.len());
        if seen > largest {
            too_large = true;
            body = Vec::new();
            if seen > 32 * 1024 * 1024 {
                break;
            }
        } else {
            body.extend_from_slice(&chunk);
        }
    }
    if too_large { Err(ProblemType::PayloadTooLarge.into()) } else { Ok(body) }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize::<_, T>(&mut reader).map_err(|error| {
        let inner = error.inner();
        if inner.is_data() {
            Problem::from(field_error(&pointer(error.path()), &inner.to_string()))
        } else if serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() {
            // It is JSON: serde calls a number in place of a word a fault of the syntax.
            FieldError::new(&pointer(error.path()), Fault::WrongType).into()
        } else {
            ProblemType::BadRequest.into()
        }
    })?;
    reader.end().map_err(|_e| Problem::new(ProblemType::BadRequest))?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// A member's name inside a JSON Pointer (RFC 6901); names that are no names of ours are cut short.
fn escape(name: &str) -> String {
    let short: String = name.chars().take(60).collect();
    short.replace('~', "~0").replace('/', "~1")
}

/// serde says what is wrong in words; the first words are stable and tell the kind.
fn field_error(at: &str, words: &str) -> FieldError {
    let named = || {
        let name = words.split('`').nth(1).unwrap_or_default();
        let suffix = format!("/{}", escape(name));
        if at.ends_with(&suffix) { at.to_owned() } else { format!("{at}{suffix}") }
    };
    if words.starts_with("unknown field") {
        FieldError::new(&named(), Fault::UnknownMember)
    } else if words.starts_with("missing field") {
        FieldError::new(&named(), Fault::Required)
    } else if words.starts_with("duplicate field") {
        FieldError::new(&named(), Fault::Duplicate)
    } else if words.starts_with("invalid type") {
        FieldError::new(at, Fault::WrongType)
    } else if words.starts_with("unknown variant") {
        FieldError::new(at, Fault::NotAllowed)
    } else if words.starts_with("invalid value") || words.starts_with("number out of range") {
        FieldError::new(at, Fault::OutOfRange)
    } else {
        FieldError::new(at, Fault::WrongFormat)
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let members = url::form_urlencoded::parse(req.query_string().as_bytes());
        let value = serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(members));
        ready(
            value
                .map(Self)
                .map_err(|error| field_error(&pointer(error.path()), &error.inner().to_string()).into()),
        )
    }
}

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    #[expect(clippy::disallowed_types, reason = "the one place that parses a path")]
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = web::Path::<T>::from_request(req, payload).into_inner();
        ready(path.map(|path| Self(path.into_inner())).map_err(|_e| ProblemType::NotFound.into()))
    }
}

impl FromRequest for Actor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let house = req.app_data::<web::Data<House>>().ok_or(ProblemType::Internal)?;
            let Some(value) = req.headers().get(header::AUTHORIZATION) else {
                return Ok(Self::anonymous());
            };
            let bearer = value
                .to_str()
                .ok()
                .and_then(|value| value.strip_prefix("Bearer "))
                .ok_or(ProblemType::Unauthenticated)?;
            let standing = house.door.admit(&house.db, bearer, house.clock.now()).await?;
            house.limits.check(Kind::Session, standing.session.0)?;
            let actor = Self::signed_in(standing);
            req.extensions_mut().insert(actor.clone());
            Ok(actor)
        })
    }
}

/// The version an edit is based on (RFC 9110 §13.1.1). Judged by the handler, after the rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// Not said.
    Absent,
    /// One of our versions.
    Version(i32),
    /// An ETag that is not one of ours, and so matches nothing.
    Foreign,
}

impl IfMatch {
    /// The version, which must be there.
    ///
    /// # Errors
    /// 428 when the edit does not say what it edits, 412 when it names nothing of ours.
    pub fn required(self) -> Result<i32, Problem> {
        self.version()?.ok_or_else(|| ProblemType::PreconditionRequired.into())
    }

    /// The version, if one is named.
    ///
    /// # Errors
    /// 412 when it names nothing of ours.
    pub fn version(self) -> Result<Option<i32>, Problem> {
        match self {
            Self::Absent => Ok(None),
            Self::Version(version) => Ok(Some(version)),
            Self::Foreign => Err(ProblemType::VersionConflict.into()),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let given = req.headers().get(header::IF_MATCH).map(|value| value.to_str().unwrap_or("?").trim());
        let version = |etag: &str| etag.strip_prefix("\"v")?.strip_suffix('"')?.parse().ok();
        ready(Ok(match given {
            None | Some("") => Self::Absent,
            Some(etag) => version(etag).map_or(Self::Foreign, Self::Version),
        }))
    }
}

/// The key that makes a command happen once (IETF draft `Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub String);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let key = req.headers().get("idempotency-key").and_then(|value| value.to_str().ok());
        let key = key.map(|key| key.trim().trim_matches('"'));
        ready(match key {
            Some(key) if (8..=100).contains(&key.len()) => Ok(Self(key.to_owned())),
            Some(_) | None => Err(ProblemType::IdempotencyKeyMissing.into()),
        })
    }
}
