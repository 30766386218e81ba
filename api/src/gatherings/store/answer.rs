//! What people say about taking part, and about having been there. Each row is touched by its owner,
//! or by who confirms it; nothing here reads the rows of others, except to know how many asked before.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, Query, SelectStatement, SubQueryStatement};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult,
    IntoActiveModel as _, QueryFilter as _, QuerySelect as _, Select,
};

use super::super::domain::{Attendance, Chip, Mode};
use super::super::entity::participation::{ActiveModel, Column, Entity, Model};
use super::super::participation::{Answer, Part};
use super::participation::{of_occurrence, part, reflection_place};
use crate::authz::{Act, Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{GatheringId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::{Instant, day_number};
use crate::people;

/// Sealed chips are as long as the longest choice of them, so that their length says nothing.
const CHIPS_LENGTH: usize = 64;

/// Which occurrence.
pub type At = (GatheringId, NaiveDate);

/// Somebody's own part.
pub struct Mine {
    /// What they said.
    pub part: Part,
    /// How many asked for a place before them.
    pub ahead: usize,
}

#[derive(FromQueryResult)]
struct Counted {
    #[sea_orm(nested)]
    row: Model,
    ahead: i64,
}

/// How many of the same occurrence, who are still here, asked for a place before the row at hand: what `seated` counts.
fn ahead() -> SelectStatement {
    let ahead = Alias::new("ahead");
    let theirs = |column: Column| Expr::col((ahead.clone(), column));
    let own = |column: Column| Expr::col((Entity, column));
    let places = Mode::ALL.iter().filter(|mode| mode.takes_a_place()).map(|mode| mode.name());
    let same = [Column::GatheringId, Column::RecurrenceDay, Column::FacilityId];
    let same = same.into_iter().fold(Condition::all(), |all, column| all.add(theirs(column).eq(own(column))));
    let turn = |of: &dyn Fn(Column) -> Expr| Expr::tuple([of(Column::AskedAt), of(Column::PersonId)]);
    Query::select()
        .expr(Func::count(theirs(Column::PersonId)))
        .from_as(Entity, ahead.clone())
        .cond_where(same.add(theirs(Column::Mode).is_in(places)).add(turn(&theirs).lt(turn(&own))))
        .and_where(people::is_here(theirs(Column::PersonId)))
        .to_owned()
}

async fn counted(db: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Vec<Mine>, Failure> {
    let ahead = Expr::from(SubQueryStatement::from(ahead()));
    let rows = rows.expr_as(ahead, "ahead").into_model::<Counted>().all(db).await?;
    let mine =
        |row: Counted| Mine { part: part(&row.row), ahead: usize::try_from(row.ahead).unwrap_or_default() };
    Ok(rows.into_iter().map(mine).collect())
}

/// Everything somebody said about the occurrences between two dates, inclusive, in order of these.
///
/// # Errors
/// When the rows cannot be read.
pub async fn mine(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListMyParticipations>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Mine>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(Column::RecurrenceDay.between(day_number(from), day_number(to)))
        .filter(Column::FacilityId.eq(permit.facility().0));
    let mut mine = counted(db, rows).await?;
    mine.sort_by_key(|one| (one.part.recurrence, one.part.gathering));
    Ok(mine)
}

/// What one person said about one occurrence.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_person(
    db: &impl ConnectionTrait,
    permit: &Permit<impl Act>,
    (id, recurrence): At,
    person: PersonId,
) -> Result<Option<Mine>, Failure> {
    let row = of_occurrence(permit, id, recurrence).filter(Column::PersonId.eq(person.0));
    Ok(counted(db, row).await?.into_iter().next())
}

async fn find(
    tx: &Tx,
    permit: &Permit<impl Act>,
    (id, recurrence): At,
    person: PersonId,
) -> Result<Option<Model>, Failure> {
    let row = of_occurrence(permit, id, recurrence).filter(Column::PersonId.eq(person.0));
    Ok(row.all(tx).await?.into_iter().next())
}

fn one(permit: &Permit<impl Act>, (id, recurrence): At, person: PersonId) -> Condition {
    Condition::all()
        .add(Column::GatheringId.eq(id.0))
        .add(Column::RecurrenceDay.eq(day_number(recurrence)))
        .add(Column::PersonId.eq(person.0))
        .add(Column::FacilityId.eq(permit.facility().0))
}

/// The row of somebody who said nothing yet.
fn blank(permit: &Permit<impl Act>, (id, recurrence): At, person: PersonId, now: Instant) -> Model {
    Model {
        gathering_id: id.0,
        recurrence_day: day_number(recurrence),
        person_id: person.0,
        facility_id: permit.facility().0,
        mode: None,
        shown: false,
        asked_at: None,
        attended: None,
        attended_at: None,
        confirmed: None,
        confirmed_by: None,
        confirmed_at: None,
        reflection: None,
        updated_at: now.0,
    }
}

/// Keep a row that was there before, or is new.
async fn keep(tx: &Tx, permit: &Permit<impl Act>, at: At, known: bool, row: Model) -> Result<(), Failure> {
    let which = one(permit, at, PersonId(row.person_id));
    let row = row.into_active_model().reset_all();
    if known {
        Entity::update_many().set(row).filter(which).exec(tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Keep how somebody takes part; their part as it was before.
///
/// # Errors
/// When the row cannot be written.
pub async fn set(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::SetParticipation>,
    at: At,
    answer: Answer,
) -> Result<Part, Failure> {
    let person = permit.person();
    let row = find(tx, permit, at, person).await?;
    let known = row.is_some();
    let row = row.unwrap_or_else(|| blank(permit, at, person, now));
    let before = part(&row);
    let after = before.answered(answer, now);
    if after != before {
        let row = Model {
            mode: after.mode.map(|mode| mode.name().to_owned()),
            shown: after.shown,
            asked_at: after.asked_at.map(|asked_at| asked_at.0),
            updated_at: after.updated_at.0,
            ..row
        };
        keep(tx, permit, at, known, row).await?;
    }
    Ok(before)
}

/// Take an answer back; the part as it was, if there was one. What was said about having been there stays, and so does
/// a reflection.
///
/// # Errors
/// When the row cannot be written.
pub async fn withdraw(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::WithdrawParticipation>,
    at: At,
) -> Result<Option<Part>, Failure> {
    let before = find(tx, permit, at, permit.person()).await?;
    let mine = one(permit, at, permit.person());
    delete_empty(tx, mine.clone(), false).await?;
    let nothing = ActiveModel {
        mode: Set(None),
        shown: Set(false),
        asked_at: Set(None),
        updated_at: Set(now.0),
        ..Default::default()
    };
    Entity::update_many().set(nothing).filter(mine).filter(Column::Mode.is_not_null()).exec(tx).await?;
    Ok(before.as_ref().map(part))
}

/// Delete a row in which nothing is left; `answered` says whether an answer counts.
async fn delete_empty(tx: &Tx, which: Condition, answered: bool) -> Result<(), Failure> {
    let mut left = vec![Column::Attended, Column::Confirmed, Column::Reflection];
    if answered {
        left.push(Column::Mode);
    }
    let empty = left.into_iter().fold(which, |all, column| all.add(column.is_null()));
    Entity::delete_many().filter(empty).exec(tx).await?;
    Ok(())
}

/// Keep what somebody says about having been there.
///
/// # Errors
/// When the row cannot be written.
pub async fn mark(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::MarkMyAttendance>,
    at: At,
    attended: Attendance,
) -> Result<(), Failure> {
    let row = find(tx, permit, at, permit.person()).await?;
    let known = row.is_some();
    let row = row.unwrap_or_else(|| blank(permit, at, permit.person(), now));
    if part(&row).attended == Some(attended) {
        return Ok(());
    }
    let attended = Some(attended.name().to_owned());
    let row = Model { attended, attended_at: Some(now.0), updated_at: now.0, ..row };
    keep(tx, permit, at, known, row).await
}

/// Keep what staff or the host say about somebody having been there.
///
/// Staff may say it of everybody who `is_here`. Who leads and is not staff learns nothing about people
/// who did not choose to be seen: these are to them like people who do not exist.
///
/// # Errors
/// 404 when there is no such person for them.
pub async fn confirm(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::ConfirmAttendance>,
    at: At,
    (person, is_here): (PersonId, bool),
    confirmed: Attendance,
) -> Result<(), Failure> {
    let row = find(tx, permit, at, person).await?;
    let known = row.is_some();
    let row = row.unwrap_or_else(|| blank(permit, at, person, now));
    let part = Part { here: is_here, ..part(&row) };
    let staff = permit.standing().roles.need_credentials();
    let theirs = if staff { is_here || known } else { part.is_seen() };
    if !theirs {
        return Err(ProblemType::NotFound.into());
    }
    if part.confirmed == Some(confirmed) {
        return Ok(());
    }
    let row = Model {
        confirmed: Some(confirmed.name().to_owned()),
        confirmed_by: Some(permit.person().0),
        confirmed_at: Some(now.0),
        updated_at: now.0,
        ..row
    };
    keep(tx, permit, at, known, row).await
}

/// Keep what somebody takes along from an occurrence, for their own eyes; nothing clears it.
///
/// # Errors
/// When the row cannot be written.
pub async fn reflect(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordReflection>,
    at: At,
    chips: &[Chip],
) -> Result<(), Failure> {
    let row = find(tx, permit, at, permit.person()).await?;
    if chips.is_empty() && row.is_none() {
        return Ok(());
    }
    let sealed = if chips.is_empty() { None } else { Some(seal(tx, &scene.keys, permit, at, chips).await?) };
    let known = row.is_some();
    let row = row.unwrap_or_else(|| blank(permit, at, permit.person(), scene.now));
    let row = Model { reflection: sealed, updated_at: scene.now.0, ..row };
    keep(tx, permit, at, known, row).await?;
    delete_empty(tx, one(permit, at, permit.person()), true).await
}

async fn seal(
    tx: &Tx,
    keys: &Keyring,
    permit: &Permit<act::RecordReflection>,
    (id, _): At,
    chips: &[Chip],
) -> Result<Vec<u8>, Failure> {
    let key = keys.of_person(tx, permit.person()).await?;
    let mut json = serde_json::to_vec(chips).map_err(|_e| ProblemType::Internal)?;
    json.resize(json.len().max(CHIPS_LENGTH), b' ');
    Ok(key.seal(reflection_place(id, permit.person()), &json))
}
