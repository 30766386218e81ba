//! What every operation on a ledger asks first, and what follows when one changed.

use chrono::NaiveDate;

use crate::changes::{self, To, Topic};
use crate::db::{Failure, Tx};
use crate::http::Ctx;
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::people;

/// In which facility somebody is; `None` when they left or never were.
///
/// # Errors
/// When it cannot be read.
pub async fn facility_of(ctx: &Ctx, person: PersonId) -> Result<Option<FacilityId>, Failure> {
    Ok(people::person_facts(ctx.db.read(), person).await?.map(|facts| facts.facility))
}

/// Which day it is at a facility.
///
/// # Errors
/// When it cannot be read.
pub async fn today_at(ctx: &Ctx, facility: FacilityId) -> Result<NaiveDate, Failure> {
    let facts = people::facility_facts(ctx.db.read(), facility).await?;
    Ok(ctx.now().day_in(facts.zone))
}

/// Somebody's ledger changed: who may be asked follows in the same transaction, and open screens are told.
///
/// # Errors
/// When a row cannot be written.
pub async fn changed(tx: &Tx, scene: &Scene, facility: FacilityId, person: PersonId) -> Result<(), Failure> {
    scene.ripple(tx, facility, Ripple::TrainingChanged(person)).await?;
    told(tx, scene, facility, person).await
}

/// Open screens of somebody are told.
///
/// # Errors
/// When a row cannot be written.
pub async fn told(tx: &Tx, scene: &Scene, facility: FacilityId, person: PersonId) -> Result<(), Failure> {
    changes::tell(tx, scene, facility, Topic::MyCare, To::Person(person)).await?;
    Ok(())
}
