//! Every query of this feature, by table. All of them see one person's own rows only.

/// A month at a glance.
pub mod calendar;
/// Check-ins.
pub mod checkin;
/// A person's own words and questions.
pub mod personal_set;
/// Wins.
pub mod win;

use super::diary::{find, newest_as_one, newest_first, one};

/// The most rows one `INSERT` carries.
const BATCH: usize = 200;
