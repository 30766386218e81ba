//! The queries.

/// Consultations.
pub mod consultation;
/// What supporters keep about themselves.
pub mod log;
