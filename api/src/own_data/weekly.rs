//! Whoever wants to hear of it is told on Monday morning that somebody looked at what they keep last week.
//! Who, at what and why stands in the app; the notice says only that there is something to read.

use std::sync::Arc;

use futures::FutureExt as _;

use crate::audit::looked_between;
use crate::http::House;
use crate::http::deed::Scene;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::Problem;
use crate::notices::domain::this_monday;
use crate::notices::{self, NewNotice, NoticeKind};
use crate::people;

/// Tell of last week. Answers how many were told.
///
/// # Errors
/// When the database cannot be asked; the next round tries again.
pub async fn tick(house: &Arc<House>) -> Result<usize, Problem> {
    let (db, now) = (house.db.read(), house.clock.now());
    let mut told = 0;
    for facility in people::facilities(db).await? {
        let zone = people::facility_facts(db, facility).await?.zone;
        let Some(monday) = this_monday(now, zone) else { continue };
        let ends = at(monday, TimeOfDay::from_minutes(0), zone);
        for person in looked_between(db, facility, (ends.plus_days(-7), ends)).await? {
            let new = NewNotice {
                person,
                kind: NoticeKind::LooksWeekly,
                subject: None,
                day: None,
                useful_until: ends.plus_days(7),
            };
            let input = (Scene::of_system(Arc::clone(house)), facility, new, monday.to_string());
            let written = house.db.write(input, |tx, (scene, facility, new, once)| {
                notices::remind(tx, scene, *facility, *new, once).boxed()
            });
            told += usize::from(written.await?);
        }
    }
    Ok(told)
}
