//! The only place that writes the tables of this feature.

/// Notices on their way.
pub mod delivery;
/// Phones.
pub mod subscription;
