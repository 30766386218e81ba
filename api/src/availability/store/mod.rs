//! The queries.

/// Who does not want to meet whom.
pub mod block;
/// Who listens at a facility.
pub mod board;
/// What a process remembers of boards.
pub mod boards;
/// Leases.
pub mod lease;
/// What supporters want to carry at most.
pub mod limits;
/// What supporters carry.
pub mod meeting;
/// Whether somebody waits for somebody.
pub mod open;
/// Wishes to talk at a planned hour.
pub mod planned;
/// What people say about themselves as partners in a talk.
pub mod profile;
/// Wishes that reached staff.
pub mod reached;
/// Wishes to talk.
pub mod request;
