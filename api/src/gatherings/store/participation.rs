//! Who takes part, and how.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};
use uuid::Uuid;

use super::super::domain::{Attendance, Chip, Mode, SignalKind};
use super::super::entity::gathering_signal;
use super::super::entity::participation::{Column, Entity, Model};
use super::super::participation::Part;
use super::super::view::Signal;
use crate::authz::{Act, Permit};
use crate::db::Failure;
use crate::db::keyring::Keyring;
use crate::kernel::id::{FacilityId, GatheringId, PersonId, SignalId};
use crate::kernel::sealed::{Place, Unsealable};
use crate::kernel::time::{Instant, day_from_number, day_number};
use crate::people;

/// How many days a date may have been moved away from its rule and still be thought of.
const MOVED_AT_MOST: i32 = 62;

/// The rows of one occurrence.
pub fn of_occurrence(permit: &Permit<impl Act>, id: GatheringId, recurrence: NaiveDate) -> Select<Entity> {
    Entity::find()
        .filter(Column::GatheringId.eq(id.0))
        .filter(Column::RecurrenceDay.eq(day_number(recurrence)))
        .filter(Column::FacilityId.eq(permit.facility().0))
}

/// Everybody's part in one occurrence.
///
/// # Errors
/// When the rows cannot be read.
pub async fn parts(
    db: &impl ConnectionTrait,
    permit: &Permit<impl Act>,
    id: GatheringId,
    recurrence: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    let here = people::is_here(Expr::col((Entity, Column::PersonId)));
    let rows =
        of_occurrence(permit, id, recurrence).expr_as(here, "here").into_model::<Seen>().all(db).await?;
    Ok(rows.iter().map(|seen| Part { here: seen.here, ..part(&seen.row) }).collect())
}

/// The parts of everybody who is here and has answered a gathering, decided or not, on dates from about `today` on, in
/// order of dates.
///
/// # Errors
/// When the rows cannot be read.
pub async fn answers_to(
    db: &impl ConnectionTrait,
    id: GatheringId,
    today: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    from_about(db, Entity::find().filter(Column::GatheringId.eq(id.0)), today).await
}

/// The parts of everybody who is here and has answered any gathering of a facility, decided or not, on dates from about
/// `today` on, in order of dates.
///
/// # Errors
/// When the rows cannot be read.
pub async fn answers_in(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    today: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    from_about(db, Entity::find().filter(Column::FacilityId.eq(facility.0)), today).await
}

/// The parts of these people wherever they come to in their facility, on dates from about `today` on.
///
/// # Errors
/// When the rows cannot be read.
pub async fn coming(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    people: &[PersonId],
    today: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    let theirs = Column::PersonId.is_in(people.iter().map(|person| person.0));
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).filter(theirs);
    Ok(who_come(from_about(db, rows, today).await?))
}

/// The parts of everybody who is here and comes to one occurrence.
///
/// # Errors
/// When the rows cannot be read.
pub async fn coming_on(
    db: &impl ConnectionTrait,
    (id, recurrence): (GatheringId, NaiveDate),
) -> Result<Vec<Part>, Failure> {
    let rows = Entity::find()
        .filter(Column::GatheringId.eq(id.0))
        .filter(Column::RecurrenceDay.eq(day_number(recurrence)))
        .filter(people::is_here(Expr::col((Entity, Column::PersonId))));
    Ok(who_come(answered(db, rows).await?))
}

/// The parts of somebody who has just left, as they were, on dates from about `today` on.
///
/// # Errors
/// When the rows cannot be read.
pub async fn left_by(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    let theirs =
        Entity::find().filter(Column::FacilityId.eq(facility.0)).filter(Column::PersonId.eq(person.0));
    Ok(who_come(answered(db, theirs.filter(Column::RecurrenceDay.gte(about(today)))).await?))
}

/// A date that was moved is known by the one its rule gives, so some days before are looked at, too.
fn about(today: NaiveDate) -> i32 {
    day_number(today).saturating_sub(MOVED_AT_MOST)
}

async fn from_about(
    db: &impl ConnectionTrait,
    rows: Select<Entity>,
    today: NaiveDate,
) -> Result<Vec<Part>, Failure> {
    let here = people::is_here(Expr::col((Entity, Column::PersonId)));
    answered(db, rows.filter(Column::RecurrenceDay.gte(about(today))).filter(here)).await
}

async fn answered(db: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Vec<Part>, Failure> {
    let rows = rows.filter(Column::Mode.is_not_null()).order_by_asc(Column::RecurrenceDay).all(db).await?;
    Ok(rows.iter().map(part).collect())
}

fn who_come(parts: Vec<Part>) -> Vec<Part> {
    parts.into_iter().filter(Part::takes_a_place).collect()
}

/// A row, and whether the one who wrote it is in the facility now.
#[derive(FromQueryResult)]
struct Seen {
    #[sea_orm(nested)]
    row: Model,
    here: bool,
}

/// A row of somebody who is here, as the rules see it.
#[must_use]
pub fn part(row: &Model) -> Part {
    let attendance = |name: &Option<String>| name.as_deref().and_then(Attendance::from_name);
    Part {
        gathering: GatheringId(row.gathering_id),
        recurrence: day_from_number(row.recurrence_day),
        person: PersonId(row.person_id),
        here: true,
        mode: row.mode.as_deref().and_then(Mode::from_name),
        shown: row.shown,
        asked_at: row.asked_at.map(Instant),
        attended: attendance(&row.attended),
        confirmed: attendance(&row.confirmed),
        confirmed_by: row.confirmed_by.map(PersonId),
        updated_at: Instant(row.updated_at),
    }
}

/// The cards that somebody held up.
///
/// # Errors
/// When the rows cannot be read.
pub async fn signals_of(
    db: &impl ConnectionTrait,
    permit: &Permit<impl Act>,
    id: GatheringId,
    recurrence: NaiveDate,
) -> Result<Vec<Signal>, Failure> {
    let rows = gathering_signal::Entity::find()
        .filter(gathering_signal::Column::GatheringId.eq(id.0))
        .filter(gathering_signal::Column::RecurrenceDay.eq(day_number(recurrence)))
        .filter(gathering_signal::Column::PersonId.eq(permit.person().0))
        .filter(gathering_signal::Column::FacilityId.eq(permit.facility().0))
        .order_by_asc(gathering_signal::Column::SentAt)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(signal).collect())
}

/// A row as it is sent.
#[must_use]
pub fn signal(row: &gathering_signal::Model) -> Option<Signal> {
    Some(Signal {
        signal_id: SignalId(row.id),
        kind: SignalKind::from_name(&row.kind)?,
        sent_at: Instant(row.sent_at),
        seen_at: row.seen_at.map(Instant),
    })
}

/// A reflection is sealed for its writer and gathering; it may go along with a date that moves.
#[must_use]
pub fn reflection_place(id: GatheringId, person: PersonId) -> Place {
    let row = Uuid::from_u128(id.0.as_u128() ^ person.0.as_u128());
    Place { table: "participation", column: "reflection", row }
}

/// What somebody keeps of an occurrence.
///
/// # Errors
/// When the row cannot be read or opened.
pub async fn reflection_of(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<impl Act>,
    id: GatheringId,
    recurrence: NaiveDate,
) -> Result<Option<Vec<Chip>>, Failure> {
    let mine = of_occurrence(permit, id, recurrence).filter(Column::PersonId.eq(permit.person().0));
    let row = mine.all(db).await?.into_iter().next();
    let Some(sealed) = row.and_then(|row| row.reflection) else { return Ok(None) };
    let key = keys.of_person(db, permit.person()).await?;
    let json = key.open(reflection_place(id, permit.person()), &sealed)?;
    serde_json::from_slice(&json).map(Some).map_err(|_e| Unsealable.into())
}
