//! Whoever chose a time of day to be asked how they are is asked then, on days they have not written yet.

use std::sync::Arc;

use futures::FutureExt as _;

use super::store;
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::problem::Problem;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// How late it may ask, in minutes: a server that was down for longer does not come with yesterday's question.
const LATE: u16 = 15;
/// How long the question is of use, in seconds.
const USEFUL: i64 = 3 * 3600;

/// Ask whoever wants to be asked now. Answers how many were.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let (db, now) = (house.db.read(), house.clock.now());
    let mut asked = 0;
    for facility in people::facilities(db).await? {
        let zone = people::facility_facts(db, facility).await?.zone;
        let today = now.day_in(zone);
        for (person, settings) in notices::store::asked_daily(db, facility).await? {
            if !settings.asks_now(now, zone, LATE) || store::checkin::any_on(db, person, today).await? {
                continue;
            }
            let new = NewNotice {
                person,
                kind: NoticeKind::CheckinTime,
                subject: None,
                day: None,
                useful_until: now.plus_seconds(USEFUL),
            };
            let input = (Scene::of_system(Arc::clone(house)), facility, new, today.to_string());
            let written = house.db.write(input, |tx, (scene, facility, new, once)| {
                notices::remind(tx, scene, *facility, *new, once).boxed()
            });
            asked += usize::from(written.await?);
        }
    }
    Ok(asked)
}
