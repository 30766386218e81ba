//! Who is to be erased, and who was.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

use super::person::other_admin;
use crate::db::{Failure, Tx};
use crate::http::ctx::Ripple;
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::people::entity::person;

/// Say when somebody is to be erased, or that they stay. The first time that was said holds.
///
/// # Errors
/// 404 when there is nobody, 409 for the last admin.
pub async fn plan(tx: &Tx, id: PersonId, at: Option<Instant>) -> Result<(), Failure> {
    let row = person::Entity::find_by_id(id.0).one(tx).await?.ok_or(ProblemType::NotFound)?;
    if row.erased_at.is_some() || row.erases_at.is_some() == at.is_some() {
        return Ok(());
    }
    if at.is_some() {
        other_admin(tx, FacilityId(row.facility_id), id).await?;
    }
    let next = person::ActiveModel {
        id: Set(id.0),
        erases_at: Set(at.map(|at| at.0)),
        version: Set(row.version.saturating_add(1)),
        ..Default::default()
    };
    next.update(tx).await?;
    Ok(())
}

/// Whether somebody may go: not the last admin.
///
/// # Errors
/// 409 for the last admin.
pub async fn may_leave(db: &impl ConnectionTrait, facility: FacilityId, id: PersonId) -> Result<(), Failure> {
    other_admin(db, facility, id).await
}

/// End a membership, as far as it has not ended, and let other features follow.
///
/// # Errors
/// When a row cannot be written.
pub async fn leave(tx: &Tx, scene: &Scene, facility: FacilityId, id: PersonId) -> Result<(), Failure> {
    super::person::end(tx, scene.now, facility, id).await?;
    scene.ripple(tx, facility, Ripple::Left(id)).await
}

/// Whose time has come, with where they are.
///
/// # Errors
/// When the rows cannot be read.
pub async fn due(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<(FacilityId, PersonId)>, Failure> {
    let rows = person::Entity::find()
        .filter(person::Column::ErasesAt.lte(now.0))
        .order_by_asc(person::Column::ErasesAt)
        .limit(50)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (FacilityId(row.facility_id), PersonId(row.id))).collect())
}

/// Where somebody is who was not erased yet, and when they are to be.
///
/// # Errors
/// When the row cannot be read.
pub async fn standing(
    db: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Option<(FacilityId, Option<Instant>)>, Failure> {
    let here = person::Entity::find_by_id(id.0).filter(person::Column::ErasedAt.is_null());
    Ok(here.one(db).await?.map(|row| (FacilityId(row.facility_id), row.erases_at.map(Instant))))
}

/// Who was erased.
///
/// # Errors
/// When the rows cannot be read.
pub async fn erased(db: &impl ConnectionTrait) -> Result<Vec<PersonId>, Failure> {
    let ids = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::ErasedAt.is_not_null())
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Keep that somebody was erased.
///
/// # Errors
/// When the row cannot be written.
pub async fn mark(tx: &Tx, now: Instant, id: PersonId) -> Result<(), Failure> {
    let gone = person::ActiveModel { id: Set(id.0), erased_at: Set(Some(now.0)), ..Default::default() };
    gone.update(tx).await?;
    Ok(())
}
