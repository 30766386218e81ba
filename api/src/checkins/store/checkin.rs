//! Check-ins. Words, answers and note are one sealed value; the mood is a plain number.

use data_encoding::HEXLOWER_PERMISSIVE;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use serde::Deserialize;
use uuid::Uuid;

use super::super::body::Body;
use super::super::days::{Slice, Spot};
use super::super::domain::{Change, Energy, Moment, Mood, Recorded, Source};
use super::super::entity::checkin::{ActiveModel, Column, Entity, Model};
use super::{BATCH, find, newest_as_one, one};
use crate::authz::{Act, Permit, act};
use crate::db::keyring::Keyring;
use crate::db::portable::Kept;
use crate::db::{Failure, Tx};
use crate::kernel::id::{CheckinId, FacilityId, PersonId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey, Unsealable};
use crate::kernel::time::{Instant, day_from_number, day_number};

/// Keep a check-in: whether it is new, and as it now is.
///
/// # Errors
/// 409 when the id was used for something else, 410 when it was deleted.
pub async fn record(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::RecordCheckin>,
    id: CheckinId,
    moment: &Moment,
) -> Result<(bool, Recorded), Failure> {
    keep(tx, keys, now, (permit.facility(), permit.person()), id, moment).await
}

/// Keep a check-in of somebody, whoever typed it in.
///
/// # Errors
/// 409 when the id was used for something else, 410 when it was deleted.
pub async fn keep(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    (facility, person): (FacilityId, PersonId),
    id: CheckinId,
    moment: &Moment,
) -> Result<(bool, Recorded), Failure> {
    let key = keys.of_person(tx, person).await?;
    let row = row(facility, person, id, moment, now, &key)?;
    // Nearly every check-in is new, so it is inserted first and looked for only if it was there.
    let known = OnConflict::columns([Column::PersonId, Column::Id]).do_nothing().to_owned();
    let inserted = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    if inserted.exec_without_returning(tx).await? == 1 {
        let kept = Recorded { id, moment: moment.clone(), received_at: now, updated_at: now, version: 1 };
        return Ok((true, kept));
    }
    let theirs = Condition::all()
        .add(Column::PersonId.eq(person.0))
        .add(Column::FacilityId.eq(facility.0))
        .add(Column::Id.eq(id.0));
    let row = find::<Entity>(tx, theirs).await?.ok_or(ProblemType::IdConflict)?;
    if row.deleted_at.is_some() {
        return Err(ProblemType::AlreadyDeleted.into());
    }
    let kept = open(&row, &key)?;
    if kept.is_repeated_by(moment) { Ok((false, kept)) } else { Err(ProblemType::IdConflict.into()) }
}

/// Whether somebody has written on a day.
///
/// # Errors
/// When the rows cannot be read.
pub async fn any_on(
    db: &impl ConnectionTrait,
    person: PersonId,
    day: chrono::NaiveDate,
) -> Result<bool, Failure> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::LocalDate.eq(day_number(day)))
        .filter(Column::DeletedAt.is_null());
    Ok(rows.one(db).await?.is_some())
}

/// One check-in.
///
/// # Errors
/// 404 when there is none, or it was deleted.
pub async fn get(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ReadCheckin>,
    id: CheckinId,
) -> Result<Recorded, Failure> {
    let row = live(db, permit, id).await?;
    open(&row, &keys.of_person(db, permit.person()).await?)
}

/// A page of check-ins, newest first, and the cursor of the next.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListMyCheckins>,
    slice: &Slice,
) -> Result<(Vec<Recorded>, Option<String>), Failure> {
    let key = keys.of_person(db, permit.person()).await?;
    let text = newest_as_one::<Entity>(db, permit, slice, &COLUMNS).await?;
    let mut lines: Vec<Line<'_>> = serde_json::from_str(&text).map_err(|_e| ProblemType::Internal)?;
    lines.sort_unstable_by_key(|line| std::cmp::Reverse(line.spot()));
    let next = slice.cut(&mut lines, Line::spot);
    let kept = lines.into_iter().map(|line| line.open(&key)).collect::<Result<_, _>>()?;
    Ok((kept, next))
}

/// What a page shows of a row, in the order of [`Line`].
const COLUMNS: [(&str, Kept); 10] = [
    ("id", Kept::Id),
    ("mood", Kept::Plain),
    ("energy", Kept::Plain),
    ("body", Kept::Bytes),
    ("source", Kept::Plain),
    ("occurred_at", Kept::Plain),
    ("received_at", Kept::Plain),
    ("local_date", Kept::Plain),
    ("updated_at", Kept::Plain),
    ("version", Kept::Plain),
];

/// A row of a page.
#[derive(Deserialize)]
struct Line<'a>(Uuid, i16, Option<i16>, Option<&'a str>, &'a str, i64, i64, i32, i64, i32);

impl Line<'_> {
    const fn spot(&self) -> Spot {
        let Self(id, .., received_at, day, _, _) = self;
        Spot { day: *day, received_at: *received_at, id: *id }
    }

    fn open(self, key: &SealingKey) -> Result<Recorded, Failure> {
        let Self(id, mood, energy, body, source, occurred_at, received_at, day, updated_at, version) = self;
        let body = body.filter(|hex| !hex.is_empty()).map(|hex| HEXLOWER_PERMISSIVE.decode(hex.as_bytes()));
        let body = body.transpose().map_err(|_e| Unsealable)?;
        let moment = Moment {
            mood: Mood::new(mood).map_err(|_e| Unsealable)?,
            energy: energy.map(Energy::new).transpose().map_err(|_e| Unsealable)?,
            body: unseal(CheckinId(id), body.as_deref(), key)?,
            occurred_at: Instant(occurred_at),
            local_date: day_from_number(day),
            source: Source::from_name(source).ok_or(Unsealable)?,
        };
        let (received_at, updated_at) = (Instant(received_at), Instant(updated_at));
        Ok(Recorded { id: CheckinId(id), moment, received_at, updated_at, version })
    }
}

/// Change a check-in that was seen as version `seen`: whether it had a red sign before, and as it now is. An edit that
/// changes nothing leaves the version.
///
/// # Errors
/// 404 when there is none, 412 when it changed since.
pub async fn update(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::UpdateCheckin>,
    id: CheckinId,
    seen: i32,
    change: &Change,
) -> Result<(bool, Recorded), Failure> {
    let row = live(tx, permit, id).await?;
    if row.version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let key = keys.of_person(tx, permit.person()).await?;
    let kept = open(&row, &key)?;
    let moment = kept.moment.with(change);
    let was_red = kept.moment.body.signs.any_red();
    if moment == kept.moment {
        return Ok((was_red, kept));
    }
    let after = ActiveModel {
        mood: Set(moment.mood.get()),
        energy: Set(moment.energy.map(Energy::get)),
        body: Set(seal(&moment.body, id, &key)?),
        local_date: Set(day_number(moment.local_date)),
        updated_at: Set(now.0),
        version: Set(seen.saturating_add(1)),
        ..Default::default()
    };
    Entity::update_many().set(after).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok((was_red, Recorded { moment, updated_at: now, version: seen.saturating_add(1), ..kept }))
}

/// Delete a check-in: only its id and its day remain, so that a late copy does not bring it back.
///
/// # Errors
/// 404 when there never was one, 412 when it changed since it was seen.
pub async fn delete(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::DeleteCheckin>,
    id: CheckinId,
    seen: Option<i32>,
) -> Result<(), Failure> {
    let row = find::<Entity>(tx, one::<Entity>(permit, id.0)).await?.ok_or(ProblemType::NotFound)?;
    if row.deleted_at.is_some() {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != row.version) {
        return Err(ProblemType::VersionConflict.into());
    }
    let gone = ActiveModel {
        // The column wants a mood; the middle one says nothing about the one that was deleted.
        mood: Set(3),
        energy: Set(None),
        body: Set(None),
        updated_at: Set(now.0),
        deleted_at: Set(Some(now.0)),
        version: Set(row.version.saturating_add(1)),
        ..Default::default()
    };
    Entity::update_many().set(gone).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok(())
}

/// Keep many check-ins that arrived in the past; see `seed`.
///
/// # Errors
/// When an id is taken or a row cannot be written.
pub async fn insert_past(
    tx: &Tx,
    keys: &Keyring,
    facility: FacilityId,
    person: PersonId,
    past: &[(CheckinId, Instant, Moment)],
) -> Result<(), Failure> {
    let key = keys.of_person(tx, person).await?;
    for batch in past.chunks(BATCH) {
        let rows = batch
            .iter()
            .map(|(id, at, moment)| {
                Ok(row(facility, person, *id, moment, *at, &key)?.into_active_model().reset_all())
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn live(db: &impl ConnectionTrait, permit: &Permit<impl Act>, id: CheckinId) -> Result<Model, Failure> {
    let row = find::<Entity>(db, one::<Entity>(permit, id.0)).await?;
    row.filter(|row| row.deleted_at.is_none()).ok_or_else(|| ProblemType::NotFound.into())
}

const fn place(id: CheckinId) -> Place {
    Place { table: "checkin", column: "body", row: id.0 }
}

fn seal(body: &Body, id: CheckinId, key: &SealingKey) -> Result<Option<Vec<u8>>, Failure> {
    if body.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_vec(body).map_err(|_e| Failure::from(ProblemType::Internal))?;
    Ok(Some(key.seal(place(id), &json)))
}

fn row(
    facility: FacilityId,
    person: PersonId,
    id: CheckinId,
    moment: &Moment,
    now: Instant,
    key: &SealingKey,
) -> Result<Model, Failure> {
    Ok(Model {
        person_id: person.0,
        id: id.0,
        facility_id: facility.0,
        mood: moment.mood.get(),
        energy: moment.energy.map(Energy::get),
        body: seal(&moment.body, id, key)?,
        source: moment.source.name().to_owned(),
        occurred_at: moment.occurred_at.0,
        received_at: now.0,
        local_date: day_number(moment.local_date),
        updated_at: now.0,
        deleted_at: None,
        version: 1,
    })
}

fn unseal(id: CheckinId, sealed: Option<&[u8]>, key: &SealingKey) -> Result<Body, Failure> {
    let Some(sealed) = sealed else { return Ok(Body::default()) };
    Ok(serde_json::from_slice(&key.open(place(id), sealed)?).map_err(|_e| Unsealable)?)
}

pub(super) fn open(row: &Model, key: &SealingKey) -> Result<Recorded, Failure> {
    let id = CheckinId(row.id);
    let body = unseal(id, row.body.as_deref(), key)?;
    Ok(Recorded {
        id,
        moment: Moment {
            mood: Mood::new(row.mood).map_err(|_e| Unsealable)?,
            energy: row.energy.map(Energy::new).transpose().map_err(|_e| Unsealable)?,
            body,
            occurred_at: Instant(row.occurred_at),
            local_date: day_from_number(row.local_date),
            source: Source::from_name(&row.source).ok_or(Unsealable)?,
        },
        received_at: Instant(row.received_at),
        updated_at: Instant(row.updated_at),
        version: row.version,
    })
}
