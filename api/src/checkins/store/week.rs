//! Weeks of a facility, counted once.

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::super::entity::{checkin, mood_week};
use super::super::weeks::{Count, Line, ShownWeek, Week, over};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::time::{day_from_number, day_number};

/// Those of these weeks that were counted, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn counted(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    mondays: &[NaiveDate],
) -> Result<Vec<Week>, Failure> {
    let rows = mood_week::Entity::find()
        .filter(mood_week::Column::FacilityId.eq(facility.0))
        .filter(mood_week::Column::FirstDay.is_in(mondays.iter().map(|day| day_number(*day))))
        .order_by_desc(mood_week::Column::FirstDay);
    Ok(rows.all(db).await?.iter().map(week).collect())
}

/// The last weeks of a facility, as far as they may be shown, the oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn shown(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    today: NaiveDate,
) -> Result<Vec<ShownWeek>, Failure> {
    let mut counted = counted(db, facility, &over(today)).await?;
    counted.reverse();
    Ok(counted.iter().map(Week::shown).collect())
}

/// Count a week of these people, and keep it; what was counted before stays.
///
/// # Errors
/// When the rows cannot be read or written.
pub async fn count(
    tx: &Tx,
    facility: FacilityId,
    people: &[PersonId],
    monday: NaiveDate,
) -> Result<(), Failure> {
    let next = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    let lines: Vec<Line> = checkin::Entity::find()
        .select_only()
        .columns([checkin::Column::PersonId])
        .column(checkin::Column::Mood)
        .column(checkin::Column::LocalDate)
        .filter(checkin::Column::PersonId.is_in(people.iter().map(|person| person.0)))
        .filter(checkin::Column::LocalDate.gte(day_number(monday)))
        .filter(checkin::Column::LocalDate.lt(day_number(next)))
        .filter(checkin::Column::DeletedAt.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    let one = Week::count(monday, &lines);
    let [hard, usual, good] = one.bands;
    let number = |many: u32| i32::try_from(many).unwrap_or(i32::MAX);
    let row = mood_week::Model {
        facility_id: facility.0,
        first_day: day_number(monday),
        people: number(one.all.people),
        days: number(one.days),
        entries: number(one.all.entries),
        hard_people: number(hard.people),
        hard_entries: number(hard.entries),
        usual_people: number(usual.people),
        usual_entries: number(usual.entries),
        good_people: number(good.people),
        good_entries: number(good.entries),
    };
    let known = OnConflict::columns([mood_week::Column::FacilityId, mood_week::Column::FirstDay])
        .do_nothing()
        .to_owned();
    let insert = mood_week::Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

fn week(row: &mood_week::Model) -> Week {
    let count = |people: i32, entries: i32| Count {
        people: u32::try_from(people).unwrap_or_default(),
        entries: u32::try_from(entries).unwrap_or_default(),
    };
    Week {
        first_day: day_from_number(row.first_day),
        days: u32::try_from(row.days).unwrap_or_default(),
        all: count(row.people, row.entries),
        bands: [
            count(row.hard_people, row.hard_entries),
            count(row.usual_people, row.usual_entries),
            count(row.good_people, row.good_entries),
        ],
    }
}
