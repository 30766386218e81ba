//! What every operation shares on its way in and out; knows no feature.

/// The PWA, embedded.
pub mod assets;
/// The house that all operations stand in, and the context of one request.
pub mod ctx;
/// Writes: one transaction that keeps the effect, its audit entry and the command's answer.
pub mod deed;
/// The API's documentation as a page without scripts.
pub mod docs;
/// Bodies, queries and paths that answer with problems.
pub mod extract;
/// Headers on every answer, and the rule against other sites.
pub mod headers;
/// Whether the house stands: live, ready, metrics.
pub mod health;
/// Commands that may arrive twice and happen once.
pub mod idempotency;
/// Limits by credential and device.
pub mod limit;
/// Answers: saved, created, fetched, gone; and problems.
pub mod respond;
/// What features remember between requests.
pub mod shelf;
/// One reading for many who ask at the same time.
pub mod together;

pub use ctx::{Ctx, Doorkeeper, House};
pub use extract::{File, IdempotencyKey, IfMatch, Json, Path, Query};
pub use respond::{Created, Fetched, NoContent, Page, Plain, Saved};
