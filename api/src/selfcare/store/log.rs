//! What supporters keep about themselves. Only their own key opens it.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::super::domain::{Body, KeptLog, Log, LogAbout};
use super::super::entity::selfcare_log::{ActiveModel, Column, Entity, Model};
use crate::authz::{Act, Permit, act};
use crate::checkins::days::{Slice, Spot};
use crate::checkins::diary::{find, newest_first, one};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::http::deed::Scene;
use crate::kernel::id::{FacilityId, PersonId, SelfcareLogId, TalkRequestId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey, Unsealable};
use crate::kernel::time::Instant;
use crate::kernel::time::{day_from_number, day_number};

const fn place(id: SelfcareLogId) -> Place {
    Place { table: "selfcare_log", column: "body", row: id.0 }
}

fn row(
    (facility, person): (FacilityId, PersonId),
    id: SelfcareLogId,
    log: &Log,
    now: Instant,
    key: &SealingKey,
) -> Result<Model, Failure> {
    let body = serde_json::to_string(&log.body).map_err(|_e| ProblemType::Internal)?;
    Ok(Model {
        person_id: person.0,
        id: id.0,
        facility_id: facility.0,
        about: log.about.name().to_owned(),
        body: key.seal_text(place(id), &body),
        occurred_at: log.occurred_at.0,
        received_at: now.0,
        local_date: day_number(log.local_date),
        updated_at: now.0,
        deleted_at: None,
        version: 1,
    })
}

fn open(row: &Model, key: &SealingKey) -> Result<KeptLog, Failure> {
    let id = SelfcareLogId(row.id);
    let text = key.open_text(place(id), &row.body)?;
    let body: Body = serde_json::from_str(&text).map_err(|_e| Unsealable)?;
    Ok(KeptLog {
        id,
        log: Log {
            about: LogAbout::from_name(&row.about).ok_or(Unsealable)?,
            body,
            occurred_at: Instant(row.occurred_at),
            local_date: day_from_number(row.local_date),
        },
        received_at: Instant(row.received_at),
        version: row.version,
    })
}

/// Keep a log of a day: whether it is new, and as it now is.
///
/// # Errors
/// 409 when the id was used for something else, 410 when it was deleted.
pub async fn record(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordSelfcareLog>,
    id: SelfcareLogId,
    log: &Log,
) -> Result<(bool, KeptLog), Failure> {
    let key = scene.keys.of_person(tx, permit.person()).await?;
    let new = row((permit.facility(), permit.person()), id, log, scene.now, &key)?;
    let known = OnConflict::columns([Column::PersonId, Column::Id]).do_nothing().to_owned();
    let inserted = Entity::insert(new.into_active_model().reset_all()).on_conflict(known);
    if inserted.exec_without_returning(tx).await? == 1 {
        return Ok((true, KeptLog { id, log: log.clone(), received_at: scene.now, version: 1 }));
    }
    let row = find::<Entity>(tx, one::<Entity>(permit, id.0)).await?.ok_or(ProblemType::IdConflict)?;
    if row.deleted_at.is_some() {
        return Err(ProblemType::AlreadyDeleted.into());
    }
    let kept = open(&row, &key)?;
    if kept.log == *log { Ok((false, kept)) } else { Err(ProblemType::IdConflict.into()) }
}

/// Keep the log of a talk; what was said before is replaced. Whether it is new, and as it now is.
///
/// # Errors
/// 410 when it was deleted.
pub async fn replace(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::RecordAftercare>,
    id: SelfcareLogId,
    log: &Log,
) -> Result<(bool, KeptLog), Failure> {
    let key = scene.keys.of_person(tx, permit.person()).await?;
    let new = row((permit.facility(), permit.person()), id, log, scene.now, &key)?;
    let Some(before) = find::<Entity>(tx, one::<Entity>(permit, id.0)).await? else {
        Entity::insert(new.into_active_model().reset_all()).exec_without_returning(tx).await?;
        return Ok((true, KeptLog { id, log: log.clone(), received_at: scene.now, version: 1 }));
    };
    if before.deleted_at.is_some() {
        return Err(ProblemType::AlreadyDeleted.into());
    }
    let kept = open(&before, &key)?;
    if kept.log == *log {
        return Ok((false, kept));
    }
    let version = before.version.saturating_add(1);
    let after = ActiveModel {
        body: Set(new.body),
        occurred_at: Set(new.occurred_at),
        local_date: Set(new.local_date),
        updated_at: Set(scene.now.0),
        version: Set(version),
        ..Default::default()
    };
    Entity::update_many().set(after).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok((false, KeptLog { log: log.clone(), version, ..kept }))
}

/// Which of these talks have no log of their listener: none was written, and none was taken away again.
///
/// # Errors
/// When the rows cannot be read.
pub async fn without<A: Act>(
    db: &impl ConnectionTrait,
    permit: &Permit<A>,
    talks: Vec<(TalkRequestId, Instant)>,
) -> Result<Vec<(TalkRequestId, Instant)>, Failure> {
    let mut open = Vec::with_capacity(talks.len());
    for talk in talks {
        if find::<Entity>(db, one::<Entity>(permit, talk.0.0)).await?.is_none() {
            open.push(talk);
        }
    }
    Ok(open)
}

/// A page of logs, newest first, and the cursor of the next.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListMySelfcareLogs>,
    slice: &Slice,
) -> Result<(Vec<KeptLog>, Option<String>), Failure> {
    let key = keys.of_person(db, permit.person()).await?;
    let mut rows = newest_first::<Entity>(db, permit, slice).await?;
    let next =
        slice.cut(&mut rows, |row| Spot { day: row.local_date, received_at: row.received_at, id: row.id });
    let kept = rows.iter().map(|row| open(row, &key)).collect::<Result<_, _>>()?;
    Ok((kept, next))
}

/// The logs of one day, for what they change about that day. For their owner's own capacity only.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_day<A: Act>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<A>,
    day: NaiveDate,
) -> Result<Vec<KeptLog>, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(Column::FacilityId.eq(permit.facility().0))
        .filter(Column::LocalDate.eq(day_number(day)))
        .filter(Column::DeletedAt.is_null())
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = keys.of_person(db, permit.person()).await?;
    rows.iter().map(|row| open(row, &key)).collect()
}

/// The logs of these talks.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_talks<A: Act>(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<A>,
    talks: &[(TalkRequestId, Instant)],
) -> Result<Vec<KeptLog>, Failure> {
    if talks.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::PersonId.eq(permit.person().0))
        .filter(Column::FacilityId.eq(permit.facility().0))
        .filter(Column::Id.is_in(talks.iter().map(|(talk, _)| talk.0)))
        .filter(Column::DeletedAt.is_null())
        .all(db)
        .await?;
    let key = keys.of_person(db, permit.person()).await?;
    rows.iter().map(|row| open(row, &key)).collect()
}

/// Delete a log: only its id and its day remain, so that a late copy does not bring it back.
///
/// # Errors
/// 404 when there never was one.
pub async fn delete(
    tx: &Tx,
    scene: &Scene,
    permit: &Permit<act::DeleteSelfcareLog>,
    id: SelfcareLogId,
) -> Result<(), Failure> {
    let row = find::<Entity>(tx, one::<Entity>(permit, id.0)).await?.ok_or(ProblemType::NotFound)?;
    if row.deleted_at.is_some() {
        return Ok(());
    }
    let gone = ActiveModel {
        body: Set(Vec::new()),
        updated_at: Set(scene.now.0),
        deleted_at: Set(Some(scene.now.0)),
        version: Set(row.version.saturating_add(1)),
        ..Default::default()
    };
    Entity::update_many().set(gone).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok(())
}

/// Keep logs of the past; see `seed`.
///
/// # Errors
/// When a row cannot be written.
pub async fn insert_past(
    tx: &Tx,
    keys: &Keyring,
    whose: (FacilityId, PersonId),
    past: &[(SelfcareLogId, Log)],
) -> Result<(), Failure> {
    let key = keys.of_person(tx, whose.1).await?;
    for (id, log) in past {
        let row = row(whose, *id, log, log.occurred_at, &key)?;
        Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    }
    Ok(())
}
