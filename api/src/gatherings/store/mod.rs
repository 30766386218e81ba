//! Every query of this feature, by table.

/// What people say about taking part, and about having been there.
pub mod answer;
/// The calendar of a facility as a whole, and what is remembered of it.
pub mod calendar;
/// Links to calendar feeds, and what is remembered of them.
pub mod feed;
/// Who takes part, and how.
pub mod participation;
/// Gatherings with their phases and changes.
pub mod series;
/// Cards held up during gatherings.
pub mod signal;

use uuid::Uuid;

use crate::kernel::sealed::Place;

/// The most rows one `INSERT` carries.
const BATCH: usize = 200;

/// The place of a sealed value of one gathering's day.
fn of_day(table: &'static str, gathering: Uuid, day: i32) -> Place {
    // One key seals many days of one gathering: the day is mixed into the row's id.
    let row = Uuid::from_u128(gathering.as_u128() ^ u128::from(day.unsigned_abs()));
    Place { table, column: "plan", row }
}
