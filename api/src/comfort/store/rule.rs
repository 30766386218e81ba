//! Rules about when to say hello. What the clock needs stands in the row, with an index on when to look at it next.

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::super::entity::hello_rule::{ActiveModel, Column, Entity, Model};
use super::super::rule::{Clockwork, Turn, Wished};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::Place;
use crate::kernel::time::{Instant, day_from_number, day_number};

/// How many rules one round looks at.
const A_ROUND: u64 = 200;

/// A rule as it is kept.
pub(in crate::comfort) struct Kept {
    /// In which facility.
    pub facility: FacilityId,
    /// Whose.
    pub person: PersonId,
    /// Who shall say hello; staff when nobody is named.
    pub to: Option<PersonId>,
    /// What the clock knows.
    pub clockwork: Clockwork,
    /// When to look at it next.
    pub next: Instant,
}

const fn place(person: PersonId) -> Place {
    Place { table: "hello_rule", column: "how", row: person.0 }
}

/// What somebody wished, if anything, and the version.
///
/// # Errors
/// When it cannot be read.
pub(in crate::comfort) async fn wished(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    person: PersonId,
) -> Result<(Option<Wished>, i32), Failure> {
    let Some(row) = Entity::find_by_id(person.0).one(db).await? else { return Ok((None, 0)) };
    let Some(after_days) = row.after_days else { return Ok((None, row.version)) };
    let how = match &row.how {
        Some(sealed) => Some(keys.of_person(db, person).await?.open_text(place(person), sealed)?),
        None => None,
    };
    let paused_until = row.paused_until.map(day_from_number);
    Ok((Some(Wished { after_days, to: row.to_id.map(PersonId), how, paused_until }), row.version))
}

/// Replace a rule that was seen as version `seen`; the new version. It counts from now.
///
/// # Errors
/// 412 when it changed since.
pub(in crate::comfort) async fn replace(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    (facility, person, zone): (FacilityId, PersonId, Tz),
    seen: i32,
    wished: Option<&Wished>,
) -> Result<i32, Failure> {
    let version = seen.saturating_add(1);
    let key = keys.of_person(tx, person).await?;
    let clockwork = wished.map(|wished| Clockwork {
        after_days: wished.after_days,
        paused_until: wished.paused_until,
        set_at: now,
        raised_at: None,
    });
    let row = Model {
        person_id: person.0,
        facility_id: facility.0,
        after_days: wished.map(|wished| wished.after_days),
        to_id: wished.and_then(|wished| wished.to).map(|to| to.0),
        how: wished.and_then(|wished| wished.how.as_ref()).map(|how| key.seal_text(place(person), how)),
        paused_until: wished.and_then(|wished| wished.paused_until).map(day_number),
        set_at: now.0,
        raised_at: None,
        next_at: clockwork.map(|clockwork| clockwork.due(now, zone).0),
        version,
    };
    let row = row.into_active_model().reset_all();
    let written = if seen == 0 {
        let there = OnConflict::column(Column::PersonId).do_nothing().to_owned();
        Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?
    } else {
        let same = Entity::update_many().set(row).filter(Column::PersonId.eq(person.0));
        same.filter(Column::Version.eq(seen)).exec(tx).await?.rows_affected
    };
    if written == 0 { Err(ProblemType::VersionConflict.into()) } else { Ok(version) }
}

/// Whose rules are to be looked at now, the longest overdue first.
///
/// # Errors
/// When the rows cannot be read.
pub(in crate::comfort) async fn due(
    db: &impl ConnectionTrait,
    now: Instant,
) -> Result<Vec<PersonId>, Failure> {
    let rows = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::NextAt.lte(now.0))
        .order_by_asc(Column::NextAt)
        .limit(A_ROUND)
        .into_tuple::<uuid::Uuid>();
    Ok(rows.all(db).await?.into_iter().map(PersonId).collect())
}

/// The rule of somebody, if there is one.
///
/// # Errors
/// When the row cannot be read.
pub(in crate::comfort) async fn find(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<Kept>, Failure> {
    let row = Entity::find_by_id(person.0).one(db).await?;
    Ok(row.and_then(|row| {
        let (after_days, next) = row.after_days.zip(row.next_at)?;
        let clockwork = Clockwork {
            after_days,
            paused_until: row.paused_until.map(day_from_number),
            set_at: Instant(row.set_at),
            raised_at: row.raised_at.map(Instant),
        };
        let (facility, to) = (FacilityId(row.facility_id), row.to_id.map(PersonId));
        Some(Kept { facility, person: PersonId(row.person_id), to, clockwork, next: Instant(next) })
    }))
}

/// Keep what a look at a rule said. `false` when another replica was first.
///
/// # Errors
/// When the row cannot be written.
pub(in crate::comfort) async fn turned(
    tx: &Tx,
    now: Instant,
    kept: &Kept,
    turn: Turn,
) -> Result<bool, Failure> {
    let mut after = ActiveModel { next_at: Set(Some(turn.next.0)), ..Default::default() };
    if turn.raise {
        after.raised_at = Set(Some(now.0));
    }
    let same = Entity::update_many().set(after).filter(Column::PersonId.eq(kept.person.0));
    Ok(same.filter(Column::NextAt.eq(kept.next.0)).exec(tx).await?.rows_affected == 1)
}

/// Forget the rule of somebody who left.
///
/// # Errors
/// When the row cannot be written.
pub(in crate::comfort) async fn forget(tx: &Tx, person: PersonId) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

/// Somebody cannot say hello any more: staff do, for everybody who named them.
///
/// # Errors
/// When the rows cannot be written.
pub(in crate::comfort) async fn to_staff(tx: &Tx, person: PersonId) -> Result<(), Failure> {
    let after = ActiveModel { to_id: Set(None), ..Default::default() };
    Entity::update_many().set(after).filter(Column::ToId.eq(person.0)).exec(tx).await?;
    Ok(())
}
