//! Plans: one sealed value a person, with a version. A plan that was never written is empty and has version 0.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::super::domain::PlanWords;
use super::super::entity::comfort_plan::{ActiveModel, Column, Entity};
use super::super::view::ComfortPlan;
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, Unsealable};
use crate::kernel::time::Instant;

const fn place(person: PersonId) -> Place {
    Place { table: "comfort_plan", column: "body", row: person.0 }
}

/// Somebody's plan, for whoever may read it: themselves, and those they show it to. `None` before it was written.
///
/// # Errors
/// When it cannot be read.
pub async fn plan_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
) -> Result<Option<ComfortPlan>, Failure> {
    let Some(row) = Entity::find_by_id(person.0).one(db).await? else { return Ok(None) };
    let json = keys.of_person(db, person).await?.open(place(person), &row.body)?;
    let words: PlanWords = serde_json::from_slice(&json).map_err(|_e| Unsealable)?;
    Ok(Some(ComfortPlan::of(words, row.version)))
}

/// Replace a plan that was seen as version `seen`; the new version.
///
/// # Errors
/// 412 when it changed since.
pub(in crate::comfort) async fn replace(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    (facility, person): (FacilityId, PersonId),
    seen: i32,
    words: &PlanWords,
) -> Result<i32, Failure> {
    let json = serde_json::to_vec(words).map_err(|_e| Failure::from(ProblemType::Internal))?;
    let body = keys.of_person(tx, person).await?.seal(place(person), &json);
    let version = seen.saturating_add(1);
    let after =
        ActiveModel { body: Set(body), updated_at: Set(now.0), version: Set(version), ..Default::default() };
    let written = if seen == 0 {
        let first = ActiveModel { person_id: Set(person.0), facility_id: Set(facility.0), ..after };
        let there = OnConflict::column(Column::PersonId).do_nothing().to_owned();
        Entity::insert(first).on_conflict(there).exec_without_returning(tx).await?
    } else {
        let same = Entity::update_many().set(after).filter(Column::PersonId.eq(person.0));
        same.filter(Column::Version.eq(seen)).exec(tx).await?.rows_affected
    };
    if written == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(version) }
}
