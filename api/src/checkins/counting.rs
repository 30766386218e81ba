//! Counting weeks that are over: each once, on whichever replica comes first.

use std::sync::Arc;

use futures::FutureExt as _;

use super::store::week;
use super::weeks::over;
use crate::authz::Role;
use crate::http::House;
use crate::kernel::problem::Problem;
use crate::people;

/// Count every week of every facility that is over and was not counted.
///
/// # Errors
/// When rows cannot be read or written.
pub async fn tick(house: &Arc<House>) -> Result<(), Problem> {
    let db = house.db.read();
    for facility in people::facilities(db).await? {
        let zone = people::facility_facts(db, facility).await?.zone;
        let mondays = over(house.clock.now().day_in(zone));
        let done = week::counted(db, facility, &mondays).await?;
        let left = mondays.into_iter().filter(|monday| done.iter().all(|one| one.first_day != *monday));
        for monday in left {
            let count = house.db.write((facility, monday), |tx, (facility, monday)| {
                async move {
                    let people = people::ids_with_role(tx, *facility, Role::Member).await?;
                    week::count(tx, *facility, &people, *monday).await
                }
                .boxed()
            });
            count.await?;
        }
    }
    Ok(())
}
