//! When somebody wrote last, by arrival: for those who wished that somebody says hello when they do not.

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::super::days::REACH;
use super::super::entity::{checkin, win};
use crate::db::Failure;
use crate::kernel::id::PersonId;
use crate::kernel::time::{Instant, day_number};

/// The last check-in or win of somebody that arrived after `since`; deleted ones count, they were written.
///
/// The day somebody chooses lies near the day of arrival, so older days need not be looked at: this costs the same
/// however long a diary is.
///
/// # Errors
/// When the rows cannot be read.
pub async fn last_arrival(
    db: &impl ConnectionTrait,
    person: PersonId,
    since: Instant,
) -> Result<Option<Instant>, Failure> {
    let reach = i32::try_from(REACH).unwrap_or(i32::MAX).saturating_add(2);
    let oldest = day_number(since.to_utc().date_naive()).saturating_sub(reach);
    let checkins = checkin::Entity::find()
        .select_only()
        .column_as(checkin::Column::ReceivedAt.max(), "last")
        .filter(checkin::Column::PersonId.eq(person.0))
        .filter(checkin::Column::LocalDate.gte(oldest))
        .filter(checkin::Column::ReceivedAt.gt(since.0))
        .into_tuple::<Option<i64>>();
    let wins = win::Entity::find()
        .select_only()
        .column_as(win::Column::ReceivedAt.max(), "last")
        .filter(win::Column::PersonId.eq(person.0))
        .filter(win::Column::LocalDate.gte(oldest))
        .filter(win::Column::ReceivedAt.gt(since.0))
        .into_tuple::<Option<i64>>();
    let last = checkins.one(db).await?.flatten().max(wins.one(db).await?.flatten());
    Ok(last.map(Instant))
}
