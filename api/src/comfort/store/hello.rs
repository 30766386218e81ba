//! Hellos that are due, or were.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::super::entity::hello::{ActiveModel, Column, Entity, Model};
use super::super::hello::{Closed, Hello, HelloEnd, HelloReason};
use crate::authz::{Permit, Role, act};
use crate::checkins;
use crate::db::{Failure, Tx};
use crate::kernel::id::{CheckinId, FacilityId, HelloId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::time::Instant;

/// The most rows one answer carries.
const A_LIST: u64 = 100;

/// One hello, whoever asks; how they stand to it is for the rules.
///
/// # Errors
/// When it cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: HelloId) -> Result<Option<Hello>, Failure> {
    Entity::find_by_id(id.0).one(db).await?.map(|row| hello(&row)).transpose()
}

/// The open ones that somebody may say: those for staff if they are, and those that name them. Never one's own.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<act::ListHellos>,
) -> Result<Vec<Hello>, Failure> {
    let me = permit.person();
    let mut theirs = Column::ToId.eq(me.0);
    if permit.standing().roles.has(Role::Staff) {
        theirs = theirs.or(Column::ToId.is_null());
    }
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(permit.facility().0))
        .filter(Column::ClosedAt.is_null())
        .filter(Column::PersonId.ne(me.0))
        .filter(theirs)
        .order_by_asc(Column::RaisedAt)
        .order_by_asc(Column::Id)
        .limit(A_LIST);
    still_wished(db, rows.all(db).await?).await
}

/// All open ones of a facility, the longest wait first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_in(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Hello>, Failure> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::RaisedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    still_wished(db, rows).await
}

/// Without those who wrote since: nobody shall ask them why they are so quiet, also before the clock has closed it.
async fn still_wished(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Hello>, Failure> {
    let mut open = Vec::with_capacity(rows.len());
    for row in rows {
        let one = hello(&row)?;
        if !wrote_since(db, &one).await? {
            open.push(one);
        }
    }
    Ok(open)
}

/// Whether it came of days without a word, and they wrote since.
///
/// # Errors
/// When the rows cannot be read.
pub async fn wrote_since(db: &impl ConnectionTrait, one: &Hello) -> Result<bool, Failure> {
    Ok(one.closed.is_none()
        && one.reason == HelloReason::QuietDays
        && checkins::last_arrival(db, one.person, one.raised_at).await?.is_some())
}

/// Every open one that came of days without a word, in all facilities.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_quiet(db: &impl ConnectionTrait) -> Result<Vec<Hello>, Failure> {
    let rows = Entity::find()
        .filter(Column::ClosedAt.is_null())
        .filter(Column::Reason.eq(HelloReason::QuietDays.name()))
        .all(db)
        .await?;
    rows.iter().map(hello).collect()
}

/// The open ones of somebody: all, those of one reason, or the one of a check-in.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    reason: Option<HelloReason>,
    checkin: Option<CheckinId>,
) -> Result<Vec<Hello>, Failure> {
    let mut rows = Entity::find().filter(Column::PersonId.eq(person.0)).filter(Column::ClosedAt.is_null());
    if let Some(reason) = reason {
        rows = rows.filter(Column::Reason.eq(reason.name()));
    }
    if let Some(checkin) = checkin {
        rows = rows.filter(Column::CheckinId.eq(checkin.0));
    }
    rows.all(db).await?.iter().map(hello).collect()
}

/// The open ones that name somebody.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_for(db: &impl ConnectionTrait, to: PersonId) -> Result<Vec<Hello>, Failure> {
    let rows = Entity::find().filter(Column::ToId.eq(to.0)).filter(Column::ClosedAt.is_null());
    rows.all(db).await?.iter().map(hello).collect()
}

/// Keep a new one; `false` when there is an open one of this kind, or this check-in had one.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(tx: &Tx, one: &Hello) -> Result<bool, Failure> {
    let there = OnConflict::new().do_nothing().to_owned();
    let row = Model {
        id: one.id.0,
        facility_id: one.facility.0,
        person_id: one.person.0,
        reason: one.reason.name().to_owned(),
        to_id: one.to.map(|to| to.0),
        checkin_id: one.checkin.map(|checkin| checkin.0),
        raised_at: one.raised_at.0,
        closed_at: one.closed.map(|closed| closed.at.0),
        closed_because: one.closed.map(|closed| closed.because.name().to_owned()),
        closed_by: one.closed.and_then(|closed| closed.by).map(|by| by.0),
    };
    let insert = Entity::insert(row.into_active_model().reset_all()).on_conflict(there);
    Ok(insert.exec_without_returning(tx).await? == 1)
}

/// Close an open one. `false` when it was closed meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn close(tx: &Tx, id: HelloId, closed: Closed) -> Result<bool, Failure> {
    let after = ActiveModel {
        closed_at: Set(Some(closed.at.0)),
        closed_because: Set(Some(closed.because.name().to_owned())),
        closed_by: Set(closed.by.map(|by| by.0)),
        ..Default::default()
    };
    let open =
        Entity::update_many().set(after).filter(Column::Id.eq(id.0)).filter(Column::ClosedAt.is_null());
    Ok(open.exec(tx).await?.rows_affected == 1)
}

/// Whoever was named cannot any more: staff say it.
///
/// # Errors
/// When the row cannot be written.
pub async fn to_staff(tx: &Tx, id: HelloId) -> Result<(), Failure> {
    let after = ActiveModel { to_id: Set(None), ..Default::default() };
    let open =
        Entity::update_many().set(after).filter(Column::Id.eq(id.0)).filter(Column::ClosedAt.is_null());
    open.exec(tx).await?;
    Ok(())
}

fn hello(row: &Model) -> Result<Hello, Failure> {
    let because =
        row.closed_because.as_deref().map(|name| HelloEnd::from_name(name).ok_or(ProblemType::Internal));
    let because = because.transpose()?;
    Ok(Hello {
        id: HelloId(row.id),
        facility: FacilityId(row.facility_id),
        person: PersonId(row.person_id),
        reason: HelloReason::from_name(&row.reason).ok_or(ProblemType::Internal)?,
        to: row.to_id.map(PersonId),
        checkin: row.checkin_id.map(CheckinId),
        raised_at: Instant(row.raised_at),
        closed: row.closed_at.zip(because).map(|(at, because)| Closed {
            at: Instant(at),
            because,
            by: row.closed_by.map(PersonId),
        }),
    })
}
