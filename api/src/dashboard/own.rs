//! What of this feature belongs to a person: nothing. Weeks are counted so that nobody can be found in them.

use crate::db::own::Stays;

/// What names a person and is not theirs.
pub const STAYS: &[Stays] = &[("dashboard_mark", "closed_by", "who took care of what the dashboard showed")];
