//! How somebody stands to the facility, and how often their ledger changed.

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _};

use super::super::domain::Employment;
use super::super::entity::training_path::{Column, Entity, Model};
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};

/// What is known of somebody: the relation, and the version of the ledger.
///
/// # Errors
/// When the row cannot be read.
pub async fn of(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListTrainings>,
    person: PersonId,
) -> Result<(Option<Employment>, i32), Failure> {
    let row = Entity::find_by_id(person.0).one(db).await?;
    let row = row.filter(|row| row.facility_id == permit.facility().0);
    Ok(row.map_or((None, 0), |row| (row.employment.as_deref().and_then(Employment::from_name), row.version)))
}

/// Say that somebody's ledger changed.
///
/// # Errors
/// When the row cannot be written.
pub async fn count_up(tx: &Tx, facility: FacilityId, person: PersonId) -> Result<(), Failure> {
    keep(tx, facility, person, None, &[]).await
}

/// Keep whether somebody is employed.
///
/// # Errors
/// When the row cannot be written.
pub async fn employ(
    tx: &Tx,
    permit: &Permit<act::RecordEmployment>,
    person: PersonId,
    employment: Option<Employment>,
) -> Result<(), Failure> {
    keep(tx, permit.facility(), person, employment, &[Column::Employment]).await
}

/// Make the row, or change these columns of it; either way it is another version.
async fn keep(
    tx: &Tx,
    facility: FacilityId,
    person: PersonId,
    employment: Option<Employment>,
    changed: &[Column],
) -> Result<(), Failure> {
    let employment = employment.map(|one| one.name().to_owned());
    let row = Model { person_id: person.0, facility_id: facility.0, employment, version: 1 };
    let next = Expr::col((Entity, Column::Version)).add(1);
    let known = OnConflict::column(Column::PersonId)
        .value(Column::Version, next)
        .update_columns(changed.iter().copied())
        .to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
