//! Plans and rules for the demonstration. Nobody asks over HTTP, so there is no permit; what is written obeys the same
//! rules.

use super::domain::PlanWords;
use super::hello::{Hello, HelloReason};
use super::rule::Wished;
use super::store;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, HelloId, PersonId};
use crate::kernel::time::Instant;
use crate::people;

/// Somebody wrote a plan.
///
/// # Errors
/// When it breaks a rule, or there is one already.
pub async fn plan(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    words: PlanWords,
) -> Result<(), Failure> {
    let words = words.checked()?;
    store::plan::replace(tx, &scene.keys, scene.now, (facility, person), 0, &words).await?;
    Ok(())
}

/// Somebody wished that staff say hello, and since `since` it is time.
///
/// # Errors
/// When a row cannot be written.
pub async fn due(
    tx: &Tx,
    scene: &Scene,
    facility: FacilityId,
    person: PersonId,
    (wished, since): (Wished, Instant),
) -> Result<(), Failure> {
    let zone = people::facility_facts(tx, facility).await?.zone;
    let owner = (facility, person, zone);
    store::rule::replace(tx, &scene.keys, scene.now, owner, 0, Some(&wished)).await?;
    let one = Hello {
        id: HelloId(scene.ids.next(since.0)),
        facility,
        person,
        reason: HelloReason::QuietDays,
        to: wished.to,
        checkin: None,
        raised_at: since,
        closed: None,
    };
    store::hello::insert(tx, &one).await?;
    Ok(())
}
