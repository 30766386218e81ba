//! ALL rules about who may do what, pure. Nothing else decides.

/// Everything somebody can do through the API, by name.
pub mod action;
/// Who asks.
pub mod actor;
/// Proof that the rules said yes.
pub mod permit;
/// The rules, one row an action.
pub mod policy;

pub use action::{Act, Action, act};
pub use actor::{Actor, Reach, Role, Roles, Standing};
pub use permit::Permit;
pub use policy::{Decision, Relation};
