//! Every query of this feature, by table. All but those of `shared` see one person's own rows only.

/// When somebody wrote last.
pub mod arrival;
/// A month at a glance.
pub mod calendar;
/// Check-ins.
pub mod checkin;
/// How somebody comes to an entry of another.
pub mod entering;
/// A person's own words and questions.
pub mod personal_set;
/// What staff typed in from paper.
pub mod proxy;
/// What is shown to others, or opened in need.
pub mod shared;
/// Weeks of a facility.
pub mod week;
/// Wins.
pub mod win;

use super::diary::{find, newest_as_one, newest_first, one};

/// The most rows one `INSERT` carries.
const BATCH: usize = 200;
