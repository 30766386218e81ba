//! Who does not want to meet whom.

use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};

use super::super::entity::talk_block::{Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::Instant;

/// Everybody somebody does not want to meet, and since when.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyBlocks>,
) -> Result<Vec<(PersonId, Instant)>, Failure> {
    let rows = Entity::find().filter(Column::PersonId.eq(permit.person().0)).order_by_asc(Column::BlockedAt);
    let rows = rows.order_by_asc(Column::BlockedId).all(db).await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.blocked_id), Instant(row.blocked_at))).collect())
}

/// Everybody whom somebody does not want to meet, or who does not want to meet them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn apart_from(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    person: PersonId,
) -> Result<Vec<PersonId>, Failure> {
    let either = Column::PersonId.eq(person.0).or(Column::BlockedId.eq(person.0));
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).filter(either).all(db).await?;
    let other = |row: Model| if row.person_id == person.0 { row.blocked_id } else { row.person_id };
    Ok(rows.into_iter().map(|row| PersonId(other(row))).collect())
}

/// Everybody whom somebody does not want to meet; not who does not want to meet them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn avoided_by(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    person: PersonId,
) -> Result<Vec<PersonId>, Failure> {
    let mine = Entity::find().filter(Column::FacilityId.eq(facility.0)).filter(Column::PersonId.eq(person.0));
    Ok(mine.all(db).await?.into_iter().map(|row| PersonId(row.blocked_id)).collect())
}

/// Keep that somebody does not want to meet another. Harmless the second time.
///
/// # Errors
/// When the row cannot be written.
pub async fn add(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::BlockPerson>,
    other: PersonId,
) -> Result<(), Failure> {
    let row = Model {
        person_id: permit.person().0,
        blocked_id: other.0,
        facility_id: permit.facility().0,
        blocked_at: now.0,
    };
    let known = OnConflict::columns([Column::PersonId, Column::BlockedId]).do_nothing().to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Forget it.
///
/// # Errors
/// When the row cannot be deleted.
pub async fn remove(tx: &Tx, permit: &Permit<act::UnblockPerson>, other: PersonId) -> Result<(), Failure> {
    let mine = Entity::delete_many().filter(Column::PersonId.eq(permit.person().0));
    mine.filter(Column::BlockedId.eq(other.0)).exec(tx).await?;
    Ok(())
}
