//! Every query of this feature, by table.

/// 「見たよ」.
pub mod acknowledgement;
/// Looks in need.
pub mod break_glass;
/// What is shown.
pub mod grant;
