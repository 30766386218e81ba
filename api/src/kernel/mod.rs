//! The ground everything stands on: pure values that know no feature, no actix and no database.

/// Ids: UUIDs with a type, so that a person's id cannot be passed where a check-in's is meant.
pub mod id;
/// Local time: what a clock on the wall says.
pub mod local;
/// Plain enums with one name in rows and JSON.
pub(crate) mod named;
/// Pages: keyset cursors for lists.
pub mod page;
/// Patches: absent, null or a value (RFC 7396).
pub mod patch;
/// Problems: the one registry of everything that can be refused (RFC 9457).
pub mod problem;
/// QR codes as one SVG path, for cards, the second factor and the terminal.
pub mod qr;
/// Sealing: AES-256-GCM for columns, one key a person.
pub mod sealed;
/// Secrets: values that never print themselves.
pub mod secret;
/// Text: what people type, trimmed, measured in graphemes, free of control characters.
pub mod text;
/// Time: an injected clock, instants as milliseconds, and the person's own calendar day.
pub mod time;
