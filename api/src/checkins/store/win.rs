//! Wins. The text is sealed; the kind is plain.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::super::days::{Slice, Spot};
use super::super::entity::win::{ActiveModel, Column, Entity, Model};
use super::super::win::{Deed, KeptWin, WinChange, WinKind, WinText};
use super::{BATCH, find, newest_first, one};
use crate::authz::{Permit, act};
use crate::db::keyring::Keyring;
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId, WinId};
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey, Unsealable};
use crate::kernel::time::{Instant, day_from_number, day_number};

/// Keep a win: whether it is new, and as it now is.
///
/// # Errors
/// 409 when the id was used for something else, 410 when it was deleted.
pub async fn record(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::RecordWin>,
    id: WinId,
    deed: &Deed,
) -> Result<(bool, KeptWin), Failure> {
    let key = keys.of_person(tx, permit.person()).await?;
    let row = row(permit.facility(), permit.person(), id, deed, now, &key);
    let known = OnConflict::columns([Column::PersonId, Column::Id]).do_nothing().to_owned();
    let inserted = Entity::insert(row.into_active_model().reset_all()).on_conflict(known);
    if inserted.exec_without_returning(tx).await? == 1 {
        return Ok((true, KeptWin { id, deed: deed.clone(), received_at: now, version: 1 }));
    }
    let row = find::<Entity>(tx, one::<Entity>(permit, id.0)).await?.ok_or(ProblemType::IdConflict)?;
    if row.deleted_at.is_some() {
        return Err(ProblemType::AlreadyDeleted.into());
    }
    let kept = open(&row, &key)?;
    if kept.is_repeated_by(deed) { Ok((false, kept)) } else { Err(ProblemType::IdConflict.into()) }
}

/// A page of wins, newest first, and the cursor of the next.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    db: &impl ConnectionTrait,
    keys: &Keyring,
    permit: &Permit<act::ListMyWins>,
    slice: &Slice,
) -> Result<(Vec<KeptWin>, Option<String>), Failure> {
    let key = keys.of_person(db, permit.person()).await?;
    let mut rows = newest_first::<Entity>(db, permit, slice).await?;
    let next =
        slice.cut(&mut rows, |row| Spot { day: row.local_date, received_at: row.received_at, id: row.id });
    let kept = rows.iter().map(|row| open(row, &key)).collect::<Result<_, _>>()?;
    Ok((kept, next))
}

/// Change a win that was seen as version `seen`. An edit that changes nothing leaves the version.
///
/// # Errors
/// 404 when there is none, 412 when it changed since.
pub async fn update(
    tx: &Tx,
    keys: &Keyring,
    now: Instant,
    permit: &Permit<act::UpdateWin>,
    id: WinId,
    seen: i32,
    change: &WinChange,
) -> Result<KeptWin, Failure> {
    let row = find::<Entity>(tx, one::<Entity>(permit, id.0)).await?;
    let row = row.filter(|row| row.deleted_at.is_none()).ok_or(ProblemType::NotFound)?;
    if row.version != seen {
        return Err(ProblemType::VersionConflict.into());
    }
    let key = keys.of_person(tx, permit.person()).await?;
    let kept = open(&row, &key)?;
    let deed = kept.deed.with(change);
    if deed == kept.deed {
        return Ok(kept);
    }
    let after = ActiveModel {
        kind: Set(deed.kind.name().to_owned()),
        text: Set(key.seal_text(place(id), deed.text.as_str())),
        local_date: Set(day_number(deed.local_date)),
        updated_at: Set(now.0),
        version: Set(seen.saturating_add(1)),
        ..Default::default()
    };
    Entity::update_many().set(after).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok(KeptWin { deed, version: seen.saturating_add(1), ..kept })
}

/// Delete a win: only its id and its day remain, so that a late copy does not bring it back.
///
/// # Errors
/// 404 when there never was one, 412 when it changed since it was seen.
pub async fn delete(
    tx: &Tx,
    now: Instant,
    permit: &Permit<act::DeleteWin>,
    id: WinId,
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
        kind: Set(String::new()),
        text: Set(Vec::new()),
        updated_at: Set(now.0),
        deleted_at: Set(Some(now.0)),
        version: Set(row.version.saturating_add(1)),
        ..Default::default()
    };
    Entity::update_many().set(gone).filter(one::<Entity>(permit, id.0)).exec(tx).await?;
    Ok(())
}

/// Keep many wins that arrived in the past; see `seed`.
///
/// # Errors
/// When an id is taken or a row cannot be written.
pub async fn insert_past(
    tx: &Tx,
    keys: &Keyring,
    facility: FacilityId,
    person: PersonId,
    past: &[(WinId, Instant, Deed)],
) -> Result<(), Failure> {
    let key = keys.of_person(tx, person).await?;
    for batch in past.chunks(BATCH) {
        let rows = batch.iter().map(|(id, at, deed)| {
            row(facility, person, *id, deed, *at, &key).into_active_model().reset_all()
        });
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

const fn place(id: WinId) -> Place {
    Place { table: "win", column: "text", row: id.0 }
}

fn row(
    facility: FacilityId,
    person: PersonId,
    id: WinId,
    deed: &Deed,
    now: Instant,
    key: &SealingKey,
) -> Model {
    Model {
        person_id: person.0,
        id: id.0,
        facility_id: facility.0,
        kind: deed.kind.name().to_owned(),
        text: key.seal_text(place(id), deed.text.as_str()),
        occurred_at: deed.occurred_at.0,
        received_at: now.0,
        local_date: day_number(deed.local_date),
        updated_at: now.0,
        deleted_at: None,
        version: 1,
    }
}

pub(super) fn open(row: &Model, key: &SealingKey) -> Result<KeptWin, Failure> {
    let id = WinId(row.id);
    Ok(KeptWin {
        id,
        deed: Deed {
            kind: WinKind::from_name(&row.kind).ok_or(Unsealable)?,
            text: WinText::unsealed(key.open_text(place(id), &row.text)?),
            occurred_at: Instant(row.occurred_at),
            local_date: day_from_number(row.local_date),
        },
        received_at: Instant(row.received_at),
        version: row.version,
    })
}
