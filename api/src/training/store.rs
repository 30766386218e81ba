//! Every query about ledgers and the listing rule.

/// Proofs.
pub mod certificate;
/// Ledgers.
pub mod ledger;
/// The relation to the facility, and how often a ledger changed.
pub mod path;
/// The listing rule.
pub mod rule;
