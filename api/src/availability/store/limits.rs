//! What supporters want to carry at most, and their rests. Times and numbers only: why, nobody is told.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::super::capacity::{OwnLimits, Rest};
use super::super::entity::supporter_limits::{Column, Entity, Model};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::Instant;

/// One supporter's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// What they want to carry at most.
    pub own: OwnLimits,
    /// Whether staff may see how much they can still carry, in one of three words.
    pub shows_spare: bool,
    /// They rest.
    pub rest: Option<Rest>,
    /// Their own log says that it is enough until then.
    pub enough_until: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}

impl From<Model> for Limits {
    fn from(row: Model) -> Self {
        let own = OwnLimits {
            talks_a_day: row.talks_a_day.and_then(|n| u8::try_from(n).ok()),
            minutes_a_week: row.minutes_a_week.and_then(|n| u16::try_from(n).ok()),
            gap: row.gap.and_then(|n| u16::try_from(n).ok()),
            listen_only: row.listen_only,
        };
        Self {
            own,
            shows_spare: row.shows_spare,
            rest: row.resting.then(|| Rest { until: row.resting_until.map(Instant) }),
            enough_until: row.enough_until.map(Instant),
            version: row.version,
        }
    }
}

/// Everybody's in a facility.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(
    db: &impl ConnectionTrait,
    facility: FacilityId,
) -> Result<HashMap<PersonId, Limits>, Failure> {
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).all(db).await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), row.into())).collect())
}

/// One supporter's; nothing special when they never said anything.
///
/// # Errors
/// When the row cannot be read.
pub async fn of(db: &impl ConnectionTrait, person: PersonId) -> Result<Limits, Failure> {
    Ok(Entity::find_by_id(person.0).one(db).await?.map(Limits::from).unwrap_or_default())
}

/// Keep them as they now are.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(tx: &Tx, facility: FacilityId, person: PersonId, limits: &Limits) -> Result<(), Failure> {
    let row = Model {
        person_id: person.0,
        facility_id: facility.0,
        talks_a_day: limits.own.talks_a_day.map(i32::from),
        minutes_a_week: limits.own.minutes_a_week.map(i32::from),
        gap: limits.own.gap.map(i32::from),
        listen_only: limits.own.listen_only,
        shows_spare: limits.shows_spare,
        resting: limits.rest.is_some(),
        resting_until: limits.rest.and_then(|rest| rest.until).map(|until| until.0),
        enough_until: limits.enough_until.map(|until| until.0),
        version: limits.version,
    };
    let known = OnConflict::column(Column::PersonId)
        .update_columns([
            Column::TalksADay,
            Column::MinutesAWeek,
            Column::Gap,
            Column::ListenOnly,
            Column::ShowsSpare,
            Column::Resting,
            Column::RestingUntil,
            Column::EnoughUntil,
            Column::Version,
        ])
        .to_owned();
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}
