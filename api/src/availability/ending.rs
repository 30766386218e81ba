//! Five minutes before somebody stops listening they are told, if they asked for it. Silence ends it.

use std::sync::Arc;

use futures::FutureExt as _;

use super::store::lease;
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::problem::Problem;
use crate::notices::{self, NewNotice, NoticeKind};

/// How long before the end, in seconds.
const AHEAD: i64 = 5 * 60;

/// Tell whoever stops listening in five minutes. Answers how many were.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let now = house.clock.now();
    let mut told = 0;
    for (facility, person, until) in lease::ends_before(house.db.read(), now, now.plus_seconds(AHEAD)).await?
    {
        let new = NewNotice {
            person,
            kind: NoticeKind::AvailabilityEnding,
            subject: None,
            day: None,
            useful_until: until,
        };
        let input = (Scene::of_system(Arc::clone(house)), facility, new, until.0.to_string());
        let written = house.db.write(input, |tx, (scene, facility, new, once)| {
            notices::remind(tx, scene, *facility, *new, once).boxed()
        });
        told += usize::from(written.await?);
    }
    Ok(told)
}
