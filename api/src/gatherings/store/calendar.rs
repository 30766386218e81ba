//! The calendar of a facility as a whole, and what is remembered of it.
//!
//! Every write of this feature counts up the revision in its own transaction. A process that alone
//! writes to the database forgets its copy before the answer leaves; others compare the revision at
//! every request. So nobody is shown a calendar that is older than an answer they have had.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use serde::{Deserialize, Serialize};

use super::super::calendar::Calendar;
use super::super::days_off::{Closing, DaysOff};
use super::super::entity::facility_calendar;
use super::super::recurrence::Weekday;
use super::series;
use crate::authz::{Permit, act};
use crate::db::{Failure, Tx};
use crate::http::Ctx;
use crate::http::shelf::Memory;
use crate::kernel::id::FacilityId;
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;
use crate::people;

/// Gatherings remembered, of all facilities together, before all are read again. One is about 2 KB.
const REMEMBERED: usize = 4_000;

/// What this process remembers of calendars.
#[derive(Default)]
pub struct Calendars(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// Counts every forgetting, so that what was read before it is not remembered after it.
    forgotten: u64,
    calendars: HashMap<FacilityId, Arc<Calendar>>,
}

impl Memory for Calendars {
    fn forget(&self, facility: FacilityId) {
        if let Ok(mut known) = self.0.write() {
            known.forgotten = known.forgotten.wrapping_add(1);
            known.calendars.remove(&facility);
        }
    }
}

/// The calendar of a facility as it is now.
///
/// # Errors
/// When it cannot be read or opened.
pub async fn of(ctx: &Ctx, facility: FacilityId) -> Result<Arc<Calendar>, Failure> {
    let memory = ctx.shelf.get::<Calendars>();
    let (forgotten, remembered) =
        memory.0.read().map_or((0, None), |known| (known.forgotten, known.calendars.get(&facility).cloned()));
    let sole = ctx.db.is_sole_writer();
    if let Some(calendar) = remembered.filter(|_| sole).as_ref() {
        return Ok(Arc::clone(calendar));
    }
    let db = ctx.db.read();
    // Read before the rows: a copy may say that it is older than it is, never that it is newer.
    let row = facility_calendar::Entity::find_by_id(facility.0).one(db).await?;
    let facts = people::facility_facts(db, facility).await?;
    let state = (row.as_ref().map_or(0, |row| row.revision), facts.version);
    let known = memory.0.read().ok().and_then(|known| known.calendars.get(&facility).cloned());
    if let Some(calendar) = known.filter(|calendar| !sole && calendar.state == state) {
        return Ok(calendar);
    }
    let series = series::all(db, &ctx.keys, facility).await?;
    let calendar = Arc::new(Calendar::new(state, facts, days_off_of(row)?, series));
    if let Ok(mut known) = memory.0.write()
        && known.forgotten == forgotten
    {
        let all: usize = known.calendars.values().map(|calendar| size(calendar)).sum();
        if all.saturating_add(size(&calendar)) > REMEMBERED {
            known.calendars.clear();
        }
        known.calendars.insert(facility, Arc::clone(&calendar));
    }
    Ok(calendar)
}

/// A facility without gatherings costs something, too.
fn size(calendar: &Calendar) -> usize {
    calendar.series.len().saturating_add(1)
}

/// The days off, their version, and when they changed last.
fn days_off_of(row: Option<facility_calendar::Model>) -> Result<(DaysOff, i32, Option<Instant>), Failure> {
    let version = row.as_ref().map_or(0, |row| row.version);
    let kept = match row.and_then(|row| row.days_off) {
        None => Kept { closed_weekdays: vec![Weekday::Sa, Weekday::Su], days: Vec::new(), changed_at: None },
        Some(json) => serde_json::from_str(&json).map_err(|_e| ProblemType::Internal)?,
    };
    let days_off = DaysOff::new(kept.closed_weekdays, kept.days).map_err(|_e| ProblemType::Internal)?;
    Ok((days_off, version, kept.changed_at.map(Instant)))
}

/// Days off as they are kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    closed_weekdays: Vec<Weekday>,
    days: Vec<Closing>,
    /// When they were last changed; not said by what was kept before this was asked.
    #[serde(default)]
    changed_at: Option<i64>,
}

/// What a change of the calendar starts from.
pub struct Setting {
    /// The facility.
    pub facility: people::FacilityFacts,
    /// The days off.
    pub days_off: DaysOff,
    /// Today, in the facility's own time.
    pub today: NaiveDate,
}

/// See [`Setting`].
///
/// # Errors
/// When it cannot be read.
pub async fn setting(tx: &Tx, now: Instant, facility: FacilityId) -> Result<Setting, Failure> {
    let days_off = days_off(tx, facility).await?;
    let facility = people::facility_facts(tx, facility).await?;
    let today = now.day_in(facility.zone);
    Ok(Setting { facility, days_off, today })
}

/// The days off inside a transaction.
///
/// # Errors
/// When they cannot be read.
pub async fn days_off(tx: &impl ConnectionTrait, facility: FacilityId) -> Result<DaysOff, Failure> {
    Ok(days_off_of(facility_calendar::Entity::find_by_id(facility.0).one(tx).await?)?.0)
}

/// Say that the calendar changed. Part of every write to it.
///
/// # Errors
/// When the row cannot be written.
pub async fn count_up(tx: &Tx, facility: FacilityId) -> Result<(), Failure> {
    let row = facility_calendar::Model { facility_id: facility.0, revision: 1, days_off: None, version: 0 };
    let next = Expr::col((facility_calendar::Entity, facility_calendar::Column::Revision)).add(1);
    let known = OnConflict::column(facility_calendar::Column::FacilityId)
        .value(facility_calendar::Column::Revision, next)
        .to_owned();
    let insert = facility_calendar::Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Keep other days off.
///
/// # Errors
/// 412 when they changed since `seen`.
pub async fn keep_days_off(
    tx: &Tx,
    permit: &Permit<act::ReplaceClosingDays>,
    now: Instant,
    seen: i32,
    days_off: &DaysOff,
) -> Result<i32, Failure> {
    count_up(tx, permit.facility()).await?;
    put_days_off(tx, permit.facility(), now, seen, days_off).await
}

/// The same for the sample, which nobody asked for.
///
/// # Errors
/// 412 when they changed since `seen`.
pub async fn put_days_off(
    tx: &Tx,
    facility: FacilityId,
    now: Instant,
    seen: i32,
    days_off: &DaysOff,
) -> Result<i32, Failure> {
    let version = seen.saturating_add(1);
    let kept = Kept {
        closed_weekdays: days_off.closed_weekdays().to_vec(),
        days: days_off.closings().to_vec(),
        changed_at: Some(now.0),
    };
    let json = serde_json::to_string(&kept).map_err(|_e| ProblemType::Internal)?;
    let done = facility_calendar::Entity::update_many()
        .col_expr(facility_calendar::Column::DaysOff, Expr::value(json))
        .col_expr(facility_calendar::Column::Version, Expr::value(version))
        .filter(facility_calendar::Column::FacilityId.eq(facility.0))
        .filter(facility_calendar::Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(version) }
}
