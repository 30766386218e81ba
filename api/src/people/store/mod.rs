//! Every query about people, one file a table.

/// Passwords and second factors.
pub(super) mod credential;
/// The installation and its facilities.
pub(super) mod facility;
/// Invitation cards.
pub(super) mod invitation;
/// People as other features know them.
pub(super) mod known;
/// Persons and their roles.
pub(super) mod person;
/// Signed-in devices and one-time links.
pub(super) mod session;
