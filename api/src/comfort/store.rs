//! Every query of this feature, by table.

/// Hellos.
pub mod hello;
/// Plans.
pub mod plan;
/// Rules about when to say hello.
pub mod rule;
/// What opens a plan to another.
pub mod shown;
