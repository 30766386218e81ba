//! Every query about people, one file a table.

/// Passwords and second factors.
pub(super) mod credential;
/// Who is to be erased, and who was.
pub mod erasing;
/// The installation and its facilities.
pub(super) mod facility;
/// Devices that nobody uses any more.
pub mod idle;
/// Invitation cards.
pub(super) mod invitation;
/// People as other features know them.
pub(super) mod known;
/// Persons and their roles.
pub(super) mod person;
/// Signed-in devices and one-time links.
pub(super) mod session;
