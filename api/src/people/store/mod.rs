//! Every query about people, one file a table.

/// The installation and its facilities.
pub(super) mod facility;
/// Persons and their roles.
pub(super) mod person;
/// Signed-in devices and one-time links.
pub(super) mod session;
/// Passwords and second factors.
pub(super) mod credential;
/// Invitation cards.
pub(super) mod invitation;
